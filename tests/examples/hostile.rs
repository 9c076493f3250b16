//! What texts made to be slow cost, beside news: `hostile [BYTES] [SHAPE]`.
//!
//! For each shape, in full and with the tagger off: seconds a megabyte, how
//! many times that of news, and how many times the time of half the text.
//! Ends with exit code 1 if one of the two ratios is above [`DEAREST`] or
//! [`STEEPEST`]. Memory is that of the program, mimalloc's; the system's returns
//! large pieces each time.
//!
//! A busy machine reads the same text in 0.36 or in 0.54 seconds, a second or
//! two at a time, and a half falls into a good moment where the whole does not.
//! So half the text is read twice in a row, as long as the whole takes, in turns
//! with it; of each the least time counts. A figure that is too high after three
//! turns is judged by fifteen, whatever they show on the way.

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
/// Turns that each shape gets.
const TURNS: usize = 3;
/// Turns that one gets whose figure is too high after those.
const MORE_TURNS: usize = 15;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the two lengths of a shape cost.
struct Cost {
    /// Seconds for a byte of the whole over those for a byte of news.
    dear: f64,
    /// Time of the whole over that of half of it; 0 where that is too short.
    steep: f64,
}

impl Cost {
    /// From the least times of the half read twice and of the whole, in seconds, the bytes of the whole and the seconds
    /// for a byte of news.
    fn new(twice: f64, whole: f64, bytes: usize, usual: f64) -> Self {
        let half = twice / 2.0;
        let steep = if half < SHORT { 0.0 } else { whole / half };
        Self { dear: whole / bytes as f64 / usual, steep }
    }

    fn too_high(&self) -> bool {
        self.dear > DEAREST || self.steep > STEEPEST
    }
}

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
        let time = |text: &str, times: usize| {
            let start = Instant::now();
            for _ in 0..times {
                std::hint::black_box(analyzer.analyze(text));
            }
            start.elapsed().as_secs_f64()
        };
        let usual = (0..TURNS).map(|_| time(&news, 1)).fold(f64::INFINITY, f64::min) / news.len() as f64;
        say(&format!("{mode:4} {:36} {:9.3} s/MB", "news", usual * 1e6));
        for (half, whole) in hostile::shapes(bytes / 2).into_iter().zip(hostile::shapes(bytes)) {
            if only.as_ref().is_some_and(|only| only != whole.name) {
                continue;
            }
            let (mut twice, mut once) = (f64::INFINITY, f64::INFINITY);
            let mut turns = |count: usize| {
                for _ in 0..count {
                    twice = twice.min(time(&half.text, 2));
                    once = once.min(time(&whole.text, 1));
                }
                Cost::new(twice, once, whole.text.len(), usual)
            };
            let mut cost = turns(TURNS);
            if cost.too_high() {
                cost = turns(MORE_TURNS - TURNS);
            }
            worst = (worst.0.max(cost.dear), worst.1.max(cost.steep));
            let mark = if cost.too_high() { " <" } else { "" };
            let Cost { dear, steep } = cost;
            say(&format!("{mode:4} {:36} {:9.3} s/MB {dear:6.2} times news, {steep:5.2} times half{mark}", whole.name, dear * usual * 1e6));
        }
    }
    say(&format!("worst: {:.2} times news (at most {DEAREST}), {:.2} times half (at most {STEEPEST})", worst.0, worst.1));
    if worst.0 > DEAREST || worst.1 > STEEPEST { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
