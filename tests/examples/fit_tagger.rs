//! Trains the tagger of sources, cues and contents: `make tagger`.
//!
//! Reads `eval/polnear_train.jsonl` in the folder that `INQUIT_SHARED` names
//! and writes the model to `data/models/tagger.bin`. Hashed weights and counts
//! of word forms leave the corpus, no text.
//!
//! ```text
//! fit_tagger                 trains on everything, writes data/models/tagger.bin
//! fit_tagger FILE            writes FILE
//! fit_tagger --folds BASE    trains four models, each without every fourth
//!                            document, writes BASE.0 to BASE.3
//! fit_tagger --check         trains on nine documents of ten, tells how well
//!                            the tenth and the development part are labelled
//! fit_tagger --score FILE    labels the development part by a model
//! ```
//!
//! Documents are read by the part-of-speech models target/train/tags.0 to
//! tags.3 that `fit_tags --folds 4` makes, each of which has not seen its
//! documents: otherwise tags are better in training than in use.
//!
//! Settings can follow: `passes=8 step=0.03 decay=0.9 l1=0.3 dropout=0.5
//! bits=17 bonus=0.5 seed=1 runs=3 temperature=1.25 clip=0.7`.
//!
//! The same corpus and lexicons give the same bytes: only `--folds` works in
//! parallel, and each model by itself.

mod threads;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use inquit_eval::training::{FOLDS, fold_taggers};
use inquit_quotes::train::TaggerSettings;
use inquit_quotes::{Analyzer, TagModel, TaggerModel};
use inquit_tests::linking::link;
use inquit_tests::score::Scorer;
use inquit_tests::shared::Document;
use inquit_tests::tagging::{LabelScores, train};
use inquit_tests::{say, shared, tests_folder};
use threads::Threads;

/// One document of so many is left out by `--check`.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (settings, names): (Vec<&str>, Vec<&str>) = arguments.iter().map(String::as_str).partition(|argument| argument.contains('='));
    let settings = parse(&settings)?;
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let load = |name: &str| shared::load(&folder.join("eval").join(name), None);
    let analyzer = Analyzer::english_plain();
    let readers = if names.first() == Some(&"--score") { Vec::new() } else { readers(&analyzer)? };
    let reader = |ordinal: usize| &readers[ordinal % FOLDS];
    match names.as_slice() {
        ["--score", path] => {
            let model = TaggerModel::from_bytes(&std::fs::read(path)?)?;
            report("development", &analyzer, &load("polnear_dev.jsonl")?, &model);
        }
        ["--folds", target] => {
            let documents = load("polnear_train.jsonl")?;
            let models = fold_taggers(&documents, FOLDS, reader, &settings, &Threads);
            for (fold, model) in models.iter().enumerate() {
                write(Path::new(&format!("{target}.{fold}")), model)?;
            }
        }
        ["--check"] => {
            let documents = load("polnear_train.jsonl")?;
            let model = train(&documents, |ordinal| ordinal % HELD_OUT != 0, reader, &settings, &mut progress(Instant::now()));
            let held: Vec<Document> = documents.into_iter().step_by(HELD_OUT).collect();
            report("held out", &analyzer, &held, &model);
            report("development", &analyzer, &load("polnear_dev.jsonl")?, &model);
        }
        [] | [_] => {
            let documents = load("polnear_train.jsonl")?;
            let model = train(&documents, |_| true, reader, &settings, &mut progress(Instant::now()));
            let path = names.first().map_or_else(|| tests_folder().join("../data/models/tagger.bin"), PathBuf::from);
            write(&path, &model)?;
        }
        _ => return Err("fit_tagger [FILE | --check | --folds BASE | --score FILE] [NAME=VALUE …]".into()),
    }
    Ok(())
}

/// The analyzers that read the training texts: the one at the ordinal of a
/// text, modulo their number, has tags of a model that has not seen it.
fn readers(analyzer: &Analyzer) -> Result<Vec<Analyzer>, Box<dyn Error>> {
    let load = |fold: usize| -> Result<Analyzer, Box<dyn Error>> {
        let path = tests_folder().join(format!("../target/train/tags.{fold}"));
        let bytes =
            std::fs::read(&path).map_err(|error| format!("{}: {error}; make it: fit_tags --folds 4 target/train/tags", path.display()))?;
        Ok(analyzer.clone().with_tag_model(TagModel::from_bytes(&bytes)?))
    };
    (0..FOLDS).map(load).collect()
}

fn progress(started: Instant) -> impl FnMut(u32, f64) {
    move |pass, loss| say(&format!("pass {pass}: loss {loss:.3}, {:.0} s", started.elapsed().as_secs_f64()))
}

/// Tells how well documents are labelled, and how good the attributions are
/// that nearness alone makes of the labels.
fn report(name: &str, analyzer: &Analyzer, documents: &[Document], model: &TaggerModel) {
    let (mut labels, mut linked) = (LabelScores::default(), Scorer::default());
    let mut seconds = 0.0;
    for document in documents {
        let started = Instant::now();
        std::hint::black_box(analyzer.labels_by(&document.text, &[]));
        let read = started.elapsed();
        let found = analyzer.labels(&document.text, model);
        seconds += (started.elapsed() - read).as_secs_f64() - read.as_secs_f64();
        labels.add(analyzer, document, &found);
        linked.add(&document.text, &document.attributions, &link(&document.text, &found));
    }
    say(&format!("{name}: {labels}; {:.2} microseconds a token", 1e6 * seconds / labels.tokens.max(1) as f64));
    let scores = linked.scores();
    let types = scores.by_type.iter().map(|(kind, scores)| (kind.as_str(), scores));
    for (kind, scores) in [("all", &scores.all)].into_iter().chain(types) {
        let (exact, overlap, joint) = (scores.exact.f1, scores.overlap.f1, scores.joint);
        let joint = format!("joint {:.1} / {:.1} / {:.1}", joint.precision, joint.recall, joint.f1);
        say(&format!("{name} {kind}, linked by nearness: exact {exact:.1}, overlap {overlap:.1}, {joint}"));
    }
}

fn write(path: &Path, model: &TaggerModel) -> std::io::Result<()> {
    let bytes = model.to_bytes();
    say(&format!("{}: {} bytes", path.display(), bytes.len()));
    std::fs::write(path, bytes)
}

/// Settings of the training.
fn parse(arguments: &[&str]) -> Result<TaggerSettings, Box<dyn Error>> {
    let mut settings = TaggerSettings::default();
    for (name, value) in arguments.iter().filter_map(|argument| argument.split_once('=')) {
        match name {
            "passes" => settings.passes = value.parse()?,
            "step" => settings.step = value.parse()?,
            "decay" => settings.decay = value.parse()?,
            "l1" => settings.l1 = value.parse()?,
            "dropout" => settings.dropout = value.parse()?,
            "bits" => settings.bits = value.parse()?,
            "bonus" => settings.cue_bonus = value.parse()?,
            "seed" => settings.seed = value.parse()?,
            "runs" => settings.runs = value.parse()?,
            "temperature" => settings.temperature = value.parse()?,
            "clip" => settings.clip = value.parse()?,
            _ => return Err(format!("there is no setting {name}").into()),
        }
    }
    Ok(settings)
}
