//! What a Parquet file says of itself at its end, before it is believed.
//!
//! A footer is a structure of Thrift's compact protocol. One of a few bytes can
//! claim a list of two thousand million entries, over which the crate that
//! reads Parquet goes one by one before it finds that they are not there. Input:
//! a file. Output: an error if a list in its footer has more entries than bytes
//! follow. All else is left to that crate.
//!
//! Source: the compact protocol of Apache Thrift, and the file format of Apache
//! Parquet, both as their projects document them.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

/// Structures in structures, at most; the format needs some ten.
const DEEP: usize = 64;

/// Checks the footer of `file`, and goes back to its beginning. Reads the
/// footer alone, in time linear in its length.
///
/// # Errors
///
/// If the file cannot be read, or a list in its footer cannot be as long as it
/// claims.
pub(crate) fn check(file: &mut File) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut end = [0; 8];
    if length >= 12 {
        file.seek(SeekFrom::End(-8))?;
        file.read_exact(&mut end)?;
    }
    let claimed = u64::from(u32::from_le_bytes([end[0], end[1], end[2], end[3]]));
    let mut footer = Vec::new();
    if end.ends_with(b"PAR1") && claimed + 8 <= length {
        file.seek(SeekFrom::Start(length - 8 - claimed))?;
        file.take(claimed).read_to_end(&mut footer)?;
    }
    file.rewind()?;
    match (Footer { rest: &footer, truths: footer.len() as u64 }).structure(0) {
        Err(_) => Err(io::Error::other("broken Parquet: its footer claims a list of more entries than it has bytes; write the file anew")),
        Ok(_) => Ok(()),
    }
}

/// What of a footer has not been looked at.
struct Footer<'a> {
    rest: &'a [u8],
    /// How many entries without a byte may come.
    truths: u64,
}

/// Whether the walk can go on: not at the end of the bytes, nor where they are
/// no footer. An error is the length of a list that cannot be.
type Goes = Result<bool, u64>;

impl Footer<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn skip(&mut self, bytes: u64) -> bool {
        let rest = usize::try_from(bytes).ok().and_then(|bytes| self.rest.get(bytes..));
        self.rest = rest.unwrap_or_default();
        rest.is_some()
    }

    /// Whether so many entries can follow: each has a byte at least, or should have.
    fn fits(&self, entries: u64) -> Result<(), u64> {
        if entries > self.rest.len() as u64 { Err(entries) } else { Ok(()) }
    }

    fn structure(&mut self, depth: usize) -> Goes {
        if depth > DEEP {
            return Ok(false);
        }
        loop {
            let Some(head) = self.byte() else { return Ok(false) };
            let kind = head & 0x0f;
            if kind == 0 {
                return Ok(true);
            }
            // a field far from the one before has its number written out
            if head >> 4 == 0 && self.number().is_none() {
                return Ok(false);
            }
            // what is true or false is said by the kind
            if kind > 2 && !self.value(kind, depth)? {
                return Ok(false);
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Goes {
        if depth > DEEP {
            return Ok(false);
        }
        Ok(match kind {
            // read as that crate reads them: a truth in a list has no byte
            1 | 2 => {
                self.truths = self.truths.checked_sub(1).ok_or(u64::MAX)?;
                true
            }
            3 => self.skip(1),
            4..=6 => self.number().is_some(),
            7 => self.skip(8),
            8 => self.number().is_some_and(|bytes| self.skip(bytes)),
            9 | 10 => {
                let Some(head) = self.byte() else { return Ok(false) };
                let long = head >> 4 == 15;
                let Some(entries) = (if long { self.number() } else { Some(u64::from(head >> 4)) }) else { return Ok(false) };
                self.fits(entries)?;
                for _ in 0..entries {
                    if !self.value(head & 0x0f, depth + 1)? {
                        return Ok(false);
                    }
                }
                true
            }
            11 => {
                let Some(entries) = self.number() else { return Ok(false) };
                self.fits(entries)?;
                let Some(kinds) = (if entries > 0 { self.byte() } else { Some(0) }) else { return Ok(false) };
                for _ in 0..entries {
                    if !self.value(kinds >> 4, depth + 1)? || !self.value(kinds & 0x0f, depth + 1)? {
                        return Ok(false);
                    }
                }
                true
            }
            12 => self.structure(depth + 1)?,
            13 => self.skip(16),
            // the rest is no kind
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn checked(footer: &[u8]) -> Result<(), String> {
        let mut file = tempfile::tempfile().unwrap();
        let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
        for part in [b"PAR1".as_slice(), footer, &length, b"PAR1"] {
            file.write_all(part).unwrap();
        }
        check(&mut file).map_err(|error| error.to_string())
    }

    #[test]
    fn a_list_has_no_more_entries_than_bytes() {
        // field 1, a list of three numbers; the end
        assert_eq!(checked(&[0x19, 0x35, 2, 4, 6, 0]), Ok(()));
        let error = checked(&[0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07, 0]).unwrap_err();
        assert!(error.contains("a list of more entries"), "{error}");
        // two lists of five truths each, in eight bytes
        assert!(checked(&[0x19, 0x51, 0x19, 0x51, 0, 0, 0, 0]).is_err());
        assert_eq!(checked(&[0x19, 0x21, 1, 1, 0]), Ok(()));
        // … and so inside of a structure
        assert!(checked(&[0x1c, 0x19, 0xff, 0xff, 0xff, 0xff, 0xff, 0x07, 0, 0]).is_err());
    }

    #[test]
    fn what_is_no_footer_is_left_to_the_reader() {
        for footer in [&[][..], &[0x0b], &[0x18, 0xff, 0xff], &[0x1c; 500], &[0x1f, 1, 2]] {
            assert_eq!(checked(footer), Ok(()), "{footer:?}");
        }
        let mut short = tempfile::tempfile().unwrap();
        short.write_all(b"PAR1").unwrap();
        assert!(check(&mut short).is_ok());
    }
}
