//! What of a content or a mention belongs to the sentence around it.
//!
//! Input: a candidate of any frame. Output: the same without the verb whose
//! subject it is part of, without who is asked, when it was and where it was
//! written; and whether the cue says anything at all. Nothing is weighed here.

use std::ops::Range;

use super::listed::is_bullet;
use super::nominal::owner;
use super::trim::{is_told, skip_adverbs};
use super::trimmed_end;
use crate::candidate::{Candidate, Head, Subject};
use crate::clauses::main_verbs;
use crate::context::Context;
use crate::lexicon::{CuePart, Lists, Tag};
use crate::names::NameKind;
use crate::phrases::{NounGroup, Voice};
use crate::subject;

/// Cuts off what is the sentence's.
pub(super) fn leave_sentence(context: &Context<'_, '_>, candidate: &mut Candidate) {
    leave_means(context, candidate);
    give_owner(context, candidate);
    leave_asked(context, candidate);
    leave_day(context, candidate);
    leave_document(context, candidate);
    leave_time_of_speaker(context, candidate);
    leave_channel(context, candidate);
    leave_antecedent(context, candidate);
    leave_list_before(context, candidate);
    leave_bracket(context, candidate);
    leave_bullet(context, candidate);
}

/// Cuts off the verb whose subject the report is: *the warning that the dam could
/// fail **has alarmed farmers***, *concerns about his health **persisted***. For
/// what is chosen: evidence is counted on annotations that know the content as it
/// was proposed.
pub(crate) fn leave_predicate(context: &Context<'_, '_>, candidate: &mut Candidate) {
    if let Some(end) = predicate(context, candidate)
        && let Some(piece) = candidate.content.last_mut()
    {
        piece.end = end;
    }
}

/// Where the verb begins whose subject the report is.
fn predicate(context: &Context<'_, '_>, candidate: &Candidate) -> Option<usize> {
    let cue = candidate.cue.as_ref().filter(|_| candidate.part == CuePart::Noun)?;
    let piece = candidate.content.last().filter(|piece| piece.start >= cue.end)?;
    let group = context.phrases.noun(cue.start)?;
    if !opens_clause(context, group.tokens.start) {
        return None;
    }
    let clause = context.is_any(piece.start, &["that", "whether"]);
    if !clause && (context.tag(piece.start - 1) != Tag::IN || matches!(context.tag(piece.start), Tag::WP | Tag::WRB | Tag::WDT)) {
        return None;
    }
    let verbs: Vec<usize> = main_verbs(context, piece.clone()).take(2).collect();
    let verb = *verbs.get(usize::from(clause))?;
    // *could burst*, where *burst* looks like another verb
    let alone = |verb: usize| context.phrases.verb(verb).is_some_and(|group| context.tag(group.main) == Tag::MD);
    if alone(verb) || clause && alone(verbs[0]) && verb == verbs[0] + 1 {
        return None;
    }
    // *the claim that he thinks the law works*
    let governs = clause && context.phrases.verb(verbs[0]).is_some_and(|verb| context.form(verb.main).verb.is_some());
    // *that it holds, and works*, *about the way police acted persist*
    let from = if clause { context.phrases.verb(verbs[0]).map_or(verbs[0] + 1, |verb| verb.tokens.end) } else { piece.start };
    let apart = |i: usize| matches!(context.tag(i), Tag::CC | Tag::PUNCT);
    let another = !clause && verbs.len() > 1;
    if governs || another || (from..verb).any(apart) || verb < piece.start + 2 {
        return None;
    }
    let mut end = verb;
    while context.tag(end - 1).is_adverb() {
        end -= 1;
    }
    (end > piece.start + 1 || !clause && end > piece.start).then_some(end)
}

/// Cuts off how it was done: *published the results **by announcing that it was
/// true***.
fn leave_means(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue && context.mark(piece.start).is_none()) else {
        return;
    };
    let says = |i: usize| {
        let verb = context.phrases.verb(i).filter(|verb| verb.tokens.start == i && context.tag(i) == Tag::VBG);
        verb.is_some_and(|verb| context.form(verb.main).verb.is_some()) && context.is(i + 1, "that")
    };
    let by = (piece.start + 1..piece.end).take(MEANS).find(|&i| context.is(i, "by") && says(i + 1));
    if let Some(by) = by.filter(|&by| (piece.start..by).all(|i| context.phrases.verb(i).is_none())) {
        piece.end = by;
    }
}

/// Tokens of what is done by saying something, at most.
const MEANS: usize = 20;

/// Gives a claim to its owner: *rejected **critics'** claims that it leaks*.
fn give_owner(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(subject)) = (&candidate.cue, candidate.subject.as_mut()) else { return };
    if candidate.part != CuePart::Noun || cue.len() > 1 {
        return;
    }
    let Some(group) = context.phrases.noun(cue.start).filter(|group| group.tokens.end == cue.end) else { return };
    // *on Thursday's call*
    let Some(owner) = owner(context, &group.tokens).filter(|owner| owner.head != Head::Time) else { return };
    let own = subject.tokens.start >= owner.tokens.start && subject.tokens.end <= owner.tokens.end + 1;
    if !own {
        *subject = owner;
    }
}

/// Whether the subject of a clause can begin at token `i`.
fn opens_clause(context: &Context<'_, '_>, i: usize) -> bool {
    let sentence = context.document.sentences[context.document.sentence_of(i)].tokens.start;
    if i <= sentence {
        return true;
    }
    let joins = context.tag(i - 1) == Tag::CC && i > sentence + 1 && context.sign(i - 2) == b',';
    i == sentence + 1 && context.tag(sentence) == Tag::CC || context.sign(i - 1) == b',' || joins
}

/// Verbs of questions and of those who are told.
const ASKS: [&str; 12] =
    ["ask", "tell", "press", "question", "quiz", "remind", "inform", "advise", "warn", "promise", "assure", "convince"];

/// Cuts off who is asked: *asked **Hale** whether he was late*, *pressed **Hale
/// on** why he was late*, *promised **the town** that it would wait*.
fn leave_asked(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(lemma) = candidate.entry.map(|entry| &*context.lexicon.cue(entry).lemma) else { return };
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first_mut()) else { return };
    if candidate.part != CuePart::Verb || piece.start != cue.end || !ASKS.contains(&lemma) {
        return;
    }
    let group = context.phrases.noun(piece.start).filter(|group| group.tokens.start == piece.start).map(|group| group.tokens.clone());
    // *pressed **her** on why*, where *her* looks like an owner
    let own = matches!(context.tag(piece.start), Tag::PRP | Tag::PRPS).then(|| piece.start..piece.start + 1);
    let told = own.is_some() || group.as_ref().is_some_and(|group| is_told(context, group));
    let Some(group) = group.or(own) else { return };
    let mut at = group.end;
    // *promised the state of Holany that*
    while context.is(at, "of")
        && let Some(next) = context.phrases.noun(at + 1).filter(|next| next.tokens.start == at + 1)
    {
        at = next.tokens.end;
    }
    let end = at;
    if matches!(lemma, "press" | "question" | "quiz" | "ask") && context.is_any(at, &["on", "about"]) {
        at += 1;
    }
    // *told her who did it*, but *told a woman who did it*
    let relative = context.is_any(at, &["who", "where", "when"]) && context.tag(piece.start) != Tag::PRP;
    let question = context.is_any(at, &["whether", "if", "why", "how", "what", "who", "where", "when"]) && !relative;
    // *promised **reforms** that will help*
    let somebody = subject::is_person(subject::head(context, &group)) || context.names.at(group.end - 1).is_some() || end > group.end;
    let clause = context.is(at, "that") && at == end && lemma == "promise" && somebody && !context.is_any(group.start, &["a", "an"]);
    if (question && told || clause) && at + 2 < piece.end {
        piece.start = at;
    }
}

/// Cuts off the day: *pledged **Friday** to keep it*.
fn leave_day(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.first_mut()) else { return };
    let next = piece.start + 1;
    let day = piece.start == cue.end && context.lists(piece.start).any(Lists::TIME) && context.document.tokens[piece.start].capital;
    if day && context.tag(next) == Tag::TO && context.phrases.verb(next).is_some() && next + 1 < piece.end {
        piece.start = next;
    }
}

/// Cuts off where it was written, behind the last quotation: *said it was
/// “ready” **in a letter to staff***.
fn leave_document(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.as_ref().map(|cue| cue.end) else { return };
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.start >= cue) else { return };
    let Some(last) = piece.clone().rev().find(|&i| context.mark(i).is_some()) else { return };
    let at = last + 1;
    let closed = context.mark(last).is_some_and(|span| span.closed && span.tokens.end == at);
    let written = |group: &NounGroup| {
        let lists = context.lists(group.tokens.end - 1);
        let indefinite = context.is_any(group.tokens.start, &["a", "an"]);
        group.tokens.start == at + 1 && indefinite && (lists.any(Lists::OCCASION) || lists.any(Lists::DOCUMENT))
    };
    if at < piece.end
        && closed
        && context.is_any(at, &["in", "via"])
        && context.phrases.noun(at + 1).is_some_and(written)
        && (at..piece.end).all(|i| context.phrases.verb(i).is_none())
    {
        piece.end = at;
    }
}

/// Leaves when it was said out of who said it: ***Last year** critics said*,
/// ***Yesterday** analyst Ada Example said*.
fn leave_time_of_speaker(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(subject) = candidate.subject.as_mut().filter(|subject| subject.tokens.len() > 1) else { return };
    let start = subject.tokens.start;
    if context.document.sentences[context.document.sentence_of(start)].tokens.start != start && !context.is_any(start, &["this", "last"]) {
        return;
    }
    // ***Now** research shows*
    if context.is(start, "now") && context.tag(start).is_adverb() {
        begin(context, subject, start + 1);
        return;
    }
    let mut at = start;
    while at + 1 < subject.tokens.end && context.is_any(at, &["this", "last", "next", "earlier", "late", "early", "later"]) {
        at += 1;
    }
    let which = at > start;
    let time = context.lists(at).any(Lists::TIME) && context.tag(at + 1) != Tag::POS;
    let day = context.is_any(at, &["yesterday", "today", "tonight"]);
    // *The Sunday Herald*, *This week's report*
    let apart = day || which && !context.document.tokens[at].capital;
    if time && apart && at + 1 < subject.tokens.end && context.tag(at + 1) != Tag::IN {
        begin(context, subject, at + 1);
    }
}

/// Lets who speaks begin at token `start`.
fn begin(context: &Context<'_, '_>, subject: &mut Subject, start: usize) {
    let group = context.phrases.noun(start).map_or(subject.tokens.end, |group| group.tokens.end.min(subject.tokens.end));
    subject.tokens.start = start;
    subject.head = subject::head(context, &(start..group.max(start + 1)));
}

/// Leaves what a relative clause is about out of who speaks in it: ***the
/// problems** farmers say they face*.
fn leave_antecedent(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(subject) = candidate.subject.as_mut().filter(|subject| subject.tokens.len() > 1) else { return };
    let last = context.phrases.noun(subject.tokens.end - 1).filter(|group| group.tokens.end == subject.tokens.end);
    let Some(start) = last.map(|group| group.tokens.start).filter(|&start| start > subject.tokens.start) else { return };
    let before = context.tag(start - 1).is_noun() && context.phrases.noun(start - 1).is_some_and(|group| group.tokens.end == start);
    if before && context.lists(subject.tokens.end - 1).any(Lists::GROUP) {
        begin(context, subject, start);
    }
}

/// Leaves the end of the clause before out of who speaks: *has killed many in
/// **Lorne and Sark**, the Health Board says*.
fn leave_list_before(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(subject) = candidate.subject.as_mut().filter(|subject| subject.tokens.len() > 1) else { return };
    let Some(group) = context.phrases.noun(subject.tokens.end - 1).map(|group| group.tokens.clone()) else { return };
    let comma = group.start.checked_sub(1).filter(|&i| i > subject.tokens.start && context.sign(i) == b',');
    let body = context.names.at(group.end - 1).is_some_and(|name| name.kind == NameKind::Organization);
    let joined = comma.is_some_and(|comma| (subject.tokens.start..comma).any(|i| context.is(i, "and")));
    if joined && body && context.is(group.start, "the") && group.end == subject.tokens.end {
        begin(context, subject, group.start);
    }
}

/// Leaves how it was said out of who said it: *says Ada Example, **over email***.
fn leave_channel(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(subject) = candidate.subject.as_mut() else { return };
    let comma = subject.tokens.clone().skip(1).find(|&i| context.sign(i) == b',' && context.is_any(i + 1, &["over", "via"]));
    if let Some(comma) = comma {
        subject.tokens.end = comma;
    }
}

/// Cuts off the bracket that the sentence stands in: *(She said it was empty**.)***.
fn leave_bracket(context: &Context<'_, '_>, candidate: &mut Candidate) {
    let Some(piece) = candidate.content.last_mut().filter(|piece| piece.len() > 2) else { return };
    let close = piece.end - 1;
    let open = match context.sign(close) {
        b')' => b'(',
        b']' => b'[',
        _ => return,
    };
    if !piece.clone().any(|i| context.sign(i) == open) {
        piece.end = trimmed_end(context, piece.start, close).max(piece.start + 1);
    }
}

/// Cuts off the sign that a line of a list begins with: ***-** The dam failed, she
/// said*.
fn leave_bullet(context: &Context<'_, '_>, candidate: &mut Candidate) {
    for piece in candidate.content.iter_mut().filter(|piece| piece.len() > 1) {
        let opens = context.document.paragraphs[context.document.paragraph_of(piece.start)].tokens.start == piece.start;
        piece.start += usize::from(opens && is_bullet(context.word(piece.start)));
    }
}

/// Whether nobody speaks: *It is fair **to say***, *It is worth **noting***; and
/// *called it **into question***.
pub(super) fn is_nobodys(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(piece)) = (&candidate.cue, candidate.content.last()) else { return false };
    is_expletive(context, candidate, cue) || {
        let lemma = candidate.entry.map_or("", |entry| &*context.lexicon.cue(entry).lemma);
        lemma == "call" && (piece.start + 1..piece.end).any(|i| context.is(i, "question") && context.is(i - 1, "into"))
    }
}

fn is_expletive(context: &Context<'_, '_>, candidate: &Candidate, cue: &Range<usize>) -> bool {
    let sentence = context.document.sentences[context.document.sentence_of(cue.start)].tokens.start;
    let near = cue.start.saturating_sub(6).max(sentence)..cue.start;
    let Some(it) = near.rev().find(|&i| context.is(i, "it")) else { return false };
    let own = candidate.subject.as_ref().is_none_or(|subject| subject.tokens.start >= it || subject.head == Head::It);
    let is = context.is_any(it + 1, &["is", "was", "'s", "’s", "seems", "would", "may"]);
    let judged = (it + 2..cue.start + 1).any(|i| context.tag(i).is_adjective() || context.is(i, "worth"));
    let links = |i: usize| {
        let tag = context.tag(i);
        tag.is_adjective() || tag.is_adverb() || tag == Tag::TO || context.is_any(i, &["worth", "be", "not", "for", "enough"])
    };
    let verb = context.phrases.verb(cue.end - 1);
    let bound =
        verb.is_some_and(|verb| matches!(verb.voice, Voice::Infinitive | Voice::Participle)) || context.tag(cue.end - 1) == Tag::VBG;
    own && is && judged && bound && (skip_adverbs(context, it + 2)..cue.start).all(links)
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    /// Each row: a text, then what is said and who names the speaker of its
    /// first quotation.
    fn check(rows: &[(&str, &str, &str)]) {
        for &(text, content, mention) in rows {
            let quotes = analyze(text);
            let first = quotes.first().map(|quote| (quote.content[0].of(text), quote.mention.map_or("", |mention| mention.span.of(text))));
            assert_eq!(first, Some((content, mention)), "{text}");
        }
    }

    #[test]
    fn what_is_the_sentence_around() {
        check(&[
            ("The mayor's warning that the dam could fail has alarmed farmers.", "that the dam could fail", "The mayor's"),
            ("Moss's warning that those who break the law will pay was clear.", "that those who break the law will pay", "Moss's"),
            ("Concerns about his health have grown.", "his health", ""),
            ("Wells asked Hale whether he was late.", "whether he was late", "Wells"),
            ("Reporters pressed Hale on why the prices were changed.", "why the prices were changed", "Reporters"),
            ("Reed promised voters that he would go.", "that he would go", "Reed"),
            ("Reed promised a law that would ban guns.", "a law that would ban guns", "Reed"),
            ("Democrats pledged Friday to keep the port open.", "to keep the port open", "Democrats"),
            ("(Officials said that the van was empty.)", "that the van was empty", "Officials"),
            ("- The dam failed, police said.", "The dam failed", "police"),
        ]);
    }

    #[test]
    fn who_speaks_without_the_sentence_around() {
        check(&[
            ("Last year critics said the firm would fail.", "the firm would fail", "critics"),
            ("Yesterday analyst Gerald Munce said the shares were cheap.", "the shares were cheap", "analyst Gerald Munce"),
            ("“We lost,” says Karim Haddad, over a cup of coffee in Jaffa.", "“We lost,”", "Karim Haddad"),
            ("These are the problems farmers say they face every spring.", "they face every spring", "farmers"),
            ("The storm hit Lorne and Sark, the Weather Office says.", "The storm hit Lorne and Sark", "the Weather Office"),
        ]);
    }

    #[test]
    fn nobody_says_it() {
        for text in ["It is worth noting that the fund was empty.", "Critics called the ruling into question on Monday."] {
            let rows: Vec<&str> = analyze(text).iter().map(|quote| quote.content[0].of(text)).collect();
            assert!(!rows.iter().any(|row| row.contains("empty") || row.contains("ruling")), "{rows:?}");
        }
    }
}
