//! [`Builder`]: what goes into a gazetteer.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

use crate::entity::{Entity, EntityId, EntityKind, NameClass};
use crate::error::Error;
use crate::formats::Form;
use crate::gazetteer::{Candidate, Gazetteer, Inner, Record};
use crate::index::{BLOCKED, IndexBuilder, Marks};
use crate::spelling::Spellings;
use crate::table::{Column, Row, Table, check_name};

/// What happens to a second entity of the same id in a later source.
///
/// Within one source a second row is always an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnDuplicate {
    /// The later one adds its names, offices, countries and codes, and its
    /// name, category, gender, dates and prior win where it has them.
    #[default]
    Merge,
    /// The later one takes the place of the earlier.
    Replace,
    /// [`Error::DuplicateId`].
    Refuse,
}

/// Collects entities from the built-in data, files, readers and iterators.
///
/// Sources are kept in the order they are added; see [`OnDuplicate`] for
/// entities that occur in several.
///
/// ```
/// use inquit_gazetteer::{Entity, EntityKind, Gazetteer};
/// # fn main() -> Result<(), inquit_gazetteer::Error> {
/// let rows = "id\tname\tkind\taliases\n\
///             x:1\tAda Example\tperson\tA. Example\n";
/// let gazetteer = Gazetteer::builder()
///     .add_tsv_reader("people.tsv", rows.as_bytes())?
///     .add_entity(Entity::new("x:2", "Example Corp", EntityKind::Organization))
///     .build()?;
/// assert_eq!(gazetteer.len(), 2);
/// assert_eq!(gazetteer.lookup("a example").len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    layers: Vec<Layer>,
    removed: BTreeSet<String>,
    on_duplicate: OnDuplicate,
    plain_spelling: bool,
    blocked: Vec<Cow<'static, str>>,
    default_kind: Option<EntityKind>,
}

#[derive(Clone, Debug)]
enum Layer {
    Table(Table),
    Entity(Box<Entity>),
}

impl Builder {
    pub(crate) fn new() -> Builder {
        Builder::default()
    }

    /// Adds the built-in data, as far as the crate's features include it.
    pub fn add_curated(&mut self) -> &mut Builder {
        self.layers.extend(crate::curated::tables().into_iter().map(Layer::Table));
        self.blocked.extend(crate::curated::blocked().map(Cow::Borrowed));
        self
    }

    /// The kind of rows in tables without a `kind` column that are added after
    /// this; the built-in tables in `data/` are such.
    ///
    /// ```
    /// use inquit_gazetteer::{EntityKind, Gazetteer};
    /// # fn main() -> Result<(), inquit_gazetteer::Error> {
    /// let rows = "id\tname\nx:1\tAda Example\n";
    /// assert!(Gazetteer::builder().add_tsv_reader("rows", rows.as_bytes()).is_err());
    /// let people = Gazetteer::builder().default_kind(EntityKind::Person).add_tsv_reader("rows", rows.as_bytes())?.build()?;
    /// assert_eq!(people.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn default_kind(&mut self, kind: EntityKind) -> &mut Builder {
        self.default_kind = Some(kind);
        self
    }

    /// Adds a file: CSV or JSON lines where its extension (`.csv`, `.jsonl`)
    /// says so and the crate's features allow it, else tab-separated rows.
    ///
    /// # Errors
    ///
    /// As the method of the form, for instance [`Builder::add_tsv_path`].
    pub fn add_path(&mut self, path: impl AsRef<Path>) -> Result<&mut Builder, Error> {
        match Form::of(path.as_ref()) {
            Form::Tsv => self.add_tsv_path(path),
            #[cfg(feature = "csv")]
            Form::Csv => self.add_csv_path(path),
            #[cfg(feature = "serde")]
            Form::Jsonl => self.add_jsonl_path(path),
        }
    }

    /// Adds a file of tab-separated rows.
    ///
    /// The first line names the columns: `id`, `name` and `kind`, and any of
    /// `category, gender, birth, death, countries, codes, offices, prior,
    /// aliases, acronyms, demonyms, metonyms, nicknames, source`. Several
    /// values in a cell have `|` between them. A name that starts with `~` is
    /// weak, one that starts with `^` must stand alone.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], [`Error::Encoding`], [`Error::Header`] or [`Error::Row`],
    /// for the first fault in the file.
    pub fn add_tsv_path(&mut self, path: impl AsRef<Path>) -> Result<&mut Builder, Error> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        self.add_bytes(&file, bytes)
    }

    /// Adds rows from a reader; `name` stands for the file in errors.
    ///
    /// # Errors
    ///
    /// As [`Builder::add_tsv_path`].
    pub fn add_tsv_reader(&mut self, name: &str, mut rows: impl Read) -> Result<&mut Builder, Error> {
        let mut bytes = Vec::new();
        rows.read_to_end(&mut bytes).map_err(|source| Error::Io { file: name.to_owned(), source })?;
        self.add_bytes(name, bytes)
    }

    /// Adds a file of comma-separated rows (RFC 4180) with the columns of
    /// [`Builder::add_tsv_path`].
    ///
    /// # Errors
    ///
    /// As [`Builder::add_tsv_path`]; a quoted cell with a tab or line break in
    /// it is an [`Error::Row`].
    #[cfg(feature = "csv")]
    pub fn add_csv_path(&mut self, path: impl AsRef<Path>) -> Result<&mut Builder, Error> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let rows = std::fs::File::open(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        self.add_csv_reader(&file, rows)
    }

    /// Adds comma-separated rows from a reader; `name` stands for the file in
    /// errors.
    ///
    /// # Errors
    ///
    /// As [`Builder::add_csv_path`].
    #[cfg(feature = "csv")]
    pub fn add_csv_reader(&mut self, name: &str, rows: impl Read) -> Result<&mut Builder, Error> {
        let text = crate::formats::csv_to_tsv(name, rows)?;
        self.add_bytes(name, text.into_bytes())
    }

    /// Adds a file with one JSON object a line: [`Entity`] as `serde` writes
    /// it, of which `id`, `name` and `kind` are needed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], [`Error::Encoding`], [`Error::Row`] or, for an id that
    /// stands twice in the file, [`Error::DuplicateId`].
    #[cfg(feature = "serde")]
    pub fn add_jsonl_path(&mut self, path: impl AsRef<Path>) -> Result<&mut Builder, Error> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let rows = std::fs::File::open(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        self.add_jsonl_reader(&file, rows)
    }

    /// Adds JSON lines from a reader; `name` stands for the file in errors.
    ///
    /// # Errors
    ///
    /// As [`Builder::add_jsonl_path`].
    #[cfg(feature = "serde")]
    pub fn add_jsonl_reader(&mut self, name: &str, rows: impl Read) -> Result<&mut Builder, Error> {
        let entities = crate::formats::read_jsonl(name, rows)?;
        Ok(self.add_entities(entities))
    }

    fn add_bytes(&mut self, file: &str, bytes: Vec<u8>) -> Result<&mut Builder, Error> {
        let text = crate::formats::utf8(file, bytes)?;
        if u32::try_from(text.len()).is_err() {
            return Err(Error::TooLarge { what: "bytes in one file", limit: u32::MAX as usize });
        }
        let table = Table::new(file, Cow::Owned(text), self.default_kind)?;
        table.check()?;
        self.layers.push(Layer::Table(table));
        Ok(self)
    }

    /// Adds one entity. It is checked by [`Builder::build`].
    pub fn add_entity(&mut self, entity: Entity) -> &mut Builder {
        self.layers.push(Layer::Entity(Box::new(entity)));
        self
    }

    /// Adds entities.
    pub fn add_entities(&mut self, entities: impl IntoIterator<Item = Entity>) -> &mut Builder {
        self.layers.extend(entities.into_iter().map(|entity| Layer::Entity(Box::new(entity))));
        self
    }

    /// Leaves out the entity with this [`Entity::id`], whatever source it is
    /// in.
    pub fn remove(&mut self, id: impl Into<String>) -> &mut Builder {
        self.removed.insert(id.into());
        self
    }

    /// Adds a phrase that is none of the entities but has a name inside it, so
    /// that the name is not found there: *New Mexico* hides *Mexico*.
    ///
    /// ```
    /// use inquit_gazetteer::{Entity, EntityKind, Gazetteer};
    /// # fn main() -> Result<(), inquit_gazetteer::Error> {
    /// let gazetteer = Gazetteer::builder()
    ///     .add_entity(Entity::new("x:paris", "Paris", EntityKind::Country))
    ///     .block("Paris Hilton")
    ///     .build()?;
    /// assert_eq!(gazetteer.find_iter("Paris Hilton in Paris").count(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn block(&mut self, phrase: impl Into<String>) -> &mut Builder {
        self.blocked.push(Cow::Owned(phrase.into()));
        self
    }

    /// What happens to a second entity of the same id; by default they merge.
    pub fn on_duplicate(&mut self, on_duplicate: OnDuplicate) -> &mut Builder {
        self.on_duplicate = on_duplicate;
        self
    }

    /// Whether words with several spellings in English, as *Mohammed* and
    /// *Muhammad*, are one; by default they are.
    pub fn fold_spellings(&mut self, fold: bool) -> &mut Builder {
        self.plain_spelling = !fold;
        self
    }

    /// The gazetteer of everything added.
    ///
    /// # Errors
    ///
    /// [`Error::Entity`] for an entity with an empty id or a wrong name,
    /// [`Error::DuplicateId`] for two rows of one file with the same id, or,
    /// under [`OnDuplicate::Refuse`], for an id in two sources.
    pub fn build(&self) -> Result<Gazetteer, Error> {
        let tables = self.tables();
        // The built-in tables are known to have no id twice: that is tested.
        let plain = self.removed.is_empty() && self.layers.iter().all(|layer| matches!(layer, Layer::Table(table) if table.trusted()));
        if plain {
            return self.index_tables(tables);
        }
        let records = self.merged_records(&tables)?;
        self.index_records(tables, records)
    }

    fn tables(&self) -> Vec<Table> {
        let tables = self.layers.iter().filter_map(|layer| match layer {
            Layer::Table(table) => Some(table.clone()),
            Layer::Entity(_) => None,
        });
        tables.collect()
    }

    /// Records in order of first appearance, later sources worked in.
    fn merged_records(&self, tables: &[Table]) -> Result<Vec<Record>, Error> {
        let mut merger = Merger::default();
        let mut number = 0;
        for layer in &self.layers {
            match layer {
                Layer::Table(_) => {
                    let table = &tables[number];
                    for row in table.rows() {
                        let id = row.cell(Column::Id);
                        if self.removed.contains(id) {
                            continue;
                        }
                        let origin = Origin { table: Some(number), line: row.line };
                        let record = record(table, number, &row);
                        merger.add(self.on_duplicate, tables, id, record, origin)?;
                    }
                    number += 1;
                }
                Layer::Entity(entity) if self.removed.contains(&entity.id) => {}
                Layer::Entity(entity) => {
                    check_entity(entity)?;
                    let record = owned((**entity).clone());
                    merger.add(self.on_duplicate, tables, &entity.id, record, Origin { table: None, line: 0 })?;
                }
            }
        }
        Ok(merger.records)
    }

    /// The gazetteer of the rows as they stand, in one pass.
    fn index_tables(&self, tables: Vec<Table>) -> Result<Gazetteer, Error> {
        let spellings = self.spellings();
        let size = tables.iter().map(Table::size_hint).sum();
        let mut index = IndexBuilder::new(size);
        let mut records = Vec::with_capacity(size);
        for (number, table) in tables.iter().enumerate() {
            for row in table.name_rows() {
                add_row(&mut index, &spellings, EntityId(records.len() as u32), &row);
                records.push(record(table, number, &row));
            }
        }
        self.finish(tables, records, index, spellings)
    }

    fn index_records(&self, tables: Vec<Table>, records: Vec<Record>) -> Result<Gazetteer, Error> {
        let limit = u32::MAX as usize / 2;
        if records.len() > limit {
            return Err(Error::TooLarge { what: "entities", limit });
        }
        let spellings = self.spellings();
        let mut index = IndexBuilder::new(tables.iter().map(Table::size_hint).sum());
        for (id, record) in (0..).map(EntityId).zip(&records) {
            match record.entity.get() {
                Some(entity) => entity.names.iter().for_each(|name| {
                    let marks = Marks { weak: name.weak, alone: name.alone };
                    add_name(&mut index, &spellings, id, (&name.text, name.class, marks));
                }),
                None => add_row(&mut index, &spellings, id, &tables[usize::from(record.table)].row_at(record.row as usize)),
            }
        }
        self.finish(tables, records, index, spellings)
    }

    fn spellings(&self) -> Spellings {
        if self.plain_spelling { Spellings::none() } else { crate::curated::spellings() }
    }

    fn finish(&self, tables: Vec<Table>, records: Vec<Record>, mut index: IndexBuilder, spellings: Spellings) -> Result<Gazetteer, Error> {
        let limit = u32::MAX as usize / 2;
        for phrase in &self.blocked {
            add_name(&mut index, &spellings, BLOCKED, (phrase, NameClass::Official, Marks::default()));
        }
        if index.names() > limit {
            return Err(Error::TooLarge { what: "names", limit });
        }
        let weight = |candidate: &Candidate| {
            if candidate.entity == BLOCKED {
                return u32::MAX;
            }
            let prior = records.get(candidate.entity.index()).map_or(0, |record| record.prior);
            u32::from(candidate.class.strength()) * (u32::from(prior) + 1)
        };
        let index = index.build(&spellings, weight);
        Ok(Gazetteer::from_inner(Inner { tables, records, index, spellings, ids: OnceLock::new(), surnames: OnceLock::new() }))
    }
}

fn add_row(index: &mut IndexBuilder, spellings: &Spellings, id: EntityId, row: &Row<'_>) {
    row.names().for_each(|name| add_name(index, spellings, id, name));
}

fn add_name(index: &mut IndexBuilder, spellings: &Spellings, id: EntityId, (text, class, marks): (&str, NameClass, Marks)) {
    // Names that cannot be matched were refused where a person wrote them;
    // here they would only be dead weight.
    let _ = index.add(text, id, class, marks, |word| spellings.canon(word));
}

fn record(table: &Table, number: usize, row: &Row<'_>) -> Record {
    Record {
        kind: table.kind_of(row).unwrap_or(EntityKind::Organization),
        prior: row.prior(),
        table: number as u16,
        row: row.start as u32,
        entity: OnceLock::new(),
    }
}

fn owned(entity: Entity) -> Record {
    Record { kind: entity.kind, prior: entity.prior.min(100), table: u16::MAX, row: 0, entity: OnceLock::from(Box::new(entity)) }
}

pub(crate) fn check_entity(entity: &Entity) -> Result<(), Error> {
    let fault = |fault: String| Error::Entity { id: entity.id.clone(), fault };
    if entity.id.trim().is_empty() {
        return Err(fault(format!("the id of `{}` is empty", entity.name)));
    }
    if entity.id.trim_start().starts_with('#') {
        return Err(fault("an id cannot begin with `#`, which makes the row of a table a comment".to_owned()));
    }
    if entity.names.is_empty() {
        return Err(fault("it has no name to be found by".to_owned()));
    }
    for name in &entity.names {
        check_name(&name.text).map_err(fault)?;
    }
    Ok(())
}

/// Where a record was first met.
#[derive(Clone, Copy, Debug)]
struct Origin {
    table: Option<usize>,
    line: usize,
}

#[derive(Default)]
struct Merger {
    records: Vec<Record>,
    origins: Vec<Origin>,
    places: HashMap<String, usize>,
}

impl Merger {
    fn add(&mut self, on_duplicate: OnDuplicate, tables: &[Table], id: &str, record: Record, origin: Origin) -> Result<(), Error> {
        let Some(&place) = self.places.get(id) else {
            self.places.insert(id.to_owned(), self.records.len());
            self.records.push(record);
            self.origins.push(origin);
            return Ok(());
        };
        let first = self.origins[place];
        let same_file = first.table.is_some() && first.table == origin.table;
        if same_file || on_duplicate == OnDuplicate::Refuse {
            let file = |origin: Origin| origin.table.map_or("an entity added", |at| tables[at].file.as_str()).to_owned();
            return Err(Error::DuplicateId {
                file: file(origin),
                line: origin.line,
                id: id.to_owned(),
                first_file: file(first),
                first_line: first.line,
            });
        }
        self.records[place] = match on_duplicate {
            OnDuplicate::Replace => record,
            OnDuplicate::Merge | OnDuplicate::Refuse => owned(merge(read(tables, &self.records[place]), read(tables, &record))),
        };
        self.origins[place] = origin;
        Ok(())
    }
}

/// The entity of a record.
fn read(tables: &[Table], record: &Record) -> Entity {
    match record.entity.get() {
        Some(entity) => (**entity).clone(),
        None => {
            let table = &tables[usize::from(record.table)];
            table.entity(&table.row_at(record.row as usize))
        }
    }
}

fn merge(mut earlier: Entity, later: Entity) -> Entity {
    let names = std::mem::take(&mut earlier.names);
    for name in later.names.into_iter().chain(names) {
        earlier.push_name(name);
    }
    earlier.name = later.name;
    earlier.kind = later.kind;
    let keep = |to: &mut String, from: String| {
        if !from.is_empty() {
            *to = from;
        }
    };
    keep(&mut earlier.category, later.category);
    keep(&mut earlier.birth, later.birth);
    keep(&mut earlier.death, later.death);
    earlier.gender = later.gender.or(earlier.gender);
    if later.prior != crate::entity::DEFAULT_PRIOR {
        earlier.prior = later.prior;
    }
    union(&mut earlier.countries, later.countries);
    union(&mut earlier.codes, later.codes);
    union(&mut earlier.offices, later.offices);
    earlier
}

fn union<T: PartialEq>(to: &mut Vec<T>, from: Vec<T>) {
    for value in from {
        if !to.contains(&value) {
            to.push(value);
        }
    }
}
