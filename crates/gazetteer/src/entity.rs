//! [`Entity`] and the plain types it is made of.

use std::fmt;
use std::str::FromStr;

/// The place of an entity in its [`Gazetteer`](crate::Gazetteer).
///
/// Ids are dense (0 to `len - 1`) and mean nothing outside the gazetteer that
/// gave them; [`Entity::id`] is the identifier to store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) u32);

impl EntityId {
    /// The id as an index: 0 for the first entity of the gazetteer.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, ministry, court, newspaper, armed group …
    Organization,
    /// A country or territory.
    Country,
}

impl EntityKind {
    /// The word written in tables: `person`, `organization` or `country`.
    ///
    /// ```
    /// use inquit_gazetteer::EntityKind;
    /// assert_eq!(EntityKind::Person.as_str(), "person");
    /// assert_eq!("country".parse(), Ok(EntityKind::Country));
    /// assert!("planet".parse::<EntityKind>().is_err());
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organization => "organization",
            EntityKind::Country => "country",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word was none of `person`, `organization` and `country`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind is `person`, `organization` or `country`")]
pub struct UnknownKind;

impl FromStr for EntityKind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<EntityKind, UnknownKind> {
        match word {
            "person" => Ok(EntityKind::Person),
            "organization" => Ok(EntityKind::Organization),
            "country" => Ok(EntityKind::Country),
            _ => Err(UnknownKind),
        }
    }
}

/// Grammatical gender of a person, where a source gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Gender {
    /// *she*
    Female,
    /// *he*
    Male,
}

/// How a name stands for its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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

impl NameClass {
    /// Every class, in an order that compiled files rely on.
    pub const ALL: [NameClass; 7] = [
        NameClass::Official,
        NameClass::Alias,
        NameClass::Acronym,
        NameClass::Demonym,
        NameClass::Metonym,
        NameClass::Surname,
        NameClass::Nickname,
    ];

    /// How firmly a name of this class points at its entity, 0 to 100.
    ///
    /// It orders the meanings of an ambiguous name, together with
    /// [`Entity::prior`].
    ///
    /// ```
    /// use inquit_gazetteer::NameClass;
    /// assert!(NameClass::Official.strength() > NameClass::Metonym.strength());
    /// ```
    #[must_use]
    pub fn strength(self) -> u8 {
        match self {
            NameClass::Official => 100,
            NameClass::Alias => 90,
            NameClass::Acronym => 85,
            NameClass::Demonym => 80,
            NameClass::Nickname => 70,
            NameClass::Metonym => 60,
            NameClass::Surname => 40,
        }
    }

    /// The word for the class, in small letters.
    ///
    /// ```
    /// use inquit_gazetteer::NameClass;
    /// assert_eq!(NameClass::Demonym.as_str(), "demonym");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NameClass::Official => "official",
            NameClass::Alias => "alias",
            NameClass::Acronym => "acronym",
            NameClass::Demonym => "demonym",
            NameClass::Metonym => "metonym",
            NameClass::Surname => "surname",
            NameClass::Nickname => "nickname",
        }
    }
}

/// One name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Name {
    /// The name as written.
    pub text: String,
    /// How it stands for the entity.
    pub class: NameClass,
    /// It says little by itself (*the Fed*), and is found only where
    /// [`Weak`](crate::Weak) allows; `~` in the tables.
    #[cfg_attr(feature = "serde", serde(default))]
    pub weak: bool,
    /// It is not to be found beside another capitalised word (*Jordan* in
    /// *Michael Jordan*); `^` in the tables.
    #[cfg_attr(feature = "serde", serde(default))]
    pub alone: bool,
}

impl Name {
    /// A name that may be found anywhere.
    #[must_use]
    pub fn new(text: impl Into<String>, class: NameClass) -> Name {
        Name { text: text.into(), class, weak: false, alone: false }
    }
}

/// An office held by a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Office {
    /// The title: *Minister of Foreign Affairs*.
    pub title: String,
    /// First day, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty if not known.
    pub start: String,
    /// Last day in the same form; empty if not known or still running.
    pub end: String,
}

/// A person, organization or country.
///
/// ```
/// use inquit_gazetteer::{Entity, EntityKind, NameClass};
/// let mut mayor = Entity::new("x:mayor", "Ada Example", EntityKind::Person);
/// mayor.add_name("A. Example", NameClass::Alias);
/// assert_eq!(mayor.names.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Entity {
    /// Stable identifier: a Wikidata id (`Q794`) where there is one.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What it is more exactly, in a word: *party, company, territory*; may be
    /// empty.
    #[cfg_attr(feature = "serde", serde(default))]
    pub category: String,
    /// Gender of a person, where known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub gender: Option<Gender>,
    /// Day of birth of a person, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; may be
    /// empty.
    #[cfg_attr(feature = "serde", serde(default))]
    pub birth: String,
    /// Day of death in the same form; empty if alive or not known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub death: String,
    /// ISO 3166-1 alpha-2 codes of the countries it belongs to.
    #[cfg_attr(feature = "serde", serde(default))]
    pub countries: Vec<String>,
    /// Other codes; for a country its ISO 3166-1 alpha-3 code.
    #[cfg_attr(feature = "serde", serde(default))]
    pub codes: Vec<String>,
    /// Offices of a person, current first.
    #[cfg_attr(feature = "serde", serde(default))]
    pub offices: Vec<Office>,
    /// How likely the entity is meant when its name is met, 0 to 100, compared
    /// with others of the same name.
    #[cfg_attr(feature = "serde", serde(default = "default_prior"))]
    pub prior: u8,
    /// All names, the one to show first.
    #[cfg_attr(feature = "serde", serde(default))]
    pub names: Vec<Name>,
}

/// The prior of an entity whose source gives none.
pub(crate) const DEFAULT_PRIOR: u8 = 20;

#[cfg(feature = "serde")]
fn default_prior() -> u8 {
    DEFAULT_PRIOR
}

impl Entity {
    /// An entity with one name and nothing else known.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: EntityKind) -> Entity {
        let name = name.into();
        Entity {
            id: id.into(),
            names: vec![Name::new(name.clone(), NameClass::Official)],
            name,
            kind,
            category: String::new(),
            gender: None,
            birth: String::new(),
            death: String::new(),
            countries: Vec::new(),
            codes: Vec::new(),
            offices: Vec::new(),
            prior: DEFAULT_PRIOR,
        }
    }

    /// Adds a name, unless the entity has it already in that class.
    pub fn add_name(&mut self, text: impl Into<String>, class: NameClass) -> &mut Entity {
        self.push_name(Name::new(text, class));
        self
    }

    pub(crate) fn push_name(&mut self, name: Name) {
        if !self.names.iter().any(|known| known.text == name.text && known.class == name.class) {
            self.names.push(name);
        }
    }
}
