//! Sources to batches, on one thread, in order.
//!
//! In: the list of sources. Out: batches of about 128 kB, each with
//! the bytes of many documents in one buffer. Nothing is decoded or parsed
//! here but the byte-order mark at the start of a source, which is left out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use super::{Batch, InputFormat, Item, Source, What};

/// Bytes at which a batch is full. A larger document is a batch of its own.
const BATCH_BYTES: usize = 128 * 1024;
/// The same for the first batch: rows should not be long in coming, and a
/// small input should give work to all threads. Each batch doubles it.
const FIRST_BATCH_BYTES: usize = 8 * 1024;
/// Documents at which a batch is full, for those that are almost empty.
const BATCH_ITEMS: usize = 2048;
/// Room for a full batch and the document that fills it.
const ROOM: usize = BATCH_BYTES + BATCH_BYTES / 4;
/// The mark in front of UTF-8 text from some editors.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads all of `sources` and hands the batches to `deliver` until that says
/// that no more are wanted.
pub(crate) fn read(sources: Vec<Source>, deliver: impl FnMut(Batch) -> bool) {
    let mut reader = Reader { batch: Batch::with_capacity(ROOM), limit: FIRST_BATCH_BYTES, deliver };
    for source in sources {
        let source = Arc::new(source);
        let result = reader.source(&source);
        let wanted = match result {
            Ok(wanted) => wanted,
            Err(error) => reader.fail(&source, &error),
        };
        if !wanted {
            return;
        }
    }
    reader.flush();
}

struct Reader<D> {
    batch: Batch,
    /// Bytes at which the batch is full.
    limit: usize,
    deliver: D,
}

/// The answers `true` and `Ok(true)` say that more is wanted.
impl<D: FnMut(Batch) -> bool> Reader<D> {
    fn source(&mut self, source: &Arc<Source>) -> io::Result<bool> {
        let mut start = match &source.path {
            Some(path) => open(File::open(path)?, source.format)?,
            None => open(io::stdin(), source.format)?,
        };
        if start.utf16 {
            let error = "it is in UTF-16; convert it first: iconv -f UTF-16 -t UTF-8";
            return Err(io::Error::other(error));
        }
        self.batch.consumed += start.offset;
        if start.jsonl { self.lines(source, &mut start.bytes, start.offset) } else { self.text(source, &mut start.bytes, start.offset) }
    }

    fn text(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, offset: u64) -> io::Result<bool> {
        let from = self.batch.bytes.len();
        if let Err(error) = bytes.read_to_end(&mut self.batch.bytes) {
            // Half an article is no article.
            self.batch.bytes.truncate(from);
            return Err(error);
        }
        Ok(self.push(source, What::Text, from, offset))
    }

    fn lines(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, mut offset: u64) -> io::Result<bool> {
        for number in 1.. {
            let from = self.batch.bytes.len();
            let length = match bytes.read_until(b'\n', &mut self.batch.bytes) {
                Ok(0) => break,
                Ok(length) => length as u64,
                Err(error) => {
                    self.batch.bytes.truncate(from);
                    return Err(error);
                }
            };
            if self.batch.bytes[from..].trim_ascii().is_empty() {
                self.batch.bytes.truncate(from);
                self.batch.consumed += length;
            } else if !self.push(source, What::Line(number), from, offset) {
                return Ok(false);
            }
            offset += length;
        }
        Ok(true)
    }

    fn fail(&mut self, source: &Arc<Source>, error: &io::Error) -> bool {
        let why = format!("cannot be read: {error}");
        self.push(source, What::Failed(why), self.batch.bytes.len(), 0)
    }

    /// Adds what was read since `from`.
    fn push(&mut self, source: &Arc<Source>, what: What, from: usize, offset: u64) -> bool {
        let range = from..self.batch.bytes.len();
        self.batch.consumed += range.len() as u64;
        let source = Arc::clone(source);
        self.batch.items.push(Item { source, what, range, offset });
        let full = self.batch.bytes.len() >= self.limit || self.batch.items.len() >= BATCH_ITEMS;
        !full || self.flush()
    }

    fn flush(&mut self) -> bool {
        self.limit = BATCH_BYTES.min(self.limit * 2);
        (self.deliver)(std::mem::replace(&mut self.batch, Batch::with_capacity(ROOM)))
    }
}

/// A source after a look at its first bytes.
struct Start {
    /// Everything after the byte-order mark.
    bytes: Box<dyn BufRead>,
    /// Length of the byte-order mark.
    offset: u64,
    jsonl: bool,
    utf16: bool,
}

fn open(source: impl Read + 'static, format: InputFormat) -> io::Result<Start> {
    let mut source = BufReader::with_capacity(64 * 1024, source);
    let mut head: Vec<u8> = Vec::new();
    // A pipe may hand over its first bytes one by one.
    let (offset, first) = loop {
        let more = source.fill_buf()?;
        let (length, ended) = (more.len(), more.is_empty());
        head.extend_from_slice(more);
        source.consume(length);
        let offset = if head.starts_with(BOM) { BOM.len() } else { 0 };
        let first = head[offset..].trim_ascii_start().first().copied();
        if ended || (head.len() >= BOM.len() && first.is_some()) {
            break (offset, first);
        }
    };
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let mut head = Cursor::new(head);
    head.set_position(offset as u64);
    Ok(Start {
        bytes: Box::new(head.chain(source)),
        offset: offset as u64,
        jsonl: match format {
            InputFormat::Auto => first == Some(b'{'),
            InputFormat::Text => false,
            InputFormat::Jsonl => true,
        },
        utf16,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time.
    struct Slow(&'static [u8]);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    /// Whether `bytes` are taken for JSONL, and what is read of them.
    fn check(bytes: &'static [u8], jsonl: bool, rest: &[u8]) {
        let mut start = open(Slow(bytes), InputFormat::Auto).unwrap();
        let mut read = Vec::new();
        start.bytes.read_to_end(&mut read).unwrap();
        assert_eq!((start.jsonl, read.as_slice()), (jsonl, rest), "{bytes:?}");
    }

    #[test]
    fn the_first_character_decides() {
        check(b"{\"text\": 1}", true, b"{\"text\": 1}");
        check(b"\xef\xbb\xbf {", true, b" {");
        check(b"\n\n  \n{}", true, b"\n\n  \n{}");
        check(b"He said {", false, b"He said {");
        check(b"\xef\xbb\xbfHe", false, b"He");
        check(b"\xef\xbb", false, b"\xef\xbb");
        check(b"", false, b"");
        check(b"{", true, b"{");
    }

    #[test]
    fn utf16_is_recognised() {
        assert!(open(Slow(b"\xff\xfeH\0"), InputFormat::Text).unwrap().utf16);
        assert!(!open(Slow(b"He"), InputFormat::Text).unwrap().utf16);
    }
}
