//! Which quotations a view shows: the flags that views share.

use std::collections::BTreeSet;

use clap::Args;
use inquit_quotes::Class;

use crate::args::{ClassArg, TypeArg, probability};
use crate::record::Selection;

/// Flags of what is shown.
#[derive(Clone, Debug, Args)]
pub(crate) struct SelectionArgs {
    /// Types of quotation to show
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TYPES", default_value = "direct,mixed,indirect")]
    pub(crate) types: Vec<TypeArg>,

    /// Leave out quotations less certain than X, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = probability)]
    pub(crate) min_confidence: f32,
}

impl SelectionArgs {
    /// The selection of these flags and of `--class`, whose default is the command's.
    pub(crate) fn selection(&self, given: &[ClassArg], default: &[Class]) -> Selection {
        let classes: BTreeSet<Class> = given.iter().flat_map(|class| class.classes()).copied().collect();
        Selection {
            types: self.types.iter().copied().map(TypeArg::quote_type).collect(),
            classes: if given.is_empty() { default.to_vec() } else { classes.into_iter().collect() },
            min_confidence: self.min_confidence,
        }
    }
}
