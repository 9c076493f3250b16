//! What the tagger says of a candidate, as features: probabilities in steps.

use super::features::head_token;
use super::values;
use crate::candidate::Candidate;
use crate::context::Context;
use crate::feature::Value;
use crate::tagger::{Role, Side};

/// Upper bounds of the steps.
const STEPS: [f32; 8] = [0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.92, 0.98];

/// Nothing to ask the tagger about.
const NO: Value<'static> = Value::of("none");

fn step(probability: f32) -> Value<'static> {
    const VALUES: [Value<'static>; STEPS.len() + 1] = {
        let mut values = [Value::of(""); STEPS.len() + 1];
        let mut k = 0;
        while k < values.len() {
            values[k] = Value::of(["0", "1", "2", "3", "4", "5", "6", "7", "8"][k]);
            k += 1;
        }
        values
    };
    // most tokens are outside for sure
    if probability <= STEPS[0] {
        return VALUES[0];
    }
    VALUES[STEPS.iter().filter(|&&bound| bound < probability).count()]
}

/// Features that do not depend on where the content ends.
pub(super) fn shared(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut impl FnMut(&[Value<'_>])) {
    let labels = context.labels;
    let method = *candidate.method.value();
    let start = candidate.extent().start;
    let cue = candidate.cue.clone().map_or(NO, |cue| step(cue.map(|i| labels.cue(i)).fold(0.0, f32::max)));
    emit! { emit, "tagger-cue": cue, method; }
    emit! { emit, "tagger-cue-class": cue, values::class(candidate.class), values::part(candidate.part); }
    let at = candidate.cue.as_ref().map_or(start, |cue| cue.start);
    let sentence = context.document.sentences.get(context.document.sentence_of(at)).map_or(0..0, |sentence| sentence.tokens.clone());
    if let Some(subject) = &candidate.subject {
        let tokens = subject.tokens.clone();
        let head = head_token(context, &tokens);
        let highest = step(tokens.clone().map(|i| labels.source(i)).fold(0.0, f32::max));
        let own = step(labels.source(head));
        let side = if tokens.end <= at { Side::Right } else { Side::Left };
        let sided = step(labels.sided(head, Role::Source, side));
        let rival = sentence.filter(|i| !tokens.contains(i)).map(|i| labels.source(i)).fold(0.0, f32::max);
        let path = values::path(subject.path);
        emit! { emit, "tagger-source": own, path; }
        emit! { emit, "tagger-source-highest": highest, path; }
        emit! { emit, "tagger-source-sided": sided, method; }
        emit! { emit, "tagger-source-rival": own, step(rival); }
        emit! { emit, "tagger-source-head": own, values::head(subject.head); }
        emit! { emit, "tagger-cue-source": cue, own, method; }
    } else {
        let rival = step(sentence.map(|i| labels.source(i)).fold(0.0, f32::max));
        emit! { emit, "tagger-nobody": rival, method; }
        emit! { emit, "tagger-nobody-cue": rival, cue; }
    }
    let before = if start > 0 && context.document.paragraph_of(start - 1) == context.document.paragraph_of(start) {
        step(labels.content(start - 1))
    } else {
        NO
    };
    let begins = step(labels.begins(start, Role::Content));
    emit! { emit, "tagger-start": step(labels.content(start)), before; }
    emit! { emit, "tagger-begins": begins, method; }
}

/// Features that depend on where the content ends.
pub(super) fn ends(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut impl FnMut(&[Value<'_>])) {
    let labels = context.labels;
    let method = *candidate.method.value();
    let extent = candidate.extent();
    let cue_at = candidate.cue.as_ref().map(|cue| cue.start);
    let (mut sum, mut sided, mut lowest, mut reports, mut sources) = (0.0_f32, 0.0_f32, 1.0_f32, 0.0_f32, 0.0_f32);
    for piece in &candidate.content {
        let side = cue_at.map(|cue| if cue >= piece.end { Side::Right } else { Side::Left });
        for i in piece.clone() {
            let content = labels.content(i);
            sum += content;
            sided += side.map_or(content, |side| labels.sided(i, Role::Content, side));
            lowest = lowest.min(content);
            reports = reports.max(labels.cue(i));
            sources = sources.max(labels.source(i));
        }
    }
    let length = candidate.len().max(1) as f32;
    let mean = step(sum / length);
    let lowest = step(lowest);
    let cue = candidate.cue.clone().map_or(NO, |cue| step(cue.map(|i| labels.cue(i)).fold(0.0, f32::max)));
    let last = step(labels.content(extent.end.saturating_sub(1)));
    let goes_on = extent.end < context.document.tokens.len()
        && context.document.paragraph_of(extent.end) == context.document.paragraph_of(extent.end.saturating_sub(1));
    let next = if goes_on { step(labels.content(extent.end) - labels.begins(extent.end, Role::Content)) } else { NO };
    let end = values::end(candidate.end);
    let first = step(labels.content(extent.start));
    emit! { emit, "tagger-content": mean, method; }
    emit! { emit, "tagger-content-sided": step(sided / length), method; }
    emit! { emit, "tagger-content-lowest": lowest, method; }
    emit! { emit, "tagger-content-cue": mean, cue; }
    emit! { emit, "tagger-content-mean-lowest": mean, lowest; }
    emit! { emit, "tagger-content-inside": step(reports), method; }
    emit! { emit, "tagger-content-source": step(sources), method; }
    emit! { emit, "tagger-end": last, next; }
    emit! { emit, "tagger-end-kind": last, next, end; }
    emit! { emit, "tagger-edges": first, last, mean; }
    emit! { emit, "tagger-size": mean, values::size(candidate.len()); }
}
