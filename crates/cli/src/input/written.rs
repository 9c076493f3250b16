//! What was written by this program, which a run may write anew, and what was
//! not, which it must not touch.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::anyhow;

/// Bytes at either end of a file that are looked at.
const ENDS: u64 = 16 * 1024;
/// Pairs of words; both of one pair stand near the ends of what we write.
const MARKS: [[&[u8]; 2]; 5] = [
    [b"doc_id", b"quote_id"],
    [b"\"id\":", b"\"quotes\":["],
    [b"xl/worksheets", b"[Content_Types].xml"],
    [b"\"@context\"", b"anno.jsonld"],
    [b"<TEI", b"<teiHeader"],
];

/// Whether the file is empty, or looks as if this program had written it.
pub(crate) fn is_ours(path: &Path) -> bool {
    let Ok(ends) = ends(path) else { return false };
    let holds = |word: &&[u8]| memchr::memmem::find(&ends, word).is_some();
    ends.is_empty() || MARKS.iter().any(|pair| pair.iter().all(holds))
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

/// Refuses an output that is one of the files that the command reads besides.
///
/// # Errors
///
/// That it is, with the remedy.
pub(crate) fn check<'p>(
    outputs: impl IntoIterator<Item = &'p Path>,
    inputs: impl IntoIterator<Item = &'p Path> + Clone,
) -> anyhow::Result<()> {
    let real = |path: &Path| std::fs::canonicalize(path).ok().filter(|path| path.is_file());
    for output in outputs {
        let Some(place) = real(output) else { continue };
        if inputs.clone().into_iter().any(|input| real(input).is_some_and(|input| input == place)) {
            return Err(anyhow!("{} is read and would be written over; choose another name for the output", output.display()));
        }
    }
    Ok(())
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
        check("articles.jsonl", "{\"id\": \"x\", \"text\": \"She said so.\"}\n", false);
        check("linked.jsonl", "{\"@context\": \"https://schema.org\", \"id\": \"x\", \"text\": \"<TEI> she said so.\"}\n", false);
        check("short.csv", "speaker,text\r\n", false);
        check("a.txt", "She said so.", false);
        let long = format!("{}doc_id quote_id", "x".repeat(50_000));
        check("long.parquet", &long, true);
        assert!(!is_ours(&folder.path().join("none")));
    }
}
