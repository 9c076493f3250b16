//! [`Row`]: what a row of a table says, with the places of what a rewriting
//! replaces.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::lines::value;
use crate::speakers::args::Kind;

/// Columns that must be there.
const NEEDED: [&str; 4] = ["doc_id", "speaker", "speaker_id", "speaker_kind"];

/// What can be said of one row.
#[derive(Debug, Default)]
pub(crate) struct Row<'a> {
    pub(crate) document: Cow<'a, str>,
    pub(crate) speakers: Vec<Named<'a>>,
    /// The words that name the speaker, and their kind.
    pub(crate) mention: Option<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) date: Option<Cow<'a, str>>,
    pub(crate) facts: Facts<'a>,
    pub(crate) places: Places,
}

/// What is counted of a row; nothing where the table has no such column.
#[derive(Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) quote_type: Cow<'a, str>,
    pub(crate) class: Cow<'a, str>,
    pub(crate) method: Cow<'a, str>,
    pub(crate) confidence: Option<f64>,
    pub(crate) organizations: Vec<Cow<'a, str>>,
    pub(crate) countries: Vec<Cow<'a, str>>,
    pub(crate) url: Cow<'a, str>,
}

/// A speaker of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) id: Option<Cow<'a, str>>,
    /// Not known of the members of a mixed group in CSV.
    pub(crate) kind: Option<Kind>,
}

/// Where names and ids stand in the bytes of the row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Places {
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

/// Places of the columns.
#[derive(Debug)]
pub(super) struct Columns {
    document: usize,
    speaker: usize,
    id: usize,
    kind: usize,
    mention: Option<(usize, usize)>,
    date: Option<usize>,
    /// Those of [`Facts`], in its order.
    facts: [Option<usize>; 7],
    count: usize,
}

impl Columns {
    /// The places of the columns in a header.
    ///
    /// # Errors
    ///
    /// Which column is missing.
    pub(super) fn of(header: &[Cow<'_, str>]) -> Result<Columns, String> {
        let place = |column: &str| header.iter().position(|own| own == column);
        let needed = |column: &str| {
            let all = NEEDED.join(", ");
            place(column).ok_or_else(|| format!("it has no column {column}; a table that `inquit extract` writes has {all}"))
        };
        Ok(Columns {
            document: needed("doc_id")?,
            speaker: needed("speaker")?,
            id: needed("speaker_id")?,
            kind: needed("speaker_kind")?,
            mention: place("mention").zip(place("mention_kind")),
            date: place("date"),
            facts: ["type", "class", "method", "confidence", "organizations", "countries", "url"].map(place),
            count: header.len(),
        })
    }

    /// The row of a line.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub(super) fn row<'a>(&self, text: &'a str, fields: &[Range<usize>]) -> Result<Row<'a>, String> {
        if fields.len() != self.count {
            return Err(format!("it has {} columns, the header {}", fields.len(), self.count));
        }
        let cell = |at: usize| unmarked(value(&text[fields[at].clone()]));
        let [quote_type, class, method, confidence, organizations, countries, url] =
            self.facts.map(|place| place.map_or(Cow::Borrowed(""), cell));
        let several = |names: &str| names.split("; ").filter(|name| !name.is_empty()).map(|name| Cow::Owned(name.to_owned())).collect();
        let facts = Facts {
            quote_type,
            class,
            method,
            confidence: confidence.parse().ok(),
            organizations: several(&organizations),
            countries: several(&countries),
            url,
        };
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
            facts,
            places: Places::Cells { speaker: fields[self.speaker].clone(), id: fields[self.id].clone() },
        })
    }
}

/// A cell without the mark that keeps a spreadsheet from running it.
pub(crate) fn unmarked(cell: Cow<'_, str>) -> Cow<'_, str> {
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
    #[serde(borrow, default, rename = "type")]
    quote_type: Cow<'a, str>,
    #[serde(borrow, default)]
    class: Cow<'a, str>,
    #[serde(borrow, default)]
    method: Cow<'a, str>,
    #[serde(default)]
    confidence: Option<f64>,
    #[serde(borrow, default)]
    entities: Vec<Entity<'a>>,
    #[serde(borrow, default)]
    url: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Entity<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
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
///
/// # Errors
///
/// Why it is none.
pub(super) fn object(line: &str) -> Result<Row<'_>, String> {
    let json = line.strip_prefix('\u{feff}').unwrap_or(line);
    let object: Object<'_> = serde_json::from_str(json).map_err(|error| format!("it is no row of quotations: {error}"))?;
    let place = |raw: &RawValue| {
        // Raw values are slices of the line they were read from.
        let start = raw.get().as_ptr() as usize - line.as_ptr() as usize;
        start..start + raw.get().len()
    };
    let of_kind = |kind: &'static str| object.entities.iter().filter(move |entity| entity.kind == kind);
    let named = |kind| of_kind(kind).map(|entity| entity.name.clone()).collect();
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
        facts: Facts {
            organizations: named("organization"),
            countries: named("country"),
            quote_type: object.quote_type,
            class: object.class,
            method: object.method,
            confidence: object.confidence,
            url: object.url.unwrap_or_default(),
        },
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
