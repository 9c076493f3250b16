//! [`Table`]: a file of rows that can be read again.

use std::borrow::Cow;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::lines::{Lines, value};
use super::row::{Columns, Row, object};
use super::source::{self, Format, MARK, Opened};

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
    /// What separates its cells.
    pub(crate) delimiter: u8,
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
            let (mut lines, format) = self.open()?;
            if format != Format::Jsonl {
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
        let (mut lines, format) = self.open()?;
        let delimiter = format.delimiter();
        let mut columns = None;
        let mut spreadsheet = false;
        if format != Format::Jsonl {
            let header = self.header(&mut lines)?;
            spreadsheet = lines.raw.starts_with(MARK);
            columns = header;
            if columns.is_some() {
                take(&Entry { raw: &lines.raw, row: Ok(None), line: lines.line, spreadsheet, delimiter })?;
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
            take(&Entry { raw: &lines.raw, row, line, spreadsheet, delimiter })?;
        }
        Ok(())
    }

    /// The format that it is in.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is in none.
    pub(crate) fn format(&self) -> anyhow::Result<Format> {
        Ok(source::open(self.path.as_deref(), &self.name)?.format)
    }

    fn open(&self) -> anyhow::Result<(Lines<Box<dyn BufRead>>, Format)> {
        let Opened { bytes, format } = source::open(self.path.as_deref(), &self.name)?;
        let lines = match format {
            Format::Jsonl => Lines::plain(bytes),
            other => Lines::new(bytes, other.delimiter()),
        };
        Ok((lines, format))
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
