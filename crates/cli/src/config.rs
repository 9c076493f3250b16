//! `inquit.toml`: flags that need not be typed each time.
//!
//! Keys are the long names of flags. Above the first section they hold for
//! every command that has the flag, in a section (`[extract]`,
//! `[gazetteer.find]`) for that command alone. What stands on the command line
//! comes before what stands in a section, and that before the rest. In: the
//! words of the command line. Out: the command, with the flags of the file put
//! in behind its name, so that they are checked as if they had been typed.
//! [`switches`] switches off what the file switches on, [`origins`] knows which
//! line of the file a later error is about.

mod origins;
mod switches;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use self::origins::Origins;
use crate::args::{self, Cli};
use crate::error::Stop;

/// The file that is read from the current folder where there is one.
const NAME: &str = "inquit.toml";

/// What `words`, the command line with the name of the program, and the
/// configuration ask for. Ends the process where clap does: `--help`,
/// `--version`, and flags that it does not understand.
///
/// # Errors
///
/// [`Stop::Usage`] if the file cannot be read or a line of it is no flag.
pub(crate) fn command_line(words: Vec<OsString>) -> Result<(Cli, Origins), Stop> {
    let command = Cli::command();
    let (words, off) = switches::take(words, &command);
    let matches = match command.clone().try_get_matches_from(&words) {
        Ok(matches) => matches,
        Err(error) => match words.get(1).map(Path::new).filter(|path| error.kind() == ErrorKind::InvalidSubcommand && path.exists()) {
            Some(path) => {
                let path = path.display();
                return Err(Stop::Usage(anyhow!("{path} is no command; to find the quotations in it: inquit extract {path}")));
            }
            None => error.exit(),
        },
    };
    let typed = Typed { off, ..Typed::new(&command, &matches) };
    switches::check(&typed.off, typed.command).map_err(Stop::Usage)?;
    let Some(path) = file(matches.get_one::<PathBuf>("config").map(PathBuf::as_path)) else {
        let cli = Cli::from_arg_matches(&matches).map_err(|error| Stop::Usage(error.into()))?;
        return Ok((cli, Origins::default()));
    };
    let name = path.display();
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}")).map_err(Stop::Usage)?;
    let config = Config { path: &path, text: &text, typed };
    let flags = config.flags(&command).map_err(Stop::Usage)?;
    let origins = Origins::new(&path, &flags);
    let words = insert(words, &config.typed.names, flags.into_values().flat_map(|given| given.words).collect());
    let both = command.clone().try_get_matches_from(words).map_err(|error| {
        let place = origins.of(&error).unwrap_or_else(|| path.display().to_string());
        Stop::Usage(anyhow!("{place}: {}", told(&error)))
    })?;
    let mut cli = Cli::from_arg_matches(&both).map_err(|error| Stop::Usage(error.into()))?;
    if let args::Command::Extract(extract) = &mut cli.command {
        extract.outputs.configured = origins.names();
    }
    Ok((cli, origins))
}

/// The file that was `asked` for, else the one in the current folder.
pub(crate) fn file(asked: Option<&Path>) -> Option<PathBuf> {
    match asked {
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from(NAME)).filter(|path| path.is_file()),
    }
}

/// The command that was typed.
struct Typed<'a> {
    /// Its name, and those of the commands above it.
    names: Vec<&'a str>,
    command: &'a Command,
    flags: &'a ArgMatches,
    /// Flags that were switched off.
    off: BTreeSet<String>,
}

impl<'a> Typed<'a> {
    fn new(root: &'a Command, matches: &'a ArgMatches) -> Typed<'a> {
        let mut typed = Typed { names: Vec::new(), command: root, flags: matches, off: BTreeSet::new() };
        while let Some((name, flags)) = typed.flags.subcommand() {
            let Some(command) = typed.command.find_subcommand(name) else { break };
            typed.names.push(name);
            (typed.command, typed.flags) = (command, flags);
        }
        typed
    }
}

/// `words` with `flags` behind the name of the command.
fn insert(mut words: Vec<OsString>, command: &[&str], flags: Vec<OsString>) -> Vec<OsString> {
    let mut wanted = command.iter().map(OsStr::new);
    let mut next = wanted.next();
    let mut at = 1;
    while next.is_some() && at < words.len() {
        if words[at] == "--config" {
            at += 1;
        } else if Some(words[at].as_os_str()) == next {
            next = wanted.next();
        }
        at += 1;
    }
    words.splice(at..at, flags);
    words
}

/// What clap says, without what it says to people who typed.
fn told(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or(&text);
    first.trim_start_matches("error: ").trim_end().to_owned()
}

/// A configuration file.
struct Config<'a> {
    path: &'a Path,
    text: &'a str,
    typed: Typed<'a>,
}

/// What the file says of a flag.
pub(super) struct Given {
    /// The line, from 1.
    pub(super) line: usize,
    /// The number of names of commands above it.
    depth: Option<usize>,
    /// As it would be typed.
    pub(super) words: Vec<OsString>,
}

/// What the file says, by the names of the flags.
type Flags = BTreeMap<String, Given>;

impl Config<'_> {
    /// The flags for the command that was typed, those that were typed left out.
    fn flags(&self, root: &Command) -> anyhow::Result<Flags> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let line = self.line(error.span().map_or(0, |span| span.start));
            anyhow!("{}:{line}: {}; a line is: flag = value", self.path.display(), error.message())
        })?;
        let mut flags = Flags::new();
        self.section(table.get_ref(), root, Some(0), &mut flags)?;
        Ok(flags)
    }

    /// Adds the flags of `table`, which is about `command`. `depth` is the
    /// number of names above it if it is the command that was typed or one
    /// above that.
    fn section(&self, table: &DeTable<'_>, command: &Command, depth: Option<usize>, flags: &mut Flags) -> anyhow::Result<()> {
        // Sections last, because they overrule what stands above them.
        let (sections, values): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| matches!(value.get_ref(), DeValue::Table(_)));
        for (key, value) in values {
            let name = key.get_ref().as_ref();
            if !has_flag(command, name) {
                return Err(self.unknown(key, command));
            }
            let flag = self.typed.command.get_arguments().find(|flag| flag.get_long() == Some(name)).filter(|_| depth.is_some());
            let typed = |flag: &Arg| self.typed.flags.value_source(flag.get_id().as_str()) == Some(ValueSource::CommandLine);
            // what was typed comes before what it cannot stand beside, too
            let gives_way = |flag: &Arg| typed(flag) || conflicts(self.typed.command, flag).any(typed);
            if let Some(flag) = flag.filter(|flag| !self.typed.off.contains(name) && !gives_way(flag)) {
                let (line, words) = (self.line(key.span().start), self.words(name, flag, value)?);
                if !words.is_empty() {
                    // so does a section before what stands above it
                    for other in conflicts(self.typed.command, flag).filter_map(Arg::get_long) {
                        if flags.get(other).is_some_and(|given| given.depth < depth) {
                            flags.remove(other);
                        }
                    }
                }
                flags.insert(name.to_owned(), Given { line, depth, words });
            }
        }
        for (key, value) in sections {
            let name = key.get_ref().as_ref();
            let Some(below) = command.find_subcommand(name) else {
                let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
                let (path, line) = (self.path.display(), self.line(key.span().start));
                return Err(match known.as_slice() {
                    [] => anyhow!("{path}:{line}: {name} has values of its own, which no flag of `inquit {}` has", command.get_name()),
                    known => anyhow!("{path}:{line}: there is no command {name}; sections are {}", known.join(", ")),
                });
            };
            let depth = depth.filter(|&depth| self.typed.names.get(depth) == Some(&name)).map(|depth| depth + 1);
            if let DeValue::Table(table) = value.get_ref() {
                self.section(table, below, depth, flags)?;
            }
        }
        Ok(())
    }

    /// A flag as it would be typed.
    fn words(&self, name: &str, flag: &Arg, value: &Spanned<DeValue<'_>>) -> anyhow::Result<Vec<OsString>> {
        let place = || format!("{}:{}", self.path.display(), self.line(value.span().start));
        if matches!(flag.get_action(), ArgAction::SetTrue) {
            return match value.get_ref() {
                DeValue::Boolean(true) => Ok(vec![format!("--{name}").into()]),
                DeValue::Boolean(false) => Ok(Vec::new()),
                _ => Err(anyhow!("{}: {name} is true or false", place())),
            };
        }
        let values = match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        };
        let word = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(text) => Ok(format!("--{name}={text}").into()),
            DeValue::Integer(number) => Ok(format!("--{name}={number}").into()),
            DeValue::Float(number) => Ok(format!("--{name}={number}").into()),
            _ => Err(anyhow!("{}: {name} is a text, a number or a list of these", place())),
        };
        values.into_iter().map(word).collect()
    }

    fn unknown(&self, key: &Spanned<DeString<'_>>, command: &Command) -> anyhow::Error {
        let (path, line, name) = (self.path.display(), self.line(key.span().start), key.get_ref());
        let known: Vec<&str> = command.get_arguments().filter_map(Arg::get_long).filter(|name| *name != "config").collect();
        match known.as_slice() {
            [] => anyhow!("{path}:{line}: no command here has a flag {name}; `inquit COMMAND --help` lists the flags of one"),
            known => anyhow!("{path}:{line}: `inquit {}` has no flag {name}; there are {}", command.get_name(), known.join(", ")),
        }
    }

    /// The number of the line at a byte of the text, from 1.
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }
}

/// The flags of `command` beside which `flag` cannot stand, whichever of the two says so.
fn conflicts<'c>(command: &'c Command, flag: &'c Arg) -> impl Iterator<Item = &'c Arg> {
    let excludes = |one: &Arg, other: &Arg| command.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == other.get_id());
    command.get_arguments().filter(move |other| excludes(flag, other) || excludes(other, flag))
}

/// Whether the command or one below it has the flag.
fn has_flag(command: &Command, name: &str) -> bool {
    command.get_arguments().any(|flag| flag.get_long() == Some(name)) || command.get_subcommands().any(|below| has_flag(below, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of flags of the command and those below it that exclude each other.
    fn pairs(command: &Command, names: &[String], all: &mut Vec<(Vec<String>, Arg, Arg)>) {
        for one in command.get_arguments() {
            all.extend(conflicts(command, one).map(|other| (names.to_vec(), one.clone(), other.clone())));
        }
        for below in command.get_subcommands() {
            pairs(below, &[names, &[below.get_name().to_owned()]].concat(), all);
        }
    }

    /// The flags that a file gives beside words that were typed.
    fn given(file: &str, words: &[String]) -> Vec<String> {
        let mut command = Cli::command();
        command.build();
        let matches = command.clone().ignore_errors(true).try_get_matches_from(words).unwrap();
        let config = Config { path: Path::new("inquit.toml"), text: file, typed: Typed::new(&command, &matches) };
        config.flags(&command).unwrap().into_values().flat_map(|given| given.words).map(|word| word.into_string().unwrap()).collect()
    }

    /// A flag of the file.
    fn line(flag: &Arg) -> String {
        let value = if matches!(flag.get_action(), ArgAction::SetTrue) { "true" } else { "\"5\"" };
        format!("{} = {value}\n", flag.get_long().unwrap())
    }

    #[test]
    fn what_is_typed_comes_before_what_excludes_it() {
        let mut all = Vec::new();
        pairs(&Cli::command(), &[], &mut all);
        assert!(all.len() >= 10, "{} pairs", all.len());
        for (names, typed, other) in all {
            let flag = format!("--{}", typed.get_long().unwrap());
            let value = (!matches!(typed.get_action(), ArgAction::SetTrue)).then(|| "5".to_owned());
            let words: Vec<String> = ["inquit".to_owned()].into_iter().chain(names.clone()).chain([flag]).chain(value).collect();
            assert_eq!(given(&line(&other), &words), [""; 0], "{words:?} beside {}", line(&other));
            // A section comes before what stands above it.
            let bare = &words[..=names.len()];
            let file = format!("{}[{}]\n{}", line(&other), names.join("."), line(&typed));
            assert_eq!(given(&file, bare).len(), 1, "{file}");
        }
    }
}
