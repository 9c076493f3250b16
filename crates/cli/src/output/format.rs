//! [`Format`]: the formats, and what is true of each.

use std::path::Path;

use clap::ValueEnum;

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
}
