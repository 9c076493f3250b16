//! Weighs candidates: facts in, probability out.
//!
//! Input: a candidate and the layers of the text. Output: the probability that
//! its content and its speaker are both right, by logistic regression over
//! facts and pairs of facts. The weights, `data/models/evidence.tsv`, are
//! counted from annotated news by `make train`; a weight belongs to a template
//! and its values and can be read and changed by hand. Rules propose and
//! state facts; only this page says how much a fact is worth.

/// Emits features with templates hashed at compile time.
macro_rules! emit {
    ($emit:ident, $($template:literal: $($part:expr),*;)*) => {
        $($emit(&[const { Value::of($template) }, $($part),*]);)*
    };
}

// Below the macro, which they use.
mod features;
mod labels;
mod rivals;
mod values;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::candidate::{Candidate, Fact};
use crate::context::Context;
use crate::feature::{self, Value, Weights, mix};
use crate::frames::according::OPENS;
use crate::frames::fronted::WHOLE;
use crate::frames::headline::TURN;
use crate::frames::trim::LABELLED;
use crate::sieves::{ALONE, BEHIND};
use features::{Borders, end_features, shared_features};
pub(crate) use rivals::Rivals;

static ENGLISH: LazyLock<Evidence> =
    LazyLock::new(|| Evidence::parse(include_str!("../../models/evidence.tsv"), include_str!("../../models/evidence_plain.tsv")));

/// The weights of the evidence. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// With what the tagger says.
    tagged: Arc<Weights>,
    /// Without it: no tagger, or words inside of a content, of which its flat
    /// labels say nothing.
    plain: Arc<Weights>,
}

impl Evidence {
    /// The built-in weights, fitted to annotated news.
    #[must_use]
    pub fn english() -> Evidence {
        ENGLISH.clone()
    }

    /// Weights from two tables of lines *feature, tab, weight*, with and
    /// without the features of the tagger. Comments, the header and lines that
    /// are no such pair are passed over.
    #[must_use]
    pub fn parse(tagged: &str, plain: &str) -> Evidence {
        Evidence { tagged: Arc::new(Weights::parse(tagged)), plain: Arc::new(Weights::parse(plain)) }
    }

    /// Whether every line of a table is as [`Evidence::parse`] wants it.
    pub(crate) fn is_table(table: &str) -> bool {
        let number = |line: &str| line.rsplit_once('\t').and_then(|(_, weight)| weight.parse::<f32>().ok());
        table.lines().filter(|line| !line.starts_with('#')).skip(1).all(|line| number(line).is_some_and(f32::is_finite))
    }

    fn weights(&self, tagged: bool) -> &Weights {
        if tagged { &self.tagged } else { &self.plain }
    }
}

/// Sets the probability of every candidate. Candidates that differ in nothing
/// but the end of their content should stand together: what they share is
/// weighed once.
pub(crate) fn weigh(context: &Context<'_, '_>, candidates: &mut [Candidate]) {
    let mut shared = 0.0;
    let mut tagged = false;
    // features first, then their weights: many look-ups are under way at once
    let mut keys: Vec<u64> = Vec::with_capacity(MANY);
    let borders = Borders::of_all(context, candidates);
    for i in 0..candidates.len() {
        let candidate = &candidates[i];
        if i == 0 || !alike(&candidates[i - 1], candidate) {
            tagged = is_tagged(context, candidate);
            keys.clear();
            shared_features(context, candidate, tagged, &mut |parts| keys.push(key(parts)));
            if tagged {
                labels::shared(context, candidate, &mut |parts| keys.push(key(parts)));
            }
            shared = context.evidence.weights(tagged).sum(0.0, &keys);
        }
        keys.clear();
        end_features(context, candidate, &borders, &mut |parts| keys.push(key(parts)));
        if tagged {
            labels::ends(context, candidate, &mut |parts| keys.push(key(parts)));
        }
        let sum = context.evidence.weights(tagged).sum(shared, &keys);
        candidates[i].confidence = 1.0 / (1.0 + (-sum).exp());
        if let Some((_, least)) = least(&candidates[i]) {
            candidates[i].confidence = candidates[i].confidence.max(least);
        }
        // what had rivals before it grew still has them
        if let Some(rivals) = candidates[i].rivals.take() {
            let rivals = rivals.of_grown(&candidates[i]);
            weigh_beside(context, &mut candidates[i], &rivals, &mut keys);
            candidates[i].rivals = Some(Box::new(rivals));
        }
    }
}

/// Sets the probability of every candidate that `may_rival` anew, by what stands
/// beside it. Candidates that are then less probable than `least` forget what
/// that was. Where the tagger has labelled the text, it has told already.
pub(crate) fn weigh_rivals(context: &Context<'_, '_>, candidates: &mut [Candidate], least: f32, may_rival: impl Fn(&Candidate) -> bool) {
    if !context.labels.is_empty() {
        return;
    }
    let mut keys: Vec<u64> = Vec::with_capacity(MANY);
    for (i, rivals) in rivals::find(context, candidates, may_rival) {
        weigh_beside(context, &mut candidates[i], &rivals, &mut keys);
        if candidates[i].confidence >= least {
            candidates[i].rivals = Some(Box::new(rivals));
        }
    }
}

/// Adds what stands beside the candidate to its probability by itself.
fn weigh_beside(context: &Context<'_, '_>, candidate: &mut Candidate, rivals: &Rivals, keys: &mut Vec<u64>) {
    keys.clear();
    rivals.features(candidate, &mut |parts| keys.push(key(parts)));
    candidate.confidence = 1.0 / (1.0 + (-context.evidence.weights(false).sum(rivals.own, keys)).exp());
    if let Some((_, least)) = least(candidate) {
        candidate.confidence = candidate.confidence.max(least);
    }
}

/// Probability of a turn of a transcript or a list behind *X said:*, at least;
/// some labels stand before what nobody says.
const SURE_TURN: f32 = 0.9;

/// Probability that a paragraph that is one quotation goes on with the report
/// before it, at least.
const SURE_ALONE: f32 = 0.5;

/// The same of a quotation that is a sentence of its own, behind one about its speaker.
const SURE_BEHIND: f32 = 0.5;

/// Probability that the sentence before a reporting clause that ends it is
/// reported, at least.
const SURE_WHOLE: f32 = 0.7;

/// Probability that all of a sentence that *According to X,* opens is reported, at least.
const SURE_OPENS: f32 = 0.6;

/// Probability that a line that is a label and a quotation is the label's, at least.
const SURE_LABELLED: f32 = 0.5;

/// The fact that makes a candidate probable by its form alone, and how
/// probable: the annotated news has too few of them to count.
fn least(candidate: &Candidate) -> Option<(&'static str, f32)> {
    const SURE: [(Fact, f32); 6] = [
        (TURN, SURE_TURN),
        (ALONE, SURE_ALONE),
        (BEHIND, SURE_BEHIND),
        (WHOLE, SURE_WHOLE),
        (OPENS, SURE_OPENS),
        (LABELLED, SURE_LABELLED),
    ];
    // six bits of its hash tell nearly every other fact from these
    const BITS: u64 = {
        let (mut bits, mut n) = (0, 0);
        while n < SURE.len() {
            bits |= 1 << (SURE[n].0.hash >> 58);
            n += 1;
        }
        bits
    };
    if !candidate.facts.as_slice().iter().any(|fact| BITS >> (fact.hash >> 58) & 1 == 1) {
        return None;
    }
    SURE.into_iter().find(|(fact, _)| candidate.facts.contains(fact)).map(|(fact, least)| (fact.text, least))
}

/// Few candidates have more features of one kind.
const MANY: usize = 160;

/// Whether the tagger has a say: it labels the text, and does not take the cue
/// for content of another attribution.
fn is_tagged(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let inside = |cue: &std::ops::Range<usize>| {
        let content: f32 = cue.clone().map(|i| context.labels.content(i)).sum();
        content > 0.5 * cue.len() as f32
    };
    !context.labels.is_empty() && !candidate.cue.as_ref().is_some_and(inside)
}

/// Whether the shared features of the candidates are the same.
fn alike(a: &Candidate, b: &Candidate) -> bool {
    a.cue == b.cue
        && a.method == b.method
        && a.facts == b.facts
        && a.subject == b.subject
        && a.content.first().map(|piece| piece.start) == b.content.first().map(|piece| piece.start)
        && a.entry == b.entry
}

/// The features of a candidate as text, sorted, for training and explanation.
pub(crate) fn describe(context: &Context<'_, '_>, candidate: &Candidate) -> Vec<String> {
    let mut out = Vec::new();
    every_feature(context, candidate, is_tagged(context, candidate), &mut |parts| out.push(text_of(parts)));
    out.sort_unstable();
    out.dedup();
    out
}

/// The features of a candidate as [`describe`] gives them, with what each adds
/// to the sum that the probability is made of.
pub(crate) fn explain(context: &Context<'_, '_>, candidate: &Candidate) -> Vec<(String, f32)> {
    let tagged = is_tagged(context, candidate);
    let weights = context.evidence.weights(tagged);
    let mut sums: BTreeMap<String, f32> = BTreeMap::new();
    let mut add = |parts: &[Value<'_>]| *sums.entry(text_of(parts)).or_default() += weights.get(key(parts));
    every_feature(context, candidate, tagged, &mut add);
    let make_up = |sums: &mut BTreeMap<String, f32>| {
        if let Some((fact, least)) = least(candidate) {
            let missing = (least / (1.0 - least)).ln() - sums.values().sum::<f32>();
            *sums.entry(format!("fact {fact}")).or_default() += missing.max(0.0);
        }
    };
    make_up(&mut sums);
    if let Some(rivals) = &candidate.rivals {
        rivals.features(candidate, &mut |parts| *sums.entry(text_of(parts)).or_default() += weights.get(key(parts)));
        make_up(&mut sums);
    }
    sums.into_iter().collect()
}

/// What stands beside the candidate, as features in text, sorted; none where it was not weighed beside its rivals.
pub(crate) fn describe_rivals(candidate: &Candidate) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(rivals) = &candidate.rivals {
        rivals.features(candidate, &mut |parts| out.push(text_of(parts)));
        out.sort_unstable();
    }
    out
}

fn every_feature(context: &Context<'_, '_>, candidate: &Candidate, tagged: bool, emit: &mut impl FnMut(&[Value<'_>])) {
    shared_features(context, candidate, tagged, emit);
    end_features(context, candidate, &Borders::of_all(context, std::slice::from_ref(candidate)), emit);
    if tagged {
        labels::shared(context, candidate, emit);
        labels::ends(context, candidate, emit);
    }
}

fn text_of(parts: &[Value<'_>]) -> String {
    parts.iter().map(|part| feature::slug(part.text)).collect::<Vec<_>>().join(" ")
}

fn key(parts: &[Value<'_>]) -> u64 {
    parts[1..].iter().fold(parts[0].hash, |hash, part| mix(hash, part.hash))
}
