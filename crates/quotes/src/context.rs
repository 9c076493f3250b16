//! [`Layers`] of an analysed text, and the [`Context`] that later stages read.

use inquit_gazetteer::Gazetteer;

use crate::document::Document;
use crate::evidence::Evidence;
use crate::lexicon::{Form, FormId, Lexicon, Lists, Tag};
use crate::marks::QuoteSpan;
use crate::method::Method;
use crate::names::Names;
use crate::phrases::Phrases;
use crate::tag::Words;
use crate::tagger::Labels;

/// What is known of a text before anything is attributed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers<'t> {
    pub(crate) document: Document<'t>,
    pub(crate) marks: Vec<QuoteSpan>,
    pub(crate) mark_at: Vec<Option<u32>>,
    pub(crate) words: Words,
    pub(crate) phrases: Phrases,
    pub(crate) names: Names,
    pub(crate) labels: Labels,
}

/// The layers of a text and what they were read with. No stage alters it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a, 't> {
    pub(crate) document: &'a Document<'t>,
    pub(crate) words: &'a Words,
    pub(crate) phrases: &'a Phrases,
    /// Proper names, titles marked off.
    pub(crate) names: &'a Names,
    /// What stands between quotation marks, in text order.
    pub(crate) marks: &'a [QuoteSpan],
    /// For every token the quotation span (index into `marks`) that holds it, marks included.
    pub(crate) mark_at: &'a [Option<u32>],
    /// What the tagger says of every token; empty without a tagger.
    pub(crate) labels: &'a Labels,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) evidence: &'a Evidence,
    /// What no candidate may come from.
    pub(crate) left_out: &'a [Method],
}

impl<'a, 't> Context<'a, 't> {
    /// The words of token `i`.
    pub(crate) fn word(&self, i: usize) -> &'t str {
        self.document.word(i)
    }

    /// The byte of token `i` if it is one ASCII sign, else 0.
    pub(crate) fn sign(&self, i: usize) -> u8 {
        self.document.tokens.get(i).map_or(0, |token| token.sign)
    }

    /// The tag of token `i`; a sign's past the end.
    pub(crate) fn tag(&self, i: usize) -> Tag {
        self.words.tags.get(i).copied().unwrap_or(Tag::PUNCT)
    }

    /// What the lexicon knows of token `i`.
    pub(crate) fn form(&self, i: usize) -> &'a Form {
        self.lexicon.form(self.form_id(i))
    }

    /// The number of the form of token `i`.
    pub(crate) fn form_id(&self, i: usize) -> FormId {
        self.words.forms.get(i).copied().unwrap_or_default()
    }

    /// The word lists that token `i` is on.
    pub(crate) fn lists(&self, i: usize) -> Lists {
        self.form(i).lists
    }

    /// Whether token `i` is this word, whatever its case (ASCII).
    #[inline]
    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.bytes(i).eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether token `i` is one of these words, whatever their case (ASCII).
    #[inline]
    pub(crate) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let own = self.bytes(i);
        words.iter().any(|word| own.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// The bytes of token `i`, of which a comparison need not know where
    /// characters begin.
    #[inline]
    fn bytes(&self, i: usize) -> &'t [u8] {
        let bytes = self.document.text().as_bytes();
        self.document.tokens.get(i).map_or(&[], |token| &bytes[token.span.start()..token.span.end()])
    }

    /// The quotation span that holds token `i`, its marks included.
    pub(crate) fn mark(&self, i: usize) -> Option<&'a QuoteSpan> {
        self.mark_at.get(i).copied().flatten().and_then(|id| self.marks.get(id as usize))
    }
}
