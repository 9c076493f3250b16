//! The annotated news that lies outside the project.
//!
//! The folder is named by `INQUIT_SHARED` (a relative path counts from the
//! workspace) and is `../shared` beside the workspace by default. Its texts
//! are for measuring only and never enter the project, so tests that need them
//! are skipped, loudly, where it is absent.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::annotation::{Attribution, Type, Who};
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

/// Why annotated news cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SharedError {
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

/// The folder, or `None` if it is not there.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let workspace = crate::tests_folder().join("..");
    let named = std::env::var_os("INQUIT_SHARED").filter(|value| !value.is_empty());
    let folder = workspace.join(named.unwrap_or_else(|| "../shared".into()));
    folder.join("eval").is_dir().then_some(folder)
}

/// The folder; without it, says on standard error that `test` is skipped.
#[must_use]
pub fn folder_or_skip(test: &str) -> Option<PathBuf> {
    let folder = folder();
    if folder.is_none() {
        crate::say(&format!("SKIPPED {test}: no annotated news; INQUIT_SHARED names its folder, ../shared by default"));
    }
    folder
}

/// The documents of `gold`, with the speakers that `speakers` gives for them
/// or, without it, those in `gold` itself.
///
/// # Errors
///
/// Where a file cannot be read or a line is not in the format.
pub fn load(gold: &Path, speakers: Option<&Path>) -> Result<Vec<Document>, SharedError> {
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

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, SharedError> {
    let source = fs::read_to_string(path).map_err(|source| SharedError::Read { path: path.to_owned(), source })?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|source| SharedError::Line { path: path.to_owned(), line: at + 1, source })
    };
    source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}
