//! A text with words underlined, for people to read.
//!
//! ```
//! use inquit_eval::underline::underlined;
//! use inquit_quotes::Span;
//!
//! let text = "“Go,” she said.";
//! let marks = [(Span::new(0, 9), '~'), (Span::new(10, 13), '='), (Span::new(14, 18), '^')];
//! assert_eq!(underlined(text, Span::new(0, text.len()), &marks), "“Go,” she said.\n~~~~~ === ^^^^\n");
//! ```

use inquit_quotes::{Quote, Span};

/// Code points after which a line is broken.
const WIDTH: usize = 110;

/// The marks of a quotation: content `~`, cue `^`, mention `=`.
pub fn marks(quote: &Quote) -> impl Iterator<Item = (Span, char)> {
    let content = quote.content.iter().map(|piece| (*piece, '~'));
    content.chain(quote.cue.iter().map(|cue| (cue.span, '^'))).chain(quote.mention.iter().map(|mention| (mention.span, '=')))
}

/// The words of `text` in `within`, a span of whole characters, in lines of at
/// most 110 code points (longer words stay whole), each with rows of marks
/// below it, a second row where two overlap. Columns are code points.
#[must_use]
pub fn underlined(text: &str, within: Span, marks: &[(Span, char)]) -> String {
    // The same words may report or name the speaker of several quotations.
    let mut marks = marks.to_vec();
    marks.sort_unstable();
    marks.dedup();
    let mut out = String::new();
    for line in lines(text, within) {
        out.push_str(line.of(text).trim_end());
        out.push('\n');
        for row in rows(text, line, &marks) {
            out.push_str(&row);
            out.push('\n');
        }
    }
    out
}

/// Paragraphs broken at spaces.
fn lines(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = within.start();
    for paragraph in within.of(text).split_inclusive('\n') {
        let end = start + paragraph.len();
        let (mut first, mut last_gap, mut width) = (start, None, 0);
        for (byte, c) in paragraph.char_indices() {
            width += 1;
            if c == ' ' {
                last_gap = Some(start + byte + 1);
            }
            if let (true, Some(gap)) = (width > WIDTH, last_gap) {
                found.push(Span::new(first, gap));
                width = text[gap..start + byte + c.len_utf8()].chars().count();
                (first, last_gap) = (gap, None);
            }
        }
        found.push(Span::new(first, end));
        start = end;
    }
    found
}

/// The rows of marks below one line; none if nothing stands in it.
fn rows(text: &str, line: Span, marks: &[(Span, char)]) -> Vec<String> {
    let shown = line.of(text).trim_end();
    let width = shown.chars().count();
    let column = |byte: usize| shown.char_indices().take_while(|(at, _)| line.start() + at < byte).count();
    let mut rows: Vec<Vec<char>> = Vec::new();
    for (span, mark) in marks.iter().filter(|(span, _)| span.overlaps(line)) {
        let (from, to) = (column(span.start()), column(span.end()).min(width));
        let free = |row: &Vec<char>| row[from..to].iter().all(|c| *c == ' ');
        let at = rows.iter().position(free).unwrap_or(rows.len());
        if at == rows.len() {
            rows.push(vec![' '; width]);
        }
        rows[at][from..to].fill(*mark);
    }
    let text_of = |row: Vec<char>| row.into_iter().collect::<String>().trim_end().to_owned();
    rows.into_iter().map(text_of).filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use inquit_quotes::Span;

    use super::{lines, rows};

    #[test]
    fn marks_stand_below_their_words() {
        let text = "“Où?” she said.\n";
        let at = |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).unwrap();
        let marks = [(at("“Où?”"), '~'), (at("she"), '='), (at("said"), '^')];
        assert_eq!(rows(text, Span::new(0, text.len()), &marks), ["~~~~~ === ^^^^"]);
        let nested = [(at("“Où?” she said"), '~'), (at("she"), '=')];
        assert_eq!(rows(text, Span::new(0, text.len()), &nested), ["~~~~~~~~~~~~~~", "      ==="]);
        assert!(rows(text, Span::new(0, text.len()), &[]).is_empty());
    }

    #[test]
    fn lines_cover_the_text() {
        let text = format!("{}\n\nshort\n{}", "word ".repeat(70), "x".repeat(300));
        let lines = lines(&text, Span::new(0, text.len()));
        assert_eq!(lines.iter().map(|line| line.of(&text)).collect::<String>(), text);
        assert!(lines.iter().all(|line| line.len() <= 112 || !line.of(&text).contains(' ')));
        assert!(lines.len() > 5);
    }
}
