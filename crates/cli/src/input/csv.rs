//! CSV and TSV: a header, and one document a record.
//!
//! Records are taken apart here, on the reading thread, because only who has
//! read all before them knows where they end; that costs little.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::Encoding;

use super::reader::Reader;
use super::row::{self, Row, Unit};
use super::{Source, What, compression, encoding};
use crate::error::Note;

/// What separates the fields of files that call themselves CSV.
const DELIMITERS: [u8; 3] = *b",;\t";

/// Adds the records of a source; without `delimiter`, its header tells what
/// separates its fields.
///
/// # Errors
///
/// Those of reading, and a header that does not name the text.
pub(super) fn split(reader: &mut Reader<'_>, source: &Arc<Source>, bytes: &mut dyn BufRead, delimiter: Option<u8>) -> io::Result<bool> {
    let delimiter = match delimiter {
        Some(delimiter) => delimiter,
        None => delimiter_of(bytes.fill_buf()?),
    };
    let mut quotes = 0;
    let left = Cell::new(reader.fields.limits.document);
    let counted = Counted { inner: bytes, quotes: &mut quotes, left: &left };
    let mut csv =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(64 * 1024).from_reader(counted);
    let mut record = ByteRecord::new();
    if !read(&mut csv, &mut record)? {
        return Ok(true);
    }
    let header: Vec<String> = record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let wanted = row::columns(header.iter().map(String::as_str), reader.fields).map_err(io::Error::other)?;
    let columns = Columns { wanted, header: header.into() };
    let mut legacy = None;
    let (mut line, mut lines) = (1, 0);
    loop {
        left.set(reader.fields.limits.document);
        if !read(&mut csv, &mut record)? {
            break;
        }
        line = record.position().map_or(line, csv::Position::line);
        lines = csv.position().line() - line;
        if record.len() == 1 && columns.header.len() > 1 && record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if record.len() != columns.header.len() {
            let (found, wanted) = (record.len(), columns.header.len());
            let why = format!("{found} fields under a header of {wanted}; put fields that hold the separator between quotation marks");
            if !reader.note(source, Note::Failure(format!("{}:{line}: {why}", source.name))) {
                return Ok(false);
            }
            continue;
        }
        if !add(reader, source, &record, &columns, line, &mut legacy) {
            return Ok(false);
        }
    }
    drop(csv);
    if quotes % 2 == 1 && lines > 1 {
        let why = "a quotation mark that opens here is never closed: all that follows is in one field; close or double it";
        return Ok(reader.note(source, Note::Failure(format!("{}:{line}: {why}", source.name))));
    }
    Ok(true)
}

/// The columns of a table.
struct Columns {
    /// Those of the cells of a [`Row`].
    wanted: Vec<Option<usize>>,
    /// All of them.
    header: Arc<[String]>,
}

/// Adds a record. The first that is not UTF-8 decides for those behind it
/// what encoding they are in.
fn add(
    reader: &mut Reader<'_>,
    source: &Arc<Source>,
    record: &ByteRecord,
    columns: &Columns,
    line: u64,
    legacy: &mut Option<&'static Encoding>,
) -> bool {
    if legacy.is_none() && std::str::from_utf8(record.as_slice()).is_err() && !encoding::is_mostly_utf8(record.as_slice()) {
        let guess = encoding::guess(record.as_slice());
        *legacy = Some(guess);
        let place = format!("{}:{line} and what follows", source.name);
        if !reader.note(source, encoding::guessed(&place, guess)) {
            return false;
        }
    }
    let from = reader.batch.bytes.len();
    let cells = columns.wanted.iter().map(|&column| {
        let cell = record.get(column?)?;
        let start = reader.batch.bytes.len() - from;
        reader.batch.bytes.extend_from_slice(cell);
        Some(start..start + cell.len())
    });
    let cells = cells.collect();
    let row = Row { cells, number: line, encoding: *legacy, unit: Unit::Line, header: Arc::clone(&columns.header) };
    let offset = record.position().map_or(0, csv::Position::byte);
    reader.push(source, What::Row(Box::new(row)), from, offset)
}

/// Reads a record; `false` at the end.
fn read<R: Read>(csv: &mut csv::Reader<R>, record: &mut ByteRecord) -> io::Result<bool> {
    csv.read_byte_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

/// The header of a file that begins with `head`; empty if it has none, or one
/// too long to be judged.
pub(super) fn header(head: &[u8], delimiter: Option<u8>) -> Vec<String> {
    if head.len() >= compression::HEAD && !head.contains(&b'\n') {
        return Vec::new();
    }
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(head));
    let mut csv = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(head);
    let mut record = ByteRecord::new();
    match csv.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What separates most fields of the header in `head`: programs set up for
/// countries that write 1,5 use a semicolon.
fn delimiter_of(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let count = memchr::memchr_iter(delimiter, line).count();
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}

/// Counts quotation marks: where all are closed, they are even in number; and
/// the bytes of a record: one that is never closed must not fill the memory.
struct Counted<'b> {
    inner: &'b mut dyn BufRead,
    quotes: &'b mut usize,
    /// Bytes that may still be read for the record.
    left: &'b Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            let why = "a record is larger than --max-document-bytes; is a quotation mark not closed? Close it or raise the limit";
            return Err(io::Error::other(why));
        }
        let count = self.inner.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(count as u64));
        *self.quotes += memchr::memchr_iter(b'"', &buffer[..count]).count();
        Ok(count)
    }
}
