//! Compares the tagger's own trainer with that of the crate `crfs`, a port of
//! CRFsuite, on the same features, labels and documents.
//!
//! ```text
//! compare_crfs [DOCUMENTS] [ITERATIONS]
//! ```
//!
//! Both learn from the first DOCUMENTS (200) of nine documents of ten, in
//! `eval/polnear_train.jsonl` of the folder that `INQUIT_SHARED` names, and
//! label every tenth document. `crfs` trains by L-BFGS with its own defaults
//! (L2 of 1) for ITERATIONS (100) at most; ours by its own settings.

use std::error::Error;
use std::time::Instant;

use crfs::Attribute;
use crfs::train::Trainer;
use inquit_eval::documents::Document;
use inquit_eval::tagging::{LabelScores, annotations, train};
use inquit_quotes::train::{AnnotatedAttribution, AnnotatedText, LabelledParagraph, TaggerSettings, labelled_paragraphs};
use inquit_quotes::{Analyzer, Label, Role};
use inquit_tests::{say, shared};

/// One document of so many is labelled, the others are learned from.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let numbers: Vec<usize> = std::env::args().skip(1).map(|argument| argument.parse()).collect::<Result<_, _>>()?;
    let (most, iterations) = (numbers.first().copied().unwrap_or(200), numbers.get(1).copied().unwrap_or(100));
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let documents = shared::load(&folder.join("eval/polnear_train.jsonl"), None)?;
    let (held, learned): (Vec<_>, Vec<_>) = documents.into_iter().enumerate().partition(|(ordinal, _)| ordinal % HELD_OUT == 0);
    let held: Vec<Document> = held.into_iter().map(|(_, document)| document).collect();
    let learned: Vec<Document> = learned.into_iter().map(|(_, document)| document).take(most).collect();
    say(&format!("{} documents to learn from, {} to label", learned.len(), held.len()));
    let analyzer = Analyzer::english_plain();
    ours(&learned, &held, &analyzer);
    theirs(&learned, &held, &analyzer, iterations)
}

fn ours(learned: &[Document], held: &[Document], analyzer: &Analyzer) {
    let started = Instant::now();
    let model = train(learned, |_| true, |_| analyzer, &TaggerSettings::default(), &mut |_, _| {});
    let trained = started.elapsed().as_secs_f64();
    let (mut scores, started) = (LabelScores::default(), Instant::now());
    for document in held {
        scores.add(analyzer, document, &analyzer.labels(&document.text, &model));
    }
    let seconds = started.elapsed().as_secs_f64();
    say(&format!("ours: trained in {trained:.0} s, {} bytes; {scores}; read and labelled in {seconds:.1} s", model.to_bytes().len()));
}

fn theirs(learned: &[Document], held: &[Document], analyzer: &Analyzer, iterations: usize) -> Result<(), Box<dyn Error>> {
    let annotations: [Vec<Vec<AnnotatedAttribution>>; 2] = [learned, held].map(|documents| documents.iter().map(annotations).collect());
    let texts = [learned, held].map(|documents| documents.iter());
    let texts: Vec<Vec<AnnotatedText<'_>>> = texts
        .into_iter()
        .zip(&annotations)
        .map(|(documents, annotations)| {
            let both = documents.zip(annotations);
            both.map(|(document, attributions)| AnnotatedText { analyzer, text: &document.text, attributions }).collect()
        })
        .collect();
    let [learned, held] = labelled_paragraphs(&texts[0], &texts[1], TaggerSettings::default().bits);
    let mut trainer = Trainer::lbfgs();
    trainer.params_mut().set_max_iterations(iterations)?;
    for paragraph in &learned {
        trainer.append(&attributes(paragraph), &names(paragraph))?;
    }
    drop(learned);
    let (file, started) = (tempfile::NamedTempFile::new()?, Instant::now());
    trainer.train(file.path())?;
    let trained = started.elapsed().as_secs_f64();
    drop(trainer);
    let bytes = std::fs::read(file.path())?;
    let model = crfs::Model::new(&bytes)?;
    let tagger = model.tagger()?;
    let (mut tokens, mut right, mut seconds) = (0, 0, 0.0);
    let (mut gold, mut found, mut exact) = (0, 0, 0);
    for paragraph in &held {
        let attributes = attributes(paragraph);
        let started = Instant::now();
        let labels: Vec<Label> = tagger.tag(&attributes)?.into_iter().map(label).collect();
        seconds += started.elapsed().as_secs_f64();
        tokens += labels.len();
        right += labels.iter().zip(&paragraph.labels).filter(|(a, b)| a == b).count();
        let (of_gold, of_found) = (contents(&paragraph.labels), contents(&labels));
        gold += of_gold.len();
        found += of_found.len();
        exact += of_found.iter().filter(|piece| of_gold.contains(piece)).count();
    }
    let share = 100.0 * right as f64 / tokens.max(1) as f64;
    let f1 = 200.0 * exact as f64 / (gold + found).max(1) as f64;
    say(&format!(
        "crfs: trained in {trained:.0} s, {} bytes; labels {share:.2} %; content {f1:.1} exact; labelled in {seconds:.1} s without reading",
        bytes.len()
    ));
    Ok(())
}

/// The rows of features by name.
fn attributes(paragraph: &LabelledParagraph) -> Vec<Vec<Attribute>> {
    let token = |rows: &Vec<u32>| rows.iter().map(|row| Attribute::new(row.to_string(), 1.0)).collect();
    paragraph.rows.iter().map(token).collect()
}

fn names(paragraph: &LabelledParagraph) -> Vec<String> {
    paragraph.labels.iter().map(|&label| (label as usize).to_string()).collect()
}

fn label(name: &str) -> Label {
    name.parse().ok().and_then(|number: usize| Label::ALL.get(number)).copied().unwrap_or(Label::Outside)
}

/// First and last token of every content.
fn contents(labels: &[Label]) -> Vec<(usize, usize)> {
    let is_content = |i: usize| labels.get(i).is_some_and(|label| label.role() == Some(Role::Content));
    let mut out = Vec::new();
    let mut i = 0;
    while i < labels.len() {
        let start = i;
        i += 1;
        if is_content(start) {
            while is_content(i) && !labels[i].begins() && labels[i].side() == labels[start].side() {
                i += 1;
            }
            out.push((start, i));
        }
    }
    out
}
