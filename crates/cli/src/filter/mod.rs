//! `inquit filter`: some rows of finished tables, as those of one person.
//!
//! [`rows`] reads tables in any format, [`flat`] makes cells of JSONL; what is
//! taken goes through [`crate::output`], as if `extract` had written it.

pub(crate) mod args;
mod flat;
mod rows;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use inquit_quotes::Class;
use inquit_table::{COLUMNS, CONTEXT, Column, Kind, Shape, Unit, Value};

use crate::error::{Note, Stop};
use crate::heard::Heard;
use crate::input::written;
use crate::output::plan::Plan;
use crate::output::{Encoder, Format, Outputs, Part, extension};
use crate::progress::{Progress, Talk, counted};
use crate::selection::TypeArg;
use crate::tables::source;
use crate::tables::table::Table;
use crate::terminal;
use args::FilterArgs;
use rows::{Head, Row};

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if nothing could be done, or not all of it.
pub(crate) fn run(args: &FilterArgs) -> Result<ExitCode, Stop> {
    written::check(args.output.as_deref(), args.tables.iter().map(PathBuf::as_path)).map_err(Stop::Usage)?;
    let tables: Vec<Table> = args.tables.iter().map(|path| Table::new(path)).collect();
    if tables.iter().filter(|table| table.path.is_none()).count() > 1 {
        return Err(Stop::Usage(anyhow!("standard input can be read once; give - once")));
    }
    let format = format(args).map_err(Stop::Usage)?;
    let mut progress = Progress::new(None, Talk { quiet: args.quiet, ..Talk::default() }, false);
    let mut heard = Heard::new(&args.speaker);
    let work = RefCell::new(Work { args, format, open: None, places: Vec::new(), rows: 0, taken: 0 });
    for table in &tables {
        let head = |head| work.borrow_mut().head(head, &table.name);
        rows::read(table, head, |line, row| {
            let done = row.and_then(|row| work.borrow_mut().row(&row, &mut heard));
            match done {
                Ok(written) => written,
                Err(why) => {
                    progress.note(&Note::Failure(format!("{}:{line}: {why}; left out", table.name)));
                    Ok(())
                }
            }
        })?;
    }
    let work = work.into_inner();
    heard.takes(work.taken);
    let code = heard.end(&mut progress);
    let Some(open) = work.open else {
        progress.note(&Note::Warning("the tables hold no rows; nothing is written".to_owned()));
        return Ok(code);
    };
    let replaced = open.outputs.replaced();
    let summary = format!("{} of {}", work.taken, counted(work.rows, "row"));
    if let (true, 0, [name, ..]) = (heard.is_asked(), work.taken, replaced.as_slice()) {
        // Dropped, the new file is removed.
        terminal::complain("error", &format!("{summary}; {name} stays as it was"));
        return Ok(code);
    }
    open.outputs.finish(false)?;
    if let (Some(path), false) = (&args.output, args.quiet) {
        let verb = if replaced.is_empty() { "wrote" } else { "replaced" };
        terminal::complain("note", &format!("{summary}; {verb} {}", path.display()));
    }
    Ok(code)
}

/// The format that the flags ask for, if they do.
fn format(args: &FilterArgs) -> anyhow::Result<Option<Format>> {
    const OWN: [&str; 6] = ["csv", "tsv", "tab", "jsonl", "ndjson", "parquet"];
    let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(path) = path.filter(|_| args.format.is_none()) {
        extension::check(path, "a table (CSV, TSV, JSONL, Parquet)", &OWN)?;
    }
    let named = path.filter(|path| extension::is_known(path)).map(Format::of);
    match args.format.or(named) {
        Some(Format::Parquet) if !cfg!(feature = "parquet") => {
            Err(anyhow!("this inquit was built without Parquet; write .csv, or build it with --features parquet"))
        }
        Some(other) if !matches!(other, Format::Csv | Format::Tsv | Format::Jsonl | Format::Parquet) => {
            Err(anyhow!("rows of finished tables are written as CSV, TSV, JSONL or Parquet, not as {}", other.name()))
        }
        format => Ok(format),
    }
}

/// The tables on their way.
struct Work<'a> {
    args: &'a FilterArgs,
    format: Option<Format>,
    open: Option<Open>,
    /// Of each column of the output, its place in the table that is read.
    places: Vec<usize>,
    rows: u64,
    taken: u64,
}

/// The output.
struct Open {
    outputs: Outputs,
    encoder: Encoder,
    columns: Vec<String>,
}

impl Work<'_> {
    /// Begins a table; the first decides what the output is.
    fn head(&mut self, head: Head, name: &str) -> Result<(), Stop> {
        let needed = [
            ("speaker", "--speaker", !self.args.speaker.is_empty()),
            ("type", "--types", self.types().len() < TypeArg::All.types().len()),
            ("class", "--class", !self.args.class.is_empty()),
            ("confidence", "--min-confidence", self.args.min_confidence > 0.0),
        ];
        let lacks = |column: &str| !head.columns.iter().any(|own| own == column);
        if let Some((column, flag, _)) = needed.into_iter().find(|(column, _, wanted)| *wanted && lacks(column)) {
            return Err(Stop::Usage(anyhow!("{name} has no column {column}, which {flag} needs; there are {}", head.columns.join(", "))));
        }
        if self.open.is_none() {
            self.open = Some(open(self.args.output.as_deref(), self.format, &head)?);
        }
        if let Some(open) = &self.open {
            if open.encoder.format == Format::Jsonl && head.format != source::Format::Jsonl {
                return Err(Stop::Usage(anyhow!(
                    "{name} is {}, which holds less than JSONL does; write .csv, .tsv or .parquet, or filter a table in JSONL",
                    head.format.name()
                )));
            }
            self.places = rows::places(&open.columns, &head.columns, name).map_err(Stop::Usage)?;
        }
        Ok(())
    }

    /// Writes a row if it is wanted; why it is none, if it is not.
    fn row(&mut self, row: &Row, heard: &mut Heard<'_>) -> Result<Result<(), Stop>, String> {
        self.rows += 1;
        let Some(open) = &self.open else { return Ok(Ok(())) };
        let at = |name: &str| {
            let place = open.columns.iter().position(|column| column == name)?;
            row.cells.get(self.places[place]).map(String::as_str)
        };
        let cell = |name: &str| at(name).unwrap_or_default();
        let ids: Vec<&str> = cell("speaker_id").split("; ").collect();
        let mut is_theirs = self.args.speaker.is_empty();
        for (place, name) in cell("speaker").split("; ").enumerate().filter(|(_, name)| !name.is_empty()) {
            let id = ids.get(place).copied().filter(|id| !id.is_empty());
            heard.speaks(name, id);
            is_theirs |= self.args.speaker.iter().any(|wanted| wanted.means(name, id));
        }
        let types = self.types();
        let is_of_type = types.len() == TypeArg::All.types().len() || types.contains(&cell("type"));
        let classes: Vec<Class> = self.args.class.iter().flat_map(|class| class.classes()).copied().collect();
        let is_of_class = classes.is_empty() || classes.iter().any(|class| inquit_table::class_name(*class) == cell("class"));
        let least = f64::from(self.args.min_confidence);
        // As it was typed: 0.7 is not less than the float that is nearest to it.
        let is_sure =
            least <= 0.0 || cell("confidence").parse::<f64>().is_ok_and(|confidence| confidence as f32 >= self.args.min_confidence);
        if !(is_theirs && is_of_type && is_of_class && is_sure) {
            return Ok(Ok(()));
        }
        let mut part = open.encoder.part();
        match (&mut part, &row.json) {
            (Part::Bytes(out), Some(json)) if open.encoder.format == Format::Jsonl => {
                out.extend_from_slice(json.as_bytes());
                out.push(b'\n');
            }
            (part, _) => {
                let values = open.encoder.columns.iter().zip(&self.places).map(|(column, &place)| value(column, &row.cells[place]));
                let values = values.collect::<Result<Vec<Value<'_>>, String>>()?;
                open.encoder.write_row(values, part).map_err(|error| error.to_string())?;
            }
        }
        self.taken += 1;
        Ok(match &mut self.open {
            Some(open) => open.outputs.write(std::slice::from_ref(&part)),
            None => Ok(()),
        })
    }

    /// The names of the types that are wanted.
    fn types(&self) -> Vec<&'static str> {
        let all = TypeArg::All.types().iter().copied();
        all.filter(|wanted| self.args.types.iter().any(|given| given.types().contains(wanted))).map(inquit_table::type_name).collect()
    }
}

/// Opens the output of tables of which the first is `head`.
fn open(path: Option<&Path>, format: Option<Format>, head: &Head) -> Result<Open, Stop> {
    let format = format.unwrap_or(match head.format {
        source::Format::Csv => Format::Csv,
        source::Format::Tsv => Format::Tsv,
        source::Format::Jsonl => Format::Jsonl,
        // Of a file without an extension, or none at all.
        source::Format::Parquet => Format::Csv,
    });
    let known = || COLUMNS.iter().chain(&CONTEXT);
    let column = |(place, name): (usize, &String)| {
        known().find(|column| column.name == name.as_str()).cloned().unwrap_or_else(|| Column::kept(place, name.clone()))
    };
    let columns: Vec<Column> = head.columns.iter().enumerate().map(column).collect();
    let encoder = Encoder::of_table(format, columns, head.spreadsheet);
    let path = path.filter(|path| *path != Path::new("-")).map(Path::to_owned);
    let plan = Plan { outputs: vec![(path, encoder.clone())], shape: Shape::plain(Unit::Chars) };
    Ok(Open { outputs: Outputs::open(&plan, &[])?, encoder, columns: head.columns.clone() })
}

/// The value of a cell.
fn value<'c>(column: &Column, cell: &'c str) -> Result<Value<'c>, String> {
    let number = || format!("{} is no number: {cell}", column.name);
    Ok(match column.kind {
        _ if cell.is_empty() => Value::Empty,
        Kind::Text => Value::Text(cell.into()),
        Kind::Integer => Value::Integer(cell.parse().map_err(|_| number())?),
        Kind::Real => Value::Real(cell.parse().map_err(|_| number())?),
    })
}
