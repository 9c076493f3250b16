//! Runs that are broken off, and what goes on behind them.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::Folder;

/// Articles as JSONL, and a line that is broken.
fn articles(count: usize) -> String {
    let text = "“The bridge is safe,” said Marta Olsen, the mayor. She warned that it would close at night. ".repeat(12);
    (0..count)
        .map(|n| if n == 7 { "{\"id\"\n".to_owned() } else { format!("{{\"id\": \"{n}\", \"text\": \"Day {n}. {text}\"}}\n") })
        .collect()
}

const FILES: [&str; 3] = ["q.csv", "q.jsonl", "q.tsv"];
const FLAGS: &str = "extract a.jsonl b.txt -o q.csv -o q.jsonl -o q.tsv --threads 2";

#[test]
fn killed_again_and_again() {
    let folder = Folder::with(&[("a.jsonl", &articles(1800)), ("b.txt", "“It is late,” said Tomas Hart.")]);
    let whole = folder.run(FLAGS).code(1);
    let expected = FILES.map(|file| folder.read(file));
    for file in FILES {
        fs::remove_file(folder.path(file)).expect("a table");
    }
    let (mut kills, mut wait) = (0, 150);
    loop {
        let mut run = Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
        let run = run.current_dir(folder.path("")).args(FLAGS.split(' ')).arg("--resume").stderr(Stdio::piped());
        let mut run = run.spawn().expect("the program runs");
        // Ever longer, so that it comes to an end on any machine.
        thread::sleep(Duration::from_millis(wait));
        wait = wait * 5 / 4;
        if run.try_wait().expect("a process").is_some() {
            let end = run.wait_with_output().expect("a process");
            let told = String::from_utf8_lossy(&end.stderr).into_owned();
            assert_eq!(end.status.code(), Some(1), "{told}");
            // The summary is of all of it; only the seconds differ.
            let counts = |told: &str| told.lines().last().and_then(|line| line.split(" in ").next().map(str::to_owned));
            assert_eq!(counts(&told), counts(&whole.err));
            assert!(told.ends_with("1 failure\n"), "{told}");
            break;
        }
        run.kill().expect("a process");
        run.wait().expect("a process");
        let states: Vec<bool> = FILES.iter().map(|file| folder.path(&format!("{file}.partial.state")).exists()).collect();
        assert!(states[0] || !states[1] && !states[2], "{states:?}");
        kills += 1;
        let named: Vec<usize> = (0..FILES.len()).filter(|&n| folder.path(FILES[n]).exists()).collect();
        assert!(named.iter().all(|&n| folder.read(FILES[n]) == expected[n]), "complete files only");
        // killed between its last file and its end
        if named.len() == FILES.len() && !states.contains(&true) {
            break;
        }
    }
    assert!(kills >= 3, "{kills}");
    assert_eq!(FILES.map(|file| folder.read(file)), expected);
    assert_eq!(folder.names(), ["a.jsonl", "b.txt", "q.csv", "q.jsonl", "q.tsv"]);
}

#[test]
fn a_broken_run_is_not_begun_anew_by_mistake() {
    // long enough to write down how far it is before it ends
    let folder = Folder::with(&[("a.jsonl", &articles(6000))]);
    let mut run = Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
    let mut run =
        run.current_dir(folder.path("")).args("extract a.jsonl -o q.csv --threads 1".split(' ')).spawn().expect("the program runs");
    let state = folder.path("q.csv.partial.state");
    while !state.exists() && run.try_wait().expect("a process").is_none() {
        thread::sleep(Duration::from_millis(20));
    }
    run.kill().expect("a process");
    run.wait().expect("a process");
    // As long as a run goes on, it is not broken off.
    let held = fs::File::options().write(true).open(folder.path("q.csv.partial")).expect("a file");
    held.lock().expect("a lock");
    for flags in ["", " --resume"] {
        let busy = folder.run(&format!("extract a.jsonl -o q.csv{flags}")).code(2);
        let busy = busy.says(&["another run is writing it", "q.csv.partial", "wait for its end, or choose another name"]);
        assert!(!busy.err.contains("remove"), "{}", busy.err);
    }
    drop(held);
    folder.run("extract a.jsonl -o q.csv").code(2).says(&[
        "this run was broken off behind ",
        "go on with the same flags and --resume, or begin anew: remove ",
        "q.csv.partial.state",
    ]);
    // Nor does another run throw it away, whatever its flags or files.
    let kept = folder.read("q.csv.partial");
    let more = format!("{}\n", folder.read("a.jsonl"));
    folder.write("more.jsonl", more.as_bytes());
    for (line, why) in [
        (
            "extract a.jsonl -o q.csv --fast",
            "the run was begun with other flags: --fast was not given and is given; go on with the same flags",
        ),
        ("extract more.jsonl -o q.csv", "files of the input are others than they were, or have changed; go on with the same flags"),
        ("extract a.jsonl -o q.csv --sample 1", "go on with its flags and --resume"),
        ("extract more.jsonl -o q.xlsx -o q.csv", "go on with its flags and --resume"),
        ("gazetteer find a.jsonl -o q.csv", "go on with its flags and --resume"),
    ] {
        let says = ["q.csv.partial is kept of a run that was broken off", why, "or begin anew: remove ", "q.csv.partial.state"];
        folder.run(line).code(2).says(&says);
        assert!(folder.read("q.csv.partial") == kept && state.exists(), "{line}");
    }
    // Whichever output of another run it would be.
    for flags in ["", " --resume"] {
        let says = ["q.csv.partial", "the run was begun with other flags: --output was q.csv and is c.csv,q.csv; "];
        let says = if flags.is_empty() { says } else { ["cannot --resume: ", says[1]] };
        folder.run(&format!("extract a.jsonl -o c.csv -o q.csv{flags}")).code(2).says(&says);
        assert!(folder.read("q.csv.partial") == kept && state.exists());
    }
    // The second output of a run is kept as its first is, and without a row as with rows.
    folder.write("r.jsonl.partial", b"");
    fs::copy(&state, folder.path("r.jsonl.partial.state")).expect("a copy");
    folder.run("extract a.jsonl --sample 1 -o r.jsonl").code(2).says(&["r.jsonl.partial is kept of a run that was broken off"]);
    folder.write("r.jsonl.partial", b"{}\n");
    fs::copy(&state, folder.path("r.jsonl.partial.state")).expect("a copy");
    folder.run("extract a.jsonl --sample 1 -o r.jsonl").code(2).says(&["r.jsonl.partial is kept of a run that was broken off"]);
    // A state without rows is nothing to lose.
    fs::remove_file(folder.path("q.csv.partial")).expect("a file");
    folder.run("gazetteer find a.jsonl -o q.csv").code(1);
    assert!(!state.exists());
}

/// Two outputs, of which one is not what the run left.
#[test]
fn what_is_not_all_there_begins_anew() {
    let folder = Folder::with(&[("a.jsonl", &articles(6000))]);
    let line = "extract a.jsonl -o q.csv -o r.jsonl --threads 1";
    let (state, mark) = (folder.path("q.csv.partial.state"), folder.path("r.jsonl.partial.state"));
    let broken = || {
        let mut run = Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
        let mut run = run.current_dir(folder.path("")).args(line.split(' ')).stderr(Stdio::null()).spawn().expect("the program runs");
        while !state.exists() && run.try_wait().expect("a process").is_none() {
            thread::sleep(Duration::from_millis(20));
        }
        run.kill().expect("a process");
        run.wait().expect("a process");
        assert!(state.exists() && mark.exists());
    };
    broken();
    // A pattern matches neither rows nor states.
    let by_pattern = line.replace("a.jsonl", "*.jsonl*").replace("extract", "extract --resume");
    folder.run(&by_pattern).code(1).says(&["note: going on behind "]);
    broken();
    // Nor does a shell.
    let by_shell = "extract --resume a.jsonl q.csv.partial q.csv.partial.state r.jsonl.partial -o q.csv -o r.jsonl --threads 1";
    folder.run(by_shell).code(1).says(&["note: going on behind "]);
    broken();
    // Another run was told to remove the mark, and left rows of its own.
    fs::write(folder.path("r.jsonl.partial"), "{}\n".repeat(100_000)).expect("a file");
    fs::remove_file(&mark).expect("a file");
    let says = ["this run was broken off behind ", "; begin anew: remove ", "q.csv.partial.state"];
    folder.run(line).code(2).says(&says);
    let resumed = folder.run(&format!("{line} --resume")).code(1).says(&["is not all there any more: it begins anew\n"]);
    assert!(!resumed.err.contains("going on"), "{}", resumed.err);
    assert!(folder.read("r.jsonl").starts_with("{\"doc_id\":"));
    assert_eq!(folder.names(), ["a.jsonl", "q.csv", "r.jsonl"]);
    // Nor is anything thrown away where one of the two cannot be opened.
    broken();
    #[cfg(unix)]
    {
        fs::rename(folder.path("r.jsonl.partial"), folder.path("far")).expect("a move");
        std::os::unix::fs::symlink("far", folder.path("r.jsonl.partial")).expect("a link");
        folder.run(&format!("{line} --resume")).code(2).says(&["r.jsonl.partial is a link"]);
        assert!(folder.path("q.csv.partial").exists() && state.exists());
        fs::rename(folder.path("far"), folder.path("r.jsonl.partial")).expect("a move");
    }
    // Nor where a file is gone.
    fs::remove_file(folder.path("r.jsonl.partial")).expect("a file");
    folder.run(line).code(2).says(&says);
    fs::remove_file(&state).expect("a file");
    folder.run(line).code(1);
    assert_eq!(folder.names(), ["a.jsonl", "q.csv", "r.jsonl"]);
}

#[test]
fn no_output_is_called_as_another_is_meanwhile() {
    let folder = Folder::with(&[("a.txt", "“It is late,” said Tomas Hart.")]);
    for name in ["q.csv.partial", "q.csv.partial.state"] {
        let says = [name, "so an output is called until it is complete; choose another name"];
        folder.run(&format!("extract a.txt -o {name} -o q.csv")).code(2).says(&says);
        // Nor alone, for it may be that of a run that goes on or was broken off.
        folder.run(&format!("extract a.txt -o {name} --format csv")).code(2).says(&says);
        folder.run(&format!("gazetteer find a.txt -o {name}")).code(2);
    }
    assert_eq!(folder.names(), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn links_lead_nobody_astray() {
    let folder = Folder::with(&[("a.txt", "“It is late,” said Tomas Hart."), ("mine.csv", "mine"), ("b.jsonl", &articles(3000))]);
    for name in ["p.csv.partial.state.new", "r.csv.partial.state.new", "r.csv.partial.state"] {
        std::os::unix::fs::symlink("mine.csv", folder.path(name)).expect("a link");
    }
    folder.run("extract b.jsonl -o p.csv").code(1);
    folder.run("extract b.jsonl -o p.csv -o r.csv").code(1);
    assert_eq!(folder.read("mine.csv"), "mine");
    assert_eq!(folder.names(), ["a.txt", "b.jsonl", "mine.csv", "p.csv", "r.csv"]);
    std::os::unix::fs::symlink("mine.csv", folder.path("q.csv.partial")).expect("a link");
    folder
        .run("extract a.txt -o q.csv")
        .code(2)
        .says(&["cannot write q.csv: q.csv.partial is a link, ", "remove it, or choose another name"]);
    assert_eq!(folder.read("mine.csv"), "mine");
}

#[test]
fn going_on_wants_the_same_run() {
    let folder = Folder::with(&[("a.jsonl", &articles(3)), ("b.txt", "x")]);
    // Nothing was begun: it begins.
    folder.run("extract a.jsonl -o q.csv --resume").code(0);
    let state = r#"{"flags":[["--types","direct"],["--fast","given"]],"inputs":"","items":1,"outputs":[{"bytes":2,"begun":true}],"totals":{"documents":0,"quotes":0,"with_speaker":0,"bytes":0},"failures":0,"warnings":0}"#;
    folder.write("q.csv.partial", b"doc");
    folder.write("q.csv.partial.state", state.as_bytes());
    folder.run("extract a.jsonl -o q.csv --resume").code(2).says(&[
        "cannot --resume: the run was begun with other flags: --types was direct and is direct,mixed,indirect; --fast was given and is not given; ",
        "go on with the same flags and --resume, or begin anew: remove ",
        "q.csv.partial.state\n",
    ]);
    folder.write("q.csv.partial.state", b"{");
    folder
        .run("extract a.jsonl -o q.csv --resume")
        .code(2)
        .says(&["is not the state of a run of this version", "to begin anew, remove it"]);
    // Without the flag, what is left of the other run stays too, until its state is removed.
    folder
        .run("extract a.jsonl -o q.csv")
        .code(2)
        .says(&["q.csv.partial is kept of a run that was broken off", "to begin anew, remove it"]);
    fs::remove_file(folder.path("q.csv.partial.state")).expect("a state");
    folder.run("extract a.jsonl -o q.csv").code(0);
    assert_eq!(folder.names(), ["a.jsonl", "b.txt", "q.csv"]);
    for (flags, why) in [
        ("a.jsonl --resume", "rows go to standard output"),
        ("- -o q.csv --resume", "standard input cannot be read again"),
        ("a.jsonl -o q.xlsx --resume", "a file of XLSX is made in one go"),
        ("a.jsonl -o q.csv --save-text texts --resume", "--save-text starts with the first document"),
    ] {
        folder.run(&format!("extract {flags}")).code(2).says(&["cannot --resume: ", why]);
    }
}

/// The same place before its file is there and after.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_yet() {
    let folder = Folder::with(&[("a.jsonl", &articles(3)), ("real/none", "")]);
    std::os::unix::fs::symlink("real/q.csv", folder.path("l.csv")).expect("a link");
    folder.write("real/q.csv.partial", b"doc");
    folder.write("real/q.csv.partial.state", b"{\"flags\":[]}");
    folder.run("extract a.jsonl -o l.csv").code(2).says(&["real/q.csv.partial is kept of a run that was broken off"]);
    fs::remove_file(folder.path("real/q.csv.partial.state")).expect("a state");
    folder.run("extract a.jsonl -o l.csv").code(0);
    assert!(folder.path("l.csv").is_symlink() && folder.path("real/q.csv").is_file());
}

#[test]
fn two_runs_do_not_write_one_file() {
    let folder = Folder::with(&[("a.txt", "“It is late,” said Tomas Hart.")]);
    let held = fs::File::create(folder.path("q.csv.partial")).expect("a file");
    held.lock().expect("a lock");
    folder.run("extract a.txt -o q.csv").code(2).says(&["cannot write q.csv: another run is writing it"]);
    assert!(folder.path("q.csv.partial").exists());
    drop(held);
    // What was broken off before its first state is nothing that a pattern means.
    folder.run("extract * -o q.csv").code(0).says(&["1 document, "]);
    fs::remove_file(folder.path("q.csv")).expect("a table");
    folder.run("extract a.txt -o q.csv").code(0);
    assert_eq!(folder.names(), ["a.txt", "q.csv"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_says_what_is_kept() {
    let folder = Folder::with(&[("a.jsonl", &articles(2000))]);
    let interrupted = |flags: &str| {
        let mut run = Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
        let run = run.current_dir(folder.path("")).args(flags.split(' ')).stderr(Stdio::piped()).stdout(Stdio::null());
        let mut run = run.spawn().expect("the program runs");
        let begun = || ["q.csv.partial.state", "q.xlsx.partial"].iter().any(|name| folder.path(name).exists());
        while !begun() && run.try_wait().expect("a process").is_none() {
            thread::sleep(Duration::from_millis(20));
        }
        Command::new("kill").args(["-INT", &run.id().to_string()]).status().expect("a signal");
        let end = run.wait_with_output().expect("a process");
        assert_eq!(end.status.code(), Some(130), "{end:?}");
        String::from_utf8(end.stderr).expect("UTF-8").lines().last().expect("a last line").to_owned()
    };
    let last = interrupted("extract a.jsonl -o q.csv --threads 1");
    assert!(last.starts_with("interrupted: ") && last.contains(" documents done and kept in q.csv.partial; "), "{last}");
    assert!(last.ends_with("the same command with --resume goes on behind them"), "{last}");
    let resumed = folder.run("extract a.jsonl -o q.csv --threads 1 --resume").code(1).says(&["note: going on behind "]);
    assert!(resumed.err.contains("1999 documents, "), "{}", resumed.err);
    assert_eq!(folder.read("q.csv"), folder.run("extract a.jsonl").code(1).out);
    let last = interrupted("extract a.jsonl -o q.xlsx --threads 1");
    assert!(last.contains("nothing is kept to go on from, for a file of XLSX is made in one go"), "{last}");
    assert_eq!(folder.names(), ["a.jsonl", "q.csv"]);
}

#[test]
fn a_finished_run_is_not_begun_anew() {
    let folder = Folder::with(&[("a.jsonl", &articles(3)), ("b.txt", "“It is late,” said Tomas Hart.")]);
    let line = "extract a.jsonl b.txt -o q.csv -o q.jsonl";
    folder.run(line).code(0);
    let told = "note: q.csv, q.jsonl are newer than all that is read, and no run was broken off: nothing to go on with; ";
    let run = folder.run(&format!("{line} --resume")).code(0).says(&[told, "the same command without --resume writes them anew\n"]);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert_eq!(folder.run(&format!("{line} --resume -q")).code(0).err, "");
    let begins_anew = |flags: &str| folder.run(&format!("{line} --resume{flags}")).code(0).says(&["quotations (", "replaced q.csv"]);
    // Other columns are another table.
    begins_anew(" --columns text");
    begins_anew("");
    let later = std::time::SystemTime::now() + Duration::from_secs(60);
    fs::File::options().append(true).open(folder.path("b.txt")).and_then(|file| file.set_modified(later)).expect("a time");
    begins_anew("");
    // A file that was put there since, though it is older.
    let folder = Folder::with(&[("n/a.txt", "“It is late,” said Tomas Hart."), ("b.txt", "“It is late,” said Tomas Hart.")]);
    folder.run("extract n -o q.csv").code(0);
    folder.run("extract n -o q.csv --resume").code(0).says(&["note: q.csv is newer than all that is read"]);
    thread::sleep(Duration::from_millis(20));
    fs::rename(folder.path("b.txt"), folder.path("n/b.txt")).expect("a move");
    folder.run("extract n -o q.csv --resume").code(0).says(&["2 documents, ", "replaced q.csv"]);
    // An output is missing, and a run was broken off before its first state.
    let folder = Folder::with(&[("b.txt", "“It is late,” said Tomas Hart.")]);
    folder.run("extract b.txt -o q.csv").code(0);
    folder.run("extract b.txt -o q.csv -o r.csv --resume").code(0).says(&["replaced q.csv"]);
    folder.write("q.csv.partial", b"doc");
    folder.run("extract b.txt -o q.csv --resume").code(0).says(&["replaced q.csv"]);
}
