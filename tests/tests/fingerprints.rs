//! A fingerprint of all that is said of each of a thousand texts: a change
//! that should change no row is proved to, and any other names the texts to
//! look at.
//!
//! Scores move only when many rows do, and the reports of our own articles can
//! be read but are few. These are our own articles, as they are and with their
//! quotation marks in other manners, and the annotated news, which is left out
//! (loudly) where it is absent. `make bless` (`INSTA_UPDATE=always`) accepts
//! what is; compare the rows of `inquit extract` before and after first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use inquit_quotes::{Analyzer, Explanation, Quote};
use inquit_tests::{gold, say, shared, tests_folder};
use rayon::prelude::*;

/// Sets of documents of the annotated news, and their files in its folder.
const NEWS: [(&str, &str); 3] = [("train", "eval/polnear_train.jsonl"), ("dev", "eval/polnear_dev.jsonl"), ("seeds", "seeds/gold.jsonl")];

/// Double opening and closing marks, single ones: how others write *“* and *”*, *‘* and *’*.
const MANNERS: [(&str, [&str; 4]); 5] = [
    ("straight", ["\"", "\"", "'", "'"]),
    ("single", ["‘", "’", "“", "”"]),
    ("angle", ["«\u{a0}", "\u{a0}»", "‹", "›"]),
    ("low", ["„", "“", "‚", "‘"]),
    ("tex", ["``", "''", "`", "'"]),
];

const HEAD: &str = "# Texts, how many quotations are found in each, and CRC-32 of all that is said of them and of why it is said.\ntext\tquotations\trows\treasons\n";

#[test]
fn every_text_has_its_rows() {
    let mut texts = own();
    match shared::folder_or_skip("fingerprints of the annotated news") {
        Some(folder) => texts.extend(news(&folder)),
        None => assert!(!wanted(), "the annotated news is needed to write fingerprints"),
    }
    let analyzer = Analyzer::english();
    let now: Vec<(&str, String)> = texts.par_iter().map(|(id, text)| (id.as_str(), fingerprints(&analyzer.explain(text)))).collect();
    let path = tests_folder().join("fingerprints.tsv");
    if wanted() {
        let lines: String = now.iter().map(|(id, values)| format!("{id}\t{values}\n")).collect();
        fs::write(&path, format!("{HEAD}{lines}")).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let before = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let before: BTreeMap<&str, &str> = before.lines().filter_map(|line| line.split_once('\t')).collect();
    let differ: Vec<&(&str, String)> = now.iter().filter(|(id, values)| before.get(id) != Some(&values.as_str())).collect();
    for (id, values) in &differ {
        say(&format!("{id}: {} before, {values} now", before.get(id).unwrap_or(&"not there")));
    }
    assert!(differ.is_empty(), "{} of {} texts have other rows or reasons than before; `make bless` accepts them", differ.len(), now.len());
}

fn wanted() -> bool {
    std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always")
}

/// Our own articles, each in every manner of marks.
fn own() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for file in gold::files().unwrap_or_else(|error| panic!("{error}")) {
        let article = gold::load(&file).unwrap_or_else(|error| panic!("{error}"));
        texts.push((article.id, article.text));
    }
    let folder = tests_folder().join("articles");
    let mut files: Vec<_> =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten().map(|file| file.path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        texts.push((file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), text));
    }
    let manners = |(id, text): &(String, String)| MANNERS.map(|(name, marks)| (format!("{id}/{name}"), written(text, marks)));
    let others: Vec<(String, String)> = texts.iter().flat_map(manners).collect();
    texts.extend(others);
    texts
}

fn written(text: &str, marks: [&str; 4]) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '“' => out.push_str(marks[0]),
            '”' => out.push_str(marks[1]),
            '‘' => out.push_str(marks[2]),
            '’' => out.push_str(marks[3]),
            other => out.push(other),
        }
    }
    out
}

/// Named by set and ordinal: line 1 of a set is number 1.
fn news(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (set, file) in NEWS {
        let documents = shared::load(&folder.join(file), None).unwrap_or_else(|error| panic!("{error}"));
        texts.extend(documents.into_iter().zip(1..).map(|(document, number)| (format!("{set}:{number}"), document.text)));
    }
    texts
}

/// How many quotations, a fingerprint of the rows, one of evidence and rivals.
fn fingerprints(explained: &[Explanation]) -> String {
    let (mut rows, mut reasons) = (String::new(), String::new());
    for explanation in explained {
        let quote = Quote { confidence: 0.0, ..explanation.quote.clone() };
        let _ = writeln!(rows, "{} {quote:?}", thousandths(explanation.quote.confidence));
        let _ = writeln!(reasons, "{:?}", explanation.evidence);
        for rival in &explanation.rivals {
            let of = (&rival.content, rival.cue, rival.mention, rival.method);
            let _ = writeln!(reasons, "{} {of:?} {:?}", thousandths(rival.confidence), rival.evidence);
        }
    }
    format!("{}\t{:08x}\t{:08x}", explained.len(), crc32fast::hash(rows.as_bytes()), crc32fast::hash(reasons.as_bytes()))
}

/// The last digits of an exponential are not the same on every machine.
fn thousandths(probability: f32) -> i64 {
    (f64::from(probability) * 1000.0).round() as i64
}
