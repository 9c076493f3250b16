//! The index as sections of a compiled file.

use crate::compiled::{Sections, put_halves, put_words};
use crate::entity::{EntityId, NameClass};
use crate::error::Error;
use crate::gazetteer::Candidate;
use crate::index::{BLOCKED, Filter, Index, PathTable, Run, Terminal};
use crate::scan::PairSet;

const CLASSES: [NameClass; 7] = [
    NameClass::Official,
    NameClass::Alias,
    NameClass::Acronym,
    NameClass::Demonym,
    NameClass::Metonym,
    NameClass::Surname,
    NameClass::Nickname,
];

/// Numbers that a [`Terminal`] takes in the file.
const TERMINAL: usize = 10;

impl Index {
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_words(out, &self.table.slots.iter().map(|slot| slot.0).collect::<Vec<_>>());
        put_halves(out, self.table.slots.iter().map(|slot| slot.1));
        let numbers: Vec<u32> = self.terminals.iter().flat_map(numbers).collect();
        put_halves(out, numbers.into_iter());
        let class = |candidate: &Candidate| CLASSES.iter().position(|class| *class == candidate.class).unwrap_or(0) as u32;
        let candidates: Vec<u32> = self.candidates.iter().flat_map(|candidate| [candidate.entity.0, class(candidate)]).collect();
        put_halves(out, candidates.into_iter());
        put_words(out, &self.first.bits);
        put_words(out, &self.shallow.bits);
        put_words(out, self.starts.words());
        out.extend(u64::from(self.every_word).to_le_bytes());
    }

    pub(crate) fn read(sections: &mut Sections<'_>) -> Result<Index, Error> {
        let (keys, values) = (sections.words()?, sections.halves()?);
        let used = keys.iter().filter(|key| **key != 0).count();
        // A table without an empty slot would be searched for ever.
        sections.check(keys.len().is_power_of_two() && values.len() == keys.len() && used < keys.len())?;
        let terminals: Vec<Terminal> = sections.halves()?.chunks_exact(TERMINAL).map(terminal).collect();
        let candidates = sections.halves()?.chunks_exact(2).map(candidate).collect();
        let (first, shallow) = (Filter::from_bits(sections.words()?), Filter::from_bits(sections.words()?));
        let starts = PairSet::from_words(sections.words()?);
        let every_word = sections.number()? != 0;
        let (Some(first), Some(shallow), Some(starts)) = (first, shallow, starts) else {
            return Err(sections.fault("a filter has a wrong size; write the file again"));
        };
        Ok(Index {
            table: PathTable { slots: keys.into_iter().zip(values).collect(), used },
            terminals,
            candidates,
            first,
            shallow,
            starts,
            every_word,
        })
    }

    /// Whether every candidate is one of so many entities.
    pub(crate) fn fits(&self, entities: usize) -> bool {
        self.candidates.iter().all(|candidate| candidate.entity.index() < entities || candidate.entity == BLOCKED)
    }
}

fn numbers(terminal: &Terminal) -> [u32; TERMINAL] {
    let Terminal { all, shouted, camel, mixed, capitals, weak, alone } = *terminal;
    let flags = u32::from(weak) | u32::from(alone) << 1;
    [all.start, all.len, shouted.start, shouted.len, camel.start, camel.len, mixed.start, mixed.len, capitals, flags]
}

fn terminal(numbers: &[u32]) -> Terminal {
    let run = |at: usize| Run { start: numbers[at], len: numbers[at + 1] };
    let flags = numbers[9];
    Terminal {
        all: run(0),
        shouted: run(2),
        camel: run(4),
        mixed: run(6),
        capitals: numbers[8],
        weak: flags & 1 != 0,
        alone: flags & 2 != 0,
    }
}

fn candidate(numbers: &[u32]) -> Candidate {
    let class = CLASSES.get(numbers[1] as usize).copied().unwrap_or(NameClass::Alias);
    Candidate { entity: EntityId(numbers[0]), class }
}
