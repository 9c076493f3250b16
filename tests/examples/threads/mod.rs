//! Threads for the trainers.

use inquit_eval::training::Workers;
use rayon::prelude::*;

/// One for each core.
pub(crate) struct Threads;

impl Workers for Threads {
    fn map<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..count).into_par_iter().map(&work).collect()
    }
}
