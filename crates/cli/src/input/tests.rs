//! Documents as they are made of whole files.

use std::path::Path;

use super::{Document, Fields, InputFormat, Source, reader};
use crate::error::Note;
use crate::memory::owned;

/// The documents in a file called `name` of the content `bytes`, with the
/// fields `keep`, and what there is to tell.
pub(super) fn read(name: &str, bytes: &[u8], keep: &[&str]) -> (Vec<Document<'static>>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let format = InputFormat::of_path(Path::new(name)).unwrap();
    let source = Source { path: Some(path), name: name.to_owned(), id: name.to_owned(), format, found: false };
    let keep = keep.iter().map(|&name| name.to_owned()).collect();
    let fields = Fields {
        text: vec!["text".to_owned()],
        about: Fields::ABOUT.map(|names| names.split(',').map(str::to_owned).collect()),
        keep,
        ..Fields::default()
    };
    let (mut documents, mut notes, mut consumed) = (Vec::new(), Vec::new(), 0);
    reader::read(vec![source], &fields, |batch| {
        consumed += batch.consumed;
        for item in &batch.items {
            documents.extend(item.document(&batch.bytes, &fields, &mut notes).map(owned));
        }
        true
    });
    // What cannot be read to its end is left where it breaks.
    let left = bytes.len() as u64 - consumed;
    assert!(left == 0 || !notes.is_empty(), "{name}: the progress bar ends {left} bytes before its end");
    let told = notes.into_iter().filter_map(|note| match note {
        Note::Failure(why) | Note::Warning(why) => Some(why),
        _ => None,
    });
    (documents, told.collect())
}

/// Fails unless the only document has these cells for the fields `keep`.
fn check(name: &str, bytes: &[u8], keep: &[&str], cells: &[Option<&str>]) {
    let (documents, notes) = read(name, bytes, keep);
    assert_eq!((documents.len(), notes.len()), (1, 0), "{name}: {notes:?}");
    let kept: Vec<Option<&str>> = documents[0].kept.iter().map(Option::as_deref).collect();
    assert_eq!(kept, cells, "{name}");
}

#[test]
fn other_fields_are_kept_in_every_format() {
    let keep = ["section", "n", "none"];
    let some = [Some("north"), Some("7"), None];
    check("a.txt", b"x", &keep, &[None, None, None]);
    check("a.md", b"---\nn: 7\nsection: north\n---\n\nx", &keep, &some);
    check("a.jsonl", br#"{"n":7,"text":"x","section":"north"}"#, &keep, &some);
    check("a.json", br#"[{"n":7,"text":"x","section":"north"}]"#, &keep, &some);
    check("a.csv", b"n,section,text\n7,north,x\n", &keep, &some);
    check("a.tsv", b"n\tsection\ttext\n7\tnorth\tx\n", &keep, &some);
    check("a.csv", b"n,section,text\n,,x\n", &keep, &[Some(""), Some(""), None]);
    // A column may be the text as well.
    check("a.csv", b"n,text\n7,x\n", &["text"], &[Some("x")]);
    let page = "<html lang=en><meta name=author content='Pia Lund'><p>x</p></html>";
    check("a.html", page.as_bytes(), &["byline", "language", "n"], &[Some("Pia Lund"), Some("en"), None]);
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record =
        format!("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n", answer.len());
    check("a.warc", record.as_bytes(), &["byline", "warc-record-id", "n"], &[Some("Pia Lund"), Some("<urn:x:1>"), None]);
}

#[test]
fn records_without_an_address_are_numbered() {
    let record = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 2\r\n\r\nx\n\r\n\r\n";
    let (documents, _) = read("a.wet", record.repeat(2).as_bytes(), &[]);
    let ids: Vec<&str> = documents.iter().map(|document| &*document.id).collect();
    assert_eq!(ids, ["a.wet:1", "a.wet:2"]);
}

#[cfg(feature = "parquet")]
#[test]
fn cells_of_parquet_are_text() {
    use arrow_array::types::Int32Type;
    use arrow_array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray, ListArray,
        RecordBatch, StringArray, StructArray, TimestampMillisecondArray,
    };
    use arrow_schema::Field;
    use std::sync::Arc;

    let inner: ArrayRef = Arc::new(StringArray::from(vec![Some("Pia \"P\" Lund"), None]));
    let field = Arc::new(Field::new("name", inner.data_type().clone(), true));
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("flag", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        ("bytes", Arc::new(BinaryArray::from_opt_vec(vec![Some("naïve".as_bytes()), None]))),
        ("text", Arc::new(LargeStringArray::from(vec!["x", "y"]))),
        ("n", Arc::new(Int64Array::from(vec![i64::MAX, 0]))),
        ("share", Arc::new(Float64Array::from(vec![0.5, f64::NAN]))),
        ("day", Arc::new(Date32Array::from(vec![19_844, 0]))),
        ("date", Arc::new(TimestampMillisecondArray::from(vec![1_714_557_600_000, 0]).with_timezone("UTC"))),
        ("section", Arc::new(DictionaryArray::<Int32Type>::from_iter([Some("north"), None]))),
        ("tags", Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None]), None]))),
        ("author", Arc::new(StructArray::from(vec![(field, inner)]))),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    let keep = ["author", "tags", "section", "day", "share", "n", "bytes", "flag", "none"];
    let (documents, notes) = read("a.parquet", &writer.into_inner().unwrap(), &keep);
    assert_eq!(notes, [""; 0]);
    let cells = |row: usize| documents[row].kept.iter().map(Option::as_deref).collect::<Vec<_>>();
    let first = [r#"{"name":"Pia \"P\" Lund"}"#, "[1,null]", "north", "2024-05-01", "0.5", "9223372036854775807", "naïve", "true"];
    assert_eq!(cells(0), first.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    assert_eq!(cells(1)[..4], [Some(r#"{"name":null}"#), None, None, Some("1970-01-01")]);
    assert_eq!(documents[0].date.as_deref(), Some("2024-05-01T10:00:00Z"));
    assert_eq!(documents[1].id, "a.parquet:2");
}
