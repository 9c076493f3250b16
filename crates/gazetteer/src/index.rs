//! The index of names: a trie of words kept in one hash table.
//!
//! A node is the hash of the words on the path to it, so a step is one
//! multiplication and one probe. Every prefix of a name is a node; the last
//! word's node has a terminal with the meanings. What it never does: look at
//! text; [`crate::find`] walks it.

use crate::Candidate;
use crate::entity::{EntityId, NameClass};
use crate::fold::{PairSet, step, words};

/// Most words a name may have.
pub(crate) const MAX_WORDS: usize = 24;

/// How a name may be matched, beyond its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Only matched where weak names are asked for or licensed.
    pub(crate) weak: bool,
    /// Not matched beside another capitalised word.
    pub(crate) alone: bool,
}

/// A name on its way into the index.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Index of the next entry of the same words plus one, 0 at the end.
    next: u32,
    entity: EntityId,
    class: NameClass,
    marks: Marks,
    /// The text must be upper case throughout, as in acronyms.
    upper_only: bool,
    /// Bit i: word i must start with a capital.
    capitals: u32,
}

/// A run of candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    start: u32,
    len: u32,
}

impl Run {
    fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// The meanings of one sequence of words, by how the text writes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Every meaning, weak names too.
    pub(crate) all: Run,
    /// Meanings when the text is in upper case.
    pub(crate) shouted: Run,
    /// Meanings when it is not.
    pub(crate) mixed: Run,
    /// Bit i: word i must start with a capital.
    pub(crate) capitals: u32,
    /// Some meaning is a weak name.
    pub(crate) weak: bool,
    /// Not to be matched beside another capitalised word.
    pub(crate) alone: bool,
}

/// The finished index.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    table: PathTable,
    terminals: Vec<Terminal>,
    candidates: Vec<Candidate>,
    /// One bit for the low bits of every first word's hash.
    first: Vec<u64>,
    first_mask: u64,
    /// How names start that do not start with a capital.
    pub(crate) starts: PairSet,
}

impl Index {
    /// Whether a name may start with this word.
    pub(crate) fn may_start(&self, word: u64) -> bool {
        let bit = word & self.first_mask;
        self.first[(bit >> 6) as usize] & (1 << (bit & 63)) != 0
    }

    /// `None`: no name goes this way. `Some(None)`: a longer name may.
    pub(crate) fn node(&self, node: u64) -> Option<Option<&Terminal>> {
        let value = self.table.find(node)?;
        Some(value.checked_sub(1).and_then(|at| self.terminals.get(at as usize)))
    }

    pub(crate) fn candidates(&self, run: Run) -> &[Candidate] {
        let start = run.start as usize;
        self.candidates.get(start..start + run.len as usize).unwrap_or_default()
    }

    /// The only meaning at `place` of a run, as a slice.
    pub(crate) fn single(&self, run: Run, place: usize) -> &[Candidate] {
        self.candidates(run).get(place..=place).unwrap_or_default()
    }

    /// Number of distinct folded names.
    pub(crate) fn len(&self) -> usize {
        self.terminals.len()
    }

    /// Bytes held on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.table.keys.len() * 12
            + self.terminals.len() * size_of::<Terminal>()
            + self.candidates.len() * size_of::<Candidate>()
            + self.first.len() * 8
    }
}

/// Open addressing with linear probing; key 0 is an empty slot.
#[derive(Clone, Debug)]
struct PathTable {
    keys: Vec<u64>,
    values: Vec<u32>,
    used: usize,
}

impl PathTable {
    fn with_slots(slots: usize) -> PathTable {
        let slots = slots.next_power_of_two().max(64);
        PathTable { keys: vec![0; slots], values: vec![0; slots], used: 0 }
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        // The high half mixes best under multiplication.
        let mut at = (key >> 20) as usize & mask;
        while self.keys[at] != key && self.keys[at] != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn find(&self, key: u64) -> Option<u32> {
        let at = self.slot(key);
        (self.keys[at] == key).then(|| self.values[at])
    }

    /// The value of a key, added as 0 if absent.
    fn value_mut(&mut self, key: u64) -> &mut u32 {
        if (self.used + 1) * 8 > self.keys.len() * 5 {
            self.grow();
        }
        let at = self.slot(key);
        if self.keys[at] == 0 {
            self.keys[at] = key;
            self.used += 1;
        }
        &mut self.values[at]
    }

    fn grow(&mut self) {
        let mut larger = PathTable::with_slots(self.keys.len() * 2);
        for (&key, &value) in self.keys.iter().zip(&self.values) {
            if key != 0 {
                let at = larger.slot(key);
                larger.keys[at] = key;
                larger.values[at] = value;
            }
        }
        larger.used = self.used;
        *self = larger;
    }
}

/// Collects names and makes the [`Index`].
pub(crate) struct IndexBuilder {
    table: PathTable,
    entries: Vec<Entry>,
    first: Vec<u64>,
    starts: PairSet,
}

/// What kept a name out of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NameFault {
    #[error("a name has no letter or digit")]
    Empty,
    #[error("a name has more than {MAX_WORDS} words")]
    TooLong,
}

impl IndexBuilder {
    /// Room for about `names` names.
    pub(crate) fn new(names: usize) -> IndexBuilder {
        IndexBuilder {
            table: PathTable::with_slots(names * 3),
            entries: Vec::with_capacity(names),
            first: Vec::with_capacity(names),
            starts: PairSet::new(),
        }
    }

    pub(crate) fn add(
        &mut self,
        name: &str,
        entity: EntityId,
        class: NameClass,
        marks: Marks,
        canon: impl Fn(u64) -> u64,
    ) -> Result<(), NameFault> {
        let mut node = 0;
        let mut count = 0;
        let mut capitals = 0;
        let mut shouted = true;
        let mut letters = 0;
        for word in words(name) {
            if count == MAX_WORDS {
                return Err(NameFault::TooLong);
            }
            let hash = canon(word.hash);
            if count == 0 {
                self.first.push(hash);
                self.add_start(name, word.start);
            } else {
                self.table.value_mut(node);
            }
            node = step(node, hash);
            // An initial digit or ampersand asks for no capital.
            let upper = name.get(word.start..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
            capitals |= u32::from(upper) << count;
            shouted &= word.shouted;
            letters += word.letters;
            count += 1;
        }
        if count == 0 {
            return Err(NameFault::Empty);
        }
        let upper_only = class == NameClass::Acronym && shouted
            || count == 1 && shouted && letters <= 6 && capitals != 0;
        let number = self.entries.len() as u32 + 1;
        let head = self.table.value_mut(node);
        let next = std::mem::replace(head, number);
        self.entries.push(Entry { next, entity, class, marks, upper_only, capitals });
        Ok(())
    }

    fn add_start(&mut self, name: &str, at: usize) {
        let bytes = name.as_bytes();
        if let Some(&byte) = bytes.get(at)
            && !byte.is_ascii_uppercase()
        {
            let second = bytes.get(at + 1).copied().unwrap_or(0);
            // The word may continue with either case or an apostrophe.
            for second in [second.to_ascii_lowercase(), second.to_ascii_uppercase()] {
                self.starts.insert(byte, second);
            }
        }
    }

    pub(crate) fn names(&self) -> usize {
        self.entries.len()
    }

    /// Sorts the meanings of every name, best first by `weight`.
    pub(crate) fn build(mut self, weight: impl Fn(&Candidate) -> u32) -> Index {
        let mut terminals = Vec::with_capacity(self.entries.len());
        let mut candidates = Vec::with_capacity(self.entries.len());
        let mut chain: Vec<Entry> = Vec::new();
        for value in &mut self.table.values {
            if *value == 0 {
                continue;
            }
            chain.clear();
            let mut next = *value;
            while let Some(entry) = next.checked_sub(1).and_then(|at| self.entries.get(at as usize)) {
                chain.push(*entry);
                next = entry.next;
            }
            if chain.len() > 1 {
                rank(&mut chain, &weight);
            }
            terminals.push(terminal(&chain, &mut candidates));
            *value = terminals.len() as u32;
        }
        let bits = (self.first.len() * 8).next_power_of_two().clamp(1 << 12, 1 << 24);
        let first_mask = bits as u64 - 1;
        let mut first = vec![0_u64; bits / 64];
        for hash in &self.first {
            let bit = hash & first_mask;
            first[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        candidates.shrink_to_fit();
        terminals.shrink_to_fit();
        Index { table: self.table, terminals, candidates, first, first_mask, starts: self.starts }
    }
}

/// Best meaning first, each entity once: with its best class, and strong where
/// any of its names here is.
fn rank(chain: &mut Vec<Entry>, weight: impl Fn(&Candidate) -> u32) {
    let weight = |entry: &Entry| weight(&Candidate { entity: entry.entity, class: entry.class });
    chain.sort_by(|a, b| {
        (a.entity, a.upper_only, a.marks.weak, a.class).cmp(&(b.entity, b.upper_only, b.marks.weak, b.class))
    });
    chain.dedup_by(|b, a| a.entity == b.entity);
    chain.sort_by_key(|entry| (std::cmp::Reverse(weight(entry)), entry.entity));
}

fn terminal(chain: &[Entry], candidates: &mut Vec<Candidate>) -> Terminal {
    let mut push = |keep: &dyn Fn(&Entry) -> bool| {
        let start = candidates.len() as u32;
        candidates.extend(
            chain.iter().filter(|e| keep(e)).map(|e| Candidate { entity: e.entity, class: e.class }),
        );
        Run { start, len: candidates.len() as u32 - start }
    };
    let all = push(&|_| true);
    let same = |keep: &dyn Fn(&Entry) -> bool| chain.iter().all(keep);
    let strong = |e: &Entry| !e.marks.weak;
    let mixed_only = |e: &Entry| !e.marks.weak && !e.upper_only;
    let shouted = if same(&strong) { all } else { push(&strong) };
    let mixed = if same(&mixed_only) { all } else { push(&mixed_only) };
    // Of meanings that ask for different capitals, the laxest decides.
    let capitals = chain.iter().filter(|e| !e.upper_only).map(|e| e.capitals).reduce(|a, b| a & b);
    let strong_alone = chain.iter().filter(|e| strong(e)).all(|e| e.marks.alone);
    Terminal {
        all,
        shouted: if shouted.is_empty() { Run::default() } else { shouted },
        mixed: if mixed.is_empty() { Run::default() } else { mixed },
        capitals: capitals.unwrap_or(u32::MAX),
        weak: chain.iter().any(|e| e.marks.weak),
        alone: strong_alone,
    }
}
