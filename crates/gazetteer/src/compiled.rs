//! Compiled gazetteers: rows and finished index in one file.
//!
//! The file is a magic word, a version, a checksum, and then sections of
//! little-endian numbers, each after its length. It is read in one piece and
//! not mapped, because safe Rust has no mapped slices of numbers; reading is
//! copying.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Write};
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
const VERSION: u32 = 1;

/// Takes sections from the front of a file.
pub(crate) struct Sections<'b> {
    file: &'b str,
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Sections<'b> {
    pub(crate) fn fault(&self, fault: &str) -> Error {
        Error::Compiled { file: self.file.to_owned(), byte: self.at, fault: fault.to_owned() }
    }

    fn take(&mut self, len: usize) -> Result<&'b [u8], Error> {
        let end = self.at.checked_add(len);
        let part = end.and_then(|end| self.bytes.get(self.at..end)).ok_or_else(|| self.fault("the file ends too early; write it again"))?;
        self.at += len;
        Ok(part)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        let bytes = self.take(8)?;
        Ok(bytes.try_into().map_or(0, u64::from_le_bytes))
    }

    /// A section of numbers of `N` bytes each.
    fn numbers<const N: usize, T>(&mut self, read: impl Fn([u8; N]) -> T) -> Result<Vec<T>, Error> {
        let count = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        let bytes = self.take(count.saturating_mul(N))?;
        Ok(bytes.chunks_exact(N).filter_map(|chunk| chunk.try_into().ok()).map(read).collect())
    }

    pub(crate) fn words(&mut self) -> Result<Vec<u64>, Error> {
        self.numbers(u64::from_le_bytes)
    }

    pub(crate) fn halves(&mut self) -> Result<Vec<u32>, Error> {
        self.numbers(u32::from_le_bytes)
    }

    fn text(&mut self) -> Result<String, Error> {
        let len = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        let bytes = self.take(len)?.to_vec();
        String::from_utf8(bytes).map_err(|_| self.fault("the rows are not UTF-8; write the file again"))
    }

    pub(crate) fn check(&self, right: bool) -> Result<(), Error> {
        if right { Ok(()) } else { Err(self.fault("the index contradicts itself; write the file again")) }
    }
}

pub(crate) fn put_words(out: &mut Vec<u8>, words: &[u64]) {
    out.extend((words.len() as u64).to_le_bytes());
    out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}

pub(crate) fn put_halves(out: &mut Vec<u8>, halves: impl ExactSizeIterator<Item = u32>) {
    out.extend((halves.len() as u64).to_le_bytes());
    out.extend(halves.flat_map(u32::to_le_bytes));
}

fn checksum(bytes: &[u8]) -> u64 {
    let chunks = bytes.chunks(8).map(|chunk| chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
    chunks.fold(bytes.len() as u64, |sum, word| mix(sum ^ word, 0x9e37_79b9_7f4a_7c15).rotate_left(5) ^ word)
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
        let mut rows = Vec::new();
        let io = |source| Error::Io { file: "compiled gazetteer".to_owned(), source };
        self.write_tsv(&mut rows).map_err(io)?;
        let mut body = Vec::new();
        body.extend((rows.len() as u64).to_le_bytes());
        body.extend(&rows);
        put_words(&mut body, &self.inner().spellings.pairs().flat_map(|(variant, usual)| [variant, usual]).collect::<Vec<_>>());
        self.index().write(&mut body);
        let head = [&MAGIC[..], &VERSION.to_le_bytes(), &checksum(&body).to_le_bytes()].concat();
        out.write_all(&head).and_then(|()| out.write_all(&body)).and_then(|()| out.flush()).map_err(io)
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
        let bytes = std::fs::read(path).map_err(|source| Error::Io { file: file.clone(), source })?;
        from_bytes(&file, &bytes)
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
    pub fn read_compiled(name: &str, mut bytes: impl Read) -> Result<Gazetteer, Error> {
        let mut all = Vec::new();
        bytes.read_to_end(&mut all).map_err(|source| Error::Io { file: name.to_owned(), source })?;
        from_bytes(name, &all)
    }
}

fn from_bytes(file: &str, bytes: &[u8]) -> Result<Gazetteer, Error> {
    let mut sections = Sections { file, bytes, at: 0 };
    if sections.take(8).ok() != Some(MAGIC) {
        return Err(Error::Compiled { file: file.to_owned(), byte: 0, fault: "not a compiled gazetteer".to_owned() });
    }
    if sections.take(4)? != VERSION.to_le_bytes() {
        return Err(sections.fault("compiled by another version; compile it again with this one"));
    }
    let sum = sections.number()?;
    if checksum(bytes.get(sections.at..).unwrap_or_default()) != sum {
        return Err(sections.fault("damaged or cut short: the checksum is wrong; write it again"));
    }
    let text = sections.text()?;
    let spellings = Spellings::from_words(&sections.words()?);
    let index = Index::read(&mut sections)?;
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
