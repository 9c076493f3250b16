//! `inquit doctor`: what this program is made of, and whether it works here.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use clap::Args;
use inquit_gazetteer::{EntityKind, Gazetteer};
use inquit_quotes::Lexicon;

use crate::args::ModelArgs;
use crate::error::{EXIT_FAILED, Stop};
use crate::{config, gazetteer, model, terminal};

/// Flags of `inquit doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    pub(crate) model: ModelArgs,

    /// Compiled file or table of people, organizations and countries to look at
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Option<std::path::PathBuf>,
}

/// A text whose one quotation and speaker are known.
const TEXT: &str = "“The bridge will be closed until the cracks are mended,” Ilse Varga told the council on Monday.";
/// What is found in it.
const QUOTATION: &str = "“The bridge will be closed until the cracks are mended,”";

/// Runs the command: says what there is, analyses a sentence, and fails if the
/// quotation in it is not found.
///
/// # Errors
///
/// [`Stop`] if a model or gazetteer that was named cannot be read.
pub(crate) fn run(args: &DoctorArgs, config: Option<&Path>) -> Result<ExitCode, Stop> {
    let analyzer = model::analyzer(&args.model).map_err(Stop::Usage)?;
    let analyzer = match &args.gazetteer {
        Some(file) => analyzer.with_gazetteer(gazetteer::load(Some(file))?),
        None => analyzer,
    };
    let quotes = analyzer.analyze(TEXT).quotes;
    let works = quotes.iter().any(|quote| {
        let content: Vec<&str> = quote.content.iter().map(|span| span.of(TEXT)).collect();
        content == [QUOTATION] && quote.speakers.iter().any(|speaker| speaker.name == "Ilse Varga")
    });
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name:<11} {}", terminal::one_line(value));
    };
    line("version", env!("CARGO_PKG_VERSION"));
    line("model", &model::name(&args.model));
    line("words", &format!("{} that report", Lexicon::english().cues().len()));
    line("gazetteer", &entities(analyzer.gazetteer(), args.gazetteer.as_deref()));
    line("made", &made());
    let alone = || "the command line alone; there is no inquit.toml in this folder".to_owned();
    line("flags from", &config::file(config).map_or_else(alone, |path| path.display().to_string()));
    line("threads", &thread::available_parallelism().map_or(1, NonZeroUsize::get).to_string());
    line(
        "limits",
        "English; a line is a paragraph where lines are not broken to a width; a document is held in memory, a table or a folder is not",
    );
    line(
        "works",
        if works {
            "yes: the quotation of a sentence was found, with its speaker"
        } else {
            "NO: the quotation of a sentence was not found"
        },
    );
    io::stdout().write_all(out.as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
    Ok(if works { ExitCode::SUCCESS } else { ExitCode::from(EXIT_FAILED) })
}

/// The days on which the built-in data were made.
fn made() -> String {
    let rows = include_str!("../models/dates.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let days: Vec<String> = rows.map(|row| row.replace('\t', " ")).collect();
    format!("built in: {}", days.join(", "))
}

/// How many of each kind there are, and how new.
fn entities(gazetteer: &Gazetteer, file: Option<&Path>) -> String {
    let count = |kind| gazetteer.ids_iter().filter(|&id| gazetteer.kind(id) == Some(kind)).count();
    let [people, organizations, countries] = [EntityKind::Person, EntityKind::Organization, EntityKind::Country].map(count);
    let newest = gazetteer
        .entities_iter()
        .flat_map(|entity| entity.offices.iter().map(|office| office.start.get(..4).unwrap_or_default().to_owned()).collect::<Vec<_>>())
        .max();
    let newest = newest.filter(|year| !year.is_empty()).map_or(String::new(), |year| format!("; newest office from {year}"));
    let place = file.map_or("built in".to_owned(), |path| path.display().to_string());
    format!("{place}: {people} people, {organizations} organizations, {countries} countries and territories{newest}")
}
