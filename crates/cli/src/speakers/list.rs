//! The list of speakers: aligned for a terminal, as CSV, as JSONL.

use std::io;

use serde::Serialize;

use super::args::ListFormat;
use super::speaker::{Speaker, Spelling};
use crate::terminal;

/// Columns in CSV.
const COLUMNS: [&str; 8] = ["speaker", "speaker_id", "speaker_kind", "quotes", "documents", "first_date", "last_date", "variants"];
/// Columns in the aligned table, with the most columns of the terminal each may take.
const SHOWN: [(&str, usize); 8] =
    [("quotes", 9), ("documents", 9), ("speaker", 32), ("id", 12), ("kind", 12), ("first", 10), ("last", 10), ("variants", usize::MAX)];

#[derive(Serialize)]
struct Line<'a> {
    speaker: &'a str,
    id: Option<&'a str>,
    kind: &'static str,
    quotes: u64,
    documents: u64,
    first_date: Option<&'a str>,
    last_date: Option<&'a str>,
    variants: Vec<Variant<'a>>,
}

#[derive(Serialize)]
struct Variant<'a> {
    name: &'a str,
    id: Option<&'a str>,
    quotes: u64,
    rule: Option<&'static str>,
}

/// The list in a format. As a table, names are cut to fit into `width` columns
/// of a terminal, if there is one.
///
/// # Errors
///
/// None that occur in memory; the signature is the writers'.
pub(super) fn list(speakers: &[&Speaker], format: ListFormat, width: Option<usize>) -> io::Result<Vec<u8>> {
    match format {
        ListFormat::Table => Ok(aligned(speakers, width).into_bytes()),
        ListFormat::Csv => csv(speakers),
        ListFormat::Jsonl => jsonl(speakers),
    }
}

fn csv(speakers: &[&Speaker]) -> io::Result<Vec<u8>> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for speaker in speakers {
        writer.write_record([
            speaker.name.as_str(),
            speaker.id.as_deref().unwrap_or(""),
            speaker.kind.as_str(),
            &speaker.quotes.to_string(),
            &speaker.documents.to_string(),
            speaker.first.as_deref().unwrap_or(""),
            speaker.last.as_deref().unwrap_or(""),
            &variants(&speaker.variants),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn jsonl(speakers: &[&Speaker]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for speaker in speakers {
        let variant = |own: &Spelling| own.rule.map(super::groups::Rule::as_str);
        let line = Line {
            speaker: &speaker.name,
            id: speaker.id.as_deref(),
            kind: speaker.kind.as_str(),
            quotes: speaker.quotes,
            documents: speaker.documents,
            first_date: speaker.first.as_deref(),
            last_date: speaker.last.as_deref(),
            variants: speaker
                .variants
                .iter()
                .map(|own| Variant { name: &own.name, id: own.id.as_deref(), quotes: own.quotes, rule: variant(own) })
                .collect(),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn aligned(speakers: &[&Speaker], width: Option<usize>) -> String {
    let mut lines: Vec<Vec<String>> = vec![SHOWN.iter().map(|(name, _)| (*name).to_owned()).collect()];
    for speaker in speakers {
        // One spelling that is the name tells nothing more.
        let alone = matches!(speaker.variants.as_slice(), [only] if only.name == speaker.name);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        lines.push(vec![
            speaker.quotes.to_string(),
            speaker.documents.to_string(),
            speaker.name.clone(),
            text(&speaker.id),
            speaker.kind.as_str().to_owned(),
            text(&speaker.first),
            text(&speaker.last),
            if alone { String::new() } else { variants(&speaker.variants) },
        ]);
    }
    let most = SHOWN.map(|(_, most)| if width.is_some() { most } else { usize::MAX });
    let mut shown = terminal::align(&lines, &most, width.unwrap_or(usize::MAX));
    shown.push_str(&match speakers.len() {
        0 => "(no speakers)\n".to_owned(),
        1 => "(1 speaker)\n".to_owned(),
        many => format!("({many} speakers)\n"),
    });
    shown
}

/// Spellings with their rows, most first; the same spelling with several ids once.
fn variants(variants: &[Spelling]) -> String {
    let mut names: Vec<(&str, u64)> = Vec::new();
    for own in variants {
        match names.iter_mut().find(|(name, _)| *name == own.name) {
            Some((_, quotes)) => *quotes += own.quotes,
            None => names.push((&own.name, own.quotes)),
        }
    }
    names.iter().map(|(name, quotes)| format!("{name} ({quotes})")).collect::<Vec<_>>().join("; ")
}
