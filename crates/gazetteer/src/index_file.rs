//! The index as sections of a compiled file.

use std::io::{self, Read, Write};

use crate::compiled::{Sections, Sink};
use crate::entity::{EntityId, NameClass};
use crate::error::Error;
use crate::gazetteer::Candidate;
use crate::index::{BLOCKED, Filter, Index, PathTable, Run, Terminal};
use crate::scan::PairSet;

/// Numbers that a [`Terminal`] takes in the file.
const TERMINAL: usize = 10;

/// Bytes of a slot of the table, and of a candidate.
const SLOT: usize = 12;
const CANDIDATE: usize = 8;

impl Index {
    pub(crate) fn write(&self, sink: &mut Sink<impl Write>) -> io::Result<()> {
        sink.records::<SLOT>(self.table.slots.iter().map(|&(key, value)| join(key.to_le_bytes(), value.to_le_bytes())))?;
        sink.records(self.terminals.iter().map(|terminal| bytes(numbers(terminal))))?;
        let class = |candidate: &Candidate| NameClass::ALL.iter().position(|class| *class == candidate.class).unwrap_or(0) as u32;
        sink.records::<CANDIDATE>(
            self.candidates.iter().map(|candidate| join(candidate.entity.0.to_le_bytes(), class(candidate).to_le_bytes())),
        )?;
        sink.words(&self.first.bits)?;
        sink.words(&self.shallow.bits)?;
        sink.words(self.starts.words())?;
        sink.number(u64::from(self.every_word))
    }

    pub(crate) fn read(sections: &mut Sections<'_, impl Read>) -> Result<Index, Error> {
        let slots: Vec<(u64, u32)> = sections.records(slot)?;
        let used = slots.iter().filter(|slot| slot.0 != 0).count();
        // A table without an empty slot would be searched for ever.
        sections.check(slots.len().is_power_of_two() && used < slots.len())?;
        let terminals = sections.records(|bytes: [u8; TERMINAL * 4]| terminal(&bytes))?;
        let candidates = sections.records(|bytes: [u8; CANDIDATE]| candidate(half(&bytes, 0), half(&bytes, 1)))?;
        let (first, shallow) = (Filter::from_bits(sections.words()?), Filter::from_bits(sections.words()?));
        let starts = PairSet::from_words(sections.words()?);
        let every_word = sections.number()? != 0;
        let (Some(first), Some(shallow), Some(starts)) = (first, shallow, starts) else {
            return Err(sections.fault("a filter has a wrong size; write the file again"));
        };
        Ok(Index { table: PathTable { slots, used }, terminals, candidates, first, shallow, starts, every_word })
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

fn terminal(bytes: &[u8; TERMINAL * 4]) -> Terminal {
    let run = |at: usize| Run { start: half(bytes, at), len: half(bytes, at + 1) };
    let flags = half(bytes, 9);
    Terminal {
        all: run(0),
        shouted: run(2),
        camel: run(4),
        mixed: run(6),
        capitals: half(bytes, 8),
        weak: flags & 1 != 0,
        alone: flags & 2 != 0,
    }
}

fn candidate(entity: u32, class: u32) -> Candidate {
    let class = NameClass::ALL.get(class as usize).copied().unwrap_or(NameClass::Alias);
    Candidate { entity: EntityId(entity), class }
}

fn slot(bytes: [u8; SLOT]) -> (u64, u32) {
    (u64::from(half(&bytes, 0)) | u64::from(half(&bytes, 1)) << 32, half(&bytes, 2))
}

/// The number of four bytes at place `at`.
fn half(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn join<const A: usize, const B: usize, const N: usize>(first: [u8; A], second: [u8; B]) -> [u8; N] {
    let mut all = [0; N];
    all.iter_mut().zip(first.into_iter().chain(second)).for_each(|(to, from)| *to = from);
    all
}

fn bytes(numbers: [u32; TERMINAL]) -> [u8; TERMINAL * 4] {
    let mut all = [0; TERMINAL * 4];
    all.iter_mut().zip(numbers.iter().flat_map(|number| number.to_le_bytes())).for_each(|(to, from)| *to = from);
    all
}
