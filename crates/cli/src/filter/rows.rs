//! [`read`]: the rows of a table, whatever its format, by the names of its columns.

use std::io::{BufRead as _, Read};

use anyhow::{Context, anyhow};
use serde_json::Value;

use super::flat;
use crate::error::Stop;
use crate::tables::row::unmarked;
use crate::tables::source::{self, Format, MARK, Opened};
use crate::tables::table::Table;

/// What a table is.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) format: Format,
    pub(super) columns: Vec<String>,
    /// Whether it was written for spreadsheets.
    pub(super) spreadsheet: bool,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// In the order of the columns.
    pub(super) cells: Vec<String>,
    /// The line of JSONL that it is.
    pub(super) json: Option<String>,
}

/// Hands over what the table is and then every row of it, or why it is none,
/// with the line on which it begins.
///
/// # Errors
///
/// Those of `head` and `row`, and if the table cannot be read to its end.
pub(super) fn read(
    table: &Table,
    mut head: impl FnMut(Head) -> Result<(), Stop>,
    row: impl FnMut(u64, Result<Row, String>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let Opened { mut bytes, format } = source::open(table.path.as_deref(), &table.name).map_err(Stop::Usage)?;
    let reading = || format!("cannot read {}", table.name);
    if format == Format::Jsonl {
        return lines(bytes, reading, head, row);
    }
    let spreadsheet = bytes.fill_buf().with_context(reading)?.starts_with(MARK);
    let mut csv = csv::ReaderBuilder::new().delimiter(format.delimiter()).flexible(true).from_reader(bytes);
    let columns: Vec<String> = csv.headers().with_context(reading)?.iter().map(str::to_owned).collect();
    if columns.is_empty() {
        return Ok(());
    }
    head(Head { format, columns, spreadsheet })?;
    records(&mut csv, spreadsheet, reading, row)
}

fn records<R: Read>(
    csv: &mut csv::Reader<R>,
    spreadsheet: bool,
    reading: impl Fn() -> String,
    mut row: impl FnMut(u64, Result<Row, String>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let count = csv.headers().with_context(&reading)?.len();
    for record in csv.byte_records() {
        let record = record.with_context(&reading)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect::<Result<Vec<String>, _>>();
        row(
            line,
            match cells {
                Err(_) => Err("it is not in UTF-8".to_owned()),
                Ok(cells) if cells.len() != count => Err(format!("it has {} columns, the header {count}", cells.len())),
                Ok(cells) => {
                    let plain = |cell: String| if spreadsheet { unmarked(cell.into()).into_owned() } else { cell };
                    Ok(Row { cells: cells.into_iter().map(plain).collect(), json: None })
                }
            },
        )?;
    }
    Ok(())
}

fn lines(
    bytes: impl std::io::BufRead,
    reading: impl Fn() -> String,
    mut head: impl FnMut(Head) -> Result<(), Stop>,
    mut row: impl FnMut(u64, Result<Row, String>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut columns: Option<Vec<String>> = None;
    for (number, line) in (1..).zip(bytes.lines()) {
        let line = line.with_context(&reading)?;
        let line = line.trim_start_matches('\u{feff}').trim_end();
        if line.is_empty() {
            continue;
        }
        let json: Value = match serde_json::from_str(line) {
            Ok(json) => json,
            Err(error) => {
                row(number, Err(format!("it is no JSON: {error}")))?;
                continue;
            }
        };
        if !json["speakers"].is_array() {
            row(number, Err("it has no speakers, as a row of quotations has".to_owned()))?;
            continue;
        }
        let columns = match &mut columns {
            Some(columns) => columns,
            none => {
                let columns = none.insert(flat::columns(&json));
                head(Head { format: Format::Jsonl, columns: columns.clone(), spreadsheet: false })?;
                columns
            }
        };
        let cells = columns.iter().map(|name| flat::cell(&json, name)).collect();
        row(number, Ok(Row { cells, json: Some(line.to_owned()) }))?;
    }
    Ok(())
}

/// The places of the columns `wanted` in a table that has `columns`.
///
/// # Errors
///
/// That the two are not the same columns, in any order.
pub(super) fn places(wanted: &[String], columns: &[String], name: &str) -> anyhow::Result<Vec<usize>> {
    let other = || anyhow!("{name} has other columns than the first table; filter it by itself");
    if wanted.len() != columns.len() {
        return Err(other());
    }
    wanted.iter().map(|name| columns.iter().position(|own| own == name)).collect::<Option<_>>().ok_or_else(other)
}
