//! [`Counted`]: what a CSV reader reads, looked at for quotation marks, bytes and
//! lines: the reader itself tells neither on which line a record begins behind
//! empty lines or CR LF, nor that a mark is never closed or closed in mid-word.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// Follows quotation marks: whether one is open, and which close before more of
/// their field; counts the bytes of a record: one that is never closed must not fill the memory; and
/// the lines up to the next record.
pub(super) struct Counted<'b> {
    inner: &'b mut dyn BufRead,
    counts: RefCell<Counts>,
}

struct Counts {
    /// What separates fields.
    delimiter: u8,
    /// Whether a mark is open, and the last byte, if any was read.
    open: bool,
    byte: Option<u8>,
    /// Whether the last byte closed a mark, unless it is doubled.
    closed: bool,
    /// Places, in bytes, where a mark closed and the field went on.
    stray: VecDeque<u64>,
    /// Bytes that may still be read for the record, and of each.
    left: u64,
    most: u64,
    /// What was read last, and how many bytes before it.
    last: Vec<u8>,
    before: u64,
    /// Up to where lines are counted in it.
    at: usize,
    /// Whether the byte before it is CR, so that LF ends no other line.
    after_cr: bool,
    /// The line at that place, from 1.
    line: u64,
    /// Whether only line ends were there since the last record ended.
    between: bool,
    /// The line on which the next record begins.
    record: u64,
}

impl<'b> Counted<'b> {
    /// Reads `inner`, which begins on `line`, whose fields `delimiter` separates
    /// and of which a record may have `most` bytes.
    pub(super) fn new(inner: &'b mut dyn BufRead, delimiter: u8, most: u64, line: u64) -> Counted<'b> {
        let counts = Counts {
            delimiter,
            open: false,
            byte: None,
            closed: false,
            stray: VecDeque::new(),
            left: most,
            most,
            last: Vec::new(),
            before: 0,
            at: 0,
            after_cr: false,
            line,
            between: true,
            record: line,
        };
        Counted { inner, counts: RefCell::new(counts) }
    }

    /// A record has ended at `byte`, and the next may be read.
    pub(super) fn next(&self, byte: u64) {
        let mut counts = self.counts.borrow_mut();
        counts.left = counts.most;
        let end = usize::try_from(byte.saturating_sub(counts.before)).unwrap_or(usize::MAX).min(counts.last.len());
        counts.count_to(end);
        counts.between = true;
        counts.skip();
    }

    /// The line on which the record begins that was read last.
    pub(super) fn record_line(&self) -> u64 {
        self.counts.borrow().record
    }

    /// Whether a quotation mark is open.
    pub(super) fn is_open(&self) -> bool {
        self.counts.borrow().open
    }

    /// Whether a mark closed in the middle of a field before `byte`, behind the
    /// last place that was asked for.
    pub(super) fn is_stray(&self, byte: u64) -> bool {
        let mut counts = self.counts.borrow_mut();
        let before = counts.stray.partition_point(|&place| place < byte);
        counts.stray.drain(..before).count() > 0
    }
}

impl Counts {
    /// Counts the lines up to `end` of what was read last.
    fn count_to(&mut self, end: usize) {
        let from = self.at.min(end);
        for found in memchr::memchr2_iter(b'\r', b'\n', &self.last[from..end]) {
            let place = from + found;
            let second = self.last[place] == b'\n' && place.checked_sub(1).map_or(self.after_cr, |before| self.last[before] == b'\r');
            self.line += u64::from(!second);
        }
        self.at = end;
    }

    /// Follows the marks of `read`, which begins at byte `start`, as the reader
    /// does: a mark opens a field as its first byte, and is doubled inside.
    fn follow(&mut self, read: &[u8], start: u64) {
        let ends = |byte: u8, delimiter: u8| byte == delimiter || matches!(byte, b'\r' | b'\n');
        let mut at = 0;
        while at < read.len() {
            if self.closed {
                self.closed = false;
                if read[at] == b'"' {
                    self.open = true;
                    at += 1;
                    continue;
                }
                if !ends(read[at], self.delimiter) {
                    self.stray.push_back(start + at as u64);
                }
            }
            let Some(found) = memchr::memchr(b'"', &read[at..]) else { break };
            let mark = at + found;
            let before = mark.checked_sub(1).map_or(self.byte, |before| Some(read[before]));
            if self.open {
                (self.open, self.closed) = (false, true);
            } else if before.is_none_or(|before| ends(before, self.delimiter)) {
                self.open = true;
            }
            at = mark + 1;
        }
        self.byte = read.last().copied().or(self.byte);
    }

    /// Goes on behind line ends, to where a record begins if it does here.
    fn skip(&mut self) {
        if !self.between {
            return;
        }
        let ends = self.last[self.at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.count_to(self.at + ends);
        if self.at < self.last.len() {
            self.between = false;
            self.record = self.line;
        }
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let counts = self.counts.get_mut();
        if counts.left == 0 {
            let why = "a record is larger than --max-document-bytes; is a quotation mark not closed? Close it or raise the limit";
            return Err(io::Error::other(why));
        }
        let count = self.inner.read(buffer)?;
        let read = &buffer[..count];
        counts.left = counts.left.saturating_sub(count as u64);
        counts.count_to(counts.last.len());
        counts.after_cr = counts.last.last().map_or(counts.after_cr, |&last| last == b'\r');
        counts.before += counts.last.len() as u64;
        counts.follow(read, counts.before);
        counts.last.clear();
        counts.last.extend_from_slice(read);
        counts.at = 0;
        counts.skip();
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use csv::{ByteRecord, ReaderBuilder};

    use super::*;

    /// Fails unless records of `table` begin on these lines, however it is cut
    /// when it is read.
    fn check(table: &str, lines: &[u64]) {
        for capacity in [1, 2, 3, 7, 1 << 16] {
            let mut bytes = io::BufReader::with_capacity(capacity, table.as_bytes());
            let counted = Counted::new(&mut bytes, b',', 1 << 20, 1);
            let mut csv = ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(capacity).from_reader(counted);
            let (mut record, mut found) = (ByteRecord::new(), Vec::new());
            while csv.read_byte_record(&mut record).unwrap() {
                found.push(csv.get_ref().record_line());
                csv.get_ref().next(csv.position().byte());
            }
            assert_eq!(found, lines, "{table:?} by {capacity}");
        }
    }

    #[test]
    fn marks_are_followed_as_the_reader_does() {
        let check = |table: &str, open: bool, stray: bool| {
            for capacity in [1, 2, 3, 1 << 16] {
                let mut bytes = io::BufReader::with_capacity(capacity, table.as_bytes());
                let mut counted = Counted::new(&mut bytes, b',', 1 << 20, 1);
                io::copy(&mut counted, &mut io::sink()).unwrap();
                assert_eq!((counted.is_open(), counted.is_stray(u64::MAX)), (open, stray), "{table:?} by {capacity}");
            }
        };
        check("a,\"b\"\n\"c\",d", false, false);
        check("a,\"b", true, false);
        check("a\r\"b\rc\r", true, false);
        // Marks in mid-word open nothing.
        check("5\" of rain,b\n", false, false);
        check("5\" of rain,\"b\nc\nd\"\n", false, false);
        check("\"a \"\"b\"\" c\",\"\"\n", false, false);
        check("\"a \"b\" c\",d", false, true);
        check("\"\"\"\"", false, false);
        check("\"\"\"", true, false);
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        check("a,b\n1,2\n3,4", &[1, 2, 3]);
        check("a,b\r\n1,2\r\n3,4\r\n", &[1, 2, 3]);
        check("a,b\r1,2\r3,4", &[1, 2, 3]);
        check("a,b\n\n\n1,2\n\r\n\r\n3,4\n\n", &[1, 4, 7]);
        check("\n\na,b\n1,2\n", &[3, 4]);
        check("a,b\n\"x\ny\r\nz\",2\n3,4\n", &[1, 2, 5]);
        check("a,b\r\n\"x\n\n\",\"\r\n\"\r\n3,4\r\n", &[1, 2, 6]);
        check("", &[]);
        check("\n", &[]);
    }
}
