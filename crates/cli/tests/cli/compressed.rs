//! Compressed input: told by its first bytes, joined, cut off.

use std::io::Write;

use super::Folder;

/// `bytes` compressed as a file of `extension` is, or as they are.
pub(crate) fn compress(bytes: &[u8], extension: &str) -> Vec<u8> {
    match extension {
        "gz" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("gzip")
        }
        "bz2" => {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("bzip2")
        }
        "zst" => zstd::encode_all(bytes, 1).expect("zstd"),
        _ => bytes.to_vec(),
    }
}

/// Lines of JSONL that do not shrink to nothing.
fn lines(count: u32) -> String {
    (1..=count).map(|n| format!("{{\"id\":{n},\"text\":\"{:x}\"}}\n", n.wrapping_mul(2_654_435_761))).collect()
}

#[test]
fn names_do_not_matter_and_members_are_joined() {
    let folder = Folder::with(&[]);
    for extension in ["gz", "bz2", "zst"] {
        let joined = [compress(b"{\"id\":1,\"text\":\"a\"}\n{\"id\":", extension), compress(b"2,\"text\":\"b\"}\n", extension)].concat();
        for name in ["n.jsonl", "n.jsonl.gz", "n.strange"] {
            folder.write(name, &joined);
            assert_eq!(folder.run(&format!("extract {name} --format predictions")).code(0).ids(), ["1", "2"], "{extension} {name}");
        }
        assert_eq!(folder.run_with("extract --format predictions", &joined).code(0).ids(), ["1", "2"], "{extension}");
    }
    // A name alone compresses nothing.
    folder.write("plain.txt.gz", b"She said so.");
    let told = "warning: plain.txt.gz: its name says that it is compressed, its bytes do not; it is read as it is\n";
    assert_eq!(folder.run("extract plain.txt.gz --format predictions").code(0).says(&[told]).ids(), ["plain.txt.gz"]);
}

#[test]
fn what_stands_behind_gzip() {
    let folder = Folder::with(&[]);
    let text = compress(b"She said so.", "gz");
    // Tapes and archives pad with zeros, which gzip passes over.
    for zeros in [1, 7, 100, 200_000] {
        folder.write("a.txt.gz", &[text.clone(), vec![0; zeros]].concat());
        assert_eq!(folder.run("extract a.txt.gz --format predictions").code(0).ids(), ["a.txt.gz"], "{zeros}");
    }
    for behind in [&b"x"[..], b"behind it all", b"\0\0\x1f\x8b"] {
        folder.write("a.txt.gz", &[&text, behind].concat());
        folder
            .run("extract a.txt.gz")
            .code(1)
            .says(&["a.txt.gz: cannot be read: there are other bytes behind its compressed data; cut them off"]);
    }
}

#[test]
fn folders_hold_compressed_files() {
    let folder = Folder::with(&[("n/a.txt", "a"), ("n/d.gz", "d")]);
    folder.write("n/b.txt.gz", &compress(b"b", "gz"));
    folder.write("n/c.jsonl.zst", &compress(b"{\"text\":\"c\"}", "zst"));
    assert_eq!(folder.run("extract n --format predictions").code(0).ids(), ["a.txt", "b.txt.gz", "c.jsonl.zst:1"]);
}

#[test]
fn lines_before_a_cut_are_kept() {
    let folder = Folder::with(&[("z.txt", "z")]);
    let lines = lines(20_000);
    for extension in ["gz", "bz2", "zst"] {
        let mut bytes = compress(&lines.as_bytes()[..50_000], extension);
        bytes.extend(compress(&lines.as_bytes()[50_000..], extension));
        bytes.truncate(bytes.len() - 2000);
        folder.write("n.jsonl", &bytes);
        let run = folder.run("extract n.jsonl z.txt --format predictions").code(1);
        let ids = run.ids();
        let read = ids.len() - 1;
        assert!(read > 1500 && read < 20_000, "{extension}: {read}");
        let expected = (1..=read).map(|n| n.to_string()).chain(["z.txt".to_owned()]);
        assert!(ids.iter().cloned().eq(expected), "{extension}");
        run.says(&[&format!("error: n.jsonl: cannot be read beyond its first {read} documents: its compressed data ends too soon")]);
    }
}

#[test]
fn half_an_article_is_no_article() {
    let folder = Folder::with(&[("z.txt", "z")]);
    for extension in ["gz", "bz2", "zst"] {
        let bytes = compress(lines(5000).as_bytes(), extension);
        folder.write("a.txt", &bytes[..bytes.len() - 5]);
        let run = folder.run("extract a.txt z.txt --format predictions").code(1);
        assert_eq!(run.ids(), ["z.txt"], "{extension}");
        run.says(&["error: a.txt: cannot be read: its compressed data ends too soon; get the whole file"]);
    }
    // Broken within, and not only cut off.
    let mut bytes = compress(lines(5000).as_bytes(), "gz");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 50].fill(0xff);
    folder.write("a.txt", &bytes);
    folder.run("extract a.txt").code(1).says(&["error: a.txt: cannot be read: "]);
}
