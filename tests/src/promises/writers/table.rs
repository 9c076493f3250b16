//! Tables read again: by the crates that others use, and by our own readers.

use std::fs::File;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use inquit::memory::{Input, read, table};
use inquit_table::{COLUMNS, Column, Record, Value};

use super::case::Case;

fn columns(case: &Case) -> Vec<Column> {
    let kept = case.keep.iter().enumerate().map(|(place, name)| Column::kept(place, name.clone()));
    COLUMNS.iter().cloned().chain(kept).collect()
}

/// CSV and TSV as the crate `csv` reads them, then by our own readers.
pub(super) fn delimited(path: &Path, case: &Case, rows: &[&Record<'_>]) {
    let delimiter = if case.format == "csv" { b',' } else { b'\t' };
    let read = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_path(path);
    let records: Result<Vec<csv::StringRecord>, _> = read.unwrap_or_else(|error| panic!("{error}")).records().collect();
    let records = records.unwrap_or_else(|error| panic!("{}: {error}", case.format));
    let columns = columns(case);
    assert_eq!(records.len(), rows.len() + 1, "rows of {}", case.format);
    let header: Vec<&str> = records[0].iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    assert_eq!(header, columns.iter().map(|column| &*column.name).collect::<Vec<_>>());
    for (record, row) in records[1..].iter().zip(rows) {
        for (cell, column) in record.iter().zip(&columns) {
            let runs = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
            let is = match column.value(row) {
                Value::Empty => cell.is_empty(),
                Value::Text(words) if case.spreadsheet && runs(&words) => cell.strip_prefix('\'') == Some(&*words),
                Value::Text(words) => cell == words,
                Value::Integer(number) => cell == number.to_string(),
                Value::Real(number) => cell.parse().is_ok_and(|cell: f64| (cell - number).abs() <= 0.005_001),
            };
            assert!(is, "{} of {} is {cell:?} instead of {:?}", column.name, row.quote_id, column.value(row));
            assert!(!case.spreadsheet || !runs(cell), "{cell:?} would run");
        }
    }
    if !case.spreadsheet {
        read_again(path, case, rows);
    }
}

/// A workbook as calamine reads it.
pub(super) fn workbook(path: &Path, case: &Case, rows: &[&Record<'_>]) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap_or_else(|error: calamine::XlsxError| panic!("{error}"));
    assert_eq!(book.sheet_names(), ["Quotations", "Speakers"]);
    let sheet = book.worksheet_range("Quotations").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sheet.height(), rows.len() + 1, "rows of the sheet");
    for (place, column) in columns(case).iter().enumerate() {
        let at = |row: usize| sheet.get((row, place)).unwrap_or(&Data::Empty);
        assert_eq!(at(0), &Data::String(column.name.clone().into_owned()));
        for (number, row) in rows.iter().enumerate() {
            let cell = at(number + 1);
            let is = match (column.value(row), cell) {
                (Value::Empty, Data::Empty) => true,
                (Value::Text(words), Data::String(cell)) => *cell == in_xml(&words),
                (Value::Text(words), Data::Empty) => words.is_empty(),
                (Value::Integer(number), Data::Float(cell)) => *cell == number as f64,
                (Value::Real(number), Data::Float(cell)) => (cell - number).abs() < 1e-9,
                _ => false,
            };
            assert!(is, "{} of {} is {cell:?} instead of {:?}", column.name, row.quote_id, column.value(row));
        }
    }
}

/// Words as XML and a cell of Excel can hold them.
fn in_xml(words: &str) -> String {
    let line_feeds = words.replace("\r\n", "\n").replace('\r', "\n");
    super::marked::allowed(&line_feeds)
}

/// A table as our own reader of documents reads it, a row a document, and as
/// the commands do that work on tables.
pub(super) fn read_again(path: &Path, case: &Case, rows: &[&Record<'_>]) {
    let keep: Vec<String> = ["title", "date", "url", "doc_id", "section", "type"].map(str::to_owned).to_vec();
    let input = Input { text: vec!["text".to_owned()], id: "quote_id".to_owned(), keep, ..Input::new(case.format) };
    let file = File::open(path).unwrap_or_else(|error| panic!("{error}"));
    let found = read(file, &input).unwrap_or_else(|why| panic!("{why}"));
    // A table in which a cell is empty throughout is told to be; a row without words is none.
    let with_text: Vec<&&Record<'_>> = rows.iter().filter(|row| !row.text.is_empty()).collect();
    assert_eq!(found.documents.len(), with_text.len(), "documents of {}: {found:?}", case.format);
    for (document, row) in found.documents.iter().zip(with_text) {
        assert_eq!((&*document.id, &*document.text), (row.quote_id.as_str(), row.text.as_str()), "{}", case.format);
        // In JSON kept fields stand in the row, in tables in columns.
        let expected = [row.title, row.date, row.url, Some(row.doc_id), row.kept.value(0), Some(row.quote_type)];
        let section = |place: usize| place == 4 && case.format == "jsonl";
        for (place, (cell, expected)) in document.kept.iter().zip(expected).enumerate().filter(|(place, _)| !section(*place)) {
            let filled = |cell: Option<&str>| cell.filter(|cell| !cell.is_empty()).map(str::to_owned);
            assert_eq!(filled(cell.as_deref()), filled(expected), "{}: field {place} of {}", case.format, row.quote_id);
        }
    }
    let again = match table(path) {
        // Names with the separator of names in them cannot be told from several, and are not guessed at.
        Err(why) if why.contains(" speakers and ") && rows.iter().any(|row| row.speakers.iter().any(|voice| voice.name.contains(';'))) => {
            return;
        }
        again => again.unwrap_or_else(|why| panic!("{}: {why}", case.format)),
    };
    assert_eq!(again.len(), rows.len(), "rows of the table in {}", case.format);
    for ((document, speakers), row) in again.iter().zip(rows) {
        // A mark before what a spreadsheet would run is taken away, also where it is the text's own.
        if case.format == "jsonl" || !row.doc_id.starts_with('\'') {
            assert_eq!(document, row.doc_id);
        }
        let plain = |name: &str| !name.is_empty() && !name.contains("; ") && !name.starts_with('\'') && !name.starts_with("; ");
        if case.format == "jsonl" || row.speakers.iter().all(|voice| plain(voice.name)) && !joins(row) {
            let names: Vec<&str> = speakers.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, row.speakers.iter().map(|voice| voice.name).collect::<Vec<_>>(), "{}", case.format);
            let ids: Vec<Option<&str>> = speakers.iter().map(|(_, id)| id.as_deref()).collect();
            assert_eq!(ids, row.speakers.iter().map(|voice| voice.id).collect::<Vec<_>>(), "{}", case.format);
        }
    }
}

/// Whether names joined have more separators than names: *a;* and *b* give *a;; b*.
fn joins(row: &Record<'_>) -> bool {
    row.speakers.iter().any(|voice| voice.name.ends_with(';') || voice.name.starts_with(' '))
}
