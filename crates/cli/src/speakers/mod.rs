//! `inquit speakers`: who speaks in tables of quotations, each person once.
//!
//! [`crate::tables`] reads rows, [`census`] counts spellings, [`merge`] decides which are
//! one speaker ([`name`] reads names, [`orders`] what the user says, [`spellings`] whom that is about,
//! [`groups`] keeps what may not be joined), [`speaker`] is the result,
//! [`list`] shows it, [`rewrite`] puts it into copies of the tables.

pub(crate) mod args;
pub(crate) mod census;
mod groups;
mod list;
mod merge;
mod name;
mod orders;
mod rewrite;
mod speaker;
mod spellings;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;

use crate::error::{EXIT_FAILED, Note, Stop};
use crate::gazetteer;
use crate::input::written;
use crate::output::extension;
use crate::output::target::Target;
use crate::progress::{self, Progress, Talk};
use crate::tables::table::Table;
use crate::terminal;
use args::{ListFormat, SpeakersArgs};
use census::Census;
use orders::Orders;
use speaker::{Merged, Speaker};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(args: &SpeakersArgs) -> Result<ExitCode, Stop> {
    let orders = args.merge.as_deref().map_or(Ok(Orders::default()), Orders::open).map_err(Stop::Usage)?;
    if let Some(output) = args.output.as_deref().filter(|_| args.format.is_none()) {
        extension::check(output, "the list (CSV or JSONL)", &["csv", "jsonl"]).map_err(Stop::Usage)?;
    }
    if let Some(propose) = &args.propose {
        extension::check(propose, "the list of pairs (TSV)", &["tsv", "txt"]).map_err(Stop::Usage)?;
    }
    let gazetteer = gazetteer::load(args.gazetteer.as_deref())?;
    let tables: Vec<Table> = args.tables.iter().map(|path| Table::new(path)).collect();
    if tables.iter().filter(|table| table.path.is_none()).count() > 1 {
        return Err(Stop::Usage(anyhow!("standard input can be read once; give - once")));
    }
    for table in &tables {
        table.check().map_err(Stop::Usage)?;
    }
    let copies = args.rewrite.as_deref().map_or(Ok(Vec::new()), |out| rewrite::targets(&tables, out)).map_err(Stop::Usage)?;
    // A table may be rewritten in its place.
    let besides = args.merge.iter().chain(&args.gazetteer).map(PathBuf::as_path);
    written::check(copies.iter().map(PathBuf::as_path), besides.clone()).map_err(Stop::Usage)?;
    written::check_under_way(copies.iter().map(PathBuf::as_path), args.tables.iter().map(PathBuf::as_path)).map_err(Stop::Usage)?;
    let inputs = besides.chain(args.tables.iter().map(PathBuf::as_path));
    written::check(args.output.as_deref().into_iter().chain(args.propose.as_deref()), inputs).map_err(Stop::Usage)?;
    let mut copies = copies.iter().map(|path| Target::open(Some(path))).collect::<Result<Vec<_>, _>>()?;
    let mut proposals = args.propose.as_deref().map(|path| Target::open(Some(path))).transpose()?;
    let mut target = Target::open(args.output.as_deref())?;
    let mut progress = Progress::new(None, Talk { quiet: args.quiet, ..Talk::default() }, false);

    let mut census = Census::default();
    for table in &tables {
        count(table, &mut census, &mut progress)?;
    }
    let variants = census.into_variants(&gazetteer);
    let merged = merge::merge(&variants, &gazetteer, &orders).map_err(|faults| {
        let name = args.merge.as_deref().map_or(String::new(), |path| path.display().to_string());
        let faults: Vec<String> = faults.into_iter().map(|(line, why)| format!("{name}:{line}: {why}")).collect();
        Stop::Usage(anyhow!("{}", faults.join("; ")))
    })?;
    for (line, words) in spellings::unused(&variants, &orders) {
        let name = args.merge.as_deref().map_or(String::new(), |path| path.display().to_string());
        progress.note(&Note::Warning(format!("{name}:{line}: no row has the speaker {words}")));
    }
    for (table, copy) in tables.iter().zip(&mut copies) {
        rewrite::rewrite(table, copy, &merged)?;
    }
    if let Some(proposals) = &mut proposals {
        let line = |(spelling, name): &(String, String)| format!("{spelling}\t{name}\n");
        let lines: String = merged.maybe.iter().map(line).collect();
        proposals.write(format!("# May be one speaker each: delete what is wrong, and give the rest to --merge.\n{lines}").as_bytes())?;
    }
    target.write(&listed(args, &merged)?)?;
    // Nothing gets its name before everything is written.
    copies.into_iter().try_for_each(Target::finish)?;
    proposals.map_or(Ok(()), Target::finish)?;
    target.finish()?;
    Ok(if progress.has_failures() { ExitCode::from(EXIT_FAILED) } else { ExitCode::SUCCESS })
}

/// Counts the rows of a table, and tells what is none.
fn count(table: &Table, census: &mut Census, progress: &mut Progress) -> Result<(), Stop> {
    let mut undated = None;
    table.read(|entry| {
        match &entry.row {
            Ok(Some(row)) => {
                census.add(row);
                if undated.is_none() && row.date.as_deref().is_some_and(|date| census::day(date).is_none()) {
                    undated = Some(entry.line);
                }
            }
            Ok(None) => {}
            Err(why) => progress.note(&Note::Failure(format!("{}:{}: {why}; not counted", table.name, entry.line))),
        }
        Ok::<(), Stop>(())
    })?;
    if let Some(line) = undated {
        let name = &table.name;
        progress.note(&Note::Warning(format!("{name}:{line}: a date that does not begin YYYY-MM-DD; such dates are left out")));
    }
    Ok(())
}

/// The list that the flags ask for.
fn listed(args: &SpeakersArgs, merged: &Merged) -> Result<Vec<u8>, Stop> {
    let extension = args.output.as_deref().map(|path| path.extension().unwrap_or_default());
    let format = args.format.unwrap_or(match extension {
        None => ListFormat::Table,
        Some(jsonl) if jsonl.eq_ignore_ascii_case("jsonl") => ListFormat::Jsonl,
        Some(_) => ListFormat::Csv,
    });
    let speakers: Vec<&Speaker> =
        merged.speakers.iter().filter(|speaker| args.kinds.is_empty() || args.kinds.contains(&speaker.kind)).collect();
    // Programs and files want whole names.
    let width = (args.output.is_none() && io::stdout().is_terminal()).then(terminal::width);
    let mut list = list::list(&speakers, format, width).map_err(|error| Stop::writing("the list", error))?;
    if format == ListFormat::Table && args.propose.is_none() && !merged.maybe.is_empty() {
        let pairs = progress::counted(merged.maybe.len() as u64, "pair");
        list.extend_from_slice(format!("({pairs} may be one speaker; --propose FILE writes them down for --merge)\n").as_bytes());
    }
    Ok(list)
}

#[cfg(test)]
mod tests;
