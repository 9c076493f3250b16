//! Which verb of some words is that of their clause.
//!
//! Input: words that begin with a noun group or *that*. Output: the finite verbs
//! in them that belong to no clause inside of it: not *ate* of *women who ate
//! nuts were healthier*. Sees one sentence.

use std::ops::Range;

use crate::context::Context;
use crate::lexicon::Tag;

/// Words that begin a clause inside of another one.
const OPENERS: [&str; 15] = [
    "that", "because", "if", "while", "as", "after", "before", "since", "until", "although", "though", "unless", "than", "once", "whether",
];

/// The first tokens of the finite verbs of `words` that stand in no clause
/// inside of it, outside of quotation marks, in text order. The first token is
/// not looked at: it may be the *that* of the whole.
pub(crate) fn main_verbs<'c>(context: &'c Context<'_, '_>, words: Range<usize>) -> impl Iterator<Item = usize> + 'c {
    let first = words.start + 1;
    let finite =
        |&i: &usize| context.mark(i).is_none() && context.phrases.verb(i).is_some_and(|verb| verb.tokens.start == i && verb.finite);
    (first..words.end).filter(finite).filter(move |&verb| is_main(context, first, verb))
}

/// Whether the verb at `verb` is none of a relative or other clause that begins
/// at `first` or later.
fn is_main(context: &Context<'_, '_>, first: usize, verb: usize) -> bool {
    let mut at = verb;
    while at > first && context.tag(at - 1).is_adverb() {
        at -= 1;
    }
    if at <= first {
        return true;
    }
    let begins = |i: usize| {
        let tag = context.tag(i);
        matches!(tag, Tag::WP | Tag::WDT | Tag::WRB | Tag::WPS) || context.is_any(i, &OPENERS)
    };
    // *who **ate***; *… **and** was*: of whoever acts outside of the words
    if begins(at - 1) || matches!(context.tag(at - 1), Tag::CC) || context.sign(at - 1) == b',' {
        return false;
    }
    let Some(group) = context.phrases.noun(at - 1).filter(|group| group.tokens.end == at && group.tokens.start > first) else {
        return true;
    };
    let before = group.tokens.start - 1;
    // *the book **he** wrote*
    let contact = context.tag(group.tokens.start) == Tag::PRP && context.tag(before).is_noun();
    !begins(before) && !contact
}
