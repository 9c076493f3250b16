//! [`Spellings`]: words that are one name written in several ways.

use crate::fold::words;

/// From the hash of a spelling to the hash of the usual one.
///
/// A small open-addressed table, asked once for every word that may belong to
/// a name: it fits the first-level cache.
#[derive(Clone, Debug)]
pub(crate) struct Spellings {
    slots: Vec<(u64, u64)>,
}

impl Spellings {
    pub(crate) fn none() -> Spellings {
        Spellings { slots: vec![(0, 0)] }
    }

    /// Rows of `word` and `variants` (`|` between them) under a header.
    pub(crate) fn parse(text: &str) -> Spellings {
        let mut pairs = Vec::new();
        for row in text.lines().filter(|row| !row.starts_with('#')).skip(1) {
            let Some((word, variants)) = row.split_once('\t') else { continue };
            let usual = words(word).next().map_or(0, |word| word.hash);
            pairs.extend(variants.split('|').flat_map(words).map(|variant| (variant.hash, usual)));
        }
        Spellings::from_pairs(pairs)
    }

    /// What [`Spellings::pairs`] gave, one after the other.
    pub(crate) fn from_words(words: &[u64]) -> Spellings {
        Spellings::from_pairs(words.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
    }

    fn from_pairs(pairs: Vec<(u64, u64)>) -> Spellings {
        let mut spellings = Spellings { slots: vec![(0, 0); (pairs.len() * 4).next_power_of_two().max(1)] };
        for pair in pairs.into_iter().filter(|pair| pair.0 != 0) {
            let at = spellings.slot(pair.0);
            spellings.slots[at] = pair;
        }
        spellings
    }

    fn slot(&self, word: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = word as usize & mask;
        while self.slots[at].0 != word && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// Every spelling with the usual one.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (u64, u64)> {
        self.slots.iter().copied().filter(|pair| pair.0 != 0)
    }

    pub(crate) fn canon(&self, word: u64) -> u64 {
        let (variant, usual) = self.slots[self.slot(word)];
        if variant == word { usual } else { word }
    }
}

#[cfg(test)]
mod tests {
    use super::Spellings;
    use crate::fold::words;

    #[test]
    fn variants_become_the_usual_word() {
        let spellings = Spellings::parse("word\tvariants\nmuhammad\tmohamed|mohammed\nassad\tasad\n");
        let canon = |word: &str| words(word).next().map(|word| spellings.canon(word.hash));
        assert_eq!(canon("Mohammed"), canon("Muhammad"));
        assert_eq!(canon("MOHAMED"), canon("muhammad"));
        assert_ne!(canon("Asad"), canon("Muhammad"));
        assert_eq!(canon("Iran"), words("iran").next().map(|word| word.hash));
    }
}
