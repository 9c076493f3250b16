//! [`Progress`]: what standard error shows while the work goes on and after it.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::checkpoint::State;
use crate::error::Note;
use crate::input::seen::Survey;
use crate::pipeline::Totals;
use crate::{heard, terminal};

/// Whether progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Not at all
    Never,
    /// As a bar, if standard error is a terminal that shows no rows
    #[default]
    Auto,
    /// As a bar, or as a line now and then where there is no terminal
    Always,
}

/// How much is said on standard error.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Talk {
    /// No warnings and no summary.
    pub(crate) quiet: bool,
    /// What is read and with what, too.
    pub(crate) verbose: bool,
    pub(crate) show: Show,
}

/// Time between two lines of progress where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(5);
/// Files that are not read of which the summary has the names.
const NAMED: usize = 3;
/// Columns for the name of the file that is read.
const NAME_WIDTH: usize = 28;

/// The bar, the messages and the counts.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    talk: Talk,
    /// When the last line of progress was written; none are without it.
    lines: Option<Instant>,
    /// Bytes to read, if known.
    bytes: Option<u64>,
    started: Instant,
    totals: Totals,
    /// The file that was read last.
    current: String,
    failures: u64,
    warnings: u64,
    /// The fields of what was read.
    survey: Survey,
    /// Which files are not read, in words, if there are any.
    passed_over: Option<String>,
    /// Files that were there before and are replaced.
    replaced: Vec<String>,
    /// Names and ids of those who speak, where somebody was asked for.
    voices: BTreeSet<(String, Option<String>)>,
}

impl Progress {
    /// Starts the clock. `bytes` is how much there is to read, if known;
    /// `free` whether nothing but messages goes to the terminal.
    pub(crate) fn new(bytes: Option<u64>, talk: Talk, free: bool) -> Progress {
        let terminal = io::stderr().is_terminal();
        let wanted = match talk.show {
            Show::Never => false,
            Show::Auto => free && !talk.quiet,
            Show::Always => true,
        };
        let bar = if wanted && terminal { shown(bytes) } else { ProgressBar::hidden() };
        let started = Instant::now();
        let lines = (talk.show == Show::Always && !terminal).then_some(started);
        Progress {
            bar,
            talk,
            lines,
            bytes,
            started,
            totals: Totals::default(),
            current: String::new(),
            failures: 0,
            warnings: 0,
            survey: Survey::default(),
            passed_over: None,
            replaced: Vec::new(),
            voices: BTreeSet::new(),
        }
    }

    /// Counts work as done, the last of it in the file `current`.
    pub(crate) fn advance(&mut self, totals: Totals, current: &str) {
        self.totals.add(totals);
        self.reading(current);
        self.bar.set_position(self.totals.bytes);
        if !self.bar.is_hidden() {
            let name = terminal::shorten(&self.current, NAME_WIDTH);
            self.bar.set_message(format!("{}  {name}", counted(self.totals.documents, "document")));
        }
        if self.lines.is_some_and(|last| last.elapsed() >= BETWEEN_LINES) {
            self.lines = Some(Instant::now());
            let line = line(self.totals, self.bytes, self.started.elapsed().as_secs_f64(), &self.current);
            terminal::complain("progress", &line);
        }
    }

    /// Tells that the file `name` is read, once, if somebody wants to know.
    pub(crate) fn reading(&mut self, name: &str) {
        if self.current != name && !name.is_empty() {
            name.clone_into(&mut self.current);
            self.log(&format!("reading {name}"));
        }
    }

    /// Takes note of files that are not read for what they are: told in the
    /// summary, and each by itself if somebody wants to know.
    pub(crate) fn pass_over(&mut self, files: &[PathBuf]) {
        for file in files {
            self.log(&format!("{}: not read, for it is of no kind that is", file.display()));
        }
        self.passed_over = passed_over(files, self.talk.verbose);
    }

    /// Tells of the files that were not read, where no summary does.
    pub(crate) fn tell_passed_over(&self) {
        if let Some(told) = self.passed_over.as_ref().filter(|_| !self.talk.quiet) {
            terminal::complain("note", told);
        }
    }

    /// Whether nothing was read, be it that all failed or that there was nothing,
    /// so that the files `replaced`, if there are any, had better stay; tells it
    /// then, which is a failure, and takes note of them for the summary else.
    pub(crate) fn keeps(&mut self, replaced: Vec<String>) -> bool {
        let kept = self.totals.documents == self.totals.blank && !replaced.is_empty();
        if kept {
            let why = if self.failures > 0 { "no document could be read" } else { "there was no document with any words to read" };
            self.failures = self.failures.max(1);
            let what = if let [one] = replaced.as_slice() {
                format!("{one} stays as it was")
            } else {
                format!("{} stay as they were", replaced.join(", "))
            };
            self.bar.suspend(|| terminal::complain("error", &format!("{why}; {what}")));
        } else {
            self.replaced = replaced;
        }
        kept
    }

    /// Remembers who speaks, as many as [`heard`] does.
    pub(crate) fn hear(&mut self, voices: Vec<(String, Option<String>)>) {
        for voice in voices {
            if self.voices.len() < heard::NAMES {
                self.voices.insert(voice);
            }
        }
    }

    /// Takes away those who were heard.
    pub(crate) fn voices(&mut self) -> BTreeSet<(String, Option<String>)> {
        std::mem::take(&mut self.voices)
    }

    /// What has been done so far; the rest of the state is not known here.
    pub(crate) fn state(&self) -> State {
        State { totals: self.totals, failures: self.failures, warnings: self.warnings, survey: self.survey.clone(), ..State::default() }
    }

    /// Takes over what a run had done that was broken off. Its bytes are read
    /// again.
    pub(crate) fn restore(&mut self, state: &State) {
        self.totals.add(Totals { bytes: 0, ..state.totals });
        self.failures += state.failures;
        self.warnings += state.warnings;
        self.survey = state.survey.clone();
    }

    /// Tells what is done, if somebody wants to know.
    pub(crate) fn log(&self, message: &str) {
        if self.talk.verbose {
            self.bar.suspend(|| terminal::complain("note", message));
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
                if self.talk.quiet {
                    return;
                }
                ("warning", message)
            }
            Note::More(message, count) => {
                self.failures += count;
                ("error", message)
            }
            Note::Told(message) => return self.log(message),
            Note::Seen(seen) => {
                let notes = self.survey.add(seen);
                return notes.iter().for_each(|note| self.note(note));
            }
        };
        self.bar.suspend(|| terminal::complain(label, message));
    }

    /// Tells what can be told only when everything is read.
    pub(crate) fn end(&mut self) {
        let notes = self.survey.end();
        notes.iter().for_each(|note| self.note(note));
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says in one line what was done.
    pub(crate) fn summarize(&self) {
        let Totals { documents, quotes, with_speaker, .. } = self.totals;
        let unknown = quotes - with_speaker;
        let seconds = self.started.elapsed().as_secs_f64();
        let replaced = match self.replaced.as_slice() {
            [] => String::new(),
            names => format!("; replaced {}", names.join(", ")),
        };
        let line = format!(
            "{}, {} ({unknown} of unknown speaker) in {seconds:.1} s; {}, {}{replaced}\n",
            counted(documents, "document"),
            counted(quotes, "quotation"),
            counted(self.warnings, "warning"),
            counted(self.failures, "failure"),
        );
        // Nobody is left to tell that standard error is gone.
        let _ = io::stderr().write_all(terminal::lines(&line).as_bytes());
        self.tell_passed_over();
    }

    /// Whether some input gave no rows because it could not be read.
    pub(crate) fn has_failures(&self) -> bool {
        self.failures > 0
    }
}

fn shown(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (ProgressBar::new(bytes), "{bar:20} {percent:>3} %  {decimal_bytes_per_sec}  {eta} left  {msg}"),
        None => (ProgressBar::no_length(), "{spinner} {decimal_bytes}  {decimal_bytes_per_sec}  {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Names the first files that are not read, and how many there are.
fn passed_over(files: &[PathBuf], all_told: bool) -> Option<String> {
    let names: Vec<String> = files.iter().take(NAMED).map(|file| file.display().to_string()).collect();
    let more = files.len() - names.len();
    let rest = match more {
        0 => String::new(),
        more if all_told => format!(" and {more} more"),
        more => format!(" and {more} more (`inquit extract -v` names all)"),
    };
    let kinds = if files.len() == 1 { "a kind that is" } else { "kinds that are" };
    let count = counted(files.len() as u64, "file");
    (!files.is_empty()).then(|| format!("{count} of {kinds} not read: {}{rest}", names.join(", ")))
}

/// How far the work is, in words.
fn line(totals: Totals, bytes: Option<u64>, seconds: f64, current: &str) -> String {
    let read = totals.bytes as f64 / 1e6;
    let rate = read / seconds.max(1e-3);
    let documents = counted(totals.documents, "document");
    let far = match bytes.filter(|&bytes| bytes > 0) {
        Some(bytes) => {
            let all = bytes as f64 / 1e6;
            let left = (all - read).max(0.0) / rate.max(1e-6);
            format!("{:.0} %, {read:.1} of {all:.1} MB, {rate:.1} MB/s, {left:.0} s left", 100.0 * read / all)
        }
        None => format!("{read:.1} MB, {rate:.1} MB/s"),
    };
    format!("{far}, {documents}, in {current}")
}

/// `1 document`, `2 documents`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
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
    fn lines_say_how_far_the_work_is() {
        let totals = Totals { documents: 3, bytes: 2_000_000, ..Totals::default() };
        assert_eq!(line(totals, Some(8_000_000), 4.0, "a.txt"), "25 %, 2.0 of 8.0 MB, 0.5 MB/s, 12 s left, 3 documents, in a.txt");
        assert_eq!(line(totals, None, 4.0, "-"), "2.0 MB, 0.5 MB/s, 3 documents, in -");
        assert!(line(Totals::default(), Some(0), 0.0, "").starts_with("0.0 MB"));
    }

    #[test]
    fn numbers_and_nouns_agree() {
        assert_eq!(counted(0, "document"), "0 documents");
        assert_eq!(counted(1, "document"), "1 document");
        assert_eq!(counted(2, "document"), "2 documents");
    }
}
