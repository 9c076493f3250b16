//! Rows as bytes: one file for each format.
//!
//! [`args`] are the flags and [`plan`] what they ask for: a list of outputs,
//! each a place and an [`Encoder`]. Workers call [`Encoder::write`] with the
//! rows of one document, for each output; what they make is a [`Part`]. One
//! thread hands the parts, in order, to [`Outputs`], which puts them together
//! ([`sink`]) and into files ([`target`]). All tables have the same [`columns`].

pub(crate) mod args;
mod brat;
mod cells;
pub(crate) mod columns;
mod csv;
mod encoder;
pub(crate) mod extension;
mod folder;
mod format;
mod jsonl;
mod outputs;
#[cfg(feature = "parquet")]
mod parquet;
mod part;
pub(crate) mod partial;
pub(crate) mod plan;
mod predictions;
mod sink;
pub(crate) mod target;
mod tei;
mod web_annotation;
mod xlsx;
mod xml;

pub(crate) use self::csv::is_formula;
pub(crate) use encoder::Encoder;
pub(crate) use format::Format;
pub(crate) use outputs::Outputs;
pub(crate) use part::{Mark, Part};
