//! Which quotations a command writes or shows: the flags that commands share.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use inquit_gazetteer::fold;
use inquit_quotes::{Class, QuoteType};

use crate::args::{ModelArgs, ROWS};
use crate::input::args::InputArgs;
use crate::record::Selection;

/// Flags of what is taken.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = ROWS)]
pub(crate) struct SelectionArgs {
    /// Types of quotation to take
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TYPES", default_value = "direct,mixed,indirect")]
    pub(crate) types: Vec<TypeArg>,

    /// Leave out quotations less certain than X, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = probability)]
    pub(crate) min_confidence: f32,

    /// Only this speaker: a name or whole words of one in any case, or an id; may be given several times
    #[arg(long, value_name = "NAME", value_parser = SpeakerArg::new)]
    pub(crate) speaker: Vec<SpeakerArg>,
}

impl SelectionArgs {
    /// The selection of these flags and of `--class`, whose default is the command's.
    pub(crate) fn selection(&self, given: &[ClassArg], default: &[Class]) -> Selection {
        let classes: BTreeSet<Class> = given.iter().flat_map(|class| class.classes()).copied().collect();
        Selection {
            types: self.types.iter().copied().map(TypeArg::quote_type).collect(),
            classes: if given.is_empty() { default.to_vec() } else { classes.into_iter().collect() },
            min_confidence: self.min_confidence,
            speakers: self.speaker.clone(),
        }
    }
}

/// What `show` and `view` read, and which quotations they show.
#[derive(Debug, Args)]
pub(crate) struct LookArgs {
    /// Files, folders, quoted patterns, or `-` for standard input (the default when piped into)
    #[arg(value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,

    /// What the cue reports [default: speech,thought; for `view` all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CLASSES", help_heading = ROWS)]
    pub(crate) class: Vec<ClassArg>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    #[command(flatten)]
    pub(crate) model: ModelArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// A speaker as the command line names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpeakerArg {
    /// As it was given.
    pub(crate) given: String,
    /// Its words, without regard to case and diacritics.
    words: Vec<String>,
}

impl SpeakerArg {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// That it has no words.
    pub(crate) fn new(given: &str) -> Result<SpeakerArg, String> {
        let words: Vec<String> = fold(given).split_whitespace().map(str::to_owned).collect();
        match words.is_empty() {
            true => Err("expected a name, some words of one, or an id".to_owned()),
            false => Ok(SpeakerArg { given: given.trim().to_owned(), words }),
        }
    }

    /// Whether it means the speaker of this name and id.
    pub(crate) fn means(&self, name: &str, id: Option<&str>) -> bool {
        if id.is_some_and(|id| id.eq_ignore_ascii_case(&self.given)) {
            return true;
        }
        let name = fold(name);
        let name: Vec<&str> = name.split_whitespace().collect();
        name.windows(self.words.len()).any(|words| words == self.words)
    }
}

/// [`QuoteType`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TypeArg {
    /// All of it stands in quotation marks
    Direct,
    /// Some of it does
    Mixed,
    /// None of it does
    Indirect,
}

impl TypeArg {
    /// The type it stands for.
    pub(crate) fn quote_type(self) -> QuoteType {
        match self {
            TypeArg::Direct => QuoteType::Direct,
            TypeArg::Mixed => QuoteType::Mixed,
            TypeArg::Indirect => QuoteType::Indirect,
        }
    }
}

/// [`Class`] on the command line, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClassArg {
    /// Said or written: said, according to, tweeted
    Speech,
    /// Held in mind: believes, expects
    Thought,
    /// A stance: supports, opposes
    Attitude,
    /// A deed with content: plans, agreed
    Act,
    /// All of these
    All,
}

impl ClassArg {
    /// The classes it stands for.
    pub(crate) fn classes(self) -> &'static [Class] {
        match self {
            ClassArg::Speech => &[Class::Speech],
            ClassArg::Thought => &[Class::Thought],
            ClassArg::Attitude => &[Class::Attitude],
            ClassArg::Act => &[Class::Act],
            ClassArg::All => &[Class::Speech, Class::Thought, Class::Attitude, Class::Act],
        }
    }
}

fn probability(value: &str) -> Result<f32, String> {
    match value.parse() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_by_words_and_ids() {
        let means = |given: &str, name: &str, id: Option<&str>| SpeakerArg::new(given).unwrap().means(name, id);
        for (given, name) in [
            ("Marta Olsen", "Marta Olsen"),
            ("olsen", "Marta Olsen"),
            ("OLSEN", "Mayor Marta Olsen"),
            ("zoe", "Zoë Low"),
            ("assad", "Samir al-Assad"),
            ("al-assad", "Samir al Assad"),
            ("port authority", "the Port Authority of Oslo"),
        ] {
            assert!(means(given, name, None), "{given} of {name}");
        }
        for (given, name) in
            [("ols", "Marta Olsen"), ("Marta Hart", "Marta Olsen"), ("Olsen Marta", "Marta Olsen"), ("Marta Olsen", "Olsen")]
        {
            assert!(!means(given, name, None), "{given} of {name}");
        }
        assert!(means("q567", "Angela Merkel", Some("Q567")));
        assert!(!means("Q567", "Angela Merkel", Some("Q5678")));
        assert!(SpeakerArg::new(" … ").is_err());
    }
}
