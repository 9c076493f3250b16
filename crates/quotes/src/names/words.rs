//! Words in and around names: `name_words.tsv`.
//!
//! Input: one word. Output: the lists it is on, whatever its case. What nouns
//! mean elsewhere (roles, groups, bodies) is the lexicon's to say.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A set of lists of `name_words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Traits(u16);

impl Traits {
    /// *van, bin*: a small word inside personal names.
    pub(crate) const PARTICLE: Traits = Traits(1);
    /// *Corp., Times*: the last word of an organization.
    pub(crate) const BODY: Traits = Traits(2);
    /// *Republican, Tory*: before a name, not part of it.
    pub(crate) const PARTY: Traits = Traits(4);
    /// *Sens., Del.*: before a name.
    pub(crate) const TITLE: Traits = Traits(8);
    /// *Mrs., actress*
    pub(crate) const FEMALE: Traits = Traits(16);
    /// *Mr., chairman*
    pub(crate) const MALE: Traits = Traits(32);
    /// *city, bloc*: speaks as a body.
    pub(crate) const SEAT: Traits = Traits(64);
    /// *company*: any organization named before.
    pub(crate) const ANY_BODY: Traits = Traits(128);
    /// *native*: varies the name of the person spoken of.
    pub(crate) const VARIATION: Traits = Traits(256);
    /// *KC*: after a personal name, not part of it.
    pub(crate) const HONOUR: Traits = Traits(512);
    /// *Publican*: a trade that no ending gives away.
    pub(crate) const TRADE: Traits = Traits(1024);
    /// *secretary*: an office, and nobody's family name.
    pub(crate) const OFFICE: Traits = Traits(2048);
    /// *minister*: what one person is at a time, and hardly by another name.
    pub(crate) const POST: Traits = Traits(4096);
    /// *Foods, United*: the last word of a company or club.
    pub(crate) const COMPANY: Traits = Traits(8192);

    /// Whether the sets share a list.
    pub(crate) fn any(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    fn by_name(name: &str) -> Option<Traits> {
        Some(match name {
            "particle" => Traits::PARTICLE,
            "body" => Traits::BODY,
            "party" => Traits::PARTY,
            "title" => Traits::TITLE,
            "female" => Traits::FEMALE,
            "male" => Traits::MALE,
            "seat" => Traits::SEAT,
            "anybody" => Traits::ANY_BODY,
            "variation" => Traits::VARIATION,
            "honour" => Traits::HONOUR,
            "trade" => Traits::TRADE,
            "office" => Traits::OFFICE,
            "post" => Traits::POST,
            "company" => Traits::COMPANY,
            _ => return None,
        })
    }
}

const TABLE: &str = include_str!("../../data/name_words.tsv");

/// The longest word of the table, in bytes.
const LONGEST: usize = 16;

static TRAITS: LazyLock<FxHashMap<&'static [u8], Traits>> = LazyLock::new(|| {
    rows()
        .map(|(word, lists)| (word.as_bytes(), lists.split(' ').filter_map(Traits::by_name).fold(Traits(0), |a, b| Traits(a.0 | b.0))))
        .collect()
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t'))
}

/// The lists that a word is on.
pub(crate) fn traits(word: &str) -> Traits {
    let mut buffer = [0_u8; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()) else { return Traits::default() };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    TRAITS.get(&*lower).copied().unwrap_or_default()
}

/// What tells a father from a son of one name, the usual one first.
pub(crate) const GENERATIONS: [&str; 5] = ["Jr", "Sr", "II", "III", "IV"];

/// The place of the word among [`GENERATIONS`], counted from 1: 2 for *Sr.*.
pub(crate) fn generation(word: &str) -> Option<u64> {
    let word = word.strip_suffix('.').unwrap_or(word);
    (1..).zip(GENERATIONS).find(|(_, other)| *other == word).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_in_any_case() {
        assert!(traits("Mrs.").any(Traits::FEMALE) && !traits("Mrs.").any(Traits::MALE));
        assert!(traits("VAN").any(Traits::PARTICLE));
        assert_eq!(traits("ordinary"), Traits::default());
        assert_eq!(traits("a word longer than any of the table"), Traits::default());
    }

    #[test]
    fn rows_are_sorted_and_name_known_lists() {
        let words: Vec<&str> = rows().map(|(word, _)| word).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "unsorted or twice");
        for (word, lists) in rows() {
            assert!(word.len() <= LONGEST && !word.is_empty(), "{word}");
            assert!(lists.split(' ').all(|list| Traits::by_name(list).is_some()), "{word}: {lists}");
        }
    }
}
