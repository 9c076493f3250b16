//! `inquit schema`: what the outputs hold, as a table to read or as JSON Schema.
//!
//! [`fields`] is the one list of what there is; [`json`] makes a schema of it.

mod fields;
mod json;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::error::Stop;
use crate::terminal;
use fields::{Field, Kind, Presence};

/// Flags of `inquit schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// The output to describe
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: SchemaFormat,

    /// As JSON Schema (draft 2020-12) of a line or row
    #[arg(long)]
    pub(crate) json: bool,
}

/// An output that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// A line of JSONL
    Jsonl,
    /// A row of CSV, TSV and XLSX
    Csv,
    /// A row of Parquet
    Parquet,
    /// A line of predictions
    Predictions,
}

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if standard output cannot be written.
pub(crate) fn run(args: &SchemaArgs) -> Result<ExitCode, Stop> {
    let shown = match args.json {
        true => json::schema(args.format).map_err(|error| Stop::Failed(error.into()))?,
        false => table(args.format, terminal::width()),
    };
    io::stdout().write_all(shown.as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
    Ok(ExitCode::SUCCESS)
}

/// The fields in lines of at most `width` columns if that is enough.
fn table(format: SchemaFormat, width: usize) -> String {
    let mut lines = vec![["name", "type", "null", "unit", "meaning"].map(str::to_owned).to_vec()];
    for field in fields::of(format) {
        let null = match (field.presence, field.nullable) {
            (Presence::Always, true) => "yes",
            (Presence::Always, false) => "no",
            (Presence::Sometimes, _) => "left out",
        };
        let meaning = match field.values {
            [] => field.meaning.to_owned(),
            values => format!("{}: {}", field.meaning, values.join(", ")),
        };
        lines.push(vec![field.path.to_owned(), type_name(format, field).to_owned(), null.to_owned(), field.unit.to_owned(), meaning]);
    }
    // The meaning is for reading, not for comparing: it is never cut.
    let longest = lines.iter().map(|cells| cells[4].len()).max().unwrap_or(0);
    terminal::align(&lines, &[40, 12, 8, 24, usize::MAX], width.max(longest + 90))
}

fn type_name(format: SchemaFormat, field: &Field) -> &'static str {
    match (format, field.kind) {
        (SchemaFormat::Parquet, Kind::Integer) => "int64",
        (SchemaFormat::Parquet, Kind::Number) => "double",
        (SchemaFormat::Csv, Kind::Number) => "decimal",
        (_, Kind::Text) => "string",
        (_, Kind::Integer) => "integer",
        (_, Kind::Number) => "number",
        (_, Kind::Boolean) => "boolean",
        (_, Kind::Object) => "object",
        (_, Kind::Texts) => "strings",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;

    #[test]
    fn tables_have_the_columns_that_are_written() {
        let written = columns::all(&["outlet".to_owned()], true).unwrap();
        for format in [SchemaFormat::Csv, SchemaFormat::Parquet] {
            let fields = fields::of(format);
            assert_eq!(fields.len(), written.len());
            for (field, column) in fields.iter().zip(&written) {
                let kind = match column.kind {
                    inquit_table::Kind::Text => Kind::Text,
                    inquit_table::Kind::Integer => Kind::Integer,
                    inquit_table::Kind::Real => Kind::Number,
                };
                let name = if field.path.starts_with('…') { "outlet" } else { field.path };
                assert_eq!((name, field.kind, field.nullable), (column.name.as_ref(), kind, column.nullable));
            }
        }
    }

    #[test]
    fn the_files_are_what_is_printed() {
        for (format, file) in [
            (SchemaFormat::Jsonl, include_str!("../../../../data/schema/quotes.schema.json")),
            (SchemaFormat::Predictions, include_str!("../../../../data/schema/predictions.schema.json")),
        ] {
            let printed = json::schema(format).unwrap();
            assert!(
                printed == file,
                "{format:?}: write `inquit schema --json` to data/schema, after you have read the difference:\n{printed}"
            );
        }
    }

    #[test]
    fn the_table_aligns_and_cuts_no_meaning() {
        let shown = table(SchemaFormat::Jsonl, 80);
        assert!(shown.starts_with("name "), "{shown}");
        assert!(!shown.lines().any(|line| line.ends_with('…')), "{shown}");
        assert!(shown.contains("speakers[].chain[].rule") && shown.contains("direct, mixed, indirect"), "{shown}");
    }
}
