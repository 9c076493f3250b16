//! The words before and after a quotation, for `--context`.
//!
//! A word is what stands between white space. Words are joined by single
//! spaces, so that a line break in the text is none in a cell.

/// The most words that may be asked for.
pub const MOST_WORDS: u16 = 1_000;
/// Bytes that are looked at for each word. A text without spaces must not make
/// every row as long as the document.
const BYTES_PER_WORD: usize = 64;

/// Up to `words` words of `text` before the byte `start`.
pub(crate) fn before(text: &str, start: usize, words: usize) -> String {
    let text = &text[..start];
    let from = text.floor_char_boundary(start.saturating_sub(words * BYTES_PER_WORD));
    let mut found: Vec<&str> = text[from..].split_whitespace().rev().take(words).collect();
    found.reverse();
    found.join(" ")
}

/// Up to `words` words of `text` after the byte `end`.
pub(crate) fn after(text: &str, end: usize, words: usize) -> String {
    let text = &text[end..];
    let to = text.floor_char_boundary(words * BYTES_PER_WORD);
    text[..to].split_whitespace().take(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One two\r\n\r\nthree, “four” five\tsix.";

    fn check(words: usize, expected: (&str, &str)) {
        let start = TEXT.find('“').unwrap();
        let end = start + "“four”".len();
        let found = (before(TEXT, start, words), after(TEXT, end, words));
        assert_eq!((found.0.as_str(), found.1.as_str()), expected);
    }

    #[test]
    fn words_and_the_ends_of_the_document() {
        check(0, ("", ""));
        check(1, ("three,", "five"));
        check(2, ("two three,", "five six."));
        check(99, ("One two three,", "five six."));
        assert_eq!((before("", 0, 3), after("", 0, 3)), (String::new(), String::new()));
    }

    #[test]
    fn a_text_without_spaces_is_cut() {
        let text = "é".repeat(5_000);
        assert_eq!(before(&text, text.len(), 2).len(), 128);
        assert_eq!(after(&text, 0, 2).len(), 128);
        assert_eq!(after(&text, 2, 1).len(), 64);
    }
}
