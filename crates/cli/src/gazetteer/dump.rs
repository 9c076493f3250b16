//! Opens a dump, whatever it is compressed with.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 256 * 1024;

/// A dump being read.
pub(super) struct Dump {
    /// Its text.
    pub(super) text: Box<dyn BufRead>,
    /// Bytes read of the file so far, compressed as they are.
    pub(super) read: Arc<AtomicU64>,
    /// Length of the file, where it is known.
    pub(super) length: Option<u64>,
}

/// Opens a file, or standard input for `-`. The first bytes tell how it is
/// compressed.
pub(super) fn open(path: &Path) -> io::Result<Dump> {
    let read = Arc::new(AtomicU64::new(0));
    if path == Path::new("-") {
        let counted = Counted { inner: io::stdin(), read: Arc::clone(&read) };
        return Ok(Dump { text: decompress(counted)?, read, length: None });
    }
    let file = File::open(path)?;
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(io::Error::other("it is a folder; name a file in it"));
    }
    let counted = Counted { inner: file, read: Arc::clone(&read) };
    Ok(Dump { text: decompress(counted)?, read, length: data.is_file().then_some(data.len()) })
}

fn decompress(source: impl Read + 'static) -> io::Result<Box<dyn BufRead>> {
    let mut source = BufReader::with_capacity(BUFFER, source);
    // Four bytes tell all forms apart; a pipe may hand over fewer at first.
    let mut head = Vec::new();
    (&mut source).take(4).read_to_end(&mut head)?;
    let form = Form::of(&head);
    let whole = io::Cursor::new(head).chain(source);
    Ok(match form {
        Form::Plain => Box::new(whole),
        // Dumps are made in parallel, of many streams one after the other.
        Form::Gzip => Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(whole))),
        Form::Bzip2 => Box::new(BufReader::with_capacity(BUFFER, bzip2::bufread::MultiBzDecoder::new(whole))),
        Form::Zstd => Box::new(BufReader::with_capacity(BUFFER, zstd::Decoder::with_buffer(whole)?)),
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    Gzip,
    Bzip2,
    Zstd,
}

impl Form {
    fn of(head: &[u8]) -> Form {
        match head {
            [0x1f, 0x8b, ..] => Form::Gzip,
            [b'B', b'Z', b'h', ..] => Form::Bzip2,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Form::Zstd,
            _ => Form::Plain,
        }
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
