//! What the writers of the command promise: what they write, others read.
//!
//! [`case`] makes a document and quotations of bytes, far from what analysis
//! makes; [`table`] reads tables again, [`marked`] TEI, JSON and brat.

mod case;
mod marked;
mod table;

use std::fs;
use std::path::Path;

use inquit::memory::write;
use inquit_gazetteer::Gazetteer;
use inquit_table::{Document, Record, Shape, Unit, records};

use case::Case;

/// Writes a document and quotations that bytes make up, and reads the file
/// again; the first byte chooses the format.
///
/// # Panics
///
/// If writing panics, or the file says something else than what was written.
pub fn any_rows(bytes: &[u8]) {
    let Some(case) = Case::of(bytes) else { return };
    let gazetteer = Gazetteer::curated();
    let shape = Shape { unit: Unit::Chars, context: None, keep: case.keep.clone() };
    let selection = case::everything();
    let last = case::last();
    let documents: [(&Document<'_>, Vec<Record<'_>>); 2] = [
        (&case.document, records(&case.document, &case.quotes, &gazetteer, &selection, &shape)),
        (&last.0, records(&last.0, &last.1, &gazetteer, &selection, &shape)),
    ];
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.path().join("rows");
    let written = write(&path, case.format, &case.keep, case.spreadsheet, &documents);
    let warnings = written.unwrap_or_else(|why| panic!("{}: {why}", case.format));
    assert!(warnings.is_empty(), "{warnings:?}");
    let all: Vec<&Record<'_>> = documents.iter().flat_map(|(_, records)| records).collect();
    match case.format {
        "csv" | "tsv" => table::delimited(&path, &case, &all),
        "xlsx" => table::workbook(&path, &case, &all),
        "parquet" => table::read_again(&path, &case, &all),
        "jsonl" => {
            marked::lines(&path, &case, &all);
            table::read_again(&path, &case, &all);
        }
        "tei" => marked::tei(&path, &documents),
        "jsonld" => marked::annotations(&path, &documents),
        "predictions" => marked::predictions(&path, &documents),
        _ => marked::brat(&path, &documents),
    }
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
