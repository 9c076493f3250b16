//! Shared code of the end-to-end tests.
