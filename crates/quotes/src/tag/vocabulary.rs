//! [`Vocabulary`]: what lexicon and tag model know of a word, side by side.
//!
//! Input: a word's [`normal_hash`]. Output: its form in the lexicon and its
//! classes in the model's dictionary, in lower case and with a capital. For a
//! word of the lexicon it is one look-up in one table, whose frequent words stay
//! in the processor's cache; others are looked up in the dictionary as well.

use super::letters::normal_hash;
use super::model::{CAPITAL, TagModel};
use super::{Lookup, Tag};
use crate::lexicon::{FormId, Lexicon, UNKNOWN};

/// The words of a lexicon without digits: an open hash table of a power of two slots.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) lexicon: Lexicon,
    pub(crate) model: TagModel,
    slots: Vec<Slot>,
}

/// The upper 23 bits of the key and a bit that is set, then 24 bits of the form,
/// 8 of the class in lower case and 8 of that with a capital; 0: free. Of many
/// million unknown words one is taken for another, as in the dictionary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot(u64);

/// What is known of a word: its form, and classes and tags in lower case and
/// with a capital, which means nothing for a word without one.
pub(crate) struct Known {
    pub(crate) form: FormId,
    pub(crate) small: (u8, Option<Tag>),
    pub(crate) large: (u8, Option<Tag>),
}

/// Forms that have a number of 24 bits.
const FORMS: u32 = 1 << 24;

impl Vocabulary {
    pub(crate) fn new(lexicon: Lexicon, model: TagModel) -> Vocabulary {
        let mut words: Vec<(u64, FormId)> = lexicon
            .forms()
            .filter(|(form, id)| id.0 < FORMS && !form.bytes().any(|byte| byte.is_ascii_digit()))
            .map(|(form, id)| (normal_hash(form), id))
            .collect();
        // frequent words come first, and stand where they are looked for first
        words.sort_unstable_by_key(|&(_, id)| id.0);
        let mut slots = vec![Slot::default(); (words.len() * 3 / 2 + 2).next_power_of_two()];
        for (key, id) in words {
            let class = |key: u64| u64::from(model.find(key).0);
            let at = place(&slots, key);
            debug_assert_eq!(slots[at], Slot::default(), "two forms look the same");
            slots[at] = Slot(check(key) | u64::from(id.0) << 16 | class(key) << 8 | class(key ^ CAPITAL));
        }
        Vocabulary { lexicon, model, slots }
    }
}

/// The slot that holds the key, or the free one where it would stand.
#[inline(always)]
fn place(slots: &[Slot], key: u64) -> usize {
    let mask = slots.len() - 1;
    let mut at = key as usize & mask;
    while slots[at].0 != 0 && slots[at].0 & CHECK != check(key) {
        at = (at + 1) & mask;
    }
    at
}

/// The bits of a slot that tell its word from others.
const CHECK: u64 = !0 << 40;

/// These bits of a word, never all zero.
#[inline(always)]
fn check(key: u64) -> u64 {
    key & CHECK | 1 << 40
}

impl Lookup for Vocabulary {
    fn find(&self, key: u64) -> (u8, Option<Tag>) {
        self.model.find(key)
    }

    #[inline(always)]
    fn known(&self, key: u64, capital: bool) -> Known {
        let slot = self.slots[place(&self.slots, key)].0;
        if slot == 0 {
            let large = if capital { self.model.find(key ^ CAPITAL) } else { (0, None) };
            return Known { form: UNKNOWN, small: self.model.find(key), large };
        }
        let classes = [(slot >> 8) as u8, slot as u8].map(|class| (class, self.model.tag_of(class)));
        Known { form: FormId((slot >> 16) as u32 & (FORMS - 1)), small: classes[0], large: classes[1] }
    }

    fn row_bits(&self) -> u32 {
        self.model.row_bits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_with_its_classes() {
        let vocabulary = Vocabulary::new(Lexicon::english(), TagModel::english());
        for (form, id) in vocabulary.lexicon.forms().filter(|(form, _)| !form.bytes().any(|byte| byte.is_ascii_digit())) {
            let key = normal_hash(form);
            let known = vocabulary.known(key, true);
            assert_eq!(known.form, id, "{form}");
            assert_eq!((known.small, known.large), (vocabulary.find(key), vocabulary.find(key ^ CAPITAL)), "{form}");
        }
        assert_eq!(vocabulary.known(normal_hash("qqqxyz"), false).form, UNKNOWN);
    }
}
