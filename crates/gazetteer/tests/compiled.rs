//! Compiled files: the same gazetteer comes back, and nothing else is taken.
#![cfg(all(feature = "people", feature = "organizations", feature = "countries"))]

use inquit_gazetteer::{Entity, EntityKind, Error, Gazetteer, NameClass};

fn compiled(gazetteer: &Gazetteer) -> Vec<u8> {
    let mut file = Vec::new();
    gazetteer.write_compiled(&mut file).expect("memory");
    file
}

fn small() -> Gazetteer {
    let mut ada = Entity::new("x:ada", "Ada Example", EntityKind::Person);
    ada.add_name("Countess Example", NameClass::Nickname);
    let place = Entity::new("x:place", "Example", EntityKind::Country);
    Gazetteer::builder().add_entities([ada, place]).block("Example Street").build().expect("good names")
}

#[test]
fn the_curated_data_comes_back() {
    let gazetteer = Gazetteer::curated();
    let again = Gazetteer::read_compiled("curated.gaz", compiled(&gazetteer).as_slice()).unwrap();
    assert_eq!((again.len(), again.name_count()), (gazetteer.len(), gazetteer.name_count()));
    for id in gazetteer.ids_iter().step_by(7) {
        assert_eq!(again.get(id), gazetteer.get(id));
    }
    let text = "The US, al-Qaeda, AfD and Mohammad Javad Zarif of Iran; Michael Jordan in New Mexico.";
    let find = |gazetteer: &Gazetteer| gazetteer.find_iter(text).map(|found| (found.span, found.candidates.to_vec())).collect::<Vec<_>>();
    assert_eq!(find(&again), find(&gazetteer));
    assert_eq!(find(&again).len(), 5);
    assert_eq!(again.id_of("Q794"), gazetteer.id_of("Q794"));
}

#[test]
fn names_added_by_hand_come_back() {
    let again = Gazetteer::read_compiled("small.gaz", compiled(&small()).as_slice()).unwrap();
    assert_eq!(again.find_iter("Countess Example of Example, Example Street").count(), 2);
}

#[test]
fn what_was_cut_or_changed_is_refused() {
    let file = compiled(&small());
    for len in 0..file.len() {
        let error = Gazetteer::read_compiled("cut.gaz", &file[..len]).unwrap_err();
        assert!(matches!(error, Error::Compiled { .. }), "{len}: {error}");
        assert!(error.to_string().contains("cut.gaz"));
    }
    for at in (0..file.len()).step_by(5) {
        let mut changed = file.clone();
        changed[at] ^= 0x20;
        assert!(Gazetteer::read_compiled("changed.gaz", changed.as_slice()).is_err(), "byte {at}");
    }
}

#[test]
fn foreign_files_are_named_as_such() {
    let error = Gazetteer::read_compiled("x", &b"id\tname\tkind\n1\tAda\tperson\n"[..]).unwrap_err();
    assert!(error.to_string().contains("not a compiled gazetteer"));
    let mut other = compiled(&small());
    other[8] = 99;
    let error = Gazetteer::read_compiled("x", other.as_slice()).unwrap_err();
    assert!(error.to_string().contains("another version"));
    assert!(matches!(Gazetteer::read_compiled_path("no/such/file"), Err(Error::Io { .. })));
}
