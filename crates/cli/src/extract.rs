//! `inquit extract`: checks everything that can be checked, then runs the
//! [`crate::pipeline`].

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use anyhow::anyhow;
use inquit_quotes::Class;

use crate::args::ExtractArgs;
use crate::checkpoint::{Checkpoint, Written};
use crate::error::{EXIT_FAILED, Stop};
use crate::heard::Heard;
use crate::input::discover::discover;
use crate::input::written;
use crate::interrupt::Interrupt;
use crate::model;
use crate::output::plan::Plan;
use crate::output::{Format, Outputs};
use crate::pipeline::{self, Settings};
use crate::progress::{self, Progress};
use crate::selection::ClassArg;
use crate::{dry_run, gazetteer, terminal};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(args: &ExtractArgs, config: Option<&Path>) -> Result<ExitCode, Stop> {
    args.input.check().map_err(Stop::Usage)?;
    let besides = [&args.input.files_from, &args.gazetteer, &args.model.model].into_iter().flatten().map(PathBuf::as_path);
    written::check(args.outputs.files.iter().map(PathBuf::as_path), besides.chain(config)).map_err(Stop::Usage)?;
    let plan = Plan::new(&args.outputs, &args.input.keep).map_err(Stop::Usage)?;
    let own = args.outputs.files.iter().map(PathBuf::as_path);
    if args.run.dry_run {
        let found = discover(&args.paths, &args.input, own)?;
        let fields = args.input.wanted().map_err(Stop::Usage)?;
        let told = dry_run::describe(&found, &fields, &plan);
        io::stdout().write_all(terminal::lines(&told).as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
        return Ok(ExitCode::SUCCESS);
    }
    let settings = settings(args, &plan).map_err(Stop::Usage)?;
    let analyzer = model::analyzer(&args.model).map_err(Stop::Usage)?;
    let analyzer = match &args.gazetteer {
        Some(file) => analyzer.with_gazetteer(gazetteer::load(Some(file))?),
        None => analyzer,
    };
    let found = discover(&args.paths, &args.input, own)?;
    let (mut checkpoint, only_once) = match Checkpoint::new(args, &plan, &found.sources).map_err(Stop::Usage)? {
        Ok(checkpoint) => (Some(checkpoint), String::new()),
        Err(why) => (None, why),
    };
    if let Some(told) =
        checkpoint.as_ref().filter(|_| args.run.resume).and_then(|checkpoint| checkpoint.finished(args, &plan, &found.sources))
    {
        if !args.run.quiet {
            terminal::complain("note", &told);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let interrupt = Interrupt::listen();
    let begun: &[Written] = checkpoint.as_ref().map_or(&[], |checkpoint| &checkpoint.state().outputs);
    let mut outputs = Outputs::open(&plan, begun)?;
    let mut progress = Progress::new(found.bytes, args.run.talk(), !outputs.is_terminal());
    progress.pass_over(&found.other);
    if args.run.resume && !args.run.quiet && checkpoint.as_ref().is_some_and(Checkpoint::is_lost) {
        terminal::complain("note", "what a run kept is not all there any more: it begins anew");
    }
    match checkpoint.as_ref().map(Checkpoint::state).filter(|state| state.items > 0) {
        // Its notes are counted already.
        Some(state) => {
            progress.restore(state);
            if !args.run.quiet {
                terminal::complain("note", &format!("going on behind {}", progress::counted(state.totals.documents, "document")));
            }
        }
        None => found.notes.iter().for_each(|note| progress.note(note)),
    }
    progress.log(&format!("model: {}", model::name(&args.model)));
    progress.log(&progress::counted(settings.threads.get() as u64, "thread"));
    let result = pipeline::run(analyzer, found.sources, settings, &mut outputs, checkpoint.as_mut(), &interrupt, &mut progress);
    progress.clear();
    let finished = match result {
        Err(Stop::Interrupted(_)) => {
            let kept = checkpoint.filter(|checkpoint| checkpoint.state().items > 0);
            return Err(Stop::Interrupted(interrupted(kept, &only_once, outputs, &progress)));
        }
        // What there is stays for the next try.
        Err(stop) if args.run.resume => {
            outputs.keep();
            return Err(stop);
        }
        Err(stop) => Err(stop),
        // Dropped, the new files are removed.
        Ok(()) if progress.keeps(outputs.replaced()) => Ok(()),
        Ok(()) => outputs.finish(args.run.resume),
    };
    // With the files, if they are kept.
    if let Some(checkpoint) = checkpoint.as_ref().filter(|_| finished.is_ok() || !args.run.resume) {
        checkpoint.remove().map_err(|error| Stop::writing("the state of the run", error))?;
    }
    finished?;
    if progress.state().totals.quotes == 0 && !args.selection.speaker.is_empty() {
        let mut heard = Heard::new(&args.selection.speaker);
        progress.voices().iter().for_each(|(name, id)| heard.speaks(name, id.as_deref()));
        heard.tell(&mut progress);
    }
    if !args.run.quiet && (!args.outputs.files.is_empty() || io::stderr().is_terminal()) {
        progress.summarize();
    } else {
        progress.tell_passed_over();
    }
    Ok(match progress.has_failures() {
        true => ExitCode::from(EXIT_FAILED),
        false => ExitCode::SUCCESS,
    })
}

/// What is kept of a run that somebody ends, and how to go on.
fn interrupted(checkpoint: Option<Checkpoint>, only_once: &str, outputs: Outputs, progress: &Progress) -> String {
    let done = progress::counted(progress.state().totals.documents, "document");
    match checkpoint {
        Some(checkpoint) => {
            outputs.keep();
            format!("{done} done and kept in {}; the same command with --resume goes on behind them", checkpoint.kept())
        }
        // Dropped, an output removes what is not complete.
        None if only_once.is_empty() => format!("{done} done, nothing is kept; the same command begins anew"),
        None => format!("{done} done, nothing is kept to go on from, for {only_once}"),
    }
}

/// What the flags ask for, or why they do not fit together.
fn settings(args: &ExtractArgs, plan: &Plan) -> anyhow::Result<Settings> {
    let predictions = plan.has(Format::Predictions);
    let binding = args.outputs.is_typed("class");
    if predictions && binding && args.class.iter().any(|&class| class != ClassArg::All) {
        return Err(anyhow!("predictions hold all classes; drop --class"));
    }
    let default = if predictions { ClassArg::All.classes() } else { &[Class::Speech, Class::Thought] };
    let class = if predictions { &[][..] } else { &args.class };
    let mut selection = args.selection.selection(class, default);
    selection.inner |= predictions;
    Ok(Settings {
        encoders: plan.outputs.iter().map(|(_, encoder)| encoder.clone()).collect(),
        shape: plan.shape.clone(),
        selection,
        fields: args.input.fields()?,
        sample: args.run.sample,
        threads: args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command};
    use clap::Parser;
    use inquit_quotes::QuoteType;
    use inquit_table::Unit;

    /// Settings of a command line.
    fn check(flags: &str) -> anyhow::Result<Settings> {
        let words = ["inquit", "extract"].into_iter().chain(flags.split_whitespace());
        match Cli::try_parse_from(words)?.command {
            Command::Extract(args) => settings(&args, &Plan::new(&args.outputs, &[])?),
            _ => Err(anyhow!("another command")),
        }
    }

    #[test]
    fn selections() {
        let selection = |flags| check(flags).unwrap().selection;
        assert_eq!(selection("a").classes, [Class::Speech, Class::Thought]);
        assert_eq!(selection("a").types.len(), 3);
        assert_eq!(selection("a").min_confidence, 0.0);
        assert_eq!(selection("a --class act,speech").classes, [Class::Speech, Class::Act]);
        assert_eq!(selection("a --class all").classes.len(), 4);
        assert_eq!(selection("a --types mixed").types, [QuoteType::Mixed]);
        assert_eq!(selection("a --types mixed,direct,mixed").types, [QuoteType::Direct, QuoteType::Mixed]);
        for all in ["a --types all", "a --types direct,all", "a --types indirect,mixed,direct"] {
            assert_eq!(selection(all).types, selection("a").types, "{all}");
        }
        assert_eq!(selection("a --min-confidence 0.5").min_confidence, 0.5);
        assert_eq!(selection("a --format predictions").classes.len(), 4);
        assert!(!selection("a").inner && selection("a --nested").inner && selection("a --format predictions").inner);
    }

    #[test]
    fn flags_that_do_not_fit() {
        for flags in [
            "--threads 0",
            "--threads 5000",
            "--min-confidence 1.1",
            "--min-confidence nan",
            "--types spoken",
            "--format predictions --offsets bytes",
            "--format predictions --class speech",
            "--format jsonl --spreadsheet",
        ] {
            assert!(check(flags).is_err(), "{flags}");
        }
        assert!(check("--format predictions --offsets chars --class all").is_ok());
    }

    #[test]
    fn offsets_and_fields() {
        assert_eq!(check("a").unwrap().shape.unit, Unit::Chars);
        assert_eq!(check("a --offsets utf16").unwrap().shape.unit, Unit::Utf16);
        let fields = check("a --text-field body --id-field url").unwrap().fields;
        assert_eq!((fields.text[0].as_str(), fields.about[0][0].as_str()), ("body", "url"));
    }
}
