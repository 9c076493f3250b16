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
//! ```
//!
//! Documents are read by models that have not seen them, target/train/tags.K
//! and target/train/tagger.K of `fit_tags` and `fit_tagger`: else the tagger
//! would seem better than it is. The same corpus and models give the same
//! bytes. What the sieves propose depends on what the frames have won, that is
//! on the weights built in: fit again until nothing changes that matters.

mod threads;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use inquit_eval::evidence;
use inquit_eval::training::{FOLDS, Table, judge};
use inquit_quotes::{Analyzer, TagModel, TaggerModel};
use inquit_tests::{say, shared, tests_folder};
use threads::Threads;

/// One document of so many is left out by `--check`.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let check = std::env::args().nth(1).as_deref() == Some("--check");
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let documents = shared::load(&folder.join("eval/polnear_train.jsonl"), None)?;
    let analyzers = (0..FOLDS).map(analyzer).collect::<Result<Vec<Analyzer>, _>>()?;

    for table in [Table::Tagged, Table::Plain] {
        let name = table.name();
        let judged = judge(&documents, &analyzers, table, &Threads);
        if check {
            let (mut seen, mut unseen) = (Vec::new(), Vec::new());
            for (at, document) in judged.into_iter().enumerate() {
                if at % HELD_OUT == 0 { unseen.push(document) } else { seen.push(document) }
            }
            let weights = evidence::fit(&seen);
            let losses = [&seen, &unseen].map(|judged| evidence::loss(judged, &weights));
            say(&format!("{name}: loss {:.4}, on documents left out {:.4}", losses[0], losses[1]));
        } else {
            let weights = evidence::fit(&judged);
            fs::write(tests_folder().join(format!("../data/models/{name}.tsv")), weights.table())?;
            say(&format!("{name}: {} proposals, {} weights", judged.iter().map(Vec::len).sum::<usize>(), weights.0.len()));
        }
    }
    Ok(())
}

/// The analyzer with the models of a fold.
fn analyzer(fold: usize) -> Result<Analyzer, Box<dyn Error>> {
    let read = |kind: &str| {
        let path: PathBuf = tests_folder().join(format!("../target/train/{kind}.{fold}"));
        fs::read(&path).map_err(|error| format!("{}: {error}; `make train` makes it", path.display()))
    };
    Ok(Analyzer::english().with_tag_model(TagModel::from_bytes(&read("tags")?)?).with_tagger(TaggerModel::from_bytes(&read("tagger")?)?))
}
