//! Lists of what was said: *The minister said:* and a line for each point.
//!
//! Input: the layers of a text. Output: one candidate for each such list, with
//! a piece of content for each line.

use std::ops::Range;

use super::headline::TURN;
use super::plain;
use crate::candidate::{Candidate, End, Head};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::segment::BULLETS;
use crate::subject;

/// Points of a list, at most.
const MOST: usize = 64;

/// Tokens behind the verb before the colon, at most: *said the following:*.
const TAIL: usize = 4;

/// Proposes for the lists that some paragraphs introduce.
pub(super) fn propose(context: &Context<'_, '_>, paragraphs: Range<usize>, out: &mut Vec<Candidate>) {
    let all = &context.document.paragraphs;
    for ordinal in paragraphs {
        let tokens = &all[ordinal].tokens;
        let colon = tokens.end - 1;
        // a list in a list is part of it
        if context.sign(colon) != b':' || line(context, tokens).is_some() {
            continue;
        }
        let lines = all[ordinal + 1..].iter().take(MOST).map_while(|paragraph| line(context, &paragraph.tokens));
        let content: Vec<Range<usize>> = lines.collect();
        if content.len() >= 2 {
            out.extend(list(context, ordinal, colon, content));
        }
    }
}

/// A line of a list without its bullet or number.
fn line(context: &Context<'_, '_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let first = tokens.start;
    let bullet = is_bullet(context.word(first));
    let numbered = context.document.tokens[first].kind == TokenKind::Number && matches!(context.sign(first + 1), b'.' | b')');
    let start = first + if bullet { 1 } else { 2 };
    ((bullet || numbered) && start < tokens.end).then_some(start..tokens.end)
}

/// Tokens at the end of a line that may say whose it is.
const TAG: usize = 8;

/// Whether a line names its own speaker: *The dam failed, police said*.
fn has_speaker(context: &Context<'_, '_>, line: &Range<usize>) -> bool {
    let tail = line.end.saturating_sub(TAG).max(line.start)..line.end;
    tail.clone().any(|i| {
        let verb = context.phrases.verb(i).filter(|verb| verb.main == i && verb.finite && verb.voice == Voice::Active);
        let ends = verb.is_some_and(|verb| verb.tokens.end + 2 >= line.end) && context.mark(i).is_none();
        let speech = context.form(i).verb.is_some_and(|index| context.lexicon.cue(index).class == Class::Speech);
        let apart = (tail.start..i).any(|comma| context.sign(comma) == b',');
        ends && speech && apart || context.is(i, "according")
    })
}

/// Whether a sign begins the points of lists.
pub(super) fn is_bullet(word: &str) -> bool {
    word.strip_prefix(BULLETS).is_some_and(str::is_empty)
}

/// The list that the report before `colon` introduces.
fn list(context: &Context<'_, '_>, ordinal: usize, colon: usize, content: Vec<Range<usize>>) -> Option<Candidate> {
    let document = context.document;
    let sentence = &document.sentences[document.paragraphs[ordinal].sentences.end - 1].tokens;
    let near = colon.saturating_sub(TAIL + 1).max(sentence.start)..colon;
    let verb = near.rev().find_map(|i| context.phrases.verb(i)).filter(|verb| verb.finite && context.mark(verb.main).is_none())?;
    let index = context.form(verb.main).verb?;
    let entry = context.lexicon.cue(index);
    // *Key points:*, *More on what Example said:*
    let tells = context.tag(verb.main) != Tag::VBZ || context.is(verb.main, "says");
    let within = (sentence.start..verb.tokens.start).any(|i| matches!(context.tag(i), Tag::WP | Tag::WDT | Tag::WRB));
    if entry.class != Class::Speech || !tells || within || content.iter().any(|line| has_speaker(context, line)) {
        return None;
    }
    let subject = subject::before(context, sentence, verb)
        .filter(|subject| subject::can_speak(subject.head) || matches!(subject.head, Head::Document | Head::It))?;
    let cue = (Some(index), CuePart::Verb, entry.class);
    let mut candidate = plain(context, Method::Label, verb.tokens.clone(), cue, Some(subject), content, End::Paragraph);
    // as sure as what follows a label
    candidate.facts.push(TURN);
    Some(candidate)
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    #[test]
    fn every_point_of_a_list_is_said() {
        let said = |text: &str| -> Vec<Vec<String>> {
            let of = |quote: &crate::Quote| quote.content.iter().map(|piece| piece.of(text).to_owned()).collect();
            analyze(text).iter().map(of).collect()
        };
        let list = "The port will stay open.\n* Taxes will not rise.\n* Nobody will be dismissed.";
        let points = ["The port will stay open.", "Taxes will not rise.", "Nobody will be dismissed."];
        assert_eq!(said(&format!("Minister Ada Lund said:\n* {list}\nShe took no questions.")), [points]);
        for heading in ["The box holds:", "Key points:", "More on what Minister Ada Lund said:"] {
            assert_eq!(said(&format!("{heading}\n* {list}")), [[""; 0]; 0], "{heading}");
        }
        let reported = "Key points:\n- The dam failed, police said\n- Ten people died, Reed said";
        assert_eq!(said(reported), [["The dam failed"], ["Ten people died"]]);
    }
}
