//! `inquit gazetteer check`: what a person should look at in tables.

use std::collections::BTreeMap;
use std::process::ExitCode;

use inquit_gazetteer::Check;

use super::args::CheckArgs;
use crate::error::{EXIT_FAILED, Stop};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if a file cannot be read at all.
pub(super) fn run(args: &CheckArgs) -> Result<ExitCode, Stop> {
    let mut check = Check::new();
    if let Some(kind) = args.kind {
        check.default_kind(kind.kind());
    }
    for file in &args.files {
        check.add_path(file).map_err(super::usage)?;
    }
    let findings = check.findings();
    let mut counts = BTreeMap::new();
    let mut lines = String::new();
    for finding in &findings {
        lines.push_str(&format!("{finding}\n"));
        *counts.entry(finding.kind).or_insert(0_usize) += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {}", kind.as_str())).collect();
    let summary = if counted.is_empty() { "nothing to report".to_owned() } else { counted.join(", ") };
    super::print(&format!("{lines}{} good rows; {summary}\n", check.len()))?;
    let failed = findings.iter().any(|finding| args.strict || finding.kind.is_error());
    Ok(if failed { ExitCode::from(EXIT_FAILED) } else { ExitCode::SUCCESS })
}
