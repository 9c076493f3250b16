//! [`WikidataImport`]: rows from a Wikidata JSON dump.
//!
//! The dump is one JSON array with one item a line. Each line is read, turned
//! into a row or passed over, and forgotten, so memory does not grow with the
//! dump. Decompression is the caller's matter: any [`BufRead`] will do.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use serde::Deserialize;

use crate::builder::check_entity;
use crate::entity::{Entity, EntityKind, Gender, NameClass, Office};
use crate::error::Error;

/// What to take from a dump, and how.
///
/// ```
/// use inquit_gazetteer::WikidataImport;
/// # fn main() -> Result<(), inquit_gazetteer::Error> {
/// let dump = r#"[
/// {"id":"Q42","labels":{"en":{"value":"Douglas Adams"}},"aliases":{},"sitelinks":{"enwiki":{},"dewiki":{}},
///  "claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}
/// ]"#.replace(",\n \"claims", ",\"claims");
/// let mut rows = Vec::new();
/// let counts = WikidataImport::new().least_sitelinks(2).run("dump.json", dump.as_bytes(), &mut rows, |_| {})?;
/// assert_eq!(counts.written, 1);
/// assert!(String::from_utf8_lossy(&rows).contains("Q42\tDouglas Adams\tperson"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct WikidataImport {
    classes: BTreeMap<String, EntityKind>,
    labels: BTreeMap<String, String>,
    countries: BTreeMap<String, String>,
    least_sitelinks: usize,
    died_after: String,
    skip_lines: u64,
}

/// What an import has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportCounts {
    /// Lines read, those skipped by [`WikidataImport::skip_lines`] included.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Rows written.
    pub written: u64,
    /// Items of no class that was asked for, or below a limit.
    pub filtered: u64,
    /// Items of a right class without an English name.
    pub nameless: u64,
    /// Items whose names cannot be matched.
    pub unusable: u64,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    labels: Texts<Text>,
    #[serde(default)]
    aliases: Texts<Vec<Text>>,
    #[serde(default)]
    claims: Claims,
    #[serde(default)]
    sitelinks: Sitelinks,
}

#[derive(Deserialize)]
struct Text {
    value: String,
}

/// The languages that matter; an empty map is `[]` in some dumps.
#[derive(Deserialize)]
#[serde(untagged)]
enum Texts<T> {
    Of { en: Option<T>, mul: Option<T> },
    Empty([(); 0]),
}

impl<T> Default for Texts<T> {
    fn default() -> Texts<T> {
        Texts::Empty([])
    }
}

impl<T> Texts<T> {
    fn english(self) -> Option<T> {
        match self {
            Texts::Of { en, mul } => en.or(mul),
            Texts::Empty(_) => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Sitelinks {
    Of(BTreeMap<String, serde::de::IgnoredAny>),
    Empty([(); 0]),
}

impl Default for Sitelinks {
    fn default() -> Sitelinks {
        Sitelinks::Empty([])
    }
}

#[derive(Default, Deserialize)]
struct Claims {
    #[serde(default, rename = "P31")]
    instance_of: Vec<Statement>,
    #[serde(default, rename = "P21")]
    gender: Vec<Statement>,
    #[serde(default, rename = "P27")]
    citizenship: Vec<Statement>,
    #[serde(default, rename = "P17")]
    country: Vec<Statement>,
    #[serde(default, rename = "P569")]
    birth: Vec<Statement>,
    #[serde(default, rename = "P570")]
    death: Vec<Statement>,
    #[serde(default, rename = "P39")]
    positions: Vec<Statement>,
    #[serde(default, rename = "P1813")]
    short_names: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    qualifiers: BTreeMap<String, Vec<Snak>>,
}

#[derive(Deserialize)]
struct Snak {
    datavalue: Option<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: serde_json::Value,
}

impl Snak {
    fn id(&self) -> Option<&str> {
        self.datavalue.as_ref()?.value.get("id")?.as_str()
    }

    /// A time as `YYYY-MM-DD`, or less where it is less exact.
    fn day(&self) -> String {
        let value = self.datavalue.as_ref().map(|data| &data.value);
        let time = value.and_then(|value| value.get("time")).and_then(serde_json::Value::as_str).unwrap_or("");
        let precision = value.and_then(|value| value.get("precision")).and_then(serde_json::Value::as_u64).unwrap_or(0);
        let len = match precision {
            11 => 10,
            10 => 7,
            9 => 4,
            _ => 0,
        };
        time.strip_prefix('+').and_then(|day| day.get(..len)).unwrap_or("").to_owned()
    }

    fn english_text(&self) -> Option<&str> {
        let value = &self.datavalue.as_ref()?.value;
        (value.get("language")?.as_str()? == "en").then_some(())?;
        value.get("text")?.as_str()
    }
}

impl Default for WikidataImport {
    fn default() -> WikidataImport {
        WikidataImport::new()
    }
}

impl WikidataImport {
    /// People (`Q5`) with at least five sitelinks.
    #[must_use]
    pub fn new() -> WikidataImport {
        WikidataImport {
            classes: BTreeMap::from([("Q5".to_owned(), EntityKind::Person)]),
            labels: BTreeMap::new(),
            countries: BTreeMap::new(),
            least_sitelinks: 5,
            died_after: String::new(),
            skip_lines: 0,
        }
    }

    /// Takes items that are an instance (`P31`) of this class as well.
    /// Subclasses are not followed; name each.
    pub fn class(&mut self, id: impl Into<String>, kind: EntityKind) -> &mut WikidataImport {
        self.classes.insert(id.into(), kind);
        self
    }

    /// The name of an item that others point at, such as an office (`P39`).
    /// Offices without a name are left out.
    pub fn label(&mut self, id: impl Into<String>, name: impl Into<String>) -> &mut WikidataImport {
        self.labels.insert(id.into(), name.into());
        self
    }

    /// The ISO code of a country that others point at.
    pub fn country(&mut self, id: impl Into<String>, code: impl Into<String>) -> &mut WikidataImport {
        self.countries.insert(id.into(), code.into());
        self
    }

    /// Takes only items with so many sitelinks or more.
    pub fn least_sitelinks(&mut self, least: usize) -> &mut WikidataImport {
        self.least_sitelinks = least;
        self
    }

    /// Takes only people alive or dead since this day (`YYYY-MM-DD`).
    pub fn died_after(&mut self, day: impl Into<String>) -> &mut WikidataImport {
        self.died_after = day.into();
        self
    }

    /// Passes over so many lines at the start, to go on where an import was
    /// broken off; no header is written then.
    pub fn skip_lines(&mut self, lines: u64) -> &mut WikidataImport {
        self.skip_lines = lines;
        self
    }

    /// Reads a dump and writes rows. `name` stands for the dump in errors;
    /// `progress` is called after every line.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], and [`Error::Row`] for a line that is no item: its number
    /// less one is what [`WikidataImport::skip_lines`] takes to go on there.
    /// A dump that stops before its closing bracket is such an error as well.
    pub fn run(
        &self,
        name: &str,
        mut dump: impl BufRead,
        mut rows: impl Write,
        mut progress: impl FnMut(ImportCounts),
    ) -> Result<ImportCounts, Error> {
        let io = |source: io::Error| Error::Io { file: name.to_owned(), source };
        let mut counts = ImportCounts::default();
        let mut line = Vec::new();
        let mut out = String::new();
        let (mut opened, mut closed) = (false, false);
        if self.skip_lines == 0 {
            rows.write_all(crate::write::HEADER.as_bytes()).map_err(io)?;
        }
        loop {
            line.clear();
            let read = dump.read_until(b'\n', &mut line).map_err(io)?;
            if read == 0 {
                break;
            }
            counts.lines += 1;
            counts.bytes += read as u64;
            let text = line.trim_ascii();
            match text {
                b"[" => opened = true,
                b"]" => closed = true,
                b"" => {}
                _ if counts.lines <= self.skip_lines => {}
                _ => {
                    let fault = |fault: String| Error::Row { file: name.to_owned(), line: counts.lines as usize, fault };
                    let item = text.strip_suffix(b",").unwrap_or(text);
                    let item: Item = serde_json::from_slice(item).map_err(|error| {
                        fault(format!("no Wikidata item ({error}); the dump may be cut or damaged, read it again from this line on"))
                    })?;
                    out.clear();
                    self.take(item, &mut counts, &mut out);
                    rows.write_all(out.as_bytes()).map_err(io)?;
                }
            }
            progress(counts);
        }
        rows.flush().map_err(io)?;
        if opened && !closed {
            let fault = "the dump stops before its closing bracket; fetch the rest".to_owned();
            return Err(Error::Row { file: name.to_owned(), line: counts.lines as usize + 1, fault });
        }
        Ok(counts)
    }

    /// Appends the row of an item that passes.
    fn take(&self, item: Item, counts: &mut ImportCounts, out: &mut String) {
        let kind = item.claims.instance_of.iter().filter_map(|statement| statement.mainsnak.id()).find_map(|id| self.classes.get(id));
        let sitelinks = match &item.sitelinks {
            Sitelinks::Of(links) => links.len(),
            Sitelinks::Empty(_) => 0,
        };
        let death = first_day(&item.claims.death);
        let late = death.is_empty() || death >= self.died_after;
        let (Some(&kind), true) = (kind, late && sitelinks >= self.least_sitelinks) else {
            counts.filtered += 1;
            return;
        };
        let Some(label) = item.labels.english() else {
            counts.nameless += 1;
            return;
        };
        let mut entity = Entity::new(item.id, label.value, kind);
        for alias in item.aliases.english().unwrap_or_default() {
            entity.add_name(alias.value, NameClass::Alias);
        }
        if kind == EntityKind::Organization {
            for short in item.claims.short_names.iter().filter_map(|statement| statement.mainsnak.english_text()) {
                entity.add_name(short, NameClass::Acronym);
            }
        }
        // A name that cannot be matched is dropped; the first one must be good.
        entity.names.retain(|name| crate::table::check_name(&name.text).is_ok() && !name.text.contains('|'));
        entity.gender = item.claims.gender.iter().find_map(|statement| match statement.mainsnak.id()? {
            "Q6581072" | "Q1052281" => Some(Gender::Female),
            "Q6581097" | "Q2449503" => Some(Gender::Male),
            _ => None,
        });
        entity.birth = first_day(&item.claims.birth);
        entity.death = death;
        entity.prior = (sitelinks / 2).clamp(5, 90) as u8;
        let countries = item.claims.citizenship.iter().chain(&item.claims.country).filter_map(|statement| statement.mainsnak.id());
        entity.countries = countries.filter_map(|id| self.countries.get(id)).cloned().collect();
        entity.countries.dedup();
        entity.offices = self.offices(&item.claims.positions);
        let shown = entity.names.first().is_some_and(|name| name.class == NameClass::Official);
        if !shown || check_entity(&entity).is_err() {
            counts.unusable += 1;
            return;
        }
        crate::write::row(&entity, out);
        counts.written += 1;
    }

    /// Offices whose names are known, current and latest first.
    fn offices(&self, positions: &[Statement]) -> Vec<Office> {
        let day = |statement: &Statement, property: &str| {
            statement.qualifiers.get(property).and_then(|snaks| snaks.first()).map(Snak::day).unwrap_or_default()
        };
        let mut offices: Vec<Office> = positions
            .iter()
            .filter_map(|statement| {
                let title = self.labels.get(statement.mainsnak.id()?)?.clone();
                Some(Office { title, start: day(statement, "P580"), end: day(statement, "P582") })
            })
            .collect();
        offices.sort_by(|a, b| (b.end.is_empty(), &b.start).cmp(&(a.end.is_empty(), &a.start)));
        offices
    }
}

fn first_day(statements: &[Statement]) -> String {
    statements.iter().map(|statement| statement.mainsnak.day()).find(|day| !day.is_empty()).unwrap_or_default()
}
