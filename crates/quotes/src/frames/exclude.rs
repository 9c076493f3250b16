//! What is no attribution, whichever frame proposes it.
//!
//! Input: the candidates of all frames. Output: the same without those that
//! their words rule out, their contents trimmed. Nothing is weighed here.

use std::ops::Range;

use super::around::is_nobodys;
use super::landmarks::{Landmarks, Report, within};
use super::trim::{is_free_relative, reports, trim};
use super::unsaid::is_unsaid;
use super::{finite_verb, headline};
use crate::candidate::{Candidate, Head};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{Lists, Tag};
use crate::marks::QuoteSpan;
use crate::method::Method;
use crate::phrases::{VerbGroup, Voice};
use crate::quote::Class;
use crate::subject;

/// Leaves out the candidates that are none, and the words that are not theirs.
pub(super) fn refine(context: &Context<'_, '_>, landmarks: &Landmarks, titled: bool, candidates: &mut Vec<Candidate>) {
    candidates.iter_mut().for_each(|candidate| trim(context, landmarks, candidate, titled));
    candidates.retain(|candidate| {
        has_words(context, candidate)
            && !is_its_own_source(candidate)
            && !is_hearsay(context, candidate)
            && !is_addressee(context, candidate)
            && !is_second_passive(context, candidate)
            && !is_work(context, candidate)
            && !is_of_another(context, candidate)
            && !headline::is_from_dateline(context, candidate)
            && !is_for_anonymity(context, candidate)
            && !is_disclaimed(context, candidate)
            && !is_cited_source(context, candidate)
            && !crosses_a_mark(context, candidate)
            && !is_name(context, candidate)
            && !holds_free_relative(context, landmarks, candidate)
            && !ends_in_a_report(context, candidate)
            && !runs_into_a_report(context, landmarks, candidate)
            && !headline::is_page_part(context, candidate)
            && !reports_nothing(context, candidate)
            && !is_unsaid(context, candidate)
            && !is_nobodys(context, candidate)
            && !is_of_joined_clause(context, candidate)
            && !is_of_nearer_verb(context, candidate)
            && !begins_with_a_day(context, candidate)
            && !is_of_inserted_report(context, candidate)
    });
}

/// Whether a clause with *that* hangs on another verb, right before it: *said
/// on Monday, **adding that** he would come*, *cautioned, and cannot **prove
/// that** he came*.
fn is_of_nearer_verb(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first()) else { return false };
    // *unloaded on him, **calling him** a fool*
    let object = context.is_any(piece.start, &["him", "them", "me", "us"]) && piece.start > cue.end;
    if object && context.phrases.verb(piece.start - 1).is_some_and(|verb| verb.tokens.end == piece.start && verb.tokens.start >= cue.end) {
        return true;
    }
    if piece.start <= cue.end || !context.is(piece.start, "that") {
        return false;
    }
    let verb = context.phrases.verb(piece.start - 1).filter(|verb| verb.tokens.start > cue.end && context.form(verb.main).verb.is_some());
    verb.is_some_and(|verb| {
        let before = verb.tokens.start - 1;
        // *ended the talk **by saying that** it was safe*
        let by = context.is(before, "by") && context.tag(verb.main) == Tag::VBG;
        let means = by && (cue.end..before).all(|i| context.phrases.verb(i).is_none());
        let added = context.sign(before) == b',' && before <= cue.end + 2;
        let joined = verb.finite && (cue.end..verb.tokens.start).any(|i| context.tag(i) == Tag::CC);
        let near = verb.tokens.start - cue.end < 4 && context.phrases.verb(cue.end - 1).is_some_and(|cue| cue.finite);
        means || near && (added || joined)
    })
}

/// *argued it earned more than its reports suggest **and that the debts were
/// paid***: what *and* joins is the other verb's.
fn is_of_joined_clause(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), [piece]) = (&candidate.cue, candidate.content.as_slice()) else { return false };
    let joined = context.is(piece.start, "that") && piece.start > cue.end && context.tag(piece.start - 1) == Tag::CC;
    joined && finite_verb(context, piece.clone()).is_some()
}

/// *officials said **Friday, adding** that*
fn begins_with_a_day(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first()) else { return false };
    let group = context.phrases.noun(piece.start).filter(|group| piece.start == cue.end && group.tokens.start == piece.start);
    group.is_some_and(|group| {
        let end = group.tokens.end;
        subject::head(context, &group.tokens) == Head::Time && context.sign(end) == b',' && context.tag(end + 1) == Tag::VBG
    })
}

/// Whether the subject is that of a report between commas, and the verb behind
/// it is not its own: *The lender, **Ada Example said**, **has promised** to wait*.
fn is_of_inserted_report(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let start = subject.tokens.start;
    if start < 2 || context.sign(start - 1) != b',' || cue.start <= subject.tokens.end {
        return false;
    }
    let Some(report) = context.phrases.verb(subject.tokens.end).filter(|verb| verb.finite && verb.tokens.end < cue.start) else {
        return false;
    };
    let reports = context.form(report.main).verb.is_some_and(|index| context.lexicon.cue(index).class == Class::Speech);
    let second = context.phrases.verb(cue.start).is_some_and(|verb| verb.finite);
    // *said, and warned*
    reports && second && context.sign(report.tokens.end) == b',' && context.tag(cue.start - 1) != Tag::CC
}

/// Whether the tagger takes words for a cue that can be none: *not*, *residents*.
fn reports_nothing(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let can_report = |i: usize| {
        let form = context.form(i);
        context.document.tokens[i].kind != TokenKind::Word
            || context.tag(i).is_verb()
            || context.phrases.verb(i).is_some()
            || form.verb.is_some()
            || form.noun.is_some()
            || form.adjective.is_some()
            || form.begins_phrase
    };
    candidate.method == Method::Tagged && candidate.cue.clone().is_some_and(|cue| !cue.into_iter().any(can_report))
}

/// Whether a word that says something stands in the content: not signs alone,
/// not a lone *that*.
fn has_words(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    if let [piece] = candidate.content.as_slice()
        && piece.len() == 1
        && context.mark(piece.start).is_none()
        && matches!(context.tag(piece.start), Tag::DT | Tag::WDT | Tag::WP | Tag::IN)
    {
        return false;
    }
    let is_word = |i: usize| matches!(context.document.tokens[i].kind, TokenKind::Word | TokenKind::Number);
    candidate.content.iter().flat_map(Range::clone).any(is_word)
}

/// *Example is said to be furious*: said by others than Example; *“Go,” Example
/// is said to have told them* gives Example's words.
fn is_hearsay(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let hearsay = |verb: &VerbGroup| {
        let says = ["said", "thought", "believed", "reported", "known", "rumoured", "rumored", "alleged", "understood", "claimed"];
        matches!(verb.voice, Voice::Passive | Voice::Reduced) && context.is_any(verb.main, &says) && context.tag(verb.tokens.end) == Tag::TO
    };
    let own = candidate.method == Method::QuoteFirst
        && context.is(cue.end, "to")
        && context.phrases.verb(cue.end + 1).is_some_and(|verb| context.form(verb.main).verb.is_some());
    subject.tokens.end <= cue.start && !own && cue.clone().filter_map(|i| context.phrases.verb(i)).any(hearsay)
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

/// *I do not say that it was the quarry*: what one does not say oneself.
fn is_disclaimed(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let own = subject.tokens.len() == 1 && context.is_any(subject.tokens.start, &["I", "we"]);
    let says = context.is_any(cue.end - 1, &["say", "saying", "claim", "claiming", "suggest", "suggesting"]);
    own && says && (subject.tokens.end..cue.end).any(|i| context.is_any(i, &["not", "n't", "n’t"]))
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
    // *citing people familiar with the matter*
    let described = context.tag(content.start).is_adjective() && content.start > verb + 1;
    context.is_any(verb, &["citing", "cited", "cites", "quoting"])
        && (described
            || group.is_some_and(|group| context.is_any(group.tokens.end - 1, &["person", "source", "sources", "people"]))
            || source.is_some_and(subject::can_speak))
        && finite_verb(context, content.clone()).is_none()
        && context.mark(content.start).is_none()
}

/// Whether the content goes on into what somebody else reports: *…; the firm
/// says*, *…, but the mayor said*.
fn runs_into_a_report(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &Candidate) -> bool {
    // *NAME: It is gone, but I think it will come back*
    if candidate.method == Method::Label {
        return false;
    }
    let another = |&i: &usize| candidate.cue.as_ref().is_none_or(|cue| !cue.contains(&i));
    if candidate.content.iter().any(|piece| within(&landmarks.shown, piece, |&i| i).iter().any(another)) {
        return true;
    }
    // *Asked for comment, the minister said …*
    let opens = || {
        candidate.cue.as_ref().is_some_and(|cue| {
            let verb = context.phrases.verb(cue.end - 1);
            let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
            cue.start <= sentence.start + 1 && verb.is_some_and(|verb| !verb.finite)
        })
    };
    let act = matches!(candidate.class, Class::Act | Class::Attitude)
        || matches!(candidate.method, Method::Object | Method::Infinitive | Method::PrepositionalObject);
    // *agreed to resign, telling the board, "…"*
    let second = |report: &Report| report.ends || act && report.quotes || report.begins && opens();
    candidate.content.iter().any(|piece| within(&landmarks.reports, piece, |report| report.at).iter().any(second))
}

/// Whether the speaker is the one who is told: *he was told by a doctor*, *she
/// was ordered to pay*.
fn is_addressee(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    // *Asked about it, **Example** declined*
    let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
    if cue.start == sentence
        && subject.tokens.start >= cue.end
        && context.is_any(sentence, &["asked", "pressed", "questioned", "quizzed", "told"])
    {
        return true;
    }
    let Some(verb) = context.phrases.verb(cue.end - 1).filter(|verb| matches!(verb.voice, Voice::Passive | Voice::Reduced)) else {
        return false;
    };
    let tells = ["told", "ordered", "asked", "urged", "warned", "advised", "instructed", "reminded", "informed", "assured"];
    // the agent stands behind the verb, or behind what it calls *"…"*
    let behind = verb.tokens.end + usize::from(context.is(verb.tokens.end, "as"));
    let behind = context.mark(behind).filter(|span| span.tokens.start == behind).map_or(behind, |span| span.tokens.end);
    let by = context.is(behind, "by") && context.phrases.noun(behind + 1).is_some();
    let agent = candidate.content.iter().any(|piece| piece.start == verb.tokens.end && context.is(piece.start, "by"));
    agent || subject.tokens.end <= verb.tokens.start && verb.voice == Voice::Passive && (by || context.is_any(verb.main, &tells))
}

/// *was found guilty and ordered to pay*: the second of two passives.
fn is_second_passive(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let Some(and) = cue.start.checked_sub(1).filter(|&i| context.tag(i) == Tag::CC) else { return false };
    let told = context.is_any(cue.start, &["ordered", "told", "asked", "instructed", "warned"]) && context.tag(cue.end) == Tag::TO;
    let first = (subject.tokens.end..and).rev().take(8).find_map(|i| context.phrases.verb(i));
    told && first.is_some_and(|verb| verb.voice == Voice::Passive)
}

/// *footage of the mayor asking, "…"*: nobody else than the mayor asks.
fn is_of_another(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject), Some(piece)) = (&candidate.cue, &candidate.subject, candidate.content.first()) else { return false };
    let Some(verb) = context.phrases.verb(cue.end - 1).filter(|verb| verb.voice == Voice::Participle) else { return false };
    let Some(owner) = verb.tokens.start.checked_sub(1).and_then(|i| context.phrases.noun(i)) else { return false };
    let person = owner.tokens.end == verb.tokens.start && subject::is_person(subject::head(context, &owner.tokens));
    let quoted = piece.start >= cue.end && context.mark(piece.start).is_some_and(|span| span.tokens.start == piece.start);
    person && quoted && (subject.tokens.end <= owner.tokens.start || subject.tokens.start >= owner.tokens.end)
}

/// *wrote a novel, "The Long Ditch"*: what was made, not said.
fn is_work(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first()) else { return false };
    let makes = [
        "wrote",
        "write",
        "writes",
        "written",
        "published",
        "recorded",
        "released",
        "directed",
        "composed",
        "sang",
        "sings",
        "sung",
        "performed",
        "performs",
    ];
    let near = piece.start..piece.end.min(piece.start + 5);
    let title = near.clone().find(|&i| context.mark(i).is_some_and(|span| span.tokens.start == i));
    let bearer = title.filter(|&i| i > piece.start + 1).map(|i| i - 1 - usize::from(context.sign(i - 1) == b','));
    let work = bearer.is_some_and(|i| near.contains(&i) && context.lists(i).any(Lists::WORK));
    piece.start == cue.end && context.is_any(cue.end - 1, &makes) && work
}

/// Whether a report inside a quotation goes on behind its closing mark.
fn crosses_a_mark(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(span) = candidate.cue.as_ref().and_then(|cue| context.mark(cue.start)) else { return false };
    let leaves = |piece: &Range<usize>| piece.start < span.tokens.end && piece.end > span.tokens.end;
    span.closed && !span.continues && candidate.content.iter().any(leaves)
}

/// *a stall called "Bits and Bobs"*: the name of a thing.
fn is_name(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(cue) = &candidate.cue else { return false };
    let verb = cue.clone().find(|&i| context.is_any(i, &["called", "named", "titled", "entitled", "known", "nicknamed", "dubbed"]));
    let Some(verb) = verb else { return false };
    let capital = |i: usize| context.document.tokens[i].capital || context.word(i).len() <= 3;
    let title = |span: &QuoteSpan| {
        let words = || span.inner.clone().filter(|&i| context.document.tokens[i].kind == TokenKind::Word);
        words().nth(1).is_some() && words().all(capital) && !context.is(span.tokens.end, "by")
    };
    // *were called the “Harbour Show”*, *is known as “Sea Fox”*
    let passive = context.phrases.verb(verb).is_some_and(|verb| verb.voice == Voice::Passive) && candidate.subject.is_none();
    let last = candidate.content.last().and_then(|piece| context.mark(piece.end - 1)).filter(|span| span.tokens.start >= verb);
    if passive && last.is_some_and(title) {
        return true;
    }
    let noun = verb.checked_sub(1).is_some_and(|i| context.tag(i).is_noun() || context.sign(i) == b',');
    let reduced = context.phrases.verb(verb).is_some_and(|group| group.tokens.len() == 1) && context.tag(verb) == Tag::VBN;
    let [piece] = candidate.content.as_slice() else { return false };
    let Some(span) = context.mark(piece.start).filter(|span| span.tokens.start == piece.start) else { return false };
    let named = span.inner.clone().filter(|&i| context.document.tokens[i].kind == TokenKind::Word).all(capital);
    noun && reduced && named && !context.is(span.tokens.end, "by")
}

/// *is celebrating what he calls "…"*: an act that what is said only names;
/// and whoever else would have said it.
fn holds_free_relative(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &Candidate) -> bool {
    let Some(cue) = &candidate.cue else { return false };
    if is_free_relative(context, cue) {
        let own = context
            .phrases
            .verb(cue.end - 1)
            .and_then(|verb| context.phrases.noun(verb.tokens.start - 1))
            .map(|group| group.tokens.clone());
        return own.is_some_and(|own| candidate.subject.as_ref().is_some_and(|subject| !subject.tokens.contains(&(own.end - 1))));
    }
    let act = matches!(candidate.class, Class::Act | Class::Attitude);
    act && candidate.content.iter().any(|piece| !within(&landmarks.namings, piece, |&i| i).is_empty())
}

/// Whether the content ends in *…," Example said*, which reports the rest.
fn ends_in_a_report(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(piece) = candidate.content.last() else { return false };
    let Some(verb) = context.phrases.verb(piece.end - 1).filter(|verb| verb.tokens.end == piece.end && reports(context, verb.main)) else {
        return false;
    };
    let Some(group) = verb.tokens.start.checked_sub(1).and_then(|i| context.phrases.noun(i)) else { return false };
    let quoted = group.tokens.start.checked_sub(1).and_then(|i| context.mark(i)).is_some_and(|span| span.tokens.end == group.tokens.start);
    quoted && group.tokens.start > piece.start && group.tokens.end == verb.tokens.start
}
