//! [`Census`]: every spelling of a speaker in the tables, and what its rows say of it.
//!
//! In: rows. Out: [`Variant`]s, sorted, the same for any order of rows. Memory
//! grows with the spellings, not with the rows.

use std::collections::BTreeMap;

use inquit_gazetteer::{EntityKind, Gazetteer, Gender};

use super::args::Kind;
use super::name::{title_gender, words_key};
use crate::tables::documents::Documents;
use crate::tables::row::{Named, Row};

/// A name with an id, or with none.
#[derive(Clone, Debug, Default)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) quotes: u64,
    pub(super) documents: Documents,
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    /// Rows by kind, in the order of [`Kind::ALL`].
    pub(super) kinds: [u64; 5],
    pub(super) kind: Kind,
    /// Titles and pronouns by gender.
    pub(super) genders: Genders,
}

/// What titles and pronouns in the mentions say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Genders {
    titles: [u64; 2],
    pronouns: [u64; 2],
}

/// All spellings by name.
#[derive(Debug, Default)]
pub(super) struct Census {
    names: BTreeMap<String, Vec<Variant>>,
}

impl Census {
    /// Counts the speakers of a row.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        let date = row.date.as_deref().and_then(day);
        for speaker in &row.speakers {
            let variant = self.variant(speaker);
            variant.quotes += 1;
            variant.documents.add(&row.document);
            if let Some(kind) = speaker.kind {
                variant.kinds[kind as usize] += 1;
            }
            if let Some(day) = date {
                widen(&mut variant.first, &mut variant.last, day);
            }
            variant.genders.add_title(&speaker.name);
            // The words of a joint statement are not about one of them.
            if let (Some((words, kind)), [_]) = (&row.mention, row.speakers.as_slice()) {
                match kind.as_ref() {
                    "name" => variant.genders.add_title(words),
                    "pronoun" => variant.genders.add_pronoun(words),
                    _ => {}
                }
            }
        }
    }

    fn variant(&mut self, speaker: &Named<'_>) -> &mut Variant {
        if !self.names.contains_key(speaker.name.as_ref()) {
            self.names.insert(speaker.name.clone().into_owned(), Vec::new());
        }
        let variants = self.names.entry(speaker.name.clone().into_owned()).or_default();
        let place = match variants.binary_search_by(|own| own.id.as_deref().cmp(&speaker.id.as_deref())) {
            Ok(place) => place,
            Err(place) => {
                let (name, id) = (speaker.name.clone().into_owned(), speaker.id.clone().map(|id| id.into_owned()));
                variants.insert(place, Variant { name, id, ..Variant::default() });
                place
            }
        };
        &mut variants[place]
    }

    /// The variants, sorted by name, then id. One of whose kind no row tells
    /// has the kind of its id, else that of the same words.
    pub(super) fn into_variants(self, gazetteer: &Gazetteer) -> Vec<Variant> {
        let mut variants: Vec<Variant> = self.names.into_values().flatten().collect();
        let mut same_words: BTreeMap<String, [u64; 5]> = BTreeMap::new();
        for variant in &variants {
            let counts = same_words.entry(words_key(&variant.name)).or_default();
            counts.iter_mut().zip(variant.kinds).for_each(|(sum, count)| *sum += count);
        }
        for variant in &mut variants {
            let known = variant.id.as_deref().and_then(|id| gazetteer.kind(gazetteer.id_of(id)?));
            variant.kind = match known {
                _ if variant.kinds != [0; 5] => kind_of(&variant.kinds),
                Some(EntityKind::Person) => Kind::Person,
                Some(EntityKind::Organization) => Kind::Organization,
                Some(EntityKind::Country) => Kind::Country,
                None => same_words.get(&words_key(&variant.name)).map_or(Kind::Unknown, kind_of),
            };
        }
        variants
    }
}

/// The kind counted most often, the first of equals; unknown only if no other is counted.
pub(super) fn kind_of(counts: &[u64; 5]) -> Kind {
    let most = Kind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(kind, count)| **count > 0 && *kind != Kind::Unknown)
        .rev()
        .max_by_key(|(_, count)| **count);
    most.map_or(Kind::Unknown, |(kind, _)| kind)
}

/// Lets the days from `first` to `last` include `day`.
pub(super) fn widen(first: &mut Option<String>, last: &mut Option<String>, day: &str) {
    if first.as_deref().is_none_or(|first| day < first) {
        *first = Some(day.to_owned());
    }
    if last.as_deref().is_none_or(|last| day > last) {
        *last = Some(day.to_owned());
    }
}

/// The day a date begins with: `YYYY-MM-DD`.
pub(crate) fn day(date: &str) -> Option<&str> {
    let day = date.trim_start().get(..10)?;
    let digits = |range: std::ops::Range<usize>| day.as_bytes()[range].iter().all(u8::is_ascii_digit);
    (digits(0..4) && &day[4..5] == "-" && digits(5..7) && &day[7..8] == "-" && digits(8..10)).then_some(day)
}

impl Genders {
    fn add_title(&mut self, name: &str) {
        if let Some(gender) = title_gender(name) {
            self.titles[gender as usize] += 1;
        }
    }

    fn add_pronoun(&mut self, words: &str) {
        let gender = match words.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Gender::Male,
            "she" | "her" | "hers" | "herself" => Gender::Female,
            _ => return,
        };
        self.pronouns[gender as usize] += 1;
    }

    /// Counts what was counted of another spelling.
    pub(super) fn extend(&mut self, other: Genders) {
        for gender in 0..2 {
            self.titles[gender] += other.titles[gender];
            self.pronouns[gender] += other.pronouns[gender];
        }
    }

    /// The gender of nearly all titles.
    pub(super) fn of_titles(self) -> Option<Gender> {
        nearly_all(self.titles, 1)
    }

    /// The gender of nearly all pronouns, if there are some.
    pub(super) fn of_pronouns(self) -> Option<Gender> {
        nearly_all(self.pronouns, 2)
    }
}

/// The gender of four in five, if `least` or more are counted of it.
fn nearly_all(counts: [u64; 2], least: u64) -> Option<Gender> {
    [Gender::Female, Gender::Male].into_iter().find(|&gender| {
        let (own, other) = (counts[gender as usize], counts[1 - gender as usize]);
        own >= least && own >= 4 * other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for date in ["2024-05-03", "2024-05-03T10:00:00Z", " 2024-05-03 10:00"] {
            assert_eq!(day(date), Some("2024-05-03"), "{date}");
        }
        for date in ["", "3 May 2024", "2024-05", "2024/05/03", "20240503123", "2024-05-é"] {
            assert_eq!(day(date), None, "{date}");
        }
    }

    #[test]
    fn kinds_and_genders_by_most() {
        assert_eq!(kind_of(&[0; 5]), Kind::Unknown);
        assert_eq!(kind_of(&[1, 2, 2, 0, 0]), Kind::Organization);
        assert_eq!(kind_of(&[1, 0, 0, 0, 9]), Kind::Person);
        assert_eq!(kind_of(&[0, 0, 0, 0, 9]), Kind::Unknown);
        assert_eq!(nearly_all([0, 1], 1), nearly_all([1, 5], 1));
        assert_eq!(nearly_all([2, 5], 1), None);
        assert_eq!(nearly_all([1, 0], 2), None);
    }
}
