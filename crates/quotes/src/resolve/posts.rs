//! Posts, which two people do not hold under one name at one time.
//!
//! Input: the words of a role, and what the text and the gazetteer say of a
//! person. Output: whether they can be one post. *The prime minister* is not
//! the finance minister named before, *the president* not the former one, *the
//! Polish president* not the French one, and no farmer is *the fire chief*.

use std::ops::Range;

use inquit_gazetteer::{EntityId, EntityKind};

use super::Resolver;
use super::bindings::{Binding, is_deputy, rows_of, side};
use super::roles::MANY;
use crate::context::Context;
use crate::lexicon::Tag;
use crate::names::{NameKind, Traits, same_word, traits};

/// Adjectives and participles that say which of several posts it is.
const PORTFOLIOS: [&str; 12] =
    ["prime", "foreign", "first", "interior", "managing", "general", "chief", "editorial", "medical", "artistic", "technical", "financial"];

/// Whether the word names a post.
pub(super) fn is_post(word: &str) -> bool {
    traits(word).any(Traits::POST)
}

/// Whether two phrases for roles, each up to its head, name different posts.
pub(super) fn differ(context: &Context<'_, '_>, mention: &Range<usize>, head: usize, binding: &Binding) -> bool {
    if !is_post(context.word(head)) {
        return false;
    }
    let (mine, theirs) = (mention.start.min(head)..head, binding.phrase.start.min(binding.head)..binding.head);
    let has = |phrase: &Range<usize>, words: &[&str]| phrase.clone().any(|i| context.is_any(i, words));
    let one_has = |words: &[&str]| has(&mine, words) != has(&theirs, words);
    let former = |phrase: &Range<usize>| has(phrase, &["former", "ex", "ex-", "late", "one-time"]);
    if one_has(&["shadow"]) || former(&theirs) && !former(&mine) {
        return true;
    }
    if has(&mine, &["opposing", "opposition", "rival", "incoming"]) && !has(&theirs, &["opposing", "opposition", "rival", "incoming"]) {
        return true;
    }
    if let (Some(a), Some(b)) = (country(context, &mine), country(context, &theirs))
        && a != b
    {
        return true;
    }
    match (portfolio(context, &mine), portfolio(context, &theirs)) {
        (Some(a), Some(b)) => !same_word(context.word(a), context.word(b)),
        _ => false,
    }
}

/// The country that a phrase names, by its entity, also where a title holds it:
/// *French President*.
fn country(context: &Context<'_, '_>, phrase: &Range<usize>) -> Option<EntityId> {
    let capitals = phrase.clone().filter(|&i| context.document.tokens[i].capital);
    let mut readings = capitals.filter_map(|i| match context.names.at(i) {
        Some(name) => name.entity.filter(|_| matches!(name.kind, NameKind::Country | NameKind::Demonym)),
        None => context.gazetteer.lookup(context.word(i)).first().map(|candidate| candidate.entity),
    });
    readings.find(|&id| context.gazetteer.kind(id) == Some(EntityKind::Country))
}

/// The word before the head that tells one post from another: *finance*, *prime*.
fn portfolio(context: &Context<'_, '_>, phrase: &Range<usize>) -> Option<usize> {
    let last = phrase.end.checked_sub(1).filter(|&i| i >= phrase.start && context.names.at(i).is_none())?;
    let noun = matches!(context.tag(last), Tag::NN | Tag::NNS | Tag::NNP);
    let plain = noun && side(context.word(last)).is_none();
    (plain || context.is_any(last, &PORTFOLIOS)).then_some(last)
}

impl Resolver<'_, '_, '_> {
    /// Whether the person is known as something else than the post, and as
    /// nothing that could be it.
    pub(super) fn holds_another(&self, person: usize, mention: &Range<usize>, head: usize) -> bool {
        let context = self.context;
        if !is_post(context.word(head)) {
            return false;
        }
        let rows = rows_of(context.word(head));
        let same = |word: &str| same_word(word, context.word(head)) || rows & rows_of(word) != 0;
        let end = self.roles.list.partition_point(|binding| binding.name < mention.start);
        let own = self.roles.list[end.saturating_sub(MANY)..end].iter().filter(|binding| binding.person == person);
        let mut known = false;
        for binding in own {
            known = true;
            let deputy = is_deputy(context, &binding.phrase, binding.head) != is_deputy(context, mention, head);
            if same(context.word(binding.head)) && !deputy && !differ(context, mention, head, binding) {
                return false;
            }
        }
        let entity = self.people.list[person].entity.and_then(|id| context.gazetteer.get(id));
        let offices = || entity.iter().flat_map(|entity| &entity.offices);
        if offices().any(|office| office.title.split([' ', ',', '-']).any(same)) {
            return false;
        }
        known || offices().next().is_some()
    }
}
