//! Flags of `inquit speakers`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(crate) const SPEAKERS_HELP: &str = "\
Examples:
  inquit speakers quotes.csv
  inquit speakers 2023.csv 2024.jsonl --kinds person,organization -o speakers.csv
  inquit speakers quotes.csv --merge names.tsv --rewrite named.csv
  inquit speakers 2023.csv 2024.csv --rewrite named/

What is one speaker, by rule; nothing else is merged:
  id         the same gazetteer id
  name       the same name but for case, diacritics, a title and middle initials
             (\"Dr. Zoë A. Low\", \"ZOE LOW\"); of bodies, but for case and \"the\"
  initials   initials and a family name, where one full name alone fits them
  surname    a family name alone, where the tables have one person of that name
  The last two also ask that the gazetteer knows nobody else of that name, or puts
  this person first; and that hardly any document has both, as two speakers.
  Never: different ids, titles or pronouns of different genders, different given
  names or middle initials, Jr. and Sr.; nor a name that two people could claim.

--merge FILE, lines of two columns with a tab between; # begins a comment:
  Varga          Ilse Varga    rows of Varga are Ilse Varga's, whatever the rules say
  I. Varga       Q123          the same, with the name the gazetteer has for the id
  Varga          !Ilse Varga   keep the two apart
  Varga          !             keep it apart from everybody
  --propose writes such lines for short names that one full name alone fits, which the
  rules leave apart: delete those that are wrong, give the others to --merge.
  The left side may be an id too. Names are looked up as written, then without
  regard to case and diacritics. The right side of the first two is the name written.

--rewrite OUT:
  A copy of each table with the name and id of each speaker replaced; every other
  byte stays. For one table OUT is a file (the table itself, if you like), for
  several a folder, which gets a file of the same name for each.

Columns: quotes and documents count rows and doc_ids (documents exactly up to 4,096 a
speaker, beyond that within about 3 %); first_date and last_date are of dates that
begin YYYY-MM-DD. The order of rows and tables does not matter.";

/// Flags of `inquit speakers`.
#[derive(Debug, Args)]
pub(crate) struct SpeakersArgs {
    /// Tables that `inquit extract` wrote, CSV, TSV, JSONL or Parquet; `-` for standard input
    #[arg(required = true, value_name = "QUOTES")]
    pub(crate) tables: Vec<PathBuf>,

    /// Write the list to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Format of the list [default: by the extension of FILE, else table]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ListFormat>,

    /// Kinds of speaker to list [default: all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KINDS")]
    pub(crate) kinds: Vec<Kind>,

    /// Speakers to merge or keep apart, whatever the rules say
    #[arg(long, value_name = "FILE")]
    pub(crate) merge: Option<PathBuf>,

    /// Write pairs that the rules left apart and that may be one speaker to FILE, in the format of --merge
    #[arg(long, value_name = "FILE")]
    pub(crate) propose: Option<PathBuf>,

    /// Write the tables with the speakers' names and ids replaced to OUT
    #[arg(long, value_name = "OUT")]
    pub(crate) rewrite: Option<PathBuf>,

    /// The gazetteer that the tables were made with, if not the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Option<PathBuf>,

    /// No warnings; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// How the list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Aligned columns, to be read
    Table,
    /// One row a speaker, with a header (RFC 4180, UTF-8)
    Csv,
    /// One JSON object a speaker, its variants nested
    Jsonl,
}

/// What a speaker is, in the words of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Kind {
    /// One human being
    Person,
    /// A company, party, court, newspaper …
    Organization,
    /// A state, or its government
    Country,
    /// Several people, or a kind of people
    Group,
    /// Not identified further
    #[default]
    Unknown,
}

impl Kind {
    /// All kinds, in order.
    pub(crate) const ALL: [Kind; 5] = [Kind::Person, Kind::Organization, Kind::Country, Kind::Group, Kind::Unknown];

    /// The word in the table.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organization => "organization",
            Kind::Country => "country",
            Kind::Group => "group",
            Kind::Unknown => "unknown",
        }
    }

    /// The kind of a word in the table.
    pub(crate) fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
