//! The analyzer that `--fast` and `--model` ask for.

use inquit_quotes::Analyzer;
use inquit_table::read_model;

use crate::args::ModelArgs;

/// The analyzer of the flags. With both, `--fast` leaves out the tagger of the
/// model and keeps its weights.
///
/// # Errors
///
/// If the file cannot be read or is no model.
pub(crate) fn analyzer(args: &ModelArgs) -> anyhow::Result<Analyzer> {
    let model = args.model.as_deref().map(read_model).transpose()?;
    Ok(inquit_table::analyzer(model.as_ref(), args.fast))
}

/// What [`analyzer`] finds quotations with, in words.
pub(crate) fn name(args: &ModelArgs) -> String {
    match (&args.model, args.fast) {
        (None, true) => "none (--fast), frames and sieves alone".to_owned(),
        (Some(path), true) => format!("the weights of {} without its tagger (--fast)", path.display()),
        (Some(path), false) => path.display().to_string(),
        (None, false) => "built in, trained on US news of 2015 and 2016".to_owned(),
    }
}
