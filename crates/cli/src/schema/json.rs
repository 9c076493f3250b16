//! JSON Schema of the fields, draft 2020-12.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::SchemaFormat;
use super::fields::{self, Field, Kind, Presence};

/// The schema of a line or row, as a file: indented, with a line break at the end.
pub(super) fn schema(format: SchemaFormat) -> serde_json::Result<String> {
    let fields = fields::of(format);
    let title = match format {
        SchemaFormat::Jsonl => "A line of inquit's JSONL: one attributed quotation",
        SchemaFormat::Csv => "A row of inquit's CSV, TSV and XLSX: one attributed quotation",
        SchemaFormat::Parquet => "A row of inquit's Parquet: one attributed quotation",
        SchemaFormat::Predictions => "A line of inquit's predictions: one document and its quotations",
    };
    // The columns of --keep have any name.
    let others = fields.iter().find(|field| field.path == "…");
    let root = Root { title, object: Object { fields, prefix: String::new(), others } };
    Ok(serde_json::to_string_pretty(&root)? + "\n")
}

struct Root {
    title: &'static str,
    object: Object,
}

impl Serialize for Root {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "https://json-schema.org/draft/2020-12/schema")?;
        map.serialize_entry("title", self.title)?;
        map.serialize_entry("type", "object")?;
        self.object.entries(&mut map)?;
        map.end()
    }
}

/// The fields directly below `prefix`, which ends with a point or is empty.
struct Object {
    fields: &'static [Field],
    prefix: String,
    /// What fields of other names hold.
    others: Option<&'static Field>,
}

impl Object {
    fn children(&self) -> impl Iterator<Item = (&'static str, &'static Field)> {
        self.fields.iter().filter(|field| field.path != "…").filter_map(|field| {
            let name = field.path.strip_prefix(self.prefix.as_str())?;
            let bare = name.trim_end_matches("[]");
            (!bare.contains('.')).then_some((bare, field))
        })
    }

    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("properties", &Properties(self))?;
        let required = self.children().filter(|(_, field)| field.presence == Presence::Always);
        map.serialize_entry("required", &required.map(|(name, _)| name).collect::<Vec<_>>())?;
        match self.others {
            Some(field) => map.serialize_entry("additionalProperties", &Node { fields: self.fields, field, lists: 0 }),
            None => map.serialize_entry("additionalProperties", &false),
        }
    }
}

struct Properties<'a>(&'a Object);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.0.fields;
        serializer.collect_map(self.0.children().map(|(name, field)| (name, Node { fields, field, lists: lists(field) })))
    }
}

/// A field, of which `lists` characters of the path are lists still to be opened.
struct Node {
    fields: &'static [Field],
    field: &'static Field,
    lists: usize,
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let field = self.field;
        let outermost = self.lists == lists(field);
        let mut map = serializer.serialize_map(None)?;
        if outermost {
            let unit = if field.unit.is_empty() { String::new() } else { format!(" [{}]", field.unit) };
            map.serialize_entry("description", &format!("{}{unit}", field.meaning))?;
        }
        let name = match field.kind {
            _ if self.lists > 0 => "array",
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Object | Kind::Texts => "object",
        };
        if field.nullable && outermost {
            map.serialize_entry("type", &[name, "null"])?;
        } else {
            map.serialize_entry("type", name)?;
        }
        if self.lists > 0 {
            map.serialize_entry("items", &Node { lists: self.lists - "[]".len(), ..*self })?;
            // A list of numbers is a start and an end.
            if field.kind == Kind::Integer && self.lists == "[]".len() {
                map.serialize_entry("minItems", &2)?;
                map.serialize_entry("maxItems", &2)?;
            }
            return map.end();
        }
        self.limits(&mut map)?;
        map.end()
    }
}

impl Node {
    /// What the values of a field may be.
    fn limits<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let field = self.field;
        if !field.values.is_empty() {
            let null = field.nullable.then_some(None);
            let values: Vec<Option<&str>> = field.values.iter().copied().map(Some).chain(null).collect();
            map.serialize_entry("enum", &values)?;
        }
        match field.kind {
            Kind::Integer => map.serialize_entry("minimum", &0),
            Kind::Number => {
                map.serialize_entry("minimum", &0)?;
                map.serialize_entry("maximum", &1)
            }
            Kind::Object => Object { fields: self.fields, prefix: format!("{}.", field.path), others: None }.entries(map),
            Kind::Texts => map.serialize_entry("additionalProperties", &Words { r#type: ["string", "null"] }),
            Kind::Text | Kind::Boolean => Ok(()),
        }
    }
}

#[derive(Serialize)]
struct Words {
    r#type: [&'static str; 2],
}

/// Characters at the end of the path of `field` that say that it is a list.
fn lists(field: &Field) -> usize {
    field.path.len() - field.path.trim_end_matches("[]").len()
}
