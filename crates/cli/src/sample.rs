//! `--sample`: some of the documents, chosen by chance.
//!
//! In: batches, in the order of the input. Out: the chosen documents in the
//! same order, each a batch. Every document is as likely as any other however
//! many there are (reservoir sampling, Vitter 1985, algorithm R), and the same
//! input gives the same choice. Memory grows with the chosen documents alone.

use std::num::NonZeroUsize;

use crate::input::Batch;

/// The documents chosen so far.
#[derive(Debug)]
pub(crate) struct Sample {
    wanted: NonZeroUsize,
    /// Chosen documents, with their place in the input.
    chosen: Vec<(u64, Batch)>,
    /// What could not be read, with its place: none of this is left out.
    failed: Vec<(u64, Batch)>,
    /// Documents seen.
    seen: u64,
    /// Bytes of input behind them.
    consumed: u64,
    random: u64,
}

impl Sample {
    /// Room for `wanted` documents.
    pub(crate) fn new(wanted: NonZeroUsize) -> Sample {
        Sample { wanted, chosen: Vec::new(), failed: Vec::new(), seen: 0, consumed: 0, random: 1 }
    }

    /// Looks at the next batch.
    pub(crate) fn add(&mut self, batch: Batch) {
        self.consumed += batch.consumed;
        for one in batch.split() {
            if one.items.iter().any(|item| item.is_note()) {
                self.failed.push((self.seen, one));
                continue;
            }
            let place = self.seen;
            self.seen += 1;
            if self.chosen.len() < self.wanted.get() {
                self.chosen.push((place, one));
            } else if let Some(slot) = usize::try_from(self.below(self.seen)).ok().and_then(|slot| self.chosen.get_mut(slot)) {
                *slot = (place, one);
            }
        }
    }

    /// What was chosen, in the order of the input; the bytes of all input are
    /// dealt out, so that progress comes to its end.
    pub(crate) fn finish(self) -> Vec<Batch> {
        let mut all = self.failed;
        all.extend(self.chosen);
        // Stable: a failure comes before the document that was next.
        all.sort_by_key(|(place, _)| *place);
        let count = all.len() as u64;
        let share = |n: u64| self.consumed * n / count.max(1);
        (0..).zip(all).map(|(n, (_, batch))| Batch { consumed: share(n + 1) - share(n), ..batch }).collect()
    }

    /// A number below `limit` (SplitMix64, Steele, Lea and Flood 2014).
    fn below(&mut self, limit: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The high half of a product is fair enough for any limit of documents.
        ((u128::from(mixed ^ (mixed >> 31)) * u128::from(limit)) >> 64) as u64
    }
}
