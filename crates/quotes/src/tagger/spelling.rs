//! Hashes of how a word is written.
//!
//! Input: one word. Output: hashes of the word in lower case, of its ends, and
//! its shape. Equal on every platform; nothing is allocated. No list of words
//! is asked.

/// How a word is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// The word in lower case.
    pub(crate) word: u64,
    /// Its last two and three bytes.
    pub(crate) suffix2: u64,
    pub(crate) suffix3: u64,
    /// Its first four.
    pub(crate) prefix: u64,
    /// Classes of its characters, runs as one, up to five.
    pub(crate) shape: u64,
}

/// ASCII letters in lower case, digits as 0.
const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        table[byte] = if own.is_ascii_digit() { b'0' } else { own.to_ascii_lowercase() };
        byte += 1;
    }
    table
};

/// The classes of ASCII characters: *A*, *a*, *0*, and each other its own.
const CLASS: [u8; 256] = {
    let mut table = LOWER;
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        if own.is_ascii_alphabetic() {
            table[byte] = if own.is_ascii_uppercase() { b'A' } else { b'a' };
        }
        byte += 1;
    }
    table
};

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
        if word.is_ascii() {
            for &byte in word.as_bytes() {
                put(LOWER[usize::from(byte)]);
                look(CLASS[usize::from(byte)]);
            }
            return Spelling::from(&bytes[..n], shape);
        }
        for c in word.chars() {
            if c.is_ascii() {
                put(LOWER[c as usize]);
                look(CLASS[c as usize]);
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
        Spelling::from(&bytes[..n], shape)
    }

    fn from(bytes: &[u8], shape: u64) -> Spelling {
        let n = bytes.len();
        Spelling {
            word: hash(bytes),
            suffix2: hash(&bytes[n.saturating_sub(2)..]),
            suffix3: hash(&bytes[n.saturating_sub(3)..]),
            prefix: hash(&bytes[..n.min(4)]),
            shape,
        }
    }
}

/// As the hash of values in [`crate::feature`], of bytes.
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
    use crate::feature::value;

    #[test]
    fn spelling_ignores_case_digits_and_curls() {
        assert_eq!(Spelling::of("That").word, value("that"));
        assert_eq!(Spelling::of("’S").word, value("'s"));
        assert_eq!(Spelling::of("1987").word, Spelling::of("2004").word);
        assert_eq!(Spelling::of("ÉLAN").word, Spelling::of("élan").word);
        assert_eq!(Spelling::of("Élan").shape, u64::from(b'A') << 8 | u64::from(b'a'));
        assert_ne!(Spelling::of("ran").suffix2, Spelling::of("run").suffix2);
        assert_eq!(Spelling::of("walked").suffix3, Spelling::of("talked").suffix3);
        assert_eq!(Spelling::of(&"x".repeat(99)).word, Spelling::of(&"x".repeat(48)).word);
        assert_eq!(Spelling::of("").word, 0);
    }
}
