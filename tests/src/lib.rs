//! Shared code of the end-to-end tests: gold texts, the scorer, the floors.
//!
//! | module | what it does |
//! |---|---|
//! | [`gold`] | loads `tests/gold/*.toml`, finds every annotated string in its text |
//! | [`shared`] | reads the annotated news outside the project, if it is there |
//! | [`annotation`] | attributions and positions as the scorer sees them |
//! | [`regions`] | words, quotation-mark regions, and the direct/mixed/indirect rule, for scoring |
//! | [`names`] | whether two names are the same speaker, for scoring |
//! | [`score`] | precision, recall and F1, figure by figure what the shared scorer prints |
//! | [`roles`] | cue, class and kinds against the gold corpus |
//! | [`tagging`] | trains the tagger on the annotated news, scores its labels |
//! | [`linking`] | joins labels to attributions by nearness, to score the tagger alone |
//! | [`floors`] | `tests/scores.tsv`: the scores below which the tests fail |
//! | [`report`] | a text with its quotations underlined, for the snapshots |
//!
//! The scorer counts Unicode code points, as the shared one does; everything
//! else counts bytes, as the crates do. [`annotation::CodePoints`] converts.

pub mod annotation;
pub mod floors;
pub mod gold;
pub mod linking;
pub mod names;
pub mod regions;
pub mod report;
pub mod roles;
pub mod score;
pub mod shared;
pub mod tagging;

use std::io::Write as _;
use std::path::PathBuf;

use inquit_quotes::Analysis;

use crate::annotation::{CodePoints, Prediction, Type};

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

/// What the scorer needs of an analysis. Attributions inside another one's
/// content are left out, because the annotated news is flat.
///
/// The type of a prediction is the one the analysis gives; set
/// [`Prediction::quote_type`] to `None` to have it read from the text.
#[must_use]
pub fn predictions(text: &str, analysis: &Analysis) -> Vec<Prediction> {
    let points = CodePoints::new(text);
    let flat = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none());
    flat.map(|quote| {
        let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        Prediction {
            content: quote.content.iter().map(|span| points.of(*span)).collect(),
            speaker: quote.mention.map(|mention| points.of(mention.span)),
            resolved: (!names.is_empty()).then(|| names.join("; ")),
            quote_type: Some(Type::from(quote.quote_type)),
        }
    })
    .collect()
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
