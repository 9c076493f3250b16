//! The writer of a text, who says *I* outside quotations.
//!
//! Input: the first and the last paragraphs. Output: the person of the line
//! *By Ada Example* or of the last line *Ada Example is a writer in …*; nobody
//! if the text has neither. A writer who says *we* mostly means others too.

use super::people::People;
use crate::context::Context;
use crate::lexicon::Tag;
use crate::names::NameKind;

/// How many paragraphs a byline or the note on its author may stand from the
/// beginning or the end.
const EDGE: usize = 4;

/// The writer, as a place in the list of people.
pub(super) fn find(context: &Context<'_, '_>, people: &People) -> Option<usize> {
    let paragraphs = &context.document.paragraphs;
    let full = |i: usize| {
        let id = context.names.id_at(i)?;
        let name = &context.names.list[id];
        (name.kind == NameKind::Person && name.start == i && name.tokens.len() > 1)
            .then(|| people.of(id).map(|person| (person, name.tokens.end)))?
    };
    let byline = || {
        paragraphs.iter().take(EDGE).map(|paragraph| paragraph.tokens.clone()).find_map(|tokens| {
            let (person, end) = full(tokens.start + 1).filter(|_| context.document.word(tokens.start).eq_ignore_ascii_case("by"))?;
            (tokens.len() < 15 && !context.tag(end).is_finite()).then_some(person)
        })
    };
    let note = || {
        paragraphs.iter().rev().take(EDGE).filter(|_| paragraphs.len() > EDGE).map(|paragraph| paragraph.tokens.clone()).find_map(
            |tokens| {
                let (person, end) = full(tokens.start)?;
                let is = context.is(end, "is")
                    && (matches!(context.tag(end + 1), Tag::DT | Tag::NN | Tag::NNP | Tag::JJ) || context.is(end + 1, "the"));
                let named = |id: usize| people.of(id) == Some(person);
                // whom the text names before is one of whom it tells
                (is && !context.names.within(0..tokens.start).any(named)).then_some(person)
            },
        )
    };
    byline().or_else(note)
}
