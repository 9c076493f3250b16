//! TEI P5: a corpus with one `TEI` for each document, its text in paragraphs,
//! its quotations in `said`.
//!
//! A line of the text is a `p`; lines without words are left out. `said` holds
//! content; who says it stands in `who`, which points at the list of those who
//! speak in the document. `direct` is true for direct speech alone, `aloud`
//! false for thoughts; `ana` has type and class, `cert` the probability, `n`
//! the id of the row. Content that elements cannot hold in one piece is several
//! `said`, joined by `next` and `prev` ([`said`]). A control character, which
//! XML cannot hold, is U+FFFD, or a space where it is white space.

mod said;

use crate::input::Document;
use crate::output::xml::{attribute, element, push};
use inquit_table::{Record, Voice};
use said::Event;

/// What comes before the first document.
pub(super) const BEGIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Attributed quotations</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Quotations found by inquit "#,
    env!("CARGO_PKG_VERSION"),
    r#".</p></sourceDesc></fileDesc>
<encodingDesc><classDecl><taxonomy>
<category xml:id="type.direct"><catDesc>all of it stands between quotation marks</catDesc></category>
<category xml:id="type.mixed"><catDesc>some of it does</catDesc></category>
<category xml:id="type.indirect"><catDesc>none of it does</catDesc></category>
<category xml:id="class.speech"><catDesc>said or written</catDesc></category>
<category xml:id="class.thought"><catDesc>held in mind</catDesc></category>
<category xml:id="class.attitude"><catDesc>a stance</catDesc></category>
<category xml:id="class.act"><catDesc>a deed with content</catDesc></category>
</taxonomy></classDecl></encodingDesc></teiHeader>
"#
);
/// What comes after the last.
pub(super) const END: &str = "</teiCorpus>\n";

/// Appends a document, which is number `ordinal` of all.
pub(super) fn write(document: &Document<'_>, ordinal: u64, records: &[Record<'_>], out: &mut Vec<u8>) {
    let number = ordinal + 1;
    let mut voices: Vec<&Voice<'_>> = Vec::new();
    for voice in records.iter().flat_map(|record| &record.speakers) {
        if !voices.iter().any(|other| is_same(other, voice)) {
            voices.push(voice);
        }
    }
    let mut xml = format!("<TEI xml:id=\"d{number}\">");
    header(document, number, &voices, &mut xml);
    xml.push_str("\n<text><body>\n");
    let ids: Vec<String> = records.iter().map(|record| format!("d{number}.q{}", ordinal_of(record))).collect();
    let events = said::events(&document.text, records);
    let mut counts = vec![0; records.len()];
    for event in &events {
        if let Event::Open(record) = event {
            counts[*record] += 1;
        }
    }
    let mut seen = vec![0; records.len()];
    for event in &events {
        match *event {
            Event::Paragraph => xml.push_str("<p>"),
            Event::EndOfParagraph => xml.push_str("</p>\n"),
            Event::Words(span) => push(span.of(&document.text), &mut xml),
            Event::Close => xml.push_str("</said>"),
            Event::Open(record) => {
                seen[record] += 1;
                let whose = who(&records[record], number, &voices);
                open(&records[record], &ids[record], (seen[record], counts[record]), &whose, &mut xml);
            }
        }
    }
    if !events.contains(&Event::Paragraph) {
        xml.push_str("<p/>\n");
    }
    xml.push_str("</body></text></TEI>\n");
    out.extend_from_slice(xml.as_bytes());
}

/// The number behind the id of the document in the id of a row.
fn ordinal_of<'a>(record: &'a Record<'_>) -> &'a str {
    record.quote_id.rsplit_once('#').map_or("0", |(_, number)| number)
}

fn is_same(one: &Voice<'_>, other: &Voice<'_>) -> bool {
    (one.name, one.id, one.kind, &one.local_id) == (other.name, other.id, other.kind, &other.local_id)
}

/// Pointers to those who speak.
fn who(record: &Record<'_>, number: u64, voices: &[&Voice<'_>]) -> String {
    let places = record.speakers.iter().filter_map(|voice| voices.iter().position(|other| is_same(other, voice)));
    places.map(|place| format!("#d{number}.p{}", place + 1)).collect::<Vec<_>>().join(" ")
}

/// Begins one of `count` pieces of a quotation.
fn open(record: &Record<'_>, id: &str, (piece, count): (usize, usize), who: &str, out: &mut String) {
    let of = |piece: usize| if count == 1 { id.to_owned() } else { format!("{id}.{piece}") };
    out.push_str("<said");
    attribute("xml:id", &of(piece), out);
    attribute("n", &record.quote_id, out);
    if !who.is_empty() {
        attribute("who", who, out);
    }
    attribute("direct", if record.quote_type == "direct" { "true" } else { "false" }, out);
    let aloud = match record.class {
        "speech" => "true",
        "thought" => "false",
        _ => "unknown",
    };
    attribute("aloud", aloud, out);
    attribute("ana", &format!("#type.{} #class.{}", record.quote_type, record.class), out);
    attribute("cert", &record.confidence.to_string(), out);
    if piece > 1 {
        attribute("prev", &format!("#{}", of(piece - 1)), out);
    }
    if piece < count {
        attribute("next", &format!("#{}", of(piece + 1)), out);
    }
    out.push('>');
}

fn header(document: &Document<'_>, number: u64, voices: &[&Voice<'_>], out: &mut String) {
    out.push_str("<teiHeader><fileDesc><titleStmt>");
    element("title", document.title.as_deref().unwrap_or(&document.id), out);
    out.push_str("</titleStmt><publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><bibl>");
    element("idno", &document.id, out);
    if let Some(date) = &document.date {
        element("date", date, out);
    }
    if let Some(url) = &document.url {
        out.push_str("<ref");
        attribute("target", url, out);
        out.push_str("/>");
    }
    out.push_str("</bibl></sourceDesc></fileDesc>");
    if !voices.is_empty() {
        out.push_str("\n<profileDesc><particDesc><listPerson>\n");
        for (place, voice) in (1..).zip(voices) {
            let (tag, name) = match voice.kind {
                "organization" | "country" => ("org", "orgName"),
                "group" => ("personGrp", "persName"),
                _ => ("person", "persName"),
            };
            out.push_str(&format!("<{tag} xml:id=\"d{number}.p{place}\" role=\"{}\">", voice.kind));
            element(name, voice.name, out);
            if let Some(id) = voice.id {
                element("idno", id, out);
            }
            out.push_str(&format!("</{tag}>\n"));
        }
        out.push_str("</listPerson></particDesc></profileDesc>");
    }
    out.push_str("</teiHeader>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{records, sample};

    #[test]
    fn the_format() {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        let mut out = Vec::new();
        write(&document, 6, &rows, &mut out);
        let expected = r##"<TEI xml:id="d7"><teiHeader><fileDesc><titleStmt><title>=Opening</title></titleStmt><publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><bibl><idno>cafe.txt</idno></bibl></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson>
<person xml:id="d7.p1" role="person"><persName>the mayor</persName></person>
</listPerson></particDesc></profileDesc></teiHeader>
<text><body>
<p>Café Zoë 🎉 reported <said xml:id="d7.q1" n="cafe.txt#1" direct="false" aloud="unknown" ana="#type.mixed #class.attitude" cert="0.25">that <said xml:id="d7.q2.1" n="cafe.txt#2" who="#d7.p1" direct="true" aloud="true" ana="#type.direct #class.speech" cert="0.877" next="#d7.q2.2">“it works,”</said> the mayor said, <said xml:id="d7.q2.2" n="cafe.txt#2" who="#d7.p1" direct="true" aloud="true" ana="#type.direct #class.speech" cert="0.877" prev="#d7.q2.1">“and it's cheap.”</said></said></p>
</body></text></TEI>
"##;
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn an_empty_document_has_a_paragraph() {
        let mut out = Vec::new();
        write(&Document { text: "\n \n".into(), ..sample::document() }, 0, &[], &mut out);
        assert!(String::from_utf8(out).unwrap().contains("<body>\n<p/>\n</body>"));
    }
}
