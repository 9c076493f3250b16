//! [`Counts`]: rows by what they say.
//!
//! In: rows. Out: a [`Section`] for each thing that is counted, the same for
//! any order of rows. Memory grows with the different values.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::args::By;
use crate::speakers::args::Kind;
use crate::speakers::census::day;
use crate::tables::documents::Documents;
use crate::tables::row::{Named, Row};

/// Values that have an order of their own.
const TYPES: [&str; 3] = ["direct", "mixed", "indirect"];
const CLASSES: [&str; 4] = ["speech", "thought", "attitude", "act"];

/// Everything counted so far.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) quotes: u64,
    pub(super) documents: Documents,
    values: BTreeMap<By, BTreeMap<String, u64>>,
    /// Kinds of speaker that are counted; all without any.
    kinds: Vec<Kind>,
    /// Rows that say nothing.
    none: BTreeMap<By, u64>,
}

/// The counts of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) by: By,
    /// Values with their rows, in the order they are shown.
    pub(super) values: Vec<(String, u64)>,
    /// How many values are not shown, and their rows.
    pub(super) others: (usize, u64),
    /// Rows without a value.
    pub(super) none: u64,
}

impl Section {
    /// Most rows of a line.
    pub(super) fn most(&self) -> u64 {
        self.values.iter().map(|(_, quotes)| *quotes).max().unwrap_or(0)
    }
}

impl Counts {
    /// Nothing yet of speakers of `kinds`, or of all.
    pub(super) fn of(kinds: &[Kind]) -> Counts {
        Counts { kinds: kinds.to_vec(), ..Counts::default() }
    }

    /// Whether a row has a speaker that is counted, or all rows are.
    pub(super) fn takes(&self, row: &Row<'_>) -> bool {
        self.kinds.is_empty() || row.speakers.iter().any(|speaker| self.is_counted(speaker))
    }

    /// Of a member of a mixed group in CSV, the kind is not known.
    fn is_counted(&self, speaker: &Named<'_>) -> bool {
        self.kinds.is_empty() || speaker.kind.is_some_and(|kind| self.kinds.contains(&kind))
    }

    /// Counts a row.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        self.quotes += 1;
        self.documents.add(&row.document);
        let facts = &row.facts;
        self.count(By::Type, [facts.quote_type.as_ref()]);
        self.count(By::Class, [facts.class.as_ref()]);
        self.count(By::Method, [facts.method.as_ref()]);
        let speakers: Vec<&str> =
            row.speakers.iter().filter(|speaker| self.is_counted(speaker)).map(|speaker| speaker.name.as_ref()).collect();
        self.count(By::Speaker, speakers);
        self.count(By::Organization, facts.organizations.iter().map(AsRef::as_ref));
        self.count(By::Country, facts.countries.iter().map(AsRef::as_ref));
        self.count(By::Outlet, [host(&facts.url).as_str()]);
        self.count(By::Month, [row.date.as_deref().and_then(day).map_or("", |day| &day[..7])]);
        // Two decimals, as CSV has them, so that every format counts the same.
        let confidence = facts.confidence.map(|confidence| format!("{confidence:.2}").parse().unwrap_or(confidence));
        self.count(By::Confidence, [confidence.map_or("", band)]);
    }

    fn count<'v>(&mut self, by: By, values: impl IntoIterator<Item = &'v str>) {
        let known = self.values.entry(by).or_default();
        let mut any = false;
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            any = true;
            // Most values are known already and need no copy.
            match known.get_mut(value) {
                Some(quotes) => *quotes += 1,
                None => drop(known.insert(value.to_owned(), 1)),
            }
        }
        if !any {
            *self.none.entry(by).or_default() += 1;
        }
    }

    /// What `by` asks for, or all that any row has; of open lists `top` values.
    pub(super) fn sections(&self, by: &[By], top: usize) -> Vec<Section> {
        let all: Vec<By> = By::ALL.into_iter().filter(|by| self.values.get(by).is_some_and(|values| !values.is_empty())).collect();
        let wanted = if by.is_empty() { &all } else { by };
        wanted.iter().map(|&by| self.section(by, top)).collect()
    }

    fn section(&self, by: By, top: usize) -> Section {
        let known = self.values.get(&by).into_iter().flatten();
        let mut values: Vec<(String, u64)> = known.map(|(value, quotes)| (value.clone(), *quotes)).collect();
        let own_order = |order: &[&str], value: &str| order.iter().position(|own| *own == value).unwrap_or(order.len());
        match by {
            By::Type => values.sort_by_key(|(value, _)| own_order(&TYPES, value)),
            By::Class => values.sort_by_key(|(value, _)| own_order(&CLASSES, value)),
            By::Confidence => values.reverse(),
            By::Month => {}
            By::Method | By::Speaker | By::Organization | By::Country | By::Outlet => {
                values.sort_by_key(|(_, quotes)| Reverse(*quotes));
            }
        }
        let open = matches!(by, By::Method | By::Speaker | By::Organization | By::Country | By::Outlet);
        let rest = values.split_off(if open { top.min(values.len()) } else { values.len() });
        let others = (rest.len(), rest.iter().map(|(_, quotes)| quotes).sum());
        Section { by, values, others, none: self.none.get(&by).copied().unwrap_or(0) }
    }
}

/// The tenth that a probability lies in.
fn band(confidence: f64) -> &'static str {
    const BANDS: [&str; 10] = [
        "0.0 to 0.1",
        "0.1 to 0.2",
        "0.2 to 0.3",
        "0.3 to 0.4",
        "0.4 to 0.5",
        "0.5 to 0.6",
        "0.6 to 0.7",
        "0.7 to 0.8",
        "0.8 to 0.9",
        "0.9 to 1.0",
    ];
    // A tenth is not exact in binary: 0.7 × 10 could fall into the band below.
    let tenth = (confidence * 10.0 + 1e-9).clamp(0.0, 9.0);
    BANDS[tenth as usize]
}

/// The host of an address, without `www.`, user and port; empty where there is none.
fn host(url: &str) -> String {
    let Some((_, rest)) = url.trim().split_once("://") else { return String::new() };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let host = match host.rsplit_once(':') {
        Some((before, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => host,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for (url, expected) in [
            ("https://www.Harbour-Post.example/a?b", "harbour-post.example"),
            ("http://me:secret@news.example:8080", "news.example"),
            ("https://[2001:db8::1]:443/x", "[2001:db8::1]"),
            ("https://news.example./#top", "news.example"),
            ("//news.example", ""),
            ("news.example/a", ""),
            ("", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn bands() {
        for (confidence, expected) in
            [(0.0, "0.0 to 0.1"), (0.7, "0.7 to 0.8"), (0.69, "0.6 to 0.7"), (1.0, "0.9 to 1.0"), (7.0, "0.9 to 1.0")]
        {
            assert_eq!(band(confidence), expected, "{confidence}");
        }
        for tenth in 0..10 {
            let written: f64 = format!("{:.2}", f64::from(tenth) / 10.0).parse().unwrap();
            assert!(band(written).starts_with(&format!("0.{tenth}")), "{written}");
        }
    }

    #[test]
    fn joint_speakers_count_each_and_the_rest_is_told() {
        let named = |name: &'static str| crate::tables::row::Named { name: name.into(), id: None, kind: None };
        let mut counts = Counts::default();
        for speakers in [vec!["B", "A"], vec!["A"], vec!["C"], vec![]] {
            counts.add(&Row { document: "d".into(), speakers: speakers.into_iter().map(named).collect(), ..Row::default() });
        }
        let section = counts.section(By::Speaker, 1);
        assert_eq!(section, Section { by: By::Speaker, values: vec![("A".to_owned(), 2)], others: (2, 2), none: 1 });
        assert_eq!(counts.sections(&[], 9).len(), 1, "no row has anything but a speaker");
        assert_eq!(counts.sections(&[By::Month], 9)[0].none, 4);
        assert_eq!((counts.quotes, counts.documents.count()), (4, 1));
    }
}
