//! `inquit gazetteer build`: tables into one compiled file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use inquit_gazetteer::{Check, FindingKind, Gazetteer};

use super::args::BuildArgs;
use crate::error::Stop;
use crate::input::written;
use crate::output::extension;
use crate::output::target::{Target, Through};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if a table is wrong or the file cannot be written.
pub(super) fn run(args: &BuildArgs) -> Result<ExitCode, Stop> {
    if args.files.is_empty() && !args.built_in {
        return Err(Stop::Usage(anyhow!("nothing to build: name a table, or give --built-in")));
    }
    extension::check(&args.output, "a compiled gazetteer", &["gaz"]).map_err(Stop::Usage)?;
    written::check([args.output.as_path()], args.files.iter().map(PathBuf::as_path)).map_err(Stop::Usage)?;
    let mut builder = Gazetteer::builder();
    builder.on_duplicate(args.on_duplicate.rule());
    if args.built_in {
        builder.add_curated();
    }
    if let Some(kind) = args.kind {
        builder.default_kind(kind.kind());
    }
    for file in &args.files {
        builder.add_path(file).map_err(super::usage)?;
    }
    refuse_cycles(args)?;
    let gazetteer = builder.build().map_err(super::usage)?;
    let mut target = Target::open(Some(&args.output))?;
    let mut through = Through::new(&mut target);
    let written = gazetteer.write_compiled(&mut through);
    through.finish()?;
    written.map_err(|error| Stop::Failed(error.into()))?;
    target.finish()?;
    super::print(&format!("{} entities, {} distinct names: {}\n", gazetteer.len(), gazetteer.name_count(), args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Entities named after each other load, but nobody means them.
fn refuse_cycles(args: &BuildArgs) -> Result<(), Stop> {
    let mut check = Check::new();
    if let Some(kind) = args.kind {
        check.default_kind(kind.kind());
    }
    for file in &args.files {
        check.add_path(file).map_err(super::usage)?;
    }
    match check.errors().into_iter().find(|finding| finding.kind == FindingKind::AliasCycle) {
        Some(cycle) => Err(Stop::Usage(anyhow!("{cycle}"))),
        None => Ok(()),
    }
}
