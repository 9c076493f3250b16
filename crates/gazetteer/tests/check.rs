//! What a check says, and what it leaves alone.

use inquit_gazetteer::{Check, EntityKind, FindingKind};

fn kinds(rows: &str) -> Vec<(usize, FindingKind)> {
    let findings = Check::new().add_tsv("t.tsv", rows).expect("a header").findings();
    let shown = findings.iter().filter(|finding| finding.kind != FindingKind::MissingField);
    shown.map(|finding| (finding.line, finding.kind)).collect()
}

fn people(rows: &[&str]) -> Vec<(usize, FindingKind)> {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row}\n")).collect();
    kinds(&format!("id\tname\tkind\taliases\tbirth\tcountries\n{}", rows.concat()))
}

#[test]
fn good_rows_say_nothing() {
    assert_eq!(people(&["1\tAda Bee\tperson\tA. Bee|~Bee\t1990\tNO", "2\tAda Bee\tperson\t\t1950\tNO"]), []);
    assert_eq!(people(&["1\tWorld Trust\torganization\t\t\tNO", "2\tLet Trust\torganization\tWorld Trust Norway\t\tNO"]), []);
}

#[test]
fn cycles_of_any_length() {
    let two = people(&["1\tAda Bee\tperson\tEve Dee\t\tNO", "2\tEve Dee\tperson\tADA BEE\t\tNO"]);
    assert_eq!(two, [(2, FindingKind::AliasCycle)]);
    let three = people(&["1\tA Bee\tperson\tB Bee\t\t", "2\tB Bee\tperson\tC Bee\t\t", "3\tC Bee\tperson\tA Bee\t\t"]);
    assert_eq!(three, [(2, FindingKind::AliasCycle)]);
    // A shared alias is ambiguous and no cycle; so is a way that does not come back.
    assert_eq!(people(&["1\tA Bee\tperson\tC Cee\t\t", "2\tB Bee\tperson\tC Cee\t\t", "3\tC Cee\tperson\t\t\t"]), []);
}

#[test]
fn duplicates_and_repetitions() {
    let rows = people(&["1\tAda Bee\tperson\tA Bee|A Bee\t\tNO", "1\tBob Cee\tperson\t\t\t", "3\tADA BEE\tperson\t\t1990\tNO|SE"]);
    assert_eq!(rows, [(2, FindingKind::RepeatedName), (3, FindingKind::DuplicateId), (4, FindingKind::Duplicate)]);
}

#[cfg(feature = "people")]
#[test]
fn dangerous_names() {
    let danger = |name: &str, kind: &str| !people(&[&format!("1\tA Long Name\t{kind}\t{name}\t\t")]).is_empty();
    for (name, kind) in
        [("Target", "organization"), ("may", "person"), ("Ada", "person"), ("Chad", "country"), ("the bank", "organization")]
    {
        assert!(danger(name, kind), "{name}");
    }
    for (name, kind) in [("TARGET", "organization"), ("~Target", "organization"), ("^Chad", "country"), ("Target Stores", "organization")] {
        assert!(!danger(name, kind), "{name}");
    }
}

#[test]
fn several_files_are_one_gazetteer() {
    let mut check = Check::new();
    check.add_tsv("a.tsv", "id\tname\tkind\n1\tAda Bee\tperson\n").unwrap();
    check.default_kind(EntityKind::Person).add_tsv("b.tsv", "id\tname\n1\tAda Cee\n").unwrap();
    let findings = check.findings();
    let twice = findings.iter().find(|finding| finding.kind == FindingKind::DuplicateId).expect("a duplicate id");
    assert_eq!(twice.to_string(), "b.tsv, line 2: duplicate id: `1` stands already in a.tsv, line 2; remove one row or give it another id");
    assert!(Check::new().add_tsv("c.tsv", "").is_err());
}

#[cfg(feature = "serde")]
#[test]
fn files_of_every_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut check = Check::new();
    for (name, text) in
        [("a.tsv", "id\tname\tkind\n1\tAda Bee\tperson\n"), ("b.jsonl", "{\"id\":\"2\",\"name\":\"Bob Bee\",\"kind\":\"person\"}\n{\n")]
    {
        std::fs::write(folder.path().join(name), text).expect("a file");
        check.add_path(folder.path().join(name)).expect("a readable file");
        inquit_gazetteer::Gazetteer::open(folder.path().join("a.tsv")).expect("a table");
    }
    assert_eq!(check.len(), 2);
    let wrong: Vec<_> = check.findings().into_iter().filter(|finding| finding.kind == FindingKind::WrongRow).collect();
    assert_eq!((wrong.len(), wrong[0].line), (1, 2));
    let open = inquit_gazetteer::Gazetteer::open;
    assert!(open(folder.path().join("b.jsonl")).unwrap_err().to_string().contains("line 2"));
}
