//! What fuzzing began with and what it found, given once more to the same
//! checks (`tests/fuzz/README.md`).

use std::fs;

use inquit_gazetteer::{EntityKind, Gazetteer};
use inquit_tests::{promises, tests_folder};

/// Runs a check over the seeds of a fuzz target.
fn seeds(target: &str, least: usize, check: fn(&[u8])) {
    let folder = tests_folder().join("fuzz/seeds").join(target);
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
        check(&fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        seen += 1;
    }
    assert!(seen >= least, "{seen} seeds of {target}");
}

#[test]
fn seeds_keep_every_promise() {
    seeds("analyze", 3, promises::any_text);
    seeds("marks", 2, promises::any_marks);
    seeds("gazetteer", 5, promises::any_gazetteer);
    seeds("models", 4, promises::any_model);
}

#[cfg(feature = "command")]
#[test]
fn seeds_of_readers_and_writers_keep_every_promise() {
    seeds("records", 6, promises::any_records);
    seeds("pages", 5, promises::any_page);
    seeds("encodings", 8, promises::any_encoding);
    seeds("compressed", 6, promises::any_compressed);
    seeds("parquet", 1, promises::any_parquet);
    seeds("writers", 19, promises::any_rows);
}

/// A line of JSON whose `names` leave out its `name`: it was not found by it,
/// and had it back once it was compiled.
#[test]
fn the_name_to_show_is_a_name() -> Result<(), inquit_gazetteer::Error> {
    let line = r#"{"id":"x:1","name":"Ilse Varga","kind":"person","names":[{"text":"Ilse of Holany","class":"alias"}]}"#;
    promises::any_gazetteer(&[b"\x02", line.as_bytes(), b"\0Ilse Varga said no."].concat());
    let gazetteer = Gazetteer::builder().default_kind(EntityKind::Person).add_jsonl_reader("a line", line.as_bytes())?.build()?;
    assert_eq!(gazetteer.find_iter("Ilse Varga met Ilse of Holany.").count(), 2);
    Ok(())
}

/// A space between an office and its dates was part of the office until the
/// gazetteer was compiled.
#[test]
fn an_office_is_the_same_once_compiled() -> Result<(), inquit_gazetteer::Error> {
    let table = "id\tname\tkind\toffices\nx:1\tIlse Varga\tperson\tminister @2014..2019\n";
    let gazetteer = Gazetteer::builder().add_tsv_reader("a table", table.as_bytes())?.build()?;
    let mut file = Vec::new();
    gazetteer.write_compiled(&mut file)?;
    let read = Gazetteer::read_compiled("a file", file.as_slice())?;
    let entities = |gazetteer: &Gazetteer| gazetteer.entities_iter().map(|entity| entity.into_owned()).collect::<Vec<_>>();
    assert_eq!(entities(&read), entities(&gazetteer));
    assert_eq!(entities(&read)[0].offices[0].title, "minister");
    Ok(())
}

/// Two names in the column of one were both found, and the entity was called by neither.
#[test]
fn the_column_of_the_name_has_one() {
    let table = "id\tname\tkind\nx:1\tPort|Harbour\torganization\n";
    let error = Gazetteer::builder().add_tsv_reader("a table", table.as_bytes()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("line 2: the name `Port|Harbour` is several"), "{error}");
}

/// Signs that are no words, before a reporting clause, once had a row of a
/// direct quotation without marks.
#[test]
fn signs_without_words() {
    promises::any_text("\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} said Ilse Varga, the port's director.".as_bytes());
    promises::any_text(
        "“The harbour,\u{fffd}\u{fffd}\u{fffd}\n\n\u{fffd}\u{fffd}\u{fffd}” said Ilse Varga. “We have found cracks.”".as_bytes(),
    );
}

/// A column that begins before its file made the crate of Parquet panic, and
/// with it the thread that reads, so that all other input was lost as well.
#[cfg(feature = "command")]
#[test]
fn a_forged_place_in_parquet() {
    let forged = include_bytes!("forged/place.parquet");
    promises::any_parquet(forged);
    let found = inquit::memory::read(std::io::Cursor::new(forged), &inquit::memory::Input::new("parquet"));
    let failures = found.map(|found| found.failures).unwrap_or_default();
    assert!(failures.len() == 1 && failures[0].contains("broken Parquet"), "{failures:?}");
}

/// A footer of a few bytes that claims a list of two thousand million entries
/// kept the crate of Parquet busy for seconds.
#[cfg(feature = "command")]
#[test]
fn a_list_that_is_not_there_in_parquet() {
    let forged = include_bytes!("forged/list.parquet");
    let begun = std::time::Instant::now();
    let found = inquit::memory::read(std::io::Cursor::new(forged), &inquit::memory::Input::new("parquet"));
    let failures = found.map(|found| found.failures).unwrap_or_default();
    assert!(failures.len() == 1 && failures[0].contains("broken Parquet"), "{failures:?}");
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

/// A comma before the first word of all was asked for the name before it.
#[test]
fn a_comma_that_begins_the_text() {
    promises::any_text(b",the officials of Grenmark wrote on Monday that the ferry was late.");
    promises::any_text(b",ilse_varga wrote on \"X: officials of the World Bank s named, denied it.");
}

/// A form feed alone is no paragraph of TEI, but had to be one of U+FFFD; a page
/// that ended between words left that sign to readers of TEI and XLSX.
#[cfg(feature = "command")]
#[test]
fn white_space_that_xml_cannot_hold() {
    for format in [b"\x04", b"\x05"] {
        promises::any_rows(&[format.as_slice(), b"d1\0\x0b\0"].concat());
        promises::any_rows(
            &[format.as_slice(), b"d1\0\x0cIt is shut,\x0c he said.\n\x0b\x0c\nEnd\0\0\0\0\0\0\0\0\xff\0\0\0\0\0\0"].concat(),
        );
    }
}

/// An id that begins as a comment does was no row of the file that was written.
#[test]
fn an_id_that_begins_a_comment() {
    let line = r##"{"id":"#:1","name":"Ilse Varga","kind":"person"}"##;
    let error = Gazetteer::builder().add_jsonl_reader("lines", line.as_bytes()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("line 1: ") && error.to_string().contains("begin with `#`"), "{error}");
    let table = "id,name,kind\n\"#1\",Ilse Varga,person\n";
    let error = Gazetteer::builder().add_csv_reader("a table", table.as_bytes()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("line 2: a row cannot begin with `#`"), "{error}");
    promises::any_gazetteer(format!("\u{2}{line}\n\u{0}Ilse Varga left.").as_bytes());
}
