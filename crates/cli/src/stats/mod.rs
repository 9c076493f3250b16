//! `inquit stats`: counts of tables of quotations.
//!
//! [`crate::tables`] reads rows, [`count`] counts them, [`list`] shows the
//! counts in a terminal and as JSON, [`chart`] as a page.

pub(crate) mod args;
mod chart;
mod count;
mod list;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;

use crate::error::{Note, Stop};
use crate::heard::Heard;
use crate::input::written;
use crate::output::extension;
use crate::output::target::Target;
use crate::progress::{Progress, Talk};
use crate::tables::row::{Named, Row};
use crate::tables::table::Table;
use crate::terminal;
use args::StatsArgs;
use count::Counts;

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(args: &StatsArgs) -> Result<ExitCode, Stop> {
    written::check(args.html.as_deref(), args.tables.iter().map(PathBuf::as_path)).map_err(Stop::Usage)?;
    let tables: Vec<Table> = args.tables.iter().map(|path| Table::new(path)).collect();
    if tables.iter().filter(|table| table.path.is_none()).count() > 1 {
        return Err(Stop::Usage(anyhow!("standard input can be read once; give - once")));
    }
    for table in &tables {
        table.check().map_err(Stop::Usage)?;
    }
    if let Some(html) = &args.html {
        extension::check(html, "the page (HTML)", &["html", "htm"]).map_err(Stop::Usage)?;
    }
    let mut page = args.html.as_deref().map(|path| Target::open(Some(path))).transpose()?;
    let mut target = Target::open(None)?;
    let mut progress = Progress::new(None, Talk { quiet: args.quiet, ..Talk::default() }, false);
    let mut counts = Counts::of(&args.kinds);
    let mut heard = Heard::new(&args.speaker);
    let means = |named: &Named<'_>| args.speaker.iter().any(|wanted| wanted.means(&named.name, named.id.as_deref()));
    let is_wanted = |row: &Row<'_>| args.speaker.is_empty() || row.speakers.iter().any(means);
    for table in &tables {
        table.read(|entry| {
            if let (true, Ok(Some(row))) = (heard.is_asked(), &entry.row) {
                row.speakers.iter().for_each(|named| heard.speaks(&named.name, named.id.as_deref()));
            }
            match &entry.row {
                Ok(Some(row)) if is_wanted(row) && counts.takes(row) => counts.add(row),
                Ok(Some(_)) => {}
                Ok(None) => {}
                Err(why) => progress.note(&Note::Failure(format!("{}:{}: {why}; not counted", table.name, entry.line))),
            }
            Ok::<(), Stop>(())
        })?;
    }
    heard.takes(counts.quotes);
    let code = heard.end(&mut progress);
    let sections = counts.sections(&args.by, args.top);
    if let Some(page) = &mut page {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        page.write(chart::page(&names, &counts, &sections).as_bytes())?;
    }
    let shown = match args.json {
        true => list::json(&counts, &sections).map_err(|error| Stop::writing("the counts", error))?,
        false => {
            // Programs and files want whole names.
            let cut = args.width.is_some() || io::stdout().is_terminal();
            list::aligned(&counts, &sections, args.width.map_or_else(terminal::width, usize::from), cut)
        }
    };
    // A page on standard output has it for itself.
    if args.html.as_deref() != Some(std::path::Path::new("-")) {
        target.write(shown.as_bytes())?;
    }
    page.map_or(Ok(()), Target::finish)?;
    target.finish()?;
    Ok(code)
}
