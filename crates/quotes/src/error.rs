//! Errors of loading. Analysing text cannot fail.

/// A lexicon table that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[error("{table}, line {line}: {problem}")]
pub struct LexiconError {
    /// Name of the table.
    pub table: &'static str,
    /// 1-based line.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
}

impl LexiconError {
    pub(crate) fn new(table: &'static str, line: usize, problem: impl Into<String>) -> LexiconError {
        LexiconError { table, line, problem: problem.into() }
    }
}

/// A model file that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are something else.
    #[error("not a model of the tagger")]
    Foreign,
    /// Made by another version of the library.
    #[error("model of file version {file}, templates version {templates}, which this library does not read; train it again")]
    Version {
        /// Version of the file.
        file: u8,
        /// Version of the feature templates.
        templates: u8,
    },
    /// Cut short or changed.
    #[error("model is cut short or damaged")]
    Damaged,
}
