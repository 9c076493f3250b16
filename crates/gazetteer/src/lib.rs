//! A dictionary of people, organizations and countries.
mod span;
pub use span::Span;
