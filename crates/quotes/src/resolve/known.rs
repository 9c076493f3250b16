//! People of the gazetteer whom the text does not name as the gazetteer does.
//!
//! Input: a name. Output: the entity it stands for, by the family name and the
//! office before it (*Chancellor Merkel*), by a family name that one person
//! alone is known by, or by the full name without initials. None where a
//! second person comes close: a wrong id is worse than none.

use inquit_gazetteer::{Candidate, Entity, EntityId, EntityKind, Gender};

use super::bindings::{is_role, rows_of};
use super::gender::title_gender;
use crate::context::Context;
use crate::names::{Name, NameKind, same_word};

/// How well known the holder of an office must be.
const HOLDER: u8 = 55;

/// By how much the next holder of such an office must be less known.
const HOLDER_LEAD: u8 = 10;

/// How well known one is who needs no introduction.
const FAMOUS: u8 = 80;

/// By how much the next of the name must be less known.
const FAMOUS_LEAD: u8 = 21;

/// The one of that family name who held the office before the name: *President
/// Macron*, *former Chancellor Merkel*.
pub(super) fn by_office(context: &Context<'_, '_>, name: &Name) -> Option<EntityId> {
    let start = context.phrases.noun(name.tokens.start).map_or(name.start, |group| group.tokens.start.min(name.start));
    let title = start..name.tokens.start;
    let role = title.clone().rev().find(|&i| is_role(context, i))?;
    let gender = title_gender(context, name);
    let bearers = context.gazetteer.bearers(context.word(name.tokens.end - 1));
    let holds = |entity: &Entity| {
        let fits = gender.is_none() || entity.gender.is_none() || entity.gender == gender;
        let from = |i: usize| {
            let place = context.names.at(i).and_then(|name| name.entity).and_then(|id| context.gazetteer.get(id));
            place.is_none_or(|place| place.countries.iter().any(|code| entity.countries.contains(code)))
        };
        fits && title.clone().all(from) && entity.offices.iter().any(|office| is_office(context, &office.title, title.clone(), role))
    };
    clear(context, bearers, holds, HOLDER, HOLDER_LEAD)
}

/// The one whom the family name alone means everywhere.
pub(super) fn by_fame(context: &Context<'_, '_>, name: &Name, gender: Option<Gender>) -> Option<EntityId> {
    let fits = |entity: &Entity| gender.is_none() || entity.gender.is_none() || entity.gender == gender;
    clear(context, context.gazetteer.bearers(context.word(name.tokens.start)), fits, FAMOUS, FAMOUS_LEAD)
}

/// *Ada B. Example* as *Ada Example*, *Charles B. "Chuck" Example* as *Chuck Example*.
pub(super) fn without_initials(context: &Context<'_, '_>, name: &Name) -> Option<EntityId> {
    if name.kind != NameKind::Person || name.tokens.len() < 3 || name.entity.is_some() {
        return None;
    }
    let full = |i: usize| context.word(i).len() > 2 && context.word(i).starts_with(char::is_uppercase);
    let words: Vec<&str> = name.tokens.clone().filter(|&i| full(i)).map(|i| context.word(i)).collect();
    let [first, .., last] = words.as_slice() else { return None };
    let initials = words.len() == 2 && context.word(name.tokens.start) == *first && context.word(name.tokens.end - 1) == *last;
    let short: &[&str] = if initials { &[first] } else { &words[..words.len() - 1] };
    let nickname = name.tokens.clone().any(|i| context.word(i) == "(" || context.mark(i).is_some());
    if !initials && !nickname {
        return None;
    }
    short.iter().find_map(|given| clear(context, context.gazetteer.lookup(&format!("{given} {last}")), |_| true, 0, HOLDER_LEAD))
}

/// The best known of those who fit, if known at least so well and if the next
/// of them is less known by `lead`.
fn clear(context: &Context<'_, '_>, candidates: &[Candidate], fits: impl Fn(&Entity) -> bool, least: u8, lead: u8) -> Option<EntityId> {
    let people = candidates.iter().filter_map(|candidate| Some((candidate.entity, context.gazetteer.get(candidate.entity)?)));
    let mut fitting = people.filter(|(_, entity)| entity.kind == EntityKind::Person && fits(entity));
    let (mut best, mut next) = (fitting.next()?, None);
    for other in fitting {
        let (low, high) = if other.1.prior > best.1.prior { (best, other) } else { (other, best) };
        best = high;
        next = next.max(Some(low.1.prior));
    }
    let ahead = next.is_none_or(|next| best.1.prior >= next.saturating_add(lead));
    (best.1.prior >= least && ahead).then_some(best.0)
}

/// Whether the words before a name can mean the office: the same role, with
/// all that is capitalised before it, and as a deputy's or not.
fn is_office(context: &Context<'_, '_>, office: &str, title: std::ops::Range<usize>, role: usize) -> bool {
    let words = || office.split([' ', ',', '-', '(', ')']).filter(|word| !word.is_empty());
    let has = |i: usize| words().any(|word| same_word(word, context.word(i)));
    let rows = rows_of(context.word(role));
    let same = has(role) || (rows != 0 && words().any(|word| rows_of(word) & rows != 0));
    let deputy = |word: &str| ["vice", "deputy", "assistant", "acting"].iter().any(|other| word.eq_ignore_ascii_case(other));
    let named = |i: usize| context.names.at(i).is_some() || super::bindings::side(context.word(i)).is_some();
    let modifies = |i: usize| i != role && context.document.tokens[i].capital && !named(i) && !is_past(context.word(i));
    same && title.clone().filter(|&i| modifies(i)).all(has) && words().any(deputy) == title.clone().any(|i| deputy(context.word(i)))
}

fn is_past(word: &str) -> bool {
    ["former", "ex", "late", "the", "then"].iter().any(|other| word.eq_ignore_ascii_case(other))
}
