//! A row of JSONL as the cells of a table: what [`inquit_table::COLUMNS`] makes
//! of a quotation, made of its JSON.

use inquit_table::{COLUMNS, CONTEXT};
use serde_json::Value;

/// The columns that a table of such rows has.
pub(super) fn columns(row: &Value) -> Vec<String> {
    let kept = row["kept"].as_object().into_iter().flatten().map(|(name, _)| name.clone());
    let context = CONTEXT.iter().map(|column| column.name.to_string()).filter(|name| row.get(name).is_some());
    COLUMNS.iter().map(|column| column.name.to_string()).chain(kept).chain(context).collect()
}

/// The cell of the column `name`; empty where the row has nothing for it.
pub(super) fn cell(row: &Value, name: &str) -> String {
    match name {
        "speaker" => joined(speakers(row).iter().map(|speaker| words(&speaker["name"]))),
        "speaker_id" if speakers(row).iter().all(|speaker| speaker["id"].is_null()) => String::new(),
        "speaker_id" => joined(speakers(row).iter().map(|speaker| words(&speaker["id"]))),
        "speaker_kind" => match speakers(row) {
            [] => String::new(),
            [first, rest @ ..] if rest.iter().all(|other| other["kind"] == first["kind"]) => words(&first["kind"]),
            _ => "group".to_owned(),
        },
        "mention" | "cue" => words(&row[name]["text"]),
        "mention_kind" if row["mention"].is_null() => "none".to_owned(),
        "mention_kind" => words(&row["mention"]["kind"]),
        "cue_lemma" => words(&row["cue"]["lemma"]),
        "mention_start" => words(&row["mention"]["start"]),
        "mention_end" => words(&row["mention"]["end"]),
        "cue_start" => words(&row["cue"]["start"]),
        "cue_end" => words(&row["cue"]["end"]),
        "start" => offset(pieces(row, "start").min()),
        "end" => offset(pieces(row, "end").max()),
        "people" => entities(row, "person"),
        "organizations" => entities(row, "organization"),
        "countries" => entities(row, "country"),
        own if row.get(own).is_some() => words(&row[own]),
        kept => words(&row["kept"][kept]),
    }
}

/// The speakers of a row.
pub(super) fn speakers(row: &Value) -> &[Value] {
    row["speakers"].as_array().map_or(&[], Vec::as_slice)
}

/// Words and numbers as they are written; null is nothing.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn pieces<'r>(row: &'r Value, end: &'r str) -> impl Iterator<Item = u64> + 'r {
    row["content"].as_array().into_iter().flatten().filter_map(move |piece| piece[end].as_u64())
}

fn offset(value: Option<u64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn entities(row: &Value, kind: &str) -> String {
    let all = row["entities"].as_array().into_iter().flatten();
    joined(all.filter(|entity| entity["kind"] == kind).map(|entity| words(&entity["name"])))
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join("; ")
}
