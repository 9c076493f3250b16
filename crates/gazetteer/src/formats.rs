//! Other forms of the same rows: CSV and JSON lines.

#[cfg(any(feature = "csv", feature = "serde"))]
use std::io::Read;
use std::path::Path;

use crate::error::Error;

/// What the rows of a file look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Tsv,
    #[cfg(feature = "csv")]
    Csv,
    #[cfg(feature = "serde")]
    Jsonl,
}

impl Form {
    /// The form that the extension of a file tells; tab-separated if none.
    pub(crate) fn of(path: &Path) -> Form {
        match path.extension().unwrap_or_default().to_ascii_lowercase().to_str() {
            #[cfg(feature = "csv")]
            Some("csv") => Form::Csv,
            #[cfg(feature = "serde")]
            Some("jsonl" | "ndjson") => Form::Jsonl,
            _ => Form::Tsv,
        }
    }
}

/// The text of a file, or where it stops being UTF-8.
pub(crate) fn utf8(file: &str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..byte).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Error::Encoding { file: file.to_owned(), line, byte }
    })
}

/// CSV as the tab-separated text of the same rows, on the same lines.
#[cfg(feature = "csv")]
pub(crate) fn csv_to_tsv(file: &str, mut rows: impl Read) -> Result<String, Error> {
    let mut bytes = Vec::new();
    rows.read_to_end(&mut bytes).map_err(|source| Error::Io { file: file.to_owned(), source })?;
    let csv = utf8(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).comment(Some(b'#')).from_reader(csv.as_bytes());
    let mut text = String::new();
    let mut line = 1;
    let mut at = 0;
    for record in reader.records() {
        let record = record.map_err(|error| Error::Row { file: file.to_owned(), line, fault: error.to_string() })?;
        // Comments and empty lines before the row become empty lines, so that
        // a fault found later names the right one.
        let start = row_start(csv.as_bytes(), record.position().map_or(at, |position| position.byte() as usize));
        let skipped = memchr::memchr_iter(b'\n', &csv.as_bytes()[at..start]).count();
        text.extend(std::iter::repeat_n('\n', skipped.saturating_sub(usize::from(!text.is_empty()))));
        line += skipped;
        at = start;
        if let Some(cell) = record.iter().find(|cell| cell.contains(['\t', '\n', '\r'])) {
            let fault = format!("the cell {cell:?} has a tab or a line break");
            return Err(Error::Row { file: file.to_owned(), line, fault });
        }
        if let Some(first) = record.get(0).filter(|cell| cell.starts_with('#')) {
            let fault = format!("a row cannot begin with `#` as {first:?} does: begin with another column, or without the sign");
            return Err(Error::Row { file: file.to_owned(), line, fault });
        }
        text.push_str(&record.iter().collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    Ok(text)
}

/// The first byte at or after `at` that is in no empty line and no comment.
#[cfg(feature = "csv")]
fn row_start(csv: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = csv.get(at) {
        match byte {
            b'\n' | b'\r' => at += 1,
            b'#' => at += memchr::memchr(b'\n', &csv[at..]).unwrap_or(csv.len() - at),
            _ => break,
        }
    }
    at.min(csv.len())
}

/// Entities from JSON lines; empty lines are passed over.
#[cfg(feature = "serde")]
pub(crate) fn read_jsonl(file: &str, mut rows: impl Read) -> Result<Vec<crate::Entity>, Error> {
    use std::collections::HashMap;

    let mut bytes = Vec::new();
    rows.read_to_end(&mut bytes).map_err(|source| Error::Io { file: file.to_owned(), source })?;
    let text = utf8(file, bytes)?;
    let mut entities: Vec<crate::Entity> = Vec::new();
    let mut lines: HashMap<String, usize> = HashMap::new();
    for (number, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let line = number + 1;
        let fault = |fault: String| Error::Row { file: file.to_owned(), line, fault };
        let entity = entity_of_json(row).map_err(fault)?;
        if let Some(&first_line) = lines.get(&entity.id) {
            let (id, file) = (entity.id, file.to_owned());
            return Err(Error::DuplicateId { first_file: file.clone(), file, line, id, first_line });
        }
        lines.insert(entity.id.clone(), line);
        entities.push(entity);
    }
    Ok(entities)
}

/// The entity of a line, or what is wrong with it.
#[cfg(feature = "serde")]
pub(crate) fn entity_of_json(row: &str) -> Result<crate::Entity, String> {
    let mut entity: crate::Entity = serde_json::from_str(row).map_err(|error| error.to_string())?;
    // The name to show is one of the names, and the first, whether the line lists it or not.
    if entity.names.iter().all(|name| name.text != entity.name) {
        entity.names.insert(0, crate::Name::new(entity.name.clone(), crate::NameClass::Official));
    }
    crate::builder::check_entity(&entity).map_err(|error| error.to_string())?;
    Ok(entity)
}
