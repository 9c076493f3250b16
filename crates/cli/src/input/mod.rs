//! What is read: files, folders and standard input, as batches of documents.
//!
//! [`discover`] lists the sources before any work, [`reader`] reads them in
//! order on one thread, and a worker makes each item a [`Document`], because
//! decoding and parsing cost more than reading.
//!
//! [`compression`] and [`encoding`] give bytes and text whatever the source,
//! [`limits`] no more of them than is wanted.
//! [`mod@format`] tells formats apart; each has a file: [`markdown`], [`html`] (and [`xhtml`], of which it makes HTML),
//! [`json`] (whose objects [`object`] reads by [`slots`], as it does lines of JSONL, with halves of characters mended by [`surrogates`]; [`wrapped`]
//! finds the list of articles in an object),
//! [`csv`] (of which [`records`] counts lines) and [`parquet`], whose cells [`row`] makes documents, [`warc`].
//! [`names`] says which field is meant, [`seen`] notices which fields records have and [`shared`] which ids, [`found`] knows what a folder may hold besides documents, and [`texts`]
//! keeps the texts of documents as files.

pub(crate) mod args;
pub(crate) mod compression;
mod csv;
pub(crate) mod discover;
mod encoding;
mod files;
mod format;
mod found;
mod html;
mod http;
mod json;
mod limits;
mod markdown;
pub(crate) mod names;
mod object;
mod page;
mod parquet;
pub(crate) mod reader;
mod records;
mod row;
pub(crate) mod seen;
mod shared;
mod slots;
mod surrogates;
#[cfg(test)]
mod tests;
mod texts;
mod value;
mod warc;
mod wrapped;
pub(crate) mod written;
mod xhtml;

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::Encoding;

use self::row::Row;
use self::seen::Seen;
use self::texts::Texts;
use crate::error::Note;

pub(crate) use self::format::InputFormat;
pub(crate) use self::limits::Limits;
pub(crate) use inquit_table::Document;

/// A file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The file; `None` is standard input.
    pub(crate) path: Option<PathBuf>,
    /// What messages call it: the path as the user gave or would give it.
    pub(crate) name: String,
    /// The id of its document, or what ids of its lines begin with.
    pub(crate) id: String,
    /// How to read it.
    pub(crate) format: InputFormat,
    /// Whether it was found in a folder, or by a pattern: nobody named it.
    pub(crate) found: bool,
}

/// What is taken from the input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    /// Fields of the text; the first that a record has is taken.
    pub(crate) text: Vec<String>,
    /// Fields of the id, the title, the date and the address; the first that a record has is taken.
    pub(crate) about: [Vec<String>; 4],
    /// Other fields to carry over.
    pub(crate) keep: Vec<String>,
    /// The encoding, if it was named.
    pub(crate) encoding: Option<&'static Encoding>,
    /// What no document and no compressed file may exceed.
    pub(crate) limits: Limits,
    /// Where texts are kept, if they are.
    pub(crate) texts: Option<Arc<Texts>>,
}

impl Fields {
    /// Fields that hold the text, where none is named, in the order in which they are looked for.
    pub(crate) const TEXT: [&str; 8] = ["text", "body", "content", "article", "article_body", "articleBody", "full_text", "maintext"];
    /// Fields that hold the id, the title, the date and the address, where none is named, as their flags have them.
    pub(crate) const ABOUT: [&str; 4] = ["id", "title,headline", "date,published,publishedAt,date_published", "url"];
    /// The flags that name them.
    const FLAGS: [&str; 4] = ["--id-field", "--title-field", "--date-field", "--url-field"];

    /// All names that are looked for: those of the text, of the id, title, date
    /// and address, and those to keep.
    fn wanted(&self) -> impl Iterator<Item = &str> + Clone {
        self.text.iter().chain(self.about.iter().flatten()).chain(&self.keep).map(String::as_str)
    }

    /// Says that there is no such `field` as holds the text, where `seen` are
    /// those that there are, in words that go on.
    fn no_text<'n>(&'n self, field: &str, seen: impl Iterator<Item = &'n str>) -> String {
        let hint = if self.text == Fields::TEXT { String::new() } else { names::hint(self.text.iter().map(String::as_str), seen) };
        format!("{}{hint}", self.no_field(field))
    }

    fn no_field(&self, field: &str) -> String {
        if self.text == Fields::TEXT {
            let [first, second, ..] = Fields::TEXT;
            return format!("no {field} for the text, as {first} or {second}");
        }
        let quoted: Vec<String> = self.text.iter().map(|name| format!("{name:?}")).collect();
        let names = match quoted.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            _ => quoted.join(""),
        };
        format!("no {field} {names}")
    }
}

/// Why a record is no document.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// It is not as it should be.
    Broken(String),
    /// It has no text, as often all of its source have none.
    NoText(String),
}

impl From<String> for Fault {
    fn from(why: String) -> Fault {
        Fault::Broken(why)
    }
}

/// Documents as they were read, some hundred kilobytes of them.
#[derive(Debug)]
pub(crate) struct Batch {
    /// What was read, without separators that matter.
    pub(crate) bytes: Vec<u8>,
    /// What lies in `bytes`, in order of the input.
    pub(crate) items: Vec<Item>,
    /// Bytes of input behind this batch, for the progress bar.
    pub(crate) consumed: u64,
    /// The sources that were begun, whether there is anything in them or not.
    pub(crate) begun: Vec<Arc<Source>>,
}

impl Batch {
    /// An empty batch with room for `bytes`.
    fn with_capacity(bytes: usize) -> Batch {
        Batch { bytes: Vec::with_capacity(bytes), items: Vec::new(), consumed: 0, begun: Vec::new() }
    }

    /// Leaves out the first `done` items of the input.
    pub(crate) fn skip(&mut self, done: u64) {
        self.items.retain(|item| item.ordinal >= done);
    }

    /// A batch for each item, which hold the bytes of their item alone.
    pub(crate) fn split(self) -> impl Iterator<Item = Batch> {
        let Batch { bytes, items, .. } = self;
        items.into_iter().map(move |item| {
            let own = bytes.get(item.range.clone()).unwrap_or_default().to_vec();
            Batch { items: vec![Item { range: 0..own.len(), ..item }], bytes: own, consumed: 0, begun: Vec::new() }
        })
    }
}

/// One thing in a batch.
#[derive(Debug)]
pub(crate) struct Item {
    source: Arc<Source>,
    what: What,
    /// Place in [`Batch::bytes`].
    range: Range<usize>,
    /// Offset in the source of the first byte.
    offset: u64,
    /// Number in the whole input.
    ordinal: u64,
}

#[derive(Debug)]
enum What {
    /// A document in plain text.
    Text,
    /// A document in Markdown.
    Markdown,
    /// A page.
    Html,
    /// A line of JSONL, by its number from 1.
    Line(u64),
    /// An element of JSON, by its number and the line it begins on, from 1.
    Element(u64, u64),
    /// A record of CSV or a row of Parquet.
    Row(Box<Row>),
    /// A record of a web archive, by its number from 1.
    Record(u64),
    /// Something to tell.
    Note(Note),
}

/// Where a document was read, for [`Document::id`] and messages.
struct Place<'a> {
    /// What messages call it.
    name: String,
    /// Offset in the source of its first byte.
    offset: u64,
    fields: &'a Fields,
}

impl Place<'_> {
    /// The text of a whole document, in the encoding `declared` if it is not UTF-8.
    fn decode<'a>(&self, bytes: &'a [u8], declared: Option<&'static Encoding>, notes: &mut Vec<Note>) -> Cow<'a, str> {
        // Nothing but a byte-order mark can stand in front, and it has the last word.
        if self.offset > 0 {
            return encoding::damaged(bytes, &self.name, self.offset, notes);
        }
        encoding::decode(bytes, declared, &self.name, notes)
    }
}

impl Item {
    /// The item as a document; `None` if it is none, and the notes say why.
    pub(crate) fn document<'a>(&'a self, batch: &'a [u8], fields: &Fields, notes: &mut Vec<Note>) -> Option<Document<'a>> {
        let bytes = batch.get(self.range.clone()).unwrap_or_default();
        let place = Place { name: self.place(), offset: self.offset, fields };
        let document = match self.read(bytes, &place, notes) {
            Ok(document) => self.identified(document?, &place, notes),
            Err(Fault::Broken(why)) => {
                notes.push(Note::Failure(format!("{}: {why}", place.name)));
                return None;
            }
            Err(Fault::NoText(why)) => {
                Seen::of(notes, &self.source, fields).lacks(format!("{}: {why}", place.name));
                return None;
            }
        };
        if !matches!(self.what, What::Line(_) | What::Element(..) | What::Row(_)) {
            let seen = Seen::of(notes, &self.source, fields);
            seen.text(None);
            if matches!(self.what, What::Html | What::Record(_)) {
                seen.name(html::FIELDS.into_iter());
            }
            // A file has an id by itself.
            let about = [true, document.title.is_some(), document.date.is_some(), document.url.is_some()];
            let there = about.into_iter().chain(document.kept.iter().map(Option::is_some));
            there.enumerate().filter(|(_, there)| *there).for_each(|(place, _)| seen.has(place));
        }
        if let Some(texts) = &fields.texts
            && let Err(why) = texts.save(&document, self.ordinal)
        {
            notes.push(Note::Failure(format!("{}: {why}", place.name)));
        }
        Some(document)
    }

    /// Its number in the whole input.
    pub(crate) fn ordinal(&self) -> u64 {
        self.ordinal
    }

    /// Whether this is no document but news of a source: that it cannot be read,
    /// or not as it stands.
    pub(crate) fn is_note(&self) -> bool {
        matches!(self.what, What::Note(_))
    }

    /// What messages call the source.
    pub(crate) fn source_name(&self) -> &str {
        &self.source.name
    }

    /// The document with an id: its own, of which others are told, or the name
    /// of its place.
    fn identified<'a>(&'a self, document: Document<'a>, place: &Place<'_>, notes: &mut Vec<Note>) -> Document<'a> {
        if !document.id.is_empty() {
            Seen::of(notes, &self.source, place.fields).id(&document.id, &place.name);
            return document;
        }
        let id = &self.source.id;
        let numbered = |number: u64| Cow::Owned(format!("{id}:{number}"));
        let id = match &self.what {
            What::Line(number) | What::Element(number, _) | What::Record(number) => numbered(*number),
            What::Row(row) => numbered(row.number),
            What::Text | What::Markdown | What::Html | What::Note(_) => Cow::Borrowed(id.as_str()),
        };
        Document { id, ..document }
    }

    /// What it holds, with an empty id where that gives none.
    fn read<'a>(&'a self, bytes: &'a [u8], place: &Place<'_>, notes: &mut Vec<Note>) -> Result<Option<Document<'a>>, Fault> {
        Ok(match &self.what {
            What::Text => {
                if encoding::is_binary(bytes) {
                    return Err("it is no text: too much of it is control characters; convert it to text first".to_owned().into());
                }
                let text = place.decode(bytes, None, notes);
                Some(Document { text, kept: vec![None; place.fields.keep.len()], ..Document::default() })
            }
            What::Markdown => Some(markdown::document(bytes, place, notes)?),
            What::Html => Some(html::document(bytes, place, notes)?),
            What::Line(_) | What::Element(..) => {
                let json = encoding::damaged(bytes.trim_ascii_end(), &place.name, place.offset, notes);
                let list = Seen::of(notes, &self.source, place.fields).wants_names();
                let object = object::parse(json, place, list, notes).map_err(|why| {
                    // Nobody said that a list of numbers in a folder is one of articles.
                    let is_other = matches!(self.what, What::Element(..)) && !bytes.starts_with(b"{");
                    if self.source.found && is_other { Fault::NoText(why) } else { Fault::Broken(why) }
                })?;
                let seen = Seen::of(notes, &self.source, place.fields);
                object.show(seen);
                Some(object.document()?)
            }
            What::Row(row) => Some(row.document(bytes, &self.source, place, notes)?),
            What::Record(_) => warc::document(bytes, place, notes)?,
            What::Note(note) => {
                notes.push(note.clone());
                None
            }
        })
    }

    /// `file`, `file:line`, or how else messages name the place.
    pub(crate) fn place(&self) -> String {
        let name = &self.source.name;
        match &self.what {
            What::Line(number) => format!("{name}:{number}"),
            What::Element(number, line) => format!("{name}:{line}: element {number}"),
            What::Row(row) => row.place(name),
            What::Record(number) => format!("{name}: record {number}"),
            What::Text | What::Markdown | What::Html | What::Note(_) => name.clone(),
        }
    }
}
