//! [`PersonName`]: the parts of a personal name that tell people apart.

use inquit_gazetteer::{Gender, GivenNames, Honorifics, fold, name_particles};

/// A personal name, folded: lower case, no diacritics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Given and middle names written out; empty if there are none.
    pub(super) given: String,
    /// Letters of the initials.
    pub(super) initials: String,
    /// The family name with its particles: *al assad*.
    pub(super) surname: String,
    /// The same without: *assad*.
    pub(super) bare: String,
    /// *jr, sr, ii …*
    pub(super) suffix: String,
}

/// How much a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fullness {
    /// A family name alone, or the only name of somebody.
    Surname,
    /// With initials.
    Initials,
    /// With a given name.
    Full,
}

impl PersonName {
    /// The parts of `name`; `None` if it does not have the form of one, as *the mayor*.
    pub(super) fn of(name: &str) -> Option<PersonName> {
        let words: Vec<&str> = name.split_whitespace().filter(|word| !word.starts_with(['“', '"', '(', '‘'])).collect();
        let mut words = &words[title(&words).0..];
        let mut parts = PersonName::default();
        while let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty()) {
            let folded = fold(last);
            if matches!(folded.as_str(), "jr" | "sr" | "ii" | "iii" | "iv") {
                parts.suffix = folded;
            } else if Honorifics::curated().find(last).is_none_or(|title| title.class != "suffix") {
                break;
            }
            words = rest;
        }
        let (last, before) = words.split_last()?;
        let first = words.first()?;
        let lower = |word: &str| word.starts_with(char::is_lowercase);
        if matches!(*first, "The" | "A" | "An") || words.iter().any(|word| lower(word) && !is_particle(word)) {
            return None;
        }
        let particles = before.iter().rev().take_while(|word| is_particle(word)).count();
        let (given, family) = before.split_at(before.len() - particles);
        let mut surname: Vec<String> = family.iter().map(|word| fold(word)).collect();
        parts.bare = unprefixed(&fold(last));
        surname.push(fold(last));
        parts.surname = surname.join(" ");
        let (initials, full): (Vec<&str>, Vec<&str>) = given.iter().partition(|word| is_initials(word));
        parts.given = full.iter().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
        parts.initials = initials.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        (!parts.bare.is_empty()).then_some(parts)
    }

    /// How much of the name there is.
    pub(super) fn fullness(&self) -> Fullness {
        match (self.given.is_empty(), self.initials.is_empty()) {
            (false, _) => Fullness::Full,
            (true, false) => Fullness::Initials,
            (true, true) => Fullness::Surname,
        }
    }

    /// What two spellings of one name have in common: all but the initials of a full name.
    pub(super) fn key(&self) -> String {
        let initials = if self.given.is_empty() { self.initials.as_str() } else { "" };
        [&self.given, initials, &self.surname, &self.suffix].join("/")
    }

    /// Whether this shorter name can stand for `full`: the same family name,
    /// and initials that `full` has.
    pub(super) fn shortens(&self, full: &PersonName) -> bool {
        let surname = self.surname == full.surname || self.surname == self.bare && self.bare == full.bare;
        let suffix = self.suffix.is_empty() || self.suffix == full.suffix;
        let letters = full.given.split(' ').filter_map(|word| word.chars().next()).chain(full.initials.chars());
        let initials = self.initials.chars().zip(letters).all(|(own, other)| own == other);
        surname && suffix && initials
    }

    /// Whether the first name is known to be one.
    pub(super) fn given_is_known(&self) -> bool {
        self.given.split(' ').next().is_some_and(|name| GivenNames::curated().contains(name))
    }

    /// The gender of nearly all who have the given name.
    pub(super) fn given_gender(&self) -> Option<Gender> {
        let share = GivenNames::curated().male_share(self.given.split(' ').next()?)?;
        match share {
            0.9.. => Some(Gender::Male),
            ..=0.1 => Some(Gender::Female),
            _ => None,
        }
    }
}

/// Whether a title stands in front of the name: *Mayor Low*.
pub(super) fn has_title(name: &str) -> bool {
    title(&name.split_whitespace().collect::<Vec<_>>()).0 > 0
}

/// The gender that a title in front of the name tells: *Mrs. Low*.
pub(super) fn title_gender(name: &str) -> Option<Gender> {
    title(&name.split_whitespace().collect::<Vec<_>>()).1
}

/// A key for what is no personal name: *the Port Authority*, *The port authority*.
pub(super) fn words_key(name: &str) -> String {
    let folded = fold(name);
    let key = folded.strip_prefix("the ").unwrap_or(&folded);
    if key.is_empty() { name.to_owned() } else { key.to_owned() }
}

/// How many words of titles stand in front, and the gender they tell.
fn title(words: &[&str]) -> (usize, Option<Gender>) {
    let (mut at, mut gender) = (0, None);
    // The last word is the name, and longer titles go first: "Prime Minister".
    while let Some((length, title)) = (1..=3.min(words.len().saturating_sub(at + 1))).rev().find_map(|length| {
        let words = &words[at..at + length];
        // *Dean*, *Earl* and *Baron* are given names as well.
        let given = length == 1 && GivenNames::curated().contains(words[0]);
        let title = Honorifics::curated().find(&words.join(" ")).filter(|title| title.class != "suffix" && !given)?;
        Some((length, title))
    }) {
        at += length;
        gender = gender.or(title.gender);
    }
    (at, gender)
}

/// *van, de, al*; capitalised only where it is no given name (*Van Jones*).
fn is_particle(word: &str) -> bool {
    let joined = word.split_once(['-', '\'', '’']).map(|(particle, _)| particle);
    if let Some(particle) = joined.filter(|_| word.starts_with(char::is_lowercase)) {
        return name_particles().contains(&fold(particle).as_str());
    }
    let lower = word.starts_with(char::is_lowercase);
    let particle = name_particles().contains(&fold(word).as_str());
    particle && (lower || !is_initials(word) && !GivenNames::curated().contains(word))
}

/// A family name without a particle that a hyphen joins: *assad* of *al-Assad*.
fn unprefixed(surname: &str) -> String {
    match surname.split_once(' ') {
        Some((particle, rest)) if name_particles().contains(&particle) => rest.to_owned(),
        _ => surname.to_owned(),
    }
}

/// *J.*, *J*, *J.D.*
fn is_initials(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|&c| c != '.' && c != '-').collect();
    let dotted = word.contains('.');
    letters.iter().all(|c| c.is_uppercase()) && (letters.len() == 1 || dotted && (2..=3).contains(&letters.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Given names, initials, family name, bare family name, suffix.
    fn check(name: &str, expected: Option<[&str; 5]>) {
        let parts = PersonName::of(name);
        let found = parts.as_ref().map(|p| [&p.given, &p.initials, &p.surname, &p.bare, &p.suffix].map(String::as_str));
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn names_have_parts() {
        check("Ilse Varga", Some(["ilse", "", "varga", "varga", ""]));
        check("Dr. Zoë A. LOW", Some(["zoe", "a", "low", "low", ""]));
        check("Varga", Some(["", "", "varga", "varga", ""]));
        check("Mrs. Varga", Some(["", "", "varga", "varga", ""]));
        check("J. D. Hart Jr.", Some(["", "jd", "hart", "hart", "jr"]));
        check("J.D. Hart", Some(["", "jd", "hart", "hart", ""]));
        check("William “Bill” Hart", Some(["william", "", "hart", "hart", ""]));
        check("Ana Maria de la Cruz", Some(["ana maria", "", "de la cruz", "cruz", ""]));
        check("Samir al-Haddad", Some(["samir", "", "al haddad", "haddad", ""]));
        check("Van Hart", Some(["van", "", "hart", "hart", ""]));
        check("Baron Hart", Some(["baron", "", "hart", "hart", ""]));
        check("Ruth O’Dell, PhD", Some(["ruth", "", "odell", "odell", ""]));
    }

    #[test]
    fn roles_are_no_names() {
        for words in ["the mayor", "The Mayor", "a source", "mayor", "Iranian officials", "", "“”"] {
            check(words, None);
        }
    }

    #[test]
    fn short_names_of_full_ones() {
        let shortens = |short: &str, full: &str| PersonName::of(short).unwrap().shortens(&PersonName::of(full).unwrap());
        for (short, full) in [
            ("Varga", "Ilse Varga"),
            ("I. Varga", "Ilse Varga"),
            ("I.M. Varga", "Ilse Marta Varga"),
            ("Haddad", "Samir al-Haddad"),
            ("al-Haddad", "Samir al-Haddad"),
            ("Hart", "J.D. Hart Jr."),
        ] {
            assert!(shortens(short, full), "{short} of {full}");
        }
        for (short, full) in
            [("Varga", "Varga Ilse"), ("P. Varga", "Ilse Varga"), ("de Haddad", "Samir al-Haddad"), ("Hart Sr.", "J.D. Hart Jr.")]
        {
            assert!(!shortens(short, full), "{short} of {full}");
        }
    }

    #[test]
    fn titles_tell_a_gender() {
        for (name, gender) in [("Mrs. Low", Some(Gender::Female)), ("Mr Low", Some(Gender::Male)), ("Dr. Low", None), ("Low", None)] {
            assert_eq!(title_gender(name), gender, "{name}");
        }
    }

    #[test]
    fn bodies_but_for_case_and_article() {
        assert_eq!(words_key("The Port Authority"), words_key("the port authority"));
        assert_ne!(words_key("port authorities"), words_key("port authority"));
        assert_eq!(words_key("…"), "…");
    }
}
