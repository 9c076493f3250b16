//! What of a content belongs to others.
//!
//! Input: a candidate of any frame. Output: the same without half of the next
//! subject, the title of a work, who is told, when it was said, what it is
//! about. Nothing is weighed here.

use std::ops::Range;

use super::according::description_end;
use super::around::leave_sentence;
use super::complete::{complete, reach_last_paragraph};
use super::headline::behind_dateline;
use super::landmarks::{Landmarks, within};
use super::unsaid::{leave_described, leave_told, quote_whom};
use super::{finite_verb, trimmed_end};
use crate::candidate::{Candidate, Fact, Head, Path, fact};
use crate::clauses::main_verbs;
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{Lists, Tag};
use crate::marks::{LONG, QuoteSpan};
use crate::method::Method;
use crate::names::NameKind;
use crate::phrases::{NounGroup, VerbGroup, Voice};
use crate::quote::Class;
use crate::subject;

/// Cuts off the words that are not the candidate's.
pub(super) fn trim(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &mut Candidate, titled: bool) {
    leave_dateline(context, candidate);
    leave_subject(context, candidate);
    leave_preface(context, candidate);
    leave_description(context, candidate);
    leave_addressee(context, candidate);
    take_subject(context, candidate);
    leave_told(context, candidate);
    leave_described(context, candidate);
    take_label(context, candidate);
    take_agent(context, candidate);
    leave_circumstance_of_speaker(context, candidate);
    quote_whom(context, candidate);
    leave_time(context, candidate);
    leave_main_clause(context, candidate);
    leave_answer(context, candidate);
    leave_circumstance(context, candidate);
    leave_free_relative(context, candidate);
    leave_comment(context, landmarks, candidate);
    complete(context, candidate);
    leave_article(context, candidate);
    leave_second_report(context, landmarks, candidate);
    leave_report_beside(context, landmarks, candidate);
    leave_joined_report(context, candidate);
    leave_name(context, candidate);
    leave_sentence(context, candidate);
    if titled {
        candidate.content.retain(|piece| !is_title_of_work(context, piece));
    }
    reach_last_paragraph(context, candidate);
}

/// Cuts off who the source is: *According to X, **a professor at Halden**, it failed*.
fn leave_description(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject), Some(piece)) = (&candidate.cue, &candidate.subject, candidate.content.first_mut()) else { return };
    let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
    let opens = cue.start == sentence.start && context.is(cue.start, "according") && piece.start == subject.tokens.end + 1;
    let end = if opens { description_end(context, sentence, subject.tokens.end) } else { None };
    if let Some(end) = end.filter(|&end| end + 1 < piece.end) {
        piece.start = end + 1;
    }
}

/// Words before a quotation that may only say what it is about, at most.
const PREFACE: usize = 8;

/// Cuts off what a quotation is about, and who hears it: *said of the plan,
/// "…"*, *as for the plan, "…"*, *says to her lodger, "…"*.
fn leave_preface(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.first_mut().filter(|piece| context.mark(piece.start).is_none()) else { return };
    let about = piece.start.checked_sub(1).is_some_and(|i| context.is_any(i, &["of", "about"]));
    let only = context.is_any(piece.start, &["only", "simply", "just"]) && context.sign(piece.start + 1) == b',';
    let thing = context.phrases.noun(piece.start).is_some_and(|group| {
        context.sign(group.tokens.end) == b':'
            && context.is_any(group.tokens.end - 1, &["thing", "things", "words", "advice", "message", "answer"])
    });
    let as_for = context.is(piece.start, "as") && context.is(piece.start + 1, "for");
    let hears = context.tag(piece.start) == Tag::TO
        && context
            .phrases
            .noun(piece.start + 1)
            .is_some_and(|group| group.tokens.start == piece.start + 1 && context.sign(group.tokens.end) == b',');
    if !(about || only || thing || as_for || hears) {
        return;
    }
    let opens = |i: usize| context.mark(i).is_some_and(|span| span.tokens.start == i && span.tokens.end == piece.end && span.words >= LONG);
    let reach = piece.start + 1..piece.end.min(piece.start + PREFACE);
    let Some(mark) = reach.clone().take_while(|&i| context.phrases.verb(i).is_none()).find(|&i| opens(i)) else { return };
    if matches!(context.word(mark - 1), "," | ":" | "—" | "–" | "--") && context.phrases.verb(piece.start).is_none() {
        piece.start = mark;
    }
}

/// Takes in the pronoun that a clause has lost: *know **you** 've been waiting*.
fn take_subject(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = &candidate.cue else { return };
    let Some(piece) = candidate.content.first_mut().filter(|piece| piece.start > cue.end) else { return };
    let pronoun = context.is_any(piece.start - 1, &["i", "we", "they", "he", "she", "you", "it"]);
    let finite = context.phrases.verb(piece.start).is_some_and(|verb| verb.finite && verb.tokens.start == piece.start);
    if pronoun && finite && piece.start - 1 == cue.end {
        piece.start -= 1;
    }
}

/// Cuts off who is told, when and where: *told the jury he remembered nothing*,
/// *said Friday that the port would close*, *said in an email the port had closed*.
fn leave_addressee(context: &Context<'_, '_>, candidate: &mut Candidate) {
    const TELLS: [&str; 10] = ["tell", "remind", "assure", "reassure", "inform", "warn", "advise", "convince", "persuade", "notify"];
    // not *commented on a post the mayor wrote*
    const SAYS: [&str; 9] = ["say", "write", "state", "add", "claim", "insist", "argue", "confirm", "tell"];
    let lemma = candidate.entry.map(|index| &*context.lexicon.cue(index).lemma);
    let Some(piece) = candidate.content.first_mut().filter(|piece| context.mark(piece.start).is_none()) else { return };
    let group_at = |i: usize| context.phrases.noun(i).filter(|group| group.tokens.start == i);
    let Some(group) = group_at(piece.start) else { return };
    let says = lemma.is_some_and(|lemma| SAYS.contains(&lemma));
    let is_time = |group: &Range<usize>| {
        let lists = context.lists(group.end - 1);
        let place = lists.any(Lists::DOCUMENT) || lists.any(Lists::OCCASION);
        let inside = group.start > 0 && context.is_any(group.start - 1, &["in", "on", "at", "via", "during"]);
        subject::head(context, group) == Head::Time || (says && place && inside)
    };
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
    let told = says && !tells || tells && (lemma == Some("tell") || is_told(context, &group.tokens));
    let second = group_at(end).filter(|second| told && second.tokens.end < piece.end);
    let noun = second.is_some_and(|second| context.phrases.verb(skip_adverbs(context, second.tokens.end)).is_some_and(|verb| verb.finite));
    let pronoun =
        (says || tells) && matches!(context.tag(end), Tag::PRP | Tag::EX) && context.phrases.verb(verb).is_some_and(|verb| verb.finite);
    if (clause || pronoun || noun) && end + 1 < piece.end {
        piece.start = end;
    }
}

/// Whether somebody can be told something by these words.
pub(super) fn is_told(context: &Context<'_, '_>, group: &Range<usize>) -> bool {
    let head = subject::head(context, group);
    subject::can_speak(head)
        || context.lists(group.end - 1).any(Lists::ADDRESSEE)
        || context.lists(group.end - 1).any(Lists::OCCASION)
        || context.tag(group.end - 1).is_name()
}

pub(super) fn skip_adverbs(context: &Context<'_, '_>, mut at: usize) -> usize {
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
    if relative.is_none_or(|i| context.sign(i - 1) != b',') {
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

/// Tokens of a clause before the main one, at most.
const CLAUSE: usize = 60;

/// Cuts off the main clause behind a question or another clause that opens the
/// sentence: *Asked whether he had seen it, Example nodded*.
fn leave_answer(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = &candidate.cue else { return };
    let sentence = &context.document.sentences[context.document.sentence_of(cue.start)].tokens;
    let asks = context.is_any(sentence.start, &["asked", "pressed", "questioned", "quizzed"]);
    // *While the mayor said it was safe, residents left*
    let opener = ["when", "after", "once", "before", "while", "although", "though", "since"];
    let given = ["if", "because", "unless"];
    let reports = matches!(candidate.class, Class::Speech | Class::Thought);
    let begins = context.is_any(sentence.start, &opener) || reports && context.is_any(sentence.start, &given);
    let near = cue.start < sentence.start + CLAUSE && begins;
    let subordinate = near && (sentence.start..cue.start).all(|i| context.sign(i) != b',');
    if asks && cue.start == sentence.start && candidate.content.first().is_some_and(|piece| piece.start < sentence.end) {
        candidate.content.retain(|piece| piece.start < sentence.end);
    }
    let opens = asks || subordinate;
    let Some(piece) = candidate.content.last_mut().filter(|piece| opens && piece.start >= cue.end && piece.end <= sentence.end) else {
        return;
    };
    let answers = |&i: &usize| {
        // *While she said it “leaks,” she stayed*
        let next = i + 1 + usize::from(context.mark(i + 1).is_some_and(|span| span.tokens.end == i + 2 && span.tokens.start > piece.start));
        let group = context.phrases.noun(next).filter(|group| context.sign(i) == b',' && group.tokens.start == next);
        group.and_then(|group| context.phrases.verb(skip_adverbs(context, group.tokens.end))).is_some_and(|verb| verb.finite)
    };
    // *that, despite the rain, it was safe*: the clause has its verb before the comma
    let next = piece.start + 1;
    let inserted = context.is_any(piece.start, &["that", "whether"])
        && (context.sign(next) == b',' || matches!(context.tag(next), Tag::IN | Tag::WRB));
    let clause = if inserted { main_verbs(context, piece.clone()).next() } else { None };
    let whole = |comma: &usize| clause.is_none_or(|verb| verb < *comma);
    if let Some(comma) = (piece.start + 1..piece.end).take(CLAUSE).find(|comma| answers(comma) && whole(comma)) {
        piece.end = context.mark(comma).filter(|span| span.tokens.start > piece.start).map_or(comma, |span| span.tokens.end);
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

/// The title of a work, or one with words behind it that say nothing of it:
/// *“A Night at Sea” twice*.
fn is_title_of_work(context: &Context<'_, '_>, piece: &Range<usize>) -> bool {
    let goes_on = |end: usize| (end..piece.end).any(|i| context.phrases.verb(i).is_some());
    context.mark(piece.start).is_some_and(|span| span.tokens.start == piece.start && is_title(context, span) && !goes_on(span.tokens.end))
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

/// Where a finite verb of the cue lexicon stands.
pub(super) fn reports(context: &Context<'_, '_>, i: usize) -> bool {
    context.phrases.verb(i).is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some())
}

/// The token behind *, Ada Example,* at token `i`.
pub(super) fn behind_apposition(context: &Context<'_, '_>, i: usize) -> Option<usize> {
    let name = context.names.at(i + 1).filter(|name| context.sign(i) == b',' && name.start == i + 1)?;
    (context.sign(name.tokens.end) == b',').then_some(name.tokens.end + 1)
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

/// Cuts off who heard or said all of it: *that it was hers, a court in Example
/// heard on Monday*.
fn leave_second_report(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue) else { return };
    let Some(&comma) = within(&landmarks.commas, piece, |&i| i).last() else { return };
    let Some(group) = context.phrases.noun(comma + 1).filter(|group| group.tokens.start == comma + 1) else { return };
    let mut at = group.tokens.end;
    while let Some(next) = context.phrases.noun(at + 1).filter(|next| context.tag(at) == Tag::IN && next.tokens.start == at + 1) {
        at = next.tokens.end;
    }
    // *heard* looks like a participle behind a name
    let verb = context.phrases.verb(at).filter(|verb| verb.tokens.start == at && context.form(verb.main).verb.is_some());
    let Some(verb) = verb.filter(|verb| verb.finite || context.tag(verb.main) == Tag::VBN) else { return };
    let time = |i: usize| matches!(context.tag(i), Tag::IN | Tag::DT) || context.tag(i).is_adverb() || context.lists(i).any(Lists::TIME);
    if verb.tokens.end <= piece.end && (verb.tokens.end..piece.end).all(time) && comma > piece.start + 1 {
        piece.end = comma;
    }
}

/// The fact that a line is a label and a quotation.
pub(crate) const LABELLED: Fact = fact!("quoted-line");

/// Gives a label all its words: ***Education secretary**: ‘I will stay’*.
fn take_label(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject)) = (&mut candidate.cue, &mut candidate.subject) else { return };
    let colon = cue.end - 1;
    let group = context.phrases.noun(cue.start).filter(|group| group.tokens.end == colon && group.tokens.start <= subject.tokens.start);
    if context.sign(colon) == b':' && cue.start < colon && subject.tokens.end == cue.start && group.is_some() {
        subject.tokens.end = colon;
        subject.head = subject::head(context, &subject.tokens);
        *cue = colon..cue.end;
        let paragraph = &context.document.paragraphs[context.document.paragraph_of(colon)].tokens;
        let quoted = context.mark(colon + 1).is_some_and(|span| span.closed && span.tokens == (colon + 1..paragraph.end));
        if subject.tokens.start == paragraph.start && quoted && candidate.content.as_slice() == [colon + 1..paragraph.end] {
            candidate.facts.push(LABELLED);
        }
    }
}

/// Gives a passive to its agent: *Regulars, who have keys, were warned **by the
/// fire brigade** that the stairs were unsafe*.
fn take_agent(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject)) = (&candidate.cue, &mut candidate.subject) else { return };
    let passive = context.phrases.verb(cue.start).filter(|verb| verb.voice == Voice::Passive).map(|verb| verb.tokens.end);
    let Some(by) = passive.filter(|&by| context.is(by, "by") && subject.tokens.end <= cue.start) else { return };
    let group = context.phrases.noun(by + 1).filter(|group| group.tokens.start == by + 1);
    let clause = candidate.content.first().is_some_and(|piece| context.is(piece.start, "that"));
    // *warned by letter that*
    let speaks = |group: &&NounGroup| {
        let head = subject::head(context, &group.tokens);
        subject::is_person(head) || group.tokens.len() > 1 && !matches!(head, Head::Document | Head::Time)
    };
    if let Some(group) = group.filter(speaks).filter(|_| clause) {
        subject.tokens = group.tokens.clone();
        subject.head = subject::head(context, &group.tokens);
        subject.path = Path::Agent;
    }
}

/// Leaves where it was said out of who said it: ***Outside court,** his niece,
/// Mara Ryan, said*.
fn leave_circumstance_of_speaker(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(subject) = candidate.subject.as_mut().filter(|_| candidate.method == Method::Tagged) else { return };
    let sentence = &context.document.sentences[context.document.sentence_of(subject.tokens.start)].tokens;
    if subject.tokens.start != sentence.start || context.tag(sentence.start) != Tag::IN {
        return;
    }
    let comma = subject.tokens.clone().find(|&i| context.sign(i) == b',');
    let group = comma.and_then(|comma| context.phrases.noun(comma + 1)).filter(|group| group.tokens.end <= subject.tokens.end);
    if let Some(group) = group {
        subject.tokens.start = group.tokens.start;
        subject.head = subject::head(context, &group.tokens);
    }
}

/// Tokens of who reports beside another, at most.
const BESIDE: usize = 12;

/// Cuts off what others report beside it, and how the same speaker goes on:
/// *said it would wait, **while critics said** it had waited long enough*, *spoke
/// of “a lot of love” **before adding**, “That is all”*.
fn leave_report_beside(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue) else { return };
    let speaks = |verb: &VerbGroup| {
        let index = context.form(verb.main).verb;
        index.is_some_and(|index| context.lexicon.cue(index).class == Class::Speech)
    };
    if piece.len() < 3 {
        return;
    }
    for &i in within(&landmarks.beside, &(piece.start + 2..piece.end), |&i| i) {
        let comma = context.sign(i - 1) == b',';
        let end = i - usize::from(comma);
        if context.is(i, "before") && (comma || context.mark(i - 1).is_some()) {
            let verb = context.phrases.verb(i + 1).filter(|verb| verb.tokens.start == i + 1 && context.tag(i + 1) == Tag::VBG);
            if verb.is_some_and(speaks) {
                piece.end = end;
                return;
            }
        }
        // *even as*
        let joins = 1 + usize::from(context.is(i, "even"));
        if context.is(i, "before") || !comma || context.phrases.noun(i + joins).is_none() {
            continue;
        }
        let reach = i + joins..piece.end.min(i + joins + BESIDE);
        let verb = reach.take_while(|&k| context.tag(k) != Tag::PUNCT).find_map(|k| context.phrases.verb(k));
        // a past tense looks like a participle behind a noun
        let reports = |verb: &VerbGroup| verb.finite && verb.voice == Voice::Active || context.is(verb.tokens.end, "that");
        if verb.is_some_and(|verb| reports(verb) && speaks(verb)) {
            piece.end = end;
            return;
        }
    }
}

/// Cuts off what the same speaker reports next: *said the news was bad but
/// insisted that it would pass*, where *the news* cannot insist.
fn leave_joined_report(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end).filter(|_| candidate.cue_tag.is_finite()) else { return };
    let tag = candidate.cue_tag;
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue && context.mark(piece.start).is_none()) else {
        return;
    };
    let first = piece.start + usize::from(context.is(piece.start, "that"));
    let Some(group) = context.phrases.noun(first).filter(|group| group.tokens.start == first) else { return };
    // a thing that does something: nobody who reports
    let thing = matches!(subject::head(context, &group.tokens), Head::Other | Head::It | Head::Time | Head::Plural);
    if !thing || context.lists(group.tokens.end - 1).any(Lists::BODY) || finite_verb(context, first..piece.end).is_none() {
        return;
    }
    let joins = |&i: &usize| {
        let verb = context.phrases.verb(skip_adverbs(context, i + 1)).filter(|verb| verb.tokens.len() == 1);
        // *was closed and warned that*: a past tense that looks like a participle
        let told = |verb: usize| {
            let own = context.phrases.noun(verb + 1).filter(|group| group.tokens.start == verb + 1).map(|group| group.tokens.end);
            own.map(|end| end + usize::from(context.is(end, "not"))).is_some_and(|end| context.tag(end) == Tag::TO)
        };
        let alike = |main: usize| context.tag(main) == tag || context.tag(main) == Tag::VBN && (context.is(main + 1, "that") || told(main));
        let verb = verb.filter(|verb| alike(verb.main));
        let speech = verb.and_then(|verb| context.form(verb.main).verb).is_some_and(|index| {
            let entry = context.lexicon.cue(index);
            entry.class == Class::Speech && !matches!(&*entry.lemma, "show" | "suggest" | "indicate" | "mean" | "reveal")
        });
        let clause = verb.is_some_and(|verb| {
            let behind = verb.tokens.end;
            let own = context.phrases.noun(behind).filter(|group| group.tokens.start == behind).map(|group| group.tokens.end);
            told(verb.main)
                || context.is_any(behind, &["that", "whether"])
                || own.is_some_and(|end| context.phrases.verb(end).is_some_and(|verb| verb.finite))
        });
        context.tag(i) == Tag::CC && context.mark(i).is_none() && speech && clause
    };
    if let Some(at) = (group.tokens.end + 1..piece.end).find(joins) {
        let end = trimmed_end(context, piece.start, at);
        if end > first {
            piece.end = end;
        }
    }
}

/// Gives a name at the end of the content back to its apposition: *…, Ada
/// Example, an adviser to the king, said*.
fn leave_name(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(subject), Some(piece)) = (candidate.subject.as_mut(), candidate.content.last_mut()) else { return };
    if context.sign(piece.end) != b',' || subject.tokens.start != piece.end + 1 || context.mark(piece.end - 1).is_some() {
        return;
    }
    let name = context.names.at(piece.end - 1).filter(|name| name.kind == NameKind::Person && name.tokens.end == piece.end);
    let start = name.map(|name| name.start).filter(|&start| start > piece.start + 2 && context.sign(start - 1) == b',');
    if let Some(start) = start {
        piece.end = start - 1;
        subject.tokens.start = start;
    }
}

/// Cuts off an article or conjunction that a content ends in.
fn leave_article(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.last_mut() else { return };
    let last = piece.end - 1;
    let article = context.is_any(last, &["a", "an", "the", "and", "but", "or"]);
    if article && piece.len() > 2 && context.mark(last).is_none() {
        piece.end = trimmed_end(context, piece.start, last).max(piece.start + 1);
    }
}

/// Cuts off where the report comes from.
fn leave_dateline(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.first_mut() else { return };
    let paragraph = &context.document.paragraphs[context.document.paragraph_of(piece.start)].tokens;
    if piece.start == paragraph.start && piece.end > paragraph.start + 3 {
        piece.start = behind_dateline(context, paragraph).min(piece.end - 1);
    }
}

/// Cuts off what happened as it was said: *shouted "Shame!" as they left*.
fn leave_circumstance(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue) else { return };
    let Some(span) = context.mark(piece.start).filter(|span| span.tokens.start == piece.start && span.closed) else { return };
    let at = span.tokens.end;
    let begins = context.is_any(at, &["as", "while", "when", "before", "after", "until", "during"]);
    let names = context.is_any(cue - 1, &["called", "calls", "call", "described", "branded", "dubbed"]);
    if at < piece.end && begins && !names && (at..piece.end).all(|i| context.mark(i).is_none()) {
        piece.end = at;
    }
}

/// Cuts off what the writer says of the words: *"…" - a charge that stung*,
/// *…, a claim disputed by the mayor*, *…, drawing laughter*.
fn leave_comment(context: &Context<'_, '_>, landmarks: &Landmarks, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.len() > 2) else { return };
    let end = piece.end;
    let mut comments = within(&landmarks.comments, &(piece.start + 2..end), |comment| comment.at).iter();
    if let Some(comment) = comments.find(|comment| !comment.dash || (comment.at..end).all(|i| context.mark(i).is_none())) {
        piece.end = comment.at;
    }
}

/// Cuts off what follows *what the judge called "…"*: the clause that it
/// stands in goes on.
fn leave_free_relative(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.clone().filter(|cue| is_free_relative(context, cue)) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue.end) else { return };
    let reach = piece.start..piece.end.min(piece.start + 4);
    let span = reach.filter_map(|i| context.mark(i)).find(|span| span.closed && span.tokens.start >= piece.start);
    if let Some(span) = span.filter(|span| span.tokens.end < piece.end) {
        piece.end = span.tokens.end;
    }
}

/// Whether the cue is the verb of *what the judge called*.
pub(super) fn is_free_relative(context: &Context<'_, '_>, cue: &Range<usize>) -> bool {
    let Some(verb) = context.phrases.verb(cue.end - 1).filter(|verb| verb.finite && verb.voice == Voice::Active) else { return false };
    let Some(group) = verb.tokens.start.checked_sub(1).and_then(|i| context.phrases.noun(i)) else { return false };
    group.tokens.start.checked_sub(1).is_some_and(|i| context.tag(i) == Tag::WP && context.is(i, "what"))
}
