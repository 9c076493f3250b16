//! [`Check`]: what a person should look at in tables of entities.
//!
//! Loading stops at the first wrong row; a check goes on and lists everything,
//! also what is allowed but seldom meant. It never changes a table.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::path::Path;

use crate::entity::{Entity, EntityKind, Name, NameClass};
use crate::error::Error;
use crate::fold::fold;
use crate::formats;
use crate::lists::{GivenNames, is_common_word};
use crate::table::Table;

/// What a [`Finding`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// The row cannot be read.
    WrongRow,
    /// The id stands twice.
    DuplicateId,
    /// Entities are named after each other in a circle.
    AliasCycle,
    /// Two rows look like one entity.
    Duplicate,
    /// A name stands twice in its row.
    RepeatedName,
    /// A name that running text is full of.
    DangerousName,
    /// A cell is empty that helps to tell entities apart.
    MissingField,
}

impl FindingKind {
    /// Whether a gazetteer should not be built before this is mended.
    #[must_use]
    pub fn is_error(self) -> bool {
        matches!(self, FindingKind::WrongRow | FindingKind::DuplicateId | FindingKind::AliasCycle)
    }

    /// A word or two for reports: `wrong row`, `dangerous name` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            FindingKind::WrongRow => "wrong row",
            FindingKind::DuplicateId => "duplicate id",
            FindingKind::AliasCycle => "alias cycle",
            FindingKind::Duplicate => "duplicate",
            FindingKind::RepeatedName => "repeated name",
            FindingKind::DangerousName => "dangerous name",
            FindingKind::MissingField => "missing field",
        }
    }
}

/// Something in a table that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where the row comes from.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// What it is about.
    pub kind: FindingKind,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}: {}", self.file, self.line, self.kind.as_str(), self.message)
    }
}

/// Looks through tables for what a [`Builder`](crate::Builder) refuses, and for
/// what it takes but a person may not have meant.
///
/// ```
/// use inquit_gazetteer::{Check, FindingKind};
/// # fn main() -> Result<(), inquit_gazetteer::Error> {
/// let rows = "id\tname\tkind\taliases\n\
///             x:1\tTarget Corporation\torganization\tTarget\n\
///             x:2\tAda Example\tmartian\t\n";
/// let findings = Check::new().add_tsv("shops.tsv", rows)?.findings();
/// let kinds: Vec<_> = findings.iter().filter(|f| f.kind != FindingKind::MissingField).map(|f| (f.line, f.kind)).collect();
/// assert_eq!(kinds, [(2, FindingKind::DangerousName), (3, FindingKind::WrongRow)]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Check {
    files: Vec<String>,
    rows: Vec<Checked>,
    findings: Vec<Finding>,
    default_kind: Option<EntityKind>,
}

/// A row that can be read.
#[derive(Clone, Debug)]
struct Checked {
    file: usize,
    line: usize,
    entity: Entity,
}

impl Check {
    /// Nothing to check yet.
    #[must_use]
    pub fn new() -> Check {
        Check::default()
    }

    /// The kind of rows in tables without a `kind` column that are added after
    /// this.
    pub fn default_kind(&mut self, kind: EntityKind) -> &mut Check {
        self.default_kind = Some(kind);
        self
    }

    /// Adds a file: CSV or JSON lines where its extension says so and the
    /// crate's features allow it, else tab-separated rows.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], [`Error::Encoding`] or [`Error::Header`]: what keeps rows
    /// from being looked at at all. A wrong row is a finding.
    pub fn add_path(&mut self, path: impl AsRef<Path>) -> Result<&mut Check, Error> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        match formats::Form::of(path) {
            formats::Form::Tsv => self.add_tsv(&file, &formats::utf8(&file, bytes)?),
            #[cfg(feature = "csv")]
            formats::Form::Csv => self.add_tsv(&file, &formats::csv_to_tsv(&file, bytes.as_slice())?),
            #[cfg(feature = "serde")]
            formats::Form::Jsonl => self.add_jsonl(&file, &formats::utf8(&file, bytes)?),
        }
    }

    /// Adds tab-separated rows; `name` stands for the file in findings.
    ///
    /// # Errors
    ///
    /// As [`Check::add_path`].
    pub fn add_tsv(&mut self, name: &str, rows: &str) -> Result<&mut Check, Error> {
        let table = Table::new(name, rows.to_owned().into(), self.default_kind)?;
        let file = self.files.len();
        self.files.push(name.to_owned());
        for row in table.rows() {
            match table.check_whole(&row) {
                Ok(()) => self.rows.push(Checked { file, line: row.line, entity: table.entity(&row) }),
                Err(fault) => self.wrong_row(row.line, fault),
            }
        }
        Ok(self)
    }

    #[cfg(feature = "serde")]
    fn add_jsonl(&mut self, name: &str, rows: &str) -> Result<&mut Check, Error> {
        let file = self.files.len();
        self.files.push(name.to_owned());
        for (number, row) in rows.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            match formats::entity_of_json(row) {
                Ok(entity) => self.rows.push(Checked { file, line: number + 1, entity }),
                Err(fault) => self.wrong_row(number + 1, fault),
            }
        }
        Ok(self)
    }

    /// Notes a row of the last file that cannot be read.
    fn wrong_row(&mut self, line: usize, message: String) {
        let file = self.files.last().cloned().unwrap_or_default();
        self.findings.push(Finding { file, line, kind: FindingKind::WrongRow, message });
    }

    /// Number of rows that could be read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Everything there is to say, by file in the order added, then by line.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = self.errors();
        findings.extend(self.duplicates());
        for (at, row) in self.rows.iter().enumerate() {
            let found = dangerous(&row.entity).into_iter().chain(repeated(&row.entity)).chain(missing(&row.entity));
            findings.extend(found.map(|(kind, message)| self.finding(at, kind, message)));
        }
        self.sorted(findings)
    }

    /// Findings that keep a gazetteer from being built
    /// ([`FindingKind::is_error`]), in the same order.
    #[must_use]
    pub fn errors(&self) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        findings.extend(self.repeated_ids());
        findings.extend(self.cycles());
        self.sorted(findings)
    }

    fn sorted(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let place = |finding: &Finding| self.files.iter().position(|file| *file == finding.file);
        findings.sort_by_cached_key(|finding| (place(finding), finding.line, finding.kind, finding.message.clone()));
        findings
    }

    /// A finding about a row that can be read.
    fn finding(&self, row: usize, kind: FindingKind, message: String) -> Finding {
        let row = &self.rows[row];
        Finding { file: self.files[row.file].clone(), line: row.line, kind, message }
    }

    fn place(&self, row: usize) -> String {
        let row = &self.rows[row];
        format!("{}, line {}", self.files[row.file], row.line)
    }

    fn repeated_ids(&self) -> Vec<Finding> {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut findings = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let id = row.entity.id.as_str();
            match first.get(id) {
                None => {
                    first.insert(id, at);
                }
                Some(&other) => {
                    let message = format!("`{id}` stands already in {}; remove one row or give it another id", self.place(other));
                    findings.push(self.finding(at, FindingKind::DuplicateId, message));
                }
            }
        }
        findings
    }

    /// Rows by kind and folded name.
    fn by_name(&self) -> BTreeMap<(EntityKind, String), Vec<usize>> {
        let mut rows: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            rows.entry((row.entity.kind, fold(&row.entity.name))).or_default().push(at);
        }
        rows
    }

    /// Rows of one kind and name whose other cells do not tell them apart.
    fn duplicates(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for rows in self.by_name().into_values() {
            for (place, &at) in rows.iter().enumerate().skip(1) {
                let one = &self.rows[at].entity;
                let Some(&other) = rows[..place].iter().find(|&&other| alike(one, &self.rows[other].entity)) else { continue };
                let message = format!(
                    "`{}` has the name, and nothing else, of `{}` in {}; if they are one, remove a row; if not, give both a birth or a country",
                    one.id,
                    self.rows[other].entity.id,
                    self.place(other)
                );
                findings.push(self.finding(at, FindingKind::Duplicate, message));
            }
        }
        findings
    }

    /// An alias that is the name of another entity leads there; a way that
    /// leads back shows that the two are one, or that an alias is wrong.
    fn cycles(&self) -> Vec<Finding> {
        let named = self.by_name();
        let leads = |at: usize| -> BTreeSet<usize> {
            let entity = &self.rows[at].entity;
            let aliases = entity.names.iter().filter(|name| name.class == NameClass::Alias && !name.weak);
            let keys = aliases.map(|name| (entity.kind, fold(&name.text))).filter(|key| key.1 != fold(&entity.name));
            keys.filter_map(|key| named.get(&key)).flatten().copied().filter(|&other| other != at).collect()
        };
        let edges: BTreeMap<usize, BTreeSet<usize>> =
            (0..self.rows.len()).map(|at| (at, leads(at))).filter(|(_, to)| !to.is_empty()).collect();
        let cycles = edges.keys().filter_map(|&start| cycle(&edges, start));
        let told = cycles.map(|cycle| {
            let names: Vec<&str> = cycle.iter().chain(&cycle[..1]).map(|&at| self.rows[at].entity.name.as_str()).collect();
            let ways = names.join("` is called `");
            let places: Vec<String> = cycle.iter().skip(1).map(|&at| self.place(at)).collect();
            let message = format!("`{ways}` ({}); remove the alias that is wrong, or make one row of them", places.join("; "));
            self.finding(cycle[0], FindingKind::AliasCycle, message)
        });
        told.collect()
    }
}

/// The shortest way from a row back to itself over later rows.
fn cycle(edges: &BTreeMap<usize, BTreeSet<usize>>, start: usize) -> Option<Vec<usize>> {
    let mut from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &to in edges.get(&at).into_iter().flatten() {
            if to == start {
                let mut way = vec![at];
                while let Some(&before) = way.last().filter(|last| **last != start).and_then(|last| from.get(last)) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if to > start && !from.contains_key(&to) {
                from.insert(to, at);
                queue.push_back(to);
            }
        }
    }
    None
}

/// Whether nothing but the id tells two entities of one name apart.
fn alike(one: &Entity, other: &Entity) -> bool {
    let births = one.birth.is_empty() || other.birth.is_empty() || one.birth == other.birth;
    let shared = one.countries.iter().any(|code| other.countries.contains(code));
    births && (shared || one.countries.is_empty() || other.countries.is_empty())
}

fn dangerous(entity: &Entity) -> Vec<(FindingKind, String)> {
    let strong = entity.names.iter().filter(|name| !name.weak);
    strong.filter_map(|name| danger(entity.kind, name)).map(|message| (FindingKind::DangerousName, message)).collect()
}

fn danger(kind: EntityKind, name: &Name) -> Option<String> {
    let text = &name.text;
    if !text.chars().any(|c| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase())) {
        return Some(format!("`{text}` has no capital: it is found in every text that has the words, and makes searching slow"));
    }
    let folded = fold(text);
    if folded.contains(' ') {
        return None;
    }
    // Written with its capitals it is found with them only: WHO, not who; LeT, not let.
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let inside = text.chars().skip(1).any(char::is_uppercase);
    let shouted = capitals > 1 && capitals == text.chars().filter(|c| c.is_alphabetic()).count();
    if shouted || name.class == NameClass::Acronym && inside {
        return None;
    }
    if is_common_word(&folded) {
        return Some(format!(
            "`{text}` is an everyday word, found wherever a sentence starts with it; mark it weak, `~{text}`, or leave it out"
        ));
    }
    match kind {
        EntityKind::Person => Some(format!("`{text}` is one word, the name of many; mark it weak, `~{text}`, or leave it out")),
        _ if !name.alone && name.class != NameClass::Demonym && GivenNames::curated().contains(text) => {
            Some(format!("`{text}` is a given name; mark it to be found only by itself, `^{text}`"))
        }
        _ => None,
    }
}

fn repeated(entity: &Entity) -> Vec<(FindingKind, String)> {
    let mut seen = BTreeSet::new();
    let twice = entity.names.iter().filter(|name| !seen.insert((name.class, name.text.as_str())));
    twice.map(|name| (FindingKind::RepeatedName, format!("`{}` stands twice; remove one", name.text))).collect()
}

fn missing(entity: &Entity) -> Vec<(FindingKind, String)> {
    let mut fields = Vec::new();
    let mut need = |missing: bool, field| missing.then(|| fields.push(field));
    match entity.kind {
        EntityKind::Person => {
            need(entity.gender.is_none(), "gender");
            need(entity.countries.is_empty(), "countries");
        }
        EntityKind::Organization => {
            need(entity.category.is_empty(), "category");
        }
        EntityKind::Country => {
            need(entity.category.is_empty(), "category");
            need(entity.countries.is_empty(), "countries");
        }
    }
    fields.into_iter().map(|field| (FindingKind::MissingField, format!("`{}` has no {field}", entity.id))).collect()
}
