//! [`Gazetteer::resolve`]: which meaning of a name fits its surroundings.

use crate::entity::{Entity, EntityId, EntityKind};
use crate::gazetteer::{Candidate, Gazetteer};

/// What is known about the place where a name stands.
///
/// ```
/// use inquit_gazetteer::{Context, EntityKind, Gazetteer};
/// let gazetteer = Gazetteer::curated();
/// let named = |name: &str, context: &Context<'_>| {
///     gazetteer.resolve(name, context).and_then(|found| gazetteer.get(found.entity)).map(|entity| entity.id.as_str())
/// };
/// // Beside Atlanta's governor, Georgia is the state; alone, the country.
/// assert_eq!(named("Georgia", &Context::new()), Some("Q230"));
/// assert_eq!(named("Georgia", &Context::new().country("US")), Some("Q1428"));
/// // A family name alone needs somebody of that name nearby.
/// assert_eq!(named("Merkel", &Context::new()), None);
/// let near: Vec<_> = gazetteer.find_iter("Angela Merkel arrived").map(|m| m.candidates[0].entity).collect();
/// assert_eq!(named("Merkel", &Context::new().kind(EntityKind::Person).near(&near)), Some("Q567"));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    kind: Option<EntityKind>,
    near: &'c [EntityId],
    country: &'c str,
    date: &'c str,
}

impl<'c> Context<'c> {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Context<'c> {
        Context::default()
    }

    /// Only entities of this kind fit.
    #[must_use]
    pub fn kind(mut self, kind: EntityKind) -> Context<'c> {
        self.kind = Some(kind);
        self
    }

    /// Entities named in the same text.
    #[must_use]
    pub fn near(mut self, near: &'c [EntityId]) -> Context<'c> {
        self.near = near;
        self
    }

    /// The country the text is about or comes from, as its ISO 3166-1 alpha-2
    /// code in capitals.
    #[must_use]
    pub fn country(mut self, code: &'c str) -> Context<'c> {
        self.country = code;
        self
    }

    /// The day of the text, as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(mut self, date: &'c str) -> Context<'c> {
        self.date = date;
        self
    }
}

impl Gazetteer {
    /// The meaning of a name that fits the context best.
    ///
    /// Starts from the order of [`Gazetteer::lookup`] and moves up entities
    /// that are named nearby, that share a country with those or with the
    /// text, and people in office on the day. A family name alone is resolved
    /// to people named nearby only; the one named last wins.
    #[must_use]
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Option<Candidate> {
        let fits = |candidate: &&Candidate| context.kind.is_none_or(|kind| self.kind(candidate.entity) == Some(kind));
        let known = self.lookup(name).iter().filter(fits);
        // The first of equals is the one `lookup` puts first.
        let best = known.rev().max_by_key(|candidate| self.fitness(candidate, context));
        best.copied().or_else(|| self.by_surname(name, context))
    }

    fn by_surname(&self, name: &str, context: &Context<'_>) -> Option<Candidate> {
        if context.kind.is_some_and(|kind| kind != EntityKind::Person) {
            return None;
        }
        let all = self.bearers(name);
        context.near.iter().rev().find_map(|near| all.iter().find(|candidate| candidate.entity == *near)).copied()
    }

    fn fitness(&self, candidate: &Candidate, context: &Context<'_>) -> u32 {
        let mut fitness = u32::from(candidate.class.strength()) * (self.prior(candidate.entity) + 1);
        let Some(entity) = self.get(candidate.entity) else { return fitness };
        let shares = |code: &str| entity.countries.iter().any(|own| own == code);
        if context.near.contains(&candidate.entity) {
            fitness += 20_000;
        }
        if !context.country.is_empty() && shares(context.country) {
            fitness += 4_000;
        }
        for near in context.near.iter().filter(|near| **near != candidate.entity).filter_map(|near| self.get(*near)) {
            fitness += 500 * u32::from(near.countries.iter().any(|code| shares(code)));
        }
        if !context.date.is_empty() && in_office(entity, context.date) {
            fitness += 2_000;
        }
        fitness
    }
}

/// Whether a person held an office on a day. Dates compare as text, a shorter
/// one standing for all its days.
fn in_office(entity: &Entity, day: &str) -> bool {
    let upto = |date: &str| day.get(..date.len()).unwrap_or(day) <= date;
    entity.offices.iter().any(|office| {
        let started = !office.start.is_empty() && office.start.as_str() <= day;
        started && (office.end.is_empty() || upto(&office.end))
    })
}
