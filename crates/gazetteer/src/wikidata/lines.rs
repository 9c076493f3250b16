//! Lines of a dump, and which of them are worth parsing.

use std::io::{BufRead, Read};

use memchr::memmem::Finder;

use super::ImportCounts;
use super::item::Item;
use crate::error::Error;

/// A line longer than this is no item: the largest of Wikidata are some ten
/// megabytes. Without a limit a file without line ends would fill the memory.
const LONGEST_LINE: u64 = 256 << 20;

/// Reads a dump line by line.
pub(super) struct Lines<'n, R> {
    name: &'n str,
    dump: R,
    buffer: Vec<u8>,
    /// Ids of classes, in their quotation marks.
    wanted: Vec<Finder<'static>>,
    opened: bool,
    closed: bool,
}

/// Where a line stands in the buffer.
pub(super) struct Line(std::ops::Range<usize>);

impl<'n, R: BufRead> Lines<'n, R> {
    pub(super) fn new<'c>(name: &'n str, dump: R, classes: impl Iterator<Item = &'c String>) -> Lines<'n, R> {
        let wanted = classes.map(|id| Finder::new(&format!("\"{id}\"")).into_owned()).collect();
        Lines { name, dump, buffer: Vec::new(), wanted, opened: false, closed: false }
    }

    fn fault(&self, line: u64, fault: String) -> Error {
        Error::Row { file: self.name.to_owned(), line: usize::try_from(line).unwrap_or(usize::MAX), fault }
    }

    /// The next line after the first `skip` that may hold an item. Counts all
    /// lines and bytes; `None` is the proper end of the dump.
    pub(super) fn next(&mut self, counts: &mut ImportCounts, skip: u64) -> Result<Option<Line>, Error> {
        loop {
            self.buffer.clear();
            let read = (&mut self.dump).take(LONGEST_LINE + 1).read_until(b'\n', &mut self.buffer).map_err(|error| {
                self.fault(
                    counts.lines + 1,
                    format!("cannot read on ({error}); the file is cut or damaged, fetch it again and go on from this line"),
                )
            })?;
            if read == 0 {
                if self.opened && !self.closed {
                    return Err(self.fault(counts.lines + 1, "the dump stops before its closing bracket; fetch the rest".to_owned()));
                }
                return Ok(None);
            }
            counts.lines += 1;
            counts.bytes += read as u64;
            if read as u64 > LONGEST_LINE {
                let fault = format!("a line of more than {} MB; a Wikidata dump has one item a line", LONGEST_LINE >> 20);
                return Err(self.fault(counts.lines, fault));
            }
            match self.buffer.trim_ascii() {
                b"[" => self.opened = true,
                b"]" => self.closed = true,
                b"" => {}
                _ if counts.lines <= skip => {}
                text => {
                    let text = text.strip_suffix(b",").unwrap_or(text);
                    let start = text.as_ptr() as usize - self.buffer.as_ptr() as usize;
                    return Ok(Some(Line(start..start + text.len())));
                }
            }
        }
    }

    /// The item of a line; `None` if it names no class that is wanted.
    pub(super) fn item(&self, line: Line, counts: &ImportCounts) -> Result<Option<Item>, Error> {
        let text = self.buffer.get(line.0).unwrap_or_default();
        let whole = text.starts_with(b"{") && text.ends_with(b"}");
        if whole && !self.wanted.iter().any(|id| id.find(text).is_some()) {
            return Ok(None);
        }
        serde_json::from_slice(text).map(Some).map_err(|error| {
            let remedy = "the dump may be cut or damaged, read it again from this line on";
            self.fault(counts.lines, format!("no Wikidata item ({error}); {remedy}"))
        })
    }
}
