//! Uses of words that can report which report nothing.
//!
//! Input: a candidate. Output: whether its cue only looks like one: *demand
//! was weak*, *recalled 40,000 cars*, *called his mother*, *a dog named
//! Biscuit*, *known as a “shelf cloud”*, *did not answer questions about*.

use std::ops::Range;

use super::finite_verb;
use super::quoted::span_ending_at;
use crate::candidate::{Candidate, Head};
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::method::Method;
use crate::names::{Traits, traits};
use crate::phrases::Voice;
use crate::subject;

/// Verbs whose object hears what is said, and does not say it.
const TOLD: [&str; 20] = [
    "tell",
    "ask",
    "urge",
    "order",
    "warn",
    "instruct",
    "invite",
    "advise",
    "remind",
    "encourage",
    "persuade",
    "inform",
    "notify",
    "assure",
    "beg",
    "implore",
    "direct",
    "question",
    "quiz",
    "brief",
];

/// What estimates and questions are the object of when nobody says them.
const MEETS: [&str; 8] = ["missed", "beat", "topped", "exceeded", "met", "surpassed", "trailed", "matched"];

/// What is done to the words of others: *rejected suggestions that*, *debunked claims of*.
const DENIES: [&str; 13] = [
    "deny",
    "reject",
    "dismiss",
    "dispute",
    "refute",
    "debunk",
    "resist",
    "counter",
    "contradict",
    "rebuff",
    "ignore",
    "shrug",
    "overrule",
];

/// What is done to others for what they said: *blasted claims that*.
const ATTACKS: [&str; 12] =
    ["attack", "blast", "condemn", "criticize", "criticise", "decry", "denounce", "deride", "mock", "ridicule", "slam", "lambast"];

/// The same of verbs that are no cues.
const FACES: [&str; 14] = [
    "overturned",
    "overturns",
    "reversed",
    "reverses",
    "belied",
    "brushed",
    "defied",
    "defy",
    "disproved",
    "faced",
    "faces",
    "facing",
    "quashed",
    "belies",
];

/// Whether the verb at token `i` denies, or stands up to, what others say.
fn denies(context: &Context<'_, '_>, i: usize) -> bool {
    let lemma = context.form(i).verb.map_or("", |index| &*context.lexicon.cue(index).lemma);
    DENIES.contains(&lemma) || context.is_any(i, &FACES)
}

/// Whether the cue is no report here.
pub(super) fn is_unsaid(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first()) else { return false };
    let lemma = candidate.entry.map_or("", |index| &*context.lexicon.cue(index).lemma);
    let behind = piece.start >= cue.end;
    let plain = candidate.content.iter().all(|piece| piece.clone().all(|i| context.mark(i).is_none()));
    is_subject_of_its_content(context, cue, piece)
        || is_reduced(context, cue, piece)
        || (is_noun(context, candidate, cue) && is_object(context, cue, piece))
        || (candidate.method == Method::ThatClause && is_clause_of_noun(context, cue, piece))
        || (behind
            && match lemma {
                // *recalled 40,000 cars*
                "recall" => plain && context.tag(piece.start) == Tag::CD && finite_verb(context, piece.clone()).is_none(),
                // *found Example in the end zone*
                "find" => plain && context.names.at(piece.start).is_some() && finite_verb(context, piece.clone()).is_none(),
                "call" => plain && piece.start == cue.end && context.tag(cue.end - 1).is_verb() && is_telephoned(context, piece),
                // *a dog named Biscuit*
                "name" if context.names.at(piece.start).is_some() => context.tag(cue.start.saturating_sub(1)).is_noun(),
                // *known as a “shelf cloud”*
                "know" => context.is(piece.start - 1, "as") || context.is(piece.start, "as"),
                // *heard the case on Monday*
                "hear" => plain && candidate.method == Method::Object && finite_verb(context, piece.clone()).is_none(),
                // *did not name them*, *identified herself as a nurse*
                "name" | "identify" => context.tag(cue.end) == Tag::PRP && piece.start <= cue.end + 2,
                // *an analyst who rates the stock “underperform”*
                "rate" => piece.start == cue.end && matches!(context.tag(cue.start.saturating_sub(1)), Tag::WP | Tag::WDT),
                // *sat reading the papers*
                "read" => {
                    let thing = candidate.method == Method::Object || finite_verb(context, piece.clone()).is_none();
                    let aloud = context.phrases.noun(piece.start).is_some_and(|group| {
                        let lists = context.lists(group.tokens.end - 1);
                        lists.any(Lists::DOCUMENT) || lists.any(Lists::OCCASION)
                    });
                    plain && thing && (context.tag(cue.end - 1) == Tag::VBG || !aloud)
                }
                _ => false,
            })
        || is_only_told(context, candidate, lemma)
        || behind && plain && is_this(context, piece)
        || behind && is_how_put(context, cue)
        || is_withheld(context, cue)
        || candidate.method == Method::BareClause && behind && plain && finite_verb(context, piece.clone()).is_none()
        || behind && plain && candidate.method != Method::Tagged && begins_with_verb(context, cue, piece)
}

/// *stated **this on Sunday***, *said **this while answering** questions*: what was
/// said stands elsewhere.
fn is_this(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let next = piece.start + 1;
    let time = |i: usize| {
        let group = context.phrases.noun(i).filter(|group| group.tokens.start == i);
        group.is_some_and(|group| {
            subject::head(context, &group.tokens) == Head::Time || context.lists(group.tokens.end - 1).any(Lists::OCCASION)
        })
    };
    let when = time(next) || context.tag(next) == Tag::IN && time(next + 1) || context.is(next, "while");
    context.is(piece.start, "this") && piece.len() > 1 && when && finite_verb(context, piece.clone()).is_none()
}

/// *"Slow" was how the mayor **described the plan***: what it is that is described.
fn is_how_put(context: &Context<'_, '_>, cue: &Range<usize>) -> bool {
    let group = cue.start.checked_sub(1).and_then(|i| context.phrases.noun(i));
    let how = group.and_then(|group| group.tokens.start.checked_sub(1)).filter(|&i| context.is_any(i, &["how", "all"]));
    // ***How she described** it cannot be printed.*
    let opens = |how: usize| {
        let sentence = &context.document.sentences[context.document.sentence_of(how)].tokens;
        how == sentence.start && context.is(how, "how") && (how..sentence.end).all(|i| context.sign(i) != b'?')
    };
    let is = |how: usize| how > 1 && context.is_any(how - 1, &["was", "is"]) && span_ending_at(context, how - 1).is_some();
    how.is_some_and(|how| opens(how) || is(how))
}

/// *rejected suggestions **that the bank was weak***: without the noun, the
/// opposite of what was said.
fn is_clause_of_noun(context: &Context<'_, '_>, cue: &Range<usize>, piece: &Range<usize>) -> bool {
    let noun = piece.start.checked_sub(1).and_then(|i| context.phrases.noun(i)).filter(|group| group.tokens.start >= cue.end);
    // *blasted claims that it leaks*
    let attacks = context.form(cue.end - 1).verb.is_some_and(|index| ATTACKS.contains(&&*context.lexicon.cue(index).lemma));
    (denies(context, cue.end - 1) || attacks) && noun.is_some()
}

/// *refused **to say** who paid*: what the speaker does is refuse.
fn is_withheld(context: &Context<'_, '_>, cue: &Range<usize>) -> bool {
    let to = (cue.start.saturating_sub(2)..cue.end).find(|&i| context.tag(i) == Tag::TO && context.phrases.verb(i).is_some());
    let governs = to.and_then(|to| to.checked_sub(1)).filter(|&i| i < cue.start);
    governs
        .is_some_and(|i| context.is_any(i, &["refused", "refuses", "refuse", "refusing", "declined", "declines", "decline", "declining"]))
}

/// *What this study adds **is** a simple test*
fn begins_with_verb(context: &Context<'_, '_>, cue: &Range<usize>, piece: &Range<usize>) -> bool {
    let verb = context.phrases.verb(piece.start).filter(|verb| verb.finite && verb.tokens.start == piece.start);
    context.tag(cue.end - 1).is_verb()
        && piece.start == cue.end
        && verb.is_some()
        && context.is_any(piece.start, &["is", "was", "are", "were"])
}

/// A noun that reports, whoever found it.
fn is_noun(context: &Context<'_, '_>, candidate: &Candidate, cue: &Range<usize>) -> bool {
    let alone = cue.len() == 1 && matches!(context.tag(cue.start), Tag::NN | Tag::NNS);
    candidate.method == Method::Nominal || candidate.method == Method::Tagged && alone
}

/// A noun before its verb: *said **demand was** weak*.
fn is_subject_of_its_content(context: &Context<'_, '_>, cue: &Range<usize>, piece: &Range<usize>) -> bool {
    let verb = context.phrases.verb(piece.start).filter(|verb| verb.finite && verb.tokens.start == piece.start);
    cue.len() == 1 && piece.start == cue.end && context.tag(cue.start).is_noun() && verb.is_some()
}

/// *A study **published last year found** that*: a participle, a time and the verb of the clause.
fn is_reduced(context: &Context<'_, '_>, cue: &Range<usize>, piece: &Range<usize>) -> bool {
    let group = context.phrases.noun(piece.start).filter(|group| group.tokens.start == piece.start && piece.start == cue.end);
    let Some(group) = group.filter(|group| subject::head(context, &group.tokens) == Head::Time) else { return false };
    let verb = context.phrases.verb(group.tokens.end).is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some());
    verb && context.tag(cue.start.saturating_sub(1)).is_noun() && group.tokens.end < piece.end
}

/// *missed estimates for quarterly sales*, *did not answer questions about the
/// leak*, *dismissed the report as “a fairy tale”*: nouns that are only spoken of.
fn is_object(context: &Context<'_, '_>, cue: &Range<usize>, piece: &Range<usize>) -> bool {
    let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
    let before = cue.start.saturating_sub(6).max(sentence)..cue.start;
    let Some(verb) = before.rev().find_map(|i| context.phrases.verb(i)) else { return false };
    let answers = context.is_any(verb.main, &["answer", "respond", "reply", "return", "address", "take"]);
    // *rejected his claim* speaks of another's too
    let others =
        denies(context, verb.main) && (verb.tokens.end..cue.start).all(|i| !context.tag(i).is_verb() && context.tag(i) != Tag::PUNCT);
    others || context.is_any(verb.main, &MEETS) || (verb.negated && answers) || piece.start > cue.end && context.is(piece.start - 1, "as")
}

/// *called his mother after the game*: an object and nothing that it is called.
fn is_telephoned(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let Some(group) = context.phrases.noun(piece.start).filter(|group| group.tokens.start == piece.start) else { return false };
    let end = group.tokens.end;
    let person = subject::is_person(subject::head(context, &group.tokens));
    let kin = traits(context.word(end - 1)).any(Traits::FEMALE) || traits(context.word(end - 1)).any(Traits::MALE);
    let rings = person || kin || context.is_any(end - 1, &["police", "911", "999"]);
    rings && (end >= piece.end || context.tag(end) == Tag::IN || context.lists(end).any(Lists::TIME))
}

/// Whether all of the content is who is told: *Residents were told*.
fn is_only_told(context: &Context<'_, '_>, candidate: &Candidate, lemma: &str) -> bool {
    let [piece] = candidate.content.as_slice() else { return false };
    // *is said to have told **her***
    let object = candidate.method == Method::Object && piece.len() == 1 && context.tag(piece.start) == Tag::PRP;
    // *The brigade was told.*
    let nothing = |cue: &Range<usize>| {
        is_passive(context, cue) && piece.end <= cue.start && context.tag(cue.end) == Tag::PUNCT && context.mark(piece.start).is_none()
    };
    let hears = ["tell", "inform", "notify", "brief", "remind", "assure"].contains(&lemma);
    begins_with_told(context, candidate, lemma) || object && TOLD.contains(&lemma) || hears && candidate.cue.as_ref().is_some_and(nothing)
}

/// Whether the content begins with who is told, before a verb in the passive.
fn begins_with_told(context: &Context<'_, '_>, candidate: &Candidate, lemma: &str) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first()) else { return false };
    let plain = || piece.clone().all(|i| context.mark(i).is_none() && context.sign(i) != b',');
    let labelled = || candidate.method == Method::Tagged && is_passive(context, cue) && plain();
    (candidate.method == Method::Passive || labelled()) && TOLD.contains(&lemma) && piece.end <= cue.start && is_somebody(context, piece)
}

fn is_passive(context: &Context<'_, '_>, cue: &Range<usize>) -> bool {
    context.phrases.verb(cue.start).is_some_and(|verb| verb.voice == Voice::Passive)
}

fn is_somebody(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let head = subject::head(context, piece);
    subject::can_speak(head) || context.names.at(piece.end - 1).is_some()
}

/// Leaves who is told out of what is said: *Residents were told **to boil their water***.
pub(super) fn leave_told(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let lemma = candidate.entry.map_or("", |index| &*context.lexicon.cue(index).lemma);
    if candidate.content.len() > 1 && begins_with_told(context, candidate, lemma) {
        candidate.content.remove(0);
    }
    // *advised **her** to leave*
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first_mut()) else { return };
    let infinitive = context.tag(piece.start + 1) == Tag::TO && context.phrases.verb(piece.start + 1).is_some();
    if TOLD.contains(&lemma) && piece.start == cue.end && context.tag(piece.start) == Tag::PRP && infinitive && piece.len() > 2 {
        piece.start += 1;
    }
}

/// Leaves what is described out of how it is: *"Slow" was how she described **the plan***.
pub(super) fn leave_described(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().filter(|cue| candidate.content.len() > 1 && is_how_put(context, cue)) else { return };
    candidate.content.retain(|piece| piece.end <= cue.start);
}

/// Gives *saying* of *quoted the minister as saying* to the one who is quoted.
pub(super) fn quote_whom(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) =
        candidate.cue.clone().filter(|cue| cue.start > 2 && context.is(cue.start - 1, "as") && context.tag(cue.start) == Tag::VBG)
    else {
        return;
    };
    let Some(group) = context.phrases.noun(cue.start - 2) else { return };
    let mut start = group.tokens.start;
    let quoted = |i: usize| {
        i > 0
            && context.phrases.verb(i - 1).is_some_and(|verb| context.is_any(verb.main, &["quoted", "quotes", "quoting", "cited", "quote"]))
    };
    // *quoted a source in the ministry as saying*
    while !quoted(start) {
        match start.checked_sub(2).filter(|&i| context.tag(i + 1) == Tag::IN).and_then(|i| context.phrases.noun(i)) {
            Some(group) => start = group.tokens.start,
            None => return,
        }
    }
    let Some(subject) = &mut candidate.subject else { return };
    subject.tokens = start..cue.start - 1;
    subject.head = subject::head(context, &context.phrases.noun(start).map_or(start..cue.start - 1, |group| group.tokens.clone()));
}
