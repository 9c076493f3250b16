//! [`Row`]: a record of CSV or a row of Parquet, in the cells that are wanted.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::seen::Seen;
use super::{Document, Fault, Fields, Place, Source, encoding};
use crate::error::Note;

/// Most names that a message lists.
const LISTED: usize = 20;

/// Where the wanted cells lie among the bytes of a row.
#[derive(Debug)]
pub(super) struct Row {
    /// Those that may be the text, id, title, date, url, then those to keep; `None` where there is none.
    pub(super) cells: Vec<Option<Range<usize>>>,
    /// What the row has for a default id: its number from 1, or its first line.
    pub(super) number: u64,
    /// The encoding of cells that are not UTF-8.
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) unit: Unit,
    /// Names of all columns.
    pub(super) header: Arc<[String]>,
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
    if fields.text.iter().all(|name| at(name).is_none()) {
        return Err(missing(header, fields));
    }
    let known = [fields.id.as_str(), "title", "date", "url"];
    Ok(fields.text.iter().map(String::as_str).chain(known).chain(fields.keep.iter().map(String::as_str)).map(at).collect())
}

/// Says that no column has the text, and which there are.
pub(super) fn missing<'h>(header: impl Iterator<Item = &'h str>, fields: &Fields) -> String {
    let seen: Vec<&str> = header.take(LISTED).collect();
    format!("{}; columns seen: {}; name the one that holds the text with --text-field", fields.no_text("column"), seen.join(", "))
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
        source: &Source,
        place: &Place<'_>,
        notes: &mut Vec<Note>,
    ) -> Result<Document<'a>, Fault> {
        let seen = Seen::of(notes, source, place.fields);
        if seen.wants_names() {
            seen.name(self.header.iter().map(String::as_str));
            let wanted = [&place.fields.id].into_iter().chain(&place.fields.keep);
            wanted.enumerate().filter(|(_, name)| self.header.contains(name)).for_each(|(at, _)| seen.has(at));
        }
        let mut cells = self.cells.iter().map(|cell| {
            let bytes = bytes.get(cell.clone()?)?;
            Some(match self.encoding {
                Some(encoding) => encoding::decode(bytes, Some(encoding), &place.name, notes),
                None => encoding::damaged(bytes, &place.name, place.offset, notes),
            })
        });
        let mut next = || cells.next().flatten();
        let texts: Vec<(&String, Option<Cow<'a, str>>)> = place.fields.text.iter().map(|name| (name, next())).collect();
        let is_filled = |(_, text): &&(&String, Option<Cow<'a, str>>)| text.as_ref().is_some_and(|text| !text.is_empty());
        let Some((name, Some(text))) = texts.iter().find(is_filled).or_else(|| texts.iter().find(|(_, text)| text.is_some())).cloned()
        else {
            let there = place.fields.text.iter().filter(|name| self.header.contains(name));
            let names: Vec<String> = there.map(|name| format!("{name:?}")).collect();
            return Err(Fault::NoText(format!("column {} is empty here; fill it or leave the row out", names.join(" and "))));
        };
        let filled = |cell: Option<Cow<'a, str>>| cell.filter(|cell| !cell.is_empty());
        let id = filled(next()).unwrap_or_else(|| format!("{}:{}", source.id, self.number).into());
        let (title, date, url) = (filled(next()), filled(next()), filled(next()));
        let kept = cells.collect();
        Seen::of(notes, source, place.fields).text(Some(name));
        Ok(Document { id, text, title, date, url, kept })
    }

    /// What messages call the row of the source `name`.
    pub(super) fn place(&self, name: &str) -> String {
        match self.unit {
            Unit::Line => format!("{name}:{}", self.number),
            Unit::Row => format!("{name}: row {}", self.number),
        }
    }
}
