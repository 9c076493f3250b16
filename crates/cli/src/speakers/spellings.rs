//! [`Spellings`]: the spellings and ids of the tables, for the orders of the
//! user, and what there is to say of orders about others.

use std::collections::{BTreeMap, BTreeSet};

use inquit_gazetteer::Gazetteer;

use super::census::Variant;
use super::name::words_key;
use super::orders::{Order, Orders, What};

/// The spellings by name and id, for the orders.
pub(super) struct Spellings<'v> {
    ids: BTreeSet<&'v str>,
    exact: BTreeMap<&'v str, Vec<usize>>,
    folded: BTreeMap<String, Vec<usize>>,
}

impl<'v> Spellings<'v> {
    /// Those of the tables.
    pub(super) fn of(variants: &'v [Variant]) -> Spellings<'v> {
        let mut all = Spellings { ids: BTreeSet::new(), exact: BTreeMap::new(), folded: BTreeMap::new() };
        for (at, variant) in variants.iter().enumerate() {
            all.exact.entry(&variant.name).or_default().push(at);
            if let Some(id) = variant.id.as_deref() {
                all.ids.insert(id);
                if id != variant.name {
                    all.exact.entry(id).or_default().push(at);
                }
            }
            all.folded.entry(words_key(&variant.name)).or_default().push(at);
        }
        all
    }

    /// Whether a row has it as an id.
    pub(super) fn is_id(&self, words: &str) -> bool {
        self.ids.contains(words)
    }

    /// The spellings that an order means: as written, else but for case and diacritics.
    pub(super) fn named(&self, words: &str) -> &[usize] {
        self.exact.get(words).or_else(|| self.folded.get(&words_key(words))).map_or(&[], Vec::as_slice)
    }
}

/// Spellings and ids that orders are about and no table has, each with its line.
pub(super) fn unused<'o>(variants: &[Variant], orders: &'o Orders) -> Vec<(usize, &'o str)> {
    let found = Spellings::of(variants);
    let both = orders.list.iter().flat_map(|order| match &order.what {
        What::ApartFrom(other) => [Some((order.line, order.variant.as_str())), Some((order.line, other.as_str()))],
        What::Into(_) | What::Alone => [Some((order.line, order.variant.as_str())), None],
    });
    both.flatten().filter(|(_, words)| found.named(words).is_empty()).collect()
}

/// Refuses orders about ids that neither the tables nor the gazetteer have: a
/// mistyped id would become the name of somebody.
///
/// # Errors
///
/// Those orders, by line.
pub(super) fn unknown_ids(variants: &[Variant], gazetteer: &Gazetteer, orders: &Orders) -> Result<(), Vec<(usize, String)>> {
    let found = Spellings::of(variants);
    let is_lost = |words: &&str| {
        let is_known = gazetteer.id_of(words).is_some() || !found.named(words).is_empty();
        looks_like_id(words) && !is_known
    };
    let fault = |order: &Order| {
        let other = match &order.what {
            What::Into(other) | What::ApartFrom(other) => Some(other.as_str()),
            What::Alone => None,
        };
        let lost = [Some(order.variant.as_str()), other].into_iter().flatten().find(is_lost)?;
        let why = format!("no row and no entity has the id {lost}; correct it, or name the gazetteer that has it with --gazetteer");
        Some((order.line, why))
    };
    let faults: Vec<(usize, String)> = orders.list.iter().filter_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// *Q123*, *town:1*: what nobody is called.
fn looks_like_id(words: &str) -> bool {
    let is_wikidata = words.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let prefixed = words.split_once(':').is_some_and(|(prefix, rest)| !prefix.is_empty() && !rest.is_empty());
    is_wikidata || prefixed && !words.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names() {
        for id in ["Q1", "Q123456", "town:1", "ep:norway-cabinet"] {
            assert!(looks_like_id(id), "{id}");
        }
        for name in ["Q", "Quill", "Q. Hart", "R2D2", "Note: Hart", ":", "a:", "3M", "50 Cent"] {
            assert!(!looks_like_id(name), "{name}");
        }
    }
}
