//! Flags, formats and what the exit code says of them.

use super::{Folder, ids, inquit, rows};

/// An article of one plain quotation.
const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen.\n";
const HEADER: &str = "doc_id,quote_id,type,class,text,speaker,speaker_id,speaker_kind,mention,mention_kind,\
    cue,cue_lemma,method,confidence,start,end,mention_start,mention_end,cue_start,cue_end,nested_in,\
    paragraph,sentence,people,organizations,countries,title,date,url\r\n";

#[test]
fn version_and_help() {
    let folder = Folder::with(&[]);
    let run = folder.run("--version").code(0);
    assert_eq!(run.out, format!("inquit {}\n", env!("CARGO_PKG_VERSION")));
    for help in ["--help", "extract --help", "preview --help"] {
        let run = folder.run(help).code(0);
        assert!(run.out.contains("Exit codes:\n  0  "), "{help}: {}", run.out);
    }
    let help = folder.run("extract --help").out;
    for flag in [
        "--output",
        "--format",
        "--types",
        "--class",
        "--min-confidence",
        "--offsets",
        "--threads",
        "--input-format",
        "--text-field",
        "--id-field",
        "--spreadsheet",
        "--quiet",
    ] {
        assert!(help.contains(flag), "{flag} in:\n{help}");
    }
    assert!(help.contains("Examples:\n  inquit extract "));
}

#[test]
fn usage_errors_exit_with_2() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    for line in [
        "",
        "exrtact a.txt",
        "extract a.txt --format xml",
        "extract a.txt --types direct,spoken",
        "extract a.txt --class emotion",
        "extract a.txt --min-confidence 2",
        "extract a.txt --offsets words",
        "extract a.txt --threads 0",
        "extract a.txt --input-format pdf",
        "extract a.txt --format jsonl --spreadsheet",
        "extract a.txt --format predictions --class speech",
        "extract a.txt --format predictions --offsets utf16",
    ] {
        let run = folder.run(line).code(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{line}");
    }
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn csv_is_the_default() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("extract a.txt").code(0);
    assert!(run.out.starts_with(HEADER), "{}", run.out);
    assert!(rows(&run.out).iter().all(|row| row.len() == 29));
    assert!(run.err.is_empty(), "nothing to say off a terminal: {}", run.err);
}

#[test]
fn the_extension_chooses_the_format() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    folder.run("extract a.txt -o t.csv").code(0);
    assert!(folder.read("t.csv").starts_with(HEADER));
    folder.run("extract a.txt -o t.jsonl").code(0);
    assert!(folder.read("t.jsonl").lines().all(|line| line.starts_with(r#"{"doc_id":"a.txt","#)));
    folder.run("extract a.txt -o t.out --format predictions").code(0);
    assert_eq!(ids(&folder.read("t.out")), ["a.txt"]);
    folder.run("extract a.txt -o - --format predictions").code(0);
    assert_eq!(folder.names(), ["a.txt", "t.csv", "t.jsonl", "t.out"]);
}

#[test]
fn a_spreadsheet_begins_with_the_mark() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("extract a.txt --spreadsheet").code(0);
    assert!(run.out.starts_with(&format!("\u{feff}{HEADER}")));
}

#[test]
fn the_summary_comes_with_a_file_unless_quiet() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("b.txt", "It rained.")]);
    let run = folder.run("extract a.txt b.txt -o t.csv").code(0);
    assert!(run.err.starts_with("2 documents, "), "{}", run.err);
    assert!(run.err.ends_with("; 0 warnings, 0 failures\n"), "{}", run.err);
    let run = folder.run("extract a.txt b.txt -o t.csv --quiet").code(0);
    assert_eq!(run.err, "");
}

#[test]
fn quiet_silences_warnings_but_not_failures() {
    let folder = Folder::with(&[("broken.jsonl", "{\n")]);
    folder.write("bad.txt", b"caf\xe9");
    let run = folder.run("extract bad.txt broken.jsonl -q -o t.csv").code(1);
    assert_eq!(run.err.lines().count(), 1);
    run.says(&["error: broken.jsonl:1: "]);
}

#[test]
fn filters_leave_the_header() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    for filter in ["--types indirect", "--class act", "--min-confidence 1"] {
        let run = folder.run(&format!("extract a.txt {filter}")).code(0);
        assert!(run.out.starts_with(HEADER), "{filter}");
        // The one quotation is direct speech, and nothing is wholly certain.
        assert_eq!(rows(&run.out).len(), 1, "{filter}: {}", run.out);
    }
    let row = folder.run("extract a.txt").code(0).out;
    assert_eq!(rows(&row).len(), 2, "{row}");
    for all in ["--types direct,mixed,indirect", "--types direct", "--class all", "--class act,speech", "--min-confidence 0.1"] {
        assert_eq!(folder.run(&format!("extract a.txt {all}")).code(0).out, row, "{all}");
    }
}

#[test]
fn offsets_count_what_was_asked_for() {
    let folder = Folder::with(&[("a.txt", &format!("Zoë 🎉 sang.\n\n{ARTICLE}"))]);
    let text: Vec<u8> = folder.read("a.txt").into_bytes();
    let chars: Vec<char> = folder.read("a.txt").chars().collect();
    let utf16: Vec<u16> = folder.read("a.txt").encode_utf16().collect();
    for unit in ["bytes", "chars", "utf16"] {
        let run = folder.run(&format!("extract a.txt --offsets {unit}")).code(0);
        let table = rows(&run.out);
        let at = |name: &str| table[0].iter().position(|column| column == name).expect("a column");
        for (words, start, end) in [("text", "start", "end"), ("mention", "mention_start", "mention_end"), ("cue", "cue_start", "cue_end")]
        {
            let number = |name: &str| table[1][at(name)].parse::<usize>().expect("an offset");
            let (start, end) = (number(start), number(end));
            let cut = match unit {
                "bytes" => String::from_utf8(text[start..end].to_vec()).expect("whole characters"),
                "chars" => chars[start..end].iter().collect(),
                _ => String::from_utf16(&utf16[start..end]).expect("whole characters"),
            };
            assert_eq!(cut, table[1][at(words)], "{words} in {unit}");
        }
    }
}

#[test]
fn metadata_is_carried() {
    let line = serde_json::json!({"id": 7, "text": ARTICLE, "title": "=Bridge, \"safe\"", "date": "2024-05-01", "url": "http://x/7"});
    let folder = Folder::with(&[("n.jsonl", &line.to_string())]);
    let table = rows(&folder.run("extract n.jsonl").code(0).out);
    assert_eq!(table[1][..2], ["7", "7#1"]);
    assert_eq!(table[1][26..], ["=Bridge, \"safe\"", "2024-05-01", "http://x/7"]);
    let table = rows(&folder.run("extract n.jsonl --spreadsheet").code(0).out);
    assert_eq!(table[1][26], "'=Bridge, \"safe\"");
    let row: serde_json::Value = serde_json::from_str(&folder.run("extract n.jsonl --format jsonl").code(0).out).expect("one line");
    assert_eq!((&row["title"], &row["url"]), (&line["title"], &line["url"]));
}

#[test]
fn flags_may_stand_anywhere() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let output = inquit()
        .current_dir(folder.path("."))
        .args(["extract", "--threads=2", "--types", "direct", "a.txt", "--quiet"])
        .output()
        .expect("the program runs");
    assert!(output.status.success());
}

/// As `--types` says in the help and the README.
#[test]
fn turns_are_indirect_by_label() {
    let turns = "Harbour radio, a conversation\n\nPIA LUND: What has happened to the cranes?\n\nILSE VARGA: We have found cracks in two of them.\n\n\
        PIA LUND: Is anybody hurt?\n\nILSE VARGA: Nobody, and we open again in a week.\n";
    let folder = Folder::with(&[("a.txt", turns)]);
    let labels = |flags: &str| {
        let run = folder.run(&format!("extract a.txt --columns type,method {flags}")).code(0);
        rows(&run.out).iter().filter(|row| *row == &["indirect", "label"]).count()
    };
    assert_eq!(labels(""), 4);
    assert_eq!(labels("--types all"), 4);
    assert_eq!(labels("--types indirect"), 4);
    assert_eq!(labels("--types direct,mixed"), 0);
}
