//! Paths that are not given one by one: patterns and lists.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, anyhow};
use glob::{MatchOptions, Pattern};

/// As in a shell: a star does not cross folders, nor does it see hidden files.
const OPTIONS: MatchOptions = MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// Whether this is an address on the web, of which no file has the name.
pub(super) fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(|path| ["http://", "https://"].iter().any(|scheme| path.starts_with(scheme))) && !path.exists()
}

/// What the pattern `path` stands for, sorted; `None` if it is none, or the
/// very name of a file.
///
/// # Errors
///
/// That it is broken, or nothing is found.
pub(super) fn expand(path: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    let Some(pattern) = path.to_str().filter(|path| path.contains(['*', '?', '['])) else {
        return Ok(None);
    };
    if fs::symlink_metadata(path).is_ok() {
        return Ok(None);
    }
    // As paths are put together below, without doubled slashes.
    let parts: Vec<Component<'_>> = path.components().collect();
    let literal = parts.iter().take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '['])).count();
    let (base, rest) = parts.split_at(literal);
    let base: PathBuf = base.iter().collect();
    let whole: PathBuf = parts.iter().collect();
    let wanted =
        Pattern::new(&whole.to_string_lossy()).with_context(|| format!("{pattern} is no pattern; ** stands alone between slashes"))?;
    let levels = if pattern.contains("**") { usize::MAX } else { rest.len() };
    let mut paths = Vec::new();
    search(&base, &wanted, levels, &mut paths).with_context(|| format!("cannot look for {pattern}"))?;
    if paths.is_empty() {
        return Err(anyhow!("no file is found that matches {pattern}; ** stands for any number of folders"));
    }
    paths.sort_unstable();
    Ok(Some(paths))
}

/// Adds what matches `wanted` in `folder`, so many levels down. Links to
/// folders are not followed: they may lead back here.
fn search(folder: &Path, wanted: &Pattern, levels: usize, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(listed)? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        let kind = entry.file_type()?;
        if wanted.matches_with(&path.to_string_lossy(), OPTIONS) && !(kind.is_symlink() && path.is_dir()) {
            paths.push(path.clone());
        }
        if kind.is_dir() && levels > 1 && !entry.file_name().as_encoded_bytes().starts_with(b".") {
            search(&path, wanted, levels - 1, paths)?;
        }
    }
    Ok(())
}

/// The paths that a list holds, one a line, or each ended by a zero byte where
/// there is one, with the line of each.
///
/// # Errors
///
/// That the list cannot be read.
pub(super) fn listed(list: &Path) -> anyhow::Result<Vec<(u64, PathBuf)>> {
    let mut bytes = Vec::new();
    if list != Path::new("-") {
        bytes = fs::read(list).with_context(|| format!("cannot read the list {}", list.display()))?;
    } else if io::stdin().is_terminal() {
        return Err(anyhow!("--files-from - reads the list from standard input; pipe it in"));
    } else {
        io::stdin().read_to_end(&mut bytes).context("cannot read the list on standard input")?;
    }
    let zero = bytes.contains(&0);
    let text = bytes.strip_prefix(super::encoding::BOM).unwrap_or(&bytes);
    let parts = text.split(|&byte| byte == if zero { 0 } else { b'\n' });
    let parts = parts.map(|part| if zero { part } else { part.strip_suffix(b"\r").unwrap_or(part) });
    Ok((1..).zip(parts).filter(|(_, part)| !part.is_empty()).map(|(line, part)| (line, path_of(part))).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_a_shell() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["a.txt", "b.txt", "c.md", ".h.txt", "d/a.txt", "d/e/f.txt", "[x].txt"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let expand = |pattern: &str| expand(&folder.path().join(pattern));
        let names = |pattern: &str| {
            let found = expand(pattern).unwrap().unwrap();
            found.iter().map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names("*.txt"), ["[x].txt", "a.txt", "b.txt"]);
        assert_eq!(names("**/*.txt"), ["[x].txt", "a.txt", "b.txt", "d/a.txt", "d/e/f.txt"]);
        assert_eq!(names("d/?.txt"), ["d/a.txt"]);
        assert_eq!(names("[a-c].*"), ["a.txt", "b.txt", "c.md"]);
        assert_eq!(names(".//d/**/f.*"), ["d/e/f.txt"]);
        assert!(expand("a.txt").unwrap().is_none());
        assert!(expand("[x].txt").unwrap().is_none(), "a file of that name is meant");
        assert!(expand("*.pdf").unwrap_err().to_string().starts_with("no file is found that matches "));
        assert!(expand("a**b").is_err());
    }

    #[test]
    fn lists_have_lines_or_zero_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list");
        let check = |bytes: &[u8], expected: &[(u64, &str)]| {
            fs::write(&list, bytes).unwrap();
            let expected: Vec<_> = expected.iter().map(|&(line, path)| (line, PathBuf::from(path))).collect();
            assert_eq!(listed(&list).unwrap(), expected);
        };
        check(b"a.txt\n\nb c.txt\r\nd", &[(1, "a.txt"), (3, "b c.txt"), (4, "d")]);
        check(b"a\nb\0c\0", &[(1, "a\nb"), (2, "c")]);
        check(b"", &[]);
    }
}
