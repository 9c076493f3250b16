//! What a cell of Excel can hold of a text.

use std::borrow::Cow;

use crate::output::xml::allowed;

/// The most UTF-16 units of a cell.
pub(super) const MOST_UNITS: usize = 32_767;
/// What a cell that was cut ends with.
const MARK: &str = " … [cut]";

/// `text` as a cell holds it, and whether it had to be cut.
///
/// A line break is a line feed; for what XML cannot hold stands what [`allowed`] says.
pub(super) fn fitting(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let text = if text.chars().any(|c| c == '\r' || allowed(c) != c) { Cow::Owned(plain(&text)) } else { text };
    // No character has more units than bytes.
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return (text, false);
    }
    let room = MOST_UNITS - MARK.encode_utf16().count();
    let mut units = 0;
    let end = text.char_indices().find_map(|(place, c)| {
        units += c.len_utf16();
        (units > room).then_some(place)
    });
    let mut cut = text[..end.unwrap_or(text.len())].to_owned();
    cut.push_str(MARK);
    (Cow::Owned(cut), true)
}

fn plain(text: &str) -> String {
    let breaks = text.replace("\r\n", "\n");
    breaks.chars().map(|c| if c == '\r' { '\n' } else { allowed(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fitting(text.into()), (expected.into(), false));
    }

    #[test]
    fn what_xml_cannot_hold() {
        check("plain\ttext\n", "plain\ttext\n");
        check("a\r\nb\rc", "a\nb\nc");
        check("\u{1b}[31m\u{0}\u{fffe}é🎉", "\u{fffd}[31m\u{fffd}\u{fffd}é🎉");
        check("one page\u{c}the next", "one page the next");
        check("=1+1", "=1+1");
    }

    #[test]
    fn the_limit_counts_utf16() {
        let fits = "é".repeat(MOST_UNITS);
        check(&fits, &fits);
        for long in ["a".repeat(MOST_UNITS + 1), "🎉".repeat(MOST_UNITS / 2 + 1)] {
            let (cut, was_cut) = fitting(long.as_str().into());
            let units = cut.encode_utf16().count();
            assert!(was_cut && cut.ends_with(MARK) && (MOST_UNITS - 1..=MOST_UNITS).contains(&units), "{units}");
        }
    }
}
