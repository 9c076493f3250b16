//! The columns of all tables: CSV, TSV, Parquet and XLSX have the same names
//! and the same values, so that what works on one works on the others.

use std::borrow::Cow;

use anyhow::anyhow;

use super::joined;
use crate::record::{Party, Record, Voice};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'r> {
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
pub(crate) enum Kind {
    Text,
    Integer,
    Real,
}

/// A column: its name and how a row fills it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Name in the header.
    pub(crate) name: Cow<'static, str>,
    /// Type of its values.
    pub(crate) kind: Kind,
    /// Whether a cell may be empty.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "only Parquet has a type for it"))]
    pub(crate) nullable: bool,
    /// Columns of a spreadsheet that show it well, in characters.
    pub(super) width: u8,
    fill: Fill,
}

#[derive(Clone, Copy, Debug)]
enum Fill {
    From(for<'r> fn(&'r Record<'_>) -> Value<'r>),
    /// The value that `--keep` carries, by its place.
    Kept(usize),
}

impl Column {
    /// What `record` has in this column.
    pub(super) fn value<'r>(&self, record: &'r Record<'_>) -> Value<'r> {
        match self.fill {
            Fill::From(fill) => fill(record),
            Fill::Kept(place) => optional(record.kept.value(place)),
        }
    }
}

/// The columns that every table has unless others are asked for, in order.
static COLUMNS: [Column; 29] = [
    always("doc_id", Kind::Text, 22, |r| text(r.doc_id)),
    always("quote_id", Kind::Text, 24, |r| text(&r.quote_id)),
    always("type", Kind::Text, 9, |r| text(r.quote_type)),
    always("class", Kind::Text, 9, |r| text(r.class)),
    always("text", Kind::Text, 70, |r| text(&r.text)),
    column("speaker", Kind::Text, 24, |r| filled(joined(r.speakers.iter().map(|s| s.name)))),
    column("speaker_id", Kind::Text, 12, |r| filled(speaker_ids(&r.speakers))),
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
    column("people", Kind::Text, 24, |r| filled(entities(&r.entities, "person"))),
    column("organizations", Kind::Text, 24, |r| filled(entities(&r.entities, "organization"))),
    column("countries", Kind::Text, 24, |r| filled(entities(&r.entities, "country"))),
    column("title", Kind::Text, 40, |r| optional(r.title)),
    column("date", Kind::Text, 12, |r| optional(r.date)),
    column("url", Kind::Text, 40, |r| optional(r.url)),
];

/// The columns that `--context` adds at the end.
static CONTEXT: [Column; 2] = [
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

/// Names of the columns that every table has unless others are asked for.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().filter_map(|column| match &column.name {
        Cow::Borrowed(name) => Some(*name),
        Cow::Owned(_) => None,
    })
}

/// Every column that can be asked for: the usual ones, those that `keep`
/// carries, and the context.
///
/// # Errors
///
/// Where `keep` names a field as a column is named already, or twice.
pub(crate) fn all(keep: &[String], context: bool) -> anyhow::Result<Vec<Column>> {
    let mut columns = COLUMNS.to_vec();
    for (place, name) in keep.iter().enumerate() {
        if columns.iter().chain(CONTEXT.iter()).any(|column| column.name == name.as_str()) {
            return Err(anyhow!("--keep {name}: the table has a column of this name; rename the field in the input"));
        }
        columns.push(Column { name: Cow::Owned(name.clone()), kind: Kind::Text, nullable: true, width: 24, fill: Fill::Kept(place) });
    }
    if context {
        columns.extend_from_slice(&CONTEXT);
    }
    Ok(columns)
}

/// Those of `all` that `names` name, in the order of the names, and behind them
/// what other flags add; all of them if there are no names.
///
/// # Errors
///
/// Where a name is no column's, or stands there twice.
pub(super) fn choose(all: Vec<Column>, names: &[String]) -> anyhow::Result<Vec<Column>> {
    if names.is_empty() {
        return Ok(all);
    }
    let mut chosen: Vec<Column> = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        if chosen.iter().any(|column| column.name == name) {
            return Err(anyhow!("--columns names {name} twice"));
        }
        let Some(column) = all.iter().find(|column| column.name == name) else {
            let hint = if CONTEXT.iter().any(|column| column.name == name) { "; it comes with --context N" } else { "" };
            let known: Vec<&str> = all.iter().map(|column| column.name.as_ref()).collect();
            return Err(anyhow!("there is no column {name}{hint}; there are {}", known.join(", ")));
        };
        chosen.push(column.clone());
    }
    // Whoever asks for more words or fields wants to see them.
    let asked = |column: &&Column| matches!(column.fill, Fill::Kept(_)) || CONTEXT.iter().any(|other| other.name == column.name);
    let others: Vec<Column> =
        all.iter().filter(asked).filter(|column| !chosen.iter().any(|other| other.name == column.name)).cloned().collect();
    chosen.extend(others);
    Ok(chosen)
}

fn text(value: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(value))
}

/// What may be missing; the empty string is missing too.
fn optional(value: Option<&str>) -> Value<'_> {
    value.filter(|value| !value.is_empty()).map_or(Value::Empty, text)
}

/// Names joined; no names are no value.
fn filled(value: String) -> Value<'static> {
    if value.is_empty() { Value::Empty } else { Value::Text(Cow::Owned(value)) }
}

fn number(value: Option<usize>) -> Value<'static> {
    value.map_or(Value::Empty, Value::Integer)
}

/// Ids in the order of the speakers, with an empty place for one that has
/// none; nothing where none has.
fn speaker_ids(speakers: &[Voice<'_>]) -> String {
    if speakers.iter().all(|speaker| speaker.id.is_none()) {
        return String::new();
    }
    joined(speakers.iter().map(|speaker| speaker.id.unwrap_or("")))
}

/// The kind that all speakers share; several of different kinds are a group.
fn speaker_kind(speakers: &[Voice<'_>]) -> Option<&'static str> {
    match speakers {
        [] => None,
        [first, rest @ ..] if rest.iter().all(|other| other.kind == first.kind) => Some(first.kind),
        _ => Some("group"),
    }
}

fn entities(entities: &[Party<'_>], kind: &str) -> String {
    joined(entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_design() {
        let names: Vec<&str> = names().collect();
        assert_eq!(
            names.join(" "),
            "doc_id quote_id type class text speaker speaker_id speaker_kind mention \
             mention_kind cue cue_lemma method confidence start end mention_start mention_end \
             cue_start cue_end nested_in paragraph sentence people organizations countries \
             title date url"
        );
    }

    /// The names of the columns, or the error.
    fn check(keep: &[&str], context: bool, chosen: &[&str]) -> Result<String, String> {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let columns = all(&owned(keep), context).and_then(|all| choose(all, &owned(chosen)));
        let columns = columns.map_err(|error| error.to_string())?;
        Ok(columns.iter().map(|column| column.name.as_ref()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_kept_and_the_context_come_last() {
        let columns = check(&["outlet", "section"], true, &[]).unwrap();
        assert!(columns.ends_with(" date url outlet section context_before context_after"), "{columns}");
        assert_eq!(check(&["outlet"], false, &["outlet", "text", "doc_id"]).unwrap(), "outlet text doc_id");
    }

    #[test]
    fn names_that_are_none() {
        let error = check(&["outlet"], false, &["speakr"]).unwrap_err();
        assert!(error.starts_with("there is no column speakr; there are doc_id, quote_id, "), "{error}");
        assert!(error.ends_with(", url, outlet"), "{error}");
        assert!(check(&[], false, &["context_after"]).unwrap_err().contains("it comes with --context N"));
        assert!(check(&[], false, &["text", "text"]).unwrap_err().contains("twice"));
        assert!(check(&["title"], false, &[]).unwrap_err().contains("--keep title"));
        assert!(check(&["a", "a"], false, &[]).unwrap_err().contains("--keep a"));
    }
}
