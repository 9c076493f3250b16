//! `--quiet=false`, `--types=false`: flags switched off that a configuration
//! sets, with a value or without.

use std::collections::BTreeSet;
use std::ffi::OsString;

use anyhow::anyhow;
use clap::{ArgAction, Command};

/// `words` without those that switch a flag off, `--quiet=true` as `--quiet`;
/// and the names of the flags that are off.
pub(super) fn take(words: Vec<OsString>, root: &Command) -> (Vec<OsString>, BTreeSet<String>) {
    let (mut switches, mut known) = (BTreeSet::new(), BTreeSet::new());
    names(root, &mut switches, &mut known);
    let (mut kept, mut off, mut ended) = (Vec::new(), BTreeSet::new(), false);
    for word in words {
        ended |= word == "--";
        let switch = word.to_str().filter(|_| !ended).and_then(|word| word.strip_prefix("--")?.split_once('='));
        match switch.filter(|(name, _)| known.contains(name)) {
            Some((name, "false")) => {
                off.insert(name.to_owned());
            }
            Some((name, "true")) if switches.contains(name) => kept.push(format!("--{name}").into()),
            _ => kept.push(word),
        }
    }
    (kept, off)
}

/// Refuses to switch off what the command does not have.
///
/// # Errors
///
/// The first flag that it does not have.
pub(super) fn check(off: &BTreeSet<String>, command: &Command) -> anyhow::Result<()> {
    let has = |name: &str| command.get_arguments().any(|flag| flag.get_long() == Some(name));
    match off.iter().find(|name| !has(name)) {
        Some(name) => Err(anyhow!("`inquit {}` has no flag --{name} to switch off; drop it", command.get_name())),
        None => Ok(()),
    }
}

/// Names of the flags without a value, and of all.
fn names<'c>(command: &'c Command, switches: &mut BTreeSet<&'c str>, all: &mut BTreeSet<&'c str>) {
    for flag in command.get_arguments() {
        if matches!(flag.get_action(), ArgAction::SetTrue) {
            switches.extend(flag.get_long());
        }
        all.extend(flag.get_long());
    }
    command.get_subcommands().for_each(|below| names(below, switches, all));
}
