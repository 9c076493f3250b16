//! Nouns that report: *X's claim that …*, *his warning about …*, *criticism by X of …*.

use std::ops::Range;

use super::seldom::{ends_early, is_nobodys};
use super::{ends, finite_verb, plain};
use crate::candidate::{Candidate, End, Head, Path, Subject, fact};
use crate::context::Context;
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::subject;

pub(crate) fn propose(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize, out: &mut Vec<Candidate>) {
    // the tag first: it is at hand, the form is not
    let Some(index) = Some(at).filter(|&at| matches!(context.tag(at), Tag::NN | Tag::NNS)).and_then(|at| context.form(at).noun) else {
        return;
    };
    let Some(group) = context.phrases.noun(at).filter(|group| group.tokens.end == at + 1) else { return };
    let entry = context.lexicon.cue(index);
    let mut next = at + 1;
    let mut who = possessor(context, &group.tokens);
    if (context.is(next, "by") || context.is(next, "from"))
        && let Some(subject) = subject::starting_at(context, sentence, next + 1, Path::Agent)
    {
        next = subject.tokens.end;
        who = Some(subject);
    }
    // *made a claim that*: the subject of the verb before
    if who.is_none()
        && let Some(verb) = group.tokens.start.checked_sub(1).and_then(|i| context.phrases.verb(i))
    {
        who = subject::before(context, sentence, verb).map(|subject| Subject { path: Path::Governor, ..subject });
    }
    if next >= sentence.end {
        return;
    }
    let (start, fact) = match context.tag(next) {
        _ if context.is(next, "that") && finite_verb(context, next + 1..sentence.end).is_some() => (next, fact!("that")),
        Tag::TO if context.phrases.verb(next).is_some() => (next, fact!("infinitive")),
        Tag::IN | Tag::TO if next + 1 < sentence.end => (
            next + 1,
            match context.word(next) {
                "of" => fact!("of"),
                "for" => fact!("for"),
                "about" | "on" | "over" => fact!("about"),
                "against" => fact!("against"),
                "to" => fact!("to"),
                "in" => fact!("in"),
                _ => fact!("other-preposition"),
            },
        ),
        Tag::PUNCT if context.sign(next) == b':' => (next + 1, fact!("colon")),
        _ => return,
    };
    for (end, kind) in ends::options(context, sentence, start, Tag::PUNCT) {
        if fact == fact!("that") && matches!(kind, End::Noun | End::Phrase) {
            continue;
        }
        let mut candidate =
            plain(context, Method::Nominal, at..at + 1, (Some(index), CuePart::Noun, entry.class), who.clone(), [start..end], kind);
        candidate.facts.push(fact);
        candidate.facts.push(if context.tag(at) == Tag::NNS { fact!("plural-cue") } else { fact!("singular-cue") });
        let may_be_nobodys = !is_nobodys(entry.class, Method::Nominal, None) && !ends_early(kind);
        if may_be_nobodys && candidate.subject.as_ref().is_some_and(|subject| subject.path == Path::Governor) {
            out.push(Candidate { subject: None, ..candidate.clone() });
        }
        if may_be_nobodys || who.is_some() {
            out.push(candidate);
        }
    }
}

/// *critics* of *critics' claims*, where the apostrophe is a sign of its own.
fn owners(context: &Context<'_, '_>, group: &Range<usize>) -> Option<Range<usize>> {
    let mark = group.start.checked_sub(1).filter(|&i| matches!(context.word(i), "'" | "’") && context.mark(i).is_none())?;
    let owner = mark.checked_sub(1).filter(|&i| matches!(context.tag(i), Tag::NNS | Tag::NNPS))?;
    let group = context.phrases.noun(owner).filter(|group| group.tokens.end == mark);
    Some(group.map_or(owner..mark, |group| group.tokens.clone()))
}

/// *X's*, *his* at the start of the group.
fn possessor(context: &Context<'_, '_>, group: &Range<usize>) -> Option<Subject> {
    if context.tag(group.start) == Tag::PRPS {
        return Some(Subject { tokens: group.start..group.start + 1, head: Head::Pronoun, path: Path::Possessive });
    }
    owner(context, group)
}

/// *X's* at the start of the group, or before it: whose the group is.
pub(super) fn owner(context: &Context<'_, '_>, group: &Range<usize>) -> Option<Subject> {
    let mark = || group.clone().rev().find(|&i| context.tag(i) == Tag::POS);
    let tokens = owners(context, group).or_else(|| mark().map(|mark| group.start..mark))?;
    (!tokens.is_empty()).then(|| Subject { head: subject::head(context, &tokens), tokens, path: Path::Possessive })
}
