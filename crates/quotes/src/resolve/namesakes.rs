//! Private people who bear the name of somebody known.
//!
//! Input: a name where the text introduces it, and the entity of the gazetteer
//! that bears it. Output: whether the words beside it say that somebody else is
//! meant: a trade (*plumber Ada Example*, *Ada Example, a nurse from Halden*),
//! or an age that the entity had long before anybody knew it. A wrong id puts
//! words into the mouth of somebody who never said them.

use inquit_gazetteer::Entity;

use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::Name;

/// Years before the first office in which one is already spoken of: campaigns.
const CAMPAIGN: u32 = 3;

/// The most years that somebody has lived.
const OLDEST: u32 = 122;

/// Whether the words beside `name` introduce somebody else than `entity`.
/// Looks at a few words, whatever the length of the text.
pub(super) fn is_namesake(context: &Context<'_, '_>, name: &Name, entity: &Entity) -> bool {
    let behind = context.sign(name.tokens.end) == b',';
    let own = behind.then(|| age(context, name.tokens.end + 1).filter(|_| is_border(context, name.tokens.end + 2))).flatten();
    let bracketed = (context.word(name.tokens.end) == "(").then(|| age(context, name.tokens.end + 1)).flatten();
    let before = name.start.checked_sub(1);
    let years = own.or(bracketed).or_else(|| years_old(context.word(before?)));
    let apposition = name.tokens.end + if own.is_some() { 3 } else { 1 };
    before.is_some_and(|i| is_private(context, i))
        || (name.start < name.tokens.start && is_private(context, name.tokens.start - 1))
        || (behind && is_private_apposition(context, apposition))
        || years.is_some_and(|years| is_of_another_time(entity, years))
}

/// A trade or state of people who are seldom known, held still.
fn is_private(context: &Context<'_, '_>, i: usize) -> bool {
    let past = |i: usize| context.is_any(i, &["former", "ex", "onetime", "one-time"]);
    context.lists(i).any(Lists::PRIVATE) && !(i.saturating_sub(3)..i).any(past)
}

/// *a nurse from Halden*, *a retired teacher*
fn is_private_apposition(context: &Context<'_, '_>, start: usize) -> bool {
    let group = context.phrases.noun(start).filter(|group| group.tokens.start == start && context.is_any(start, &["a", "an"]));
    group.is_some_and(|group| is_private(context, group.tokens.end - 1))
}

/// A number of years that somebody can have lived.
fn age(context: &Context<'_, '_>, i: usize) -> Option<u32> {
    let number = context.word(i).parse().ok().filter(|_| i < context.words.tags.len() && context.tag(i) == Tag::CD);
    number.filter(|age| (1..=OLDEST).contains(age))
}

/// The age of *33-year-old*.
fn years_old(word: &str) -> Option<u32> {
    word.strip_suffix("-year-old")?.parse().ok()
}

fn is_border(context: &Context<'_, '_>, i: usize) -> bool {
    matches!(context.sign(i), b',' | b'.' | b';' | b')') || context.tag(i).is_finite()
}

/// Whether the entity had that age years before its first office, or would
/// have it after its death.
fn is_of_another_time(entity: &Entity, age: u32) -> bool {
    let Some(then) = year(&entity.birth).map(|birth| birth + age) else { return false };
    let first = entity.offices.iter().filter_map(|office| year(&office.start)).min();
    first.is_some_and(|first| then + CAMPAIGN < first) || year(&entity.death).is_some_and(|death| then > death + 1)
}

/// The year of a day, month or year of the common era.
fn year(date: &str) -> Option<u32> {
    date.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;

    /// Whether the only speaker of the text has an id.
    fn is_known(text: &str) -> bool {
        let quotes = Analyzer::english().analyze(text).quotes;
        assert!(!quotes.is_empty(), "{text}");
        quotes.iter().all(|quote| quote.speakers.iter().all(|speaker| speaker.entity.is_some()))
    }

    #[test]
    fn a_trade_or_an_age_tells_of_somebody_else() {
        for text in [
            "Plumber Boris Johnson said the pipes had frozen. “It was a mess,” Johnson said.",
            "Local plumber Boris Johnson said the pipes had frozen.",
            "Boris Johnson, a nurse from Halden, said the ward was full.",
            "Boris Johnson, 70, a retired teacher, said the ward was full.",
            "Boris Johnson, 21, said the ward was full.",
            "Boris Johnson (21) said the ward was full.",
            "The 21-year-old Boris Johnson said the ward was full.",
        ] {
            assert!(!is_known(text), "{text}");
        }
    }

    #[test]
    fn what_is_known_of_somebody_stays() {
        for text in [
            "Boris Johnson said the ward was full.",
            "Boris Johnson, 58, said the ward was full.",
            "Former teacher Boris Johnson said the ward was full.",
            "Boris Johnson, a former teacher, said the ward was full.",
            "Boris Johnson, the nurses’ champion, said the ward was full.",
            "Prime Minister Boris Johnson visited a nurse. Boris Johnson, 57, said the ward was full.",
        ] {
            assert!(is_known(text), "{text}");
        }
    }
}
