//! Labels: *X: …*, *…: X* in headlines, *NAME: …* in transcripts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{finite_verb, plain, trimmed_end};
use crate::candidate::{Candidate, End, Fact, Head, Path, Subject, fact};
use crate::context::Context;
use crate::document::{Paragraph, TokenKind};
use crate::frames::quoted::span_starting_at;
use crate::lexicon::{CuePart, Lists, Tag};
use crate::method::Method;
use crate::names::NameKind;
use crate::quote::Class;
use crate::subject;

/// The fact that a label and what follows it are a turn of a transcript, or a
/// report and the list behind it.
pub(crate) const TURN: Fact = fact!("turn");

/// Tokens that a label can have.
const LABEL: usize = 6;

/// The same with a name in brackets: *The Minister for Ports (Mr Example)*.
const LONG_LABEL: usize = 12;

/// Paragraphs at the start of a text that can be its headline.
const HEADLINES: usize = 3;

/// The labels of a text.
pub(crate) struct Labels {
    /// for each paragraph the sign behind its label
    signs: Vec<Option<usize>>,
    turns: usize,
    transcript: bool,
}

impl Labels {
    pub(crate) fn find(context: &Context<'_, '_>) -> Labels {
        let signs: Vec<Option<usize>> = (0..context.document.paragraphs.len()).map(|paragraph| label(context, paragraph)).collect();
        let transcript = is_transcript(context, &signs);
        // *A. …* without a *Q. …* is the first of a list
        let is_label = |ordinal: usize, sign: usize| {
            let tokens = &context.document.paragraphs[ordinal].tokens;
            context.sign(sign) == b':' && !is_dateline(context, tokens.start, sign, tokens.end)
        };
        let kept = |(ordinal, label): (usize, Option<usize>)| label.filter(|&sign| transcript || is_label(ordinal, sign));
        let signs: Vec<Option<usize>> = signs.into_iter().enumerate().map(kept).collect();
        Labels { turns: signs.iter().flatten().count(), signs, transcript }
    }

    /// Proposes for some paragraphs.
    pub(crate) fn propose(&self, context: &Context<'_, '_>, paragraphs: Range<usize>, out: &mut Vec<Candidate>) {
        for (ordinal, paragraph) in paragraphs.clone().zip(&context.document.paragraphs[paragraphs]) {
            let tokens = &paragraph.tokens;
            if let Some(colon) = self.signs[ordinal] {
                let end = if self.turns >= 3 { turn_end(context, &self.signs, ordinal) } else { ordinal };
                let first = out.len();
                propose_label(context, tokens, colon, (ordinal, end, self.turns), out);
                // the last one is the longest
                if self.transcript
                    && let Some(turn) = out[first..].last_mut()
                {
                    turn.facts.push(TURN);
                }
            }
            let headline = ordinal < HEADLINES || context.words.title_case[paragraph.sentences.start];
            if headline && paragraph.sentences.len() == 1 && tokens.len() > 4 {
                signature(context, tokens, out);
                said_below(context, tokens, out);
            }
        }
    }
}

/// Turns that make a transcript or an interview, at least.
const TURNS: usize = 4;

/// Whether the text is a transcript or an interview: lines that begin with a
/// label follow one another, and the labels come again, if only their last word.
fn is_transcript(context: &Context<'_, '_>, labels: &[Option<usize>]) -> bool {
    let mut turns: Vec<(usize, &str)> =
        labels.iter().enumerate().filter_map(|(ordinal, sign)| Some((ordinal, last_word(context, ordinal, (*sign)?)))).collect();
    // *Ada Example: …*, *AE: …*
    let initials: BTreeMap<String, &str> = labels
        .iter()
        .enumerate()
        .filter_map(|(ordinal, sign)| Some((initials(context, ordinal, (*sign)?)?, last_word(context, ordinal, (*sign)?))))
        .collect();
    turns.iter_mut().for_each(|(_, word)| *word = initials.get(*word).copied().unwrap_or(word));
    let (Some(first), Some(last)) = (turns.first(), turns.last()) else { return false };
    let names: BTreeSet<&str> = turns.iter().map(|turn| turn.1).collect();
    let paragraphs = last.0 - first.0 + 1;
    turns.len() >= TURNS && names.len() >= 2 && names.len() * 3 <= turns.len() * 2 && turns.len() * 3 >= paragraphs
}

/// The initials of the label before `sign`, if it is of two to four capitalised words.
fn initials(context: &Context<'_, '_>, paragraph: usize, sign: usize) -> Option<String> {
    let label = label_start(context, &context.document.paragraphs[paragraph].tokens)..sign;
    let capital = label.clone().all(|i| context.document.tokens[i].capital);
    ((2..=4).contains(&label.len()) && capital).then(|| label.filter_map(|i| context.word(i).chars().next()).collect())
}

/// The last word of the label before `sign`.
fn last_word<'t>(context: &Context<'_, 't>, paragraph: usize, sign: usize) -> &'t str {
    let start = label_start(context, &context.document.paragraphs[paragraph].tokens);
    let word = (start..sign).rev().find(|&i| context.document.tokens[i].kind == TokenKind::Word);
    context.word(word.unwrap_or(start))
}

/// Tokens of a time before a label, at most.
const TIME: usize = 9;

/// Where the label of a paragraph begins: behind a stray mark, or behind the
/// time of a recording, *00:12:04 NAME: …*.
pub(crate) fn label_start(context: &Context<'_, '_>, paragraph: &Range<usize>) -> usize {
    let document = context.document;
    let stamp = |i: &usize| {
        document.tokens[*i].kind == TokenKind::Number || matches!(context.sign(*i), b'[' | b']' | b'(' | b')' | b':' | b'.' | b'-')
    };
    let time = paragraph.clone().take(TIME).take_while(stamp);
    let numbers = time.clone().filter(|&i| document.tokens[i].kind == TokenKind::Number).count();
    let end = paragraph.start + time.count();
    // *10: …* is the tenth of a list
    let clock = context.word(paragraph.start).contains(':') || end > paragraph.start + 1 && context.sign(end - 1) != b':';
    if numbers > 0 && clock && end < paragraph.end {
        return end;
    }
    paragraph.start + usize::from(document.tokens[paragraph.start].kind == TokenKind::Mark)
}

/// The colon of *NAME: …* at the start of the paragraph, or what stands behind
/// *Q.* and *A.*.
fn label(context: &Context<'_, '_>, paragraph: usize) -> Option<usize> {
    let tokens = &context.document.paragraphs[paragraph].tokens;
    let first = label_start(context, tokens);
    let letter = matches!(context.word(first), "Q." | "A.") || matches!(context.word(first), "Q" | "A") && context.sign(first + 1) == b'.';
    let colon = (first + 1..tokens.end.min(first + LONG_LABEL + 1)).find(|&i| context.sign(i) == b':' || letter)?;
    if colon > first + LABEL && context.sign(colon - 1) != b')' {
        return None;
    }
    if colon + 1 >= tokens.end {
        return None;
    }
    let mut capitals = 0;
    for i in first..colon {
        let token = context.document.tokens[i];
        if token.kind == TokenKind::Word && token.capital {
            capitals += 1;
        } else if !matches!(context.tag(i), Tag::IN | Tag::PUNCT | Tag::DT | Tag::CC) {
            return None;
        }
    }
    if is_furniture(context, first, colon) {
        return None;
    }
    // a touching colon: *10:30*, *Re: …* have none or no name
    let plain_name = context.tag(first).is_name() || context.document.tokens[first].capital;
    (capitals > 0 && plain_name && !context.lists(first).any(Lists::TIME)).then_some(colon)
}

/// Words of a report behind a dateline, at least.
const REPORT: usize = 8;

/// *NEW DELHI: The court stayed the order on Friday.*: a place, then a whole
/// report, as Indian and Gulf papers begin.
fn is_dateline(context: &Context<'_, '_>, first: usize, colon: usize, end: usize) -> bool {
    let Some(name) = context.names.at(first).filter(|name| name.tokens == (first..colon)) else { return false };
    let place = name.kind == NameKind::Country || name.kind == NameKind::Unknown;
    let full = matches!(context.word(end - 1), "." | "”" | "\"" | "’") && end - colon > REPORT;
    place && full && finite_verb(context, colon + 1..end).is_some()
}

/// Whether the words from `first` to `colon` name a part of a page, which nobody speaks.
fn is_furniture(context: &Context<'_, '_>, first: usize, colon: usize) -> bool {
    let furniture = |i: usize| context.lists(i).any(Lists::FURNITURE);
    furniture(colon - 1) || furniture(first) && colon - first <= 2
}

/// The same of a candidate, whoever proposed it.
pub(super) fn is_page_part(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let (Some(cue), Some(subject)) = (&candidate.cue, &candidate.subject) else { return false };
    let starts = context.document.paragraphs[context.document.paragraph_of(cue.start)].tokens.start == subject.tokens.start;
    starts && subject.tokens.end == cue.start && context.sign(cue.start) == b':' && is_furniture(context, subject.tokens.start, cue.start)
}

/// Whether the place of a dateline would speak in the report behind it.
pub(super) fn is_from_dateline(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let Some(subject) = candidate.subject.as_ref().filter(|_| candidate.method != Method::Label) else { return false };
    let paragraph = &context.document.paragraphs[context.document.paragraph_of(subject.tokens.start)].tokens;
    let country = context.names.at(subject.tokens.start).is_some_and(|name| name.kind == NameKind::Country);
    country && subject.tokens.start == paragraph.start && behind_dateline(context, paragraph) > paragraph.start
}

/// Where the report of a paragraph begins: behind its dateline, if it has one.
pub(super) fn behind_dateline(context: &Context<'_, '_>, paragraph: &Range<usize>) -> usize {
    let first = paragraph.start;
    let sign = context.names.at(first).map(|name| name.tokens.end).filter(|&i| i + 1 < paragraph.end);
    let dash = |i: usize| matches!(context.word(i), "–" | "—" | "--");
    sign.filter(|&i| (context.sign(i) == b':' || dash(i)) && is_dateline(context, first, i, paragraph.end)).map_or(first, |i| i + 1)
}

/// The last paragraph of the turn that begins in paragraph `ordinal`.
fn turn_end(context: &Context<'_, '_>, labels: &[Option<usize>], ordinal: usize) -> usize {
    let mut end = ordinal;
    while end + 1 < labels.len()
        && labels[end + 1].is_none()
        && end < ordinal + 8
        && !context.words.title_case[context.document.paragraphs[end + 1].sentences.start]
    {
        end += 1;
    }
    // unlabelled paragraphs belong to a turn only where another turn follows
    if end + 1 >= labels.len() {
        return ordinal;
    }
    // a question without a label is not that of whoever answers it
    let speaker = |ordinal: usize| labels[ordinal].map(|sign| last_word(context, ordinal, sign));
    let asks = |ordinal: usize| context.sign(context.document.paragraphs[ordinal].tokens.end - 1) == b'?';
    let answered = speaker(end + 1) == speaker(ordinal);
    while answered && end > ordinal && asks(end) {
        end -= 1;
    }
    end
}

fn propose_label(
    context: &Context<'_, '_>,
    tokens: &Range<usize>,
    colon: usize,
    (ordinal, last, turns): (usize, usize, usize),
    out: &mut Vec<Candidate>,
) {
    let first = label_start(context, tokens);
    let who = first..colon;
    let start = colon + usize::from(matches!(context.sign(colon), b':' | b'.'));
    let upper = context.document.span(who.clone()).of(context.document.text()).chars().all(|c| !c.is_lowercase());
    let head = subject::head(context, &who);
    let subject = Subject { tokens: who, head: if upper && head == Head::Other { Head::Name } else { head }, path: Path::Label };
    let facts = [
        if upper { fact!("upper-case") } else { fact!("mixed-case") },
        if ordinal == 0 {
            fact!("first-line")
        } else if context.words.title_case[context.document.sentence_of(colon)] {
            fact!("title-case")
        } else {
            fact!("plain-line")
        },
        match turns {
            0..=1 => fact!("one-label"),
            2..=3 => fact!("few-labels"),
            _ => fact!("many-labels"),
        },
        if span_starting_at(context, start).is_some() { fact!("quoted") } else { fact!("unquoted") },
    ];
    let mut proposal = |content: Vec<Range<usize>>, fact: Fact| {
        let mut candidate = plain(
            context,
            Method::Label,
            colon..start,
            (None, CuePart::Phrase, Class::Speech),
            Some(subject.clone()),
            content,
            End::Paragraph,
        );
        candidate.facts.extend(facts);
        candidate.facts.push(fact);
        out.push(candidate);
    };
    proposal(vec![start..tokens.end], fact!("own-paragraph"));
    if last > ordinal {
        let mut content = vec![start..tokens.end];
        let spoken = |paragraph: &&Paragraph| !is_aside(context, &paragraph.tokens);
        content.extend(context.document.paragraphs[ordinal + 1..=last].iter().filter(spoken).map(|paragraph| paragraph.tokens.clone()));
        proposal(content, fact!("whole-turn"));
    }
}

/// `(Laughter.)`, `[Applause]`: nobody says it.
fn is_aside(context: &Context<'_, '_>, tokens: &Range<usize>) -> bool {
    matches!((context.word(tokens.start), context.word(tokens.end - 1)), ("(", ")") | ("[", "]"))
}

/// *…: NAME* at the end of a headline.
fn signature(context: &Context<'_, '_>, tokens: &Range<usize>, out: &mut Vec<Candidate>) {
    let Some(colon) = (tokens.end.saturating_sub(LABEL)..tokens.end - 1).rev().find(|&i| i > tokens.start + 1 && context.sign(i) == b':')
    else {
        return;
    };
    let who = colon + 1..trimmed_end(context, colon + 1, tokens.end);
    if who.is_empty() || !who.clone().all(|i| context.document.tokens[i].capital || matches!(context.tag(i), Tag::IN | Tag::DT)) {
        return;
    }
    let subject = Subject { head: subject::head(context, &who), tokens: who, path: Path::Label };
    let candidate = plain(
        context,
        Method::Signature,
        colon..colon + 1,
        (None, CuePart::Phrase, Class::Speech),
        Some(subject),
        vec![tokens.start..colon],
        End::Cue,
    );
    out.push(candidate);
}

/// *"…": NAME breaks silence*, a headline that begins with what was said.
fn said_below(context: &Context<'_, '_>, tokens: &Range<usize>, out: &mut Vec<Candidate>) {
    let Some(span) = span_starting_at(context, tokens.start).filter(|span| span.closed && !span.continues) else { return };
    let colon = span.tokens.end;
    let Some(group) = context.phrases.noun(colon + 1).filter(|group| context.sign(colon) == b':' && group.tokens.start == colon + 1) else {
        return;
    };
    let who = group.tokens.clone();
    let verb = context.phrases.verb(who.end).is_some_and(|verb| verb.finite && verb.tokens.end <= tokens.end);
    if verb || who.end >= tokens.end {
        let subject = Subject { head: subject::head(context, &who), tokens: who, path: Path::Label };
        let entry = (None, CuePart::Phrase, Class::Speech);
        out.push(plain(context, Method::Signature, colon..colon + 1, entry, Some(subject), vec![span.tokens.clone()], End::Cue));
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    #[test]
    fn parts_of_a_page_do_not_speak() {
        let speakers = |text: &str| -> Vec<String> {
            analyze(text).iter().flat_map(|quote| quote.speakers.iter().map(|speaker| speaker.name.to_string())).collect()
        };
        let turns = "OLSEN: The bridge is safe to cross.\nVARGA: It moved on Monday.\n(Laughter.)\n\
                     OLSEN: It moves in every storm.\nVARGA: That was no storm.\n";
        assert_eq!(speakers(turns), ["OLSEN", "VARGA", "OLSEN", "VARGA"]);
        for label in ["SHARE", "RELATED", "Photo", "READ MORE", "Related Stories", "Media contact"] {
            let text = turns.replace("VARGA", label);
            assert!(!speakers(&text).iter().any(|speaker| speaker.eq_ignore_ascii_case(label)), "{label}");
        }
    }
}
