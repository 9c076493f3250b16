//! An object of JSON or JSONL: only the fields that are wanted are kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::seen::Seen;
use super::value::{Name, Value, cell};
use super::{Document, Fault, Fields, Place, surrogates};
use crate::error::Note;

/// Most field names that a message lists.
const LISTED: usize = 20;

/// What an object holds for us.
#[derive(Debug)]
pub(super) struct Object<'a> {
    /// The text, or why there is none.
    text: Result<Cow<'a, str>, String>,
    id: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    date: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    kept: Vec<Option<Cow<'a, str>>>,
    /// The place among [`Fields::text`] of the field that the text is in.
    place: usize,
    /// Which of the id and those to keep are there.
    there: Vec<bool>,
    /// Names of the first fields, if asked for.
    names: Vec<String>,
}

impl<'a> Object<'a> {
    /// Says what it shows of its fields.
    pub(super) fn show(&self, seen: &mut Seen, fields: &Fields) {
        seen.name(self.names.iter().map(String::as_str));
        self.there.iter().enumerate().filter(|(_, there)| **there).for_each(|(place, _)| seen.has(place));
        if self.text.is_ok() {
            seen.text(fields.text.get(self.place).map(String::as_str));
        }
    }

    /// The document, with `default_id` if the object gives it no id.
    ///
    /// # Errors
    ///
    /// That it has no text.
    pub(super) fn document(self, default_id: impl FnOnce() -> String) -> Result<Document<'a>, Fault> {
        Ok(Document {
            id: self.id.unwrap_or_else(|| Cow::Owned(default_id())),
            text: self.text.map_err(Fault::NoText)?,
            title: self.title,
            date: self.date,
            url: self.url,
            kept: self.kept,
        })
    }
}

/// Reads an object, with the names of its fields if `list` asks for them.
///
/// # Errors
///
/// What is wrong with it and what to do, for a message that already names the
/// place. That it has no text, the object itself says.
pub(super) fn parse<'a>(json: Cow<'a, str>, place: &Place<'_>, list: bool, notes: &mut Vec<Note>) -> Result<Object<'a>, String> {
    let fields = place.fields;
    let found = match json {
        Cow::Borrowed(json) => find(json, fields, list),
        Cow::Owned(json) => find(&json, fields, list).map(Found::into_owned),
    };
    let found = match found {
        Err(Broken { mended: Some(mended), .. }) => {
            notes.push(Note::Warning(format!(
                "{}: half of a UTF-16 pair (\\ud800 to \\udfff) stands alone; \
                 it becomes U+FFFD",
                place.name
            )));
            find(&mended, fields, list).map(Found::into_owned)
        }
        found => found,
    };
    let found = found.map_err(|broken| broken.why)?;
    let (place, text) = text(found.texts, fields, &found.names);
    Ok(Object {
        text,
        place,
        id: found.id.and_then(Value::into_scalar),
        title: found.title.and_then(Value::into_scalar),
        date: found.date.and_then(Value::into_scalar),
        url: found.url.and_then(Value::into_scalar),
        kept: found.kept,
        there: found.there,
        names: found.names,
    })
}

/// The first text among the values of the fields that may hold it, and the
/// place of its field; or why there is none.
fn text<'a>(values: Vec<Option<Value<'a>>>, fields: &Fields, names: &[String]) -> (usize, Result<Cow<'a, str>, String>) {
    let mut other = None;
    for (place, value) in values.into_iter().enumerate() {
        match value {
            Some(Value::Text(text)) => return (place, Ok(text)),
            Some(value) => other = other.or(Some((place, value.kind()))),
            None => {}
        }
    }
    let why = match other {
        Some((place, kind)) => {
            let name = fields.text.get(place).map_or("", String::as_str);
            format!("field {name:?} is {kind}, not a string; correct it or name another field with --text-field")
        }
        None if names.is_empty() => format!("{}; the object has no fields at all", fields.no_text("field")),
        None => {
            let (wanted, seen) = (fields.no_text("field"), names.join(", "));
            format!("{wanted}; fields seen: {seen}; name the one that holds the text with --text-field")
        }
    };
    (0, Err(why))
}

/// Text that is not the JSON we need.
struct Broken {
    why: String,
    /// The text with its lone surrogates replaced, if it has any.
    mended: Option<String>,
}

fn find<'a>(json_text: &'a str, fields: &Fields, list: bool) -> Result<Found<'a>, Broken> {
    let mut json = serde_json::Deserializer::from_str(json_text);
    let found = Wanted { fields, list }.deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    match found {
        Ok(found) if list || found.texts.iter().any(Option::is_some) => Ok(found),
        // Only the message needs the names, so only now are they collected.
        Ok(found) => {
            let mut json = serde_json::Deserializer::from_str(json_text);
            Ok(Wanted { fields, list: true }.deserialize(&mut json).unwrap_or(found))
        }
        Err(error) => {
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            // The place of a message names the line on which the object begins.
            let place = match (error.line(), error.column()) {
                (_, 0) => String::new(),
                (0 | 1, column) => format!(" at column {column}"),
                (line, column) => format!(" at column {column} of its line {line}"),
            };
            Err(Broken { why: format!("broken JSON{place}: {what}; correct or remove it"), mended: surrogates::mend(json_text) })
        }
    }
}

/// The wanted fields of an object, each as it stands last.
#[derive(Default)]
struct Found<'a> {
    /// One for each of [`Fields::text`].
    texts: Vec<Option<Value<'a>>>,
    id: Option<Value<'a>>,
    title: Option<Value<'a>>,
    date: Option<Value<'a>>,
    url: Option<Value<'a>>,
    kept: Vec<Option<Cow<'a, str>>>,
    /// Which of the id and those to keep are there.
    there: Vec<bool>,
    /// Names of the first fields, if asked for.
    names: Vec<String>,
}

impl Found<'_> {
    fn into_owned(self) -> Found<'static> {
        Found {
            texts: self.texts.into_iter().map(|text| text.map(Value::into_owned)).collect(),
            id: self.id.map(Value::into_owned),
            title: self.title.map(Value::into_owned),
            date: self.date.map(Value::into_owned),
            url: self.url.map(Value::into_owned),
            kept: self.kept.into_iter().map(|cell| cell.map(|cell| Cow::Owned(cell.into_owned()))).collect(),
            there: self.there,
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
        let fields = self.fields;
        let (texts, kept) = (vec![None; fields.text.len()], vec![None; fields.keep.len()]);
        let mut found = Found { texts, kept, there: vec![false; fields.keep.len() + 1], ..Found::default() };
        while let Some(Name(name)) = map.next_key()? {
            if self.list && found.names.len() < LISTED {
                found.names.push(name.clone().into_owned());
            }
            // One field may serve twice: --id-field url.
            let text = fields.text.iter().position(|wanted| name == *wanted);
            let slots = [
                (name == fields.id, &mut found.id),
                (name == "title", &mut found.title),
                (name == "date", &mut found.date),
                (name == "url", &mut found.url),
            ];
            let keep = fields.keep.iter().position(|wanted| name == *wanted);
            found.there[0] |= name == fields.id;
            let wanted = text.is_some() || slots.iter().any(|(wanted, _)| *wanted);
            let value: Value<'de> = match keep {
                Some(index) => {
                    let raw: &'de RawValue = map.next_value()?;
                    found.there[index + 1] = true;
                    found.kept[index] = cell(raw.get());
                    if !wanted {
                        continue;
                    }
                    Value::deserialize(&mut serde_json::Deserializer::from_str(raw.get())).map_err(A::Error::custom)?
                }
                None if wanted => map.next_value()?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            for (_, slot) in slots.into_iter().filter(|(wanted, _)| *wanted) {
                *slot = Some(value.clone());
            }
            if let Some(place) = text {
                found.texts[place] = Some(value);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &[&str], id: &str, keep: &[&str]) -> Fields {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let (text, keep) = (owned(text), owned(keep));
        Fields { text, id: id.to_owned(), keep, ..Fields::default() }
    }

    fn document(line: &str) -> Result<Document<'_>, String> {
        let fields = fields(&["text", "body"], "id", &["n", "more"]);
        let place = Place { name: "a.jsonl:7".to_owned(), offset: 0, fields: &fields };
        let parsed = parse(Cow::Borrowed(line), &place, false, &mut Vec::new())?;
        parsed.document(|| "a.jsonl:7".to_owned()).map_err(|fault| match fault {
            Fault::Broken(why) | Fault::NoText(why) => why,
        })
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
        check(r#"{"body": "b", "text": "t"}"#, "a.jsonl:7", "t");
        check(r#"{"text": null, "body": "b"}"#, "a.jsonl:7", "b");
        check(r#"{"body": "b", "text": {"a": 1}}"#, "a.jsonl:7", "b");
        check(r#"{"\u0074ext": "escaped key"}"#, "a.jsonl:7", "escaped key");
    }

    #[test]
    fn the_rest_is_carried() {
        let line = r#"{"text":"t","title":"T","date":2024,"url":["no"]}"#;
        let document = document(line).expect("a good line");
        assert_eq!(document.title.as_deref(), Some("T"));
        assert_eq!(document.date.as_deref(), Some("2024"));
        assert_eq!(document.url, None);
    }

    #[test]
    fn one_field_may_serve_twice() {
        let fields = fields(&["title"], "url", &["title"]);
        let line = Cow::Borrowed(r#"{"title": "X says Y", "url": "u"}"#);
        let place = Place { name: String::new(), offset: 0, fields: &fields };
        let line = parse(line, &place, false, &mut Vec::new()).unwrap();
        let document = line.document(String::new).unwrap();
        assert_eq!((&*document.id, &*document.text), ("u", "X says Y"));
        assert_eq!(document.title.as_deref(), Some("X says Y"));
        assert_eq!(document.url.as_deref(), Some("u"));
        assert_eq!(document.kept, [Some("X says Y".into())]);
    }

    #[test]
    fn other_fields_are_kept() {
        let kept = |line| document(line).unwrap().kept.into_iter().map(|cell| cell.map(Cow::into_owned)).collect::<Vec<_>>();
        let some = |cell: &str| Some(cell.to_owned());
        assert_eq!(kept(r#"{"text": "t"}"#), [None, None]);
        assert_eq!(kept(r#"{"text": "t", "n": "a\nb", "more": 1.50}"#), [some("a\nb"), some("1.50")]);
        assert_eq!(kept(r#"{"n": null, "more": false, "text": "t"}"#), [None, some("false")]);
        let nested = r#"{"n": [ 1, "a \" b" , {} ], "more": { "z": 12345678901234567890, "a": [ ] }, "text": "t"}"#;
        assert_eq!(kept(nested), [some(r#"[1,"a \" b",{}]"#), some(r#"{"z":12345678901234567890,"a":[]}"#)]);
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
        let missing = why(r#"{"story": "t", "headline": {"a": 1}, "n": [2]}"#);
        assert!(missing.contains("no field \"text\" or \"body\"; fields seen: story, headline, n;"), "{missing}");
    }

    #[test]
    fn lone_surrogates_are_replaced() {
        check(r#"{"text": "a \ud83d\ude00 b"}"#, "a.jsonl:7", "a 😀 b");
        check(r#"{"text": "a \ud83d b \ude00"}"#, "a.jsonl:7", "a \u{fffd} b \u{fffd}");
        check(r#"{"text": "\\ud83d \ud83d\ud83d\ude00"}"#, "a.jsonl:7", "\\ud83d \u{fffd}😀");
    }
}
