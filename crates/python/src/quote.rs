//! [`Quote`] and its parts: what [`Record`] holds, for Python.

use inquit_table::{COLUMNS, Link, Record, Value, joined};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::gazetteer::Entity;

/// One attributed quotation.
#[pyclass(module = "inquit", frozen, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Quote {
    /// The document.
    #[pyo3(get)]
    doc_id: String,
    /// The document and the number of the quotation in it, from 1.
    #[pyo3(get)]
    quote_id: String,
    /// direct, mixed or indirect.
    #[pyo3(get)]
    r#type: &'static str,
    /// speech, thought, attitude or act.
    #[pyo3(get)]
    class_: &'static str,
    /// The content verbatim, pieces joined by " … ".
    #[pyo3(get)]
    text: String,
    /// The pieces of the content, in text order.
    #[pyo3(get)]
    content: Vec<Piece>,
    /// Who speaks: none if unknown, several for a joint statement.
    #[pyo3(get)]
    speakers: Vec<Speaker>,
    /// The words that name the speaker, or None.
    #[pyo3(get)]
    mention: Option<Mention>,
    /// The words that report, or None.
    #[pyo3(get)]
    cue: Option<Cue>,
    /// The rule that found the quotation.
    #[pyo3(get)]
    method: &'static str,
    /// Probability, 0 to 1, that content and mention are both right.
    #[pyo3(get)]
    confidence: f64,
    /// Where the content begins, in code points.
    #[pyo3(get)]
    start: usize,
    /// Where the content ends, in code points, exclusive.
    #[pyo3(get)]
    end: usize,
    /// quote_id of the quotation that holds this one, or None.
    #[pyo3(get)]
    nested_in: Option<String>,
    /// The paragraph where the content begins, from 0.
    #[pyo3(get)]
    paragraph: usize,
    /// The sentence of the document where the content begins, from 0.
    #[pyo3(get)]
    sentence: usize,
    /// What the gazetteer knows of the content, in text order.
    #[pyo3(get)]
    entities: Vec<Entity>,
    /// As the columns have them.
    cells: Vec<Cell>,
    /// The line of JSONL, or why there is none.
    json: Result<String, String>,
}

/// The cell of a column.
#[derive(Clone)]
enum Cell {
    Empty,
    Text(String),
    Integer(usize),
    Real(f64),
}

impl Quote {
    pub(crate) fn new(record: &Record<'_>) -> Quote {
        let owned = |text: &Option<&str>| text.map(str::to_owned);
        Quote {
            doc_id: record.doc_id.to_owned(),
            quote_id: record.quote_id.clone(),
            r#type: record.quote_type,
            class_: record.class,
            text: record.text.clone(),
            content: record.content.iter().map(|p| Piece { start: p.start, end: p.end, text: p.text.to_owned() }).collect(),
            speakers: record.speakers.iter().map(Speaker::new).collect(),
            mention: record.mention.as_ref().map(|m| Mention { text: m.text.to_owned(), kind: m.kind, start: m.start, end: m.end }),
            cue: record.cue.as_ref().map(|c| Cue { text: c.text.to_owned(), lemma: c.lemma.to_owned(), start: c.start, end: c.end }),
            method: record.method,
            confidence: record.confidence,
            start: record.start().unwrap_or(0),
            end: record.end().unwrap_or(0),
            nested_in: record.nested_in.clone(),
            paragraph: record.paragraph,
            sentence: record.sentence,
            entities: record.entities.iter().map(|e| Entity::new(owned(&e.id), e.name, e.kind)).collect(),
            cells: COLUMNS.iter().map(|column| Cell::new(column.value(record))).collect(),
            json: serde_json::to_string(record).map_err(|error| error.to_string()),
        }
    }

    /// The cell of the column `name`.
    fn cell<'py>(&self, name: &str, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let place = COLUMNS.iter().position(|column| column.name == name);
        place.and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Empty).object(py)
    }
}

impl Cell {
    fn new(value: Value<'_>) -> Cell {
        match value {
            Value::Empty => Cell::Empty,
            Value::Text(words) => Cell::Text(words.into_owned()),
            Value::Integer(number) => Cell::Integer(number),
            Value::Real(number) => Cell::Real(number),
        }
    }

    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Cell::Empty => Ok(py.None().into_bound(py)),
            Cell::Text(words) => words.into_bound_py_any(py),
            Cell::Integer(number) => number.into_bound_py_any(py),
            Cell::Real(number) => number.into_bound_py_any(py),
        }
    }
}

#[pymethods]
impl Quote {
    /// Resolved names, joined by "; ", or None.
    #[getter]
    fn speaker<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.cell("speaker", py)
    }

    /// Their ids in the gazetteer, joined by "; ", or None.
    #[getter]
    fn speaker_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.cell("speaker_id", py)
    }

    /// What all of them are; group where they differ; None of nobody.
    #[getter]
    fn speaker_kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.cell("speaker_kind", py)
    }

    /// The row of the table: a dict of the columns, in their order.
    fn to_row<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        for (column, cell) in COLUMNS.iter().zip(&self.cells) {
            row.set_item(&*column.name, cell.object(py)?)?;
        }
        Ok(row)
    }

    /// The line of JSONL that the command writes for this quotation, as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json()?,))
    }

    /// The line of JSONL that the command writes for this quotation.
    fn to_json(&self) -> PyResult<&str> {
        self.json.as_deref().map_err(|error| PyValueError::new_err(error.clone()))
    }

    fn __repr__(&self) -> String {
        let speaker = self.speakers.iter().map(|speaker| speaker.name.as_str());
        format!("<Quote {:?} {}: {:?} by {:?}>", self.quote_id, self.r#type, self.text, joined(speaker))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Quote>().is_ok_and(|other| other.get().json == self.json)
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.quote_id.hash(&mut hasher);
        hasher.finish()
    }
}

/// A stretch of content.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Piece {
    start: usize,
    end: usize,
    text: String,
}

/// The words that name the speaker.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Mention {
    text: String,
    kind: &'static str,
    start: usize,
    end: usize,
}

/// The words that report.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Cue {
    text: String,
    lemma: String,
    start: usize,
    end: usize,
}

/// Who speaks, and how we know.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Speaker {
    name: String,
    id: Option<String>,
    kind: &'static str,
    local_id: Option<String>,
    other_ids: Vec<String>,
    chain: Vec<Step>,
}

/// A step from the words of the mention to the speaker.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Step {
    mention: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    id: Option<String>,
    rule: &'static str,
}

impl Speaker {
    fn new(voice: &inquit_table::Voice<'_>) -> Speaker {
        let step = |link: &Link<'_>| match *link {
            Link::Words { mention, start, end, rule } => {
                Step { mention: Some(mention.to_owned()), start: Some(start), end: Some(end), id: None, rule }
            }
            Link::Entity { id, rule } => Step { mention: None, start: None, end: None, id: Some(id.to_owned()), rule },
        };
        Speaker {
            name: voice.name.to_owned(),
            id: voice.id.map(str::to_owned),
            kind: voice.kind,
            local_id: voice.local_id.clone(),
            other_ids: voice.other_ids.iter().map(|&id| id.to_owned()).collect(),
            chain: voice.chain.iter().map(step).collect(),
        }
    }
}

macro_rules! shown {
    ($($kind:ident: $($field:ident)+;)+) => {$(
        #[pymethods]
        impl $kind {
            fn __repr__(&self) -> String {
                let fields = [$(format!(concat!(stringify!($field), "={:?}"), self.$field)),+];
                format!(concat!("<", stringify!($kind), " {}>"), fields.join(" "))
            }
        }
    )+};
}

shown! {
    Piece: start end text;
    Mention: text kind start end;
    Cue: text lemma start end;
    Speaker: name id kind;
    Step: mention start end id rule;
}
