//! `inquit gazetteer find`: the names of texts as a table.

use std::path::PathBuf;
use std::process::ExitCode;

use inquit_gazetteer::{EntityKind, FindOptions, Gazetteer, Match};
use inquit_table::{Offsets, Unit};

use super::args::{FindArgs, KindArg};
use crate::error::{EXIT_FAILED, Stop};
use crate::input::discover::discover;
use crate::input::{Document, Item, reader, written};
use crate::output::extension;
use crate::output::target::Target;
use crate::pipeline::Totals;
use crate::progress::{Progress, Talk};

const COLUMNS: [&str; 9] = ["doc_id", "start", "end", "text", "id", "name", "kind", "class", "others"];

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(super) fn run(args: &FindArgs) -> Result<ExitCode, Stop> {
    let besides = [&args.input.files_from, &args.source.gazetteer].into_iter().flatten().map(PathBuf::as_path);
    written::check(args.output.as_deref(), besides).map_err(Stop::Usage)?;
    let gazetteer = super::load(args.source.gazetteer.as_deref())?;
    let found = discover(&args.paths, &args.input, args.output.as_deref())?;
    if let Some(output) = &args.output {
        extension::check(output, "the table (CSV)", &["csv"]).map_err(Stop::Usage)?;
    }
    let mut target = Target::open(args.output.as_deref())?;
    let mut progress = Progress::new(found.bytes, Talk { quiet: args.quiet, ..Talk::default() }, !target.is_terminal());
    for note in &found.notes {
        progress.note(note);
    }
    progress.pass_over(&found.other);
    let finder = Finder {
        gazetteer,
        options: FindOptions::new().weak(args.weak.weak()).overlap(args.overlap.overlap()).case(args.case.case()),
        kinds: args.kinds.iter().copied().map(KindArg::kind).collect(),
        unit: args.offsets.unit(),
    };
    let fields = args.input.fields().map_err(Stop::Usage)?;
    let mut written = target.write(&line(&COLUMNS.map(str::to_owned)));
    reader::read(found.sources, &fields, |batch| {
        let (mut rows, mut notes) = (Vec::new(), Vec::new());
        let mut totals = Totals { bytes: batch.consumed, ..Totals::default() };
        for item in &batch.items {
            if let Some(document) = item.document(&batch.bytes, &fields, &mut notes) {
                finder.rows(&document, &mut rows);
                totals.documents += 1;
                totals.blank += u64::from(document.text.trim().is_empty());
            }
        }
        if written.is_ok() {
            written = target.write(&rows);
        }
        notes.iter().for_each(|note| progress.note(note));
        progress.advance(totals, batch.items.last().map_or("", Item::source_name));
        written.is_ok()
    });
    progress.end();
    progress.clear();
    progress.tell_passed_over();
    written?;
    // Dropped, the new file is removed.
    let replaced = Some(target.name().to_owned()).filter(|_| target.replaces());
    if !progress.keeps(replaced.into_iter().collect()) {
        target.finish()?;
    }
    Ok(if progress.has_failures() { ExitCode::from(EXIT_FAILED) } else { ExitCode::SUCCESS })
}

struct Finder {
    gazetteer: Gazetteer,
    options: FindOptions,
    kinds: Vec<EntityKind>,
    unit: Unit,
}

impl Finder {
    /// Appends the rows of a document.
    fn rows(&self, document: &Document<'_>, rows: &mut Vec<u8>) {
        let found: Vec<Match<'_>> = self.gazetteer.find_iter_with(&document.text, self.options).collect();
        let positions = found.iter().flat_map(|found| [found.span.start(), found.span.end()]);
        let offsets = Offsets::new(&document.text, self.unit, positions);
        for found in &found {
            let Some(best) = found.candidates.iter().find(|candidate| self.wanted(candidate.entity)) else { continue };
            let Some(entity) = self.gazetteer.get(best.entity) else { continue };
            let others = found.candidates.iter().filter(|other| other.entity != best.entity);
            let others: Vec<&str> = others.filter_map(|other| self.gazetteer.get(other.entity)).map(|entity| entity.id.as_str()).collect();
            rows.extend(line(&[
                document.id.clone().into_owned(),
                offsets.at(found.span.start()).to_string(),
                offsets.at(found.span.end()).to_string(),
                found.span.of(&document.text).to_owned(),
                entity.id.clone(),
                entity.name.clone(),
                entity.kind.to_string(),
                best.class.as_str().to_owned(),
                others.join("; "),
            ]));
        }
    }

    fn wanted(&self, entity: inquit_gazetteer::EntityId) -> bool {
        self.gazetteer.kind(entity).is_some_and(|kind| self.kinds.contains(&kind))
    }
}

/// A row of CSV.
fn line(cells: &[String; COLUMNS.len()]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Neither can fail in memory.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}
