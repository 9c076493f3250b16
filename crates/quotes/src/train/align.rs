//! Annotated words brought to the tokens that analysis makes.
//!
//! Input: a text and tags of spans, by whatever tokenisation. Output:
//! sentences of our tokens, each with a tag where the annotation tells one.
//! Where it cuts finer (*New | York-based*) or coarser than we do and the tag
//! cannot be told, there is none and nothing is learned.

use inquit_gazetteer::Span;

use crate::document::{Document, TokenKind};
use crate::tag::{Tag, title_case};

/// A text whose words have part-of-speech tags.
#[derive(Clone, Debug, Default)]
pub struct TaggedText {
    /// The text; its paragraphs are those of a [`Document`].
    pub text: String,
    /// Words and their Penn Treebank tags, in text order. Tags of no known
    /// name and of signs are passed over.
    pub tags: Vec<(Span, String)>,
    /// What a mistake in this text counts; 1 is usual.
    pub weight: f32,
    /// Whether the tags of sentences in title case are right. Parsers take
    /// most of a headline for names.
    pub headlines: bool,
}

/// A sentence to learn from.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
    /// Whether it is written like a headline.
    pub(super) title: bool,
    pub(super) weight: f32,
    /// Whether its tags are right.
    pub(super) trusted: bool,
}

/// A word of it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) kind: TokenKind,
    pub(super) tag: Option<Tag>,
}

/// The sentences of a text, in our tokens.
pub(super) fn sentences(tagged: &TaggedText) -> Vec<Sentence> {
    let document = Document::parse(&tagged.text);
    let mut next = 0;
    let mut out = Vec::with_capacity(document.sentences.len());
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.clone()];
        let title = title_case(tokens);
        let mut words = Vec::with_capacity(tokens.len());
        for token in tokens {
            while tagged.tags.get(next).is_some_and(|(span, _)| span.end() <= token.span.start()) {
                next += 1;
            }
            let parts = tagged.tags[next..].iter().take_while(|(span, _)| span.start() < token.span.end());
            let text = token.span.of(&tagged.text).to_owned();
            let tag = match token.kind {
                TokenKind::Mark | TokenKind::Sign => Some(Tag::PUNCT),
                _ if text.eq_ignore_ascii_case("to") => Some(Tag::TO),
                _ => tag_of(token.span, parts, &tagged.text),
            };
            words.push(Word { text, kind: token.kind, tag });
        }
        out.push(Sentence { words, title, weight: tagged.weight, trusted: tagged.headlines || !title });
    }
    out
}

/// The tag of a token, from the parts that the annotation has of it.
fn tag_of<'a>(token: Span, parts: impl Iterator<Item = &'a (Span, String)>, text: &str) -> Option<Tag> {
    let mut found = Vec::new();
    for (span, tag) in parts {
        if !token.covers(*span) {
            // *won | 't* has two tokens, *wo | n't* two parts that meet elsewhere
            let negation = matches!(span.of(text), "n't" | "n’t");
            return match found.as_slice() {
                [] if negation && span.end() == token.end() => Some(Tag::RB),
                &[verb] if negation => Some(verb),
                _ => None,
            };
        }
        if span.of(text).chars().any(char::is_alphanumeric) {
            found.push(Tag::by_name(tag)?);
        }
    }
    let tag = match *found.as_slice() {
        [tag] => tag,
        // of the parts of a hyphenated word only names and numbers tell
        [.., last] if last.is_name() || found.iter().all(|&tag| tag == Tag::CD) => last,
        _ => return None,
    };
    (!matches!(tag, Tag::LS | Tag::TO | Tag::PUNCT)).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: &[(&str, &str)], expected: &str) {
        let mut at = 0;
        let mut tags = Vec::new();
        for (part, tag) in parts {
            let start = at + text[at..].find(part).unwrap();
            at = start + part.len();
            tags.push((Span::new(start, at), (*tag).to_owned()));
        }
        let tagged = TaggedText { text: text.to_owned(), tags, weight: 1.0, headlines: true };
        let found: Vec<&str> =
            sentences(&tagged).iter().flat_map(|sentence| &sentence.words).map(|word| word.tag.map_or("?", Tag::name)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn tags_of_our_tokens() {
        check(
            "He won't go to Rye.",
            &[("He", "PRP"), ("wo", "MD"), ("n't", "RB"), ("go", "VB"), ("to", "IN"), ("Rye", "NNP"), (".", ".")],
            "PRP MD RB VB TO NNP PUNCT",
        );
        check(
            "a well-made Smith-Jones",
            &[("a", "DT"), ("well", "RB"), ("-", "HYPH"), ("made", "VBN"), ("Smith", "NNP"), ("-", "HYPH"), ("Jones", "NNP")],
            "DT ? NNP",
        );
        check("I wanna", &[("I", "PRP"), ("wan", "VBP"), ("na", "TO")], "PRP ?");
        check("strange names", &[("strange", "XX"), ("names", "NNS")], "? NNS");
    }
}
