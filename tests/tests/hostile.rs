//! Texts made to be slow or to break something: nothing panics, what is found
//! lies in the text, and no shape costs much more than news does.
//!
//! `cargo run --release -p inquit-tests --example hostile` measures the same
//! shapes in any length and holds them to five times the time of news;
//! the bounds here leave room for a machine that does other things as well.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use inquit_quotes::Analyzer;
use inquit_tests::gold;
use inquit_tests::hostile::{Shape, shapes};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::english);

/// Bytes of a short text; a long one has twice as many.
const SHORT: usize = 50_000;
/// A byte of a hostile text costs at most so many bytes of news.
const DEAREST: f64 = 10.0;
/// Twice the text costs at most so many times as much.
const STEEPEST: f64 = 3.0;
/// What chance may add to any time.
const CHANCE: Duration = Duration::from_millis(120);

fn seconds(text: &str) -> Duration {
    let start = Instant::now();
    let analysis = ANALYZER.analyze(text);
    let taken = start.elapsed();
    for quote in &analysis.quotes {
        for span in
            quote.content.iter().chain(quote.cue.iter().map(|cue| &cue.span)).chain(quote.mention.iter().map(|mention| &mention.span))
        {
            assert!(text.get(span.start()..span.end()).is_some_and(|words| !words.is_empty()), "{span:?} of {} bytes", text.len());
        }
    }
    taken
}

/// The articles of the gold corpus, one after another, until there are enough bytes.
fn news(bytes: usize) -> String {
    let files = gold::files().unwrap_or_else(|error| panic!("{error}"));
    let articles: Vec<String> = files.iter().filter_map(|file| Some(gold::load(file).ok()?.text)).collect();
    let mut text = String::new();
    for article in articles.iter().cycle() {
        text += article;
        text.push('\n');
        if text.len() > bytes {
            break;
        }
    }
    text
}

#[test]
fn no_shape_is_much_dearer_than_news() {
    let news = news(2 * SHORT);
    let usual = seconds(&news).min(seconds(&news)).as_secs_f64() / news.len() as f64;
    let mut wrong = Vec::new();
    for (short, long) in shapes(SHORT).into_iter().zip(shapes(2 * SHORT)) {
        let Shape { name, text } = long;
        let bound = Duration::from_secs_f64(usual * DEAREST * text.len() as f64) + CHANCE;
        // the least of several times is the one that chance added least to
        let (mut first, mut second) = (seconds(&short.text), seconds(&text));
        for _ in 0..2 {
            if second <= bound && second <= first.mul_f64(STEEPEST) + CHANCE {
                break;
            }
            first = first.min(seconds(&short.text));
            second = second.min(seconds(&text));
        }
        if second > bound || second > first.mul_f64(STEEPEST) + CHANCE {
            wrong.push(format!("{name}: {first:?}, twice as long {second:?}, at most {bound:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
