//! Flags of `inquit filter`.

use std::path::PathBuf;

use clap::Args;
use inquit_table::WantedSpeaker;

use crate::output::Format;
use crate::selection::{ClassArg, TypeArg, probability};

pub(crate) const FILTER_HELP: &str = "\
Examples:
  inquit filter quotes.csv --speaker varga -o hers.csv
  inquit filter 2023.csv 2024.parquet --speaker Q123 --types direct -o his.parquet
  inquit filter quotes.jsonl --min-confidence 0.8 | jq .text

What is written:
  The rows as they stand, with the columns of the tables, which have to be the same
  in all of them. A joint statement is taken for each of its speakers. CSV, TSV and
  Parquet can be made of tables in any format; JSONL, which holds more than they do,
  of JSONL alone. Where nobody has the name of --speaker, those most like it are
  proposed, a file that exists stays, and the exit code is 1.";

/// Flags of `inquit filter`.
#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    /// Tables that `inquit extract` wrote, CSV, TSV, JSONL or Parquet; `-` for standard input
    #[arg(required = true, value_name = "TABLE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Format: csv, tsv, jsonl or parquet [default: by the extension of FILE, else that of the first table]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub(crate) format: Option<Format>,

    /// Only this speaker: a name or whole words of one in any case, or an id; may be given several times
    #[arg(long, value_name = "NAME", value_parser = WantedSpeaker::new)]
    pub(crate) speaker: Vec<WantedSpeaker>,

    /// Only these types of quotation
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TYPES", default_value = "all")]
    pub(crate) types: Vec<TypeArg>,

    /// Only these classes [default: all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CLASSES")]
    pub(crate) class: Vec<ClassArg>,

    /// Leave out rows less certain than X, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = probability)]
    pub(crate) min_confidence: f32,

    /// No warnings and no summary; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
