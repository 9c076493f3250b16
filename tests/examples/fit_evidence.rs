//! Fits the weights of the evidence for an attribution: `make train`.
//!
//! Reads `eval/polnear_train.jsonl` in the folder that `INQUIT_SHARED` names,
//! asks the analyzer for every attribution that it considers on these texts,
//! and writes the weights of a logistic regression of their features to
//! `data/models/evidence.tsv`. Features and weights leave the corpus, no text.
//!
//! ```text
//! fit_evidence            writes data/models/evidence.tsv
//! fit_evidence FILE       writes FILE
//! fit_evidence --check    trains on nine documents of ten, tells how well the
//!                         tenth is predicted, writes nothing
//! ```
//!
//! The same corpus and analyzer give the same bytes: only the features are
//! extracted in parallel. What the sieves propose depends on what the frames
//! have won, that is on the weights built in: fit again until nothing changes
//! that matters.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use inquit_quotes::{Analyzer, Proposal, Span};
use inquit_tests::annotation::CodePoints;
use inquit_tests::regions::{Range, Scored};
use inquit_tests::{say, shared, tests_folder};
use rayon::prelude::*;

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
/// Pull towards zero (L1), spread over a pass.
const L1: f32 = 0.3;
/// One document of so many is left out by `--check`.
const HELD_OUT: usize = 10;

/// Words of a mention that do not tell who it is, as the scorer has them.
const STOP: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "for", "to", "from", "by", "with", "and", "or", "as", "s", "t", "is", "was", "be", "been",
    "than", "then", "so", "very", "own", "such", "any", "each", "more", "most", "other", "into", "over", "under", "about", "after",
    "before", "between", "through", "during", "near", "per", "via", "mr", "mrs", "ms", "dr", "sen", "rep", "gov",
];

/// A proposal and whether it is right.
struct Labelled {
    features: Vec<String>,
    /// 0 if wrong, else the share of words in common with the gold; `None` if
    /// the gold does not tell.
    target: Option<f32>,
}

/// The same with features as numbers.
struct Example {
    features: Vec<usize>,
    target: f32,
    /// Ordinal of its document.
    document: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1);
    let check = argument.as_deref() == Some("--check");
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let documents = shared::load(&folder.join("eval/polnear_train.jsonl"), None)?;

    let analyzer = Analyzer::english();
    let labelled: Vec<Vec<Labelled>> = documents.par_iter().map(|document| label(&analyzer, document)).collect();
    let names = frequent(&labelled);
    let examples = number(&labelled, &names);
    let right = examples.iter().filter(|example| example.target > 0.0).count();
    say(&format!("{} proposals, {right} right, {} features", examples.len(), names.len()));

    let (seen, unseen): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| !check || example.document % HELD_OUT != 0);
    let weights = fit(&seen, names.len());
    if check {
        report(&unseen, &weights);
        return Ok(());
    }
    let path = argument.map_or_else(|| tests_folder().join("../data/models/evidence.tsv"), PathBuf::from);
    let written = write(&path, &names, &weights)?;
    say(&format!("{written} weights"));
    Ok(())
}

/// What the analyzer proposes for a document, each judged against the gold.
fn label(analyzer: &Analyzer, document: &shared::Document) -> Vec<Labelled> {
    let scored = Scored::new(&document.text);
    let points = CodePoints::new(&document.text);
    let gold: Vec<Gold> =
        document.attributions.iter().map(|attribution| Gold::new(&scored, &attribution.content, &attribution.mention)).collect();
    let words = |spans: &[Span]| scored.words_in(&spans.iter().map(|span| points.of(*span)).collect::<Vec<Range>>());
    let judge = |proposal: Proposal| {
        let content = words(&proposal.content);
        let mention = proposal.mention.map(|span| words(&[span]));
        let target = gold.iter().map(|gold| gold.target(&content, mention.as_ref())).fold(0.0, f32::max);
        let cue = proposal.cue.map(|span| words(&[span])).unwrap_or_default();
        let undecided = target == 0.0 && gold.iter().any(|gold| gold.holds(&content, &cue));
        Labelled { features: proposal.features, target: (!undecided).then_some(target) }
    };
    analyzer.proposals(&document.text).into_iter().map(judge).collect()
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
fn frequent(labelled: &[Vec<Labelled>]) -> Vec<&str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for feature in labelled.iter().flatten().flat_map(|labelled| &labelled.features) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= LEAST_COUNT).map(|(name, _)| name).collect()
}

/// What the gold tells of, with features as places in `names`.
fn number(labelled: &[Vec<Labelled>], names: &[&str]) -> Vec<Example> {
    let mut examples = Vec::new();
    for (document, labelled) in labelled.iter().enumerate() {
        for Labelled { features, target } in labelled {
            let Some(target) = *target else { continue };
            let features = features.iter().filter_map(|feature| names.binary_search(&feature.as_str()).ok()).collect();
            examples.push(Example { features, target, document });
        }
    }
    examples
}

/// Logistic regression by stochastic gradient descent with a step of its own
/// for every weight (AdaGrad). The pull of L1 on a weight is made up for when
/// its feature comes next.
fn fit(examples: &[&Example], features: usize) -> Vec<f32> {
    let mut weights = vec![0_f32; features];
    let mut squares = vec![1_f32; features];
    let mut pulled = vec![0_u32; features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(88_172_645_463_325_252);
    let mut steps = 0_u32;
    for pass in 0..PASSES {
        random.shuffle(&mut order);
        let rate = STEP.0 * STEP.1.powi(pass);
        let mut loss = 0.0;
        for &at in &order {
            let example = examples[at];
            steps += 1;
            let mut sum = 0.0;
            for &f in &example.features {
                let missed = (steps - pulled[f]) as f32;
                pulled[f] = steps;
                let pull = missed * L1 / examples.len() as f32 * rate / squares[f].sqrt();
                weights[f] = if weights[f] > 0.0 { (weights[f] - pull).max(0.0) } else { (weights[f] + pull).min(0.0) };
                sum += weights[f];
            }
            let probability = logistic(sum);
            loss += cross_entropy(example.target, probability);
            let gradient = probability - example.target;
            for &f in &example.features {
                squares[f] += gradient * gradient;
                weights[f] -= rate * gradient / squares[f].sqrt();
            }
        }
        say(&format!("pass {}: loss {:.4}", pass + 1, loss / examples.len() as f64));
    }
    weights
}

fn logistic(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

fn cross_entropy(target: f32, probability: f32) -> f64 {
    let log = |p: f32| p.max(1e-6).ln();
    -f64::from(target * log(probability) + (1.0 - target) * log(1.0 - probability))
}

/// Marsaglia's xorshift generator: the same numbers everywhere.
struct Random(u64);

impl Random {
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

/// Tells how well unseen examples are predicted, and for tenths of the
/// probability how many are right.
fn report(examples: &[&Example], weights: &[f32]) {
    let mut loss = 0.0;
    let mut bins: BTreeMap<usize, Vec<(f32, bool)>> = BTreeMap::new();
    for example in examples {
        let probability = logistic(example.features.iter().map(|&f| weights[f]).sum());
        loss += cross_entropy(example.target, probability);
        bins.entry((probability * 10.0) as usize).or_default().push((probability, example.target > 0.0));
    }
    say(&format!("left out: {} proposals, loss {:.4}", examples.len(), loss / examples.len() as f64));
    for (bin, items) in bins {
        let mean = items.iter().map(|(probability, _)| probability).sum::<f32>() / items.len() as f32;
        let right = items.iter().filter(|(_, right)| *right).count() as f32 / items.len() as f32;
        say(&format!("from 0.{bin}: {:6} proposals, mean probability {mean:.2}, right {right:.2}", items.len()));
    }
}

/// Writes the weights that matter; returns their number.
fn write(path: &Path, names: &[&str], weights: &[f32]) -> std::io::Result<usize> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "# Weights of the evidence for an attribution (logistic regression); made by `make train`, see evidence.md")?;
    writeln!(out, "feature\tweight")?;
    let mut written = 0;
    for (name, weight) in names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT) {
        writeln!(out, "{name}\t{weight:.2}")?;
        written += 1;
    }
    out.flush()?;
    Ok(written)
}
