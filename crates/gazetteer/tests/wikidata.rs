//! Import of a Wikidata dump, on a handmade excerpt of the real shape.
#![cfg(feature = "serde")]

use inquit_gazetteer::{EntityKind, Error, Gazetteer, ImportCounts, WikidataImport};

const DUMP: &str = include_str!("data/wikidata.json");

fn import(import: &WikidataImport, dump: &str) -> Result<(ImportCounts, String), Error> {
    let mut rows = Vec::new();
    let counts = import.run("dump.json", dump.as_bytes(), &mut rows, |_| {})?;
    Ok((counts, String::from_utf8(rows).expect("UTF-8")))
}

fn usual() -> WikidataImport {
    let mut import = WikidataImport::new();
    import
        .least_sitelinks(2)
        .class("Q484652", EntityKind::Organization)
        .label("Q900001", "Minister of Examples")
        .country("Q794", "IR")
        .died_after("1990-01-01");
    import
}

#[test]
fn items_become_rows() {
    let (counts, rows) = import(&usual(), DUMP).unwrap();
    assert_eq!((counts.written, counts.filtered, counts.nameless, counts.unusable), (2, 3, 1, 1), "{rows}");
    assert_eq!(counts.lines, DUMP.lines().count() as u64);
    assert_eq!(counts.bytes, DUMP.len() as u64);
    let gazetteer = Gazetteer::builder().add_tsv_reader("rows", rows.as_bytes()).unwrap().build().unwrap();
    let person = gazetteer.id_of("Q900100").and_then(|id| gazetteer.get(id)).unwrap();
    assert_eq!(person.name, "Adeh Namuneh");
    assert_eq!((person.birth.as_str(), person.countries.join(" ").as_str()), ("1950-03", "IR"));
    let offices: Vec<_> = person.offices.iter().map(|office| format!("{} {} {}", office.title, office.start, office.end)).collect();
    assert_eq!(offices, ["Minister of Examples 2001-02-03 2005"]);
    assert_eq!(gazetteer.find_iter("A. Namuneh of the EXO").count(), 2);
}

#[test]
fn an_import_can_go_on() {
    let (whole, all) = import(&usual(), DUMP).unwrap();
    let mut rest = usual();
    rest.skip_lines(2);
    let (counts, rows) = import(&rest, DUMP).unwrap();
    assert_eq!(counts.written, whole.written - 1);
    assert!(all.ends_with(&rows) && !rows.starts_with("id\t"));
}

#[test]
fn a_dump_that_is_cut_says_where() {
    let half: String = DUMP.chars().take(DUMP.len() / 2).collect();
    let error = import(&usual(), &half).unwrap_err();
    assert!(matches!(error, Error::Row { .. }), "{error}");
    assert!(error.to_string().contains("dump.json, line "), "{error}");
    let lines: Vec<&str> = DUMP.lines().collect();
    let open = lines[..3].join("\n");
    let error = import(&usual(), &open).unwrap_err();
    assert!(error.to_string().contains("line 4: the dump stops before its closing bracket"), "{error}");
}

#[test]
fn no_line_panics() {
    for line in ["{}", "null", "[]", "{\"id\":1}", "\u{feff}", "{\"id\":\"Q1\",\"claims\":[]}"] {
        let _ = import(&usual(), &format!("[\n{line}\n]\n"));
    }
}
