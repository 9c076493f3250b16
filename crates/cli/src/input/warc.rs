//! WARC and WET: archives of the web, a record for each answer of a server.
//!
//! Answers that are pages and texts taken from pages are documents. All else
//! (requests, pictures, redirections, notes about the crawl) is passed over
//! without being held in memory. Pages that the crawl cut are read as far as
//! they go, and told of.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::reader::Reader;
use super::{Document, Limits, Place, Source, What, encoding, html, http};
use crate::error::Note;

/// Most bytes of the headers of a record, and of an answer.
const HEAD: u64 = 64 * 1024;
/// Bytes that are looked at of what does not say what it is.
const LOOKED_AT: usize = 16 * 1024;

/// Adds the records of a source that are documents.
///
/// # Errors
///
/// Those of reading, and what is no record, behind those before it.
pub(super) fn split(reader: &mut Reader<'_>, source: &Arc<Source>, bytes: &mut dyn BufRead) -> io::Result<bool> {
    let mut offset = 0;
    for number in 1.. {
        let from = reader.batch.bytes.len();
        let result = record(bytes, &mut reader.batch.bytes, &mut offset, reader.fields.limits);
        if !matches!(result, Ok(Next::Document)) {
            reader.batch.bytes.truncate(from);
        }
        match result.map_err(|error| in_record(&error, number, offset))? {
            Next::Document => {
                if !reader.push(source, What::Record(number), from, offset) {
                    return Ok(false);
                }
            }
            Next::TooLarge => {
                if !reader.too_large(source, &format!("{}: record {number}", source.name)) {
                    return Ok(false);
                }
            }
            Next::Other => {}
            Next::End => break,
        }
    }
    Ok(true)
}

/// What comes next.
enum Next {
    /// A record that may be a document.
    Document,
    /// One that is too large, passed over.
    TooLarge,
    /// Another, passed over.
    Other,
    /// Nothing.
    End,
}

/// Reads a record and appends it to `out` if it may be a document. `offset` is
/// moved to the first byte of the record.
fn record(bytes: &mut dyn BufRead, out: &mut Vec<u8>, offset: &mut u64, limits: Limits) -> io::Result<Next> {
    let from = out.len();
    // Two line ends lie between records; some have more.
    let first = loop {
        let length = line(bytes, out)?;
        if length == 0 {
            return Ok(Next::End);
        }
        *offset += length as u64;
        if !out[from..].trim_ascii().is_empty() {
            break length;
        }
        out.truncate(from);
    };
    if !out[from..].starts_with(b"WARC/") {
        return Err(io::Error::other("a record should begin here with WARC/"));
    }
    let mut read = first as u64;
    loop {
        let length = line(bytes, out)?;
        if length == 0 {
            return Err(cut_off());
        }
        read += length as u64;
        if out[out.len() - length..].trim_ascii().is_empty() {
            break;
        }
        if read > HEAD {
            return Err(io::Error::other("the headers of a record have no end"));
        }
    }
    let begun = *offset - first as u64;
    let head = Head::parse(&out[from..]);
    let Some(length) = head.get("Content-Length").and_then(|length| length.parse::<u64>().ok()) else {
        return Err(io::Error::other("it has no Content-Length"));
    };
    let kind = head.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let is_response = kind == "response";
    let wanted = match kind.as_str() {
        "conversion" => Some(is_text(&head)),
        "resource" => is_page(&head),
        "response" => Some(!head.get("Content-Type").is_some_and(|kind| kind.starts_with("text/dns"))),
        _ => Some(false),
    };
    // What is no page can be large: the answer's own headers tell first, or else its first bytes.
    let block = out.len();
    let mut left = length;
    let wanted = if is_response && wanted == Some(true) { answers_with_page(bytes, out, &mut left)? } else { wanted };
    let fits = left <= limits.document;
    let wanted = match wanted {
        Some(wanted) => wanted,
        None => {
            let looked_at = bytes.take(left.min(LOOKED_AT as u64)).read_to_end(out)?;
            left -= looked_at as u64;
            begins_page(&out[block..], is_response)
        }
    };
    let copied = if wanted && fits {
        (&mut *bytes).take(left).read_to_end(out)? as u64
    } else {
        io::copy(&mut (&mut *bytes).take(left), &mut io::sink())?
    };
    if copied < left {
        return Err(cut_off());
    }
    debug_assert!(!wanted || !fits || (out.len() - block) as u64 == length);
    *offset = begun + read + length;
    Ok(match (wanted, fits) {
        (true, true) => Next::Document,
        (true, false) => Next::TooLarge,
        (false, _) => Next::Other,
    })
}

/// Appends the headers of an answer to `out`, takes their length from `left`,
/// and says whether a page follows, if they say it.
fn answers_with_page(bytes: &mut dyn BufRead, out: &mut Vec<u8>, left: &mut u64) -> io::Result<Option<bool>> {
    let from = out.len();
    let mut limited = bytes.take((*left).min(HEAD));
    loop {
        let length = line(&mut limited, out)?;
        *left -= length as u64;
        if length == 0 {
            return Ok(Some(false));
        }
        if out[out.len() - length..].trim_ascii().is_empty() {
            return Ok(http::parse(&out[from..]).map_or(Some(false), |answer| answer.is_page()));
        }
    }
}

/// Whether a block, of which these are the first bytes, holds a page.
fn begins_page(block: &[u8], is_response: bool) -> bool {
    if !is_response {
        return html::begins(block);
    }
    let body = http::parse(block).and_then(|answer| answer.body(LOOKED_AT).ok());
    body.is_some_and(|body| html::begins(&body.bytes))
}

/// Appends a line of a header to `out`; its length, 0 at the end.
fn line(bytes: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<usize> {
    bytes.take(HEAD).read_until(b'\n', out)
}

fn cut_off() -> io::Error {
    io::Error::other("it ends too soon; get the whole file")
}

fn in_record(error: &io::Error, number: u64, offset: u64) -> io::Error {
    let why = match error.kind() {
        io::ErrorKind::UnexpectedEof => cut_off().to_string(),
        _ => error.to_string(),
    };
    io::Error::other(format!("record {number}, near byte {offset}: {why}"))
}

/// The headers of a record.
struct Head<'a> {
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Head<'a> {
    /// The fields of `bytes`, up to the empty line.
    fn parse(bytes: &'a [u8]) -> Head<'a> {
        let lines = bytes.split(|&byte| byte == b'\n').skip(1).map(<[u8]>::trim_ascii);
        let field = |line: &'a [u8]| {
            let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
            Some((name.trim(), value.trim()))
        };
        Head { fields: lines.take_while(|line| !line.is_empty()).filter_map(field).collect() }
    }

    /// The value of the field `name`, in whatever case.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }
}

fn is_text(head: &Head<'_>) -> bool {
    head.get("Content-Type").is_none_or(|kind| http::media_type(kind).0 == "text/plain")
}

/// Whether a resource is a page, if it says what it is.
fn is_page(head: &Head<'_>) -> Option<bool> {
    let kind = head.get("Content-Type").filter(|kind| !kind.is_empty())?;
    Some(http::is_html(&http::media_type(kind).0))
}

/// The document in a record, its id the address that was asked for; `None` if
/// there is none.
///
/// # Errors
///
/// That the page cannot be taken from its compression.
pub(super) fn document<'a>(bytes: &'a [u8], place: &Place<'_>, notes: &mut Vec<Note>) -> Result<Option<Document<'a>>, String> {
    let Some(end) = head_end(bytes) else {
        return Ok(None);
    };
    let (head, block) = (Head::parse(&bytes[..end]), &bytes[end..]);
    // An older version of the standard puts addresses between brackets.
    let address = head.get("WARC-Target-URI").map(|address| address.trim_start_matches('<').trim_end_matches('>'));
    let name = address.map_or_else(|| place.name.clone(), |address| format!("{} ({address})", place.name));
    let place = Place { name, offset: 0, fields: place.fields };
    let truncated = head.get("WARC-Truncated").filter(|why| !why.is_empty()).map(|why| format!("its record says WARC-Truncated: {why}"));
    let found = match head.get("WARC-Type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "conversion" => {
            let text = place.decode(as_far(block, truncated.as_deref(), &place, notes), place.fields.encoding, notes);
            Document { text, kept: vec![None; place.fields.keep.len()], ..Document::default() }
        }
        "resource" => {
            let (kind, charset) = http::media_type(head.get("Content-Type").unwrap_or_default());
            html::page(as_far(block, truncated.as_deref(), &place, notes), (&kind, charset), &place, notes)?
        }
        _ => {
            let Some(answer) = http::parse(block) else { return Ok(None) };
            let body = answer.body(http::MOST)?;
            let cut = truncated.as_deref().or(body.cut);
            html::page(as_far(&body.bytes, cut, &place, notes), (&answer.kind, answer.charset), &place, notes)?
        }
    };
    let carried = |name: &str| head.get(name).map(|value| value.to_owned().into());
    let kept = place.fields.keep.iter().zip(found.kept).map(|(name, cell)| cell.or_else(|| carried(name))).collect();
    Ok(Some(Document {
        id: address.unwrap_or_default().to_owned().into(),
        date: found.date.or_else(|| carried("WARC-Date")),
        url: address.map(|address| address.to_owned().into()),
        kept,
        ..found
    }))
}

/// `bytes` as far as they are text, with a warning if they are cut for the
/// reason `cut`.
fn as_far<'a>(bytes: &'a [u8], cut: Option<&str>, place: &Place<'_>, notes: &mut Vec<Note>) -> &'a [u8] {
    let Some(why) = cut else { return bytes };
    let name = &place.name;
    notes.push(Note::Warning(format!("{name}: the page is cut, and read as far as it goes: {why}; fetch it again for the rest")));
    encoding::whole_characters(bytes)
}

/// Where the headers of a record end.
fn head_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some(at);
        }
    }
    None
}
