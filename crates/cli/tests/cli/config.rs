//! `inquit.toml`, and which word comes last.

use super::{Folder, Run, rows};

/// A direct quotation and an indirect one.
const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen.\nTomas Hart said that the ferry was late on Monday.\n";

/// Types of the rows that `inquit extract` writes beside this configuration.
fn types(config: &str, flags: &str) -> Vec<String> {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", config)]);
    let run = folder.run(&format!("extract a.txt {flags}")).code(0);
    rows(&run.out).into_iter().skip(1).map(|row| row[2].clone()).collect()
}

/// What a configuration that cannot be used is told.
fn refused(config: &str) -> Run {
    Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", config)]).run("extract a.txt").code(2)
}

#[test]
fn the_last_word() {
    assert_eq!(types("", ""), ["direct", "indirect"]);
    assert_eq!(types("types = \"direct\"", ""), ["direct"]);
    assert_eq!(types("types = [\"direct\", \"mixed\"]", ""), ["direct"]);
    // A section comes before what holds for all, the command line before both.
    assert_eq!(types("types = \"direct\"\n[extract]\ntypes = [\"indirect\"]\n", ""), ["indirect"]);
    assert_eq!(types("[extract]\ntypes = \"direct\"\n", "--types indirect"), ["indirect"]);
    // Other commands' sections, and flags that other commands have, do not matter.
    assert_eq!(types("worst = 3\n[explain]\nall = true\n", "--types direct"), ["direct"]);
    assert_eq!(types("[extract]\nmin-confidence = 1.0\nquiet = true\nfast = false\n", ""), [""; 0]);
}

#[test]
fn a_file_that_is_named() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", "types = \"direct\""), ("other.toml", "types = \"indirect\"")]);
    for line in ["--config other.toml extract a.txt", "extract a.txt --config other.toml", "extract --config=other.toml a.txt"] {
        let run = folder.run(line).code(0);
        assert_eq!(rows(&run.out)[1][2], "indirect", "{line}");
    }
    folder.run("extract a.txt --config none.toml").code(2).says(&["cannot read none.toml"]);
}

#[test]
fn what_is_no_flag_names_its_line() {
    refused("\ntpyes = \"direct\"").says(&["inquit.toml:2: no command here has a flag tpyes"]);
    refused("[extract]\ntpyes = \"direct\"").says(&["inquit.toml:2: `inquit extract` has no flag tpyes; there are ", "types"]);
    refused("[extarct]\n").says(&["inquit.toml:1: there is no command extarct; sections are extract, "]);
    refused("[extract]\n\nquiet = 3\n").says(&["inquit.toml:3: quiet is true or false"]);
    refused("[extract]\ntypes = [[\"direct\"]]\n").says(&["inquit.toml:2: types is a text, a number or a list of these"]);
    refused("[extract]\ntypes: direct\n").says(&["inquit.toml:2: ", "a line is: flag = value"]);
    refused("[extract]\ntypes = \"spoken\"\n").says(&["inquit.toml:2: invalid value 'spoken' for '--types <TYPES>'"]);
    // A mistake in a section for another command is one all the same.
    refused("[explain]\nevrything = true\n").says(&["inquit.toml:2: `inquit explain` has no flag evrything"]);
}

#[test]
fn what_is_on_can_be_switched_off() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", "spreadsheet = true\n[extract]\nquiet = true\n")]);
    let is_marked = |flags: &str| folder.run(&format!("extract a.txt {flags}")).code(0).out.starts_with('\u{feff}');
    assert!(is_marked(""));
    assert!(!is_marked("--spreadsheet=false"));
    assert!(is_marked("--spreadsheet=true"));
    assert_eq!(folder.run("extract a.txt -o q.csv").code(0).err, "");
    assert_ne!(folder.run("extract a.txt -o q.csv --quiet=false").code(0).err, "");
    folder.run("extract a.txt --quiet=false --verbose").code(0);
    folder.write("inquit.toml", b"types = [\"indirect\"]\nmin-confidence = 0.99\nverbose = true\n");
    let all = folder.run("extract a.txt --types=false --min-confidence=false -q -o all.csv").code(0);
    assert_eq!(all.err, "", "--quiet comes before verbose = true");
    assert!(folder.read("all.csv").contains(",direct,"));
    folder.run("stats q.csv --fast=false").code(2).says(&["`inquit stats` has no flag --fast to switch off"]);
    // Where nothing is switched on, there is nothing to do.
    let plain = Folder::with(&[("a.txt", ARTICLE)]);
    assert_eq!(plain.run("extract a.txt --fast=false").code(0).out, plain.run("extract a.txt").code(0).out);
    plain.run("extract a.txt --fast=no").code(2);
}

#[test]
fn what_cannot_be_done_names_its_line() {
    for (config, words) in [
        ("# ours\n[extract]\nkeep = [\"speaker\"]\n", "error: inquit.toml:3: --keep speaker: the table has a column of that name"),
        ("model = \"none.model\"\n", "error: inquit.toml:1: "),
        ("\ngazetteer = \"none.tsv\"\n", "error: inquit.toml:2: "),
        ("columns = [\"speakr\"]\n", "error: inquit.toml:1: there is no column speakr"),
        ("format = \"jsonl\"\nspreadsheet = true\n", "error: inquit.toml:2: --spreadsheet is for CSV and TSV"),
        ("text-field = [\"a\", \"\"]\n", "error: inquit.toml:1: --text-field has an empty name"),
        ("types = \"direct\"\n[extract]\n\nmin-confidence = 3\n", "error: inquit.toml:4: invalid value '3' for '--min-confidence <X>'"),
        ("quiet = true\nverbose = true\n", "error: inquit.toml:1: the argument '--"),
    ] {
        refused(config).says(&[words]);
    }
    // What was typed is not the file's fault.
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", "keep = \"section\"\n")]);
    let run = folder.run("extract a.txt --columns speakr").code(2);
    assert!(run.err.starts_with("error: there is no column speakr"), "{}", run.err);
}

#[test]
fn speakers_of_a_file() {
    let both = ["direct", "indirect"];
    assert_eq!(types("speaker = [\"olsen\", \"Tomas Hart\"]", ""), both);
    assert_eq!(types("speaker = \"olsen\"", ""), ["direct"]);
    assert_eq!(types("speaker = \"olsen\"", "--speaker hart"), ["indirect"]);
}

#[test]
fn what_is_typed_comes_before_what_excludes_it() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", "quiet = true\n")]);
    folder.run("extract a.txt -o q.csv -v").code(0).says(&["note: model: ", "1 document, "]);
    folder.write("inquit.toml", b"verbose = true\n");
    assert_eq!(folder.run("extract a.txt -o q.csv -q").code(0).err, "");
    folder.write("inquit.toml", b"quiet = true\n[extract]\nverbose = true\n");
    folder.run("extract a.txt -o q.csv").code(0).says(&["note: model: "]);
    folder.write("inquit.toml", b"sample = 1\n");
    folder.run("extract a.txt -o q.csv --resume").code(0);
    folder.write("inquit.toml", b"resume = true\n");
    folder.run("extract a.txt -o q.csv --dry-run").code(0);
    folder.run("extract a.txt -o q.csv --sample 1").code(0);
}

/// What says how rows look, and does not fit the format that was typed.
#[test]
fn what_is_typed_comes_before_what_does_not_fit_it() {
    let config = "spreadsheet = true\ncolumns = \"text\"\ncontext = 3\noffsets = \"bytes\"\nclass = \"speech\"\n";
    let folder = Folder::with(&[("a.txt", ARTICLE), ("inquit.toml", config)]);
    folder.run("extract a.txt -o q.jsonl").code(0);
    folder.run("extract a.txt -o q.xlsx").code(0);
    folder.run("extract a.txt -o q.tei.xml").code(0);
    folder.run("extract a.txt -o brat/").code(0);
    folder.run("extract a.txt --format predictions").code(0);
    folder.run("extract a.txt -o q.jsonl --columns text").code(2).says(&["error: --columns is for CSV"]);
    folder.write("inquit.toml", b"format = \"jsonl\"\n");
    folder.run("extract a.txt -o q.csv -o q.tsv").code(0);
    assert!(folder.read("q.csv").starts_with("doc_id,quote_id,"));
    assert!(folder.run("extract a.txt").code(0).out.starts_with('{'));
    folder.run("extract a.txt -o rows").code(0);
    assert!(folder.read("rows").starts_with('{'));
}
