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
use crate::document::Document;
use crate::offsets::{Offsets, Unit};
use crate::wanted::WantedSpeaker;

/// One row. The order of the fields is the order in JSONL.
#[derive(Clone, Debug, Serialize)]
pub struct Record<'a> {
    /// The document.
    pub doc_id: &'a str,
    /// The row: the document and the number of the quotation in it, from 1.
    pub quote_id: String,
    /// direct, mixed or indirect.
    #[serde(rename = "type")]
    pub quote_type: &'static str,
    /// speech, thought, attitude or act.
    pub class: &'static str,
    /// All pieces of content, joined.
    pub text: String,
    /// The pieces of content, in text order.
    pub content: Vec<Piece<'a>>,
    /// Who speaks: none if unknown, several for a joint statement.
    pub speakers: Vec<Voice<'a>>,
    /// The words that name the speaker.
    pub mention: Option<MentionWords<'a>>,
    /// The words that report.
    pub cue: Option<CueWords<'a>>,
    /// The rule that found the quotation.
    pub method: &'static str,
    /// 0 to 1, three decimals.
    pub confidence: f64,
    /// `quote_id` of the quotation whose content holds this one.
    pub nested_in: Option<String>,
    /// Of the start of the content, from 0.
    pub paragraph: usize,
    /// Of the start of the content, from 0, in the document.
    pub sentence: usize,
    /// What the gazetteer knows of the content, in text order.
    pub entities: Vec<Party<'a>>,
    /// Carried over from the input.
    pub title: Option<&'a str>,
    /// Carried over from the input.
    pub date: Option<&'a str>,
    /// Carried over from the input.
    pub url: Option<&'a str>,
    /// Other fields of the input that are to be carried over.
    #[serde(skip_serializing_if = "Kept::is_empty")]
    pub kept: Kept<'a>,
    /// Words before and after the content, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_before: Option<String>,
    /// As `context_before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_after: Option<String>,
}

/// Fields of the input by name, in the order they were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    names: &'a [String],
    values: &'a [Option<Cow<'a, str>>],
}

impl<'a> Kept<'a> {
    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The value of the field in `place`.
    #[must_use]
    pub fn value(&self, place: usize) -> Option<&'a str> {
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
pub struct Piece<'a> {
    /// Where it stands, in bytes.
    #[serde(skip)]
    pub span: Span,
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its words.
    pub text: &'a str,
}

/// A speaker, and how we know.
#[derive(Clone, Debug, Serialize)]
pub struct Voice<'a> {
    /// The resolved name.
    pub name: &'a str,
    /// The id in the gazetteer.
    pub id: Option<&'a str>,
    /// person, organization, country, group or unknown.
    pub kind: &'static str,
    /// Of a person without an id: who this is within the document.
    pub local_id: Option<String>,
    /// Ids of others of that name.
    pub other_ids: Vec<&'a str>,
    /// The way from the mention to the speaker.
    pub chain: Vec<Link<'a>>,
}

/// A step from the words of the mention to the speaker.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Link<'a> {
    /// Words, and what was made of them.
    Words {
        /// The words.
        mention: &'a str,
        /// Where they begin.
        start: usize,
        /// Where they end, exclusive.
        end: usize,
        /// The rule that led on from them.
        rule: &'static str,
    },
    /// The entity, and how it was found.
    Entity {
        /// Its id in the gazetteer.
        id: &'a str,
        /// The rule that found it.
        rule: &'static str,
    },
}

/// An entity named in the content.
#[derive(Clone, Debug, Serialize)]
pub struct Party<'a> {
    /// The name in the gazetteer.
    pub name: &'a str,
    /// The id in the gazetteer.
    pub id: Option<&'a str>,
    /// person, organization or country.
    pub kind: &'static str,
}

/// The words that name the speaker.
#[derive(Clone, Debug, Serialize)]
pub struct MentionWords<'a> {
    /// Where they stand, in bytes.
    #[serde(skip)]
    pub span: Span,
    /// These words.
    pub text: &'a str,
    /// name, role, pronoun, organization, country or group.
    pub kind: &'static str,
    /// Where they begin.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
}

/// The words that report.
#[derive(Clone, Debug, Serialize)]
pub struct CueWords<'a> {
    /// Where they stand, in bytes.
    #[serde(skip)]
    pub span: Span,
    /// These words.
    pub text: &'a str,
    /// Their base form.
    pub lemma: &'a str,
    /// Where they begin.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
}

/// Which quotations become rows.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Types to keep.
    pub types: Vec<QuoteType>,
    /// Classes to keep.
    pub classes: Vec<Class>,
    /// Least confidence to keep, 0 to 1.
    pub min_confidence: f32,
    /// Whether to keep what is reported inside somebody else's quotation, in
    /// its words: *they were right* of *“I know they were right,” she said*.
    pub inner: bool,
    /// Whose quotations to keep; everybody's if there is nobody here.
    pub speakers: Vec<WantedSpeaker>,
}

/// What a row holds besides what was found.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Unit of all offsets.
    pub unit: Unit,
    /// Words before and after the content.
    pub context: Option<usize>,
    /// Names of the fields that documents carry as `kept`.
    pub keep: Vec<String>,
}

impl Shape {
    /// Offsets in `unit`, and nothing besides the usual.
    #[must_use]
    pub fn plain(unit: Unit) -> Shape {
        Shape { unit, context: None, keep: Vec::new() }
    }
}

impl Selection {
    /// What is taken unless something else is asked for: every type of speech and thought.
    #[must_use]
    pub fn usual() -> Selection {
        Selection {
            types: vec![QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect],
            classes: vec![Class::Speech, Class::Thought],
            min_confidence: 0.0,
            inner: false,
            speakers: Vec::new(),
        }
    }

    /// Whether `quote` becomes a row.
    fn keeps(&self, quote: &Quote, text: &str, gazetteer: &Gazetteer) -> bool {
        let id = |speaker: &Speaker| gazetteer.get(speaker.entity?).map(|entity| entity.id.as_str());
        let is_wanted = |speaker: &Speaker| self.speakers.iter().any(|wanted| wanted.means(&speaker.name, id(speaker)));
        self.types.contains(&quote.quote_type)
            && self.classes.contains(&quote.class)
            && quote.confidence >= self.min_confidence
            && (self.inner || !is_inner(quote, text))
            && (self.speakers.is_empty() || quote.speakers.iter().any(is_wanted))
    }
}

/// Whether all words stand between marks that are those of another quotation:
/// its own would stand at its start.
fn is_inner(quote: &Quote, text: &str) -> bool {
    let marked = |span: &Span| span.of(text).starts_with(|c: char| "“”„‟\"'‘’‚‛«»‹›`".contains(c));
    quote.nested_in.is_some() && quote.quote_type == QuoteType::Direct && !quote.content.first().is_some_and(marked)
}

impl Record<'_> {
    /// First offset of the content.
    #[must_use]
    pub fn start(&self) -> Option<usize> {
        self.content.iter().map(|piece| piece.start).min()
    }

    /// Offset after the last of the content.
    #[must_use]
    pub fn end(&self) -> Option<usize> {
        self.content.iter().map(|piece| piece.end).max()
    }
}

/// The rows of a document, in the order of its quotations.
///
/// Ids count all quotations, so that the same one has the same id whatever is
/// selected.
#[must_use]
pub fn records<'a>(
    document: &'a Document<'_>,
    quotes: &'a [Quote],
    gazetteer: &'a Gazetteer,
    selection: &Selection,
    shape: &'a Shape,
) -> Vec<Record<'a>> {
    let kept: Vec<(usize, &Quote)> =
        quotes.iter().enumerate().filter(|(_, quote)| selection.keeps(quote, &document.text, gazetteer)).collect();
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

/// The word for a type of quotation.
#[must_use]
pub fn type_name(quote_type: QuoteType) -> &'static str {
    match quote_type {
        QuoteType::Direct => "direct",
        QuoteType::Mixed => "mixed",
        QuoteType::Indirect => "indirect",
    }
}

/// The word for a class.
#[must_use]
pub fn class_name(class: Class) -> &'static str {
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
mod tests;
