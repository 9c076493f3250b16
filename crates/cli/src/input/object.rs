//! An object of JSON or JSONL: only the fields that are wanted are kept.

use std::borrow::Cow;

use serde::de::DeserializeSeed;

use super::seen::Seen;
use super::slots::{By, Found, Held, Slot, Wanted};
use super::value::Value;
use super::{Document, Fault, Fields, Place, surrogates};
use crate::error::Note;

/// What an object holds for us.
#[derive(Debug)]
pub(super) struct Object<'a> {
    /// The text and the name of its field, or why there is none.
    text: Result<(Cow<'a, str>, Cow<'a, str>), String>,
    /// Id, title, date and address.
    about: [Option<Cow<'a, str>>; 4],
    kept: Vec<Option<Cow<'a, str>>>,
    /// Which of the four and those to keep are there.
    there: Vec<bool>,
    /// Names of the first fields, if asked for.
    names: Vec<String>,
}

impl<'a> Object<'a> {
    /// Says what it shows of its fields.
    pub(super) fn show(&self, seen: &mut Seen) {
        seen.name(self.names.iter().map(String::as_str));
        self.there.iter().enumerate().filter(|(_, there)| **there).for_each(|(place, _)| seen.has(place));
        if let Ok((_, name)) = &self.text {
            seen.text(Some(name));
        }
    }

    /// The document; its id is empty if the object gives it none.
    ///
    /// # Errors
    ///
    /// That it has no text.
    pub(super) fn document(self) -> Result<Document<'a>, Fault> {
        let [id, title, date, url] = self.about;
        let (text, _) = self.text.map_err(Fault::NoText)?;
        Ok(Document { id: id.unwrap_or_default(), text, title, date, url, kept: self.kept })
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
    let Found { slots, names } = found.map_err(|broken| broken.why)?;
    let mut slots = slots.into_iter();
    let texts: Vec<Slot<'_>> = slots.by_ref().take(fields.text.len()).collect();
    let text = text(texts, fields, &names);
    let mut there = Vec::with_capacity(fields.about.len() + fields.keep.len());
    let about = fields.about.each_ref().map(|wanted| {
        let own: Vec<Slot<'_>> = slots.by_ref().take(wanted.len()).collect();
        there.push(own.iter().any(Slot::is_there));
        let mut values = own.into_iter().filter_map(Slot::scalar).peekable();
        let first = values.peek().cloned();
        values.find(|value| !value.is_empty()).or(first)
    });
    let kept: Vec<Slot<'_>> = slots.collect();
    there.extend(kept.iter().map(Slot::is_there));
    let kept = kept.into_iter().map(Slot::cell).collect();
    Ok(Object { text, about, kept, there, names })
}

/// Whether `json` is an object that has a text.
pub(super) fn has_text(json: &str, fields: &Fields) -> bool {
    let has = |json: &str| {
        let found = Wanted { fields, list: false }.deserialize(&mut serde_json::Deserializer::from_str(json));
        found.map(|found| found.has_text(fields)).ok()
    };
    has(json).or_else(|| has(&surrogates::mend(json)?)).unwrap_or(false)
}

/// The first text with words among the `slots` of the fields that may hold it,
/// else the first, and the name of its field; or why there is none.
fn text<'a>(slots: Vec<Slot<'a>>, fields: &Fields, names: &[String]) -> Result<(Cow<'a, str>, Cow<'a, str>), String> {
    let (mut other, mut blank) = (None, None);
    for (slot, wanted) in slots.into_iter().zip(&fields.text) {
        let name = match slot.by {
            By::Case(name) => name,
            _ => Cow::Owned(wanted.clone()),
        };
        match slot.held {
            Some(Held::Value(Value::Text(text))) if !text.trim().is_empty() => return Ok((text, name)),
            Some(Held::Value(Value::Text(text))) => blank = blank.or(Some((text, name))),
            Some(Held::Value(value)) => other = other.or(Some((name, value.kind()))),
            _ => {}
        }
    }
    if let Some(blank) = blank {
        return Ok(blank);
    }
    let none = || fields.no_text("field", names.iter().map(String::as_str));
    Err(match other {
        Some((name, kind)) => format!("field {name:?} is {kind}, not a string; correct it or name another field with --text-field"),
        None if names.is_empty() => format!("{}; the object has no fields at all", none()),
        None => format!("{}; fields seen: {}; name the one that holds the text with --text-field", none(), names.join(", ")),
    })
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
        Ok(found) if list || found.slots[..fields.text.len()].iter().any(Slot::is_there) => Ok(found),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &[&str], id: &str, keep: &[&str]) -> Fields {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let about =
            Fields::ABOUT.map(|names| owned(&names.split(',').map(|name| if name == "id" { id } else { name }).collect::<Vec<_>>()));
        Fields { text: owned(text), about, keep: owned(keep), ..Fields::default() }
    }

    fn document(line: &str) -> Result<Document<'_>, String> {
        let fields = fields(&["text", "body"], "id", &["n", "more"]);
        let place = Place { name: "a.jsonl:7".to_owned(), offset: 0, fields: &fields };
        let parsed = parse(Cow::Borrowed(line), &place, false, &mut Vec::new())?;
        parsed.document().map_err(|fault| match fault {
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
        for number in ["12345678901234567890123", "-0", "1.0", "1e3", "1E+400", "0.10"] {
            check(&format!("{{\"id\": {number} , \"text\": \"t\"}}"), number, "t");
        }
        check(r#"{"id": "007", "text": "t"}"#, "007", "t");
        for other in ["true", "false", "[1]", "{\"a\": 1}"] {
            check(&format!("{{\"id\": {other}, \"text\": \"t\"}}"), "", "t");
        }
        check(r#"{"id": null, "text": "t"}"#, "", "t");
        check(r#"{"text": "t", "more": {"text": [1, {"id": 2}]}}"#, "", "t");
        check(r#"{"body": "b", "text": "t"}"#, "", "t");
        check(r#"{"text": null, "body": "b"}"#, "", "b");
        check(r#"{"body": "b", "text": {"a": 1}}"#, "", "b");
        check(r#"{"\u0074ext": "escaped key"}"#, "", "escaped key");
        check(r#"{"id": "", "text": "t"}"#, "", "t");
    }

    #[test]
    fn case_matters_where_it_tells_fields_apart() {
        check(r#"{"ID": "x", "Text": "t"}"#, "x", "t");
        check(r#"{"Text": "no", "text": "t", "TEXT": "no"}"#, "", "t");
        check(r#"{"Text": "first", "Text": "last"}"#, "", "last");
        check(r#"{"Text": "a", "TEXT": "b", "body": "c"}"#, "", "c");
        assert!(document(r#"{"Text": "a", "TEXT": "b", "Text": "c"}"#).is_err(), "which of the two is not known");
    }

    #[test]
    fn lists_of_fields_go_from_the_first() {
        let names = |list: &str| list.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let about = ["uid guid", "head title", "date", "url"].map(names);
        let fields = Fields { about, ..fields(&["text"], "id", &[]) };
        let read = |line: &'static str| {
            let place = Place { name: String::new(), offset: 0, fields: &fields };
            parse(Cow::Borrowed(line), &place, false, &mut Vec::new()).unwrap().document().unwrap()
        };
        let document = read(r#"{"text": "t", "guid": 2, "uid": null, "title": "T", "head": ""}"#);
        assert_eq!((&*document.id, document.title.as_deref()), ("2", Some("T")));
        let document = read(r#"{"text": "t", "guid": 2, "uid": "u", "title": "T", "head": "H", "id": "no"}"#);
        assert_eq!((&*document.id, document.title.as_deref()), ("u", Some("H")));
        assert_eq!(read(r#"{"text": "t", "id": "no"}"#).id, "");
    }

    #[test]
    fn an_article_may_lie_in_its_source() {
        check(r#"{"_index": "n", "_source": {"id": 7, "text": "t"}, "_score": 1}"#, "7", "t");
        check(r#"{"id": "x", "_source": {"id": 7, "body": "b"}}"#, "x", "b");
        check(r#"{"text": null, "_source": {"text": "t"}}"#, "", "t");
        check(r#"{"_source": {"text": "a \ud83d"}}"#, "", "a \u{fffd}");
        // Not where there is a text, and no deeper.
        check(r#"{"body": "b", "_source": {"id": 7, "text": "t"}}"#, "", "b");
        check(r#"{"text": "t", "_source": "the agency"}"#, "", "t");
        let why = document(r#"{"_id": 1, "_source": {"story": {"_source": {"text": "t"}}}}"#).expect_err("no text");
        assert!(why.contains("no field \"text\" or \"body\"; fields seen: _id, _source, story;"), "{why}");
        let deep = format!("{}{}", r#"{"_source":"#.repeat(100_000), "}".repeat(100_000));
        assert!(document(&deep).is_err());
        let kept = document(r#"{"n": 1, "_source": {"text": "t", "n": 2, "more": [3]}}"#).unwrap().kept;
        assert_eq!(kept, [Some("1".into()), Some("[3]".into())]);
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
        let document = line.document().unwrap();
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
        check(r#"{"text": "a \ud83d\ude00 b"}"#, "", "a 😀 b");
        check(r#"{"text": "a \ud83d b \ude00"}"#, "", "a \u{fffd} b \u{fffd}");
        check(r#"{"text": "\\ud83d \ud83d\ud83d\ude00"}"#, "", "\\ud83d \u{fffd}😀");
    }
}
