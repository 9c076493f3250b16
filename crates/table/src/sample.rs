//! Quotations of a small text, for the tests of whatever writes rows.

use inquit_quotes::{Class, Cue, Mention, MentionKind, Method, Quote, QuoteType, Rule, Span, Speaker, SpeakerKind, Step};

use crate::document::Document;
use crate::offsets::Unit;
use crate::record::{Selection, Shape, Voice};

/// A speaker of whom nothing more is known.
#[must_use]
pub fn voice(name: &'static str, id: Option<&'static str>, kind: &'static str) -> Voice<'static> {
    Voice { name, id, kind, local_id: None, other_ids: vec![], chain: vec![] }
}

/// Two attributions, the second inside the first; accents and an emoji
/// stand before both.
pub const TEXT: &str = "Café Zoë 🎉 reported that “it works,” the mayor said, “and it's cheap.”";

/// Where `words` first stand in [`TEXT`].
///
/// # Panics
///
/// If they are not there.
#[must_use]
pub fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

/// Two quotations of [`TEXT`], the second inside the first.
#[must_use]
pub fn quotes() -> Vec<Quote> {
    let outer = Quote {
        content: vec![span("that “it works,” the mayor said, “and it's cheap.”")],
        quote_type: QuoteType::Mixed,
        class: Class::Attitude,
        cue: None,
        mention: None,
        speakers: vec![],
        method: Method::QuoteFirst,
        confidence: 0.25,
        nested_in: None,
        paragraph: 0,
        sentence: 0,
        entities: vec![],
    };
    let inner = Quote {
        content: vec![span("“it works,”"), span("“and it's cheap.”")],
        quote_type: QuoteType::Direct,
        class: Class::Speech,
        cue: Some(Cue { span: span("said"), lemma: "say".to_owned() }),
        mention: Some(Mention { span: span("the mayor"), kind: MentionKind::Role }),
        speakers: vec![Speaker {
            person: Some(1),
            chain: vec![Step { span: span("the mayor"), rule: Rule::LongestName }],
            ..Speaker::new("the mayor", SpeakerKind::Person)
        }],
        confidence: 0.87654,
        nested_in: Some(0),
        ..outer.clone()
    };
    vec![outer, inner]
}

/// [`TEXT`] and a title that a spreadsheet would run.
#[must_use]
pub fn document() -> Document<'static> {
    Document { id: "cafe.txt".into(), text: TEXT.into(), title: Some("=Opening".into()), ..Document::default() }
}

/// Offsets in code points, and nothing besides the usual.
#[must_use]
pub fn shape() -> Shape {
    Shape { unit: Unit::Chars, context: None, keep: Vec::new() }
}

/// Leaves nothing out.
#[must_use]
pub fn everything() -> Selection {
    Selection {
        types: vec![QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect],
        classes: vec![Class::Speech, Class::Thought, Class::Attitude, Class::Act],
        min_confidence: 0.0,
        inner: true,
        speakers: Vec::new(),
    }
}
