//! What long runs and curious users ask for: a look before the work, a part of
//! it, words on the way, help for shells and readers.

use super::Folder;

/// Articles as JSONL, each with one quotation.
fn articles(count: usize) -> String {
    (0..count).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"“The bridge is safe,” said Marta Olsen on day {n}.\"}}\n")).collect()
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::with(&[("a.txt", "x"), ("b.jsonl", &articles(2)), ("old.csv", "old")]);
    let run = folder.run("extract a.txt b.jsonl -o new.jsonl -o old.csv --dry-run").code(0);
    assert!(run.out.starts_with("would read 2 sources, "), "{}", run.out);
    for words in ["a.txt", "text", "1 bytes", "b.jsonl", "new.jsonl  jsonl\n", "old.csv  csv, in place of the file that is there\n"] {
        assert!(run.out.contains(words), "{words:?} in {}", run.out);
    }
    assert_eq!(folder.names(), ["a.txt", "b.jsonl", "old.csv"]);
    assert_eq!(folder.read("old.csv"), "old");
    folder.run("extract none.txt --dry-run").code(2);
    let run = folder.run("extract a.txt -o none/q.csv --dry-run").code(0);
    assert!(run.out.contains("none/q.csv  csv, but there is no such folder\n"), "{}", run.out);
}

#[test]
fn a_sample_is_the_same_each_time_and_in_order() {
    let folder = Folder::with(&[("a.jsonl", &articles(300)), ("b.jsonl", "{\"id\": \"x\"\n")]);
    let run = |flags: &str| folder.run(&format!("extract a.jsonl --format predictions {flags}")).code(0);
    let sample = run("--sample 20").ids();
    assert_eq!(sample.len(), 20);
    let numbers: Vec<usize> = sample.iter().map(|id| id.parse().expect("a number")).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    assert!(numbers.iter().any(|&n| n < 100) && numbers.iter().any(|&n| n > 200), "{numbers:?}");
    assert_eq!(run("--sample 20 --threads 1").ids(), sample);
    assert_eq!(run("--sample 400").out, run("").out);
    folder.run("extract a.jsonl --sample 0").code(2).says(&["expected a number from 1"]);
    // What cannot be read is told even so.
    folder.run("extract b.jsonl --sample 1").code(1).says(&["b.jsonl:1: broken JSON"]);
}

#[test]
fn words_on_the_way() {
    let folder =
        Folder::with(&[("a.txt", "“The bridge is safe,” said Marta Olsen."), ("b.txt", "“It is a scandal,” the man told reporters.")]);
    let quiet = folder.run("extract a.txt b.txt -o q.csv --quiet").code(0);
    assert_eq!(quiet.err, "");
    let run = folder.run("extract a.txt b.txt -o r.csv").code(0);
    assert!(run.err.starts_with("2 documents, 2 quotations (0 of unknown speaker) in "), "{}", run.err);
    assert!(run.err.ends_with(" s; 0 warnings, 0 failures\n"), "{}", run.err);
    folder.run("extract a.txt b.txt -o q.csv -v --threads 1").code(0).says(&[
        "note: reading ",
        "note: model: built in",
        "note: 1 thread\n",
    ]);
    folder.run("extract a.txt -v -q").code(2);
    for when in ["never", "auto", "always"] {
        // No terminal, and too short for a line of progress.
        let run = folder.run(&format!("extract a.txt --progress {when}")).code(0);
        assert_eq!(run.err, "", "{when}");
    }
}

#[test]
fn a_doctor_looks_at_the_program() {
    let folder = Folder::with(&[("town.tsv", "id\tname\tkind\nx:1\tIlse Varga\tperson\n")]);
    let run = folder.run("doctor").code(0);
    for words in [
        concat!("version     ", env!("CARGO_PKG_VERSION")),
        "model       built in, ",
        " people, ",
        "made        built in: gazetteer 20",
        "there is no inquit.toml",
        "works       yes",
    ] {
        assert!(run.out.contains(words), "{words:?} in {}", run.out);
    }
    folder.write("inquit.toml", b"fast = true\n");
    let run = folder.run("doctor --gazetteer town.tsv").code(0);
    for words in ["model       none (--fast)", "town.tsv: 1 people, 0 organizations", "flags from  inquit.toml"] {
        assert!(run.out.contains(words), "{words:?} in {}", run.out);
    }
    folder.run("doctor --model town.tsv").code(2);
}

#[test]
fn shells_and_readers_are_served() {
    let folder = Folder::with(&[]);
    for (shell, words) in
        [("bash", "complete -F _inquit"), ("zsh", "#compdef inquit"), ("fish", "complete -c inquit"), ("powershell", "inquit")]
    {
        let run = folder.run(&format!("completions {shell}")).code(0);
        assert!(run.out.contains(words) && run.out.contains("min-confidence"), "{shell}");
    }
    folder.run("man pages").code(0);
    let pages = Folder::names(&folder);
    assert_eq!(pages, ["pages"]);
    let page = folder.read("pages/inquit-extract.1");
    assert!(page.contains(".TH inquit-extract 1") && page.contains("min\\-confidence"), "{page}");
    assert!(folder.path("pages/inquit-gazetteer-find.1").is_file() && folder.path("pages/inquit.1").is_file());
}

#[test]
fn a_dry_run_lists_what_is_read() {
    let article = "“The bridge is safe,” said Marta Olsen.";
    let folder = Folder::with(&[
        ("n/a.txt", article),
        ("n/b.jsonl", &articles(2)),
        ("n/data.csv", "year,count\n1,2\n"),
        ("n/package.json", "{\"name\": \"x\"}"),
        ("n/notes.pdf", "x"),
        ("n/.hidden.txt", "x"),
        ("n/brat/c.txt", article),
    ]);
    folder.run("extract n/a.txt -o n/old.csv").code(0);
    folder.run("extract n/a.txt -o n/new.jsonl").code(0);
    let run = folder.run("extract n -o n/new.jsonl --dry-run").code(0);
    let (read, rest) = run.out.split_once("would leave out:\n").expect("what is left out");
    let sources: Vec<&str> = read.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(sources, ["n/a.txt", "n/b.jsonl", "n/brat/c.txt"]);
    assert!(read.starts_with("would read 3 sources, "), "{read}");
    for words in [
        "n/data.csv: left out, for it has no column for the text",
        "n/old.csv: left out: it is a table that inquit wrote",
        "n/package.json: left out",
    ] {
        assert!(rest.contains(words), "{words:?} in {rest}");
    }
    // The run itself reads the same.
    let told = folder.run("extract n -o n/new.jsonl -v --threads 1").code(0).err;
    for source in sources {
        assert!(!told.contains(&format!("{source}: left out")), "{told}");
    }
    assert!(told.contains("4 documents, ") && told.matches(": left out").count() == 3, "{told}");
}
