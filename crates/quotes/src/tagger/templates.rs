//! The feature templates: what is looked at round a token.
//!
//! Input: a paragraph's attributes. Output: hashes of features, handed one by
//! one to a function. A feature is a template, known by its number, and up to
//! three values; the hash is a sum of products, mixed once. No text is made and
//! nothing is kept. A change here makes older models worthless: raise
//! [`VERSION`].

use super::attributes::{Facts, Kind};
use super::cue_classes::CueClass;
use super::view::{NONE, Place, View};

/// Of the templates and all that they read; stands in model files.
pub(crate) const VERSION: u8 = 2;

/// No token has more features.
pub(crate) const MOST: usize = 160;

const PRODUCTS: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93, 0xa076_1d64_78bd_642f];

const fn salt(template: u64) -> u64 {
    (template + 1).wrapping_mul(0xe703_7ed1_a0b4_28db)
}

/// The hash of a feature; its upper bits are the well-mixed ones.
#[inline(always)]
fn feature(template: u64, a: u64, b: u64, c: u64) -> u64 {
    let sum = salt(template)
        .wrapping_add(a.wrapping_mul(PRODUCTS[0]))
        .wrapping_add(b.wrapping_mul(PRODUCTS[1]))
        .wrapping_add(c.wrapping_mul(PRODUCTS[2]));
    (sum ^ sum >> 32).wrapping_mul(0x8ebc_6af0_9c88_c6e3)
}

/// Hands on features, a line each: number of the template, then its values.
macro_rules! emit {
    ($out:ident; $($template:literal: $a:expr $(, $b:expr $(, $c:expr)?)?;)*) => {
        $($out(feature($template, $a, emit!(@ $($b)?), emit!(@ $($($c)?)?)));)*
    };
    (@) => { 0 };
    (@ $value:expr) => { $value };
}

/// Hands the features of token `i` to `out`, at most [`MOST`].
#[inline(always)]
pub(crate) fn features(view: &View, i: usize, out: &mut impl FnMut(u64)) {
    let place = &view.places[i];
    words(view, i, out);
    tags(view, i, out);
    anchors(view, i, place, out);
    frames(view, i, place, out);
    clauses(view, i, place, out);
    sentence(view, i, place, out);
    clusters(view, i, place, out);
    if view.at(i).facts.any(Facts::CAPITAL) || view.at(i).facts.any(Facts::NAME) {
        capitals(view, i, place, out);
    }
    groups(view, i, place, out);
    reports(view, i, place, out);
}

#[inline(always)]
fn words(view: &View, i: usize, out: &mut impl FnMut(u64)) {
    let (x, l1, l2, r1, r2) = (view.at(i), view.near(i, -1), view.near(i, -2), view.near(i, 1), view.near(i, 2));
    emit! { out;
        0: 0;
        1: x.word;
        2: l1.word;
        3: l2.word;
        4: view.near(i, -3).word;
        5: r1.word;
        6: r2.word;
        7: view.near(i, 3).word;
        8: l1.word, x.word;
        9: x.word, r1.word;
        10: l2.word, l1.word;
        11: r1.word, r2.word;
        12: x.suffix3;
        13: x.suffix2;
        14: l1.suffix3;
        15: r1.suffix3;
        16: x.prefix;
        17: x.shape;
        18: l1.shape, x.shape, r1.shape;
        20: x.state;
        21: l1.state, x.state;
        22: x.state, r1.state;
        23: l2.state, x.state, r2.state;
        24: x.state, x.word;
    }
}

#[inline(always)]
fn tags(view: &View, i: usize, out: &mut impl FnMut(u64)) {
    let (x, l1, l2, r1, r2) = (view.at(i), view.near(i, -1), view.near(i, -2), view.near(i, 1), view.near(i, 2));
    emit! { out;
        30: x.tag;
        31: l1.tag;
        32: r1.tag;
        33: l2.tag;
        34: r2.tag;
        35: l1.tag, x.tag;
        36: x.tag, r1.tag;
        37: l1.tag, x.tag, r1.tag;
        38: x.tag, x.word;
        39: l2.tag, l1.tag, x.tag;
        40: x.tag, r1.tag, r2.tag;
        41: l1.word, x.tag;
        42: x.tag, r1.word;
    }
}

/// Distances between tokens in seven classes.
#[inline(always)]
fn distance(tokens: usize) -> u64 {
    const CLASSES: [u8; 14] = [0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 6];
    u64::from(CLASSES[tokens.min(13)])
}

/// The distance of a token of the sentence, if there is one.
#[inline(always)]
fn distance_to(i: usize, other: usize) -> u64 {
    if other == NONE { 9 } else { distance(i.abs_diff(other)) }
}

/// Value of a word that is not there.
const ABSENT: u64 = 1;

#[inline(always)]
fn word_of(view: &View, i: usize) -> u64 {
    if i == NONE { ABSENT } else { view.at(i).word }
}

#[inline(always)]
fn frame_of(view: &View, i: usize) -> u64 {
    if i == NONE { ABSENT } else { u64::from(view.at(i).cue.frame) }
}

/// What stands between a token and an anchor.
#[inline(always)]
fn between(anchor: usize, set: u16) -> u64 {
    if anchor == NONE { 999 } else { u64::from(set) }
}

#[inline(always)]
fn anchors(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let x = view.at(i);
    let (left, right) = (word_of(view, place.left), word_of(view, place.right));
    let (to_left, to_right) = (distance_to(i, place.left), distance_to(i, place.right));
    let (before, after) = (between(place.left, place.before), between(place.right, place.after));
    emit! { out;
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
fn frames(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let (left, right) = (frame_of(view, place.left), frame_of(view, place.right));
    let (to_left, to_right) = (distance_to(i, place.left), distance_to(i, place.right));
    let part = |class: CueClass| u64::from(class.part);
    let head = |class: CueClass| u64::from(class.head);
    emit! { out;
        70: u64::from(x.cue.frame), x.tag;
        71: left, to_left;
        72: right, to_right;
        73: left, x.tag, to_left;
        74: right, x.tag, to_right;
        75: left, between(place.left, place.before);
        76: right, between(place.right, place.after);
        77: part(x.cue), x.tag;
        78: head(x.cue), x.tag;
        79: part(l1.cue), part(x.cue), part(r1.cue);
        80: left, x.word;
        81: head(l1.cue) * 8 + head(x.cue), head(r1.cue), r1.tag;
    }
}

/// Finite verbs between the token and the anchors and in the sentence.
#[inline(always)]
fn clauses(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let x = view.at(i);
    let count = |start: usize, end: usize| view.finite(start, end).min(3) as u64;
    let left = if place.left == NONE { 9 } else { count(place.left + 1, i) };
    let right = if place.right == NONE { 9 } else { count(i + 1, place.right) };
    emit! { out;
        85: left, x.tag, distance_to(i, place.left);
        86: right, x.tag, distance_to(i, place.right);
        87: left, right, x.state;
        88: count(place.start, i), count(i + 1, place.end), x.tag;
    }
}

#[inline(always)]
fn sentence(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let x = view.at(i);
    let (first, last) = (view.at(place.start), view.at(place.end - 1));
    let position = i - place.start;
    emit! { out;
        90: position.min(6) as u64;
        91: (place.end - 1 - i).min(4) as u64, last.word;
        92: place.holds, x.tag;
        93: place.holds, x.state;
        94: first.word;
        95: first.tag, position.min(3) as u64, x.tag;
        96: first.state, x.state, last.state;
        97: place.sentence.min(3) as u64, x.state, u64::from(place.start == 0);
        98: view.near(place.start, -1).state, x.state, first.state;
    }
    for &flag in &view.flags {
        emit! { out;
            100: flag, x.tag;
            101: flag, x.state, i.min(3) as u64;
        }
    }
}

#[inline(always)]
fn clusters(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let fine = |i: usize| if i == NONE { 999 } else { view.at(i).fine };
    let to_right = distance_to(i, place.right);
    emit! { out;
        110: x.fine;
        111: l1.fine;
        112: r1.fine;
        113: x.coarse;
        114: l1.coarse, x.coarse;
        115: x.coarse, r1.coarse;
        116: l1.coarse;
        117: r1.coarse;
        118: fine(place.left), distance_to(i, place.left);
        119: fine(place.right), to_right;
        120: x.lists;
        121: l1.lists, x.lists, r1.lists;
        122: l1.lists, x.shape, to_right;
    }
}

/// Capitalised words are followed so far to each side.
const RUN: usize = 6;

/// What stands round the run of capitalised words.
#[inline(always)]
fn capitals(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let (mut start, mut end) = (i, i);
    let capital = |i: usize| view.at(i).facts.any(Facts::CAPITAL);
    while start > place.start && i - start < RUN && capital(start - 1) {
        start -= 1;
    }
    while end + 1 < place.end && end - i < RUN && capital(end + 1) {
        end += 1;
    }
    let (before, after) = (view.near(start, -1), view.near(end, 1));
    emit! { out;
        130: after.word;
        131: before.word;
        132: after.tag, before.tag;
        133: u64::from(after.cue.head), after.tag, u64::from(before.kind == Kind::Comma);
    }
}

/// Verbs are looked for so far away.
const SIGHT: usize = 8;

/// What follows the noun group that begins here; the verbs on both sides.
#[inline(always)]
fn groups(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let x = view.at(i);
    if x.facts.any(Facts::OPENS_NOMINAL) {
        let next = view.near(place.group_end - 1, 1);
        emit! { out;
            134: next.word;
            135: next.tag, u64::from(next.cue.head);
            136: u64::from(next.cue.frame), x.tag;
        }
    }
    let near = |verb: usize| if verb != NONE && verb.abs_diff(i) <= SIGHT { verb } else { NONE };
    let (left, right) = (near(place.verb_left), near(place.verb_right));
    let far = |verb: usize| if verb == NONE { 5 } else { verb.abs_diff(i).min(4) as u64 };
    let tag = |verb: usize| if verb == NONE { 999 } else { view.at(verb).tag };
    emit! { out;
        140: word_of(view, right), far(right);
        141: word_of(view, left), far(left);
        142: frame_of(view, right), x.tag;
        143: frame_of(view, left), x.tag, far(left);
        144: tag(right), tag(left), x.tag;
    }
}

/// What the lexicon knows of the words round the token that can report, and
/// the verb groups that they stand in.
#[inline(always)]
fn reports(view: &View, i: usize, place: &Place, out: &mut impl FnMut(u64)) {
    let (x, l1, r1) = (view.at(i), view.near(i, -1), view.near(i, 1));
    let lemma = |i: usize| if i == NONE { ABSENT } else { view.at(i).lemma };
    let reported = |i: usize| if i == NONE { 99 } else { view.at(i).reports };
    let voice = |i: usize| if i == NONE { 99 } else { view.places[i].voice };
    let (to_left, to_right) = (distance_to(i, place.left), distance_to(i, place.right));
    // the main verb behind the noun group that begins here
    let behind = view.places.get(place.group_end).filter(|_| place.group_end < place.end).map_or(NONE, |next| next.main);
    let own = place.main;
    let to_main = if own == NONE { 9 } else { own.abs_diff(i) };
    emit! { out;
        150: x.lemma, x.tag;
        151: l1.reports, x.reports, r1.reports;
        152: lemma(place.left), to_left;
        153: lemma(place.right), to_right;
        154: reported(place.left), between(place.left, place.before), x.tag;
        155: reported(place.right), between(place.right, place.after), x.tag;
        156: word_of(view, own), to_main.min(3) as u64;
        157: frame_of(view, own), to_main.min(3) as u64, place.voice;
        158: word_of(view, behind), x.tag;
        159: frame_of(view, behind), x.tag, x.lists;
        160: voice(place.left), frame_of(view, place.left), to_left;
        161: voice(place.right), to_right, x.tag;
        162: reported(own), to_main.min(3) as u64, place.voice;
        163: reported(behind), voice(behind), x.tag;
    }
}
