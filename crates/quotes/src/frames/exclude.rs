//! What is no attribution, whichever frame proposes it.
//!
//! Input: the candidates of all frames. Output: the same without those that
//! their words rule out, and without words that belong to others: half of the
//! next subject, titles of works. Nothing is weighed here.

use std::ops::Range;

use super::{finite_verb, headline, trimmed_end};
use crate::candidate::{Candidate, Head};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{Lists, Tag};
use crate::marks::{LONG, QuoteSpan};
use crate::phrases::{VerbGroup, Voice};
use crate::subject;

/// Leaves out the candidates that are none, and the words that are not theirs.
pub(super) fn refine(context: &Context<'_, '_>, candidates: &mut Vec<Candidate>) {
    let titled = context.marks.iter().any(|span| is_title(context, span));
    for candidate in candidates.iter_mut() {
        leave_subject(context, candidate);
        leave_preface(context, candidate);
        leave_addressee(context, candidate);
        leave_time(context, candidate);
        leave_main_clause(context, candidate);
        if titled {
            candidate.content.retain(|piece| !is_title_of_work(context, piece));
        }
    }
    candidates.retain(|candidate| {
        has_words(context, candidate)
            && !is_its_own_source(candidate)
            && !is_hearsay(context, candidate)
            && !is_for_anonymity(context, candidate)
            && !is_cited_source(context, candidate)
            && !runs_into_a_report(context, candidate)
            && !headline::is_page_part(context, candidate)
    });
}

/// Words before a quotation that may only say what it is about, at most.
const PREFACE: usize = 8;

/// Cuts off what a quotation is about: *said of the plan, "…"*, *as for the
/// plan, "…"*.
fn leave_preface(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.first_mut().filter(|piece| context.mark(piece.start).is_none()) else { return };
    let about = piece.start.checked_sub(1).is_some_and(|i| context.is_any(i, &["of", "about"]));
    let only = context.is_any(piece.start, &["only", "simply", "just"]) && context.sign(piece.start + 1) == b',';
    let thing = context.phrases.noun(piece.start).is_some_and(|group| {
        context.sign(group.tokens.end) == b':'
            && context.is_any(group.tokens.end - 1, &["thing", "things", "words", "advice", "message", "answer"])
    });
    if !about && !only && !thing && !(context.is(piece.start, "as") && context.is(piece.start + 1, "for")) {
        return;
    }
    let opens = |i: usize| context.mark(i).is_some_and(|span| span.tokens.start == i && span.tokens.end == piece.end && span.words >= LONG);
    let reach = piece.start + 1..piece.end.min(piece.start + PREFACE);
    let Some(mark) = reach.clone().take_while(|&i| context.phrases.verb(i).is_none()).find(|&i| opens(i)) else { return };
    if matches!(context.word(mark - 1), "," | ":" | "—" | "–" | "--") && context.phrases.verb(piece.start).is_none() {
        piece.start = mark;
    }
}

/// Cuts off who is told, and when: *told the jury he remembered nothing*,
/// *said Friday that the port would close*.
fn leave_addressee(context: &Context<'_, '_>, candidate: &mut Candidate) {
    const TELLS: [&str; 10] = ["tell", "remind", "assure", "reassure", "inform", "warn", "advise", "convince", "persuade", "notify"];
    let lemma = candidate.entry.map(|index| &*context.lexicon.cue(index).lemma);
    let Some(piece) = candidate.content.first_mut().filter(|piece| context.mark(piece.start).is_none()) else { return };
    let group_at = |i: usize| context.phrases.noun(i).filter(|group| group.tokens.start == i);
    let Some(group) = group_at(piece.start) else { return };
    let is_time = |group: &Range<usize>| subject::head(context, group) == Head::Time;
    let tells = lemma.is_some_and(|lemma| TELLS.contains(&lemma));
    if context.tag(piece.start) == Tag::EX || !tells && !is_time(&group.tokens) {
        return;
    }
    let mut end = group.tokens.end;
    // *told a friend of hers on Friday that*
    for _ in 0..4 {
        let preposition = usize::from(matches!(context.tag(end), Tag::IN | Tag::TO) && !context.is(end, "that"));
        match group_at(end + preposition) {
            Some(group) if preposition == 1 || is_time(&group.tokens) => end = group.tokens.end,
            _ => break,
        }
    }
    let verb = skip_adverbs(context, end + 1);
    let clause = context.is(end, "that") && !context.tag(end + 1).is_verb();
    // *told jurors the plant would close*
    let second = group_at(end).filter(|second| tells && is_told(context, &group.tokens) && second.tokens.end < piece.end);
    let noun = second.is_some_and(|second| context.phrases.verb(skip_adverbs(context, second.tokens.end)).is_some_and(|verb| verb.finite));
    let pronoun = tells && matches!(context.tag(end), Tag::PRP | Tag::EX) && context.phrases.verb(verb).is_some_and(|verb| verb.finite);
    if (clause || pronoun || noun) && end + 1 < piece.end {
        piece.start = end;
    }
}

/// Whether somebody can be told something by these words.
fn is_told(context: &Context<'_, '_>, group: &Range<usize>) -> bool {
    let head = subject::head(context, group);
    subject::is_person(head) || matches!(head, Head::Plural | Head::Body) || context.lists(group.end - 1).any(Lists::ADDRESSEE)
}

fn skip_adverbs(context: &Context<'_, '_>, mut at: usize) -> usize {
    while context.tag(at).is_adverb() {
        at += 1;
    }
    at
}

/// Cuts off the main clause behind a relative one: *Example, who said he "fell
/// asleep," was fined*.
fn leave_main_clause(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = &candidate.cue else { return };
    let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
    let near = cue.start.saturating_sub(4).max(sentence + 1)..cue.start;
    let relative = near.rev().find(|&i| matches!(context.tag(i), Tag::WP | Tag::WDT));
    if !relative.is_some_and(|i| context.sign(i - 1) == b',') {
        return;
    }
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue.end) else { return };
    let comma = |i: usize| {
        let closes = context.mark(i).is_some_and(|span| span.tokens.end == i + 1);
        context.sign(i) == b',' || closes && i > 0 && context.sign(i - 1) == b','
    };
    let goes_on = |&i: &usize| {
        let verb = context.phrases.verb(skip_adverbs(context, i)).is_some_and(|verb| verb.finite);
        verb && comma(i - 1) && context.mark(i).is_none_or(|span| span.tokens.start < piece.start)
    };
    if let Some(end) = (piece.start + 1..piece.end).find(goes_on) {
        let end = if context.sign(end - 1) == b',' { end - 1 } else { end };
        piece.end = end.max(piece.start + 1);
    }
}

/// Cuts off when it was said behind the last quotation: *called it "a
/// disgrace" on Friday*.
fn leave_time(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.last_mut().filter(|piece| context.mark(piece.end - 1).is_none()) else { return };
    let Some(last) = piece.clone().rev().find(|&i| context.mark(i).is_some()) else { return };
    let at = last + 1;
    let group = context.phrases.noun(at + usize::from(context.is_any(at, &["on", "in", "at"])));
    let time = group.is_some_and(|group| subject::head(context, &group.tokens) == Head::Time) || context.is(at, "during");
    if time && (at..piece.end).all(|i| context.phrases.verb(i).is_none()) && context.mark(last).is_some_and(|span| span.tokens.end == at) {
        piece.end = at;
    }
}

fn is_title_of_work(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    context.mark(piece.start).is_some_and(|span| span.tokens == *piece && is_title(context, span))
}

/// *the song "A Night at Sea"*: a title between marks, all words in capitals,
/// behind the word for what bears it.
pub(crate) fn is_title(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    let start = span.tokens.start;
    let before = start.checked_sub(1).map(|i| if context.sign(i) == b',' { i.saturating_sub(1) } else { i });
    let work = before.is_some_and(|i| context.lists(i).any(Lists::WORK));
    let small = |i: usize| {
        let token = context.document.tokens[i];
        token.kind == TokenKind::Word && !token.capital && token.span.len() > 4
    };
    let first = span.inner.clone().find(|&i| context.document.tokens[i].kind == TokenKind::Word);
    work && first.is_some_and(|i| context.document.tokens[i].capital) && !span.inner.clone().any(small)
}

/// Whether a word or number stands in the content: signs alone say nothing.
fn has_words(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let is_word = |i: usize| matches!(context.document.tokens[i].kind, TokenKind::Word | TokenKind::Number);
    candidate.content.iter().flat_map(Range::clone).any(is_word)
}

/// *Example is said to be furious*: said by others than Example.
fn is_hearsay(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let hearsay = |verb: &VerbGroup| {
        let says = ["said", "thought", "believed", "reported", "known", "rumoured", "rumored", "alleged", "understood", "claimed"];
        matches!(verb.voice, Voice::Passive | Voice::Reduced) && context.is_any(verb.main, &says) && context.tag(verb.tokens.end) == Tag::TO
    };
    subject.tokens.end <= cue.start && (cue.clone()).filter_map(|i| context.phrases.verb(i)).any(hearsay)
}

/// Whether the words that name the speaker are all that would have been said.
fn is_its_own_source(candidate: &Candidate) -> bool {
    let within = |piece: &Range<usize>, other: &Range<usize>| other.start <= piece.start && piece.end <= other.end;
    candidate.subject.as_ref().is_some_and(|subject| candidate.content.iter().all(|piece| within(piece, &subject.tokens)))
}

/// *asked not to be named*, *requested anonymity*: how a source wishes to
/// appear is nothing that the article quotes.
fn is_for_anonymity(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(cue) = candidate.cue.as_ref().filter(|cue| matches!(context.word(cue.end), "not" | "to" | "be" | "for" | "anonymity")) else {
        return false;
    };
    let mut at = cue.end;
    while context.is_any(at, &["not", "to", "be", "for", "remain", "stay"]) && at < cue.end + 4 {
        at += 1;
    }
    let behind = candidate.extent().start >= cue.start && candidate.extent().start <= at;
    let named = at >= cue.end + 2 && context.is_any(at, &["named", "identified", "anonymous"]);
    behind && (named || context.is(at, "anonymity"))
}

/// *citing two officials*: whom a report rests on is nothing that it says;
/// *was quoted as saying*: what follows *saying* is said.
fn is_cited_source(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(verb) = candidate.cue.as_ref().map(|cue| cue.end - 1) else { return false };
    if context.is(verb, "quoted") {
        let saying = |i: usize| context.is(i, "as") && context.tag(i + 1) == Tag::VBG && context.form(i + 1).verb.is_some();
        return candidate.content.iter().any(|piece| (piece.start.saturating_sub(1)..piece.end).any(saying));
    }
    let [content] = candidate.content.as_slice() else { return false };
    let group = context.phrases.noun(content.start).filter(|group| group.tokens.start == content.start);
    let source = group.map(|group| subject::head(context, &group.tokens));
    context.is_any(verb, &["citing", "cited", "cites"])
        && source.is_some_and(|head| subject::is_person(head) || matches!(head, Head::Body | Head::Plural))
        && finite_verb(context, content.clone()).is_none()
        && context.mark(content.start).is_none()
}

/// Where a finite verb of the cue lexicon stands.
fn reports(context: &Context<'_, '_>, i: usize) -> bool {
    context.phrases.verb(i).is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some())
}

/// The token behind *, Ada Example,* at token `i`.
fn behind_apposition(context: &Context<'_, '_>, i: usize) -> Option<usize> {
    let name = context.names.at(i + 1).filter(|name| context.sign(i) == b',' && name.start == i + 1)?;
    (context.sign(name.tokens.end) == b',').then_some(name.tokens.end + 1)
}

/// Whether the content goes on into what somebody else reports: *…; the firm
/// says*, *…, but the mayor said*.
fn runs_into_a_report(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let begins = |i: usize| {
        let end = context.phrases.noun(i).filter(|group| group.tokens.start == i).map(|group| group.tokens.end);
        end.is_some_and(|end| reports(context, behind_apposition(context, end).unwrap_or(end)))
    };
    let second = |i: usize| match context.sign(i) {
        b';' => begins(i + 1),
        b',' => context.is_any(i + 1, &["but", "while", "although"]) && begins(i + 2),
        _ => false,
    };
    candidate.content.iter().flat_map(Range::clone).any(|i| context.mark(i).is_none() && second(i))
}

/// Cuts off half of a subject that a content ends in: *…, an eyewitness* of
/// *…, an eyewitness, Ada Example, said*.
fn leave_subject(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(last) = candidate.content.last_mut().filter(|last| context.mark(last.end).is_none()) else { return };
    let Some(group) = context.phrases.noun(last.end - 1).filter(|group| group.tokens.end == last.end) else { return };
    let start = group.tokens.start;
    let opens = start > last.start + 1 && (context.sign(start - 1) == b',' || context.tag(start - 1) == Tag::CC);
    if opens && behind_apposition(context, last.end).is_some_and(|i| reports(context, i)) {
        let before = start - usize::from(context.tag(start - 1) == Tag::CC);
        let end = trimmed_end(context, last.start, before);
        if end > last.start {
            last.end = end;
        }
    }
}
