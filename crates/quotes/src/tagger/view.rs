//! A paragraph as the templates see it.
//!
//! Input: the layers of a text and the classes of cues. Output: the attributes
//! of every token, and its place: the nearest words that can report, verbs,
//! and the borders of its sentence. Every list is filled in one pass from the
//! left or the right, so cost is linear. Buffers are used again from paragraph
//! to paragraph; nothing is allocated for a token.

use std::ops::Range;

use super::attributes::{ACCORDING, Attributes, Blocks, Facts, Kind, Quotation, attributes, beyond, quotation, spread};
use super::cue_classes::CueClass;
use crate::context::Context;
use crate::document::Paragraph;
use crate::feature::{mix, value};

/// Attributes stand for tokens before the first and after the last as well, so many on each side.
pub(crate) const MARGIN: usize = 3;

/// No such token.
pub(crate) const NONE: usize = usize::MAX;

/// Noun groups and capitalised runs are followed so far.
const REACH: usize = 12;

/// A sentence without a quotation and without a word of this head class is passed over.
const LEAST_HEAD: u8 = 1;

const BEFORE: u64 = value("before");
const AFTER: u64 = value("after");
const FLAG: u64 = value("paragraph");
const COLON: u64 = value(":");

/// Where a token stands. Tokens are counted from the start of the paragraph;
/// [`NONE`] where there is no such token in the sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// The nearest anchors, and the one before the nearest on the left.
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) second: usize,
    /// What stands between them and the token, a set of bits.
    pub(crate) before: u16,
    pub(crate) after: u16,
    /// The sentence, and its ordinal in the paragraph.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) sentence: usize,
    /// Quotation mark (1) and *according* (2) in the sentence.
    pub(crate) holds: u64,
    /// Finite verbs of the paragraph before the token.
    pub(crate) verbs: usize,
    /// The main verb of its verb group.
    pub(crate) main: usize,
    /// How that verb stands, a hash; 0 if there is none.
    pub(crate) voice: u64,
    pub(crate) verb_left: usize,
    pub(crate) verb_right: usize,
    /// The first token that does not go on with a noun group.
    pub(crate) group_end: usize,
}

/// A paragraph as the templates see it.
#[derive(Debug, Default)]
pub(crate) struct View {
    /// attributes with [`MARGIN`] on both sides
    padded: Vec<Attributes>,
    pub(crate) places: Vec<Place>,
    /// Hashes of the facts of the paragraph.
    pub(crate) flags: Vec<u64>,
    /// Classes of the steps to each token.
    pub(crate) steps: Vec<u8>,
    /// finite verbs in all
    verbs: usize,
}

impl View {
    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The token `i + offset`, or what stands for the tokens beyond the ends.
    pub(crate) fn near(&self, i: usize, offset: isize) -> &Attributes {
        &self.padded[(i + MARGIN).wrapping_add_signed(offset)]
    }

    pub(crate) fn at(&self, i: usize) -> &Attributes {
        &self.padded[i + MARGIN]
    }

    /// Finite verbs from token `start` up to token `end`.
    pub(crate) fn finite(&self, start: usize, end: usize) -> usize {
        let before = |i: usize| self.places.get(i).map_or(self.verbs, |place| place.verbs);
        before(end).saturating_sub(before(start))
    }

    /// The runs of sentences in which something can be found, in order: each
    /// of their sentences has a quotation or a word that is often enough the
    /// head of a cue. Signs alone say nothing, however many.
    pub(crate) fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        while let Some(end) = self.places.get(start).map(|place| place.end) {
            let tokens = &self.padded[start + MARGIN..end + MARGIN];
            let reports = |token: &Attributes| token.quotation != Quotation::Outside || token.cue.head >= LEAST_HEAD;
            if tokens.iter().any(reports) && tokens.iter().any(|token| token.kind == Kind::Word) {
                match runs.last_mut().filter(|run| run.end == start) {
                    Some(run) => run.end = end,
                    None => runs.push(start..end),
                }
            }
            start = end.max(start + 1);
        }
        runs
    }

    /// Reads a paragraph, or a part of it of whole sentences. `class` tells of
    /// the hash of a form how it reports.
    pub(crate) fn fill(&mut self, context: &Context<'_, '_>, ordinal: usize, paragraph: &Paragraph, class: &impl Fn(u64) -> CueClass) {
        self.padded.clear();
        self.padded.resize(MARGIN, beyond(BEFORE));
        self.padded.extend(paragraph.tokens.clone().map(|i| attributes(context, i, class)));
        let n = paragraph.tokens.len();
        self.padded.resize(MARGIN + n + MARGIN, beyond(AFTER));
        for i in 0..self.padded.len() - 2 {
            self.padded[i].blocks = Blocks::of([&self.padded[i], &self.padded[i + 1], &self.padded[i + 2]]);
        }
        self.places.clear();
        self.places.resize(n, Place::default());
        self.steps.clear();
        self.verbs = 0;
        for (number, sentence) in context.document.sentences[paragraph.sentences.clone()].iter().enumerate() {
            let start = sentence.tokens.start - paragraph.tokens.start;
            self.fill_sentence(number, start, start + sentence.tokens.len());
        }
        for i in 0..n {
            self.steps.push(self.step_class(i));
            self.places[i].main = NONE;
            if let Some(group) = context.phrases.verb(paragraph.tokens.start + i) {
                self.places[i].main = group.main - paragraph.tokens.start;
                self.places[i].voice = spread(1 + group.voice as u64 + 8 * u64::from(group.modal) + 16 * u64::from(group.negated));
            }
        }
        self.flags.clear();
        self.fill_flags(context, ordinal, paragraph);
    }

    fn fill_sentence(&mut self, sentence: usize, start: usize, end: usize) {
        let mut holds = 0;
        for token in &self.padded[start + MARGIN..end + MARGIN] {
            holds |= u64::from(matches!(token.quotation, Quotation::First | Quotation::Closing)) | u64::from(token.word == ACCORDING) << 1;
        }
        let (mut left, mut second, mut before, mut verb_left) = (NONE, NONE, 0, NONE);
        for i in start..end {
            let token = &self.padded[i + MARGIN];
            self.places[i] = Place { left, second, before, start, end, sentence, holds, verbs: self.verbs, verb_left, ..Place::default() };
            before = join(before, token.between);
            if token.facts.any(Facts::ANCHOR) {
                (second, left, before) = (left, i, 0);
            }
            if token.facts.any(Facts::VERB) {
                verb_left = i;
            }
            self.verbs += usize::from(token.facts.any(Facts::FINITE));
        }
        let (mut right, mut after, mut verb_right, mut group_end) = (NONE, 0, NONE, end);
        for i in (start..end).rev() {
            let token = &self.padded[i + MARGIN];
            let place = &mut self.places[i];
            (place.right, place.after, place.verb_right, place.group_end) = (right, after, verb_right, group_end.min(i + REACH + 1));
            after = join(after, token.between);
            if token.facts.any(Facts::ANCHOR) {
                (right, after) = (i, 0);
            }
            if token.facts.any(Facts::VERB) {
                verb_right = i;
            }
            if !token.facts.any(Facts::NOMINAL) {
                group_end = i;
            }
        }
    }

    /// The class of the step to token `i`: what stands on both of its sides.
    fn step_class(&self, i: usize) -> u8 {
        if i == 0 {
            return 0;
        }
        let (before, token) = (self.at(i - 1), self.at(i));
        if self.places[i].start == i {
            return if token.kind == Kind::Opening { 2 } else { 1 };
        }
        match (before.kind, token.kind) {
            (Kind::Word, Kind::Word) => 3 + u8::from(token.quotation != Quotation::Outside) + 2 * u8::from(token.facts.any(Facts::ANCHOR)),
            (Kind::Word, sign) => 6 + sign as u8,
            (sign, Kind::Word) => 11 + sign as u8,
            _ => 17,
        }
    }

    fn fill_flags(&mut self, context: &Context<'_, '_>, ordinal: usize, paragraph: &Paragraph) {
        let n = self.len();
        let mut flag = |on: bool, number: u64| {
            if on {
                self.flags.push(mix(FLAG, number));
            }
        };
        flag(ordinal == 0, 0);
        flag(ordinal == 1 || ordinal == 2, 1);
        let previous = ordinal.checked_sub(1).and_then(|previous| context.document.paragraphs.get(previous));
        if let Some(last) = previous.map(|previous| previous.tokens.end - 1) {
            flag(context.word(last) == ":", 2);
            flag(quotation(context, last).0 == Quotation::Inside, 3);
        }
        let own = &self.padded[MARGIN..MARGIN + n];
        let label = own.iter().take(8).position(|token| token.word == COLON);
        flag(label.is_some_and(|colon| own[..colon].iter().all(|token| token.facts.any(Facts::CAPITAL) || token.kind != Kind::Word)), 4);
        flag(own.first().is_some_and(|token| token.quotation == Quotation::First), 5);
        flag(own.last().is_some_and(|token| matches!(token.quotation, Quotation::Inside | Quotation::Closing)), 6);
        flag(!own.iter().any(|token| token.facts.any(Facts::STOP)), 7);
        let title = context.words.title_case.get(paragraph.sentences.start).copied().unwrap_or(false);
        flag(title, 8);
    }
}

/// Two commas are another thing than one; the other bits are sets.
fn join(set: u16, token: u16) -> u16 {
    if token == 1 && set & 1 != 0 { set | 2 } else { set | token }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comma_is_not_two() {
        assert_eq!(join(join(0, 1), 64), 65);
        assert_eq!(join(join(0, 1), 1), 3);
    }
}
