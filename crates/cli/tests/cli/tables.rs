//! Tables that are read back: every format that is, and what is said of others.

use super::Folder;

const ARTICLE: &str = "“The bridge is safe, really,” said Marta Olsen.\n“No,” Tomas\tHart said. Olsen added that it was closed.\n";

#[test]
fn every_format_says_the_same() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let mut formats = vec!["q.csv", "q.tsv", "q.jsonl"];
    if cfg!(feature = "parquet") {
        formats.push("q.parquet");
    }
    for command in ["stats", "speakers", "preview"] {
        let mut told = Vec::new();
        for format in &formats {
            folder.run(&format!("extract a.txt -o {format}")).code(0);
            told.push(folder.run(&format!("{command} {format}")).code(0).out);
        }
        assert!(told[0].contains("Marta Olsen"), "{command}: {}", told[0]);
        assert!(told.iter().all(|other| *other == told[0]), "{command}: {told:?}");
    }
    // All of them at once, and on standard input.
    let run = folder.run(&format!("stats {}", formats.join(" "))).code(0);
    assert!(run.out.starts_with(&format!("{} quotations in 1 document\n", 3 * formats.len())), "{}", run.out);
    let tsv = std::fs::read(folder.path("q.tsv")).expect("a table");
    assert_eq!(folder.run_with("preview -", &tsv).code(0).out, folder.run("preview q.csv").code(0).out);
    folder.run("speakers q.tsv --rewrite copy.tsv").code(0);
    assert_eq!(folder.read("copy.tsv"), folder.read("q.tsv"));
    if cfg!(feature = "parquet") {
        folder.run("speakers q.parquet --rewrite copy.parquet").code(2).says(&["q.parquet is Parquet", "-o quotes.csv"]);
    }
}

#[test]
fn names_are_replaced_between_tabs() {
    let table = "doc_id\tspeaker\tspeaker_id\tspeaker_kind\na\tRosa Quill, PhD\t\tperson\nb\tQuill\t\tperson\n";
    let folder = Folder::with(&[("t.tsv", table), ("who.tsv", "Quill\tRosa Quill, PhD\n")]);
    folder.run("speakers t.tsv --merge who.tsv --rewrite copy.tsv").code(0);
    assert_eq!(folder.read("copy.tsv"), table.replace("\tQuill\t", "\tRosa Quill, PhD\t"));
}

#[test]
fn other_formats_are_told_what_to_do() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    folder.run("extract a.txt -o q.xlsx -o q.tei.xml").code(0);
    folder.write("q.csv.gz", b"\x1f\x8b\x08\0\0");
    for command in ["stats", "speakers", "preview"] {
        folder.run(&format!("{command} q.xlsx")).code(2).says(&[
            "q.xlsx: it is a workbook",
            "tables are read as CSV, TSV, JSONL and Parquet",
            "inquit extract … -o quotes.xlsx -o quotes.csv",
        ]);
        folder.run(&format!("{command} q.tei.xml")).code(2).says(&["it is HTML or XML"]);
        folder.run(&format!("{command} q.csv.gz")).code(2).says(&["it is compressed", "gzip -d"]);
    }
}

/// What is not there is null in Parquet, words before the first word too.
#[cfg(feature = "parquet")]
#[test]
fn nothing_is_null() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let folder =
        Folder::with(&[("a.jsonl", "{\"text\": \"“The bridge is safe,” said Marta Olsen.\", \"section\": \"\", \"title\": \"\"}\n")]);
    folder.run("extract a.jsonl --context 5 --keep section -o q.parquet").code(0);
    let file = std::fs::File::open(folder.path("q.parquet")).expect("a table");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let row = reader.get_row_iter(None).expect("rows").next().expect("a row").expect("a row");
    let cells: Vec<(String, Field)> = row.get_column_iter().map(|(name, cell)| (name.clone(), cell.clone())).collect();
    let cell = |name: &str| cells.iter().find(|(own, _)| own == name).map(|(_, cell)| cell.clone());
    for name in ["context_before", "section", "title", "speaker_id", "nested_in", "people"] {
        assert_eq!(cell(name), Some(Field::Null), "{name}");
    }
    assert!(matches!(cell("context_after"), Some(Field::Str(_))), "{cells:?}");
    assert!(!cells.iter().any(|(_, cell)| *cell == Field::Str(String::new())), "{cells:?}");
}

#[test]
fn tables_of_ours_are_no_articles() {
    let folder = Folder::with(&[
        ("n/a.txt", "“The bridge is safe,” said Marta Olsen.\n"),
        ("speech.csv", "speaker,text,party\nOlsen,It rained.,none\n"),
    ]);
    folder.run("extract n/a.txt -o n/full.csv -o n/full.tsv -o n/full.jsonl").code(0);
    folder.run("extract n/a.txt --columns speaker,text,confidence -o n/short.csv").code(0);
    folder.run("extract n/a.txt --columns text,speaker -o n/two.tsv").code(0);
    let mut tables = vec!["n/full.csv", "n/full.tsv", "n/full.jsonl", "n/short.csv", "n/two.tsv"];
    if cfg!(feature = "parquet") {
        folder.run("extract n/a.txt --columns text,speaker,cue -o n/cut.parquet").code(0);
        tables.push("n/cut.parquet");
    }
    let run = folder.run("extract n -o q.csv").code(0);
    assert!(run.err.starts_with("warning: ") && run.err.contains("1 document, 1 quotation "), "{}", run.err);
    for table in tables {
        assert!(run.err.contains(&format!("warning: {table}: left out: it is a table that inquit wrote")), "{}", run.err);
        for command in ["extract", "show"] {
            let told = format!(
                "warning: {table}: it looks like a table that inquit wrote, and is read as articles all the same; `inquit preview`"
            );
            folder.run(&format!("{command} {table}")).code(0).says(&[&told]);
        }
        folder.run(&format!("view {table} -o {table}.html")).code(0).says(&["it looks like a table that inquit wrote"]);
    }
    assert_eq!(folder.run("extract speech.csv").code(0).err, "");
}
