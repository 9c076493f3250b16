//! A JSON value as far as a table needs it, borrowed from the line where it can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A field name, borrowed where it has no escapes.
pub(super) struct Name<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        match json.deserialize_str(ValueVisitor)? {
            Value::Text(name) => Ok(Name(name)),
            Value::Number(_) | Value::Other(_) => Err(D::Error::custom("a key is not a string")),
        }
    }
}

/// The value that `json` is, as a cell: a string as its text, null as
/// nothing, anything else as it is written, without white space.
pub(super) fn cell(json: &str) -> Option<Cow<'_, str>> {
    match json.as_bytes().first() {
        Some(b'"') => match Value::deserialize(&mut serde_json::Deserializer::from_str(json)) {
            Ok(Value::Text(text)) => Some(text),
            // Half of a UTF-16 pair, mended wherever it matters.
            _ => Some(Cow::Borrowed(json)),
        },
        Some(b'[' | b'{') => Some(compact(json)),
        _ if json == "null" => None,
        _ => Some(Cow::Borrowed(json)),
    }
}

/// `json` without white space between its parts.
fn compact(json: &str) -> Cow<'_, str> {
    let (mut quoted, mut escaped) = (false, false);
    let compact: String = json
        .chars()
        .filter(|&c| {
            let space = !quoted && matches!(c, ' ' | '\t' | '\n' | '\r');
            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && quoted && !escaped;
            !space
        })
        .collect();
    Cow::Owned(compact)
}

/// The value of a wanted field.
#[derive(Clone)]
pub(super) enum Value<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// A number, as it stands in the file.
    Number(Cow<'a, str>),
    /// Anything else, by its kind.
    Other(&'static str),
}

impl<'a> Value<'a> {
    /// The value that `json`, which is one, stands for. The digits of a number
    /// stay as they are: read as a number, an id of 23 digits becomes another.
    ///
    /// # Errors
    ///
    /// Half of a UTF-16 pair.
    pub(super) fn as_written(json: &'a str) -> serde_json::Result<Value<'a>> {
        match json.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Ok(Value::Number(Cow::Borrowed(json))),
            _ => Value::deserialize(&mut serde_json::Deserializer::from_str(json)),
        }
    }

    /// The value as a cell; nothing where it is not a string or number.
    pub(super) fn into_scalar(self) -> Option<Cow<'a, str>> {
        match self {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Other(_) => None,
        }
    }

    /// What a message calls it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "a string",
            Value::Number(_) => "a number",
            Value::Other(kind) => kind,
        }
    }

    /// The value, no longer borrowed from the line.
    pub(super) fn into_owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Number(number) => Value::Number(Cow::Owned(number.into_owned())),
            Value::Other(kind) => Value::Other(kind),
        }
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(ValueVisitor)
    }
}

/// Takes any value; lists and objects are skipped.
struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    // What it is, is known to [`Value::as_written`] alone.
    fn visit_u64<E>(self, _: u64) -> Result<Value<'de>, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value<'de>, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value<'de>, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other("a boolean"))
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Other("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}
