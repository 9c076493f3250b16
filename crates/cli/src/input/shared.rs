//! [`Shared`]: how many documents have an id that another has.
//!
//! In: ids that records give themselves, in the order of the input, whatever
//! the number of threads. What is named by its file and line is not among them,
//! for no other has that name. Hashes are remembered and not ids, in a table of
//! fixed size, from which the oldest of those that lie together are dropped:
//! of very many documents, some that share an id may be missed. None is claimed
//! to share one that does not, unless two ids have the same hash of 64 bits.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::error::Note;
use crate::terminal;

/// Hashes in the table, which takes 4 MB.
const SLOTS: usize = 1 << 18;
/// Slots in which one hash may lie.
const NEAR: usize = 8;
/// Columns for the id in a message.
const WIDTH: usize = 60;

/// A document that has an id of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    hash: u64,
    /// The id, shortened for a message.
    id: String,
    /// What messages call its place.
    place: String,
}

impl Named {
    pub(super) fn new(id: &str, place: &str) -> Named {
        // Its keys are fixed, other than those of a map.
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        // Zero is the slot of nobody.
        Named { hash: hasher.finish().max(1), id: terminal::shorten(id, WIDTH), place: place.to_owned() }
    }
}

/// What is known of the ids so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Shared {
    /// Documents that have an id of their own, and those of them that share it.
    named: u64,
    sharing: u64,
    /// The first id that came again, and where.
    first: Option<(String, String)>,
    /// Whether hashes were dropped.
    dropped: bool,
    /// Empty until there is an id. Too much to be kept for a run that goes on
    /// after a break.
    #[serde(skip)]
    table: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    hash: u64,
    /// Whether the document that had it first is counted.
    counted: bool,
}

impl Shared {
    /// Adds the document that comes next.
    pub(super) fn add(&mut self, document: &Named) {
        if self.table.is_empty() {
            self.dropped |= self.named > 0;
            self.table = vec![Slot::default(); SLOTS];
        }
        self.named += 1;
        let (near, _) = self.table.as_chunks_mut::<NEAR>();
        let place = document.hash % near.len() as u64;
        let near = &mut near[usize::try_from(place).unwrap_or_default()];
        if let Some(slot) = near.iter_mut().find(|slot| slot.hash == document.hash) {
            self.sharing += if slot.counted { 1 } else { 2 };
            slot.counted = true;
            self.first.get_or_insert_with(|| (document.id.clone(), document.place.clone()));
            return;
        }
        near.rotate_right(1);
        let oldest = std::mem::replace(&mut near[0], Slot { hash: document.hash, counted: false });
        self.dropped |= oldest != Slot::default();
    }

    /// What there is to tell when everything is read.
    pub(super) fn told(&self) -> Option<Note> {
        let (id, place) = self.first.as_ref()?;
        let least = if self.dropped { "at least " } else { "" };
        Some(Note::Warning(format!(
            "{least}{} documents share an id with another; the first such id, {id:?}, is there again at {place}; their rows have the same doc_id, \
             unless --id-field names a field that tells them apart",
            self.sharing
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of documents with these ids, each at the place of its number.
    fn told(ids: impl IntoIterator<Item = String>) -> Option<String> {
        let mut shared = Shared::default();
        for (number, id) in ids.into_iter().enumerate() {
            shared.add(&Named::new(&id, &format!("a:{number}")));
        }
        shared.told().map(|note| match note {
            Note::Warning(told) => told,
            other => panic!("{other:?}"),
        })
    }

    fn check(ids: &[&str], begins: &str) {
        let told = told(ids.iter().map(|&id| id.to_owned())).unwrap_or_default();
        assert!(told.starts_with(begins) && told.is_empty() == begins.is_empty(), "{ids:?}: {told}");
    }

    #[test]
    fn every_document_that_shares_an_id_counts_once() {
        check(&[], "");
        check(&["a", "b", "c", "A", "a "], "");
        check(&["a", "b", "a"], "2 documents share an id with another; the first such id, \"a\", is there again at a:2; ");
        check(&["a", "b", "b", "a", "b", "b"], "6 documents share an id with another; the first such id, \"b\", is there again at a:2; ");
    }

    #[test]
    fn very_many_ids_are_no_false_ones_and_no_more_memory() {
        let many = 2 * SLOTS as u64;
        assert_eq!(told((0..many).map(|id| id.to_string())), None);
        let twice = told((0..many).flat_map(|id| [id.to_string(), id.to_string()])).expect("all share their id");
        assert!(twice.starts_with(&format!("at least {} documents share", 2 * many)), "{twice}");
        let mut shared = Shared::default();
        (0..many).for_each(|id| shared.add(&Named::new(&id.to_string(), "a")));
        assert_eq!(shared.table.len(), SLOTS);
    }

    #[test]
    fn what_goes_on_after_a_break_knows_what_it_forgot() {
        let mut shared = Shared::default();
        ["a", "b", "a"].iter().for_each(|id| shared.add(&Named::new(id, "x")));
        let kept = serde_json::to_string(&shared).unwrap();
        assert!(kept.len() < 200, "{kept}");
        let mut shared: Shared = serde_json::from_str(&kept).unwrap();
        ["b", "c", "c"].iter().for_each(|id| shared.add(&Named::new(id, "y")));
        let Some(Note::Warning(told)) = shared.told() else { panic!("{shared:?}") };
        assert!(
            told.starts_with("at least 4 documents share an id with another; the first such id, \"a\", is there again at x;"),
            "{told}"
        );
    }
}
