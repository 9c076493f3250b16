//! The shape of a Wikidata item, as far as an import reads it.
//!
//! What a field does not need is passed over by the JSON reader and never
//! stored.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) id: String,
    #[serde(default)]
    pub(super) labels: Texts<Text>,
    #[serde(default)]
    pub(super) aliases: Texts<Vec<Text>>,
    #[serde(default)]
    pub(super) claims: Claims,
    #[serde(default)]
    pub(super) sitelinks: Sitelinks,
}

#[derive(Deserialize)]
pub(super) struct Text {
    pub(super) value: String,
}

/// The languages that matter; an empty map is `[]` in some dumps.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Texts<T> {
    Of { en: Option<T>, mul: Option<T> },
    Empty([(); 0]),
}

impl<T> Default for Texts<T> {
    fn default() -> Texts<T> {
        Texts::Empty([])
    }
}

impl<T> Texts<T> {
    pub(super) fn english(self) -> Option<T> {
        match self {
            Texts::Of { en, mul } => en.or(mul),
            Texts::Empty(_) => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Sitelinks {
    Of(BTreeMap<String, serde::de::IgnoredAny>),
    Empty([(); 0]),
}

impl Default for Sitelinks {
    fn default() -> Sitelinks {
        Sitelinks::Empty([])
    }
}

#[derive(Default, Deserialize)]
pub(super) struct Claims {
    #[serde(default, rename = "P31")]
    pub(super) instance_of: Vec<Statement>,
    #[serde(default, rename = "P21")]
    pub(super) gender: Vec<Statement>,
    #[serde(default, rename = "P27")]
    pub(super) citizenship: Vec<Statement>,
    #[serde(default, rename = "P17")]
    pub(super) country: Vec<Statement>,
    #[serde(default, rename = "P569")]
    pub(super) birth: Vec<Statement>,
    #[serde(default, rename = "P570")]
    pub(super) death: Vec<Statement>,
    #[serde(default, rename = "P39")]
    pub(super) positions: Vec<Statement>,
    #[serde(default, rename = "P1813")]
    pub(super) short_names: Vec<Statement>,
}

#[derive(Deserialize)]
pub(super) struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: Rank,
    #[serde(default)]
    pub(super) qualifiers: BTreeMap<String, Vec<Snak>>,
}

/// What the editors think of a statement.
#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rank {
    #[default]
    Normal,
    Preferred,
    /// Known to be wrong or outdated in its source.
    Deprecated,
}

impl Statement {
    fn valid(&self) -> Option<&Snak> {
        (self.rank != Rank::Deprecated).then_some(&self.mainsnak)
    }

    /// The item it points at.
    pub(super) fn id(&self) -> Option<&str> {
        self.valid()?.id()
    }

    pub(super) fn day(&self) -> String {
        self.valid().map(Snak::day).unwrap_or_default()
    }

    pub(super) fn english_text(&self) -> Option<&str> {
        self.valid()?.english_text()
    }
}

#[derive(Deserialize)]
pub(super) struct Snak {
    datavalue: Option<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: serde_json::Value,
}

impl Snak {
    fn id(&self) -> Option<&str> {
        self.datavalue.as_ref()?.value.get("id")?.as_str()
    }

    /// A time as `YYYY-MM-DD`, or less where it is less exact.
    pub(super) fn day(&self) -> String {
        let value = self.datavalue.as_ref().map(|data| &data.value);
        let time = value.and_then(|value| value.get("time")).and_then(serde_json::Value::as_str).unwrap_or("");
        let precision = value.and_then(|value| value.get("precision")).and_then(serde_json::Value::as_u64).unwrap_or(0);
        let len = match precision {
            11 => 10,
            10 => 7,
            9 => 4,
            _ => 0,
        };
        time.strip_prefix('+').and_then(|day| day.get(..len)).unwrap_or("").to_owned()
    }

    fn english_text(&self) -> Option<&str> {
        let value = &self.datavalue.as_ref()?.value;
        (value.get("language")?.as_str()? == "en").then_some(())?;
        value.get("text")?.as_str()
    }
}
