//! The analyzer that `--fast` and `--model` ask for.

use std::fs;

use anyhow::Context;
use inquit_quotes::{Analyzer, Model};

use crate::args::ModelArgs;

/// The analyzer of the flags. With both, `--fast` leaves out the tagger of the
/// model and keeps its weights.
///
/// # Errors
///
/// If the file cannot be read or is no model.
pub(crate) fn analyzer(args: &ModelArgs) -> anyhow::Result<Analyzer> {
    let analyzer = match &args.model {
        Some(path) => {
            let name = path.display();
            let bytes = fs::read(path).with_context(|| format!("cannot read the model {name}"))?;
            let model = Model::from_bytes(&bytes).with_context(|| format!("cannot use {name}, make one with `inquit train`"))?;
            Analyzer::english_plain().with_model(&model)
        }
        // a tagger that is not asked is not read
        None if args.fast => Analyzer::english_plain(),
        None => Analyzer::english(),
    };
    Ok(if args.fast { analyzer.without_tagger() } else { analyzer })
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
