//! What texts made to be slow cost, beside news: `hostile [BYTES] [SHAPE]`.
//!
//! For each shape, in full and with the tagger off: seconds a megabyte, how
//! many times that of news, and how many times the time of half the text.
//! Ends with exit code 1 if a figure is above those of the README.

use std::process::ExitCode;
use std::time::Instant;

use inquit_quotes::Analyzer;
use inquit_tests::{gold, hostile, say};

/// Seconds a megabyte over those of news, at most.
const DEAREST: f64 = 5.0;
/// Time of a text over that of half of it, at most.
const STEEPEST: f64 = 2.2;
/// Less than this is too short to be compared, in seconds.
const SHORT: f64 = 0.02;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let bytes: usize = arguments.next().and_then(|bytes| bytes.parse().ok()).unwrap_or(1_000_000);
    let only = arguments.next();
    let files = gold::files().unwrap_or_default();
    let articles: String = files.iter().filter_map(|file| Some(gold::load(file).ok()?.text + "\n")).collect();
    let news: String = articles.repeat(bytes / articles.len() + 1);
    let analyzers = [("full", Analyzer::english()), ("fast", Analyzer::english().without_tagger())];
    let mut worst = (0.0_f64, 0.0_f64);
    for (mode, analyzer) in &analyzers {
        let once = |text: &str| {
            let start = Instant::now();
            std::hint::black_box(analyzer.analyze(text));
            start.elapsed().as_secs_f64()
        };
        // the least of three is the one that other work disturbed least
        let time = |text: &str| (0..3).map(|_| once(text)).fold(f64::INFINITY, f64::min);
        let usual = time(&news) / news.len() as f64;
        say(&format!("{mode:4} {:36} {:9.3} s/MB", "news", usual * 1e6));
        for (half, whole) in hostile::shapes(bytes / 2).into_iter().zip(hostile::shapes(bytes)) {
            if only.as_ref().is_some_and(|only| only != whole.name) {
                continue;
            }
            let (first, second) = (time(&half.text), time(&whole.text));
            let dear = second / whole.text.len() as f64 / usual;
            let steep = if first < SHORT { 0.0 } else { second / first };
            worst = (worst.0.max(dear), worst.1.max(steep));
            let mark = if dear > DEAREST || steep > STEEPEST { " <" } else { "" };
            say(&format!("{mode:4} {:36} {:9.3} s/MB {dear:6.2} times news, {steep:5.2} times half{mark}", whole.name, dear * usual * 1e6));
        }
    }
    say(&format!("worst: {:.2} times news (at most {DEAREST}), {:.2} times half (at most {STEEPEST})", worst.0, worst.1));
    if worst.0 > DEAREST || worst.1 > STEEPEST { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
