//! Relations as speakers: *his wife, Example's daughter*.
//!
//! Input: a mention with a word for a relation and an owner. Output: the one
//! person named before who has the owner's family name and that gender. Those
//! of another name are told by apposition alone, which is read elsewhere.

use std::ops::Range;

use inquit_gazetteer::Gender;

use super::Resolver;
use crate::lexicon::Tag;
use crate::names::{NameKind, same_word};

/// Words for relations that share a family name, as far as they tell the gender.
fn kin(word: &str) -> Option<Gender> {
    let word = word.strip_prefix("ex-").unwrap_or(word);
    match word {
        "wife" | "daughter" | "sister" | "mother" | "widow" => Some(Gender::Female),
        "husband" | "son" | "brother" | "father" | "widower" => Some(Gender::Male),
        _ => None,
    }
}

impl Resolver<'_, '_, '_> {
    /// The person that *his wife* and *Example's daughter* stand for.
    pub(super) fn relation(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let gender = kin(context.word(word))?;
        let owner = self.owner(mention, word, at)?;
        let surname = |person: usize| {
            let name = &context.names.list[self.people.list[person].best];
            (name.tokens.len() > 1).then(|| context.word(name.tokens.end - 1))
        };
        let family = surname(owner)?;
        let fits = |person: &usize| {
            *person != owner
                && self.people.list[*person].gender == Some(gender)
                && surname(*person).is_some_and(|other| same_word(other, family))
        };
        let mut found = context.names.within(0..mention.start).filter_map(|id| self.people.of(id)).filter(fits);
        let person = found.next()?;
        found.all(|other| other == person).then_some(person)
    }

    /// Whose relation it is: the name before *'s*, or the person of *his*.
    fn owner(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let possessive = mention.clone().take_while(|&i| i < word).find(|&i| matches!(context.tag(i), Tag::POS | Tag::PRPS))?;
        if context.tag(possessive) == Tag::POS {
            let id = context.names.id_at(possessive.checked_sub(1)?)?;
            return Some(id).filter(|&id| context.names.list[id].kind != NameKind::Country).and_then(|id| self.people.of(id));
        }
        // *my* and *their* are not one person's
        let gender = match context.word(possessive).to_ascii_lowercase().as_str() {
            "his" => Gender::Male,
            "her" => Gender::Female,
            _ => return None,
        };
        self.salient_person(possessive, Some(gender), at, 3)
    }
}
