//! [`Engine`]: what finds quotations, shared by all threads.

use std::panic::{AssertUnwindSafe, catch_unwind};

use inquit_quotes::{Analyzer, Quote};
use inquit_table::{CRASHED, Document, Record, Selection, Shape, Unit, analyze_guarded, records};
use pyo3::PyErr;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use rayon::{ThreadPool, ThreadPoolBuilder};

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

    /// The quotations of each text, for [`rows`](Engine::rows).
    pub(crate) fn quotes(&self, texts: &[&str]) -> Vec<Option<Vec<Quote>>> {
        analyze_guarded(&self.analyzer, texts)
    }

    /// What `work` makes of the rows of a document; [`CRASHED`] if it panics or
    /// the analysis did: one text must not take the others with it.
    pub(crate) fn rows<T>(
        &self,
        document: &Document<'_>,
        quotes: Option<Vec<Quote>>,
        work: impl FnOnce(&[Record<'_>]) -> T,
    ) -> Result<T, &'static str> {
        let quotes = quotes.ok_or(CRASHED)?;
        let rows = || work(&records(document, &quotes, self.analyzer.gazetteer(), &self.selection, &self.shape));
        catch_unwind(AssertUnwindSafe(rows)).map_err(|_| CRASHED)
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
