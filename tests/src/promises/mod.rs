//! What the crates promise of any input, as functions that panic where a
//! promise is broken. Properties, fuzz targets and the replay of what fuzzing
//! found (`tests/fuzzed.rs`) share them, so that all hold the same.
//!
//! Each `any_*` function takes the bytes that a fuzzer made.

mod analysis;
mod gazetteer;
mod marks;
mod models;
#[cfg(feature = "command")]
mod readers;
#[cfg(feature = "command")]
mod writers;

pub use analysis::{any_text, stands_between_marks, well_formed};
pub use gazetteer::any_gazetteer;
pub use marks::{any_marks, paired};
pub use models::any_model;
#[cfg(feature = "command")]
pub use readers::{any_compressed, any_encoding, any_page, any_parquet, any_records};
#[cfg(feature = "command")]
pub use writers::any_rows;

use inquit_gazetteer::Span;

/// Whether a span is some text: not empty, inside, on character boundaries.
fn is_in(text: &str, span: Span) -> bool {
    !span.is_empty() && text.get(span.start()..span.end()).is_some()
}
