//! What analysis costs beside a yardstick, a machine's speed left out.
//!
//! Times of one machine say nothing on another, ratios of two times do. The
//! yardstick hashes every word of the same texts with the standard library,
//! many times over, whatever becomes of our own code. `speed.tsv` holds the
//! ratios at which this fails; builds for tests are slower than releases, and
//! in about the same ratio everywhere.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::hint::black_box;
use std::time::{Duration, Instant};

use inquit_quotes::Analyzer;
use inquit_tests::{gold, say, tests_folder};

/// How often the yardstick reads the texts.
const READINGS: usize = 20;
/// Rounds, of which the median counts: other tests run beside this one.
const ROUNDS: usize = 7;

fn texts() -> Vec<String> {
    let files = gold::files().unwrap_or_else(|error| panic!("{error}"));
    let texts = files.iter().map(|file| gold::load(file).unwrap_or_else(|error| panic!("{error}")).text);
    texts.collect()
}

fn yardstick(texts: &[String]) -> Duration {
    let started = Instant::now();
    for _ in 0..READINGS {
        for word in texts.iter().flat_map(|text| black_box(text).split_ascii_whitespace()) {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            black_box(hasher.finish());
        }
    }
    started.elapsed()
}

fn analysis(analyzer: &Analyzer, texts: &[String]) -> Duration {
    let started = Instant::now();
    for text in texts {
        black_box(analyzer.analyze(black_box(text)));
    }
    started.elapsed()
}

fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

/// Rows *what, ratio* of `speed.tsv`.
fn ceilings() -> BTreeMap<String, f64> {
    let path = tests_folder().join("speed.tsv");
    let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let (what, ratio) = line.split_once('\t').unwrap_or_else(|| panic!("{}: no ratio in {line:?}", path.display()));
        (what.to_owned(), ratio.parse().unwrap_or_else(|error| panic!("{}: {ratio:?}: {error}", path.display())))
    };
    rows.map(row).collect()
}

#[test]
fn analysis_is_no_slower_beside_the_yardstick_than_it_was() {
    let texts = texts();
    let doubled: Vec<String> = texts.iter().map(|text| format!("{text}\n\n{text}")).collect();
    let (default, fast) = (Analyzer::english(), Analyzer::english_plain());
    let mut ratios: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    // once before, so that nothing is read for the first time
    analysis(&default, &texts);
    analysis(&fast, &texts);
    for _ in 0..ROUNDS {
        let unit = yardstick(&texts).as_secs_f64();
        let once = analysis(&default, &texts).as_secs_f64();
        let twice = analysis(&default, &doubled).as_secs_f64();
        let plain = analysis(&fast, &texts).as_secs_f64();
        for (what, ratio) in [("default", once / unit), ("fast", plain / unit), ("twice the text", twice / once)] {
            ratios.entry(what).or_default().push(ratio);
        }
    }
    let ceilings = ceilings();
    let found: Vec<(&str, f64)> = ratios.into_iter().map(|(what, ratios)| (what, median(ratios))).collect();
    for (what, ratio) in &found {
        say(&format!("speed: {what} {ratio:.2} of {:.2}", ceilings[*what]));
    }
    for (what, ratio) in &found {
        assert!(*ratio <= ceilings[*what], "{what}: {ratio:.2} times the yardstick, above the {:.2} of tests/speed.tsv", ceilings[*what]);
    }
    assert_eq!(found.len(), ceilings.len(), "a row of tests/speed.tsv is measured by nobody");
}
