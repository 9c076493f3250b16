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

/// Weights by feature: a table of a power of two slots. A feature whose slot is
/// taken stands in the next free one, and the slots on the way say so, so that
/// nearly every look-up is one comparison that the processor need not guess.
#[derive(Debug)]
pub(crate) struct Weights {
    slots: Vec<Slot>,
}

/// A feature and its weight, one number that is read at once.
#[derive(Clone, Copy, Debug, Default)]
struct Slot(u64);

impl Slot {
    fn new(tag: u32, weight: f32) -> Slot {
        Slot(u64::from(tag) << 32 | u64::from(weight.to_bits()))
    }

    /// Upper part of the hash with the lowest bit set (0: free); the bit above
    /// that says that a feature which belongs here or before stands further on.
    #[inline(always)]
    fn tag(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[inline(always)]
    fn weight(self) -> f32 {
        f32::from_bits(self.0 as u32)
    }

    /// The weight if the slot is that of `key`, else 0, and whether it is
    /// another's and the key may stand further on. Half of the keys have a
    /// weight: a jump would be guessed wrong half of the time, so there is none.
    #[inline(always)]
    fn of(self, key: u64) -> (f32, bool) {
        let own = self.tag() & !PASSED == tag(key);
        // what the compiler does not know it cannot make a jump of
        let mask = std::hint::black_box(u32::from(own).wrapping_neg());
        (f32::from_bits(self.0 as u32 & mask), self.tag() & PASSED & !mask != 0)
    }
}

/// A feature stands further on.
const PASSED: u32 = 2;
/// Slots for each feature, before the next power of two.
const ROOM: usize = 2;

impl Weights {
    /// Reads lines *feature, tab, weight*; comments, the header and lines that
    /// are no such pair are passed over. Of equal features the last counts.
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
        let mut weights = Weights { slots: vec![Slot::default(); (rows.len() * ROOM + 1).next_power_of_two()] };
        for (key, weight) in rows {
            weights.set(key, weight);
        }
        weights
    }

    /// There is always a free slot: the table has more slots than features.
    fn set(&mut self, key: u64, weight: f32) {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].tag() != 0 && self.slots[at].tag() & !PASSED != tag(key) {
            self.slots[at].0 |= u64::from(PASSED) << 32;
            at = (at + 1) & mask;
        }
        self.slots[at] = Slot::new(self.slots[at].tag() | tag(key), weight);
    }

    /// The weight of a feature, 0 if it has none.
    #[inline(always)]
    pub(crate) fn get(&self, key: u64) -> f32 {
        let slot = self.slots[key as usize & (self.slots.len() - 1)];
        let (weight, further_on) = slot.of(key);
        if further_on { self.further_on(key) } else { weight }
    }

    #[cold]
    fn further_on(&self, key: u64) -> f32 {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].tag() & PASSED != 0 {
            at = (at + 1) & mask;
            if self.slots[at].tag() & !PASSED == tag(key) {
                return self.slots[at].weight();
            }
        }
        0.0
    }

    /// `start` and the weights of features, added up.
    #[inline(never)]
    pub(crate) fn sum(&self, start: f32, keys: &[u64]) -> f32 {
        let mask = self.slots.len() - 1;
        let mut sum = start;
        for &key in keys {
            let slot = self.slots[key as usize & mask];
            let (weight, further_on) = slot.of(key);
            sum += weight;
            if further_on {
                sum += self.further_on(key);
            }
        }
        sum
    }
}

fn tag(key: u64) -> u32 {
    ((key >> 32) as u32 & !PASSED) | 1
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
    fn features_keep_their_weights_however_crowded() {
        let rows: Vec<String> = (0..500).map(|n| format!("word w{n}\t{n}")).collect();
        let weights = Weights::parse(&format!("feature\tweight\n{}\nword w7\t-7\n", rows.join("\n")));
        assert!(weights.slots.iter().filter(|slot| slot.tag() & PASSED != 0).count() > 10);
        for n in (0..500).filter(|&n| n != 7) {
            let key = hash(&format!("word w{n}"));
            assert_eq!((weights.get(key), weights.sum(0.5, &[key, key])), (n as f32, 0.5 + 2.0 * n as f32));
        }
        assert_eq!(weights.get(hash("word w7")), -7.0);
        let strangers: Vec<u64> = (0..500).map(|n| hash(&format!("lemma w{n}"))).collect();
        assert_eq!(weights.sum(0.0, &strangers), 0.0);
    }

    #[test]
    fn weights_by_feature() {
        let weights = Weights::parse("# comment\nfeature\tweight\nbias\t-1.5\nlemma say verb\t2\n");
        assert_eq!((weights.get(hash("bias")), weights.get(hash("lemma say verb")), weights.get(hash("lemma ask verb"))), (-1.5, 2.0, 0.0));
    }
}
