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
