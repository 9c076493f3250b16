//! [`Plan`]: the outputs that the flags ask for, or why they do not fit together.

use std::path::PathBuf;

use anyhow::anyhow;
use inquit_table::{Shape, Unit};

use super::args::OutputArgs;
use super::target::is_standard_output;
use super::{Encoder, Format, columns};
use crate::selection::UnitArg;

/// All outputs of a run, in the order they were given.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Where each goes and how it is written; no path is standard output.
    pub(crate) outputs: Vec<(Option<PathBuf>, Encoder)>,
    /// What rows hold.
    pub(crate) shape: Shape,
}

impl Plan {
    /// What `args` ask for, where `keep` are the fields that documents carry.
    ///
    /// # Errors
    ///
    /// Where they do not fit together.
    pub(crate) fn new(args: &OutputArgs, keep: &[String]) -> anyhow::Result<Plan> {
        let places = match args.files.as_slice() {
            [] => vec![None],
            files => files.iter().map(|path| Some(path.clone()).filter(|path| !is_standard_output(path))).collect(),
        };
        let formats = formats(&places, args.format, args.is_typed("format") || !args.is_typed("output"))?;
        check_formats(&places, &formats)?;
        check_flags(args, &formats)?;
        let columns = columns::choose(columns::all(keep, args.context.is_some())?, &args.columns)?;
        let encoder = |format: Format| Encoder {
            format,
            columns: if format.is_table() { columns.clone() } else { Vec::new() },
            spreadsheet: args.spreadsheet,
        };
        // A unit in a configuration is for those that can have it.
        let fixed = !args.is_typed("offsets") && formats.iter().all(|format| format.counts_chars());
        let outputs = places.into_iter().zip(formats.into_iter().map(encoder)).collect();
        let unit = args.offsets.filter(|_| !fixed).map_or(Unit::Chars, UnitArg::unit);
        let shape = Shape { unit, context: args.context.map(usize::from), keep: keep.to_vec() };
        Ok(Plan { outputs, shape })
    }

    /// Whether any output is of `format`.
    pub(crate) fn has(&self, format: Format) -> bool {
        self.outputs.iter().any(|(_, encoder)| encoder.format == format)
    }
}

/// The format of each place: `given` is that of the only one, or of standard
/// output beside files; but where it is not `binding`, for it stands in a
/// configuration, an extension that was typed comes before it.
fn formats(places: &[Option<PathBuf>], given: Option<Format>, binding: bool) -> anyhow::Result<Vec<Format>> {
    let named = |path: &PathBuf| path.extension().is_some() || path.to_string_lossy().ends_with('/');
    let given = given.filter(|_| binding || !places.iter().flatten().any(named));
    let standard = places.iter().filter(|place| place.is_none()).count();
    if standard > 1 {
        return Err(anyhow!("standard output can be written once; drop one `-o -`"));
    }
    if given.is_some() && places.len() > 1 && standard == 0 {
        return Err(anyhow!("--format is for one output; of several, each has the format of its extension: -o a.csv -o b.jsonl"));
    }
    if given.is_none()
        && let Some(path) = places.iter().flatten().find(|path| Format::is_foreign(path))
    {
        let known = "csv, tsv, jsonl, parquet, xlsx, jsonld, tei.xml, FOLDER/";
        return Err(anyhow!("{}: no format has this extension; there are {known}; or name one with --format", path.display()));
    }
    Ok(places
        .iter()
        .map(|place| match (place, given) {
            (Some(path), given) => given.filter(|_| places.len() == 1).unwrap_or_else(|| Format::of(path)),
            (None, given) => given.unwrap_or(Format::Csv),
        })
        .collect())
}

fn check_formats(places: &[Option<PathBuf>], formats: &[Format]) -> anyhow::Result<()> {
    for (place, &format) in places.iter().zip(formats) {
        if format == Format::Brat && place.is_none() {
            return Err(anyhow!("brat is a folder of files; name it with -o FOLDER/"));
        }
        if format == Format::Parquet && !cfg!(feature = "parquet") {
            return Err(anyhow!("this inquit was built without Parquet; write .csv, or build it with --features parquet"));
        }
    }
    Ok(())
}

fn check_flags(args: &OutputArgs, formats: &[Format]) -> anyhow::Result<()> {
    // What a configuration says holds where it can.
    let chosen = args.is_typed("format") && args.is_typed("output");
    let binds = |flag: &str| args.is_typed(flag) || !chosen;
    if args.spreadsheet && binds("spreadsheet") && !formats.iter().any(|format| format.is_delimited()) {
        return Err(anyhow!("--spreadsheet is for CSV and TSV, XLSX is safe without it; drop it or write --format csv"));
    }
    if !args.columns.is_empty() && binds("columns") && !formats.iter().any(|format| format.is_table()) {
        return Err(anyhow!("--columns is for CSV, TSV, Parquet and XLSX; drop it or write one of these"));
    }
    if args.context.is_some() && binds("context") && !formats.iter().any(|&format| format.is_table() || format == Format::Jsonl) {
        return Err(anyhow!("--context is for tables and JSONL; drop it or write one of these"));
    }
    if !args.is_typed("offsets") && formats.iter().all(|format| format.counts_chars()) {
        return Ok(());
    }
    let counted = formats.iter().find(|format| format.counts_chars());
    if let Some(format) = counted
        && args.offsets.is_some_and(|unit| unit != UnitArg::Chars)
    {
        return Err(anyhow!("the offsets of {} are in chars; drop --offsets", format.name()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formats of `files`, with `--format` where it is given.
    fn check(files: &[&str], format: Option<Format>) -> anyhow::Result<Vec<Format>> {
        let args = OutputArgs { files: files.iter().map(PathBuf::from).collect(), format, ..OutputArgs::default() };
        Ok(Plan::new(&args, &[])?.outputs.iter().map(|(_, encoder)| encoder.format).collect())
    }

    #[test]
    fn formats() {
        assert_eq!(check(&[], None).unwrap(), [Format::Csv]);
        assert_eq!(check(&[], Some(Format::Jsonl)).unwrap(), [Format::Jsonl]);
        assert_eq!(check(&["b.csv"], None).unwrap(), [Format::Csv]);
        assert_eq!(check(&["b.JSONL"], None).unwrap(), [Format::Jsonl]);
        assert_eq!(check(&["b.out"], None).unwrap(), [Format::Csv]);
        assert_eq!(check(&["b.jsonl"], Some(Format::Predictions)).unwrap(), [Format::Predictions]);
        assert_eq!(check(&["b.jsonl"], Some(Format::Csv)).unwrap(), [Format::Csv]);
        assert_eq!(check(&["a.tsv", "b.parquet", "c.xlsx"], None).unwrap(), [Format::Tsv, Format::Parquet, Format::Xlsx]);
        assert_eq!(check(&["a.jsonld", "b.tei.xml", "c/"], None).unwrap(), [Format::Jsonld, Format::Tei, Format::Brat]);
        assert_eq!(check(&["a.csv", "b.jsonl"], None).unwrap(), [Format::Csv, Format::Jsonl]);
        assert_eq!(check(&["a.csv", "-"], Some(Format::Jsonl)).unwrap(), [Format::Csv, Format::Jsonl]);
        assert_eq!(check(&["-", "a.jsonl"], None).unwrap(), [Format::Csv, Format::Jsonl]);
    }

    #[test]
    fn formats_that_nothing_can_have() {
        assert!(check(&["a.csv", "b.jsonl"], Some(Format::Csv)).is_err());
        assert!(check(&["-", "-"], None).is_err());
        assert!(check(&[], Some(Format::Brat)).is_err());
    }
}
