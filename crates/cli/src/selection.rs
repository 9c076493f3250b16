//! Which quotations a command writes or shows, in which unit: the flags that
//! commands share.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use inquit_quotes::{Class, QuoteType};
use inquit_table::{Selection, Unit, WantedSpeaker};

use crate::args::{ModelArgs, ROWS};
use crate::input::args::InputArgs;

/// Flags of what is taken.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = ROWS)]
pub(crate) struct SelectionArgs {
    /// Types of quotation to take. Turns of transcripts and interviews (NAME: words), which have no quotation marks,
    /// are indirect, of the method label: `--types direct` leaves them out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TYPES", default_value = "all")]
    pub(crate) types: Vec<TypeArg>,

    /// Leave out quotations less certain than X, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = probability)]
    pub(crate) min_confidence: f32,

    /// Take what is reported inside of somebody's quotation too: “I know *they were right*,” she said
    #[arg(long)]
    pub(crate) nested: bool,

    /// Only this speaker: a name or whole words of one in any case, or an id; may be given several times
    #[arg(long, value_name = "NAME", value_parser = WantedSpeaker::new)]
    pub(crate) speaker: Vec<WantedSpeaker>,
}

impl SelectionArgs {
    /// The types of `--types`, each once.
    pub(crate) fn types(&self) -> Vec<QuoteType> {
        let all = TypeArg::All.types().iter().copied();
        all.filter(|wanted| self.types.iter().any(|given| given.types().contains(wanted))).collect()
    }

    /// The selection of these flags and of `--class`, whose default is the command's.
    pub(crate) fn selection(&self, given: &[ClassArg], default: &[Class]) -> Selection {
        let classes: BTreeSet<Class> = given.iter().flat_map(|class| class.classes()).copied().collect();
        Selection {
            types: self.types(),
            classes: if given.is_empty() { default.to_vec() } else { classes.into_iter().collect() },
            min_confidence: self.min_confidence,
            inner: self.nested,
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

/// [`QuoteType`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TypeArg {
    /// All of it stands in quotation marks
    Direct,
    /// Some of it does
    Mixed,
    /// None of it does, as in turns of transcripts
    Indirect,
    /// All of these
    All,
}

impl TypeArg {
    /// The types it stands for.
    pub(crate) fn types(self) -> &'static [QuoteType] {
        match self {
            TypeArg::Direct => &[QuoteType::Direct],
            TypeArg::Mixed => &[QuoteType::Mixed],
            TypeArg::Indirect => &[QuoteType::Indirect],
            TypeArg::All => &[QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect],
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

/// [`Unit`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitArg {
    /// Bytes of UTF-8 (Rust, Go, C)
    Bytes,
    /// Unicode code points (Python, R, annotation tools)
    Chars,
    /// UTF-16 code units (JavaScript, Java, C#)
    Utf16,
}

impl UnitArg {
    /// The unit it stands for.
    pub(crate) fn unit(self) -> Unit {
        match self {
            UnitArg::Bytes => Unit::Bytes,
            UnitArg::Chars => Unit::Chars,
            UnitArg::Utf16 => Unit::Utf16,
        }
    }
}

pub(crate) fn probability(value: &str) -> Result<f32, String> {
    match value.parse() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}
