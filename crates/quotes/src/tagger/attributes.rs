//! What the templates need of the tokens of a paragraph.
//!
//! Input: the layers of a text and the classes of cues. Output: for every
//! token its attributes, hashed once, and its place: the nearest words that
//! can report, verbs, and the borders of its sentence. Every list is filled in
//! one pass from the left or the right, so cost is linear. Buffers are used
//! again from paragraph to paragraph; nothing is allocated for a token.

use inquit_gazetteer::GivenNames;

use super::cue_classes::CueClass;
use crate::context::Context;
use crate::document::{Paragraph, Token, TokenKind};
use crate::feature::{mix, value};
use crate::lexicon::{Lists, Tag};

/// Attributes stand for tokens before the first and after the last as well, so many on each side.
pub(crate) const MARGIN: usize = 3;

/// No such token.
pub(crate) const NONE: usize = usize::MAX;

/// Noun groups and capitalised runs are followed so far.
const REACH: usize = 12;

/// A paragraph whose words are all of a lower head class, and none quoted, is passed over.
const LEAST_HEAD: u8 = 2;

/// Facts of a token that are true or false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(u16);

impl Facts {
    pub(crate) const CAPITAL: Facts = Facts(1);
    pub(crate) const VERB: Facts = Facts(2);
    pub(crate) const FINITE: Facts = Facts(4);
    /// Can be the head of a cue.
    pub(crate) const ANCHOR: Facts = Facts(8);
    /// Goes on with a noun group.
    pub(crate) const NOMINAL: Facts = Facts(16);
    /// Can begin or go on with a noun group.
    pub(crate) const OPENS_NOMINAL: Facts = Facts(32);
    pub(crate) const NAME: Facts = Facts(64);
    pub(crate) const STOP: Facts = Facts(128);

    pub(crate) fn any(self, other: Facts) -> bool {
        self.0 & other.0 != 0
    }

    fn set(&mut self, other: Facts, on: bool) {
        if on {
            self.0 |= other.0;
        }
    }
}

/// Where a token stands to the quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quotation {
    #[default]
    Outside,
    /// The first token of a quotation.
    First,
    Inside,
    /// The mark that closes it.
    Closing,
}

/// What kind of sign a token is, for the classes of steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Word,
    Comma,
    End,
    Opening,
    Closing,
    Sign,
}

/// The attributes of a token. Numbers of 64 bits are hashes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attributes {
    /// The word in lower case, digits as 0.
    pub(crate) word: u64,
    pub(crate) suffix2: u64,
    pub(crate) suffix3: u64,
    pub(crate) prefix: u64,
    pub(crate) shape: u64,
    pub(crate) tag: u64,
    /// Place in a quotation and its length class.
    pub(crate) state: u64,
    pub(crate) coarse: u64,
    pub(crate) fine: u64,
    /// Role noun, given name, title.
    pub(crate) lists: u64,
    pub(crate) cue: CueClass,
    pub(crate) quotation: Quotation,
    pub(crate) kind: Kind,
    pub(crate) facts: Facts,
    /// What the token adds to [`Place::before`] of those behind it.
    between: u16,
}

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

    /// Whether anything can be found: a quotation, or a word that is often
    /// enough the head of a cue.
    pub(crate) fn may_report(&self) -> bool {
        self.padded[MARGIN..MARGIN + self.len()].iter().any(|token| token.quotation != Quotation::Outside || token.cue.head >= LEAST_HEAD)
    }

    /// Reads a paragraph. `class` tells of the hash of a form how it reports.
    pub(crate) fn fill(&mut self, context: &Context<'_, '_>, ordinal: usize, class: &impl Fn(u64) -> CueClass) {
        let paragraph = &context.document.paragraphs[ordinal];
        self.padded.clear();
        self.padded.resize(MARGIN, beyond(BEFORE));
        self.padded.extend(paragraph.tokens.clone().map(|i| attributes(context, i, class)));
        let n = paragraph.tokens.len();
        self.padded.resize(MARGIN + n + MARGIN, beyond(AFTER));
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
            let token = self.padded[i + MARGIN];
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
            let token = self.padded[i + MARGIN];
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

const BEFORE: u64 = value("before");
const AFTER: u64 = value("after");
const FLAG: u64 = value("paragraph");
const ACCORDING: u64 = value("according");
const COLON: u64 = value(":");
const THAT: u64 = value("that");
const AND: u64 = value("and");
const CLITIC_S: u64 = value("'s");

/// Attributes of what stands beyond an end.
fn beyond(end: u64) -> Attributes {
    Attributes {
        word: end,
        suffix2: end,
        suffix3: end,
        prefix: end,
        shape: end,
        tag: end,
        state: end,
        coarse: end,
        fine: end,
        lists: end,
        cue: CueClass { part: 7, head: 7, frame: 0 },
        ..Attributes::default()
    }
}

/// Two commas are another thing than one; the other bits are sets.
fn join(set: u16, token: u16) -> u16 {
    if token == 1 && set & 1 != 0 { set | 2 } else { set | token }
}

fn attributes(context: &Context<'_, '_>, i: usize, class: &impl Fn(u64) -> CueClass) -> Attributes {
    let token = context.document.tokens[i];
    let word = context.word(i);
    let tag = context.tag(i);
    let (quotation, words) = quotation(context, i);
    let spelling = Spelling::of(word);
    let cue = class(spelling.word);
    let form = context.form(i);
    let (coarse, fine) = form.clusters.map_or((0, 0), |(coarse, fine)| (u64::from(coarse) + 1, u64::from(fine) + 1));
    let kind = kind(token, word, quotation);
    let mut out = Attributes {
        word: spelling.word,
        suffix2: spelling.suffix2,
        suffix3: spelling.suffix3,
        prefix: spelling.prefix,
        shape: spelling.shape,
        // signs share a tag: tell them apart
        tag: if tag == Tag::PUNCT { spelling.word } else { tag as u64 },
        state: quotation as u64 * 4 + length_class(quotation, words),
        coarse,
        fine,
        lists: lists(token, word, tag, form.lists),
        cue,
        quotation,
        kind,
        facts: facts(token, tag, spelling.word, cue),
        between: 0,
    };
    out.facts.set(Facts::STOP, kind == Kind::End || matches!(word, "." | "?" | "!"));
    out.between = between(&out, word, tag);
    out
}

fn facts(token: Token, tag: Tag, word: u64, cue: CueClass) -> Facts {
    let mut facts = Facts::default();
    facts.set(Facts::CAPITAL, token.capital);
    facts.set(Facts::VERB, tag.is_verb() || tag == Tag::MD);
    facts.set(Facts::FINITE, tag.is_finite());
    let reports = (cue.head >= 3 && (tag.is_verb() || word == ACCORDING)) || (cue.head >= 4 && word != CLITIC_S);
    facts.set(Facts::ANCHOR, reports);
    let nominal = tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::CD | Tag::POS | Tag::IN);
    facts.set(Facts::NOMINAL, nominal || matches!(tag, Tag::PRPS | Tag::VBN) || word == AND);
    facts.set(Facts::OPENS_NOMINAL, nominal || matches!(tag, Tag::PRP | Tag::PRPS | Tag::PDT));
    facts.set(Facts::NAME, tag == Tag::NNP);
    facts
}

/// Role noun (1), given name (2), title (4), group (8), document (16), body (32).
fn lists(token: Token, word: &str, tag: Tag, lists: Lists) -> u64 {
    let given = token.capital && tag.is_name() && GivenNames::curated().contains(word);
    u64::from(lists.any(Lists::ROLE) && tag.is_noun())
        | u64::from(given) << 1
        | u64::from(lists.any(Lists::TITLE)) << 2
        | u64::from(lists.any(Lists::GROUP) && tag.is_noun()) << 3
        | u64::from(lists.any(Lists::DOCUMENT) && tag.is_noun()) << 4
        | u64::from(lists.any(Lists::BODY) && tag.is_noun()) << 5
}

/// Where the token stands in a quotation, and how many words that has.
fn quotation(context: &Context<'_, '_>, i: usize) -> (Quotation, usize) {
    let Some(span) = context.mark(i) else { return (Quotation::Outside, 0) };
    let place = if i == span.tokens.start {
        Quotation::First
    } else if i + 1 == span.tokens.end && context.document.tokens[i].kind == TokenKind::Mark {
        Quotation::Closing
    } else {
        Quotation::Inside
    };
    (place, span.words)
}

fn length_class(quotation: Quotation, words: usize) -> u64 {
    match words {
        _ if quotation == Quotation::Outside => 0,
        0 | 1 => 1,
        2..=4 => 2,
        _ => 3,
    }
}

fn kind(token: Token, word: &str, quotation: Quotation) -> Kind {
    let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
    match (quotation, word) {
        (Quotation::First, _) => Kind::Opening,
        (Quotation::Closing, _) => Kind::Closing,
        _ if is_word => Kind::Word,
        (_, ",") => Kind::Comma,
        (_, "." | "?" | "!") => Kind::End,
        _ => Kind::Sign,
    }
}

fn between(token: &Attributes, word: &str, tag: Tag) -> u16 {
    match word {
        "," => 1,
        ";" | ":" => 4,
        "-" | "--" | "—" | "–" => 8,
        _ if token.quotation == Quotation::First => 16,
        _ if token.quotation == Quotation::Closing => 32,
        _ if token.word == THAT => 64,
        _ => match tag {
            Tag::CC => 128,
            Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB => 256,
            _ => 0,
        },
    }
}

/// Hashes of how a word is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) word: u64,
    suffix2: u64,
    suffix3: u64,
    prefix: u64,
    shape: u64,
}

impl Spelling {
    /// Letters in lower case, digits as 0, curly apostrophes straight. What
    /// stands past the 48th byte does not count.
    pub(crate) fn of(word: &str) -> Spelling {
        let mut bytes = [0_u8; 48];
        let mut n = 0;
        let mut shape = 0_u64;
        let mut put = |byte: u8| {
            if let Some(place) = bytes.get_mut(n) {
                *place = byte;
                n += 1;
            }
        };
        let mut look = |class: u8| {
            if shape as u8 != class && shape >> 32 == 0 {
                shape = shape << 8 | u64::from(class);
            }
        };
        for c in word.chars() {
            if c.is_ascii() {
                let byte = c as u8;
                put(if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() });
                look(match byte {
                    b'A'..=b'Z' => b'A',
                    b'a'..=b'z' => b'a',
                    b'0'..=b'9' => b'0',
                    other => other,
                });
            } else if matches!(c, '’' | '‘') {
                put(b'\'');
                look(b'\'');
            } else {
                let mut buffer = [0; 4];
                for lower in c.to_lowercase() {
                    lower.encode_utf8(&mut buffer).bytes().for_each(&mut put);
                }
                look(if c.is_uppercase() {
                    b'A'
                } else if c.is_alphabetic() {
                    b'a'
                } else {
                    b'u'
                });
            }
        }
        let bytes = &bytes[..n];
        Spelling {
            word: hash(bytes),
            suffix2: hash(&bytes[n.saturating_sub(2)..]),
            suffix3: hash(&bytes[n.saturating_sub(3)..]),
            prefix: hash(&bytes[..n.min(4)]),
            shape,
        }
    }
}

/// As [`value`], of bytes.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_ignores_case_digits_and_curls() {
        assert_eq!(Spelling::of("That").word, THAT);
        assert_eq!(Spelling::of("’S").word, CLITIC_S);
        assert_eq!(Spelling::of("1987").word, Spelling::of("2004").word);
        assert_eq!(Spelling::of("ÉLAN").word, Spelling::of("élan").word);
        assert_eq!(Spelling::of("Élan").shape, u64::from(b'A') << 8 | u64::from(b'a'));
        assert_ne!(Spelling::of("ran").suffix2, Spelling::of("run").suffix2);
        assert_eq!(Spelling::of("walked").suffix3, Spelling::of("talked").suffix3);
        assert_eq!(Spelling::of(&"x".repeat(99)).word, Spelling::of(&"x".repeat(48)).word);
        assert_eq!(Spelling::of("").word, 0);
    }

    #[test]
    fn one_comma_is_not_two() {
        assert_eq!(join(join(0, 1), 64), 65);
        assert_eq!(join(join(0, 1), 1), 3);
    }
}
