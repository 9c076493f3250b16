//! The fields of a gold file, and where their strings stand in its text.

use std::path::Path;

use inquit_quotes::Span;
use serde::Deserialize;

use super::{GoldError, GoldQuote};
use crate::annotation::Type;

/// An empty kind belongs to an empty string beside it.
const KINDS: &[&str] = &["person", "organization", "country", "group", "unknown", ""];
const MENTION_KINDS: &[&str] = &["name", "role", "pronoun", "organization", "country", "group", "none", ""];
const CLASSES: &[&str] = &["speech", "thought", "attitude", "act"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) id: String,
    pub(super) about: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) quote: Vec<QuoteRow>,
    #[serde(default)]
    pub(super) not_quote: Vec<NotQuoteRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuoteRow {
    pub(super) content: Vec<String>,
    #[serde(default)]
    pub(super) cue: String,
    #[serde(default)]
    pub(super) mention: String,
    #[serde(default)]
    pub(super) speaker: String,
    pub(super) kind: String,
    pub(super) mention_kind: String,
    #[serde(rename = "type")]
    pub(super) quote_type: Type,
    pub(super) class: String,
    #[serde(default)]
    pub(super) nested: bool,
    pub(super) content_after: Option<String>,
    pub(super) cue_after: Option<String>,
    pub(super) mention_after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotQuoteRow {
    pub(super) text: String,
    pub(super) reason: String,
}

/// Looks up the strings of one annotation.
pub(super) struct Finder<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    /// 1-based number of the annotation.
    pub(super) number: usize,
}

impl Finder<'_> {
    /// The spans of an annotation; its content is searched from `start`.
    pub(super) fn quote(&self, row: QuoteRow, start: usize) -> Result<GoldQuote, GoldError> {
        self.check("kind", &row.kind, KINDS)?;
        self.check("mention_kind", &row.mention_kind, MENTION_KINDS)?;
        self.check("class", &row.class, CLASSES)?;
        let mut from = match &row.content_after {
            Some(anchor) => self.first("content_after", anchor, 0)?.end(),
            None => start,
        };
        let mut content = Vec::new();
        for piece in &row.content {
            let span = self.first("content", piece, from)?;
            from = span.end();
            content.push(span);
        }
        if content.is_empty() {
            return Err(self.missing("content", ""));
        }
        Ok(GoldQuote {
            cue: self.beside("cue", &row.cue, ("cue_after", row.cue_after.as_deref()), &content)?,
            mention: self.beside("mention", &row.mention, ("mention_after", row.mention_after.as_deref()), &content)?,
            content,
            speaker: (!row.speaker.is_empty()).then_some(row.speaker),
            kind: row.kind,
            mention_kind: row.mention_kind,
            quote_type: row.quote_type,
            class: row.class,
            nested: row.nested,
        })
    }

    fn check(&self, field: &'static str, value: &str, allowed: &'static [&'static str]) -> Result<(), GoldError> {
        if allowed.contains(&value) {
            return Ok(());
        }
        Err(GoldError::Value { path: self.path.to_owned(), number: self.number, field, value: value.to_owned(), allowed })
    }

    fn missing(&self, field: &'static str, text: &str) -> GoldError {
        GoldError::Missing { path: self.path.to_owned(), table: "quote", number: self.number, field, text: text.to_owned() }
    }

    fn first(&self, field: &'static str, wanted: &str, from: usize) -> Result<Span, GoldError> {
        occurrences(self.text, wanted, from).next().ok_or_else(|| self.missing(field, wanted))
    }

    fn beside(
        &self,
        field: &'static str,
        wanted: &str,
        (anchor_field, anchor): (&'static str, Option<&str>),
        content: &[Span],
    ) -> Result<Option<Span>, GoldError> {
        if wanted.is_empty() {
            return Ok(None);
        }
        if let Some(anchor) = anchor {
            let from = self.first(anchor_field, anchor, 0)?.end();
            return self.first(field, wanted, from).map(Some);
        }
        let distance = |span: &Span| content.iter().map(|piece| gap(*piece, *span)).min();
        // `min_by_key` keeps the first of equals: going backwards, that is the later one.
        let mut all: Vec<Span> = occurrences(self.text, wanted, 0).collect();
        all.reverse();
        all.into_iter().min_by_key(distance).map(Some).ok_or_else(|| self.missing(field, wanted))
    }
}

/// Bytes between two spans; 0 where they touch.
fn gap(a: Span, b: Span) -> usize {
    a.start().max(b.start()).saturating_sub(a.end().min(b.end()))
}

/// Where `wanted` stands in `text` as whole words, from byte `from` on.
pub(super) fn occurrences<'a>(text: &'a str, wanted: &'a str, from: usize) -> impl Iterator<Item = Span> + 'a {
    let joins = |a: Option<char>, b: Option<char>| a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric);
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find(wanted)?;
            let end = start + wanted.len();
            at = start + wanted.chars().next()?.len_utf8();
            let cut = joins(text[..start].chars().next_back(), wanted.chars().next())
                || joins(wanted.chars().next_back(), text[end..].chars().next());
            if !cut {
                return Some(Span::new(start, end));
            }
        }
    })
}
