//! Fits the weights of the evidence for an attribution: `make train`.
//!
//! Reads `eval/polnear_train.jsonl` in the folder that `INQUIT_SHARED` names,
//! asks the analyzer for every attribution that it considers on these texts,
//! and writes two tables of weights: `data/models/evidence.tsv` with what the
//! tagger says, `data/models/evidence_plain.tsv` without it. Features and
//! weights leave the corpus, no text.
//!
//! ```text
//! fit_evidence            writes both tables
//! fit_evidence --check    trains on nine documents of ten, tells how well the
//!                         tenth is predicted, writes nothing
//! fit_evidence --score [FILE]
//!                         scores every document under weights that were fitted
//!                         to others, writes the predictions to FILE, for
//!                         `inquit eval --predictions`
//! fit_evidence --without LIST
//!                         the same score without some of the work: methods by
//!                         name, `sieves`, `frames` (all other methods but tagged),
//!                         `tagger`, and features whose names begin with what
//!                         stands before a `*`; `--without frames,lemma*`
//! ```
//!
//! All but the first weigh a proposal by itself, not beside its rivals.
//!
//! Documents are read by models that have not seen them, target/train/tags.K
//! and target/train/tagger.K of `fit_tags` and `fit_tagger`: else the tagger
//! would seem better than it is. The same corpus and models give the same
//! bytes. What the sieves propose depends on what the frames have won, that is
//! on the weights built in: fit again until nothing changes that matters.

mod threads;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use inquit_eval::annotation::Type;
use inquit_eval::documents::Document;
use inquit_eval::evidence::{self, Judged};
use inquit_eval::predictions;
use inquit_eval::score::{Scorer, table};
use inquit_eval::training::{self, FOLDS, PARTS, Table, Workers as _, judge};
use inquit_quotes::{Analyzer, Evidence, Method, TagModel, TaggerModel};
use inquit_tests::{say, shared, tests_folder};
use threads::Threads;

/// One document of so many is left out by `--check`.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.first().is_some_and(|argument| argument == "--check");
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let documents = shared::load(&folder.join("eval/polnear_train.jsonl"), None)?;
    let analyzers = (0..FOLDS).map(analyzer).collect::<Result<Vec<Analyzer>, _>>()?;

    if let [flag, list] = arguments.as_slice()
        && flag == "--without"
    {
        let without = Without::parse(list)?;
        let analyzers: Vec<Analyzer> = analyzers.into_iter().map(|analyzer| without.analyzer(analyzer)).collect();
        return score(&documents, &analyzers, &without, None);
    }
    if arguments.first().is_some_and(|argument| argument == "--score") {
        return score(&documents, &analyzers, &Without::default(), arguments.get(1).map(Path::new));
    }
    for table in [Table::Tagged, Table::Plain] {
        let name = table.name();
        if check {
            let judged = judge(&documents, &analyzers, table, &Threads);
            let (mut seen, mut unseen) = (Vec::new(), Vec::new());
            for (at, document) in judged.into_iter().enumerate() {
                if at % HELD_OUT == 0 { unseen.push(document) } else { seen.push(document) }
            }
            let weights = evidence::fit(seen.iter().flatten());
            let losses = [&seen, &unseen].map(|judged| evidence::loss(judged, &weights));
            say(&format!("{name}: loss {:.4}, on documents left out {:.4}", losses[0], losses[1]));
        } else {
            let (weights, proposals) = training::fit(&documents, &analyzers, table, &Threads);
            fs::write(tests_folder().join(format!("../data/models/{name}.tsv")), weights.table())?;
            say(&format!("{name}: {proposals} proposals, {} weights", weights.0.len()));
        }
    }
    Ok(())
}

/// Tells how good the rows of documents are that neither tagger nor evidence
/// was fitted to.
fn score(documents: &[Document], analyzers: &[Analyzer], without: &Without, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let mut judged = [Table::Tagged, Table::Plain].map(|table| judge(documents, analyzers, table, &Threads));
    for judged in judged.iter_mut().flatten().flatten() {
        judged.features.retain(|feature| !without.prefixes.iter().any(|prefix| feature.starts_with(prefix)));
    }
    let fit = |judged: &[Vec<Judged>], without: usize| {
        let others = judged.iter().enumerate().filter(|(at, _)| training::part(*at, FOLDS) != without);
        evidence::fit(others.flat_map(|(_, judged)| judged)).table()
    };
    let tables = Threads.map(2 * PARTS, |at| fit(&judged[at % 2], at / 2));
    let weights: Vec<Evidence> = tables.chunks(2).map(|pair| Evidence::parse(&pair[0], &pair[1])).collect();
    let predicted = Threads.map(documents.len(), |at| {
        let reader = analyzers[at % FOLDS].clone().with_evidence(weights[training::part(at, FOLDS)].clone());
        predictions(&documents[at].text, &reader.analyze(&documents[at].text))
    });
    let mut scorer = Scorer::default();
    let mut lines = String::new();
    for (document, predicted) in documents.iter().zip(&predicted) {
        scorer.add(&document.text, &document.attributions, predicted);
        let quotes: Vec<_> = predicted
            .iter()
            .map(|one| {
                serde_json::json!({
                    "content": one.content,
                    "speaker": one.speaker,
                    "cue": null,
                    "type": one.quote_type.map(Type::as_str),
                    "nested": false,
                    "confidence": one.confidence,
                    "resolved": one.resolved,
                })
            })
            .collect();
        writeln!(lines, "{}", serde_json::json!({ "id": document.id, "quotes": quotes }))?;
    }
    say(&table(&format!("held out{}", without.name), &scorer.scores()));
    if let Some(path) = file {
        fs::write(path, lines)?;
    }
    Ok(())
}

/// What `--without` leaves out.
#[derive(Default)]
struct Without {
    /// As it stands in the title of the table.
    name: String,
    methods: Vec<Method>,
    /// How the names of features begin.
    prefixes: Vec<String>,
    tagger: bool,
}

impl Without {
    /// Methods that find speakers for quotations that no frame holds.
    const SIEVES: [Method; 5] = [Method::Signature, Method::Beside, Method::Block, Method::Carried, Method::Unattributed];

    fn parse(list: &str) -> Result<Without, Box<dyn Error>> {
        let mut without = Without { name: format!(", without {list}"), ..Without::default() };
        for word in list.split(',') {
            let method = Method::ALL.iter().find(|method| method.as_str() == word);
            match (word.strip_suffix('*'), method, word) {
                (Some(prefix), ..) => without.prefixes.push(prefix.to_owned()),
                (_, Some(&method), _) => without.methods.push(method),
                (.., "sieves") => without.methods.extend(Without::SIEVES),
                (.., "frames") => {
                    let is_frame = |method: &Method| !Without::SIEVES.contains(method) && *method != Method::Tagged;
                    without.methods.extend(Method::ALL.iter().copied().filter(is_frame));
                }
                (.., "tagger") => without.tagger = true,
                _ => return Err(format!("{word} is no method, group of methods, or beginning of features with a * behind it").into()),
            }
        }
        Ok(without)
    }

    fn analyzer(&self, analyzer: Analyzer) -> Analyzer {
        let analyzer = if self.tagger { analyzer.without_tagger() } else { analyzer };
        analyzer.without_methods(&self.methods)
    }
}

/// The analyzer with the models of a fold.
fn analyzer(fold: usize) -> Result<Analyzer, Box<dyn Error>> {
    let read = |kind: &str| {
        let path: PathBuf = tests_folder().join(format!("../target/train/{kind}.{fold}"));
        fs::read(&path).map_err(|error| format!("{}: {error}; `make train` makes it", path.display()))
    };
    Ok(Analyzer::english().with_tag_model(TagModel::from_bytes(&read("tags")?)?).with_tagger(TaggerModel::from_bytes(&read("tagger")?)?))
}
