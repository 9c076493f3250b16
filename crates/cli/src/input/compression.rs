//! Opens what is read, whatever it is compressed with.
//!
//! The first bytes tell, never the name: gzip, bzip2 and zstd, each as many
//! members or frames as there are, are read as what they hold.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

use super::limits::Unpacked;

/// Bytes read at once.
const BUFFER: usize = 64 * 1024;
/// Bytes of a head, unless there are fewer: enough to tell formats apart.
pub(super) const HEAD: usize = 4096;
/// Extensions of compressed files.
const EXTENSIONS: [&str; 4] = ["gz", "zst", "zstd", "bz2"];

/// A source without its compression.
pub(crate) struct Opened {
    /// What it holds. The first call of `fill_buf` shows some thousand bytes,
    /// or all there are.
    pub(crate) bytes: Peeked,
    /// Bytes read of the source so far, compressed as they are.
    pub(crate) read: Arc<AtomicU64>,
    /// Whether it is compressed.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "Parquet alone is not read as a stream"))]
    pub(crate) compressed: bool,
}

/// Opens `source`, which may unpack to `ratio` times its size.
///
/// # Errors
///
/// Those of reading. What is broken further on shows when it is read.
pub(crate) fn open(source: impl Read + 'static, ratio: u64) -> io::Result<Opened> {
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: source, read: Arc::clone(&read) };
    let plain = Peeked::new(Box::new(BufReader::with_capacity(BUFFER, counted)))?;
    let bytes: Box<dyn Read> = match plain.head.as_slice() {
        // Members may follow one another: files are joined, and made in parallel.
        [0x1f, 0x8b, ..] => Box::new(Members { member: Some(GzDecoder::new(plain)) }),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Box::new(bzip2::bufread::MultiBzDecoder::new(plain)),
        // The second is a frame to be skipped, with which parallel files begin.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Box::new(zstd::Decoder::with_buffer(plain)?),
        _ => return Ok(Opened { bytes: plain, read, compressed: false }),
    };
    let bytes = Box::new(BufReader::with_capacity(BUFFER, Unpacked::new(bytes, Arc::clone(&read), ratio)));
    Ok(Opened { bytes: Peeked::new(bytes)?, read, compressed: true })
}

/// `path` without the extension of a compressed file.
pub(crate) fn without_extension(path: &Path) -> &Path {
    let Some((name, extension)) = path.file_stem().zip(path.extension()) else {
        return path;
    };
    if EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) { Path::new(name) } else { path }
}

/// The members of a gzip file one after the other, and zeros behind the last,
/// as tapes have them and gzip itself passes over.
struct Members<R> {
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(mut rest) = self.member.take().map(GzDecoder::into_inner) else { break };
            loop {
                let more = rest.fill_buf()?;
                let zeros = more.iter().take_while(|&&byte| byte == 0).count();
                match more.get(zeros) {
                    None if more.is_empty() => break,
                    None => rest.consume(zeros),
                    Some(0x1f) if zeros == 0 => {
                        self.member = Some(GzDecoder::new(rest));
                        break;
                    }
                    Some(_) => {
                        let why = "there are other bytes behind its compressed data; cut them off";
                        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                    }
                }
            }
        }
        Ok(0)
    }
}

/// A reader whose first bytes were looked at.
pub(crate) struct Peeked {
    head: Vec<u8>,
    /// Bytes of the head that were read.
    at: usize,
    /// What went wrong behind the head; what is before it still counts.
    error: Option<io::Error>,
    rest: Box<dyn BufRead>,
}

impl Peeked {
    fn new(mut rest: Box<dyn BufRead>) -> io::Result<Peeked> {
        let mut head: Vec<u8> = Vec::new();
        let mut error = None;
        // A pipe may hand over its first bytes one by one.
        while head.len() < HEAD {
            match rest.fill_buf() {
                Ok([]) => break,
                Ok(more) => {
                    let length = more.len();
                    head.extend_from_slice(more);
                    rest.consume(length);
                }
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(why) if head.is_empty() => return Err(why),
                Err(why) => {
                    error = Some(why);
                    break;
                }
            }
        }
        Ok(Peeked { head, at: 0, error, rest })
    }

    /// The first bytes, as far as they are not read.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head[self.at..]
    }

    /// Whether the first bytes are all there are, and unbroken. Of longer ones
    /// nobody knows.
    pub(super) fn is_whole(&self) -> bool {
        self.head.len() < HEAD && self.error.is_none()
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.head.len() && self.error.is_none() {
            return self.rest.read(buffer);
        }
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }

    fn read_to_end(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let head = self.head().len();
        bytes.extend_from_slice(self.head());
        self.at = self.head.len();
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(head + self.rest.read_to_end(bytes)?),
        }
    }
}

impl BufRead for Peeked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() { self.at += count } else { self.rest.consume(count) }
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;

    /// `bytes` compressed as a file of `extension` is, or as they are.
    pub(in crate::input) fn compress(bytes: &[u8], extension: &str) -> Vec<u8> {
        match extension {
            "gz" => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            "bz2" => {
                let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            "zst" => zstd::encode_all(bytes, 1).unwrap(),
            _ => bytes.to_vec(),
        }
    }

    /// What is read of `bytes`, and whether to the end.
    fn read(bytes: Vec<u8>) -> (Vec<u8>, bool) {
        let mut opened = open(io::Cursor::new(bytes), 1).unwrap();
        let mut read = Vec::new();
        let whole = opened.bytes.read_to_end(&mut read).is_ok();
        (read, whole)
    }

    /// Text that does not shrink to nothing.
    fn text() -> Vec<u8> {
        (0..20_000_u32).flat_map(|n| format!("{} ", n.wrapping_mul(2_654_435_761)).into_bytes()).collect()
    }

    #[test]
    fn members_follow_one_another() {
        let text = text();
        for extension in ["", "gz", "bz2", "zst"] {
            let mut bytes = compress(b"", extension);
            bytes.extend(compress(&text, extension));
            bytes.extend(compress(b"end", extension));
            assert_eq!(read(bytes), ([text.as_slice(), b"end"].concat(), true), "{extension}");
        }
    }

    #[test]
    fn what_is_cut_off_is_an_error_behind_what_is_whole() {
        let text = text();
        for extension in ["gz", "bz2", "zst"] {
            let mut bytes = compress(&text[..50], extension);
            bytes.extend(compress(&text[50..], extension));
            bytes.truncate(bytes.len() - 10);
            let (read, whole) = read(bytes);
            assert!(!whole && text.starts_with(&read) && read.len() >= 50, "{extension}: {} bytes", read.len());
        }
    }

    #[test]
    fn extensions() {
        for (path, without) in [("a/b.txt.gz", "b.txt"), ("b.jsonl.ZST", "b.jsonl"), ("a/b.txt", "a/b.txt"), ("gz", "gz"), (".gz", ".gz")] {
            assert_eq!(without_extension(Path::new(path)), Path::new(without), "{path}");
        }
    }

    #[test]
    fn the_head_is_there_however_slow_the_source() {
        /// Hands out one byte at a time.
        struct Slow(io::Cursor<Vec<u8>>);
        impl Read for Slow {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0.read(&mut buffer[..1])
            }
        }
        let text = text();
        for extension in ["", "gz", "bz2", "zst"] {
            let mut opened = open(Slow(io::Cursor::new(compress(&text, extension))), 1).unwrap();
            assert_eq!(opened.compressed, !extension.is_empty());
            assert!(opened.bytes.head().len() >= HEAD && text.starts_with(opened.bytes.head()), "{extension}");
            let mut first = [0; 100];
            opened.bytes.read_exact(&mut first).unwrap();
            let mut rest = Vec::new();
            opened.bytes.read_to_end(&mut rest).unwrap();
            assert!([first.as_slice(), &rest].concat() == text, "{extension}");
        }
    }
}
