//! [`Document`]: a text cut into paragraphs, sentences and tokens.
//!
//! Input: any text. Output: positions only; the text is never altered and no
//! part of it copied. A paragraph is a non-empty line, or several of a text that
//! is broken to a width; a token never crosses a line, a sentence never crosses
//! a paragraph. Nothing here knows quotations, names or speakers.

use std::ops::Range;

use inquit_gazetteer::Span;

use crate::segment;

/// A text and where its parts stand. Immutable once parsed.
#[derive(Clone, Debug, Default)]
pub struct Document<'t> {
    text: &'t str,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) tokens: Vec<Token>,
    /// ordinal of the sentence of each token
    sentence_at: Vec<u32>,
    /// ordinal of the paragraph of each sentence
    paragraph_at: Vec<u32>,
}

/// A non-empty line, or several lines that go on with one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`]; never empty.
    pub tokens: Range<usize>,
    /// Its sentences, as indices into [`Document::sentences`]; never empty.
    pub sentences: Range<usize>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`]; never empty.
    pub tokens: Range<usize>,
}

/// A word, number or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether its first character is an upper-case letter.
    pub capital: bool,
    /// The byte of a token that is one ASCII sign, else 0.
    pub(crate) sign: u8,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, inner hyphens, apostrophes and dots.
    Word,
    /// Starts with a digit, a currency sign and a digit included.
    Number,
    /// A quotation mark or apostrophe on its own.
    Mark,
    /// Any other sign.
    Sign,
}

impl<'t> Document<'t> {
    /// Cuts `text` up. Takes time and memory linear in its length; cannot fail.
    ///
    /// ```
    /// use inquit_quotes::Document;
    /// let document = Document::parse("Mr. Okoro left. “Fine,” he said.");
    /// assert_eq!(document.sentences().len(), 2);
    /// assert_eq!(document.word(0), "Mr.");
    /// ```
    #[must_use]
    pub fn parse(text: &'t str) -> Document<'t> {
        let mut document = Document {
            text,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::with_capacity(text.len() / 5),
            sentence_at: Vec::new(),
            paragraph_at: Vec::new(),
        };
        for lines in segment::paragraphs(text) {
            let first = document.tokens.len();
            for line in lines {
                segment::tokenize(text, line, &mut document.tokens);
            }
            let tokens = first..document.tokens.len();
            if tokens.is_empty() {
                continue;
            }
            let first_sentence = document.sentences.len();
            segment::split_sentences(text, &document.tokens, tokens.clone(), &mut document.sentences);
            document.paragraphs.push(Paragraph {
                span: cover(&document.tokens[tokens.clone()]),
                tokens,
                sentences: first_sentence..document.sentences.len(),
            });
        }
        document.sentence_at.reserve(document.tokens.len());
        for (ordinal, sentence) in (0..).zip(&document.sentences) {
            document.sentence_at.extend(std::iter::repeat_n(ordinal, sentence.tokens.len()));
        }
        for (ordinal, paragraph) in (0..).zip(&document.paragraphs) {
            document.paragraph_at.extend(std::iter::repeat_n(ordinal, paragraph.sentences.len()));
        }
        document
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Paragraphs in text order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Sentences of all paragraphs in text order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Tokens of all paragraphs in text order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The text of token `index`, or `""` past the last one.
    #[must_use]
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// From the first byte of the first token to the last byte of the last;
    /// empty for an empty range.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens.get(tokens).map_or(Span::default(), cover)
    }

    /// Ordinal of the paragraph that holds token `index`; their number past the last token.
    #[must_use]
    pub fn paragraph_of(&self, index: usize) -> usize {
        self.paragraph_at.get(self.sentence_of(index)).map_or(self.paragraphs.len(), |&ordinal| ordinal as usize)
    }

    /// Ordinal of the sentence that holds token `index`; their number past the last token.
    #[must_use]
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentence_at.get(index).map_or(self.sentences.len(), |&ordinal| ordinal as usize)
    }

    /// Index of the first token that ends after byte `offset`.
    #[must_use]
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= offset)
    }

    /// The tokens that a span touches.
    #[must_use]
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        let start = self.token_at(span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        start..end.max(start)
    }
}

/// The part of a sorted list that lies in `range`; `at` tells the places in it.
pub(crate) fn within<'l, T>(list: &'l [T], range: &Range<usize>, at: impl Fn(&T) -> usize) -> &'l [T] {
    let start = list.partition_point(|item| at(item) < range.start);
    let rest = &list[start..];
    &rest[..rest.partition_point(|item| at(item) < range.end)]
}

fn cover(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start(), last.span.end()),
        _ => Span::default(),
    }
}
