//! The gender that words and given names tell.
//!
//! Input: words. Output: a gender or nothing; a given name counts only if
//! nearly all who have it are of one gender.

use inquit_gazetteer::{Gender, GivenNames};

use crate::context::Context;
use crate::names::{Name, Traits, traits};

/// The gender of nearly all who have the given name.
pub(super) fn given_gender(given: &str) -> Option<Gender> {
    let share = GivenNames::curated().male_share(given)?;
    if share >= 0.9 {
        Some(Gender::Male)
    } else if share <= 0.1 {
        Some(Gender::Female)
    } else {
        None
    }
}

/// The gender that the titles and roles before a name tell.
pub(super) fn title_gender(context: &Context<'_, '_>, name: &Name) -> Option<Gender> {
    let before = name.tokens.start;
    (name.start..before).chain(before.saturating_sub(1)..before).find_map(|i| word_gender(context.word(i)))
}

/// The gender that the apposition behind a name tells: *Carlos Reyes, **a mother
/// of three***.
pub(super) fn apposed_gender(context: &Context<'_, '_>, name: &Name) -> Option<Gender> {
    let first = name.tokens.end + 1;
    let group = context.phrases.noun(first).filter(|group| group.tokens.start == first)?;
    let described = context.sign(first - 1) == b',' && context.is_any(first, &["a", "an"]);
    word_gender(context.word(group.tokens.end - 1)).filter(|_| described)
}

/// The gender that a title or role tells: *Mrs., chairman*.
pub(super) fn word_gender(word: &str) -> Option<Gender> {
    let lists = traits(word);
    if lists.any(Traits::FEMALE) {
        Some(Gender::Female)
    } else if lists.any(Traits::MALE) {
        Some(Gender::Male)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_given_names_tell() {
        for (word, gender) in [("Mrs.", Some(Gender::Female)), ("chairman", Some(Gender::Male)), ("minister", None)] {
            assert_eq!(word_gender(word), gender, "{word}");
        }
        for (given, gender) in [("Maria", Some(Gender::Female)), ("Mohammed", Some(Gender::Male)), ("Zzyzx", None)] {
            assert_eq!(given_gender(given), gender, "{given}");
        }
    }
}
