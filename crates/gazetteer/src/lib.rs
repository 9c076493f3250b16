//! A dictionary of people, organizations and countries, and a fast matcher
//! that finds their names in text.
mod builder;
mod context;
mod curated;
mod entity;
mod error;
mod find;
mod fold;
mod formats;
mod gazetteer;
mod index;
mod lists;
mod resolve;
mod scan;
mod span;
mod spelling;
mod surname;
mod table;

pub use builder::{Builder, OnDuplicate};
pub use entity::{Entity, EntityId, EntityKind, Gender, Name, NameClass, Office, UnknownKind};
pub use error::Error;
pub use find::{Case, FindIter, FindOptions, Match, Overlap, Weak};
pub use gazetteer::{Candidate, Gazetteer};
pub use lists::{GivenNames, Honorific, Honorifics, Nicknames, name_particles};
pub use resolve::Context;
pub use span::Span;
