//! A document and its rows as the page reads them. Positions are UTF-16 code
//! units, which is what JavaScript counts; words are not repeated, the page
//! cuts them out of the text.

use inquit_quotes::{Analyzer, Explanation, Speaker};
use inquit_table::{Record, Selection, Shape, Unit, records};
use serde::Serialize;

use crate::input::Document;

/// Features of a row that the page shows.
const FEATURES: usize = 6;
/// Weights nearer to zero than this are not worth a line.
const LEAST: f32 = 0.05;

/// One document in JSON, its evidence in JSON if that was asked for, and how
/// many rows it has, with a speaker and in all.
pub(super) struct Part {
    pub(super) document: String,
    pub(super) evidence: Option<String>,
    pub(super) with_speaker: u64,
    pub(super) rows: u64,
    /// Names and ids of those who speak, if somebody is looked for.
    pub(super) speakers: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    /// The ordinal in the document, as in its `quote_id`.
    number: usize,
    #[serde(rename = "type")]
    quote_type: &'static str,
    class: &'static str,
    content: Vec<[usize; 2]>,
    speakers: Vec<Voice<'a>>,
    mention: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    lemma: Option<&'a str>,
    method: &'static str,
    confidence: f64,
    nested: Option<usize>,
}

#[derive(Serialize)]
struct Voice<'a> {
    name: &'a str,
    id: Option<&'a str>,
    kind: &'static str,
}

/// Analyses a document.
///
/// # Errors
///
/// None that occur in memory; the signature is the writer's.
pub(super) fn part(analyzer: &Analyzer, document: &Document<'_>, selection: &Selection, explain: bool) -> serde_json::Result<Part> {
    let explained = if explain { analyzer.explain(&document.text) } else { Vec::new() };
    let quotes = match explain {
        true => explained.iter().map(|explanation| explanation.quote.clone()).collect(),
        false => analyzer.analyze(&document.text).quotes,
    };
    let shape = Shape::plain(Unit::Utf16);
    let records = records(document, &quotes, analyzer.gazetteer(), selection, &shape);
    let all = quotes.iter().filter(|_| !selection.speakers.is_empty()).flat_map(|quote| &quote.speakers);
    let id = |speaker: &Speaker| Some(analyzer.gazetteer().get(speaker.entity?)?.id.clone());
    let speakers = all.map(|speaker| (speaker.name.clone(), id(speaker))).collect();
    let evidence = records.iter().map(|record| explained.get(number(&record.quote_id).wrapping_sub(1)).map_or(Vec::new(), strongest));
    let evidence = explain.then(|| serde_json::to_string(&evidence.collect::<Vec<_>>())).transpose()?;
    let article = Article {
        id: &document.id,
        title: document.title.as_deref(),
        date: document.date.as_deref(),
        url: document.url.as_deref(),
        text: &document.text,
        rows: records.iter().map(row).collect(),
    };
    Ok(Part {
        document: serde_json::to_string(&article)?,
        evidence,
        with_speaker: records.iter().filter(|record| !record.speakers.is_empty()).count() as u64,
        rows: records.len() as u64,
        speakers,
    })
}

fn row<'a>(record: &Record<'a>) -> Row<'a> {
    Row {
        number: number(&record.quote_id),
        quote_type: record.quote_type,
        class: record.class,
        content: record.content.iter().map(|piece| [piece.start, piece.end]).collect(),
        speakers: record.speakers.iter().map(|voice| Voice { name: voice.name, id: voice.id, kind: voice.kind }).collect(),
        mention: record.mention.as_ref().map(|mention| [mention.start, mention.end]),
        cue: record.cue.as_ref().map(|cue| [cue.start, cue.end]),
        lemma: record.cue.as_ref().map(|cue| cue.lemma),
        method: record.method,
        confidence: record.confidence,
        nested: record.nested_in.as_deref().map(number),
    }
}

/// The ordinal at the end of a `quote_id`.
fn number(quote_id: &str) -> usize {
    quote_id.rsplit('#').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The features that told most, for or against.
fn strongest(explanation: &Explanation) -> Vec<(&str, f64)> {
    let mut sorted: Vec<&(String, f32)> = explanation.evidence.iter().filter(|(_, weight)| weight.abs() >= LEAST).collect();
    sorted.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let rounded = |weight: f32| (f64::from(weight) * 100.0).round() / 100.0;
    sorted.into_iter().take(FEATURES).map(|(feature, weight)| (feature.as_str(), rounded(*weight))).collect()
}
