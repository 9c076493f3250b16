//! *As the mayor put it, "…"* and *…, as the mayor put it*; *"…" was how the
//! mayor put it*.

use std::ops::Range;

use super::quoted::{span_ending_at, span_starting_at};
use super::{finite_verb, plain, trimmed_end};
use crate::candidate::{Candidate, End, Path, Subject, fact};
use crate::context::Context;
use crate::lexicon::CuePart;
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::subject;

/// Tokens between *as* and *put*, at most.
const SUBJECT: usize = 14;

/// Proposes what is put so by the verb at token `i`, or was so that is *how* at
/// token `i`.
pub(crate) fn propose(context: &Context<'_, '_>, sentence: &Range<usize>, i: usize, out: &mut Vec<Candidate>) {
    // *all*, *how*, *put* and *puts* have no other length
    if !matches!(context.word(i).len(), 3 | 4) {
        return;
    }
    as_put(context, sentence, i, out);
    how_put(context, sentence, i, out);
}

/// *"Slow and costly" **was how the mayor described** the plan*, *"Ask the
/// chairman" **was all he would say***
fn how_put(context: &Context<'_, '_>, sentence: &Range<usize>, i: usize, out: &mut Vec<Candidate>) {
    if !context.is_any(i, &["how", "all"]) || i < sentence.start + 2 || !context.is_any(i - 1, &["was", "is"]) {
        return;
    }
    let Some(span) = span_ending_at(context, i - 1).filter(|span| span.tokens.start >= sentence.start) else { return };
    let Some(group) = context.phrases.noun(i + 1).filter(|group| group.tokens.start == i + 1) else { return };
    let mut reach = group.tokens.end..sentence.end.min(i + SUBJECT);
    let Some(verb) = reach.find_map(|k| context.phrases.verb(k)).filter(|verb| verb.finite && verb.voice == Voice::Active) else {
        return;
    };
    let Some(index) = context.form(verb.main).verb else { return };
    let subject = Subject { tokens: i + 1..verb.tokens.start, head: subject::head(context, &group.tokens), path: Path::Adjacent };
    let entry = (Some(index), CuePart::Verb, context.lexicon.cue(index).class);
    let mut candidate = plain(context, Method::Fronted, verb.tokens.clone(), entry, Some(subject), [span.tokens.clone()], End::Cue);
    candidate.facts.extend([fact!("mark-before"), fact!("clause-last"), fact!("put-so")]);
    out.push(candidate);
}

fn as_put(context: &Context<'_, '_>, sentence: &Range<usize>, i: usize, out: &mut Vec<Candidate>) {
    if !context.is_any(i, &["put", "puts"]) || !context.is_any(i + 1, &["it", "things"]) || i + 1 >= sentence.end {
        return;
    }
    let start = context.phrases.verb(i).map_or(i, |verb| verb.tokens.start);
    let Some(of) = (sentence.start..start).rev().take(SUBJECT).find(|&k| context.is(k, "as")) else { return };
    let group = context.phrases.noun(of + 1).filter(|group| group.tokens.start == of + 1 && group.tokens.end <= start);
    let Some(group) = group else { return };
    let subject = Subject { tokens: of + 1..start, head: subject::head(context, &group.tokens), path: Path::Adjacent };
    let cue = start..i + 2;
    let content = if of <= sentence.start + 1 {
        let first = cue.end + usize::from(matches!(context.sign(cue.end), b',' | b':'));
        match span_starting_at(context, first) {
            Some(span) => span.tokens.clone(),
            None => first..trimmed_end(context, first, sentence.end),
        }
    } else {
        sentence.start..trimmed_end(context, sentence.start, of)
    };
    if content.is_empty() || content.len() < 2 {
        return;
    }
    let marked = context.mark(content.end - 1).is_some();
    let finite = finite_verb(context, content.clone()).is_some();
    let mut candidate = plain(context, Method::Fronted, cue, (None, CuePart::Verb, Class::Speech), Some(subject), [content], End::Cue);
    candidate.facts.extend([
        if marked { fact!("mark-before") } else { fact!("words-before") },
        fact!("clause-last"),
        if finite { fact!("finite") } else { fact!("verbless") },
        fact!("put-so"),
    ]);
    out.push(candidate);
}
