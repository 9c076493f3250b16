//! Support lists for reading personal names: given names with gender share,
//! honorifics, nicknames and name particles.

use std::sync::OnceLock;

use crate::fold::{fold, step, words};

/// Rows of a list, without header and comments, cut at tabs.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = text.lines().filter(|row| !row.is_empty() && !row.starts_with('#')).skip(1);
    rows.map(|row| row.split_once('\t').unwrap_or((row, "")))
}

fn key(name: &str) -> u64 {
    words(name).fold(0, |node, word| step(node, word.hash))
}

/// Given names, and how often each is a man's.
///
/// ```
/// use inquit_gazetteer::GivenNames;
/// let names = GivenNames::curated();
/// assert!(names.male_share("Maria").is_some_and(|share| share < 0.1));
/// assert!(names.male_share("MOHAMMED").is_some_and(|share| share > 0.9));
/// assert_eq!(names.male_share("Parliament"), None);
/// ```
#[derive(Debug)]
pub struct GivenNames {
    /// Hash of the folded name and share in percent; hash 0 is an empty slot.
    slots: Vec<(u64, u8)>,
    len: usize,
}

impl GivenNames {
    /// The built-in list, read on the first call.
    #[must_use]
    pub fn curated() -> &'static GivenNames {
        static CURATED: OnceLock<GivenNames> = OnceLock::new();
        CURATED.get_or_init(|| GivenNames::parse(crate::curated::FIRST_NAMES))
    }

    fn parse(text: &'static str) -> GivenNames {
        let slots = (text.len() / 6).next_power_of_two();
        let mut names = GivenNames { slots: vec![(0, 0); slots], len: 0 };
        for (name, share) in rows(text) {
            let at = names.slot(key(name));
            if names.slots[at].0 == 0 {
                names.slots[at] = (key(name), share.parse().unwrap_or(50));
                names.len += 1;
            }
        }
        names
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// Share of men among the people of this given name, 0 to 1; `None` if the
    /// name is not in the list. Case and diacritics do not matter.
    #[must_use]
    pub fn male_share(&self, name: &str) -> Option<f32> {
        let key = key(name);
        let (found, percent) = self.slots[self.slot(key)];
        (found == key && key != 0).then(|| f32::from(percent) / 100.0)
    }

    /// Whether this is a given name. Many are words or family names as well.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.male_share(name).is_some()
    }

    /// Number of names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// A form of address or a rank that stands before a personal name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Honorific {
    /// As written: *Mr*, *Ayatollah*, *Lt. Gen.*
    pub text: &'static str,
    /// Gender of the person it is used for, where it tells.
    pub gender: Option<crate::Gender>,
    /// What it is: *address, academic, religious, military, noble, political,
    /// police, legal* or *suffix*.
    pub class: &'static str,
}

/// Titles that stand before names.
///
/// ```
/// use inquit_gazetteer::{Gender, Honorifics};
/// let list = Honorifics::curated();
/// assert_eq!(list.find("mrs.").and_then(|title| title.gender), Some(Gender::Female));
/// assert!(list.find("Ayatollah").is_some());
/// assert!(list.find("Table").is_none());
/// ```
#[derive(Debug)]
pub struct Honorifics {
    /// Sorted by folded text.
    rows: Vec<(String, Honorific)>,
}

impl Honorifics {
    /// The built-in list, read on the first call.
    #[must_use]
    pub fn curated() -> &'static Honorifics {
        static CURATED: OnceLock<Honorifics> = OnceLock::new();
        CURATED.get_or_init(|| {
            let mut list: Vec<_> = rows(crate::curated::HONORIFICS)
                .map(|(text, rest)| {
                    let (class, gender) = rest.split_once('\t').unwrap_or((rest, ""));
                    let gender = match gender.split('\t').next() {
                        Some("f") => Some(crate::Gender::Female),
                        Some("m") => Some(crate::Gender::Male),
                        _ => None,
                    };
                    (fold(text), Honorific { text, gender, class })
                })
                .collect();
            list.sort_by(|a, b| a.0.cmp(&b.0));
            list.dedup_by(|b, a| a.0 == b.0);
            Honorifics { rows: list }
        })
    }

    /// The title written `text`; case and periods do not matter.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Honorific> {
        let folded = fold(text);
        let at = self.rows.binary_search_by(|row| row.0.as_str().cmp(&folded)).ok()?;
        self.rows.get(at).map(|row| &row.1)
    }

    /// Every title, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &Honorific> {
        self.rows.iter().map(|row| &row.1)
    }

    /// Number of titles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no title.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Short forms of given names: *Bill* for *William*.
///
/// ```
/// use inquit_gazetteer::Nicknames;
/// let list = Nicknames::curated();
/// assert!(list.full_names("Bill").any(|name| name == "William"));
/// assert!(list.same_person("Bill", "William"));
/// assert!(!list.same_person("Bill", "Hillary"));
/// ```
#[derive(Debug)]
pub struct Nicknames {
    /// Folded nickname and full name, sorted.
    rows: Vec<(String, &'static str)>,
}

impl Nicknames {
    /// The built-in list, read on the first call.
    #[must_use]
    pub fn curated() -> &'static Nicknames {
        static CURATED: OnceLock<Nicknames> = OnceLock::new();
        CURATED.get_or_init(|| {
            let mut list: Vec<_> = rows(crate::curated::NICKNAMES)
                .flat_map(|(name, rest)| {
                    let nicknames = rest.split('\t').next().unwrap_or("");
                    nicknames.split('|').map(move |nickname| (fold(nickname), name))
                })
                .collect();
            list.sort_unstable();
            Nicknames { rows: list }
        })
    }

    /// The full names that `nickname` may stand for.
    pub fn full_names(&self, nickname: &str) -> impl Iterator<Item = &'static str> {
        let folded = fold(nickname);
        let from = self.rows.partition_point(|row| row.0 < folded);
        let rows = self.rows.get(from..).unwrap_or_default();
        let to = rows.partition_point(|row| row.0 == folded);
        rows.iter().take(to).map(|row| row.1)
    }

    /// Whether two given names can be one person's: equal, a nickname and its
    /// full name, or two nicknames of one full name.
    #[must_use]
    pub fn same_person(&self, one: &str, other: &str) -> bool {
        let (a, b) = (fold(one), fold(other));
        let full = |name: &str| -> Vec<String> { self.full_names(name).map(fold).chain([fold(name)]).collect() };
        a == b || full(one).iter().any(|name| full(other).contains(name))
    }
}

/// Particles of family names, lower case: *al, bin, de, van, von*.
///
/// ```
/// use inquit_gazetteer::name_particles;
/// assert!(name_particles().contains(&"von"));
/// ```
#[must_use]
pub fn name_particles() -> &'static [&'static str] {
    static PARTICLES: OnceLock<Vec<&'static str>> = OnceLock::new();
    PARTICLES.get_or_init(|| rows(crate::curated::PARTICLES).map(|(particle, _)| particle).collect())
}

/// Whether a word, folded, is one of everyday English: *target*, *may*.
pub(crate) fn is_common_word(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| rows(crate::curated::COMMON_WORDS).map(|(word, _)| word).collect());
    // The table is sorted, which a test checks.
    words.binary_search(&word).is_ok()
}
