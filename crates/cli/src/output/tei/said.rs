//! What may overlap and cross paragraphs, as elements that may not.
//!
//! In: a text and the content of its quotations. Out: paragraphs, words and
//! elements, well nested. The longer of two that begin together is outside;
//! where one ends inside another that goes on, the inner one is closed with it
//! and opened again behind it.

use inquit_quotes::Span;
use inquit_table::Record;

/// What stands in the body of a document, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Paragraph,
    EndOfParagraph,
    /// Content of the record of this number begins.
    Open(usize),
    /// What was opened last ends.
    Close,
    Words(Span),
}

/// A piece of content in a paragraph.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    record: usize,
}

/// The body of a document.
pub(super) fn events(text: &str, records: &[Record<'_>]) -> Vec<Event> {
    let spans = records.iter().enumerate().flat_map(|(number, record)| record.content.iter().map(move |piece| (number, piece.span)));
    let mut pieces: Vec<Piece> = spans.map(|(record, span)| Piece { start: span.start(), end: span.end(), record }).collect();
    pieces.sort_by_key(|piece| piece.start);
    let mut events = Vec::new();
    // Those that the paragraphs before have not ended.
    let mut open: Vec<Piece> = Vec::new();
    let mut coming = pieces.into_iter().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        while let Some(piece) = coming.next_if(|piece| piece.start < end) {
            open.push(piece);
        }
        open.retain(|piece| piece.end > start);
        if !text[start..end].trim().is_empty() {
            let here = open.iter().map(|piece| Piece { start: piece.start.max(start), end: piece.end.min(end), ..*piece });
            paragraph(Span::new(start, end), here.filter(|piece| piece.start < piece.end).collect(), &mut events);
        }
        start += line.len();
    }
    events
}

fn paragraph(span: Span, mut pieces: Vec<Piece>, events: &mut Vec<Event>) {
    pieces.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end), piece.record));
    let mut cuts: Vec<usize> = pieces.iter().flat_map(|piece| [piece.start, piece.end]).chain([span.start(), span.end()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    events.push(Event::Paragraph);
    let mut open: Vec<Piece> = Vec::new();
    let mut coming = pieces.into_iter().peekable();
    for (place, &cut) in cuts.iter().enumerate() {
        let mut again = Vec::new();
        if let Some(ended) = open.iter().position(|piece| piece.end == cut) {
            events.extend(open[ended..].iter().map(|_| Event::Close));
            again = open.split_off(ended);
            again.retain(|piece| piece.end > cut);
        }
        while let Some(piece) = coming.next_if(|piece| piece.start == cut) {
            again.push(piece);
        }
        again.sort_by_key(|piece| (std::cmp::Reverse(piece.end), piece.record));
        events.extend(again.iter().map(|piece| Event::Open(piece.record)));
        open.append(&mut again);
        if let Some(&next) = cuts.get(place + 1) {
            events.push(Event::Words(Span::new(cut, next)));
        }
    }
    events.push(Event::EndOfParagraph);
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_gazetteer::Gazetteer;
    use inquit_quotes::Quote;
    use inquit_table::{records, sample};

    /// `text` with the content of quotations, spans of bytes, in brackets.
    fn check(text: &str, contents: &[&[(usize, usize)]], expected: &str) {
        let quote = |content: &&[(usize, usize)]| Quote {
            content: content.iter().map(|&(start, end)| Span::new(start, end)).collect(),
            mention: None,
            cue: None,
            speakers: vec![],
            ..sample::quotes()[0].clone()
        };
        let quotes: Vec<Quote> = contents.iter().map(quote).collect();
        let document = inquit_table::Document { text: text.into(), ..sample::document() };
        let (gazetteer, shape) = (Gazetteer::curated(), sample::shape());
        let rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        let mut shown = String::new();
        for event in events(text, &rows) {
            match event {
                Event::Paragraph => shown.push('<'),
                Event::EndOfParagraph => shown.push('>'),
                Event::Open(record) => shown.push_str(&format!("{record}[")),
                Event::Close => shown.push(']'),
                Event::Words(span) => shown.push_str(span.of(text)),
            }
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn nesting_overlap_and_paragraphs() {
        check("abcdef", &[&[(1, 3)]], "<a0[bc]def>");
        check("abcdef", &[&[(0, 6)], &[(0, 6)]], "<0[1[abcdef]]>");
        check("abcdef", &[&[(2, 3)], &[(1, 5)]], "<a1[b0[c]de]f>");
        check("abcdef", &[&[(0, 3)], &[(2, 5)]], "<0[ab1[c]]1[de]f>");
        check("abcdef", &[&[(0, 1), (2, 3)]], "<0[a]b0[c]def>");
        check("ab\n \ncd\r\nef\n", &[&[(1, 10)]], "<a0[b]><0[cd]><0[e]f>");
        check("ab\ncd", &[&[(1, 3)], &[(2, 4)]], "<a0[b]><1[c]d>");
        check("", &[], "");
    }
}
