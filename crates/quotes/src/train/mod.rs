//! Fitting models to annotated text.
//!
//! Input: texts with attributions that people marked, as spans. Output: a
//! model. Training is deterministic: equal input and settings give equal
//! bytes. Nothing here reads files, prints or starts threads.

mod gold;
mod random;
mod tagger;

pub use gold::{AnnotatedAttribution, AnnotatedText, gold_labels};
pub use tagger::{TaggerSettings, train_tagger};
