//! [`Rows`]: rows as a batch of Arrow, with the types and names of the Parquet
//! that the command writes.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::columns::{Column, Kind, Value};
use crate::record::Record;

/// The column that says why a document has no rows.
pub const ERROR: &str = "error";

/// The types of `columns`. With `errors`, a column [`ERROR`] comes last and
/// every column may be null: a document that failed is a row of its id and why.
pub fn schema(columns: &[Column], errors: bool) -> SchemaRef {
    let field = |column: &Column| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int64,
            Kind::Real => DataType::Float64,
        };
        Field::new(column.name.as_ref(), kind, column.nullable || errors)
    };
    let error = errors.then(|| Field::new(ERROR, DataType::Utf8, true));
    Arc::new(Schema::new(columns.iter().map(field).chain(error).collect::<Vec<_>>()))
}

/// Rows to become a batch.
#[derive(Debug)]
pub struct Rows {
    columns: &'static [Column],
    schema: SchemaRef,
    cells: Vec<Cells>,
    errors: Option<StringBuilder>,
    len: usize,
}

/// The cells of one column.
#[derive(Debug)]
enum Cells {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
}

impl Rows {
    /// No rows of `columns`, with a column [`ERROR`] if there are to be `errors`.
    #[must_use]
    pub fn new(columns: &'static [Column], errors: bool) -> Rows {
        let cells = columns.iter().map(|column| match column.kind {
            Kind::Text => Cells::Text(StringBuilder::new()),
            Kind::Integer => Cells::Integer(Int64Builder::new()),
            Kind::Real => Cells::Real(Float64Builder::new()),
        });
        Rows { columns, schema: schema(columns, errors), cells: cells.collect(), errors: errors.then(StringBuilder::new), len: 0 }
    }

    /// Adds a row for each record.
    pub fn write(&mut self, records: &[Record<'_>]) {
        for record in records {
            for (column, cells) in self.columns.iter().zip(&mut self.cells) {
                cells.push(column.value(record), self.errors.is_some() || column.nullable);
            }
            if let Some(errors) = &mut self.errors {
                errors.append_null();
            }
        }
        self.len += records.len();
    }

    /// Adds a row that says why a document has none. Without a column for
    /// errors there is nothing to add it to.
    pub fn fail(&mut self, doc_id: Option<&str>, why: &str) {
        let Some(errors) = &mut self.errors else { return };
        errors.append_value(why);
        for (column, cells) in self.columns.iter().zip(&mut self.cells) {
            let id = doc_id.filter(|_| column.name == "doc_id");
            cells.push(id.map_or(Value::Empty, |id| Value::Text(id.into())), true);
        }
        self.len += 1;
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The rows as a batch.
    ///
    /// # Errors
    ///
    /// None that rows can bring about; the signature is Arrow's.
    pub fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let cells = self.cells.iter_mut().map(Cells::finish);
        let errors = self.errors.as_mut().map(|errors| Arc::new(errors.finish()) as ArrayRef);
        RecordBatch::try_new(self.schema, cells.chain(errors).collect())
    }
}

impl Cells {
    fn push(&mut self, value: Value<'_>, nullable: bool) {
        match (self, value) {
            (Cells::Text(cells), Value::Text(words)) => cells.append_value(words),
            (Cells::Integer(cells), Value::Integer(number)) => cells.append_value(i64::try_from(number).unwrap_or(i64::MAX)),
            (Cells::Real(cells), Value::Real(number)) => cells.append_value(number),
            // As in Parquet: where there must be a value, none is the empty one.
            (Cells::Text(cells), _) if !nullable => cells.append_value(""),
            (Cells::Integer(cells), _) if !nullable => cells.append_value(0),
            (Cells::Real(cells), _) if !nullable => cells.append_value(0.0),
            (Cells::Text(cells), _) => cells.append_null(),
            (Cells::Integer(cells), _) => cells.append_null(),
            (Cells::Real(cells), _) => cells.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Text(cells) => Arc::new(cells.finish()),
            Cells::Integer(cells) => Arc::new(cells.finish()),
            Cells::Real(cells) => Arc::new(cells.finish()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::COLUMNS;
    use crate::record::records;
    use crate::sample::{document, everything, quotes, shape};
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};
    use inquit_gazetteer::Gazetteer;

    /// The rows of the sample, behind an error if one is given.
    fn batch(error: Option<&str>) -> RecordBatch {
        let (document, quotes, gazetteer, shape) = (document(), quotes(), Gazetteer::curated(), shape());
        let mut rows = Rows::new(&COLUMNS, error.is_some());
        if let Some(error) = error {
            rows.fail(Some("lost.txt"), error);
        }
        rows.write(&records(&document, &quotes, &gazetteer, &everything(), &shape));
        assert_eq!(rows.len(), 2 + usize::from(error.is_some()));
        rows.finish().unwrap()
    }

    #[test]
    fn cells_are_those_of_the_columns() {
        let (document, quotes, gazetteer, shape) = (document(), quotes(), Gazetteer::curated(), shape());
        let records = records(&document, &quotes, &gazetteer, &everything(), &shape);
        let batch = batch(None);
        assert_eq!(batch.schema(), schema(&COLUMNS, false));
        for (column, cells) in COLUMNS.iter().zip(batch.columns()) {
            for (row, record) in records.iter().enumerate() {
                let found = match column.kind {
                    _ if cells.is_null(row) => Value::Empty,
                    Kind::Text => Value::Text(cells.as_string::<i32>().value(row).into()),
                    Kind::Integer => Value::Integer(cells.as_primitive::<Int64Type>().value(row).try_into().unwrap()),
                    Kind::Real => Value::Real(cells.as_primitive::<Float64Type>().value(row)),
                };
                assert_eq!(found, column.value(record), "{} of row {row}", column.name);
            }
        }
    }

    #[test]
    fn an_error_is_a_row_of_its_own() {
        let batch = batch(Some("the text is null"));
        let errors = batch.column_by_name(ERROR).unwrap().as_string::<i32>();
        assert_eq!(errors.iter().collect::<Vec<_>>(), [Some("the text is null"), None, None]);
        let ids = batch.column_by_name("doc_id").unwrap().as_string::<i32>();
        assert_eq!(ids.iter().collect::<Vec<_>>(), [Some("lost.txt"), Some("cafe.txt"), Some("cafe.txt")]);
        assert!(batch.columns()[1..COLUMNS.len()].iter().all(|cells| cells.is_null(0)));
    }

    #[test]
    fn without_a_column_for_it_an_error_is_no_row() {
        let mut rows = Rows::new(&COLUMNS, false);
        rows.fail(None, "lost");
        assert!(rows.is_empty());
        assert_eq!(rows.finish().unwrap().num_rows(), 0);
    }
}
