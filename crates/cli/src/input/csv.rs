//! CSV and TSV: a header, and one document a record.
//!
//! Records are taken apart here, on the reading thread, because only who has
//! read all before them knows where they end; that costs little.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::Encoding;

use super::reader::Reader;
use super::records::Counted;
use super::row::{self, Row, Unit};
use super::{Fields, InputFormat, Source, What, compression, encoding, names as spelling};
use crate::error::Note;

/// What separates the fields of files that call themselves CSV.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', BAR];
/// The one of them that stands in titles and between links of pages too.
const BAR: u8 = b'|';

/// Adds the records of a source; without `delimiter`, its header tells what
/// separates its fields.
///
/// # Errors
///
/// Those of reading, and a header that does not name the text.
pub(super) fn split(reader: &mut Reader<'_>, source: &Arc<Source>, bytes: &mut dyn BufRead, delimiter: Option<u8>) -> io::Result<bool> {
    let told = separator(bytes.fill_buf()?);
    let before = told.map_or(0, |(_, length)| length);
    bytes.consume(before);
    let delimiter = match told.map(|(told, _)| told).or(delimiter) {
        Some(delimiter) => delimiter,
        None => delimiter_of(bytes.fill_buf()?),
    };
    // The header has too few letters to tell an encoding by.
    let head = bytes.fill_buf()?;
    let mut legacy = match names_are_legacy(head, delimiter) {
        true => Some(encoding::guess(head)),
        false => None,
    };
    if let Some(guess) = legacy
        && !reader.note(source, encoding::guessed(&source.name, guess))
    {
        return Ok(false);
    }
    let counted = Counted::new(bytes, delimiter, reader.fields.limits.document, 1 + u64::from(before > 0));
    let mut csv =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(64 * 1024).from_reader(counted);
    let mut record = ByteRecord::new();
    if !read(&mut csv, &mut record)? {
        return Ok(true);
    }
    csv.get_ref().is_stray(csv.position().byte());
    let header = names(&record, legacy);
    if !reader.repeated(source, &header) {
        return Ok(false);
    }
    let wanted = row::columns(header.iter().map(String::as_str), reader.fields).map_err(io::Error::other)?;
    let columns = Columns { wanted, header: header.into(), before: before as u64 };
    let mut line = csv.get_ref().record_line();
    loop {
        csv.get_ref().next(csv.position().byte());
        if !read(&mut csv, &mut record)? {
            break;
        }
        line = csv.get_ref().record_line();
        let stray = csv.get_ref().is_stray(csv.position().byte());
        if stray && memchr::memchr2(b'\n', b'\r', record.as_slice()).is_some() {
            let why =
                "a quotation mark stands in the middle of a field that goes over several lines, so that records may be in one; double it";
            if !reader.note(source, Note::Failure(format!("{}:{line}: {why}", source.name))) {
                return Ok(false);
            }
        }
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
    if csv.get_ref().is_open() {
        let why = "a quotation mark that opens here is never closed: all that follows is in one field; close or double it";
        return Ok(reader.note(source, Note::Failure(format!("{}:{line}: {why}", source.name))));
    }
    Ok(true)
}

/// The names in a header, in the encoding `legacy` if it is not UTF-8.
fn names(header: &ByteRecord, legacy: Option<&'static Encoding>) -> Vec<String> {
    let name = |name: &[u8]| match legacy {
        Some(encoding) => encoding.decode_without_bom_handling(name).0.trim().to_owned(),
        None => String::from_utf8_lossy(name).trim().to_owned(),
    };
    header.iter().map(name).collect()
}

/// Whether the header of a file that begins with `head` is in another encoding
/// than UTF-8.
fn names_are_legacy(head: &[u8], delimiter: u8) -> bool {
    let header = first(head, delimiter);
    let bytes = header.as_ref().map_or(&[][..], ByteRecord::as_slice);
    std::str::from_utf8(bytes).is_err() && !encoding::is_mostly_utf8(bytes)
}

/// The first record of a file that begins with `head`.
fn first(head: &[u8], delimiter: u8) -> Option<ByteRecord> {
    let mut csv = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(head);
    let mut record = ByteRecord::new();
    csv.read_byte_record(&mut record).is_ok_and(|any| any).then_some(record)
}

/// The columns of a table.
struct Columns {
    /// Those of the cells of a [`Row`].
    wanted: Vec<Option<usize>>,
    /// All of them.
    header: Arc<[String]>,
    /// Bytes in front of the header.
    before: u64,
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
    let offset = columns.before + record.position().map_or(0, csv::Position::byte);
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
    let (delimiter, head) = begin(head, delimiter);
    if head.len() >= compression::HEAD && !head.contains(&b'\n') {
        return Vec::new();
    }
    let legacy = names_are_legacy(head, delimiter).then(|| encoding::guess(head));
    first(head, delimiter).map_or(Vec::new(), |record| names(&record, legacy))
}

/// The format of what begins with `head`, has no name that tells it, and looks
/// like plain text: CSV if its first line is a header with a field of the text.
pub(super) fn format_of(head: &[u8], fields: &Fields) -> InputFormat {
    let header = header(head, None);
    let has_text = || header.iter().any(|name| fields.text.iter().any(|wanted| spelling::likeness(wanted, name).is_some()));
    let is_header = header.len() > 1 && header.iter().all(|name| is_name(name)) && has_text();
    if is_header && !holds_bars(head, delimiter_of(head)) { InputFormat::Csv } else { InputFormat::Text }
}

/// Whether what begins with `head` may be a table, though no column of its
/// header says that it holds the text: its first two records are of the same
/// length, and the first is of names.
pub(super) fn may_be(head: &[u8]) -> bool {
    let (delimiter, head) = begin(head, None);
    let mut csv = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head);
    let mut records = csv.byte_records().filter_map(Result::ok);
    let (Some(first), Some(second)) = (records.next(), records.next()) else { return false };
    first.len() > 2
        && first.len() == second.len()
        && !holds_bars(head, delimiter)
        && first.iter().all(|name| std::str::from_utf8(name).is_ok_and(|name| is_name(name.trim())))
}

/// Whether this may be the name of a column.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 40 && !name.contains(['.', '!', '?', '“', '”', '\n'])
}

/// What separates the fields of a file that begins with `head`, and what
/// there is of its records.
fn begin(head: &[u8], delimiter: Option<u8>) -> (u8, &[u8]) {
    match separator(head) {
        Some((told, length)) => (told, &head[length..]),
        None => (delimiter.unwrap_or_else(|| delimiter_of(head)), head),
    }
}

/// The separator in the line `sep=;`, which Excel writes in front of the
/// header and heeds there, and the length of that line with its end.
fn separator(head: &[u8]) -> Option<(u8, usize)> {
    let line = head.split_inclusive(|&byte| byte == b'\n').next()?;
    let words = line.strip_suffix(b"\n").map(|words| words.strip_suffix(b"\r").unwrap_or(words))?;
    let words = words.strip_prefix(b"\"").and_then(|words| words.strip_suffix(b"\"")).unwrap_or(words);
    match *words {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', told]
            if told.is_ascii() && !told.is_ascii_alphanumeric() && !matches!(told, b'"' | b'\r') =>
        {
            Some((told, line.len()))
        }
        _ => None,
    }
}

/// What separates most fields of the header in `head`: programs set up for
/// countries that write 1,5 use a semicolon.
fn delimiter_of(head: &[u8]) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let count = bare(line(head), delimiter).count();
        // Beside others it may be part of a name.
        if count > best.0 && (delimiter != BAR || best.0 == 0 || records_agree(head, BAR) != Some(false)) {
            best = (count, delimiter);
        }
    }
    best.1
}

/// The first line of `head`.
fn line(head: &[u8]) -> &[u8] {
    head.split(|&byte| byte == b'\n').next().unwrap_or_default()
}

/// Where `delimiter` stands in `line` outside of quotation marks.
fn bare(line: &[u8], delimiter: u8) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    line.iter().enumerate().filter_map(move |(at, &byte)| {
        quoted ^= byte == b'"';
        (byte == delimiter && !quoted).then_some(at)
    })
}

/// Whether the second record in `head`, if there is one, has as many fields as
/// the first. Where `head` ends in the middle of it, some may be missing.
fn records_agree(head: &[u8], delimiter: u8) -> Option<bool> {
    let mut csv = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head);
    let mut records = csv.byte_records().map_while(Result::ok);
    let (first, second) = (records.next()?, records.next()?);
    let cut = head.len() + encoding::BOM.len() >= compression::HEAD && records.next().is_none();
    Some(second.len() == first.len() || cut && second.len() < first.len())
}

/// Whether what begins with `head`, and has no name that tells what it is,
/// merely holds a `|` here and there, if that is its `delimiter`: a headline
/// with the name of the paper, links of a page. Tables have no space around
/// it, and records.
fn holds_bars(head: &[u8], delimiter: u8) -> bool {
    let line = line(head);
    let is_space = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|&byte| byte == b' ' || byte == b'\t');
    delimiter == BAR
        && (records_agree(head, BAR) != Some(true) || bare(line, BAR).any(|at| is_space(at.checked_sub(1)) || is_space(Some(at + 1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        let check = |head: &str, delimiter: char| assert_eq!(char::from(delimiter_of(head.as_bytes())), delimiter, "{head:?}");
        check("id,text\n", ',');
        check("id;text,n;url\n", ';');
        check("id\ttext\n", '\t');
        check("id|text\n", '|');
        check("id|text|\"a,b,c,d\"\n1|x|y", '|');
        check("id | text\r\n1 | a, b\r\n", '|');
        check("id|text\n1|\"a\n|b\"\n2|c\n", '|');
        check("text\nleft|right\n", ',');
        check("id,text\n1,left|right|centre\n", ',');
        check("id,\"a|b|c|d\",text\n1,x,y\n", ',');
        check("id,text,a|b|c|d\n1,x,y\n", ',');
        check("id;text;a|b|c|d\n1;x;y\n", ';');
        // What is cut off says nothing.
        check(&format!("id|text|n\n1|{}", "x".repeat(compression::HEAD)), '|');
        check(&format!("id|text|n,m\n1|{}", "x".repeat(compression::HEAD)), '|');
        check(&format!("id|text|n,m\n1|{}\n1|2|3\n", "x".repeat(compression::HEAD)), ',');
        // Whatever its first record lacks.
        check("id|text|n\n1|x\n1|2|3\n", '|');
    }

    #[test]
    fn what_has_no_name_is_no_table_for_a_bar() {
        let fields = Fields { text: vec!["text".to_owned()], ..Fields::default() };
        let check = |head: &str, format: InputFormat| assert_eq!(format_of(head.as_bytes(), &fields), format, "{head:?}");
        check("id|text\n1|He said so.\n", InputFormat::Csv);
        check("id|text|n\n1|He said so.|2\n", InputFormat::Csv);
        check("Text|Photos\n", InputFormat::Text);
        check("Text|Photos\nHe said so.\n", InputFormat::Text);
        check("Text | Photos\nHome | News\n", InputFormat::Text);
        check("id;text\n1;He said: left|right.\n", InputFormat::Csv);
        assert!(may_be(b"id|story|n\n1|He said so.|2\n"));
        assert!(!may_be(b"Home | News | Sport\nHelp | About | Terms\n"));
    }
}
