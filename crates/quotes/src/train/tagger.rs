//! Trains the tagger: a conditional random field by stochastic gradient.
//!
//! Input: annotated texts. Output: a [`TaggerModel`]. Every paragraph is an
//! example. Steps are AdaGrad's (Duchi, Hazan and Singer 2011), one for every
//! weight; L1 pulls a weight when its row is next used; features of a token
//! are left out at random (dropout), so that no feature relies on another.
//! Words' counts as cues are taken without those of the text they stand in,
//! or rare cues would look certain. Weights are floats here, of the same
//! hashed rows as in use, and are rounded to bytes at the end.

use crate::tagger::{
    CLASSES, ChainScratch, CueClasses, CueCounts, LABELS, LANES, Label, Lanes, MOST, Row, Rows, START, Steps, TaggerModel, Transitions,
    View, empty_steps, features, is_allowed, marginals,
};

use super::gold::{self, AnnotatedText, Counts};
use super::random::Random;

/// How the tagger is trained.
#[derive(Clone, Debug)]
pub struct TaggerSettings {
    /// Of the random numbers.
    pub seed: u64,
    /// Models that are trained, with this seed and the next, and then averaged: one alone
    /// owes a good part of what it says of rare words to chance.
    pub runs: u32,
    /// Passes over the paragraphs.
    pub passes: u32,
    /// Step of the first pass.
    pub step: f32,
    /// What each pass multiplies the step by.
    pub decay: f32,
    /// Strength of the pull towards zero, over a pass.
    pub l1: f32,
    /// Share of features that are left out.
    pub dropout: f32,
    /// The model has two to the power of this many rows, 8 to 22.
    pub bits: u32,
    /// Added to the score of the beginning of a cue: finds more and errs more.
    pub cue_bonus: f32,
    /// What scores are divided by in the end, see [`TaggerModel::with_temperature`].
    pub temperature: f32,
    /// Largest weight that is kept, as a share of the largest there is.
    pub clip: f32,
}

impl Default for TaggerSettings {
    fn default() -> TaggerSettings {
        TaggerSettings {
            seed: 1,
            runs: 3,
            passes: 8,
            step: 0.03,
            decay: 0.9,
            l1: 0.3,
            dropout: 0.5,
            bits: 17,
            cue_bonus: 0.5,
            temperature: 1.25,
            clip: 0.7,
        }
    }
}

/// Trains a tagger. `progress` is told of every pass its number, from 1, and
/// the mean loss of a paragraph.
///
/// ```
/// use inquit_quotes::train::{AnnotatedAttribution, AnnotatedText, TaggerSettings, train_tagger};
/// use inquit_quotes::{Analyzer, Span};
///
/// let text = "Olsen said it was safe.";
/// let attributions = [AnnotatedAttribution {
///     source: vec![Span::new(0, 5)],
///     cue: vec![Span::new(6, 10)],
///     content: vec![Span::new(11, 22)],
/// }];
/// let analyzer = Analyzer::english();
/// let settings = TaggerSettings { passes: 2, bits: 10, ..TaggerSettings::default() };
/// let model = train_tagger(&[AnnotatedText { analyzer: &analyzer, text, attributions: &attributions }], &settings, &mut |_, _| {});
/// assert!(!model.to_bytes().is_empty());
/// ```
#[must_use]
pub fn train_tagger(texts: &[AnnotatedText<'_>], settings: &TaggerSettings, progress: &mut dyn FnMut(u32, f64)) -> TaggerModel {
    let settings = TaggerSettings { bits: settings.bits.clamp(8, 22), ..settings.clone() };
    let (own, counts) = counts(texts);
    let examples = Examples::read(texts, &own, &counts, settings.bits);
    let mut trainer = Trainer::new(settings.clone(), examples.order.len());
    trainer.run(&examples, progress);
    for run in 1..settings.runs.max(1) {
        let settings = TaggerSettings { seed: settings.seed + u64::from(run), ..settings.clone() };
        let mut other = Trainer::new(settings, examples.order.len());
        other.run(&examples, progress);
        trainer.join(other);
    }
    let rows = counts.iter().map(|(&word, count)| (word, count.class())).filter(|(_, class)| *class != Default::default());
    trainer.finish(rows.collect())
}

/// A paragraph as the tagger learns from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledParagraph {
    /// Of every token the rows of its features, less than two to the power of the bits.
    pub rows: Vec<Vec<u32>>,
    /// Of every token the right label.
    pub labels: Vec<Label>,
}

/// The paragraphs of `learned`, whose annotations tell how often a word is a
/// cue, and those of `other`, of which nothing is known: what [`train_tagger`]
/// learns from with these `bits` (3 to 32), for trainers of other kinds.
///
/// # Panics
///
/// If `bits` is not from 3 to 32.
#[must_use]
pub fn labelled_paragraphs(learned: &[AnnotatedText<'_>], other: &[AnnotatedText<'_>], bits: u32) -> [Vec<LabelledParagraph>; 2] {
    assert!((3..=32).contains(&bits), "a row has 3 to 32 bits");
    let (own, counts) = counts(learned);
    let none = vec![Counts::default(); other.len()];
    [(learned, &own), (other, &none)].map(|(texts, own)| {
        let examples = Examples::read(texts, own, &counts, bits);
        let paragraph = |tokens: &std::ops::Range<usize>| LabelledParagraph {
            rows: tokens.clone().map(|i| examples.rows(i).to_vec()).collect(),
            labels: examples.labels[tokens.clone()].to_vec(),
        };
        examples.order.iter().map(paragraph).collect()
    })
}

/// How often each word is a cue: in every text, and in all of them.
fn counts(texts: &[AnnotatedText<'_>]) -> (Vec<Counts>, Counts) {
    let own: Vec<Counts> =
        texts.iter().map(|text| text.analyzer.with_layers(text.text, None, |context| gold::counts(context, text.attributions))).collect();
    let mut all = Counts::default();
    for (&word, count) in own.iter().flatten() {
        all.entry(word).or_default().add(count);
    }
    (own, all)
}

/// Paragraphs with their features as rows and their labels, end to end.
#[derive(Default)]
struct Examples {
    rows: Vec<u32>,
    /// End of the rows of every token.
    ends: Vec<u32>,
    labels: Vec<Label>,
    steps: Vec<u8>,
    /// The tokens of every paragraph.
    order: Vec<std::ops::Range<usize>>,
}

impl Examples {
    fn read(texts: &[AnnotatedText<'_>], own: &[Counts], counts: &Counts, bits: u32) -> Examples {
        let mut examples = Examples::default();
        let mut view = View::default();
        for (text, own) in texts.iter().zip(own) {
            let none = CueCounts::default();
            let class = |word: u64| match counts.get(&word) {
                Some(count) if count.part > 0 => count.without(own.get(&word).unwrap_or(&none)).class(),
                _ => Default::default(),
            };
            text.analyzer.with_layers(text.text, None, |context| {
                let labels = gold::labels(context, text.attributions);
                for (ordinal, paragraph) in context.document.paragraphs.iter().enumerate() {
                    view.fill(context, ordinal, paragraph, &class);
                    examples.push(&view, &labels[paragraph.tokens.clone()], bits);
                }
            });
        }
        examples
    }

    fn push(&mut self, view: &View, labels: &[Label], bits: u32) {
        let start = self.labels.len();
        for i in 0..view.len() {
            features(view, i, Rows::of_bits(bits), &mut |row| self.rows.push(row));
            self.ends.push(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        }
        self.labels.extend_from_slice(labels);
        self.steps.extend_from_slice(&view.steps);
        self.order.push(start..self.labels.len());
    }

    /// The rows of token `i`.
    fn rows(&self, i: usize) -> &[u32] {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.rows[start..self.ends[i] as usize]
    }
}

/// Tokens whose error is less in every label change no weights.
const LEAST_ERROR: f32 = 1e-3;

struct Trainer {
    settings: TaggerSettings,
    random: Random,
    /// Pull of L1 on a weight at one example.
    pull: f32,
    weights: Vec<Lanes>,
    /// Sums of squared gradients.
    squares: Vec<Lanes>,
    /// The example at which each row was last pulled.
    pulled: Vec<u32>,
    steps: Box<Steps>,
    step_squares: Box<Steps>,
    /// Sums of the weights after each of the later passes, and their number.
    sums: (Vec<Lanes>, Box<Steps>, u32),
    /// Ordinal of the example.
    time: u32,
}

/// Space of one example.
#[derive(Default)]
struct Buffers {
    kept: Vec<u32>,
    ends: Vec<usize>,
    scores: Vec<Lanes>,
    factors: Vec<Lanes>,
    marginals: Vec<Lanes>,
    chain: ChainScratch,
}

impl Trainer {
    fn new(settings: TaggerSettings, examples: usize) -> Trainer {
        let rows = 1 << settings.bits;
        Trainer {
            random: Random::new(settings.seed),
            pull: settings.l1 / examples.max(1) as f32,
            weights: vec![[0.0; LANES]; rows],
            squares: vec![[1.0; LANES]; rows],
            pulled: vec![0; rows],
            steps: empty_steps(),
            step_squares: Box::new([[[1.0; LANES]; LABELS + 1]; CLASSES]),
            sums: (vec![[0.0; LANES]; rows], empty_steps(), 0),
            time: 0,
            settings,
        }
    }

    fn rate(&self, pass: u32) -> f32 {
        self.settings.step * self.settings.decay.powi(pass.cast_signed())
    }

    fn run(&mut self, examples: &Examples, progress: &mut dyn FnMut(u32, f64)) {
        let mut order = examples.order.clone();
        let mut buffers = Buffers::default();
        for pass in 0..self.settings.passes {
            self.random.shuffle(&mut order);
            let rate = self.rate(pass);
            let loss: f64 = order.iter().map(|tokens| self.learn(examples, tokens.clone(), rate, &mut buffers)).sum();
            if 2 * (pass + 1) > self.settings.passes {
                self.add_up(rate);
            }
            progress(pass + 1, loss / order.len().max(1) as f64);
        }
    }

    /// Adds the weights to the sums: means of several passes depend less on
    /// what came last (Polyak and Juditsky 1992).
    fn add_up(&mut self, rate: f32) {
        for row in 0..self.weights.len() {
            self.shrink(row, rate);
        }
        let (rows, steps, count) = &mut self.sums;
        let sums = rows.iter_mut().chain(steps.iter_mut().flatten());
        for (sums, weights) in sums.zip(self.weights.iter().chain(self.steps.iter().flatten())) {
            for label in 0..LANES {
                sums[label] += weights[label];
            }
        }
        *count += 1;
    }

    /// Adds the sums of another run.
    fn join(&mut self, other: Trainer) {
        let (rows, steps, count) = &mut self.sums;
        let others = other.sums.0.iter().chain(other.sums.1.iter().flatten());
        for (sums, others) in rows.iter_mut().chain(steps.iter_mut().flatten()).zip(others) {
            for label in 0..LANES {
                sums[label] += others[label];
            }
        }
        *count += other.sums.2;
    }

    /// One paragraph; returns its loss.
    fn learn(&mut self, examples: &Examples, tokens: std::ops::Range<usize>, rate: f32, buffers: &mut Buffers) -> f64 {
        self.time += 1;
        self.score(examples, tokens.clone(), rate, buffers);
        let labels = &examples.labels[tokens.clone()];
        let classes = &examples.steps[tokens];
        let transitions = Transitions::new(self.steps.clone());
        let mut expected = empty_steps();
        buffers.marginals.clear();
        let Buffers { scores, factors, marginals: found, chain, .. } = buffers;
        let mut loss = marginals(&transitions, factors, classes, chain, found, Some(&mut expected));
        let mut before = START;
        for ((&label, scores), &class) in labels.iter().zip(&*scores).zip(classes) {
            let largest = scores[..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let label = label as usize;
            loss += f64::from(largest - scores[label] - self.steps[usize::from(class)][before][label]);
            expected[usize::from(class)][before][label] -= 1.0;
            before = label;
        }
        self.change_rows(labels, rate, buffers);
        self.change_steps(&expected, rate);
        loss
    }

    /// Draws the features that are kept and scores the labels by them.
    fn score(&mut self, examples: &Examples, tokens: std::ops::Range<usize>, rate: f32, buffers: &mut Buffers) {
        buffers.kept.clear();
        buffers.ends.clear();
        buffers.scores.clear();
        buffers.factors.clear();
        let least = (f64::from(self.settings.dropout) * 4_294_967_296.0) as u64;
        for i in tokens {
            let start = buffers.kept.len();
            for &row in examples.rows(i) {
                if self.random.next() >> 32 >= least {
                    buffers.kept.push(row);
                }
            }
            let mut scores = [0.0; LANES];
            for &row in &buffers.kept[start..] {
                self.shrink(row as usize, rate);
                let weights = &self.weights[row as usize];
                for label in 0..LANES {
                    scores[label] += weights[label];
                }
            }
            let largest = scores[..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            buffers.factors.push(std::array::from_fn(|label| if label < LABELS { (scores[label] - largest).exp() } else { 0.0 }));
            buffers.scores.push(scores);
            buffers.ends.push(buffers.kept.len());
        }
    }

    /// Makes up for the pulls that a row has missed.
    fn shrink(&mut self, row: usize, rate: f32) {
        let missed = self.time - self.pulled[row];
        if missed == 0 {
            return;
        }
        self.pulled[row] = self.time;
        let pull = self.pull * missed as f32 * rate;
        let (weights, squares) = (&mut self.weights[row], &self.squares[row]);
        for label in 0..LANES {
            let pull = pull / squares[label].sqrt();
            weights[label] -= weights[label].clamp(-pull, pull);
        }
    }

    fn change_rows(&mut self, labels: &[Label], rate: f32, buffers: &Buffers) {
        let mut start = 0;
        for ((&label, marginals), &end) in labels.iter().zip(&buffers.marginals).zip(&buffers.ends) {
            let mut gradient = marginals.map(|marginal| -marginal);
            gradient[label as usize] += 1.0;
            let rows = &buffers.kept[start..end];
            start = end;
            if gradient.iter().all(|error| error.abs() < LEAST_ERROR) {
                continue;
            }
            let squared = gradient.map(|error| error * error);
            for &row in rows {
                let (weights, squares) = (&mut self.weights[row as usize], &mut self.squares[row as usize]);
                for label in 0..LANES {
                    squares[label] += squared[label];
                    weights[label] += rate * gradient[label] / squares[label].sqrt();
                }
            }
        }
    }

    fn change_steps(&mut self, errors: &Steps, rate: f32) {
        let weights = self.steps.iter_mut().flatten().zip(self.step_squares.iter_mut().flatten());
        for ((weights, squares), errors) in weights.zip(errors.iter().flatten()) {
            for label in 0..LANES {
                squares[label] += errors[label] * errors[label];
                weights[label] -= rate * errors[label] / squares[label].sqrt();
            }
        }
    }

    /// Weights as in use, where no feature is left out, in bytes.
    fn finish(mut self, cues: CueClasses) -> TaggerModel {
        let kept = 1.0 - self.settings.dropout;
        let (rows, steps, count) = std::mem::replace(&mut self.sums, (Vec::new(), empty_steps(), 0));
        let share = 1.0 / count.max(1) as f32;
        self.weights = rows.into_iter().map(|sums| sums.map(|sum| sum * share)).collect();
        self.steps = steps;
        self.steps.iter_mut().flatten().flatten().for_each(|sum| *sum *= share);
        let largest = self.weights.iter().flatten().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let step = (largest * kept * self.settings.clip / 127.0).max(1e-6);
        let round = |weight: f32| (weight * kept / step).round().clamp(-127.0, 127.0) as i8;
        let rows: Vec<Row> = self.weights.iter().map(|weights| weights.map(round)).collect();
        for (before, lanes) in self.steps.iter_mut().flat_map(|class| class.iter_mut().enumerate()) {
            if is_allowed(before, Label::BeginCue as usize) {
                lanes[Label::BeginCue as usize] += self.settings.cue_bonus;
            }
        }
        TaggerModel::new(self.settings.bits, &rows, step, self.steps, cues).with_temperature(self.settings.temperature)
    }
}

const _: () = assert!(MOST < 256, "sums of bytes must fit 16 bits");
