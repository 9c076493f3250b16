//! Scores on the annotated news outside the project hold their floors.

use inquit_quotes::Analyzer;
use inquit_tests::annotation::Prediction;
use inquit_tests::score::Scorer;
use inquit_tests::{floors, predictions, say, shared};

fn check(set: &str, analyzer: &Analyzer, gold: &str, speakers: Option<&str>) {
    let Some(folder) = shared::folder_or_skip(set) else { return };
    let speakers = speakers.map(|file| folder.join(file));
    let documents = shared::load(&folder.join(gold), speakers.as_deref()).unwrap_or_else(|error| panic!("{error}"));
    assert!(!documents.is_empty(), "{gold} is empty");
    let mut scorer = Scorer::default();
    for document in documents {
        let mut found = predictions(&document.text, &analyzer.analyze(&document.text));
        // As the shared scorer does, whatever the analysis says.
        found.iter_mut().for_each(|prediction: &mut Prediction| prediction.quote_type = None);
        scorer.add(&document.text, &document.attributions, &found);
    }
    let scores = scorer.scores();
    say(&inquit_tests::score::table(set, &scores));
    let missed = floors::missed(set, &floors::figures(&scores));
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn polnear_dev_holds_its_floors() {
    check("polnear_dev", &Analyzer::english(), "eval/polnear_dev.jsonl", Some("eval/polnear_dev_speakers.jsonl"));
}

/// The same as `--fast` reads it.
#[test]
fn polnear_dev_holds_its_floors_without_the_tagger() {
    check("polnear_fast", &Analyzer::english_plain(), "eval/polnear_dev.jsonl", Some("eval/polnear_dev_speakers.jsonl"));
}

#[test]
fn seeds_hold_their_floors() {
    check("seeds", &Analyzer::english(), "seeds/gold.jsonl", None);
}
