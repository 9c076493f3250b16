//! A dictionary of people, organizations and countries.
mod entity;
mod span;
pub use entity::{Entity, EntityId, EntityKind, Gender, Name, NameClass, Office};
pub use span::Span;
use std::sync::Arc;

/// One meaning of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub entity: EntityId,
    /// How the name stands for it.
    pub class: NameClass,
}
/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Match<'g> {
    /// Where.
    pub span: Span,
    /// Its meanings, best first, never empty.
    pub candidates: &'g [Candidate],
}
/// The dictionary.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer(Arc<Vec<Entity>>);
impl Gazetteer {
    /// The built-in data.
    #[must_use]
    pub fn curated() -> Gazetteer {
        Gazetteer::default()
    }
    /// The entity of an id of this gazetteer.
    #[must_use]
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.0.get(id.0 as usize)
    }
    /// The id of the entity whose [`Entity::id`] this is.
    #[must_use]
    pub fn id_of(&self, id: &str) -> Option<EntityId> {
        let _ = id;
        None
    }
    /// Names in a text, left to right.
    pub fn find_iter<'g>(&'g self, text: &str) -> impl Iterator<Item = Match<'g>> {
        let _ = text;
        std::iter::empty()
    }
    /// Meanings of a name, best first.
    #[must_use]
    pub fn lookup(&self, name: &str) -> &[Candidate] {
        let _ = name;
        &[]
    }
}
