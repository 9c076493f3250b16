//! [`Encoder`]: how the rows of a document become a part of one output.

use std::io;

use super::{Format, Part, csv, jsonl, predictions};
use crate::record::Record;

/// What workers need to know of one output.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    pub(crate) format: Format,
    /// Cells are kept from running as formulas.
    pub(super) spreadsheet: bool,
}

impl Encoder {
    /// A part that holds nothing.
    pub(crate) fn part(&self) -> Part {
        Part::Bytes(Vec::new())
    }

    /// What comes before the first row.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(super) fn begin(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        match self.format {
            Format::Csv => csv::begin(self.spreadsheet, &mut out)?,
            Format::Jsonl | Format::Predictions => {}
        }
        Ok(out)
    }

    /// Adds the rows of the document `id` to a part that [`Encoder::part`] made.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn write(&self, id: &str, records: &[Record<'_>], part: &mut Part) -> io::Result<()> {
        let Part::Bytes(out) = part;
        match self.format {
            Format::Csv => csv::write(records, self.spreadsheet, out),
            Format::Jsonl => jsonl::write(records, out),
            Format::Predictions => predictions::write(id, records, out),
        }
    }
}
