//! Features and their weights, hashed.
//!
//! A feature is a template and up to three values, in text *template value
//! value*. At run time no text is made: the hashes of template and values are
//! mixed. Hashes are the same on every platform and in every version.

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hash of a template's name or a value.
pub(crate) const fn value(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = bytes.len() as u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(MULTIPLIER).rotate_left(23);
        i += 1;
    }
    hash
}

/// A template's name or a value, with its hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'f> {
    pub(crate) text: &'f str,
    pub(crate) hash: u64,
}

impl Value<'_> {
    /// A value whose hash is computed here, at compile time where the text is
    /// known then.
    pub(crate) const fn of(text: &str) -> Value<'_> {
        Value { text, hash: value(text) }
    }
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

/// Mixes one more value into a feature's hash.
pub(crate) const fn mix(feature: u64, value: u64) -> u64 {
    let mixed = (feature.rotate_left(29) ^ value).wrapping_mul(MULTIPLIER);
    mixed ^ (mixed >> 31)
}

/// A value as it stands in a feature's text: without spaces.
pub(crate) fn slug(text: &str) -> String {
    text.replace(' ', "_")
}

/// Hash of a feature's text.
pub(crate) fn hash(feature: &str) -> u64 {
    let mut parts = feature.split(' ');
    let template = value(parts.next().unwrap_or(""));
    parts.fold(template, |hash, part| mix(hash, value(part)))
}

/// Weights by feature, in an open hash table of a power of two slots.
#[derive(Debug)]
pub(crate) struct Weights {
    /// upper half of the hash (0: free) and the weight
    slots: Vec<(u32, f32)>,
}

impl Weights {
    /// Reads lines *feature, tab, weight*; comments, the header and lines that
    /// are no such pair are passed over.
    pub(crate) fn parse(table: &str) -> Weights {
        let rows: Vec<(u64, f32)> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .filter_map(|line| {
                let (feature, weight) = line.rsplit_once('\t')?;
                Some((hash(feature), weight.parse().ok()?))
            })
            .collect();
        let mut weights = Weights { slots: vec![(0, 0.0); (rows.len() * 2 + 2).next_power_of_two()] };
        for (key, weight) in rows {
            let slot = weights.slot(key);
            weights.slots[slot] = (tag(key), weight);
        }
        weights
    }

    /// The weight of a feature, 0 if it has none.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> f32 {
        self.slots[self.slot(key)].1
    }

    /// `start` and the weights of features, added up.
    #[inline(never)]
    pub(crate) fn sum(&self, start: f32, keys: &[u64]) -> f32 {
        keys.iter().fold(start, |sum, &key| sum + self.get(key))
    }

    /// The slot that holds the feature, or the free one where it would stand.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key as usize) & mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != tag(key) {
            at = (at + 1) & mask;
        }
        at
    }
}

fn tag(key: u64) -> u32 {
    ((key >> 32) as u32) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_parts_hash_alike() {
        assert_eq!(hash("lemma say verb"), mix(mix(value("lemma"), value("say")), value("verb")));
        assert_ne!(hash("a b c"), hash("a c b"));
    }

    #[test]
    fn weights_by_feature() {
        let weights = Weights::parse("# comment\nfeature\tweight\nbias\t-1.5\nlemma say verb\t2\n");
        assert_eq!((weights.get(hash("bias")), weights.get(hash("lemma say verb")), weights.get(hash("lemma ask verb"))), (-1.5, 2.0, 0.0));
    }
}
