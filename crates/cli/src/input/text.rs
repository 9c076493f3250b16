//! Bytes to text.

use std::borrow::Cow;

use crate::error::Note;

/// The text that `bytes` hold; what is not UTF-8 becomes U+FFFD, with a
/// warning that names the first such byte. `offset` is that of `bytes` in
/// the source called `place`.
pub(super) fn decode<'a>(bytes: &'a [u8], place: &str, offset: u64, notes: &mut Vec<Note>) -> Cow<'a, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let byte = offset + error.valid_up_to() as u64;
            notes.push(Note::Warning(format!(
                "{place}: not UTF-8 at byte {byte}; what cannot be read becomes U+FFFD \
                 (if it is in another encoding, convert it first, for instance with iconv)"
            )));
            String::from_utf8_lossy(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_names_the_first_bad_byte() {
        let mut notes = Vec::new();
        assert_eq!(decode("é".as_bytes(), "a.txt", 0, &mut notes), "é");
        assert!(notes.is_empty());
        assert_eq!(decode(b"caf\xe9 x\xff", "a.txt", 100, &mut notes), "caf\u{fffd} x\u{fffd}");
        let [Note::Warning(warning)] = notes.as_slice() else {
            panic!("one warning, not {notes:?}");
        };
        assert!(warning.starts_with("a.txt: not UTF-8 at byte 103;"), "{warning}");
    }
}
