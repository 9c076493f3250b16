//! The analyzer of a file that `inquit train` made, or the built-in one.

use std::path::{Path, PathBuf};
use std::{fs, io};

use inquit_quotes::{Analyzer, Model, ModelError};

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelFileError {
    /// The file cannot be read.
    #[error("cannot read the model {}: {why}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// What is in the file is no model.
    #[error("cannot use {}, make one with `inquit train`: {why}", file.display())]
    Model {
        /// The file.
        file: PathBuf,
        /// What is wrong with its bytes.
        why: ModelError,
    },
}

/// Reads a model from a file.
///
/// # Errors
///
/// If the file cannot be read or is no model.
pub fn read_model(file: &Path) -> Result<Model, ModelFileError> {
    let bytes = fs::read(file).map_err(|why| ModelFileError::Io { file: file.to_owned(), why })?;
    Model::from_bytes(&bytes).map_err(|why| ModelFileError::Model { file: file.to_owned(), why })
}

/// The analyzer with a model, or the built-in one. `fast` leaves out the tagger
/// and keeps the weights of the model.
#[must_use]
pub fn analyzer(model: Option<&Model>, fast: bool) -> Analyzer {
    let analyzer = match model {
        Some(model) => Analyzer::english_plain().with_model(model),
        // a tagger that is not asked is not read
        None if fast => Analyzer::english_plain(),
        None => Analyzer::english(),
    };
    if fast { analyzer.without_tagger() } else { analyzer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_models() {
        let absent = read_model(Path::new("no/such.model")).unwrap_err().to_string();
        assert!(absent.starts_with("cannot read the model no/such.model: "), "{absent}");
        let foreign = read_model(Path::new("Cargo.toml")).unwrap_err().to_string();
        assert!(foreign.starts_with("cannot use Cargo.toml, make one with `inquit train`: these bytes are no "), "{foreign}");
    }
}
