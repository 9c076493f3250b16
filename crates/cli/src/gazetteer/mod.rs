//! `inquit gazetteer`: names in texts, questions about entities, and the
//! making of gazetteers.
//!
//! One file for each command: [`find`], [`show`] (also lookup and stats),
//! [`check`], [`build`], [`import`]; [`dump`] reads compressed dumps.

pub(crate) mod args;
mod build;
mod check;
mod dump;
mod find;
mod import;
mod show;

use std::path::Path;
use std::process::ExitCode;

use args::GazetteerCommand;
use inquit_gazetteer::Gazetteer;

use crate::error::Stop;
use crate::output::target::Target;

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(command: &GazetteerCommand) -> Result<ExitCode, Stop> {
    match command {
        GazetteerCommand::Find(args) => find::run(args),
        GazetteerCommand::Show(args) => show::show(args),
        GazetteerCommand::Lookup(args) => show::lookup(args),
        GazetteerCommand::Stats(args) => show::stats(args),
        GazetteerCommand::Check(args) => check::run(args),
        GazetteerCommand::Build(args) => build::run(args),
        GazetteerCommand::ImportWikidata(args) => import::run(args),
    }
}

/// The gazetteer of a file, or the built-in one.
///
/// # Errors
///
/// [`Stop::Usage`], with file, place and remedy.
pub(crate) fn load(file: Option<&Path>) -> Result<Gazetteer, Stop> {
    match file {
        None => Ok(Gazetteer::curated()),
        Some(file) => Gazetteer::open(file).map_err(usage),
    }
}

/// What the library says of a file is all there is to say.
fn usage(error: inquit_gazetteer::Error) -> Stop {
    Stop::Usage(error.into())
}

/// Writes to standard output what a person asked for.
fn print(text: &str) -> Result<(), Stop> {
    let mut target = Target::open(None)?;
    target.write(text.as_bytes())?;
    target.finish()
}
