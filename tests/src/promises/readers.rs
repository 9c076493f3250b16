//! What the readers of the command promise of any bytes.

use std::io::{self, Cursor, Read, Write as _};

use flate2::write::GzEncoder;
use inquit::memory::{Found, Input, read, table};

/// Reads bytes as records of fields.
///
/// The low bits of the first byte choose the format (JSONL, JSON, CSV, TSV,
/// and again where the first bytes tell), the next whether the file was found
/// in a folder and whether other fields are kept.
///
/// # Panics
///
/// If reading panics or breaks a promise.
pub fn any_records(bytes: &[u8]) {
    let Some((&form, rest)) = bytes.split_first() else { return };
    let format = ["jsonl", "json", "csv", "tsv", "auto", "jsonl", "csv", "auto"][usize::from(form % 8)];
    let keep = if form & 16 > 0 { vec!["section".to_owned(), "title".to_owned()] } else { Vec::new() };
    let input = Input { found: form & 8 > 0, keep, ..Input::new(format) };
    let found = well_read(rest, &input);
    if format == "jsonl" && form & 8 == 0 {
        lines_are_read(rest, &found);
    }
}

/// Reads bytes as pages and texts: HTML, Markdown, WARC, plain text, or what
/// the first bytes tell, as the first byte chooses.
///
/// # Panics
///
/// If reading panics or breaks a promise.
pub fn any_page(bytes: &[u8]) {
    let Some((&form, rest)) = bytes.split_first() else { return };
    let format = ["html", "markdown", "warc", "text", "auto"][usize::from(form % 5)];
    well_read(rest, &Input { found: form & 8 > 0, ..Input::new(format) });
}

/// Reads bytes in an encoding that is named, declared or guessed. The first
/// byte chooses the format, the second the encoding.
///
/// # Panics
///
/// If reading panics or breaks a promise.
pub fn any_encoding(bytes: &[u8]) {
    const NAMES: [Option<&str>; 14] = [
        None,
        None,
        None,
        Some("windows-1252"),
        Some("utf-8"),
        Some("utf-16le"),
        Some("utf-16be"),
        Some("shift_jis"),
        Some("gb18030"),
        Some("iso-2022-jp"),
        Some("koi8-r"),
        Some("euc-kr"),
        Some("big5"),
        Some("x-user-defined"),
    ];
    let [form, name, rest @ ..] = bytes else { return };
    let format = ["text", "jsonl", "csv", "html", "json", "tsv", "auto"][usize::from(form % 7)];
    let encoding = NAMES[usize::from(*name) % NAMES.len()].map(str::to_owned);
    well_read(rest, &Input { encoding, ..Input::new(format) });
}

/// Reads bytes that may be compressed, and the same bytes compressed once more:
/// what is read from those must be what was compressed.
///
/// # Panics
///
/// If reading panics or breaks a promise.
pub fn any_compressed(bytes: &[u8]) {
    let Some((&form, rest)) = bytes.split_first() else { return };
    let format = ["text", "jsonl", "csv", "warc"][usize::from(form % 4)];
    let input = Input::new(format);
    let plain = well_read(rest, &input);
    let is_compressed = |bytes: &[u8]| {
        let zstd = |bytes: &[u8]| bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || bytes.get(1..4) == Some(&[0x2a, 0x4d, 0x18]);
        bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"BZh") || zstd(bytes)
    };
    if is_compressed(rest) {
        return;
    }
    let (first, second) = rest.split_at(rest.len() / 2);
    let packed = [gzip(first), gzip(second)].concat();
    assert_eq!(reads(Cursor::new(packed.clone()), &input), plain, "two members are read otherwise than their bytes");
    // Cut off, it is told to be, and gives nothing that the whole does not give.
    let cut = usize::from(form / 4) % (packed.len() - 1) + 2;
    let broken = reads(Cursor::new(packed[..cut].to_vec()), &input);
    if matches!(format, "jsonl" | "csv") {
        assert!(is_part(&broken, &plain), "half a file has another document: {broken:?}");
    }
}

/// Reads bytes as Parquet, as documents and as a table.
///
/// # Panics
///
/// If reading panics or breaks a promise.
pub fn any_parquet(bytes: &[u8]) {
    let input = Input { keep: vec!["section".to_owned()], ..Input::new("parquet") };
    let found = reads(Cursor::new(bytes.to_vec()), &input);
    told(&found);
    assert_eq!(reads(Dripping(Cursor::new(bytes.to_vec())), &input), found, "a slow source gives something else");
    // The commands that read tables have a reader of their own.
    let written = tempfile::NamedTempFile::new().and_then(|file| std::fs::write(file.path(), bytes).map(|()| file));
    let file = written.unwrap_or_else(|error| panic!("{error}"));
    if let Err(why) = table(file.path()) {
        assert!(!why.is_empty());
    }
}

/// Reads bytes and holds what every reader promises: the same whatever the
/// size of the pieces that come, messages that name the place, and with a limit
/// nothing that is not there without it, and a word for what is missing.
fn well_read(bytes: &[u8], input: &Input) -> Found {
    let found = reads(Cursor::new(bytes.to_vec()), input);
    told(&found);
    let slow = reads(Dripping(Cursor::new(bytes.to_vec())), input);
    assert_eq!(slow, found, "a slow source gives something else");
    let limited = reads(Cursor::new(bytes.to_vec()), &Input { most: 48, ..input.clone() });
    told(&limited);
    if input.format != "auto" && !input.found {
        assert!(is_part(&limited, &found), "a limit gives other documents: {limited:?} instead of {found:?}");
        let (all, some) = (found.documents.len(), limited.documents.len());
        assert!(some == all || !limited.failures.is_empty(), "{} documents are lost without a word: {found:?}", all - some);
    }
    found
}

fn reads(bytes: impl Read + 'static, input: &Input) -> Found {
    read(bytes, input).unwrap_or_else(|why| panic!("{input:?}: {why}"))
}

/// Whether messages begin with the place.
fn told(found: &Found) {
    for message in found.failures.iter().chain(&found.warnings) {
        assert!(message.starts_with("it: ") || message.starts_with("it:"), "no place in {message:?}");
        assert!(message.len() > 8, "nothing is said in {message:?}");
    }
}

/// Whether all documents of one are documents of the other, in the same order.
fn is_part(some: &Found, all: &Found) -> bool {
    let mut all = all.documents.iter();
    some.documents.iter().all(|document| all.any(|other| other == document))
}

/// Every line that a parser of JSON takes for an object with a text is a document.
fn lines_are_read(bytes: &[u8], found: &Found) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // What looks compressed, wide or marked is read otherwise.
    if !text.starts_with(['{', ' ', '\n']) || text.contains('\0') {
        return;
    }
    let mut documents = found.documents.iter();
    for line in text.split('\n') {
        let Ok(serde_json::Value::Object(object)) = serde_json::from_str(line) else { continue };
        let Some(words) = object.get("text").and_then(serde_json::Value::as_str) else { continue };
        assert!(documents.any(|document| document.text == words), "no document of {line:?}: {found:?}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_else(|error| panic!("{error}"))
}

/// Hands out a few bytes at a time, as a slow pipe does.
struct Dripping(Cursor<Vec<u8>>);

impl Read for Dripping {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let few = buffer.len().min(1 + self.0.position() as usize % 3);
        self.0.read(&mut buffer[..few])
    }
}
