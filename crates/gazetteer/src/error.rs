//! [`Error`]: what can be wrong with a gazetteer's sources.

use std::io;

/// Why a gazetteer could not be loaded or built.
///
/// Every variant names the source (a path, or the name given with a reader)
/// and, where there is one, the 1-based line. Finding names in text cannot
/// fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read.
    #[error("{file}: cannot read: {source}")]
    Io {
        /// Where the rows come from.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not UTF-8.
    #[error("{file}, line {line}: not UTF-8 at byte {byte} of the file; convert it, e.g. with iconv -t UTF-8")]
    Encoding {
        /// Where the rows come from.
        file: String,
        /// 1-based line.
        line: usize,
        /// 0-based offset of the first wrong byte.
        byte: usize,
    },
    /// The first row does not name the columns.
    #[error("{file}, line {line}: {fault}")]
    Header {
        /// Where the rows come from.
        file: String,
        /// 1-based line.
        line: usize,
        /// What is wrong, and what would be right.
        fault: String,
    },
    /// A row is wrong.
    #[error("{file}, line {line}: {fault}")]
    Row {
        /// Where the rows come from.
        file: String,
        /// 1-based line.
        line: usize,
        /// What is wrong, and what would be right.
        fault: String,
    },
    /// Two rows have the same identifier.
    #[error("{file}, line {line}: `{id}` stands already in {first_file}, line {first_line}; remove one row or give it another id")]
    DuplicateId {
        /// Where the second row comes from.
        file: String,
        /// 1-based line of the second row.
        line: usize,
        /// The identifier.
        id: String,
        /// Where the first row comes from.
        first_file: String,
        /// 1-based line of the first row.
        first_line: usize,
    },
    /// A compiled gazetteer cannot be used.
    #[error("{file}, byte {byte}: {fault}")]
    Compiled {
        /// The file.
        file: String,
        /// 0-based offset where the fault was noticed.
        byte: usize,
        /// What is wrong, and what to do.
        fault: String,
    },
    /// An entity given to the builder is wrong.
    #[error("entity `{id}`: {fault}")]
    Entity {
        /// Its identifier.
        id: String,
        /// What is wrong.
        fault: String,
    },
    /// More entities or names than 32-bit numbers can count.
    #[error("too many {what}: a gazetteer holds at most {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
}
