//! Output that fails: before any work where that can be known, and never a
//! file that looks complete.

use super::Folder;

/// A line of JSONL that gives a line of predictions, many times.
fn many() -> String {
    "{\"text\":\"x\"}\n".repeat(5_000)
}

#[test]
fn an_output_that_cannot_be_is_found_before_any_work() {
    let folder = Folder::with(&[("a.txt", "a"), ("d/b.txt", "b")]);
    folder.run("extract a.txt -o nowhere/t.csv").code(2).says(&["cannot write nowhere/t.csv", "no such folder"]);
    folder.run("extract a.txt -o d").code(2).says(&["cannot write d", "it is a folder"]);
    folder.run("extract a.txt -o a.txt/t.csv").code(2).says(&["cannot write a.txt/t.csv"]);
    assert_eq!(folder.names(), ["a.txt", "d"]);
}

#[test]
fn a_table_is_replaced_when_the_new_one_is_complete() {
    let folder = Folder::with(&[("a.txt", "a"), ("t.out", "old")]);
    folder.run("extract a.txt gone.txt -o t.out").code(2);
    assert_eq!(folder.read("t.out"), "old");
    folder.run("extract a.txt -o t.out --format predictions").code(0);
    assert_eq!(folder.read("t.out"), "{\"id\":\"a.txt\",\"quotes\":[]}\n");
    assert_eq!(folder.names(), ["a.txt", "t.out"]);
}

#[test]
fn a_table_is_written_though_some_input_failed() {
    let folder = Folder::with(&[("n.jsonl", "{\n{\"text\":\"x\"}\n")]);
    folder.run("extract n.jsonl -o t.out --format predictions").code(1).says(&["1 failure\n"]);
    assert_eq!(folder.read("t.out").lines().count(), 1);
    assert_eq!(folder.names(), ["n.jsonl", "t.out"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_clearly() {
    let folder = Folder::with(&[("n.jsonl", &many())]);
    let full = folder.run("extract n.jsonl -o /dev/full --format predictions").code(1);
    full.says(&["error: cannot write /dev/full: No space left", "free some space", "not complete"]);
}

#[cfg(unix)]
#[test]
fn a_file_system_that_is_full_keeps_the_old_table() {
    use std::process::Command;

    // A limit on the size of files stands in for a full disk; the shell
    // ignores the signal so that the program sees the error.
    let folder = Folder::with(&[("n.jsonl", &many()), ("t.out", "old")]);
    let program = assert_cmd::cargo::cargo_bin("inquit");
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" extract n.jsonl -o t.out --format predictions"])
        .arg(program)
        .current_dir(folder.path("."))
        .output()
        .expect("a shell");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("cannot write t.out") && err.contains("not complete"), "{err}");
    assert_eq!(folder.read("t.out"), "old");
    assert_eq!(folder.names(), ["n.jsonl", "t.out"]);
}

#[cfg(unix)]
#[test]
fn special_files_are_written_in_place() {
    let folder = Folder::with(&[("a.txt", "a")]);
    folder.run("extract a.txt -o /dev/null").code(0);
    let run = folder.run("extract a.txt -o /dev/stdout --format predictions -q").code(0);
    assert_eq!(run.ids(), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    let folder = Folder::with(&[("a.txt", "a"), ("d/real.out", "old")]);
    std::os::unix::fs::symlink("d/real.out", folder.path("link.out")).expect("a link");
    folder.run("extract a.txt -o link.out --format predictions").code(0);
    assert!(folder.path("link.out").is_symlink());
    assert_eq!(folder.read("d/real.out").lines().count(), 1);
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Command, Stdio};
    use std::thread;

    let mut program = Command::new(assert_cmd::cargo::cargo_bin("inquit"))
        .args(["extract", "-", "--format", "predictions", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // Standard input stays open to the end: the run must not wait for more.
    let mut input = program.stdin.take().expect("a pipe");
    let feed = thread::spawn(move || {
        while input.write_all(many().as_bytes()).is_ok() {}
        input
    });
    let mut first = String::new();
    let mut output = BufReader::new(program.stdout.take().expect("a pipe"));
    output.read_line(&mut first).expect("a line");
    assert_eq!(first, "{\"id\":\"stdin:1\",\"quotes\":[]}\n");
    drop(output);
    assert_eq!(program.wait().expect("an end").code(), Some(0));
    let mut err = String::new();
    program.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
    assert_eq!(err, "");
    feed.join().expect("the feeding thread ends");
}

#[test]
fn what_is_replaced_is_told() {
    let folder = Folder::with(&[("a.txt", "He said that it rained.\n"), ("empty.csv", "")]);
    let told = |line: &str| folder.run(line).code(0).err;
    assert!(told("extract a.txt -o q.csv -o q.jsonl").ends_with("0 warnings, 0 failures\n"));
    assert!(told("extract a.txt -o q.csv -o q.jsonl -o new.csv").ends_with("0 failures; replaced q.csv, q.jsonl\n"));
    assert!(told("extract a.txt -o empty.csv").ends_with("0 warnings, 0 failures\n"), "nothing was in it");
    assert!(told("view a.txt -o p.html").ends_with("0 failures\n"));
    assert!(told("view a.txt -o p.html").ends_with("0 failures; replaced p.html\n"));
    assert_eq!(told("extract a.txt -o q.csv -q"), "");
}

#[test]
fn a_run_that_reads_nothing_replaces_nothing() {
    let folder = Folder::with(&[("a.txt", "He said that it rained.\n"), ("bad.jsonl", "{\n")]);
    folder.run("extract a.txt -o q.csv").code(0);
    let before = folder.read("q.csv");
    let run = folder.run("extract bad.jsonl -o q.csv -o new.jsonl").code(1);
    run.says(&["error: bad.jsonl:1: broken JSON", "error: no document could be read; q.csv stays as it was\n"]);
    assert_eq!(folder.read("q.csv"), before);
    assert_eq!(folder.names(), ["a.txt", "bad.jsonl", "q.csv"], "all outputs or none");
    folder.run("view a.txt -o p.html").code(0);
    let page = folder.read("p.html");
    folder.run("view bad.jsonl -o p.html -q").code(1).says(&["p.html stays as it was"]);
    assert_eq!(folder.read("p.html"), page);
    // Something is read, or nothing was there to be lost: it is as always.
    folder.run("extract bad.jsonl -o new.csv").code(1);
    assert!(folder.read("new.csv").starts_with("doc_id,"));
    folder.run("extract bad.jsonl a.txt -o q.csv").code(1).says(&["1 failure; replaced q.csv"]);
}

/// The crate that writes workbooks panics where its temporary file is too
/// large for the system; the message is ours alone.
#[cfg(unix)]
#[test]
fn a_workbook_that_cannot_grow_is_said_once() {
    use std::process::Command;

    let line = "{\"text\":\"“The harbour is closed,” said Ilse Varga. “It will stay closed.”\"}\n";
    let folder = Folder::with(&[("n.jsonl", &line.repeat(2_000)), ("t.xlsx", "old")]);
    // Too few for the first rows, and too few for the last.
    for blocks in [16, 256] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" extract n.jsonl -o t.xlsx --threads 1 --quiet");
        let program = assert_cmd::cargo::cargo_bin("inquit");
        let output = Command::new("sh").args(["-c", &script]).arg(program).current_dir(folder.path(".")).output().expect("a shell");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.starts_with("error: cannot write t.xlsx: "), "{told}");
        assert!(told.contains("File too large") && told.contains("TMPDIR"), "{told}");
        assert!(!told.contains("panicked") && told.matches("t.xlsx").count() == 1, "{told}");
        assert_eq!(folder.read("t.xlsx"), "old");
    }
}
