//! [`Origins`]: which line of the configuration an error is about.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::anyhow;
use clap::error::{ContextKind, ContextValue};

use super::Given;
use crate::error::{Stop, told};

/// The flags that the file gives.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    flags: Vec<Origin>,
}

#[derive(Debug)]
struct Origin {
    /// `--name`.
    flag: String,
    values: Vec<String>,
    /// `file:line`.
    place: String,
}

impl Origins {
    pub(super) fn new(path: &Path, flags: &BTreeMap<String, Given>) -> Origins {
        let origin = |(name, given): (&String, &Given)| {
            let value = |word: &std::ffi::OsString| word.to_str()?.split_once('=').map(|(_, value)| value.to_owned());
            let values = given.words.iter().filter_map(value).flat_map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>());
            Origin { flag: format!("--{name}"), values: values.collect(), place: format!("{}:{}", path.display(), given.line) }
        };
        Origins { flags: flags.iter().map(origin).collect() }
    }

    /// The long names of the flags.
    pub(super) fn names(&self) -> Vec<String> {
        self.flags.iter().map(|origin| origin.flag.trim_start_matches('-').to_owned()).collect()
    }

    /// The line of the flag that a parser's error is about.
    pub(super) fn of(&self, error: &clap::Error) -> Option<String> {
        let named = |kind: ContextKind| match error.get(kind) {
            Some(ContextValue::String(flag)) => flag.split([' ', '=']).next(),
            _ => None,
        };
        let flags: Vec<&str> = [ContextKind::InvalidArg, ContextKind::PriorArg].into_iter().filter_map(named).collect();
        self.flags.iter().find(|origin| flags.contains(&origin.flag.as_str())).map(|origin| origin.place.clone())
    }

    /// `stop` with the line in front that it is about: that of a flag that it
    /// names, else of a value that it quotes. Numbers are too common to tell.
    pub(crate) fn placed(&self, stop: Stop) -> Stop {
        let Stop::Usage(error) = stop else { return stop };
        let message = told(&error);
        // Behind it stand what there is to choose from, and the remedy.
        let fault = message.split("; ").next().unwrap_or_default();
        let tells = |value: &String| value.len() > 1 && value.parse::<f64>().is_err() && holds(fault, value);
        // Those that a message names last are its remedies.
        let named = self.flags.iter().filter(|origin| holds(&message, &origin.flag));
        let flag = named.min_by_key(|origin| message.find(&origin.flag));
        let origin = flag.or_else(|| self.flags.iter().find(|origin| origin.values.iter().any(tells)));
        Stop::Usage(match origin {
            Some(origin) => anyhow!("{}: {message}", origin.place),
            None => error,
        })
    }
}

/// Whether `words` stand in `message`, not as a part of longer words.
fn holds(message: &str, words: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    message.match_indices(words).any(|(at, _)| {
        let (before, after) = (message[..at].chars().next_back(), message[at + words.len()..].chars().next());
        !before.is_some_and(inner) && !after.is_some_and(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_tell() {
        assert!(holds("cannot read our.model: no such file", "our.model"));
        assert!(holds("--keep a: the table has it", "--keep"));
        assert!(!holds("--keep-all", "--keep"));
        assert!(!holds("indirect", "direct"));
    }
}
