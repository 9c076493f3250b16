//! Readers and writers without a command: what tests and fuzzing reach.
//!
//! In: bytes and the flags of reading that change what they come to, or
//! documents and their rows. Out: documents with everything that was told of
//! the input, or files. No public API.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use inquit_table::{Document, Record};

use crate::error::{Note, Stop};
use crate::input::{Fields, InputFormat, Limits, Source, reader};
use crate::output::args::OutputArgs;
use crate::output::plan::Plan;
use crate::output::{Encoder, Format, Outputs, Part};
use crate::tables::table::Table;

/// How bytes are read.
#[derive(Clone, Debug)]
pub struct Input {
    /// A value of `--input-format`.
    pub format: String,
    /// A value of `--encoding`.
    pub encoding: Option<String>,
    /// Fields of the text; those that are looked for by default if there are none.
    pub text: Vec<String>,
    /// Field of the id.
    pub id: String,
    /// Other fields to carry over.
    pub keep: Vec<String>,
    /// Bytes of a document.
    pub most: u64,
    /// Whether the file was found in a folder.
    pub found: bool,
}

impl Input {
    /// Reads `format` as the command does without other flags.
    #[must_use]
    pub fn new(format: &str) -> Input {
        Input {
            format: format.to_owned(),
            encoding: None,
            text: Vec::new(),
            id: Fields::ABOUT[0].to_owned(),
            keep: Vec::new(),
            most: Limits::default().document,
            found: false,
        }
    }

    fn fields(&self) -> Option<Fields> {
        let encoding = match &self.encoding {
            Some(name) => Some(encoding_rs::Encoding::for_label(name.as_bytes())?),
            None => None,
        };
        Some(Fields {
            text: if self.text.is_empty() { Fields::TEXT.map(str::to_owned).to_vec() } else { self.text.clone() },
            about: Fields::ABOUT.map(|name| vec![if name == Fields::ABOUT[0] { self.id.clone() } else { name.to_owned() }]),
            keep: self.keep.clone(),
            encoding,
            limits: Limits { document: self.most, ..Limits::default() },
            texts: None,
        })
    }
}

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Documents in the order of the input.
    pub documents: Vec<Document<'static>>,
    /// Failures: what gives no rows, and why.
    pub failures: Vec<String>,
    /// Warnings: what was read otherwise than it stands.
    pub warnings: Vec<String>,
    /// Whether something was seen of the fields of records.
    pub seen: bool,
}

/// Reads all that `bytes` give.
///
/// # Errors
///
/// A format or encoding that there is not.
pub fn read(bytes: impl io::Read + 'static, input: &Input) -> Result<Found, String> {
    let format = InputFormat::from_str(&input.format, false)?;
    let fields = input.fields().ok_or("no such encoding")?;
    let source = Source { path: None, name: "it".to_owned(), id: "it".to_owned(), format, found: input.found };
    let mut found = Found::default();
    reader::read_from(source, bytes, &fields, |batch| {
        for item in &batch.items {
            let mut notes = Vec::new();
            found.documents.extend(item.document(&batch.bytes, &fields, &mut notes).map(owned));
            for note in notes {
                match note {
                    Note::Failure(why) | Note::More(why, _) => found.failures.push(why),
                    Note::Warning(why) | Note::Told(why) => found.warnings.push(why),
                    Note::Seen(_) => found.seen = true,
                }
            }
        }
        true
    });
    Ok(found)
}

/// A document that keeps nothing borrowed.
pub(crate) fn owned(document: Document<'_>) -> Document<'static> {
    let own = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
    Document {
        id: own(document.id),
        text: own(document.text),
        title: document.title.map(own),
        date: document.date.map(own),
        url: document.url.map(own),
        kept: document.kept.into_iter().map(|cell| cell.map(own)).collect(),
    }
}

/// Writes documents and their rows to a file, or for brat a folder, in a
/// `format` of `--format`; `keep` are the names of the fields that documents
/// carry. Returns what is warned of.
///
/// # Errors
///
/// Why it cannot be written.
pub fn write(
    path: &Path,
    format: &str,
    keep: &[String],
    spreadsheet: bool,
    documents: &[(&Document<'_>, Vec<Record<'_>>)],
) -> Result<Vec<String>, String> {
    let told = |stop: Stop| match stop {
        Stop::Usage(error) | Stop::Failed(error) => crate::error::told(&error),
        Stop::Interrupted(_) | Stop::BrokenPipe => "broken off".to_owned(),
    };
    let format = Format::from_str(format, false)?;
    let args = OutputArgs { files: vec![PathBuf::from(path)], format: Some(format), spreadsheet, ..OutputArgs::default() };
    let plan = Plan::new(&args, keep).map_err(|error| crate::error::told(&error))?;
    let mut outputs = Outputs::open(&plan, &[]).map_err(told)?;
    let mut notes = Vec::new();
    for (ordinal, (document, records)) in (0..).zip(documents) {
        let mut parts: Vec<Part> = plan.outputs.iter().map(|(_, encoder)| encoder.part()).collect();
        for ((_, encoder), part) in plan.outputs.iter().zip(&mut parts) {
            Encoder::write(encoder, document, ordinal, records, part, &mut notes).map_err(|error| error.to_string())?;
        }
        outputs.write(&parts).map_err(told)?;
    }
    outputs.finish(false).map_err(told)?;
    let warning = |note| match note {
        Note::Warning(why) => Some(why),
        _ => None,
    };
    Ok(notes.into_iter().filter_map(warning).collect())
}

/// A row of a table: its document, and name and id of each speaker.
pub type Row = (String, Vec<(String, Option<String>)>);

/// Reads the table at `path` as commands do that work on tables.
///
/// # Errors
///
/// Why it is none, or why a row of it is none.
pub fn table(path: &Path) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let read: anyhow::Result<()> = Table::new(path).read(|entry| {
        if let Some(row) = entry.row.as_ref().map_err(|why| anyhow::anyhow!("line {}: {why}", entry.line))? {
            let speakers = row.speakers.iter().map(|named| (named.name.clone().into_owned(), named.id.as_deref().map(str::to_owned)));
            rows.push((row.document.clone().into_owned(), speakers.collect()));
        }
        Ok(())
    });
    read.map(|()| rows).map_err(|error| crate::error::told(&error))
}
