//! CSV as RFC 4180 has it: UTF-8, a header, lines that end with CR LF. TSV is
//! the same with tabs between cells and LF: a cell that holds a tab, a line
//! break or a quotation mark is quoted as in CSV, which is what pandas, polars
//! and DuckDB read where they are told that the separator is a tab.

use std::io;
use std::sync::LazyLock;

use ::csv::{Terminator, Writer, WriterBuilder};
use inquit_table::{Column, Record, Value};

/// What lies between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Comma,
    Tab,
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) separator: Separator,
    /// Cells are kept from running as formulas.
    pub(super) spreadsheet: bool,
}

/// Appends the header, for a spreadsheet after a byte-order mark, without
/// which Excel takes UTF-8 for something else.
pub(super) fn begin(columns: &[Column], style: Style, out: &mut Vec<u8>) -> io::Result<()> {
    if style.spreadsheet {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = writer(style, out);
    let mut cell = String::new();
    for column in columns {
        field(&column.name, style, &mut cell, &mut writer)?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Appends one line for each record.
pub(super) fn write(records: &[Record<'_>], columns: &[Column], style: Style, out: &mut Vec<u8>) -> io::Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let mut writer = writer(style, out);
    let mut cell = String::new();
    let mut digits = itoa::Buffer::new();
    for record in records {
        for column in columns {
            put(&column.value(record), style, &mut cell, &mut digits, &mut writer)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Appends one line of these cells.
pub(super) fn write_row(row: &[Value<'_>], style: Style, out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = writer(style, out);
    let mut cell = String::new();
    let mut digits = itoa::Buffer::new();
    for value in row {
        put(value, style, &mut cell, &mut digits, &mut writer)?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Writes a cell; `cell` and `digits` are scratch.
fn put(
    value: &Value<'_>,
    style: Style,
    cell: &mut String,
    digits: &mut itoa::Buffer,
    writer: &mut Writer<&mut Vec<u8>>,
) -> ::csv::Result<()> {
    match value {
        Value::Empty => writer.write_field(""),
        Value::Text(text) => field(text, style, cell, writer),
        Value::Integer(number) => writer.write_field(digits.format(*number)),
        Value::Real(number) => writer.write_field(probability(*number)),
    }
}

/// A probability of three decimals with two of them.
fn probability(number: f64) -> &'static str {
    static TWO: LazyLock<Vec<String>> = LazyLock::new(|| (0..=1000).map(|n| format!("{:.2}", f64::from(n) / 1000.0)).collect());
    let place = (number * 1000.0).round() as usize;
    TWO.get(place).map_or("1.00", String::as_str)
}

/// Writes words that nothing must run; `cell` is scratch.
fn field(text: &str, style: Style, cell: &mut String, writer: &mut Writer<&mut Vec<u8>>) -> ::csv::Result<()> {
    if !style.spreadsheet || !is_formula(text) {
        return writer.write_field(text);
    }
    cell.clear();
    cell.push('\'');
    cell.push_str(text);
    writer.write_field(&cell)
}

fn writer(style: Style, out: &mut Vec<u8>) -> Writer<&mut Vec<u8>> {
    let mut builder = WriterBuilder::new();
    match style.separator {
        Separator::Comma => builder.terminator(Terminator::CRLF),
        Separator::Tab => builder.delimiter(b'\t').terminator(Terminator::Any(b'\n')),
    };
    builder.from_writer(out)
}

/// Whether a spreadsheet would run the cell, or look past its first character
/// for something to run. Those of OWASP's page on CSV injection, the wide forms
/// of East Asian keyboards among them.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{Party, records, sample};

    /// The cells of the sample's second row, changed by `change`, by column.
    fn cells(spreadsheet: bool, change: impl Fn(&mut Record<'_>)) -> Vec<(String, String)> {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let mut rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        change(&mut rows[1]);
        let mut out = Vec::new();
        let columns = columns::all(&[], false).unwrap();
        let style = Style { separator: Separator::Comma, spreadsheet };
        begin(&columns, Style { spreadsheet: false, ..style }, &mut out).unwrap();
        write(&rows, &columns, style, &mut out).unwrap();
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
        for text in ["=1", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "＝1", "＋1", "－1", "＠x"] {
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
        let columns = columns::all(&[], false).unwrap();
        begin(&columns, Style { separator: Separator::Comma, spreadsheet: true }, &mut out).unwrap();
        let header = String::from_utf8(out).unwrap();
        assert!(header.starts_with("\u{feff}doc_id,quote_id,"));
        assert!(header.ends_with(",url\r\n"));
        let hard = "a \"b\", c\r\nd\ne";
        assert_eq!(cell(&cells(false, |r| r.text = hard.to_owned()), "text"), hard);
    }
}
