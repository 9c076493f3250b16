//! [`Extractor`]: what finds quotations, as it was asked for.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_pyarrow::PyArrowType;
use inquit_quotes::{Class, Model, QuoteType};
use inquit_table::{Document, Selection, analyzer, class_name, read_model, type_name};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::engine::{self, Engine};
use crate::error;
use crate::gazetteer::Gazetteer;
use crate::many::Quotes;
use crate::quote::Quote;
use crate::reader::{Reader, columns};
use crate::words::Words;

const TYPES: [QuoteType; 3] = [QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect];
const CLASSES: [Class; 4] = [Class::Speech, Class::Thought, Class::Attitude, Class::Act];

/// Finds the quotations of texts. Immutable; threads may share it.
#[pyclass(module = "inquit", frozen)]
pub(crate) struct Extractor {
    engine: Arc<Engine>,
    /// What it was made of, for other processes.
    made_of: MadeOf,
}

struct MadeOf {
    model: Option<Model>,
    /// Another than the built-in one.
    gazetteer: Option<inquit_gazetteer::Gazetteer>,
    fast: bool,
}

impl Extractor {
    fn made(py: Python<'_>, made_of: MadeOf, selection: Selection) -> Extractor {
        let engine = py.detach(|| {
            let analyzer = analyzer(made_of.model.as_ref(), made_of.fast);
            let analyzer = match &made_of.gazetteer {
                Some(gazetteer) => analyzer.with_gazetteer(gazetteer.clone()),
                None => analyzer,
            };
            Engine::new(analyzer, selection)
        });
        Extractor { engine: Arc::new(engine), made_of }
    }
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (*, model = None, gazetteer = None, types = None, classes = None, min_confidence = 0.0, fast = false))]
    fn new(
        py: Python<'_>,
        model: Option<PathBuf>,
        gazetteer: Option<&Bound<'_, PyAny>>,
        types: Option<&Bound<'_, PyAny>>,
        classes: Option<&Bound<'_, PyAny>>,
        min_confidence: f32,
        fast: bool,
    ) -> PyResult<Extractor> {
        let selection = selection(types, classes, min_confidence)?;
        let model = model.map(|path| py.detach(|| read_model(&path))).transpose().map_err(|why| error::of_model(&why))?;
        let gazetteer = gazetteer.map(|given| match given.cast::<Gazetteer>() {
            Ok(given) => Ok(Some(given.get()).filter(|given| !given.built_in).map(|given| given.inner.clone())),
            Err(_) => Gazetteer::read(py, given.extract::<PathBuf>()?).map(Some),
        });
        let made_of = MadeOf { model, gazetteer: gazetteer.transpose()?.flatten(), fast };
        Ok(Extractor::made(py, made_of, selection))
    }

    /// One as another process has it: bytes of files instead of files.
    #[staticmethod]
    fn _from_state(
        py: Python<'_>,
        model: Option<&[u8]>,
        gazetteer: Option<&[u8]>,
        types: &Bound<'_, PyAny>,
        classes: &Bound<'_, PyAny>,
        min_confidence: f32,
        fast: bool,
    ) -> PyResult<Extractor> {
        let model = model.map(Model::from_bytes).transpose().map_err(|why| PyValueError::new_err(why.to_string()))?;
        let gazetteer = gazetteer.map(Gazetteer::compiled).transpose()?;
        Ok(Extractor::made(py, MadeOf { model, gazetteer, fast }, selection(Some(types), Some(classes), min_confidence)?))
    }

    /// The arguments of `_from_state` that make such a one, equal where they are.
    fn _state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let MadeOf { model, gazetteer, fast } = &self.made_of;
        let model = model.as_ref().map(|model| PyBytes::new(py, &py.detach(|| model.to_bytes())));
        let gazetteer = match gazetteer {
            Some(gazetteer) => Some(PyBytes::new(py, &py.detach(|| Gazetteer::bytes(gazetteer))?)),
            None => None,
        };
        let Selection { types, classes, min_confidence, .. } = &self.engine.selection;
        let types = PyTuple::new(py, types.iter().map(|&one| type_name(one)))?;
        let classes = PyTuple::new(py, classes.iter().map(|&class| class_name(class)))?;
        (model, gazetteer, types, classes, *min_confidence, *fast).into_pyobject(py)
    }

    #[pyo3(signature = (text, *, id = None))]
    fn extract(&self, py: Python<'_>, text: &Bound<'_, PyString>, id: Option<&Bound<'_, PyString>>) -> PyResult<Vec<Quote>> {
        let text = Words::new(text)?;
        let id = id.map(Words::new).transpose()?;
        let document = Document { id: id.as_deref().unwrap_or("0").into(), text: (&*text).into(), ..Document::default() };
        let found = py.detach(|| {
            let quotes = self.engine.quotes(&[&document.text]).pop().flatten();
            self.engine.rows(&document, quotes, |records| records.iter().map(Quote::new).collect())
        });
        found.map_err(PyRuntimeError::new_err)
    }

    #[pyo3(signature = (texts, *, threads = None))]
    fn extract_many(&self, texts: &Bound<'_, PyAny>, threads: Option<usize>) -> PyResult<Quotes> {
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("texts is one str; give a list of them, or use extract"));
        }
        Ok(Quotes::new(Arc::clone(&self.engine), engine::pool(threads)?, texts.try_iter()?.unbind()))
    }

    /// A reader of rows for a reader of batches with a column `text` and, as
    /// there are, `id`, `title`, `date` and `url`.
    fn _batches(
        &self,
        batches: PyArrowType<RecordBatchStreamReader>,
        errors: bool,
        threads: Option<usize>,
    ) -> PyResult<PyArrowType<Box<dyn RecordBatchReader + Send>>> {
        let places = columns(&batches.0.schema()).map_err(PyValueError::new_err)?;
        // One thread works where it is asked.
        let pool = if threads == Some(1) { None } else { Some(engine::pool(threads)?) };
        Ok(PyArrowType(Box::new(Reader::new(batches.0, places, Arc::clone(&self.engine), errors, pool))))
    }

    fn __repr__(&self) -> String {
        let Selection { types, classes, min_confidence, .. } = &self.engine.selection;
        let types: Vec<&str> = types.iter().map(|&one| type_name(one)).collect();
        let classes: Vec<&str> = classes.iter().map(|&class| class_name(class)).collect();
        let fast = if self.made_of.fast { ", fast" } else { "" };
        format!("<Extractor of {} {} from {min_confidence}{fast}>", types.join("/"), classes.join("/"))
    }
}

/// Which quotations are taken.
fn selection(types: Option<&Bound<'_, PyAny>>, classes: Option<&Bound<'_, PyAny>>, min_confidence: f32) -> PyResult<Selection> {
    if !(0.0..=1.0).contains(&min_confidence) {
        return Err(PyValueError::new_err("min_confidence: expected a number from 0 to 1"));
    }
    let usual = Selection::usual();
    Ok(Selection {
        types: chosen("types", types, &TYPES, type_name)?.unwrap_or(usual.types),
        classes: chosen("classes", classes, &CLASSES, class_name)?.unwrap_or(usual.classes),
        min_confidence,
        ..usual
    })
}

/// Those of `all` that a word or words name.
fn chosen<T: Copy + PartialEq>(
    argument: &str,
    given: Option<&Bound<'_, PyAny>>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> PyResult<Option<Vec<T>>> {
    let Some(given) = given else { return Ok(None) };
    let words = match given.extract::<String>() {
        Ok(word) => vec![word],
        Err(_) => given.try_iter()?.map(|word| word?.extract::<String>()).collect::<PyResult<Vec<String>>>()?,
    };
    if words.iter().any(|word| word == "all") {
        return Ok(Some(all.to_vec()));
    }
    if let Some(wrong) = words.iter().find(|&word| !all.iter().any(|&one| name(one) == word)) {
        let known: Vec<&str> = all.iter().map(|&one| name(one)).collect();
        return Err(PyValueError::new_err(format!("invalid value '{wrong}' for {argument} [possible values: {}]", known.join(", "))));
    }
    if words.is_empty() {
        return Err(PyValueError::new_err(format!("{argument} is empty, so that nothing would be found; leave it out for the usual ones")));
    }
    Ok(Some(all.iter().copied().filter(|&one| words.iter().any(|word| word == name(one))).collect()))
}
