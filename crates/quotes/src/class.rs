//! What an attribution reports: speech, thought, an attitude or an act.
//!
//! Input: a chosen candidate. Output: its [`Class`]. The lexicon gives a cue
//! its class; here the words around it decide where one cue can report or do:
//! *saw that it burned*, *saw the fire*. It decides in which tables a row
//! stands, nothing else: what is found and how sure it is do not depend on it.

use std::ops::Range;

use crate::candidate::{Candidate, Head};
use crate::clauses::main_verbs;
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::Tag;
use crate::phrases::Voice;
use crate::quote::{Class, QuoteType};
use crate::subject;

/// What the attribution is. An act of which the very words are told, as in
/// *agreed: "The road is worse."*, is speech; a stance that a clause tells, as in
/// *is adamant that it holds*, a thought; what is done, what nobody says and what
/// *you* think an act; what is expected or seems so to nobody in particular an
/// attitude.
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
        && !is_so_much(context, candidate)
    {
        return Class::Thought;
    }
    // *is believed to* reports what somebody says; *is expected to*, *appears to* do not
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

/// *was **so** angry that she left*: what came of it.
fn is_so_much(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    candidate.cue.as_ref().is_some_and(|cue| (cue.start..cue.end).any(|i| context.is_any(i, &["so", "too", "such"])))
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
    // *will believe it*: a thought that is not told
    if candidate.class == Class::Thought && candidate.len() == 1 && context.tag(first.start) == Tag::PRP {
        return true;
    }
    let infinitive = context.tag(first.start) == Tag::TO && context.phrases.verb(first.start).is_some();
    let verb = cue.clone().rev().find_map(|i| context.phrases.verb(i)).map_or(cue.end, |verb| verb.tokens.end);
    let governs = (verb..first.start).any(|i| matches!(context.tag(i), Tag::IN | Tag::TO | Tag::RP));
    // *Records show the house sold*, where a verb looks like a participle
    let head = candidate.subject.as_ref().map(|subject| subject.head);
    let document = head == Some(Head::Document);
    let shows = document && matches!(&*entry.lemma, "show" | "find") || head == Some(Head::Plural) && entry.lemma == "show";
    infinitive && entry.act_with_infinitive
        || entry.act_with_object && !governs && !shows && is_object(context, first) && is_thing(context, first)
}

/// Whether a clause begins here, with *that* or its subject.
fn is_clause(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    main_verbs(context, piece.clone()).next().is_some()
}

/// Whether a noun group begins here that is no subject of a clause.
fn is_object(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let group = context.phrases.noun(piece.start).filter(|group| group.tokens.start == piece.start);
    let infinitive = |end: usize| context.tag(end) == Tag::TO && context.phrases.verb(end).is_some();
    group.is_some_and(|group| !infinitive(group.tokens.end)) && !is_clause(context, piece)
}

/// Whether the object is a thing: no *apology*, *warning* or *statement*, and not
/// called *as* something.
fn is_thing(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let Some(group) = context.phrases.noun(piece.start) else { return true };
    let head = group.tokens.end - 1;
    let said = context.form(head).noun.is_some_and(|index| matches!(context.lexicon.cue(index).class, Class::Speech | Class::Thought));
    let issue = [
        "condolences",
        "thanks",
        "issue",
        "possibility",
        "prospect",
        "point",
        "subject",
        "matter",
        "resignation",
        "speech",
        "evidence",
        "blame",
        "responsibility",
        "fault",
        "link",
    ];
    // *saw it as a threat*, *found him guilty*
    let called = (head + 1..piece.end).any(|i| context.is(i, "as")) || context.tag(piece.end - 1).is_adjective();
    !said && !called && !context.is_any(head, &issue)
}

/// *you think it fits*, *if you say so*: whoever reads, who said nothing. What
/// *you said* and *you have told* somebody did.
fn is_anyone(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let told = matches!(context.tag(cue.end - 1), Tag::VBD | Tag::VBN);
    subject.tokens.len() == 1 && context.is(subject.tokens.start, "you") && !told
}

#[cfg(test)]
mod tests {
    use crate::analyze;
    use crate::quote::Class;

    #[test]
    fn what_is_said_and_what_is_done() {
        for (text, class) in [
            ("Workers will see increases to the bus fare this spring.", Class::Act),
            ("Workers saw that the bus fare had risen.", Class::Thought),
            ("The firm released a new phone in March.", Class::Act),
            ("Police believe the gun used to kill Moss was stolen.", Class::Thought),
            ("The study found women who ate nuts were healthier.", Class::Speech),
            ("Ada Marsh decided to sell the boat.", Class::Act),
            ("Reed offered condolences to the families.", Class::Speech),
            ("Officials named the victim as Tom Moss.", Class::Speech),
            ("The union is adamant that exams must be scrapped.", Class::Thought),
            ("You think the bank is old.", Class::Act),
            ("You said the bank was old.", Class::Speech),
        ] {
            let classes: Vec<Class> = analyze(text).iter().map(|quote| quote.class).collect();
            assert_eq!(classes.first(), Some(&class), "{text}: {classes:?}");
        }
    }
}
