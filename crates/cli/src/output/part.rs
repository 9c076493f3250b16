//! [`Part`]: what a worker has made for one output.

use super::brat::Standoff;
use super::cells::Cells;
use super::xlsx::Sheet;

/// What the documents of a batch come to in one output.
#[derive(Debug)]
pub(crate) enum Part {
    /// Whole lines or elements.
    Bytes(Vec<u8>),
    /// Whole rows.
    Cells(Cells),
    /// Whole rows and their speakers.
    Sheet(Box<Sheet>),
    /// Whole documents.
    Files(Vec<Standoff>),
}

/// How much a [`Part`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(usize, usize);

impl Part {
    /// What it holds now.
    pub(crate) fn mark(&self) -> Mark {
        match self {
            Part::Bytes(bytes) => Mark(bytes.len(), 0),
            Part::Cells(cells) => Mark(cells.len(), 0),
            Part::Sheet(sheet) => Mark(sheet.rows.len(), sheet.speakers.len()),
            Part::Files(files) => Mark(files.len(), 0),
        }
    }

    /// Takes away what came after `mark`.
    pub(crate) fn truncate(&mut self, mark: Mark) {
        match self {
            Part::Bytes(bytes) => bytes.truncate(mark.0),
            Part::Cells(cells) => cells.truncate(mark.0),
            Part::Sheet(sheet) => {
                sheet.rows.truncate(mark.0);
                sheet.speakers.truncate(mark.1);
            }
            Part::Files(files) => files.truncate(mark.0),
        }
    }
}
