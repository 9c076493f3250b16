//! Cuts a text into paragraphs, tokens and sentences.
//!
//! Input: text. Output: positions. Rules follow the habits of English news:
//! abbreviations keep their full stop, clitics (*'s, n't*) are tokens of their
//! own, hyphenated words are one token.

mod abbreviations;
mod data;
mod lines;
mod sentences;
mod tokens;

pub(crate) use lines::{BULLETS, paragraphs};
pub(crate) use sentences::{LONGEST as LONGEST_SENTENCE, split_sentences};
pub(crate) use tokens::tokenize;
