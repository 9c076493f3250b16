//! What becomes a document, and under which id.

use super::Folder;

#[test]
fn folders_are_read_sorted_with_their_subfolders() {
    let folder = Folder::with(&[
        ("n/b.txt", "b"),
        ("n/a.txt", "a"),
        ("n/m/c.jsonl", "{\"text\":\"c\"}\n{\"text\":\"d\",\"id\":\"D\"}\n"),
        ("n/notes.pdf", "not read"),
        ("n/.hidden.txt", "not read"),
    ]);
    let run = folder.run("extract n --format predictions").code(0);
    assert_eq!(run.ids(), ["a.txt", "b.txt", "c.jsonl:1", "D"]);
}

#[test]
fn files_of_one_name_have_different_ids() {
    let folder = Folder::with(&[("n/a.txt", "1"), ("n/x/a.txt", "2"), ("m/a.txt", "3"), ("m/b.txt", "4")]);
    let run = folder.run("extract n --format predictions").code(0);
    assert_eq!(run.ids(), ["a.txt", "x/a.txt"]);
    let run = folder.run("extract n m --format predictions").code(0);
    assert_eq!(run.ids(), ["n/a.txt", "n/x/a.txt", "m/a.txt", "b.txt"]);
    let run = folder.run("extract m/b.txt m --format predictions").code(0);
    assert_eq!(run.ids(), ["b.txt", "a.txt"]);
}

#[test]
fn fields_of_jsonl() {
    let lines = r#"{"id": "one", "text": "t", "body": "b", "url": "http://x/1"}
{"id": 2, "text": "t", "body": "b", "url": "http://x/2"}

{"text": "t", "body": "b", "id": null}
"#;
    let folder = Folder::with(&[("n.jsonl", lines)]);
    let run = folder.run("extract n.jsonl --format predictions").code(0);
    assert_eq!(run.ids(), ["one", "2", "n.jsonl:4"]);
    let run = folder.run("extract n.jsonl --format predictions --id-field url --text-field body").code(0);
    assert_eq!(run.ids(), ["http://x/1", "http://x/2", "n.jsonl:4"]);
}

#[test]
fn standard_input() {
    let folder = Folder::with(&[("a.txt", "a")]);
    let ids = |line: &str, stdin: &str| folder.run_with(line, stdin.as_bytes()).code(0).ids();
    let predictions = "--format predictions";
    assert_eq!(ids(&format!("extract - {predictions}"), "She said so."), ["stdin"]);
    assert_eq!(ids(&format!("extract {predictions}"), "She said so."), ["stdin"]);
    assert_eq!(ids(&format!("extract - {predictions}"), "\n {\"text\":\"x\"}\n{\"text\":\"y\"}"), ["stdin:2", "stdin:3"]);
    let text = format!("extract - {predictions} --input-format text");
    assert_eq!(ids(&text, "{\"text\":\"x\"}\n{\"text\":\"y\"}"), ["stdin"]);
    let mixed = format!("extract a.txt - {predictions}");
    assert_eq!(ids(&mixed, "She said so."), ["a.txt", "stdin"]);
    let jsonl = format!("extract - {predictions} --input-format jsonl");
    assert_eq!(folder.run_with(&jsonl, b"She said so.").code(1).ids(), [""; 0]);
}

#[test]
fn other_extensions_go_by_the_first_character() {
    let folder = Folder::with(&[("a.news", "She said so."), ("b.news", "\u{feff}{\"text\":\"x\"}\n")]);
    let run = folder.run("extract a.news b.news --format predictions").code(0);
    assert_eq!(run.ids(), ["a.news", "b.news:1"]);
}

#[test]
fn empty_input_gives_no_rows_and_no_error() {
    let folder = Folder::with(&[("a.txt", ""), ("b.jsonl", ""), ("c.txt", "\u{feff}"), ("d.jsonl", "\n\r\n")]);
    let run = folder.run("extract a.txt b.jsonl c.txt d.jsonl").code(0);
    let told = ["a.txt", "b.jsonl", "c.txt", "d.jsonl"].map(|name| format!("warning: {name}: there is nothing to read in it\n"));
    assert_eq!((run.out.lines().count(), run.err), (1, told.concat()));
    let run = folder.run("extract a.txt b.jsonl c.txt d.jsonl --format jsonl").code(0);
    assert_eq!(run.out, "");
}

#[test]
fn a_folder_without_articles_is_worth_a_warning() {
    let folder = Folder::with(&[("n/readme.pdf", "x")]);
    folder.run("extract n").code(0).says(&["warning: n: no files of a known extension"]);
}

#[test]
fn the_table_of_an_earlier_run_is_no_article() {
    let folder = Folder::with(&[("a.txt", "a")]);
    folder.run("extract . -o all.jsonl --format predictions").code(0);
    let first = folder.read("all.jsonl");
    folder.run("extract . -o all.jsonl --format predictions").code(0);
    assert_eq!(folder.read("all.jsonl"), first);
    folder.run("extract all.jsonl -o all.jsonl").code(2).says(&["is an input and the output"]);
    assert_eq!(folder.read("all.jsonl"), first);
}
