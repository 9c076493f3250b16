//! [`Documents`]: how many documents, in bounded memory and any order.
//!
//! The smallest hashes of the documents' names are kept, at most [`EXACT`] of
//! them. Up to that number the count is exact; beyond it, how densely the
//! smallest lie tells how many there are. The set of a union is the union of
//! the sets, so that neither the order of rows nor that of merging matters.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Documents counted exactly.
const EXACT: usize = 4096;
/// One document in so many may have two speakers that are one after all.
const RARELY: usize = 50;

/// A set of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Documents {
    /// The smallest hashes, sorted.
    hashes: Vec<u64>,
}

impl Documents {
    /// Adds the document of this name.
    pub(crate) fn add(&mut self, name: &str) {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        self.insert(hasher.finish());
    }

    fn insert(&mut self, hash: u64) {
        let full = self.hashes.len() == EXACT;
        if full && self.hashes.last().is_some_and(|&last| hash >= last) {
            return;
        }
        if let Err(place) = self.hashes.binary_search(&hash) {
            if full {
                self.hashes.pop();
            }
            self.hashes.insert(place, hash);
        }
    }

    /// Adds all documents of `other`.
    pub(crate) fn extend(&mut self, other: &Documents) {
        other.hashes.iter().for_each(|&hash| self.insert(hash));
    }

    /// How many documents there are, estimated beyond [`EXACT`].
    pub(crate) fn count(&self) -> u64 {
        match self.hashes.last() {
            Some(&last) if self.hashes.len() == EXACT => ((EXACT - 1) as f64 / (last as f64 / 2_f64.powi(64))).round() as u64,
            _ => self.hashes.len() as u64,
        }
    }

    /// Whether `other` is in hardly any of these documents.
    pub(crate) fn hardly_share(&self, other: &Documents) -> bool {
        // Above the smaller of two full sets' largest hashes, one is not known.
        let known = |set: &Documents| set.hashes.last().filter(|_| set.hashes.len() == EXACT).copied().unwrap_or(u64::MAX);
        let limit = known(self).min(known(other));
        let own = self.hashes.partition_point(|&hash| hash <= limit);
        let shared = self.hashes[..own].iter().filter(|hash| other.hashes.binary_search(hash).is_ok()).count();
        shared * RARELY <= own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: std::ops::Range<u32>) -> Documents {
        let mut set = Documents::default();
        numbers.for_each(|n| set.add(&format!("doc {n}")));
        set
    }

    #[test]
    fn counts_are_exact_then_near() {
        assert_eq!(Documents::default().count(), 0);
        assert_eq!(of(0..3).count(), 3);
        assert_eq!(of(0..4095).count(), 4095);
        let many = of(0..100_000);
        assert!((95_000..105_000).contains(&many.count()), "{}", many.count());
    }

    #[test]
    fn a_union_does_not_depend_on_the_order() {
        let (mut a, mut b) = (of(0..9_000), of(5_000..20_000));
        b.extend(&a);
        a.extend(&of(5_000..20_000));
        assert_eq!(a, b);
        assert_eq!(a, of(0..20_000));
    }

    #[test]
    fn documents_that_two_share() {
        assert!(of(0..1).hardly_share(&of(5..9)));
        assert!(!of(0..5).hardly_share(&of(4..9)));
        assert!(of(0..100).hardly_share(&of(99..150)));
        assert!(!of(0..50_000).hardly_share(&of(40_000..90_000)));
        assert!(of(0..50_000).hardly_share(&of(50_000..90_000)));
    }
}
