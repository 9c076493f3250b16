//! The Python package `inquit`, the part that is written in Rust.
//!
//! `extractor` finds quotations with `engine`; they become `quote`s, in
//! order for many texts (`many`), or batches of Arrow (`reader`).
//! `gazetteer` is the dictionary, `words` are the strings of Python, and
//! `error` says what is wrong in the words of the command line.
//!
//! Nothing is analysed while Python's lock is held.

mod engine;
mod error;
mod extractor;
mod gazetteer;
mod many;
mod quote;
mod reader;
mod words;

use arrow_pyarrow::PyArrowType;
use arrow_schema::Schema;
use inquit_table::COLUMNS;
use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
fn _inquit(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(_schema, module)?)?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<many::Quotes>()?;
    module.add_class::<quote::Quote>()?;
    module.add_class::<quote::Piece>()?;
    module.add_class::<quote::Speaker>()?;
    module.add_class::<quote::Step>()?;
    module.add_class::<quote::Mention>()?;
    module.add_class::<quote::Cue>()?;
    module.add_class::<gazetteer::Entity>()?;
    module.add_class::<gazetteer::Match>()?;
    module.add_class::<gazetteer::Gazetteer>()?;
    Ok(())
}

/// The schema of rows, with or without a column of errors.
#[pyfunction]
fn _schema(errors: bool) -> PyArrowType<Schema> {
    PyArrowType(Schema::clone(&inquit_table::schema(&COLUMNS, errors)))
}
