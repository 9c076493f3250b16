//! [`TaggerModel`]: the weights of the tagger, and their file.
//!
//! Weights of features are bytes, in rows of one weight a label; a feature's
//! row is the upper bits of its hash, so that no dictionary is needed. All
//! weights share one step. Steps between labels have weights of their own.
//!
//! The file, little-endian: magic `inquTAG`, version of the file, version of
//! the templates, number of row bits, step; weights of the steps between
//! labels; classes of cues; then for each row a mask of its labels that have a
//! weight, and these weights. A checksum ends it.

use std::sync::{Arc, LazyLock};

use super::chain::{CLASSES, Steps, Transitions, empty_steps, is_allowed};
use super::cue_classes::{CueClass, CueClasses};
use super::label::{LABELS, LANES};
use super::templates::{self, Rows};
use crate::error::ModelError;
use crate::table::Table;

/// Weights of the learned tagger of sources, cues and contents. Cheap to clone.
#[derive(Clone, Debug)]
pub struct TaggerModel(pub(crate) Arc<Weights>);

/// Lanes that have labels, and one that fills the row up to a multiple of four.
const KEPT: usize = LABELS.next_multiple_of(4);

/// A row of weights.
pub(crate) type Row = [i8; LANES];

#[derive(Debug)]
pub(crate) struct Weights {
    /// a power of two
    table: Table<LANES, KEPT>,
    bits: u32,
    pub(crate) rows: Rows,
    /// What a weight of 1 stands for.
    pub(crate) step: f32,
    pub(crate) transitions: Transitions,
    pub(crate) cues: CueClasses,
    /// Exponentials of 0, -1, -2 … steps; the last stands for all below.
    pub(crate) exponentials: Vec<f32>,
}

/// What messages call it.
const NAME: &str = "tagger model";
const DAMAGED: ModelError = ModelError::Damaged { model: NAME, why: "it is cut short or was changed" };
const MAGIC: &[u8; 7] = b"inquTAG";
const VERSION: u8 = 1;
/// Row bits of a model.
const BITS: std::ops::RangeInclusive<u32> = 8..=22;
/// Scores so far below the best that their probability is nothing.
const FAR: f32 = 18.0;
const LONGEST: usize = 1 << 14;

static ENGLISH: LazyLock<TaggerModel> = LazyLock::new(|| {
    match TaggerModel::from_bytes(include_bytes!("../../models/tagger.bin")) {
        Ok(model) => model,
        // tests load the same bytes, so a built program cannot come here
        Err(error) => unreachable!("built-in tagger: {error}"),
    }
});

impl TaggerModel {
    /// The built-in model, read on the first call.
    #[must_use]
    pub fn english() -> TaggerModel {
        ENGLISH.clone()
    }

    /// A model of `1 << bits` rows.
    pub(crate) fn new(bits: u32, rows: &[Row], step: f32, steps: Box<Steps>, cues: CueClasses) -> TaggerModel {
        let length = ((FAR / step.max(f32::MIN_POSITIVE)) as usize + 2).min(LONGEST);
        let exponentials = (0..length).map(|k| (-(k as f32) * step).exp()).collect();
        let (table, rows) = (Table::new(rows), Rows::of_bits(bits));
        TaggerModel(Arc::new(Weights { table, bits, rows, step, transitions: Transitions::new(steps), cues, exponentials }))
    }

    /// The same model with all scores divided by `temperature`: above 1 it is
    /// less sure of everything, below 1 more. The most probable labels stay.
    #[must_use]
    pub fn with_temperature(&self, temperature: f32) -> TaggerModel {
        let weights = &*self.0;
        let mut scores = empty_steps();
        for (class, before, label) in steps().filter(|&(_, before, label)| is_allowed(before, label)) {
            scores[class][before][label] = weights.transitions.score(class as u8, before, label) / temperature;
        }
        let rows: Vec<Row> = weights.table.rows().collect();
        TaggerModel::new(weights.bits, &rows, weights.step / temperature, scores, weights.cues.clone())
    }

    /// Reads what [`TaggerModel::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// Bytes that are no model, one of another version, or cut short or
    /// changed on the way.
    pub fn from_bytes(bytes: &[u8]) -> Result<TaggerModel, ModelError> {
        let mut reader = Reader(bytes);
        if reader.array() != Ok(*MAGIC) {
            return Err(ModelError::Foreign(NAME));
        }
        let [version, templates, bits] = reader.array()?;
        if (version, templates) != (VERSION, templates::VERSION) {
            return Err(ModelError::Version {
                model: NAME,
                found: u32::from(version) << 8 | u32::from(templates),
                supported: u32::from(VERSION) << 8 | u32::from(templates::VERSION),
            });
        }
        let body_end = bytes.len().checked_sub(8).ok_or(DAMAGED)?;
        let sum = u64::from_le_bytes(Reader(&bytes[body_end..]).array()?);
        if checksum(&bytes[..body_end]) != sum || !BITS.contains(&u32::from(bits)) {
            return Err(DAMAGED);
        }
        reader.0 = &reader.0[..reader.0.len() - 8];
        let step = reader.number()?;
        let mut steps = empty_steps();
        for lanes in steps.iter_mut().flatten() {
            for weight in &mut lanes[..LABELS] {
                *weight = reader.number()?;
            }
        }
        let count = u32::from_le_bytes(reader.array()?);
        let mut cues = Vec::new();
        for _ in 0..count {
            let word = u64::from_le_bytes(reader.array()?);
            let [part, head] = reader.array()?;
            let frame = u16::from_le_bytes(reader.array()?);
            cues.push((word, CueClass { part: part.min(5), head: head.min(5), frame }));
        }
        let rows = (0..1_usize << bits).map(|_| reader.row()).collect::<Result<Vec<Row>, ModelError>>()?;
        if !reader.0.is_empty() || !step.is_finite() || step <= 0.0 {
            return Err(DAMAGED);
        }
        Ok(TaggerModel::new(u32::from(bits), &rows, step, steps, cues.into_iter().collect()))
    }

    /// The bytes of its file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let weights = &*self.0;
        let mut bytes = MAGIC.to_vec();
        bytes.extend([VERSION, templates::VERSION, weights.bits as u8]);
        bytes.extend(weights.step.to_le_bytes());
        for (class, before, label) in steps() {
            let weight = if is_allowed(before, label) { weights.transitions.score(class as u8, before, label) } else { 0.0 };
            bytes.extend(weight.to_le_bytes());
        }
        let cues = weights.cues.rows();
        bytes.extend(u32::try_from(cues.len()).unwrap_or(u32::MAX).to_le_bytes());
        for (word, class) in cues {
            bytes.extend(word.to_le_bytes());
            bytes.extend([class.part, class.head]);
            bytes.extend(class.frame.to_le_bytes());
        }
        for row in weights.table.rows() {
            let used = (0..LABELS).filter(|&label| row[label] != 0);
            let mask = used.clone().fold(0_u16, |mask, label| mask | 1 << label);
            bytes.extend(mask.to_le_bytes());
            bytes.extend(used.map(|label| row[label].cast_unsigned()));
        }
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }
}

impl Weights {
    /// The sums of the weights of features, in steps.
    pub(crate) fn sum(&self, rows: &[u32]) -> [i16; LANES] {
        self.table.sum(rows)
    }
}

/// Every class, label before and label.
fn steps() -> impl Iterator<Item = (usize, usize, usize)> {
    (0..CLASSES).flat_map(|class| (0..=LABELS).flat_map(move |before| (0..LABELS).map(move |label| (class, before, label))))
}

/// Fowler, Noll and Vo's hash over words of eight bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3);
        hash ^= hash >> 29;
    }
    hash
}

/// What is left to read.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(DAMAGED)?;
        self.0 = tail;
        Ok(*head)
    }

    fn number(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.array()?);
        if number.is_finite() { Ok(number) } else { Err(DAMAGED) }
    }

    fn row(&mut self) -> Result<Row, ModelError> {
        let mask = u16::from_le_bytes(self.array()?);
        if mask >> LABELS != 0 {
            return Err(DAMAGED);
        }
        let (weights, tail) = self.0.split_at_checked(mask.count_ones() as usize).ok_or(DAMAGED)?;
        self.0 = tail;
        let mut row = [0; LANES];
        let used = (0..LABELS).filter(|label| mask >> label & 1 == 1);
        for (label, &weight) in used.zip(weights) {
            // the lowest byte has no counterpart: sums stay in range by it
            row[label] = weight.cast_signed().max(-127);
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> TaggerModel {
        let mut rows = vec![[0; LANES]; 1 << 8];
        rows[3][..LABELS].copy_from_slice(&[1, -2, 3, 0, 0, 127, -127, 0, 5, 0, 9]);
        let mut steps = empty_steps();
        steps[4][2][1] = -0.25;
        let cues = [(77, CueClass { part: 3, head: 5, frame: 0x4321 })].into_iter().collect();
        TaggerModel::new(8, &rows, 0.01, steps, cues)
    }

    #[test]
    fn bytes_and_back() {
        let model = small();
        let bytes = model.to_bytes();
        let read = TaggerModel::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read.0.sum(&[3, 3]), [2, -4, 6, 0, 0, 254, -254, 0, 10, 0, 18, 0, 0, 0, 0, 0]);
        assert_eq!(read.0.cues.get(77).frame, 0x4321);
        assert_eq!(read.0.transitions.score(4, 2, 1), -0.25);
    }

    #[test]
    fn foreign_cut_and_changed_bytes() {
        let bytes = small().to_bytes();
        assert!(matches!(TaggerModel::from_bytes(b"PK\x03\x04 something else"), Err(ModelError::Foreign(_))));
        assert!(matches!(TaggerModel::from_bytes(&[]), Err(ModelError::Foreign(_))));
        for end in 7..bytes.len() {
            assert!(TaggerModel::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x55;
            assert!(TaggerModel::from_bytes(&changed).is_err(), "{at}");
        }
        let mut newer = bytes;
        newer[7] += 1;
        assert!(matches!(TaggerModel::from_bytes(&newer), Err(ModelError::Version { .. })));
    }

    #[test]
    fn built_in_model_loads() {
        assert!(!TaggerModel::english().0.cues.rows().is_empty());
    }
}
