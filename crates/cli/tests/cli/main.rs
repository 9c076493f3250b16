//! The program as a user runs it: flags, formats, bad input, bad output, exit codes.

mod archives;
mod bad_input;
mod bad_output;
mod chain;
mod compressed;
mod config;
mod documents;
mod encodings;
mod eval;
mod explain;
mod extensions;
mod fields;
mod filter;
mod flags;
#[cfg(feature = "parquet")]
mod formats;
mod gazetteer;
mod gazetteer_import;
mod habits;
mod limits;
mod model;
mod nothing_lost;
mod order;
mod outputs;
mod paths;
mod preview;
mod resume;
mod show;
mod speakers;
mod stats;
mod tables;
mod train;
mod view;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The program.
fn inquit() -> Command {
    Command::cargo_bin("inquit").expect("the program is built with its tests")
}

/// A folder with files, gone at the end of the test.
struct Folder(TempDir);

impl Folder {
    /// `files` are paths in the folder and what they hold.
    fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a temporary folder"));
        for (name, content) in files {
            folder.write(name, content.as_bytes());
        }
        folder
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file in UTF-8")
    }

    /// Names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort();
        names
    }

    /// Runs `inquit` in the folder with the words of `line`.
    fn run(&self, line: &str) -> Run {
        self.run_with(line, b"")
    }

    /// The same with `stdin` piped in.
    fn run_with(&self, line: &str, stdin: &[u8]) -> Run {
        let output = inquit().current_dir(&self.0).args(line.split_whitespace()).write_stdin(stdin).output().expect("the program runs");
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// What a run left behind.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    /// Fails unless the exit code is `code`.
    #[track_caller]
    fn code(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Fails unless standard error holds each of `words`.
    #[track_caller]
    fn says(self, words: &[&str]) -> Run {
        for word in words {
            assert!(self.err.contains(word), "{word:?} in:\n{}", self.err);
        }
        self
    }

    /// Ids of the documents in predictions.
    fn ids(&self) -> Vec<String> {
        ids(&self.out)
    }
}

/// Ids of the documents in predictions.
fn ids(predictions: &str) -> Vec<String> {
    let id = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        assert!(json["quotes"].is_array(), "{line}");
        json["id"].as_str().expect("an id").to_owned()
    };
    predictions.lines().map(id).collect()
}

/// Rows of a CSV table, header first.
fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let row = |row: csv::Result<csv::StringRecord>| row.expect("a row").iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

/// Whether the tests run as a user whom permissions do not stop.
fn permissions_do_not_bind(protected: &Path) -> bool {
    fs::File::open(protected).is_ok() || fs::read_dir(protected).is_ok()
}
