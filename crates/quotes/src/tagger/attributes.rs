//! The attributes of a token that the templates ask for.
//!
//! Input: the layers of a text and the classes of cues. Output: hashes of the
//! word, its tag, clusters and lists, and its place in a quotation, each made
//! once a token and free of its neighbours. Nothing is allocated.

use inquit_gazetteer::GivenNames;

use super::cue_classes::CueClass;
use super::spelling::Spelling;
use crate::context::Context;
use crate::document::{Token, TokenKind};
use crate::feature::value;
use crate::lexicon::{Lists, Tag};

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

/// A number spread over 64 bits, so that mixtures of several differ in their
/// upper bits.
#[inline(always)]
pub(crate) const fn spread(number: u64) -> u64 {
    let product = (number ^ 0xa076_1d64_78bd_642f).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

/// Hashes of what templates ask of several neighbours: each names a block of rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Blocks {
    pub(crate) word: u64,
    /// The word and the next.
    pub(crate) words: u64,
    /// The last three bytes.
    pub(crate) suffix: u64,
    pub(crate) tag: u64,
    /// The tags of the token and of the next, or of the next two.
    pub(crate) tags: u64,
    pub(crate) three_tags: u64,
    /// The states of the token and of the next.
    pub(crate) states: u64,
    pub(crate) fine: u64,
    pub(crate) coarse: u64,
    /// The coarse clusters of the token and of the next.
    pub(crate) clusters: u64,
}

impl Blocks {
    /// The blocks of a token with the two that follow it.
    pub(super) fn of([token, next, after]: [&Attributes; 3]) -> Blocks {
        let block = |number: u64, a: u64, b: u64, c: u64| {
            let sum = spread(number) ^ a ^ b.rotate_left(21) ^ c.rotate_left(42);
            sum.wrapping_mul(0xd6e8_feb8_6659_fd93)
        };
        Blocks {
            word: block(1001, token.word, 0, 0),
            words: block(1002, token.word, next.word, 0),
            suffix: block(1003, token.suffix3, 0, 0),
            tag: block(1004, token.tag, 0, 0),
            tags: block(1005, token.tag, next.tag, 0),
            three_tags: block(1006, token.tag, next.tag, after.tag),
            states: block(1007, token.state, next.state, 0),
            fine: block(1008, token.fine, 0, 0),
            coarse: block(1009, token.coarse, 0, 0),
            clusters: block(1010, token.coarse, next.coarse, 0),
        }
    }
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
    /// The base form of the cue that the lexicon has for it; 0 if none.
    pub(crate) lemma: u64,
    /// What that cue reports and its part of speech, from 1; 0 if none.
    pub(crate) reports: u64,
    pub(crate) cue: CueClass,
    /// The classes of `cue`, as hashes.
    pub(crate) part: u64,
    pub(crate) head: u64,
    pub(crate) frame: u64,
    pub(crate) quotation: Quotation,
    pub(crate) kind: Kind,
    pub(crate) facts: Facts,
    /// What it is to tokens that have it between them: one bit.
    pub(super) between: u16,
    /// Set once the tokens that follow are known.
    pub(crate) blocks: Blocks,
}

pub(super) const ACCORDING: u64 = value("according");
const THAT: u64 = value("that");
const AND: u64 = value("and");
const CLITIC_S: u64 = value("'s");

/// Attributes of what stands beyond an end.
pub(super) fn beyond(end: u64) -> Attributes {
    let cue = CueClass { part: 7, head: 7, frame: 0 };
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
        lemma: end,
        reports: end,
        cue,
        part: spread(u64::from(cue.part)),
        head: spread(u64::from(cue.head)),
        frame: spread(u64::from(cue.frame)),
        ..Attributes::default()
    }
}

/// The attributes of token `i`. `class` tells of the hash of a form how it reports.
pub(super) fn attributes(context: &Context<'_, '_>, i: usize, class: &impl Fn(u64) -> CueClass) -> Attributes {
    let token = context.document.tokens[i];
    let word = context.word(i);
    let tag = context.tag(i);
    let (quotation, words) = quotation(context, i);
    let spelling = Spelling::of(usual_mark(token, word, quotation).unwrap_or(word));
    let cue = class(spelling.word);
    let form = context.form(i);
    let (coarse, fine) = form.clusters.map_or((0, 0), |(coarse, fine)| (u64::from(coarse) + 1, u64::from(fine) + 1));
    let kind = kind(token, word, quotation);
    let entry = if tag.is_noun() {
        form.noun
    } else if tag.is_adjective() {
        form.adjective
    } else {
        form.verb
    };
    let entry = entry.map(|index| context.lexicon.cue(index));
    let mut out = Attributes {
        word: spelling.word,
        suffix2: spelling.suffix2,
        suffix3: spelling.suffix3,
        prefix: spelling.prefix,
        shape: spelling.shape,
        // signs share a tag: tell them apart
        tag: if tag == Tag::PUNCT { spelling.word } else { spread(tag as u64) },
        state: spread(quotation as u64 * 4 + length_class(quotation, words)),
        coarse: spread(coarse),
        fine: spread(fine),
        lists: spread(lists(token, word, tag, form.lists)),
        lemma: entry.map_or(0, |entry| entry.key),
        reports: spread(entry.map_or(0, |entry| 1 + entry.class as u64 + 4 * (entry.part as u64))),
        cue,
        part: spread(u64::from(cue.part)),
        head: spread(u64::from(cue.head)),
        frame: spread(u64::from(cue.frame)),
        quotation,
        kind,
        facts: facts(token, tag, spelling.word, cue),
        between: 0,
        blocks: Blocks::default(),
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

/// The mark that the annotated news has where other texts have *‘*, *«* or *„*:
/// to the tagger they are one.
fn usual_mark(token: Token, word: &str, quotation: Quotation) -> Option<&'static str> {
    match quotation {
        _ if token.kind != TokenKind::Mark || matches!(word, "\"" | "“" | "”") => None,
        Quotation::First => Some("“"),
        Quotation::Closing => Some("”"),
        _ => None,
    }
}

/// Where the token stands in a quotation, and how many words that has.
pub(super) fn quotation(context: &Context<'_, '_>, i: usize) -> (Quotation, usize) {
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
