//! Parquet: one document a row, some hundred of which are in memory at a time.
//!
//! The end of a file says what is in it, so that a pipe or a compressed file
//! is first written to a temporary one.

#[cfg(feature = "parquet")]
pub(super) use self::columns::split;

/// Says that this program was built without.
#[cfg(not(feature = "parquet"))]
pub(super) fn split(
    _: &mut super::reader::Reader<'_>,
    _: &std::sync::Arc<super::Source>,
    _: super::compression::Opened,
) -> std::io::Result<bool> {
    Err(std::io::Error::other("this program was built without Parquet; build it with the feature parquet"))
}

#[cfg(feature = "parquet")]
mod columns {
    use std::fs::File;
    use std::io;
    use std::sync::Arc;

    use arrow_array::cast::AsArray;
    use arrow_array::{Array, ArrayRef, RecordBatch};
    use arrow_cast::cast;
    use arrow_cast::display::{ArrayFormatter, FormatOptions};
    use arrow_schema::DataType;
    use parquet::arrow::ProjectionMask;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use parquet::errors::ParquetError;

    use super::super::compression::Opened;
    use super::super::reader::Reader;
    use super::super::row::{self, Row, Unit};
    use super::super::{Source, What, found};
    use crate::error::Note;
    use crate::footer;
    use crate::quiet::quietly;

    /// Rows decoded at once.
    const ROWS: usize = 256;

    /// Adds the rows of a source.
    ///
    /// # Errors
    ///
    /// Those of reading, behind the rows before, and a missing column for the text.
    pub(in super::super) fn split(reader: &mut Reader<'_>, source: &Arc<Source>, opened: Opened) -> io::Result<bool> {
        // The crate panics on lengths that no writer writes.
        quietly(|| rows(reader, source, opened)).unwrap_or_else(|why| Err(broken(ParquetError::General(why))))
    }

    fn rows(reader: &mut Reader<'_>, source: &Arc<Source>, opened: Opened) -> io::Result<bool> {
        let Opened { mut bytes, compressed, .. } = opened;
        let (mut file, length) = match &source.path {
            // A pipe with a name is no file.
            Some(path) if !compressed && path.is_file() => {
                let file = File::open(path)?;
                let length = file.metadata()?.len();
                (file, length)
            }
            _ => {
                let mut file = tempfile::tempfile()?;
                io::copy(&mut bytes, &mut file)?;
                (file, 0)
            }
        };
        footer::check(&mut file)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
        let all = builder.metadata().file_metadata().num_rows();
        let header: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        if source.found
            && let Some(why) = found::columns(&header, reader.fields)
        {
            return Ok(reader.note(source, Note::Warning(format!("{}: {why}", source.name))));
        }
        if !source.found && found::is_table(&header) && !reader.note(source, found::told(&source.name)) {
            return Ok(false);
        }
        if !reader.repeated(source, &header) {
            return Ok(false);
        }
        let wanted = row::columns(header.iter().map(String::as_str), reader.fields).map_err(io::Error::other)?;
        let header: Arc<[String]> = header.into();
        let mut roots: Vec<usize> = wanted.iter().flatten().copied().collect();
        roots.sort_unstable();
        roots.dedup();
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots.iter().copied());
        let batches = builder.with_projection(mask).with_batch_size(ROWS).build().map_err(broken)?;
        // Only wanted columns come, in the order of the file.
        let wanted: Vec<Option<usize>> = wanted.into_iter().map(|column| roots.binary_search(&column?).ok()).collect();
        let (mut number, all) = (0, u64::try_from(all).unwrap_or_default().max(1));
        for batch in batches {
            let batch = batch.map_err(|error| broken(error.into()))?;
            let columns = columns(&batch)?;
            reader.advance(length * number / all);
            for index in 0..batch.num_rows() {
                number += 1;
                if !add(reader, source, &columns, index, &wanted, (number, &header)) {
                    return Ok(false);
                }
            }
        }
        reader.advance(length);
        Ok(true)
    }

    fn broken(error: ParquetError) -> io::Error {
        match error {
            ParquetError::External(error) => io::Error::other(error),
            other => io::Error::other(format!("broken Parquet: {other}; write the file anew")),
        }
    }

    /// A column whose cells can be taken as text.
    enum Column {
        Text(ArrayRef),
        Bytes(ArrayRef),
        Nested(ArrayRef),
    }

    fn columns(batch: &RecordBatch) -> io::Result<Vec<Column>> {
        let column = |array: &ArrayRef| match array.data_type() {
            DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) | DataType::Struct(_) | DataType::Map(..) => {
                Ok(Column::Nested(Arc::clone(array)))
            }
            // Old programs do not say that bytes are text.
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
                cast(array, &DataType::Binary).map(Column::Bytes)
            }
            _ => cast(&in_utc(array), &DataType::Utf8).map(Column::Text),
        };
        batch.columns().iter().map(|array| column(array).map_err(|error| broken(error.into()))).collect()
    }

    /// Points in time as those of the zone that is always known.
    fn in_utc(array: &ArrayRef) -> ArrayRef {
        match array.data_type() {
            DataType::Timestamp(unit, Some(_)) => {
                cast(array, &DataType::Timestamp(*unit, Some("+00:00".into()))).unwrap_or_else(|_| Arc::clone(array))
            }
            _ => Arc::clone(array),
        }
    }

    fn add(
        reader: &mut Reader<'_>,
        source: &Arc<Source>,
        columns: &[Column],
        index: usize,
        wanted: &[Option<usize>],
        row: (u64, &Arc<[String]>),
    ) -> bool {
        let (number, header) = row;
        let from = reader.batch.bytes.len();
        let bytes = &mut reader.batch.bytes;
        let cells = wanted.iter().map(|&column| {
            let start = bytes.len() - from;
            match columns.get(column?)? {
                Column::Text(array) if array.is_valid(index) => bytes.extend_from_slice(array.as_string::<i32>().value(index).as_bytes()),
                Column::Bytes(array) if array.is_valid(index) => bytes.extend_from_slice(array.as_binary::<i32>().value(index)),
                Column::Nested(array) if array.is_valid(index) => bytes.extend_from_slice(json(array, index).to_string().as_bytes()),
                _ => return None,
            }
            Some(start..bytes.len() - from)
        });
        let row = Row { cells: cells.collect(), number, encoding: None, unit: Unit::Row, header: Arc::clone(header) };
        reader.push(source, What::Row(Box::new(row)), from, 0)
    }

    /// A cell as JSON.
    fn json(array: &ArrayRef, index: usize) -> serde_json::Value {
        use serde_json::Value;
        if array.is_null(index) {
            return Value::Null;
        }
        let list = |values: ArrayRef| Value::Array((0..values.len()).map(|index| json(&values, index)).collect());
        match array.data_type() {
            DataType::List(_) => list(array.as_list::<i32>().value(index)),
            DataType::LargeList(_) => list(array.as_list::<i64>().value(index)),
            DataType::FixedSizeList(..) => list(array.as_fixed_size_list().value(index)),
            DataType::Struct(fields) => {
                let columns = array.as_struct().columns();
                Value::Object(fields.iter().zip(columns).map(|(field, column)| (field.name().clone(), json(column, index))).collect())
            }
            DataType::Map(..) => {
                let entries: ArrayRef = Arc::new(array.as_map().value(index));
                list(entries)
            }
            kind => {
                let (array, options) = (in_utc(array), FormatOptions::default());
                let Ok(text) = ArrayFormatter::try_new(&array, &options).map(|formatter| formatter.value(index).to_string()) else {
                    return Value::Null;
                };
                match kind {
                    DataType::Boolean => Value::Bool(text == "true"),
                    kind if kind.is_numeric() => serde_json::from_str(&text).unwrap_or(Value::String(text)),
                    _ => Value::String(text),
                }
            }
        }
    }
}
