//! [`open`]: a table as a stream of records, whatever format it is in.
//!
//! Parquet is turned into CSV on the way, so that what reads tables knows
//! records and lines alone.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, anyhow};

use crate::quiet::quietly;

/// The mark in front of UTF-8 for spreadsheets.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// What a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Commas between cells.
    Csv,
    /// Tabs between cells.
    Tsv,
    /// An object a line.
    Jsonl,
    /// Columns; its rows come as CSV.
    Parquet,
}

impl Format {
    /// What separates the cells of its records.
    pub(crate) fn delimiter(self) -> u8 {
        if self == Format::Tsv { b'\t' } else { b',' }
    }

    /// Whether a file name says that it holds this format, or nothing of formats.
    pub(crate) fn fits(self, path: &Path) -> bool {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match extension.as_str() {
            "csv" => self == Format::Csv,
            "tsv" | "tab" => self == Format::Tsv,
            "jsonl" | "ndjson" => self == Format::Jsonl,
            "parquet" | "xlsx" | "xls" | "ods" | "json" | "html" | "xml" | "jsonld" | "gz" | "zst" | "bz2" | "zip" => false,
            _ => true,
        }
    }

    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Jsonl => "JSONL",
            Format::Parquet => "Parquet",
        }
    }
}

/// A table that is open.
pub(crate) struct Opened {
    /// Its bytes: lines of JSONL, else records under a header.
    pub(crate) bytes: Box<dyn BufRead>,
    pub(crate) format: Format,
}

/// Opens the table at `path`, standard input without one, that messages call `name`.
///
/// # Errors
///
/// If it cannot be read, or is in a format that is not read, with the remedy.
pub(crate) fn open(path: Option<&Path>, name: &str) -> anyhow::Result<Opened> {
    let mut bytes: Box<dyn BufRead> = match path {
        Some(path) => {
            let file = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
                true => Err(io::Error::other("it is a folder; name the tables in it")),
                false => Ok(file),
            });
            Box::new(BufReader::new(file.with_context(|| format!("cannot read {name}"))?))
        }
        None => Box::new(BufReader::new(io::stdin())),
    };
    let head = bytes.fill_buf().with_context(|| format!("cannot read {name}"))?;
    let format = format_of(head).map_err(|why| anyhow!("{name}: {why}"))?;
    if format == Format::Parquet {
        // The crate panics on lengths that no writer writes.
        let read = quietly(|| rows(bytes)).unwrap_or_else(|why| Err(anyhow!("it is broken: {why}; write it anew")));
        bytes = read.with_context(|| format!("cannot read {name}"))?;
    }
    Ok(Opened { bytes, format })
}

/// The format of what begins with `head`, or what to do about it.
fn format_of(head: &[u8]) -> Result<Format, String> {
    const READ: &str = "tables are read as CSV, TSV, JSONL and Parquet";
    let start = head.strip_prefix(MARK).unwrap_or(head);
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    match start {
        _ if head.starts_with(b"PAR1") => Ok(Format::Parquet),
        [b'P', b'K', 3, 4, ..] => Err(format!(
            "it is a workbook or another zip archive; {READ}: save the sheet as CSV, or have both written: \
             inquit extract … -o quotes.xlsx -o quotes.csv"
        )),
        [0x1f, 0x8b, ..] | [b'B', b'Z', b'h', ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            Err(format!("it is compressed; {READ}: unpack it first, as by gzip -d, bzip2 -d or zstd -d"))
        }
        [b'<', ..] => {
            Err(format!("it is HTML or XML; {READ}: have one written beside it: inquit extract … -o quotes.tei.xml -o quotes.csv"))
        }
        _ if start.trim_ascii_start().starts_with(b"{") => Ok(Format::Jsonl),
        _ if line.contains(&b'\t') && !line.contains(&b',') => Ok(Format::Tsv),
        _ => Ok(Format::Csv),
    }
}

#[cfg(not(feature = "parquet"))]
fn rows(_: Box<dyn BufRead>) -> anyhow::Result<Box<dyn BufRead>> {
    Err(anyhow!("this inquit was built without Parquet; name a table in CSV, TSV or JSONL, or build it with --features parquet"))
}

/// The rows of a Parquet file as CSV, in a file that is gone with the reader.
#[cfg(feature = "parquet")]
fn rows(mut bytes: Box<dyn BufRead>) -> anyhow::Result<Box<dyn BufRead>> {
    use std::io::{Seek, Write as _};

    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    use arrow_cast::cast;
    use arrow_schema::DataType;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    // What a file holds, its end says.
    let mut file = tempfile::tempfile()?;
    io::copy(&mut bytes, &mut file)?;
    crate::footer::check(&mut file)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).context("it is broken; write it anew")?;
    let header: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let mut table = csv::WriterBuilder::new().from_writer(io::BufWriter::new(tempfile::tempfile()?));
    table.write_record(&header)?;
    for batch in builder.build()? {
        let batch = batch.context("it is broken; write it anew")?;
        let cells = batch.columns().iter().map(|column| cast(column, &DataType::Utf8)).collect::<Result<Vec<_>, _>>();
        let cells = cells.context("it has columns that are no words or numbers")?;
        for row in 0..batch.num_rows() {
            let cell = |column: &arrow_array::ArrayRef| match column.is_valid(row) {
                true => column.as_string::<i32>().value(row).to_owned(),
                false => String::new(),
            };
            table.write_record(cells.iter().map(cell))?;
        }
    }
    let mut file = table.into_inner().map_err(|error| anyhow!("{error}"))?;
    file.flush()?;
    let mut file = file.into_inner().map_err(|error| anyhow!("{error}"))?;
    file.rewind()?;
    Ok(Box::new(BufReader::new(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_the_first_bytes() {
        for (head, format) in [
            (&b"doc_id,quote_id\r\n"[..], Format::Csv),
            (b"\xef\xbb\xbfdoc_id\tquote_id\n", Format::Tsv),
            (b"\xef\xbb\xbf {\"doc_id\":1}", Format::Jsonl),
            (b"PAR1\x15", Format::Parquet),
            (b"", Format::Csv),
            (b"doc_id,\"a\tb\"\n", Format::Csv),
        ] {
            assert_eq!(format_of(head), Ok(format), "{head:?}");
        }
        for (head, why) in [(&b"PK\x03\x04"[..], "save the sheet as CSV"), (b"\x1f\x8b\x08", "gzip -d"), (b"<TEI>", "have one written")] {
            let told = format_of(head).unwrap_err();
            assert!(told.contains(why) && told.contains("CSV, TSV, JSONL and Parquet"), "{told}");
        }
    }
}
