//! [`Quote`], the result of the analysis, and the plain types it is made of.
//!
//! Everything here is data: no type borrows the text, and every position is a
//! [`Span`] of bytes into the text that was analysed.

use inquit_gazetteer::{EntityId, Span};

use crate::chain::{Rule, Step};
use crate::method::Method;

/// Whether the words of a quotation stand between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteType {
    /// All words of the content stand between quotation marks.
    Direct,
    /// Some words do.
    Mixed,
    /// No word does.
    Indirect,
}

/// What the cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Something said or written: *said, according to, tweeted*.
    Speech,
    /// Something held in mind: *believes, expects, knows*.
    Thought,
    /// A stance: *supports, opposes, wants*.
    Attitude,
    /// A deed that has content: *plans, agreed, refused*.
    Act,
}

/// The kind of words that name the speaker in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A personal name: *Dr Velayati*.
    Name,
    /// A role: *the former foreign minister*.
    Role,
    /// A pronoun: *he*, *who*.
    Pronoun,
    /// An organization: *the World Bank*.
    Organization,
    /// A country, or a capital or seat of power that stands for it.
    Country,
    /// A group or an unnamed source: *officials*.
    Group,
}

/// The words that name the speaker in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the words stand.
    pub span: Span,
    /// What kind of words they are.
    pub kind: MentionKind,
}

/// The word or words that report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where the words stand.
    pub span: Span,
    /// The base form of the word that reports: *say*, *according to*, *:*.
    pub lemma: String,
}

/// What a resolved speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// One human being.
    Person,
    /// A company, party, court, newspaper, ministry …
    Organization,
    /// A state, or its government under a metonym.
    Country,
    /// Several people, or a kind of people: *critics*, *two officials*.
    Group,
    /// A speaker the text does not identify further: *a source*, *the report*.
    Unknown,
}

/// Who a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name the document gives, or the gazetteer's name for it.
    pub name: String,
    /// The entity of the gazetteer, where it is known.
    pub entity: Option<EntityId>,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// Of a person: which one of those who speak in the document, from 1, in
    /// the order in which they begin to. The same person has the same number.
    pub person: Option<usize>,
    /// How the words of the mention led to the name.
    pub chain: Vec<Step>,
    /// How the name led to the entity, where it did.
    pub identified: Option<Rule>,
    /// Other entities of that name that were considered, best first.
    pub others: Vec<EntityId>,
}

impl Speaker {
    /// A speaker of whom nothing more is known.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: SpeakerKind) -> Speaker {
        Speaker { name: name.into(), entity: None, kind, person: None, chain: Vec::new(), identified: None, others: Vec::new() }
    }
}

/// One attributed quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What was said: one or several spans, in text order, none empty.
    pub content: Vec<Span>,
    /// Whether the content stands between quotation marks.
    pub quote_type: QuoteType,
    /// What the cue reports.
    pub class: Class,
    /// The words that report, if there are any.
    pub cue: Option<Cue>,
    /// The words that name the speaker, if there are any.
    pub mention: Option<Mention>,
    /// Who is speaking: empty if unknown, several for a joint statement.
    pub speakers: Vec<Speaker>,
    /// The rule that made the attribution.
    pub method: Method,
    /// Probability, 0 to 1, that content and speaker are both right.
    pub confidence: f32,
    /// Index (into the same list of quotes) of the attribution whose content
    /// holds this one.
    pub nested_in: Option<usize>,
    /// 0-based ordinal of the paragraph where the content starts.
    pub paragraph: usize,
    /// 0-based ordinal, in the document, of the sentence where the content starts.
    pub sentence: usize,
    /// Gazetteer entities named inside the content, in text order, each once.
    pub entities: Vec<EntityId>,
}

impl Quote {
    /// The smallest span that covers all of the content.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.content.iter().copied().reduce(Span::union).unwrap_or_default()
    }
}
