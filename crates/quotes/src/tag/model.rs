//! [`TagModel`]: the dictionary and the weights of the tagger, and their bytes.
//!
//! Layout, numbers little-endian: the eight bytes `inqtags\n`; version, bits of
//! a row's number, bits of a slot's number, number of classes (32 bits each);
//! a byte for each class; the slots of the dictionary, 32 bits each; the rows
//! of weights, 32 signed bytes each.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::features::{FEATURES, LANES, Lookup};
use super::set::Tag;
use crate::error::ModelError;
use crate::table::Table;

/// What messages call it.
const NAME: &str = "tag model";
const MAGIC: [u8; 8] = *b"inqtags\n";
const VERSION: u32 = 1;
const HEADER: usize = 24;
/// Mixed into the key of a word that is written with a capital.
pub(crate) const CAPITAL: u64 = 0x5bd1_e995_7b93_12a7;
/// A class whose words the weights decide on.
pub(crate) const UNDECIDED: u8 = u8::MAX;

static ENGLISH: LazyLock<TagModel> = LazyLock::new(|| match TagModel::from_bytes(include_bytes!("../../models/tags.bin")) {
    Ok(model) => model,
    // tests load the same bytes, so a built program cannot come here
    Err(error) => unreachable!("built-in tag model: {error}"),
});

/// Fitted weights of the part-of-speech tagger. Cheap to clone.
#[derive(Clone)]
pub struct TagModel(Arc<Inner>);

struct Inner {
    dictionary: Dictionary,
    /// weights of the lanes, as many rows as a power of two
    rows: Table<LANES, LANES>,
}

impl TagModel {
    /// The built-in model, fitted to English news and other texts
    /// (`data/models/tags.md`).
    #[must_use]
    pub fn english() -> TagModel {
        ENGLISH.clone()
    }

    pub(crate) fn new(dictionary: Dictionary, rows: &[[i8; LANES]]) -> TagModel {
        debug_assert!(rows.len().is_power_of_two());
        TagModel(Arc::new(Inner { dictionary, rows: Table::new(rows) }))
    }

    /// A model from the bytes that [`to_bytes`](TagModel::to_bytes) made.
    ///
    /// ```
    /// use inquit_quotes::TagModel;
    /// let bytes = TagModel::english().to_bytes();
    /// assert!(TagModel::from_bytes(&bytes).is_ok());
    /// let error = TagModel::from_bytes(&bytes[..100]).unwrap_err();
    /// assert!(error.to_string().contains("cut off"));
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes are no tag model, one of another version, or cut off.
    pub fn from_bytes(bytes: &[u8]) -> Result<TagModel, ModelError> {
        if bytes.get(..8) != Some(&MAGIC) {
            return Err(ModelError::Foreign(NAME));
        }
        let number = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let cut = ModelError::Length { model: NAME, expected: HEADER, found: bytes.len() };
        let (Some(version), Some(row_bits), Some(slot_bits), Some(classes)) = (number(8), number(12), number(16), number(20)) else {
            return Err(cut);
        };
        if version != VERSION {
            return Err(ModelError::Version { model: NAME, found: version, supported: VERSION });
        }
        if !(1..=24).contains(&row_bits) || !(1..=24).contains(&slot_bits) || classes > 256 {
            return Err(damaged("sizes are out of range"));
        }
        let slots_at = HEADER + classes as usize;
        let rows_at = slots_at + (4 << slot_bits);
        let expected = rows_at + (LANES << row_bits);
        if bytes.len() != expected {
            return Err(ModelError::Length { model: NAME, expected, found: bytes.len() });
        }
        let classes = bytes[HEADER..slots_at].to_vec();
        let slots = bytes[slots_at..rows_at].chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let row = |bytes: &[u8]| std::array::from_fn(|lane| bytes[lane].cast_signed());
        let rows: Vec<[i8; LANES]> = bytes[rows_at..].chunks_exact(LANES).map(row).collect();
        Ok(TagModel::new(Dictionary::checked(classes, slots)?, &rows))
    }

    /// The model as bytes, to be kept in a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Dictionary { classes, slots } = &self.0.dictionary;
        let rows = &self.0.rows;
        let bits = |length: usize| length.trailing_zeros();
        let mut bytes = Vec::with_capacity(HEADER + classes.len() + 4 * slots.len() + LANES * rows.len());
        bytes.extend(MAGIC);
        for number in [VERSION, bits(rows.len()), bits(slots.len()), u32::try_from(classes.len()).unwrap_or(0)] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(classes);
        bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
        bytes.extend(rows.rows().flatten().map(|weight| weight.cast_unsigned()));
        bytes
    }

    /// The lane with the highest sum of the rows; the first of equals.
    #[inline(always)]
    pub(crate) fn best(&self, rows: &[u32; FEATURES]) -> usize {
        let sums = self.0.rows.sum(rows);
        let highest = sums.iter().copied().fold(i16::MIN, i16::max);
        sums.iter().position(|&sum| sum == highest).unwrap_or(0)
    }
}

impl TagModel {
    /// The tag of all words of a class, if there is one.
    #[inline(always)]
    pub(crate) fn tag_of(&self, class: u8) -> Option<Tag> {
        self.0.dictionary.tag_of(class)
    }
}

impl fmt::Debug for TagModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TagModel").field("slots", &self.0.dictionary.slots.len()).field("rows", &self.0.rows.len()).finish()
    }
}

impl Lookup for TagModel {
    fn find(&self, key: u64) -> (u8, Option<Tag>) {
        self.0.dictionary.find(key)
    }

    fn row_bits(&self) -> u32 {
        self.0.rows.len().trailing_zeros()
    }
}

/// The classes of words: an open hash table of a power of two slots.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    /// for each class the tag of its words, or [`UNDECIDED`]
    classes: Vec<u8>,
    /// upper 24 bits of the key, then the class; 0: free
    slots: Vec<u32>,
}

impl Dictionary {
    /// Class 0 is that of unknown words. The first entry of a key counts.
    pub(crate) fn new(classes: Vec<u8>, entries: &[(u64, u8)]) -> Dictionary {
        let mut dictionary = Dictionary { classes, slots: vec![0; (entries.len() * 3 / 2 + 2).next_power_of_two()] };
        for &(key, class) in entries {
            let at = dictionary.slot(key);
            if dictionary.slots[at] == 0 {
                dictionary.slots[at] = check(key) | u32::from(class);
            }
        }
        dictionary
    }

    fn checked(classes: Vec<u8>, slots: Vec<u32>) -> Result<Dictionary, ModelError> {
        if classes.iter().any(|&tag| tag != UNDECIDED && usize::from(tag) >= Tag::COUNT) {
            return Err(damaged("a class has a tag that does not exist"));
        }
        if !slots.contains(&0) {
            return Err(damaged("the dictionary has no free slot"));
        }
        if slots.iter().any(|&slot| slot != 0 && (slot & 0xff) as usize >= classes.len()) {
            return Err(damaged("a word has a class that does not exist"));
        }
        Ok(Dictionary { classes, slots })
    }

    /// The class of a key (0: unknown) and the tag of all words of the class.
    pub(crate) fn find(&self, key: u64) -> (u8, Option<Tag>) {
        let class = (self.slots[self.slot(key)] & 0xff) as u8;
        (class, self.tag_of(class))
    }

    /// The tag of all words of a class, if there is one.
    #[inline(always)]
    fn tag_of(&self, class: u8) -> Option<Tag> {
        let tag = self.classes.get(usize::from(class)).copied().unwrap_or(UNDECIDED);
        Tag::ALL.get(usize::from(tag)).copied()
    }

    /// The slot that holds the key, or the free one where it would stand.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at] != 0 && self.slots[at] & !0xff != check(key) {
            at = (at + 1) & mask;
        }
        at
    }
}

fn check(key: u64) -> u32 {
    ((key >> 32) as u32 & !0xff) | 0x100
}

fn damaged(why: &'static str) -> ModelError {
    ModelError::Damaged { model: NAME, why }
}
