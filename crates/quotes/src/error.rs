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

/// Bytes that are no model, or none that this version of the library reads.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// They begin otherwise than a model of this kind.
    #[error("these bytes are no {0}; give those that its to_bytes made")]
    Foreign(&'static str),
    /// Another version of the library wrote them.
    #[error("the {model} has version {found}, version {supported} is read; train it again with this version of the library")]
    Version {
        /// The kind of model.
        model: &'static str,
        /// The version of the bytes.
        found: u32,
        /// The version that this library reads.
        supported: u32,
    },
    /// There are too few or too many.
    #[error("the {model} should have {expected} bytes and has {found}: it was cut off or added to; copy or train it again")]
    Length {
        /// The kind of model.
        model: &'static str,
        /// As many as the header tells.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// Cut short or changed.
    #[error("the {model} is damaged: {why}; copy or train it again")]
    Damaged {
        /// The kind of model.
        model: &'static str,
        /// What cannot be right.
        why: &'static str,
    },
}
