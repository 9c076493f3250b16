//! Counts as a page of charts: tables whose bars are drawn beside the numbers,
//! so that a screen reader has the numbers and everybody else both.

use std::fmt::Write as _;

use super::args::By;
use super::count::{Counts, Section};
use super::list::{lines, percent, summary};
use crate::page::{escaped, policy};

const STYLE: &str = include_str!("chart.css");
/// Units of a bar that is full.
const BAR: f64 = 1000.0;
/// Height of the chart of months, and of the part that bars may take.
const HEIGHT: f64 = 180.0;
const BARS: f64 = 140.0;
/// Width of a month.
const MONTH: f64 = 34.0;

/// The page. `tables` are the names of what was read.
pub(super) fn page(tables: &[&str], counts: &Counts, sections: &[Section]) -> String {
    let mut out = String::new();
    let (policy, summary) = (policy(STYLE, None), summary(counts));
    let names: Vec<String> = tables.iter().map(|name| escaped(name).into_owned()).collect();
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Quotations: {summary}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>Quotations in numbers</h1>\n<p><strong>{summary}</strong>, from {}</p>\n</header>\n<main>\n",
        names.join(", ")
    );
    for section in sections {
        section_of(&mut out, section, counts.quotes);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section_of(out: &mut String, section: &Section, quotes: u64) {
    let name = section.by.as_str();
    let _ = writeln!(out, "<section class=\"{name}\" aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{}</h2>", title(section.by));
    if section.by == By::Month && section.values.len() > 1 {
        months(out, section);
    }
    let _ = writeln!(
        out,
        "<table>\n<thead><tr><th scope=\"col\">{name}</th><th scope=\"col\" class=\"number\">quotations</th>\
         <th scope=\"col\" class=\"number\">share</th><td></td></tr></thead>\n<tbody>"
    );
    for line in lines(section) {
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"bar\">",
            escaped(&line.value),
            line.quotes,
            escaped(&percent(line.quotes, quotes))
        );
        if line.bar {
            let width = line.quotes as f64 / section.most().max(1) as f64 * BAR;
            let _ = write!(
                out,
                "<svg viewBox=\"0 0 {BAR} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width:.1}\" height=\"10\"/></svg>"
            );
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn title(by: By) -> &'static str {
    match by {
        By::Type => "Type",
        By::Class => "Class: what the reporting word reports",
        By::Method => "Method: the rule that found it",
        By::Speaker => "Speakers",
        By::Organization => "Organizations named in what is said",
        By::Country => "Countries named in what is said",
        By::Outlet => "Outlets",
        By::Month => "Months",
        By::Confidence => "Confidence",
    }
}

/// Months from left to right, those without a row included.
fn months(out: &mut String, section: &Section) {
    let number = |month: &str| Some(month[..4].parse::<usize>().ok()? * 12 + month[5..].parse::<usize>().ok()?.checked_sub(1)?);
    let known: Vec<(usize, u64)> = section.values.iter().filter_map(|(month, quotes)| Some((number(month)?, *quotes))).collect();
    let (Some(first), Some(last)) = (known.iter().map(|(month, _)| *month).min(), known.iter().map(|(month, _)| *month).max()) else {
        return;
    };
    // A wrong date a thousand years away would make a chart of nothing; the table has it.
    if last - first >= 240 {
        return;
    }
    let width = (last - first + 1) as f64 * MONTH;
    let most = section.most().max(1);
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chart of months\">\
         <svg class=\"months\" width=\"{width}\" height=\"{HEIGHT}\" viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" \
         aria-label=\"Quotations by month; the numbers are in the table below\">"
    );
    for month in first..=last {
        let quotes: u64 = known.iter().filter(|(own, _)| *own == month).map(|(_, quotes)| quotes).sum();
        let x = (month - first) as f64 * MONTH;
        let height = quotes as f64 / most as f64 * BARS;
        let (top, middle) = (HEIGHT - 22.0 - height, x + MONTH / 2.0);
        let _ = write!(out, "<rect x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/>", x + 3.0, MONTH - 6.0);
        if quotes > 0 {
            let _ = write!(out, "<text x=\"{middle:.1}\" y=\"{:.1}\">{quotes}</text>", top - 4.0);
        }
        let (year, of_year) = (month / 12, month % 12 + 1);
        let label = if of_year == 1 || month == first { format!("{of_year}/{:02}", year % 100) } else { of_year.to_string() };
        let _ = write!(out, "<text class=\"label\" x=\"{middle:.1}\" y=\"{:.1}\">{label}</text>", HEIGHT - 6.0);
    }
    out.push_str("</svg></div>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_months_have_no_gaps() {
        let months = Section { by: By::Month, values: vec![("2024-11".into(), 4), ("2025-02".into(), 1)], others: (0, 0), none: 0 };
        let hostile = Section { by: By::Speaker, values: vec![("<script>alert(1)</script>".into(), 5)], others: (0, 0), none: 2 };
        let page = page(&["<b>.csv"], &Counts::default(), &[months, hostile]);
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;</th><td class=\"number\">5</td>"), "{page}");
        assert_eq!(page.matches("<text class=\"label\"").count(), 4);
    }

    #[test]
    fn months_that_are_none() {
        for values in
            [vec![("0000-00".to_owned(), 1), ("2024-01".to_owned(), 1)], vec![("1024-01".to_owned(), 1), ("2024-01".to_owned(), 1)]]
        {
            let section = Section { by: By::Month, values, others: (0, 0), none: 0 };
            let mut out = String::new();
            section_of(&mut out, &section, 2);
            assert!(out.contains("2024-01"), "{out}");
        }
    }
}
