//! The index of names: a trie of words kept in one hash table.
//!
//! A node is the hash of the words on the path to it, so a step is one
//! multiplication and one probe. Every prefix of a name is a node; the last
//! word's node has a terminal with the meanings. What it never does: look at
//! text; [`crate::find`] walks it.

use crate::Candidate;
use crate::entity::{EntityId, NameClass};
use crate::fold::{step, words};
use crate::scan::{LOOK_BACK, PairSet, Scan};
use crate::spelling::Spellings;

/// Stands for no entity: a phrase that hides the names inside it.
pub(crate) const BLOCKED: EntityId = EntityId(u32::MAX);

/// Most words a name may have.
pub(crate) const MAX_WORDS: usize = 24;

/// How a name may be matched, beyond its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Only matched where weak names are asked for or licensed.
    pub(crate) weak: bool,
    /// Not matched beside another capitalised word.
    pub(crate) alone: bool,
}

/// The shape of letters that a name asks of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// Any, if the capitals are there.
    Free,
    /// Upper case throughout: acronyms.
    Upper,
    /// Capitals inside the word: *AfD, DoD*.
    Camel,
}

/// A name on its way into the index.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Index of the next entry of the same words plus one, 0 at the end.
    next: u32,
    entity: EntityId,
    class: NameClass,
    marks: Marks,
    /// What the text must look like beyond its capitals.
    shape: Shape,
    /// Bit i: word i must start with a capital.
    capitals: u32,
}

/// A run of candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// The meanings of one sequence of words, by how the text writes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Every meaning, weak names too.
    pub(crate) all: Run,
    /// Meanings when the text is in upper case.
    pub(crate) shouted: Run,
    /// Meanings when it has capitals inside a word, and small letters.
    pub(crate) camel: Run,
    /// Meanings when it is neither.
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
    pub(crate) table: PathTable,
    pub(crate) terminals: Vec<Terminal>,
    pub(crate) candidates: Vec<Candidate>,
    /// First words of names.
    pub(crate) first: Filter,
    /// Nodes one or two words deep that are worth a look into the table.
    pub(crate) shallow: Filter,
    /// How names start that do not start with a capital.
    pub(crate) starts: PairSet,
    /// Some name can only be found by trying every word.
    pub(crate) every_word: bool,
}

impl Index {
    /// Whether a name may start with this word, spelled in any of its ways.
    pub(crate) fn may_start(&self, word: u64) -> bool {
        self.first.contains(word)
    }

    /// Whether the node may have a terminal (one word deep) or be on a path
    /// (two words deep). It is asked before [`Index::node`], because it stays
    /// in the cache.
    pub(crate) fn may_hold(&self, node: u64) -> bool {
        self.shallow.contains(node)
    }

    /// `None`: no name goes this way. `Some(None)`: a longer name may.
    pub(crate) fn node(&self, node: u64) -> Option<Option<&Terminal>> {
        let value = self.table.find(node)?;
        Some(value.checked_sub(1).and_then(|at| self.terminals.get(at as usize)))
    }

    /// How to look for names in a text whose case counts.
    pub(crate) fn scan(&self) -> Scan<'_> {
        if self.every_word { Scan::Words } else { Scan::Capitals(&self.starts) }
    }

    pub(crate) fn candidates(&self, run: Run) -> &[Candidate] {
        let start = run.start as usize;
        self.candidates.get(start..start + run.len as usize).unwrap_or_default()
    }

    /// Number of distinct folded names.
    pub(crate) fn len(&self) -> usize {
        self.terminals.len()
    }

    /// Bytes held on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.table.slots.len() * size_of::<(u64, u32)>()
            + self.terminals.len() * size_of::<Terminal>()
            + self.candidates.len() * size_of::<Candidate>()
            + (self.first.bits.len() + self.shallow.bits.len()) * 8
    }
}

/// A set of hashes that may say yes to others, with eight bits or more for
/// each.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) bits: Vec<u64>,
    mask: u64,
}

impl Filter {
    fn with_room(hashes: usize) -> Filter {
        let bits = (hashes * 8).next_power_of_two().clamp(1 << 12, 1 << 26);
        Filter { bits: vec![0; bits / 64], mask: bits as u64 - 1 }
    }

    /// A filter of words of bits; their number must be a power of two.
    pub(crate) fn from_bits(bits: Vec<u64>) -> Option<Filter> {
        let mask = (bits.len() as u64 * 64).checked_sub(1)?;
        bits.len().is_power_of_two().then_some(Filter { bits, mask })
    }

    fn insert(&mut self, hash: u64) {
        let bit = hash & self.mask;
        self.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    fn contains(&self, hash: u64) -> bool {
        let bit = hash & self.mask;
        self.bits[(bit >> 6) as usize] & (1 << (bit & 63)) != 0
    }
}

/// Open addressing with linear probing; key 0 is an empty slot.
#[derive(Clone, Debug)]
pub(crate) struct PathTable {
    /// Node and value together, so that a probe reads one cache line.
    pub(crate) slots: Vec<(u64, u32)>,
    pub(crate) used: usize,
}

impl PathTable {
    fn with_slots(slots: usize) -> PathTable {
        PathTable { slots: vec![(0, 0); slots.next_power_of_two().max(64)], used: 0 }
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        // The high half mixes best under multiplication.
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn find(&self, key: u64) -> Option<u32> {
        let (found, value) = self.slots[self.slot(key)];
        (found == key).then_some(value)
    }

    /// The value of a key, added as 0 if absent.
    fn value_mut(&mut self, key: u64) -> &mut u32 {
        if (self.used + 1) * 8 > self.slots.len() * 5 {
            self.grow();
        }
        let at = self.slot(key);
        let slot = &mut self.slots[at];
        if slot.0 == 0 {
            slot.0 = key;
            self.used += 1;
        }
        &mut slot.1
    }

    fn grow(&mut self) {
        let mut larger = PathTable::with_slots(self.slots.len() * 2);
        for &slot in self.slots.iter().filter(|slot| slot.0 != 0) {
            let at = larger.slot(slot.0);
            larger.slots[at] = slot;
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
    shallow: Vec<u64>,
    starts: PairSet,
    every_word: bool,
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
            table: PathTable::with_slots(names * 4),
            entries: Vec::with_capacity(names),
            first: Vec::with_capacity(names),
            shallow: Vec::with_capacity(names),
            starts: PairSet::new(),
            every_word: false,
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
        let (mut shouted, mut camel) = (true, false);
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
            if count == 1 {
                self.shallow.push(node);
            }
            let upper = name.get(word.start..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
            // A digit or an ampersand asks for no capital.
            capitals |= u32::from(upper) << count;
            shouted &= word.shouted;
            camel |= word.camel;
            letters += word.letters;
            count += 1;
        }
        if count == 0 {
            return Err(NameFault::Empty);
        }
        if count == 1 {
            self.shallow.push(node);
        }
        let shape = match class {
            NameClass::Acronym if camel => Shape::Camel,
            NameClass::Acronym if shouted => Shape::Upper,
            _ if count == 1 && shouted && letters <= 6 && capitals != 0 => Shape::Upper,
            _ => Shape::Free,
        };
        let number = self.entries.len() as u32 + 1;
        let head = self.table.value_mut(node);
        let next = std::mem::replace(head, number);
        self.entries.push(Entry { next, entity, class, marks, shape, capitals });
        Ok(())
    }

    /// Notes how a name starts, where it does not start with a capital.
    fn add_start(&mut self, name: &str, at: usize) {
        let rest = name.get(at..).unwrap_or("");
        let bytes = rest.as_bytes();
        if bytes.first().is_none_or(u8::is_ascii_uppercase) || rest.starts_with(char::is_uppercase) {
            return;
        }
        let first = rest.split([' ', '-']).next().unwrap_or("");
        let capital = |word: &str| word.contains(char::is_uppercase);
        let next = rest.get(first.len() + 1..).unwrap_or("");
        let near = capital(first) || next.starts_with(char::is_uppercase);
        // The usual scan looks back over one short ASCII word.
        if first.len() > LOOK_BACK || !first.bytes().all(|b| b.is_ascii_alphanumeric()) || !near {
            self.every_word |= !rest.starts_with(|c: char| !c.is_ascii() && !c.is_lowercase());
            return;
        }
        self.starts.insert(bytes[0], bytes.get(1).copied().unwrap_or(bytes[0]));
    }

    pub(crate) fn names(&self) -> usize {
        self.entries.len()
    }

    /// Sorts the meanings of every name, best first by `weight`.
    pub(crate) fn build(mut self, spellings: &Spellings, weight: impl Fn(&Candidate) -> u32) -> Index {
        let mut terminals = Vec::with_capacity(self.entries.len());
        let mut candidates = Vec::with_capacity(self.entries.len());
        let mut chain: Vec<Entry> = Vec::new();
        for (_, value) in &mut self.table.slots {
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
        let fill = |hashes: &[u64]| {
            let mut filter = Filter::with_room(hashes.len());
            hashes.iter().for_each(|&hash| filter.insert(hash));
            filter
        };
        let (mut first, shallow) = (fill(&self.first), fill(&self.shallow));
        for (variant, usual) in spellings.pairs() {
            if first.contains(usual) {
                first.insert(variant);
            }
        }
        candidates.shrink_to_fit();
        terminals.shrink_to_fit();
        Index { table: self.table, terminals, candidates, first, shallow, starts: self.starts, every_word: self.every_word }
    }
}

/// Best meaning first, each entity once: with its best class, and strong where
/// any of its names here is.
fn rank(chain: &mut Vec<Entry>, weight: impl Fn(&Candidate) -> u32) {
    let weight = |entry: &Entry| weight(&Candidate { entity: entry.entity, class: entry.class });
    chain.sort_by_key(|e| (e.entity, e.marks.weak, e.shape, e.class));
    chain.dedup_by(|b, a| a.entity == b.entity);
    chain.sort_by_key(|entry| (std::cmp::Reverse(weight(entry)), entry.entity));
}

fn terminal(chain: &[Entry], candidates: &mut Vec<Candidate>) -> Terminal {
    if let [entry] = chain
        && !entry.marks.weak
    {
        return single(entry, candidates);
    }
    let mut push = |keep: &dyn Fn(&Entry) -> bool| {
        let start = candidates.len() as u32;
        candidates.extend(chain.iter().filter(|e| keep(e)).map(|e| Candidate { entity: e.entity, class: e.class }));
        Run { start, len: candidates.len() as u32 - start }
    };
    let all = push(&|_| true);
    let mut run = |keep: &dyn Fn(&Entry) -> bool| {
        let keep = |e: &Entry| !e.marks.weak && keep(e);
        if chain.iter().all(keep) { all } else { push(&keep) }
    };
    let shouted = run(&|e| e.shape != Shape::Camel);
    let camel = run(&|e| e.shape != Shape::Upper);
    let mixed = run(&|e| e.shape == Shape::Free);
    // Of meanings that ask for different capitals, the laxest decides.
    let capitals = chain.iter().filter(|e| e.shape != Shape::Upper).map(|e| e.capitals).reduce(|a, b| a & b);
    Terminal {
        all,
        shouted,
        camel,
        mixed,
        capitals: capitals.unwrap_or(u32::MAX),
        weak: chain.iter().any(|e| e.marks.weak),
        alone: chain.iter().filter(|e| !e.marks.weak).all(|e| e.marks.alone),
    }
}

/// [`terminal`] of one strong name, as nearly all are.
fn single(entry: &Entry, candidates: &mut Vec<Candidate>) -> Terminal {
    let all = Run { start: candidates.len() as u32, len: 1 };
    candidates.push(Candidate { entity: entry.entity, class: entry.class });
    let only = |fits: bool| if fits { all } else { Run::default() };
    Terminal {
        all,
        shouted: only(entry.shape != Shape::Camel),
        camel: only(entry.shape != Shape::Upper),
        mixed: only(entry.shape == Shape::Free),
        capitals: if entry.shape == Shape::Upper { u32::MAX } else { entry.capitals },
        weak: false,
        alone: entry.marks.alone,
    }
}
