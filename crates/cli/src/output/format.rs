//! [`Format`]: the formats, and what is true of each.

use std::path::Path;

use clap::ValueEnum;

use super::extension;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One row a quotation, with a header (RFC 4180, UTF-8)
    Csv,
    /// The same with tabs between cells, quoted as CSV is
    Tsv,
    /// One JSON object a quotation, with all spans and speakers
    Jsonl,
    /// The columns of the table with their types, compressed
    Parquet,
    /// A workbook: a sheet of quotations, a sheet of speakers
    Xlsx,
    /// brat standoff: a folder with a .txt and an .ann for each document
    Brat,
    /// W3C Web Annotations, one graph
    Jsonld,
    /// TEI P5: a corpus of documents with their quotations as `said`
    Tei,
    /// One JSON object a document, for scoring
    Predictions,
}

impl Format {
    /// Whether what was written can be cut behind any document and gone on with.
    pub(crate) fn is_cut_anywhere(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Jsonl | Format::Predictions)
    }

    /// Whether the name asks for a format that is not written, so that CSV under
    /// it would surprise.
    pub(super) fn is_foreign(path: &Path) -> bool {
        extension::is_known(path) && Format::of_extension(path).is_none()
    }

    /// The format that a file name asks for.
    pub(crate) fn of(path: &Path) -> Format {
        if path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.to_string_lossy().ends_with(std::path::MAIN_SEPARATOR) {
            return Format::Brat;
        }
        Format::of_extension(path).unwrap_or(Format::Csv)
    }

    /// The format that an extension says.
    fn of_extension(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "jsonl" | "ndjson" => Format::Jsonl,
            "parquet" => Format::Parquet,
            "xlsx" => Format::Xlsx,
            "jsonld" => Format::Jsonld,
            "xml" | "tei" => Format::Tei,
            _ => return None,
        })
    }

    /// Whether it has the columns of the table.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Parquet | Format::Xlsx)
    }

    /// Whether a spreadsheet might run what it holds.
    pub(super) fn is_delimited(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }

    /// Whether it is no text.
    pub(super) fn is_binary(self) -> bool {
        matches!(self, Format::Parquet | Format::Xlsx)
    }

    /// What offsets always count in it, if it says so itself.
    pub(super) fn counts_chars(self) -> bool {
        matches!(self, Format::Brat | Format::Jsonld | Format::Predictions)
    }

    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Jsonl => "JSONL",
            Format::Parquet => "Parquet",
            Format::Xlsx => "XLSX",
            Format::Brat => "brat",
            Format::Jsonld => "JSON-LD",
            Format::Tei => "TEI",
            Format::Predictions => "predictions",
        }
    }
}
