//! How we know who a speaker is: the fields of JSONL.

use serde_json::{Value, json};

use super::Folder;

/// The first speaker of each row, in code points.
fn speakers(text: &str, flags: &str) -> Vec<Value> {
    let folder = Folder::with(&[("a.txt", text)]);
    let out = folder.run(&format!("extract a.txt --format jsonl {flags}")).code(0).out;
    out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["speakers"][0].clone()).collect()
}

#[test]
fn every_step_is_told() {
    let text = "Zoë Quill, the harbour master, rang. “It is safe,” Quill said. “It is dry,” she said.";
    let found = speakers(text, "");
    let link = |mention: &str, place: usize, rule: &str| {
        let start = text.match_indices(mention).nth(place).map(|(at, _)| text[..at].chars().count()).expect("words");
        json!({"mention": mention, "start": start, "end": start + mention.chars().count(), "rule": rule})
    };
    let quill = [link("Quill", 1, "name: surname"), link("Zoë Quill", 0, "name: longest")];
    assert_eq!(
        found[0],
        json!({"name": "Zoë Quill", "id": null, "kind": "person", "local_id": "local:1", "other_ids": [], "chain": quill})
    );
    let chain = [&[link("she", 0, "pronoun: running speaker")], &quill[..]].concat();
    assert_eq!(found[1]["chain"], json!(chain));
}

#[test]
fn people_have_local_ids_in_the_order_of_speaking() {
    let text = "Ada Low met Bo Dahl. “Yes,” said Bo Dahl. “No,” said Ada Low. “Yes,” said Dahl.\n“We are,” said a source. “No,” said Low.";
    let ids: Vec<Value> = speakers(text, "").iter().map(|speaker| speaker["local_id"].clone()).collect();
    assert_eq!(ids, ["local:1".into(), "local:2".into(), "local:1".into(), Value::Null, "local:2".into()]);
    // The same, whatever is selected.
    let ids: Vec<Value> = speakers(text, "--min-confidence 0.5").iter().map(|speaker| speaker["local_id"].clone()).collect();
    assert!(ids.contains(&"local:2".into()), "{ids:?}");
}

#[test]
fn ids_and_those_that_were_considered() {
    let table = "id\tname\tkind\tprior\nx:1\tRosa Quill\tperson\t90\nx:2\tRosa Quill\tperson\t5\nx:3\tTom Dahl\tperson\t9\nx:4\tTom Dahl\tperson\t9\n";
    let folder = Folder::with(&[("town.tsv", table), ("a.txt", "“It is safe,” said Rosa Quill. “It is dry,” said Tom Dahl.\n")]);
    let out = folder.run("extract a.txt --format jsonl --gazetteer town.tsv").code(0).out;
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let first = &rows[0]["speakers"][0];
    assert_eq!((&first["id"], &first["local_id"], &first["other_ids"]), (&json!("x:1"), &Value::Null, &json!(["x:2"])));
    assert_eq!(
        first["chain"].as_array().and_then(|chain| chain.last()),
        Some(&json!({"id": "x:1", "rule": "gazetteer: best known of the name"}))
    );
    let second = &rows[1]["speakers"][0];
    assert_eq!((&second["id"], &second["local_id"], &second["other_ids"]), (&Value::Null, &json!("local:2"), &json!(["x:3", "x:4"])));
}
