//! What models promise: bytes are refused, or give a model that can be used.

use inquit_gazetteer::Gazetteer;
use inquit_quotes::{Analyzer, Evidence, Model, ModelError, TagModel, TaggerModel};

use super::well_formed;

const TEXT: &str = "“The harbour is closed,” said Ilse Varga. She warned on Monday that it would stay so, and Hart 5 agreed.";

/// Reads bytes as a model and analyses a sentence with it.
///
/// The first byte chooses what they are (tags, tagger, model, tables of
/// evidence, a model whose parts they are). Checksums are set right, for a
/// fuzzer would never guess them, and a forger would not have to.
///
/// # Panics
///
/// If loading or analysing panics or breaks a promise.
pub fn any_model(bytes: &[u8]) {
    let Some((&form, rest)) = bytes.split_first() else { return };
    match form % 5 {
        0 => used(TagModel::from_bytes(rest), |analyzer, model| {
            assert_eq!(model.to_bytes(), rest, "a model that is written otherwise than it was read");
            analyzer.with_tag_model(model)
        }),
        1 => used(TaggerModel::from_bytes(&with_checksum(rest)), Analyzer::with_tagger),
        2 => used(Model::from_bytes(rest), |analyzer, model| analyzer.with_model(&model)),
        3 => {
            let text = String::from_utf8_lossy(rest);
            let (tagged, plain) = text.split_once('\0').unwrap_or((&text, ""));
            used(Ok(Evidence::parse(tagged, plain)), Analyzer::with_evidence);
        }
        _ => used(Model::from_bytes(&joined(rest)), |analyzer, model| analyzer.with_model(&model)),
    }
}

fn used<M>(made: Result<M, ModelError>, with: impl FnOnce(Analyzer, M) -> Analyzer) {
    match made {
        Ok(model) => {
            let plain = Analyzer::english_plain().with_gazetteer(Gazetteer::curated());
            let analyzer = with(plain, model);
            well_formed(TEXT, &analyzer, &analyzer.analyze(TEXT));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A model of the built-in tagger and two tables, in its own format.
fn joined(tables: &[u8]) -> Vec<u8> {
    let tagger = TaggerModel::english().to_bytes();
    let at = tables.iter().position(|&b| b == 0).unwrap_or(tables.len());
    let (tagged, plain) = tables.split_at(at);
    let mut bytes = b"inquMOD\x01".to_vec();
    let parts = [&tagger, tagged, plain.get(1..).unwrap_or_default()];
    parts.iter().for_each(|part| bytes.extend((part.len() as u64).to_le_bytes()));
    parts.iter().for_each(|part| bytes.extend(*part));
    with_checksum(&bytes)
}

/// The bytes and the checksum of a model that fits them.
fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3);
        hash ^= hash >> 29;
    }
    [bytes, &hash.to_le_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_crate() {
        let bytes = TaggerModel::english().to_bytes();
        assert_eq!(with_checksum(&bytes[..bytes.len() - 8]), bytes);
        let tables = "feature\tweight\nbias\t1\n\0feature\tweight\n";
        assert!(Model::from_bytes(&joined(tables.as_bytes())).is_ok());
    }
}
