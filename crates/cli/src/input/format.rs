//! [`InputFormat`]: what a source is, by its name or by its first bytes.

use std::path::Path;

use clap::ValueEnum;

use super::{compression, encoding, json};

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the extension; without a known one, by the first bytes
    Auto,
    /// One document a file, a line a paragraph
    #[value(alias = "txt")]
    Text,
    /// One document a file, its markup left out
    #[value(alias = "md")]
    Markdown,
    /// One document a page, its main text
    Html,
    /// One document an object: an array of them, or one after another
    Json,
    /// One document a line
    #[value(alias = "ndjson")]
    Jsonl,
    /// One document a record, under a header
    Csv,
    /// The same, with tabs
    Tsv,
    /// One document a row
    Parquet,
    /// One document a page of a web archive, or a text of a WET file
    #[value(alias = "wet")]
    Warc,
}

/// What each extension stands for. Compressed files have another behind it.
const EXTENSIONS: [(&str, InputFormat); 14] = [
    ("txt", InputFormat::Text),
    ("md", InputFormat::Markdown),
    ("markdown", InputFormat::Markdown),
    ("html", InputFormat::Html),
    ("htm", InputFormat::Html),
    ("xhtml", InputFormat::Html),
    ("json", InputFormat::Json),
    ("jsonl", InputFormat::Jsonl),
    ("ndjson", InputFormat::Jsonl),
    ("csv", InputFormat::Csv),
    ("tsv", InputFormat::Tsv),
    ("parquet", InputFormat::Parquet),
    ("warc", InputFormat::Warc),
    ("wet", InputFormat::Warc),
];

impl InputFormat {
    /// The format that a file name stands for.
    pub(super) fn of_path(path: &Path) -> Option<InputFormat> {
        let extension = compression::without_extension(path).extension()?;
        EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|&(_, format)| format)
    }

    /// The format that begins with the bytes `head`.
    pub(super) fn of_content(head: &[u8]) -> InputFormat {
        let start = head.strip_prefix(encoding::BOM).unwrap_or(head).trim_ascii_start();
        match start {
            _ if head.starts_with(b"PAR1") => InputFormat::Parquet,
            _ if start.starts_with(b"WARC/") => InputFormat::Warc,
            [b'<', ..] if is_page(start) => InputFormat::Html,
            [b'{', ..] if json::goes_on(start) => InputFormat::Json,
            [b'{', ..] => InputFormat::Jsonl,
            [b'[', ..] if begins_list(start) => InputFormat::Json,
            _ => InputFormat::Text,
        }
    }
}

/// Whether markup that begins with `start` is HTML.
fn is_page(start: &[u8]) -> bool {
    let start = start.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| memchr::memmem::find(&start, tag.as_bytes()).is_some())
}

/// Whether a bracket opens a list: text may begin with one too.
fn begins_list(start: &[u8]) -> bool {
    matches!(start[1..].trim_ascii_start().first(), None | Some(b'{' | b'[' | b']' | b'"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, format) in [
            ("a.txt", Some(InputFormat::Text)),
            ("a/b.MD", Some(InputFormat::Markdown)),
            ("a.jsonl.gz", Some(InputFormat::Jsonl)),
            ("a.warc.zst", Some(InputFormat::Warc)),
            ("a.txt.bz2", Some(InputFormat::Text)),
            ("a.gz", None),
            ("a.gz.txt", Some(InputFormat::Text)),
            ("txt", None),
            ("a.pdf", None),
        ] {
            assert_eq!(InputFormat::of_path(Path::new(path)), format, "{path}");
        }
    }

    #[test]
    fn first_bytes() {
        for (head, format) in [
            ("", InputFormat::Text),
            ("He said {", InputFormat::Text),
            ("[Applause] He said", InputFormat::Text),
            ("<3 she said", InputFormat::Text),
            ("{\"text\": 1}", InputFormat::Jsonl),
            ("\u{feff} {", InputFormat::Jsonl),
            ("\n\n {}\n{}", InputFormat::Jsonl),
            ("{\"text\": \"cut off\n{}", InputFormat::Jsonl),
            ("{\n  \"text\": 1\n}", InputFormat::Json),
            ("[\n {\"text\": 1}", InputFormat::Json),
            ("[]", InputFormat::Json),
            ("<!DOCTYPE html>", InputFormat::Html),
            ("<?xml version=\"1.0\"?>\n<HTML>", InputFormat::Html),
            ("WARC/1.0\r\n", InputFormat::Warc),
            ("PAR1\x15\x04", InputFormat::Parquet),
        ] {
            assert_eq!(InputFormat::of_content(head.as_bytes()), format, "{head:?}");
        }
    }
}
