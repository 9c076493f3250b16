//! `inquit show`: articles in the terminal, with their quotations.
//!
//! [`cells`] is the text with what stands where, cut into lines; [`paint`]
//! makes lines of it, coloured or with marks below.

pub(crate) mod args;
mod cells;
mod paint;

use std::env;
use std::io::{self, IsTerminal, Write as _};
use std::process::ExitCode;

use inquit_quotes::{Analyzer, Class};
use inquit_table::{Selection, Shape, Unit, records};

use crate::error::Stop;
use crate::heard::Heard;
use crate::input::discover::discover;
use crate::input::{Document, reader};
use crate::progress::{Progress, Talk};
use crate::{model, terminal};
use args::{Color, ShowArgs};
use paint::Page;

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing can be read, or the result not be written.
pub(crate) fn run(args: &ShowArgs) -> Result<ExitCode, Stop> {
    let look = &args.look;
    let analyzer = model::analyzer(&look.model).map_err(Stop::Usage)?;
    let selection = look.selection.selection(&look.class, &[Class::Speech, Class::Thought]);
    let found = discover(&look.paths, &look.input, None)?;
    let page = Page { width: args.width.map_or_else(terminal::width, usize::from), color: is_colored(args.color) };
    let mut progress = Progress::new(None, Talk::default(), false);
    for note in &found.notes {
        progress.note(note);
    }
    progress.pass_over(&found.other);
    let fields = look.input.fields().map_err(Stop::Usage)?;
    let (mut first, mut failed, mut heard) = (true, None, Heard::new(&look.selection.speaker));
    reader::read(found.sources, &fields, |batch| {
        for item in &batch.items {
            let mut notes = Vec::new();
            if let Some(document) = item.document(&batch.bytes, &fields, &mut notes) {
                let mut shown = if first { String::new() } else { "\n".to_owned() };
                first = false;
                shown.push_str(&show(&analyzer, &document, &selection, &page, &mut heard));
                failed = io::stdout().write_all(shown.as_bytes()).err();
            }
            for note in &notes {
                progress.note(note);
            }
            if failed.is_some() {
                return false;
            }
        }
        true
    });
    if failed.is_none() {
        progress.end();
        progress.tell_passed_over();
    }
    match failed {
        Some(error) => Err(Stop::writing("standard output", error)),
        None => Ok(heard.end(&mut progress)),
    }
}

fn show(analyzer: &Analyzer, document: &Document<'_>, selection: &Selection, page: &Page, heard: &mut Heard<'_>) -> String {
    let analysis = analyzer.analyze(&document.text);
    let shape = Shape::plain(Unit::Bytes);
    let rows = records(document, &analysis.quotes, analyzer.gazetteer(), selection, &shape);
    for speaker in analysis.quotes.iter().flat_map(|quote| &quote.speakers) {
        heard.speaks(&speaker.name, speaker.entity.and_then(|id| analyzer.gazetteer().get(id)).map(|entity| entity.id.as_str()));
    }
    heard.takes(rows.len() as u64);
    page.article(document, &rows)
}

/// Whether standard output gets colours. See <https://no-color.org>.
fn is_colored(color: Color) -> bool {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb"),
    }
}
