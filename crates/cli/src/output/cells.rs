//! [`Cells`]: rows of cells in little memory, from a worker to the thread that
//! writes formats of which a row is more than bytes.

use std::borrow::Cow;
use std::ops::Range;

use inquit_table::{Column, Record, Value};

/// Cells, row by row.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    /// The words of all cells.
    text: String,
    cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
enum Cell {
    Empty,
    /// A stretch of the words.
    Text(Range<usize>),
    Integer(usize),
    Real(f64),
}

impl Cells {
    /// Adds a row of `columns` for each record.
    pub(super) fn write(&mut self, records: &[Record<'_>], columns: &[Column]) {
        for record in records {
            columns.iter().for_each(|column| self.push(column.value(record)));
        }
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, value: Value<'_>) {
        let cell = match value {
            Value::Empty => Cell::Empty,
            Value::Text(words) => {
                let start = self.text.len();
                self.text.push_str(&words);
                Cell::Text(start..self.text.len())
            }
            Value::Integer(number) => Cell::Integer(number),
            Value::Real(number) => Cell::Real(number),
        };
        self.cells.push(cell);
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Bytes of words.
    #[cfg(feature = "parquet")]
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Takes away all cells but the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        self.cells.truncate(len);
    }

    /// The cell at `place`.
    pub(super) fn value(&self, place: usize) -> Value<'_> {
        match self.cells.get(place) {
            None | Some(Cell::Empty) => Value::Empty,
            Some(Cell::Text(range)) => Value::Text(Cow::Borrowed(&self.text[range.clone()])),
            Some(Cell::Integer(number)) => Value::Integer(*number),
            Some(Cell::Real(number)) => Value::Real(*number),
        }
    }
}
