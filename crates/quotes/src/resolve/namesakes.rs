//! Private people who bear the name of somebody known.
//!
//! Input: a name where the text introduces it, and the entity of the gazetteer
//! that bears it. Output: whether the words beside it say that somebody else is
//! meant: a trade (*plumber Ada Example*, *Ada Example, a nurse from Halden*),
//! an age at which nobody knew it, a town as the police tell it. A wrong id puts
//! words into the mouth of somebody who never said them.

use inquit_gazetteer::Entity;

use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::Name;

/// Younger people have seldom done what one is known for.
const OF_AGE: u32 = 18;

/// Younger people hold no office that the gazetteer knows.
const ELIGIBLE: u32 = 25;

/// What anybody is called.
const COURTESY: [&str; 17] =
    ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof", "prof.", "professor", "sir", "rev", "rev.", "madam", "mx"];

/// The most years that somebody has lived.
const OLDEST: u32 = 122;

/// Words that speak of somebody who holds an office or wants one.
const POLITICS: [&str; 40] = [
    "assembly",
    "cabinet",
    "campaign",
    "campaigned",
    "candidate",
    "challenger",
    "congress",
    "congressional",
    "congressman",
    "congresswoman",
    "conservative",
    "democrat",
    "democratic",
    "elected",
    "election",
    "gop",
    "governor",
    "house",
    "incumbent",
    "labour",
    "lawmaker",
    "legislator",
    "mayor",
    "minister",
    "mp",
    "nominee",
    "office",
    "parliament",
    "party",
    "politician",
    "politics",
    "president",
    "primary",
    "republican",
    "running",
    "runoff",
    "seat",
    "senate",
    "senator",
    "voters",
];

/// Whether the words beside `name` introduce somebody else than `entity`.
/// Looks at one sentence, whatever the length of the text.
pub(super) fn is_namesake(context: &Context<'_, '_>, name: &Name, entity: &Entity) -> bool {
    if has_office(context, name) {
        return false;
    }
    let is_private = |i: usize| {
        let lists = context.lists(i);
        let trade = lists.any(Lists::PRIVATE) || lists.any(Lists::UNELECTED) && !entity.offices.is_empty();
        trade && !is_past(context, i)
    };
    let behind = context.sign(name.tokens.end) == b',';
    let own = behind.then(|| age(context, name.tokens.end + 1).filter(|_| is_border(context, name.tokens.end + 2))).flatten();
    let bracketed = (context.word(name.tokens.end) == "(").then(|| age(context, name.tokens.end + 1)).flatten();
    let before = name.start.checked_sub(1);
    let years = own.or(bracketed).or_else(|| years_old(context.word(before?)));
    let apposition = name.tokens.end + if own.is_some() { 3 } else { 1 };
    // *Ada Example, 53, of Halden*: how the police name people
    let of_town =
        own.is_some() && context.is(apposition, "of") && context.document.tokens.get(apposition + 1).is_some_and(|place| place.capital);
    let trade = before.is_some_and(is_private)
        || (name.start < name.tokens.start && is_private(name.tokens.start - 1))
        || behind && private_apposition(context, apposition).is_some_and(is_private);
    (trade || of_town) && !is_political(context, name) || years.is_some_and(|years| is_of_another_time(entity, years))
}

/// Whether an office or title of rank stands before the name: *Sen. Ada Example*.
pub(super) fn has_office(context: &Context<'_, '_>, name: &Name) -> bool {
    let ranks = |i: usize| {
        let lists = context.lists(i);
        let private = lists.any(Lists::PRIVATE) || lists.any(Lists::UNELECTED);
        !private && lists.any(Lists::TITLE) && !context.is_any(i, &COURTESY)
    };
    (name.start..name.tokens.start).chain(name.start.checked_sub(1)).any(ranks)
}

/// Whether the sentence of the name speaks of offices and elections.
fn is_political(context: &Context<'_, '_>, name: &Name) -> bool {
    let sentence = &context.document.sentences[context.document.sentence_of(name.tokens.start)].tokens;
    let near = name.start.saturating_sub(FAR).max(sentence.start)..sentence.end.min(name.tokens.end + FAR);
    near.into_iter().any(|i| {
        let word = context.word(i).to_ascii_lowercase();
        POLITICS.binary_search(&word.as_str()).is_ok() || POLITICS.binary_search(&word.trim_end_matches('s')).is_ok()
    })
}

/// Words before and after a name that tell what somebody is.
const FAR: usize = 30;

fn is_past(context: &Context<'_, '_>, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|i| context.is_any(i, &["former", "ex", "onetime", "one-time"]))
}

/// The head of *a nurse from Halden*, *a retired teacher*, *the victim's brother*.
fn private_apposition(context: &Context<'_, '_>, start: usize) -> Option<usize> {
    let group = context.phrases.noun(start).filter(|group| group.tokens.start == start)?;
    let owned = group.tokens.clone().any(|i| context.tag(i) == Tag::POS);
    (context.is_any(start, &["a", "an"]) || owned).then_some(group.tokens.end - 1)
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

/// Whether nobody knew the entity at that age, or it would have had it after its death.
fn is_of_another_time(entity: &Entity, age: u32) -> bool {
    let then = year(&entity.birth).map(|birth| birth + age);
    let least = if entity.offices.is_empty() { OF_AGE } else { ELIGIBLE };
    age < least || then.zip(year(&entity.death)).is_some_and(|(then, death)| then > death + 1)
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
            "Boris Johnson, 53, of Halden, said the ward was full.",
            "Boris Johnson, 11, said the ward was full.",
            "Boris Johnson (11) said the ward was full.",
            "Boris Johnson, 21, said the ward was full.",
            "The 11-year-old Boris Johnson said the ward was full.",
            "Taxi driver Boris Johnson said the ward was full.",
            "Coach Boris Johnson said the ward was full.",
            "On Monday Detective Boris Johnson said the ward was full.",
            "Boris Johnson, the victim’s brother, said the ward was full.",
            "Jacques Chirac, 103, said the ward was full.",
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
            "Sen. Rand Paul, a coach, said the ward was full.",
            "Boris Johnson, a father of four, said the ward was full.",
            "Boris Johnson, a teacher who is running for mayor, said the ward was full.",
            "Boris Johnson, 33, of the Conservative Party, said the ward was full.",
            "Prime Minister Boris Johnson visited a nurse. Boris Johnson, 57, said the ward was full.",
        ] {
            assert!(is_known(text), "{text}");
        }
    }

    #[test]
    fn both_in_one_text_are_two() {
        let known = |text: &str| -> Vec<bool> {
            let quotes = Analyzer::english().analyze(text).quotes;
            quotes.iter().map(|quote| quote.speakers.iter().all(|speaker| speaker.entity.is_some())).collect()
        };
        let (office, trade) = ("Prime Minister Boris Johnson said he was glad.", "Plumber Boris Johnson said the pipes had frozen.");
        assert_eq!(known(&format!("{office} {trade}")), [true, false]);
        assert_eq!(known(&format!("{trade} {office}")), [false, true]);
    }
}
