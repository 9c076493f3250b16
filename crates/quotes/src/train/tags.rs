//! Fits the tagger: an averaged perceptron (Collins 2002) over hashed features.
//!
//! Input: tagged texts. Output: a [`TagModel`]. The words of shuffled
//! sentences are tagged one after the other with the weights so far, each
//! seeing the tags given to those before it, right or wrong; after a mistake
//! the features of the word are moved towards the right tag. The averages of
//! all states of the weights, as 8-bit numbers, are the model.

use super::align::{Sentence, TaggedText, sentences};
use super::headlines::Copies;
use super::random::Random;
use super::words;
use crate::lexicon::Lexicon;
use crate::tag::{Dictionary, FEATURES, LANES, Lookup, Tag, TagModel, Window, lane_of};

/// Bits of a feature's hash that it is counted by.
const COUNT_BITS: u32 = 24;
/// A feature seen less often is not learned: it would blur others in its row.
const LEAST_COUNT: u8 = 3;

/// How a tagger is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FitTags {
    /// Passes over the texts.
    pub passes: u32,
    /// The table has 2 to the power of this many rows of 32 bytes; 1 to 24.
    pub row_bits: u32,
    /// Decides the order of sentences and which are copied as headlines.
    pub seed: u64,
}

impl Default for FitTags {
    fn default() -> FitTags {
        FitTags { passes: 5, row_bits: 16, seed: 1 }
    }
}

impl FitTags {
    /// Fits a model to the texts. Equal texts and settings give equal bytes.
    ///
    /// ```
    /// use inquit_quotes::Span;
    /// use inquit_quotes::train::{FitTags, TaggedText};
    ///
    /// let tags = [(0, 3, "DT"), (4, 8, "NN"), (9, 14, "VBZ")];
    /// let tags = tags.map(|(start, end, tag)| (Span::new(start, end), tag.to_owned())).to_vec();
    /// let text = TaggedText { text: "The lamp flits.".to_owned(), tags, weight: 1.0, headlines: true };
    /// let mut settings = FitTags::default();
    /// settings.row_bits = 8;
    /// assert_eq!(settings.fit(&[text.clone()]).to_bytes(), settings.fit(&[text]).to_bytes());
    /// ```
    #[must_use]
    pub fn fit(&self, texts: &[TaggedText]) -> TagModel {
        let mut random = Random::new(self.seed);
        let mut sentences: Vec<Sentence> = texts.iter().flat_map(sentences).filter(|sentence| sentence.trusted).collect();
        let dictionary = words::dictionary(&sentences);
        Copies::new(&Lexicon::english()).add(&mut sentences, &mut random);
        let mut perceptron = Perceptron::new(&dictionary, self.row_bits.clamp(1, 24));
        sentences.iter().for_each(|sentence| perceptron.count(sentence));
        for _ in 0..self.passes {
            random.shuffle(&mut sentences);
            for sentence in &sentences {
                perceptron.learn(sentence);
            }
        }
        let rows = perceptron.averages();
        TagModel::new(dictionary, &rows)
    }
}

/// Weights while they are being fitted.
struct Perceptron<'d> {
    dictionary: &'d Dictionary,
    bits: u32,
    /// how often each feature was seen, by more bits of its hash, up to 255
    counts: Vec<u8>,
    weights: Vec<[f32; LANES]>,
    /// each change times the number of the word that it was made at
    changes: Vec<[f64; LANES]>,
    seen: f64,
    window: Window,
    tags: Vec<Tag>,
}

impl Lookup for Perceptron<'_> {
    fn find(&self, key: u64) -> (u8, Option<Tag>) {
        self.dictionary.find(key)
    }

    fn row_bits(&self) -> u32 {
        COUNT_BITS
    }
}

impl Perceptron<'_> {
    fn new(dictionary: &Dictionary, bits: u32) -> Perceptron<'_> {
        let size = 1 << bits;
        Perceptron {
            dictionary,
            bits,
            counts: vec![0; 1 << COUNT_BITS],
            weights: vec![[0.0; LANES]; size],
            changes: vec![[0.0; LANES]; size],
            seen: 0.0,
            window: Window::default(),
            tags: Vec::new(),
        }
    }

    /// Counts the features of a sentence.
    fn count(&mut self, sentence: &Sentence) {
        let mut window = std::mem::take(&mut self.window);
        window.fill(sentence.words.iter().map(|word| (word.text.as_str(), word.kind)), sentence.title, self);
        self.tags.clear();
        let mut tags = std::mem::take(&mut self.tags);
        window.decide_with(
            |i, rows| {
                for &row in rows {
                    let count = &mut self.counts[row as usize];
                    *count = count.saturating_add(1);
                }
                sentence.words[i].tag.unwrap_or(Tag::NN)
            },
            &mut tags,
        );
        (self.window, self.tags) = (window, tags);
    }

    /// The row of the weight table for a row of the counts.
    fn at(&self, row: u32) -> usize {
        (row >> (COUNT_BITS - self.bits)) as usize
    }

    fn learn(&mut self, sentence: &Sentence) {
        let mut window = std::mem::take(&mut self.window);
        let mut tags = std::mem::take(&mut self.tags);
        tags.clear();
        window.fill(sentence.words.iter().map(|word| (word.text.as_str(), word.kind)), sentence.title, self);
        window.decide_with(
            |i, rows| {
                self.seen += 1.0;
                let guess = self.best(rows);
                if let Some(right) = sentence.words[i].tag.and_then(lane_of).filter(|&right| right != guess) {
                    self.change(rows, right, sentence.weight);
                    self.change(rows, guess, -sentence.weight);
                }
                Window::lane_tag(guess)
            },
            &mut tags,
        );
        (self.window, self.tags) = (window, tags);
    }

    fn best(&self, rows: &[u32; FEATURES]) -> usize {
        let mut sums = [0.0_f32; LANES];
        for &row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[self.at(row)]) {
                *sum += weight;
            }
        }
        (0..LANES).fold(0, |top, lane| if sums[lane] > sums[top] { lane } else { top })
    }

    fn change(&mut self, rows: &[u32; FEATURES], lane: usize, by: f32) {
        for &row in rows {
            if self.counts[row as usize] >= LEAST_COUNT {
                let at = self.at(row);
                self.weights[at][lane] += by;
                self.changes[at][lane] += f64::from(by) * self.seen;
            }
        }
    }

    /// Averages, scaled so that all but the largest in ten thousand fit eight bits.
    fn averages(&self) -> Vec<[i8; LANES]> {
        let average = |row: usize, lane: usize| f64::from(self.weights[row][lane]) - self.changes[row][lane] / self.seen.max(1.0);
        let all = || (0..self.weights.len()).flat_map(move |row| (0..LANES).map(move |lane| (row, lane)));
        let mut sizes: Vec<f64> = all().map(|(row, lane)| average(row, lane).abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied().unwrap_or(1.0);
        (0..self.weights.len())
            .map(|row| std::array::from_fn(|lane| (average(row, lane) / largest * 127.0).round().clamp(-127.0, 127.0) as i8))
            .collect()
    }
}

/// How many tokens a model tags as a text has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagScore {
    /// Tokens that the annotation tells the tag of, signs included.
    pub tokens: u64,
    /// Those that are tagged so.
    pub right: u64,
    /// Words among the tokens that no dictionary entry decides.
    pub weighed: u64,
}

impl TagScore {
    /// Percent of the tokens that are right.
    #[must_use]
    pub fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.tokens.max(1) as f64
    }
}

/// Compares the tags of a model with those of a text. `headlines` says
/// whether sentences in title case count only, or the others only; `None`: all.
#[must_use]
pub fn score_tags(model: &TagModel, text: &TaggedText, headlines: Option<bool>) -> TagScore {
    let mut score = TagScore::default();
    let mut window = Window::default();
    let mut tags = Vec::new();
    for sentence in sentences(text) {
        if headlines.is_some_and(|headlines| headlines != sentence.title) {
            continue;
        }
        tags.clear();
        window.fill(sentence.words.iter().map(|word| (word.text.as_str(), word.kind)), sentence.title, model);
        window.decide(
            |rows| {
                score.weighed += 1;
                model.best(rows)
            },
            &mut tags,
        );
        for (word, tag) in sentence.words.iter().zip(&tags) {
            if let Some(right) = word.tag {
                score.tokens += 1;
                score.right += u64::from(right == *tag);
            }
        }
    }
    score
}
