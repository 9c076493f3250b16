//! [`Engine`]: what finds quotations, shared by all threads.

use std::panic::{AssertUnwindSafe, catch_unwind};

use inquit_quotes::Analyzer;
use inquit_table::{Document, Record, Selection, Shape, Unit, records};
use pyo3::PyErr;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What a document says whose analysis crashed.
pub(crate) const CRASHED: &str = "the analysis crashed; this is a bug, please report it";

/// The most threads there may be, as on the command line.
const MOST_THREADS: usize = 1024;

/// An analyzer and which of its quotations are taken.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) analyzer: Analyzer,
    pub(crate) selection: Selection,
    shape: Shape,
}

impl Engine {
    pub(crate) fn new(analyzer: Analyzer, selection: Selection) -> Engine {
        Engine { analyzer, selection, shape: Shape::plain(Unit::Chars) }
    }

    /// What `work` makes of the rows of a document; [`CRASHED`] if it or the
    /// analysis panics: one text must not take the others with it.
    pub(crate) fn rows<T>(&self, document: &Document<'_>, work: impl FnOnce(&[Record<'_>]) -> T) -> Result<T, &'static str> {
        catch_unwind(AssertUnwindSafe(|| {
            let quotes = self.analyzer.analyze(&document.text).quotes;
            work(&records(document, &quotes, self.analyzer.gazetteer(), &self.selection, &self.shape))
        }))
        .map_err(|_| CRASHED)
    }
}

/// Threads that analyse: as many as asked for, else one for each core.
pub(crate) fn pool(threads: Option<usize>) -> Result<ThreadPool, PyErr> {
    // rayon takes 0 for one for each core.
    let threads = match threads {
        None => 0,
        Some(threads) if (1..=MOST_THREADS).contains(&threads) => threads,
        Some(_) => return Err(PyValueError::new_err("threads: expected a number from 1 to 1024")),
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| PyRuntimeError::new_err(format!("cannot start the threads; try a smaller number with threads: {error}")))
}
