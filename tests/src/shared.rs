//! The annotated news that lies outside the project.
//!
//! The folder is named by `INQUIT_SHARED` (a relative path counts from the
//! workspace) and is `../shared` beside the workspace by default. Its texts
//! are for measuring only and never enter the project, so tests that need them
//! are skipped, loudly, where it is absent.

use std::path::PathBuf;

pub use inquit_eval::documents::{Document, GoldError as SharedError, load};

/// The folder, or `None` if it is not there.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let workspace = crate::tests_folder().join("..");
    let named = std::env::var_os("INQUIT_SHARED").filter(|value| !value.is_empty());
    let folder = workspace.join(named.unwrap_or_else(|| "../shared".into()));
    folder.join("eval").is_dir().then_some(folder)
}

/// The folder; without it, says on standard error that `test` is skipped.
#[must_use]
pub fn folder_or_skip(test: &str) -> Option<PathBuf> {
    let folder = folder();
    if folder.is_none() {
        crate::say(&format!("SKIPPED {test}: no annotated news; INQUIT_SHARED names its folder, ../shared by default"));
    }
    folder
}
