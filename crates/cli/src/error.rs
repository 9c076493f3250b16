//! [`Stop`]: why a command ended early, and its exit code.
//!
//! A broken input never stops a run; it is a [`Note`] and the run goes on.

use std::io;
use std::process::ExitCode;

use crate::input::seen::Seen;
use crate::terminal;

/// Some input failed, or the output could not be finished.
pub(crate) const EXIT_FAILED: u8 = 1;
/// The command cannot be carried out as given.
const EXIT_USAGE: u8 = 2;

/// Ctrl-C, as shells count it.
pub(crate) const EXIT_INTERRUPTED: u8 = 130;

/// Why a command ended before its work was done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The command cannot be carried out as given; nothing was read.
    Usage(anyhow::Error),
    /// Work began and could not be finished.
    Failed(anyhow::Error),
    /// Somebody pressed Ctrl-C; what is kept, and how to go on.
    Interrupted(String),
    /// Whoever read our output has seen enough.
    BrokenPipe,
}

impl Stop {
    /// An error of writing `what`, with the remedy where there is one.
    pub(crate) fn writing(what: &str, error: io::Error) -> Stop {
        let remedy = match error.kind() {
            io::ErrorKind::BrokenPipe => return Stop::BrokenPipe,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; free some space or choose another place with -o",
            _ => "",
        };
        Stop::Failed(anyhow::anyhow!("cannot write {what}: {error}{remedy}; it is not complete"))
    }

    /// Says on standard error what happened and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Stop::BrokenPipe => ExitCode::SUCCESS,
            Stop::Interrupted(what) => {
                terminal::complain("interrupted", what);
                ExitCode::from(EXIT_INTERRUPTED)
            }
            Stop::Usage(error) => {
                terminal::complain("error", &told(error));
                ExitCode::from(EXIT_USAGE)
            }
            Stop::Failed(error) => {
                terminal::complain("error", &told(error));
                ExitCode::from(EXIT_FAILED)
            }
        }
    }
}

/// An error with its causes, each once: some say their cause themselves.
pub(crate) fn told(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |told, cause| match told.as_str() {
        "" => cause,
        told if told.ends_with(&cause) => told.to_owned(),
        told => format!("{told}: {cause}"),
    })
}

/// What fails once work has begun.
impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Stop {
        Stop::Failed(error)
    }
}

/// Something to tell about one input; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// An input, or a line of it, gives no rows. The exit code will be 1.
    Failure(String),
    /// The input was read, but not quite as it stands.
    Warning(String),
    /// So many more failures of which each is like those before.
    More(String, u64),
    /// What was done with an input, for who wants to know.
    Told(String),
    /// What the records of an input show, to be put together before it is told.
    Seen(Box<Seen>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn causes_are_told_once() {
        assert_eq!(told(&anyhow!("no such file").context("a.txt").context("cannot read")), "cannot read: a.txt: no such file");
        assert_eq!(told(&anyhow!("no such file").context("a.txt: no such file")), "a.txt: no such file");
    }
}
