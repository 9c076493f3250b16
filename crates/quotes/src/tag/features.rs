//! What the tagger looks at, hashed.
//!
//! Input: the words of a sentence and the tags decided so far. Output: for the
//! word in the middle of the window, the rows of the weight table that its
//! features fall on. Every word is hashed once; features mix these numbers by
//! multiplication and exclusive or. No text is made and nothing is stored
//! beyond the window, which is used again for the next sentence. Templates
//! follow Ratnaparkhi (1996) and Toutanova et al. (2003), with the set of tags
//! that the next words are known to have, since nothing is decided there yet.

use super::letters::{DIGIT, DOT, HYPHEN, Letters, MULTIPLIER, NO_WORD, UPPER};
use super::set::Tag;
use super::vocabulary::Known;
use crate::document::TokenKind;
use crate::lexicon::{FormId, UNKNOWN};

/// Features of a word.
pub(crate) const FEATURES: usize = 34;
/// Tags that weights decide between.
pub(crate) const LANES: usize = 32;

/// Word at the start of a sentence, and in a title.
const START: u16 = 256;
const TITLE: u16 = 512;

/// The shape of a comma.
const COMMA: u16 = NO_WORD | b',' as u16;

/// The tags of the lanes: all but those that only the dictionary gives
/// (*to*, *whose*), list items and signs.
const LANE_TAGS: [Tag; LANES] = [
    Tag::CC,
    Tag::CD,
    Tag::DT,
    Tag::EX,
    Tag::FW,
    Tag::IN,
    Tag::JJ,
    Tag::JJR,
    Tag::JJS,
    Tag::MD,
    Tag::NN,
    Tag::NNP,
    Tag::NNPS,
    Tag::NNS,
    Tag::PDT,
    Tag::POS,
    Tag::PRP,
    Tag::PRPS,
    Tag::RB,
    Tag::RBR,
    Tag::RBS,
    Tag::RP,
    Tag::UH,
    Tag::VB,
    Tag::VBD,
    Tag::VBG,
    Tag::VBN,
    Tag::VBP,
    Tag::VBZ,
    Tag::WDT,
    Tag::WP,
    Tag::WRB,
];

/// The lane of a tag, if weights decide on it.
pub(crate) fn lane_of(tag: Tag) -> Option<usize> {
    LANE_TAGS.iter().position(|&lane| lane == tag)
}

/// What a dictionary knows of a word.
pub(crate) trait Lookup {
    /// The class of words that the word belongs to (0: unknown), and its tag
    /// if it has only one.
    fn find(&self, key: u64) -> (u8, Option<Tag>);
    /// The same of the word in lower case and, if it has a capital, with it;
    /// and its form, if a lexicon is at hand.
    fn known(&self, key: u64, capital: bool) -> Known {
        let large = if capital { self.find(key ^ super::CAPITAL) } else { (0, None) };
        Known { form: UNKNOWN, small: self.find(key), large }
    }
    /// How many bits number a row of the weight table.
    fn row_bits(&self) -> u32;
}

/// A word as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keys {
    word: u64,
    /// last four bytes, the last one on top
    suffix: u32,
    /// first three bytes
    prefix: u32,
    shape: u16,
    /// classes as written and in the other case
    class: u16,
    /// the next finite verb of the sentence that the dictionary decides, 0 if none
    verb_after: u16,
    decided: Option<Tag>,
    form: FormId,
}

/// A sentence as features see it, with room on both sides.
#[derive(Debug, Default)]
pub(crate) struct Window {
    keys: Vec<Keys>,
    row_bits: u32,
}

/// Words that stand before and after a sentence.
const PAD: usize = 2;
const BEFORE: Keys = Keys { word: 11, suffix: 1, prefix: 1, shape: 0x8001, class: 0xfe01, verb_after: 0, decided: None, form: UNKNOWN };
const AFTER: Keys = Keys { word: 13, suffix: 2, prefix: 2, shape: 0x8002, class: 0xfe02, verb_after: 0, decided: None, form: UNKNOWN };

impl Window {
    /// Takes in a sentence.
    pub(crate) fn fill<'t>(&mut self, words: impl Iterator<Item = (&'t str, TokenKind)>, title: bool, dictionary: &impl Lookup) {
        self.row_bits = dictionary.row_bits();
        self.keys.clear();
        self.keys.extend([BEFORE; PAD]);
        let mut start = true;
        for (word, kind) in words {
            let keys = match kind {
                TokenKind::Word => word_keys(word, title, start, dictionary),
                TokenKind::Number => fixed_keys(word, Tag::CD),
                TokenKind::Mark | TokenKind::Sign => fixed_keys(word, Tag::PUNCT),
            };
            // an opening mark leaves the next word at the start
            start &= matches!(kind, TokenKind::Mark | TokenKind::Sign);
            self.keys.push(keys);
        }
        let mut after = 0;
        for keys in self.keys.iter_mut().rev() {
            keys.verb_after = after;
            if let Some(verb) = keys.decided.filter(|tag| tag.is_finite()) {
                after = verb as u16 + 1;
            }
        }
        self.keys.extend([AFTER; PAD]);
    }

    /// The form of every word without digits; none for other tokens.
    pub(crate) fn forms(&self) -> impl Iterator<Item = Option<FormId>> {
        let own = &self.keys[PAD..self.keys.len() - PAD];
        own.iter().map(|keys| (keys.shape & (NO_WORD | DIGIT) == 0).then_some(keys.form))
    }

    /// Tags the sentence; `choose` gives the lane with the highest sum of rows.
    #[inline(always)]
    pub(crate) fn decide(&self, mut choose: impl FnMut(&[u32; FEATURES]) -> usize, tags: &mut Vec<Tag>) {
        self.decide_with(|_, rows| LANE_TAGS[choose(rows) % LANES], tags);
    }

    /// The same, told which word it is about.
    #[inline(always)]
    pub(crate) fn decide_with(&self, mut choose: impl FnMut(usize, &[u32; FEATURES]) -> Tag, tags: &mut Vec<Tag>) {
        let (mut before, mut last) = (Tag::COUNT as u64, Tag::COUNT as u64);
        // the last verb, and whether a comma came since
        let mut verb = Tag::COUNT as u64;
        for (i, around) in self.keys.windows(2 * PAD + 1).enumerate() {
            let tag = match around[PAD].decided {
                Some(tag) => tag,
                None => choose(i, &rows(around, [before, last, verb], self.row_bits)),
            };
            tags.push(tag);
            (before, last) = (last, tag as u64);
            if tag.is_verb() || tag == Tag::MD {
                verb = last;
            } else if around[PAD].shape == COMMA {
                verb |= 0x80;
            }
        }
    }

    /// The tag of a lane.
    pub(crate) fn lane_tag(lane: usize) -> Tag {
        LANE_TAGS[lane % LANES]
    }
}

/// Rows of the features of the middle word; `t2`, `t1`: the tags before it,
/// `verb`: the last verb's.
#[inline(always)]
fn rows(around: &[Keys], [t2, t1, verb]: [u64; 3], bits: u32) -> [u32; FEATURES] {
    let [a, b, w, c, d] = [0, 1, 2, 3, 4].map(|i| around[i]);
    let shift = 64 - bits;
    let mut template = 0_u64;
    let mut row = |first: u64, second: u64| {
        template = template.wrapping_add(0xd6e8_feb8_6659_fd93);
        let mixed = (first ^ template).wrapping_mul(MULTIPLIER);
        ((mixed ^ (mixed >> 32) ^ second.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(MULTIPLIER) >> shift) as u32
    };
    let suffix = |keys: Keys, length: u32| u64::from(keys.suffix >> (8 * (4 - length)));
    let (s3, class, shape) = (suffix(w, 3), u64::from(w.class), u64::from(w.shape));
    let (next, after) = (u64::from(c.class), u64::from(d.class));
    let tags = t2 << 8 | t1;
    [
        row(w.word, 0),
        row(b.word, 0),
        row(c.word, 0),
        row(a.word, 0),
        row(d.word, 0),
        row(b.word, w.word),
        row(w.word, c.word),
        row(s3, shape),
        row(suffix(w, 2), 0),
        row(suffix(w, 4), 0),
        row(s3, 0),
        row(u64::from(w.prefix), 0),
        row(shape, u64::from(b.shape) << 16 | u64::from(c.shape)),
        row(shape, t1),
        row(class, 0),
        row(class, t1),
        row(class, tags),
        row(class, next),
        row(class, next << 16 | t1),
        row(class << 16 | next, after),
        row(next, t1),
        row(next << 16 | after, t1),
        row(tags, 0),
        row(w.word, t1),
        row(w.word, tags),
        row(c.word, t1),
        row(s3, t1),
        row(suffix(c, 3), 0),
        row(w.word, next),
        row(w.word, next << 16 | t1),
        row(b.word, class),
        row(b.word ^ c.word.rotate_left(7), class),
        row(class << 16 | next, (verb & 0x7f) << 1 | u64::from(w.verb_after != 0)),
        row(class << 8 | t1, (verb & 0x7f) << 1 | u64::from(w.verb_after != 0)),
    ]
}

/// A number or sign.
fn fixed_keys(word: &str, tag: Tag) -> Keys {
    let letters = Letters::of(word);
    let [first, _, third, ..] = letters.first.to_le_bytes();
    let sign = if tag == Tag::PUNCT { u16::from(first ^ third) } else { 0x100 };
    Keys {
        word: letters.hash,
        suffix: u32::from(sign),
        prefix: 0,
        shape: NO_WORD | sign,
        class: 0xfc00 | sign,
        verb_after: 0,
        decided: Some(tag),
        form: UNKNOWN,
    }
}

fn word_keys(word: &str, title: bool, start: bool, dictionary: &impl Lookup) -> Keys {
    let letters = Letters::of(word);
    let key = letters.hash;
    let mut shape = letters.shape;
    let capital = shape & UPPER != 0;
    let Known { form, small: (small, small_tag), large: (large, large_tag) } = dictionary.known(key, capital);
    // the lexicon knows words by all their digits
    let form = if shape & DIGIT == 0 { form } else { UNKNOWN };
    let (class, decided) = if !capital {
        (u16::from(small), small_tag)
    } else {
        // a capital that means little, at the start or in a title, leaves both readings
        let decided = match (title || start, small, large) {
            (true, _, 0) => small_tag,
            (true, 0, _) | (false, ..) => large_tag,
            _ => small_tag.filter(|_| small_tag == large_tag),
        };
        (u16::from(large) << 8 | u16::from(small), decided)
    };
    if title {
        shape = TITLE | (shape & (DIGIT | HYPHEN | DOT));
    } else if start {
        shape |= START;
    }
    Keys { word: key, suffix: letters.suffix, prefix: letters.first as u32 & 0x00ff_ffff, shape, class, verb_after: 0, decided, form }
}
