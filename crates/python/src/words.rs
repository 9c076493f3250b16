//! [`Words`]: a string of Python as UTF-8, whose code points keep their places.

use std::ops::Deref;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};

/// A string of Python.
pub(crate) enum Words {
    /// As Python holds it; nothing is copied.
    Whole(PyBackedStr),
    /// With U+FFFD for each half of a UTF-16 pair that stands alone, which
    /// Python allows and UTF-8 does not.
    Mended(String),
}

impl Words {
    /// The words of `text`.
    pub(crate) fn new(text: &Bound<'_, PyString>) -> PyResult<Words> {
        if let Ok(whole) = PyBackedStr::try_from(text.clone()) {
            return Ok(Words::Whole(whole));
        }
        let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
        Ok(Words::Mended(mended(bytes.as_bytes())))
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Words::Whole(words) => words,
            Words::Mended(words) => words,
        }
    }
}

/// UTF-8 but for surrogates, each of which becomes one U+FFFD: both have three bytes.
fn mended(bytes: &[u8]) -> String {
    let mut mended = bytes.to_vec();
    for at in 0..mended.len() {
        // No other character begins with ED A0 to ED BF.
        if mended[at] == 0xED && mended.get(at + 1).is_some_and(|&next| next >= 0xA0) && at + 2 < mended.len() {
            mended[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
    }
    String::from_utf8(mended).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
