//! Training: models from annotated text.
//!
//! Input: texts with annotations, in memory. Output: a model. Equal input and
//! seed give an equal model on every platform. Nothing here reads files,
//! starts threads or prints.

mod align;
mod gold;
mod headlines;
mod random;
mod tagger;
mod tags;
mod words;

pub use align::TaggedText;
pub use gold::{AnnotatedAttribution, AnnotatedText, gold_labels};
pub use tagger::{LabelledParagraph, TaggerSettings, labelled_paragraphs, train_tagger};
pub use tags::{FitTags, TagScore, score_tags};
