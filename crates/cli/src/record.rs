//! [`Record`]: one row, as every output format sees it.
//!
//! In: a document and its quotations. Out: words and numbers only. Positions
//! are in the unit that was asked for, entities are names and ids, and nothing
//! needs the text or the gazetteer any more.

use std::borrow::Cow;

use inquit_gazetteer::{EntityId, EntityKind, Gazetteer};
use inquit_quotes::{Class, MentionKind, Quote, QuoteType, Span, Speaker, SpeakerKind};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::context::{after, before};
use crate::input::Document;
use crate::offsets::{Offsets, Unit};
use crate::selection::SpeakerArg;

/// One row. The order of the fields is the order in JSONL.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Record<'a> {
    pub(crate) doc_id: &'a str,
    pub(crate) quote_id: String,
    #[serde(rename = "type")]
    pub(crate) quote_type: &'static str,
    pub(crate) class: &'static str,
    /// All pieces of content, joined.
    pub(crate) text: String,
    pub(crate) content: Vec<Piece<'a>>,
    pub(crate) speakers: Vec<Voice<'a>>,
    pub(crate) mention: Option<MentionWords<'a>>,
    pub(crate) cue: Option<CueWords<'a>>,
    pub(crate) method: &'static str,
    /// 0 to 1, three decimals.
    pub(crate) confidence: f64,
    pub(crate) nested_in: Option<String>,
    pub(crate) paragraph: usize,
    pub(crate) sentence: usize,
    pub(crate) entities: Vec<Party<'a>>,
    pub(crate) title: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    /// Other fields of the input that are to be carried over.
    #[serde(skip_serializing_if = "Kept::is_empty")]
    pub(crate) kept: Kept<'a>,
    /// Words before and after the content, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) context_before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) context_after: Option<String>,
}

/// Fields of the input by name, in the order they were asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept<'a> {
    names: &'a [String],
    values: &'a [Option<Cow<'a, str>>],
}

impl<'a> Kept<'a> {
    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The value of the field in `place`.
    pub(crate) fn value(&self, place: usize) -> Option<&'a str> {
        self.values.get(place)?.as_deref()
    }
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.names.len()))?;
        for (place, name) in self.names.iter().enumerate() {
            map.serialize_entry(name, &self.value(place))?;
        }
        map.end()
    }
}

/// A stretch of content.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Piece<'a> {
    /// Where it stands, in bytes.
    #[serde(skip)]
    pub(crate) span: Span,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: &'a str,
}

/// A speaker, and how we know.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Voice<'a> {
    pub(crate) name: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) kind: &'static str,
    /// Of a person without an id: who this is within the document.
    pub(crate) local_id: Option<String>,
    /// Ids of others of that name.
    pub(crate) other_ids: Vec<&'a str>,
    pub(crate) chain: Vec<Link<'a>>,
}

/// A step from the words of the mention to the speaker.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Link<'a> {
    /// Words, and what was made of them.
    Words { mention: &'a str, start: usize, end: usize, rule: &'static str },
    /// The entity, and how it was found.
    Entity { id: &'a str, rule: &'static str },
}

/// An entity named in the content.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Party<'a> {
    pub(crate) name: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) kind: &'static str,
}

/// The words that name the speaker.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MentionWords<'a> {
    /// Where they stand, in bytes.
    #[serde(skip)]
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words that report.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CueWords<'a> {
    /// Where they stand, in bytes.
    #[serde(skip)]
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) lemma: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Which quotations become rows.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    /// Types to keep.
    pub(crate) types: Vec<QuoteType>,
    /// Classes to keep.
    pub(crate) classes: Vec<Class>,
    /// Least confidence to keep, 0 to 1.
    pub(crate) min_confidence: f32,
    /// Whose quotations to keep; everybody's if there is nobody here.
    pub(crate) speakers: Vec<SpeakerArg>,
}

/// What a row holds besides what was found.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Unit of all offsets.
    pub(crate) unit: Unit,
    /// Words before and after the content.
    pub(crate) context: Option<usize>,
    /// Names of the fields that documents carry as `kept`.
    pub(crate) keep: Vec<String>,
}

impl Shape {
    /// Offsets in `unit`, and nothing besides the usual.
    pub(crate) fn plain(unit: Unit) -> Shape {
        Shape { unit, context: None, keep: Vec::new() }
    }
}

impl Selection {
    /// Whether `quote` becomes a row.
    fn keeps(&self, quote: &Quote, gazetteer: &Gazetteer) -> bool {
        let id = |speaker: &Speaker| gazetteer.get(speaker.entity?).map(|entity| entity.id.as_str());
        let is_wanted = |speaker: &Speaker| self.speakers.iter().any(|wanted| wanted.means(&speaker.name, id(speaker)));
        self.types.contains(&quote.quote_type)
            && self.classes.contains(&quote.class)
            && quote.confidence >= self.min_confidence
            && (self.speakers.is_empty() || quote.speakers.iter().any(is_wanted))
    }
}

impl Record<'_> {
    /// First offset of the content.
    pub(crate) fn start(&self) -> Option<usize> {
        self.content.iter().map(|piece| piece.start).min()
    }

    /// Offset after the last of the content.
    pub(crate) fn end(&self) -> Option<usize> {
        self.content.iter().map(|piece| piece.end).max()
    }
}

/// The rows of a document, in the order of its quotations.
///
/// Ids count all quotations, so that the same one has the same id whatever is
/// selected.
pub(crate) fn records<'a>(
    document: &'a Document<'_>,
    quotes: &'a [Quote],
    gazetteer: &'a Gazetteer,
    selection: &Selection,
    shape: &'a Shape,
) -> Vec<Record<'a>> {
    let kept: Vec<(usize, &Quote)> = quotes.iter().enumerate().filter(|(_, quote)| selection.keeps(quote, gazetteer)).collect();
    let positions = kept.iter().flat_map(|(_, quote)| {
        let mention = quote.mention.map(|mention| mention.span);
        let cue = quote.cue.as_ref().map(|cue| cue.span);
        let steps = quote.speakers.iter().flat_map(|speaker| &speaker.chain).map(|step| step.span);
        let spans = quote.content.iter().copied().chain(mention).chain(cue).chain(steps);
        spans.flat_map(|span| [span.start(), span.end()])
    });
    let offsets = Offsets::new(&document.text, shape.unit, positions);
    let row = Row { document, gazetteer, shape, offsets: &offsets, quotes: quotes.len() };
    kept.into_iter().map(|(ordinal, quote)| row.record(ordinal, quote)).collect()
}

/// What the rows of one document share.
struct Row<'a, 'o> {
    document: &'a Document<'a>,
    gazetteer: &'a Gazetteer,
    shape: &'a Shape,
    offsets: &'o Offsets,
    /// Number of quotations in the document.
    quotes: usize,
}

impl<'a> Row<'a, '_> {
    fn record(&self, ordinal: usize, quote: &'a Quote) -> Record<'a> {
        let content: Vec<Piece<'a>> = quote.content.iter().map(|&span| self.piece(span)).collect();
        let texts: Vec<&str> = content.iter().map(|piece| piece.text).collect();
        let (text, extent) = (&*self.document.text, quote.extent());
        let nested_in = quote.nested_in.filter(|&outer| outer < self.quotes);
        Record {
            doc_id: &self.document.id,
            quote_id: self.quote_id(ordinal),
            quote_type: type_name(quote.quote_type),
            class: class_name(quote.class),
            text: texts.join(" … "),
            content,
            speakers: quote.speakers.iter().map(|speaker| self.voice(speaker)).collect(),
            mention: quote.mention.map(|mention| {
                let Piece { span, start, end, text } = self.piece(mention.span);
                let kind = mention_kind_name(mention.kind);
                MentionWords { span, text, kind, start, end }
            }),
            cue: quote.cue.as_ref().map(|cue| {
                let Piece { span, start, end, text } = self.piece(cue.span);
                let lemma = cue.lemma.as_str();
                CueWords { span, text, lemma, start, end }
            }),
            method: quote.method.as_str(),
            confidence: rounded(quote.confidence),
            nested_in: nested_in.map(|outer| self.quote_id(outer)),
            paragraph: quote.paragraph,
            sentence: quote.sentence,
            entities: quote.entities.iter().filter_map(|&id| self.entity(id)).collect(),
            title: self.document.title.as_deref(),
            date: self.document.date.as_deref(),
            url: self.document.url.as_deref(),
            kept: Kept { names: &self.shape.keep, values: &self.document.kept },
            context_before: self.shape.context.map(|words| before(text, extent.start(), words)),
            context_after: self.shape.context.map(|words| after(text, extent.end(), words)),
        }
    }

    fn voice(&self, speaker: &'a Speaker) -> Voice<'a> {
        let id = speaker.entity.and_then(|entity| self.entity_id(entity));
        let words = speaker.chain.iter().map(|step| {
            let Piece { start, end, text, .. } = self.piece(step.span);
            Link::Words { mention: text, start, end, rule: step.rule.as_str() }
        });
        let entity = id.zip(speaker.identified).map(|(id, rule)| Link::Entity { id, rule: rule.as_str() });
        Voice {
            name: &speaker.name,
            id,
            kind: speaker_kind_name(speaker.kind),
            local_id: speaker.person.filter(|_| id.is_none()).map(|person| format!("local:{person}")),
            other_ids: speaker.others.iter().filter_map(|&other| self.entity_id(other)).collect(),
            chain: words.chain(entity).collect(),
        }
    }

    fn piece(&self, span: Span) -> Piece<'a> {
        Piece { span, start: self.offsets.at(span.start()), end: self.offsets.at(span.end()), text: span.of(&self.document.text) }
    }

    fn quote_id(&self, ordinal: usize) -> String {
        format!("{}#{}", self.document.id, ordinal + 1)
    }

    fn entity_id(&self, id: EntityId) -> Option<&'a str> {
        self.gazetteer.get(id).map(|entity| entity.id.as_str())
    }

    fn entity(&self, id: EntityId) -> Option<Party<'a>> {
        self.gazetteer.get(id).map(|entity| Party {
            name: &entity.name,
            id: Some(&entity.id),
            kind: match entity.kind {
                EntityKind::Person => "person",
                EntityKind::Organization => "organization",
                EntityKind::Country => "country",
            },
        })
    }
}

/// Three decimals, as far as a probability is worth writing.
fn rounded(confidence: f32) -> f64 {
    let confidence = f64::from(confidence).clamp(0.0, 1.0);
    if confidence.is_nan() {
        return 0.0;
    }
    (confidence * 1000.0).round() / 1000.0
}

pub(crate) fn type_name(quote_type: QuoteType) -> &'static str {
    match quote_type {
        QuoteType::Direct => "direct",
        QuoteType::Mixed => "mixed",
        QuoteType::Indirect => "indirect",
    }
}

pub(crate) fn class_name(class: Class) -> &'static str {
    match class {
        Class::Speech => "speech",
        Class::Thought => "thought",
        Class::Attitude => "attitude",
        Class::Act => "act",
    }
}

fn mention_kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Role => "role",
        MentionKind::Pronoun => "pronoun",
        MentionKind::Organization => "organization",
        MentionKind::Country => "country",
        MentionKind::Group => "group",
    }
}

fn speaker_kind_name(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organization => "organization",
        SpeakerKind::Country => "country",
        SpeakerKind::Group => "group",
        SpeakerKind::Unknown => "unknown",
    }
}

#[cfg(test)]
pub(crate) mod tests;
