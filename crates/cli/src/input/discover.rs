//! The list of sources, made before any work.
//!
//! Only this list grows with the number of files; nothing grows with their size.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::args::InputArgs;
use super::written;
use super::{InputFormat, Source, files};
use crate::error::{Note, Stop};
use crate::output::partial;

/// What there is to read.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Sources in the order they are read.
    pub(crate) sources: Vec<Source>,
    /// Folders that could not be read, or hold nothing.
    pub(crate) notes: Vec<Note>,
    /// Files in folders that are not read, for their names are those of no format.
    pub(crate) other: Vec<PathBuf>,
    /// Bytes in all; `None` if a pipe is among the sources.
    pub(crate) bytes: Option<u64>,
}

/// Lists the sources that `paths` and a list in `args` name. The `outputs` are
/// not among them though they lie in a folder that is read, nor is the folder
/// to which texts are written.
///
/// # Errors
///
/// [`Stop::Usage`] if a path does not exist or is an output, or if there is
/// nothing to read.
pub(crate) fn discover<'o>(paths: &[PathBuf], args: &'o InputArgs, outputs: impl IntoIterator<Item = &'o Path>) -> Result<Found, Stop> {
    let stdin = [PathBuf::from("-")];
    let paths = match paths {
        [] if args.files_from.is_some() => paths,
        [] if io::stdin().is_terminal() => {
            let error = anyhow!("nothing to read; name files or folders, or pipe text in");
            return Err(Stop::Usage(error));
        }
        [] => &stdin,
        paths => paths,
    };
    let outputs: Vec<&Path> = outputs.into_iter().collect();
    let own = outputs.iter().copied().chain(args.save_text.as_deref());
    let mut walk = Walk {
        format: args.input_format,
        own: own.filter_map(|path| fs::canonicalize(path).ok()).collect(),
        kept: outputs.iter().flat_map(|output| written::kept(output)).collect(),
        begun: outputs.iter().any(|output| partial::state(output).exists()),
        seen: BTreeSet::new(),
        files: Vec::new(),
        found: Found { bytes: Some(0), ..Found::default() },
        clash: None,
    };
    walk.all(paths, args.files_from.as_deref()).map_err(Stop::Usage)?;
    if let Some(path) = &walk.clash {
        return Err(Stop::Usage(anyhow!("{} is an input and the output; choose another name with -o", path.display())));
    }
    written::check_under_way(outputs.iter().copied(), walk.files.iter().filter_map(|file| file.path.as_deref())).map_err(Stop::Usage)?;
    if walk.files.iter().any(|file| file.path.is_none()) {
        outputs.iter().try_for_each(|output| written::check_redirected(output)).map_err(Stop::Usage)?;
    }
    Ok(walk.finish())
}

/// A file and the names that may tell it from others.
struct File {
    path: Option<PathBuf>,
    /// The path below the folder that was given.
    below: PathBuf,
    format: InputFormat,
    /// Whether nobody named it.
    found: bool,
}

struct Walk {
    format: InputFormat,
    /// What the command writes.
    own: Vec<PathBuf>,
    /// What a run kept of that when it was broken off, which patterns match,
    /// and whether it can be gone on with.
    kept: Vec<PathBuf>,
    begun: bool,
    /// Absolute paths already taken.
    seen: BTreeSet<PathBuf>,
    files: Vec<File>,
    found: Found,
    /// An article that the command would write over.
    clash: Option<PathBuf>,
}

impl Walk {
    /// Takes what the arguments name, patterns among them, and then the list.
    fn all(&mut self, paths: &[PathBuf], list: Option<&Path>) -> anyhow::Result<()> {
        for path in paths {
            if files::is_address(path) {
                let name = path.display().to_string();
                let quoted = name.replace('\'', "%27");
                return Err(anyhow!("{name} is an address, and inquit reads no network: curl -s '{quoted}' | inquit extract -"));
            }
            match files::expand(path)? {
                // A shell matches what a run kept as well.
                None if self.is_kept(path) && self.begun => {}
                None => self.argument(path, false)?,
                Some(paths) => {
                    let before = self.files.len();
                    for path in &paths {
                        if !self.is_own_table(path) && !self.is_kept(path) {
                            self.argument(path, true)?;
                        }
                    }
                    if before == self.files.len() && self.found.notes.is_empty() {
                        let name = path.display();
                        self.found.notes.push(Note::Warning(format!("{name}: all that it matches is read already")));
                    }
                }
            }
        }
        let Some(list) = list else {
            return Ok(());
        };
        if list == Path::new("-") && self.files.iter().any(|file| file.path.is_none()) {
            return Err(anyhow!("standard input cannot be a text and the list of --files-from; save one of them to a file"));
        }
        let listed = files::listed(list)?;
        if listed.is_empty() {
            self.found.notes.push(Note::Warning(format!("{}: the list names no files", list.display())));
        }
        for (line, path) in listed {
            if self.is_kept(&path) && self.begun {
                continue;
            }
            self.argument(&path, false).with_context(|| format!("line {line} of the list {}", list.display()))?;
        }
        Ok(())
    }

    /// Takes what one argument names.
    fn argument(&mut self, path: &Path, found: bool) -> anyhow::Result<()> {
        if path == Path::new("-") {
            self.found.bytes = None;
            if self.files.iter().all(|file| file.path.is_some()) {
                let below = PathBuf::from("stdin");
                self.files.push(File { path: None, below, format: self.format, found });
            }
            return Ok(());
        }
        let data = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        if data.is_dir() {
            let before = self.files.len() + self.found.notes.len();
            self.folder(path, path);
            if before == self.files.len() + self.found.notes.len() {
                let name = path.display();
                let message = format!("{name}: no files of a known extension in this folder (inquit extract --help lists them)");
                self.found.notes.push(Note::Warning(message));
            }
            return Ok(());
        }
        if self.is_own(path) {
            let name = path.display();
            return Err(anyhow!("{name} is an input and the output; choose another name with -o"));
        }
        let below = PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
        self.file(path.to_owned(), below, &data, found);
        Ok(())
    }

    /// Takes what lies in `folder`, sorted by name, subfolders in their place.
    fn folder(&mut self, folder: &Path, root: &Path) {
        let listed = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.and_then(|e| Ok((e.file_name(), e.file_type()?)))).collect::<io::Result<Vec<_>>>()
        });
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, &error),
        };
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (name, kind) in entries {
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = folder.join(name);
            if kind.is_dir() {
                if !self.is_own(&path) {
                    self.folder(&path, root);
                }
            } else if InputFormat::of_path(&path).is_none() {
                if !self.is_own(&path) && !is_unfinished(&path) && path.is_file() {
                    self.found.other.push(path);
                }
            } else if !self.is_own_table(&path) {
                // Links to folders are left out: they may lead back here.
                match fs::metadata(&path) {
                    Ok(data) if data.is_file() => {
                        let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
                        self.file(path, below, &data, true);
                    }
                    Ok(_) => {}
                    Err(error) => self.fail(&path, &error),
                }
            }
        }
    }

    fn file(&mut self, path: PathBuf, below: PathBuf, data: &fs::Metadata, found: bool) {
        if !self.seen.insert(std::path::absolute(&path).unwrap_or_else(|_| path.clone())) {
            return;
        }
        self.found.bytes = match self.found.bytes {
            Some(bytes) if data.is_file() => Some(bytes + data.len()),
            _ => None,
        };
        let format = match self.format {
            InputFormat::Auto => InputFormat::of_path(&path).unwrap_or(InputFormat::Auto),
            given => given,
        };
        self.files.push(File { path: Some(path), below, format, found });
    }

    fn fail(&mut self, path: &Path, error: &io::Error) {
        let message = format!("{}: cannot be read: {error}; check its permissions", path.display());
        self.found.notes.push(Note::Failure(message));
    }

    /// Whether the command writes to `path` and may: what is there, if anything,
    /// was written by such a command before. An article there is remembered.
    fn is_own_table(&mut self, path: &Path) -> bool {
        let own = self.is_own(path);
        if own && path.is_file() && !written::is_ours(path) {
            self.clash.get_or_insert_with(|| path.to_owned());
        }
        own
    }

    /// Whether `path` is what a run kept of an output when it was broken off.
    fn is_kept(&self, path: &Path) -> bool {
        !self.kept.is_empty() && fs::canonicalize(path).is_ok_and(|path| self.kept.contains(&path))
    }

    /// Whether the command writes to `path`.
    fn is_own(&self, path: &Path) -> bool {
        // Canonical paths are dear; files of other names need none.
        self.own
            .iter()
            .any(|own| (own.file_name() == path.file_name() || path.is_symlink()) && fs::canonicalize(path).is_ok_and(|path| path == *own))
    }

    /// Gives each file the shortest id that no other has: all files of one
    /// name are called by the name, by the path below the folder that was
    /// given, or by the path as it was given.
    fn finish(mut self) -> Found {
        let mut namesakes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, file) in self.files.iter().enumerate() {
            let name = file.below.file_name().unwrap_or(file.below.as_os_str());
            namesakes.entry(name.to_string_lossy().into_owned()).or_default().push(index);
        }
        let mut ids = vec![String::new(); self.files.len()];
        for (name, group) in namesakes {
            if let [only] = group.as_slice() {
                ids[*only] = name;
                continue;
            }
            let below: BTreeSet<&Path> = group.iter().map(|&i| self.files[i].below.as_path()).collect();
            let distinct = below.len() == group.len();
            for &index in &group {
                let File { path, below, .. } = &self.files[index];
                let path = path.as_ref().filter(|_| !distinct).unwrap_or(below);
                ids[index] = path.to_string_lossy().into_owned();
            }
        }
        self.found.sources = std::iter::zip(self.files, ids)
            .map(|(file, id)| Source {
                name: file.path.as_ref().map_or_else(|| "standard input".to_owned(), |path| path.display().to_string()),
                id,
                path: file.path,
                format: file.format,
                found: file.found,
            })
            .collect();
        self.found
    }
}

/// Whether this is what a run that was broken off has left.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    [&b".partial"[..], b".partial.state", b".partial.state.new"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command};
    use clap::Parser;

    /// The flags of reading.
    fn flags(words: &[&str]) -> InputArgs {
        match Cli::try_parse_from(["inquit", "extract"].iter().chain(words)).unwrap().command {
            Command::Extract(args) => args.input,
            _ => panic!("another command"),
        }
    }

    /// Ids of what `arguments` name in a folder that holds `files`.
    fn ids(files: &[&str], arguments: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let paths: Vec<PathBuf> = arguments.iter().map(|a| folder.path().join(a)).collect();
        let found = discover(&paths, &flags(&[]), None).unwrap();
        let root = format!("{}/", folder.path().display());
        found.sources.iter().map(|s| s.id.replace(&root, "")).collect()
    }

    #[test]
    fn folders_are_sorted_and_deep() {
        let files = ["d/b.txt", "d/a.txt", "d/c.pdf", "d/.h.txt", "d/aa/z.JSONL", "d/.git/x.txt"];
        assert_eq!(ids(&files, &["d"]), ["a.txt", "z.JSONL", "b.txt"]);
    }

    #[test]
    fn ids_are_unique() {
        let files = ["d/a.txt", "d/e/a.txt", "d/b.txt", "f/a.txt"];
        assert_eq!(ids(&files, &["d"]), ["a.txt", "b.txt", "e/a.txt"]);
        assert_eq!(ids(&files, &["d", "f"]), ["d/a.txt", "b.txt", "d/e/a.txt", "f/a.txt"]);
        assert_eq!(ids(&files, &["f/a.txt", "d/a.txt"]), ["f/a.txt", "d/a.txt"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let files = ["d/a.txt", "d/b.txt"];
        assert_eq!(ids(&files, &["d/b.txt", "d", "./d/b.txt"]), ["b.txt", "a.txt"]);
    }

    #[test]
    fn the_output_is_no_input() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("quotes.jsonl");
        fs::write(&output, r#"{"doc_id":"x","quote_id":"x#1"}"#).unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        let all = [folder.path().to_owned()];
        let found = discover(&all, &flags(&[]), [output.as_path()]).unwrap();
        assert_eq!(found.sources.len(), 1);
        assert!(discover(std::slice::from_ref(&output), &flags(&[]), [output.as_path()]).is_err());
    }
}
