//! The learned tagger: which tokens are source, cue and content.
//!
//! Input: the layers of a text and a [`TaggerModel`]. Output: [`Labels`], the
//! most probable label of every token and the probability of each label. A
//! linear-chain conditional random field (Lafferty, McCallum and Pereira 2001)
//! reads the sentences of one paragraph; some 125 features look at each token. Labels
//! of sources and contents name the side on which their cue stands, so that
//! joining them is a matter of the nearest.
//!
//! It attributes nothing: frames and sieves propose, evidence decides. Labels
//! are flat, so speech inside speech has none of its own. Sentences without
//! a quotation and without any word that reports are passed over.

mod attributes;
mod chain;
mod cue_classes;
mod label;
mod model;
mod spelling;
mod templates;
mod view;

pub(crate) use chain::{CLASSES, ChainScratch, START, Steps, Transitions, empty_steps, is_allowed, marginals};
pub(crate) use cue_classes::{CueClasses, CueCounts, Opening};
pub(crate) use label::{LABELS, LANES, Lanes};
pub(crate) use model::{Row, checksum};
pub(crate) use spelling::Spelling;
pub(crate) use templates::{MOST, Rows, features};
pub(crate) use view::View;

pub use label::{Label, Labels, Piece, Role, Side};
pub use model::TaggerModel;

use std::ops::Range;

use crate::context::Context;
use crate::document::Paragraph;
use model::Weights;

/// Space that is used again for every paragraph and text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    view: View,
    scores: Vec<Lanes>,
    factors: Vec<Lanes>,
    chain: ChainScratch,
}

/// Labels every token of a text.
pub(crate) fn label(context: &Context<'_, '_>, model: &TaggerModel, scratch: &mut Scratch) -> Labels {
    let weights = &*model.0;
    let n = context.document.tokens.len();
    let mut labels = Labels::with_capacity(n);
    let class = |word: u64| weights.cues.get(word);
    for (ordinal, paragraph) in context.document.paragraphs.iter().enumerate() {
        for part in parts(context, paragraph) {
            scratch.view.fill(context, ordinal, &part, &class);
            for run in scratch.view.runs() {
                labels.pass_over(part.tokens.start + run.start);
                label_run(weights, run, scratch, &mut labels);
            }
            labels.pass_over(part.tokens.end);
        }
    }
    labels.complete()
}

/// Tokens that are read together; paragraphs of 924 annotated articles have 500
/// at most. What takes some hundred bytes a token must not be there for all of
/// a text that knows no paragraphs.
const TOGETHER: usize = 4096;

/// The paragraph, one that is too long in parts of whole sentences.
fn parts(context: &Context<'_, '_>, paragraph: &Paragraph) -> Vec<Paragraph> {
    if paragraph.tokens.len() <= TOGETHER {
        return vec![paragraph.clone()];
    }
    let sentences = &context.document.sentences;
    let mut parts = Vec::new();
    let mut first = paragraph.sentences.start;
    while first < paragraph.sentences.end {
        let start = sentences[first].tokens.start;
        let fits = sentences[first + 1..paragraph.sentences.end].iter().take_while(|sentence| sentence.tokens.end <= start + TOGETHER);
        let next = first + 1 + fits.count();
        parts.push(Paragraph { tokens: start..sentences[next - 1].tokens.end, sentences: first..next, ..paragraph.clone() });
        first = next;
    }
    parts
}

fn label_run(weights: &Weights, run: Range<usize>, scratch: &mut Scratch, labels: &mut Labels) {
    let Scratch { view, scores, factors, chain } = scratch;
    scores.clear();
    factors.clear();
    for i in run.clone() {
        let mut rows = [0_u32; MOST];
        let mut count = 0;
        features(view, i, weights.rows, &mut |found| {
            if let Some(row) = rows.get_mut(count) {
                *row = found;
                count += 1;
            }
        });
        let sums = weights.sum(&rows[..count]);
        let best = sums[..LABELS].iter().copied().max().unwrap_or(0);
        let last = weights.exponentials.len() - 1;
        scores.push(sums.map(|sum| f32::from(sum) * weights.step));
        factors.push(std::array::from_fn(|label| {
            if label < LABELS { weights.exponentials[usize::from(best.abs_diff(sums[label])).min(last)] } else { 0.0 }
        }));
    }
    // a run begins as a paragraph does
    view.steps[run.start] = 0;
    let steps = &view.steps[run];
    chain::best_path(&weights.transitions, scores, steps, chain, &mut labels.path);
    marginals(&weights.transitions, factors, steps, chain, &mut labels.marginals, None);
}
