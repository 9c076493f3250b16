//! What a folder holds besides documents: tables of an earlier run, and data
//! that has no text. Who names a file means it; what is only found is looked at.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use inquit_table::{COLUMNS, CONTEXT};

use super::names::likeness;
use super::value::{Name, Value};
use super::{Fields, InputFormat, csv, row};
use crate::error::Note;

/// Why a file that begins with `head` is no input, if it is none.
pub(super) fn unwanted(head: &[u8], format: InputFormat, fields: &Fields) -> Option<String> {
    match format {
        InputFormat::Csv | InputFormat::Tsv => {
            let header = csv::header(head, (format == InputFormat::Tsv).then_some(b'\t'));
            columns(&header, fields)
        }
        InputFormat::Jsonl | InputFormat::Json => {
            let (names, complete) = names(head);
            let has = |name: &str| names.iter().any(|(known, _)| known == name);
            let has_text = names.iter().any(|(known, words)| *words && is_text(known, fields));
            // Be it empty, with it the records are articles.
            let has_field = names.iter().any(|(known, _)| is_text(known, fields));
            let names: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
            if is_table(&names) || (has("id") && has("quotes") && complete && !has_field) {
                return Some(OURS.to_owned());
            }
            // Lines of JSONL are made for reading one by one, and told of so.
            let bare = format == InputFormat::Json && complete && !has_text;
            bare.then(|| format!("left out, for its first object has {}", lacks(&names, fields)))
        }
        _ => None,
    }
}

/// Why a table with these columns is no input, if it is none.
pub(super) fn columns(names: &[String], fields: &Fields) -> Option<String> {
    if is_table(names) {
        return Some(OURS.to_owned());
    }
    // An empty file is empty input.
    let bare = !names.is_empty() && !names.iter().any(|name| is_text(name, fields));
    bare.then(|| format!("left out, for it has {}", row::missing(names.iter().map(String::as_str), fields)))
}

const OURS: &str = "left out: it is a table that inquit wrote; name it to read it all the same";

/// Whether a field of this name may hold the text.
fn is_text(name: &str, fields: &Fields) -> bool {
    fields.text.iter().any(|wanted| likeness(wanted, name).is_some())
}

/// Whether a file that begins with `head` is a table that this program wrote,
/// which somebody names: it is read, but that is hardly what was meant.
pub(super) fn is_ours(head: &[u8], format: InputFormat) -> bool {
    match format {
        InputFormat::Csv | InputFormat::Tsv => is_table(&csv::header(head, (format == InputFormat::Tsv).then_some(b'\t'))),
        InputFormat::Jsonl | InputFormat::Json => is_table(&names(head).0.into_iter().map(|(name, _)| name).collect::<Vec<_>>()),
        _ => false,
    }
}

/// What there is to tell of such a table.
pub(super) fn told(name: &str) -> Note {
    Note::Warning(format!(
        "{name}: it looks like a table that inquit wrote, and is read as articles all the same; `inquit preview`, `stats`, `speakers` and \
         `filter` are for tables"
    ))
}

/// Whether these are the columns of a table that this program wrote: all of
/// them, or those of --columns, with fields of the input that --keep carried over
/// only where others tell whose it is.
pub(super) fn is_table(names: &[String]) -> bool {
    /// Columns that hardly anybody else has beside a text and its speaker.
    const TELLING: [&str; 10] =
        ["quote_id", "speaker_id", "speaker_kind", "mention", "mention_kind", "cue", "cue_lemma", "method", "confidence", "nested_in"];
    let has = |ours: &str| names.iter().any(|name| name == ours);
    let all_ours = || names.iter().all(|name| COLUMNS.iter().chain(&CONTEXT).any(|column| column.name == name.as_str()));
    has("doc_id") && has("quote_id") || has("text") && has("speaker") && (TELLING.into_iter().any(has) || all_ours())
}

fn lacks(names: &[String], fields: &Fields) -> String {
    if names.is_empty() {
        return "no fields".to_owned();
    }
    let none = fields.no_text("field", names.iter().map(String::as_str));
    format!("{none}; fields seen: {}; name the one that holds the text with --text-field", names.join(", "))
}

/// Names of the fields of the first object in `head`, each with whether it
/// holds words, and whether these are all.
fn names(head: &[u8]) -> (Vec<(String, bool)>, bool) {
    let head = head.trim_ascii_start();
    let head = head.strip_prefix(b"[").unwrap_or(head);
    let mut names = Vec::new();
    let mut json = serde_json::Deserializer::from_slice(head);
    let complete = Names(&mut names).deserialize(&mut json).is_ok();
    (names, complete)
}

/// Collects names as far as there are any.
struct Names<'n>(&'n mut Vec<(String, bool)>);

impl<'de> DeserializeSeed<'de> for Names<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Names<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            self.0.push((name.into_owned(), true));
            let words = matches!(map.next_value::<Value<'de>>()?, Value::Text(_));
            if let Some(last) = self.0.last_mut() {
                last.1 = words;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, format: InputFormat, why: Option<&str>) {
        let fields = Fields { text: vec!["text".to_owned()], ..Fields::default() };
        let found = unwanted(head.as_bytes(), format, &fields);
        match (&found, why) {
            (Some(found), Some(why)) => assert!(found.contains(why), "{found}"),
            _ => assert_eq!(found.as_deref(), why, "{head}"),
        }
    }

    #[test]
    fn documents_are_told_from_data() {
        let ours = Some("a table that inquit wrote");
        check("doc_id,quote_id,type,text\r\n", InputFormat::Csv, ours);
        check("doc_id\tquote_id\ttext\n", InputFormat::Tsv, ours);
        check("{\"doc_id\":\"a\",\"quote_id\":\"a#1\",\"text\":\"cut of", InputFormat::Jsonl, ours);
        check("{\"id\":\"a\",\"quotes\":[]}\n", InputFormat::Jsonl, ours);
        check("speaker,text,confidence\n", InputFormat::Csv, ours);
        check("text\tspeaker\n", InputFormat::Tsv, ours);
        check("speaker,text,cue,section\n", InputFormat::Csv, ours);
        // Speeches have speakers too.
        check("speaker,text,party\n", InputFormat::Csv, None);
        check("id,text\n1,a\n", InputFormat::Csv, None);
        check("id,body\n1,a\n", InputFormat::Csv, Some("no column \"text\"; columns seen: id, body;"));
        check("", InputFormat::Csv, None);
        check("ID,Text\n1,a\n", InputFormat::Csv, None);
        check("[{\"ID\":1,\"TEXT\":\"a\"}]", InputFormat::Json, None);
        check("id,txet\n1,a\n", InputFormat::Csv, Some("no column \"text\"; did you mean ‘txet’?; columns seen: id, txet;"));
        check(&"column,".repeat(1000), InputFormat::Csv, None);
        check("[{\"id\":1,\"text\":\"a", InputFormat::Json, None);
        check("[{\"id\":1,\"body\":\"a", InputFormat::Json, None);
        check("{\"name\":\"x\",\"version\":{\"a\":1}}", InputFormat::Json, Some("no field \"text\"; fields seen: name, version;"));
        check("{\"body\":\"x\"}\n", InputFormat::Jsonl, None);
        // What is no words is no text.
        check("[{\"text\":{\"a\":1}}]", InputFormat::Json, Some("no field \"text\";"));
        check("doc_id,quote_id\n", InputFormat::Text, None);
    }
}
