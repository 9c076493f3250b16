//! Predictions for scoring: one JSON object a document, offsets in code points.
//!
//! A document without quotations is a line too, so that a scorer sees that it
//! was read.

use std::io;

use inquit_table::{Record, joined};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    quotes: Vec<Prediction<'a>>,
}

#[derive(Serialize)]
struct Prediction<'a> {
    content: Vec<[usize; 2]>,
    speaker: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    #[serde(rename = "type")]
    quote_type: &'a str,
    class: &'a str,
    nested: bool,
    confidence: f64,
    resolved: Option<String>,
}

/// Appends the line of the document `id`.
pub(super) fn write(id: &str, records: &[Record<'_>], out: &mut Vec<u8>) -> io::Result<()> {
    let quotes = records.iter().map(prediction).collect();
    serde_json::to_writer(&mut *out, &Line { id, quotes })?;
    out.push(b'\n');
    Ok(())
}

fn prediction<'a>(record: &'a Record<'_>) -> Prediction<'a> {
    let names = record.speakers.iter().map(|speaker| speaker.name);
    Prediction {
        content: record.content.iter().map(|piece| [piece.start, piece.end]).collect(),
        speaker: record.mention.as_ref().map(|mention| [mention.start, mention.end]),
        cue: record.cue.as_ref().map(|cue| [cue.start, cue.end]),
        quote_type: record.quote_type,
        class: record.class,
        nested: record.nested_in.is_some(),
        confidence: record.confidence,
        resolved: (!record.speakers.is_empty()).then(|| joined(names)),
    }
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
        rows[1].speakers.push(sample::voice("Ada Low", None, "person"));
        let mut out = Vec::new();
        write("cafe.txt", &rows, &mut out).unwrap();
        write("empty.txt", &[], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            concat!(
                r#"{"id":"cafe.txt","quotes":["#,
                r#"{"content":[[20,70]],"speaker":null,"cue":null,"type":"mixed","class":"attitude","nested":false,"confidence":0.25,"resolved":null},"#,
                r#"{"content":[[25,36],[53,70]],"speaker":[37,46],"cue":[47,51],"type":"direct","class":"speech","nested":true,"confidence":0.877,"resolved":"the mayor; Ada Low"}"#,
                "]}\n",
                r#"{"id":"empty.txt","quotes":[]}"#,
                "\n",
            )
        );
    }
}
