//! Cuts a text into lines, tokens and sentences.
//!
//! Input: text. Output: positions. Rules follow the habits of English news:
//! abbreviations keep their full stop, clitics (*'s, n't*) are tokens of their
//! own, hyphenated words are one token.

mod abbreviations;
mod data;
mod sentences;
mod tokens;

use inquit_gazetteer::Span;

pub(crate) use sentences::split_sentences;
pub(crate) use tokens::tokenize;

/// Spans of the non-empty lines of `text`, without their line ends and without
/// what is data for machines.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split('\n').filter_map(move |line| {
        let prose = data::data_start(line).map_or(line, |at| &line[..at]);
        let span = Span::new(start, start + prose.len());
        start += line.len() + 1;
        (!prose.trim().is_empty()).then_some(span)
    })
}
