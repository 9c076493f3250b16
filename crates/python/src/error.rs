//! Errors as exceptions, in the words of the command line.

use std::io;

use inquit_table::ModelFileError;
use pyo3::PyErr;
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};

/// A model that cannot be used: `OSError` of a file, else `ValueError`.
pub(crate) fn of_model(error: &ModelFileError) -> PyErr {
    match error {
        ModelFileError::Io { why, .. } => of_file(why, error.to_string()),
        _ => PyValueError::new_err(error.to_string()),
    }
}

/// A gazetteer that cannot be used: `OSError` of a file, else `ValueError`.
pub(crate) fn of_gazetteer(error: &inquit_gazetteer::Error) -> PyErr {
    match error {
        inquit_gazetteer::Error::Io { source, .. } => of_file(source, error.to_string()),
        _ => PyValueError::new_err(error.to_string()),
    }
}

/// What is wrong with a file.
pub(crate) fn of_file(why: &io::Error, message: String) -> PyErr {
    match why.kind() {
        io::ErrorKind::NotFound => PyFileNotFoundError::new_err(message),
        _ => PyOSError::new_err(message),
    }
}
