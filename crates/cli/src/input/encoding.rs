//! Bytes to text.
//!
//! UTF-8 is what everything is taken for that can be read so, and UTF-16 what
//! has its mark or its many zero bytes. Anything else is read in the encoding
//! that it is declared to be in, or else looks like. Only text that is UTF-8
//! but for a few bytes has these replaced by U+FFFD.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Note;

/// Bytes decoded at once.
const BUFFER: usize = 64 * 1024;
/// The mark in front of UTF-8 text from some editors.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The encoding called `name`.
///
/// # Errors
///
/// What names there are, if there is none of this one.
pub(crate) fn named(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| "no such encoding; names are those of the web, such as utf-8, windows-1252, iso-8859-2, utf-16le".to_owned())
}

/// `bytes` without the half of a character that they end with, if they are
/// UTF-8 up to there: that they are cut would look like another encoding.
pub(super) fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// The form of UTF-16 that a source is in which begins with `head`.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    // Half of the bytes of English are zero then, and all on one side.
    let pairs = head.chunks_exact(2);
    let all = pairs.len();
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let (least, most) = (all - all / 4, all / 50);
    match all {
        0 => None,
        _ if second >= least && first <= most => Some(UTF_16LE),
        _ if first >= least && second <= most => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether an encoding is one of UTF-16.
pub(super) fn is_wide(encoding: &'static Encoding) -> bool {
    [UTF_16LE, UTF_16BE].contains(&encoding)
}

/// Whether `head` begins with the byte-order mark of UTF-16.
pub(super) fn has_mark_of_utf16(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}

/// Whether what begins with `head` is UTF-8 and nothing else: it has letters
/// beyond ASCII, and all of them are whole. No text of another encoding happens to be so.
pub(super) fn is_surely_utf8(head: &[u8]) -> bool {
    // the last letter may be cut off
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !head.is_ascii()
}

/// The encoding that `bytes` look like, where they are not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The text that `bytes` hold, which are not necessarily UTF-8: in the
/// encoding `declared`, or in the one they look like, with a warning that
/// names it.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>, place: &str, notes: &mut Vec<Note>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        let (text, encoding, malformed) = encoding.decode(bytes);
        if malformed {
            notes.push(replaced(place, encoding));
        }
        return text;
    }
    if is_mostly_utf8(bytes) {
        return damaged(bytes, place, 0, notes);
    }
    let encoding = guess(bytes);
    notes.push(guessed(place, encoding));
    encoding.decode_without_bom_handling(bytes).0
}

/// The text of `bytes` that must be UTF-8; what is not becomes U+FFFD, with a
/// warning that names the first such byte. `offset` is that of `bytes` in the
/// source called `place`.
pub(super) fn damaged<'a>(bytes: &'a [u8], place: &str, offset: u64, notes: &mut Vec<Note>) -> Cow<'a, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let byte = offset + error.valid_up_to() as u64;
            notes.push(Note::Warning(format!(
                "{place}: not UTF-8 at byte {byte}; what cannot be read becomes U+FFFD (if it is in another encoding, name it with --encoding)"
            )));
            String::from_utf8_lossy(bytes)
        }
    }
}

/// The warning that an encoding was guessed.
pub(super) fn guessed(place: &str, encoding: &'static Encoding) -> Note {
    Note::Warning(format!(
        "{place}: not UTF-8; read as {}, which it looks like (if it is not, name the encoding with --encoding)",
        encoding.name()
    ))
}

/// The warning that not all is in the encoding it should be in.
pub(super) fn replaced(place: &str, encoding: &'static Encoding) -> Note {
    Note::Warning(format!("{place}: some of it is not {}; what cannot be read becomes U+FFFD", encoding.name()))
}

/// Whether `bytes`, which are not all UTF-8, have more letters of it beyond
/// ASCII than bytes that are none.
pub(super) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        bad += chunk.invalid().len();
    }
    letters > bad
}

/// A source in another encoding, read as UTF-8. A byte-order mark is left out.
pub(super) struct Transcoded<R> {
    inner: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    ended: bool,
    /// Whether something became U+FFFD.
    malformed: bool,
}

impl<R: BufRead> Transcoded<R> {
    /// Reads `inner` as `encoding`.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Transcoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcoded { inner, encoding, decoder, out: Vec::new(), at: 0, ended: false, malformed: false }
    }

    /// The encoding, if something was not in it.
    pub(super) fn malformed(&self) -> Option<&'static Encoding> {
        self.malformed.then_some(self.encoding)
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Transcoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.out.len() && !self.ended {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            self.out.resize(BUFFER, 0);
            let (result, read, written, malformed) = self.decoder.decode_to_utf8(bytes, &mut self.out, last);
            self.inner.consume(read);
            self.out.truncate(written);
            self.at = 0;
            self.malformed |= malformed;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

/// Whether more than one byte of fifty is a control character that no text
/// has: a program, an image, an archive.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(64 * 1024)];
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    bytes.iter().filter(control).count() > bytes.len() / 50 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` in UTF-16.
    fn utf16_bytes(text: &str, order: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    /// What is made of `bytes`, and the warning.
    fn decoded(bytes: &[u8], declared: Option<&str>) -> (String, String) {
        let mut notes = Vec::new();
        let declared = declared.map(|name| named(name).unwrap());
        let text = decode(bytes, declared, "a.txt", &mut notes).into_owned();
        let warnings: Vec<String> = notes
            .into_iter()
            .map(|note| match note {
                Note::Warning(warning) => warning,
                other => panic!("{other:?}"),
            })
            .collect();
        (text, warnings.join("\n"))
    }

    #[test]
    fn utf8_is_as_it_is() {
        assert_eq!(decoded("“é”".as_bytes(), None), ("“é”".to_owned(), String::new()));
        // More pages declare what they are not than hold such letters.
        assert_eq!(decoded("“é”".as_bytes(), Some("latin1")), ("“é”".to_owned(), String::new()));
    }

    #[test]
    fn a_few_bad_bytes_are_replaced() {
        let (text, warning) = decoded(b"\xe2\x80\x9ccaf\xe9\xe2\x80\x9d x", None);
        assert_eq!(text, "“caf\u{fffd}” x");
        assert!(warning.starts_with("a.txt: not UTF-8 at byte 6;"), "{warning}");
    }

    #[test]
    fn some_bytes_can_only_be_utf8() {
        assert!(is_surely_utf8("Zoë said “no”".as_bytes()));
        assert!(is_surely_utf8(&"Zoë".as_bytes()[..3]), "cut in a letter");
        assert!(!is_surely_utf8(b"plain"), "anything may follow");
        assert!(!is_surely_utf8(b"Zo\xeb said so"));
    }

    #[test]
    fn other_encodings_are_declared_or_guessed() {
        let (text, warning) = decoded(b"\x93The caf\xe9 is shut,\x94 said Zo\xeb Varga.", None);
        assert_eq!(text, "“The café is shut,” said Zoë Varga.");
        assert!(warning.starts_with("a.txt: not UTF-8; read as windows-1252,"), "{warning}");
        assert_eq!(decoded(b"\x93caf\xe9\x94", Some("ISO-8859-1")), ("“café”".to_owned(), String::new()));
        assert_eq!(decoded(b"\xb9", Some("iso-8859-2")), ("š".to_owned(), String::new()));
        let (text, warning) = decoded(b"\x81\xff", Some("shift_jis"));
        assert!(text.contains('\u{fffd}') && warning.contains("some of it is not Shift_JIS"), "{text} {warning}");
        assert!(named("klingon").is_err());
    }

    #[test]
    fn half_characters_are_left_out() {
        let text = "“é".as_bytes();
        assert_eq!(whole_characters(text), text);
        assert_eq!(whole_characters(&text[..4]), "“".as_bytes());
        assert_eq!(whole_characters(&text[..2]), b"");
        // In another encoding it is a letter.
        assert_eq!(whole_characters(b"caf\xe9 \xe9"), b"caf\xe9 \xe9");
    }

    #[test]
    fn utf16_is_recognised() {
        let text = "“We have found cracks,” she said.";
        let little = utf16_bytes(text, u16::to_le_bytes);
        let big = utf16_bytes(text, u16::to_be_bytes);
        assert_eq!(utf16(&little), Some(UTF_16LE));
        assert_eq!(utf16(&big), Some(UTF_16BE));
        assert_eq!(utf16(b"\xff\xfeH\0"), Some(UTF_16LE));
        assert_eq!(utf16(b"\xfe\xff\x20\x1c"), Some(UTF_16BE));
        for other in [b"".as_slice(), b"a", b"He said", b"\0\0\0\0\"\0said\0\"", b"\0\0\0\0", b"\x1f\x8b\x08\0\0\0\0\0"] {
            assert_eq!(utf16(other), None, "{other:?}");
        }
    }

    #[test]
    fn transcoding_is_decoding() {
        let text = "Zoë 🎉 “said”\n".repeat(20_000);
        let marked = format!("\u{feff}{text}");
        for (bytes, encoding) in [
            (utf16_bytes(&marked, u16::to_le_bytes), UTF_16LE),
            (utf16_bytes(&text, u16::to_be_bytes), UTF_16BE),
            (marked.into_bytes(), UTF_8),
        ] {
            let mut read = String::new();
            let mut transcoded = Transcoded::new(bytes.as_slice(), encoding);
            transcoded.read_to_string(&mut read).unwrap();
            assert!(read == text && transcoded.malformed().is_none(), "{}", encoding.name());
        }
        let mut cut = Transcoded::new(b"a\0b".as_slice(), UTF_16LE);
        let mut read = String::new();
        cut.read_to_string(&mut read).unwrap();
        assert_eq!((read.as_str(), cut.malformed()), ("a\u{fffd}", Some(UTF_16LE)));
    }
}
