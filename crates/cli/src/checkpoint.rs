//! [`Checkpoint`]: how far a run has come, so that `--resume` can go on.
//!
//! Beside the first output lies `FILE.partial.state`: how much of the input is
//! done, and how long each output was then. It is replaced as a whole, after
//! the rows it speaks of were written, so that after a kill at any moment the
//! outputs hold at least what it says. Going on cuts them to that length and
//! leaves out what is done. The input is read again up to there, which takes a
//! thousandth of the time that its analysis took. A copy of the first state
//! lies beside each other output, so that no other command takes its place.

mod finished;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use anyhow::{Context, anyhow};
use clap::ValueEnum as _;
use inquit_table::Unit;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::args::ExtractArgs;
use crate::input::Source;
use crate::input::seen::Survey;
use crate::output::partial::{self, partial};
use crate::output::plan::Plan;
use crate::pipeline::Totals;
use crate::progress::counted;

/// Time between two states. What was done since the last is done again.
const BETWEEN: Duration = Duration::from_millis(500);

/// What stands between the name of a file and when it was changed.
const CHANGED: &str = ", changed at ";

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct State {
    /// The flags that decide what is written, each with its value.
    pub(crate) flags: Vec<(String, String)>,
    /// Names, lengths and times of the sources, as a checksum.
    pub(crate) inputs: String,
    /// Documents, or what else stands for a line of the input, that are done.
    pub(crate) items: u64,
    /// Of each output.
    pub(crate) outputs: Vec<Written>,
    pub(crate) totals: Totals,
    pub(crate) failures: u64,
    pub(crate) warnings: u64,
    /// The fields of what was read.
    #[serde(default)]
    pub(crate) survey: Survey,
}

/// What was written of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    /// Whether a document is among it.
    pub(crate) begun: bool,
}

/// Where the state of a run is kept.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    /// The outputs. Beside the first lies the state, beside each other one
    /// the first state, which says that it is one of the run.
    outputs: Vec<PathBuf>,
    /// Whether the run begins anew though another like it was broken off.
    lost: bool,
    state: State,
    saved: Instant,
}

impl State {
    /// Whether the outputs still hold what it says. They do not if somebody
    /// removed one, or the run was broken off between giving two their names.
    fn fits(&self, outputs: &[PathBuf]) -> bool {
        let holds = |path: &Path, written: &Written| fs::metadata(partial(path)).is_ok_and(|data| data.len() >= written.bytes);
        self.outputs.len() == outputs.len() && outputs.iter().zip(&self.outputs).all(|(path, written)| holds(path, written))
    }
}

impl Checkpoint {
    /// The place for the state of a run, which is at its beginning or, if
    /// `args` ask for that, where the last run came to. For a run that keeps
    /// none, why: to go on, all that is read and written must be files, and
    /// the outputs such as can be cut.
    ///
    /// # Errors
    ///
    /// `--resume` where it is not possible, or not of the same run.
    pub(crate) fn new(args: &ExtractArgs, plan: &Plan, sources: &[Source]) -> anyhow::Result<Result<Checkpoint, String>> {
        let outputs = match outputs(args, plan, sources) {
            Ok(outputs) => outputs,
            Err(why) if args.run.resume => return Err(anyhow!("cannot --resume: {why}")),
            Err(why) => return Ok(Err(why)),
        };
        // A run that goes on is no one else's to take over, nor its state to be removed.
        for path in &outputs {
            partial::check_free(&partial(path)).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let begin = State { flags: flags(args, plan), inputs: inputs(sources), ..State::default() };
        let mut states = Vec::new();
        for path in &outputs {
            states.push(match load(&partial::state(path), &begin) {
                Ok(state) => state,
                // Of a run that came to its end.
                Err(_) if !partial(path).exists() => None,
                Err(why) if args.run.resume => return Err(anyhow!("cannot --resume: {why:#}")),
                Err(why) => return Err(anyhow!("{} is kept of a run that was broken off: {why:#}", partial(path).display())),
            });
        }
        let kept = outputs.iter().any(|path| partial(path).exists());
        let (any, all) = (states.iter().any(Option::is_some), states.iter().all(Option::is_some));
        let found = states.swap_remove(0);
        let whole = all && found.as_ref().is_some_and(|state| state.fits(&outputs));
        if let Some(state) = found.as_ref().filter(|_| kept && !args.run.resume) {
            let (documents, place) = (counted(state.totals.documents, "document"), partial::state(&outputs[0]));
            let remedy = if whole { remedy(&place) } else { partial::begin_anew(&place) };
            return Err(anyhow!("this run was broken off behind {documents}; {remedy}"));
        }
        let state = found.filter(|_| whole).unwrap_or(begin);
        if !whole {
            // Of an earlier run, of which nothing is left, or not all.
            forget(&outputs).context("cannot remove the state of an earlier run")?;
        }
        Ok(Ok(Checkpoint { outputs, lost: kept && any && !whole, state, saved: Instant::now() }))
    }

    /// Whether the run begins anew though another like it was broken off.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Where the run begins.
    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    /// The files that hold what is done, in words.
    pub(crate) fn kept(&self) -> String {
        let current = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let shown = |path: &PathBuf| path.strip_prefix(&current).unwrap_or(path).display().to_string();
        self.outputs.iter().map(|path| shown(&partial(path))).collect::<Vec<_>>().join(", ")
    }

    /// Whether it is time for a new state.
    pub(crate) fn is_due(&self) -> bool {
        self.saved.elapsed() >= BETWEEN
    }

    /// Keeps a state; flags and inputs stay.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub(crate) fn save(&mut self, state: State) -> io::Result<()> {
        self.state = State { flags: std::mem::take(&mut self.state.flags), inputs: std::mem::take(&mut self.state.inputs), ..state };
        let bytes = serde_json::to_vec(&self.state)?;
        let Some((first, others)) = self.outputs.split_first() else { return Ok(()) };
        // Where the state is, the marks are.
        others.iter().filter(|path| !partial::state(path).exists()).try_for_each(|path| partial::keep(path, &bytes))?;
        partial::keep(first, &bytes)?;
        self.saved = Instant::now();
        Ok(())
    }

    /// Takes the state away: the run is at its end, or begins anew.
    ///
    /// # Errors
    ///
    /// If it cannot be removed.
    pub(crate) fn remove(&self) -> io::Result<()> {
        forget(&self.outputs)
    }
}

/// The outputs, beside which states lie, or why there can be none.
fn outputs(args: &ExtractArgs, plan: &Plan, sources: &[Source]) -> Result<Vec<PathBuf>, String> {
    let mut outputs = Vec::new();
    for (path, encoder) in &plan.outputs {
        let Some(path) = path else { return Err("rows go to standard output; name a file with -o".to_owned()) };
        if path.exists() && !path.is_file() {
            return Err(format!("{} is no file", path.display()));
        }
        if !encoder.format.is_cut_anywhere() {
            return Err(format!("a file of {} is made in one go; write CSV, TSV, JSONL or predictions", encoder.format.name()));
        }
        // Whatever comes or goes there meanwhile.
        outputs.push(partial::resolved(path));
    }
    if args.run.sample.is_some() {
        return Err("a sample is chosen anew".to_owned());
    }
    if sources.iter().any(|source| source.path.is_none()) {
        return Err("standard input cannot be read again; name files".to_owned());
    }
    if args.input.save_text.is_some() {
        return Err("--save-text starts with the first document; drop it, or write the texts in a run of their own".to_owned());
    }
    Ok(outputs)
}

/// What to do about a run that was broken off and has its state at `path`: one
/// rule, whichever way it cannot go on.
fn remedy(path: &Path) -> String {
    format!("go on with the same flags and --resume, or {}", partial::begin_anew(path))
}

/// The state that lies at `path`, if one does and is of the same run as `begin`.
fn load(path: &Path, begin: &State) -> anyhow::Result<Option<State>> {
    let name = path.display();
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        // Nothing was begun, or it was broken off before the first state.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
    };
    let state: State = serde_json::from_slice(&bytes)
        .map_err(|_| anyhow!("{name} is not the state of a run of this version; to begin anew, remove it"))?;
    if state.flags != begin.flags {
        let differences = differences(&state.flags, &begin.flags);
        return Err(anyhow!("the run was begun with other flags: {differences}; {}", remedy(path)));
    }
    if state.inputs != begin.inputs {
        return Err(anyhow!("files of the input are others than they were, or have changed; {}", remedy(path)));
    }
    Ok(Some(state))
}

fn forget(outputs: &[PathBuf]) -> io::Result<()> {
    outputs.iter().rev().try_for_each(|path| partial::forget(path))
}

/// The flags that decide what is written, each with its value in words; no
/// words where it is not given.
fn flags(args: &ExtractArgs, plan: &Plan) -> Vec<(String, String)> {
    let listed = |names: &[String]| names.join(",");
    let switch = |on: bool| if on { "given" } else { "" }.to_owned();
    let named = |value: Option<clap::builder::PossibleValue>| value.map_or(String::new(), |value| value.get_name().to_owned());
    let outputs: Vec<String> = plan.outputs.iter().filter_map(|(path, _)| path.as_ref()).map(|path| path.display().to_string()).collect();
    let types: Vec<String> = args.selection.types().into_iter().map(|kind| inquit_table::type_name(kind).to_owned()).collect();
    let classes: Vec<String> = args.class.iter().map(|value| named(value.to_possible_value())).collect();
    let speakers: Vec<String> = args.selection.speaker.iter().map(|speaker| format!("{:?}", speaker.given)).collect();
    let formats: Vec<String> = plan.outputs.iter().map(|(_, encoder)| named(encoder.format.to_possible_value())).collect();
    let input = &args.input;
    let all = [
        ("version of inquit", env!("CARGO_PKG_VERSION").to_owned()),
        ("--output", listed(&outputs)),
        ("--format", listed(&formats)),
        ("--columns", listed(&args.outputs.columns)),
        ("--offsets", unit_name(plan.shape.unit).to_owned()),
        ("--context", plan.shape.context.map_or(String::new(), |words| words.to_string())),
        ("--spreadsheet", switch(args.outputs.spreadsheet)),
        ("--types", listed(&types)),
        ("--class", listed(&classes)),
        ("--min-confidence", args.selection.min_confidence.to_string()),
        ("--nested", switch(args.selection.nested)),
        ("--speaker", listed(&speakers)),
        ("--fast", switch(args.model.fast)),
        ("--model", args.model.model.as_deref().map_or(String::new(), dated)),
        ("--gazetteer", args.gazetteer.as_deref().map_or(String::new(), dated)),
        ("--input-format", named(input.input_format.to_possible_value())),
        ("--text-field", listed(&input.text_field)),
        ("--id-field", listed(&input.id_field)),
        ("--title-field", listed(&input.title_field)),
        ("--date-field", listed(&input.date_field)),
        ("--url-field", listed(&input.url_field)),
        ("--keep", listed(&input.keep)),
        ("--max-document-bytes", input.max_document_bytes.to_string()),
        ("--max-ratio", input.max_ratio.to_string()),
        ("--encoding", input.encoding.map_or(String::new(), |encoding| encoding.name().to_owned())),
    ];
    all.into_iter().map(|(flag, value)| (flag.to_owned(), value)).collect()
}

/// What differs between the flags of a run that was begun and of one that
/// goes on, in words.
fn differences(then: &[(String, String)], now: &[(String, String)]) -> String {
    let shown = |value: Option<&str>| match value {
        None | Some("") => "not given".to_owned(),
        Some(value) => value.to_owned(),
    };
    let value = |flags: &[(String, String)], flag: &str| flags.iter().find(|(name, _)| name == flag).map(|(_, value)| value.clone());
    let names = then.iter().chain(now.iter().filter(|(flag, _)| value(then, flag).is_none())).map(|(flag, _)| flag.as_str());
    let differs = |flag: &&str| value(then, flag) != value(now, flag);
    let line = |flag: &str| {
        let (then, now) = (value(then, flag), value(now, flag));
        // Behind a file stands when it was changed, which nobody typed.
        let file = |value: &Option<String>| value.as_deref().and_then(|value| value.rsplit_once(CHANGED)).map(|(file, _)| file.to_owned());
        match (file(&then), file(&now)) {
            (Some(then), Some(now)) if then == now => format!("{flag} is {now} as then, but the file has changed"),
            (old, new) => {
                let (then, now) = (old.or(then), new.or(now));
                format!("{flag} was {} and is {}", shown(then.as_deref()), shown(now.as_deref()))
            }
        }
    };
    names.filter(differs).map(line).collect::<Vec<_>>().join("; ")
}

/// A file by name, length and time of the last change.
fn dated(path: &Path) -> String {
    let data = fs::metadata(path).ok();
    let time = data.as_ref().and_then(|data| data.modified().ok()).and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let changed = time.unwrap_or_default();
    let bytes = data.map_or(0, |data| data.len());
    format!("{}{CHANGED}{}.{:09}, {bytes} bytes", path.display(), changed.as_secs(), changed.subsec_nanos())
}

/// A checksum of what there is to read.
fn inputs(sources: &[Source]) -> String {
    let mut all = Sha256::new();
    for source in sources {
        all.update(format!("{}\n{:?}\n{}\n", source.id, source.format, source.path.as_deref().map_or(String::new(), dated)));
    }
    all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A unit as `--offsets` has it.
fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "bytes",
        Unit::Chars => "chars",
        Unit::Utf16 => "utf16",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_differ_are_named() {
        let flags = |list: &[(&str, &str)]| list.iter().map(|(flag, value)| ((*flag).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
        let then = flags(&[
            ("--types", "direct"),
            ("--fast", "given"),
            ("--keep", "a"),
            ("--old", "1"),
            ("--model", "a, changed at 1.5, 2 bytes"),
        ]);
        let now = flags(&[
            ("--types", "direct,mixed"),
            ("--fast", ""),
            ("--keep", "a"),
            ("--new", "2"),
            ("--model", "a, changed at 3.0, 2 bytes"),
        ]);
        let expected = "--types was direct and is direct,mixed; --fast was given and is not given; --old was 1 and is not given; \
                        --model is a as then, but the file has changed; --new was not given and is 2";
        assert_eq!(differences(&then, &now), expected);
    }
}
