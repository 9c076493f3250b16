//! [`Candidate`]: a possible attribution, with the facts that speak for or against it.
//!
//! Frames and sieves propose; they state facts and never weigh them.
//! `evidence` turns facts into a probability, `select` decides between rivals.

use std::ops::Range;

use smallvec::SmallVec;

use crate::context::Context;
use crate::evidence::Rivals;
use crate::feature::Value;
use crate::lexicon::{CuePart, Tag};
use crate::marks::QuoteSpan;
use crate::method::Method;
use crate::quote::Class;

/// How the words that name the speaker were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Path {
    /// Directly before the cue.
    Adjacent,
    /// Before the cue, with something between commas in between.
    Parenthetical,
    /// Subject of an earlier verb that *and* joins to the cue.
    Coordinated,
    /// Subject of the main clause of a participle.
    Participle,
    /// *who*, *which*
    Relative,
    /// Subject of the verb that governs an infinitive.
    Governor,
    /// Behind the cue: *said X*.
    Inverted,
    /// *by X*, *according to X*
    Agent,
    /// Possessive before a noun: *X's claim*.
    Possessive,
    /// Label of a line or headline: *X: …*.
    Label,
    /// Taken over from an earlier attribution.
    Carried,
    /// As the tagger labels it.
    Tagged,
}

/// Where the content ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// With its sentence.
    Sentence,
    /// With its quotation mark.
    Mark,
    /// Before a comma.
    Comma,
    /// Before *and*, *or*, *but* and a verb of the cue's own form.
    Coordination,
    /// Before a conjunction that begins another clause.
    Conjunction,
    /// Before the reporting clause.
    Cue,
    /// With its noun group.
    Noun,
    /// With the prepositional phrases behind its noun group.
    Phrase,
    /// With its paragraph.
    Paragraph,
}

/// What kind of words name the speaker, as far as their head tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Head {
    Name,
    Pronoun,
    It,
    Relative,
    Role,
    Group,
    Body,
    Document,
    Time,
    Plural,
    Other,
}

/// The words that name the speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The mention.
    pub(crate) tokens: Range<usize>,
    pub(crate) head: Head,
    pub(crate) path: Path,
}

/// A fact by name.
pub(crate) type Fact = &'static Value<'static>;

/// A fact by name, hashed at compile time.
macro_rules! fact {
    ($name:literal) => {
        const { &$crate::feature::Value::of($name) }
    };
}

pub(crate) use fact;

/// Facts, in the order in which they were stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts(SmallVec<[Fact; 8]>);

impl Facts {
    pub(crate) fn push(&mut self, fact: Fact) {
        self.0.push(fact);
    }

    pub(crate) fn extend(&mut self, facts: impl IntoIterator<Item = Fact>) {
        self.0.extend(facts);
    }

    pub(crate) fn contains(&self, fact: Fact) -> bool {
        self.0.contains(&fact)
    }

    pub(crate) fn as_slice(&self) -> &[Fact] {
        &self.0
    }
}

impl<const N: usize> From<[Fact; N]> for Facts {
    fn from(facts: [Fact; N]) -> Facts {
        Facts(facts.into_iter().collect())
    }
}

/// The pieces of a content, nearly always one.
pub(crate) type Content = SmallVec<[Range<usize>; 1]>;

/// A possible attribution. Ranges are of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) method: Method,
    /// The cue's words.
    pub(crate) cue: Option<Range<usize>>,
    /// The row of the cue lexicon, as an index; none for signs and unlisted words.
    pub(crate) entry: Option<u16>,
    pub(crate) part: CuePart,
    pub(crate) class: Class,
    pub(crate) subject: Option<Subject>,
    /// In text order, none empty.
    pub(crate) content: Content,
    pub(crate) end: End,
    /// Tag of the word that reports.
    pub(crate) cue_tag: Tag,
    /// Further facts, by name; none depends on where the content ends.
    pub(crate) facts: Facts,
    /// Probability that content and speaker are right.
    pub(crate) confidence: f32,
    /// What it was weighed beside, if it was.
    pub(crate) rivals: Option<Box<Rivals>>,
}

impl Candidate {
    /// From the first to the last token of the content.
    pub(crate) fn extent(&self) -> Range<usize> {
        let start = self.content.first().map_or(0, |piece| piece.start);
        start..self.content.last().map_or(start, |piece| piece.end)
    }

    /// Whether both say the same of the same words, for the same reasons.
    pub(crate) fn is_same(&self, other: &Candidate) -> bool {
        self.method == other.method
            && self.cue == other.cue
            && self.subject == other.subject
            && self.content == other.content
            && self.end == other.end
            && self.facts == other.facts
    }

    /// Tokens that the contents share.
    pub(crate) fn overlap(&self, other: &Candidate) -> usize {
        let (mut a, mut b) = (self.content.iter().peekable(), other.content.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            shared += one.end.min(two.end).saturating_sub(one.start.max(two.start));
            if one.end < two.end {
                a.next()
            } else {
                b.next()
            };
        }
        shared
    }

    /// Tokens of the content.
    pub(crate) fn len(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }

    /// The quotation that holds content, cue and subject, between its marks.
    pub(crate) fn quotation<'a>(&self, context: &Context<'a, '_>) -> Option<&'a QuoteSpan> {
        let cue = self.cue.clone()?;
        let span = context.mark(cue.start)?;
        let inside = |tokens: &Range<usize>| span.inner.start <= tokens.start && tokens.end <= span.inner.end;
        let subject = self.subject.as_ref().is_none_or(|subject| inside(&subject.tokens));
        (subject && inside(&cue) && inside(&self.extent())).then_some(span)
    }

    /// Whether every token of `range` is content.
    pub(crate) fn holds(&self, range: &Range<usize>) -> bool {
        self.content.iter().any(|piece| piece.start <= range.start && range.end <= piece.end)
    }
}
