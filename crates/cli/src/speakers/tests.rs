//! The rules, each with what must not merge beside what must.

use inquit_gazetteer::{Entity, EntityKind, Gazetteer, Gender, NameClass};
use proptest::prelude::*;

use super::args::Kind;
use super::census::Census;
use super::merge::merge;
use super::orders::Orders;
use super::speaker::Merged;
use crate::tables::row::{Named, Row};

/// A row: document, name, id, mention; a mention of one word in lower case is a pronoun.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

fn row<'a>(&(document, name, id, mention): &Line<'a>, kind: Kind) -> Row<'a> {
    let pronoun = !mention.contains(char::is_uppercase);
    Row {
        document: document.into(),
        speakers: vec![Named { name: name.into(), id: Some(id.into()).filter(|_| !id.is_empty()), kind: Some(kind) }],
        mention: Some((mention.into(), if pronoun { "pronoun" } else { "name" }.into())),
        ..Row::default()
    }
}

/// People and a body that nobody else knows.
fn gazetteer() -> Gazetteer {
    let person = |id: &str, name: &str, gender| {
        let mut entity = Entity::new(id, name, EntityKind::Person);
        entity.gender = gender;
        entity
    };
    let mut family_first = person("P4", "Dao Minzhen", None);
    family_first.countries = vec!["CN".to_owned()];
    let mut body = Entity::new("O1", "Harbour Safety Board", EntityKind::Organization);
    body.add_name("HSB", NameClass::Acronym);
    Gazetteer::builder()
        .add_entity(person("P1", "Ilse Varga", Some(Gender::Female)))
        .add_entity(person("P2", "Tomas Krell", None))
        .add_entity(person("P3", "Anton Krell", None))
        .add_entity(family_first)
        .add_entity(body)
        .build()
        .unwrap()
}

fn merged_by(rows: &[Line<'_>], kind: Kind, orders: &str) -> Merged {
    let mut census = Census::default();
    rows.iter().for_each(|line| census.add(&row(line, kind)));
    let gazetteer = gazetteer();
    merge(&census.into_variants(&gazetteer), &gazetteer, &Orders::parse(orders).unwrap()).unwrap()
}

/// Speakers as `name id: spelling, spelling`, sorted.
fn shown(merged: &Merged) -> Vec<String> {
    let mut lines: Vec<String> = merged
        .speakers
        .iter()
        .map(|speaker| {
            let mut names: Vec<&str> = speaker.variants.iter().map(|own| own.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            format!("{} {}: {}", speaker.name, speaker.id.as_deref().unwrap_or("-"), names.join(", "))
        })
        .collect();
    lines.sort_unstable();
    lines
}

#[track_caller]
fn check_by(rows: &[Line<'_>], kind: Kind, orders: &str, expected: &[&str]) {
    assert_eq!(shown(&merged_by(rows, kind, orders)), expected);
}

#[track_caller]
fn check(rows: &[Line<'_>], expected: &[&str]) {
    check_by(rows, Kind::Person, "", expected);
}

/// Rows of names without ids, each in a document of its own.
#[track_caller]
fn check_names(names: &[&str], expected: &[&str]) {
    let documents: Vec<String> = (0..names.len()).map(|n| n.to_string()).collect();
    let rows: Vec<Line<'_>> = names.iter().zip(&documents).map(|(name, document)| (document.as_str(), *name, "", *name)).collect();
    check(&rows, expected);
}

#[test]
fn equal_ids_are_one() {
    check(
        &[("a", "I. Varga", "P1", ""), ("b", "Minister Varga", "P1", ""), ("c", "Ilse Varga", "P2", "")],
        &["Ilse Varga P1: I. Varga, Minister Varga", "Tomas Krell P2: Ilse Varga"],
    );
    // An id the gazetteer does not have: the fullest name that is not shouted.
    check(
        &[("a", "Rosa Quill", "X9", ""), ("b", "ROSA QUILL", "X9", ""), ("c", "Quill", "X9", "")],
        &["Rosa Quill X9: Quill, ROSA QUILL, Rosa Quill"],
    );
}

#[test]
fn equal_names_are_one() {
    check_names(
        &["Zoë Quill", "ZOE QUILL", "Dr. Zoe Quill", "Zoe A. Quill"],
        &["Dr. Zoe Quill -: Dr. Zoe Quill, ZOE QUILL, Zoe A. Quill, Zoë Quill"],
    );
    // Different middle initials, generations, given names and middle names.
    check_names(
        &["Zoe A. Quill", "Zoe B. Quill", "Zoe Quill"],
        &["Zoe A. Quill -: Zoe A. Quill", "Zoe B. Quill -: Zoe B. Quill", "Zoe Quill -: Zoe Quill"],
    );
    check_names(
        &["Tom Quill", "Tom Quill Jr.", "Tom Quill Sr."],
        &["Tom Quill -: Tom Quill", "Tom Quill Jr. -: Tom Quill Jr.", "Tom Quill Sr. -: Tom Quill Sr."],
    );
    check_names(
        &["Tom Quill", "Tim Quill", "Tom Ed Quill"],
        &["Tim Quill -: Tim Quill", "Tom Ed Quill -: Tom Ed Quill", "Tom Quill -: Tom Quill"],
    );
    check_names(&["Mr. Kim Quill", "Ms. Kim Quill"], &["Mr. Kim Quill -: Mr. Kim Quill", "Ms. Kim Quill -: Ms. Kim Quill"]);
}

#[test]
fn a_name_that_two_ids_could_claim_is_nobodys() {
    check(&[("a", "Rosa Quill", "X1", ""), ("b", "ROSA QUILL", "", "")], &["Rosa Quill X1: ROSA QUILL, Rosa Quill"]);
    check(
        &[("a", "Rosa Quill", "X1", ""), ("b", "Rosa Quill", "X2", ""), ("c", "ROSA QUILL", "", "")],
        &["ROSA QUILL -: ROSA QUILL", "Rosa Quill X1: Rosa Quill", "Rosa Quill X2: Rosa Quill"],
    );
    // The gazetteer's name counts as a name of the id.
    check(&[("a", "The Minister", "P1", ""), ("b", "Ilse Varga", "", "")], &["Ilse Varga P1: Ilse Varga, The Minister"]);
}

#[test]
fn a_family_name_joins_the_only_one_who_has_it() {
    check_names(&["Rosa Quill", "Quill"], &["Rosa Quill -: Quill, Rosa Quill"]);
    check_names(&["Samir al-Quill", "Quill", "al-Quill"], &["Samir al-Quill -: Quill, Samir al-Quill, al-Quill"]);
    check_names(&["Rosa Quill", "Tom Quill", "Quill"], &["Quill -: Quill", "Rosa Quill -: Rosa Quill", "Tom Quill -: Tom Quill"]);
    check_names(&["Rosa Quill", "Quilt"], &["Quilt -: Quilt", "Rosa Quill -: Rosa Quill"]);
    check_names(&["Rosa Quill", "Rosa"], &["Rosa -: Rosa", "Rosa Quill -: Rosa Quill"]);
    // Two speakers of one document.
    check(&[("a", "Rosa Quill", "", ""), ("a", "Quill", "", "")], &["Quill -: Quill", "Rosa Quill -: Rosa Quill"]);
}

#[test]
fn a_family_name_of_another_gender_stays_apart() {
    let rows = |title| [("a", "Peter Quill", "", "Peter Quill"), ("b", "Quill", "", title)];
    check(&rows("Mr. Quill"), &["Peter Quill -: Peter Quill, Quill"]);
    check(&rows("Mrs. Quill"), &["Peter Quill -: Peter Quill", "Quill -: Quill"]);
    check(&[rows("she")[0], rows("she")[1], ("c", "Quill", "", "she")], &["Peter Quill -: Peter Quill", "Quill -: Quill"]);
    // One pronoun may be an error.
    check(&rows("she"), &["Peter Quill -: Peter Quill, Quill"]);
}

#[test]
fn a_family_name_that_the_gazetteer_has_of_others_stays_apart() {
    check(
        &[("a", "Tomas Krell", "P2", ""), ("b", "Rosa Varga", "", ""), ("c", "Varga", "", "")],
        &["Rosa Varga -: Rosa Varga", "Tomas Krell P2: Tomas Krell", "Varga -: Varga"],
    );
    check(&[("a", "Ilse Varga", "P1", ""), ("b", "Varga", "", "")], &["Ilse Varga P1: Ilse Varga, Varga"]);
    // Never into another id.
    check(&[("a", "Ilse Varga", "P1", ""), ("b", "Varga", "X1", "")], &["Ilse Varga P1: Ilse Varga", "Varga X1: Varga"]);
}

#[test]
fn initials_join_the_only_name_they_fit() {
    check_names(&["Rosa Quill", "R. Quill", "Tom Quill"], &["Rosa Quill -: R. Quill, Rosa Quill", "Tom Quill -: Tom Quill"]);
    check_names(
        &["Rosa Quill", "Ruth Quill", "R. Quill"],
        &["R. Quill -: R. Quill", "Rosa Quill -: Rosa Quill", "Ruth Quill -: Ruth Quill"],
    );
    check_names(&["R.T. Quill", "Quill"], &["R.T. Quill -: Quill, R.T. Quill"]);
    check_names(&["Rosa Quill", "T. Quill", "Quill"], &["Quill -: Quill", "Rosa Quill -: Rosa Quill", "T. Quill -: T. Quill"]);
}

#[test]
fn bodies_merge_by_name_alone() {
    let rows = [
        ("a", "Port Authority", "", ""),
        ("b", "the port authority", "", ""),
        ("c", "Authority", "", ""),
        ("d", "Port Authorities", "", ""),
    ];
    check_by(
        &rows,
        Kind::Organization,
        "",
        &["Authority -: Authority", "Port Authorities -: Port Authorities", "Port Authority -: Port Authority, the port authority"],
    );
    let rows = [("a", "HSB", "O1", ""), ("b", "the Harbour Safety Board", "", "")];
    check_by(&rows, Kind::Organization, "", &["Harbour Safety Board O1: HSB, the Harbour Safety Board"]);
    check_names(&["the mayor", "The Mayor", "mayor of Lund"], &["The Mayor -: The Mayor, the mayor", "mayor of Lund -: mayor of Lund"]);
}

#[test]
fn the_user_has_the_last_word() {
    let rows = [("a", "Rosa Quill", "", ""), ("b", "Quill", "", ""), ("c", "Tom Quill", "", ""), ("d", "Ros Quill", "", "")];
    check_by(&rows[..2], Kind::Person, "Quill\t!Rosa Quill\n", &["Quill -: Quill", "Rosa Quill -: Rosa Quill"]);
    check_by(&rows[..2], Kind::Person, "quill\t!\n", &["Quill -: Quill", "Rosa Quill -: Rosa Quill"]);
    check_by(
        &rows,
        Kind::Person,
        "Quill\tTom Quill\nRos Quill\tRosa Quill\n",
        &["Rosa Quill -: Ros Quill, Rosa Quill", "Tom Quill -: Quill, Tom Quill"],
    );
    // A name that no row has, and an id that the gazetteer has.
    check_by(&rows[..1], Kind::Person, "Rosa Quill\tRosa Quill-Hart\n", &["Rosa Quill-Hart -: Rosa Quill"]);
    check_by(&rows[..1], Kind::Person, "Rosa Quill\tP1\n", &["Ilse Varga P1: Rosa Quill"]);
    // By way of another, and two ids that are one.
    check_by(&rows[1..3], Kind::Person, "Quill\tTom Quill\nTom Quill\tP2\n", &["Tomas Krell P2: Quill, Tom Quill"]);
    check_by(
        &[("a", "A. Krell", "P3", ""), ("b", "T. Krell", "P2", "")],
        Kind::Person,
        "P3\tP2\n",
        &["Tomas Krell P2: A. Krell, T. Krell"],
    );
    // A rule does not join what the user names differently.
    let rows = [("a", "ROSA QUILL", "", ""), ("b", "Rosa Quill", "", "")];
    check_by(&rows, Kind::Person, "ROSA QUILL\tA Hart\nRosa Quill\tB Hart\n", &["A Hart -: ROSA QUILL", "B Hart -: Rosa Quill"]);
}

#[test]
fn orders_that_contradict_each_other() {
    let rows = [("a", "Rosa Quill", "", ""), ("b", "Quill", "", ""), ("c", "Tom Quill", "", "")];
    let faults = |orders: &str| -> Vec<usize> {
        let mut census = Census::default();
        rows.iter().for_each(|line| census.add(&row(line, Kind::Person)));
        let gazetteer = gazetteer();
        let faults = merge(&census.into_variants(&gazetteer), &gazetteer, &Orders::parse(orders).unwrap()).unwrap_err();
        faults.into_iter().map(|(line, _)| line).collect()
    };
    assert_eq!(faults("Quill\tRosa Quill\nquill\tTom Quill\n"), [2]);
    assert_eq!(faults("Quill\tRosa Quill\n\nRosa Quill\t!Quill\n"), [3]);
}

#[test]
fn family_names_that_come_first() {
    check(&[("a", "Dao Minzhen", "P4", ""), ("b", "Dao", "", "")], &["Dao Minzhen P4: Dao, Dao Minzhen"]);
    check(&[("a", "Rao Minzhen", "", ""), ("b", "Rao", "", "")], &["Rao -: Rao", "Rao Minzhen -: Rao Minzhen"]);
}

proptest! {
    /// Whatever the rows, their order does not matter.
    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in proptest::collection::vec((0..6_usize, 0..12_usize, 0..5_usize, 0..4_usize), 1..40)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        const NAMES: [&str; 12] = [
            "Rosa Quill", "ROSA QUILL", "Quill", "R. Quill", "Tom Quill", "Rosa A. Quill", "Rosa B. Quill", "Ilse Varga", "Varga", "Dr. Rosa Quill",
            "Krell", "the mayor",
        ];
        const IDS: [&str; 5] = ["", "", "P1", "P2", "X1"];
        const MENTIONS: [&str; 4] = ["he", "she", "Mrs. Quill", "Mr. Quill"];
        const DOCUMENTS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
        let merged = |rows: &[(usize, usize, usize, usize)]| {
            let lines: Vec<Line<'_>> = rows.iter().map(|&(d, n, i, m)| (DOCUMENTS[d], NAMES[n], IDS[i], MENTIONS[m])).collect();
            merged_by(&lines, Kind::Person, "Krell\tTomas Krell\n")
        };
        let first = merged(&rows);
        prop_assert_eq!(&first, &merged(&shuffled));
        for speaker in &first.speakers {
            // No rule joins two ids, or two middle initials.
            let ids: std::collections::BTreeSet<_> = speaker.variants.iter().filter_map(|own| own.id.as_deref()).collect();
            prop_assert!(ids.len() < 2 || speaker.name == "Tomas Krell", "{:?}", speaker);
        }
        let counted: u64 = first.speakers.iter().map(|speaker| speaker.quotes).sum();
        prop_assert_eq!(counted, rows.len() as u64);
    }
}
