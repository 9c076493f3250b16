//! [`Lines`]: the records of a CSV file as bytes, with the place of each field.
//!
//! A CSV reader gives values; to write a table back with one cell changed and
//! every other byte kept, the places of the cells are needed instead.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::ops::Range;

/// Reads record after record. A quotation mark opens a quoted field only at
/// its start, as in RFC 4180 and in all readers of it.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: R,
    /// The bytes of the record, with its line end.
    pub(crate) raw: Vec<u8>,
    /// Where its fields stand in `raw`, with the quotation marks around them.
    pub(crate) fields: Vec<Range<usize>>,
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    next_line: u64,
    /// Whether the record ends inside quotation marks, with the file.
    pub(crate) unclosed: bool,
    /// What separates fields.
    delimiter: u8,
    /// Whether every line is a record of one field.
    plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// Behind a mark in a quoted field: its end, or half of a doubled mark.
    Closed,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(source: R, delimiter: u8) -> Lines<R> {
        Lines { source, delimiter, raw: Vec::new(), fields: Vec::new(), line: 0, next_line: 1, unclosed: false, plain: false }
    }

    /// Lines that are records of one field, whatever stands in them.
    pub(crate) fn plain(source: R) -> Lines<R> {
        Lines { plain: true, ..Lines::new(source, b',') }
    }

    /// Reads the next record; `false` at the end. An empty line is a record
    /// of one empty field.
    ///
    /// # Errors
    ///
    /// If the source cannot be read.
    pub(crate) fn next(&mut self) -> io::Result<bool> {
        self.raw.clear();
        self.fields.clear();
        self.line = self.next_line;
        let (mut state, mut start, mut at) = (State::Start, 0, 0);
        loop {
            if self.source.read_until(b'\n', &mut self.raw)? == 0 {
                if self.raw.is_empty() {
                    return Ok(false);
                }
                self.fields.push(start..self.raw.len());
                self.unclosed = state == State::Quoted;
                return Ok(true);
            }
            self.next_line += 1;
            if self.plain {
                self.fields.push(0..self.raw.len());
                return Ok(true);
            }
            while at < self.raw.len() {
                let byte = self.raw[at];
                at += 1;
                state = match (state, byte) {
                    (State::Start | State::Closed, b'"') => State::Quoted,
                    (State::Quoted, b'"') => State::Closed,
                    (State::Quoted, _) => State::Quoted,
                    (_, byte) if byte == self.delimiter => {
                        self.fields.push(start..at - 1);
                        start = at;
                        State::Start
                    }
                    (_, b'\n') => {
                        let end = if self.raw[..at - 1].ends_with(b"\r") { at - 2 } else { at - 1 };
                        self.fields.push(start..end.max(start));
                        return Ok(true);
                    }
                    _ => State::Bare,
                };
            }
        }
    }

    /// Takes a mark in front of the record out of its first field.
    pub(crate) fn skip_mark(&mut self, mark: &[u8]) {
        let marked = self.raw.starts_with(mark);
        if let Some(first) = self.fields.first_mut().filter(|_| marked) {
            first.start += mark.len();
        }
    }
}

/// The value of a field: without the marks around it, doubled marks single.
pub(crate) fn value(field: &str) -> Cow<'_, str> {
    match field.strip_prefix('"') {
        None => Cow::Borrowed(field),
        Some(rest) => {
            let inner = rest.strip_suffix('"').unwrap_or(rest);
            if inner.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) }
        }
    }
}

/// A field that holds `value`, between others that `delimiter` separates.
pub(crate) fn field(value: &str, delimiter: u8) -> Cow<'_, str> {
    if value.contains(['"', char::from(delimiter), '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and values of each record.
    fn check(table: &str, expected: &[(u64, &[&str])]) {
        let mut lines = Lines::new(table.as_bytes(), b',');
        let (mut found, mut bytes) = (Vec::new(), Vec::new());
        while lines.next().unwrap() {
            let values: Vec<String> =
                lines.fields.iter().map(|range| value(std::str::from_utf8(&lines.raw[range.clone()]).unwrap()).into_owned()).collect();
            found.push((lines.line, values));
            bytes.extend_from_slice(&lines.raw);
        }
        let expected: Vec<(u64, Vec<String>)> =
            expected.iter().map(|(line, values)| (*line, values.iter().map(|value| (*value).to_owned()).collect())).collect();
        assert_eq!(found, expected);
        assert_eq!(bytes, table.as_bytes(), "no byte is lost");
    }

    #[test]
    fn records_and_fields() {
        check("a,b\r\n1,\r\n,2", &[(1, &["a", "b"]), (2, &["1", ""]), (3, &["", "2"])]);
        check("\"a\nb\",c\n\nd\n", &[(1, &["a\nb", "c"]), (3, &[""]), (4, &["d"])]);
        check("\"say \"\"hi\"\", he\",x\r\n", &[(1, &["say \"hi\", he", "x"])]);
        // A mark inside a bare field is a mark.
        check("5\" pipe,x\ny,z\n", &[(1, &["5\" pipe", "x"]), (2, &["y", "z"])]);
        check("\"never closed\nb\n", &[(1, &["never closed\nb\n"])]);
        check("", &[]);
    }

    #[test]
    fn tabs_may_separate() {
        let mut lines = Lines::new("a, b\t\"c\td\"\n".as_bytes(), b'\t');
        assert!(lines.next().unwrap());
        let values: Vec<String> =
            lines.fields.iter().map(|range| value(std::str::from_utf8(&lines.raw[range.clone()]).unwrap()).into_owned()).collect();
        assert_eq!(values, ["a, b", "c\td"]);
        assert_eq!(field("a, b", b'\t'), "a, b");
    }

    #[test]
    fn fields_are_as_a_csv_writer_has_them() {
        for words in ["plain", "a, b", "say \"hi\"", "two\nlines", ""] {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            writer.write_record([words, "x"]).unwrap();
            let expected = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            assert_eq!(format!("{},x\n", field(words, b',')), expected);
            assert_eq!(value(&field(words, b',')), words);
            assert_eq!(value(&field(words, b'\t')), words);
        }
    }
}
