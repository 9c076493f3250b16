//! The second sheet: who speaks, how often, in how many documents.
//!
//! A speaker is a name with its id and kind as they stand in the rows; each of
//! a joint statement counts. Spellings are not merged: `inquit speakers` does
//! that.

use std::collections::BTreeMap;

use anyhow::anyhow;
use inquit_table::{Kind, Record, Value};
use rust_xlsxwriter::Worksheet;

use super::text::fitting;
use super::{Heading, begin, filter, put};
use crate::output::cells::Cells;

/// What a document says of a speaker: name, id, kind, quotations.
const WIDTH: usize = 4;

const COLUMNS: [Heading<'_>; 5] = [
    Heading { name: "speaker", kind: Kind::Text, width: 30 },
    Heading { name: "speaker_id", kind: Kind::Text, width: 14 },
    Heading { name: "speaker_kind", kind: Kind::Text, width: 14 },
    Heading { name: "quotes", kind: Kind::Integer, width: 10 },
    Heading { name: "documents", kind: Kind::Integer, width: 12 },
];

/// Adds the counts of one document.
pub(super) fn write(records: &[Record<'_>], out: &mut Cells) {
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for voice in records.iter().flat_map(|record| &record.speakers) {
        *counts.entry((voice.name, voice.id.unwrap_or(""), voice.kind)).or_default() += 1;
    }
    for ((name, id, kind), quotes) in counts {
        [name, id, kind].into_iter().for_each(|words| out.push(Value::Text(words.into())));
        out.push(Value::Integer(quotes));
    }
}

/// Counts of all documents.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// By name, id and kind: quotations and documents.
    counts: BTreeMap<[String; 3], (usize, usize)>,
}

impl Speakers {
    /// Adds what [`write()`] made of some documents.
    pub(super) fn add(&mut self, cells: &Cells) {
        for first in (0..cells.len()).step_by(WIDTH) {
            let words = |place: usize| match cells.value(first + place) {
                Value::Text(words) => words.into_owned(),
                _ => String::new(),
            };
            let quotes = match cells.value(first + 3) {
                Value::Integer(quotes) => quotes,
                _ => 0,
            };
            let count = self.counts.entry([words(0), words(1), words(2)]).or_default();
            count.0 += quotes;
            count.1 += 1;
        }
    }

    /// Writes the sheet, who speaks most first.
    pub(super) fn write(&self, sheet: &mut Worksheet, limit: u32) -> anyhow::Result<()> {
        begin(sheet, &COLUMNS)?;
        let mut speakers: Vec<_> = self.counts.iter().collect();
        speakers.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.0));
        let mut rows: u32 = 1;
        for ([name, id, kind], &(quotes, documents)) in speakers {
            if rows >= limit {
                return Err(anyhow!(
                    "there are more than {} speakers, and a sheet of Excel has no more rows; write .parquet or .csv",
                    limit - 1
                ));
            }
            let text = |words: &str| if words.is_empty() { Value::Empty } else { Value::Text(fitting(words.into()).0.into_owned().into()) };
            let cells = [text(name), text(id), text(kind), Value::Integer(quotes), Value::Integer(documents)];
            for (place, value) in cells.into_iter().enumerate() {
                put(sheet, rows, place, value)?;
            }
            rows += 1;
        }
        filter(sheet, rows, COLUMNS.len())
    }
}
