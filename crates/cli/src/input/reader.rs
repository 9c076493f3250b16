//! Sources to batches, on one thread, in order.
//!
//! In: the list of sources. Out: batches of about 128 kB, each with
//! the bytes of many documents in one buffer. What is done here is what has to
//! be done in order: taking away the compression, and finding where documents
//! begin and end. Workers decode and parse.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compression::{self, Opened};
use super::encoding::{self, Transcoded};
use super::limits::{self, Bounded};
use super::{Batch, Fields, InputFormat, Item, Source, What, csv, found, json, parquet, row, warc, wrapped};
use crate::error::Note;

/// Bytes at which a batch is full. A larger document is a batch of its own.
const BATCH_BYTES: usize = 128 * 1024;
/// The same for the first batch: rows should not be long in coming, and a
/// small input should give work to all threads. Each batch doubles it.
const FIRST_BATCH_BYTES: usize = 8 * 1024;
/// Documents at which a batch is full, for those that are almost empty.
const BATCH_ITEMS: usize = 2048;
/// Room for a full batch and the document that fills it.
const ROOM: usize = BATCH_BYTES + BATCH_BYTES / 4;

/// Reads all of `sources` and hands the batches to `deliver` until that says
/// that no more are wanted.
pub(crate) fn read(sources: Vec<Source>, fields: &Fields, mut deliver: impl FnMut(Batch) -> bool) {
    each(sources, fields, &mut deliver, |reader, source| reader.source(source));
}

/// The same of a source whose bytes come from `bytes`.
pub(crate) fn read_from(source: Source, bytes: impl Read + 'static, fields: &Fields, mut deliver: impl FnMut(Batch) -> bool) {
    let mut bytes = Some(bytes);
    each(vec![source], fields, &mut deliver, |reader, source| match bytes.take() {
        Some(bytes) => reader.opened(source, compression::open(bytes, fields.limits.ratio)?),
        None => Ok(true),
    });
}

fn each(
    sources: Vec<Source>,
    fields: &Fields,
    deliver: &mut dyn FnMut(Batch) -> bool,
    mut read: impl FnMut(&mut Reader<'_>, &Arc<Source>) -> io::Result<bool>,
) {
    let mut reader =
        Reader { batch: Batch::with_capacity(ROOM), limit: FIRST_BATCH_BYTES, fields, items: 0, read: Arc::default(), told: 0, deliver };
    for source in sources {
        let source = Arc::new(source);
        let before = reader.items;
        reader.batch.begun.push(Arc::clone(&source));
        let result = read(&mut reader, &source);
        let wanted = match result {
            Ok(true) if reader.items == before => reader.note(&source, empty(&source.name)),
            Ok(wanted) => wanted,
            Err(error) => reader.fail(&source, &error, reader.items - before),
        };
        reader.count();
        if !wanted {
            return;
        }
    }
    reader.flush();
}

/// What there is to tell of a source that holds no words.
fn empty(name: &str) -> Note {
    Note::Warning(format!("{name}: there is nothing to read in it"))
}

/// Why `source` is left out, though its name is that of an input, if it is.
pub(crate) fn left_out(source: &Source, fields: &Fields) -> Option<String> {
    let data = [InputFormat::Auto, InputFormat::Csv, InputFormat::Tsv, InputFormat::Json, InputFormat::Jsonl, InputFormat::Parquet];
    let mut why = None;
    if source.found && data.contains(&source.format) {
        read(vec![source.clone()], fields, |batch| {
            why = match batch.items.as_slice() {
                [Item { what: What::Note(Note::Warning(why)), .. }] => Some(why.clone()),
                _ => None,
            };
            false
        });
    }
    why
}

/// What the files of the formats add their documents to.
pub(super) struct Reader<'d> {
    pub(super) batch: Batch,
    /// Bytes at which the batch is full.
    limit: usize,
    pub(super) fields: &'d Fields,
    /// Things in all batches.
    items: u64,
    /// Bytes read of the source, and how many of them a batch has told of.
    read: Arc<AtomicU64>,
    told: u64,
    deliver: &'d mut dyn FnMut(Batch) -> bool,
}

/// The answers `true` and `Ok(true)` say that more is wanted.
impl Reader<'_> {
    fn source(&mut self, source: &Arc<Source>) -> io::Result<bool> {
        let opened = match &source.path {
            Some(path) => compression::open(File::open(path)?, self.fields.limits.ratio)?,
            None => compression::open(io::stdin(), self.fields.limits.ratio)?,
        };
        let named = source.path.as_deref().is_some_and(|path| compression::without_extension(path) != path);
        if named && !opened.compressed && !opened.bytes.head().is_empty() {
            let why = format!("{}: its name says that it is compressed, its bytes do not; it is read as it is", source.name);
            if !self.note(source, Note::Warning(why)) {
                return Ok(false);
            }
        }
        self.opened(source, opened)
    }

    /// Reads what a source holds, without its compression.
    fn opened(&mut self, source: &Arc<Source>, opened: Opened) -> io::Result<bool> {
        (self.read, self.told) = (Arc::clone(&opened.read), 0);
        let head = opened.bytes.head();
        if source.format == InputFormat::Parquet || source.format == InputFormat::Auto && head.starts_with(b"PAR1") {
            return parquet::split(self, source, opened);
        }
        let wide = if source.format == InputFormat::Warc { None } else { encoding::utf16(head) };
        let (surely_utf8, marked) = (encoding::is_surely_utf8(head), encoding::has_mark_of_utf16(head));
        let Opened { mut bytes, .. } = opened;
        let whole = bytes.is_whole();
        // In an archive each page has its own encoding.
        let named = self.fields.encoding.filter(|_| source.format != InputFormat::Warc);
        let is = match named {
            // In the order of bytes that the mark says.
            Some(_) if wide.is_some() && marked => Some("UTF-16"),
            Some(named) if surely_utf8 && !encoding::is_wide(named) => Some("UTF-8"),
            _ => None,
        };
        if let Some((is, named)) = is.zip(named).filter(|(is, named)| !named.name().starts_with(is)) {
            let why = format!("{}: it is {is} and read as such, whatever --encoding {} says", source.name, named.name());
            if !self.note(source, Note::Warning(why)) {
                return Ok(false);
            }
        }
        if let Some(encoding) = named.filter(|_| is.is_none()).or(wide) {
            let mut bytes = Transcoded::new(bytes, encoding);
            let wanted = self.format(source, &mut bytes, 0, whole)?;
            return Ok(match bytes.malformed() {
                Some(encoding) => self.note(source, encoding::replaced(&source.name, encoding)),
                None => wanted,
            });
        }
        let mark = if bytes.head().starts_with(encoding::BOM) { encoding::BOM.len() } else { 0 };
        bytes.consume(mark);
        self.format(source, &mut bytes, mark as u64, whole)
    }

    /// Reads what begins at `offset`; `whole` says that its first bytes are all there are.
    fn format(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, offset: u64, whole: bool) -> io::Result<bool> {
        let head = bytes.fill_buf()?;
        let format = match source.format {
            InputFormat::Auto => match InputFormat::of_content(head) {
                InputFormat::Text => csv::format_of(head, self.fields),
                other => other,
            },
            given => given,
        };
        if source.found
            && let Some(why) = found::unwanted(head, whole, format, self.fields)
        {
            return Ok(self.note(source, Note::Warning(format!("{}: {why}", source.name))));
        }
        let note = if !source.found && found::is_ours(head, format) {
            Some(found::told(&source.name))
        } else if source.format == InputFormat::Auto && format == InputFormat::Text && csv::may_be(head) {
            Some(Note::Warning(format!(
                "{}: it looks like CSV and is read as plain text; --input-format csv reads it as a table, --text-field names the column of the text",
                source.name
            )))
        } else {
            None
        };
        if let Some(note) = note
            && !self.note(source, note)
        {
            return Ok(false);
        }
        match format {
            InputFormat::Auto | InputFormat::Text => self.whole(source, bytes, What::Text, offset),
            InputFormat::Markdown => self.whole(source, bytes, What::Markdown, offset),
            InputFormat::Html => self.whole(source, bytes, What::Html, offset),
            InputFormat::Jsonl => self.lines(source, bytes, offset),
            InputFormat::Json => json::split(self, source, bytes, offset),
            InputFormat::Csv => csv::split(self, source, bytes, None),
            InputFormat::Tsv => csv::split(self, source, bytes, Some(b'\t')),
            InputFormat::Warc => warc::split(self, source, bytes),
            InputFormat::Parquet => unreachable!("it is not read as a stream"),
        }
    }

    fn whole(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, what: What, offset: u64) -> io::Result<bool> {
        let from = self.batch.bytes.len();
        match limits::whole(bytes, self.fields.limits.document, &mut self.batch.bytes) {
            Ok(Bounded::Whole(_)) => {
                let blank = self.batch.bytes[from..].trim_ascii().is_empty();
                // It is a document all the same, which has an id.
                Ok(self.push(source, what, from, offset) && (!blank || self.note(source, empty(&source.name))))
            }
            Ok(Bounded::TooLarge(_)) => Ok(self.too_large(source, &source.name)),
            Err(error) => {
                // Half an article is no article.
                self.batch.bytes.truncate(from);
                Err(error)
            }
        }
    }

    fn lines(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, mut offset: u64) -> io::Result<bool> {
        for number in 1.. {
            let from = self.batch.bytes.len();
            let length = match limits::line(bytes, self.fields.limits.document, &mut self.batch.bytes) {
                Ok(Bounded::Whole(0)) => break,
                Ok(Bounded::Whole(length)) => length,
                Ok(Bounded::TooLarge(length)) => {
                    offset += length;
                    if !self.too_large(source, &format!("{}:{number}", source.name)) {
                        return Ok(false);
                    }
                    continue;
                }
                Err(error) => {
                    self.batch.bytes.truncate(from);
                    return Err(error);
                }
            };
            if self.batch.bytes[from..].trim_ascii().is_empty() {
                self.batch.bytes.truncate(from);
            } else if number == 1 {
                if !self.first_line(source, bytes, from, offset)? {
                    return Ok(false);
                }
            } else if !self.push(source, What::Line(number), from, offset) {
                return Ok(false);
            }
            offset += length;
        }
        Ok(true)
    }

    /// Adds the first line of JSONL, whose articles may lie in a list if `bytes`
    /// have no other.
    fn first_line(&mut self, source: &Arc<Source>, bytes: &mut dyn BufRead, from: usize, offset: u64) -> io::Result<bool> {
        // What comes behind it may be broken; it is there all the same.
        let alone = limits::is_end(bytes);
        let wanted = match alone {
            Ok(true) => wrapped::push(self, source, What::Line(1), from, 1, offset)?,
            _ => self.push(source, What::Line(1), from, offset),
        };
        if wanted {
            alone?;
        }
        Ok(wanted)
    }

    /// Says that `source` could not be read, or not beyond its first documents.
    fn fail(&mut self, source: &Arc<Source>, error: &io::Error, documents: u64) -> bool {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => "its compressed data ends too soon; get the whole file".to_owned(),
            _ => error.to_string(),
        };
        let why = match documents {
            0 => format!("{}: cannot be read: {why}", source.name),
            1 => format!("{}: cannot be read beyond its first document: {why}", source.name),
            _ => format!("{}: cannot be read beyond its first {documents} documents: {why}", source.name),
        };
        self.note(source, Note::Failure(why))
    }

    /// Says that the document at `place` is too large.
    pub(super) fn too_large(&mut self, source: &Arc<Source>, place: &str) -> bool {
        let why = self.fields.limits.too_large();
        self.note(source, Note::Failure(format!("{place}: {why}")))
    }

    /// Adds something to tell in its place among the documents.
    pub(super) fn note(&mut self, source: &Arc<Source>, note: Note) -> bool {
        self.push(source, What::Note(note), self.batch.bytes.len(), 0)
    }

    /// Tells of wanted columns of a table whose names it has more than once.
    pub(super) fn repeated(&mut self, source: &Arc<Source>, header: &[String]) -> bool {
        let told = row::repeated(header, self.fields);
        told.into_iter().all(|told| self.note(source, Note::Warning(format!("{}: {told}", source.name))))
    }

    /// Adds what was read since `from`, which lies at `offset` in the source.
    pub(super) fn push(&mut self, source: &Arc<Source>, what: What, from: usize, offset: u64) -> bool {
        let range = from..self.batch.bytes.len();
        if let What::Row(row) = &what
            && self.fields.limits.refuses(range.len())
        {
            let place = row.place(&source.name);
            self.batch.bytes.truncate(from);
            return self.too_large(source, &place);
        }
        let source = Arc::clone(source);
        self.batch.items.push(Item { source, what, range, offset, ordinal: self.items });
        self.items += 1;
        let full = self.batch.bytes.len() >= self.limit || self.batch.items.len() >= BATCH_ITEMS;
        !full || self.flush()
    }

    /// Says that the source is read up to `position`, where it is not read
    /// through [`compression::open`].
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "Parquet alone is not read as a stream"))]
    pub(super) fn advance(&mut self, position: u64) {
        self.read.fetch_max(position, Ordering::Relaxed);
    }

    /// Tells in the batch how much was read.
    fn count(&mut self) {
        let read = self.read.load(Ordering::Relaxed);
        self.batch.consumed += read.saturating_sub(self.told);
        self.told = read;
    }

    fn flush(&mut self) -> bool {
        self.count();
        self.limit = BATCH_BYTES.min(self.limit * 2);
        (self.deliver)(std::mem::replace(&mut self.batch, Batch::with_capacity(ROOM)))
    }
}
