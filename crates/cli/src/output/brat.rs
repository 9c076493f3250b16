//! brat standoff: `NAME.txt` and `NAME.ann` for each document, and the types in
//! `annotation.conf`, so that brat shows the folder as it is.
//!
//! Entities are Content, Cue and Source, offsets are code points, and a piece
//! of content that crosses a line is one piece for each line, as brat wants
//! it. Relations join what belongs together: a source says a cue, a cue reports
//! a content; where there is no cue, the source says the content. Every
//! quotation has a cue and a content of its own, also where words are shared,
//! because what hangs together is one attribution. A source that speaks twice
//! is one entity. The speaker's name and the rest of the row are a note.
//!
//! What is quoted within a quotation has types of its own: annotations for
//! training and scoring are flat, and what reads them leaves these alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use inquit_quotes::Span;
use inquit_table::{Offsets, Record, Unit};

use crate::input::Document;

/// What brat needs to know of the types.
pub(super) const CONFIGURATION: &str = "\
[entities]
Content
Cue
Source
NestedContent
NestedCue
NestedSource
[relations]
Says\tArg1:Source, Arg2:Cue|Content
Says\tArg1:NestedSource, Arg2:NestedCue|NestedContent
Reports\tArg1:Cue, Arg2:Content
Reports\tArg1:NestedCue, Arg2:NestedContent
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
";

/// Types of content, cue and source.
const FLAT: [&str; 3] = ["Content", "Cue", "Source"];
/// The same of a quotation within the content of another.
const NESTED: [&str; 3] = ["NestedContent", "NestedCue", "NestedSource"];

/// A document with its annotations.
#[derive(Debug)]
pub(crate) struct Standoff {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) annotations: String,
}

/// The annotations of a document.
pub(super) fn standoff(document: &Document<'_>, records: &[Record<'_>]) -> Standoff {
    let text = &*document.text;
    let spans = records.iter().flat_map(|record| {
        let content = record.content.iter().map(|piece| piece.span);
        let others = record.cue.iter().map(|cue| cue.span).chain(record.mention.iter().map(|mention| mention.span));
        content.chain(others).flat_map(|span| lines(text, span))
    });
    let offsets = Offsets::new(text, Unit::Chars, spans.flat_map(|span| [span.start(), span.end()]));
    let mut lines = Lines { text, offsets: &offsets, out: String::new(), entities: 0, relations: 0, notes: 0 };
    let mut sources: BTreeMap<(&str, usize, usize), usize> = BTreeMap::new();
    for record in records {
        let [content, cue, source] = if record.nested_in.is_some() { NESTED } else { FLAT };
        let spans: Vec<Span> = record.content.iter().map(|piece| piece.span).collect();
        let content = lines.entity(content, &spans);
        lines.note(content, record);
        let cue = record.cue.as_ref().map(|words| lines.entity(cue, &[words.span]));
        if let Some(cue) = cue {
            lines.relation("Reports", cue, content);
        }
        if let Some(mention) = &record.mention {
            let place = (source, mention.span.start(), mention.span.end());
            let source = *sources.entry(place).or_insert_with(|| lines.entity(source, &[mention.span]));
            lines.relation("Says", source, cue.unwrap_or(content));
        }
    }
    Standoff { id: document.id.clone().into_owned(), text: text.to_owned(), annotations: lines.out }
}

struct Lines<'a> {
    text: &'a str,
    offsets: &'a Offsets,
    out: String,
    entities: usize,
    relations: usize,
    notes: usize,
}

impl Lines<'_> {
    /// Adds an entity; its number.
    fn entity(&mut self, kind: &str, spans: &[Span]) -> usize {
        self.entities += 1;
        let pieces: Vec<Span> = spans.iter().flat_map(|&span| lines(self.text, span)).collect();
        let places: Vec<String> =
            pieces.iter().map(|span| format!("{} {}", self.offsets.at(span.start()), self.offsets.at(span.end()))).collect();
        let words: Vec<&str> = pieces.iter().map(|span| span.of(self.text)).collect();
        let (number, places, words) = (self.entities, places.join(";"), one_line(&words.join(" ")));
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "T{number}\t{kind} {places}\t{words}");
        number
    }

    fn relation(&mut self, name: &str, from: usize, to: usize) {
        self.relations += 1;
        let _ = writeln!(self.out, "R{}\t{name} Arg1:T{from} Arg2:T{to}", self.relations);
    }

    fn note(&mut self, content: usize, record: &Record<'_>) {
        self.notes += 1;
        let speakers = record.speakers.iter().map(|voice| match voice.id {
            Some(id) => format!("{} ({id})", voice.name),
            None => voice.name.to_owned(),
        });
        let speakers = Some(speakers.collect::<Vec<_>>().join("; ")).filter(|names| !names.is_empty());
        let note = format!(
            "{}; {} {}; {}; {:.2}",
            speakers.as_deref().unwrap_or("speaker unknown"),
            record.quote_type,
            record.class,
            record.method,
            record.confidence
        );
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes T{content}\t{}", self.notes, one_line(&note));
    }
}

/// The stretches of `span` between line breaks, without those of nothing but
/// white space; the whole of it if there is nothing else.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for line in words.split_inclusive(['\n', '\r']) {
        let bare = line.trim_end_matches(['\n', '\r']);
        if !bare.trim().is_empty() {
            found.push(Span::new(span.start() + start, span.start() + start + bare.len()));
        }
        start += line.len();
    }
    if found.is_empty() { vec![span] } else { found }
}

/// What stands in a line of the file must not end it.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' || c == '\n' || c == '\r' || c == '\u{85}' || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_eval::brat;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{records, sample};

    #[test]
    fn the_format() {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        let found = standoff(&document, &rows);
        let expected = "\
T1\tContent 20 70\tthat “it works,” the mayor said, “and it's cheap.”
#1\tAnnotatorNotes T1\tspeaker unknown; mixed attitude; quote-first; 0.25
T2\tNestedContent 25 36;53 70\t“it works,” “and it's cheap.”
#2\tAnnotatorNotes T2\tthe mayor; direct speech; quote-first; 0.88
T3\tNestedCue 47 51\tsaid
R1\tReports Arg1:T3 Arg2:T2
T4\tNestedSource 37 46\tthe mayor
R2\tSays Arg1:T4 Arg2:T3
";
        assert_eq!(found.annotations, expected);
        assert_eq!(found.text, sample::TEXT);
    }

    #[test]
    fn our_own_reader_finds_the_same() {
        let (document, mut quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        quotes[1].nested_in = None;
        let gazetteer = Gazetteer::curated();
        let rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        let found = standoff(&document, &rows);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), &found.text).unwrap();
        std::fs::write(folder.path().join("a.ann"), &found.annotations).unwrap();
        let read = brat::load(&folder.path().join("a.ann"), "a").unwrap();
        let shown: Vec<_> = read.attributions.iter().map(|a| (&a.content[..], &a.mention[..], &a.cue[..])).collect();
        assert_eq!(shown, [(&[(20, 70)][..], &[][..], &[][..]), (&[(25, 36), (53, 70)][..], &[(37, 46)][..], &[(47, 51)][..])]);
    }

    #[test]
    fn what_is_nested_is_written_and_not_read() {
        let (document, mut quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        quotes[1].nested_in = Some(0);
        let gazetteer = Gazetteer::curated();
        let rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        let found = standoff(&document, &rows);
        for words in ["\tNestedContent 25 36;53 70\t", "\tNestedCue 47 51\tsaid\n", "\tNestedSource 37 46\tthe mayor\n"] {
            assert!(found.annotations.contains(words), "{words} in {}", found.annotations);
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), &found.text).unwrap();
        std::fs::write(folder.path().join("a.ann"), &found.annotations).unwrap();
        let read = brat::load(&folder.path().join("a.ann"), "a").unwrap();
        assert_eq!(read.attributions.iter().map(|a| &a.content[..]).collect::<Vec<_>>(), [&[(20, 70)][..]]);
    }

    #[test]
    fn a_span_is_cut_at_line_breaks() {
        let text = "one\r\n\r\ntwo \n three\n";
        let cut = |start, end| lines(text, Span::new(start, end)).iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(cut(0, text.len()), ["one", "two ", " three"]);
        assert_eq!(cut(1, 3), ["ne"]);
    }
}
