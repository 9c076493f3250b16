//! Flags of `inquit stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use inquit_table::WantedSpeaker;

use crate::speakers::args::Kind;

pub(crate) const STATS_HELP: &str = "\
Examples:
  inquit stats quotes.csv
  inquit stats 2023.csv 2024.jsonl --by speaker,month --top 25
  inquit stats quotes.csv --speaker merkel --by month
  inquit stats quotes.csv --kinds person --by speaker
  inquit stats quotes.csv --json | jq '.by[0].values'
  inquit stats quotes.csv --html stats.html

What is counted:
  Rows. A joint statement counts for each of its speakers, with --kinds for those of
  these kinds, a row that names two countries for each of them; shares are of all
  rows. Names are taken as they are
  written: `inquit speakers --rewrite` makes one of several spellings first.
  outlet is the host of url, month the first seven characters of a date that
  begins YYYY-MM-DD. What no row of the tables has is left out unless --by asks
  for it. Memory grows with the different names, not with the rows; documents
  are counted exactly up to 4,096, beyond that within about 3 %.";

/// Flags of `inquit stats`.
#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    /// Tables that `inquit extract` wrote, CSV, TSV, JSONL or Parquet; `-` for standard input
    #[arg(required = true, value_name = "TABLE")]
    pub(crate) tables: Vec<PathBuf>,

    /// What to count, in this order [default: all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub(crate) by: Vec<By>,

    /// Only this speaker: a name or whole words of one in any case, or an id; may be given several times
    #[arg(long, value_name = "NAME", value_parser = WantedSpeaker::new)]
    pub(crate) speaker: Vec<WantedSpeaker>,

    /// Only rows whose speaker is of these kinds [default: all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KINDS")]
    pub(crate) kinds: Vec<Kind>,

    /// Most values shown of methods, speakers, organizations, countries and outlets
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,

    /// One JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the same as charts to FILE, one page that needs no network
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,

    /// Columns of the terminal to use [default: those it has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,

    /// No warnings; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// What rows are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum By {
    /// Direct, mixed, indirect
    Type,
    /// Speech, thought, attitude, act
    Class,
    /// The rule that found it
    Method,
    /// Who speaks
    Speaker,
    /// Organizations named in what is said
    Organization,
    /// Countries named in what is said
    Country,
    /// Host of the url
    Outlet,
    /// Month of the date
    Month,
    /// Confidence, in steps of a tenth
    Confidence,
}

impl By {
    /// All of them, in the order they are shown.
    pub(crate) const ALL: [By; 9] =
        [By::Type, By::Class, By::Method, By::Speaker, By::Organization, By::Country, By::Outlet, By::Month, By::Confidence];

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            By::Type => "type",
            By::Class => "class",
            By::Method => "method",
            By::Speaker => "speaker",
            By::Organization => "organization",
            By::Country => "country",
            By::Outlet => "outlet",
            By::Month => "month",
            By::Confidence => "confidence",
        }
    }
}
