//! The feature templates: what is looked at round a token.
//!
//! Input: a paragraph's attributes. Output: rows of the table of weights,
//! handed one by one to a function. A feature is a template, known by its
//! number, and up to three values, all of them spread over 64 bits when the
//! attributes are made; its row is the upper bits of their mixture. Templates
//! that ask the same of several neighbours have their rows side by side, so
//! that the next token finds them at hand. No text is made and nothing is
//! kept. A change here makes older models worthless: raise [`VERSION`].

use super::attributes::{Attributes, Facts, Kind, spread};
use super::view::{NONE, Place, View};

/// Of the templates and all that they read; stands in model files.
pub(crate) const VERSION: u8 = 3;

/// No token has more features.
pub(crate) const MOST: usize = 160;

const fn salt(template: u64) -> u64 {
    spread(template + 1).wrapping_mul(0xe703_7ed1_a0b4_28db)
}

/// Where rows are cut off hashes: their upper bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    shift: u32,
}

impl Rows {
    /// Rows below two to the power of `bits`, 3 to 32.
    pub(crate) fn of_bits(bits: u32) -> Rows {
        Rows { shift: 64 - bits }
    }

    #[inline(always)]
    fn feature(self, template: u64, a: u64, b: u64, c: u64) -> u32 {
        let sum = salt(template) ^ a ^ b.rotate_left(21) ^ c.rotate_left(42);
        (sum.wrapping_mul(0x8ebc_6af0_9c88_c6e3) >> self.shift) as u32
    }

    /// The row at `place` of the block of `SIZE` rows that `hash` names.
    #[inline(always)]
    fn of_block<const SIZE: u32>(self, hash: u64, place: u32) -> u32 {
        (hash >> self.shift) as u32 & !(SIZE - 1) | place
    }
}

/// Hands on rows, a line each: number of the template, then its values.
macro_rules! emit {
    ($rows:ident, $out:ident; $($template:literal: $a:expr $(, $b:expr $(, $c:expr)?)?;)*) => {
        $($out($rows.feature($template, $a, emit!(@ $($b)?), emit!(@ $($($c)?)?)));)*
    };
    (@) => { 0 };
    (@ $value:expr) => { $value };
}

/// Hands on rows of blocks, a line each: what the block belongs to and how
/// many rows it has, then the offsets of the tokens that it is asked of.
macro_rules! emit_blocks {
    ($view:ident, $i:ident, $rows:ident, $out:ident; $($field:ident[$size:literal]: $($place:literal: $offset:literal),*;)*) => {
        $($($out($rows.of_block::<$size>($view.near($i, $offset).blocks.$field, $place));)*)*
    };
}

/// Hands the rows of the features of token `i` to `out`, at most [`MOST`].
#[inline(always)]
pub(crate) fn features(view: &View, i: usize, rows: Rows, out: &mut impl FnMut(u32)) {
    let place = &view.places[i];
    let sides = Sides::of(view, i, place);
    blocks(view, i, rows, out);
    words(view, i, rows, out);
    anchors(view, i, place, &sides, rows, out);
    frames(view, i, &sides, rows, out);
    clauses(view, i, place, &sides, rows, out);
    sentence(view, i, place, rows, out);
    clusters(view, i, place, &sides, rows, out);
    if view.at(i).facts.any(Facts::CAPITAL) || view.at(i).facts.any(Facts::NAME) {
        capitals(view, i, place, rows, out);
    }
    groups(view, i, place, rows, out);
    reports(view, i, place, &sides, rows, out);
}

/// What is asked of one token or of neighbours alone: every block once a place.
#[inline(always)]
fn blocks(view: &View, i: usize, rows: Rows, out: &mut impl FnMut(u32)) {
    emit_blocks! { view, i, rows, out;
        word[8]: 0: 0, 1: -1, 2: -2, 3: -3, 4: 1, 5: 2, 6: 3;
        words[4]: 0: -1, 1: 0, 2: -2, 3: 1;
        suffix[4]: 0: 0, 1: -1, 2: 1;
        tag[8]: 0: 0, 1: -1, 2: 1, 3: -2, 4: 2;
        tags[2]: 0: -1, 1: 0;
        three_tags[4]: 0: -1, 1: -2, 2: 0;
        states[2]: 0: -1, 1: 0;
        fine[4]: 0: 0, 1: -1, 2: 1;
        coarse[4]: 0: 0, 1: -1, 2: 1;
        clusters[2]: 0: -1, 1: 0;
    }
}

#[inline(always)]
fn words(view: &View, i: usize, rows: Rows, out: &mut impl FnMut(u32)) {
    let (x, l1, l2, r1, r2) = (view.at(i), view.near(i, -1), view.near(i, -2), view.near(i, 1), view.near(i, 2));
    emit! { rows, out;
        0: 0;
        13: x.suffix2;
        16: x.prefix;
        17: x.shape;
        18: l1.shape, x.shape, r1.shape;
        20: x.state;
        23: l2.state, x.state, r2.state;
        24: x.state, x.word;
        38: x.tag, x.word;
        41: l1.word, x.tag;
        42: x.tag, r1.word;
    }
}

/// Distances between tokens in seven classes.
#[inline(always)]
fn distance(tokens: usize) -> u64 {
    const CLASSES: [u8; 14] = [0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 6];
    spread(u64::from(CLASSES[tokens.min(13)]))
}

/// The distance of a token of the sentence, if there is one.
#[inline(always)]
fn distance_to(i: usize, other: usize) -> u64 {
    if other == NONE { ABSENT } else { distance(i.abs_diff(other)) }
}

/// Value of what is not there.
const ABSENT: u64 = spread(999);

/// A small number, `most` standing for all above it.
#[inline(always)]
fn small(number: usize, most: usize) -> u64 {
    spread(number.min(most) as u64)
}

/// An attribute of a token, if there is one.
#[inline(always)]
fn of(view: &View, i: usize, attribute: impl Fn(&Attributes) -> u64) -> u64 {
    if i == NONE { ABSENT } else { attribute(view.at(i)) }
}

#[inline(always)]
fn word_of(view: &View, i: usize) -> u64 {
    of(view, i, |token| token.word)
}

#[inline(always)]
fn frame_of(view: &View, i: usize) -> u64 {
    of(view, i, |token| token.frame)
}

/// The nearest words that can report, and what stands between.
struct Sides {
    left: u64,
    right: u64,
    left_frame: u64,
    right_frame: u64,
    to_left: u64,
    to_right: u64,
    before: u64,
    after: u64,
}

impl Sides {
    #[inline(always)]
    fn of(view: &View, i: usize, place: &Place) -> Sides {
        let between = |anchor: usize, set: u16| if anchor == NONE { ABSENT } else { spread(u64::from(set)) };
        Sides {
            left: word_of(view, place.left),
            right: word_of(view, place.right),
            left_frame: frame_of(view, place.left),
            right_frame: frame_of(view, place.right),
            to_left: distance_to(i, place.left),
            to_right: distance_to(i, place.right),
            before: between(place.left, place.before),
            after: between(place.right, place.after),
        }
    }
}

#[inline(always)]
fn anchors(view: &View, i: usize, place: &Place, sides: &Sides, rows: Rows, out: &mut impl FnMut(u32)) {
    let x = view.at(i);
    let &Sides { left, right, to_left, to_right, before, after, .. } = sides;
    emit! { rows, out;
        50: left;
        51: right;
        52: to_left, x.state;
        53: to_right, x.state;
        54: to_left, to_right, x.state;
        55: left, to_left;
        56: right, to_right;
        57: x.tag, to_left, to_right;
        58: word_of(view, place.second);
        60: before, x.state;
        61: after, x.state;
        62: before, x.tag, to_left;
        63: after, x.tag, to_right;
        64: left, before;
        65: right, after;
    }
}

#[inline(always)]
fn frames(view: &View, i: usize, sides: &Sides, rows: Rows, out: &mut impl FnMut(u32)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let &Sides { left_frame: left, right_frame: right, to_left, to_right, before, after, .. } = sides;
    emit! { rows, out;
        70: x.frame, x.tag;
        71: left, to_left;
        72: right, to_right;
        73: left, x.tag, to_left;
        74: right, x.tag, to_right;
        75: left, before;
        76: right, after;
        77: x.part, x.tag;
        78: x.head, x.tag;
        79: l1.part, x.part, r1.part;
        80: left, x.word;
        81: l1.head ^ x.head.rotate_left(11), r1.head, r1.tag;
    }
}

/// Finite verbs between the token and the anchors and in the sentence.
#[inline(always)]
fn clauses(view: &View, i: usize, place: &Place, sides: &Sides, rows: Rows, out: &mut impl FnMut(u32)) {
    let x = view.at(i);
    let count = |start: usize, end: usize| small(view.finite(start, end), 3);
    let left = if place.left == NONE { ABSENT } else { count(place.left + 1, i) };
    let right = if place.right == NONE { ABSENT } else { count(i + 1, place.right) };
    emit! { rows, out;
        85: left, x.tag, sides.to_left;
        86: right, x.tag, sides.to_right;
        87: left, right, x.state;
        88: count(place.start, i), count(i + 1, place.end), x.tag;
    }
}

#[inline(always)]
fn sentence(view: &View, i: usize, place: &Place, rows: Rows, out: &mut impl FnMut(u32)) {
    let x = view.at(i);
    let (first, last) = (view.at(place.start), view.at(place.end - 1));
    let position = i - place.start;
    let holds = spread(place.holds);
    emit! { rows, out;
        90: small(position, 6);
        91: small(place.end - 1 - i, 4), last.word;
        92: holds, x.tag;
        93: holds, x.state;
        94: first.word;
        95: first.tag, small(position, 3), x.tag;
        96: first.state, x.state, last.state;
        97: small(place.sentence, 3), x.state, u64::from(place.start == 0);
        98: view.near(place.start, -1).state, x.state, first.state;
    }
    for &flag in &view.flags {
        emit! { rows, out;
            100: flag, x.tag;
            101: flag, x.state, small(i, 3);
        }
    }
}

#[inline(always)]
fn clusters(view: &View, i: usize, place: &Place, sides: &Sides, rows: Rows, out: &mut impl FnMut(u32)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let fine = |i: usize| of(view, i, |token| token.fine);
    emit! { rows, out;
        118: fine(place.left), sides.to_left;
        119: fine(place.right), sides.to_right;
        120: x.lists;
        121: l1.lists, x.lists, r1.lists;
        122: l1.lists, x.shape, sides.to_right;
    }
}

/// Capitalised words are followed so far to each side.
const RUN: usize = 6;

/// What stands round the run of capitalised words.
#[inline(always)]
fn capitals(view: &View, i: usize, place: &Place, rows: Rows, out: &mut impl FnMut(u32)) {
    let (mut start, mut end) = (i, i);
    let capital = |i: usize| view.at(i).facts.any(Facts::CAPITAL);
    while start > place.start && i - start < RUN && capital(start - 1) {
        start -= 1;
    }
    while end + 1 < place.end && end - i < RUN && capital(end + 1) {
        end += 1;
    }
    let (before, after) = (view.near(start, -1), view.near(end, 1));
    emit! { rows, out;
        130: after.word;
        131: before.word;
        132: after.tag, before.tag;
        133: after.head, after.tag, u64::from(before.kind == Kind::Comma);
    }
}

/// Verbs are looked for so far away.
const SIGHT: usize = 8;

/// What follows the noun group that begins here; the verbs on both sides.
#[inline(always)]
fn groups(view: &View, i: usize, place: &Place, rows: Rows, out: &mut impl FnMut(u32)) {
    let x = view.at(i);
    if x.facts.any(Facts::OPENS_NOMINAL) {
        let next = view.near(place.group_end - 1, 1);
        emit! { rows, out;
            134: next.word;
            135: next.tag, next.head;
            136: next.frame, x.tag;
        }
    }
    let near = |verb: usize| if verb != NONE && verb.abs_diff(i) <= SIGHT { verb } else { NONE };
    let (left, right) = (near(place.verb_left), near(place.verb_right));
    let far = |verb: usize| if verb == NONE { ABSENT } else { small(verb.abs_diff(i), 4) };
    let tag = |verb: usize| of(view, verb, |token| token.tag);
    let (to_left, left_frame) = (far(left), frame_of(view, left));
    emit! { rows, out;
        140: word_of(view, right), far(right);
        141: word_of(view, left), to_left;
        142: frame_of(view, right), x.tag;
        143: left_frame, x.tag, to_left;
        144: tag(right), tag(left), x.tag;
    }
}

/// What the lexicon knows of the words round the token that can report, and
/// the verb groups that they stand in.
#[inline(always)]
fn reports(view: &View, i: usize, place: &Place, sides: &Sides, rows: Rows, out: &mut impl FnMut(u32)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let lemma = |i: usize| of(view, i, |token| token.lemma);
    let reported = |i: usize| of(view, i, |token| token.reports);
    let voice = |i: usize| if i == NONE { ABSENT } else { view.places[i].voice };
    let &Sides { to_left, to_right, before, after, .. } = sides;
    // the main verb behind the noun group that begins here
    let behind = view.places.get(place.group_end).filter(|_| place.group_end < place.end).map_or(NONE, |next| next.main);
    let own = place.main;
    let to_own = if own == NONE { ABSENT } else { small(own.abs_diff(i), 3) };
    emit! { rows, out;
        150: x.lemma, x.tag;
        151: l1.reports, x.reports, r1.reports;
        152: lemma(place.left), to_left;
        153: lemma(place.right), to_right;
        154: reported(place.left), before, x.tag;
        155: reported(place.right), after, x.tag;
        156: word_of(view, own), to_own;
        157: frame_of(view, own), to_own, place.voice;
        158: word_of(view, behind), x.tag;
        159: frame_of(view, behind), x.tag, x.lists;
        160: voice(place.left), sides.left_frame, to_left;
        161: voice(place.right), to_right, x.tag;
        162: reported(own), to_own, place.voice;
        163: reported(behind), voice(behind), x.tag;
    }
}
