//! `inquit gazetteer import-wikidata`: a dump into a table, with checkpoints.
//!
//! Rows go to `FILE.partial`. From time to time they are flushed, and
//! `FILE.partial.state` notes how far the dump was read and how long the table
//! was then; `--resume` cuts the table to that length and goes on.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use inquit_gazetteer::{EntityKind, ImportCounts, WikidataImport};
use serde::{Deserialize, Serialize};

use super::args::ImportArgs;
use super::dump::{self, Dump};
use crate::error::Stop;
use crate::input::written;
use crate::output::extension;
use crate::output::partial;

/// Lines of the dump between two checkpoints.
const CHECKPOINT: u64 = 100_000;

/// The usual classes of organizations. Subclasses are not followed, so each
/// frequent one stands here: organization, international organization, party,
/// company, business, enterprise, public company, non-profit, NGO, ministry,
/// agency, central bank, newspaper, daily, news agency, university, public
/// university, armed organization, parliament, legislature, supreme court,
/// think tank.
const ORGANIZATIONS: [&str; 22] = [
    "Q43229",
    "Q484652",
    "Q7278",
    "Q783794",
    "Q4830453",
    "Q6881511",
    "Q891723",
    "Q163740",
    "Q79913",
    "Q192350",
    "Q327333",
    "Q66344",
    "Q11032",
    "Q1110794",
    "Q192283",
    "Q3918",
    "Q875538",
    "Q17149090",
    "Q35749",
    "Q11204",
    "Q190752",
    "Q155271",
];

/// How far an import has come.
#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
struct State {
    /// The flags that decide what is taken.
    flags: String,
    /// Lines of the dump that are done.
    lines: u64,
    /// Length of the table then.
    table_bytes: u64,
    written: u64,
    filtered: u64,
    nameless: u64,
    unusable: u64,
}

impl State {
    /// This, and what was done since.
    fn after(&self, counts: ImportCounts, table_bytes: u64) -> State {
        State {
            flags: self.flags.clone(),
            lines: counts.lines,
            table_bytes,
            written: self.written + counts.written,
            filtered: self.filtered + counts.filtered,
            nameless: self.nameless + counts.nameless,
            unusable: self.unusable + counts.unusable,
        }
    }
}

/// The files of an import.
struct Files {
    table: PathBuf,
    partial: PathBuf,
    state: PathBuf,
}

impl Files {
    fn of(table: &Path) -> Files {
        let table = partial::resolved(table);
        Files { partial: partial::partial(&table), state: partial::state(&table), table }
    }

    /// The table to go on with, and what it holds.
    fn open(&self, args: &ImportArgs) -> anyhow::Result<(File, State)> {
        let flags = flags(args);
        let partial = self.partial.display();
        if !args.resume {
            let file = partial::open(&self.table, false).with_context(|| format!("cannot write {}", self.table.display()))?;
            file.set_len(0)?;
            return Ok((file, State { flags, ..State::default() }));
        }
        partial::check_free(&self.partial).with_context(|| format!("cannot write {}", self.table.display()))?;
        let none = || format!("nothing to go on with: {} cannot be read; start without --resume", self.state.display());
        let state: State = serde_json::from_slice(&fs::read(&self.state).with_context(none)?).with_context(none)?;
        if state.flags != flags {
            return Err(anyhow!(
                "{partial} was begun with another dump or other flags: {}; give the same, or begin anew: remove {}",
                state.flags,
                self.state.display()
            ));
        }
        let mut file = partial::open(&self.table, true).with_context(|| format!("cannot go on with {}", self.table.display()))?;
        if file.metadata()?.len() < state.table_bytes {
            return Err(anyhow!("{partial} is shorter than its checkpoint says; begin anew: remove {}", self.state.display()));
        }
        file.set_len(state.table_bytes)?;
        file.seek(SeekFrom::End(0))?;
        Ok((file, state))
    }

    fn save(&self, state: &State) -> io::Result<()> {
        partial::keep(&self.table, &serde_json::to_vec(state)?)
    }
}

/// What decides what is taken, in words: the name of the dump and the flags.
fn flags(args: &ImportArgs) -> String {
    // Rows of two dumps are no table; one that was mended keeps its name.
    let mut flags = vec![args.dump.file_name().unwrap_or(args.dump.as_os_str()).display().to_string()];
    flags.push(format!("--least-sitelinks {}", args.least_sitelinks));
    flags.extend(args.classes.iter().map(|(id, kind)| format!("--class {id}={kind}")));
    flags.extend(args.born_after.iter().map(|day| format!("--born-after {day}")));
    flags.extend(args.died_after.iter().map(|day| format!("--died-after {day}")));
    let switches = [("--organizations", args.organizations), ("--no-people", args.no_people), ("--offices", args.offices)];
    flags.extend(switches.into_iter().filter(|(_, on)| *on).map(|(flag, _)| flag.to_owned()));
    flags.join(" ")
}

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if the dump cannot be read to its end or the table not be written.
pub(super) fn run(args: &ImportArgs) -> Result<ExitCode, Stop> {
    let name = args.dump.display().to_string();
    if args.offices && args.dump == Path::new("-") {
        return Err(Stop::Usage(anyhow!("--offices reads the dump twice; give a file instead of standard input")));
    }
    extension::check(&args.output, "the table (TSV)", &["tsv"]).map_err(Stop::Usage)?;
    written::check([args.output.as_path()], [args.dump.as_path()]).map_err(Stop::Usage)?;
    if args.output.exists() && !args.output.is_file() {
        return Err(Stop::Usage(anyhow!("cannot write {}: it is no file; name one", args.output.display())));
    }
    let open = || dump::open(&args.dump).with_context(|| format!("cannot read {name}")).map_err(Stop::Usage);
    let mut import = import(args);
    // The table is opened late, so that a dump that cannot be read leaves no file.
    let (first, files) = (open()?, Files::of(&args.output));
    let (table, state) = files.open(args).map_err(Stop::Usage)?;
    if args.offices {
        let bar = bar(args.quiet, &first, "offices");
        let read = std::sync::Arc::clone(&first.read);
        let named = import.read_labels(&name, first.text, |counts| advance(&bar, &read, counts));
        bar.finish_and_clear();
        named.map_err(|error| Stop::Failed(anyhow!("{error}; this was the first pass, for the names of offices: nothing was written")))?;
        rows(args, &import, &name, open()?, &files, table, state)
    } else {
        rows(args, &import, &name, first, &files, table, state)
    }
}

/// What the flags ask for.
fn import(args: &ImportArgs) -> WikidataImport {
    let mut import = WikidataImport::new();
    import.least_sitelinks(args.least_sitelinks);
    if args.no_people {
        import.no_people();
    }
    if args.organizations {
        for id in ORGANIZATIONS {
            import.class(id, EntityKind::Organization);
        }
    }
    for (id, kind) in &args.classes {
        import.class(id, *kind);
    }
    if let Some(day) = &args.born_after {
        import.born_after(day);
    }
    if let Some(day) = &args.died_after {
        import.died_after(day);
    }
    import
}

/// Reads the dump and writes the table.
fn rows(
    args: &ImportArgs,
    import: &WikidataImport,
    name: &str,
    dump: Dump,
    files: &Files,
    table: File,
    begun: State,
) -> Result<ExitCode, Stop> {
    let mut import = import.clone();
    import.skip_lines(begun.lines);
    let bar = bar(args.quiet, &dump, "entities");
    let writer = RefCell::new(Counting { inner: BufWriter::new(table), bytes: begun.table_bytes });
    let reached = RefCell::new((ImportCounts::default(), begun.table_bytes));
    let save = || -> io::Result<()> {
        let (counts, bytes) = *reached.borrow();
        writer.borrow_mut().inner.flush()?;
        if counts.lines >= begun.lines { files.save(&begun.after(counts, bytes)) } else { Ok(()) }
    };
    let read = std::sync::Arc::clone(&dump.read);
    let mut failed = None;
    let result = import.run(name, dump.text, Shared(&writer), |counts| {
        *reached.borrow_mut() = (counts, writer.borrow().bytes);
        if counts.lines.is_multiple_of(CHECKPOINT) {
            failed = save().err().or(failed.take());
        }
        advance(&bar, &read, counts);
    });
    bar.finish_and_clear();
    let saved = save();
    let counts = result.map_err(|error| {
        let partial = files.partial.display();
        Stop::Failed(anyhow!("{error}; the rows up to there are in {partial}: mend the dump and go on with --resume"))
    })?;
    let io = |error| Stop::writing(&files.partial.display().to_string(), error);
    failed.map_or(Ok(()), Err).and(saved).map_err(io)?;
    writer.into_inner().inner.into_inner().map_err(|error| io(error.into_error()))?.sync_all().map_err(io)?;
    fs::rename(&files.partial, &files.table).and_then(|()| fs::remove_file(&files.state)).map_err(io)?;
    if !args.quiet {
        summarize(&begun.after(counts, 0), args);
    }
    Ok(ExitCode::SUCCESS)
}

fn summarize(state: &State, args: &ImportArgs) {
    let line = format!(
        "{} rows in {}, from {} lines; skipped: {} of other classes or below a limit, {} without an English name, {} whose names cannot be matched\n",
        state.written,
        args.output.display(),
        state.lines,
        state.filtered,
        state.nameless,
        state.unusable
    );
    // Nobody is left to tell that standard error is gone.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Shown on a terminal only.
fn bar(quiet: bool, dump: &Dump, what: &str) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match dump.length {
        Some(length) => (ProgressBar::new(length), "{bar:30} {percent:>3} %  {msg}  {decimal_bytes_per_sec}  {eta} left"),
        None => (ProgressBar::no_length(), "{spinner} {msg}  {decimal_bytes}  {decimal_bytes_per_sec}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn advance(bar: &ProgressBar, read: &std::sync::atomic::AtomicU64, counts: ImportCounts) {
    if counts.lines.is_multiple_of(1_000) && !bar.is_hidden() {
        bar.set_position(read.load(Ordering::Relaxed));
        bar.set_message(format!("{} lines, {} rows", counts.lines, counts.written));
    }
}

/// Knows how much was written.
struct Counting {
    inner: BufWriter<File>,
    bytes: u64,
}

/// The writer, shared with the checkpoints.
struct Shared<'w>(&'w RefCell<Counting>);

impl Write for Shared<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut writer = self.0.borrow_mut();
        let count = writer.inner.write(bytes)?;
        writer.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().inner.flush()
    }
}
