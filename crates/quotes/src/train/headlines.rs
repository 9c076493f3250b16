//! Headlines made of sentences, to learn from.
//!
//! Running text in which verbs stand as in headlines is rare, and parsers tag
//! real headlines badly. So some sentences are copied with capitals, the
//! present for the past, and without articles and auxiliaries (*The mayor was
//! fined* becomes *Mayor Fined*); others in small letters, as posts are
//! written. Tags are kept, so verbs stay verbs.

use std::collections::BTreeMap;

use super::align::{Sentence, Word};
use super::random::Random;
use crate::document::TokenKind;
use crate::lexicon::{CuePart, Lexicon};
use crate::tag::Tag;

/// Sentences of a hundred that are copied as headlines, and in small letters.
const HEADLINES: u64 = 14;
const SMALL: u64 = 2;
/// Words of a headline.
const LENGTH: std::ops::Range<usize> = 5..28;

/// Makes copies of sentences.
pub(super) struct Copies {
    /// base and -s form by past form
    present: BTreeMap<String, (String, String)>,
}

impl Copies {
    pub(super) fn new(lexicon: &Lexicon) -> Copies {
        let mut present = BTreeMap::new();
        for cue in lexicon.cues().iter().filter(|cue| cue.part == CuePart::Verb) {
            let form = |slot: usize| cue.forms.get(slot).and_then(|forms| forms.split('|').next()).unwrap_or("").to_owned();
            for past in cue.forms.get(2).iter().flat_map(|forms| forms.split('|')) {
                present.entry(past.to_owned()).or_insert((form(0), form(1)));
            }
        }
        Copies { present }
    }

    /// Adds copies of some of the sentences.
    pub(super) fn add(&self, sentences: &mut Vec<Sentence>, random: &mut Random) {
        let mut copies = Vec::new();
        for sentence in sentences.iter().filter(|sentence| !sentence.title) {
            if LENGTH.contains(&sentence.words.len()) && random.chance(HEADLINES) {
                copies.extend(self.headline(sentence, random));
            }
            if random.chance(SMALL) {
                let mut copy = sentence.clone();
                copy.words.iter_mut().for_each(|word| word.text = word.text.to_lowercase());
                copies.push(copy);
            }
        }
        sentences.append(&mut copies);
    }

    fn headline(&self, sentence: &Sentence, random: &mut Random) -> Option<Sentence> {
        let (articles, auxiliaries, now, every) = (random.chance(70), random.chance(50), random.chance(80), random.chance(50));
        let mut words: Vec<Word> = Vec::new();
        for (i, word) in sentence.words.iter().enumerate() {
            let next = sentence.words.get(i + 1).and_then(|word| word.tag);
            let lower = word.text.to_lowercase();
            let article = articles && matches!(lower.as_str(), "the" | "a" | "an");
            let auxiliary = auxiliaries
                && matches!(lower.as_str(), "is" | "are" | "was" | "were")
                && matches!(next, Some(Tag::VBN | Tag::VBG | Tag::JJ | Tag::TO));
            let full_stop = word.text == "." && i + 1 == sentence.words.len();
            if article || auxiliary || full_stop {
                continue;
            }
            let mut word = word.clone();
            if now && word.tag == Some(Tag::VBD) {
                self.to_present(&mut word, words.last().and_then(|before| before.tag));
            }
            let small = matches!(word.tag, Some(Tag::DT | Tag::IN | Tag::CC | Tag::TO)) && word.text.len() <= 4;
            if word.kind == TokenKind::Word && (every || !small || words.is_empty()) {
                word.text = capitalised(&word.text);
            }
            words.push(word);
        }
        (words.len() >= LENGTH.start - 1).then_some(Sentence { words, title: true, ..*sentence })
    }

    /// *said* becomes *says*, or *say* after a plural.
    fn to_present(&self, word: &mut Word, before: Option<Tag>) {
        if let Some((base, third)) = self.present.get(&word.text.to_lowercase()) {
            let plural = matches!(before, Some(Tag::NNS | Tag::NNPS));
            let (form, tag) = if plural { (base, Tag::VBP) } else { (third, Tag::VBZ) };
            word.text.clone_from(form);
            word.tag = Some(tag);
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_keeps_its_verb() {
        let word = |text: &str, tag| Word { text: text.to_owned(), kind: TokenKind::Word, tag: Some(tag) };
        let words = vec![
            word("The", Tag::DT),
            word("mayor", Tag::NN),
            word("said", Tag::VBD),
            word("that", Tag::IN),
            word("taxes", Tag::NNS),
            word("will", Tag::MD),
            word("rise", Tag::VB),
        ];
        let sentence = Sentence { words, title: false, weight: 1.0, trusted: true };
        let copies = Copies::new(&Lexicon::english());
        let mut random = Random::new(7);
        let found: Vec<Sentence> = (0..40).filter_map(|_| copies.headline(&sentence, &mut random)).collect();
        assert!(found.iter().all(|copy| copy.title && copy.words.iter().any(|word| matches!(word.tag, Some(Tag::VBD | Tag::VBZ)))));
        assert!(found.iter().any(|copy| copy.words[0].text == "Mayor" && copy.words[1].text == "Says"), "{found:?}");
    }
}
