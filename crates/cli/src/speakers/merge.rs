//! Who is who across documents: spellings to speakers, by rule.
//!
//! In: the spellings of all tables, the gazetteer, what the user says. Out:
//! [`Merged`], the speakers. The steps, each over the sorted spellings, so
//! that the order of rows does not matter: the user's orders, equal ids, equal
//! names, initials, family names. What each asks is in the help of the
//! command. A step joins only what nothing speaks against ([`Groups::agree`]).

use std::collections::{BTreeMap, BTreeSet};

use inquit_gazetteer::{Context, EntityKind, FindOptions, Gazetteer, Gender, Weak};

use super::args::Kind;
use super::census::Variant;
use super::groups::{Groups, Rule};
use super::name::{Fullness, PersonName, has_title as title, words_key};
use super::orders::{Orders, What};
use super::speaker::{Merged, speakers};
use super::spellings::{Spellings, unknown_ids};

/// Merges the spellings, sorted as [`super::census`] gives them.
///
/// # Errors
///
/// Orders that contradict each other, by line.
pub(super) fn merge(variants: &[Variant], gazetteer: &Gazetteer, orders: &Orders) -> Result<Merged, Vec<(usize, String)>> {
    let mut merger =
        Merger { names: variants.iter().map(personal).collect(), groups: Groups::new(variants, gazetteer), gazetteer, maybe: Vec::new() };
    unknown_ids(variants, gazetteer, orders)?;
    merger.orders(orders)?;
    merger.ids();
    merger.equal_names();
    merger.short_names(Fullness::Initials, Rule::Initials);
    merger.short_names(Fullness::Surname, Rule::Surname);
    let mut merged = speakers(&merger.groups, gazetteer, orders);
    let apart = |(at, host): &&(usize, usize)| merger.groups.of(*at) != merger.groups.of(*host) && !merger.groups.is_apart(*at, *host);
    let name = |host: usize| merged.speaker(&variants[host].name, variants[host].id.as_deref()).map(|speaker| speaker.name.clone());
    let maybe = merger.maybe.iter().filter(apart).filter_map(|&(at, host)| Some((variants[at].name.clone(), name(host)?)));
    merged.maybe = maybe.collect();
    Ok(merged)
}

/// The parts of the name of a person, or of somebody whose name has the form
/// of a person's.
fn personal(variant: &Variant) -> Option<PersonName> {
    let name = PersonName::of(&variant.name).filter(|_| matches!(variant.kind, Kind::Person | Kind::Unknown))?;
    let is_formed = title(&variant.name) || !name.initials.is_empty() || name.given_is_known();
    (variant.kind == Kind::Person || is_formed).then_some(name)
}

struct Merger<'v> {
    groups: Groups<'v>,
    /// The parts of each person's name.
    names: Vec<Option<PersonName>>,
    gazetteer: &'v Gazetteer,
    /// Spellings with one that may be the same speaker's, for people to judge.
    maybe: Vec<(usize, usize)>,
}

/// What tells apart groups with equal names, where it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    initials: String,
    group: usize,
}

impl<'v> Merger<'v> {
    fn orders(&mut self, orders: &'v Orders) -> Result<(), Vec<(usize, String)>> {
        let found = Spellings::of(self.groups.variants);
        let mut faults = Vec::new();
        let end = |order: usize| match &orders.list[order].what {
            What::Into(target) => orders.end_of(target),
            _ => "",
        };
        for (place, order) in orders.list.iter().enumerate() {
            let What::Into(target) = &order.what else { continue };
            let own = found.named(&order.variant);
            for &at in own.iter().chain(found.named(target).iter()) {
                self.groups.force(own.first().copied().unwrap_or(at), at);
            }
            let Some(&first) = own.first() else { continue };
            let id = Some(end(place)).filter(|end| self.gazetteer.id_of(end).is_some() || found.is_id(end));
            if let Err(other) = self.groups.name(first, place, id, |one, other| end(one) == end(other)) {
                let line = orders.list[other].line;
                faults.push((
                    order.line,
                    format!("{} is {} by line {line} and {}; keep one of the two", order.variant, end(other), end(place)),
                ));
            }
        }
        for order in &orders.list {
            let own = found.named(&order.variant);
            match &order.what {
                What::Into(_) => {}
                What::Alone => own.iter().for_each(|&at| self.groups.leave_alone(at)),
                What::ApartFrom(other) => {
                    for (&one, &other) in own.iter().flat_map(|one| found.named(other).iter().map(move |other| (one, other))) {
                        if self.groups.of(one) == self.groups.of(other) {
                            let why = format!("{} is to be kept apart from what another line merges it with", order.variant);
                            faults.push((order.line, why));
                            break;
                        }
                        self.groups.keep_apart(one, other);
                    }
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Equal ids are one speaker.
    fn ids(&mut self) {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, variant) in self.groups.variants.iter().enumerate() {
            if let Some(id) = variant.id.as_deref() {
                let with = *first.entry(id).or_insert(at);
                if with != at {
                    self.groups.unite(with, at, Rule::Id);
                }
            }
        }
    }

    /// Equal names are one speaker, unless two who differ could claim one.
    fn equal_names(&mut self) {
        let mut buckets: BTreeMap<(Kind, String), BTreeMap<usize, String>> = BTreeMap::new();
        for (at, variant) in self.groups.variants.iter().enumerate() {
            let kind = if self.names[at].is_some() { Kind::Person } else { variant.kind };
            let mut add = |name: Option<&PersonName>, words: &str| {
                let (key, initials) = match name {
                    Some(name) if name.given.is_empty() => (name.key(), String::new()),
                    Some(name) => (name.key(), name.initials.clone()),
                    None => (words_key(words), String::new()),
                };
                buckets.entry((kind, key)).or_default().entry(at).or_insert(initials);
            };
            add(self.names[at].as_ref(), &variant.name);
            // The gazetteer's name is a name of everybody with the id.
            if let Some(entity) = variant.id.as_deref().and_then(|id| self.gazetteer.get(self.gazetteer.id_of(id)?)) {
                let name = Some(&entity.name).filter(|_| kind == Kind::Person).and_then(|name| PersonName::of(name));
                add(name.as_ref(), &entity.name);
            }
        }
        for bucket in buckets.into_values().filter(|bucket| bucket.len() > 1) {
            self.bucket(&bucket);
        }
    }

    /// Joins spellings of one name: `bucket` has their initials.
    fn bucket(&mut self, bucket: &BTreeMap<usize, String>) {
        // First those of which the same is known.
        let mut alike: BTreeMap<(Option<&str>, Option<Gender>, &str), usize> = BTreeMap::new();
        for (&at, initials) in bucket {
            let group = self.groups.of(at);
            let with = *alike.entry((self.groups.id(group), self.groups.told_gender(group), initials)).or_insert(at);
            self.groups.unite(with, at, Rule::Name);
        }
        let claims: BTreeSet<Claim> =
            bucket.iter().map(|(&at, initials)| Claim { initials: initials.clone(), group: self.groups.of(at) }).collect();
        let claims: Vec<Claim> = claims.into_iter().collect();
        let agree = |one: &Claim, other: &Claim| {
            let initials = one.initials.starts_with(&other.initials) || other.initials.starts_with(&one.initials);
            initials && self.groups.agree(one.group, other.group)
        };
        let friends: Vec<BTreeSet<usize>> = claims
            .iter()
            .map(|one| claims.iter().enumerate().filter(|(_, other)| agree(one, other)).map(|(place, _)| place).collect())
            .collect();
        // Where all that agree with one agree with each other, nobody else can claim it.
        let settled = |place: usize| friends[place].iter().all(|&friend| friends[friend] == friends[place]);
        let settled: Vec<bool> = (0..claims.len()).map(settled).collect();
        let joins: Vec<(usize, usize)> = bucket
            .iter()
            .filter_map(|(&at, initials)| {
                let claim = Claim { initials: initials.clone(), group: self.groups.of(at) };
                let place = claims.binary_search(&claim).ok().filter(|&place| settled[place])?;
                let first = friends[place].first()?;
                Some((claims[*first].group, at))
            })
            .collect();
        for (with, at) in joins {
            self.groups.unite(with, at, Rule::Name);
        }
    }

    /// Joins names of this fullness to the one fuller name that they can stand for.
    fn short_names(&mut self, fullness: Fullness, rule: Rule) {
        let hosts = self.hosts(fullness);
        for at in 0..self.names.len() {
            let Some(name) = self.names[at].clone().filter(|name| name.fullness() == fullness) else { continue };
            let own = self.groups.of(at);
            if self.groups.id(own).is_some() || self.fullest(own) != Some(fullness) {
                continue;
            }
            let candidates: BTreeSet<usize> = hosts.get(&name.bare).into_iter().flatten().copied().collect();
            let candidates: BTreeSet<usize> = candidates
                .into_iter()
                .filter(|&host| self.names[host].as_ref().is_none_or(|full| fits(&name, full)))
                .map(|host| self.groups.of(host))
                .collect();
            let mut candidates = candidates.into_iter().filter(|&group| group != own);
            if let (Some(host), None) = (candidates.next(), candidates.next())
                && self.same_gender(own, host)
            {
                if self.is_known_best(&name, host) && self.groups.documents(own).hardly_share(&self.groups.documents(host)) {
                    self.groups.unite(host, at, rule);
                } else if self.groups.agree(own, host) {
                    self.maybe.push((at, host));
                }
            }
        }
    }

    /// Spellings fuller than `fullness` by family name.
    fn hosts(&self, fullness: Fullness) -> BTreeMap<String, Vec<usize>> {
        let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in self.names.iter().enumerate() {
            let Some(name) = name.as_ref().filter(|name| name.fullness() > fullness) else { continue };
            hosts.entry(name.bare.clone()).or_default().push(at);
            // Where the family name comes first, the gazetteer knows it.
            let first = name.given.split(' ').next().unwrap_or("");
            if self.groups.variants[at].id.is_some() && self.is_family_name(first, at) {
                hosts.entry(first.to_owned()).or_default().push(at);
            }
        }
        hosts
    }

    fn is_family_name(&self, word: &str, at: usize) -> bool {
        let Some(id) = self.groups.variants[at].id.as_deref().and_then(|id| self.gazetteer.id_of(id)) else { return false };
        let near = [id];
        let context = Context::new().kind(EntityKind::Person).near(&near);
        !word.is_empty()
            && self.gazetteer.lookup(word).is_empty()
            && self.gazetteer.resolve(word, &context).is_some_and(|found| found.entity == id)
    }

    /// The fullest name in a group; `None` if one of them is no personal name.
    fn fullest(&self, group: usize) -> Option<Fullness> {
        let fullness = self.groups.members(group).iter().map(|&at| self.names[at].as_ref().map(PersonName::fullness));
        fullness.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Whether titles, given names and pronouns do not tell different genders.
    fn same_gender(&self, one: usize, other: usize) -> bool {
        let gender = |group: usize| {
            let given = || self.groups.members(group).iter().find_map(|&at| self.names[at].as_ref()?.given_gender());
            self.groups.told_gender(group).or_else(given).or_else(|| self.groups.pronoun_gender(group))
        };
        gender(one).zip(gender(other)).is_none_or(|(one, other)| one == other)
    }

    /// Whether the gazetteer has nobody of that family name, or this person first.
    fn is_known_best(&self, name: &PersonName, host: usize) -> bool {
        // Capitals: the folded name would be no name in a text.
        let shown: Vec<String> = name.surname.split(' ').map(capitalised).collect();
        let shown = shown.join(" ");
        let options = FindOptions::new().weak(Weak::Always);
        let best = self.gazetteer.find_iter_with(&shown, options).find(|found| found.span.len() == shown.len()).and_then(|found| {
            let people = |entity| self.gazetteer.kind(entity) == Some(EntityKind::Person);
            found.candidates.iter().map(|candidate| candidate.entity).find(|&entity| people(entity))
        });
        best.is_none_or(|best| self.groups.id(host).and_then(|id| self.gazetteer.id_of(id)) == Some(best))
    }
}

/// Whether the short name can stand for the full one, in either order of its parts.
fn fits(short: &PersonName, full: &PersonName) -> bool {
    short.shortens(full) || short.initials.is_empty() && full.given.split(' ').next() == Some(&short.surname)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
