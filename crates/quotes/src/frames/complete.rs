//! What a content lacks.
//!
//! Input: a candidate that is reported in the middle of a clause or behind it.
//! Output: the same with the other half of the clause. Nothing is weighed here.

use std::ops::Range;

use super::headline::TURN;
use super::quoted::chain_on;
use super::trim::skip_adverbs;
use super::{finite_verb, trimmed_end};
use crate::candidate::{Candidate, End};
use crate::context::Context;
use crate::lexicon::Tag;

/// Takes in the words of the clause that the content lacks.
pub(super) fn complete(context: &Context<'_, '_>, candidate: &mut Candidate) {
    join_halves(context, candidate);
    reach_clause(context, candidate);
    reach_verb(context, candidate);
}

/// Takes in all of a quotation that is left open at the end of its paragraph,
/// and the paragraphs that go on with it: whoever begins such a quotation has
/// said it to its end.
pub(super) fn reach_last_paragraph(context: &Context<'_, '_>, candidate: &mut Candidate) {
    // marks may open the lines of a transcript
    let Some(piece) = candidate.content.last_mut().filter(|_| !candidate.facts.contains(TURN)) else { return };
    let Some(span) = context.mark(piece.end - 1).filter(|span| span.continues && piece.start <= span.inner.start) else { return };
    if candidate.cue.as_ref().is_some_and(|cue| span.tokens.contains(&cue.start)) {
        return;
    }
    piece.end = span.tokens.end;
    candidate.content.extend(chain_on(context, span));
    candidate.end = End::Mark;
}

/// Tokens of the part of a clause before a reporting clause, at most.
const HALF: usize = 12;

/// Takes in the other half of a clause that is reported in its middle: *It
/// was, she said, "a mess"*, *The boy, she said, was asleep*, *Until then, she
/// said, the plan is off*.
fn join_halves(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject), [piece]) = (&candidate.cue, &candidate.subject, candidate.content.as_slice()) else { return };
    let mut clause = cue.start.min(subject.tokens.start)..cue.end.max(subject.tokens.end);
    // *The mayor, she told **reporters**, has resigned*
    let tells = candidate.entry.is_some_and(|entry| &*context.lexicon.cue(entry).lemma == "tell");
    let told = context.phrases.noun(clause.end).filter(|group| tells && group.tokens.start == clause.end);
    if let Some(told) = told.filter(|group| context.sign(group.tokens.end) == b',') {
        clause.end = told.tokens.end;
    }
    let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
    let first = sentence.start + usize::from(context.tag(sentence.start) == Tag::CC);
    let enclosed = clause.start > first + 1 && context.sign(clause.start - 1) == b',' && context.sign(clause.end) == b',';
    if !enclosed || clause.len() > HALF || context.mark(clause.start).is_some() {
        return;
    }
    let front = first..clause.start - 1;
    let back = clause.end + 1..trimmed_end(context, clause.end + 1, sentence.end);
    if front.len() > HALF || back.is_empty() || context.mark(front.start).is_some() || !front.clone().all(|i| context.mark(i).is_none()) {
        return;
    }
    // *The club is closing, she said, citing its debts*
    if context.tag(back.start) == Tag::VBG && finite_verb(context, front.clone()).is_some() {
        return;
    }
    // *Asked if it would last, she said, "Who knows?"*
    if matches!(context.tag(front.start), Tag::VBN | Tag::VBD) {
        return;
    }
    let subordinate = matches!(context.tag(front.start), Tag::IN | Tag::WRB);
    let ends_in_verb = !subordinate && context.phrases.verb(front.end - 1).is_some_and(|verb| verb.finite);
    let whole_front = finite_verb(context, front.clone()).is_some() && !ends_in_verb;
    // *As for that, she said, "We go."*
    let sentence_of_its_own = context.mark(back.start).is_some_and(|span| context.document.tokens[span.inner.start].capital);
    let goes_on = context.phrases.verb(skip_adverbs(context, back.start)).is_some_and(|verb| verb.finite);
    if piece.start == back.start && !whole_front && (ends_in_verb || !sentence_of_its_own) {
        candidate.content.insert(0, front);
    } else if *piece == front && (goes_on || ends_in_verb) && !whole_front {
        candidate.content.push(back);
    }
}

/// Takes in all of a clause that is reported behind it: *The memo was ignored,
/// she said*, *When he came, the store was dark, she said*.
fn reach_clause(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject), [piece]) = (&candidate.cue, &candidate.subject, candidate.content.as_mut_slice()) else { return };
    let clause = cue.start.min(subject.tokens.start)..cue.end.max(subject.tokens.end);
    let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
    let last = trimmed_end(context, clause.start, sentence.end) <= clause.end;
    let Some(comma) = clause.start.checked_sub(1).filter(|&i| last && context.sign(i) == b',' && i > piece.start) else { return };
    let plain = |mut range: Range<usize>| range.all(|i| context.mark(i).is_none() && context.sign(i) != b',' && context.sign(i) != b';');
    let first = sentence.start + usize::from(context.tag(sentence.start) == Tag::CC);
    if piece.end < comma && piece.start <= first && plain(piece.start..comma) {
        piece.end = comma;
    }
    let before = piece.start.checked_sub(1).filter(|&i| i > first && context.sign(i) == b',');
    if piece.end == comma && before.is_some_and(|i| plain(first..i)) && matches!(context.tag(first), Tag::WRB) {
        piece.start = first;
    }
}

/// Takes in the verb of a clause whose subject something between commas
/// parts from it: *believes that the camp, **which opened in May, is full***,
/// *said the camp, **which opened in May, was full***.
fn reach_verb(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.last_mut()) else { return };
    let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
    let is_comma = |&i: &usize| context.sign(i) == b',' && context.mark(i).is_none();
    // a thing is believed or claimed, but hardly said
    let says = || candidate.entry.is_some_and(|entry| &*context.lexicon.cue(entry).lemma == "say") && piece.start == cue.end;
    let clause = piece.start >= cue.end && (context.is(piece.start, "that") || says());
    let clause = clause && finite_verb(context, piece.clone()).is_none();
    if !clause || piece.end >= sentence.end || !is_comma(&piece.end) {
        return;
    }
    let Some(comma) = (piece.end + 2..sentence.end).find(is_comma) else { return };
    let verb = context.phrases.verb(skip_adverbs(context, comma + 1));
    let Some(verb) = verb.filter(|verb| verb.finite && verb.tokens.start < sentence.end) else { return };
    // *Lest you think that the camp, now a year old, is full, **I must add** that …*
    let other_clause = |&i: &usize| {
        let subject = context.phrases.noun(i + 1).filter(|group| is_comma(&i) && group.tokens.start == i + 1);
        subject.and_then(|group| context.phrases.verb(group.tokens.end)).is_some_and(|verb| verb.finite)
    };
    let other = (verb.tokens.end..sentence.end).find(other_clause);
    candidate.end = if other.is_some() { End::Comma } else { End::Sentence };
    piece.end = other.unwrap_or_else(|| trimmed_end(context, comma, sentence.end));
}
