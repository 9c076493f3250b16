//! `tests/scores.tsv`: the scores below which the tests fail.

use std::collections::BTreeMap;
use std::fs;

use crate::annotation::Type;
use crate::score::Scores;

/// A score this much above its floor, or more, asks for a higher floor.
const SLACK: f64 = 1.0;

/// Figures of one set by name, in percent.
pub type Figures = BTreeMap<String, f64>;

/// The figures that `scores.tsv` may name: `all_joint`, `direct_exact`,
/// `view_span`, `resolved`, `entity` … All are F1, except `resolved` and
/// `view_speaker`, which are shares.
#[must_use]
pub fn figures(scores: &Scores) -> Figures {
    let mut figures = Figures::new();
    let rows = [("all", Some(&scores.all))].into_iter().chain(Type::ALL.map(|kind| (kind.as_str(), scores.by_type.get(&kind))));
    for (name, row) in rows {
        let row = row.copied().unwrap_or_default();
        figures.insert(format!("{name}_exact"), row.exact.f1);
        figures.insert(format!("{name}_overlap"), row.overlap.f1);
        figures.insert(format!("{name}_joint"), row.joint.f1);
    }
    figures.insert("view_span".to_owned(), scores.view_span.f1);
    figures.insert("view_speaker".to_owned(), scores.view_speaker);
    figures.insert("view_joint".to_owned(), scores.view_joint.f1);
    figures.insert("resolved".to_owned(), scores.resolved.unwrap_or_default());
    figures.insert("entity".to_owned(), scores.entity.f1);
    figures
}

/// Compares figures with the floors of `set` in `scores.tsv`, says which
/// floors can be raised, and gives a line for every floor that is missed.
///
/// # Panics
///
/// If the file cannot be read, a row is broken or names a figure that does
/// not exist, or no row is for `set`: then nothing would be tested.
#[must_use]
pub fn missed(set: &str, figures: &Figures) -> Vec<String> {
    let path = crate::tests_folder().join("scores.tsv");
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let verdict = compare(&source, set, figures);
    for line in &verdict.raise {
        crate::say(line);
    }
    verdict.missed
}

#[derive(Debug, Default, PartialEq)]
struct Verdict {
    missed: Vec<String>,
    raise: Vec<String>,
}

fn compare(source: &str, set: &str, figures: &Figures) -> Verdict {
    let mut verdict = Verdict::default();
    let mut rows = 0;
    let data = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    for (at, line) in data.skip(1) {
        let row = || format!("scores.tsv:{}: {line:?}", at + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let &[row_set, metric, floor] = &fields[..] else { panic!("{}: not three fields", row()) };
        let floor: f64 = floor.parse().unwrap_or_else(|error| panic!("{}: {error}", row()));
        if row_set != set {
            continue;
        }
        rows += 1;
        let score = *figures.get(metric).unwrap_or_else(|| panic!("{}: no such figure", row()));
        if score < floor {
            verdict.missed.push(format!("{set} {metric}: {score:.2} is below the floor {floor}"));
        } else if score >= floor + SLACK {
            // Rounded down, so that the new floor holds.
            let higher = (score * 10.0).floor() / 10.0;
            verdict.raise.push(format!("raise the floor of {set} {metric} in tests/scores.tsv from {floor} to {higher:.1}"));
        }
    }
    assert!(rows > 0, "scores.tsv has no floor for {set}");
    verdict
}

#[cfg(test)]
mod tests {
    use super::{Figures, Verdict, compare};

    const FILE: &str = "# floors\nset\tmetric\tscore\ngold\tall_joint\t50\nother\tall_joint\t99\ngold\tentity\t60\ngold\tresolved\t70.5\n";

    #[test]
    fn scores_meet_floors() {
        let figures: Figures =
            [("all_joint", 51.29), ("entity", 59.99), ("resolved", 71.4)].map(|(name, score)| (name.to_owned(), score)).into();
        let expected = Verdict {
            missed: vec!["gold entity: 59.99 is below the floor 60".to_owned()],
            raise: vec!["raise the floor of gold all_joint in tests/scores.tsv from 50 to 51.2".to_owned()],
        };
        assert_eq!(compare(FILE, "gold", &figures), expected);
    }

    #[test]
    #[should_panic(expected = "no floor for seeds")]
    fn a_set_without_floors_tests_nothing() {
        let _ = compare(FILE, "seeds", &Figures::new());
    }

    #[test]
    #[should_panic(expected = "no such figure")]
    fn a_floor_needs_a_figure() {
        let _ = compare(FILE, "gold", &Figures::new());
    }
}
