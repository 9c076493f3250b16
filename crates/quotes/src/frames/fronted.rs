//! Indirect speech before its reporting clause: *…, X said*; and round it: *The plan, X said, would fail*.

use std::ops::Range;

use super::seldom::is_ill_matched;
use super::{VerbCue, finite_verb, trimmed_end};
use crate::candidate::{Candidate, End, Fact, Head, Path, Subject, fact};
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::subject;

pub(crate) fn propose(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    if cue.verb.voice != Voice::Active
        || !matches!(cue.entry.class, Class::Speech | Class::Thought)
        || is_ill_matched(cue, Method::Fronted, End::Cue)
    {
        return;
    }
    let mut clauses: Vec<(Range<usize>, Subject)> = Vec::new();
    if let Some(subject) = &cue.subject
        && matches!(subject.path, Path::Adjacent | Path::Parenthetical)
    {
        clauses.push((subject.tokens.start..cue.verb.tokens.end, subject.clone()));
    }
    // *told a news conference* is no *said the mayor*
    let told = &*cue.entry.lemma == "tell";
    if let Some(subject) = subject::starting_at(context, cue.sentence, cue.verb.tokens.end, Path::Inverted).filter(|_| !told) {
        clauses.push((cue.verb.tokens.start..subject.tokens.end, subject));
    }
    for (clause, subject) in clauses {
        let mut start = clause.start;
        while start > cue.sentence.start && (context.tag(start - 1).is_adverb() || context.is(start - 1, "as")) {
            start -= 1;
        }
        if start < cue.sentence.start + 3 || !matches!(context.word(start - 1), "," | "—" | "–" | "--") {
            continue;
        }
        let first = skip_conjunction(cue);
        let front = first..trimmed_end(context, first, start - 1);
        if front.is_empty() {
            continue;
        }
        let back = (context.sign(clause.end) == b',' && clause.end + 2 < cue.sentence.end)
            .then(|| clause.end + 1..trimmed_end(context, clause.end + 1, cue.sentence.end))
            .filter(|back| !back.is_empty());
        let beside = back.as_ref().is_some_and(|back| is_beside(context, back));
        let facts = [
            if context.mark(start - 2).is_some() { fact!("mark-before") } else { fact!("words-before") },
            if beside { fact!("clause-last") } else { rest(cue, clause.end) },
            if finite_verb(context, front.clone()).is_some() { fact!("finite") } else { fact!("verbless") },
        ];
        let mut candidate = cue.candidate(Method::Fronted, [front.clone()], End::Cue, Some(subject.clone()));
        candidate.facts.extend(facts);
        let states = cue.entry.class == Class::Speech || subject.head == Head::Document;
        let whole = is_whole(cue, &front, &clause) || is_headline(cue, &front, &clause);
        if states && subject.path != Path::Parenthetical && whole {
            candidate.facts.push(WHOLE);
        }
        out.push(candidate);
        // round the clause
        if let Some(back) = back.filter(|_| !beside) {
            let mut candidate = cue.candidate(Method::Fronted, [front, back], End::Sentence, Some(subject));
            candidate.facts.extend(facts);
            candidate.facts.push(fact!("round"));
            out.push(candidate);
        }
    }
}

/// The fact that a sentence is a clause and a reporting clause behind it, and
/// nothing else.
pub(crate) const WHOLE: Fact = fact!("whole-sentence");

/// Whether the sentence is a main clause, a comma and a reporting clause, with
/// who is told and when at most, and perhaps a second report: *The bridge was
/// shut, the council told the Post on Monday, adding that it would open soon*.
fn is_whole(cue: &VerbCue<'_, '_, '_>, front: &Range<usize>, clause: &Range<usize>) -> bool {
    let context = cue.context;
    let subordinate = matches!(context.tag(front.start), Tag::IN | Tag::WRB | Tag::VBG | Tag::VBN | Tag::TO | Tag::WDT | Tag::WP);
    let bare = |i: usize| context.mark(i).is_none() && !matches!(context.sign(i), b';' | b':' | b'(');
    // the clause begins with its subject: *The bridge was*
    let subject = context.phrases.noun(front.start).filter(|group| group.tokens.start == front.start);
    let verb = finite_verb(context, front.clone()).filter(|_| subject.is_some());
    let end = behind(cue, clause.end);
    let participle = context.phrases.verb(end + 1).filter(|_| context.sign(end) == b',' && context.tag(end + 1) == Tag::VBG);
    let adds = participle.is_some_and(|verb| context.form(verb.main).verb.is_some());
    verb.is_some()
        && !subordinate
        && front.clone().all(bare)
        && context.sign(clause.start - 1) == b','
        && (end >= trimmed_end(context, clause.end, cue.sentence.end) || adds)
}

/// Whether a line without a full stop ends in *say businesses* or *court
/// hears*, and quotes words before it: *Ferry cuts ‘pushing island to breaking
/// point’, say businesses*.
fn is_headline(cue: &VerbCue<'_, '_, '_>, front: &Range<usize>, clause: &Range<usize>) -> bool {
    let context = cue.context;
    let paragraph = &context.document.paragraphs[context.document.paragraph_of(clause.start)].tokens;
    let present = matches!(context.tag(cue.verb.main), Tag::VB | Tag::VBP | Tag::VBZ) && cue.verb.tokens.len() == 1;
    let quoted = || front.clone().any(|i| context.mark(i).is_some_and(|span| span.closed));
    paragraph == cue.sentence && clause.end == paragraph.end && present && matches!(&*cue.entry.lemma, "say" | "hear") && quoted()
}

/// Where who is told and when ends, behind a reporting clause that ends at `at`.
fn behind(cue: &VerbCue<'_, '_, '_>, mut at: usize) -> usize {
    let context = cue.context;
    let group_at = |i: usize| context.phrases.noun(i).filter(|group| group.tokens.start == i).map(|group| group.tokens.clone());
    if matches!(&*cue.entry.lemma, "tell" | "inform" | "warn" | "assure" | "remind")
        && let Some(told) = group_at(at)
    {
        at = told.end;
    }
    loop {
        let preposition = usize::from(context.is_any(at, &["on", "in", "at", "during", "late", "early"]));
        match group_at(at + preposition) {
            Some(group) if is_occasion(context, &group) => at = group.end,
            _ if context.tag(at).is_adverb() => at += 1,
            _ => return at,
        }
    }
}

/// *Monday*, *a statement*, *a news conference*
fn is_occasion(context: &Context<'_, '_>, group: &Range<usize>) -> bool {
    let lists = context.lists(group.end - 1);
    subject::head(context, group) == Head::Time || lists.any(Lists::OCCASION) || lists.any(Lists::DOCUMENT)
}

/// Whether what follows the reporting clause is no content: *…, she said,
/// shaking her head*, *…, she said, while another said …*.
fn is_beside(context: &Context<'_, '_>, back: &Range<usize>) -> bool {
    let first = context.tag(back.start);
    let other_clause = || {
        let joins = first == Tag::CC || context.is_any(back.start, &["while", "although", "though", "whereas"]);
        let group = context.phrases.noun(back.start + 1).filter(|_| joins);
        let verb = group.and_then(|group| context.phrases.verb(group.tokens.end));
        verb.is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some())
    };
    first == Tag::VBG && context.phrases.verb(back.start).is_some() || other_clause()
}

/// *But …*: the conjunction at the start is not content.
fn skip_conjunction(cue: &VerbCue<'_, '_, '_>) -> usize {
    let start = cue.sentence.start;
    if cue.context.tag(start) == Tag::CC { start + 1 } else { start }
}

/// What follows the reporting clause.
fn rest(cue: &VerbCue<'_, '_, '_>, at: usize) -> Fact {
    let context = cue.context;
    let end = trimmed_end(context, at, cue.sentence.end);
    if end <= at {
        fact!("clause-last")
    } else if context.sign(at) == b',' {
        fact!("comma-after")
    } else if finite_verb(context, at..end).is_some() {
        fact!("clause-after")
    } else {
        fact!("words-after")
    }
}
