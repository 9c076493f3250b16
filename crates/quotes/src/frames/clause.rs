//! Indirect speech behind a verb: clauses, infinitives, objects.

use super::seldom::{is_ill_matched, is_nobodys};
use super::{VerbCue, ends, finite_verb};
use crate::candidate::{Candidate, End, Fact, Head, Path, Subject, fact};
use crate::lexicon::{Lists, Tag};
use crate::method::Method;
use crate::phrases::Voice;
use crate::subject;

/// How many tokens may stand between a verb and its *that*.
const GAP: usize = 24;

/// Between *was quoted* and its *as saying*.
const AS: usize = 12;

pub(crate) fn propose(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    let end = cue.sentence.end;
    let mut at = cue.verb.tokens.end;
    while at < end && context.tag(at).is_adverb() {
        at += 1;
    }
    if at >= end {
        return passive_subject(cue, at, out);
    }
    let inverted = || subject::starting_at(context, cue.sentence, cue.verb.tokens.end, Path::Inverted);
    let subject = cue.subject.clone();
    behind(cue, at, subject.clone(), None, out);
    // *told reporters that*, *asked him to*
    if let Some(group) = context.phrases.noun(at).filter(|group| group.tokens.start == at) {
        let head = subject::head(context, &group.tokens);
        let told = subject::is_person(head)
            || matches!(head, Head::Body | Head::Plural)
            || context.lists(group.tokens.end - 1).any(Lists::ADDRESSEE);
        if told && group.tokens.end < end {
            behind(cue, group.tokens.end, subject.clone(), Some(fact!("addressee")), out);
        }
    }
    // *said in a statement on Monday that*
    let limit = end.min(at + GAP);
    let mut i = at;
    while i < limit && context.phrases.verb(i).is_none_or(|verb| !verb.finite) && context.mark(i).is_none() {
        if i > at && is_that(cue, i) {
            let who = subject.clone().or_else(inverted);
            clause(cue, i, who, Method::ThatClause, Some(fact!("adjunct")), out);
            break;
        }
        if i > at && context.tag(i) == Tag::PUNCT && !matches!(context.word(i), "," | "(" | ")") {
            break;
        }
        i += 1;
    }
    passive_subject(cue, at, out);
}

/// *that* as a conjunction.
fn is_that(cue: &VerbCue<'_, '_, '_>, i: usize) -> bool {
    let context = cue.context;
    context.is(i, "that")
        && i + 1 < cue.sentence.end
        && !context.tag(i + 1).is_verb()
        && finite_verb(context, i + 1..cue.sentence.end).is_some()
}

/// Proposes what can begin at token `at`, directly behind the verb or the addressee.
fn behind(cue: &VerbCue<'_, '_, '_>, at: usize, subject: Option<Subject>, fact: Option<Fact>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    let mut at = at;
    let mut fact = fact;
    if matches!(context.word(at), ":" | ",") {
        if context.sign(at) == b',' || at + 1 >= cue.sentence.end || context.mark(at + 1).is_some() {
            return;
        }
        at += 1;
        fact = Some(fact!("colon"));
    }
    if at >= cue.sentence.end {
        return;
    }
    let word = context.word(at).to_ascii_lowercase();
    match context.tag(at) {
        _ if is_that(cue, at) => clause(cue, at, subject, Method::ThatClause, fact, out),
        Tag::WRB | Tag::WP | Tag::WDT => clause(cue, at, subject, Method::QuestionClause, fact, out),
        Tag::IN if matches!(word.as_str(), "whether" | "if") => clause(cue, at, subject, Method::QuestionClause, fact, out),
        Tag::TO if context.phrases.verb(at).is_some() => clause(cue, at, subject, Method::Infinitive, fact, out),
        // *by X* is the agent of a passive
        Tag::IN | Tag::TO
            if (word != "by" && at + 1 < cue.sentence.end && context.tag(at + 1) != Tag::PUNCT || context.mark(at + 1).is_some())
                // *published on Monday* tells when
                && context.phrases.noun(at + 1).is_none_or(|group| subject::head(context, &group.tokens) != Head::Time) =>
        {
            clause(cue, at + 1, subject, Method::PrepositionalObject, Some(preposition(&word)), out);
        }
        Tag::IN | Tag::TO => {}
        Tag::EX => clause(cue, at, subject, Method::BareClause, fact, out),
        Tag::JJ | Tag::JJR | Tag::JJS | Tag::VBG | Tag::VBN if context.phrases.noun(at).is_none() => {
            clause(cue, at, subject, Method::Complement, fact, out)
        }
        _ if context.phrases.noun(at).is_some() || context.mark(at).is_some() => {
            let group_end = context.phrases.noun(at).map_or(at + 1, |group| group.tokens.end);
            if finite_verb(context, group_end..cue.sentence.end).is_some() {
                clause(cue, at, subject.clone(), Method::BareClause, fact, out);
            }
            if context.phrases.noun(at).is_some() {
                clause(cue, at, subject, Method::Object, fact, out);
            }
        }
        _ => {}
    }
}

fn preposition(word: &str) -> Fact {
    match word {
        "for" => fact!("for"),
        "against" => fact!("against"),
        "of" => fact!("of"),
        "about" => fact!("about"),
        "on" | "upon" => fact!("on"),
        "to" => fact!("to"),
        "with" => fact!("with"),
        "as" => fact!("as"),
        "in" | "into" => fact!("in"),
        "at" => fact!("at"),
        "over" => fact!("over"),
        "from" => fact!("from"),
        _ => fact!("other-preposition"),
    }
}

/// A content that begins at `at`, with every end it can have.
fn clause(cue: &VerbCue<'_, '_, '_>, at: usize, subject: Option<Subject>, method: Method, fact: Option<Fact>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    let seldom = |method: Method, end: End| is_nobodys(cue.entry.class, method, subject.as_ref()) || is_ill_matched(cue, method, end);
    let both = cue.verb.voice == Voice::Passive && !seldom(Method::Passive, End::Sentence);
    if !both && is_nobodys(cue.entry.class, method, subject.as_ref()) {
        return;
    }
    let form = context.tag(cue.verb.tokens.start);
    let next = start_kind(cue, at);
    for (end, kind) in ends::options(context, cue.sentence, at, form) {
        // a clause needs its verb
        let clausal = matches!(method, Method::ThatClause | Method::BareClause | Method::QuestionClause);
        if clausal && matches!(kind, End::Noun | End::Phrase) {
            continue;
        }
        if clausal && method != Method::QuestionClause && finite_verb(context, at + 1..end).is_none() {
            continue;
        }
        if !seldom(method, kind) {
            let mut candidate = cue.candidate(method, [at..end], kind, subject.clone());
            candidate.facts.extend(fact);
            candidate.facts.push(next);
            out.push(candidate);
        }
        // *an explosion was described as "…"*: subject and complement are the content
        if both
            && kind == End::Sentence
            && let Some(passive) = grammatical_subject(cue).filter(|passive| passive.tokens.end <= cue.verb.tokens.start)
        {
            let mut both = cue.candidate(Method::Passive, [passive.tokens, at..end], kind, subject.clone());
            both.facts.push(method.value());
            out.push(both);
        }
    }
}

/// What the content begins with.
fn start_kind(cue: &VerbCue<'_, '_, '_>, at: usize) -> Fact {
    let context = cue.context;
    if context.mark(at).is_some_and(|span| span.tokens.start == at) {
        return fact!("mark-starts");
    }
    match context.tag(at) {
        Tag::PRP => fact!("pronoun-starts"),
        Tag::PRPS => fact!("possessive-starts"),
        Tag::DT => fact!("determiner-starts"),
        Tag::NNP | Tag::NNPS => fact!("name-starts"),
        Tag::VBG => fact!("gerund-starts"),
        Tag::NNS => fact!("plural-starts"),
        Tag::JJ | Tag::NN => fact!("noun-starts"),
        Tag::CD => fact!("number-starts"),
        _ => fact!("word-starts"),
    }
}

fn grammatical_subject(cue: &VerbCue<'_, '_, '_>) -> Option<Subject> {
    subject::before(cue.context, cue.sentence, cue.verb).filter(|subject| subject.path != Path::Relative && subject.head != Head::It)
}

/// *the minister was quoted by X as saying that*: the minister is no content.
fn is_quoted_as_saying(cue: &VerbCue<'_, '_, '_>) -> bool {
    let context = cue.context;
    let behind = cue.verb.tokens.end..cue.sentence.end.min(cue.verb.tokens.end + AS);
    behind.into_iter().any(|i| context.is(i, "as") && context.tag(i + 1) == Tag::VBG && context.form(i + 1).verb.is_some())
}

/// *the plan was criticized by X*: the grammatical subject is the content.
fn passive_subject(cue: &VerbCue<'_, '_, '_>, at: usize, out: &mut Vec<Candidate>) {
    let seldom = is_nobodys(cue.entry.class, Method::Passive, cue.subject.as_ref()) || is_ill_matched(cue, Method::Passive, End::Noun);
    if !matches!(cue.verb.voice, Voice::Passive | Voice::Reduced) || seldom || is_quoted_as_saying(cue) {
        return;
    }
    let content = match cue.verb.voice {
        Voice::Passive => grammatical_subject(cue).map(|subject| subject.tokens),
        // *a plan proposed by X*
        _ => cue
            .context
            .phrases
            .noun(cue.verb.tokens.start.wrapping_sub(1))
            .map(|group| group.tokens.clone())
            .filter(|_| cue.subject.is_some()),
    };
    let Some(content) = content else { return };
    // *the bill was called "a gift" by X*
    let called = super::behind_called(cue.context, cue.verb).filter(|span| cue.context.is(span.tokens.end, "by"));
    let pieces = std::iter::once(content).chain(called.map(|span| span.tokens.clone()));
    let mut candidate = cue.candidate(Method::Passive, pieces, End::Noun, cue.subject.clone());
    candidate.facts.push(if cue.context.is(at, "by") { fact!("by") } else { fact!("alone") });
    out.push(candidate);
}
