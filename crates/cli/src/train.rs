//! `inquit train`: annotated documents in, a model file out.

use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use inquit_eval::documents::{Document, load_all};
use inquit_eval::training::{self, Settings, Step, Table, Workers};
use inquit_quotes::Analyzer;
use inquit_quotes::train::TaggerSettings;
use rayon::prelude::*;

use crate::args::TrainArgs;
use crate::error::Stop;
use crate::input::written;
use crate::output::extension;
use crate::output::target::Target;
use crate::terminal;

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if the documents cannot be read or are too few, or the model not
/// be written.
pub(crate) fn run(args: &TrainArgs) -> Result<ExitCode, Stop> {
    extension::check(&args.output, "the model", &[]).map_err(Stop::Usage)?;
    written::check([args.output.as_path()], args.gold.iter().map(PathBuf::as_path)).map_err(Stop::Usage)?;
    let documents =
        load_all(&args.gold).context("cannot use the annotated documents, whose form `inquit eval --help` shows").map_err(Stop::Usage)?;
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build();
    let pool = pool.context("cannot start the threads").map_err(Stop::Failed)?;
    let settings = Settings { folds: usize::from(args.folds), tagger: TaggerSettings { seed: args.seed, ..TaggerSettings::default() } };
    training::check(&documents, settings.folds).map_err(|error| Stop::Usage(anyhow!("{}: {error}", names(args))))?;
    // Before the work, so that a folder that cannot be written to wastes no time.
    let mut target = Target::open(Some(&args.output))?;
    if target.is_terminal() {
        return Err(Stop::Usage(anyhow!("a model is no text to show; name a file with -o")));
    }
    let teller = Teller { started: Instant::now(), quiet: args.quiet };
    teller.tell(&opening(&documents, settings.folds));
    let progress = |step: Step| teller.tell(&line(&step, settings.folds));
    let model = pool.install(|| training::train(&documents, &Analyzer::english_plain(), &settings, &Threads, &progress));
    let model = model.map_err(|error| Stop::Failed(anyhow!("{}: {error}", names(args))))?;
    let bytes = model.to_bytes();
    target.write(&bytes)?;
    target.finish()?;
    let name = args.output.display();
    teller.tell(&format!("wrote {name}, {} bytes; use it: inquit extract … --model {name}", bytes.len()));
    Ok(ExitCode::SUCCESS)
}

/// The threads of the pool that the work was installed in.
struct Threads;

impl Workers for Threads {
    fn map<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..count).into_par_iter().map(&work).collect()
    }
}

/// Says how far the work is.
struct Teller {
    started: Instant,
    quiet: bool,
}

impl Teller {
    fn tell(&self, message: &str) {
        if self.quiet {
            return;
        }
        let line = format!("{:>6.1} s  {}\n", self.started.elapsed().as_secs_f64(), terminal::one_line(message));
        // Nobody is left to tell that standard error is gone.
        let _ = io::stderr().write_all(line.as_bytes());
    }
}

fn names(args: &TrainArgs) -> String {
    let names: Vec<String> = args.gold.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

fn opening(documents: &[Document], folds: usize) -> String {
    let attributions: usize = documents.iter().map(|document| document.attributions.len()).sum();
    format!("{} documents with {attributions} attributions, {folds} folds", documents.len())
}

fn line(step: &Step, folds: usize) -> String {
    match step {
        Step::FoldTagger(fold) => format!("tagger without fold {} of {folds}", fold + 1),
        Step::Pass(pass, loss) => format!("tagger, pass {pass}: loss {loss:.3}"),
        Step::Fitted(table, proposals, weights) => {
            let name = match table {
                Table::Tagged => "evidence with the tagger",
                Table::Plain => "evidence without it",
            };
            format!("{name}: {proposals} proposals, {weights} weights")
        }
    }
}
