//! The tagger's dictionary, counted.
//!
//! Input: tagged sentences. Output: for every word that is frequent enough,
//! written small and with a capital inside a sentence, the class of words
//! with its tags; words of one tag get it without looking at the sentence.

use std::collections::BTreeMap;

use super::align::Sentence;
use crate::document::TokenKind;
use crate::tag::{CAPITAL, Dictionary, Tag, UNDECIDED, lane_of, normal_hash};

/// Words counted less often are unknown.
const LEAST_COUNT: f32 = 2.5;
/// A word counted so often, and this share of it with one tag, has only that tag.
const SURE_COUNT: f32 = 15.0;
const SURE_SHARE: f32 = 0.996;
/// Tags with a smaller share do not make a class.
const LEAST_SHARE: f32 = 0.03;
/// From this count on a word is frequent; frequent and rare words make classes of their own.
const FREQUENT: f32 = 12.0;

/// What words of a class have in common: the most frequent tag, the set of
/// tags, whether it has one tag only, and whether it is frequent.
type Class = (u8, u64, bool, bool);

pub(super) fn dictionary(sentences: &[Sentence]) -> Dictionary {
    let counts = count(sentences);
    let mut words: Vec<(u64, Class)> = Vec::new();
    let mut tokens: BTreeMap<Class, f32> = BTreeMap::new();
    for (&key, counts) in &counts {
        if let Some(class) = class(counts) {
            words.push((key, class));
            *tokens.entry(class).or_default() += counts.iter().sum::<f32>();
        }
    }
    // a class is a byte; the rarest are unknown words
    let mut ranked: Vec<(Class, f32)> = tokens.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(255);
    let numbers: BTreeMap<Class, u8> = (1..=255).zip(&ranked).map(|(number, (class, _))| (*class, number)).collect();
    let tags = std::iter::once(UNDECIDED).chain(ranked.iter().map(|((top, _, sure, _), _)| if *sure { *top } else { UNDECIDED }));
    let entries: Vec<(u64, u8)> = words.iter().filter_map(|(key, class)| Some((*key, *numbers.get(class)?))).collect();
    Dictionary::new(tags.collect(), &entries)
}

/// How often each word has each tag.
fn count(sentences: &[Sentence]) -> BTreeMap<u64, [f32; Tag::COUNT]> {
    let mut counts: BTreeMap<u64, [f32; Tag::COUNT]> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.title) {
        let mut start = true;
        for word in &sentence.words {
            let first = start;
            start &= matches!(word.kind, TokenKind::Mark | TokenKind::Sign);
            let Some(tag) = word.tag.filter(|_| word.kind == TokenKind::Word) else { continue };
            let capital = word.text.chars().next().is_some_and(char::is_uppercase);
            if capital && first && tag.is_name() {
                continue; // tells neither how the word is used small nor how it is used inside
            }
            let key = normal_hash(&word.text) ^ if capital && !first { CAPITAL } else { 0 };
            counts.entry(key).or_insert([0.0; Tag::COUNT])[tag as usize] += sentence.weight;
        }
    }
    counts
}

fn class(counts: &[f32; Tag::COUNT]) -> Option<Class> {
    let total: f32 = counts.iter().sum();
    let top = (0..Tag::COUNT).fold(0, |top, tag| if counts[tag] > counts[top] { tag } else { top });
    let set = (0..Tag::COUNT).filter(|&tag| counts[tag] >= LEAST_SHARE * total).fold(0_u64, |set, tag| set | 1 << tag);
    // weights do not know every tag
    let weightless = Tag::ALL.get(top).is_some_and(|&tag| lane_of(tag).is_none());
    let sure = weightless || (total >= SURE_COUNT && counts[top] >= SURE_SHARE * total);
    (total >= LEAST_COUNT).then(|| (u8::try_from(top).unwrap_or(UNDECIDED), set, sure, total >= FREQUENT))
}
