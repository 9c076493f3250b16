//! [`Progress`]: what standard error shows while the work goes on and after it.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::Note;
use crate::pipeline::Totals;
use crate::terminal;

/// The bar, the messages and the counts.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    started: Instant,
    totals: Totals,
    failures: u64,
    warnings: u64,
}

impl Progress {
    /// Starts the clock. `bytes` is how much there is to read, if known;
    /// `bar` whether a bar may be shown, which it is on a terminal only.
    pub(crate) fn new(bytes: Option<u64>, quiet: bool, bar: bool) -> Progress {
        let bar = if quiet || !bar || !io::stderr().is_terminal() { ProgressBar::hidden() } else { shown(bytes) };
        Progress { bar, quiet, started: Instant::now(), totals: Totals::default(), failures: 0, warnings: 0 }
    }

    /// Counts work as done.
    pub(crate) fn advance(&mut self, totals: Totals) {
        self.totals.add(totals);
        self.bar.set_position(self.totals.bytes);
        if !self.bar.is_hidden() {
            self.bar.set_message(self.totals.documents.to_string());
        }
    }

    /// Tells about one input.
    pub(crate) fn note(&mut self, note: &Note) {
        let (label, message) = match note {
            Note::Failure(message) => {
                self.failures += 1;
                ("error", message)
            }
            Note::Warning(message) => {
                self.warnings += 1;
                if self.quiet {
                    return;
                }
                ("warning", message)
            }
        };
        self.bar.suspend(|| terminal::complain(label, message));
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says in one line what was done.
    pub(crate) fn summarize(&self) {
        let Totals { documents, quotes, with_speaker, .. } = self.totals;
        let seconds = self.started.elapsed().as_secs_f64();
        let line = format!(
            "{}, {} ({with_speaker} with speaker) in {seconds:.1} s; {}, {}\n",
            counted(documents, "document"),
            counted(quotes, "quotation"),
            counted(self.warnings, "warning"),
            counted(self.failures, "failure"),
        );
        // Nobody is left to tell that standard error is gone.
        let _ = io::stderr().write_all(line.as_bytes());
    }

    /// Whether some input gave no rows because it could not be read.
    pub(crate) fn has_failures(&self) -> bool {
        self.failures > 0
    }
}

fn shown(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (ProgressBar::new(bytes), "{bar:30} {percent:>3} %  {msg} documents  {decimal_bytes_per_sec}  {eta} left"),
        None => (ProgressBar::no_length(), "{spinner} {msg} documents  {decimal_bytes}  {decimal_bytes_per_sec}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message("0");
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// `1 document`, `2 documents`.
fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_valid() {
        for bytes in [Some(10), None] {
            // An invalid template would leave the built-in one, which has no message.
            let bar = shown(bytes);
            bar.set_message("7");
            assert_eq!(bar.message(), "7");
            bar.finish_and_clear();
        }
    }

    #[test]
    fn numbers_and_nouns_agree() {
        assert_eq!(counted(0, "document"), "0 documents");
        assert_eq!(counted(1, "document"), "1 document");
        assert_eq!(counted(2, "document"), "2 documents");
    }
}
