//! Fits the weights of the evidence for an attribution: `make train`.
//!
//! Reads `eval/polnear_train.jsonl` in the folder that `INQUIT_SHARED` names,
//! asks the analyzer for every attribution that it considers on these texts,
//! and writes the weights to `data/models/evidence.tsv`. Features and weights
//! leave the corpus, no text.
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

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use inquit_eval::evidence::{self, Judged};
use inquit_quotes::Analyzer;
use inquit_tests::{say, shared, tests_folder};
use rayon::prelude::*;

/// One document of so many is left out by `--check`.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1);
    let folder = shared::folder().ok_or("no annotated news; INQUIT_SHARED names its folder, ../shared by default")?;
    let documents = shared::load(&folder.join("eval/polnear_train.jsonl"), None)?;

    let analyzer = Analyzer::english();
    let judged: Vec<Vec<Judged>> = documents.par_iter().map(|document| evidence::judge(&analyzer, document)).collect();
    if argument.as_deref() == Some("--check") {
        let mut seen = Vec::new();
        let mut unseen = Vec::new();
        for (at, document) in judged.into_iter().enumerate() {
            if at % HELD_OUT == 0 { unseen.push(document) } else { seen.push(document) }
        }
        let weights = evidence::fit(&seen);
        say(&format!("loss {:.4}, on documents left out {:.4}", evidence::loss(&seen, &weights), evidence::loss(&unseen, &weights)));
        return Ok(());
    }
    let weights = evidence::fit(&judged);
    let path = argument.map_or_else(|| tests_folder().join("../data/models/evidence.tsv"), PathBuf::from);
    fs::write(&path, weights.table())?;
    say(&format!("{} proposals, {} weights", judged.iter().map(Vec::len).sum::<usize>(), weights.0.len()));
    Ok(())
}
