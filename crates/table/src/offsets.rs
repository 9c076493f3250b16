//! [`Offsets`]: byte offsets of the crates as the unit a reader asked for.

/// What the offsets of a table count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8 (Rust, Go, C)
    Bytes,
    /// Unicode code points (Python, R, annotation tools)
    Chars,
    /// UTF-16 code units (JavaScript, Java, C#)
    Utf16,
}

/// Byte offsets of one text and what they are in a [`Unit`].
///
/// The text is read once, from the start to the last position; a text in
/// ASCII, where all units agree, only to see that it is.
#[derive(Debug)]
pub struct Offsets {
    /// Sorted pairs of byte offset and converted offset; `None` where they agree.
    known: Option<Vec<(usize, usize)>>,
}

impl Offsets {
    /// Converts the byte offsets `positions`, in any order, of `text`.
    #[must_use]
    pub fn new(text: &str, unit: Unit, positions: impl IntoIterator<Item = usize>) -> Offsets {
        if unit == Unit::Bytes || text.is_ascii() {
            return Offsets { known: None };
        }
        let mut positions: Vec<usize> = positions.into_iter().collect();
        positions.sort_unstable();
        positions.dedup();
        let (mut byte, mut converted) = (0, 0);
        let known = positions.into_iter().map(|position| {
            let end = position.min(text.len());
            converted += count(&text.as_bytes()[byte..end], unit);
            byte = end;
            (position, converted)
        });
        Offsets { known: Some(known.collect()) }
    }

    /// The converted offset of a byte offset given to [`Offsets::new`].
    #[must_use]
    pub fn at(&self, position: usize) -> usize {
        let Some(known) = &self.known else {
            return position;
        };
        match known.binary_search_by_key(&position, |&(byte, _)| byte) {
            Ok(place) => known[place].1,
            Err(_) => {
                debug_assert!(false, "offset {position} was not announced");
                position
            }
        }
    }
}

/// Units in a stretch of UTF-8. Each character has one byte that begins it,
/// and the four-byte ones take two units of UTF-16.
fn count(bytes: &[u8], unit: Unit) -> usize {
    let begins = |b: &&u8| (**b & 0xC0) != 0x80;
    match unit {
        Unit::Bytes => bytes.len(),
        Unit::Chars => bytes.iter().filter(begins).count(),
        Unit::Utf16 => bytes.iter().filter(begins).count() + bytes.iter().filter(|&&b| b >= 0xF0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Zoë 👩‍🚀 said “ça va 🎉” — fin";

    #[test]
    fn agrees_with_counting_from_the_start() {
        let positions: Vec<usize> = (0..=TEXT.len()).filter(|&i| TEXT.is_char_boundary(i)).collect();
        for unit in [Unit::Bytes, Unit::Chars, Unit::Utf16] {
            // Order of the request does not matter.
            let offsets = Offsets::new(TEXT, unit, positions.iter().rev().copied());
            for &position in &positions {
                let before = &TEXT[..position];
                let expected = match unit {
                    Unit::Bytes => before.len(),
                    Unit::Chars => before.chars().count(),
                    Unit::Utf16 => before.encode_utf16().count(),
                };
                assert_eq!(offsets.at(position), expected, "{unit:?} at byte {position}");
            }
        }
    }

    #[test]
    fn ascii_needs_no_table() {
        let offsets = Offsets::new("plain text", Unit::Chars, [6]);
        assert!(offsets.known.is_none());
        assert_eq!(offsets.at(6), 6);
    }

    #[test]
    fn a_position_past_the_end_is_the_end() {
        assert_eq!(Offsets::new("né", Unit::Chars, [99]).at(99), 2);
    }
}
