//! *According to X, …*; *…, according to X*; *in the words of X*.

use std::ops::Range;

use super::{ends, finite_verb, plain, trimmed_end};
use crate::candidate::{Candidate, End, Fact, Path, fact};
use crate::context::Context;
use crate::frames::quoted::{chain_on, span_ending_at, span_starting_at};
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::subject;

/// The fact that *According to X,* opens a sentence, all of which is reported.
pub(crate) const OPENS: Fact = fact!("opens-sentence");

pub(crate) fn propose(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize, out: &mut Vec<Candidate>) {
    if !matches!(context.tag(at), Tag::VBG | Tag::IN) || !context.form(at).begins_phrase {
        return;
    }
    let Some((index, cue)) = phrase(context, sentence, at) else { return };
    let Some(subject) = subject::starting_at(context, sentence, cue.end, Path::Agent) else { return };
    let mut after = subject.tokens.end;
    let first = cue.start <= sentence.start + 2;
    // what describes the source ends with a comma: *According to X, who took part in Y, …*
    let reach = if first { after..sentence.end } else { after..after };
    let commas: Vec<usize> = reach.filter(|&i| context.sign(i) == b',' && context.mark(i).is_none()).take(4).collect();
    let insertion = commas.first().is_some_and(|&comma| comma == after)
        && matches!(context.tag(after + 1), Tag::WP | Tag::WDT | Tag::DT | Tag::VBN | Tag::NN | Tag::NNP)
        && commas.len() > 1;
    let described = insertion && description_end(context, sentence, after).is_some();
    let whole = trimmed_end(context, after, sentence.end);
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
            let opens = fact == fact!("first-comma") || described && fact == fact!("second-comma-after-insertion");
            // *Citing X, the paper said* has a report of its own
            let source = context.is(cue.start, "according");
            if opens && source && candidate.extent().end >= whole && finite_verb(context, candidate.extent()).is_some() {
                candidate.facts.push(OPENS);
            }
            out.push(candidate);
        }
    };
    if first {
        for (n, &comma) in commas.iter().enumerate().take(3).skip(usize::from(described)) {
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

/// The comma that ends what describes a source before `at`: *According to X,
/// who runs the firm, it failed*, *…, a professor at Halden, it failed*. A
/// clause that neither *who* opens nor lacks a verb describes nobody.
pub(super) fn description_end(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let comma = (at + 2..sentence.end).find(|&i| context.sign(i) == b',' && context.mark(i).is_none())?;
    let clause = matches!(context.tag(at + 1), Tag::WP | Tag::WDT) || finite_verb(context, at + 1..comma).is_none();
    // *two men, aged 30 and 31, were held* is all reported
    let subject = context.phrases.noun(comma + 1).is_some_and(|group| group.tokens.start == comma + 1);
    let verb = finite_verb(context, comma + 1..sentence.end);
    let goes_on = subject && verb.is_some_and(|verb| (comma + 1..verb).all(|i| context.sign(i) != b','));
    (context.sign(at) == b',' && context.mark(at + 1).is_none() && clause && goes_on).then_some(comma)
}

/// The phrase of the cue lexicon that begins at `at`.
fn phrase(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize) -> Option<(u16, Range<usize>)> {
    context.lexicon.phrases().iter().find_map(|(index, words)| {
        let end = at + words.len();
        let found = end <= sentence.end && words.iter().zip(at..).all(|(word, i)| context.is(i, word));
        found.then_some((*index, at..end))
    })
}
