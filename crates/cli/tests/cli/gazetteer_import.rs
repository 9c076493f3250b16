//! `inquit gazetteer import-wikidata`: forms of dumps, passes, cut dumps and
//! going on.

use std::io::Write;

use super::Folder;

fn item(id: &str, class: &str, label: &str, claims: &str) -> String {
    format!(
        r#"{{"type":"item","id":"{id}","labels":{{"en":{{"language":"en","value":"{label}"}}}},"aliases":[],"claims":{{"P31":[{{"mainsnak":{{"datavalue":{{"value":{{"id":"{class}"}}}}}},"rank":"normal"}}]{claims}}},"sitelinks":{{"enwiki":{{}},"frwiki":{{}}}}}}"#
    )
}

fn dump() -> String {
    let held = r#","P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q900002"}}},"rank":"normal"}],"P27":[{"mainsnak":{"datavalue":{"value":{"id":"Q794"}}},"rank":"normal"}]"#;
    let items = [
        item("Q900001", "Q5", "Ada Namuneh", held),
        item("Q900002", "Q4164871", "Minister of Examples", ""),
        item("Q900003", "Q43229", "Example Trust", ""),
        item("Q900004", "Q5", "Bob Namuneh", ""),
    ];
    format!("[\n{}\n]\n", items.join(",\n"))
}

const IMPORT: &str = "gazetteer import-wikidata";
const FLAGS: &str = "-o t.tsv --least-sitelinks 1";

#[test]
fn dumps_of_every_form() {
    let folder = Folder::with(&[("d.json", &dump())]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(dump().as_bytes()).expect("memory");
    folder.write("d.json.gz", &gzip.finish().expect("memory"));
    // Two streams in one file, as parallel packers write.
    let bzip2: Vec<u8> = [&dump()[..100], &dump()[100..]]
        .iter()
        .flat_map(|part| {
            let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            packed.write_all(part.as_bytes()).expect("memory");
            packed.finish().expect("memory")
        })
        .collect();
    folder.write("d.json.bz2", &bzip2);
    folder.write("d.json.zst", &zstd::encode_all(dump().as_bytes(), 1).expect("memory"));
    let mut tables = Vec::new();
    for file in ["d.json", "d.json.gz", "d.json.bz2", "d.json.zst"] {
        let run = folder.run(&format!("{IMPORT} {file} {FLAGS} --offices --class Q43229=organization")).code(0);
        run.says(&["3 rows in t.tsv, from 6 lines; skipped: 1 of other classes"]);
        tables.push(folder.read("t.tsv"));
    }
    assert!(tables.iter().all(|table| *table == tables[0]));
    assert!(
        tables[0].contains("Q900001\tAda Namuneh\tperson\t") && tables[0].contains("\tIR\t\tMinister of Examples@..\n"),
        "{}",
        tables[0]
    );
    let shown = folder.run("gazetteer show Q900003 -g t.tsv").code(0).out;
    assert!(shown.contains("kind       organization"), "{shown}");
    assert!(!folder.names().iter().any(|name| name.contains("partial")));
}

#[test]
fn filters() {
    let folder = Folder::with(&[("d.json", &dump())]);
    let rows = |flags: &str| {
        folder.run(&format!("{IMPORT} d.json -o t.tsv {flags}")).code(0);
        folder.read("t.tsv").lines().count() - 1
    };
    assert_eq!(rows(""), 0);
    assert_eq!(rows("--least-sitelinks 2"), 2);
    assert_eq!(rows("--least-sitelinks 2 --organizations"), 3);
    assert_eq!(rows("--least-sitelinks 2 --no-people --organizations"), 1);
    for flags in ["--class Q1", "--class P1=person", "--class Q1=planet", "--born-after soon", "--died-after 1.1.1990"] {
        folder.run(&format!("{IMPORT} d.json -o t.tsv {flags}")).code(2);
    }
}

#[test]
fn an_import_that_was_cut_goes_on() {
    let (whole, half) = (dump(), dump().len() - 300);
    let folder = Folder::with(&[("d.json", &whole)]);
    folder.run(&format!("{IMPORT} d.json {FLAGS}")).code(0);
    let expected = folder.read("t.tsv");
    std::fs::remove_file(folder.path("t.tsv")).expect("a file");

    folder.write("d.json", &whole.as_bytes()[..half]);
    folder.run(&format!("{IMPORT} d.json {FLAGS}")).code(1).says(&["d.json, line 4: no Wikidata item", "go on with --resume"]);
    assert_eq!(folder.names(), ["d.json", "t.tsv.partial", "t.tsv.partial.state"]);
    folder.write("d.json", whole.as_bytes());
    // What is done is not thrown away by mistake.
    let says = ["t.tsv.partial is kept of a run that was broken off", "or begin anew: remove t.tsv.partial.state"];
    folder.run(&format!("{IMPORT} d.json {FLAGS}")).code(2).says(&says);
    folder
        .run(&format!("{IMPORT} d.json -o t.tsv --least-sitelinks 2 --resume"))
        .code(2)
        .says(&["other flags: d.json --least-sitelinks 1"]);
    // Rows of two dumps are no table.
    folder.write("e.json", whole.as_bytes());
    folder.run(&format!("{IMPORT} e.json {FLAGS} --resume")).code(2).says(&[
        "another dump",
        "d.json",
        "or begin anew: remove t.tsv.partial.state",
    ]);
    folder.run(&format!("{IMPORT} d.json {FLAGS} --resume")).code(0).says(&["2 rows in t.tsv, from 6 lines; skipped: 2 of other classes"]);
    assert_eq!(folder.read("t.tsv"), expected);
    folder.run(&format!("{IMPORT} d.json {FLAGS} --resume")).code(2).says(&["nothing to go on with"]);
}

#[test]
fn a_packed_dump_that_was_cut_says_where() {
    let folder = Folder::with(&[]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(dump().as_bytes()).expect("memory");
    let packed = gzip.finish().expect("memory");
    folder.write("d.json.gz", &packed[..packed.len() / 2]);
    folder.run(&format!("{IMPORT} d.json.gz {FLAGS}")).code(1).says(&["d.json.gz, line ", "cut or damaged, fetch it again"]);
    folder.run(&format!("{IMPORT} none.json {FLAGS}")).code(2).says(&["cannot read none.json"]);
    folder.run(&format!("{IMPORT} - {FLAGS} --offices")).code(2).says(&["reads the dump twice"]);
    folder.run(&format!("{IMPORT} . {FLAGS}")).code(2).says(&["it is a folder"]);
}
