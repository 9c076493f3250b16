//! What `pair_marks` promises of the spans it makes.

use inquit_quotes::{Document, TokenKind, pair_marks};

use super::is_in;

/// Pairs the marks of bytes as text, in which what is no UTF-8 is replaced.
///
/// # Panics
///
/// If parsing or pairing panics or breaks a promise.
pub fn any_marks(bytes: &[u8]) {
    paired(&String::from_utf8_lossy(bytes));
}

/// Parses a text and pairs its marks.
///
/// # Panics
///
/// If tokens, sentences or paragraphs do not follow each other, or spans of
/// marks overlap, leave their paragraph, or have another number of words than
/// they say.
pub fn paired(text: &str) {
    let document = Document::parse(text);
    let tokens = document.tokens();
    assert!(tokens.iter().all(|token| is_in(text, token.span)), "a token out of the text");
    assert!(tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "tokens overlap");
    let (mut at, mut sentence_at) = (0, 0);
    for paragraph in document.paragraphs() {
        assert!(paragraph.tokens.start == at && paragraph.tokens.end > at, "paragraphs do not follow each other");
        at = paragraph.tokens.end;
    }
    for sentence in document.sentences() {
        assert!(sentence.tokens.start == sentence_at && sentence.tokens.end > sentence_at, "sentences do not follow each other");
        sentence_at = sentence.tokens.end;
        let (first, last) = (sentence.tokens.start, sentence.tokens.end - 1);
        assert_eq!(document.paragraph_of(first), document.paragraph_of(last), "a sentence in two paragraphs");
    }
    assert_eq!((at, sentence_at), (tokens.len(), tokens.len()), "tokens in no paragraph or sentence");
    let spans = pair_marks(&document);
    assert!(spans.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start), "spans overlap: {spans:?}");
    for span in &spans {
        let paragraph = &document.paragraphs()[span.paragraph].tokens;
        assert!(paragraph.start <= span.tokens.start && span.tokens.end <= paragraph.end, "out of its paragraph: {span:?}");
        assert!(span.tokens.start <= span.inner.start && span.inner.end <= span.tokens.end, "not inside: {span:?}");
        let words = tokens[span.inner.clone()].iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        assert_eq!(words.count(), span.words, "{span:?}");
        assert!(span.words > 0, "nothing between marks: {span:?}");
        let is_mark = |at: usize| tokens[at].kind == TokenKind::Mark;
        assert!(is_mark(span.tokens.start) || is_mark(span.tokens.end - 1), "no mark at either end: {span:?}");
        if span.closed && !span.continues {
            assert!(is_mark(span.tokens.start) && is_mark(span.tokens.end - 1), "closed without marks: {span:?}");
        }
    }
}
