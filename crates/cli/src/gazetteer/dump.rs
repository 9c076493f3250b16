//! Opens a dump, whatever it is compressed with.

use std::fs::File;
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::input::compression::{self, Opened};

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
/// compressed. It may unpack to any size: it is read line by line, and its
/// user chose it.
pub(super) fn open(path: &Path) -> io::Result<Dump> {
    let (opened, length) = if path == Path::new("-") {
        (compression::open(io::stdin(), u64::MAX)?, None)
    } else {
        let file = File::open(path)?;
        let data = file.metadata()?;
        if data.is_dir() {
            return Err(io::Error::other("it is a folder; name a file in it"));
        }
        (compression::open(file, u64::MAX)?, data.is_file().then_some(data.len()))
    };
    let Opened { bytes, read, .. } = opened;
    Ok(Dump { text: Box::new(bytes), read, length })
}
