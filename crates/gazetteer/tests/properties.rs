//! What holds for any text and any names.
#![cfg(all(feature = "people", feature = "organizations", feature = "countries"))]

use inquit_gazetteer::{Case, Entity, EntityKind, FindOptions, Gazetteer, Overlap, Weak};
use proptest::prelude::*;

fn all_options() -> Vec<FindOptions> {
    let mut options = Vec::new();
    for overlap in [Overlap::LeftmostLongest, Overlap::All] {
        for case in [Case::Smart, Case::Ignore] {
            for weak in [Weak::Never, Weak::Licensed, Weak::Always] {
                options.push(FindOptions::new().overlap(overlap).case(case).weak(weak));
            }
        }
    }
    options
}

fn check(text: &str) {
    let gazetteer = Gazetteer::curated();
    for options in all_options() {
        let mut before = None;
        for found in gazetteer.find_iter_with(text, options) {
            let (start, end) = (found.span.start(), found.span.end());
            assert!(start < end && text.get(start..end).is_some(), "{start}..{end} in {text:?}");
            assert!(!found.candidates.is_empty());
            assert!(found.candidates.iter().all(|candidate| gazetteer.get(candidate.entity).is_some()));
            if let Some((last_start, last_end)) = before {
                assert!(start >= last_start, "out of order in {text:?}");
                if options == FindOptions::new() {
                    assert!(start >= last_end, "overlap in {text:?}");
                }
            }
            before = Some((start, end));
        }
    }
}

/// Words and marks that names are made of, in any order.
fn newsy() -> impl Strategy<Value = String> {
    let parts = [
        "Iran", "iran", "U.S.", "U.", "S.", "the", "The", "al-", "Al", "Assad", "Bashar", "Ali", "Akbar", "Velayati", "é", "É", "’", "'s",
        "'", "“", "-", "–", " ", " ", " ", "\n", "\n\n", "\u{a0}", "&", ".", ",", "Jr.", "Donald", "Trump", "J.", "of", "Bank", "England",
        "New", "Mexico", "İ", "ß", "\u{301}", "\u{ad}", "名", "🦀", "WHO", "AfD", "9", "_", "@", "El", "Paso", "Xi", "Jinping",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_searched(text in ".{0,80}") {
        check(&text);
    }

    #[test]
    fn news_like_text_is_searched(text in newsy()) {
        check(&text);
    }

    #[test]
    fn every_name_is_found_alone(name in "[A-Z][a-zé]{1,9}( [A-Z][a-zö]{1,12}){0,3}") {
        let gazetteer = Gazetteer::builder().add_entity(Entity::new("1", name.clone(), EntityKind::Organization)).build();
        let gazetteer = gazetteer.expect("a good name");
        for text in [name.clone(), format!("x {name}."), format!("«{name}»"), name.to_uppercase()] {
            prop_assert_eq!(gazetteer.find_iter(&text).count(), 1, "{}", text);
        }
        prop_assert_eq!(gazetteer.lookup(&name.to_lowercase()).len(), 1);
    }

    #[test]
    fn line_ends_do_not_matter(text in newsy()) {
        let gazetteer = Gazetteer::curated();
        let windows = text.replace('\n', "\r\n");
        let names = |text: &str| -> Vec<String> {
            gazetteer.find_iter(text).map(|found| found.span.of(text).replace('\r', "")).collect()
        };
        prop_assert_eq!(names(&text), names(&windows));
    }

    #[test]
    fn rows_of_any_shape_load_or_are_refused(rows in ".{0,200}") {
        let mut builder = Gazetteer::builder();
        let loaded = builder.add_tsv_reader("rows", format!("id\tname\tkind\n{rows}").as_bytes()).is_ok();
        if loaded {
            let _ = builder.build();
        }
    }
}
