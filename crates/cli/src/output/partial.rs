//! What a file is called while it is not complete, and who may write it then.
//!
//! Rows go to `FILE.partial`, which a run keeps locked. A run that can be gone
//! on with notes how far it is in `FILE.partial.state`, beside each of its
//! outputs; where both are left, no other run takes their place. States are
//! written to `FILE.partial.state.new` first, so that they are there whole or
//! not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

const PARTIAL: &str = ".partial";
const STATE: &str = ".partial.state";
const NEW: &str = ".partial.state.new";

/// Where the file at `path` lies until it is complete: beside where links lead.
pub(crate) fn partial(path: &Path) -> PathBuf {
    beside(path, PARTIAL)
}

/// Where the state of a run lies that writes the file at `path`.
pub(crate) fn state(path: &Path) -> PathBuf {
    beside(path, STATE)
}

/// All names that are taken while the file at `path` is written, but its own.
pub(crate) fn names(path: &Path) -> [PathBuf; 3] {
    [PARTIAL, STATE, NEW].map(|ending| beside(path, ending))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = resolved(path).into_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Where links lead, be there a file or not: the same before it is there and after.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    // As many as Linux follows.
    for _ in 0..40 {
        match (fs::canonicalize(&path), fs::read_link(&path)) {
            (Ok(real), _) => return real,
            (Err(_), Ok(to)) => path = path.parent().unwrap_or(Path::new("")).join(to),
            (Err(_), Err(_)) => break,
        }
    }
    path
}

/// Opens `FILE.partial` for the file at `path`, locked and as long as it is. It
/// is made if there is none and `kept` is false; what a run that was broken off
/// left is opened only where `kept` says that this is wanted.
///
/// # Errors
///
/// Another run writes it, it is a link, it is kept of another run, or it cannot
/// be opened.
pub(crate) fn open(path: &Path, kept: bool) -> anyhow::Result<File> {
    if [PARTIAL, STATE, NEW].iter().any(|ending| path.as_os_str().as_encoded_bytes().ends_with(ending.as_bytes())) {
        return Err(anyhow!("so an output is called until it is complete; choose another name"));
    }
    let (partial, state) = (partial(path), state(path));
    if partial.is_symlink() {
        return Err(anyhow!("{} is a link, and is what is written first; remove it, or choose another name", partial.display()));
    }
    check_free(&partial)?;
    if !kept {
        check_unkept(&partial, &state)?;
    }
    // Not cut before it is known that no other run writes it.
    let opened = OpenOptions::new().write(true).create(!kept).truncate(false).open(&partial);
    let file = opened.map_err(|error| match (error.kind(), kept) {
        (io::ErrorKind::NotFound, false) => anyhow!("there is no such folder; create it first"),
        (io::ErrorKind::NotFound, true) => anyhow!("{} is gone; {}", partial.display(), begin_anew(&state)),
        _ => error.into(),
    })?;
    // Some file systems know no locks: there, two runs are not kept apart.
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        return Err(busy(&partial));
    }
    Ok(file)
}

/// Nothing, unless another run is writing the file `partial`.
///
/// # Errors
///
/// It is.
pub(crate) fn check_free(partial: &Path) -> anyhow::Result<()> {
    match OpenOptions::new().write(true).open(partial) {
        Ok(file) if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) => Err(busy(partial)),
        _ => Ok(()),
    }
}

fn busy(partial: &Path) -> anyhow::Error {
    anyhow!("another run is writing it ({}); wait for its end, or choose another name", partial.display())
}

/// Nothing, unless a run that was broken off left rows and how far it came. A
/// state without rows is removed.
fn check_unkept(partial: &Path, state: &Path) -> anyhow::Result<()> {
    if !state.exists() {
        return Ok(());
    }
    if partial.exists() {
        let partial = partial.display();
        return Err(anyhow!("{partial} is kept of a run that was broken off; go on with its flags and --resume, or {}", begin_anew(state)));
    }
    Ok(fs::remove_file(state)?)
}

/// How to begin a run anew that was broken off and has its state at `state`.
pub(crate) fn begin_anew(state: &Path) -> String {
    format!("begin anew: remove {}", state.display())
}

/// Keeps a state beside the file at `path`. Where a link lies, it is not followed.
///
/// # Errors
///
/// If it cannot be written.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let [_, state, new] = names(path);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).open(&new)?.write_all(bytes)?;
    fs::rename(new, state)
}

/// Takes the state beside the file at `path` away, if there is one.
///
/// # Errors
///
/// If it cannot be removed.
pub(crate) fn forget(path: &Path) -> io::Result<()> {
    let [_, state, new] = names(path);
    [new, state].iter().try_for_each(|path| match fs::remove_file(path) {
        // Where no file can be, none is; what is written there will say so.
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename) => {
            Err(error)
        }
        _ => Ok(()),
    })
}
