//! [`Analyzer`]: text in, quotations out.

use inquit_gazetteer::Gazetteer;

use crate::context::Context;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::marks::{QuoteSpan, pair_marks};
use crate::phrases::Phrases;
use crate::quote::Quote;
use crate::tag::tag;

/// Finds and attributes quotations. Cheap to clone, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Analyzer {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

/// What [`Analyzer::analyze`] found in one text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The quotations, sorted by start of content.
    pub quotes: Vec<Quote>,
}

impl Analyzer {
    /// English, with the built-in lexicons and gazetteer.
    #[must_use]
    pub fn english() -> Analyzer {
        Analyzer { gazetteer: Gazetteer::curated(), lexicon: Lexicon::english() }
    }

    /// The gazetteer that entity ids of the results belong to.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The quotations of `text`. Never fails and never panics.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        let document = Document::parse(text);
        let marks = pair_marks(&document);
        let mark_at = marks_by_token(&document, &marks);
        let words = tag(&document, &self.lexicon);
        let phrases = Phrases::find(&document, &words, &self.lexicon);
        let context = Context { document: &document, words: &words, phrases: &phrases, marks: &marks, mark_at: &mark_at, lexicon: &self.lexicon, gazetteer: &self.gazetteer };
        let _ = context;
        Analysis::default()
    }
}

fn marks_by_token(document: &Document<'_>, marks: &[QuoteSpan]) -> Vec<Option<u32>> {
    let mut at = vec![None; document.tokens.len()];
    for (id, span) in (0..).zip(marks) {
        at[span.tokens.clone()].fill(Some(id));
    }
    at
}
