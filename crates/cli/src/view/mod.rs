//! `inquit view`: one page with articles, quotations and a table, on which
//! people correct what was found.
//!
//! [`data`] makes JSON of each document; this file puts it into the page, whose
//! parts lie in `page/`. The page is written as the documents come, so that
//! memory holds a batch of them and no more than the evidence of few.

pub(crate) mod args;
mod data;

use std::path::PathBuf;
use std::process::ExitCode;

use inquit_quotes::Analyzer;
use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::error::{Note, Stop};
use crate::heard::Heard;
use crate::input::discover::discover;
use crate::input::{Batch, Fields, Item, reader, written};
use crate::model;
use crate::output::extension;
use crate::output::target::Target;
use crate::page::{in_script, policy};
use crate::pipeline::Totals;
use crate::progress::{Progress, Talk};
use crate::selection::ClassArg;
use args::{ViewArgs, When};
use data::{Part, part};
use inquit_table::Selection;

/// Documents up to which a page holds evidence by itself.
const FEW: usize = 100;
const HTML: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
/// The parts of the script, each of which uses those before it.
const SCRIPT: [&str; 9] = [
    include_str!("page/data.js"),
    include_str!("page/store.js"),
    include_str!("page/virtual.js"),
    include_str!("page/menu.js"),
    include_str!("page/table.js"),
    include_str!("page/article.js"),
    include_str!("page/inspector.js"),
    include_str!("page/export.js"),
    include_str!("page/main.js"),
];

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(args: &ViewArgs) -> Result<ExitCode, Stop> {
    let look = &args.look;
    let besides = [&look.input.files_from, &look.model.model].into_iter().flatten().map(PathBuf::as_path);
    written::check([args.output.as_path()], besides).map_err(Stop::Usage)?;
    let analyzer = model::analyzer(&look.model).map_err(Stop::Usage)?;
    let all = ClassArg::All.classes();
    let selection = look.selection.selection(&look.class, all);
    let complete = selection.classes.len() == all.len()
        && selection.types.len() == 3
        && selection.min_confidence == 0.0
        && selection.speakers.is_empty();
    let found = discover(&look.paths, &look.input, Some(args.output.as_path()))?;
    extension::check(&args.output, "the page (HTML)", &["html", "htm"]).map_err(Stop::Usage)?;
    let target = Target::open(Some(&args.output))?;
    let mut progress = Progress::new(found.bytes, Talk { quiet: args.quiet, ..Talk::default() }, !target.is_terminal());
    for note in &found.notes {
        progress.note(note);
    }
    progress.pass_over(&found.other);
    let work = Work { analyzer, selection, fields: look.input.fields().map_err(Stop::Usage)? };
    let evidence = (args.evidence != When::Never).then(Vec::new);
    let mut page = Page { target, evidence, few: args.evidence == When::Auto, documents: 0, fingerprint: Sha256::new() };
    page.begin()?;
    let (mut failed, mut heard) = (None, Heard::new(&look.selection.speaker));
    reader::read(found.sources, &work.fields, |batch| {
        for (part, notes) in work.batch(&batch, page.evidence.is_some()) {
            for note in &notes {
                progress.note(note);
            }
            if let Some(part) = part {
                let totals = Totals { documents: 1, quotes: part.rows, with_speaker: part.with_speaker, ..Totals::default() };
                progress.advance(totals, "");
                part.speakers.iter().for_each(|(name, id)| heard.speaks(name, id.as_deref()));
                heard.takes(part.rows);
                failed = page.add(part).err();
            }
            if failed.is_some() {
                return false;
            }
        }
        let current = batch.items.last().map_or("", Item::source_name);
        progress.advance(Totals { bytes: batch.consumed, ..Totals::default() }, current);
        true
    });
    progress.end();
    progress.clear();
    failed.map_or(Ok(()), Err)?;
    // Dropped, the new page is removed.
    let replaced = Some(page.target.name().to_owned()).filter(|_| page.target.replaces());
    if !progress.keeps(replaced.into_iter().collect()) {
        page.finish(complete)?;
    }
    let code = heard.end(&mut progress);
    if !args.quiet {
        progress.summarize();
    }
    Ok(code)
}

/// What every thread shares.
struct Work {
    analyzer: Analyzer,
    selection: Selection,
    fields: Fields,
}

impl Work {
    /// The documents of a batch in its order, and what is to be told of them.
    fn batch(&self, batch: &Batch, explain: bool) -> Vec<(Option<Part>, Vec<Note>)> {
        let items = batch.items.par_iter().map(|item| {
            let mut notes = Vec::new();
            let document = item.document(&batch.bytes, &self.fields, &mut notes);
            let made = document.map(|document| part(&self.analyzer, &document, &self.selection, explain));
            let made = made.transpose().unwrap_or_else(|error| {
                notes.push(Note::Failure(format!("{}: its rows cannot be made: {error}", item.place())));
                None
            });
            (made, notes)
        });
        items.collect()
    }
}

/// The page as it is written.
struct Page {
    target: Target,
    /// The evidence of each document so far; nothing where the page shall hold none.
    evidence: Option<Vec<String>>,
    /// Whether the evidence of many documents is dropped.
    few: bool,
    documents: usize,
    /// Of the documents: what the browser keeps corrections under.
    fingerprint: Sha256,
}

impl Page {
    fn begin(&mut self) -> Result<(), Stop> {
        let script = SCRIPT.concat();
        let head = HTML.split("{documents}").next().unwrap_or_default();
        let head = head.replace("{policy}", &policy(STYLE, Some(&script))).replace("{style}", STYLE);
        self.target.write(head.as_bytes())
    }

    fn add(&mut self, part: Part) -> Result<(), Stop> {
        self.fingerprint.update(part.document.as_bytes());
        let comma = if self.documents == 0 { "\n" } else { ",\n" };
        self.documents += 1;
        self.target.write(format!("{comma}{}", in_script(&part.document)).as_bytes())?;
        if let (Some(all), Some(own)) = (&mut self.evidence, part.evidence) {
            all.push(own);
        }
        if self.few && self.documents > FEW {
            self.evidence = None;
        }
        Ok(())
    }

    fn finish(mut self, complete: bool) -> Result<(), Stop> {
        let tail = HTML.split("{documents}").nth(1).unwrap_or_default();
        let evidence = self.evidence.take().map_or_else(|| "null".to_owned(), |all| format!("[{}]", all.join(",\n")));
        let fingerprint = self.fingerprint.finalize();
        let fingerprint: String = fingerprint.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let settings = json!({"fingerprint": fingerprint, "complete": complete, "version": env!("CARGO_PKG_VERSION")}).to_string();
        // Evidence holds words of articles, so that nothing may be put in after it.
        let (before, rest) = tail.split_once("{evidence}").unwrap_or((tail, ""));
        let rest = rest.replace("{settings}", &settings).replace("{script}", &SCRIPT.concat());
        self.target.write(before.as_bytes())?;
        self.target.write(in_script(&evidence).as_bytes())?;
        self.target.write(rest.as_bytes())?;
        self.target.finish()
    }
}
