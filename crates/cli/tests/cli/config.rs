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
