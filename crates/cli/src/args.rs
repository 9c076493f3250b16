//! The command line: every flag in one place.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::doctor::DoctorArgs;
use crate::filter::args::{FILTER_HELP, FilterArgs};
use crate::gazetteer::args::GazetteerCommand;
use crate::input::args::InputArgs;
use crate::manual::{COMPLETIONS_HELP, CompletionsArgs, ManArgs};
use crate::output::args::OutputArgs;
use crate::progress::{Show, Talk};
use crate::schema::SchemaArgs;
use crate::selection::{ClassArg, SelectionArgs};
use crate::show::args::{SHOW_HELP, ShowArgs};
use crate::speakers::args::{SPEAKERS_HELP, SpeakersArgs};
use crate::stats::args::{STATS_HELP, StatsArgs};
use crate::view::args::{VIEW_HELP, ViewArgs};

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read and written (also when the reader of a pipe left early)
  1  some input failed, each named on standard error, and the rest was written;
     or the output could not be finished (disk full);
     also of show, view, stats and filter with --speaker, where nothing is theirs, as grep has it
  2  the command cannot be carried out as given: wrong flag, no such file,
     output not writable; nothing was read
  130  Ctrl-C; the last line says what is kept";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  inquit extract articles/ -o quotes.csv
  inquit extract news.jsonl -o quotes.jsonl --text-field body --id-field url
  inquit extract crawl.warc.gz --types direct --save-text texts > quotes.csv
  inquit extract 'news/**/*.html' archive.parquet --keep section -o quotes.csv
  inquit extract talk.txt --class all --min-confidence 0.5 --speaker 'Ilse Varga'
  inquit extract gold.jsonl --format predictions -o predictions.jsonl
  inquit extract news/ -o quotes.parquet -o quotes.xlsx -o quotes.jsonl
  inquit extract news/ --columns speaker,text,confidence --context 10 -o short.csv
  inquit extract news/ -o annotated/ -o annotated.tei.xml

Documents:
  One a file: .txt, .md, .html; one an object, record or row: .json, .jsonl, .csv,
  .tsv, .parquet; one a page: .warc, .wet. Each also as .gz, .zst or .bz2. The id is
  the id field, the address of an archived page, else the file name (the path where
  two files share a name) with the number of object, row or record, for JSONL, CSV
  and TSV of the line of the file on which it begins, from 1. Title, date and url
  are carried over. Names of fields count without regard to case where only one
  fits. Folders are read with all their subfolders, sorted by name, without hidden
  files and those of other kinds, which are named at the end; tables that inquit
  wrote and tables without the text field are left out there. Patterns ('news/**/*.txt') may be quoted. A file
  that other arguments already name is read once. Offsets are those of the text
  after a byte-order mark, of a page those of its main text: --save-text has it.

Output:
  Rows come in the order of the input whatever the number of threads. With -o,
  they go to FILE.partial, which becomes FILE when the last row is written, in place
  of one that is there, unless no document was read, for errors or for want of any;
  of several outputs, all become theirs or none. The extension gives the format:
  .csv, .tsv, .jsonl, .parquet, .xlsx, .jsonld (Web Annotations), .tei.xml or .xml
  (TEI); a name that ends with / is a folder in brat's standoff format, which must
  be new or empty. Tables (CSV, TSV, Parquet, XLSX) share their columns, which
  --columns chooses and `inquit schema` explains; JSONL always has all its fields.
  CSV and XLSX for a spreadsheet: an XLSX cell holds 32,767 characters, a longer one
  is cut, marked and warned of, and a sheet holds 1,048,575 rows, more are an error.";

/// Headings of the help.
pub(crate) const ROWS: &str = "Which quotations";
const FINDERS: &str = "What finds them";
const LONG_RUNS: &str = "Long runs";

const EVAL_EXAMPLES: &str = "\
Examples:
  inquit eval --gold annotated.jsonl
  inquit eval --gold annotated.jsonl --predictions theirs.jsonl --errors errors.jsonl

An annotated document is {\"id\", \"text\", \"attributions\": [{\"content\": [[start, end], …],
\"source\": […], \"cue\": […], \"type\": \"direct|mixed|indirect\", \"speaker\": \"name\"}, …]},
positions in code points; type may be absent. The names may stand in a file of their
own, --speakers: {\"id\", \"speakers\": [{\"i\": 0, \"speaker\": \"name\", \"kind\": \"person\"}, …]},
a line for each document, where i is the place among its attributions, from 0.

Figures are percent; exact: the same words; overlap: half of the words of both;
joint: overlap and the right mention; view: stretches of five words and more between
quotation marks alone; -: the annotated documents have none of that type.";

const EXPLAIN_HELP: &str = "\
Examples:
  inquit explain article.txt
  inquit explain news.jsonl --quote 17#2 --all
  inquit explain --glossary

What is shown:
  The paragraph with content ~, cue ^ and mention = underlined. What each speaker was
  found by: words, the rule that led on from them, the entity. The features with
  their weights, largest first; their sum s gives the confidence, 1 / (1 + exp(-s)).
  What could not stand beside the quotation and lost: its probability, by how much
  it lost, and the features that told most against it.";

const TRAIN_HELP: &str = "\
Examples:
  inquit train --gold annotated.jsonl -o our.model
  inquit train --gold brat/ more.jsonl --seed 7 -o our.model
  inquit extract news/ --model our.model -o quotes.csv

Annotations:
  A .jsonl file is as `inquit eval --gold` reads it. Of a folder, .jsonl files and
  brat's .ann files (each beside its .txt) are read. In brat, entities are Content
  (or Quote), Cue, Source (or Speaker), in any case; relations of any name, or
  events, join them: what hangs together over cues and contents is one attribution,
  so that the pieces of an interrupted quotation are one discontinuous content, or
  contents of one cue. A source may belong to several. Other entities are ignored.

The model:
  A tagger of sources, cues and contents, and two tables of evidence. Each document
  is read by a tagger that has not learned from it. The same documents in the same
  order, seed and folds give the same file, whatever the number of threads. A few
  hundred annotated articles are needed for a model as good as the one built in.";

/// Reads text, mostly news, and writes a table of attributed quotations: what
/// was said, who said it, how we know.
#[derive(Debug, Parser)]
#[command(name = "inquit", version, about, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// File of flags that need not be typed; --FLAG=false switches one of them off [default: inquit.toml in this folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the quotations of articles and write one row for each
    #[command(after_help = format!("{EXTRACT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Extract(ExtractArgs),
    /// Score quotations against annotated documents and list the worst errors
    #[command(after_help = format!("{EVAL_EXAMPLES}\n\n{EXIT_CODES}"))]
    Eval(EvalArgs),
    /// Show why the quotations of a file are as they are: words, evidence, what lost
    #[command(after_help = format!("{EXPLAIN_HELP}\n\n{EXIT_CODES}"))]
    Explain(ExplainArgs),
    /// Show articles in the terminal: quotations coloured, speakers in the margin
    #[command(after_help = format!("{SHOW_HELP}\n\n{EXIT_CODES}"))]
    Show(ShowArgs),
    /// Make one page of articles, quotations and a table, on which people correct what was found
    #[command(after_help = format!("{VIEW_HELP}\n\n{EXIT_CODES}"))]
    View(ViewArgs),
    /// Count the rows of tables that `extract` wrote: by speaker, type, outlet, month …
    #[command(after_help = format!("{STATS_HELP}\n\n{EXIT_CODES}"))]
    Stats(StatsArgs),
    /// Write some rows of finished tables: those of one person, of a type, of a confidence
    #[command(after_help = format!("{FILTER_HELP}\n\n{EXIT_CODES}"))]
    Filter(FilterArgs),
    /// Train a model on annotated documents, for `--model`
    #[command(after_help = format!("{TRAIN_HELP}\n\n{EXIT_CODES}"))]
    Train(TrainArgs),
    /// Show the first rows of a table that `extract` wrote
    #[command(after_help = EXIT_CODES)]
    Preview(PreviewArgs),
    /// Describe what the outputs of `extract` hold, as a table or as JSON Schema
    #[command(after_help = EXIT_CODES)]
    Schema(SchemaArgs),
    /// List the speakers of tables that `extract` wrote, merge their names, rewrite the tables
    #[command(after_help = format!("{SPEAKERS_HELP}\n\n{EXIT_CODES}"))]
    Speakers(SpeakersArgs),
    /// Find names in texts; look up, check, compile and import people, organizations and countries
    #[command(subcommand, after_help = EXIT_CODES)]
    Gazetteer(GazetteerCommand),
    /// Say what the program is made of (version, model, data, limits) and whether it works
    #[command(after_help = EXIT_CODES)]
    Doctor(DoctorArgs),
    /// Write completions for a shell
    #[command(after_help = COMPLETIONS_HELP)]
    Completions(CompletionsArgs),
    /// Write manual pages
    Man(ManArgs),
}

/// Flags of `inquit extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Files, folders, quoted patterns, or `-` for standard input (the default when piped into)
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) outputs: OutputArgs,

    /// What the cue reports [default: speech,thought; predictions always hold all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CLASSES", help_heading = ROWS)]
    pub(crate) class: Vec<ClassArg>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// Threads that analyse [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads, help_heading = LONG_RUNS)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Compiled file or table of people, organizations and countries to use
    /// instead of the built-in ones (see `inquit gazetteer build --help`)
    #[arg(long, value_name = "FILE", help_heading = FINDERS)]
    pub(crate) gazetteer: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// How a long run goes, and what it says.
#[derive(Debug, Args)]
#[command(next_help_heading = LONG_RUNS)]
pub(crate) struct RunArgs {
    /// Only say what would be read and written
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Take only N documents, chosen by chance from all, the same ones each time
    #[arg(long, value_name = "N", value_parser = count)]
    pub(crate) sample: Option<NonZeroUsize>,

    /// Go on where a run with the same flags was broken off; nothing to do where the outputs are complete and newer than the input
    #[arg(long, conflicts_with_all = ["dry_run", "sample"])]
    pub(crate) resume: bool,

    /// Whether progress is shown
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: Show,

    /// No progress bar, warnings or summary; failures are still named
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Say what is read and with what
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

impl RunArgs {
    /// How much is said.
    pub(crate) fn talk(&self) -> Talk {
        Talk { quiet: self.quiet, verbose: self.verbose, show: self.progress }
    }
}

/// What finds the quotations.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = FINDERS)]
pub(crate) struct ModelArgs {
    /// Frames and sieves alone, without the tagger: faster, finds less
    #[arg(long)]
    pub(crate) fast: bool,

    /// Use a model that `inquit train` made [default: the one built in]
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// Flags of `inquit eval`.
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Annotated documents: JSONL, brat's .ann, or a folder of these (see `inquit train --help`)
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,

    /// Quotations to score, as `extract --format predictions` writes them [default: extract them now]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fast", "model"])]
    pub(crate) predictions: Option<PathBuf>,

    /// Names of the speakers, where the annotated documents do not hold them (form: below)
    #[arg(long, value_name = "FILE")]
    pub(crate) speakers: Option<PathBuf>,

    /// Write every error to FILE, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,

    /// Errors to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) worst: usize,

    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

/// Flags of `inquit explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A file in any format that `extract` reads, or `-` for standard input
    #[arg(required_unless_present = "glossary")]
    pub(crate) file: Option<PathBuf>,

    /// Say at the end what the words and methods mean, or only that, without a file
    #[arg(long)]
    pub(crate) glossary: bool,

    /// Only this quotation: its number in the document, or its quote_id
    #[arg(long, value_name = "N|ID")]
    pub(crate) quote: Option<String>,

    /// All weights, and all that lost
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// Flags of `inquit train`.
#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// Annotated documents: JSONL, brat's .ann, or folders of these
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub(crate) gold: Vec<PathBuf>,

    /// Write the model to FILE
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Parts the documents are dealt into; each is read by a tagger that learned from the others
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(2..=64))]
    pub(crate) folds: u8,

    /// Threads that train [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Say nothing of how far the work is
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Flags of `inquit preview`.
#[derive(Debug, Args)]
pub(crate) struct PreviewArgs {
    /// A table that `inquit extract` wrote, CSV, TSV, JSONL or Parquet; `-` for standard input
    pub(crate) file: PathBuf,

    /// Rows to show
    #[arg(short = 'n', long, value_name = "ROWS", default_value_t = 10)]
    pub(crate) rows: usize,
}

fn count(value: &str) -> Result<NonZeroUsize, String> {
    value.parse().map_err(|_| "expected a number from 1".to_owned())
}

fn threads(value: &str) -> Result<NonZeroUsize, String> {
    match value.parse::<NonZeroUsize>() {
        Ok(n) if n.get() <= 1024 => Ok(n),
        _ => Err("expected a number from 1 to 1024".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
