//! What a folder holds besides documents: tables of an earlier run, and data
//! that has no text. Who names a file means it; what is only found is looked at.

use std::{fmt, iter};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use inquit_table::{COLUMNS, CONTEXT};

use super::names::likeness;
use super::value::{Name, Value};
use super::{Fields, InputFormat, csv, row, wrapped};
use crate::error::Note;

/// Most names of fields that a message lists.
const LISTED: usize = 20;

/// Why a file that begins with `head`, which may be the `whole` of it, is no
/// input, if it is none.
pub(super) fn unwanted(head: &[u8], whole: bool, format: InputFormat, fields: &Fields) -> Option<String> {
    match format {
        InputFormat::Csv | InputFormat::Tsv => {
            let header = csv::header(head, (format == InputFormat::Tsv).then_some(b'\t'));
            columns(&header, fields)
        }
        InputFormat::Jsonl | InputFormat::Json => {
            let (names, complete) = names(head);
            let has = |name: &str| names.iter().any(|(known, _)| known == name);
            // Be it empty, with it the records are articles.
            let has_field = names.iter().any(|(known, _)| is_text(known, fields));
            let names: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
            if is_table(&names) || (has("id") && has("quotes") && complete && !has_field) {
                return Some(OURS.to_owned());
            }
            // Of what is longer, and of lines, all records are read before they
            // are left out: the first object may say what the others are.
            let alone = whole && format == InputFormat::Json && !wrapped::begins(head, fields);
            if alone { without_text(head, fields) } else { None }
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

/// Why JSON is no input, if none of its objects has a text.
fn without_text(json: &[u8], fields: &Fields) -> Option<String> {
    let Some(elements) = elements(json) else {
        let bare = has_comments(json) && !names_text(json, fields);
        return bare.then(|| format!("left out, for it has comments, as no JSON has, and {}", fields.no_text("field", iter::empty())));
    };
    let mut seen: Vec<String> = Vec::new();
    for object in elements.iter().filter(|element| element.get().starts_with('{')) {
        let (names, complete) = names(object.get().as_bytes());
        if !complete || names.iter().any(|(name, words)| *words && is_text(name, fields)) {
            return None;
        }
        for (name, _) in names {
            if seen.len() < LISTED && !seen.contains(&name) {
                seen.push(name);
            }
        }
    }
    // An empty list is empty input.
    (!elements.is_empty()).then(|| {
        let none = fields.no_text("field", seen.iter().map(String::as_str));
        let names = if seen.is_empty() { "none".to_owned() } else { seen.join(", ") };
        format!("left out, for it has {none}; fields seen: {names}; name the one that holds the text with --text-field")
    })
}

/// What stands in the lists of `json`, or beside others without a list;
/// nothing if it is broken.
fn elements(json: &[u8]) -> Option<Vec<&RawValue>> {
    let mut elements = Vec::new();
    for value in serde_json::Deserializer::from_slice(json).into_iter::<&RawValue>() {
        let value = value.ok()?;
        match value.get().starts_with('[') {
            true => elements.extend(serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?),
            false => elements.push(value),
        }
    }
    Some(elements)
}

/// Whether lines of `json` are comments, with which settings are written.
fn has_comments(json: &[u8]) -> bool {
    json.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_start).any(|line| line.starts_with(b"//") || line.starts_with(b"/*"))
}

/// Whether the name of a field for the text may stand in `json`, be it broken.
fn names_text(json: &[u8], fields: &Fields) -> bool {
    let json = String::from_utf8_lossy(json).to_lowercase();
    json.contains("\\u") || fields.text.iter().any(|name| json.contains(&format!("\"{}\"", name.to_lowercase())))
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
        check_head(head, true, format, why);
    }

    fn check_head(head: &str, whole: bool, format: InputFormat, why: Option<&str>) {
        let fields = Fields { text: vec!["text".to_owned()], ..Fields::default() };
        let found = unwanted(head.as_bytes(), whole, format, &fields);
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

    #[test]
    fn all_objects_are_looked_at() {
        let (json, without) = (InputFormat::Json, Some("left out, for it has no field \"text\""));
        check("[{\"a\":1},{\"b\":2},{\"a\":3}]", json, Some("; fields seen: a, b;"));
        check("[{\"a\":1},{\"text\":\"x\"}]", json, None);
        check("{\"a\":1}\n[{\"Text\":\"x\"}]", json, None);
        check("{\"a\":{\"text\":\"x\"}}", json, without);
        for data in ["[1,2]", "[[{\"text\":\"x\"}]]", "17", "\"text\"", "null", "{}"] {
            check(data, json, Some("no field \"text\"; fields seen: none;"));
        }
        check("[]", json, None);
        check(" \n", json, None);
        // Where more follows, one of them may be an article.
        check_head("[{\"a\":1},{\"b\":2}]\n", false, json, None);
        check_head("{\"a\":1}\n", false, json, None);
        // What is broken is told of.
        check("[{\"a\":1},", json, None);
        check("{\"a\":1}}", json, None);
        check("[{\"a\":\"\\ud800\"}]", json, None);
        check("// how it is built\n{\"a\": 1,}\n", json, Some("for it has comments, as no JSON has, and no field \"text\""));
        check("{\n  /* nobody's */ \"a\": 1\n}", json, Some("comments"));
        check("// articles\n[{\"Text\": \"x\"}]", json, None);
        check("// articles\n[{\"te\\u0078t\": \"x\"}]", json, None);
        check("{\"a\": \"http://post.example\", }", json, None);
    }
}
