//! Flags of `inquit show`.

use clap::{Args, ValueEnum};

use crate::selection::LookArgs;

pub(crate) const SHOW_HELP: &str = "\
Examples:
  inquit show article.txt
  inquit show news.jsonl --class all --min-confidence 0.6
  inquit show article.txt --color always | less -R

What is shown:
  The article, wrapped, and in the margin, from the line on where each quotation begins,
  its number, its speaker, its type and how probable it is. The number is that of
  `inquit explain FILE --quote N` and stands at the words too. With colour, content has the colour of its speaker, content within content is in italics, the cue is
  underlined, the mention bold and underlined. Without, a line below the words marks
  content ~ (a second line what is within it), cue ^ and mention =. In fewer than 60
  columns the margin moves above the line.";

/// Flags of `inquit show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) look: LookArgs,

    /// When to colour: `auto` on a terminal where NO_COLOR is not set
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    /// Columns of the terminal to use [default: those it has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Even into a pipe
    Always,
    /// Nowhere
    Never,
}
