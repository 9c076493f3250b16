//! Flags of `inquit gazetteer`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use inquit_gazetteer::{Case, EntityKind, OnDuplicate, Overlap, Weak};

use crate::args::EXIT_CODES;
use crate::input::args::InputArgs;
use crate::selection::UnitArg;

const FIND_EXAMPLES: &str = "\
Examples:
  inquit gazetteer find article.txt
  inquit gazetteer find news.jsonl --kinds person,organization -o names.csv
  inquit gazetteer find tweets.txt --case ignore --gazetteer own.gaz

Columns: doc_id, start, end, text, then the best meaning as id, name, kind and
class of the name, then the ids of the other meanings, best first.";

const BUILD_EXAMPLES: &str = "\
Examples:
  inquit gazetteer build town.tsv --built-in -o town.gaz
  inquit gazetteer build data/gazetteer/people.tsv --kind person -o people.gaz
  inquit extract articles/ --gazetteer town.gaz -o quotes.csv

A table is TSV, CSV (.csv) or JSON lines (.jsonl); its first row names the
columns: id, name, kind, and any of category, gender, birth, death, countries,
codes, offices, prior, aliases, acronyms, demonyms, metonyms, nicknames, source.
Several values in a cell have | between them. A name after ~ is weak, after ^ it
must stand alone.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  inquit gazetteer import-wikidata latest-all.json.bz2 -o people.tsv --offices
  inquit gazetteer import-wikidata latest-all.json.gz -o orgs.tsv --no-people --organizations
  inquit gazetteer import-wikidata dump.json.zst -o poets.tsv --class Q49757=person
  inquit gazetteer import-wikidata latest-all.json.bz2 -o people.tsv --resume

The rows go to FILE.partial, which becomes FILE when the last one is written.
An import that was broken off goes on from its last checkpoint with --resume
and the same flags.";

/// What to do with a gazetteer.
#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Find names in texts and write one row for each
    #[command(after_help = format!("{FIND_EXAMPLES}\n\n{EXIT_CODES}"))]
    Find(FindArgs),
    /// Show all that is known of an entity
    Show(ShowArgs),
    /// List the meanings of a name, best first
    Lookup(LookupArgs),
    /// Count entities and names
    Stats(StatsArgs),
    /// List duplicates, alias cycles, dangerous names, missing fields and wrong rows of tables
    #[command(after_help = CHECK_CODES)]
    Check(CheckArgs),
    /// Compile tables into one file that loads at once
    #[command(after_help = BUILD_EXAMPLES)]
    Build(BuildArgs),
    /// Make a table of the people and organizations of a Wikidata JSON dump
    #[command(after_help = IMPORT_EXAMPLES)]
    ImportWikidata(ImportArgs),
}

const CHECK_CODES: &str = "\
Exit codes:
  0  nothing that keeps a gazetteer from being built
  1  wrong rows, duplicate ids or alias cycles; with --strict any finding
  2  a file cannot be read at all";

/// The gazetteer to use.
#[derive(Debug, Args)]
pub(crate) struct SourceArgs {
    /// Compiled file or table to use instead of the built-in data
    #[arg(short, long, value_name = "FILE")]
    pub(crate) gazetteer: Option<PathBuf>,
}

/// Flags of `inquit gazetteer find`.
#[derive(Debug, Args)]
pub(crate) struct FindArgs {
    /// Files, folders, or `-` for standard input (the default when piped into)
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) source: SourceArgs,

    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Kinds of entity to write
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KINDS", default_value = "person,organization,country")]
    pub(crate) kinds: Vec<KindArg>,

    /// Names that say little alone, as family names: licensed where the text has the full name
    #[arg(long, value_enum, default_value = "never")]
    pub(crate) weak: WeakArg,

    /// Which of several overlapping names to write
    #[arg(long, value_enum, default_value = "longest")]
    pub(crate) overlap: OverlapArg,

    /// What the text's capitals mean
    #[arg(long, value_enum, default_value = "smart")]
    pub(crate) case: CaseArg,

    /// Unit of start and end columns
    #[arg(long, value_enum, default_value = "chars")]
    pub(crate) offsets: UnitArg,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// No progress bar or warnings; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Flags of `inquit gazetteer show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of an entity, or a name, whose best meaning is shown
    pub(crate) entity: String,

    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// Flags of `inquit gazetteer lookup`.
#[derive(Debug, Args)]
pub(crate) struct LookupArgs {
    /// A name
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) source: SourceArgs,

    /// Country the text is about, as a code of two letters: its meanings come first
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
}

/// Flags of `inquit gazetteer stats`.
#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// Flags of `inquit gazetteer check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Tables: TSV, CSV (.csv) or JSON lines (.jsonl)
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Kind of the rows of tables without a `kind` column
    #[arg(long, value_enum)]
    pub(crate) kind: Option<KindArg>,

    /// Exit with 1 on any finding
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Flags of `inquit gazetteer build`.
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// Tables: TSV, CSV (.csv) or JSON lines (.jsonl)
    pub(crate) files: Vec<PathBuf>,

    /// The compiled file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Start from the built-in data; the tables add to it
    #[arg(long)]
    pub(crate) built_in: bool,

    /// Kind of the rows of tables without a `kind` column
    #[arg(long, value_enum)]
    pub(crate) kind: Option<KindArg>,

    /// What a row with the id of an earlier table does
    #[arg(long, value_enum, default_value = "merge")]
    pub(crate) on_duplicate: OnDuplicateArg,
}

/// Flags of `inquit gazetteer import-wikidata`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// A JSON dump, plain or compressed (gzip, bzip2, zstd), or `-` for standard input
    pub(crate) dump: PathBuf,

    /// The table to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Take instances of this class too, as Q43229=organization; KIND is person, organization or country
    #[arg(long = "class", value_name = "ID=KIND", value_parser = class)]
    pub(crate) classes: Vec<(String, EntityKind)>,

    /// Take the usual classes of organizations
    #[arg(long)]
    pub(crate) organizations: bool,

    /// Leave out people (Q5)
    #[arg(long)]
    pub(crate) no_people: bool,

    /// Take only items with so many sitelinks or more
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) least_sitelinks: usize,

    /// Take only people born on DATE or later, or at an unknown time
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) born_after: Option<String>,

    /// Take only people alive or dead since DATE
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) died_after: Option<String>,

    /// Name the offices of people; the dump is read twice
    #[arg(long)]
    pub(crate) offices: bool,

    /// Go on from the last checkpoint of an import that was broken off
    #[arg(long)]
    pub(crate) resume: bool,

    /// No progress bar or summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// [`EntityKind`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    /// One human being
    Person,
    /// A company, party, court, newspaper …
    Organization,
    /// A state
    Country,
}

impl KindArg {
    /// The kind it stands for.
    pub(crate) fn kind(self) -> EntityKind {
        match self {
            KindArg::Person => EntityKind::Person,
            KindArg::Organization => EntityKind::Organization,
            KindArg::Country => EntityKind::Country,
        }
    }
}

/// [`Weak`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WeakArg {
    /// They are not found
    Never,
    /// Where the text has the full name
    Licensed,
    /// Everywhere
    Always,
}

impl WeakArg {
    /// The policy it stands for.
    pub(crate) fn weak(self) -> Weak {
        match self {
            WeakArg::Never => Weak::Never,
            WeakArg::Licensed => Weak::Licensed,
            WeakArg::Always => Weak::Always,
        }
    }
}

/// [`Overlap`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OverlapArg {
    /// The leftmost, of those the longest
    Longest,
    /// Every name
    All,
}

impl OverlapArg {
    /// The policy it stands for.
    pub(crate) fn overlap(self) -> Overlap {
        match self {
            OverlapArg::Longest => Overlap::LeftmostLongest,
            OverlapArg::All => Overlap::All,
        }
    }
}

/// [`Case`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CaseArg {
    /// They tell names from words
    Smart,
    /// Nothing: for texts without capitals
    Ignore,
}

impl CaseArg {
    /// The policy it stands for.
    pub(crate) fn case(self) -> Case {
        match self {
            CaseArg::Smart => Case::Smart,
            CaseArg::Ignore => Case::Ignore,
        }
    }
}

/// [`OnDuplicate`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnDuplicateArg {
    /// It adds to the earlier one
    Merge,
    /// It takes its place
    Replace,
    /// It is an error
    Refuse,
}

impl OnDuplicateArg {
    /// The policy it stands for.
    pub(crate) fn rule(self) -> OnDuplicate {
        match self {
            OnDuplicateArg::Merge => OnDuplicate::Merge,
            OnDuplicateArg::Replace => OnDuplicate::Replace,
            OnDuplicateArg::Refuse => OnDuplicate::Refuse,
        }
    }
}

fn class(value: &str) -> Result<(String, EntityKind), String> {
    let (id, kind) = value.split_once('=').ok_or("expected a class and a kind, as Q43229=organization")?;
    if !id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(format!("`{id}` is not the id of a Wikidata item, as Q43229"));
    }
    let kind = kind.parse().map_err(|error: inquit_gazetteer::UnknownKind| error.to_string())?;
    Ok((id.to_owned(), kind))
}

fn date(value: &str) -> Result<String, String> {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000" | "0000-00" | "0000-00-00" => Ok(value.to_owned()),
        _ => Err("expected a date as YYYY, YYYY-MM or YYYY-MM-DD".to_owned()),
    }
}
