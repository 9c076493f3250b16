//! Shared code of the end-to-end tests: gold texts, the scorer, the floors.
//!
//! | module | what it does |
//! |---|---|
//! | [`gold`] | loads `tests/gold/*.toml`, finds every annotated string in its text |
//! | [`shared`] | reads the annotated news outside the project, if it is there |
//! | [`annotation`], [`regions`], [`names`], [`score`] | the scorer, from `inquit-eval` |
//! | [`roles`] | cue, class and kinds against the gold corpus |
//! | [`floors`] | `tests/scores.tsv`: the scores below which the tests fail |
//! | [`report`] | a text with its quotations underlined, for the snapshots |
//! | [`promises`] | what holds of any input, for properties and fuzzing |
//!
//! The scorer counts Unicode code points, as the shared one does; everything
//! else counts bytes, as the crates do. [`annotation::CodePoints`] converts.

pub mod floors;
pub mod gold;
pub mod hostile;
pub mod promises;
pub mod report;
pub mod roles;
pub mod shared;

use std::io::Write as _;
use std::path::PathBuf;

pub use inquit_eval::{annotation, linking, names, predictions, regions, score, tagging};

/// The folder of this package, which holds `gold/` and `scores.tsv`.
#[must_use]
pub fn tests_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Writes `message` and a line end to standard error, also where the test
/// runner hides what a passing test prints: skipped tests and scores must be
/// seen.
pub fn say(message: &str) {
    // A closed standard error is no reason to fail a test.
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// The examples of the front pages, compiled and run by `cargo test`.
#[cfg(doctest)]
mod front_pages {
    #[doc = include_str!("../../README.md")]
    struct Workspace;
    #[doc = include_str!("../../crates/gazetteer/README.md")]
    struct Gazetteer;
    #[doc = include_str!("../../crates/quotes/README.md")]
    struct Quotes;
}
