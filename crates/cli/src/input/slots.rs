//! The fields of an object that are wanted, found as it is read: [`Found`].
//!
//! What is not wanted is skipped, unless it is the [`SOURCE`] of an object
//! without a text. Which field is meant where several differ in
//! case alone is known only at the end of the object.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Fields;
use super::names::{Likeness, likeness};
use super::value::{Name, Value, cell};

/// Most field names that a message lists.
const LISTED: usize = 20;
/// The field that holds an article with all its fields, where search engines
/// put their own beside it.
const SOURCE: &str = "_source";

/// The wanted fields of an object.
#[derive(Default)]
pub(super) struct Found<'a> {
    /// One for each of [`Fields::wanted`].
    pub(super) slots: Vec<Slot<'a>>,
    /// Names of the first fields, if asked for.
    pub(super) names: Vec<String>,
}

/// What an object has for one wanted name, as it stands last.
#[derive(Clone, Default)]
pub(super) struct Slot<'a> {
    pub(super) held: Option<Held<'a>>,
    pub(super) by: By<'a>,
}

/// The field that a slot is filled from.
#[derive(Clone, Default)]
pub(super) enum By<'a> {
    #[default]
    Nobody,
    /// The one of the wanted name.
    Name,
    /// The one of this name, which differs in case.
    Case(Cow<'a, str>),
    /// Several that differ in case: none is meant.
    Several,
}

#[derive(Clone)]
pub(super) enum Held<'a> {
    Value(Value<'a>),
    /// What is kept, as a cell; null is nothing.
    Cell(Option<Cow<'a, str>>),
}

impl<'a> Slot<'a> {
    /// Whether the field `name`, which is alike, fills it.
    fn takes(&mut self, name: Cow<'a, str>, likeness: Likeness) -> bool {
        match (&self.by, likeness) {
            (_, Likeness::Exact) => self.by = By::Name,
            (By::Nobody, Likeness::Case) => self.by = By::Case(name),
            (By::Case(own), Likeness::Case) if *own == name => {}
            (By::Case(_), Likeness::Case) => {
                *self = Slot { held: None, by: By::Several };
                return false;
            }
            (By::Name | By::Several, Likeness::Case) => return false,
        }
        true
    }

    pub(super) fn is_there(&self) -> bool {
        self.held.is_some()
    }

    pub(super) fn scalar(self) -> Option<Cow<'a, str>> {
        match self.held {
            Some(Held::Value(value)) => value.into_scalar(),
            _ => None,
        }
    }

    pub(super) fn cell(self) -> Option<Cow<'a, str>> {
        match self.held {
            Some(Held::Cell(cell)) => cell,
            _ => None,
        }
    }

    pub(super) fn into_owned(self) -> Slot<'static> {
        let own = |cell: Cow<'_, str>| Cow::Owned(cell.into_owned());
        let held = self.held.map(|held| match held {
            Held::Value(value) => Held::Value(value.into_owned()),
            Held::Cell(cell) => Held::Cell(cell.map(own)),
        });
        let by = match self.by {
            By::Nobody => By::Nobody,
            By::Name => By::Name,
            By::Case(name) => By::Case(own(name)),
            By::Several => By::Several,
        };
        Slot { held, by }
    }
}

impl<'a> Found<'a> {
    /// Whether a field that may hold the text is a string.
    pub(super) fn has_text(&self, fields: &Fields) -> bool {
        let mut texts = self.slots.iter().take(fields.text.len());
        texts.any(|slot| matches!(slot.held, Some(Held::Value(Value::Text(_)))))
    }

    /// Takes from `source`, the article in this object, what the object itself
    /// does not have.
    fn complete(&mut self, source: Found<'a>) {
        let room = LISTED.saturating_sub(self.names.len());
        self.names.extend(source.names.into_iter().take(room));
        for (slot, other) in self.slots.iter_mut().zip(source.slots) {
            let has = matches!(slot.held, Some(Held::Value(Value::Text(_) | Value::Number(_)) | Held::Cell(Some(_))));
            if !has && other.is_there() {
                *slot = other;
            }
        }
    }

    pub(super) fn into_owned(self) -> Found<'static> {
        Found { slots: self.slots.into_iter().map(Slot::into_owned).collect(), names: self.names }
    }
}

/// Reads an object, skipping fields that are not wanted.
pub(super) struct Wanted<'f> {
    pub(super) fields: &'f Fields,
    /// Whether to collect the names of fields.
    pub(super) list: bool,
}

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Found<'de>, D::Error> {
        let (fields, list) = (self.fields, self.list);
        let mut source = None;
        let mut found = json.deserialize_map(Object { fields, list, source: Some(&mut source) })?;
        if let Some(source) = source.filter(|source: &&RawValue| source.get().starts_with('{') && !found.has_text(fields)) {
            // One that lies in another is no article.
            let inner = Object { fields, list, source: None };
            found.complete(serde_json::Deserializer::from_str(source.get()).deserialize_map(inner).map_err(D::Error::custom)?);
        }
        Ok(found)
    }
}

/// Reads the fields of an object.
struct Object<'f, 'de> {
    fields: &'f Fields,
    list: bool,
    /// Where to put its [`SOURCE`], if it is looked for.
    source: Option<&'f mut Option<&'de RawValue>>,
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Found<'de>, A::Error> {
        let fields = self.fields;
        let mut found = Found { slots: vec![Slot::default(); fields.wanted().count()], names: Vec::new() };
        let (about_from, kept_from) = (fields.text.len(), found.slots.len() - fields.keep.len());
        while let Some(Name(name)) = map.next_key()? {
            if self.list && found.names.len() < LISTED {
                found.names.push(name.clone().into_owned());
            }
            let alike = fields.wanted().enumerate().filter_map(|(place, wanted)| Some((place, likeness(wanted, &name)?)));
            let taken: Vec<usize> =
                alike.filter(|&(place, likeness)| found.slots[place].takes(name.clone(), likeness)).map(|(place, _)| place).collect();
            if taken.is_empty() {
                match &mut self.source {
                    Some(source) if name == SOURCE => **source = Some(map.next_value()?),
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                continue;
            }
            let (values, cells): (Vec<usize>, Vec<usize>) = taken.into_iter().partition(|&place| place < kept_from);
            // Texts, which are long, are read once alone.
            let value: Option<Value<'de>> = if cells.is_empty() && values.iter().all(|&place| place < about_from) {
                Some(map.next_value()?)
            } else {
                let raw: &'de RawValue = map.next_value()?;
                if !cells.is_empty() {
                    let cell = cell(raw.get());
                    cells.into_iter().for_each(|place| found.slots[place].held = Some(Held::Cell(cell.clone())));
                }
                match values.is_empty() {
                    true => None,
                    false => Some(Value::as_written(raw.get()).map_err(A::Error::custom)?),
                }
            };
            if let Some(value) = value {
                values.into_iter().for_each(|place| found.slots[place].held = Some(Held::Value(value.clone())));
            }
        }
        Ok(found)
    }
}
