//! [`Table`]: rows of a table of quotations, with the places of what a
//! rewriting replaces.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::args::Kind;
use super::lines::{Lines, value};

/// The mark in front of UTF-8 for spreadsheets.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// Columns that must be there.
const NEEDED: [&str; 4] = ["doc_id", "speaker", "speaker_id", "speaker_kind"];

/// What can be said of one row.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    pub(super) document: Cow<'a, str>,
    pub(super) speakers: Vec<Named<'a>>,
    /// The words that name the speaker, and their kind.
    pub(super) mention: Option<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) date: Option<Cow<'a, str>>,
    pub(super) places: Places,
}

/// A speaker of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) id: Option<Cow<'a, str>>,
    /// Not known of the members of a mixed group in CSV.
    pub(super) kind: Option<Kind>,
}

/// Where names and ids stand in the bytes of the row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// All names in one cell, all ids in another.
    Cells { speaker: Range<usize>, id: Range<usize> },
    /// A name and an id for each speaker.
    Values(Vec<(Range<usize>, Option<Range<usize>>)>),
}

impl Default for Places {
    fn default() -> Places {
        Places::Values(Vec::new())
    }
}

/// One record of a table.
pub(super) struct Entry<'a> {
    /// Its bytes, with the line end.
    pub(super) raw: &'a [u8],
    /// What it says; `None` for a header or an empty line; an error for what is no row.
    pub(super) row: Result<Option<Row<'a>>, String>,
    /// The line on which it begins.
    pub(super) line: u64,
    /// Whether the table was written for spreadsheets.
    pub(super) spreadsheet: bool,
}

/// A table that can be read, more than once if it is a file.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The file; `None` is standard input.
    pub(super) path: Option<PathBuf>,
    /// What messages call it.
    pub(super) name: String,
}

/// Places of the columns.
#[derive(Debug)]
struct Columns {
    document: usize,
    speaker: usize,
    id: usize,
    kind: usize,
    mention: Option<(usize, usize)>,
    date: Option<usize>,
    count: usize,
}

impl Table {
    pub(super) fn new(path: &Path) -> Table {
        let stdin = path == Path::new("-");
        let name = if stdin { "stdin".to_owned() } else { path.display().to_string() };
        Table { path: (!stdin).then(|| path.to_owned()), name }
    }

    /// Looks whether a file is a table, before any work.
    ///
    /// # Errors
    ///
    /// If it cannot be read or lacks a column.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.path.is_some() {
            let (mut lines, jsonl) = self.open()?;
            if !jsonl {
                self.header(&mut lines)?;
            }
        }
        Ok(())
    }

    /// Hands every record to `take` until that fails.
    ///
    /// # Errors
    ///
    /// Those of `take`, and if the table cannot be read to its end.
    pub(super) fn read<E: From<anyhow::Error>>(&self, mut take: impl FnMut(&Entry<'_>) -> Result<(), E>) -> Result<(), E> {
        let (mut lines, jsonl) = self.open()?;
        let mut columns = None;
        let mut spreadsheet = false;
        if !jsonl {
            let header = self.header(&mut lines)?;
            spreadsheet = lines.raw.starts_with(MARK);
            columns = header;
            if columns.is_some() {
                take(&Entry { raw: &lines.raw, row: Ok(None), line: lines.line, spreadsheet })?;
            }
        }
        while lines.next().with_context(|| format!("cannot read {}", self.name))? {
            let line = lines.line;
            let row = match std::str::from_utf8(&lines.raw) {
                Err(_) => Err("it is not in UTF-8".to_owned()),
                Ok(_) if lines.unclosed => {
                    Err("it begins a cell with a quotation mark that nothing closes, to the end of the file".to_owned())
                }
                Ok(text) if text.trim().is_empty() => Ok(None),
                Ok(text) => match &columns {
                    Some(columns) => columns.row(text, &lines.fields).map(Some),
                    None => object(text).map(Some),
                },
            };
            take(&Entry { raw: &lines.raw, row, line, spreadsheet })?;
        }
        Ok(())
    }

    fn open(&self) -> anyhow::Result<(Lines<Box<dyn BufRead>>, bool)> {
        let mut source: Box<dyn BufRead> = match &self.path {
            Some(path) => {
                let file = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
                    true => Err(io::Error::other("it is a folder; name the tables in it")),
                    false => Ok(file),
                });
                Box::new(BufReader::new(file.with_context(|| format!("cannot read {}", self.name))?))
            }
            None => Box::new(BufReader::new(io::stdin())),
        };
        let head = source.fill_buf().with_context(|| format!("cannot read {}", self.name))?;
        let jsonl = head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start().starts_with(b"{");
        Ok((if jsonl { Lines::plain(source) } else { Lines::new(source) }, jsonl))
    }

    /// Reads the header; `None` of an empty file.
    fn header(&self, lines: &mut Lines<Box<dyn BufRead>>) -> anyhow::Result<Option<Columns>> {
        let name = &self.name;
        if !lines.next().with_context(|| format!("cannot read {name}"))? {
            return Ok(None);
        }
        lines.skip_mark(MARK);
        let text = std::str::from_utf8(&lines.raw).map_err(|_| anyhow!("{name}:1: it is not in UTF-8"))?;
        let header: Vec<Cow<'_, str>> = lines.fields.iter().map(|range| value(&text[range.clone()])).collect();
        let place = |column: &str| header.iter().position(|own| own == column);
        let needed = |column: &str| {
            place(column).ok_or_else(|| {
                anyhow!("{name}:1: it has no column {column}; a table that `inquit extract` writes has {}", NEEDED.join(", "))
            })
        };
        Ok(Some(Columns {
            document: needed("doc_id")?,
            speaker: needed("speaker")?,
            id: needed("speaker_id")?,
            kind: needed("speaker_kind")?,
            mention: place("mention").zip(place("mention_kind")),
            date: place("date"),
            count: header.len(),
        }))
    }
}

impl Columns {
    fn row<'a>(&self, text: &'a str, fields: &[Range<usize>]) -> Result<Row<'a>, String> {
        if fields.len() != self.count {
            return Err(format!("it has {} columns, the header {}", fields.len(), self.count));
        }
        let cell = |at: usize| unmarked(value(&text[fields[at].clone()]));
        let (names, ids, kind) = (cell(self.speaker), cell(self.id), cell(self.kind));
        let named = |name, id, kind| Named { name, id, kind };
        let speakers = if names.is_empty() {
            Vec::new()
        } else if !names.contains("; ") {
            vec![named(names, Some(ids).filter(|id| !id.is_empty()), Kind::of(&kind))]
        } else {
            let names: Vec<&str> = names.split("; ").collect();
            let ids: Vec<&str> = if ids.is_empty() { vec![""; names.len()] } else { ids.split("; ").collect() };
            if ids.len() != names.len() {
                return Err(format!("it has {} speakers and {} ids", names.len(), ids.len()));
            }
            // Members of different kinds have *group* in common, which is none of theirs.
            let kind = Kind::of(&kind).filter(|kind| *kind != Kind::Group);
            let id = |id: &str| Some(Cow::Owned(id.to_owned())).filter(|id: &Cow<'_, str>| !id.is_empty());
            names.iter().zip(ids).map(|(name, one)| named(Cow::Owned((*name).to_owned()), id(one), kind)).collect()
        };
        Ok(Row {
            document: cell(self.document),
            speakers,
            mention: self.mention.map(|(words, kind)| (cell(words), cell(kind))),
            date: self.date.map(cell).filter(|date| !date.is_empty()),
            places: Places::Cells { speaker: fields[self.speaker].clone(), id: fields[self.id].clone() },
        })
    }
}

/// A cell without the mark that keeps a spreadsheet from running it.
fn unmarked(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => Cow::Owned(rest.to_owned()),
        _ => cell,
    }
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow)]
    doc_id: Cow<'a, str>,
    #[serde(borrow)]
    speakers: Vec<Party<'a>>,
    #[serde(borrow, default)]
    mention: Option<Mention<'a>>,
    #[serde(borrow, default)]
    date: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Party<'a> {
    #[serde(borrow)]
    name: &'a RawValue,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Mention<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

/// A value that is there, `null` included: its place is wanted.
fn present<'de, D: Deserializer<'de>>(json: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(json).map(Some)
}

/// The row of a line of JSONL.
fn object(line: &str) -> Result<Row<'_>, String> {
    let json = line.strip_prefix('\u{feff}').unwrap_or(line);
    let object: Object<'_> = serde_json::from_str(json).map_err(|error| format!("it is no row of quotations: {error}"))?;
    let place = |raw: &RawValue| {
        // Raw values are slices of the line they were read from.
        let start = raw.get().as_ptr() as usize - line.as_ptr() as usize;
        start..start + raw.get().len()
    };
    let mut speakers = Vec::new();
    let mut places = Vec::new();
    for party in &object.speakers {
        let name = serde_json::from_str(party.name.get()).map_err(|_| "the name of a speaker is no string".to_owned())?;
        let id: Option<String> = match party.id {
            Some(id) => serde_json::from_str(id.get()).map_err(|_| "the id of a speaker is no string".to_owned())?,
            None => None,
        };
        places.push((place(party.name), party.id.map(place)));
        speakers.push(Named { name: Cow::Owned(name), id: id.map(Cow::Owned), kind: party.kind.as_deref().and_then(Kind::of) });
    }
    Ok(Row {
        document: object.doc_id,
        speakers,
        mention: object.mention.map(|mention| (mention.text, mention.kind)),
        date: object.date,
        places: Places::Values(places),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_json_knows_its_places() {
        let line =
            r#"{"doc_id":"d","speakers":[ {"name":"Zo\u00eb","id" : null,"kind":"person"},{"name":"B","id":"Q1","kind":"country"}],"x":1}"#;
        let row = object(line).unwrap();
        assert_eq!(row.speakers[0], Named { name: "Zoë".into(), id: None, kind: Some(Kind::Person) });
        assert_eq!(row.speakers[1], Named { name: "B".into(), id: Some("Q1".into()), kind: Some(Kind::Country) });
        let Places::Values(places) = row.places else { panic!("values") };
        assert_eq!(&line[places[0].0.clone()], r#""Zo\u00eb""#);
        assert_eq!(&line[places[1].1.clone().unwrap()], r#""Q1""#);
        assert_eq!(&line[places[0].1.clone().unwrap()], "null");
        for bad in ["{", "{\"id\":1}", r#"{"doc_id":"d","speakers":[{"name":1,"id":null,"kind":"person"}]}"#, "[]"] {
            assert!(object(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn cells_of_spreadsheets() {
        assert_eq!(unmarked("'@handle".into()), "@handle");
        assert_eq!(unmarked("'t Hooft".into()), "'t Hooft");
    }
}
