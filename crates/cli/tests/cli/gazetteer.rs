//! `inquit gazetteer`: find, show, lookup, stats, check and build, and the
//! gazetteer of `inquit extract`.

use super::{Folder, rows};

const TOWN: &str = "id\tname\tkind\taliases\tcountries\tgender\n\
    town:1\tMarta Olsen\tperson\tM. Olsen\tNO\tf\n\
    town:2\tHarbour Trust\torganization\t\tNO\t\n";

#[test]
fn every_command_has_help() {
    let folder = Folder::with(&[]);
    let help = folder.run("gazetteer --help").code(0).out;
    for command in ["find", "show", "lookup", "stats", "check", "build", "import-wikidata"] {
        assert!(help.contains(&format!("  {command} ")), "{command} in:\n{help}");
        assert!(folder.run(&format!("gazetteer {command} --help")).code(0).out.contains("Usage: inquit gazetteer"));
    }
    folder.run("gazetteer").code(2);
    folder.run("gazetteer check").code(2);
}

#[test]
fn names_become_rows() {
    let folder = Folder::with(&[("a.txt", "Zoë met Angela Merkel in Tehran. Merkel “left”.\n")]);
    let table = rows(&folder.run("gazetteer find a.txt").code(0).out);
    assert_eq!(table[0], ["doc_id", "start", "end", "text", "id", "name", "kind", "class", "others"]);
    assert_eq!(table[1][..8], ["a.txt", "8", "21", "Angela Merkel", "Q567", "Angela Merkel", "person", "official"]);
    assert_eq!(table[2][1..8], ["25", "31", "Tehran", "Q794", "Iran", "country", "metonym"]);
    assert_eq!(table.len(), 3);
    let bytes = rows(&folder.run("gazetteer find a.txt --offsets bytes --kinds country").code(0).out);
    assert_eq!(bytes[1][1..4], ["26", "32", "Tehran"]);
    let weak = rows(&folder.run("gazetteer find a.txt --weak licensed --kinds person").code(0).out);
    assert_eq!(weak[2][1..8], ["33", "39", "Merkel", "Q567", "Angela Merkel", "person", "surname"]);
    assert_eq!(weak.len(), 3);
}

#[test]
fn options_of_find() {
    let folder = Folder::with(&[("n.jsonl", "{\"id\":7,\"text\":\"the bank of england in georgia\"}\n{\n")]);
    let run = folder.run("gazetteer find n.jsonl --case ignore --overlap all -o t.csv").code(1);
    run.says(&["error: n.jsonl:2: "]);
    let table = rows(&folder.read("t.csv"));
    let found: Vec<&str> = table[1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(found, ["bank of england", "england", "georgia"]);
    assert_eq!((table[3][0].as_str(), table[3][4].as_str(), table[3][8].as_str()), ("7", "Q230", "Q1428"));
    assert_eq!(folder.run_with("gazetteer find -", b"Iran").code(0).out.lines().count(), 2);
}

#[test]
fn entities_are_shown() {
    let folder = Folder::with(&[("town.tsv", TOWN)]);
    let shown = folder.run("gazetteer show Q567").code(0).out;
    assert!(shown.contains("name       Angela Merkel\n") && shown.contains("gender     female\n"), "{shown}");
    assert!(folder.run("gazetteer show M.Olsen -g town.tsv").code(0).out.starts_with("id         town:1\n"));
    assert!(folder.run("gazetteer show town:1 -g town.tsv").code(0).out.contains("alias      M. Olsen\n"));
    folder.run("gazetteer show Q0").code(2).says(&["no entity has the id or the name `Q0`"]);
}

#[test]
fn names_are_looked_up() {
    let folder = Folder::with(&[]);
    let first = |line: &str| folder.run(line).code(0).out.lines().next().map(str::to_owned);
    assert_eq!(first("gazetteer lookup Georgia").as_deref(), Some("Q230\tGeorgia\tcountry\tofficial\tcountry, GE"));
    assert_eq!(first("gazetteer lookup georgia --country us").as_deref(), Some("Q1428\tGeorgia\tcountry\tofficial\tU.S. state, US"));
    folder.run("gazetteer lookup Xyzzy").code(1).says(&["`Xyzzy` is no name of the gazetteer"]);
    let stats = folder.run("gazetteer stats").code(0).out;
    assert!(stats.lines().count() == 5 && stats.starts_with("person\t2"), "{stats}");
}

#[test]
fn tables_are_checked() {
    let folder = Folder::with(&[("town.tsv", TOWN), ("latin1.tsv", "")]);
    assert_eq!(
        folder.run("gazetteer check town.tsv").code(0).out,
        "2 good rows; 1 missing field\n".replacen("2 good", "town.tsv, line 3: missing field: `town:2` has no category\n2 good", 1)
    );
    folder.run("gazetteer check town.tsv --strict").code(1);
    folder.write("bad.tsv", b"id\tname\taliases\n1\tAda Bee\tEve Dee\n2\tEve Dee\tAda Bee\n1\tBob Cee\tMay\n4\tOne\n5\t!\t\n");
    let report = folder.run("gazetteer check bad.tsv --kind person").code(1).out;
    for line in [
        "bad.tsv, line 2: alias cycle: `Ada Bee` is called `Eve Dee` is called `Ada Bee` (bad.tsv, line 3)",
        "bad.tsv, line 4: duplicate id: `1` stands already in bad.tsv, line 2",
        "bad.tsv, line 4: dangerous name: `May` is an everyday word",
        "bad.tsv, line 5: wrong row: 2 cells under 3 columns",
        "bad.tsv, line 6: wrong row: the name `!` has no letter or digit",
        "3 good rows; ",
    ] {
        assert!(report.contains(line), "{line} in:\n{report}");
    }
    folder.write("latin1.tsv", b"id\tname\n1\tJos\xe9\n");
    folder.run("gazetteer check latin1.tsv").code(2).says(&["latin1.tsv, line 2: not UTF-8 at byte 13", "iconv"]);
    folder.run("gazetteer check none.tsv").code(2).says(&["none.tsv: cannot read"]);
}

#[test]
fn a_compiled_file_is_used() {
    let folder = Folder::with(&[("town.tsv", TOWN), ("a.txt", "“The bridge is safe,” said Marta Olsen of Norway.\n")]);
    folder.run("gazetteer build town.tsv --built-in -o all.gaz").code(0);
    folder.run("gazetteer build town.tsv -o town.gaz").code(0);
    let names = |line: &str| rows(&folder.run(line).code(0).out)[1..].iter().map(|row| row[3].clone()).collect::<Vec<_>>();
    assert_eq!(names("gazetteer find a.txt -g all.gaz"), ["Marta Olsen", "Norway"]);
    assert_eq!(names("gazetteer find a.txt -g town.gaz"), ["Marta Olsen"]);
    for gazetteer in ["all.gaz", "town.gaz", "town.tsv"] {
        let table = rows(&folder.run(&format!("extract a.txt --gazetteer {gazetteer}")).code(0).out);
        let at = |name: &str| table[0].iter().position(|column| column == name).expect("a column");
        assert_eq!(table[1][at("speaker_id")], "town:1", "{gazetteer}");
    }
    let table = rows(&folder.run("extract a.txt").code(0).out);
    assert!(!table[1].contains(&"town:1".to_owned()));
}

#[test]
fn wrong_gazetteers_are_refused() {
    let folder = Folder::with(&[("town.tsv", TOWN), ("a.txt", "Iran\n"), ("half.tsv", "id\tname\tkind\n1\tAda\n")]);
    folder.run("gazetteer build town.tsv -o town.gaz").code(0);
    let whole = std::fs::read(folder.path("town.gaz")).expect("a file");
    folder.write("cut.gaz", &whole[..whole.len() / 2]);
    let mut damaged = whole;
    damaged[60] ^= 1;
    folder.write("damaged.gaz", &damaged);
    for (file, words) in [
        ("cut.gaz", "cut.gaz, byte "),
        ("damaged.gaz", "damaged: the checksum is wrong"),
        ("half.tsv", "half.tsv, line 2: 2 cells under 3 columns"),
        ("a.txt", "a.txt, line 1: unknown column `Iran`"),
        ("none.gaz", "none.gaz: cannot read"),
    ] {
        for command in ["extract a.txt --gazetteer", "gazetteer find a.txt -g", "gazetteer stats -g"] {
            let run = folder.run(&format!("{command} {file}")).code(2).says(&[words]);
            assert!(run.out.is_empty());
        }
    }
    folder.run("gazetteer build -o x.gaz").code(2).says(&["nothing to build"]);
    folder.run("gazetteer build half.tsv -o x.gaz").code(2).says(&["half.tsv, line 2"]);
    folder
        .run("gazetteer build town.tsv town.tsv --on-duplicate refuse -o x.gaz")
        .code(2)
        .says(&["`town:1` stands already in town.tsv, line 2"]);
    folder.write("cycle.tsv", b"id\tname\taliases\n1\tAda Bee\tEve Dee\n2\tEve Dee\tAda Bee\n");
    folder.run("gazetteer build cycle.tsv --kind person -o x.gaz").code(2).says(&["cycle.tsv, line 2: alias cycle"]);
    assert!(!folder.names().contains(&"x.gaz".to_owned()));
}

/// Whoever has to choose reads in the help from what.
#[test]
fn values_to_choose_from_stand_in_the_help() {
    let folder = Folder::with(&[]);
    for (command, values) in [
        ("find", &["person", "organization", "country", "never", "licensed", "always", "longest", "ignore", "utf16"][..]),
        ("check", &["person", "organization", "country"]),
        ("build", &["person", "organization", "country", "merge", "replace", "refuse"]),
        ("import-wikidata", &["person, organization or country"]),
    ] {
        for help in ["--help", "-h"] {
            let shown = folder.run(&format!("gazetteer {command} {help}")).code(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
            for value in values {
                assert!(shown.contains(value), "{command} {help}: {value}");
            }
        }
    }
}
