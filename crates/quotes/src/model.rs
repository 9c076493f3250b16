//! [`Model`]: everything that is fitted to annotated text, in one file.
//!
//! The file, little-endian: magic `inquMOD`, version of the file, three
//! lengths of eight bytes, then the parts: the tagger in its own format, the
//! table of the evidence with what the tagger says, and the one without. A
//! checksum ends it. The tables are text, so `strings` shows what was learned.

use crate::analyzer::Analyzer;
use crate::error::ModelError;
use crate::evidence::Evidence;
use crate::tagger::{TaggerModel, checksum};

/// What messages call it.
const NAME: &str = "model of inquit";
const MAGIC: &[u8; 7] = b"inquMOD";
const VERSION: u8 = 1;
/// Magic, version and the lengths of the parts.
const HEADER: usize = MAGIC.len() + 1 + 8 * PARTS;
const PARTS: usize = 3;
const CHECKSUM: usize = 8;

/// A tagger and the weights of the evidence that were fitted together. Cheap
/// to use with many analyzers.
///
/// ```
/// use inquit_quotes::{Analyzer, Model, TaggerModel};
///
/// let model = Model::new(TaggerModel::english(), "feature\tweight\nbias\t1\n", "feature\tweight\n");
/// let read = Model::from_bytes(&model.to_bytes())?;
/// let analyzer = Analyzer::english().with_model(&read);
/// assert!(!analyzer.analyze("“Go,” she said.").quotes.is_empty());
/// # Ok::<(), inquit_quotes::ModelError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    tagger: TaggerModel,
    tagged: String,
    plain: String,
    evidence: Evidence,
}

impl Model {
    /// A model of a tagger and two tables of weights of the evidence, as
    /// [`Evidence::parse`] reads them: with and without what the tagger says.
    #[must_use]
    pub fn new(tagger: TaggerModel, tagged: impl Into<String>, plain: impl Into<String>) -> Model {
        let (tagged, plain) = (tagged.into(), plain.into());
        let evidence = Evidence::parse(&tagged, &plain);
        Model { tagger, tagged, plain, evidence }
    }

    /// The tagger.
    #[must_use]
    pub fn tagger(&self) -> &TaggerModel {
        &self.tagger
    }

    /// The weights of the evidence.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Reads what [`Model::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// Bytes that are no model, one of another version, or cut short or
    /// changed on the way.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let damaged = |why| ModelError::Damaged { model: NAME, why };
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::Foreign(NAME));
        }
        match bytes.get(MAGIC.len()) {
            Some(&VERSION) => {}
            Some(&found) => return Err(ModelError::Version { model: NAME, found: found.into(), supported: VERSION.into() }),
            None => return Err(damaged("it ends in its header")),
        }
        let header = bytes.get(..HEADER).ok_or_else(|| damaged("it ends in its header"))?;
        let mut lengths = [0_usize; PARTS];
        for (length, field) in lengths.iter_mut().zip(header[MAGIC.len() + 1..].as_chunks::<8>().0) {
            *length = usize::try_from(u64::from_le_bytes(*field)).map_err(|_| damaged("a length is too large"))?;
        }
        let expected = lengths.iter().try_fold(HEADER + CHECKSUM, |sum, length| sum.checked_add(*length));
        let expected = expected.ok_or_else(|| damaged("a length is too large"))?;
        if expected != bytes.len() {
            return Err(ModelError::Length { model: NAME, expected, found: bytes.len() });
        }
        let (content, sum) = bytes.split_at(expected - CHECKSUM);
        if checksum(content).to_le_bytes() != sum {
            return Err(damaged("its checksum is wrong"));
        }
        let (tagger, rest) = content[HEADER..].split_at(lengths[0]);
        let (tagged, plain) = rest.split_at(lengths[1]);
        let table = |bytes| match std::str::from_utf8(bytes) {
            Ok(table) if Evidence::is_table(table) => Ok(table),
            _ => Err(damaged("a table of weights cannot be read")),
        };
        Ok(Model::new(TaggerModel::from_bytes(tagger)?, table(tagged)?, table(plain)?))
    }

    /// The bytes of its file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let tagger = self.tagger.to_bytes();
        let parts: [&[u8]; PARTS] = [&tagger, self.tagged.as_bytes(), self.plain.as_bytes()];
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
        }
        for part in parts {
            bytes.extend(part);
        }
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }
}

impl Analyzer {
    /// The same analyzer with the tagger and the weights of a model.
    #[must_use]
    pub fn with_model(self, model: &Model) -> Analyzer {
        self.with_tagger(model.tagger.clone()).with_evidence(model.evidence.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        Model::new(TaggerModel::english(), "feature\tweight\nbias\t-1.25\n", "feature\tweight\n").to_bytes()
    }

    #[test]
    fn bytes_and_back() {
        let bytes = small();
        let read = Model::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read.tagged, "feature\tweight\nbias\t-1.25\n");
    }

    #[test]
    fn foreign_and_cut_bytes() {
        let bytes = small();
        for foreign in [&b""[..], b"PK\x03\x04", b"inquMO", &TaggerModel::english().to_bytes()] {
            assert!(matches!(Model::from_bytes(foreign), Err(ModelError::Foreign(_))));
        }
        let ends = (7..HEADER + 40).chain([bytes.len() / 2, bytes.len() - 1]);
        for end in ends {
            assert!(Model::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        let longer = [&bytes[..], b"\n"].concat();
        assert!(matches!(Model::from_bytes(&longer), Err(ModelError::Length { .. })));
    }

    #[test]
    fn changed_bytes() {
        let bytes = small();
        let places = (7..HEADER + 40).chain([bytes.len() / 2, bytes.len() - 20, bytes.len() - 1]);
        for at in places {
            for with in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= with;
                assert!(Model::from_bytes(&changed).is_err(), "{at}");
            }
        }
        let mut newer = bytes;
        newer[7] = 9;
        assert!(matches!(Model::from_bytes(&newer), Err(ModelError::Version { found: 9, supported: 1, .. })));
    }

    #[test]
    fn tables_that_are_none() {
        for table in ["feature\tweight\nbias\tNaN\n", "feature\tweight\nbias\n", "feature\tweight\nbias\tinf\n"] {
            let model = Model::new(TaggerModel::english(), table, "");
            assert!(matches!(Model::from_bytes(&model.to_bytes()), Err(ModelError::Damaged { .. })), "{table}");
        }
    }
}
