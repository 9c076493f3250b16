//! [`Row`]: a record of CSV or a row of Parquet, in the cells that are wanted.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::seen::Seen;
use super::{Document, Fault, Fields, Place, Source, encoding, names};
use crate::error::Note;

/// Most names that a message lists.
const LISTED: usize = 20;

/// Where the wanted cells lie among the bytes of a row.
#[derive(Debug)]
pub(super) struct Row {
    /// Those of [`Fields::wanted`]; `None` where there is none.
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
    let columns: Vec<Option<usize>> = fields.wanted().map(|wanted| names::position(wanted, header.clone())).collect();
    match columns[..fields.text.len()].iter().all(Option::is_none) {
        true => Err(missing(header, fields)),
        false => Ok(columns),
    }
}

/// What there is to tell of names that are wanted and that several columns of
/// `header` have, for a message that already names the file.
pub(super) fn repeated(header: &[String], fields: &Fields) -> Vec<String> {
    let places = |name: &str| (1..).zip(header).filter(|(_, other)| *other == name).map(|(place, _)| place).collect::<Vec<usize>>();
    let mut told: Vec<(&str, String)> = Vec::new();
    for wanted in fields.wanted() {
        let read = names::position(wanted, header.iter().map(String::as_str));
        let name = match read {
            Some(at) => Some(&header[at]),
            // Two that differ from it in case alone: none is meant.
            None => header.iter().find(|name| names::likeness(wanted, name).is_some() && places(name).len() > 1),
        };
        let Some(name) = name.filter(|name| told.iter().all(|(other, _)| other != name)) else { continue };
        let places = places(name);
        let [first @ .., last] = places.as_slice() else { continue };
        if first.is_empty() {
            continue;
        }
        let list = first.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        let which = match read {
            Some(at) => format!("column {} is read; rename the others", at + 1),
            None => format!("none of them is read as {wanted:?}; rename the one that is meant"),
        };
        told.push((name, format!("{name:?} is the name of columns {list} and {last}; {which}")));
    }
    told.into_iter().map(|(_, told)| told).collect()
}

/// Says that no column has the text, and which there are.
pub(super) fn missing<'h>(header: impl Iterator<Item = &'h str>, fields: &Fields) -> String {
    let seen: Vec<&str> = header.take(LISTED).collect();
    let none = fields.no_text("column", seen.iter().copied());
    format!("{none}; columns seen: {}; name the one that holds the text with --text-field", seen.join(", "))
}

impl Row {
    /// The document in a row of the bytes `bytes`; its id is empty if the row
    /// gives it none.
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
        let fields = place.fields;
        let header = || self.header.iter().map(String::as_str);
        let seen = Seen::of(notes, source, fields);
        if seen.wants_names() {
            seen.name(header());
            let has = |name: &String| names::position(name, header()).is_some();
            let there = fields.about.iter().map(|names| names.iter().any(has)).chain(fields.keep.iter().map(has));
            there.enumerate().filter(|(_, there)| *there).for_each(|(at, _)| seen.has(at));
        }
        let mut cells = self.cells.iter().map(|cell| {
            let bytes = bytes.get(cell.clone()?)?;
            Some(match self.encoding {
                Some(encoding) => encoding::decode(bytes, Some(encoding), &place.name, notes),
                None => encoding::damaged(bytes, &place.name, place.offset, notes),
            })
        });
        let texts: Vec<Option<Cow<'a, str>>> = cells.by_ref().take(fields.text.len()).collect();
        let is_filled = |text: &Option<Cow<'a, str>>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let found = texts.iter().position(is_filled).or_else(|| texts.iter().position(Option::is_some));
        let column = |name: &String| Some(self.header[names::position(name, header())?].as_str());
        let Some((found, text)) = found.and_then(|at| Some((at, texts.into_iter().nth(at)??))) else {
            let names: Vec<String> = fields.text.iter().filter_map(column).map(|name| format!("{name:?}")).collect();
            return Err(Fault::NoText(format!("column {} is empty here; fill it or leave the row out", names.join(" and "))));
        };
        let mut about = fields.about.iter().map(|names| {
            let cells: Vec<Option<Cow<'a, str>>> = cells.by_ref().take(names.len()).collect();
            cells.into_iter().flatten().find(|cell| !cell.is_empty())
        });
        let mut next = || about.next().flatten();
        let id = next().unwrap_or_default();
        let (title, date, url) = (next(), next(), next());
        let kept = cells.collect();
        let seen = Seen::of(notes, source, fields);
        seen.text(column(&fields.text[found]));
        if text.trim().is_empty() {
            seen.blank(|| match self.unit {
                Unit::Line => format!("on line {}", self.number),
                Unit::Row => format!("in row {}", self.number),
            });
        }
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
