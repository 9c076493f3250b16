//! [`Quotes`]: the quotations of many texts, one text after another.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, mpsc};

use inquit_table::Document;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyString, PyTuple};
use rayon::ThreadPool;

use crate::engine::Engine;
use crate::quote::Quote;
use crate::words::Words;

/// Texts on their way for each thread.
const TEXTS_PER_THREAD: usize = 8;
/// Texts that a thread analyses together, which is faster.
const TEXTS_TOGETHER: usize = 4;
/// Bytes after which there are no more of them.
const BYTES_TOGETHER: usize = 128 << 10;
/// Bytes on their way after which no further text is asked for.
const BYTES: usize = 8 << 20;

type Found = Result<Vec<Quote>, String>;

/// Iterates over the quotations of each text, in the order of the texts.
///
/// A few texts for each thread are on their way at a time, so that memory does
/// not grow with the number of texts.
#[pyclass(module = "inquit", frozen)]
pub(crate) struct Quotes {
    engine: Arc<Engine>,
    pool: ThreadPool,
    texts: Py<PyIterator>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What is on its way, oldest first, with its bytes.
    waiting: VecDeque<(mpsc::Receiver<Found>, usize)>,
    bytes: usize,
    /// Texts asked for so far.
    count: u64,
    /// Nothing is asked for any more.
    ended: bool,
    /// Why the texts ended early: told once what came before is told.
    error: Option<PyErr>,
}

impl Quotes {
    pub(crate) fn new(engine: Arc<Engine>, pool: ThreadPool, texts: Py<PyIterator>) -> Quotes {
        Quotes { engine, pool, texts, state: Mutex::default() }
    }

    /// Asks for texts until enough are on their way.
    fn fill(&self, py: Python<'_>, state: &mut State) {
        let most = self.pool.current_num_threads() * TEXTS_PER_THREAD;
        while !state.ended && state.waiting.len() + TEXTS_TOGETHER <= most && state.bytes < BYTES {
            let (mut texts, mut bytes) = (Vec::with_capacity(TEXTS_TOGETHER), 0);
            while !state.ended && texts.len() < TEXTS_TOGETHER && bytes < BYTES_TOGETHER {
                match self.texts.bind(py).clone().next() {
                    None => state.ended = true,
                    Some(item) => match item.and_then(|item| document(&item, state.count)) {
                        Ok((id, text)) => {
                            let (send, receive) = mpsc::channel();
                            state.count += 1;
                            state.bytes += text.len();
                            bytes += text.len();
                            state.waiting.push_back((receive, text.len()));
                            texts.push((id, text, send));
                        }
                        Err(error) => {
                            state.error = Some(error);
                            state.ended = true;
                        }
                    },
                }
            }
            let engine = Arc::clone(&self.engine);
            self.pool.spawn_fifo(move || answer(&engine, texts));
        }
    }
}

/// Sends the quotations of each text on.
fn answer(engine: &Engine, texts: Vec<(String, Words, mpsc::Sender<Found>)>) {
    let words: Vec<&str> = texts.iter().map(|(_, text, _)| &**text).collect();
    let quotes = engine.quotes(&words);
    for ((id, text, send), quotes) in texts.iter().zip(quotes) {
        let document = Document { id: id.as_str().into(), text: (&**text).into(), ..Document::default() };
        let found = engine.rows(&document, quotes, |records| records.iter().map(Quote::new).collect());
        // Where nobody waits any more, nobody misses them.
        let _ = send.send(found.map_err(|why| format!("document {id}: {why}")));
    }
}

#[pymethods]
impl Quotes {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Vec<Quote>>> {
        let busy = || PyRuntimeError::new_err("this iterator is in use by another thread");
        let (receive, bytes) = {
            let mut state = self.state.try_lock().map_err(|_| busy())?;
            self.fill(py, &mut state);
            match state.waiting.pop_front() {
                Some(next) => next,
                None => return state.error.take().map_or(Ok(None), Err),
            }
        };
        // The receiver goes in and comes back: it cannot be shared.
        let found = py.detach(move || receive.recv());
        if let Ok(mut state) = self.state.try_lock() {
            state.bytes = state.bytes.saturating_sub(bytes);
        }
        match found {
            Ok(found) => found.map(Some).map_err(PyRuntimeError::new_err),
            Err(_) => Err(PyRuntimeError::new_err("a thread was lost; this is a bug, please report it")),
        }
    }
}

/// Id and text of what an iterable gave: a string, or a pair of strings.
fn document(item: &Bound<'_, PyAny>, count: u64) -> PyResult<(String, Words)> {
    if let Ok(text) = item.cast::<PyString>() {
        return Ok((count.to_string(), Words::new(text)?));
    }
    let pair = item.cast::<PyTuple>().ok().and_then(|pair| pair.extract::<(Bound<'_, PyString>, Bound<'_, PyString>)>().ok());
    match pair {
        Some((id, text)) => Ok((Words::new(&id)?.to_owned(), Words::new(&text)?)),
        None => {
            let kind = item.get_type().name()?;
            Err(PyTypeError::new_err(format!(
                "text {count} is {kind}, not a str nor a pair (id, text) of them; correct it or leave it out"
            )))
        }
    }
}
