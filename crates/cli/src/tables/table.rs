//! [`Table`]: a file of rows, CSV or JSONL, that can be read again.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::lines::{Lines, value};
use super::row::{Columns, Row, object};

/// The mark in front of UTF-8 for spreadsheets.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// One record of a table.
pub(crate) struct Entry<'a> {
    /// Its bytes, with the line end.
    pub(crate) raw: &'a [u8],
    /// What it says; `None` for a header or an empty line; an error for what is no row.
    pub(crate) row: Result<Option<Row<'a>>, String>,
    /// The line on which it begins.
    pub(crate) line: u64,
    /// Whether the table was written for spreadsheets.
    pub(crate) spreadsheet: bool,
}

/// A table that can be read, more than once if it is a file.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The file; `None` is standard input.
    pub(crate) path: Option<PathBuf>,
    /// What messages call it.
    pub(crate) name: String,
}

impl Table {
    pub(crate) fn new(path: &Path) -> Table {
        let stdin = path == Path::new("-");
        let name = if stdin { "stdin".to_owned() } else { path.display().to_string() };
        Table { path: (!stdin).then(|| path.to_owned()), name }
    }

    /// Looks whether a file is a table, before any work.
    ///
    /// # Errors
    ///
    /// If it cannot be read or lacks a column.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
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
    pub(crate) fn read<E: From<anyhow::Error>>(&self, mut take: impl FnMut(&Entry<'_>) -> Result<(), E>) -> Result<(), E> {
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
        Columns::of(&header).map(Some).map_err(|why| anyhow!("{name}:1: {why}"))
    }
}
