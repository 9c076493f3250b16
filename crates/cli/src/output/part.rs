//! [`Part`]: what a worker has made for one output.

/// What the documents of a batch come to in one output.
#[derive(Debug)]
pub(crate) enum Part {
    /// Whole lines or elements.
    Bytes(Vec<u8>),
}

/// How much a [`Part`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(usize);

impl Part {
    /// What it holds now.
    pub(crate) fn mark(&self) -> Mark {
        match self {
            Part::Bytes(bytes) => Mark(bytes.len()),
        }
    }

    /// Takes away what came after `mark`.
    pub(crate) fn truncate(&mut self, mark: Mark) {
        match self {
            Part::Bytes(bytes) => bytes.truncate(mark.0),
        }
    }
}
