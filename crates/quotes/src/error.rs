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
