//! Annotated documents: one JSON object a line with `id`, `text` and
//! `attributions`, positions in code points.
//!
//! This is the format of the annotated news that the project is measured on,
//! and of the corrections that a user makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::annotation::{Attribution, Prediction, Type, Who};
use crate::regions::Range;

/// One article with its attributions. Positions are code points.
#[derive(Clone, Debug)]
pub struct Document {
    /// The identifier, unique in its file.
    pub id: String,
    /// The text.
    pub text: String,
    /// The attributions, in the order of the file.
    pub attributions: Vec<Attribution>,
}

/// Why annotated documents cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The file cannot be read.
    #[error("{path}: {source}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line does not hold what it should.
    #[error("{path}:{line}: {source}", path = path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// 1-based number of the line.
        line: usize,
        /// What the parser says.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    text: String,
    attributions: Vec<AttributionField>,
}

#[derive(Deserialize)]
struct AttributionField {
    content: Vec<Range>,
    source: Vec<Range>,
    #[serde(default)]
    cue: Vec<Range>,
    #[serde(rename = "type")]
    quote_type: Type,
    /// Absent, null and a name are three different things.
    #[serde(default, deserialize_with = "present")]
    speaker: Option<Option<String>>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct SpeakersLine {
    id: String,
    speakers: Vec<SpeakerField>,
}

#[derive(Deserialize)]
struct SpeakerField {
    i: usize,
    speaker: Option<String>,
    kind: Option<String>,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The documents of `gold`, with the speakers that `speakers` gives for them
/// or, without it, those in `gold` itself.
///
/// # Errors
///
/// Where a file cannot be read or a line is not in the format.
pub fn load(gold: &Path, speakers: Option<&Path>) -> Result<Vec<Document>, GoldError> {
    let speakers: Vec<SpeakersLine> = speakers.map(lines).transpose()?.unwrap_or_default();
    let mut documents = Vec::new();
    for line in lines::<DocumentLine>(gold)? {
        let named = speakers.iter().find(|row| row.id == line.id).map_or(&[][..], |row| &row.speakers);
        let attributions = line.attributions.into_iter().enumerate().map(|(at, field)| {
            let row = named.iter().rfind(|row| row.i == at);
            let own = field.speaker.map(|name| Who { name, kind: field.kind });
            Attribution {
                content: field.content,
                mention: field.source,
                cue: field.cue,
                who: row.map(|row| Who { name: row.speaker.clone(), kind: row.kind.clone() }).or(own),
                quote_type: field.quote_type,
            }
        });
        documents.push(Document { attributions: attributions.collect(), id: line.id, text: line.text });
    }
    Ok(documents)
}

#[derive(Deserialize)]
struct PredictionsLine {
    id: String,
    quotes: Vec<PredictionField>,
}

#[derive(Deserialize)]
struct PredictionField {
    content: Vec<Range>,
    speaker: Option<Range>,
    #[serde(default)]
    resolved: Option<String>,
    #[serde(default, rename = "type")]
    quote_type: Option<Type>,
    #[serde(default)]
    nested: bool,
    confidence: Option<f64>,
}

/// The predictions of a file that `inquit extract --format predictions`
/// wrote, by the id of their document. Nested ones are left out, because the
/// annotations are flat.
///
/// # Errors
///
/// Where the file cannot be read or a line is not in the format.
pub fn load_predictions(path: &Path) -> Result<BTreeMap<String, Vec<Prediction>>, GoldError> {
    let lines = lines::<PredictionsLine>(path)?;
    let flat = |quotes: Vec<PredictionField>| {
        let kept = quotes.into_iter().filter(|quote| !quote.nested);
        kept.map(|quote| Prediction {
            content: quote.content,
            speaker: quote.speaker,
            resolved: quote.resolved,
            quote_type: quote.quote_type,
            confidence: quote.confidence.unwrap_or(1.0),
        })
        .collect()
    };
    Ok(lines.into_iter().map(|line| (line.id, flat(line.quotes))).collect())
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, GoldError> {
    let source = fs::read_to_string(path).map_err(|source| GoldError::Read { path: path.to_owned(), source })?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|source| GoldError::Line { path: path.to_owned(), line: at + 1, source })
    };
    source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}
