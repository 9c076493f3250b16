//! [`Gazetteer`]: the finished dictionary.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::builder::Builder;
use crate::entity::{Entity, EntityId, EntityKind, NameClass};
use crate::find::{FindIter, FindOptions, Match};
use crate::fold::{hash_bytes, step, words};
use crate::index::{BLOCKED, Index, IndexBuilder, Marks};
use crate::spelling::Spellings;
use crate::surname::surnames;
use crate::table::{Column, Table};

/// One meaning of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub entity: EntityId,
    /// How the name stands for it.
    pub class: NameClass,
}

/// A dictionary of entities and their names.
///
/// Immutable; a clone shares everything, and threads may search the same
/// gazetteer at once.
#[derive(Clone, Debug)]
pub struct Gazetteer(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) tables: Vec<Table>,
    pub(crate) records: Vec<Record>,
    pub(crate) index: Index,
    pub(crate) spellings: Spellings,
    /// Hashes of the entities' identifiers, sorted, made when first asked for.
    pub(crate) ids: OnceLock<Vec<(u64, EntityId)>>,
    /// Family names, made when first asked for.
    pub(crate) surnames: OnceLock<Index>,
}

/// Where an entity comes from; rows are turned into an [`Entity`] when asked
/// for.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) kind: EntityKind,
    pub(crate) prior: u8,
    pub(crate) table: u16,
    pub(crate) row: u32,
    pub(crate) entity: OnceLock<Box<Entity>>,
}

impl Inner {
    /// The entity of a record that has not been read yet.
    fn read(&self, record: &Record) -> Entity {
        let entity = self.tables.get(usize::from(record.table)).map(|table| table.entity(&table.row_at(record.row as usize)));
        entity.unwrap_or_else(|| Entity::new("", "", record.kind))
    }
}

impl Default for Gazetteer {
    /// A gazetteer without entities.
    fn default() -> Gazetteer {
        Gazetteer::from_inner(Inner {
            tables: Vec::new(),
            records: Vec::new(),
            index: IndexBuilder::new(0).build(&Spellings::none(), |_| 0),
            spellings: Spellings::none(),
            ids: OnceLock::new(),
            surnames: OnceLock::new(),
        })
    }
}

impl Gazetteer {
    pub(crate) fn from_inner(inner: Inner) -> Gazetteer {
        Gazetteer(Arc::new(inner))
    }

    /// An empty [`Builder`].
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The built-in data: countries, organizations, people.
    ///
    /// Made on the first call, shared after that.
    ///
    /// ```
    /// use inquit_gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::curated();
    /// let text = "Officials in Tehran met the IAEA's Rafael Grossi.";
    /// let found: Vec<&str> = gazetteer.find_iter(text).map(|m| m.span.of(text)).collect();
    /// assert_eq!(found, ["Tehran", "IAEA", "Rafael Grossi"]);
    /// ```
    #[must_use]
    pub fn curated() -> Gazetteer {
        static CURATED: OnceLock<Gazetteer> = OnceLock::new();
        CURATED.get_or_init(crate::curated::gazetteer).clone()
    }

    /// The entity of an id of this gazetteer; `None` for the id of a larger
    /// one.
    #[must_use]
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        let record = self.0.records.get(id.index())?;
        Some(record.entity.get_or_init(|| Box::new(self.0.read(record))))
    }

    /// The id of the entity whose [`Entity::id`] this is.
    ///
    /// ```
    /// use inquit_gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::curated();
    /// let iran = gazetteer.id_of("Q794").and_then(|id| gazetteer.get(id));
    /// assert_eq!(iran.map(|entity| entity.name.as_str()), Some("Iran"));
    /// ```
    #[must_use]
    pub fn id_of(&self, id: &str) -> Option<EntityId> {
        let ids = self.0.ids.get_or_init(|| {
            let mut ids: Vec<_> = self.ids_iter().map(|id| (hash_bytes(self.text_id(id).as_bytes()), id)).collect();
            ids.sort_unstable();
            ids
        });
        let hash = hash_bytes(id.as_bytes());
        let from = ids.partition_point(|entry| entry.0 < hash);
        let same = ids.iter().skip(from).take_while(|entry| entry.0 == hash);
        same.map(|entry| entry.1).find(|found| self.text_id(*found) == id)
    }

    /// [`Entity::id`], without reading the rest.
    fn text_id(&self, id: EntityId) -> &str {
        let Some(record) = self.0.records.get(id.index()) else { return "" };
        match record.entity.get() {
            Some(entity) => &entity.id,
            None => self.0.tables.get(usize::from(record.table)).map_or("", |table| table.row_at(record.row as usize).cell(Column::Id)),
        }
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.records.len()
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.records.is_empty()
    }

    /// Number of different names, after folding.
    #[must_use]
    pub fn name_count(&self) -> usize {
        self.0.index.len()
    }

    /// Every id, ascending.
    pub fn ids_iter(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.0.records.len() as u32).map(EntityId)
    }

    /// Every entity, in the order of ids.
    ///
    /// [`Gazetteer::get`] keeps what it reads, so that it can lend it; this does
    /// not, and is the way to go through a large gazetteer.
    ///
    /// ```
    /// use inquit_gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::curated();
    /// let german = gazetteer.entities_iter().filter(|entity| entity.countries.iter().any(|code| code == "DE"));
    /// assert!(german.count() > 100);
    /// ```
    pub fn entities_iter(&self) -> impl Iterator<Item = Cow<'_, Entity>> {
        self.0.records.iter().map(|record| match record.entity.get() {
            Some(entity) => Cow::Borrowed(&**entity),
            None => Cow::Owned(self.0.read(record)),
        })
    }

    /// What an entity is, without reading the rest of it.
    #[must_use]
    pub fn kind(&self, id: EntityId) -> Option<EntityKind> {
        self.0.records.get(id.index()).map(|record| record.kind)
    }

    /// Bytes of heap memory the index and the records take, without the
    /// entities that have been read and without the tables' own text.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.0.index.heap_bytes() + self.0.records.len() * size_of::<Record>()
    }

    /// Names in a text, left to right, not overlapping.
    ///
    /// # Complexity
    ///
    /// One pass over the text. A word is read again for every longer name
    /// that could start before it, at most 24 times.
    pub fn find_iter<'g, 't>(&'g self, text: &'t str) -> FindIter<'g, 't> {
        FindIter::new(self, text, FindOptions::new())
    }

    /// Names in a text under other rules than the usual ones.
    pub fn find_iter_with<'g, 't>(&'g self, text: &'t str, options: FindOptions) -> FindIter<'g, 't> {
        FindIter::new(self, text, options)
    }

    /// All that [`Gazetteer::find_iter`] finds.
    #[must_use]
    pub fn find_all<'g>(&'g self, text: &str) -> Vec<Match<'g>> {
        self.find_iter(text).collect()
    }

    /// Meanings of a name, best first; empty if it is not known.
    ///
    /// Case, diacritics, hyphens and apostrophes do not matter, and weak names
    /// count.
    ///
    /// ```
    /// use inquit_gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::curated();
    /// let meanings = gazetteer.lookup("georgia");
    /// assert!(!meanings.is_empty());
    /// assert!(gazetteer.lookup("no such name").is_empty());
    /// ```
    #[must_use]
    pub fn lookup(&self, name: &str) -> &[Candidate] {
        let mut node = 0;
        for word in words(name) {
            node = step(node, self.canon(word.hash));
        }
        let terminal = self.0.index.node(node).flatten();
        let all = terminal.map_or(&[][..], |terminal| self.0.index.candidates(terminal.all));
        // A blocked phrase outranks everything of the same name.
        if all.first().is_some_and(|best| best.entity == BLOCKED) { &all[1..] } else { all }
    }

    /// The people of a family name, the best known first; empty if there are none.
    ///
    /// The family names are told from the full names when this is first asked for.
    ///
    /// ```
    /// use inquit_gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::curated();
    /// let first = gazetteer.bearers("Merkel").first().and_then(|first| gazetteer.get(first.entity));
    /// assert_eq!(first.map(|entity| entity.name.as_str()), Some("Angela Merkel"));
    /// assert!(gazetteer.bearers("Angela Merkel").is_empty());
    /// ```
    #[must_use]
    pub fn bearers(&self, family_name: &str) -> &[Candidate] {
        let node = words(family_name).fold(0, |node, word| step(node, self.canon(word.hash)));
        let index = self.surnames();
        index.node(node).flatten().map_or(&[][..], |terminal| index.candidates(terminal.all))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn index(&self) -> &Index {
        &self.0.index
    }

    /// The index of family names, every one of them weak.
    pub(crate) fn surnames(&self) -> &Index {
        self.0.surnames.get_or_init(|| {
            let mut index = IndexBuilder::new(self.len());
            for id in self.ids_iter().filter(|id| self.kind(*id) == Some(EntityKind::Person)) {
                let Some((name, countries)) = self.name_and_countries(id) else { continue };
                for surname in surnames(name, countries) {
                    // A family name of several words is still one name.
                    let _ = index.add(surname, id, NameClass::Surname, Marks { weak: true, alone: false }, |word| self.canon(word));
                }
            }
            index.build(&self.0.spellings, |candidate| self.prior(candidate.entity))
        })
    }

    fn name_and_countries(&self, id: EntityId) -> Option<(&str, &str)> {
        let record = self.0.records.get(id.index())?;
        if let Some(entity) = record.entity.get() {
            return Some((&entity.name, entity.countries.first().map_or("", String::as_str)));
        }
        Some(self.0.tables.get(usize::from(record.table))?.name_and_countries(record.row as usize))
    }

    pub(crate) fn prior(&self, id: EntityId) -> u32 {
        self.0.records.get(id.index()).map_or(0, |record| u32::from(record.prior))
    }

    pub(crate) fn canon(&self, word: u64) -> u64 {
        self.0.spellings.canon(word)
    }
}
