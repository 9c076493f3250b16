//! Part-of-speech tags by a hidden Markov model of neighbouring tags.
//!
//! Input: a document and the lexicon. Output: a [`Tag`] and a word form for
//! every token. Viterbi's algorithm over the two to four tags that a word can
//! have; cost is linear in the text. It decides whether *claims* is a verb,
//! nothing else: no names, no clauses.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::lexicon::{Case, Emission, FormId, Lexicon, Tag, UNKNOWN};

/// What is known of every token after tagging.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) forms: Vec<FormId>,
    pub(crate) tags: Vec<Tag>,
    /// Whether each sentence is written like a headline.
    pub(crate) title_case: Vec<bool>,
}

const SIGN: [Emission; 1] = [(Tag::PUNCT, 0.0)];
const NUMBER: [Emission; 1] = [(Tag::CD, 0.0)];

/// Looks every token up and tags it.
pub(crate) fn tag(document: &Document<'_>, lexicon: &Lexicon) -> Words {
    let forms = document
        .tokens
        .iter()
        .enumerate()
        .map(|(i, token)| if token.kind == TokenKind::Word { lexicon.find(document.word(i)) } else { UNKNOWN })
        .collect();
    let mut words =
        Words { forms, tags: vec![Tag::PUNCT; document.tokens.len()], title_case: Vec::with_capacity(document.sentences.len()) };
    let mut viterbi = Viterbi::default();
    for sentence in &document.sentences {
        let case = title_case(document, &sentence.tokens);
        words.title_case.push(case);
        viterbi.run(document, lexicon, &sentence.tokens, case, &mut words);
    }
    words
}

/// Whether most longer words of the sentence are capitalised, as in a headline.
fn title_case(document: &Document<'_>, range: &Range<usize>) -> bool {
    let (mut capital, mut small) = (0, 0);
    for token in &document.tokens[range.clone()] {
        if token.kind == TokenKind::Word && token.span.len() > 3 {
            if token.capital {
                capital += 1;
            } else {
                small += 1;
            }
        }
    }
    capital >= 3 && capital > 2 * small
}

/// Scratch space of the decoder.
#[derive(Default)]
struct Viterbi {
    /// best score of each tag of each token, and which tag of the token before it came from
    cells: Vec<(Tag, f32, u8)>,
    starts: Vec<usize>,
}

impl Viterbi {
    fn run(&mut self, document: &Document<'_>, lexicon: &Lexicon, range: &Range<usize>, title: bool, words: &mut Words) {
        let model = lexicon.tags();
        self.cells.clear();
        self.starts.clear();
        let mut sentence_start = true;
        for i in range.clone() {
            let token = document.tokens[i];
            let word = document.word(i);
            let emissions: &[Emission] = match token.kind {
                TokenKind::Word => {
                    let case = match (token.capital, title, sentence_start) {
                        (false, ..) => Case::Lower,
                        (true, true, _) => Case::Either,
                        // an unknown word at the start of a sentence is more often a name
                        (true, false, true) if words.forms[i] != UNKNOWN => Case::Either,
                        (true, false, _) => Case::Capital,
                    };
                    model.emissions(words.forms[i], case, word)
                }
                TokenKind::Number => &NUMBER,
                _ => &SIGN,
            };
            // an opening mark leaves the next word at the start
            sentence_start &= token.kind == TokenKind::Mark || token.kind == TokenKind::Sign;
            let before = self.starts.last().copied();
            let start = self.cells.len();
            self.starts.push(start);
            for &(tag, emission) in emissions {
                let (score, from) = match before {
                    None => (model.transition(None, tag), 0),
                    Some(before) => best(&self.cells[before..start], |previous| model.transition(Some(previous), tag)),
                };
                self.cells.push((tag, score + emission, from));
            }
        }
        let mut end = self.cells.len();
        let mut at: Option<usize> = None;
        for (n, i) in range.clone().enumerate().rev() {
            let start = self.starts[n];
            let cells = &self.cells[start..end];
            let place = at.unwrap_or_else(|| {
                let mut top = 0;
                for (k, cell) in cells.iter().enumerate() {
                    if cell.1 > cells[top].1 {
                        top = k;
                    }
                }
                top
            });
            words.tags[i] = cells[place].0;
            at = Some(usize::from(cells[place].2));
            end = start;
        }
    }
}

fn best(cells: &[(Tag, f32, u8)], transition: impl Fn(Tag) -> f32) -> (f32, u8) {
    let mut top = (f32::NEG_INFINITY, 0);
    for (k, cell) in (0_u8..).zip(cells) {
        let score = cell.1 + transition(cell.0);
        if score > top.0 {
            top = (score, k);
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text);
        let words = tag(&document, &Lexicon::english());
        let found: Vec<&str> = words.tags.iter().map(|tag| tag.name()).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn verbs_and_nouns_of_one_form() {
        check("He claims the plans changed.", "PRP VBZ DT NNS VBD PUNCT");
        check("The claims were denied by police.", "DT NNS VBD VBN IN NN PUNCT");
        check("“We won,” Marwick said.", "PUNCT PRP VBD PUNCT PUNCT NNP VBD PUNCT");
    }

    #[test]
    fn nothing_and_signs() {
        check("", "");
        check("* * 12", "PUNCT PUNCT CD");
    }
}
