//! Articles in a list that lies within an object, as search engines and news
//! services answer: `{"response": {"docs": [{"text": "…"}]}}`.
//!
//! No names of lists are known here. An object that is no article itself, and
//! in which one list of objects with a text lies one or two levels down, is
//! read as that list. Where several lists could be meant, none is.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::reader::Reader;
use super::value::Name;
use super::{Fields, Source, What, json, object};
use crate::error::Note;

/// How many objects a list may lie in.
const DEEPEST: usize = 2;

/// Adds the articles in the object that was read since `from` and is all that
/// its source holds, or else the object itself as `what`. It begins on `line`
/// and lies at `offset`.
///
/// # Errors
///
/// Those of [`json::split`].
pub(super) fn push(reader: &mut Reader<'_>, source: &Arc<Source>, what: What, from: usize, line: u64, offset: u64) -> io::Result<bool> {
    let found = list(&reader.batch.bytes[from..], reader.fields);
    let Some(List { path, start, length }) = found else {
        return Ok(reader.push(source, what, from, offset));
    };
    let whole = reader.batch.bytes.split_off(from);
    if !reader.note(source, Note::Told(format!("{}: the articles are in {path}", source.name))) {
        return Ok(false);
    }
    let line = line + memchr::memchr_iter(b'\n', &whole[..start]).count() as u64;
    json::split_list(reader, source, &whole[start..start + length], line, offset + start as u64)
}

/// Whether the first object of the JSON that begins with `head` holds its text,
/// or articles, further down.
pub(super) fn begins(head: &[u8], fields: &Fields) -> bool {
    let head = head.trim_ascii_start();
    let within = head.strip_prefix(b"[");
    let text = valid(within.unwrap_or(head));
    let first = <&RawValue>::deserialize(&mut serde_json::Deserializer::from_str(&text));
    first.is_ok_and(|first| object::has_text(first.get(), fields) || within.is_none() && list(first.get().as_bytes(), fields).is_some())
}

/// A list in an object.
#[derive(Debug, PartialEq, Eq)]
struct List {
    /// The names that lead to it.
    path: String,
    /// Where it begins, and how many bytes it has.
    start: usize,
    length: usize,
}

/// The list of articles in the object `json`, if it holds one and is no article.
fn list(json: &[u8], fields: &Fields) -> Option<List> {
    let text = valid(json);
    if object::has_text(&text, fields) {
        return None;
    }
    let mut found = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(&text);
    let mut lists = Lists { fields, all: &text, path: "", depth: 1, found: &mut found };
    DeserializeSeed::deserialize(&mut lists, &mut stream).and_then(|()| stream.end()).ok()?;
    if found.len() == 1 { found.pop() } else { None }
}

/// `json` with other bytes for those that are not UTF-8, at the same places.
fn valid(json: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(json) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(json.len());
    for chunk in json.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

/// Collects the lists of articles in an object, as far as two tell that none
/// is meant.
struct Lists<'s> {
    fields: &'s Fields,
    /// The text in which all of this lies.
    all: &'s str,
    /// The names that lead to the object, each with a point behind it.
    path: &'s str,
    /// How many objects lie around a value of it.
    depth: usize,
    found: &'s mut Vec<List>,
}

impl<'de> DeserializeSeed<'de> for &mut Lists<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Lists<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            let value = map.next_value::<&'de RawValue>()?.get();
            match value.as_bytes().first() {
                Some(b'[') if self.found.len() < 2 && holds_articles(value, self.fields) => {
                    // A value is a part of the text, and begins behind it.
                    let start = value.as_ptr() as usize - self.all.as_ptr() as usize;
                    self.found.push(List { path: format!("{}{name}", self.path), start, length: value.len() });
                }
                Some(b'{') if self.depth < DEEPEST => {
                    let path = format!("{}{name}.", self.path);
                    let mut lists =
                        Lists { fields: self.fields, all: self.all, path: &path, depth: self.depth + 1, found: &mut *self.found };
                    let mut inner = serde_json::Deserializer::from_str(value);
                    DeserializeSeed::deserialize(&mut lists, &mut inner).map_err(A::Error::custom)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether `list` is one of objects, up to the first that has a text.
fn holds_articles(list: &str, fields: &Fields) -> bool {
    let mut found = false;
    // Who has seen enough does not read to the end, which is an error.
    let _ = serde_json::Deserializer::from_str(list).deserialize_seq(Elements { fields, found: &mut found });
    found
}

/// Looks for the first object with a text.
struct Elements<'s> {
    fields: &'s Fields,
    found: &'s mut bool,
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<&'de RawValue>()? {
            *self.found = object::has_text(value.get(), self.fields);
            if *self.found || !value.get().starts_with('{') {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails unless the articles of `json` lie at `path`, if they lie anywhere.
    fn check(json: &[u8], path: Option<&str>) {
        let fields = Fields { text: vec!["text".to_owned()], ..Fields::default() };
        let found = list(json, &fields);
        assert_eq!(found.as_ref().map(|list| list.path.as_str()), path, "{}", String::from_utf8_lossy(json));
        if let Some(List { start, length, .. }) = found {
            let list = &json[start..start + length];
            assert!(list.starts_with(b"[") && list.ends_with(b"]"), "{}", String::from_utf8_lossy(list));
        }
    }

    #[test]
    fn one_list_of_articles_is_meant() {
        check(br#"{"articles": [{"text": "a"}, {"n": 1}]}"#, Some("articles"));
        check(br#"{"n": 1, "s": [], "response": {"docs": [{"n": 1}, {"Text": ""}]}, "t": ["text"]}"#, Some("response.docs"));
        check(br#"{"hits": {"total": {"value": 1}, "hits": [{"_id": "a", "_source": {"text": "b"}}]}}"#, Some("hits.hits"));
        check(br#"{"text": null, "a": [{"text": "\ud83d"}]}"#, Some("a"));
        check(b"{\"a\": \"\xff\xfe\", \"b\": [{\"text\": \"\xff\"}]}", Some("b"));
    }

    #[test]
    fn of_what_is_not_sure_nothing_is_meant() {
        check(br#"{"text": "an article", "comments": [{"text": "a"}]}"#, None);
        check(br#"{"_source": {"text": "an article"}, "comments": [{"text": "a"}]}"#, None);
        check(br#"{"a": [{"text": "a"}], "b": [{"text": "b"}]}"#, None);
        check(br#"{"a": [{"text": "a"}], "a": [{"text": "b"}]}"#, None);
        check(br#"{"a": {"b": {"c": [{"text": "a"}]}}}"#, None);
        check(br#"{"a": [1, {"text": "a"}]}"#, None);
        check(br#"{"a": [[{"text": "a"}]]}"#, None);
        check(br#"{"a": [{"text": 1}, {"text": ["a"]}]}"#, None);
        check(br#"{"a": {"text": "a"}}"#, None);
        check(br#"{"a": [{"text": "a"}], "#, None);
        check(br#"{"a": [{"text": "a"}]} {}"#, None);
        check(b"17", None);
        check(b"", None);
    }
}
