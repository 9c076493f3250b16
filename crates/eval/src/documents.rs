//! Annotated documents: one JSON object a line with `id`, `text` and
//! `attributions`, positions in code points.
//!
//! This is the format of the annotated news that the project is measured on,
//! and of the corrections that a user makes.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::annotation::{Attribution, Prediction, Type, Who};
use crate::brat;
use crate::regions::{Range, Scored};

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
    #[error("{path}: {cause}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A line does not hold what it should.
    #[error("{path}:{line}: {cause}", path = path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// 1-based number of the line.
        line: usize,
        /// What the parser says.
        cause: serde_json::Error,
    },
    /// A line is of another kind of file.
    #[error("{path}:{line}: {kind}", path = path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// 1-based number of the line.
        line: usize,
        /// What it is, and who reads it.
        kind: &'static str,
    },
    /// A position is none of the text.
    #[error("{path}:{line}: {start} to {end} lies outside of the text, which has {length} characters", path = path.display())]
    Offsets {
        /// The file.
        path: PathBuf,
        /// 1-based number of the line.
        line: usize,
        /// Where it begins.
        start: usize,
        /// Where it ends.
        end: usize,
        /// Code points of the text.
        length: usize,
    },
    /// A line of brat's standoff format is not as it should be.
    #[error("{path}:{line}: {problem}", path = path.display())]
    Standoff {
        /// The file.
        path: PathBuf,
        /// 1-based number of the line.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// There are no annotations.
    #[error("{path}: no .ann or .jsonl files in this folder", path = path.display())]
    Nothing {
        /// The folder.
        path: PathBuf,
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
    /// Read from the text where it is absent.
    #[serde(default, rename = "type")]
    quote_type: Option<Type>,
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
    let speakers: Vec<(usize, SpeakersLine)> = speakers.map(lines).transpose()?.unwrap_or_default();
    let mut documents = Vec::new();
    for (number, line) in lines::<DocumentLine>(gold)? {
        check(&line).map_err(|(start, end, length)| GoldError::Offsets { path: gold.to_owned(), line: number, start, end, length })?;
        let scored = LazyCell::new(|| Scored::new(&line.text));
        let named = speakers.iter().find(|(_, row)| row.id == line.id).map_or(&[][..], |(_, row)| &row.speakers);
        let attributions = line.attributions.into_iter().enumerate().map(|(at, field)| {
            let row = named.iter().rfind(|row| row.i == at);
            let own = field.speaker.map(|name| Who { name, kind: field.kind });
            Attribution {
                quote_type: field.quote_type.unwrap_or_else(|| scored.type_of(&field.content)),
                content: field.content,
                mention: field.source,
                cue: field.cue,
                who: row.map(|row| Who { name: row.speaker.clone(), kind: row.kind.clone() }).or(own),
            }
        });
        let attributions = attributions.collect();
        documents.push(Document { attributions, id: line.id, text: line.text });
    }
    Ok(documents)
}

/// The first range that is none of the text, and the length of the text.
fn check(line: &DocumentLine) -> Result<(), (usize, usize, usize)> {
    let length = line.text.chars().count();
    let ranges = line.attributions.iter().flat_map(|field| field.content.iter().chain(&field.source).chain(&field.cue));
    match ranges.copied().find(|&(start, end)| start >= end || end > length) {
        Some((start, end)) => Err((start, end, length)),
        None => Ok(()),
    }
}

/// The annotated documents of files and folders: `.ann` is brat's standoff
/// format ([`crate::brat`]), any other file holds a JSON object a line. Of a folder
/// and its subfolders, `.ann` and `.jsonl` files are read, sorted by name,
/// hidden ones left out.
///
/// # Errors
///
/// Where a file cannot be read or a line is not in the format or does not fit
/// the text.
pub fn load_all(paths: &[PathBuf]) -> Result<Vec<Document>, GoldError> {
    let mut documents = Vec::new();
    for path in paths {
        let mut files = Vec::new();
        if path.is_dir() {
            walk(path, &mut files)?;
            if files.is_empty() {
                return Err(GoldError::Nothing { path: path.clone() });
            }
        } else {
            files.push(path.clone());
        }
        for file in files {
            if has_extension(&file, "ann") {
                let name = file.strip_prefix(path).ok().filter(|name| !name.as_os_str().is_empty()).unwrap_or(&file);
                documents.push(brat::load(&file, &name.with_extension("").to_string_lossy())?);
            } else {
                documents.extend(load(&file, None)?);
            }
        }
    }
    Ok(documents)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), GoldError> {
    let failed = |cause| GoldError::Read { path: folder.to_owned(), cause };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // Links to folders are not followed: they may lead in a circle.
        let kind = entry.file_type().map_err(failed)?;
        names.push((entry.file_name(), kind.is_dir()));
    }
    names.sort_unstable();
    for (name, is_folder) in names {
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(name);
        if is_folder {
            walk(&path, files)?;
        } else if has_extension(&path, "ann") || has_extension(&path, "jsonl") {
            files.push(path);
        }
    }
    Ok(())
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
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
    Ok(lines.into_iter().map(|(_, line)| (line.id, flat(line.quotes))).collect())
}

/// What the lines hold, with their 1-based numbers; empty ones are passed over.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, GoldError> {
    let source = fs::read_to_string(path).map_err(|cause| GoldError::Read { path: path.to_owned(), cause })?;
    let parse = |(number, line): (usize, &str)| match serde_json::from_str(line) {
        Ok(value) => Ok((number, value)),
        Err(cause) => Err(match other(line) {
            Some(kind) => GoldError::Other { path: path.to_owned(), line: number, kind },
            None => GoldError::Line { path: path.to_owned(), line: number, cause },
        }),
    };
    (1..).zip(source.lines()).filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// What a line is that was taken for something else, if that can be told.
fn other(line: &str) -> Option<&'static str> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).ok()?;
    let has = |names: &[&str]| names.iter().all(|&name| object.contains_key(name));
    if has(&["doc_id", "quote_id"]) {
        return Some("a row of a table; scored are predictions: inquit extract --format predictions");
    }
    if has(&["text", "attributions"]) {
        return Some("an annotated document, which --gold takes, where something else is wanted");
    }
    if has(&["quotes"]) {
        return Some("predictions, which hold neither text nor annotations; --gold takes annotated documents, --predictions takes these");
    }
    if has(&["speakers"]) {
        return Some("names of speakers, which --speakers takes, where something else is wanted");
    }
    (has(&["text"]) && !has(&["attributions"])).then_some("a document without attributions: nobody has annotated it")
}
