//! XLSX: a sheet of quotations, one row each, and a sheet of their speakers.
//!
//! Numbers are numbers and words are words: nothing becomes a formula, a date
//! or a link. Rows go to a temporary file as they come; of the speakers there
//! is one count each in memory. What Excel cannot hold is said: more rows than
//! a sheet has are an error, a longer cell is cut, with a mark, and a warning
//! ([`text`]). The file holds no time and no name of a user.

mod speakers;
mod text;

use std::fmt;
use std::io;

use anyhow::anyhow;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use super::cells::Cells;
use crate::error::Note;
use crate::quiet::quietly;
use inquit_table::{Column, Kind, Record, Value};
use speakers::Speakers;

/// The rows of a sheet, that of the header included.
const SHEET_ROWS: u32 = 1_048_576;
/// How much is done to make the file small, 1 to 9; the usual 6 gives a file a
/// sixth smaller.
const COMPRESSION: u8 = 2;

/// What a worker hands over.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// The cells of the first sheet.
    pub(super) rows: Cells,
    /// Who speaks how often in each document; see [`speakers`].
    pub(super) speakers: Cells,
}

impl Sheet {
    /// Adds the rows of one document.
    pub(super) fn write(&mut self, records: &[Record<'_>], columns: &[Column], notes: &mut Vec<Note>) {
        for record in records {
            for column in columns {
                let value = match column.value(record) {
                    Value::Text(words) => {
                        let (words, cut) = text::fitting(words);
                        if cut {
                            let (id, name, most) = (&record.quote_id, &column.name, text::MOST_UNITS);
                            let why = format!(
                                "{id}: {name} is longer than the {most} characters of a cell of Excel and was cut in the XLSX file"
                            );
                            notes.push(Note::Warning(why));
                        }
                        Value::Text(words)
                    }
                    other => other,
                };
                self.rows.push(value);
            }
        }
        speakers::write(records, &mut self.speakers);
    }
}

/// Makes a workbook.
pub(super) struct Writer {
    columns: Vec<Column>,
    book: Workbook,
    /// The next row of the first sheet.
    row: u32,
    /// Rows that a sheet may have.
    limit: u32,
    speakers: Speakers,
}

impl Writer {
    /// A workbook with the header of `columns`.
    pub(super) fn new(columns: &[Column]) -> anyhow::Result<Writer> {
        Writer::with_limit(columns, SHEET_ROWS)
    }

    fn with_limit(columns: &[Column], limit: u32) -> anyhow::Result<Writer> {
        let mut book = Workbook::new();
        book.set_zip_compression_level(COMPRESSION);
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title("Quotations").set_author("inquit").set_creation_datetime(&made));
        let sheet = book.add_worksheet_with_constant_memory().map_err(temporary)?;
        sheet.set_name("Quotations")?;
        let header: Vec<Heading<'_>> = columns.iter().map(Heading::of).collect();
        begin(sheet, &header)?;
        Ok(Writer { columns: columns.to_vec(), book, row: 1, limit, speakers: Speakers::default() })
    }

    /// Adds what a worker made.
    pub(super) fn write(&mut self, part: &Sheet) -> anyhow::Result<()> {
        let width = self.columns.len();
        let written = quietly(|| {
            for first in (0..part.rows.len()).step_by(width) {
                self.write_row(&part.rows, first)?;
            }
            Ok(())
        });
        self.speakers.add(&part.speakers);
        written.unwrap_or_else(|why| Err(temporary(why)))
    }

    fn write_row(&mut self, cells: &Cells, first: usize) -> anyhow::Result<()> {
        if self.row >= self.limit {
            let most = self.limit - 1;
            return Err(anyhow!(
                "there are more than {most} quotations, and a sheet of Excel has no more rows; \
                 write .parquet or .csv, or fewer rows by --min-confidence or --types"
            ));
        }
        let sheet = self.book.worksheet_from_index(0)?;
        for place in 0..self.columns.len() {
            put(sheet, self.row, place, cells.value(first + place))?;
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the workbook and writes it to `out`.
    pub(super) fn end(mut self, out: impl io::Write + Send) -> anyhow::Result<()> {
        let ended = quietly(|| {
            let sheet = self.book.worksheet_from_index(0)?;
            filter(sheet, self.row, self.columns.len())?;
            let speakers = self.book.add_worksheet();
            speakers.set_name("Speakers")?;
            self.speakers.write(speakers, self.limit)?;
            self.book.save_to_writer(out)?;
            Ok(())
        });
        ended.unwrap_or_else(|why| Err(temporary(why)))
    }
}

/// The head of a column.
struct Heading<'a> {
    name: &'a str,
    kind: Kind,
    width: u8,
}

impl<'a> Heading<'a> {
    fn of(column: &'a Column) -> Heading<'a> {
        Heading { name: &column.name, kind: column.kind, width: column.width }
    }
}

/// Gives a sheet its header, widths and formats.
fn begin(sheet: &mut Worksheet, columns: &[Heading<'_>]) -> anyhow::Result<()> {
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let whole = Format::new().set_num_format("0").set_align(FormatAlign::Top);
    let real = Format::new().set_num_format("0.00").set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    for (place, column) in (0..).zip(columns) {
        sheet.set_column_width(place, column.width)?;
        let format = match column.kind {
            Kind::Text => &words,
            Kind::Integer => &whole,
            Kind::Real => &real,
        };
        sheet.set_column_format(place, format)?;
    }
    for (place, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, column.name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Gives a sheet filters over its `rows` rows.
fn filter(sheet: &mut Worksheet, rows: u32, columns: usize) -> anyhow::Result<()> {
    let last = u16::try_from(columns.saturating_sub(1))?;
    sheet.autofilter(0, 0, rows.saturating_sub(1), last)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: usize, value: Value<'_>) -> anyhow::Result<()> {
    let column = u16::try_from(column)?;
    match value {
        Value::Empty => {}
        Value::Text(words) => {
            sheet.write_string(row, column, words)?;
        }
        // Offsets are far below the whole numbers that a double holds.
        Value::Integer(number) => {
            sheet.write_number(row, column, number as f64)?;
        }
        Value::Real(number) => {
            sheet.write_number(row, column, number)?;
        }
    }
    Ok(())
}

fn temporary(error: impl fmt::Display) -> anyhow::Error {
    anyhow!("{error}: the rows wait in a temporary file; free some space there, or set TMPDIR to another folder")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{records, sample};

    fn sheet(notes: &mut Vec<Note>, change: impl Fn(&mut Record<'_>)) -> (Sheet, Vec<Column>) {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let mut rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        rows.iter_mut().for_each(change);
        let columns = columns::all(&[], false).unwrap();
        let mut sheet = Sheet::default();
        sheet.write(&rows, &columns, notes);
        (sheet, columns)
    }

    #[test]
    fn more_rows_than_a_sheet_has_are_an_error() {
        let (part, columns) = sheet(&mut Vec::new(), |_| ());
        let mut writer = Writer::with_limit(&columns, 5).unwrap();
        writer.write(&part).unwrap();
        writer.write(&part).unwrap();
        let error = writer.write(&part).unwrap_err().to_string();
        assert!(error.starts_with("there are more than 4 quotations") && error.contains(".parquet"), "{error}");
    }

    #[test]
    fn a_long_cell_is_cut_and_said_to_be() {
        let mut notes = Vec::new();
        let (part, _) = sheet(&mut notes, |record| record.text = "a".repeat(40_000));
        assert_eq!(notes.len(), 2);
        let Note::Warning(why) = &notes[0] else { panic!("a warning") };
        assert!(why.starts_with("cafe.txt#1: text is longer than the 32767 characters"), "{why}");
        let Value::Text(cell) = part.rows.value(4) else { panic!("words") };
        assert!(cell.encode_utf16().count() == 32_767 && cell.ends_with(" … [cut]"));
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let file = || {
            let (part, columns) = sheet(&mut Vec::new(), |_| ());
            let mut writer = Writer::new(&columns).unwrap();
            writer.write(&part).unwrap();
            let mut out = Vec::new();
            writer.end(&mut out).unwrap();
            out
        };
        assert!(file() == file());
    }
}
