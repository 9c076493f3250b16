//! The scorer of these tests and the shared scorer give the same figures.
//!
//! Predictions are made from the gold by damage of every kind the figures tell
//! apart: dropped, moved, cut, joined and invented contents, wrong and absent
//! mentions, names written otherwise.

use std::path::Path;
use std::process::Command;

use inquit_tests::annotation::{Prediction, Type};
use inquit_tests::regions::Range;
use inquit_tests::say;
use inquit_tests::score::{Prf, Scorer, Scores, TypeScores};
use inquit_tests::shared::{self, Document};
use serde_json::{Value, json};

/// A small generator of repeatable chance (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("the limit is a usize")
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// The range with both ends moved by up to `most` code points.
    fn moved(&mut self, (start, end): Range, most: usize, length: usize) -> Range {
        let mut by = |at: usize| (at + self.below(2 * most + 1)).saturating_sub(most).min(length);
        let (a, b) = (by(start), by(end));
        (a.min(b), a.max(b))
    }
}

fn damaged(document: &Document, chance: &mut Chance) -> Vec<Prediction> {
    let length = document.text.chars().count();
    let mut out: Vec<Prediction> = Vec::new();
    for gold in &document.attributions {
        if chance.one_in(7) {
            continue;
        }
        let mut content = gold.content.clone();
        match chance.below(6) {
            0 => content = content.into_iter().map(|piece| chance.moved(piece, 12, length)).collect(),
            1 => content = content.into_iter().map(|(s, e)| (s, s + (e - s) / 2 + 1)).collect(),
            2 => content = vec![(content[0].0, content[content.len() - 1].1)],
            3 => content.truncate(1),
            _ => {}
        }
        let speaker = match chance.below(6) {
            0 => None,
            1 => Some((content[0].0, (content[0].0 + 9).min(length))),
            2 => gold.mention.first().map(|mention| chance.moved(*mention, 8, length)),
            _ => gold.mention.last().copied(),
        };
        let name = gold.who.as_ref().and_then(|who| who.name.clone());
        let resolved = match (name, chance.below(8)) {
            (None, 0) => Some("Somebody Else".to_owned()),
            (None, _) | (_, 0) => None,
            (Some(name), 1) => name.split(' ').next_back().map(str::to_owned),
            (Some(name), 2) => Some(format!("President {}’s", name.to_uppercase())),
            (Some(name), 3) => Some(format!("{name}; Somebody Else")),
            (Some(name), 4) => Some(name.replacen(' ', " J. ", 1).replace('e', "é")),
            (Some(name), 5) => name.split(' ').next().map(str::to_owned),
            (name, _) => name,
        };
        out.push(Prediction { content, speaker, resolved, quote_type: None, confidence: 1.0 });
        if chance.one_in(9) {
            let start = chance.below(length.max(1));
            let content = vec![chance.moved((start, (start + 90).min(length)), 40, length)];
            out.push(Prediction { content, speaker: None, resolved: None, quote_type: None, confidence: 1.0 });
        }
    }
    out
}

fn line_of(document: &Document, predictions: &[Prediction]) -> String {
    let quote =
        |prediction: &Prediction| json!({ "content": prediction.content, "speaker": prediction.speaker, "resolved": prediction.resolved });
    let quotes: Vec<Value> = predictions.iter().map(quote).collect();
    json!({ "id": document.id, "quotes": quotes }).to_string()
}

/// Figures by the path they have in the output of the shared scorer.
fn paths(scores: &Scores) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    let mut prf = |path: String, figures: Prf| {
        let counts = [("gold", figures.gold as f64), ("pred", figures.predicted as f64)];
        let shares = [("P", figures.precision), ("R", figures.recall), ("F", figures.f1)];
        out.extend(shares.into_iter().chain(counts).map(|(key, value)| (format!("{path}/{key}"), value)));
    };
    let mut of_type = |name: &str, scores: TypeScores| {
        prf(format!("/{name}/exact"), scores.exact);
        prf(format!("/{name}/iou50"), scores.overlap);
        prf(format!("/{name}/joint"), scores.joint);
    };
    of_type("all", scores.all);
    for kind in Type::ALL {
        of_type(kind.as_str(), scores.by_type[&kind]);
    }
    prf("/direct_view/span".to_owned(), scores.view_span);
    prf("/direct_view/joint".to_owned(), scores.view_joint);
    if let Some(resolved) = scores.resolved {
        prf("/resolved/entity".to_owned(), scores.entity);
        out.push(("/resolved/by/all/ok".to_owned(), resolved));
        out.push(("/resolved/by/all/gold".to_owned(), scores.resolved_pairs as f64));
    }
    out.push(("/direct_view/spk".to_owned(), scores.view_speaker));
    out
}

fn shared_scores(folder: &Path, gold: &Path, speakers: Option<&Path>, predicted: &Path) -> Value {
    let mut command = Command::new("python3");
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(folder.join("eval/score.py")).arg("--json").args([gold, predicted]);
    if let Some(speakers) = speakers {
        command.arg("--speakers").arg(speakers);
    }
    let output = command.output().unwrap_or_else(|error| panic!("{error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}"))
}

fn check(test: &str, gold: &str, speakers: Option<&str>, rounds: u64) {
    let Some(folder) = shared::folder_or_skip(test) else { return };
    if let Err(error) = Command::new("python3").arg("--version").output() {
        say(&format!("SKIPPED {test}: python3 does not run: {error}"));
        return;
    }
    let (gold, speakers) = (folder.join(gold), speakers.map(|file| folder.join(file)));
    let documents = shared::load(&gold, speakers.as_deref()).unwrap_or_else(|error| panic!("{error}"));
    for round in 1..=rounds {
        let mut chance = Chance(round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut scorer = Scorer::default();
        let mut lines = String::new();
        for document in &documents {
            let predictions = damaged(document, &mut chance);
            scorer.add(&document.text, &document.attributions, &predictions);
            lines += &(line_of(document, &predictions) + "\n");
        }
        let predicted = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{round}.jsonl"));
        std::fs::write(&predicted, lines).unwrap_or_else(|error| panic!("{error}"));
        let theirs = shared_scores(&folder, &gold, speakers.as_deref(), &predicted);
        let ours = scorer.scores();
        // Damage that leaves nothing wrong, or nothing right, would compare nothing.
        assert!((20.0..95.0).contains(&ours.all.joint.f1), "{}", ours.all.joint.f1);
        assert!(ours.resolved.is_some_and(|share| (20.0..95.0).contains(&share)), "{:?}", ours.resolved);
        for (path, figure) in paths(&ours) {
            let other = theirs.pointer(&path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no figure {path}"));
            assert!((figure - other).abs() < 1e-9, "{path}: {figure} here, {other} there (round {round})");
        }
    }
}

#[test]
fn same_figures_on_polnear_dev() {
    check("shared_scorer_dev", "eval/polnear_dev.jsonl", Some("eval/polnear_dev_speakers.jsonl"), 3);
}

#[test]
fn same_figures_on_seeds() {
    check("shared_scorer_seeds", "seeds/gold.jsonl", None, 3);
}
