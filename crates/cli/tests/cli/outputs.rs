//! Several outputs in one run, and what each format holds.

use super::{Folder, rows};

/// Two articles with quotations of several kinds.
const NEWS: &str = r#"{"id":"one","text":"“The bridge is safe,” said Marta Olsen. She added that nobody was hurt.\n\nThe mayor, Tom Hart, said the harbour would close.","title":"Bridge","date":"2024-05-01"}
{"id":"two","text":"Nothing is said here."}
{"id":"three","text":"“We found cracks,” Ilse Varga, the director of the port, said on Monday."}
"#;

#[test]
fn several_outputs_hold_the_rows_that_each_alone_would() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let run = folder.run("extract n.jsonl -o a.csv -o b.jsonl").code(0);
    assert!(run.out.is_empty() && run.err.starts_with("3 documents, "), "{run:?}");
    assert_eq!(folder.names(), ["a.csv", "b.jsonl", "n.jsonl"]);
    assert_eq!(folder.read("a.csv"), folder.run("extract n.jsonl").out);
    assert_eq!(folder.read("b.jsonl"), folder.run("extract n.jsonl --format jsonl").out);
    assert!(rows(&folder.read("a.csv")).len() > 3);
}

#[test]
fn a_format_beside_files_is_that_of_standard_output() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let run = folder.run("extract n.jsonl -o a.csv -o - --format jsonl").code(0);
    assert_eq!(run.out, folder.run("extract n.jsonl --format jsonl").out);
    assert_eq!(folder.read("a.csv"), folder.run("extract n.jsonl").out);
    folder.run("extract n.jsonl -o a.csv -o b.jsonl --format csv").code(2).says(&["--format is for one output"]);
    folder.run("extract n.jsonl -o - -o -").code(2).says(&["standard output can be written once"]);
}

#[test]
fn no_output_is_left_if_one_cannot_be_opened() {
    let folder = Folder::with(&[("n.jsonl", NEWS), ("a.csv", "old")]);
    folder.run("extract n.jsonl -o a.csv -o b.jsonl -o nowhere/c.csv").code(2).says(&["cannot write nowhere/c.csv"]);
    folder.run("extract n.jsonl -o b.csv -o ./b.csv").code(2).says(&["b.csv is named twice"]);
    assert_eq!(folder.names(), ["a.csv", "n.jsonl"]);
    assert_eq!(folder.read("a.csv"), "old");
}

#[cfg(target_os = "linux")]
#[test]
fn no_output_is_left_if_one_fails() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let run = folder.run("extract n.jsonl -o a.csv -o /dev/full -o b.jsonl").code(1);
    run.says(&["cannot write /dev/full: No space left", "not complete"]);
    assert_eq!(folder.names(), ["n.jsonl"]);
}

#[test]
fn no_output_is_an_input() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    folder.run("extract . -o a.csv -o b.jsonl").code(0);
    let first = folder.read("b.jsonl");
    folder.run("extract . -o a.csv -o b.jsonl").code(0);
    assert_eq!(folder.read("b.jsonl"), first);
    folder.run("extract n.jsonl b.jsonl -o a.csv -o b.jsonl").code(2).says(&["b.jsonl is an input and the output"]);
}

#[test]
fn threads_do_not_matter() {
    let folder = Folder::with(&[("n.jsonl", &NEWS.repeat(300))]);
    folder.run("extract n.jsonl -o a.csv -o a.jsonl --threads 1").code(0);
    folder.run("extract n.jsonl -o b.csv -o b.jsonl --threads 7").code(0);
    assert_eq!(folder.read("a.csv"), folder.read("b.csv"));
    assert_eq!(folder.read("a.jsonl"), folder.read("b.jsonl"));
}

/// Every format, in one run.
const ALL: &str = "-o a.csv -o a.tsv -o a.jsonl -o a.parquet -o a.xlsx -o a.jsonld -o a.tei.xml -o brat/";

#[test]
fn every_format_is_the_same_whatever_the_threads_and_the_company() {
    let folder = Folder::with(&[("n.jsonl", &NEWS.repeat(150))]);
    let names = ["a.csv", "a.tsv", "a.jsonl", "a.parquet", "a.xlsx", "a.jsonld", "a.tei.xml", "brat/one-2.ann", "brat/three.ann"];
    let bytes = |folder: &Folder| names.map(|name| std::fs::read(folder.path(name)).expect("a file"));
    folder.run(&format!("extract n.jsonl --threads 1 {ALL}")).code(0);
    let first = bytes(&folder);
    std::fs::remove_dir_all(folder.path("brat")).expect("a folder");
    folder.run(&format!("extract n.jsonl --threads 5 {ALL}")).code(0);
    assert!(bytes(&folder) == first);
    for (name, whole) in names[..7].iter().zip(&first) {
        folder.run(&format!("extract n.jsonl -o {name}")).code(0);
        assert!(std::fs::read(folder.path(name)).expect("a file") == *whole, "{name}");
    }
}

#[test]
fn input_without_quotations_gives_whole_files() {
    let folder = Folder::with(&[("a.txt", "")]);
    folder.run(&format!("extract a.txt {ALL} --context 3")).code(0);
    assert!(folder.read("a.csv").ends_with(",url,context_before,context_after\r\n"));
    assert!(folder.read("a.tsv").ends_with("\turl\tcontext_before\tcontext_after\n"));
    assert_eq!(folder.read("a.jsonl"), "");
    let graph: serde_json::Value = serde_json::from_str(&folder.read("a.jsonld")).expect("JSON");
    assert_eq!(graph["@graph"], serde_json::json!([]));
    let tei = folder.read("a.tei.xml");
    assert!(tei.starts_with("<?xml ") && tei.contains("<p/>") && tei.ends_with("</teiCorpus>\n"), "{tei}");
    assert_eq!((folder.read("brat/a.txt"), folder.read("brat/a.ann")), (String::new(), String::new()));
    let binary = |name: &str| std::fs::read(folder.path(name)).expect("a file");
    assert!(binary("a.parquet").ends_with(b"PAR1") && binary("a.xlsx").starts_with(b"PK"));
}

#[test]
fn no_output_at_all_is_left_if_one_fails() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    folder.write("full.tsv", b"");
    #[cfg(target_os = "linux")]
    {
        std::fs::remove_file(folder.path("full.tsv")).expect("a file");
        std::os::unix::fs::symlink("/dev/full", folder.path("full.tsv")).expect("a link");
        let run = folder.run(&format!("extract n.jsonl {ALL} -o full.tsv")).code(1);
        run.says(&["cannot write full.tsv: No space left"]);
    }
    assert_eq!(folder.names(), ["full.tsv", "n.jsonl"]);
}

#[test]
fn columns_are_chosen_and_ordered() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let table = rows(&folder.run("extract n.jsonl --columns speaker,quote_id,start").code(0).out);
    assert_eq!(table[0], ["speaker", "quote_id", "start"]);
    assert_eq!(table[1], ["Marta Olsen", "one#1", "0"]);
    let run = folder.run("extract n.jsonl --columns speaker,txt").code(2);
    run.says(&["there is no column txt; did you mean ‘text’?; there are doc_id, quote_id, type,"]);
    folder.run("extract n.jsonl --columns context_after").code(2).says(&["it comes with --context N"]);
    folder.run("extract n.jsonl --columns text,text").code(2).says(&["twice"]);
    folder.run("extract n.jsonl --columns text --format jsonl").code(2).says(&["--columns is for CSV, TSV, Parquet and XLSX"]);
    // Of several outputs, the tables have them and JSONL is whole.
    folder.run("extract n.jsonl --columns text -o a.tsv -o a.jsonl").code(0);
    assert!(folder.read("a.tsv").starts_with("text\n“The bridge is safe,”\n"));
    assert_eq!(folder.read("a.jsonl"), folder.run("extract n.jsonl --format jsonl").out);
}

#[test]
fn context_is_words_around_the_content() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let table = rows(&folder.run("extract n.jsonl --context 4 --columns text,context_before,context_after").code(0).out);
    assert_eq!(table[1], ["“The bridge is safe,”", "", "said Marta Olsen. She"]);
    let before = table.iter().find(|row| row[0].contains("harbour")).map(|row| row[1].as_str());
    assert_eq!(before, Some("mayor, Tom Hart, said"), "{table:?}");
    for line in folder.run("extract n.jsonl --context 4 --format jsonl").code(0).out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        assert!(row["context_before"].is_string() && row["context_after"].is_string(), "{line}");
    }
    folder.run("extract n.jsonl --context 0").code(2);
    folder.run("extract n.jsonl --context 2 --format predictions").code(2).says(&["--context is for tables and JSONL"]);
}

#[test]
fn cells_of_tsv_are_quoted() {
    let line = serde_json::json!({"id": "a\tb", "text": "“Yes,” said Ada Low.", "title": "=1 \"x\"\nnext, line"}).to_string();
    let folder = Folder::with(&[("n.jsonl", &line)]);
    let run = folder.run("extract n.jsonl --format tsv --columns doc_id,title,text --spreadsheet").code(0);
    assert_eq!(run.out, "\u{feff}doc_id\ttitle\ttext\n\"a\tb\"\t\"'=1 \"\"x\"\"\nnext, line\"\t“Yes,”\n");
}

#[test]
fn formats_that_need_a_file_or_their_own_offsets() {
    let folder = Folder::with(&[("n.jsonl", NEWS), ("full/mine.ann", "")]);
    folder.run("extract n.jsonl --format brat").code(2).says(&["brat is a folder", "-o FOLDER/"]);
    folder.run("extract n.jsonl -o full/").code(2).says(&["cannot write full/", "nothing in it is replaced"]);
    folder.run("extract n.jsonl -o a.jsonld --offsets bytes").code(2).says(&["the offsets of JSON-LD are in chars"]);
    folder.run("extract n.jsonl -o a.xlsx --spreadsheet").code(2).says(&["XLSX is safe without it"]);
    assert_eq!(folder.names(), ["full", "n.jsonl"]);
    // Whole formats may go through a pipe.
    folder.run("extract n.jsonl -o a.tei.xml").code(0);
    assert_eq!(folder.run("extract n.jsonl --format tei").code(0).out, folder.read("a.tei.xml"));
}

#[cfg(unix)]
#[test]
fn a_brat_folder_is_made_where_a_link_leads() {
    let folder = Folder::with(&[("a.txt", "“It is late,” said Tomas Hart.")]);
    std::fs::create_dir_all(folder.path("far/empty")).expect("a folder");
    std::os::unix::fs::symlink("far/empty", folder.path("near")).expect("a link");
    folder.run("extract a.txt -o near/").code(0);
    assert!(folder.path("near").is_symlink() && folder.path("far/empty/a.ann").exists());
    // Also where nothing is yet.
    std::os::unix::fs::symlink("far/new", folder.path("soon")).expect("a link");
    folder.run("extract a.txt -o soon/ -o q.csv").code(0);
    assert!(folder.path("soon").is_symlink() && folder.path("far/new/a.ann").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_has_other_names() {
    let folder = Folder::with(&[("a.txt", "“It is late,” said Tomas Hart."), ("log", "before\n")]);
    let log = std::fs::File::options().append(true).open(folder.path("log")).expect("a file");
    let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
    let run = run.current_dir(folder.path("")).args(["extract", "a.txt", "--columns", "speaker", "-o", "/dev/stdout"]).stdout(log);
    assert!(run.status().expect("the program runs").success());
    assert_eq!(folder.read("log"), "before\nspeaker\r\nTomas Hart\r\n");
}

#[test]
fn a_brat_folder_is_what_our_own_commands_read() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    folder.run("extract n.jsonl --class all -o brat/").code(0);
    assert_eq!(folder.read("brat/annotation.conf").lines().next(), Some("[entities]"));
    // What was extracted, scored against itself, has no errors.
    folder.run("extract n.jsonl --format predictions -o p.jsonl").code(0);
    let run = folder.run("eval --gold brat --predictions p.jsonl").code(0);
    let all = run.out.lines().find(|line| line.trim_start().starts_with("all ")).expect("a line of figures");
    assert_eq!(all.matches("100.0").count(), 5, "{}", run.out);
}

#[test]
fn ids_are_no_paths() {
    let lines = [r#"{"id":"../../evil","text":"a"}"#, r#"{"id":"/etc/x","text":"b"}"#, r#"{"id":"/ETC/X","text":"c"}"#].join("\n");
    let folder = Folder::with(&[("d/n.jsonl", &lines)]);
    folder.run("extract d/n.jsonl -o d/brat/").code(0);
    assert_eq!((folder.names(), folder.read("d/brat/_.._.._evil.txt")), (vec!["d".to_owned()], "a".to_owned()));
    assert_eq!((folder.read("d/brat/_etc_x.txt"), folder.read("d/brat/_ETC_X-2.txt")), ("b".to_owned(), "c".to_owned()));
}

#[test]
fn nothing_of_an_article_acts_on_a_terminal_or_ends_an_element() {
    let text = "“</said></p><x>\u{1b}[31m & more,” said Ada Low.";
    let line = serde_json::json!({"id": "\u{1b}\"'<", "text": text, "title": "</title>\u{7}"}).to_string();
    let folder = Folder::with(&[("n.jsonl", &line)]);
    let tei = folder.run("extract n.jsonl --format tei").code(0).out;
    assert!(tei.contains("“&lt;/said&gt;&lt;/p&gt;&lt;x&gt;\u{fffd}[31m &amp; more,”"), "{tei}");
    assert!(!tei.contains(['\u{1b}', '\u{7}']), "{tei}");
}

#[test]
fn the_schema_is_printed() {
    let folder = Folder::with(&[]);
    for format in ["jsonl", "csv", "parquet", "predictions"] {
        let run = folder.run(&format!("schema --format {format}")).code(0);
        assert!(run.out.starts_with("name ") && run.out.lines().count() > 9, "{}", run.out);
        let schema: serde_json::Value =
            serde_json::from_str(&folder.run(&format!("schema --json --format {format}")).code(0).out).expect("JSON");
        assert_eq!(schema["additionalProperties"].is_boolean(), matches!(format, "jsonl" | "predictions"), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_beside_a_file_is_an_error() {
    use std::process::{Command, Stdio};

    let folder = Folder::with(&[("n.jsonl", &NEWS.repeat(2_000))]);
    let mut program = Command::new(assert_cmd::cargo::cargo_bin("inquit"))
        .args(["extract", "n.jsonl", "-o", "a.csv", "-o", "-", "-q"])
        .current_dir(folder.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    drop(program.stdout.take());
    assert_eq!(program.wait().expect("an end").code(), Some(1));
    assert_eq!(folder.names(), ["n.jsonl"]);
}

#[cfg(unix)]
#[test]
fn a_temporary_folder_that_is_missing_is_said_before_any_work() {
    let folder = Folder::with(&[("n.jsonl", NEWS)]);
    let output = super::inquit()
        .current_dir(folder.path("."))
        .env("TMPDIR", folder.path("gone"))
        .args(["extract", "n.jsonl", "-o", "a.csv", "-o", "a.xlsx"])
        .output()
        .expect("the program runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && err.contains("cannot write a.xlsx") && err.contains("TMPDIR"), "{err}");
    assert_eq!(folder.names(), ["n.jsonl"]);
}
