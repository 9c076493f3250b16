//! [`Entity`] and the plain types it is made of.

/// The place of an entity in its [`Gazetteer`](crate::Gazetteer).
///
/// Ids are dense (0 to `len - 1`) and mean nothing outside the gazetteer that
/// gave them; [`Entity::id`] is the identifier to store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) u32);

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, ministry, court, newspaper, armed group …
    Organization,
    /// A country or territory.
    Country,
}

/// Grammatical gender of a person, where a source gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// *she*
    Female,
    /// *he*
    Male,
}

/// How a name stands for its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameClass {
    /// The full or usual name.
    Official,
    /// Another spelling, a shorter or a former name.
    Alias,
    /// Initials: *UN, IAEA, U.S.*
    Acronym,
    /// Adjective or inhabitant of a country: *Iranian, Iranians*.
    Demonym,
    /// A capital or seat of power that stands for its country or institution:
    /// *Tehran, the Kremlin*.
    Metonym,
    /// A family name alone.
    Surname,
    /// A nickname.
    Nickname,
}

/// One name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name as written.
    pub text: String,
    /// How it stands for the entity.
    pub class: NameClass,
}

/// An office held by a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Office {
    /// The title: *Minister of Foreign Affairs*.
    pub title: String,
    /// First day, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty if not known.
    pub start: String,
    /// Last day in the same form; empty if not known or still running.
    pub end: String,
}

/// A person, organization or country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable identifier: a Wikidata id (`Q794`) where there is one.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Gender of a person, where known.
    pub gender: Option<Gender>,
    /// ISO 3166-1 alpha-2 codes of the countries it belongs to.
    pub countries: Vec<String>,
    /// Offices of a person, current first.
    pub offices: Vec<Office>,
    /// All names, the one to show first.
    pub names: Vec<Name>,
}
