//! [`Target`]: where the bytes go, and the promise that a file under its own
//! name is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::folder::Folder;
use super::partial;
use crate::error::Stop;
use crate::terminal;

/// The open output.
#[derive(Debug)]
pub(crate) struct Target {
    place: Place,
    /// What error messages call it.
    name: String,
}

#[derive(Debug)]
enum Place {
    /// Standard output; on a terminal, what an article holds must not act.
    Stdout { terminal: bool },
    /// A device, pipe or socket, which cannot be written beside and renamed.
    Special(File),
    /// A file that gets its name when it is complete.
    Beside(Partial),
    /// A folder that gets its name when it is complete.
    Folder(Folder),
}

/// A file not complete yet. Dropping it removes it.
#[derive(Debug)]
struct Partial {
    file: File,
    path: PathBuf,
    target: PathBuf,
    /// Bytes of it.
    written: u64,
    /// Whether a file with something in it has the name.
    replaces: bool,
    finished: bool,
}

impl Target {
    /// Opens the output, standard output if there is no path or it is `-`.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if the output cannot be written.
    pub(crate) fn open(path: Option<&Path>) -> Result<Target, Stop> {
        let Some(path) = path.filter(|path| !is_standard_output(path)) else {
            let terminal = io::stdout().is_terminal();
            let name = "standard output".to_owned();
            return Ok(Target { place: Place::Stdout { terminal }, name });
        };
        let place = match fs::metadata(path) {
            Ok(data) if data.is_dir() => Err(anyhow!("it is a folder; name a file in it")),
            Ok(data) if data.is_file() => replace(path),
            Ok(_) => OpenOptions::new().write(true).open(path).map(Place::Special).map_err(Into::into),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Partial::open(partial::resolved(path), None).map(Place::Beside),
            Err(error) => Err(error.into()),
        };
        let name = path.display().to_string();
        match place {
            Ok(place) => Ok(Target { place, name }),
            Err(error) => Err(Stop::Usage(error.context(format!("cannot write {name}")))),
        }
    }

    /// Opens an output that was broken off, after `bytes` of it; what was
    /// written behind them is cut off.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if there are not so many.
    pub(super) fn reopen(path: Option<&Path>, bytes: u64) -> Result<Target, Stop> {
        let path = path.unwrap_or(Path::new("-"));
        let name = path.display().to_string();
        match Partial::open(partial::resolved(path), Some(bytes)) {
            Ok(partial) => Ok(Target { place: Place::Beside(partial), name }),
            Err(error) => Err(Stop::Usage(error.context(format!("cannot go on with {name}")))),
        }
    }

    /// Bytes written to a file.
    pub(super) fn written(&self) -> u64 {
        match &self.place {
            Place::Beside(partial) => partial.written,
            _ => 0,
        }
    }

    /// Leaves a file as it is, under the name of one that is not complete.
    pub(super) fn keep(mut self) {
        if let Place::Beside(partial) = &mut self.place {
            partial.finished = true;
        }
    }

    /// Opens a folder of files as the output.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if it cannot be made.
    pub(super) fn open_folder(path: &Path) -> Result<Target, Stop> {
        let name = path.display().to_string();
        match Folder::create(path) {
            Ok(folder) => Ok(Target { place: Place::Folder(folder), name }),
            Err(error) => Err(Stop::Usage(error.context(format!("cannot write {name}")))),
        }
    }

    /// Writes a file for each extension and content into a folder.
    ///
    /// # Errors
    ///
    /// As [`Target::write`].
    pub(super) fn write_files(&mut self, id: &str, files: &[(&str, &str)]) -> Result<(), Stop> {
        let written = match &mut self.place {
            Place::Folder(folder) => folder.write(id, files),
            _ => Err(io::Error::other("it is no folder")),
        };
        written.map_err(|error| Stop::writing(&self.name, error))
    }

    /// Writes a file of a fixed name into a folder.
    ///
    /// # Errors
    ///
    /// As [`Target::write`].
    pub(super) fn write_plain(&self, name: &str, content: &str) -> Result<(), Stop> {
        let written = match &self.place {
            Place::Folder(folder) => folder.write_plain(name, content),
            _ => Err(io::Error::other("it is no folder")),
        };
        written.map_err(|error| Stop::writing(&self.name, error))
    }

    /// Writes whole lines.
    ///
    /// # Errors
    ///
    /// [`Stop::BrokenPipe`] if nobody reads any more, else [`Stop::Failed`].
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let written = match &mut self.place {
            Place::Stdout { terminal: true } => {
                let text = String::from_utf8_lossy(bytes);
                io::stdout().write_all(terminal::lines(&text).as_bytes())
            }
            Place::Stdout { terminal: false } => io::stdout().write_all(bytes),
            Place::Special(file) => file.write_all(bytes),
            Place::Beside(partial) => partial.file.write_all(bytes).inspect(|()| partial.written += bytes.len() as u64),
            Place::Folder(_) => Err(io::Error::other("it is a folder")),
        };
        written.map_err(|error| Stop::writing(&self.name, error))
    }

    /// Gives a file its name, now that everything is written.
    ///
    /// # Errors
    ///
    /// As [`Target::write`].
    pub(crate) fn finish(self) -> Result<(), Stop> {
        Target::finish_all(vec![self], false)
    }

    /// Gives all files their names once all are safe on the disk. If one
    /// cannot have it, none has it: those that already had are taken back, and
    /// all are removed unless they are to be kept for another try.
    ///
    /// # Errors
    ///
    /// As [`Target::write`].
    pub(crate) fn finish_all(mut targets: Vec<Target>, keep: bool) -> Result<(), Stop> {
        let mut named = 0;
        let settled = targets.iter_mut().try_for_each(|target| target.step(Place::settle));
        let done = settled.and_then(|()| {
            targets.iter_mut().try_for_each(|target| {
                target.step(Place::name)?;
                named += 1;
                Ok(())
            })
        });
        if done.is_err() {
            targets[..named].iter_mut().for_each(|target| target.place.unname());
            if keep {
                targets.into_iter().for_each(Target::keep);
            }
        }
        done
    }

    fn step(&mut self, step: fn(&mut Place) -> io::Result<()>) -> Result<(), Stop> {
        step(&mut self.place).map_err(|error| Stop::writing(&self.name, error))
    }

    /// Whether what is there is replaced.
    pub(crate) fn replaces(&self) -> bool {
        matches!(&self.place, Place::Beside(partial) if partial.replaces)
    }

    /// What error messages call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether rows and messages would share a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self.place, Place::Stdout { terminal: true })
    }
}

impl Place {
    /// Waits until everything is where it should be and can have its name.
    fn settle(&mut self) -> io::Result<()> {
        match self {
            Place::Stdout { .. } => io::stdout().flush(),
            Place::Special(file) => file.flush(),
            Place::Beside(partial) if partial.target.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            // Some file systems tell only now that the disk is full.
            Place::Beside(partial) => partial.file.sync_all(),
            Place::Folder(_) => Ok(()),
        }
    }

    /// Gives a file or folder its name.
    fn name(&mut self) -> io::Result<()> {
        match self {
            Place::Stdout { .. } | Place::Special(_) => Ok(()),
            Place::Beside(partial) => partial.rename(),
            Place::Folder(folder) => folder.rename(),
        }
    }

    /// Takes the name back.
    fn unname(&mut self) {
        // The error that brought us here is the one to report.
        match self {
            Place::Stdout { .. } | Place::Special(_) => {}
            Place::Beside(partial) => partial.finished = fs::rename(&partial.target, &partial.path).is_err(),
            Place::Folder(folder) => folder.unname(),
        }
    }
}

/// A [`Target`] as a writer; keeps what stopped it.
pub(crate) struct Through<'t> {
    target: &'t mut Target,
    stop: Option<Stop>,
}

impl<'t> Through<'t> {
    pub(crate) fn new(target: &'t mut Target) -> Through<'t> {
        Through { target, stop: None }
    }

    /// What stopped it, if anything did.
    ///
    /// # Errors
    ///
    /// As [`Target::write`].
    pub(crate) fn finish(self) -> Result<(), Stop> {
        self.stop.map_or(Ok(()), Err)
    }
}

impl Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.target.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(stop) => {
                self.stop = Some(stop);
                Err(io::Error::other("the output cannot be written"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a path means standard output, which may be redirected to a file that
/// holds something else as well.
pub(crate) fn is_standard_output(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// A place beside the file that exists at `path`, which links are followed to.
fn replace(path: &Path) -> anyhow::Result<Place> {
    // A rename would succeed on a file that is write-protected.
    OpenOptions::new().append(true).open(path)?;
    Ok(Place::Beside(Partial::open(partial::resolved(path), None)?))
}

impl Partial {
    /// Opens a new file, or one of which `written` bytes are to stay. While it
    /// is open, nobody else can open it so.
    fn open(target: PathBuf, written: Option<u64>) -> anyhow::Result<Partial> {
        if target.file_name().is_none() {
            return Err(anyhow!("it is not the name of a file"));
        }
        let path = partial::partial(&target);
        let mut file = partial::open(&target, written.is_some())?;
        let length = written.unwrap_or(0);
        if file.metadata()?.len() < length {
            return Err(anyhow!("{} is shorter than it was; {}", path.display(), partial::begin_anew(&partial::state(&target))));
        }
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        let replaces = fs::metadata(&target).is_ok_and(|data| data.len() > 0);
        Ok(Partial { file, path, target, written: length, replaces, finished: false })
    }

    /// Gives it its name.
    fn rename(&mut self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.finished {
            // The error that brought us here is the one to report.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_only_when_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotes.csv");
        let names = || {
            let entries = fs::read_dir(folder.path()).unwrap();
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };

        let mut target = Target::open(Some(&path)).unwrap();
        target.write(b"half").unwrap();
        assert_eq!(names(), ["quotes.csv.partial"]);
        drop(target);
        assert!(names().is_empty());

        let mut target = Target::open(Some(&path)).unwrap();
        target.write(b"whole").unwrap();
        target.finish().unwrap();
        assert_eq!(names(), ["quotes.csv"]);

        // What was there stays until the new table is complete.
        let mut target = Target::open(Some(&path)).unwrap();
        target.write(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        target.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn no_file_has_its_name_if_another_cannot() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.csv", "b.csv"].map(|name| folder.path().join(name));
        let mut targets: Vec<Target> = paths.iter().map(|path| Target::open(Some(path)).unwrap()).collect();
        targets.iter_mut().for_each(|target| target.write(b"whole").unwrap());
        // Nothing can be renamed to the name of a folder.
        fs::create_dir(&paths[1]).unwrap();
        assert!(Target::finish_all(targets, false).is_err());
        assert!(!paths[0].exists() && fs::read_dir(folder.path()).unwrap().count() == 1);
        // Unless they are kept for another try, what was there before as well.
        let paths = ["a.csv", "b.csv", "c.csv"].map(|name| folder.path().join(name));
        fs::remove_dir(&paths[1]).unwrap();
        fs::write(&paths[0], "old").unwrap();
        let mut targets: Vec<Target> = paths.iter().map(|path| Target::open(Some(path)).unwrap()).collect();
        targets.iter_mut().for_each(|target| target.write(b"whole").unwrap());
        fs::create_dir(&paths[1]).unwrap();
        assert!(Target::finish_all(targets, true).is_err());
        assert_eq!(fs::read(&paths[0]).unwrap(), b"old");
        assert!(paths.iter().all(|path| fs::read(partial::partial(path)).is_ok_and(|kept| kept == b"whole")));
    }
}
