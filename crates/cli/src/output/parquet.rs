//! Parquet: the columns of the table with their types, compressed by zstd.
//!
//! A cell that is empty in CSV is null. Row groups have at most
//! [`GROUP_ROWS`] rows and, but for a longer row, [`GROUP_BYTES`] bytes of
//! words; where they end depends on the rows alone, so that the same rows give
//! the same bytes, and only one group is held in memory.

use std::sync::Arc;

use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::Result;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{ColumnPath, Type};
use inquit_table::{Column, Kind, Value};

use super::cells::Cells;

/// The most rows of a row group.
const GROUP_ROWS: usize = 10_000;
/// Bytes of words after which a row group ends.
const GROUP_BYTES: usize = 8 << 20;
/// Columns of which hardly two cells are equal: a dictionary would be in vain.
const UNIQUE: [&str; 4] = ["quote_id", "text", "context_before", "context_after"];

/// Makes a file of rows. What is finished of it waits in [`Writer::take`].
#[derive(Debug)]
pub(super) struct Writer {
    columns: Vec<Column>,
    file: SerializedFileWriter<Vec<u8>>,
    /// Rows of the group to come.
    group: Cells,
}

impl Writer {
    /// A file without rows.
    pub(super) fn new(columns: &[Column]) -> Result<Writer> {
        let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
        let schema = Type::group_type_builder("quotations").with_fields(fields).build()?;
        let mut properties = WriterProperties::builder()
            .set_created_by(concat!("inquit ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
            .set_statistics_enabled(EnabledStatistics::Chunk);
        for name in UNIQUE {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
        }
        let file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?;
        Ok(Writer { columns: columns.to_vec(), file, group: Cells::default() })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, rows: &Cells) -> Result<()> {
        let width = self.columns.len();
        for place in 0..rows.len() {
            self.group.push(rows.value(place));
            let full = self.group.len() >= GROUP_ROWS * width || self.group.bytes() >= GROUP_BYTES;
            if full && self.group.len().is_multiple_of(width) {
                self.end_group()?;
            }
        }
        Ok(())
    }

    /// The bytes that are finished and were not taken yet.
    pub(super) fn take(&mut self) -> Result<Vec<u8>> {
        self.file.flush()?;
        Ok(std::mem::take(self.file.inner_mut()))
    }

    /// Ends the file; its last bytes.
    pub(super) fn end(mut self) -> Result<Vec<u8>> {
        self.end_group()?;
        self.file.into_inner()
    }

    fn end_group(&mut self) -> Result<()> {
        let cells = std::mem::take(&mut self.group);
        if cells.len() == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        let mut place = 0;
        while let Some(mut writer) = group.next_column()? {
            column(&self.columns[place], place, self.columns.len(), &cells, &mut writer)?;
            writer.close()?;
            place += 1;
        }
        group.close()?;
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let physical = match column.kind {
        Kind::Text => Physical::BYTE_ARRAY,
        Kind::Integer => Physical::INT64,
        Kind::Real => Physical::DOUBLE,
    };
    let mut field = Type::primitive_type_builder(&column.name, physical).with_repetition(if column.nullable {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    });
    if column.kind == Kind::Text {
        field = field.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8);
    }
    Ok(Arc::new(field.build()?))
}

/// Writes the cells of one column: every `width`th from `first` on.
fn column(column: &Column, first: usize, width: usize, cells: &Cells, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
    let values = || (first..cells.len()).step_by(width).map(|place| cells.value(place));
    let levels: Vec<i16> = values().map(|value| i16::from(value != Value::Empty)).collect();
    let levels = column.nullable.then_some(levels.as_slice());
    // A column that is never null has a value in every row.
    match column.kind {
        Kind::Text => {
            let words = values().filter_map(|value| match value {
                Value::Text(words) => Some(ByteArray::from(words.as_bytes())),
                Value::Empty if !column.nullable => Some(ByteArray::from("")),
                _ => None,
            });
            writer.typed::<ByteArrayType>().write_batch(&words.collect::<Vec<_>>(), levels, None)?;
        }
        Kind::Integer => {
            let numbers = values().filter_map(|value| match value {
                Value::Integer(number) => Some(i64::try_from(number).unwrap_or(i64::MAX)),
                Value::Empty if !column.nullable => Some(0),
                _ => None,
            });
            writer.typed::<Int64Type>().write_batch(&numbers.collect::<Vec<_>>(), levels, None)?;
        }
        Kind::Real => {
            let numbers = values().filter_map(|value| match value {
                Value::Real(number) => Some(number),
                Value::Empty if !column.nullable => Some(0.0),
                _ => None,
            });
            writer.typed::<DoubleType>().write_batch(&numbers.collect::<Vec<_>>(), levels, None)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;

    /// The file of `rows` rows, added `at_once` at a time.
    fn file(rows: usize, at_once: usize) -> Vec<u8> {
        let columns = columns::choose(columns::all(&[], false).unwrap(), &["text", "speaker", "confidence", "start"].map(str::to_owned));
        let mut writer = Writer::new(&columns.unwrap()).unwrap();
        let mut bytes = Vec::new();
        let numbers: Vec<usize> = (0..rows).collect();
        for part in numbers.chunks(at_once) {
            let mut cells = Cells::default();
            for &number in part {
                cells.push(Value::Text(format!("words {number}").into()));
                cells.push(if number % 3 == 0 { Value::Empty } else { Value::Text("Ada Low".into()) });
                cells.push(Value::Real(0.5));
                cells.push(Value::Integer(number));
            }
            writer.write(&cells).unwrap();
            bytes.extend(writer.take().unwrap());
        }
        bytes.extend(writer.end().unwrap());
        bytes
    }

    #[test]
    fn groups_do_not_depend_on_how_rows_come() {
        let whole = file(50_000, 50_000);
        assert!(file(50_000, 7) == whole && file(50_000, 20_000) == whole);
        assert!(whole.starts_with(b"PAR1") && whole.ends_with(b"PAR1"));
    }

    #[test]
    fn a_file_without_rows_is_whole() {
        let empty = file(0, 1);
        assert!(empty.starts_with(b"PAR1") && empty.ends_with(b"PAR1"), "{empty:?}");
    }
}
