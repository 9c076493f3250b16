//! Flags of `inquit view`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::selection::LookArgs;

pub(crate) const VIEW_HELP: &str = "\
Examples:
  inquit view articles/ -o quotes.html
  inquit view news.jsonl --min-confidence 0.6 -o sure.html
  inquit eval --gold corrections.jsonl          (what the page exported)

The page:
  One file that needs no network: a menu of documents, the article with its quotations,
  a table to sort, search and filter. Press ? in it for its keys. The address of each
  quotation is the page with # and its quote_id.

Corrections:
  Rows are marked right or wrong; speaker, content, mention and cue are edited; missed
  quotations added. The browser keeps them; a button exports the documents that were
  marked as reviewed, in the format of `inquit eval --gold` and `inquit train --gold`.
  In a reviewed document, a row that nobody judged counts as right, and what the page
  does not show counts as not there: for gold, leave out --types, --class,
  --min-confidence and --speaker. Content within content is not exported, as annotations are flat.";

/// Flags of `inquit view`.
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    #[command(flatten)]
    pub(crate) look: LookArgs,

    /// Write the page to FILE
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Whether the page holds the strongest evidence of each quotation: `auto` up to 100 documents
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) evidence: When,

    /// No progress bar, warnings or summary; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Whether a page holds evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// If there are few documents
    Auto,
    /// However large the page gets
    Always,
    /// Not at all
    Never,
}
