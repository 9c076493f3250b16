//! [`Plan`]: the outputs that the flags ask for, or why they do not fit together.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::args::OutputArgs;
use super::{Encoder, Format};
use crate::offsets::Unit;

/// All outputs of a run, in the order they were given.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Where each goes and how it is written; no path is standard output.
    pub(crate) outputs: Vec<(Option<PathBuf>, Encoder)>,
    /// Unit of all offsets.
    pub(crate) unit: Unit,
}

impl Plan {
    /// What `args` ask for.
    ///
    /// # Errors
    ///
    /// Where they do not fit together.
    pub(crate) fn new(args: &OutputArgs) -> anyhow::Result<Plan> {
        let places = match args.files.as_slice() {
            [] => vec![None],
            files => files.iter().map(|path| Some(path.clone()).filter(|path| path != Path::new("-"))).collect(),
        };
        let formats = formats(&places, args.format)?;
        check_spreadsheet(args, &formats)?;
        check_offsets(args, &formats)?;
        let encoder = |format| Encoder { format, spreadsheet: args.spreadsheet };
        let outputs = places.into_iter().zip(formats.into_iter().map(encoder)).collect();
        Ok(Plan { outputs, unit: args.offsets.unwrap_or(Unit::Chars) })
    }

    /// Whether any output is of `format`.
    pub(crate) fn has(&self, format: Format) -> bool {
        self.outputs.iter().any(|(_, encoder)| encoder.format == format)
    }
}

/// The format of each place: `given` is that of the only one, or of standard
/// output beside files.
fn formats(places: &[Option<PathBuf>], given: Option<Format>) -> anyhow::Result<Vec<Format>> {
    let standard = places.iter().filter(|place| place.is_none()).count();
    if standard > 1 {
        return Err(anyhow!("standard output can be written once; drop one `-o -`"));
    }
    if given.is_some() && places.len() > 1 && standard == 0 {
        return Err(anyhow!("--format is for one output; of several, each has the format of its extension: -o a.csv -o b.jsonl"));
    }
    Ok(places
        .iter()
        .map(|place| match (place, given) {
            (Some(path), given) => given.filter(|_| places.len() == 1).unwrap_or_else(|| Format::of(path)),
            (None, given) => given.unwrap_or(Format::Csv),
        })
        .collect())
}

fn check_spreadsheet(args: &OutputArgs, formats: &[Format]) -> anyhow::Result<()> {
    if args.spreadsheet && !formats.contains(&Format::Csv) {
        return Err(anyhow!("--spreadsheet is for CSV; drop it or write --format csv"));
    }
    Ok(())
}

fn check_offsets(args: &OutputArgs, formats: &[Format]) -> anyhow::Result<()> {
    if formats.contains(&Format::Predictions) && args.offsets.is_some_and(|unit| unit != Unit::Chars) {
        return Err(anyhow!("predictions have their offsets in chars; drop --offsets"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formats of `files`, with `--format` where it is given.
    fn check(files: &[&str], format: Option<Format>) -> anyhow::Result<Vec<Format>> {
        let args = OutputArgs { files: files.iter().map(PathBuf::from).collect(), format, ..OutputArgs::default() };
        Ok(Plan::new(&args)?.outputs.iter().map(|(_, encoder)| encoder.format).collect())
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
        assert_eq!(check(&["a.csv", "b.jsonl"], None).unwrap(), [Format::Csv, Format::Jsonl]);
        assert_eq!(check(&["a.csv", "-"], Some(Format::Jsonl)).unwrap(), [Format::Csv, Format::Jsonl]);
        assert_eq!(check(&["-", "a.jsonl"], None).unwrap(), [Format::Csv, Format::Jsonl]);
    }

    #[test]
    fn formats_that_nothing_can_have() {
        assert!(check(&["a.csv", "b.jsonl"], Some(Format::Csv)).is_err());
        assert!(check(&["-", "-"], None).is_err());
    }
}
