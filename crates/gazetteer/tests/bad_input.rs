//! Wrong sources: each is refused with the file, the line and a remedy.

use inquit_gazetteer::{Entity, EntityKind, Error, Gazetteer, OnDuplicate};

fn fault(rows: &str) -> String {
    let mut builder = Gazetteer::builder();
    let loaded = builder.add_tsv_reader("people.tsv", rows.as_bytes()).map(|builder| builder.build());
    match loaded {
        Err(error) => error.to_string(),
        Ok(Err(error)) => error.to_string(),
        Ok(Ok(_)) => String::new(),
    }
}

fn check(rows: &str, parts: &[&str]) {
    let message = fault(rows);
    for part in parts {
        assert!(message.contains(part), "{rows:?} gave {message:?}, without {part:?}");
    }
}

#[test]
fn wrong_headers() {
    check("", &["people.tsv, line 1", "no header line"]);
    check("# only a comment\n", &["no header line"]);
    check("id\tnam\tkind\n", &["line 1", "unknown column `nam`", "the columns are id, name"]);
    check("id\tkind\n", &["no column `name`"]);
    check("id\tname\n", &["no column `kind`"]);
    check("id\tid\tname\tkind\n", &["`id` stands twice"]);
    check("# c\n\nid,name,kind\n", &["line 3", "separated by tabs"]);
}

#[test]
fn wrong_rows() {
    let rows = |row: &str| format!("id\tname\tkind\tgender\tbirth\toffices\tprior\n\n# comment\n{row}\n");
    let check = |row: &str, parts: &[&str]| check(&rows(row), &[&["people.tsv, line 4"], parts].concat());
    check("1\tAda", &["2 cells under 7 columns"]);
    check("1\tAda\tperson\t\t\t\t\t\t", &["9 cells under 7 columns"]);
    check("\tAda\tperson\t\t\t\t", &["the id is empty"]);
    check("1\t\tperson\t\t\t\t", &["the name is empty"]);
    check("1\t!!\tperson\t\t\t\t", &["`!!` has no letter or digit"]);
    check("1\t Ada\tperson\t\t\t\t", &["starts or ends with a space"]);
    check("1\tAda\tplanet\t\t\t\t", &["unknown kind `planet`", "person, organization or country"]);
    check("1\tAda\tperson\tx\t\t\t", &["unknown gender `x`"]);
    check("1\tAda\tperson\t\t1.2.1990\t\t", &["`1.2.1990` is not a date", "YYYY-MM-DD"]);
    check("1\tAda\tperson\t\t\tMayor@2001..soon\t", &["`soon` is not a date"]);
    check("1\tAda\tperson\t\t\t@2001\t", &["an office has no title"]);
    check("1\tAda\tperson\t\t\t\t101", &["prior `101`"]);
    check(&format!("1\t{}\tperson\t\t\t\t", "a ".repeat(25).trim()), &["more than 24 words"]);
    assert_eq!(fault(&rows("1\tAda\tperson\tf\t1815-12-10\tMayor@2001..2003-04\t5")), "");
}

#[test]
fn ids_that_stand_twice() {
    let twice = "id\tname\tkind\n1\tAda\tperson\n2\tBob\tperson\n1\tEve\tperson\n";
    check(twice, &["people.tsv, line 4", "`1` stands already in people.tsv, line 2"]);
    let mut builder = Gazetteer::builder();
    let entity = || Entity::new("1", "Ada", EntityKind::Person);
    builder.add_entity(entity()).add_entity(entity());
    assert_eq!(builder.build().map(|g| g.len()).ok(), Some(1));
    let refused = builder.on_duplicate(OnDuplicate::Refuse).build();
    assert!(matches!(refused, Err(Error::DuplicateId { .. })));
}

#[test]
fn files_that_are_no_text() {
    let mut builder = Gazetteer::builder();
    let error = builder.add_tsv_reader("x.tsv", &b"id\tname\tkind\n1\tAd\xffa\tperson\n"[..]).map(|_| ()).unwrap_err();
    assert!(matches!(error, Error::Encoding { line: 2, byte: 17, .. }), "{error}");
    assert!(error.to_string().contains("iconv"));
    let error = builder.add_tsv_path("no/such/file.tsv").map(|_| ()).unwrap_err();
    assert!(matches!(&error, Error::Io { file, .. } if file == "no/such/file.tsv"));
}

#[test]
fn entities_without_id_or_name() {
    let mut builder = Gazetteer::builder();
    builder.add_entity(Entity::new(" ", "Ada", EntityKind::Person));
    assert!(builder.build().is_err());
    let mut nameless = Entity::new("1", "Ada", EntityKind::Person);
    nameless.names.clear();
    let mut builder = Gazetteer::builder();
    builder.add_entity(nameless);
    assert!(builder.build().unwrap_err().to_string().contains("no name"));
}

#[test]
fn sources_merge_replace_and_go() {
    let first = "id\tname\tkind\taliases\tgender\n1\tAda Lovelace\tperson\tAda King\tf\n2\tBob Bee\tperson\t\t\n";
    let later = "id\tname\tkind\taliases\n1\tAda Byron\tperson\t\n";
    let build = |rule: Option<OnDuplicate>, removed: Option<&str>| {
        let mut builder = Gazetteer::builder();
        builder.add_tsv_reader("first", first.as_bytes()).unwrap().add_tsv_reader("later", later.as_bytes()).unwrap();
        rule.map(|rule| builder.on_duplicate(rule));
        removed.map(|id| builder.remove(id));
        builder.build().unwrap()
    };
    let merged = build(None, None);
    let ada = merged.id_of("1").and_then(|id| merged.get(id)).unwrap();
    assert_eq!(ada.name, "Ada Byron");
    assert_eq!(ada.gender, Some(inquit_gazetteer::Gender::Female));
    assert_eq!(merged.lookup("Ada King").len(), 1);
    assert_eq!(merged.find_iter("Ada Lovelace, Ada Byron, Bob Bee").count(), 3);
    let replaced = build(Some(OnDuplicate::Replace), None);
    assert!(replaced.lookup("Ada King").is_empty());
    let removed = build(None, Some("1"));
    assert_eq!(removed.len(), 1);
    assert!(removed.lookup("Ada Byron").is_empty());
}

#[cfg(feature = "csv")]
#[test]
fn csv_rows() {
    let mut builder = Gazetteer::builder();
    let rows = "id,name,kind,aliases\n# comment\n1,\"Lovelace, Ada\",person,Ada|Countess\n";
    let gazetteer = builder.add_csv_reader("a.csv", rows.as_bytes()).unwrap().build().unwrap();
    assert_eq!(gazetteer.lookup("countess").len(), 1);
    let error = builder.add_csv_reader("a.csv", "id,name,kind\n\n1,\"A\tB\",person\n".as_bytes()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("a.csv, line 3"), "{error}");
    let error = builder.add_csv_reader("a.csv", "id,name,kind\n# c\n\n1,Ada,planet\n".as_bytes()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("a.csv, line 4"), "{error}");
}

#[cfg(feature = "serde")]
#[test]
fn json_lines() {
    let mut builder = Gazetteer::builder();
    let rows = "{\"id\":\"1\",\"name\":\"Ada Lovelace\",\"kind\":\"person\"}\n\n";
    let gazetteer = builder.add_jsonl_reader("a.jsonl", rows.as_bytes()).unwrap().build().unwrap();
    let ada = gazetteer.id_of("1").and_then(|id| gazetteer.get(id)).unwrap();
    let again: Entity = serde_json::from_str(&serde_json::to_string(ada).unwrap()).unwrap();
    assert_eq!(&again, ada);
    for (rows, part) in [
        ("{}\n{", "a.jsonl, line 1"),
        ("\n{\"id\":\"1\"}", "a.jsonl, line 2"),
        ("{\"id\":\"1\",\"name\":\"A\",\"kind\":\"person\"}\n{\"id\":\"1\",\"name\":\"B\",\"kind\":\"person\"}", "`1` stands already"),
        ("{\"id\":\"1\",\"name\":\"?\",\"kind\":\"person\"}", "no letter"),
    ] {
        let error = Gazetteer::builder().add_jsonl_reader("a.jsonl", rows.as_bytes()).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
}
