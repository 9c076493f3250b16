//! Pairing and matching against plain references that share no code with
//! them, on text where there is one right answer. The tagger's decoder is
//! held to every path of short chains in `crates/quotes/src/tagger/chain.rs`.

use inquit_gazetteer::{Entity, EntityKind, Error, Gazetteer};
use inquit_quotes::{Document, pair_marks};

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

const WORDS: [&str; 8] = ["harbour", "closed", "road", "to", "the", "coast", "was", "wet"];

/// Every opening mark with the next closing one.
fn plain_pairs(text: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '“' => open = Some(at),
            '”' => pairs.extend(open.take().map(|start| (start, at + c.len_utf8()))),
            _ => {}
        }
    }
    pairs
}

#[test]
fn marks_pair_as_a_plain_scan_pairs_them() {
    let mut numbers = Numbers(5);
    let mut pairs = 0;
    for _ in 0..2_000 {
        let mut text = String::new();
        for _ in 0..1 + numbers.below(12) {
            let words: Vec<&str> = (0..1 + numbers.below(7)).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
            let words = words.join(" ");
            text += &if numbers.below(2) == 0 { format!("“{words},” ") } else { format!("{words}. ") };
            if numbers.below(5) == 0 {
                text.push('\n');
            }
        }
        let document = Document::parse(&text);
        let found: Vec<(usize, usize)> =
            pair_marks(&document).iter().map(|span| document.span(span.tokens.clone())).map(|span| (span.start(), span.end())).collect();
        assert_eq!(found, plain_pairs(&text), "{text:?}");
        pairs += found.len();
    }
    assert!(pairs > 5_000, "{pairs}");
}

/// Leftmost longest runs of words that are a name, by trying every name at every word.
fn plain_names(words: &[&str], names: &[Vec<&str>]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = names.iter().filter(|name| words[at..].starts_with(name)).max_by_key(|name| name.len());
        found.extend(longest.map(|name| name.join(" ")));
        at += longest.map_or(1, Vec::len);
    }
    found
}

#[test]
fn names_are_found_as_a_plain_scan_finds_them() -> Result<(), Error> {
    // invented, so that no list of given names or titles knows them
    const PARTS: [&str; 6] = ["Quovar", "Zindel", "Brakto", "Welmik", "Ostrup", "Yarvel"];
    let mut numbers = Numbers(11);
    let mut matches = 0;
    for _ in 0..300 {
        let name = |numbers: &mut Numbers| (0..1 + numbers.below(3)).map(|_| PARTS[numbers.below(PARTS.len())]).collect::<Vec<_>>();
        let mut names: Vec<Vec<&str>> = (0..1 + numbers.below(8)).map(|_| name(&mut numbers)).collect();
        names.sort();
        names.dedup();
        let mut builder = Gazetteer::builder();
        for (number, name) in names.iter().enumerate() {
            builder.add_entity(Entity::new(format!("x:{number}"), name.join(" "), EntityKind::Country));
        }
        let gazetteer = builder.build()?;
        for _ in 0..10 {
            let every = PARTS.len() + WORDS.len();
            let draw = |numbers: &mut Numbers| {
                let at = numbers.below(every);
                PARTS.get(at).or(WORDS.get(at.saturating_sub(PARTS.len()))).copied().unwrap_or("the")
            };
            let words: Vec<&str> = (0..40).map(|_| draw(&mut numbers)).collect();
            let text = words.join(" ");
            let found: Vec<String> = gazetteer.find_iter(&text).map(|found| found.span.of(&text).to_owned()).collect();
            assert_eq!(found, plain_names(&words, &names), "{names:?} in {text:?}");
            matches += found.len();
        }
    }
    assert!(matches > 10_000, "{matches}");
    Ok(())
}
