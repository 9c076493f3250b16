//! [`Letters`]: what features need of the letters of a word.
//!
//! Input: a word. Output: its hash in lower case, the ends of it, and which
//! kinds of characters it has. Most words are short and ASCII: they are read
//! eight bytes at a time, without a loop over them.

/// Bytes of a word that count.
const LONGEST: usize = 48;
pub(super) const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Number or sign.
pub(super) const NO_WORD: u16 = 0x4000;
pub(super) const UPPER: u16 = 1;
const SMALL: u16 = 2;
const INNER: u16 = 4;
pub(super) const DIGIT: u16 = 8;
pub(super) const HYPHEN: u16 = 16;
pub(super) const DOT: u16 = 32;
const FOREIGN: u16 = 64;
const APOSTROPHE: u16 = 128;

/// A word in lower case, digits as 0, a curly apostrophe as a straight one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) hash: u64,
    /// The first eight bytes, zeros behind them.
    pub(super) first: u64,
    /// The last four bytes, the last one on top.
    pub(super) suffix: u32,
    /// The kinds of characters in the word as it stands.
    pub(super) shape: u16,
}

impl Letters {
    pub(super) fn of(word: &str) -> Letters {
        Letters::of_short(word.as_bytes()).unwrap_or_else(|| Letters::of_any(word))
    }

    fn of_any(word: &str) -> Letters {
        let (bytes, length) = normal(word);
        let first = u64::from_le_bytes(std::array::from_fn(|i| bytes[i]));
        let suffix = match length {
            0 => 0,
            1..4 => (first as u32) << (8 * (4 - length)),
            _ => u32::from_le_bytes([bytes[length - 4], bytes[length - 3], bytes[length - 2], bytes[length - 1]]),
        };
        Letters { hash: hash(&bytes, length), first, suffix, shape: shape_of(word.as_bytes()) }
    }

    /// The same of 1 to 16 bytes of ASCII.
    #[inline(always)]
    fn of_short(word: &[u8]) -> Option<Letters> {
        let length = word.len();
        let eight = |at: usize| Some(u64::from_le_bytes(word.get(at..at + 8)?.try_into().ok()?));
        let (low, high) = match length {
            // three bytes, or twice four, that may be the same
            1..4 => {
                let byte = |at: usize| u64::from(word[at]) << (8 * at);
                (byte(0) | byte(length / 2) | byte(length - 1), 0)
            }
            4..8 => {
                let four = |at: usize| Some(u64::from(u32::from_le_bytes(word.get(at..at + 4)?.try_into().ok()?)));
                (four(0)? | four(length - 4)? << (8 * (length - 4)), 0)
            }
            8 => (eight(0)?, 0),
            // the last eight bytes, less those that the first eight have
            9..=16 => (eight(0)?, eight(length - 8)? >> (8 * (16 - length))),
            _ => return None,
        };
        if (low | high) & TOPS != 0 {
            return None;
        }
        let capital = word[0].is_ascii_uppercase();
        let (low, kinds) = fold(low, if capital { 0xff } else { 0 });
        let mut shape = kinds | if capital { UPPER } else { 0 };
        let mut hash = add(length as u64, low);
        let mut suffix = if length < 4 { (low as u32) << (8 * (4 - length)) } else { (low >> (8 * (length.min(8) - 4))) as u32 };
        if length > 8 {
            let (high, kinds) = fold(high, 0);
            shape |= kinds;
            hash = add(hash, high);
            suffix = ((u128::from(high) << 64 | u128::from(low)) >> (8 * (length - 4))) as u32;
        }
        Some(Letters { hash, first: low, suffix, shape })
    }
}

/// The highest bit of every byte.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// A byte eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Eight ASCII bytes as [`normal`] has them, and the kinds of all of them but
/// those of `passed`.
#[inline(always)]
fn fold(bytes: u64, passed: u64) -> (u64, u16) {
    // no sum carries into the next byte: both are less than 128
    let from = |least: u8| bytes.wrapping_add(eight(0x80 - least));
    let between = |least: u8, most: u8| (from(least) ^ from(most + 1)) & TOPS;
    let (large, small, digits) = (between(b'A', b'Z'), between(b'a', b'z'), between(b'0', b'9'));
    let has = |byte: u8| between(byte, byte);
    let kinds = [(small, SMALL), (large, INNER), (digits, DIGIT), (has(b'-'), HYPHEN), (has(b'.'), DOT), (has(b'\''), APOSTROPHE)];
    let shape = kinds.iter().fold(0, |shape, &(found, kind)| shape | if found & !passed != 0 { kind } else { 0 });
    let digits = (digits >> 7).wrapping_mul(0xff);
    ((bytes | large >> 2) & !digits | eight(b'0') & digits, shape)
}

/// The dictionary's key of a word in lower case.
pub(crate) fn normal_hash(word: &str) -> u64 {
    Letters::of(word).hash
}

/// The word in lower case, digits as 0, a curly apostrophe as a straight one;
/// what is longer than the buffer is cut off, what is shorter ends in zeros.
fn normal(word: &str) -> ([u8; LONGEST], usize) {
    let mut bytes = [0; LONGEST];
    let mut length = 0;
    if word.is_ascii() {
        for (place, byte) in bytes.iter_mut().zip(word.bytes()) {
            *place = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        }
        return (bytes, word.len().min(LONGEST));
    }
    for c in word.chars() {
        for lower in if c == '’' { '\'' } else { c }.to_lowercase() {
            let lower = if lower.is_numeric() { '0' } else { lower };
            if let Some(place) = bytes.get_mut(length..length + lower.len_utf8()) {
                lower.encode_utf8(place);
                length += lower.len_utf8();
            }
        }
    }
    (bytes, length)
}

fn hash(bytes: &[u8; LONGEST], length: usize) -> u64 {
    let mut hash = length as u64;
    for chunk in bytes[..length.next_multiple_of(8).min(LONGEST)].chunks_exact(8) {
        hash = add(hash, chunk.iter().rev().fold(0_u64, |part, &byte| part << 8 | u64::from(byte)));
    }
    hash
}

#[inline(always)]
fn add(hash: u64, part: u64) -> u64 {
    let hash = (hash ^ part).wrapping_mul(MULTIPLIER);
    hash ^ (hash >> 29)
}

/// The kinds of characters in a word.
fn shape_of(word: &[u8]) -> u16 {
    let upper = word.first().is_some_and(u8::is_ascii_uppercase) || word.first() == Some(&0xc3) && word.get(1).is_some_and(|b| *b < 0x9f);
    word.iter().skip(1).fold(if upper { UPPER } else { kind(word.first().copied().unwrap_or(0)) }, |shape, &byte| shape | kind(byte))
}

fn kind(byte: u8) -> u16 {
    match byte {
        b'a'..=b'z' => SMALL,
        b'A'..=b'Z' => INNER,
        b'0'..=b'9' => DIGIT,
        b'-' => HYPHEN,
        b'.' => DOT,
        b'\'' => APOSTROPHE,
        128.. => FOREIGN,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn short_words_are_read_as_others_are(word in "[A-Za-z0-9.'&-]{1,18}|[A-Z][a-z]{0,16}|\\PC{1,9}") {
            if let Some(letters) = Letters::of_short(word.as_bytes()) {
                prop_assert_eq!(letters, Letters::of_any(&word));
            } else {
                prop_assert!(word.len() > 16 || !word.is_ascii());
            }
        }
    }
}
