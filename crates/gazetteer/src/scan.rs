//! Finds the places in a text where a name may start.
//!
//! Names start with a capital almost always, so the usual scan jumps from
//! capital to capital, eight bytes at a time. At each it looks back over one
//! short word, so that *al-Qaeda*, *eBay* and *de Gaulle* are found as well.
//! Where that is not enough (names without capitals, or text whose case does
//! not count) every word is a start.

use crate::fold::{CLASS, DIGIT, HIGH, LOWER, OTHER, UPPER, char_at, is_word_char, skip_word};

/// Longest first word without a capital that the usual scan looks back over,
/// in bytes.
pub(crate) const LOOK_BACK: usize = 8;

/// Pairs of first bytes of names that do not start with a capital.
#[derive(Clone, Debug)]
pub(crate) struct PairSet(Vec<u64>);

impl PairSet {
    pub(crate) fn new() -> PairSet {
        PairSet(vec![0; 1 << 8])
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.0
    }

    pub(crate) fn from_words(words: Vec<u64>) -> Option<PairSet> {
        (words.len() == 1 << 8).then_some(PairSet(words))
    }

    fn slot(first: u8, second: u8) -> (usize, u64) {
        // Seven bits each: bytes beyond ASCII share slots, which only costs time.
        let key = usize::from(first & 0x7f) << 7 | usize::from(second & 0x7f);
        (key >> 6, 1 << (key & 63))
    }

    pub(crate) fn insert(&mut self, first: u8, second: u8) {
        let (word, bit) = PairSet::slot(first, second);
        self.0[word] |= bit;
    }

    fn contains(&self, first: u8, second: u8) -> bool {
        let (word, bit) = PairSet::slot(first, second);
        self.0[word] & bit != 0
    }
}

/// How to look for starts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scan<'g> {
    /// Capitals, and the word before them where it starts like a name.
    Capitals(&'g PairSet),
    /// Every word.
    Words,
}

/// Where a name may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    /// Byte offset of the word to try.
    pub(crate) at: usize,
    /// The capitalised word after it, to be tried next if nothing is found.
    pub(crate) retry: Option<usize>,
}

impl Scan<'_> {
    /// The first start at or after `from`, which must not lie inside a word
    /// that has been tried.
    pub(crate) fn next(self, text: &str, from: usize) -> Option<Start> {
        match self {
            Scan::Capitals(pairs) => next_capital(text, from, pairs),
            Scan::Words => next_word(text, from),
        }
    }
}

fn next_word(text: &str, from: usize) -> Option<Start> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match CLASS[byte as usize] {
            OTHER => at += 1,
            HIGH => match char_at(text, at) {
                Some(c) if is_word_char(c) => return Some(Start { at, retry: None }),
                Some(c) => at += c.len_utf8(),
                None => return None,
            },
            _ => return Some(Start { at, retry: None }),
        }
    }
    None
}

fn next_capital(text: &str, from: usize, pairs: &PairSet) -> Option<Start> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at = capital_or_high(bytes, at)?;
        if CLASS[bytes[at] as usize] == HIGH {
            let c = char_at(text, at)?;
            // A lower-case letter starts no name and ends none.
            if !is_word_char(c) || c.is_lowercase() {
                at += c.len_utf8();
                continue;
            }
        }
        match start_at(text, from, at, pairs) {
            Ok(start) => return Some(start),
            Err(end) => at = end,
        }
    }
}

/// The start that a capital at `at` announces: its own word, the whole word
/// around it, or the short word before it. `Err` gives the end of a word that
/// starts no name.
fn start_at(text: &str, from: usize, at: usize, pairs: &PairSet) -> Result<Start, usize> {
    let bytes = text.as_bytes();
    let plain = Ok(Start { at, retry: None });
    let Some(before) = at.checked_sub(1).filter(|before| *before >= from) else { return plain };
    match CLASS[bytes[before] as usize] {
        LOWER | DIGIT | UPPER => {
            // Inside a word: *eBay*, *20th*.
            let start = run_start(bytes, from, at);
            let named = at - start <= LOOK_BACK && pairs.contains(bytes[start], bytes[start + 1]);
            if named { Ok(Start { at: start, retry: None }) } else { Err(skip_word(text, at)) }
        }
        HIGH => plain,
        _ if matches!(bytes[before], b' ' | b'-') => {
            let start = run_start(bytes, from, before);
            let named = start < before && before - start <= LOOK_BACK && pairs.contains(bytes[start], bytes[start + 1]);
            if named { Ok(Start { at: start, retry: Some(at) }) } else { plain }
        }
        _ => plain,
    }
}

/// Start of the run of lower-case letters and digits that ends at `end`, at
/// most one longer than [`LOOK_BACK`].
fn run_start(bytes: &[u8], from: usize, end: usize) -> usize {
    let least = from.max(end.saturating_sub(LOOK_BACK + 1));
    let mut start = end;
    while start > least && matches!(CLASS[bytes[start - 1] as usize], LOWER | DIGIT) {
        start -= 1;
    }
    start
}

const ONES: u64 = u64::MAX / 255;
const TOPS: u64 = ONES * 0x80;

/// The first byte at or after `at` that is an ASCII capital or beyond ASCII.
fn capital_or_high(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let chunk = u64::from_le_bytes(eight);
        let low = chunk & !TOPS;
        // The top bit of a byte is set where it is at least `A`, and where it
        // is past `Z`; no byte carries into the next.
        let from_a = low + ONES * (0x80 - b'A' as u64);
        let past_z = low + ONES * (0x80 - b'Z' as u64 - 1);
        let found = (from_a & !past_z | chunk) & TOPS;
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| !byte.is_ascii() || byte.is_ascii_uppercase()).map(|offset| at + offset)
}

#[cfg(test)]
mod tests {
    use super::{PairSet, Scan};

    fn starts(text: &str) -> Vec<usize> {
        let mut pairs = PairSet::new();
        pairs.insert(b'a', b'l');
        pairs.insert(b'e', b'B');
        let mut at = 0;
        let mut found = Vec::new();
        while let Some(start) = Scan::Capitals(&pairs).next(text, at) {
            found.push(start.at);
            at = crate::fold::skip_word(text, start.retry.unwrap_or(start.at)).max(start.at + 1);
        }
        found.retain(|&at| at < text.len());
        found
    }

    #[test]
    fn capitals_and_the_short_words_before_them() {
        assert_eq!(starts("the quick Brown fox met al-Qaeda on eBay"), [10, 24, 36]);
        assert_eq!(starts("all Talk, no élan; “Élysée” – Ünal"), [0, 23, 39]);
        assert_eq!(starts("nothing here, not even one capital at all"), Vec::<usize>::new());
        assert_eq!(starts("A"), [0]);
    }

    #[test]
    fn every_byte_class_is_told_apart() {
        for byte in 0..=127_u8 {
            let text = format!("abcdefg{}h", char::from(byte));
            let found = super::capital_or_high(text.as_bytes(), 0);
            assert_eq!(found.is_some(), byte.is_ascii_uppercase(), "{byte}");
        }
    }
}
