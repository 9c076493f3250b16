//! What an attribution reports: speech, thought, an attitude or an act.
//!
//! Input: a chosen candidate. Output: its [`Class`]. The lexicon gives a cue
//! its class; here the words around it decide where one cue can report or do:
//! *saw that it burned*, *saw the fire*. It decides in which tables a row
//! stands, nothing else: what is found and how sure it is do not depend on it.

use std::ops::Range;

use crate::candidate::{Candidate, Head};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::Tag;
use crate::phrases::Voice;
use crate::quote::{Class, QuoteType};
use crate::subject;

/// What the attribution is: an act of which the very words are told, as in
/// *agreed: "The road is worse."*, is speech; what is expected or known by
/// nobody in particular, and what nobody said, is none.
pub(crate) fn class(context: &Context<'_, '_>, candidate: &Candidate, quote_type: QuoteType) -> Class {
    let acts = matches!(candidate.class, Class::Act | Class::Attitude);
    let opens = |piece: &Range<usize>| context.mark(piece.start).filter(|span| span.tokens.start == piece.start);
    let sentence = candidate.content.first().and_then(opens).is_some_and(|span| {
        let first = span.inner.clone().find(|&i| context.document.tokens[i].kind == TokenKind::Word);
        first.is_some_and(|i| context.document.tokens[i].capital)
    });
    if acts && sentence && quote_type == QuoteType::Direct {
        return Class::Speech;
    }
    // *agreed that it was worse* says so, *agreed to leave* does not
    let first = candidate.content.first().map_or(0, |piece| piece.start);
    let agreed = candidate.entry.is_some_and(|entry| &*context.lexicon.cue(entry).lemma == "agree");
    if acts && agreed && candidate.subject.is_some() && context.is(first, "that") && context.tag(first) == Tag::IN {
        return Class::Speech;
    }
    if quote_type == QuoteType::Indirect && (is_silent(context, candidate) || is_done(context, candidate)) {
        return Class::Act;
    }
    if is_anyone(context, candidate) {
        return Class::Act;
    }
    // *is adamant that it holds*
    if candidate.class == Class::Attitude
        && candidate.cue.as_ref().is_some_and(|cue| context.form(cue.end - 1).adjective.is_some())
        && candidate.content.first().is_some_and(|piece| is_clause(context, piece))
    {
        return Class::Thought;
    }
    // *is believed to* reports what somebody says, *is expected to* does not
    let awaited = ["expect", "know", "see", "spot", "notice", "observe", "hope", "appear", "seem", "consider", "intend"];
    let by_nobody = candidate.subject.is_none() && candidate.class == Class::Thought && quote_type == QuoteType::Indirect;
    let lemma = candidate.entry.map(|entry| &*context.lexicon.cue(entry).lemma);
    if by_nobody && lemma.is_some_and(|lemma| awaited.contains(&lemma)) { Class::Attitude } else { candidate.class }
}

/// *did not respond to a request for comment*, *are questioning the driver*:
/// nothing is said.
fn is_silent(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(entry)) = (&candidate.cue, candidate.entry) else { return false };
    let lemma = &*context.lexicon.cue(entry).lemma;
    let start = candidate.extent().start;
    let group = context.phrases.noun(start).filter(|group| group.tokens.start == start);
    match lemma {
        "respond" | "reply" | "answer" | "comment" => {
            let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
            let before = sentence.max(cue.start.saturating_sub(4))..cue.end;
            before.clone().any(|i| context.is_any(i, &["not", "n't", "n’t", "never", "declined", "refused"]))
        }
        "question" => group.is_some_and(|group| {
            let head = subject::head(context, &group.tokens);
            matches!(head, Head::Name | Head::Role | Head::Pronoun | Head::Group) && context.tag(group.tokens.end) != Tag::POS
        }),
        // *Asked whether it would last, she laughed*: by the reporter
        "ask" => {
            let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
            candidate.subject.is_none() && cue.start == sentence
        }
        _ => false,
    }
}

/// Whether something is done rather than said: *saw the fire*, *decided to
/// leave*, *the plan was rejected*.
fn is_done(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(entry)) = (&candidate.cue, candidate.entry) else { return false };
    let entry = context.lexicon.cue(entry);
    let Some(first) = candidate.content.first() else { return false };
    if let [piece] = candidate.content.as_slice()
        && candidate.subject.is_none()
        && piece.end <= cue.start
    {
        let passive = context.phrases.verb(cue.end - 1).is_some_and(|verb| matches!(verb.voice, Voice::Passive | Voice::Reduced));
        return passive && is_object(context, piece);
    }
    if first.start < cue.end {
        return false;
    }
    let infinitive = context.tag(first.start) == Tag::TO && context.phrases.verb(first.start).is_some();
    let governs = (cue.end..first.start).any(|i| matches!(context.tag(i), Tag::IN | Tag::TO));
    infinitive && entry.act_with_infinitive || entry.act_with_object && !governs && is_object(context, first)
}

/// Whether a clause begins here, with *that* or its subject.
fn is_clause(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let first = piece.start + usize::from(context.is(piece.start, "that"));
    context.phrases.noun(first).is_some() && !is_object(context, &(first..piece.end))
}

/// Whether a noun group begins here that is no subject of a clause.
fn is_object(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let Some(group) = context.phrases.noun(piece.start).filter(|group| group.tokens.start == piece.start) else { return false };
    let mut end = group.tokens.end;
    // *the mayor of Holany and his aides fell*
    while matches!(context.tag(end), Tag::IN | Tag::CC)
        && let Some(next) = context.phrases.noun(end + 1).filter(|next| next.tokens.start == end + 1)
    {
        end = next.tokens.end;
    }
    while context.tag(end).is_adverb() {
        end += 1;
    }
    end >= piece.end || context.phrases.verb(end).is_none_or(|verb| !verb.finite)
}

/// *you think it fits*, *if you say so*: whoever reads, who said nothing. What
/// *you said* and *you have told* somebody did.
fn is_anyone(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let told = matches!(context.tag(cue.end - 1), Tag::VBD | Tag::VBN);
    subject.tokens.len() == 1 && context.is(subject.tokens.start, "you") && !told
}
