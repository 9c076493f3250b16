//! Rows as bytes: one file for each format, one arm in [`Format`].
//!
//! Workers call [`Format::write`] with the rows of one document; [`target`]
//! is where the bytes go.

mod csv;
mod jsonl;
mod predictions;
pub(crate) mod target;

use std::io;
use std::path::Path;

use clap::ValueEnum;

use crate::record::Record;

pub(crate) use csv::COLUMNS;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One row a quotation, with a header (RFC 4180, UTF-8)
    Csv,
    /// One JSON object a quotation, with all spans and speakers
    Jsonl,
    /// One JSON object a document, for scoring
    Predictions,
}

impl Format {
    /// The format that a file name asks for.
    pub(crate) fn of(path: &Path) -> Format {
        let extension = path.extension().unwrap_or_default();
        if extension.eq_ignore_ascii_case("jsonl") { Format::Jsonl } else { Format::Csv }
    }

    /// Appends what comes before the first row.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn begin(self, spreadsheet: bool, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Format::Csv => csv::begin(spreadsheet, out),
            Format::Jsonl | Format::Predictions => Ok(()),
        }
    }

    /// Appends the rows of the document `id`.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn write(self, id: &str, records: &[Record<'_>], spreadsheet: bool, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Format::Csv => csv::write(records, spreadsheet, out),
            Format::Jsonl => jsonl::write(records, out),
            Format::Predictions => predictions::write(id, records, out),
        }
    }
}

/// Names of all `values`, or of what `name` takes from them, as one cell.
fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("; ")
}
