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

/// Bytes that are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// They begin otherwise than a model of this kind.
    #[error("these bytes are no such model; give those that to_bytes of its type made")]
    Foreign,
    /// Another version of the program wrote them.
    #[error("the model has version {found}, version {supported} is read; fit it again with this version of the program")]
    Version {
        /// The version of the bytes.
        found: u32,
        /// The version that this program reads.
        supported: u32,
    },
    /// There are too few or too many.
    #[error("the model should have {expected} bytes and has {found}: it was cut off or added to; copy or fit it again")]
    Length {
        /// As many as the header tells.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// A number in them cannot be right.
    #[error("the model is damaged: {0}; copy or fit it again")]
    Content(&'static str),
}
