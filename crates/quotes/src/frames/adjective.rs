//! Adjectives that report: *X is confident that …*, *was critical of …*.

use std::ops::Range;

use super::{ends, finite_verb, plain};
use crate::candidate::{Candidate, End, fact};
use crate::context::Context;
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::phrases::VerbGroup;
use crate::subject;

pub(crate) fn propose(context: &Context<'_, '_>, sentence: &Range<usize>, verb: &VerbGroup, out: &mut Vec<Candidate>) {
    let mut at = verb.tokens.end;
    while at < sentence.end && context.tag(at).is_adverb() {
        at += 1;
    }
    let Some(index) = context.form(at).adjective.filter(|_| at < sentence.end && matches!(context.tag(at), Tag::JJ | Tag::VBN | Tag::RB))
    else {
        return;
    };
    if !context.is_any(
        verb.main,
        &[
            "is", "was", "are", "were", "be", "been", "'s", "’s", "'re", "’re", "am", "remain", "remains", "remained", "seem", "seems",
            "seemed", "feel", "feels", "felt", "became", "sounded", "appeared",
        ],
    ) {
        return;
    }
    let entry = context.lexicon.cue(index);
    let who = subject::before(context, sentence, verb);
    let next = at + 1;
    if next >= sentence.end {
        return;
    }
    let (start, fact) = match context.tag(next) {
        _ if context.is(next, "that") => (next, fact!("that")),
        Tag::TO if context.phrases.verb(next).is_some() => (next, fact!("infinitive")),
        Tag::IN | Tag::TO => (next + 1, fact!("preposition")),
        Tag::WRB | Tag::WP => (next, fact!("question")),
        _ if context.phrases.noun(next).is_some_and(|group| finite_verb(context, group.tokens.end..sentence.end).is_some()) => {
            (next, fact!("bare"))
        }
        _ => return,
    };
    for (end, kind) in ends::options(context, sentence, start, context.tag(verb.tokens.start)) {
        if (fact == fact!("that") || fact == fact!("bare")) && matches!(kind, End::Noun | End::Phrase) {
            continue;
        }
        let mut candidate = plain(
            context,
            Method::Adjectival,
            verb.tokens.start..at + 1,
            (Some(index), CuePart::Adjective, entry.class),
            who.clone(),
            [start..end],
            kind,
        );
        candidate.facts.push(fact);
        out.push(candidate);
    }
}
