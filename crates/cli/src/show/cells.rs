//! [`Cell`]: a character of an article and what it belongs to; lines of them.
//!
//! In: a text and its rows, positions in bytes. Out: paragraphs, cut into
//! lines of a width. No cell holds a character that a terminal would act on.

use inquit_table::Record;
use unicode_width::UnicodeWidthChar;

use crate::terminal;

/// A character of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) c: char,
    /// Columns it takes.
    pub(super) width: usize,
    /// The innermost row whose content holds it.
    pub(super) content: Option<usize>,
    /// How many contents hold it.
    pub(super) depth: usize,
    pub(super) cue: bool,
    /// The row whose speaker it names.
    pub(super) mention: Option<usize>,
    /// Where it stands in the text.
    pub(super) byte: usize,
}

/// The paragraphs of `text`, one for each of its lines.
pub(super) fn paragraphs(text: &str, rows: &[Record<'_>]) -> Vec<Vec<Cell>> {
    let mut cells: Vec<Cell> = text.char_indices().map(|(byte, c)| cell(byte, c)).collect();
    let range = |cells: &[Cell], start: usize, end: usize| {
        let place = |byte| cells.partition_point(|cell| cell.byte < byte);
        place(start)..place(end)
    };
    // Outer contents first, so that inner ones overwrite them.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&row| std::cmp::Reverse(length(&rows[row])));
    for row in order {
        let record = &rows[row];
        for piece in &record.content {
            let own = range(&cells, piece.start, piece.end);
            for cell in &mut cells[own] {
                cell.content = Some(row);
                cell.depth += 1;
            }
        }
    }
    for (row, record) in rows.iter().enumerate() {
        if let Some(cue) = &record.cue {
            let own = range(&cells, cue.start, cue.end);
            cells[own].iter_mut().for_each(|cell| cell.cue = true);
        }
        if let Some(mention) = &record.mention {
            let own = range(&cells, mention.start, mention.end);
            cells[own].iter_mut().for_each(|cell| cell.mention = Some(row));
        }
    }
    cells.split(|cell| cell.c == '\n').map(<[Cell]>::to_vec).collect()
}

/// Bytes of a row's content.
pub(super) fn length(row: &Record<'_>) -> usize {
    row.content.iter().map(|piece| piece.end - piece.start).sum()
}

fn cell(byte: usize, c: char) -> Cell {
    // A carriage return is half of a line end, or nothing that can be shown.
    let c = if c == '\n' { c } else { terminal::harmless(c) };
    Cell { c, width: c.width().unwrap_or(0), content: None, depth: 0, cue: false, mention: None, byte }
}

/// The lines of a paragraph: broken at spaces, words longer than a line within.
/// What stands in front of a cell takes `room(cell)` columns.
pub(super) fn wrap(paragraph: &[Cell], width: usize, room: impl Fn(&Cell) -> usize) -> Vec<&[Cell]> {
    let mut lines = Vec::new();
    let (mut start, mut gap, mut used) = (0, None, 0);
    let mut at = 0;
    while at < paragraph.len() {
        let cell = &paragraph[at];
        let needed = cell.width + room(cell);
        if cell.c != ' ' && used + needed > width && at > start {
            let next = gap.unwrap_or(at);
            lines.push(&paragraph[start..next]);
            (start, gap, used, at) = (next, None, 0, next);
            continue;
        }
        used += needed;
        at += 1;
        if cell.c == ' ' {
            gap = Some(at);
        }
    }
    lines.push(&paragraph[start..]);
    // What ends a line is not seen, and would count for its width.
    lines.iter_mut().for_each(|line| {
        while let [rest @ .., Cell { c: ' ', .. }] = *line {
            *line = rest;
        }
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let paragraphs = paragraphs(text, &[]);
        let lines = paragraphs.iter().flat_map(|paragraph| wrap(paragraph, width, |_| 0));
        lines.map(|line| line.iter().map(|cell| cell.c).collect()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one  two", 4), ["one", "two"]);
        assert_eq!(wrapped("seventeen", 4), ["seve", "ntee", "n"]);
        assert_eq!(wrapped("日本 日本", 5), ["日本", "日本"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e\u{301} x", 3), ["e\u{301}e\u{301}e\u{301}", "x"]);
        assert_eq!(wrapped("a\r\n\nb\tc", 9), ["a", "", "b c"]);
        assert_eq!(wrapped("", 9), [""]);
        assert_eq!(wrapped("\u{1b}[2J", 9), ["\u{fffd}[2J"]);
    }
}
