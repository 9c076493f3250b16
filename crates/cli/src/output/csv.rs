//! CSV as RFC 4180 has it: UTF-8, a header, lines that end with CR LF.

use std::borrow::Cow;
use std::io;

use super::joined;
use crate::record::{Party, Record, Voice};

/// A column: its name and how a row fills it.
pub(crate) struct Column {
    /// Name in the header.
    pub(crate) name: &'static str,
    cell: for<'r> fn(&'r Record<'_>) -> Cow<'r, str>,
}

/// All columns, in order.
pub(crate) const COLUMNS: [Column; 29] = [
    column("doc_id", |r| r.doc_id.into()),
    column("quote_id", |r| r.quote_id.as_str().into()),
    column("type", |r| r.quote_type.into()),
    column("class", |r| r.class.into()),
    column("text", |r| r.text.as_str().into()),
    column("speaker", |r| joined(r.speakers.iter().map(|s| s.name)).into()),
    column("speaker_id", |r| speaker_ids(&r.speakers).into()),
    column("speaker_kind", |r| speaker_kind(&r.speakers).into()),
    column("mention", |r| r.mention.as_ref().map_or("", |m| m.text).into()),
    column("mention_kind", |r| r.mention.as_ref().map_or("none", |m| m.kind).into()),
    column("cue", |r| r.cue.as_ref().map_or("", |c| c.text).into()),
    column("cue_lemma", |r| r.cue.as_ref().map_or("", |c| c.lemma).into()),
    column("method", |r| r.method.into()),
    column("confidence", |r| format!("{:.2}", r.confidence).into()),
    column("start", |r| number(r.start())),
    column("end", |r| number(r.end())),
    column("mention_start", |r| number(r.mention.as_ref().map(|m| m.start))),
    column("mention_end", |r| number(r.mention.as_ref().map(|m| m.end))),
    column("cue_start", |r| number(r.cue.as_ref().map(|c| c.start))),
    column("cue_end", |r| number(r.cue.as_ref().map(|c| c.end))),
    column("nested_in", |r| r.nested_in.as_deref().unwrap_or("").into()),
    column("paragraph", |r| number(Some(r.paragraph))),
    column("sentence", |r| number(Some(r.sentence))),
    column("people", |r| entities(&r.entities, "person").into()),
    column("organizations", |r| entities(&r.entities, "organization").into()),
    column("countries", |r| entities(&r.entities, "country").into()),
    column("title", |r| r.title.unwrap_or("").into()),
    column("date", |r| r.date.unwrap_or("").into()),
    column("url", |r| r.url.unwrap_or("").into()),
];

const fn column(name: &'static str, cell: for<'r> fn(&'r Record<'_>) -> Cow<'r, str>) -> Column {
    Column { name, cell }
}

/// Appends the header, for a spreadsheet after a byte-order mark, without
/// which Excel takes UTF-8 for something else.
pub(super) fn begin(spreadsheet: bool, out: &mut Vec<u8>) -> io::Result<()> {
    if spreadsheet {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = writer(out);
    writer.write_record(COLUMNS.iter().map(|column| column.name))?;
    writer.flush()
}

/// Appends one line for each record.
pub(super) fn write(records: &[Record<'_>], spreadsheet: bool, out: &mut Vec<u8>) -> io::Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let mut writer = writer(out);
    for record in records {
        for column in &COLUMNS {
            let mut cell = (column.cell)(record);
            if spreadsheet && is_formula(&cell) {
                cell.to_mut().insert(0, '\'');
            }
            writer.write_field(cell.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn writer(out: &mut Vec<u8>) -> ::csv::Writer<&mut Vec<u8>> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out)
}

/// Whether a spreadsheet would run the cell, or look past its first character
/// for something to run.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn number(value: Option<usize>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
}

/// Ids in the order of the speakers, with an empty place for one that has
/// none; an empty cell where none has.
fn speaker_ids(speakers: &[Voice<'_>]) -> String {
    if speakers.iter().all(|speaker| speaker.id.is_none()) {
        return String::new();
    }
    joined(speakers.iter().map(|speaker| speaker.id.unwrap_or("")))
}

/// The kind that all speakers share; several of different kinds are a group.
fn speaker_kind(speakers: &[Voice<'_>]) -> &'static str {
    match speakers {
        [] => "",
        [first, rest @ ..] if rest.iter().all(|other| other.kind == first.kind) => first.kind,
        _ => "group",
    }
}

fn entities(entities: &[Party<'_>], kind: &str) -> String {
    joined(entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offsets::Unit;
    use crate::record::{records, tests as sample};
    use inquit_gazetteer::Gazetteer;

    /// The cells of the sample's second row, changed by `change`, by column.
    fn cells(spreadsheet: bool, change: impl Fn(&mut Record<'_>)) -> Vec<(String, String)> {
        let (document, quotes) = (sample::document(), sample::quotes());
        let gazetteer = Gazetteer::curated();
        let mut rows = records(&document, &quotes, &gazetteer, &sample::everything(), Unit::Chars);
        change(&mut rows[1]);
        let mut out = Vec::new();
        begin(false, &mut out).unwrap();
        write(&rows, spreadsheet, &mut out).unwrap();
        let mut reader = ::csv::Reader::from_reader(out.as_slice());
        let names = reader.headers().unwrap().clone();
        let row = reader.records().nth(1).unwrap().unwrap();
        names.iter().zip(&row).map(|(n, c)| (n.to_owned(), c.to_owned())).collect()
    }

    fn cell(cells: &[(String, String)], name: &str) -> String {
        let found = cells.iter().find(|(column, _)| column == name);
        found.map(|(_, cell)| cell.clone()).unwrap()
    }

    #[test]
    fn columns_are_those_of_the_design() {
        let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(
            names.join(" "),
            "doc_id quote_id type class text speaker speaker_id speaker_kind mention \
             mention_kind cue cue_lemma method confidence start end mention_start mention_end \
             cue_start cue_end nested_in paragraph sentence people organizations countries \
             title date url"
        );
    }

    #[test]
    fn a_row_in_full() {
        let row = cells(false, |_| ());
        let values: Vec<&str> = row.iter().map(|(_, cell)| cell.as_str()).collect();
        assert_eq!(
            values,
            [
                "cafe.txt",
                "cafe.txt#2",
                "direct",
                "speech",
                "“it works,” … “and it's cheap.”",
                "the mayor",
                "",
                "person",
                "the mayor",
                "role",
                "said",
                "say",
                "quote-first",
                "0.88",
                "25",
                "70",
                "37",
                "46",
                "47",
                "51",
                "cafe.txt#1",
                "0",
                "0",
                "",
                "",
                "",
                "=Opening",
                "",
                "",
            ]
        );
    }

    #[test]
    fn a_row_without_speaker_mention_and_cue() {
        let row = cells(false, |r| {
            r.speakers.clear();
            r.mention = None;
            r.cue = None;
        });
        assert_eq!(cell(&row, "mention_kind"), "none");
        for name in ["speaker", "speaker_id", "speaker_kind", "mention", "mention_start", "cue_end"] {
            assert_eq!(cell(&row, name), "", "{name}");
        }
    }

    #[test]
    fn several_speakers_and_entities() {
        let voice = sample::voice;
        let person = |name, id| Party { name, id, kind: "person" };
        let row = cells(false, |r| {
            r.speakers = vec![voice("Ada Low", None, "person"), voice("Bo Dahl", Some("Q2"), "person")];
            r.entities =
                vec![person("Cy Ito", Some("Q3")), Party { name: "Mali", id: Some("Q4"), kind: "country" }, person("Di Roe", Some("Q5"))];
        });
        assert_eq!(cell(&row, "speaker"), "Ada Low; Bo Dahl");
        assert_eq!(cell(&row, "speaker_id"), "; Q2");
        assert_eq!(cell(&row, "speaker_kind"), "person");
        assert_eq!(cell(&row, "people"), "Cy Ito; Di Roe");
        assert_eq!(cell(&row, "countries"), "Mali");
        assert_eq!(cell(&row, "organizations"), "");
        let row = cells(false, |r| {
            r.speakers.push(voice("Mali", None, "country"));
        });
        assert_eq!(cell(&row, "speaker_kind"), "group");
    }

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        assert_eq!(cell(&cells(true, |_| ()), "title"), "'=Opening");
        for text in ["=1", "+1", "-1", "@x", "\tx", "\rx"] {
            let row = cells(true, |r| r.text = text.to_owned());
            assert_eq!(cell(&row, "text"), format!("'{text}"));
            let row = cells(false, |r| r.text = text.to_owned());
            assert_eq!(cell(&row, "text"), text);
        }
        let row = cells(true, |r| r.text = "a = b".to_owned());
        assert_eq!(cell(&row, "text"), "a = b");
    }

    #[test]
    fn quoting_and_line_ends() {
        let mut out = Vec::new();
        begin(true, &mut out).unwrap();
        let header = String::from_utf8(out).unwrap();
        assert!(header.starts_with("\u{feff}doc_id,quote_id,"));
        assert!(header.ends_with(",url\r\n"));
        let hard = "a \"b\", c\r\nd\ne";
        assert_eq!(cell(&cells(false, |r| r.text = hard.to_owned()), "text"), hard);
    }
}
