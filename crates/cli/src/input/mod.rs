//! What is read: files, folders and standard input, as batches of documents.
//!
//! [`discover`] lists the sources before any work, [`reader`] reads them in
//! order on one thread, and a worker makes each item a [`Document`]: decoding
//! and parsing ([`text`], [`jsonl`]) cost more than reading.

pub(crate) mod discover;
mod jsonl;
pub(crate) mod reader;
mod text;
mod value;

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;

use crate::error::Note;

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the extension (.txt, .jsonl); elsewhere JSONL if the first character is {
    Auto,
    /// One document a file
    Text,
    /// One document a line
    Jsonl,
}

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
}

/// Names of the JSONL fields that hold the text and the id.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// Field of the text.
    pub(crate) text: String,
    /// Field of the id.
    pub(crate) id: String,
    /// Fields to carry over.
    pub(crate) keep: Vec<String>,
}

/// An article and what its source says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document<'a> {
    pub(crate) id: Cow<'a, str>,
    pub(crate) text: Cow<'a, str>,
    pub(crate) title: Option<Cow<'a, str>>,
    pub(crate) date: Option<Cow<'a, str>>,
    pub(crate) url: Option<Cow<'a, str>>,
    /// Values of the fields that `--keep` names, in its order.
    pub(crate) kept: Vec<Option<Cow<'a, str>>>,
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
}

impl Batch {
    /// An empty batch with room for `bytes`.
    fn with_capacity(bytes: usize) -> Batch {
        Batch { bytes: Vec::with_capacity(bytes), items: Vec::new(), consumed: 0 }
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
}

#[derive(Debug)]
enum What {
    /// A document in plain text.
    Text,
    /// A line of JSONL, by its number from 1.
    Line(u64),
    /// The source could not be read, or not to its end.
    Failed(String),
}

impl Item {
    /// The item as a document; `None` if it is none, and the notes say why.
    pub(crate) fn document<'a>(&'a self, batch: &'a [u8], fields: &Fields, notes: &mut Vec<Note>) -> Option<Document<'a>> {
        let place = self.place();
        let bytes = batch.get(self.range.clone()).unwrap_or_default();
        match &self.what {
            What::Failed(why) => {
                notes.push(Note::Failure(format!("{place}: {why}")));
                None
            }
            What::Text => Some(Document {
                id: Cow::Borrowed(&self.source.id),
                text: text::decode(bytes, &place, self.offset, notes),
                title: None,
                date: None,
                url: None,
                kept: Vec::new(),
            }),
            What::Line(number) => {
                let line = text::decode(bytes.trim_ascii_end(), &place, self.offset, notes);
                let default_id = || format!("{}:{number}", self.source.id);
                match jsonl::parse(line, fields, &place, notes) {
                    Ok(parsed) => Some(parsed.document(default_id)),
                    Err(why) => {
                        notes.push(Note::Failure(format!("{place}: {why}")));
                        None
                    }
                }
            }
        }
    }

    /// `file` or `file:line`.
    pub(crate) fn place(&self) -> String {
        match self.what {
            What::Line(number) => format!("{}:{number}", self.source.name),
            What::Text | What::Failed(_) => self.source.name.clone(),
        }
    }
}
