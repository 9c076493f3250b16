//! What is too large: told by name, left out, and nothing else is lost.

use super::Folder;
use super::compressed::compress;

/// A document of more than 1,000 bytes.
fn long() -> String {
    "It rained in Holany all day. ".repeat(60)
}

const MOST: &str = "--max-document-bytes 1000";

#[test]
fn large_files_are_left_out() {
    let folder = Folder::with(&[("n/a.txt", "She said it rained."), ("n/c.md", "He said so.")]);
    folder.write("n/b.txt", long().as_bytes());
    folder.write("n/d.html", format!("<p>{}</p>", long()).as_bytes());
    let run = folder.run(&format!("extract n {MOST} --format predictions")).code(1);
    let run = run.says(&[
        "n/b.txt: it is larger than 1000 bytes and left out; raise --max-document-bytes",
        "n/d.html: it is larger than 1000 bytes",
    ]);
    assert_eq!(run.ids(), ["a.txt", "c.md"]);
    assert_eq!(folder.run("extract n --max-document-bytes 1M --format predictions").code(0).ids(), ["a.txt", "b.txt", "c.md", "d.html"]);
}

#[test]
fn large_records_are_left_out_and_the_rest_goes_on() {
    let folder = Folder::with(&[]);
    let long = long();
    let page = |text: &str| {
        format!("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n", text.len())
    };
    for (name, content, place, ids) in [
        (
            "n.jsonl",
            format!("{{\"text\":\"a\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"c\"}}\n"),
            "n.jsonl:2: it is larger",
            ["n.jsonl:1", "n.jsonl:3"],
        ),
        (
            "n.json",
            format!("[{{\"text\":\"a\"}},\n{{\"text\":\"{long}\"}},\n{{\"text\":\"c\"}}]\n"),
            "n.json:2: it is larger",
            ["n.json:1", "n.json:3"],
        ),
        ("n.warc", format!("{}{}{}", page("a"), page(&long), page("c")), "n.warc: record 2: it is larger", ["n.warc:1", "n.warc:3"]),
        ("n.csv", format!("id,text\n1,a\n2,\"{long}\"\n3,c\n"), "n.csv:3: it is larger", ["1", "3"]),
    ] {
        folder.write(name, content.as_bytes());
        let run = folder.run(&format!("extract {name} {MOST} --format predictions")).code(1);
        let run = run.says(&[place]);
        assert_eq!(run.ids(), ids, "{name}");
    }
}

#[test]
fn a_record_that_is_never_closed_does_not_fill_the_memory() {
    let folder = Folder::with(&[]);
    let rows: String = (0..40_000).map(|n| format!("{n},it rained\n")).collect();
    folder.write("n.csv", format!("id,text\n1,a\n2,\"open\n{rows}").as_bytes());
    let run = folder.run("extract n.csv --max-document-bytes 100K --format predictions").code(1);
    let run = run.says(&[
        "n.csv: cannot be read beyond its first document: a record is larger than --max-document-bytes; is a quotation mark not closed?",
    ]);
    assert_eq!(run.ids(), ["1"]);
}

#[test]
fn what_unpacks_to_too_much_is_stopped() {
    let folder = Folder::with(&[("z.txt", "z")]);
    let mut bomb = b"{\"text\":\"a\"}\n".to_vec();
    bomb.resize(80 << 20, b' ');
    for extension in ["gz", "zst", "bz2"] {
        folder.write("n.jsonl", &compress(&bomb, extension));
        let run = folder.run("extract n.jsonl z.txt --max-ratio 20 --format predictions").code(1);
        let run = run.says(&["n.jsonl: cannot be read", "it unpacks to more than 20 times its size; raise --max-ratio if that is meant"]);
        assert!(run.ids().contains(&"z.txt".to_owned()), "{extension}");
    }
}

#[test]
fn limits_are_numbers_of_bytes() {
    let folder = Folder::with(&[("a.txt", "a")]);
    folder.run("extract a.txt --max-document-bytes lots").code(2).says(&["lots is no number of bytes; write 500000, 64K, 256M or 2G"]);
    folder.run("extract a.txt --max-ratio 0").code(2).says(&["--max-ratio"]);
}
