//! A text with its quotations underlined, for people to read.
//!
//! ```text
//! “The last boat is full,” the harbour master said.
//! ~~~~~~~~~~~~~~~~~~~~~~~~ ================== ^^^^
//!
//! 1 direct speech quotation 0.9: the harbour master
//! ```

use std::fmt::Write as _;

use inquit_quotes::{Analysis, Quote, Span};

/// Code points after which a line is broken.
const WIDTH: usize = 110;

/// `text` in lines of at most 110 code points (longer words stay whole), each
/// with rows of marks below it: content `~`, cue `^`, mention `=`, a second
/// row where two overlap. Then the quotations, one a line.
#[must_use]
pub fn report(text: &str, analysis: &Analysis) -> String {
    let mut marks: Vec<(Span, char)> = Vec::new();
    for quote in &analysis.quotes {
        marks.extend(quote.content.iter().map(|piece| (*piece, '~')));
        marks.extend(quote.cue.iter().map(|cue| (cue.span, '^')));
        marks.extend(quote.mention.iter().map(|mention| (mention.span, '=')));
    }
    // The same words may report or name the speaker of several quotations.
    marks.sort();
    marks.dedup();
    let mut out = String::new();
    for line in lines(text) {
        let _ = writeln!(out, "{}", line.of(text).trim_end());
        for row in rows(text, line, &marks) {
            let _ = writeln!(out, "{row}");
        }
    }
    out.push('\n');
    for (at, quote) in analysis.quotes.iter().enumerate() {
        let _ = writeln!(out, "{} {}", at + 1, line_of(text, quote));
    }
    out
}

/// Paragraphs broken at spaces.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
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

fn line_of(text: &str, quote: &Quote) -> String {
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let speaker = if names.is_empty() { "-".to_owned() } else { names.join("; ") };
    let mut out = format!(
        "{} {} {} {:.1}: {speaker} | {}",
        word(&quote.quote_type),
        word(&quote.class),
        quote.method.as_str(),
        quote.confidence,
        opening(text, quote),
    );
    if let Some(outer) = quote.nested_in {
        let _ = write!(out, " (in {})", outer + 1);
    }
    out
}

/// The first words of the content, enough to find it above.
fn opening(text: &str, quote: &Quote) -> String {
    let pieces: Vec<&str> = quote.content.iter().map(|piece| piece.of(text)).collect();
    let words: Vec<String> = pieces.join(" … ").split_whitespace().map(str::to_owned).collect();
    let mut out = words.iter().take(6).cloned().collect::<Vec<_>>().join(" ");
    if words.len() > 6 {
        out.push_str(" …");
    }
    out
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
        let lines = lines(&text);
        assert_eq!(lines.iter().map(|line| line.of(&text)).collect::<String>(), text);
        assert!(lines.iter().all(|line| line.len() <= 112 || !line.of(&text).contains(' ')));
        assert!(lines.len() > 5);
    }
}
