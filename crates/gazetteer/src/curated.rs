//! The built-in data: what is embedded, and as which tables.

use crate::entity::EntityKind;
use crate::gazetteer::Gazetteer;
use crate::spelling::Spellings;
use crate::table::Table;

/// Name, text and kind of each table that the features include.
const TABLES: &[(&str, &str, EntityKind)] = &[
    #[cfg(feature = "countries")]
    ("countries.tsv", include_str!("../data/countries.tsv"), EntityKind::Country),
    #[cfg(feature = "organizations")]
    ("organizations.tsv", include_str!("../data/organizations.tsv"), EntityKind::Organization),
    #[cfg(feature = "people")]
    ("people.tsv", include_str!("../data/people.tsv"), EntityKind::Person),
];

/// A support list, or nothing where no table is built in that needs it.
macro_rules! list {
    ($file:literal, $($feature:literal),+) => {
        if cfg!(any($(feature = $feature),+)) { include_str!(concat!("../data/", $file)) } else { "" }
    };
}

pub(crate) const FIRST_NAMES: &str = list!("first_names.tsv", "people", "organizations");
pub(crate) const HONORIFICS: &str = list!("honorifics.tsv", "people");
pub(crate) const NICKNAMES: &str = list!("nicknames.tsv", "people");
pub(crate) const PARTICLES: &str = list!("particles.tsv", "people");
pub(crate) const COMMON_WORDS: &str = list!("common_words.tsv", "people", "organizations");
const BLOCKED: &str = list!("blocked.tsv", "people", "organizations", "countries");
const SPELLINGS: &str = list!("spellings.tsv", "people", "organizations", "countries");

pub(crate) fn tables() -> Vec<Table> {
    TABLES.iter().filter_map(|&(file, text, kind)| Table::built_in(file, text, kind)).collect()
}

/// Phrases that are no entity but have the name of one inside.
pub(crate) fn blocked() -> impl Iterator<Item = &'static str> {
    let rows = BLOCKED.lines().filter(|row| !row.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split('\t').next()).filter(|phrase| !phrase.is_empty())
}

pub(crate) fn spellings() -> Spellings {
    Spellings::parse(SPELLINGS)
}

pub(crate) fn gazetteer() -> Gazetteer {
    // Built-in tables have no faults (a test checks each row), so this cannot
    // fail; if it did, nothing would be found.
    Gazetteer::builder().add_curated().build().unwrap_or_default()
}

/// ISO 3166-1 alpha-2 codes of the built-in countries by Wikidata id.
#[cfg(feature = "serde")]
pub(crate) fn country_codes() -> std::collections::BTreeMap<String, String> {
    use crate::table::Column;

    let tables = tables();
    let countries = tables.iter().filter(|table| table.holds(EntityKind::Country)).flat_map(Table::rows);
    countries.map(|row| (row.cell(Column::Id).to_owned(), row.cell(Column::Countries).to_owned())).collect()
}
