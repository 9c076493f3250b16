//! What was written by this program, which a run may write anew, and what was
//! not, which it must not touch.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use crate::output::partial;

/// Bytes at either end of a file that are looked at.
const ENDS: u64 = 16 * 1024;
/// Pairs of words; both of one pair stand near the ends of what we write.
const MARKS: [[&[u8]; 2]; 5] = [
    [b"doc_id", b"quote_id"],
    *PREDICTIONS,
    [b"xl/worksheets", b"[Content_Types].xml"],
    [b"\"@context\"", b"anno.jsonld"],
    [b"<TEI", b"<teiHeader"],
];
/// Of predictions, which have no text.
const PREDICTIONS: &[&[u8]; 2] = &[b"\"id\":", b"\"quotes\":["];
const TEXT: &[u8] = b"\"text\":";

/// Whether the file is empty, or looks as if this program had written it.
pub(crate) fn is_ours(path: &Path) -> bool {
    let Ok(ends) = ends(path) else { return false };
    let holds = |word: &&[u8]| memchr::memmem::find(&ends, word).is_some();
    // A record of quotations that has its text is somebody's article.
    let ours = |pair: &&[&[u8]; 2]| pair.iter().all(holds) && (*pair != PREDICTIONS || !holds(&TEXT));
    ends.is_empty() || MARKS.iter().any(|pair| ours(&pair))
}

fn ends(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut ends = Vec::new();
    file.by_ref().take(ENDS).read_to_end(&mut ends)?;
    if length > ENDS {
        file.seek(SeekFrom::Start(length.saturating_sub(ENDS).max(ENDS)))?;
        file.take(ENDS).read_to_end(&mut ends)?;
    }
    Ok(ends)
}

/// Refuses an output that is one of the files that the command reads besides,
/// `-` for standard input, or that lies under the name of one until it is
/// complete.
///
/// # Errors
///
/// That it is, with the remedy.
pub(crate) fn check<'p>(
    outputs: impl IntoIterator<Item = &'p Path> + Clone,
    inputs: impl IntoIterator<Item = &'p Path> + Clone,
) -> anyhow::Result<()> {
    for output in outputs.clone() {
        let place = real(output);
        for input in inputs.clone() {
            if input == Path::new("-") {
                check_redirected(output)?;
            } else if place.is_some() && real(input) == place {
                return Err(anyhow!("{} is read and would be written over; choose another name for the output", output.display()));
            }
        }
    }
    check_under_way(outputs, inputs)
}

/// Refuses an output that lies under the name of an input until it is complete,
/// where inputs themselves may be written anew.
///
/// # Errors
///
/// That it would, with the remedy.
pub(crate) fn check_under_way<'p>(
    outputs: impl IntoIterator<Item = &'p Path>,
    inputs: impl IntoIterator<Item = &'p Path>,
) -> anyhow::Result<()> {
    let under_way: Vec<PathBuf> = outputs.into_iter().flat_map(under_way).collect();
    // Rarely is there any, and canonical paths of all inputs are dear.
    let mut inputs = inputs.into_iter().filter(|_| !under_way.is_empty());
    match inputs.find(|input| real(input).is_some_and(|input| under_way.contains(&input))) {
        Some(input) => Err(anyhow!(
            "{} is read, and the output would lie under that name until it is complete; choose another name for the output",
            input.display()
        )),
        None => Ok(()),
    }
}

fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().filter(|path| path.is_file())
}

/// The files, if any, that lie where `output` and its state would while it is
/// not complete.
fn under_way(output: &Path) -> Vec<PathBuf> {
    partial::names(output).iter().filter_map(|path| real(path)).collect()
}

/// The same, if what lies there is what a run kept when it was broken off.
pub(super) fn kept(output: &Path) -> Vec<PathBuf> {
    const BEGIN: &[u8] = b"{\"flags\":";
    let begin = |path: &Path| {
        let mut begin = Vec::new();
        File::open(path).and_then(|file| file.take(BEGIN.len() as u64).read_to_end(&mut begin)).map(|_| begin)
    };
    let begun = begin(&partial::state(output)).is_ok_and(|begin| begin == BEGIN);
    // Without a state, what a run left that was broken off before or at its first.
    let is_left = |path: &PathBuf| match path.extension() {
        Some(ending) if ending == "partial" => is_ours(path),
        _ => begin(path).is_ok_and(|begin| BEGIN.starts_with(&begin)),
    };
    under_way(output).into_iter().filter(|path| begun || is_left(path)).collect()
}

/// Refuses an output from which standard input is redirected.
///
/// # Errors
///
/// That it is, with the remedy.
pub(super) fn check_redirected(output: &Path) -> anyhow::Result<()> {
    if is_standard_input(output) || partial::names(output).iter().any(|path| is_standard_input(path)) {
        let output = output.display();
        return Err(anyhow!(
            "standard input reads {output}, or what it is called until it is complete, and would be written over; choose another name for the output"
        ));
    }
    Ok(())
}

/// Whether standard input is redirected from the file at `path`.
#[cfg(unix)]
fn is_standard_input(path: &Path) -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::MetadataExt as _;

    let input = std::io::stdin().as_fd().try_clone_to_owned().and_then(|input| File::from(input).metadata());
    let same = |input: fs::Metadata, data: fs::Metadata| data.is_file() && (input.dev(), input.ino()) == (data.dev(), data.ino());
    input.ok().zip(fs::metadata(path).ok()).is_some_and(|(input, data)| same(input, data))
}

/// Nobody tells here.
#[cfg(not(unix))]
fn is_standard_input(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours() {
        let folder = tempfile::tempdir().unwrap();
        let check = |name: &str, content: &str, ours: bool| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            assert_eq!(is_ours(&path), ours, "{name}");
        };
        check("empty.csv", "", true);
        check("a.csv", "doc_id,quote_id,type\r\n", true);
        check("a.jsonl", "{\"doc_id\":\"x\",\"quote_id\":\"x#1\"}\n", true);
        check("p.jsonl", "{\"id\":\"x\",\"quotes\":[]}\n", true);
        check("with-text.jsonl", "{\"id\":\"x\",\"text\":\"She said so.\",\"quotes\":[\"so\"]}\n", false);
        check("articles.jsonl", "{\"id\": \"x\", \"text\": \"She said so.\"}\n", false);
        check("linked.jsonl", "{\"@context\": \"https://schema.org\", \"id\": \"x\", \"text\": \"<TEI> she said so.\"}\n", false);
        check("short.csv", "speaker,text\r\n", false);
        check("a.txt", "She said so.", false);
        let long = format!("{}doc_id quote_id", "x".repeat(50_000));
        check("long.parquet", &long, true);
        assert!(!is_ours(&folder.path().join("none")));
    }
}
