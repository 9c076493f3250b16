//! Counts as aligned tables with bars, and as JSON.

use std::io;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::args::By;
use super::count::{Counts, Section};
use crate::terminal;

/// Most columns of the terminal for a value.
const VALUE: usize = 34;
/// Most columns for a bar.
const BAR: usize = 40;
/// A bar shorter than this says nothing.
const LEAST_BAR: usize = 5;
/// Parts of a column, an eighth of it more each.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The tables, in lines of at most `width` columns if that is enough at all;
/// values are whole if they are not `cut`.
pub(super) fn aligned(counts: &Counts, sections: &[Section], width: usize, cut: bool) -> String {
    let mut shown = format!("{}\n", summary(counts));
    // One width for all tables, so that their bars begin in one column.
    let lines: Vec<Vec<Line>> = sections.iter().map(lines).collect();
    let most = if cut { VALUE.min(width / 2) } else { usize::MAX };
    let all = lines.iter().flatten();
    let value = all.clone().map(|line| terminal::shorten(&line.value, most).width()).max().unwrap_or(0);
    let value = sections.iter().map(|section| section.by.as_str().width()).max().unwrap_or(0).max(value);
    let quotes = all.map(|line| line.quotes.to_string().len()).max().unwrap_or(0).max("rows".len());
    let bar = width.saturating_sub(value + quotes + 12).min(BAR);
    for (section, lines) in sections.iter().zip(&lines) {
        let (name, rows) = (section.by.as_str(), "rows");
        shown.push_str(&format!("\n{name:<value$}  {rows:>quotes$}   share\n"));
        for line in lines {
            let text = terminal::shorten(&line.value, most);
            let gap = " ".repeat(value - text.width());
            let bar = if line.bar && bar >= LEAST_BAR { self::bar(line.quotes, section.most(), bar) } else { String::new() };
            let row = format!("{text}{gap}  {:>quotes$}  {:>5}  {bar}", line.quotes, percent(line.quotes, counts.quotes));
            shown.push_str(row.trim_end());
            shown.push('\n');
        }
    }
    shown
}

/// `1 row of 1 document`, in numbers.
pub(super) fn summary(counts: &Counts) -> String {
    let plural = |count: u64, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    format!("{} in {}", plural(counts.quotes, "quotation"), plural(counts.documents.count(), "document"))
}

/// A line of a table.
pub(super) struct Line {
    pub(super) value: String,
    pub(super) quotes: u64,
    /// Whether it is a value, which has a bar, and not what is left.
    pub(super) bar: bool,
}

/// Values, then what is left.
pub(super) fn lines(section: &Section) -> Vec<Line> {
    let values = section.values.iter().map(|(value, quotes)| Line { value: value.clone(), quotes: *quotes, bar: true });
    let (others, of_others) = section.others;
    let others = (others > 0).then(|| Line { value: format!("({others} more)"), quotes: of_others, bar: false });
    let none = if section.by == By::Speaker { "(unknown)" } else { "(none)" };
    let none = (section.none > 0).then(|| Line { value: none.to_owned(), quotes: section.none, bar: false });
    values.chain(others).chain(none).collect()
}

/// A share of all rows, without decimals but never `0 %` of something.
pub(super) fn percent(quotes: u64, all: u64) -> String {
    match 100.0 * quotes as f64 / all.max(1) as f64 {
        share if quotes > 0 && share < 1.0 => "<1 %".to_owned(),
        share => format!("{share:.0} %"),
    }
}

/// A bar of at most `width` columns, as long as `quotes` is of `most`.
fn bar(quotes: u64, most: u64, width: usize) -> String {
    let eighths = (quotes as f64 / most.max(1) as f64 * width as f64 * 8.0).round() as usize;
    // What is there is seen.
    let eighths = eighths.max(usize::from(quotes > 0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[derive(Serialize)]
struct Object<'a> {
    quotes: u64,
    documents: u64,
    by: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    by: &'static str,
    values: Vec<Value<'a>>,
    others: Others,
    none: u64,
}

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    quotes: u64,
}

#[derive(Serialize)]
struct Others {
    values: usize,
    quotes: u64,
}

/// One JSON object, with a line feed behind it.
///
/// # Errors
///
/// None that occur in memory; the signature is the writer's.
pub(super) fn json(counts: &Counts, sections: &[Section]) -> io::Result<String> {
    let by = sections.iter().map(|section| Part {
        by: section.by.as_str(),
        values: section.values.iter().map(|(value, quotes)| Value { value, quotes: *quotes }).collect(),
        others: Others { values: section.others.0, quotes: section.others.1 },
        none: section.none,
    });
    let object = Object { quotes: counts.quotes, documents: counts.documents.count(), by: by.collect() };
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_true_to_an_eighth() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 4), "██");
        assert_eq!(bar(3, 10, 4), "█▎");
        assert_eq!(bar(1, 1000, 4), "▏");
        assert_eq!(bar(0, 10, 4), "");
        assert_eq!(bar(0, 0, 4), "");
    }

    #[test]
    fn shares() {
        assert_eq!(
            (percent(1, 3), percent(1, 1000), percent(0, 0), percent(5, 5)),
            ("33 %".into(), "<1 %".into(), "0 %".into(), "100 %".into())
        );
    }
}
