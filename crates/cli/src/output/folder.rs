//! [`Folder`]: an output of many files. It has its name when all are written.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::partial;
use crate::file_name;

/// A folder not complete yet. Dropping it removes it with what it holds.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    target: PathBuf,
    /// Names of the files without extensions, and the number that was last put
    /// behind each; in small letters, because there are systems where case does
    /// not tell names apart.
    names: BTreeMap<String, u64>,
    finished: bool,
}

impl Folder {
    /// Begins the folder `target`, which may exist if it is empty: what lies
    /// in it may be somebody's annotations.
    pub(super) fn create(target: &Path) -> anyhow::Result<Folder> {
        // It is made where a link leads.
        let target = partial::resolved(&target.components().collect::<PathBuf>());
        let Some(name) = target.file_name() else {
            return Err(anyhow!("it is not the name of a folder"));
        };
        match fs::read_dir(&target).map(|mut entries| entries.next().is_some()) {
            Ok(true) => {
                return Err(anyhow!("the folder holds something, and nothing in it is replaced; name another or empty it"));
            }
            Ok(false) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let mut name = name.to_owned();
        name.push(".partial");
        let path = target.with_file_name(name);
        fs::create_dir(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => anyhow!("there is no such folder above it; create it first"),
            io::ErrorKind::AlreadyExists => {
                anyhow!("{} is there, of another run or of your own; look at it before you remove it", path.display())
            }
            _ => error.into(),
        })?;
        Ok(Folder { path, target, names: BTreeMap::new(), finished: false })
    }

    /// Writes a file for each extension and content under a name made of `id`
    /// that no other document has.
    pub(super) fn write(&mut self, id: &str, files: &[(&str, &str)]) -> io::Result<()> {
        let stem = file_name::safe(file_name::without_txt(id));
        let mut name = stem.clone();
        let mut number = self.names.get(&stem.to_lowercase()).copied().unwrap_or(0);
        while number > 0 {
            number += 1;
            name = format!("{stem}-{number}");
            if !self.names.contains_key(&name.to_lowercase()) {
                break;
            }
        }
        self.names.insert(stem.to_lowercase(), number.max(1));
        self.names.insert(name.to_lowercase(), 1);
        files.iter().try_for_each(|(extension, content)| fs::write(self.path.join(format!("{name}.{extension}")), content))
    }

    /// Writes a file of a fixed name.
    pub(super) fn write_plain(&self, name: &str, content: &str) -> io::Result<()> {
        fs::write(self.path.join(name), content)
    }

    /// Takes its name back.
    pub(super) fn unname(&mut self) {
        self.finished = fs::rename(&self.target, &self.path).is_err();
    }

    /// Gives it its name.
    pub(super) fn rename(&mut self) -> io::Result<()> {
        if self.target.is_dir() {
            fs::remove_dir(&self.target)?;
        }
        fs::rename(&self.path, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.finished {
            // The error that brought us here is the one to report.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_collide() {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("out");
        let mut folder = Folder::create(&target).unwrap();
        for id in ["a", "A", "a.txt", "a-2", "../a"] {
            folder.write(id, &[("txt", id)]).unwrap();
        }
        assert!(!target.exists());
        folder.rename().unwrap();
        let mut names: Vec<_> = fs::read_dir(&target).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["A-2.txt", "_.._a.txt", "a-2-2.txt", "a-3.txt", "a.txt"]);
        assert!(Folder::create(&target).unwrap_err().to_string().contains("holds something"));
    }

    #[test]
    fn what_is_not_finished_is_removed() {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("out");
        let mut folder = Folder::create(&target).unwrap();
        folder.write("a", &[("txt", "half")]).unwrap();
        assert!(Folder::create(&target).unwrap_err().to_string().contains("out.partial is there, of another run"));
        drop(folder);
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
    }
}
