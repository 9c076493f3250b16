//! `--dry-run`: what would be read and written.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::ValueEnum;

use crate::error::Note;
use crate::input::discover::Found;
use crate::input::{Fields, Source, reader};
use crate::output::plan::Plan;
use crate::terminal;

/// Files that are listed; more are counted.
const LISTED: usize = 20;

/// Says it in some lines for a terminal.
pub(crate) fn describe(found: &Found, fields: &Fields, plan: &Plan) -> String {
    let mut out = String::new();
    let judged: Vec<(&Source, Option<String>)> = found.sources.iter().map(|source| (source, reader::left_out(source, fields))).collect();
    let left_out: Vec<&String> = judged.iter().filter_map(|(_, why)| why.as_ref()).collect();
    let sources: Vec<&Source> = judged.iter().filter(|(_, why)| why.is_none()).map(|(source, _)| *source).collect();
    let of_file = |source: &&Source| fs::metadata(source.path.as_ref()?).ok().filter(fs::Metadata::is_file).map(|data| data.len());
    let bytes = sources.iter().map(of_file).sum::<Option<u64>>().map_or("of unknown size".to_owned(), size);
    let (files, them) = (sources.len(), if sources.len() == 1 { "source" } else { "sources" });
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(out, "would read {files} {them}, {bytes}:");
    let rows: Vec<Vec<String>> = sources.iter().take(LISTED).map(|source| row(source)).collect();
    for line in terminal::align(&rows, &[usize::MAX; 3], usize::MAX).lines() {
        let _ = writeln!(out, "  {}", line.trim_end());
    }
    if files > LISTED {
        let _ = writeln!(out, "  … and {} more", files - LISTED);
    }
    if !left_out.is_empty() {
        out.push_str("would leave out:\n");
        for why in left_out.iter().take(LISTED) {
            let _ = writeln!(out, "  {}", terminal::one_line(why));
        }
        if left_out.len() > LISTED {
            let _ = writeln!(out, "  … and {} more", left_out.len() - LISTED);
        }
    }
    if !found.other.is_empty() {
        out.push_str("would not read, for they are of no kind that is:\n");
        for path in found.other.iter().take(LISTED) {
            let _ = writeln!(out, "  {}", terminal::one_line(&path.display().to_string()));
        }
        if found.other.len() > LISTED {
            let _ = writeln!(out, "  … and {} more", found.other.len() - LISTED);
        }
    }
    for note in &found.notes {
        if let Note::Failure(why) | Note::Warning(why) = note {
            let _ = writeln!(out, "would tell: {}", terminal::one_line(why));
        }
    }
    out.push_str("would write:\n");
    for (path, encoder) in &plan.outputs {
        let format = encoder.format.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
        let _ = match path {
            None => writeln!(out, "  standard output  {format}"),
            Some(path) => writeln!(out, "  {}  {format}{}", terminal::one_line(&path.display().to_string()), state(path)),
        };
    }
    out
}

/// Name, format and size of a source.
fn row(source: &Source) -> Vec<String> {
    let format = source.format.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
    let bytes = source.path.as_ref().and_then(|path| fs::metadata(path).ok()).map_or(String::new(), |data| size(data.len()));
    vec![source.name.clone(), format, bytes]
}

/// What becomes of a file that is there.
fn state(path: &Path) -> &'static str {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        ", but there is no such folder"
    } else if path.is_dir() {
        ", but a folder has that name"
    } else if path.exists() {
        ", in place of the file that is there"
    } else {
        ""
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
