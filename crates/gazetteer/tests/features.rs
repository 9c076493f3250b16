//! What is built in is what the features say.

use inquit_gazetteer::{Entity, EntityKind, Gazetteer, GivenNames, Honorifics};

#[test]
fn a_feature_brings_its_table() {
    let gazetteer = Gazetteer::curated();
    let has = |kind| gazetteer.ids_iter().any(|id| gazetteer.kind(id) == Some(kind));
    assert_eq!(has(EntityKind::Person), cfg!(feature = "people"));
    assert_eq!(has(EntityKind::Organization), cfg!(feature = "organizations"));
    assert_eq!(has(EntityKind::Country), cfg!(feature = "countries"));
    assert_eq!(gazetteer.find_iter("Iran, it is said").count(), usize::from(cfg!(feature = "countries")));
    assert_eq!(GivenNames::curated().is_empty(), !cfg!(any(feature = "people", feature = "organizations")));
    assert_eq!(Honorifics::curated().is_empty(), !cfg!(feature = "people"));
}

#[test]
fn own_entities_need_no_feature() {
    let gazetteer = Gazetteer::builder().add_entity(Entity::new("1", "Ada Example", EntityKind::Person)).build().unwrap();
    assert_eq!(gazetteer.find_iter("ADA EXAMPLE and Ada Q. Example").count(), 2);
    assert!(gazetteer.find_iter("Mohammed").next().is_none());
}
