//! [`Row`]: a record of CSV or a row of Parquet, in the cells that are wanted.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;

use super::{Document, Fields, Place, encoding};
use crate::error::Note;

/// Most names that a message lists.
const LISTED: usize = 20;

/// Where the wanted cells lie among the bytes of a row.
#[derive(Debug)]
pub(super) struct Row {
    /// Text, id, title, date, url, then those to keep; `None` where there is none.
    pub(super) cells: Vec<Option<Range<usize>>>,
    /// What the row has for a default id: its number from 1, or its first line.
    pub(super) number: u64,
    /// The encoding of cells that are not UTF-8.
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) unit: Unit,
}

/// What [`Row::number`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Line,
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "Parquet alone is not read as a stream"))]
    Row,
}

/// The columns that the cells of [`Row::cells`] come from, if `header` has
/// them, or what to do about it that it has no text.
pub(super) fn columns<'h>(header: impl Iterator<Item = &'h str> + Clone, fields: &Fields) -> Result<Vec<Option<usize>>, String> {
    let at = |wanted: &str| header.clone().position(|name| name == wanted);
    if at(&fields.text).is_none() {
        return Err(missing(header, fields));
    }
    let known = [fields.text.as_str(), fields.id.as_str(), "title", "date", "url"];
    Ok(known.into_iter().chain(fields.keep.iter().map(String::as_str)).map(at).collect())
}

/// Says that no column has the text, and which there are.
pub(super) fn missing<'h>(header: impl Iterator<Item = &'h str>, fields: &Fields) -> String {
    let seen: Vec<&str> = header.take(LISTED).collect();
    format!("no column {:?}; columns seen: {}; name the one that holds the text with --text-field", fields.text, seen.join(", "))
}

impl Row {
    /// The document in a row of the bytes `bytes`.
    ///
    /// # Errors
    ///
    /// That it has no text.
    pub(super) fn document<'a>(
        &self,
        bytes: &'a [u8],
        source: &str,
        place: &Place<'_>,
        notes: &mut Vec<Note>,
    ) -> Result<Document<'a>, String> {
        let mut cells = self.cells.iter().map(|cell| {
            let bytes = bytes.get(cell.clone()?)?;
            Some(match self.encoding {
                Some(encoding) => encoding::decode(bytes, Some(encoding), &place.name, notes),
                None => encoding::damaged(bytes, &place.name, place.offset, notes),
            })
        });
        let mut next = || cells.next().flatten();
        let Some(text) = next() else {
            return Err(format!("column {:?} is empty here; fill it or leave the row out", place.fields.text));
        };
        let filled = |cell: Option<Cow<'a, str>>| cell.filter(|cell| !cell.is_empty());
        let id = filled(next()).unwrap_or_else(|| format!("{source}:{}", self.number).into());
        let (title, date, url) = (filled(next()), filled(next()), filled(next()));
        Ok(Document { id, text, title, date, url, kept: cells.collect() })
    }

    /// What messages call the row of the source `name`.
    pub(super) fn place(&self, name: &str) -> String {
        match self.unit {
            Unit::Line => format!("{name}:{}", self.number),
            Unit::Row => format!("{name}: row {}", self.number),
        }
    }
}
