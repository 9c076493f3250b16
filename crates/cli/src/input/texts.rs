//! [`Texts`]: the texts of documents, a file each, for those who want to look
//! up what the offsets of a table refer to.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;

use super::Document;

/// Most bytes of an id in the name of a file.
const LONGEST: usize = 100;

/// A folder of texts.
#[derive(Debug)]
pub(crate) struct Texts {
    folder: PathBuf,
    /// Names written so far, and the ordinal of the document in each.
    written: Mutex<HashMap<String, u64>>,
}

impl Texts {
    /// Makes the folder if it is not there.
    ///
    /// # Errors
    ///
    /// That it cannot be made.
    pub(super) fn create(folder: &Path) -> anyhow::Result<Texts> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {} for --save-text", folder.display()))?;
        Ok(Texts { folder: folder.to_owned(), written: Mutex::default() })
    }

    /// Writes the text of a document. Of several with one id, the first in the
    /// order of the input stays, whichever comes first here.
    ///
    /// # Errors
    ///
    /// That it cannot be written, or that another has its name; for a message
    /// that already names the place.
    pub(super) fn save(&self, document: &Document<'_>, ordinal: u64) -> Result<(), String> {
        let name = file_name(&document.id);
        // Some systems take names that differ in case alone for the same.
        let key = if cfg!(any(windows, target_os = "macos")) { name.to_lowercase() } else { name.clone() };
        let path = self.folder.join(&name);
        // Held while writing: two documents of one name must not mix.
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let before = written.get(&key).copied();
        if before.is_none_or(|before| ordinal < before) {
            if before.is_none() && !path.is_symlink() && fs::read(&path).is_ok_and(|there| there != document.text.as_bytes()) {
                return Err(format!("{} is there already with another text; name an empty folder with --save-text", path.display()));
            }
            write(&path, document.text.as_bytes()).map_err(|error| format!("its text cannot be written to {}: {error}", path.display()))?;
            written.insert(key, ordinal);
        }
        match before {
            None => Ok(()),
            Some(_) => Err(format!(
                "several documents have the id {:?}; {} holds the text of the first alone; name a field of unique ids with --id-field",
                document.id,
                path.display()
            )),
        }
    }
}

/// Writes a file anew. A link of its name is replaced, never followed.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// The name of the file for the document `id`: the id, if it is plain and
/// short, else what is plain of it and a number made from all of it. No two
/// ids have one name.
fn file_name(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut name: String = id.chars().take(LONGEST).map(|c| if plain(c) { c } else { '_' }).collect();
    if name.starts_with('.') {
        name.replace_range(..1, "_");
    }
    if name != id || id.is_empty() || is_reserved(id) || is_marked(id) {
        // Writing to a string cannot fail.
        let _ = write!(name, "~{:016x}", hash(id));
    }
    name + ".txt"
}

/// Whether the name, with any extension, is a device of Windows.
fn is_reserved(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")))
}

/// Whether an id looks like a name that was made for another.
fn is_marked(id: &str) -> bool {
    id.contains('~')
}

/// FNV-1a, which is the same everywhere and for ever.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document<'a>(id: &'a str, text: &'a str) -> Document<'a> {
        Document { id: id.into(), text: text.into(), ..Document::default() }
    }

    #[test]
    fn names_are_safe_and_differ() {
        assert_eq!(file_name("17"), "17.txt");
        assert_eq!(file_name("a.txt"), "a.txt.txt");
        assert_eq!(file_name("news.jsonl-3_b"), "news.jsonl-3_b.txt");
        let long = ["x".repeat(300), "x".repeat(301)];
        let ids = [
            "",
            ".",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "a/b",
            "a_b",
            "a\\b",
            "a\0b",
            ".hidden",
            "C:x",
            "nul",
            "NUL.txt",
            "é",
            "ü",
            "a b",
            "~",
        ];
        let mut names: Vec<String> = ids.into_iter().chain(long.iter().map(String::as_str)).map(file_name).collect();
        for name in &names {
            assert!(name.len() < 200 && name.ends_with(".txt") && !name.starts_with('.'), "{name}");
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)), "{name}");
            assert_eq!(Path::new(name).components().count(), 1, "{name}");
        }
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn the_first_of_one_id_stays() {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::create(&folder.path().join("deep/texts")).unwrap();
        let read = || fs::read_to_string(folder.path().join("deep/texts/a.txt")).unwrap();
        texts.save(&document("a", "second"), 5).unwrap();
        let why = texts.save(&document("a", "third"), 7).unwrap_err();
        assert!(why.starts_with("several documents have the id \"a\"; "), "{why}");
        assert_eq!(read(), "second");
        texts.save(&document("a", "first"), 2).unwrap_err();
        assert_eq!(read(), "first");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().join("outside");
        fs::write(&outside, "precious").unwrap();
        let texts = Texts::create(&folder.path().join("texts")).unwrap();
        std::os::unix::fs::symlink(&outside, folder.path().join("texts/a.txt")).unwrap();
        texts.save(&document("a", "text"), 0).unwrap();
        assert_eq!(fs::read_to_string(&outside).unwrap(), "precious");
        assert_eq!(fs::read_to_string(folder.path().join("texts/a.txt")).unwrap(), "text");
    }
}
