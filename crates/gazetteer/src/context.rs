//! What stands beside a name, and what it says of the name.
//!
//! Every function looks at a few bytes before or after a span and nothing
//! else; none knows the dictionary.

use crate::EntityKind;
use crate::fold::{Word, skip_word, word_before};
use crate::lists::{GivenNames, Honorifics, is_common_word};

/// Part of a handle or an address: *@Iran, www.example.Iran*.
pub(crate) fn glued_before(text: &str, start: usize) -> bool {
    let bytes = text.as_bytes();
    match start.checked_sub(1).and_then(|before| bytes.get(before)) {
        Some(b'@') => true,
        // "said.Iran" has lost a space; "www.news.Iran" is an address.
        Some(b'.') if word_before(text, start - 1) => {
            let run = bytes.get(..start).unwrap_or_default();
            let from = run.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
            run.get(from..).unwrap_or_default().iter().filter(|byte| **byte == b'.').count() > 1
        }
        _ => false,
    }
}

/// The name runs on: *Iran.ir*, or for people *Ali-Akbar*.
pub(crate) fn glued_after(text: &str, word: Word, kind: Option<EntityKind>) -> bool {
    match text.as_bytes().get(word.end..).unwrap_or_default() {
        [b'.', next, ..] if !word.dotted => next.is_ascii_lowercase(),
        [b'-', next, ..] => kind == Some(EntityKind::Person) && next.is_ascii_uppercase(),
        [b'@' | b'_', ..] => true,
        _ => false,
    }
}

/// A word of everyday English in a line of capitals, *LET US PRAY*: it is no
/// acronym there.
pub(crate) fn shouted_word(text: &str, start: usize, end: usize) -> bool {
    const WORDS: [&str; 20] = [
        "ACT", "AIM", "ALL", "AM", "CAN", "CAP", "CAR", "CARE", "HE", "HUD", "ICE", "IT", "LET", "MAP", "NOW", "SAID", "US", "WE", "WHO",
        "YOU",
    ];
    let word = text.get(start..end).unwrap_or("");
    if WORDS.binary_search(&word).is_err() {
        return false;
    }
    let shouted = |word: Option<&str>| word.is_some_and(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    let after = text.get(end..).and_then(|rest| rest.strip_prefix(' ')).map(first_word);
    let before = text.get(..start).and_then(|rest| rest.strip_suffix(' ')).map(last_word);
    shouted(after) || shouted(before)
}

/// A capitalised word that is not a function word stands right beside.
pub(crate) fn crowded(text: &str, start: usize, end: usize) -> bool {
    capital_after(text, end).is_some() || capital_before(text, start).is_some()
}

/// Whether a family name alone may stand here: not inside a longer name.
pub(crate) fn licensed_place(text: &str, start: usize, end: usize) -> bool {
    let title = |word: &str| Honorifics::curated().find(word).is_some() || !GivenNames::curated().contains(word) && word.len() > 3;
    capital_after(text, end).is_none() && capital_before(text, start).is_none_or(title)
}

/// The name of a person that a given name or a generation runs on: *Jean-*Marc
/// Ayrault, *Ana* Maria Lopez, John Smith *Jr.*
pub(crate) fn part_of_longer_name(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    // "Jean-Marine Le Pen", but "pro-Marine Le Pen".
    if before.strip_suffix('-').is_some_and(|before| last_word(before).starts_with(char::is_uppercase)) {
        return true;
    }
    let generation = |word: Option<&str>| matches!(word, Some("Jr" | "Sr" | "II" | "III" | "IV"));
    let comma = text.get(end..).is_some_and(|rest| rest.starts_with(','));
    generation(capital_after(text, end)) || comma && generation(capital_after(text, end + 1))
}

/// What a place or institution that bears a person's name is: *George
/// Washington* Bridge.
pub(crate) fn named_after(text: &str, end: usize) -> bool {
    const WORDS: [&str; 29] = [
        "Airport",
        "Arena",
        "Avenue",
        "Bridge",
        "Boulevard",
        "Building",
        "Center",
        "Centre",
        "College",
        "Day",
        "Drive",
        "Elementary",
        "Expressway",
        "High",
        "Highway",
        "Hospital",
        "Library",
        "Memorial",
        "Middle",
        "Museum",
        "Park",
        "Parkway",
        "Plaza",
        "Presidential",
        "Road",
        "School",
        "Stadium",
        "Street",
        "University",
    ];
    capital_after(text, end).is_some_and(|word| WORDS.contains(&word))
}

/// The word before a name of one word, where it makes a family name of it:
/// *Johanna* Bayer, M. *Dane* Waters.
pub(crate) fn given_name_before(text: &str, start: usize) -> Option<&str> {
    let before = text.get(..start)?.strip_suffix(' ')?;
    if let Some(initial) = before.strip_suffix('.') {
        let rest = initial.strip_suffix(|c: char| c.is_uppercase())?;
        let alone = rest.is_empty() || rest.ends_with([' ', '\n', '(', '“', '"']);
        return alone.then(|| last_word(initial));
    }
    let word = last_word(before);
    let given = word.starts_with(char::is_uppercase) && word.len() > 2 && GivenNames::curated().contains(word);
    // "In June Google moved", "Will Apple answer?", "Muslim Americans"
    const NO_GIVEN: [&str; 8] = ["April", "August", "Christian", "January", "June", "March", "May", "Muslim"];
    let compound = before.len() > word.len() && before.as_bytes()[before.len() - word.len() - 1] == b'-';
    (given && !compound && !NO_GIVEN.contains(&word) && !is_common_word(&word.to_lowercase())).then_some(word)
}

/// An adjective of a country that stands for its language: *Spanish-language
/// radio, speaks Spanish, in French*.
pub(crate) fn is_language(text: &str, start: usize, end: usize) -> bool {
    // Inhabitants are many; no language has a plural.
    if text.get(start..end).is_none_or(|name| name.ends_with('s')) {
        return false;
    }
    let after = text.get(end..).unwrap_or("");
    let next = after.strip_prefix(['-', ' ']).map_or("", first_word);
    if matches!(next, "language" | "languages" | "speaking" | "speaker" | "speakers" | "dubbed" | "lessons" | "translation") {
        return true;
    }
    let before = last_word(text.get(..start).and_then(|before| before.strip_suffix(' ')).unwrap_or(""));
    let spoken = matches!(before, "speak" | "speaks" | "spoke" | "spoken" | "speaking" | "fluent" | "learn" | "learned" | "learning");
    // "In French waters" is another matter than "in French".
    let object = matches!(before, "in" | "In" | "into" | "from") || spoken;
    object && (!after.starts_with([' ', '-']) || FOLLOWERS.contains(&next))
}

/// Words that follow a noun and no adjective.
const FOLLOWERS: [&str; 19] =
    ["and", "as", "at", "because", "but", "by", "during", "for", "from", "in", "is", "on", "or", "so", "that", "to", "was", "when", "with"];

/// The initial of a middle name in the text, *D* in *William D. Burns*.
pub(crate) fn middle_initial(name: &str) -> Option<char> {
    let initial = name.split([' ', '-']).nth(1)?.strip_suffix('.')?;
    let mut chars = initial.chars();
    chars.next().filter(|c| c.is_uppercase() && chars.next().is_none())
}

/// The capitalised word, no function word, that follows after one space.
fn capital_after(text: &str, end: usize) -> Option<&str> {
    let next = text.get(end..)?.strip_prefix(' ')?;
    if !next.starts_with(char::is_uppercase) {
        return None;
    }
    Some(first_word(next)).filter(|word| !is_function_word(word))
}

/// The capitalised word or initial, no function word, right before.
fn capital_before(text: &str, start: usize) -> Option<&str> {
    let before = text.get(..start)?.strip_suffix([' ', '-'])?;
    let initial = before.strip_suffix('.').unwrap_or(before);
    let word = last_word(initial);
    // A longer word with a period ends a sentence.
    if initial.len() < before.len() && word.chars().count() > 4 {
        return None;
    }
    (word.starts_with(char::is_uppercase) && !is_function_word(word)).then_some(word)
}

fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

fn first_word(text: &str) -> &str {
    text.get(..skip_word(text, 0)).unwrap_or("")
}

/// Words that may be capitalised beside a name without belonging to it.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 63] = [
        "a",
        "about",
        "across",
        "after",
        "against",
        "all",
        "an",
        "and",
        "around",
        "as",
        "at",
        "because",
        "before",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "does",
        "during",
        "for",
        "from",
        "has",
        "if",
        "in",
        "inside",
        "into",
        "is",
        "its",
        "like",
        "near",
        "neighboring",
        "of",
        "on",
        "or",
        "our",
        "outside",
        "over",
        "said",
        "says",
        "since",
        "so",
        "than",
        "that",
        "the",
        "through",
        "to",
        "today",
        "toward",
        "towards",
        "under",
        "until",
        "was",
        "what",
        "when",
        "where",
        "while",
        "who",
        "why",
        "will",
        "with",
        "without",
    ];
    word.len() <= 11 && WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{crowded, is_function_word};

    #[test]
    fn function_words_are_found() {
        assert!(is_function_word("In") && is_function_word("without") && is_function_word("A"));
        assert!(!is_function_word("Michael"));
    }

    #[test]
    fn neighbours_that_crowd_a_name() {
        let check = |text: &str, name: &str, expected: bool| {
            let start = text.find(name).unwrap();
            assert_eq!(crowded(text, start, start + name.len()), expected, "{text}");
        };
        check("Michael Jordan flew", "Jordan", true);
        check("Jordan Peele wrote", "Jordan", true);
        check("B. Jordan said", "Jordan", true);
        check("In Jordan, he", "Jordan", false);
        check("left. Jordan said", "Jordan", false);
        check("in the War. Jordan said", "Jordan", true);
        check("the peace. Jordan said", "Jordan", false);
        check("to Jordan and Iraq", "Jordan", false);
    }
}
