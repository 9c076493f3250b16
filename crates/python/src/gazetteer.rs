//! [`Gazetteer`]: the dictionary of people, organizations and countries.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use inquit_gazetteer::Candidate;
use inquit_table::{Offsets, Unit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error;
use crate::words::Words;

/// What the gazetteer knows by an id.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Entity {
    id: Option<String>,
    name: String,
    kind: String,
}

impl Entity {
    pub(crate) fn new(id: Option<String>, name: &str, kind: &str) -> Entity {
        Entity { id, name: name.to_owned(), kind: kind.to_owned() }
    }
}

#[pymethods]
impl Entity {
    fn __repr__(&self) -> String {
        format!("<Entity {} {:?} {}>", self.id.as_deref().unwrap_or("-"), self.name, self.kind)
    }
}

/// A name that stands in a text.
#[pyclass(module = "inquit", frozen, get_all, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Match {
    start: usize,
    end: usize,
    text: String,
    name_class: &'static str,
    entities: Vec<Entity>,
}

#[pymethods]
impl Match {
    fn __repr__(&self) -> String {
        format!("<Match {}..{} {:?}>", self.start, self.end, self.text)
    }
}

/// Entities and their names. `Gazetteer()` is the built-in one. Immutable; goes to other processes by pickle.
#[pyclass(module = "inquit", frozen, skip_from_py_object)]
#[derive(Clone)]
pub(crate) struct Gazetteer {
    pub(crate) inner: inquit_gazetteer::Gazetteer,
    pub(crate) built_in: bool,
}

impl Gazetteer {
    /// A table or compiled file.
    pub(crate) fn read(py: Python<'_>, path: PathBuf) -> PyResult<inquit_gazetteer::Gazetteer> {
        py.detach(|| inquit_gazetteer::Gazetteer::open(path)).map_err(|why| error::of_gazetteer(&why))
    }

    /// A compiled file in memory.
    pub(crate) fn compiled(bytes: &[u8]) -> PyResult<inquit_gazetteer::Gazetteer> {
        inquit_gazetteer::Gazetteer::read_compiled("bytes", bytes).map_err(|why| error::of_gazetteer(&why))
    }

    /// The bytes of a compiled file.
    pub(crate) fn bytes(gazetteer: &inquit_gazetteer::Gazetteer) -> PyResult<Vec<u8>> {
        let mut bytes = Vec::new();
        gazetteer.write_compiled(&mut bytes).map_err(|why| error::of_gazetteer(&why))?;
        Ok(bytes)
    }

    fn entities(&self, candidates: &[Candidate]) -> Vec<Entity> {
        candidates.iter().filter_map(|candidate| self.inner.get(candidate.entity)).map(entity).collect()
    }
}

#[pymethods]
impl Gazetteer {
    #[new]
    fn new(py: Python<'_>) -> Gazetteer {
        Gazetteer { inner: py.detach(inquit_gazetteer::Gazetteer::curated), built_in: true }
    }

    /// A table (.tsv, .csv, .jsonl) or compiled file, without the built-in data.
    ///
    /// Raises OSError if it cannot be read, ValueError with file and line if it is wrong.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Gazetteer> {
        Ok(Gazetteer { inner: Gazetteer::read(py, path)?, built_in: false })
    }

    /// Tables together, with the built-in data unless `built_in` is False. Raises as `open`.
    #[staticmethod]
    #[pyo3(signature = (*paths, built_in = true))]
    fn build(py: Python<'_>, paths: Vec<PathBuf>, built_in: bool) -> PyResult<Gazetteer> {
        let built = py.detach(|| {
            let mut builder = inquit_gazetteer::Gazetteer::builder();
            if built_in {
                builder.add_curated();
            }
            for path in &paths {
                builder.add_path(path)?;
            }
            builder.build()
        });
        Ok(Gazetteer { inner: built.map_err(|why| error::of_gazetteer(&why))?, built_in: false })
    }

    #[staticmethod]
    fn _from_bytes(bytes: &[u8]) -> PyResult<Gazetteer> {
        Ok(Gazetteer { inner: Gazetteer::compiled(bytes)?, built_in: false })
    }

    /// Writes a compiled file, for `open` and for `inquit extract --gazetteer`.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let named = |why: &dyn std::fmt::Display| format!("cannot write {}: {why}", path.display());
        py.detach(|| {
            let file = File::create(&path).map_err(|why| error::of_file(&why, named(&why)))?;
            self.inner.write_compiled(BufWriter::new(file)).map_err(|why| error::of_gazetteer(&why))
        })
    }

    /// The names that stand in `text`; offsets in code points.
    fn find(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Vec<Match>> {
        let text = Words::new(text)?;
        Ok(py.detach(|| {
            let found = self.inner.find_all(&text);
            let positions = found.iter().flat_map(|found| [found.span.start(), found.span.end()]);
            let offsets = Offsets::new(&text, Unit::Chars, positions);
            let matched = found.iter().filter_map(|found| {
                Some(Match {
                    start: offsets.at(found.span.start()),
                    end: offsets.at(found.span.end()),
                    text: found.span.of(&text).to_owned(),
                    name_class: found.candidates.first()?.class.as_str(),
                    entities: self.entities(found.candidates),
                })
            });
            matched.collect()
        }))
    }

    /// The meanings of a name, best first.
    fn lookup(&self, name: &Bound<'_, PyString>) -> PyResult<Vec<Entity>> {
        Ok(self.entities(self.inner.lookup(&Words::new(name)?)))
    }

    /// The entity of an id, or None.
    fn get(&self, id: &Bound<'_, PyString>) -> PyResult<Option<Entity>> {
        Ok(self.inner.id_of(&Words::new(id)?).and_then(|id| self.inner.get(id)).map(entity))
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        format!("<Gazetteer of {} entities>", self.inner.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let class = py.get_type::<Gazetteer>();
        if self.built_in {
            return Ok((class.into_any(), pyo3::types::PyTuple::empty(py).into_any()));
        }
        let bytes = PyBytes::new(py, &py.detach(|| Gazetteer::bytes(&self.inner))?);
        Ok((class.getattr("_from_bytes")?, (bytes,).into_pyobject(py)?.into_any()))
    }
}

fn entity(entity: &inquit_gazetteer::Entity) -> Entity {
    Entity::new(Some(entity.id.clone()), &entity.name, entity.kind.as_str())
}
