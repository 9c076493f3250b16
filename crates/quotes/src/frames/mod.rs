//! Frames: who, cue, what.
//!
//! Input: the layers of a text. Output: candidates, several for one cue where
//! the words leave room (which subject, where the content ends). A frame is
//! one file; it states facts and decides nothing.

pub(crate) mod according;
mod adjective;
pub(crate) mod around;
mod clause;
mod complete;
mod ends;
mod exclude;
pub(crate) mod fronted;
pub(crate) mod headline;
mod landmarks;
mod listed;
mod nominal;
mod put;
mod quoted;
mod seldom;
mod tagged;
pub(crate) mod trim;
mod unsaid;

use std::ops::Range;

use crate::candidate::{Candidate, End, Fact, Facts, Path, Subject, fact};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{CueEntry, CuePart, Tag};
use crate::marks::QuoteSpan;
use crate::method::Method;
use crate::phrases::{VerbGroup, Voice};
use crate::quote::Class;
use crate::subject;
use crate::tagger::Piece;
use headline::Labels;
use landmarks::Landmarks;

/// All candidates of the text that have a cue, in text order of their cues.
pub(crate) fn propose(context: &Context<'_, '_>) -> Vec<Candidate> {
    Surroundings::find(context).propose(context, 0..context.document.paragraphs.len())
}

/// What is found in a text once, however many parts of it are looked at.
pub(crate) struct Surroundings {
    pieces: Vec<Piece>,
    landmarks: Landmarks,
    titled: bool,
    labels: Labels,
}

impl Surroundings {
    pub(crate) fn find(context: &Context<'_, '_>) -> Surroundings {
        Surroundings {
            pieces: context.labels.pieces(),
            landmarks: Landmarks::find(context),
            titled: context.marks.iter().any(|span| trim::is_title(context, span)),
            labels: Labels::find(context),
        }
    }

    /// The candidates of some paragraphs.
    pub(crate) fn propose(&self, context: &Context<'_, '_>, paragraphs: Range<usize>) -> Vec<Candidate> {
        let parts = &context.document.paragraphs[paragraphs.clone()];
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
        // news has one for every six words
        let mut candidates = Vec::with_capacity(((last.tokens.end - first.tokens.start) / 5).min(4096));
        let sentences = first.sentences.start..last.sentences.end;
        for (ordinal, sentence) in sentences.clone().zip(&context.document.sentences[sentences]) {
            of_sentence(context, ordinal, &sentence.tokens, &mut candidates);
        }
        listed::propose(context, paragraphs.clone(), &mut candidates);
        self.labels.propose(context, paragraphs, &mut candidates);
        tagged::propose(context, &self.pieces, parts, &mut candidates);
        exclude::refine(context, &self.landmarks, self.titled, &mut candidates);
        candidates
    }
}

fn of_sentence(context: &Context<'_, '_>, ordinal: usize, sentence: &Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut i = sentence.start;
    while i < sentence.end {
        according::propose(context, sentence, i, candidates);
        put::propose(context, sentence, i, candidates);
        if let Some(verb) = context.phrases.verb(i) {
            if let Some(index) = context.form(verb.main).verb {
                for cue in VerbCue::all(context, sentence, ordinal, verb, index) {
                    quoted::propose(&cue, candidates);
                    clause::propose(&cue, candidates);
                    fronted::propose(&cue, candidates);
                }
            }
            adjective::propose(context, sentence, verb, candidates);
            i = verb.tokens.end;
        } else {
            nominal::propose(context, sentence, i, candidates);
            i += 1;
        }
    }
}

/// A verb of the cue lexicon where it stands.
pub(crate) struct VerbCue<'c, 'a, 't> {
    pub(crate) context: &'c Context<'a, 't>,
    pub(crate) sentence: &'c Range<usize>,
    /// Ordinal of the sentence.
    pub(crate) ordinal: usize,
    pub(crate) verb: &'c VerbGroup,
    pub(crate) entry: &'c CueEntry,
    /// Its index in the lexicon.
    pub(crate) index: u16,
    /// The subject.
    pub(crate) subject: Option<Subject>,
    /// Facts of the subject.
    pub(crate) rank: Fact,
    /// The words of the cue.
    pub(crate) tokens: Range<usize>,
}

impl<'c, 'a, 't> VerbCue<'c, 'a, 't> {
    /// The cue once for every subject it can have, or once without one.
    fn all(context: &'c Context<'a, 't>, sentence: &'c Range<usize>, ordinal: usize, verb: &'c VerbGroup, index: u16) -> Vec<Self> {
        let entry = context.lexicon.cue(index);
        let cue = |subject: Option<Subject>, rank: Fact| VerbCue {
            context,
            sentence,
            ordinal,
            verb,
            entry,
            index,
            subject,
            rank,
            tokens: verb.tokens.clone(),
        };
        if matches!(verb.voice, Voice::Passive | Voice::Reduced) {
            let by = (verb.tokens.end..sentence.end.min(verb.tokens.end + 4)).find(|&i| context.is(i, "by"));
            let by =
                by.or_else(|| behind_called(context, verb).filter(|span| context.is(span.tokens.end, "by")).map(|span| span.tokens.end));
            let agent = by.and_then(|i| subject::starting_at(context, sentence, i + 1, Path::Agent));
            if agent.is_some() {
                return vec![cue(agent, fact!("agent"))];
            }
            // *the mayor was concerned that*: who is in the state speaks; and a
            // past tense that looks like a participle has its subject before it
            let own = subject::before(context, sentence, verb).map(|subject| cue(Some(subject), fact!("grammatical")));
            return std::iter::once(cue(None, fact!("nobody"))).chain(own).collect();
        }
        let subjects = subject::alternatives(context, sentence, verb);
        if subjects.is_empty() {
            return vec![cue(None, fact!("nobody"))];
        }
        subjects
            .into_iter()
            .zip([fact!("first"), fact!("second"), fact!("third")])
            .map(|(subject, rank)| cue(Some(subject), rank))
            .collect()
    }

    /// A candidate of this cue.
    pub(crate) fn candidate(
        &self,
        method: Method,
        content: impl IntoIterator<Item = Range<usize>>,
        end: End,
        subject: Option<Subject>,
    ) -> Candidate {
        let mut facts = Facts::from([self.rank]);
        if self.verb.modal {
            facts.push(fact!("modal"));
        }
        if self.verb.negated {
            facts.push(fact!("negated"));
        }
        facts.push(match self.verb.voice {
            Voice::Active if self.verb.tokens.len() > 1 => fact!("auxiliary"),
            Voice::Active => fact!("simple"),
            Voice::Passive => fact!("passive"),
            Voice::Participle => fact!("participle"),
            Voice::Reduced => fact!("reduced"),
            Voice::Infinitive => fact!("infinitive"),
        });
        Candidate {
            method,
            cue: Some(self.tokens.clone()),
            entry: Some(self.index),
            part: CuePart::Verb,
            class: self.entry.class,
            subject,
            content: content.into_iter().collect(),
            end,
            cue_tag: self.context.tag(self.verb.main),
            facts,
            confidence: 0.0,
            rivals: None,
        }
    }
}

/// What a passive verb calls its subject: *was called "a disgrace"*, *was
/// described as "dangerous"*.
fn behind_called<'a>(context: &Context<'a, '_>, verb: &VerbGroup) -> Option<&'a QuoteSpan> {
    let behind = verb.tokens.end + usize::from(context.is(verb.tokens.end, "as"));
    quoted::span_starting_at(context, behind)
}

/// The last token of the sentence that is content: full stop and loose marks left out.
pub(crate) fn trimmed_end(context: &Context<'_, '_>, start: usize, mut end: usize) -> usize {
    while end > start {
        let token = context.document.tokens.get(end - 1);
        if token.is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)) {
            break;
        }
        let word = context.word(end - 1);
        let stop = matches!(word, "." | "," | ";" | ":" | "—" | "–" | "--" | "?" | "!");
        let loose = context.mark(end - 1).is_some_and(|span| span.tokens.end == end && span.tokens.start < start)
            || (context.mark(end - 1).is_none() && matches!(word, "”" | "\"" | "“" | "''"));
        if !stop && !loose {
            break;
        }
        end -= 1;
    }
    end
}

/// `start..end` with the quotation spans that it cuts taken in whole.
pub(crate) fn whole_marks(context: &Context<'_, '_>, start: usize, end: usize) -> Range<usize> {
    let mut end = end;
    if end > start
        && let Some(span) = context.mark(end - 1)
        && span.tokens.start >= start
        && span.tokens.end > end
    {
        end = span.tokens.end;
    }
    start..end
}

/// Whether a finite verb stands in `range`, outside of quotation marks that begin in it.
pub(crate) fn finite_verb(context: &Context<'_, '_>, range: Range<usize>) -> Option<usize> {
    let level = context.mark(range.start).map(|span| span.tokens.start);
    let mut i = range.start;
    while i < range.end {
        if let Some(verb) = context.phrases.verb(i) {
            if verb.finite && (context.mark(i).is_none() || context.mark(i).map(|span| span.tokens.start) == level) {
                return Some(i);
            }
            i = verb.tokens.end;
        } else {
            i += 1;
        }
    }
    None
}

/// A candidate whose cue is no verb.
pub(crate) fn plain(
    context: &Context<'_, '_>,
    method: Method,
    cue: Range<usize>,
    entry: (Option<u16>, CuePart, Class),
    subject: Option<Subject>,
    content: impl IntoIterator<Item = Range<usize>>,
    end: End,
) -> Candidate {
    Candidate {
        method,
        cue_tag: if cue.is_empty() { Tag::PUNCT } else { context.tag(cue.end - 1) },
        cue: Some(cue).filter(|cue| !cue.is_empty()),
        entry: entry.0,
        part: entry.1,
        class: entry.2,
        subject,
        content: content.into_iter().collect(),
        end,
        facts: Facts::default(),
        confidence: 0.0,
        rivals: None,
    }
}
