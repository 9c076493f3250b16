//! Cuts text into words and folds each word to a number.
//!
//! Two spellings of a word get the same number when they differ in case,
//! diacritics or inner apostrophes only (*Élysée, ELYSEE; Ba'ath, Baath*).
//! Hyphens and spaces separate words, so *Ali-Akbar* and *Ali Akbar* are the
//! same two words. A possessive *'s* is a word of its own, which is how it
//! stays outside a match. Nothing is copied and nothing is moved: every
//! position is a byte offset into the text as given.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// What one byte can be at the place where a word may start.
const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
const HIGH: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            // An underscore glues words together (identifiers, handles).
            b'0'..=b'9' | b'_' => DIGIT,
            0x80..=0xff => HIGH,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
const LOWER_CASE: u64 = 0x2020_2020_2020_2020;

/// Endings that leave the word before them whole: *Iran's, Obama'd, they'll*.
const CLITICS: [&str; 6] = ["s", "d", "ll", "re", "ve", "m"];

fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hash of a word fed byte by byte.
struct WordHash {
    state: u64,
    chunk: u64,
    len: u32,
}

impl WordHash {
    fn new() -> WordHash {
        WordHash { state: SEED, chunk: 0, len: 0 }
    }

    fn push(&mut self, byte: u8) {
        self.chunk |= u64::from(byte) << (8 * (self.len % 8));
        self.len += 1;
        if self.len.is_multiple_of(8) {
            self.state = mix(self.state ^ self.chunk, FACTOR);
            self.chunk = 0;
        }
    }

    fn finish(self) -> u64 {
        mix(self.state ^ self.chunk, FACTOR ^ u64::from(self.len))
    }
}

/// [`WordHash`] of ASCII letters and digits in lower case, eight at a time.
fn hash_ascii(bytes: &[u8], start: usize, end: usize) -> u64 {
    let mut state = SEED;
    let mut at = start;
    while at + 8 <= end {
        state = mix(state ^ (load(bytes, at) | LOWER_CASE), FACTOR);
        at += 8;
    }
    let rest = end - at;
    let chunk = if rest == 0 { 0 } else { (load(bytes, at) | LOWER_CASE) & (u64::MAX >> (64 - 8 * rest)) };
    mix(state ^ chunk, FACTOR ^ (end - start) as u64)
}

/// Eight bytes from `at`, zeros after the end.
fn load(bytes: &[u8], at: usize) -> u64 {
    if let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        return u64::from_le_bytes(eight);
    }
    let mut eight = [0; 8];
    let rest = bytes.get(at..).unwrap_or_default();
    for (to, from) in eight.iter_mut().zip(rest) {
        *to = *from;
    }
    u64::from_le_bytes(eight)
}

/// The node one word further along a path of words.
pub(crate) fn step(node: u64, word: u64) -> u64 {
    let mixed = (node.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    // Zero marks an empty slot in the index.
    (mixed ^ (mixed >> 32)).max(1)
}

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Byte offset of its first letter or digit.
    pub(crate) start: usize,
    /// Byte offset after its last letter, or after the last period of *U.S.*
    pub(crate) end: usize,
    /// The folded word, hashed.
    pub(crate) hash: u64,
    /// It starts with an upper-case letter, a digit, or a letter without case.
    pub(crate) capital: bool,
    /// It has no lower-case letter.
    pub(crate) shouted: bool,
    /// Letters and digits in it.
    pub(crate) letters: usize,
    /// Initials with periods.
    pub(crate) dotted: bool,
}

/// The character at `at`, which must be a boundary.
fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '\u{2be}' | '\u{2bf}' | '`' | '\u{b4}' | '\u{2b9}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c) || c == '\u{ad}'
}

/// Whether a word covers the character that ends at `at`.
pub(crate) fn word_before(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(is_word_char)
}

/// Whether a word covers the character at `at`.
pub(crate) fn word_after(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(is_word_char)
}

/// First place from `from` on where a word starts that may begin a name:
/// with a capital, a digit, a letter beyond ASCII, or two lower-case letters
/// that `starts` admits (bit set by `pair`). `fresh` is false when the
/// character before `from` belongs to a word.
pub(crate) fn next_start(text: &str, from: usize, starts: &PairSet) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match CLASS[byte as usize] {
            OTHER => at += 1,
            UPPER => return Some(at),
            LOWER | DIGIT => {
                let next = bytes.get(at + 1).copied().unwrap_or(0);
                if starts.contains(byte, next) {
                    return Some(at);
                }
                at = skip_word(text, at);
            }
            _ => match char_at(text, at) {
                Some(c) if is_word_char(c) => return Some(at),
                Some(c) => at += c.len_utf8(),
                None => return None,
            },
        }
    }
    None
}

/// Pairs of first bytes of names that start in lower case or with a digit.
#[derive(Clone, Debug)]
pub(crate) struct PairSet(Vec<u64>);

impl PairSet {
    pub(crate) fn new() -> PairSet {
        PairSet(vec![0; 1 << 8])
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

/// The end of the run of word characters that `at` lies in.
pub(crate) fn skip_word(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match CLASS[byte as usize] {
            OTHER => return at,
            HIGH => match char_at(text, at) {
                Some(c) if is_word_char(c) => at += c.len_utf8(),
                _ => return at,
            },
            _ => at += 1,
        }
    }
    at
}

/// The word that starts at `start`, where [`next_start`] or [`join`] pointed.
pub(crate) fn word_at(text: &str, start: usize) -> Word {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut has_lower = false;
    while let Some(&byte) = bytes.get(end) {
        match CLASS[byte as usize] {
            LOWER => has_lower = true,
            UPPER | DIGIT => {}
            _ => break,
        }
        end += 1;
    }
    match bytes.get(end) {
        Some(b'.') if end == start + 1 => {
            if let Some(word) = dotted(text, start) {
                return word;
            }
        }
        Some(&byte) if byte == b'\'' || byte == b'`' || byte >= 0x80 => {
            let c = char_at(text, end).unwrap_or(' ');
            if is_word_char(c) || (is_apostrophe(c) && joins(text, end + c.len_utf8())) {
                return folded(text, start);
            }
        }
        _ => {}
    }
    Word {
        start,
        end,
        hash: hash_ascii(bytes, start, end),
        capital: bytes.get(start).is_some_and(|b| !b.is_ascii_lowercase()),
        shouted: !has_lower,
        letters: end - start,
        dotted: false,
    }
}

/// Initials with periods: *U.S.*, *U.A.E.*, *J.K*. At least two letters.
fn dotted(text: &str, start: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let mut hash = WordHash::new();
    let mut at = start;
    let mut letters = 0;
    let mut shouted = true;
    loop {
        let letter = *bytes.get(at)?;
        if !letter.is_ascii_alphabetic() || word_after(text, at + 1) {
            break;
        }
        hash.push(letter.to_ascii_lowercase());
        shouted &= letter.is_ascii_uppercase();
        letters += 1;
        at += 1;
        if bytes.get(at) != Some(&b'.') {
            break;
        }
        at += 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            break;
        }
    }
    if letters < 2 {
        return None;
    }
    let capital = bytes[start].is_ascii_uppercase();
    Some(Word { start, end: at, hash: hash.finish(), capital, shouted, letters, dotted: true })
}

/// Whether an apostrophe before `at` is part of the word: a letter follows
/// that does not start a clitic.
fn joins(text: &str, at: usize) -> bool {
    if !char_at(text, at).is_some_and(char::is_alphabetic) {
        return false;
    }
    let rest = text.get(at..skip_word(text, at)).unwrap_or("");
    !CLITICS.iter().any(|clitic| rest.eq_ignore_ascii_case(clitic))
}

/// The slow path of [`word_at`]: letters beyond ASCII or inner apostrophes.
fn folded(text: &str, start: usize) -> Word {
    let mut hash = WordHash::new();
    let mut end = start;
    let mut letters = 0;
    let mut shouted = true;
    let rest = text.get(start..).unwrap_or("");
    for (offset, c) in rest.char_indices() {
        let after = start + offset + c.len_utf8();
        if is_word_char(c) {
            shouted &= !c.is_lowercase();
            letters += usize::from(c.is_alphanumeric());
            fold_char(c, |byte| hash.push(byte));
        } else if !(is_apostrophe(c) && joins(text, after)) {
            break;
        }
        end = after;
    }
    let capital = rest.chars().next().is_some_and(|c| !c.is_lowercase());
    Word { start, end, hash: hash.finish(), capital, shouted, letters, dotted: false }
}

/// Letters that Unicode does not decompose, as they are usually written in
/// English.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        'ə' | 'Ə' => "a",
        'ŋ' | 'Ŋ' => "n",
        _ => return None,
    })
}

/// Feeds the folded bytes of a character.
fn fold_char(c: char, mut push: impl FnMut(u8)) {
    if c.is_ascii() {
        push(c.to_ascii_lowercase() as u8);
        return;
    }
    if let Some(letters) = plain(c) {
        letters.bytes().for_each(push);
        return;
    }
    decompose_canonical(c, |part| {
        if is_combining_mark(part) || part == '\u{ad}' || is_apostrophe(part) {
            return;
        }
        let mut buffer = [0; 4];
        for lower in part.to_lowercase().filter(|&l| !is_combining_mark(l)) {
            lower.encode_utf8(&mut buffer).bytes().for_each(&mut push);
        }
    });
}

/// A name as it is compared: lower case, no diacritics, one space between
/// words.
pub(crate) fn fold(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut next = first_word(name, 0);
    while let Some(start) = next {
        if !bytes.is_empty() {
            bytes.push(b' ');
        }
        let word = word_at(name, start);
        let text = name.get(word.start..word.end).unwrap_or("");
        for c in text.chars().filter(|&c| is_word_char(c)) {
            fold_char(c, |byte| bytes.push(byte));
        }
        next = first_word(name, word.end);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The first word at or after `from`, whatever stands between. `&` counts as
/// a word only for [`join`], so callers that hash use [`words`].
fn first_word(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.char_indices().find(|(_, c)| c.is_alphanumeric() || *c == '_').map(|(offset, _)| from + offset)
}

/// What stands between two words of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// The next word starts here.
    Word(usize),
    /// An ampersand, which reads as the word *and*; it ends here.
    Ampersand(usize),
    /// The name cannot go on.
    End,
}

/// How a name may go on after `word`.
pub(crate) fn join(text: &str, word: Word) -> Join {
    let bytes = text.as_bytes();
    let mut at = word.end;
    match bytes.get(at) {
        Some(b' ') => at += 1,
        Some(b'-' | b'\'') => return word_or_end(text, at + 1),
        Some(b'&') => return Join::Ampersand(at + 1),
        // "John F. Kennedy", "St. Kitts"; a longer word ends its sentence.
        Some(b'.') if word.letters <= 2 => at += 1,
        Some(b'\t' | b'\r' | b'\n' | b'.') => {}
        Some(0x80..) => match char_at(text, at) {
            Some('\u{a0}' | '\u{202f}' | '\u{2009}') => at += char_at(text, at).map_or(0, char::len_utf8),
            Some(c @ ('\u{2010}' | '\u{2011}' | '\u{2019}' | '\u{2018}')) => {
                return word_or_end(text, at + c.len_utf8());
            }
            _ => return Join::End,
        },
        _ => return Join::End,
    }
    let mut breaks = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' => {}
            b'\n' => breaks += 1,
            b'&' => return Join::Ampersand(at + 1),
            _ => break,
        }
        at += 1;
    }
    // A blank line ends a paragraph, and with it a name.
    if breaks > 1 { Join::End } else { word_or_end(text, at) }
}

fn word_or_end(text: &str, at: usize) -> Join {
    match char_at(text, at) {
        Some(c) if c.is_alphanumeric() => Join::Word(at),
        _ => Join::End,
    }
}

/// The word *and*, for an ampersand.
pub(crate) fn and_hash() -> u64 {
    hash_ascii(b"and", 0, 3)
}

/// The words of a name, with anything between them; ampersands are words.
pub(crate) fn words(name: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (offset, c) = name.get(at..)?.char_indices().find(|(_, c)| c.is_alphanumeric() || *c == '_' || *c == '&')?;
        let start = at + offset;
        let word = if c == '&' {
            Word { start, end: start + 1, hash: and_hash(), capital: false, shouted: true, letters: 1, dotted: false }
        } else {
            word_at(name, start)
        };
        at = word.end;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{Word, fold, words};

    fn hashes(name: &str) -> Vec<u64> {
        words(name).map(|word| word.hash).collect()
    }

    #[test]
    fn spellings_that_fold_together() {
        for (a, b) in [
            ("Ali-Akbar Velayati", "ALI AKBAR VELAYATI"),
            ("Élysée", "ELYSEE"),
            ("Élysée", "E\u{301}lyse\u{301}e"),
            ("Ba'ath", "Baath"),
            ("Ba’ath", "Baath"),
            ("Côte d'Ivoire", "COTE D’IVOIRE"),
            ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
            ("İstanbul", "istanbul"),
            ("Łódź", "Lodz"),
            ("U.S.", "US"),
            ("U.A.E.", "UAE"),
            ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
            ("Kærgård Straße", "kaergard strasse"),
        ] {
            assert_eq!(hashes(a), hashes(b), "{a} / {b}");
        }
        for (a, b) in [("Iran", "Iraq"), ("Ann", "Anne"), ("Ali Akbar", "Aliakbar"), ("US", "U S")] {
            assert_ne!(hashes(a), hashes(b), "{a} / {b}");
        }
    }

    #[test]
    fn long_words_hash_alike_on_both_paths() {
        assert_eq!(hashes("internationalisation"), hashes("internationalisatión"));
        assert_eq!(hashes("abcdefgh"), hashes("ábcdefgh"));
        assert_eq!(hashes("abcdefghijklmnop"), hashes("abcdefghijklmnóp"));
    }

    #[test]
    fn possessives_and_periods() {
        let ends = |text: &str| words(text).map(|w: Word| (w.start, w.end)).collect::<Vec<_>>();
        assert_eq!(ends("Iran's"), [(0, 4), (5, 6)]);
        assert_eq!(ends("Iran’s"), [(0, 4), (7, 8)]);
        assert_eq!(ends("U.S."), [(0, 4)]);
        assert_eq!(ends("U.S"), [(0, 3)]);
        assert_eq!(ends("J. Smith"), [(0, 1), (3, 8)]);
        assert_eq!(ends("the U.S.-led"), [(0, 3), (4, 8), (9, 12)]);
        assert_eq!(ends("Sana'a's"), [(0, 6), (7, 8)]);
    }

    #[test]
    fn folded_names_read_plainly() {
        assert_eq!(fold("Côte d’Ivoire"), "cote divoire");
        assert_eq!(fold("  Ali-Akbar  VELAYATI "), "ali akbar velayati");
        assert_eq!(fold("U.S."), "us");
    }
}
