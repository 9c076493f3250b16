//! [`WikidataImport`]: rows from a Wikidata JSON dump.
//!
//! The dump is one JSON array with one item a line. Each line is read, turned
//! into a row or passed over, and forgotten, so memory does not grow with the
//! dump. Decompression is the caller's matter: any [`BufRead`] will do. An item
//! that names none of the wanted classes is passed over without being parsed,
//! which is what makes a dump of a hundred million items bearable.

mod item;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};

use item::{Item, Sitelinks, Statement};
use lines::Lines;

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
///
/// A person's offices are items of their own, which may come later in the
/// dump. To have them, read the dump twice: first for their names, with
/// [`WikidataImport::read_labels`].
#[derive(Clone, Debug)]
pub struct WikidataImport {
    classes: BTreeMap<String, EntityKind>,
    labels: BTreeMap<String, String>,
    label_classes: BTreeSet<String>,
    countries: BTreeMap<String, String>,
    least_sitelinks: usize,
    born_after: String,
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

/// Classes of items that are offices: *position, public office, elective
/// office, political office, head of government, head of state*.
const OFFICES: [&str; 6] = ["Q4164871", "Q294414", "Q17279032", "Q2285706", "Q48352", "Q4175034"];

impl Default for WikidataImport {
    fn default() -> WikidataImport {
        WikidataImport::new()
    }
}

impl WikidataImport {
    /// People (`Q5`) with at least five sitelinks. The built-in countries are
    /// known.
    #[must_use]
    pub fn new() -> WikidataImport {
        WikidataImport {
            classes: BTreeMap::from([("Q5".to_owned(), EntityKind::Person)]),
            labels: BTreeMap::new(),
            label_classes: OFFICES.iter().map(|&id| id.to_owned()).collect(),
            countries: crate::curated::country_codes(),
            least_sitelinks: 5,
            born_after: String::new(),
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

    /// Leaves out people, who are taken unless this is called.
    pub fn no_people(&mut self) -> &mut WikidataImport {
        self.classes.retain(|id, _| id != "Q5");
        self
    }

    /// The name of an item that others point at, such as an office (`P39`).
    /// Offices without a name are left out.
    pub fn label(&mut self, id: impl Into<String>, name: impl Into<String>) -> &mut WikidataImport {
        self.labels.insert(id.into(), name.into());
        self
    }

    /// Takes the names of instances of this class in
    /// [`WikidataImport::read_labels`], beside the usual classes of offices.
    pub fn label_class(&mut self, id: impl Into<String>) -> &mut WikidataImport {
        self.label_classes.insert(id.into());
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

    /// Takes only people born on this day (`YYYY-MM-DD`) or later, and those
    /// whose day of birth is not known.
    pub fn born_after(&mut self, day: impl Into<String>) -> &mut WikidataImport {
        self.born_after = day.into();
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

    /// Reads a dump for the names of offices and keeps them for
    /// [`WikidataImport::run`]; gives how many there are. Memory grows with
    /// their number, some ten megabytes for all of Wikidata.
    ///
    /// # Errors
    ///
    /// As [`WikidataImport::run`].
    pub fn read_labels(&mut self, name: &str, dump: impl BufRead, mut progress: impl FnMut(ImportCounts)) -> Result<usize, Error> {
        let mut counts = ImportCounts::default();
        let mut lines = Lines::new(name, dump, self.label_classes.iter());
        let mut found = Vec::new();
        while let Some(line) = lines.next(&mut counts, 0)? {
            if let Some(item) = lines.item(line, &counts)?
                && item.claims.instance_of.iter().filter_map(Statement::id).any(|id| self.label_classes.contains(id))
                && let Some(label) = item.labels.english()
            {
                found.push((item.id, label.value));
            }
            progress(counts);
        }
        let number = found.len();
        self.labels.extend(found);
        Ok(number)
    }

    /// Reads a dump and writes rows. `name` stands for the dump in errors;
    /// `progress` is called after every line, when the rows of that line are
    /// written.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], and [`Error::Row`] for a line that is no item: its number
    /// less one is what [`WikidataImport::skip_lines`] takes to go on there.
    /// A dump that stops before its closing bracket is such an error as well.
    /// What was written up to there is whole rows.
    pub fn run(
        &self,
        name: &str,
        dump: impl BufRead,
        mut rows: impl Write,
        mut progress: impl FnMut(ImportCounts),
    ) -> Result<ImportCounts, Error> {
        let io = |source: io::Error| Error::Io { file: "the rows of the import".to_owned(), source };
        let mut counts = ImportCounts::default();
        let mut lines = Lines::new(name, dump, self.classes.keys());
        let mut out = String::new();
        if self.skip_lines == 0 {
            rows.write_all(crate::write::HEADER.as_bytes()).map_err(io)?;
        }
        while let Some(line) = lines.next(&mut counts, self.skip_lines)? {
            match lines.item(line, &counts)? {
                None => counts.filtered += 1,
                Some(item) => {
                    out.clear();
                    self.take(item, &mut counts, &mut out);
                    rows.write_all(out.as_bytes()).map_err(io)?;
                }
            }
            progress(counts);
        }
        rows.flush().map_err(io)?;
        Ok(counts)
    }

    /// Appends the row of an item that passes.
    fn take(&self, item: Item, counts: &mut ImportCounts, out: &mut String) {
        let kind = item.claims.instance_of.iter().filter_map(Statement::id).find_map(|id| self.classes.get(id));
        let sitelinks = match &item.sitelinks {
            Sitelinks::Of(links) => links.len(),
            Sitelinks::Empty(_) => 0,
        };
        let (birth, death) = (first_day(&item.claims.birth), first_day(&item.claims.death));
        let late = (death.is_empty() || death >= self.died_after) && (birth.is_empty() || birth >= self.born_after);
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
            for short in item.claims.short_names.iter().filter_map(Statement::english_text) {
                entity.add_name(short, NameClass::Acronym);
            }
        }
        // A name that cannot be matched is dropped; the first one must be good.
        entity.names.retain(|name| crate::table::check_name(&name.text).is_ok() && !name.text.contains('|'));
        entity.gender = item.claims.gender.iter().find_map(|statement| match statement.id()? {
            "Q6581072" | "Q1052281" => Some(Gender::Female),
            "Q6581097" | "Q2449503" => Some(Gender::Male),
            _ => None,
        });
        entity.birth = birth;
        entity.death = death;
        entity.prior = (sitelinks / 2).clamp(5, 90) as u8;
        let countries = item.claims.citizenship.iter().chain(&item.claims.country).filter_map(Statement::id);
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
            statement.qualifiers.get(property).and_then(|snaks| snaks.first()).map(item::Snak::day).unwrap_or_default()
        };
        let mut offices: Vec<Office> = positions
            .iter()
            .filter_map(|statement| {
                let title = self.labels.get(statement.id()?)?.clone();
                Some(Office { title, start: day(statement, "P580"), end: day(statement, "P582") })
            })
            .collect();
        offices.sort_by(|a, b| (b.end.is_empty(), &b.start).cmp(&(a.end.is_empty(), &a.start)));
        offices
    }
}

fn first_day(statements: &[Statement]) -> String {
    statements.iter().map(Statement::day).find(|day| !day.is_empty()).unwrap_or_default()
}
