//! Training the tagger on annotated news, and scoring its labels.
//!
//! Input: documents with attributions. Output: models, and how well labels
//! agree with those of the annotations. Fold models leave out every n-th
//! document, so that each text can be labelled by a model that has not seen it.

use std::collections::BTreeSet;
use std::fmt;

use inquit_quotes::train::{AnnotatedAttribution, AnnotatedText, TaggerSettings, gold_labels, train_tagger};
use inquit_quotes::{Analyzer, Labels, Piece, Role, TaggerModel};

use crate::annotation::CodePoints;
use crate::documents::Document;

/// The attributions of a document in bytes.
#[must_use]
pub fn annotations(document: &Document) -> Vec<AnnotatedAttribution> {
    let points = CodePoints::new(&document.text);
    let bytes = |ranges: &[(usize, usize)]| ranges.iter().map(|range| points.bytes(*range)).collect();
    let annotation = |attribution: &crate::annotation::Attribution| AnnotatedAttribution {
        content: bytes(&attribution.content),
        cue: bytes(&attribution.cue),
        source: bytes(&attribution.mention),
    };
    document.attributions.iter().map(annotation).collect()
}

/// Trains a tagger on the documents whose ordinal `learns` accepts. `analyzer`
/// gives for every ordinal the analyzer that reads the document: one whose own
/// models have not seen it, if there is one.
#[must_use]
pub fn train<'a>(
    documents: &[Document],
    learns: impl Fn(usize) -> bool,
    analyzer: impl Fn(usize) -> &'a Analyzer,
    settings: &TaggerSettings,
    progress: &mut dyn FnMut(u32, f64),
) -> TaggerModel {
    let annotations: Vec<Vec<AnnotatedAttribution>> = documents.iter().map(annotations).collect();
    let texts: Vec<AnnotatedText<'_>> = documents
        .iter()
        .zip(&annotations)
        .enumerate()
        .filter(|(ordinal, _)| learns(*ordinal))
        .map(|(ordinal, (document, attributions))| AnnotatedText { analyzer: analyzer(ordinal), text: &document.text, attributions })
        .collect();
    train_tagger(&texts, settings, progress)
}

/// Trains the model of one fold of `folds`: on all documents but those whose
/// ordinal modulo `folds` is `fold`.
#[must_use]
pub fn train_fold<'a>(
    documents: &[Document],
    (fold, folds): (usize, usize),
    analyzer: impl Fn(usize) -> &'a Analyzer,
    settings: &TaggerSettings,
) -> TaggerModel {
    train(documents, |ordinal| ordinal % folds != fold, analyzer, settings, &mut |_, _| {})
}

/// How well pieces agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PieceCounts {
    /// Pieces of the annotation.
    pub gold: usize,
    /// Pieces of the tagger.
    pub found: usize,
    /// Found pieces that are exactly one of the annotation.
    pub exact: usize,
    /// Found pieces that share half of the tokens of both with one of the annotation.
    pub overlap: usize,
}

impl PieceCounts {
    /// F1 in percent of a number of right pieces.
    #[must_use]
    pub fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.found).max(1) as f64
    }

    fn add(&mut self, gold: &[&Piece], found: &[&Piece]) {
        self.gold += gold.len();
        self.found += found.len();
        let all: BTreeSet<_> = gold.iter().map(|piece| (piece.tokens.start, piece.tokens.end)).collect();
        for piece in found {
            self.exact += usize::from(all.contains(&(piece.tokens.start, piece.tokens.end)));
            let agrees = |other: &&&Piece| {
                let (a, b) = (&piece.tokens, &other.tokens);
                let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
                2 * common >= a.len() + b.len() - common
            };
            self.overlap += usize::from(gold.iter().any(|other| agrees(&other)));
        }
    }
}

/// How well labels agree with those of the annotation.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelScores {
    /// Tokens.
    pub tokens: usize,
    /// Tokens with the right label.
    pub right: usize,
    /// Sum of the logarithms of the probabilities of the right labels.
    pub log: f64,
    /// Pieces of cues, sources and contents, wherever their cue stands.
    pub pieces: [PieceCounts; 3],
}

/// The roles in the order of [`LabelScores::pieces`].
pub const ROLES: [Role; 3] = [Role::Cue, Role::Source, Role::Content];

impl LabelScores {
    /// Adds a document.
    pub fn add(&mut self, analyzer: &Analyzer, document: &Document, found: &Labels) {
        let attributions = annotations(document);
        let gold = gold_labels(AnnotatedText { analyzer, text: &document.text, attributions: &attributions });
        for i in 0..gold.len() {
            self.tokens += 1;
            self.right += usize::from(gold.label(i) == found.label(i));
            self.log += f64::from(found.probability(i, gold.label(i)).max(1e-6).ln());
        }
        let (gold, found) = (gold.pieces(), found.pieces());
        for (role, counts) in ROLES.iter().zip(&mut self.pieces) {
            let of = |pieces: &'_ [Piece]| -> Vec<Piece> { pieces.iter().filter(|piece| piece.role == *role).cloned().collect() };
            let (gold, found) = (of(&gold), of(&found));
            counts.add(&gold.iter().collect::<Vec<_>>(), &found.iter().collect::<Vec<_>>());
        }
    }
}

impl fmt::Display for LabelScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = self.tokens.max(1) as f64;
        write!(f, "labels {:.2} %, log probability {:.4}", 100.0 * self.right as f64 / tokens, self.log / tokens)?;
        for (name, counts) in ["cue", "source", "content"].iter().zip(&self.pieces) {
            write!(f, "; {name} {:.1} exact {:.1} overlap", counts.f1(counts.exact), counts.f1(counts.overlap))?;
        }
        Ok(())
    }
}
