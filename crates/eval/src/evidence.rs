//! Fits the weights of the evidence for an attribution to annotated texts.
//!
//! Every attribution that the analyzer considers is judged against the
//! annotation; the weights are those of a logistic regression of its features.
//! Features and weights leave the texts, nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use inquit_quotes::{Analyzer, Proposal, Span};

use crate::annotation::CodePoints;
use crate::documents::Document;
use crate::regions::{Range, Scored};
use crate::score::STOP;

/// Features of fewer proposals are left out.
const LEAST_COUNT: u32 = 5;
/// Weights nearer to zero than this are not written.
const LEAST_WEIGHT: f32 = 0.03;
/// Share of the words of both contents that a right content has in common with the gold.
const LEAST_JACCARD: f32 = 0.5;
/// Passes over the examples.
const PASSES: i32 = 12;
/// Step of the first pass, and what each pass multiplies it by.
const STEP: (f32, f32) = (0.1, 0.8);
/// Weights are the means of those of so many descents, each in an order of its
/// own: one alone owes a good part of what it says of rare facts to chance.
const DESCENTS: u64 = 5;
/// Pull towards zero (L1), spread over a pass.
const L1: f32 = 2.0;

/// A proposal and whether it is right.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its features, as text.
    pub features: Vec<String>,
    /// What stands beside it, as text, where it was weighed beside its rivals.
    pub beside: Vec<String>,
    /// Its probability under the weights of the analyzer.
    pub confidence: f32,
    /// 0 if it is wrong, else the share of words in common with the annotated
    /// content; `None` if the annotation does not tell.
    pub target: Option<f32>,
}

/// The same with features as numbers.
struct Example {
    features: Vec<usize>,
    /// What is added to the sum of the weights.
    start: f32,
    target: f32,
}

/// Fitted weights by feature, sorted by feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights(pub BTreeMap<String, f32>);

/// What the analyzer proposes for a document, each judged against the gold.
#[must_use]
pub fn judge(analyzer: &Analyzer, document: &Document) -> Vec<Judged> {
    let scored = Scored::new(&document.text);
    let points = CodePoints::new(&document.text);
    let gold: Vec<Gold> =
        document.attributions.iter().map(|attribution| Gold::new(&scored, &attribution.content, &attribution.mention)).collect();
    let words = |spans: &[Span]| scored.words_in(&spans.iter().map(|span| points.of(*span)).collect::<Vec<Range>>());
    let one = |proposal: Proposal| {
        let content = words(&proposal.content);
        let mention = proposal.mention.map(|span| words(&[span]));
        let target = gold.iter().map(|gold| gold.target(&content, mention.as_ref())).fold(0.0, f32::max);
        let cue = proposal.cue.map(|span| words(&[span])).unwrap_or_default();
        let undecided = target == 0.0 && gold.iter().any(|gold| gold.holds(&content, &cue));
        Judged {
            features: proposal.features,
            beside: proposal.beside,
            confidence: proposal.confidence,
            target: (!undecided).then_some(target),
        }
    };
    analyzer.proposals(&document.text).into_iter().map(one).collect()
}

/// A gold attribution as sets of words.
struct Gold {
    content: BTreeSet<usize>,
    /// Those that tell who it is, if any do.
    mention: BTreeSet<usize>,
}

impl Gold {
    fn new(scored: &Scored, content: &[Range], mention: &[Range]) -> Gold {
        let all = scored.words_in(mention);
        let is_telling = |word: &usize| {
            let (start, end) = scored.words[*word];
            let word = scored.chars[start..end].iter().collect::<String>().to_lowercase();
            !STOP.contains(&word.as_str())
        };
        let telling: BTreeSet<usize> = all.iter().copied().filter(is_telling).collect();
        Gold { content: scored.words_in(content), mention: if telling.is_empty() { all } else { telling } }
    }

    /// The share of words in common, 0 if content or mention is wrong.
    fn target(&self, content: &BTreeSet<usize>, mention: Option<&BTreeSet<usize>>) -> f32 {
        let common = content.intersection(&self.content).count();
        let right = match mention {
            Some(mention) => !mention.is_disjoint(&self.mention),
            None => self.mention.is_empty(),
        };
        let jaccard = common as f32 / (content.len() + self.content.len() - common).max(1) as f32;
        if right && jaccard >= LEAST_JACCARD { jaccard } else { 0.0 }
    }

    /// Whether content and cue lie inside this content: a nested attribution,
    /// which the annotation leaves out, so that nothing can be learned.
    fn holds(&self, content: &BTreeSet<usize>, cue: &BTreeSet<usize>) -> bool {
        let nested = !content.is_empty() && content.len() < self.content.len() && content.is_subset(&self.content);
        nested && !cue.is_empty() && cue.is_subset(&self.content)
    }
}

/// Features that enough proposals have, sorted.
fn frequent<'a>(judged: &[&'a Judged], features: fn(&Judged) -> &[String]) -> Vec<&'a str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for feature in judged.iter().flat_map(|judged| features(judged)) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= LEAST_COUNT).map(|(name, _)| name).collect()
}

/// The weights of a logistic regression of the features of `judged`. The same
/// proposals in the same order give the same weights. Takes time linear in the
/// number of features of all proposals.
#[must_use]
pub fn fit<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Weights {
    fit_to(&judged.into_iter().collect::<Vec<_>>(), |judged| &judged.features, |_| 0.0)
}

/// The weights of what stands beside a proposal, added to the log-odds that it
/// has by itself. These must come from an analyzer whose weights were fitted to
/// other documents, and have none for rivals: on documents that they were fitted
/// to, every proposal seems surer than it is.
#[must_use]
pub fn fit_rivals<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Weights {
    let log_odds = |judged: &Judged| {
        let probability = judged.confidence.clamp(1e-6, 1.0 - 1e-6);
        (probability / (1.0 - probability)).ln()
    };
    let weighed = judged.into_iter().filter(|judged| !judged.beside.is_empty());
    fit_to(&weighed.collect::<Vec<_>>(), |judged| &judged.beside, log_odds)
}

fn fit_to(judged: &[&Judged], features: fn(&Judged) -> &[String], start: fn(&Judged) -> f32) -> Weights {
    let names = frequent(judged, features);
    let examples = number(judged, &names, features, start);
    let mut weights = vec![0_f32; names.len()];
    for descent in 0..DESCENTS {
        let own = descend(&examples, names.len(), Random::new(descent));
        weights.iter_mut().zip(own).for_each(|(weight, own)| *weight += own / DESCENTS as f32);
    }
    let kept = names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT);
    Weights(kept.map(|(name, weight)| ((*name).to_owned(), weight)).collect())
}

impl Weights {
    /// The table that `inquit-quotes` reads: feature, tab, weight.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::from(
            "# Weights of the evidence for an attribution (logistic regression); made by `make train`, see evidence.md\nfeature\tweight\n",
        );
        for (name, weight) in &self.0 {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name}\t{weight:.2}");
        }
        out
    }

    /// The probability that an attribution with these features is right.
    #[must_use]
    pub fn probability(&self, features: &[String]) -> f32 {
        logistic(features.iter().filter_map(|feature| self.0.get(feature)).sum())
    }
}

/// What the gold tells of, with features as places in `names`.
fn number(judged: &[&Judged], names: &[&str], features: fn(&Judged) -> &[String], start: fn(&Judged) -> f32) -> Vec<Example> {
    let place = |feature: &String| names.binary_search(&feature.as_str()).ok();
    let example = |judged: &&Judged| {
        Some(Example { features: features(judged).iter().filter_map(place).collect(), start: start(judged), target: judged.target? })
    };
    judged.iter().filter_map(example).collect()
}

/// Logistic regression by stochastic gradient descent with a step of its own
/// for every weight (AdaGrad). The pull of L1 on a weight is made up for when
/// its feature comes next.
fn descend(examples: &[Example], features: usize, mut random: Random) -> Vec<f32> {
    let mut weights = vec![0_f32; features];
    let mut squares = vec![1_f32; features];
    let mut pulled = vec![0_u32; features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut steps = 0_u32;
    for pass in 0..PASSES {
        random.shuffle(&mut order);
        let rate = STEP.0 * STEP.1.powi(pass);
        for &at in &order {
            let example = &examples[at];
            steps += 1;
            let mut sum = example.start;
            for &f in &example.features {
                let missed = (steps - pulled[f]) as f32;
                pulled[f] = steps;
                let pull = missed * L1 / examples.len() as f32 * rate / squares[f].sqrt();
                weights[f] = if weights[f] > 0.0 { (weights[f] - pull).max(0.0) } else { (weights[f] + pull).min(0.0) };
                sum += weights[f];
            }
            let probability = logistic(sum);
            let gradient = probability - example.target;
            for &f in &example.features {
                squares[f] += gradient * gradient;
                weights[f] -= rate * gradient / squares[f].sqrt();
            }
        }
    }
    weights
}

fn logistic(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Mean cross-entropy, in nats, of the judged proposals under `weights`.
#[must_use]
pub fn loss(judged: &[Vec<Judged>], weights: &Weights) -> f64 {
    let decided = judged.iter().flatten().filter_map(|judged| Some((judged.target?, weights.probability(&judged.features))));
    let losses: Vec<f64> = decided.map(|(target, probability)| cross_entropy(target, probability)).collect();
    losses.iter().sum::<f64>() / losses.len().max(1) as f64
}

fn cross_entropy(target: f32, probability: f32) -> f64 {
    let log = |p: f32| p.max(1e-6).ln();
    -f64::from(target * log(probability) + (1.0 - target) * log(1.0 - probability))
}

/// Marsaglia's xorshift generator: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(88_172_645_463_325_252 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Fisher and Yates's shuffle.
    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}
