//! How word forms behave as cues, as counted in annotated text.
//!
//! Input: counts of a form. Output: a few small classes that features are made
//! of: how often the form is part of a cue, how often it is the head of one,
//! and where the contents of such cues stand and how they begin. Forms are
//! known by their hash; no form is stored.

use rustc_hash::FxHashMap;

/// What is known of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueClass {
    /// Share of its occurrences that are part of a cue, in steps 1 to 5; 0 if there are too few.
    pub(crate) part: u8,
    /// Share of its occurrences that are the head of a cue, likewise.
    pub(crate) head: u8,
    /// Shares of its contents by place and beginning, two bits each, and a bit
    /// that is always set; 0 if there are too few.
    pub(crate) frame: u16,
}

/// The forms that are ever a cue, by hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueClasses(FxHashMap<u64, CueClass>);

impl CueClasses {
    pub(crate) fn get(&self, word: u64) -> CueClass {
        self.0.get(&word).copied().unwrap_or_default()
    }

    /// All forms, sorted by hash.
    pub(crate) fn rows(&self) -> Vec<(u64, CueClass)> {
        let mut rows: Vec<(u64, CueClass)> = self.0.iter().map(|(&word, &class)| (word, class)).collect();
        rows.sort_unstable_by_key(|row| row.0);
        rows
    }
}

impl FromIterator<(u64, CueClass)> for CueClasses {
    fn from_iter<T: IntoIterator<Item = (u64, CueClass)>>(rows: T) -> CueClasses {
        CueClasses(rows.into_iter().collect())
    }
}

/// How the content of a cue stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// It stands before the cue.
    Before,
    /// It begins with *that*,
    That,
    /// with *to*,
    To,
    /// a quotation mark,
    Mark,
    /// a noun phrase or an -ing form,
    Noun,
    /// a pronoun,
    Pronoun,
    /// anything else.
    Other,
}

/// Counts of one form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CueCounts {
    /// Occurrences.
    pub(crate) all: u32,
    /// Occurrences in a cue.
    pub(crate) part: u32,
    /// Occurrences as the head of a cue.
    pub(crate) head: u32,
    /// Contents of these by their opening, `Other` not counted.
    pub(crate) openings: [u32; 6],
    /// Those without a source.
    pub(crate) sourceless: u32,
}

impl CueCounts {
    pub(crate) fn add_opening(&mut self, opening: Opening) {
        if let Some(count) = self.openings.get_mut(opening as usize) {
            *count += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &CueCounts) {
        self.all += other.all;
        self.part += other.part;
        self.head += other.head;
        self.sourceless += other.sourceless;
        for (count, other) in self.openings.iter_mut().zip(other.openings) {
            *count += other;
        }
    }

    /// What is left without `own`, counts of a part of the same text.
    pub(crate) fn without(&self, own: &CueCounts) -> CueCounts {
        CueCounts {
            all: self.all.saturating_sub(own.all),
            part: self.part.saturating_sub(own.part),
            head: self.head.saturating_sub(own.head),
            openings: std::array::from_fn(|k| self.openings[k].saturating_sub(own.openings[k])),
            sourceless: self.sourceless.saturating_sub(own.sourceless),
        }
    }

    pub(crate) fn class(&self) -> CueClass {
        let share = |count: u32, of: u32| f64::from(count) / f64::from(of.max(1));
        let class = |count: u32| if count < 3 { 0 } else { share_class(share(count, self.all)) };
        let frame = if self.head < 4 {
            0
        } else {
            let counts = self.openings.iter().chain([&self.sourceless]);
            counts.fold(1, |frame, &count| frame << 2 | frame_class(share(count, self.head)))
        };
        CueClass { part: class(self.part), head: class(self.head), frame }
    }
}

fn share_class(share: f64) -> u8 {
    match share {
        _ if share >= 0.6 => 5,
        _ if share >= 0.35 => 4,
        _ if share >= 0.15 => 3,
        _ if share >= 0.05 => 2,
        _ => 1,
    }
}

fn frame_class(share: f64) -> u16 {
    match share {
        _ if share < 0.08 => 0,
        _ if share < 0.3 => 1,
        _ if share < 0.6 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_counts() {
        let said = CueCounts { all: 100, part: 70, head: 40, openings: [20, 10, 0, 5, 0, 0], sourceless: 2 };
        let class = said.class();
        assert_eq!((class.part, class.head), (5, 4));
        assert_eq!(class.frame, 0b1_10_01_00_01_00_00_00);
        assert_eq!(CueCounts { all: 9, part: 2, head: 2, ..CueCounts::default() }.class(), CueClass::default());
        assert_eq!(said.without(&said).class(), CueClass::default());
    }
}
