//! [`Limits`]: what no document and no compressed file may exceed.
//!
//! A few kilobytes can unpack to terabytes, and a line need not end. What is
//! too large is told by name and left out, before it is in memory.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of a document, unless told otherwise.
pub(crate) const DOCUMENT: &str = "256M";
/// How many times its size a compressed file may unpack to, unless told
/// otherwise: text reaches 10, pages made by programs 100.
pub(crate) const RATIO: u64 = 500;
/// Unpacked bytes below which no ratio counts: small files are no danger.
const HARMLESS: u64 = 64 << 20;

/// What no document and no compressed file may exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Bytes of a document as it is read, markup included.
    pub(crate) document: u64,
    /// How many times its size a compressed file may unpack to.
    pub(crate) ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { document: size(DOCUMENT).unwrap_or(u64::MAX), ratio: RATIO }
    }
}

impl Limits {
    /// Whether so many bytes are too many for a document.
    pub(super) fn refuses(self, bytes: usize) -> bool {
        bytes as u64 > self.document
    }

    /// Why a document is left out.
    pub(super) fn too_large(self) -> String {
        format!("it is larger than {} bytes and left out; raise --max-document-bytes if it is one document", self.document)
    }
}

/// A number of bytes: *1000*, *64K*, *256M*, *2G*.
///
/// # Errors
///
/// What is no such number, or 0.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("{text} is no number of bytes; write 500000, 64K, 256M or 2G");
    let (digits, unit) = text.split_at(text.len() - text.chars().last().filter(char::is_ascii_alphabetic).map_or(0, char::len_utf8));
    let shift = match unit.to_ascii_uppercase().as_str() {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << shift).filter(|&bytes| bytes > 0).ok_or_else(wrong)
}

/// How a line or file was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bounded {
    /// So many bytes, which were appended; 0 at the end.
    Whole(u64),
    /// So many bytes that are too many; none was appended.
    TooLarge(u64),
}

/// Appends a line with its end to `out`, unless it is larger than `most`; then
/// it is passed over.
///
/// # Errors
///
/// Those of reading; what was appended before stays.
pub(super) fn line(bytes: &mut dyn BufRead, most: u64, out: &mut Vec<u8>) -> io::Result<Bounded> {
    let length = bytes.take(most.saturating_add(1)).read_until(b'\n', out)?;
    if length as u64 <= most {
        return Ok(Bounded::Whole(length as u64));
    }
    let ended = out.last() == Some(&b'\n');
    out.truncate(out.len() - length);
    let rest = if ended { 0 } else { skip_line(bytes)? };
    Ok(Bounded::TooLarge(length as u64 + rest))
}

/// Whether nothing more is to be read of `bytes`.
///
/// # Errors
///
/// Those of reading.
pub(super) fn is_end(bytes: &mut dyn BufRead) -> io::Result<bool> {
    loop {
        match bytes.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            more => return more.map(<[u8]>::is_empty),
        }
    }
}

/// Passes over the rest of a line; its length.
fn skip_line(bytes: &mut dyn BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = match bytes.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', buffer);
        let length = end.map_or(buffer.len(), |end| end + 1);
        let ended = end.is_some() || buffer.is_empty();
        bytes.consume(length);
        skipped += length as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

/// Appends all there is to `out`, unless it is larger than `most`; then the
/// rest stays unread.
///
/// # Errors
///
/// Those of reading; what was appended before stays.
pub(super) fn whole(bytes: &mut dyn BufRead, most: u64, out: &mut Vec<u8>) -> io::Result<Bounded> {
    let length = bytes.take(most.saturating_add(1)).read_to_end(out)?;
    if length as u64 <= most {
        return Ok(Bounded::Whole(length as u64));
    }
    out.truncate(out.len() - length);
    Ok(Bounded::TooLarge(length as u64))
}

/// What is unpacked, no more than so many times what is read for it.
pub(super) struct Unpacked<R> {
    inner: R,
    /// Compressed bytes read so far.
    read: Arc<AtomicU64>,
    unpacked: u64,
    ratio: u64,
}

impl<R> Unpacked<R> {
    pub(super) fn new(inner: R, read: Arc<AtomicU64>, ratio: u64) -> Unpacked<R> {
        Unpacked { inner, read, unpacked: 0, ratio }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        let most = self.read.load(Ordering::Relaxed).saturating_mul(self.ratio).max(HARMLESS);
        if self.unpacked > most {
            let ratio = self.ratio;
            return Err(io::Error::other(format!("it unpacks to more than {ratio} times its size; raise --max-ratio if that is meant")));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("64K"), Ok(65536));
        assert_eq!(size("256m"), Ok(256 << 20));
        assert_eq!(size("2G"), Ok(2 << 30));
        for wrong in ["", "0", "M", "1.5M", "-1", "9T", "99999999999G", "10 M", "ä"] {
            assert!(size(wrong).unwrap_err().contains("is no number of bytes"), "{wrong}");
        }
        assert_eq!(Limits::default().document, 256 << 20);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut bytes = io::BufReader::with_capacity(4, &b"12345\n123456789\n12\n123456"[..]);
        let mut out = b"x".to_vec();
        assert_eq!(line(&mut bytes, 6, &mut out).unwrap(), Bounded::Whole(6));
        assert_eq!(line(&mut bytes, 6, &mut out).unwrap(), Bounded::TooLarge(10));
        assert_eq!(line(&mut bytes, 6, &mut out).unwrap(), Bounded::Whole(3));
        assert_eq!(line(&mut bytes, 5, &mut out).unwrap(), Bounded::TooLarge(6));
        assert_eq!(line(&mut bytes, 5, &mut out).unwrap(), Bounded::Whole(0));
        assert_eq!(out, b"x12345\n12\n");
        let mut exact = &b"1234\n5"[..];
        assert_eq!(line(&mut exact, 4, &mut out).unwrap(), Bounded::TooLarge(5), "the line end counts, and is not looked for twice");
        assert_eq!(line(&mut exact, 4, &mut out).unwrap(), Bounded::Whole(1));
    }

    #[test]
    fn what_is_too_large_is_not_kept() {
        let mut out = Vec::new();
        assert_eq!(whole(&mut &b"1234"[..], 4, &mut out).unwrap(), Bounded::Whole(4));
        assert_eq!(whole(&mut &b"12345"[..], 4, &mut out).unwrap(), Bounded::TooLarge(5));
        assert_eq!(out, b"1234");
    }

    #[test]
    fn what_unpacks_too_far_is_stopped() {
        let read = Arc::new(AtomicU64::new(1 << 20));
        let copied = |ratio: u64| io::copy(&mut Unpacked::new(io::repeat(0).take(HARMLESS * 2), Arc::clone(&read), ratio), &mut io::sink());
        assert_eq!(copied(128).unwrap(), HARMLESS * 2);
        assert!(copied(100).unwrap_err().to_string().contains("more than 100 times its size"));
    }
}
