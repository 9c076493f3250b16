//! Compiled gazetteers: rows and finished index in one file.
//!
//! The file is a magic word, a version, sections of little-endian records, each
//! after its length, and a checksum of all that. Every section lies in the file
//! as it lies in memory, but is copied there: safe Rust has no mapped slices of
//! numbers. Reading is sequential, and no more is held than what stays.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use crate::entity::EntityKind;
use crate::error::Error;
use crate::fold::mix;
use crate::gazetteer::{Gazetteer, Inner, Record};
use crate::index::Index;
use crate::spelling::Spellings;
use crate::table::Table;

const MAGIC: &[u8; 8] = b"INQUITgz";
const VERSION: u32 = 2;

/// Bytes read at once: a damaged length must not ask for all the memory.
const PIECE: usize = 1 << 20;

/// Takes sections from a file, one after the other, so that the file is never
/// in memory as a whole.
pub(crate) struct Sections<'n, R> {
    file: &'n str,
    bytes: R,
    at: usize,
    sum: Checksum,
}

impl<'n, R: Read> Sections<'n, R> {
    fn new(file: &'n str, bytes: R) -> Sections<'n, R> {
        Sections { file, bytes, at: 0, sum: Checksum::default() }
    }

    pub(crate) fn fault(&self, fault: &str) -> Error {
        Error::Compiled { file: self.file.to_owned(), byte: self.at, fault: fault.to_owned() }
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        match self.bytes.read_exact(buffer) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(self.fault("the file ends too early; write it again")),
            Err(source) => return Err(Error::Io { file: self.file.to_owned(), source }),
        }
        self.at += buffer.len();
        self.sum.feed(buffer);
        Ok(())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        self.array().map(u64::from_le_bytes)
    }

    /// A section of records of `N` bytes each.
    pub(crate) fn records<const N: usize, T>(&mut self, read: impl Fn([u8; N]) -> T) -> Result<Vec<T>, Error> {
        let count = self.number()?;
        let mut left = usize::try_from(count).unwrap_or(usize::MAX);
        let mut records = Vec::with_capacity(left.min(PIECE / N));
        let mut piece = vec![0; left.min(PIECE / N) * N];
        while left > 0 {
            let some = left.min(PIECE / N);
            let piece = &mut piece[..some * N];
            self.fill(piece)?;
            if records.len() + some > records.capacity() {
                // Doubled as vectors do, but never beyond what is to come.
                records.reserve_exact(left.min(records.len().max(some)));
            }
            records.extend(piece.chunks_exact(N).filter_map(|chunk| chunk.try_into().ok()).map(&read));
            left -= some;
        }
        Ok(records)
    }

    pub(crate) fn words(&mut self) -> Result<Vec<u64>, Error> {
        self.records(u64::from_le_bytes)
    }

    fn text(&mut self) -> Result<String, Error> {
        let bytes = self.records(|[byte]: [u8; 1]| byte)?;
        String::from_utf8(bytes).map_err(|_| self.fault("the rows are not UTF-8; write the file again"))
    }

    /// The checksum that ends the file.
    fn end(&mut self) -> Result<(), Error> {
        let expected = self.sum.finish();
        let mut one = [0];
        if self.number()? != expected || self.bytes.read(&mut one).is_ok_and(|more| more > 0) {
            return Err(self.fault("damaged: the checksum is wrong; write the file again"));
        }
        Ok(())
    }

    pub(crate) fn check(&self, right: bool) -> Result<(), Error> {
        if right { Ok(()) } else { Err(self.fault("the index contradicts itself; write the file again")) }
    }
}

/// Writes sections.
pub(crate) struct Sink<W> {
    out: W,
    sum: Checksum,
}

impl<W: Write> Sink<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.feed(bytes);
        self.out.write_all(bytes)
    }

    pub(crate) fn number(&mut self, number: u64) -> io::Result<()> {
        self.put(&number.to_le_bytes())
    }

    /// A section of records of `N` bytes each.
    pub(crate) fn records<const N: usize>(&mut self, records: impl ExactSizeIterator<Item = [u8; N]>) -> io::Result<()> {
        self.number(records.len() as u64)?;
        let mut piece = Vec::with_capacity(PIECE);
        for record in records {
            piece.extend(record);
            if piece.len() + N > PIECE {
                self.put(&piece)?;
                piece.clear();
            }
        }
        self.put(&piece)
    }

    pub(crate) fn words(&mut self, words: &[u64]) -> io::Result<()> {
        self.records(words.iter().map(|word| word.to_le_bytes()))
    }
}

/// A sum over bytes, whatever the pieces they come in.
#[derive(Clone, Copy, Default)]
struct Checksum {
    sum: u64,
    /// Bytes that do not fill a word yet, the first in the lowest place.
    rest: u64,
    len: u64,
}

impl Checksum {
    fn feed(&mut self, mut bytes: &[u8]) {
        while !self.len.is_multiple_of(8) {
            let Some((&byte, more)) = bytes.split_first() else { return };
            self.byte(byte);
            bytes = more;
        }
        let words = bytes.chunks_exact(8);
        let rest = words.remainder();
        for word in words {
            self.word(word.try_into().map_or(0, u64::from_le_bytes));
            self.len += 8;
        }
        rest.iter().for_each(|&byte| self.byte(byte));
    }

    fn byte(&mut self, byte: u8) {
        self.rest |= u64::from(byte) << (self.len % 8 * 8);
        self.len += 1;
        if self.len.is_multiple_of(8) {
            let word = std::mem::take(&mut self.rest);
            self.word(word);
        }
    }

    fn word(&mut self, word: u64) {
        self.sum = mix(self.sum ^ word, 0x9e37_79b9_7f4a_7c15).rotate_left(5) ^ word;
    }

    fn finish(mut self) -> u64 {
        self.word(self.rest);
        self.word(self.len);
        self.sum
    }
}

impl Gazetteer {
    /// Writes the gazetteer as one file that [`Gazetteer::read_compiled`] loads
    /// without building anything.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] for what the writer reports.
    ///
    /// ```
    /// use inquit_gazetteer::{Entity, EntityKind, Gazetteer};
    /// # fn main() -> Result<(), inquit_gazetteer::Error> {
    /// let gazetteer = Gazetteer::builder().add_entity(Entity::new("1", "Ada Example", EntityKind::Person)).build()?;
    /// let mut file = Vec::new();
    /// gazetteer.write_compiled(&mut file)?;
    /// let again = Gazetteer::read_compiled("ada.gaz", file.as_slice())?;
    /// assert_eq!(again.find_iter("said Ada Example").count(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn write_compiled(&self, mut out: impl Write) -> Result<(), Error> {
        self.write_sections(out.by_ref())
            .and_then(|()| out.flush())
            .map_err(|source| Error::Io { file: "compiled gazetteer".to_owned(), source })
    }

    fn write_sections(&self, out: impl Write) -> io::Result<()> {
        let mut rows = Vec::new();
        self.write_tsv(&mut rows)?;
        let mut sink = Sink { out, sum: Checksum::default() };
        sink.put(MAGIC)?;
        sink.put(&VERSION.to_le_bytes())?;
        sink.number(rows.len() as u64)?;
        sink.put(&rows)?;
        drop(rows);
        sink.words(&self.inner().spellings.pairs().flat_map(|(variant, usual)| [variant, usual]).collect::<Vec<_>>())?;
        self.index().write(&mut sink)?;
        let sum = sink.sum.finish();
        sink.number(sum)
    }

    /// Loads a file that [`Gazetteer::write_compiled`] wrote.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], or [`Error::Compiled`] for a file that is truncated,
    /// damaged, of another version, or something else altogether.
    pub fn read_compiled_path(path: impl AsRef<Path>) -> Result<Gazetteer, Error> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let bytes = File::open(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        read(&file, bytes)
    }

    /// Loads a file of any form that the crate reads: a compiled gazetteer, or
    /// a table as [`Builder::add_path`](crate::Builder::add_path) takes it.
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::read_compiled_path`] for a compiled file, else as
    /// [`Builder::add_path`](crate::Builder::add_path).
    pub fn open(path: impl AsRef<Path>) -> Result<Gazetteer, Error> {
        let path = path.as_ref();
        let mut magic = Vec::new();
        let head = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut magic));
        head.map_err(|source| Error::Io { file: path.display().to_string(), source })?;
        if magic == MAGIC { Gazetteer::read_compiled_path(path) } else { Gazetteer::builder().add_path(path)?.build() }
    }

    /// Loads what [`Gazetteer::write_compiled`] wrote from a reader; `name`
    /// stands for the file in errors.
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::read_compiled_path`].
    pub fn read_compiled(name: &str, bytes: impl Read) -> Result<Gazetteer, Error> {
        read(name, bytes)
    }
}

fn read(file: &str, bytes: impl Read) -> Result<Gazetteer, Error> {
    let mut sections = Sections::new(file, BufReader::new(bytes));
    if sections.array().ok().as_ref() != Some(MAGIC) {
        let fault = "not a compiled gazetteer; `Builder` reads tables, `Gazetteer::open` either".to_owned();
        return Err(Error::Compiled { file: file.to_owned(), byte: 0, fault });
    }
    if sections.array()? != VERSION.to_le_bytes() {
        return Err(sections.fault("compiled by another version; compile it again with this one"));
    }
    let text = sections.text()?;
    let spellings = Spellings::from_words(&sections.words()?);
    let index = Index::read(&mut sections)?;
    sections.end()?;
    let table = Table::new(file, Cow::Owned(text), None)?;
    let record = |row: crate::table::Row<'_>| Record {
        kind: table.kind_of(&row).unwrap_or(EntityKind::Organization),
        prior: row.prior(),
        table: 0,
        row: row.start as u32,
        entity: OnceLock::new(),
    };
    let records: Vec<Record> = table.name_rows().map(record).collect();
    sections.check(index.fits(records.len()))?;
    Ok(Gazetteer::from_inner(Inner { tables: vec![table], records, index, spellings, ids: OnceLock::new(), surnames: OnceLock::new() }))
}
