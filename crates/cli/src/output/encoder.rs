//! [`Encoder`]: how the rows of a document become a part of one output.

use std::io;

use inquit_table::{Column, Record, Value};

use super::cells::Cells;
use super::csv::{self, Separator, Style};
use super::{Format, Part, brat, jsonl, predictions, tei, web_annotation};
use crate::error::Note;
use crate::input::Document;

/// What workers need to know of one output.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    pub(crate) format: Format,
    /// Of a table.
    pub(crate) columns: Vec<Column>,
    /// Cells are kept from running as formulas.
    pub(super) spreadsheet: bool,
}

impl Encoder {
    /// One of a table with these columns.
    pub(crate) fn of_table(format: Format, columns: Vec<Column>, spreadsheet: bool) -> Encoder {
        Encoder { format, columns, spreadsheet }
    }

    /// Adds a row of a table, in the order of the columns.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn write_row(&self, row: Vec<Value<'_>>, part: &mut Part) -> io::Result<()> {
        match part {
            Part::Cells(cells) => row.into_iter().for_each(|value| cells.push(value)),
            Part::Bytes(out) => csv::write_row(&row, self.style(), out)?,
            // These hold more than rows.
            Part::Sheet(_) | Part::Files(_) => {}
        }
        Ok(())
    }

    /// A part that holds nothing.
    pub(crate) fn part(&self) -> Part {
        match self.format {
            Format::Parquet => Part::Cells(Cells::default()),
            Format::Xlsx => Part::Sheet(Box::default()),
            Format::Brat => Part::Files(Vec::new()),
            _ => Part::Bytes(Vec::new()),
        }
    }

    /// What comes before the first document, where the output is bytes.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn begin(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        match self.format {
            Format::Csv | Format::Tsv => csv::begin(&self.columns, self.style(), &mut out)?,
            Format::Jsonld => out.extend_from_slice(web_annotation::BEGIN.as_bytes()),
            Format::Tei => out.extend_from_slice(tei::BEGIN.as_bytes()),
            Format::Jsonl | Format::Predictions | Format::Parquet | Format::Xlsx | Format::Brat => {}
        }
        Ok(out)
    }

    /// What stands before each element and is left out before the first.
    pub(super) fn separator(&self) -> &'static str {
        if self.format == Format::Jsonld { web_annotation::SEPARATOR } else { "" }
    }

    /// What comes after the last document, where the output is bytes.
    pub(super) fn end(&self) -> &'static str {
        match self.format {
            Format::Jsonld => web_annotation::END,
            Format::Tei => tei::END,
            _ => "",
        }
    }

    /// Adds the rows of a document, the one at `ordinal` of the input, to a
    /// part that [`Encoder::part`] made.
    ///
    /// # Errors
    ///
    /// None that occur in memory; the signature is the writer's.
    pub(crate) fn write(
        &self,
        document: &Document<'_>,
        ordinal: u64,
        records: &[Record<'_>],
        part: &mut Part,
        notes: &mut Vec<Note>,
    ) -> io::Result<()> {
        match part {
            Part::Cells(cells) => cells.write(records, &self.columns),
            Part::Sheet(sheet) => sheet.write(records, &self.columns, notes),
            Part::Files(files) => files.push(brat::standoff(document, records)),
            Part::Bytes(out) => match self.format {
                Format::Csv | Format::Tsv => csv::write(records, &self.columns, self.style(), out)?,
                Format::Jsonl => jsonl::write(records, out)?,
                Format::Predictions => predictions::write(&document.id, records, out)?,
                Format::Jsonld => web_annotation::write(document, records, out)?,
                Format::Tei => tei::write(document, ordinal, records, out),
                // Their parts are above.
                Format::Parquet | Format::Xlsx | Format::Brat => {}
            },
        }
        Ok(())
    }

    fn style(&self) -> Style {
        let separator = if self.format == Format::Tsv { Separator::Tab } else { Separator::Comma };
        Style { separator, spreadsheet: self.spreadsheet }
    }
}
