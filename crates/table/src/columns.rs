//! The columns of all tables: what the command writes as CSV, TSV, Parquet and
//! XLSX, and what Python gets, has the same names and the same values.

use std::borrow::Cow;

use crate::record::{Party, Record, Voice};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'r> {
    /// Nothing; not the empty string.
    Empty,
    /// Words.
    Text(Cow<'r, str>),
    /// An offset or ordinal.
    Integer(usize),
    /// A probability.
    Real(f64),
}

/// The type of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Offsets and ordinals.
    Integer,
    /// Probabilities.
    Real,
}

/// A column: its name and how a row fills it.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name in the header.
    pub name: Cow<'static, str>,
    /// Type of its values.
    pub kind: Kind,
    /// Whether a cell may be empty.
    pub nullable: bool,
    /// Columns of a spreadsheet that show it well, in characters.
    pub width: u8,
    fill: Fill,
}

#[derive(Clone, Copy, Debug)]
enum Fill {
    From(for<'r> fn(&'r Record<'_>) -> Value<'r>),
    /// A field of the input that is carried over, by its place.
    Kept(usize),
}

impl Column {
    /// The column of the field `name` of the input, in `place` of [`Record::kept`].
    #[must_use]
    pub fn kept(place: usize, name: String) -> Column {
        Column { name: Cow::Owned(name), kind: Kind::Text, nullable: true, width: 24, fill: Fill::Kept(place) }
    }

    /// Whether this is the column of a field that is carried over.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        matches!(self.fill, Fill::Kept(_))
    }

    /// What `record` has in this column.
    #[must_use]
    pub fn value<'r>(&self, record: &'r Record<'_>) -> Value<'r> {
        match self.fill {
            Fill::From(fill) => fill(record),
            Fill::Kept(place) => optional(record.kept.value(place)),
        }
    }
}

/// The columns that every table has unless others are asked for, in order.
pub static COLUMNS: [Column; 29] = [
    always("doc_id", Kind::Text, 22, |r| text(r.doc_id)),
    always("quote_id", Kind::Text, 24, |r| text(&r.quote_id)),
    always("type", Kind::Text, 9, |r| text(r.quote_type)),
    always("class", Kind::Text, 9, |r| text(r.class)),
    always("text", Kind::Text, 70, |r| text(&r.text)),
    column("speaker", Kind::Text, 24, |r| names(r.speakers.iter().map(|s| s.name))),
    column("speaker_id", Kind::Text, 12, |r| speaker_ids(&r.speakers)),
    column("speaker_kind", Kind::Text, 13, |r| speaker_kind(&r.speakers).map_or(Value::Empty, text)),
    column("mention", Kind::Text, 24, |r| optional(r.mention.as_ref().map(|m| m.text))),
    always("mention_kind", Kind::Text, 14, |r| text(r.mention.as_ref().map_or("none", |m| m.kind))),
    column("cue", Kind::Text, 14, |r| optional(r.cue.as_ref().map(|c| c.text))),
    column("cue_lemma", Kind::Text, 14, |r| optional(r.cue.as_ref().map(|c| c.lemma))),
    always("method", Kind::Text, 14, |r| text(r.method)),
    always("confidence", Kind::Real, 11, |r| Value::Real(r.confidence)),
    always("start", Kind::Integer, 9, |r| number(r.start())),
    always("end", Kind::Integer, 9, |r| number(r.end())),
    column("mention_start", Kind::Integer, 9, |r| number(r.mention.as_ref().map(|m| m.start))),
    column("mention_end", Kind::Integer, 9, |r| number(r.mention.as_ref().map(|m| m.end))),
    column("cue_start", Kind::Integer, 9, |r| number(r.cue.as_ref().map(|c| c.start))),
    column("cue_end", Kind::Integer, 9, |r| number(r.cue.as_ref().map(|c| c.end))),
    column("nested_in", Kind::Text, 24, |r| optional(r.nested_in.as_deref())),
    always("paragraph", Kind::Integer, 9, |r| number(Some(r.paragraph))),
    always("sentence", Kind::Integer, 9, |r| number(Some(r.sentence))),
    column("people", Kind::Text, 24, |r| entities(&r.entities, "person")),
    column("organizations", Kind::Text, 24, |r| entities(&r.entities, "organization")),
    column("countries", Kind::Text, 24, |r| entities(&r.entities, "country")),
    column("title", Kind::Text, 40, |r| optional(r.title)),
    column("date", Kind::Text, 12, |r| optional(r.date)),
    column("url", Kind::Text, 40, |r| optional(r.url)),
];

/// The columns of the words around the content, where [`crate::Shape::context`] asks for them.
pub static CONTEXT: [Column; 2] = [
    column("context_before", Kind::Text, 40, |r| optional(r.context_before.as_deref())),
    column("context_after", Kind::Text, 40, |r| optional(r.context_after.as_deref())),
];

type Filling = for<'r> fn(&'r Record<'_>) -> Value<'r>;

const fn column(name: &'static str, kind: Kind, width: u8, fill: Filling) -> Column {
    Column { name: Cow::Borrowed(name), kind, nullable: true, width, fill: Fill::From(fill) }
}

const fn always(name: &'static str, kind: Kind, width: u8, fill: Filling) -> Column {
    Column { name: Cow::Borrowed(name), kind, nullable: false, width, fill: Fill::From(fill) }
}

fn text(value: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(value))
}

/// What may be missing; the empty string is missing too.
fn optional(value: Option<&str>) -> Value<'_> {
    value.filter(|value| !value.is_empty()).map_or(Value::Empty, text)
}

/// Names joined; no names are no value, and one needs no string of its own.
fn names<'r>(mut names: impl Iterator<Item = &'r str> + Clone) -> Value<'r> {
    let all = names.clone();
    match (names.next(), names.next()) {
        (None, _) => Value::Empty,
        (Some(one), None) => optional(Some(one)),
        _ => Value::Text(Cow::Owned(joined(all))),
    }
}

fn number(value: Option<usize>) -> Value<'static> {
    value.map_or(Value::Empty, Value::Integer)
}

/// Ids in the order of the speakers, with an empty place for one that has
/// none; nothing where none has.
fn speaker_ids<'r>(speakers: &'r [Voice<'_>]) -> Value<'r> {
    if speakers.iter().all(|speaker| speaker.id.is_none()) {
        return Value::Empty;
    }
    names(speakers.iter().map(|speaker| speaker.id.unwrap_or("")))
}

/// The kind that all speakers share; several of different kinds are a group.
fn speaker_kind(speakers: &[Voice<'_>]) -> Option<&'static str> {
    match speakers {
        [] => None,
        [first, rest @ ..] if rest.iter().all(|other| other.kind == first.kind) => Some(first.kind),
        _ => Some("group"),
    }
}

fn entities<'r>(entities: &'r [Party<'_>], kind: &'static str) -> Value<'r> {
    names(entities.iter().filter(move |entity| entity.kind == kind).map(|entity| entity.name))
}

/// Names as one cell.
pub fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("; ")
}
