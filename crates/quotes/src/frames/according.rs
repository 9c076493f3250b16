//! *According to X, …*; *…, according to X*; *in the words of X*.

use std::ops::Range;

use super::{ends, plain, trimmed_end};
use crate::candidate::{Candidate, End, Fact, Path, fact};
use crate::context::Context;
use crate::frames::quoted::{chain_on, span_ending_at, span_starting_at};
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::subject;

pub(crate) fn propose(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize, out: &mut Vec<Candidate>) {
    if !matches!(context.tag(at), Tag::VBG | Tag::IN) || !context.form(at).begins_phrase {
        return;
    }
    let Some((index, cue)) = phrase(context, sentence, at) else { return };
    let Some(subject) = subject::starting_at(context, sentence, cue.end, Path::Agent) else { return };
    let mut after = subject.tokens.end;
    let push = |content: Vec<Range<usize>>, end: End, fact: Fact, out: &mut Vec<Candidate>| {
        let content: Vec<Range<usize>> = content.into_iter().filter(|piece| !piece.is_empty()).collect();
        if !content.is_empty() {
            let mut candidate = plain(
                context,
                Method::AccordingTo,
                cue.clone(),
                (Some(index), CuePart::Phrase, context.lexicon.cue(index).class),
                Some(subject.clone()),
                content,
                end,
            );
            candidate.facts.push(fact);
            out.push(candidate);
        }
    };
    let first = cue.start <= sentence.start + 2;
    if first {
        // what describes the source ends with a comma: *According to X, who took part in Y, …*
        let commas: Vec<usize> = (after..sentence.end).filter(|&i| context.sign(i) == b',' && context.mark(i).is_none()).take(4).collect();
        let insertion = commas.first().is_some_and(|&comma| comma == after)
            && matches!(context.tag(after + 1), Tag::WP | Tag::WDT | Tag::DT | Tag::VBN | Tag::NN | Tag::NNP)
            && commas.len() > 1;
        for (n, &comma) in commas.iter().enumerate().take(3) {
            after = comma + 1;
            if let Some(span) = span_starting_at(context, after) {
                let mut content = vec![span.tokens.clone()];
                content.extend(chain_on(context, span));
                push(content, End::Mark, fact!("quoted"), out);
            }
            for (end, kind) in ends::options(context, sentence, after, Tag::PUNCT) {
                let fact = match (n, insertion) {
                    (0, false) => fact!("first-comma"),
                    (0, true) => fact!("first-comma-before-insertion"),
                    (1, true) => fact!("second-comma-after-insertion"),
                    _ => fact!("later-comma"),
                };
                push(vec![after..end], kind, fact, out);
            }
        }
        return;
    }
    if let Some(span) = span_ending_at(context, cue.start) {
        push(vec![span.tokens.clone()], End::Mark, fact!("quoted-before"), out);
    }
    let front = sentence.start..trimmed_end(context, sentence.start, cue.start);
    let back_start = if context.sign(after) == b',' { after + 1 } else { after };
    let back = back_start..trimmed_end(context, back_start, sentence.end);
    push(
        vec![front.clone()],
        End::Cue,
        if context.sign(cue.start - 1) == b',' { fact!("comma-before") } else { fact!("no-comma-before") },
        out,
    );
    if back.len() > 2 && context.sign(after) == b',' {
        push(vec![front.clone(), back], End::Sentence, fact!("round"), out);
    }
    // only the clause before: *…, but according to X, …*
    if let Some(comma) = front.clone().rev().find(|&i| context.sign(i) == b',' && i > sentence.start + 2) {
        push(vec![comma + 1..front.end], End::Cue, fact!("last-part"), out);
    }
}

/// The phrase of the cue lexicon that begins at `at`.
fn phrase(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize) -> Option<(u16, Range<usize>)> {
    context.lexicon.phrases().find_map(|index| {
        let mut i = at;
        for word in context.lexicon.cue(index).lemma.split(' ') {
            if i >= sentence.end || !context.is(i, word) {
                return None;
            }
            i += 1;
        }
        Some((index, at..i))
    })
}
