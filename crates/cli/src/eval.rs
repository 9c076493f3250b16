//! `inquit eval`: scores of quotations against annotated documents, and the
//! worst errors with the text around them.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice;

use anyhow::{Context, anyhow};
use inquit_eval::annotation::Prediction;
use inquit_eval::documents::{Document, load, load_all, load_predictions};
use inquit_eval::findings::{Finding, findings};
use inquit_eval::predictions;
use inquit_eval::score::{Scorer, table};
use rayon::prelude::*;

use crate::args::EvalArgs;
use crate::error::Stop;
use crate::input::written;
use crate::output::extension;
use crate::output::target::Target;
use crate::{model, terminal};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if a file cannot be read, or the result not be written.
pub(crate) fn run(args: &EvalArgs) -> Result<ExitCode, Stop> {
    let inputs = [Some(&args.gold), args.predictions.as_ref(), args.speakers.as_ref(), args.model.model.as_ref()];
    let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
    written::check(args.errors.as_deref(), inputs).map_err(Stop::Usage)?;
    if let Some(errors) = &args.errors {
        extension::check(errors, "the list of errors (JSONL)", &["jsonl", "ndjson"]).map_err(Stop::Usage)?;
    }
    let (documents, predicted) = read(args).map_err(Stop::Usage)?;
    let mut scorer = Scorer::default();
    let mut found: Vec<Finding> = Vec::new();
    for (document, predicted) in documents.iter().zip(&predicted) {
        scorer.add(&document.text, &document.attributions, predicted);
        found.extend(findings(&document.id, &document.text, &document.attributions, predicted));
    }
    if let Some(path) = &args.errors {
        write_errors(path, &found)?;
    }
    let name = args.gold.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut report = table(&name, &scorer.scores());
    report.push('\n');
    report.push_str(&worst(found, args.worst));
    io::stdout().write_all(report.as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
    Ok(ExitCode::SUCCESS)
}

/// The annotated documents, and what is predicted for each.
fn read(args: &EvalArgs) -> anyhow::Result<(Vec<Document>, Vec<Vec<Prediction>>)> {
    let documents = match &args.speakers {
        Some(speakers) => load(&args.gold, Some(speakers)),
        None => load_all(slice::from_ref(&args.gold)),
    };
    let documents = documents.context("cannot use the annotated documents, whose form `inquit eval --help` shows")?;
    if documents.is_empty() {
        return Err(anyhow!("{} holds no document", args.gold.display()));
    }
    let predicted: Vec<Vec<Prediction>> = match &args.predictions {
        Some(path) => {
            let mut by_id = load_predictions(path).context("cannot use the predictions")?;
            // brat's names of documents have no extension
            let id = |document: &Document| match by_id.contains_key(&document.id) {
                true => document.id.clone(),
                false => format!("{}.txt", document.id),
            };
            let ids: Vec<String> = documents.iter().map(id).collect();
            let known = ids.iter().filter(|id| by_id.contains_key(*id)).count();
            if known == 0 {
                return Err(anyhow!("{} holds no document of {}: their ids differ", path.display(), args.gold.display()));
            }
            if let Some(first) = ids.iter().find(|id| !by_id.contains_key(*id)) {
                let (missing, all) = (ids.len() - known, ids.len());
                let message =
                    format!("{} holds nothing of {missing} of {all} annotated documents ({first}); they count as missed", path.display());
                terminal::complain("warning", &message);
            }
            ids.iter().map(|id| by_id.remove(id).unwrap_or_default()).collect()
        }
        None => {
            let analyzer = model::analyzer(&args.model)?;
            documents.par_iter().map(|document| predictions(&document.text, &analyzer.analyze(&document.text))).collect()
        }
    };
    Ok((documents, predicted.into_iter().map(|all| all.into_iter().map(untyped).collect()).collect()))
}

/// A prediction whose type is read from the text, by the same rule for everybody's.
fn untyped(prediction: Prediction) -> Prediction {
    Prediction { quote_type: None, ..prediction }
}

fn write_errors(path: &Path, found: &[Finding]) -> Result<(), Stop> {
    let mut target = Target::open(Some(path))?;
    let mut line = Vec::new();
    for finding in found {
        line.clear();
        serde_json::to_writer(&mut line, finding).map_err(|error| Stop::Failed(error.into()))?;
        line.push(b'\n');
        target.write(&line)?;
    }
    target.finish()
}

/// The `most` worst errors: those of which the program was most sure, then
/// what it missed, in text order.
fn worst(mut found: Vec<Finding>, most: usize) -> String {
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.kind.cmp(&b.kind)));
    let mut out = String::new();
    for finding in found.iter().take(most) {
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "\n{} {} {:.2}  {}:{}", finding.kind.as_str(), finding.quote_type, finding.confidence, finding.id, finding.at);
        let side = |content: &Option<String>, mention: &Option<String>| {
            let content = content.as_deref().unwrap_or("(nothing)");
            terminal::one_line(&format!("[{}] {content}", mention.as_deref().unwrap_or("nobody"))).into_owned()
        };
        let _ = writeln!(out, "  gold       {}", side(&finding.gold, &finding.gold_mention));
        let _ = writeln!(out, "  predicted  {}", side(&finding.predicted, &finding.predicted_mention));
        let _ = writeln!(out, "  context    {}", terminal::one_line(&finding.context));
    }
    out
}
