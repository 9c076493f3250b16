//! Trains a model on annotated documents: the one procedure that the trainers
//! of the project and `inquit train` share.
//!
//! Evidence is learned from what the tagger says of a text, so the tagger must
//! not have seen the text. Documents are dealt into folds; a tagger for each
//! fold learns from all the others and reads that one (jackknifing). The
//! tagger of the model learns from all. This crate starts no threads: work
//! that may be done side by side is handed to [`Workers`].

use inquit_quotes::train::TaggerSettings;
use inquit_quotes::{Analyzer, Evidence, Model, TaggerModel};

use crate::documents::Document;
use crate::evidence::{self, Judged, Weights};
use crate::tagging;

/// Folds of the documents, unless told otherwise.
pub const FOLDS: usize = 4;
/// Parts of the documents, each weighed under evidence fitted to the others.
pub const PARTS: usize = 4;
/// Times the evidence is fitted: what the sieves propose depends on what the
/// frames have won, that is on weights.
const ROUNDS: usize = 2;

/// Does independent pieces of work, in whatever order.
pub trait Workers {
    /// The results of `work` for 0 up to `count`, in this order.
    fn map<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T>;
}

/// One piece after another.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneByOne;

impl Workers for OneByOne {
    fn map<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..count).map(work).collect()
    }
}

/// How a model is trained.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folds, at least two.
    pub folds: usize,
    /// How its taggers are.
    pub tagger: TaggerSettings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { folds: FOLDS, tagger: TaggerSettings::default() }
    }
}

/// What training is at.
#[derive(Clone, Debug)]
pub enum Step {
    /// The tagger of a fold is done.
    FoldTagger(usize),
    /// A pass of the tagger that learns from all documents is done, with the
    /// mean loss of a paragraph.
    Pass(u32, f64),
    /// Weights are fitted: the table, how many proposals it was fitted to, how
    /// many weights it has.
    Fitted(Table, usize, usize),
}

/// The tables of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// With what the tagger says.
    Tagged,
    /// Without a tagger.
    Plain,
}

impl Table {
    /// The name of its file, without the extension.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Table::Tagged => "evidence",
            Table::Plain => "evidence_plain",
        }
    }
}

/// Why documents are not enough to learn from.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// There is nothing to learn.
    #[error("none of the {0} documents has an attribution; training learns from those")]
    NoAttributions(usize),
    /// A fold would have too little.
    #[error("{found} documents with attributions are too few for {folds} folds; annotate at least {least}, or ask for fewer folds")]
    TooFew {
        /// Documents with attributions.
        found: usize,
        /// Folds asked for.
        folds: usize,
        /// As many as are needed.
        least: usize,
    },
    /// The evidence had nothing that is frequent enough.
    #[error("nothing in the documents is frequent enough to weigh; annotate more of them")]
    NothingFrequent,
}

/// Trains a model on `documents`, which `analyzer` reads. The same documents
/// and settings give the same model, whatever the workers.
///
/// # Errors
///
/// [`TrainingError`] if there is not enough to learn from.
pub fn train(
    documents: &[Document],
    analyzer: &Analyzer,
    settings: &Settings,
    workers: &impl Workers,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Model, TrainingError> {
    check(documents, settings.folds)?;
    // The tagger of all documents comes first, because it takes longest.
    let mut taggers = workers.map(settings.folds + 1, |at| match at.checked_sub(1) {
        None => tagging::train(documents, |_| true, |_| analyzer, &settings.tagger, &mut |pass, loss| progress(Step::Pass(pass, loss))),
        Some(fold) => {
            let tagger = tagging::train_fold(documents, (fold, settings.folds), |_| analyzer, &settings.tagger);
            progress(Step::FoldTagger(fold));
            tagger
        }
    });
    let tagger = taggers.remove(0);
    let mut readers: Vec<Analyzer> = taggers.into_iter().map(|tagger| analyzer.clone().with_tagger(tagger)).collect();
    let mut tables = [String::new(), String::new()];
    for _ in 0..ROUNDS {
        for (place, table) in tables.iter_mut().zip([Table::Tagged, Table::Plain]) {
            let (weights, proposals) = fit(documents, &readers, table, workers);
            progress(Step::Fitted(table, proposals, weights.0.len()));
            *place = weights.table();
            if table == Table::Plain && weights.0.is_empty() {
                return Err(TrainingError::NothingFrequent);
            }
        }
        let evidence = Evidence::parse(&tables[0], &tables[1]);
        readers = readers.into_iter().map(|reader| reader.with_evidence(evidence.clone())).collect();
    }
    let [tagged, plain] = tables;
    Ok(Model::new(tagger, tagged, plain))
}

/// The weights of a table and how many proposals they were fitted to.
///
/// Without a tagger, proposals are weighed a second time, beside their rivals.
/// For that the documents are dealt into parts, and each is read under weights
/// that were fitted to the others.
#[must_use]
pub fn fit(documents: &[Document], readers: &[Analyzer], table: Table, workers: &impl Workers) -> (Weights, usize) {
    let judged = judge(documents, readers, table, workers);
    let proposals = judged.iter().map(Vec::len).sum();
    let mut weights = evidence::fit(judged.iter().flatten());
    if table == Table::Plain {
        let part = |at: usize| part(at, readers.len());
        let by_part = workers.map(PARTS, |without| {
            let others = judged.iter().enumerate().filter(|(at, _)| part(*at) != without);
            Evidence::parse("", &evidence::fit(others.flat_map(|(_, judged)| judged)).table())
        });
        drop(judged);
        let read = |at: usize| {
            let reader = readers[at % readers.len()].clone().without_tagger();
            let mut judged = evidence::judge(&reader.with_evidence(by_part[part(at)].clone()), &documents[at]);
            // by far the most of it, and not looked at
            judged.iter_mut().for_each(|judged| judged.features = Vec::new());
            judged
        };
        weights.0.extend(evidence::fit_rivals(workers.map(documents.len(), read).iter().flatten()).0);
    }
    (weights, proposals)
}

/// The part of a document by its ordinal, so that each part has documents of all
/// folds, `folds` in number, and the parts are of a size.
#[must_use]
pub fn part(ordinal: usize, folds: usize) -> usize {
    (ordinal / folds + ordinal % folds) % PARTS
}

/// A tagger for each fold, which learns from the documents of the others;
/// `analyzer` gives for every ordinal the analyzer that reads the document.
#[must_use]
pub fn fold_taggers<'a>(
    documents: &[Document],
    folds: usize,
    analyzer: impl Fn(usize) -> &'a Analyzer + Sync,
    settings: &TaggerSettings,
    workers: &impl Workers,
) -> Vec<TaggerModel> {
    workers.map(folds, |fold| tagging::train_fold(documents, (fold, folds), &analyzer, settings))
}

/// What the analyzers of the folds propose for every document, each judged
/// against the annotation, as far as `table` is fitted to it.
#[must_use]
pub fn judge(documents: &[Document], readers: &[Analyzer], table: Table, workers: &impl Workers) -> Vec<Vec<Judged>> {
    let plain: Vec<Analyzer> = match table {
        Table::Tagged => Vec::new(),
        Table::Plain => readers.iter().map(|reader| reader.clone().without_tagger()).collect(),
    };
    workers.map(documents.len(), |at| {
        let fold = at % readers.len();
        let mut judged = evidence::judge(plain.get(fold).unwrap_or(&readers[fold]), &documents[at]);
        if table == Table::Tagged {
            // What the tagger says nothing of is weighed by the plain table.
            judged.retain(|judged| judged.features.iter().any(|feature| feature.starts_with("tagger-")));
        }
        judged
    })
}

/// Whether `documents` are enough to train on.
///
/// # Errors
///
/// [`TrainingError`] if they are not.
pub fn check(documents: &[Document], folds: usize) -> Result<(), TrainingError> {
    let found = documents.iter().filter(|document| !document.attributions.is_empty()).count();
    // Each tagger should learn from two documents at the very least.
    let least = folds.max(2) + 1;
    match found {
        0 => Err(TrainingError::NoAttributions(documents.len())),
        _ if found < least => Err(TrainingError::TooFew { found, folds, least }),
        _ => Ok(()),
    }
}
