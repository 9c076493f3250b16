//! What a gazetteer promises, whatever it was made of and is asked.

use inquit_gazetteer::{Builder, Case, Error, FindOptions, Gazetteer, Match, Overlap, Weak};

use super::is_in;

/// Reads a gazetteer from bytes and finds its names in a text.
///
/// The first byte chooses the form (TSV, CSV, JSON lines, compiled, compiled
/// with its checksum set right); what follows the first zero byte, or of a
/// compiled one the last, is the text.
///
/// # Panics
///
/// If loading or finding panics or breaks a promise.
pub fn any_gazetteer(bytes: &[u8]) {
    let Some((&form, rest)) = bytes.split_first() else { return };
    let zero = |bytes: &[u8]| if form % 5 < 3 { bytes.iter().position(|&b| b == 0) } else { bytes.iter().rposition(|&b| b == 0) };
    let (table, text) = match zero(rest) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, rest),
    };
    let text = String::from_utf8_lossy(text);
    let made = match form % 5 {
        0 => built(|builder| builder.add_tsv_reader("a table", table).map(|_| ())),
        1 => built(|builder| builder.add_csv_reader("a table", table).map(|_| ())),
        2 => built(|builder| builder.add_jsonl_reader("a table", table).map(|_| ())),
        3 => Gazetteer::read_compiled("a file", table),
        _ => Gazetteer::read_compiled("a file", with_checksum(table).as_slice()),
    };
    match made {
        Ok(gazetteer) => {
            // A forged file may contradict itself; its answers need only lie in the text.
            let honest = form % 5 < 3;
            finds(&gazetteer, &text, honest);
            if honest {
                again(&gazetteer, &text);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn built(add: impl FnOnce(&mut Builder) -> Result<(), Error>) -> Result<Gazetteer, Error> {
    let mut builder = Gazetteer::builder();
    add(&mut builder)?;
    builder.build()
}

fn options() -> impl Iterator<Item = FindOptions> {
    let all = [Overlap::LeftmostLongest, Overlap::All].into_iter().flat_map(|overlap| {
        [Case::Smart, Case::Ignore]
            .into_iter()
            .flat_map(move |case| [Weak::Never, Weak::Licensed, Weak::Always].into_iter().map(move |weak| (overlap, case, weak)))
    });
    all.map(|(overlap, case, weak)| FindOptions::new().overlap(overlap).case(case).weak(weak))
}

fn finds(gazetteer: &Gazetteer, text: &str, honest: bool) {
    for (number, options) in options().enumerate() {
        let found: Vec<Match<'_>> = gazetteer.find_iter_with(text, options).collect();
        for one in &found {
            assert!(is_in(text, one.span), "{:?} is out of the text", one.span);
            assert!(!one.candidates.is_empty() || !honest, "a match without a meaning");
            assert!(one.candidates.iter().all(|candidate| gazetteer.get(candidate.entity).is_some() || !honest), "an unknown entity");
        }
        let apart = |pair: &[Match<'_>]| pair[0].span.end() <= pair[1].span.start();
        let sorted = |pair: &[Match<'_>]| {
            let key = |one: &Match<'_>| (one.span.start(), std::cmp::Reverse(one.span.end()));
            key(&pair[0]) < key(&pair[1])
        };
        // the first six are leftmost longest
        let right = if number < 6 { found.windows(2).all(apart) } else { found.windows(2).all(sorted) };
        assert!(right || !honest, "matches overlap or are out of order: {:?}", found.iter().map(|one| one.span).collect::<Vec<_>>());
    }
    for id in gazetteer.ids_iter() {
        let Some(entity) = gazetteer.get(id) else {
            assert!(!honest, "an id without an entity");
            continue;
        };
        assert!(!honest || gazetteer.id_of(&entity.id) == Some(id), "{} is not found by its id", entity.id);
        let known = gazetteer.lookup(&entity.name).iter().chain(gazetteer.bearers(&entity.name));
        assert!(known.count() > 0 || !honest, "{:?} is not found by its name", entity.name);
    }
    assert_eq!(gazetteer.entities_iter().count(), gazetteer.len());
}

/// Written and read again, a gazetteer is the same.
fn again(gazetteer: &Gazetteer, text: &str) {
    let mut file = Vec::new();
    let written = gazetteer.write_compiled(&mut file);
    assert!(written.is_ok(), "{written:?}");
    let read = Gazetteer::read_compiled("its file", file.as_slice());
    let Ok(read) = read else { panic!("what was written cannot be read: {read:?}") };
    assert_eq!(read.len(), gazetteer.len());
    // Cells lose white space and separators at their ends and inside; what decides does not.
    let facts = |gazetteer: &Gazetteer| gazetteer.entities_iter().map(|entity| (entity.kind, entity.prior)).collect::<Vec<_>>();
    assert_eq!(facts(&read), facts(gazetteer));
    for options in options() {
        let found = |gazetteer: &Gazetteer| -> Vec<_> {
            gazetteer.find_iter_with(text, options).map(|one| (one.span, one.candidates.to_vec())).collect()
        };
        assert_eq!(found(gazetteer), found(&read), "a compiled gazetteer finds something else");
    }
}

/// The bytes and the checksum of a compiled gazetteer that fits them: a
/// fuzzer would never guess it, and a forger would not have to. Written from
/// the description of the format, and held to it by the seeds.
fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    fn mixed(sum: u64, word: u64) -> u64 {
        let product = u128::from(sum ^ word) * 0x9e37_79b9_7f4a_7c15;
        ((product as u64) ^ (product >> 64) as u64).rotate_left(5) ^ word
    }
    let mut sum = 0;
    let words = bytes.chunks_exact(8);
    let mut rest = [0; 8];
    rest[..words.remainder().len()].copy_from_slice(words.remainder());
    for word in words {
        sum = mixed(sum, word.try_into().map_or(0, u64::from_le_bytes));
    }
    sum = mixed(mixed(sum, u64::from_le_bytes(rest)), bytes.len() as u64);
    [bytes, &sum.to_le_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_gazetteer::{Entity, EntityKind};

    #[test]
    fn checksums_are_those_of_the_crate() {
        let built = Gazetteer::builder().add_entity(Entity::new("1", "Ilse Varga", EntityKind::Person)).build();
        let gazetteer = built.unwrap_or_else(|error| panic!("{error}"));
        let mut file = Vec::new();
        gazetteer.write_compiled(&mut file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(with_checksum(&file[..file.len() - 8]), file);
    }
}
