//! W3C Web Annotations in JSON-LD: one graph, an annotation a quotation.
//!
//! The body is the speaker, one body each for a joint statement; an id of the
//! form `Q567` is Wikidata's. The target is the content, one target for each
//! piece of it, found by position (in code points) and by its words. What the
//! vocabulary has no terms for has its own in `urn:inquit:`.

use std::io::{self, Write as _};

use inquit_quotes::Span;
use inquit_table::{Record, Voice};
use serde::Serialize;

use crate::input::Document;

/// What comes before the first annotation.
pub(super) const BEGIN: &str = "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"@vocab\":\"urn:inquit:\"}],\"@graph\":[";
/// What comes after the last.
pub(super) const END: &str = "\n]}\n";
/// What stands before each annotation; the first goes without its comma.
pub(super) const SEPARATOR: &str = ",\n";
/// Characters before and after the words, to tell them from the same words elsewhere.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    of: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
    #[serde(rename = "quotationId")]
    quote_id: &'a str,
    #[serde(rename = "quotationType")]
    quote_type: &'a str,
    #[serde(rename = "quotationClass")]
    class: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Target<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<Target<'a>>,
    method: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "type")]
    of: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: (Position, Words<'a>),
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    of: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Words<'a> {
    #[serde(rename = "type")]
    of: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// Appends an annotation for each record, each behind [`SEPARATOR`].
pub(super) fn write(document: &Document<'_>, records: &[Record<'_>], out: &mut Vec<u8>) -> io::Result<()> {
    let source = source(document);
    let text = &*document.text;
    for record in records {
        let target = |span: Span, start, end| Target { source: &source, selector: (position(start, end), words(text, span)) };
        let annotation = Annotation {
            id: format!("urn:inquit:quotation:{}", percent(&record.quote_id)),
            of: "Annotation",
            motivation: "identifying",
            body: record.speakers.iter().map(body).collect(),
            target: record.content.iter().map(|piece| target(piece.span, piece.start, piece.end)).collect(),
            quote_id: &record.quote_id,
            quote_type: record.quote_type,
            class: record.class,
            cue: record.cue.as_ref().map(|cue| target(cue.span, cue.start, cue.end)),
            mention: record.mention.as_ref().map(|mention| target(mention.span, mention.start, mention.end)),
            method: record.method,
            confidence: record.confidence,
        };
        out.write_all(SEPARATOR.as_bytes())?;
        serde_json::to_writer(&mut *out, &annotation)?;
    }
    Ok(())
}

/// The address of the document, or a name for it.
fn source(document: &Document<'_>) -> String {
    let is_address = |url: &&str| (url.starts_with("http://") || url.starts_with("https://")) && !url.contains(is_no_address);
    match document.url.as_deref().filter(is_address) {
        Some(url) => url.to_owned(),
        None => format!("urn:inquit:document:{}", percent(&document.id)),
    }
}

/// Whether an address cannot hold `c`.
fn is_no_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
}

fn body<'a>(voice: &Voice<'a>) -> Body<'a> {
    let wikidata = |id: &str| id.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    Body {
        id: voice.id.map(|id| match wikidata(id) {
            true => format!("http://www.wikidata.org/entity/{id}"),
            false => format!("urn:inquit:entity:{}", percent(id)),
        }),
        of: match voice.kind {
            "person" => "Person",
            "organization" => "Organization",
            "country" => "Country",
            "group" => "Group",
            _ => "Speaker",
        },
        name: voice.name,
    }
}

fn position(start: usize, end: usize) -> Position {
    Position { of: "TextPositionSelector", start, end }
}

fn words(text: &str, span: Span) -> Words<'_> {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(place, _)| place);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(place, _)| place);
    Words { of: "TextQuoteSelector", exact: span.of(text), prefix: &before[from..], suffix: &after[..to] }
}

/// `text` as a part of a URN.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{records, sample};

    #[test]
    fn the_wire_format() {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let mut rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        rows[1].speakers.push(sample::voice("Mali", Some("Q912"), "country"));
        let mut out = Vec::new();
        write(&document, &rows[1..], &mut out).unwrap();
        let expected = concat!(
            ",\n",
            r#"{"id":"urn:inquit:quotation:cafe.txt%232","type":"Annotation","motivation":"identifying","#,
            r#""body":[{"type":"Person","name":"the mayor"},{"id":"http://www.wikidata.org/entity/Q912","type":"Country","name":"Mali"}],"#,
            r#""target":[{"source":"urn:inquit:document:cafe.txt","selector":[{"type":"TextPositionSelector","start":25,"end":36},"#,
            r#"{"type":"TextQuoteSelector","exact":"“it works,”","prefix":"Café Zoë 🎉 reported that ","suffix":" the mayor said, “and it's cheap"}]},"#,
            r#"{"source":"urn:inquit:document:cafe.txt","selector":[{"type":"TextPositionSelector","start":53,"end":70},"#,
            r#"{"type":"TextQuoteSelector","exact":"“and it's cheap.”","prefix":"hat “it works,” the mayor said, ","suffix":""}]}],"#,
            r#""quotationId":"cafe.txt#2","quotationType":"direct","quotationClass":"speech","#,
            r#""cue":{"source":"urn:inquit:document:cafe.txt","selector":[{"type":"TextPositionSelector","start":47,"end":51},"#,
            r#"{"type":"TextQuoteSelector","exact":"said","prefix":"rted that “it works,” the mayor ","suffix":", “and it's cheap.”"}]},"#,
            r#""mention":{"source":"urn:inquit:document:cafe.txt","selector":[{"type":"TextPositionSelector","start":37,"end":46},"#,
            r#"{"type":"TextQuoteSelector","exact":"the mayor","prefix":"Zoë 🎉 reported that “it works,” ","suffix":" said, “and it's cheap.”"}]},"#,
            r#""method":"quote-first","confidence":0.877}"#,
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn only_an_address_is_a_source() {
        let with = |url: &'static str| source(&Document { url: Some(url.into()), ..sample::document() });
        assert_eq!(with("https://example.org/a?b=ü"), "https://example.org/a?b=ü");
        assert_eq!(with("javascript:alert(1)"), "urn:inquit:document:cafe.txt");
        assert_eq!(with("https://example.org/a b"), "urn:inquit:document:cafe.txt");
    }
}
