//! A line of JSONL: only the fields that are wanted are kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::value::{Name, Value};
use super::{Document, Fields};
use crate::error::Note;

/// Most field names that a message lists.
const LISTED: usize = 20;

/// What a line holds for us.
#[derive(Debug)]
pub(super) struct Line<'a> {
    text: Cow<'a, str>,
    id: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    date: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
}

impl<'a> Line<'a> {
    /// The document, with `default_id` if the line gives it no id.
    pub(super) fn document(self, default_id: impl FnOnce() -> String) -> Document<'a> {
        Document {
            id: self.id.unwrap_or_else(|| Cow::Owned(default_id())),
            text: self.text,
            title: self.title,
            date: self.date,
            url: self.url,
            kept: Vec::new(),
        }
    }
}

/// Reads a line.
///
/// # Errors
///
/// What is wrong with the line and what to do, for a message that already
/// names the place.
pub(super) fn parse<'a>(line: Cow<'a, str>, fields: &Fields, place: &str, notes: &mut Vec<Note>) -> Result<Line<'a>, String> {
    let found = match line {
        Cow::Borrowed(line) => find(line, fields),
        Cow::Owned(line) => find(&line, fields).map(Found::into_owned),
    };
    let found = match found {
        Err(Broken { mended: Some(mended), .. }) => {
            notes.push(Note::Warning(format!(
                "{place}: half of a UTF-16 pair (\\ud800 to \\udfff) stands alone; \
                 it becomes U+FFFD"
            )));
            find(&mended, fields).map(Found::into_owned)
        }
        found => found,
    };
    let found = found.map_err(|broken| broken.why)?;
    match found.text {
        Some(Value::Text(text)) => Ok(Line {
            text,
            id: found.id.and_then(Value::into_scalar),
            title: found.title.and_then(Value::into_scalar),
            date: found.date.and_then(Value::into_scalar),
            url: found.url.and_then(Value::into_scalar),
        }),
        Some(other) => Err(format!(
            "field {:?} is {}, not a string; correct the line or name another field with \
             --text-field",
            fields.text,
            other.kind()
        )),
        None if found.names.is_empty() => Err(format!("no field {:?}; the object has no fields at all", fields.text)),
        None => Err(format!(
            "no field {:?}; fields seen: {}; name the one that holds the text with --text-field",
            fields.text,
            found.names.join(", ")
        )),
    }
}

/// A line that is not the JSON we need.
struct Broken {
    why: String,
    /// The line with its lone surrogates replaced, if it has any.
    mended: Option<String>,
}

fn find<'a>(line: &'a str, fields: &Fields) -> Result<Found<'a>, Broken> {
    let mut json = serde_json::Deserializer::from_str(line);
    let found = Wanted { fields, list: false }.deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    match found {
        Ok(found) if found.text.is_some() => Ok(found),
        // Only the message needs the names, so only now are they collected.
        Ok(found) => {
            let mut json = serde_json::Deserializer::from_str(line);
            Ok(Wanted { fields, list: true }.deserialize(&mut json).unwrap_or(found))
        }
        Err(error) => {
            let message = error.to_string();
            // A line has but one line: only the column says something.
            let what = message.split(" at line ").next().unwrap_or(&message);
            let place = match error.column() {
                0 => String::new(),
                column => format!(" at column {column}"),
            };
            Err(Broken { why: format!("broken JSON{place}: {what}; correct or remove the line"), mended: mend_surrogates(line) })
        }
    }
}

/// `line` with each escaped surrogate that has no partner as `\ufffd`; `None`
/// if there is none.
fn mend_surrogates(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let unit = |at: usize| {
        let digits = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&line[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            // Another escape: the character after the backslash belongs to it.
            None => at += 2,
        }
    }
    (copied > 0).then(|| mended + &line[copied..])
}

/// The wanted fields of an object, each as it stands last.
#[derive(Default)]
struct Found<'a> {
    text: Option<Value<'a>>,
    id: Option<Value<'a>>,
    title: Option<Value<'a>>,
    date: Option<Value<'a>>,
    url: Option<Value<'a>>,
    /// Names of the first fields, if asked for.
    names: Vec<String>,
}

impl Found<'_> {
    fn into_owned(self) -> Found<'static> {
        Found {
            text: self.text.map(Value::into_owned),
            id: self.id.map(Value::into_owned),
            title: self.title.map(Value::into_owned),
            date: self.date.map(Value::into_owned),
            url: self.url.map(Value::into_owned),
            names: self.names,
        }
    }
}

/// Reads an object, skipping fields that are not wanted.
struct Wanted<'f> {
    fields: &'f Fields,
    /// Whether to collect the names of fields.
    list: bool,
}

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Found<'de>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found::default();
        while let Some(Name(name)) = map.next_key()? {
            if self.list && found.names.len() < LISTED {
                found.names.push(name.clone().into_owned());
            }
            // One field may serve twice: --id-field url.
            let slots = [
                (name == self.fields.text, &mut found.text),
                (name == self.fields.id, &mut found.id),
                (name == "title", &mut found.title),
                (name == "date", &mut found.date),
                (name == "url", &mut found.url),
            ];
            if !slots.iter().any(|(wanted, _)| *wanted) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value: Value<'de> = map.next_value()?;
            for (_, slot) in slots.into_iter().filter(|(wanted, _)| *wanted) {
                *slot = Some(value.clone());
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(line: &str) -> Result<Document<'_>, String> {
        let fields = Fields { text: "text".to_owned(), id: "id".to_owned(), keep: Vec::new() };
        let parsed = parse(Cow::Borrowed(line), &fields, "a.jsonl:7", &mut Vec::new())?;
        Ok(parsed.document(|| "a.jsonl:7".to_owned()))
    }

    /// Id and text of a good line.
    fn check(line: &str, id: &str, text: &str) {
        let document = document(line).expect("a good line");
        assert_eq!((&*document.id, &*document.text), (id, text), "{line}");
    }

    #[test]
    fn ids_and_texts() {
        check(r#"{"id": "x", "text": "He said."}"#, "x", "He said.");
        check(r#"{"text": "a\n\"b\" \u00e9", "id": 12}"#, "12", "a\n\"b\" é");
        check(r#"{"id": -3, "text": ""}"#, "-3", "");
        check(r#"{"id": 1.5, "text": ""}"#, "1.5", "");
        check(r#"{"id": null, "text": "t"}"#, "a.jsonl:7", "t");
        check(r#"{"text": "t", "more": {"text": [1, {"id": 2}]}}"#, "a.jsonl:7", "t");
        check(r#"{"\u0074ext": "escaped key"}"#, "a.jsonl:7", "escaped key");
    }

    #[test]
    fn the_rest_is_carried() {
        let line = r#"{"text":"t","title":"T","date":2024,"url":["no"]}"#;
        let document = document(line).unwrap();
        assert_eq!(document.title.as_deref(), Some("T"));
        assert_eq!(document.date.as_deref(), Some("2024"));
        assert_eq!(document.url, None);
    }

    #[test]
    fn one_field_may_serve_twice() {
        let fields = Fields { text: "title".to_owned(), id: "url".to_owned(), keep: Vec::new() };
        let line = Cow::Borrowed(r#"{"title": "X says Y", "url": "u"}"#);
        let line = parse(line, &fields, "", &mut Vec::new()).unwrap();
        let document = line.document(String::new);
        assert_eq!((&*document.id, &*document.text), ("u", "X says Y"));
        assert_eq!(document.title.as_deref(), Some("X says Y"));
        assert_eq!(document.url.as_deref(), Some("u"));
    }

    #[test]
    fn broken_lines_say_what_to_do() {
        let why = |line| document(line).expect_err("a broken line");
        let cut = why(r#"{"text": "cut of"#);
        assert!(cut.starts_with("broken JSON at column 16: EOF while parsing a string;"), "{cut}");
        assert!(why(r#"["text"]"#).contains("expected an object with the fields of an article"));
        assert!(why(r#"{"text":"a"} {"text":"b"}"#).contains("trailing characters"));
        assert!(why(r#"{"text": null}"#).contains(r#"field "text" is null, not a string"#));
        assert!(why("{}").contains("no fields at all"));
        let missing = why(r#"{"body": "t", "headline": {"a": 1}, "n": [2]}"#);
        assert!(missing.contains("fields seen: body, headline, n;"), "{missing}");
    }

    #[test]
    fn lone_surrogates_are_replaced() {
        check(r#"{"text": "a \ud83d\ude00 b"}"#, "a.jsonl:7", "a 😀 b");
        check(r#"{"text": "a \ud83d b \ude00"}"#, "a.jsonl:7", "a \u{fffd} b \u{fffd}");
        check(r#"{"text": "\\ud83d \ud83d\ud83d\ude00"}"#, "a.jsonl:7", "\\ud83d \u{fffd}😀");
        assert_eq!(mend_surrogates(r#"{"text": "\\ud83d"}"#), None);
    }
}
