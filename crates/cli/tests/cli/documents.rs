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
fn ids_that_are_numbers_keep_their_digits() {
    let numbers = ["12345678901234567890123", "1.0", "1e3", "-0", "0.10", "1E400"];
    let line = |id: &str| format!("{{\"text\": \"He said so.\", \"id\":{id} }}\n");
    let lines: String = numbers.into_iter().map(line).collect();
    let list = format!("[{}]", numbers.map(line).join(","));
    let other = ["\"007\"", "true", "false", "null", "[7]", "{\"a\": 7}", "\"\\u0031.0\""].map(line).concat();
    let half = "{\"text\": \"He said \\ud800.\", \"id\": 1.50}\n";
    let folder = Folder::with(&[("n.jsonl", &lines), ("n.json", &list), ("other.jsonl", &other), ("half.jsonl", half)]);
    let ids = |line: &str| folder.run(&format!("extract {line} --format predictions")).code(0).ids();
    assert_eq!(ids("n.jsonl"), numbers);
    assert_eq!(ids("n.json"), numbers);
    assert_eq!(ids("n.jsonl --keep id"), numbers, "a cell and an id at once");
    let default = [2, 3, 4, 5, 6].map(|line| format!("other.jsonl:{line}"));
    assert_eq!(ids("other.jsonl"), [&["007".to_owned()], &default[..], &["1.0".to_owned()]].concat());
    assert_eq!(ids("half.jsonl"), ["1.50"], "also where a line has to be mended");
    // 007 without quotation marks is no number of JSON.
    folder.write("zeros.jsonl", line("007").as_bytes());
    folder.run("extract zeros.jsonl").code(1).says(&["zeros.jsonl:1: broken JSON at column "]);
    // Titles, dates and addresses are carried over in the same way.
    folder
        .write("about.jsonl", b"{\"text\": \"He said that it rained.\", \"title\": 1.0, \"date\": 20240501120000000000000, \"url\": 1e3}");
    let run = folder.run("extract about.jsonl --columns title,date,url").code(0);
    assert_eq!(run.out, "title,date,url\r\n1.0,20240501120000000000000,1e3\r\n");
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

#[test]
fn marks_that_are_not_closed_are_told() {
    let open = "a quotation mark that opens here is never closed";
    let stray = "a quotation mark stands in the middle of a field that goes over several lines";
    let folder = Folder::with(&[]);
    for (table, code, says) in [
        ("id,text\n1,one\n2,\"two\n3,three", 1, format!("a.csv:3: {open}")),
        ("id,text\r1,one\r2,\"two\r3,three\r4,four\r", 1, format!("a.csv:3: {open}")),
        ("id,text\n1,5\" of rain\n2,\"two\n3,three\n4,four\n", 1, format!("a.csv:3: {open}")),
        ("id,text\n1,\"We are safe she said.\n2,second\n3,\"Third,\"\" he said.\"\n4,four\n", 1, format!("a.csv:2: {stray}")),
        // An inch mark is none that opens.
        ("id,text\n1,5\" of rain\n2,\"two\nthree\nfour\"\n", 0, String::new()),
        ("id,text\n1,\"so \"\"it\"\" is\n\nthere\"\n", 0, String::new()),
        ("id,text\n1,\"so \"it\" is\"\n", 0, String::new()),
    ] {
        folder.write("a.csv", table.as_bytes());
        let run = folder.run("extract a.csv").code(code).says(&[&says]);
        assert_eq!(run.err.contains("quotation mark"), code == 1, "{table:?}: {}", run.err);
    }
}

#[test]
fn the_first_text_with_words_is_the_text() {
    let folder = Folder::with(&[
        ("a.jsonl", "{\"id\":1,\"text\":\" \",\"body\":\"“It is late,” said Tomas Hart.\"}\n"),
        ("a.csv", "id,text,body\n1, ,\"“It is late,” said Tomas Hart.\"\n"),
        ("none.jsonl", "{\"id\":1,\"body\":\"\",\"text\":\"\"}\n"),
    ]);
    for name in ["a.jsonl", "a.csv"] {
        assert_eq!(super::rows(&folder.run(&format!("extract {name} --columns speaker")).code(0).out)[1], ["Tomas Hart"], "{name}");
    }
    assert_eq!(folder.run("extract none.jsonl --format predictions").code(0).ids(), ["1"]);
}

#[cfg(target_os = "linux")]
#[test]
fn patterns_match_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::with(&[("d/ok.txt", "x")]);
    std::fs::write(folder.path("d").join(std::ffi::OsStr::from_bytes(b"a\xff.txt")), "x").expect("a file");
    for pattern in ["d/*.txt", "d"] {
        assert_eq!(folder.run(&format!("extract {pattern} --format predictions")).code(0).ids(), ["a\u{fffd}.txt", "ok.txt"], "{pattern}");
    }
}

#[test]
fn documents_that_share_an_id_are_told_once() {
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"He said that it rained.\"}}\n");
    let lines = |ids: &[&str]| ids.iter().map(|id| line(id)).collect::<String>();
    let many: String = (0..3000).map(|number| line(&format!("m{number}"))).collect();
    let folder = Folder::with(&[
        ("n/a.jsonl", &lines(&["x", "y", "", ""])),
        ("n/b.csv", "id,text\nz,He said so.\ny,He said so.\n,He said so.\ny,He said so.\n"),
        ("n/c.txt", "He said so.\n"),
        ("n/d/c.txt", "He said so.\n"),
        ("n/many.jsonl", &many),
        ("n/z.json", &format!("[{}]", line("x"))),
        ("own.jsonl", &(lines(&["x", "X", "x ", ""]) + "{\"text\": \"He said so.\"}\n")),
    ]);
    let told = "warning: 5 documents share an id with another; the first such id, \"y\", is there again at n/b.csv:3; their rows have the same \
                doc_id, unless --id-field names a field that tells them apart\n";
    let one = folder.run("extract n --threads 1").code(0);
    assert_eq!(one.err, told);
    assert_eq!(one.out.matches("\r\nx,").count(), 2, "rows are as they are");
    for threads in [2, 8] {
        let run = folder.run(&format!("extract n --threads {threads}")).code(0);
        assert_eq!((run.err.as_str(), run.out == one.out), (told, true), "{threads} threads");
    }
    assert_eq!(folder.run("extract n -q").code(0).err, "");
    // Who has no id has a name that no other has; and none of these is another.
    assert_eq!(folder.run("extract own.jsonl n/c.txt n/d/c.txt n/many.jsonl").code(0).err, "");
    folder.run("extract n/many.jsonl n/z.json own.jsonl -o q.csv").code(0).says(&[
        "warning: 2 documents share an id with another; the first such id, \"x\", is there again at own.jsonl:1;",
        "; 1 warning, 0 failures",
    ]);
}

#[cfg(feature = "parquet")]
#[test]
fn pages_and_rows_that_share_an_id_are_told() {
    let page =
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://post.example/a\r\nContent-Length: 12\r\n\r\nHe said so.\n\r\n\r\n";
    let bare = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 12\r\n\r\nHe said so.\n\r\n\r\n";
    let folder = Folder::with(&[("a.wet", &[page, bare, bare, page].concat()), ("a.jsonl", "{\"id\": 7, \"text\": \"He said so.\"}\n")]);
    folder
        .run("extract a.wet")
        .code(0)
        .says(&["2 documents share an id with another; the first such id, \"https://post.example/a\", is there again at a.wet: record 4;"]);
    folder.run("extract a.jsonl -o a.parquet").code(0);
    let run = folder.run("extract a.parquet a.jsonl --id-field doc_id,id").code(0);
    run.says(&["2 documents share an id with another; the first such id, \"7\", is there again at a.jsonl:1;"]);
}
