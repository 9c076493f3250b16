//! The flags of `inquit extract` that say what is written, where and how.

use std::path::PathBuf;

use clap::Args;
use inquit_table::MOST_WORDS;

use super::Format;
use crate::selection::UnitArg;

/// Where rows go and what they look like.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Write to FILE instead of standard output; give it again for another format in the same run
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Format of the one output, or of standard output [default: by the extension of FILE, else csv]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Columns of a table to write, in this order [default: all; see `inquit schema`]
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub(crate) columns: Vec<String>,

    /// Add the N words before and after each quotation, as context_before and context_after
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_WORDS)))]
    pub(crate) context: Option<u16>,

    /// Unit of start and end columns [default: chars; predictions, brat and JSON-LD always use chars]
    #[arg(long, value_enum)]
    pub(crate) offsets: Option<UnitArg>,

    /// CSV and TSV for spreadsheets: byte-order mark, and cells that would run as a formula begin with '
    #[arg(long)]
    pub(crate) spreadsheet: bool,

    /// Long names of the flags that stand in a configuration: where they do not
    /// fit what was typed, they give way.
    #[arg(skip)]
    pub(crate) configured: Vec<String>,
}

impl OutputArgs {
    /// Whether the flag was typed, so that it must fit.
    pub(crate) fn is_typed(&self, flag: &str) -> bool {
        !self.configured.iter().any(|name| name == flag)
    }
}
