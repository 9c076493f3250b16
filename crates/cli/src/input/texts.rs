//! [`Texts`]: the texts of documents, a file each, for those who want to look
//! up what the offsets of a table refer to.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;

use super::Document;
use crate::file_name;

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
        let unique = file_name::unique(&document.id);
        // The text of a.txt is not called a.txt.txt.
        let name = if file_name::without_txt(&unique).len() < unique.len() { unique } else { unique + ".txt" };
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
                "several documents have the id {:?}, or one that becomes the same name of a file; {} holds the text of the first alone; name a field of unique ids with --id-field",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn document<'a>(id: &'a str, text: &'a str) -> Document<'a> {
        Document { id: id.into(), text: text.into(), ..Document::default() }
    }

    #[test]
    fn the_first_of_one_id_stays() {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::create(&folder.path().join("deep/texts")).unwrap();
        let read = || fs::read_to_string(folder.path().join("deep/texts/a.txt")).unwrap();
        texts.save(&document("a", "second"), 5).unwrap();
        let why = texts.save(&document("a", "third"), 7).unwrap_err();
        assert!(why.starts_with("several documents have the id \"a\", or one that "), "{why}");
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
