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
pub(crate) const OTHER: u8 = 0;
pub(crate) const LOWER: u8 = 1;
pub(crate) const UPPER: u8 = 2;
pub(crate) const DIGIT: u8 = 3;
pub(crate) const HIGH: u8 = 4;

pub(crate) const CLASS: [u8; 256] = {
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

pub(crate) fn mix(a: u64, b: u64) -> u64 {
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

/// Hash of bytes as they are.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = WordHash::new();
    bytes.iter().for_each(|&byte| hash.push(byte));
    hash.finish()
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
    /// It has lower-case letters, and capitals after the first letter.
    pub(crate) camel: bool,
    /// Letters and digits in it.
    pub(crate) letters: usize,
    /// Initials with periods.
    pub(crate) dotted: bool,
}

/// The character at `at`, which must be a boundary.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '\u{2be}' | '\u{2bf}' | '`' | '\u{b4}' | '\u{2b9}')
}

pub(crate) fn is_word_char(c: char) -> bool {
    // dashes and quotation marks, told without a look into tables
    !matches!(c, '\u{2010}'..='\u{2027}') && (c.is_alphanumeric() || c == '_' || is_combining_mark(c) || c == '\u{ad}')
}

/// Whether a word covers the character that ends at `at`.
pub(crate) fn word_before(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(is_word_char)
}

/// Whether a word covers the character at `at`.
pub(crate) fn word_after(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(is_word_char)
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

const ONES: u64 = u64::MAX / 255;
const TOPS: u64 = ONES * 0x80;

/// The top bit of every byte of `chunk` that lies in `from..=to`, both ASCII.
fn bytes_in(chunk: u64, from: u8, to: u8) -> u64 {
    // Without their top bits the bytes cannot carry into each other.
    let low = chunk & !TOPS;
    let at_least = low + ONES * u64::from(0x80 - from);
    let past = low + ONES * u64::from(0x7f - to);
    at_least & !past & !chunk & TOPS
}

/// The word that starts at `start`, a letter or digit; eight bytes at a time.
pub(crate) fn word_at(text: &str, start: usize) -> Word {
    let bytes = text.as_bytes();
    let mut hash = SEED;
    let mut end = start;
    let (mut lower, mut inner_upper) = (0, 0);
    let mut first = 0xff;
    loop {
        let chunk = load(bytes, end);
        let small = bytes_in(chunk, b'a', b'z');
        let large = bytes_in(chunk, b'A', b'Z');
        let other = !(small | large | bytes_in(chunk, b'0', b'9')) & TOPS;
        let len = if other == 0 { 8 } else { other.trailing_zeros() / 8 };
        let keep = if len == 8 { u64::MAX } else { (1 << (8 * len)) - 1 };
        lower |= small & keep;
        inner_upper |= large & keep & !first;
        first = 0;
        let folded = (chunk | LOWER_CASE) & keep;
        end += len as usize;
        if len < 8 {
            hash = mix(hash ^ folded, FACTOR ^ (end - start) as u64);
            break;
        }
        hash = mix(hash ^ folded, FACTOR);
    }
    match bytes.get(end) {
        Some(b'.') if end == start + 1 => {
            if let Some(word) = dotted(text, start) {
                return word;
            }
        }
        Some(b'\'' | b'`' | b'_' | 0x80..) => {
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
        hash,
        capital: !bytes.get(start).is_some_and(u8::is_ascii_lowercase),
        shouted: lower == 0,
        camel: lower != 0 && inner_upper != 0,
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
    Some(Word { start, end: at, hash: hash.finish(), capital, shouted, camel: false, letters, dotted: true })
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
    let (mut has_lower, mut inner_capital) = (false, false);
    let rest = text.get(start..).unwrap_or("");
    for (offset, c) in rest.char_indices() {
        let after = start + offset + c.len_utf8();
        if is_word_char(c) {
            shouted &= !c.is_lowercase();
            has_lower |= c.is_lowercase();
            inner_capital |= offset > 0 && c.is_uppercase();
            letters += usize::from(c.is_alphanumeric());
            fold_char(c, |byte| hash.push(byte));
        } else if !(is_apostrophe(c) && joins(text, after)) {
            break;
        }
        end = after;
    }
    let capital = rest.chars().next().is_some_and(|c| !c.is_lowercase());
    Word { start, end, hash: hash.finish(), capital, shouted, camel: has_lower && inner_capital, letters, dotted: false }
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
///
/// ```
/// use inquit_gazetteer::fold;
/// assert_eq!(fold("Émile  O’Brien-Low"), "emile obrien low");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
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
    /// An ampersand stands here.
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
        Some(b'&') => return Join::Ampersand(at),
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
            b'&' => return Join::Ampersand(at),
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

/// An ampersand at `start`, which reads as the word *and*.
pub(crate) fn ampersand(start: usize) -> Word {
    let hash = hash_bytes(b"and");
    Word { start, end: start + 1, hash, capital: false, shouted: true, camel: false, letters: 3, dotted: false }
}

/// The words of a name, with anything between them; ampersands are words.
pub(crate) fn words(name: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (offset, c) = name.get(at..)?.char_indices().find(|(_, c)| c.is_alphanumeric() || *c == '_' || *c == '&')?;
        let start = at + offset;
        let word = if c == '&' { ampersand(start) } else { word_at(name, start) };
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
