//! What is shown to a person: no control character of an article gets through.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Whether a terminal might act on `c` instead of showing it: control
/// characters, and the marks that reverse the direction of what follows.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{61c}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` on one line, with each active character as a replacement character
/// and each line break or tab as a space.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(harmless).collect())
}

/// A replacement character for one that a terminal might act on, a space for a
/// line break or tab.
pub(crate) fn harmless(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_active(c) => '\u{fffd}',
        c => c,
    }
}

/// `text` with its line feeds, and each other active character made harmless.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_active(c)) {
        return Cow::Borrowed(text);
    }
    // The line ends of CSV are CR LF: as LF they look the same.
    let text = text.replace("\r\n", "\n");
    let shown: Vec<_> = text.split('\n').map(one_line).collect();
    Cow::Owned(shown.join("\n"))
}

/// `text` on one line, cut with an ellipsis to at most `width` columns.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = one_line(&text);
    if text.width() <= width {
        return text.into_owned();
    }
    let mut used = 1; // the ellipsis
    let mut short: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Columns of the terminal between two columns of a table.
const GAP: usize = 2;
/// A last column without a limit gets at least so many.
const LEAST_LAST: usize = 20;

/// Lines of cells, padded so that columns align, in lines of at most `width`
/// columns if that is enough at all. `most` is how many each column may take,
/// [`usize::MAX`] for a last one that takes what is left.
pub(crate) fn align(lines: &[Vec<String>], most: &[usize], width: usize) -> String {
    let mut left = width;
    let widths: Vec<usize> = most
        .iter()
        .enumerate()
        .map(|(column, &most)| {
            let most = if most == usize::MAX { left.max(LEAST_LAST) } else { most };
            let widest = lines.iter().filter_map(|cells| cells.get(column)).map(|cell| shorten(cell, most).width());
            let widest = widest.max().unwrap_or(0);
            left = left.saturating_sub(widest + GAP);
            widest
        })
        .collect();
    let mut aligned = String::new();
    for cells in lines {
        let mut line = String::new();
        for (cell, &width) in cells.iter().zip(&widths) {
            let cell = shorten(cell, width);
            line.push_str(&cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
        }
        aligned.push_str(line.trim_end());
        aligned.push('\n');
    }
    aligned
}

/// Columns of the terminal on standard output, or 100 where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(100, |(terminal_size::Width(columns), _)| columns.into())
}

/// Writes one line `label: message` to standard error.
pub(crate) fn complain(label: &str, message: &str) {
    let line = format!("{label}: {}\n", one_line(message));
    // Nobody is left to tell that standard error is gone.
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_made_harmless() {
        assert_eq!(one_line("plain – text"), "plain – text");
        assert_eq!(one_line("a\u{1b}[31mb\r\nc\td"), "a\u{fffd}[31mb  c d");
        assert_eq!(one_line("x\u{202e}y\u{9b}z"), "x\u{fffd}y\u{fffd}z");
        assert_eq!(lines("a\r\nb\u{7}\nc"), "a\nb\u{fffd}\nc");
    }

    #[test]
    fn shortening_counts_columns() {
        assert_eq!(shorten("four", 4), "four");
        assert_eq!(shorten("fours", 4), "fou…");
        assert_eq!(shorten("one\n two", 20), "one two");
        assert_eq!(shorten("on the hill", 8), "on the…");
        // Each of these characters takes two columns.
        assert_eq!(shorten("日本語", 6), "日本語");
        assert_eq!(shorten("日本語", 5), "日本…");
        assert_eq!(shorten("日本語", 4), "日…");
    }
}
