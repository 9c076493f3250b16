//! Copies of tables in which each speaker has one name and one id.
//!
//! In: a record, and the name and id of each of its speakers. Out: the same
//! bytes but for those names and ids that differ.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::speaker::Merged;
use crate::error::Stop;
use crate::output::target::Target;
use crate::output::{extension, is_formula};
use crate::tables::lines::field;
use crate::tables::row::{Places, Row};
use crate::tables::source::Format;
use crate::tables::table::{Entry, Table};

/// The outputs, one for each table: `out` itself, or files in it.
///
/// # Errors
///
/// If two tables would become one file, or there is no place for them.
pub(super) fn targets(tables: &[Table], out: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let name = |table: &Table| -> anyhow::Result<PathBuf> {
        let path =
            table.path.as_deref().ok_or_else(|| anyhow!("standard input cannot be read twice, as --rewrite must; save it to a file"))?;
        Ok(out.join(path.file_name().unwrap_or(OsStr::new("quotes"))))
    };
    let all: Vec<PathBuf> = tables.iter().map(name).collect::<anyhow::Result<_>>()?;
    let formats: Vec<Format> = tables.iter().map(Table::format).collect::<anyhow::Result<_>>()?;
    if let Some((table, _)) = tables.iter().zip(&formats).find(|(_, format)| **format == Format::Parquet) {
        let name = &table.name;
        return Err(anyhow!(
            "--rewrite copies CSV, TSV and JSONL, and {name} is Parquet; have one of them written: inquit extract … -o quotes.csv"
        ));
    }
    if let (&[format], false) = (formats.as_slice(), out.is_dir()) {
        if !format.fits(out) {
            let (out, format) = (out.display(), format.name());
            return Err(anyhow!("--rewrite {out}: the copy is in {format} as the table is; choose a name that says so"));
        }
        return Ok(vec![out.to_owned()]);
    }
    if !out.is_dir() && extension::is_known(out) {
        let out = out.display();
        return Err(anyhow!("--rewrite {out}: of several tables, the copies go to a folder; name one, as --rewrite named/"));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = all.iter().find(|path| !seen.insert(*path)) {
        return Err(anyhow!("two tables would be written to {}; rewrite them one by one", twice.display()));
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}, where the tables go", out.display()))?;
    Ok(all)
}

/// Writes the copy of a table.
///
/// # Errors
///
/// [`Stop`] if it cannot be read or written.
pub(super) fn rewrite(table: &Table, target: &mut Target, merged: &Merged) -> Result<(), Stop> {
    table.read(|entry| match &entry.row {
        Ok(Some(row)) => target.write(&replaced(entry, row, merged)),
        // What is no row stays as it is, and was reported when it was counted.
        Ok(None) | Err(_) => target.write(entry.raw),
    })
}

/// The record with the names and ids of `merged`.
fn replaced<'a>(entry: &Entry<'a>, row: &Row<'_>, merged: &Merged) -> Cow<'a, [u8]> {
    let new: Vec<(&str, Option<&str>)> = row
        .speakers
        .iter()
        .map(|own| match merged.speaker(&own.name, own.id.as_deref()) {
            Some(speaker) => (speaker.name.as_str(), speaker.id.as_deref()),
            None => (own.name.as_ref(), own.id.as_deref()),
        })
        .collect();
    let mut splices = Vec::new();
    match &row.places {
        Places::Cells { speaker, id } => {
            let old: Vec<(&str, Option<&str>)> = row.speakers.iter().map(|own| (own.name.as_ref(), own.id.as_deref())).collect();
            if names(&old) != names(&new) {
                splices.push((speaker.clone(), cell(names(&new), entry)));
            }
            if ids(&old) != ids(&new) {
                splices.push((id.clone(), cell(ids(&new), entry)));
            }
        }
        Places::Values(places) => {
            for ((own, (name, id)), (name_at, id_at)) in row.speakers.iter().zip(&new).zip(places) {
                let mut text = if own.name != *name { Some(json(Some(name))) } else { None };
                if own.id.as_deref() != *id {
                    match id_at {
                        Some(at) => splices.push((at.clone(), json(*id))),
                        None => text = Some(format!("{},\"id\":{}", json(Some(name)), json(*id))),
                    }
                }
                splices.extend(text.map(|text| (name_at.clone(), text)));
            }
        }
    }
    if splices.is_empty() {
        return Cow::Borrowed(entry.raw);
    }
    splices.sort_by_key(|(place, _)| place.start);
    let mut out = Vec::with_capacity(entry.raw.len() + 64);
    let mut at = 0;
    for (place, text) in splices {
        out.extend_from_slice(&entry.raw[at..place.start]);
        out.extend_from_slice(text.as_bytes());
        at = place.end;
    }
    out.extend_from_slice(&entry.raw[at..]);
    Cow::Owned(out)
}

fn names(speakers: &[(&str, Option<&str>)]) -> String {
    speakers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("; ")
}

/// As `extract` writes them: an empty cell if nobody has one.
fn ids(speakers: &[(&str, Option<&str>)]) -> String {
    if speakers.iter().all(|(_, id)| id.is_none()) {
        return String::new();
    }
    speakers.iter().map(|(_, id)| id.unwrap_or("")).collect::<Vec<_>>().join("; ")
}

fn cell(mut value: String, entry: &Entry<'_>) -> String {
    if entry.spreadsheet && is_formula(&value) {
        value.insert(0, '\'');
    }
    field(&value, entry.delimiter).into_owned()
}

fn json(value: Option<&str>) -> String {
    serde_json::Value::from(value).to_string()
}
