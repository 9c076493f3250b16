//! Finds quotations in English news text and says who said them.
//!
//! Direct speech stands between quotation marks (*"It is safe," she said*),
//! indirect speech does not (*she said that it was safe*), mixed speech does in
//! part (*she called it "safe as houses"*). Quotation marks alone make no
//! quotation: titles, nicknames and irony are left out.
//!
//! ```
//! use inquit_quotes::{Analyzer, QuoteType};
//!
//! let text = "“The bridge is safe,” said Marta Olsen, the mayor. She warned that it would close at night.";
//! let quotes = Analyzer::english().analyze(text).quotes;
//! assert_eq!(quotes.len(), 2);
//! assert_eq!(quotes[0].quote_type, QuoteType::Direct);
//! assert_eq!(quotes[1].content[0].of(text), "that it would close at night");
//! assert_eq!(quotes[1].mention.map(|mention| mention.span.of(text)), Some("She"));
//! assert_eq!(quotes[1].speakers[0].name, "Marta Olsen");
//! ```
//!
//! # Overview
//!
//! * [`Analyzer`] holds gazetteer and lexicon; [`Analyzer::analyze`] reads a text, [`Analyzer::analyze_all`] many.
//! * [`Quote`] is a result: content, [`Cue`], [`Mention`], [`Speaker`]s, the
//!   [`Method`] that made it and its confidence. It borrows nothing.
//! * [`Span`] is a half-open range of bytes of the text: `span.of(text)`.
//! * [`Document`] and [`pair_marks`] are the first stages by themselves:
//!   paragraphs, sentences and tokens; stretches between quotation marks.
//! * [`Lexicon`] lists the words that report; [`TagModel`] tells verbs from nouns.
//! * [`Analyzer::labels`] tells what a [`TaggerModel`] takes for source, cue and
//!   content, token by token; [`train`] makes such models.
//! * [`Model`] is what training makes: a tagger and the weights of the evidence.
//! * [`Proposal`] shows what was considered: the evidence that training learns from.
//! * [`Explanation`] tells why an attribution is as it is, and each [`Rival`] that lost.
//!
//! # What may surprise
//!
//! * A line is a paragraph, but for one that begins with a small letter where
//!   the line before has not ended its sentence, and for texts that are broken
//!   to a width of at most 110 characters, whose paragraphs are joined.
//! * A quotation that its reporting clause interrupts (*"A," X said. "B."*) is
//!   one [`Quote`] whose content has two spans.
//! * Speech inside other content is a quotation of its own, with
//!   [`Quote::nested_in`].
//! * Attitudes and acts (*supports, refused to*) are found as well;
//!   [`Quote::class`] tells them from speech.
//! * [`Quote::speakers`] is empty where the text does not say who speaks.
//! * [`Quote::confidence`] is the probability that content and mention are both
//!   right. What is less probable than [`Analyzer::with_min_confidence`] says
//!   is left out.
//!
//! # Invariants
//!
//! Analysing never fails and never panics, whatever the text. The text is
//! never altered. Equal input gives equal output. This crate reads no files,
//! prints nothing and knows no time.

mod analyzer;
mod candidate;
mod chain;
mod class;
mod clauses;
mod context;
mod document;
mod error;
mod evidence;
mod feature;
mod frames;
mod lexicon;
mod marks;
mod method;
mod model;
mod modifiers;
mod names;
mod phrases;
mod quote;
mod resolve;
mod segment;
mod select;
mod sieves;
mod subject;
mod table;
mod tag;
mod tagger;
pub mod train;

pub use analyzer::{Analysis, Analyzer, Explanation, Proposal, Rival, analyze};
pub use chain::{Rule, Step};
pub use document::{Document, Paragraph, Sentence, Token, TokenKind};
pub use error::{LexiconError, ModelError};
pub use evidence::Evidence;
pub use inquit_gazetteer::Span;
pub use lexicon::{CueEntry, CuePart, Lexicon, Tables};
pub use marks::{QuoteSpan, pair_marks};
pub use method::Method;
pub use model::Model;
pub use quote::{Class, Cue, Mention, MentionKind, Quote, QuoteType, Speaker, SpeakerKind};
pub use tag::TagModel;
pub use tagger::{Label, Labels, Piece, Role, Side, TaggerModel};
