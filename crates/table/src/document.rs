//! [`Document`]: what rows are made of.

use std::borrow::Cow;

/// An article and what its source says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document<'a> {
    /// What rows call it.
    pub id: Cow<'a, str>,
    /// What is read; offsets refer to it.
    pub text: Cow<'a, str>,
    /// Carried over to the rows.
    pub title: Option<Cow<'a, str>>,
    /// Carried over to the rows.
    pub date: Option<Cow<'a, str>>,
    /// Carried over to the rows.
    pub url: Option<Cow<'a, str>>,
    /// Other fields, one for each name of [`crate::Shape::keep`].
    pub kept: Vec<Option<Cow<'a, str>>>,
}
