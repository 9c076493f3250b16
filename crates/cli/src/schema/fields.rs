//! Every field of every output: type, unit, meaning.

use super::SchemaFormat;

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    /// Of the fields whose paths go on.
    Object,
    /// An object of strings by any name.
    Texts,
}

/// Whether a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    Sometimes,
}

/// A field: `content[].start` is `start` of each object in the list `content`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) path: &'static str,
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) presence: Presence,
    pub(super) unit: &'static str,
    pub(super) meaning: &'static str,
    /// All values there are, or none if any may be.
    pub(super) values: &'static [&'static str],
}

/// The fields of an output, in its order.
pub(super) fn of(format: SchemaFormat) -> &'static [Field] {
    match format {
        SchemaFormat::Jsonl => &JSONL,
        SchemaFormat::Csv | SchemaFormat::Parquet => &TABLE,
        SchemaFormat::Predictions => &PREDICTIONS,
    }
}

const CHARS: &str = "code points";
const OFFSET: &str = "code points (--offsets)";
const ORDINAL: &str = "from 0";
const PROBABILITY: &str = "0 to 1";

const TYPES: &[&str] = &["direct", "mixed", "indirect"];
const CLASSES: &[&str] = &["speech", "thought", "attitude", "act"];
const MENTIONS: &[&str] = &["name", "role", "pronoun", "organization", "country", "group"];
const MENTIONS_OR_NONE: &[&str] = &["name", "role", "pronoun", "organization", "country", "group", "none"];
const SPEAKERS: &[&str] = &["person", "organization", "country", "group", "unknown"];
const ENTITIES: &[&str] = &["person", "organization", "country"];

const fn field(path: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Field {
    Field { path, kind, nullable: false, presence: Presence::Always, unit, meaning, values: &[] }
}

impl Field {
    /// May be null, or an empty cell.
    const fn null(self) -> Field {
        Field { nullable: true, ..self }
    }

    /// May be left out.
    const fn sometimes(self) -> Field {
        Field { presence: Presence::Sometimes, ..self }
    }

    const fn one_of(self, values: &'static [&'static str]) -> Field {
        Field { values, ..self }
    }
}

static JSONL: [Field; 46] = [
    field("doc_id", Kind::Text, "", "the document"),
    field("quote_id", Kind::Text, "", "the row; stable for the same input and version"),
    field("type", Kind::Text, "", "how much of the content stands between quotation marks").one_of(TYPES),
    field("class", Kind::Text, "", "what the cue reports").one_of(CLASSES),
    field("text", Kind::Text, "", "the content verbatim, pieces joined by \" … \""),
    field("content[]", Kind::Object, "", "the pieces of the content, in text order"),
    field("content[].start", Kind::Integer, OFFSET, "where it begins"),
    field("content[].end", Kind::Integer, OFFSET, "where it ends, exclusive"),
    field("content[].text", Kind::Text, "", "its words"),
    field("speakers[]", Kind::Object, "", "who speaks; none if unknown, several for a joint statement"),
    field("speakers[].name", Kind::Text, "", "the resolved name"),
    field("speakers[].id", Kind::Text, "", "the id in the gazetteer").null(),
    field("speakers[].kind", Kind::Text, "", "what the speaker is").one_of(SPEAKERS),
    field("speakers[].local_id", Kind::Text, "", "of a person without an id: who this is in the document").null(),
    field("speakers[].other_ids[]", Kind::Text, "", "others of the name in the gazetteer, best known first"),
    field("speakers[].chain[]", Kind::Object, "", "the way from the mention to the speaker: words first, then the id"),
    field("speakers[].chain[].mention", Kind::Text, "", "words in the text").sometimes(),
    field("speakers[].chain[].start", Kind::Integer, OFFSET, "where they begin").sometimes(),
    field("speakers[].chain[].end", Kind::Integer, OFFSET, "where they end, exclusive").sometimes(),
    field("speakers[].chain[].id", Kind::Text, "", "the id that was found").sometimes(),
    field("speakers[].chain[].rule", Kind::Text, "", "the rule that led on"),
    field("mention", Kind::Object, "", "the words that name the speaker").null(),
    field("mention.text", Kind::Text, "", "these words"),
    field("mention.kind", Kind::Text, "", "what kind of words they are").one_of(MENTIONS),
    field("mention.start", Kind::Integer, OFFSET, "where they begin"),
    field("mention.end", Kind::Integer, OFFSET, "where they end, exclusive"),
    field("cue", Kind::Object, "", "the words that report").null(),
    field("cue.text", Kind::Text, "", "these words"),
    field("cue.lemma", Kind::Text, "", "their base form"),
    field("cue.start", Kind::Integer, OFFSET, "where they begin"),
    field("cue.end", Kind::Integer, OFFSET, "where they end, exclusive"),
    field("method", Kind::Text, "", "the rule that found the quotation"),
    field("confidence", Kind::Number, PROBABILITY, "probability that content and mention are both right"),
    field("nested_in", Kind::Text, "", "quote_id of the quotation that holds this one").null(),
    field("paragraph", Kind::Integer, ORDINAL, "the paragraph where the content begins"),
    field("sentence", Kind::Integer, ORDINAL, "the sentence of the document where the content begins"),
    field("entities[]", Kind::Object, "", "what the gazetteer knows of the content, in text order"),
    field("entities[].name", Kind::Text, "", "the name in the gazetteer"),
    field("entities[].id", Kind::Text, "", "the id in the gazetteer").null(),
    field("entities[].kind", Kind::Text, "", "what it is").one_of(ENTITIES),
    field("title", Kind::Text, "", "carried over from the input").null(),
    field("date", Kind::Text, "", "carried over from the input, as it stands there").null(),
    field("url", Kind::Text, "", "carried over from the input").null(),
    field("kept", Kind::Texts, "", "with --keep: other fields of the input, by name").sometimes(),
    field("context_before", Kind::Text, "", "with --context N: the words before the content").sometimes(),
    field("context_after", Kind::Text, "", "with --context N: the words after the content").sometimes(),
];

static TABLE: [Field; 32] = [
    field("doc_id", Kind::Text, "", "the document"),
    field("quote_id", Kind::Text, "", "the row; stable for the same input and version"),
    field("type", Kind::Text, "", "how much of the content stands between quotation marks").one_of(TYPES),
    field("class", Kind::Text, "", "what the cue reports").one_of(CLASSES),
    field("text", Kind::Text, "", "the content verbatim, pieces joined by \" … \""),
    field("speaker", Kind::Text, "", "resolved names, joined by \"; \"").null(),
    field("speaker_id", Kind::Text, "", "their ids in the gazetteer, joined by \"; \", an empty place for one without").null(),
    field("speaker_kind", Kind::Text, "", "what all of them are; group where they differ").null().one_of(SPEAKERS),
    field("mention", Kind::Text, "", "the words that name the speaker").null(),
    field("mention_kind", Kind::Text, "", "what kind of words they are").one_of(MENTIONS_OR_NONE),
    field("cue", Kind::Text, "", "the words that report").null(),
    field("cue_lemma", Kind::Text, "", "their base form").null(),
    field("method", Kind::Text, "", "the rule that found the quotation"),
    field("confidence", Kind::Number, PROBABILITY, "probability that content and mention are both right"),
    field("start", Kind::Integer, OFFSET, "where the content begins"),
    field("end", Kind::Integer, OFFSET, "where the content ends, exclusive"),
    field("mention_start", Kind::Integer, OFFSET, "where the mention begins").null(),
    field("mention_end", Kind::Integer, OFFSET, "where the mention ends, exclusive").null(),
    field("cue_start", Kind::Integer, OFFSET, "where the cue begins").null(),
    field("cue_end", Kind::Integer, OFFSET, "where the cue ends, exclusive").null(),
    field("nested_in", Kind::Text, "", "quote_id of the quotation that holds this one").null(),
    field("paragraph", Kind::Integer, ORDINAL, "the paragraph where the content begins"),
    field("sentence", Kind::Integer, ORDINAL, "the sentence of the document where the content begins"),
    field("people", Kind::Text, "", "people of the gazetteer in the content, joined by \"; \"").null(),
    field("organizations", Kind::Text, "", "organizations of the gazetteer in the content, joined by \"; \"").null(),
    field("countries", Kind::Text, "", "countries of the gazetteer in the content, joined by \"; \"").null(),
    field("title", Kind::Text, "", "carried over from the input").null(),
    field("date", Kind::Text, "", "carried over from the input, as it stands there").null(),
    field("url", Kind::Text, "", "carried over from the input").null(),
    field("…", Kind::Text, "", "with --keep: a column for each field, by its name").null().sometimes(),
    field("context_before", Kind::Text, "", "with --context N: the words before the content").null().sometimes(),
    field("context_after", Kind::Text, "", "with --context N: the words after the content").null().sometimes(),
];

static PREDICTIONS: [Field; 10] = [
    field("id", Kind::Text, "", "the document; there is a line also if nothing was found"),
    field("quotes[]", Kind::Object, "", "its quotations"),
    field("quotes[].content[][]", Kind::Integer, CHARS, "start and end of each piece of the content"),
    field("quotes[].speaker[]", Kind::Integer, CHARS, "start and end of the mention").null(),
    field("quotes[].cue[]", Kind::Integer, CHARS, "start and end of the cue").null(),
    field("quotes[].type", Kind::Text, "", "how much of the content stands between quotation marks").one_of(TYPES),
    field("quotes[].class", Kind::Text, "", "what the cue reports").one_of(CLASSES),
    field("quotes[].nested", Kind::Boolean, "", "whether another quotation holds this one"),
    field("quotes[].confidence", Kind::Number, PROBABILITY, "probability that content and mention are both right"),
    field("quotes[].resolved", Kind::Text, "", "resolved names, joined by \"; \"").null(),
];
