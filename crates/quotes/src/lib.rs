//! Finds quotations in news text and says who said them.
mod analyzer;
mod method;
mod quote;
pub use analyzer::{Analysis, Analyzer};
pub use inquit_gazetteer::Span;
pub use method::Method;
pub use quote::{Class, Cue, Mention, MentionKind, Quote, QuoteType, Speaker, SpeakerKind};
