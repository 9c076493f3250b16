//! What led from mentions to speakers, noted while they are resolved.
//!
//! Input: calls of the rules. Output: a [`Reading`] for every phrase that was
//! read, and of these the [`Chain`] of a speaker. Nothing here decides anything.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use inquit_gazetteer::{Candidate, EntityId, EntityKind, FindOptions, Weak};

use super::people::People;
use super::{Referent, Resolver};
use crate::chain::{Rule, Step};
use crate::names::{Name, Names, generation, same_word};
use crate::quote::{MentionKind, SpeakerKind};

/// How far a chain is followed through other attributions.
const LINKS: usize = 4;
/// Entities kept beside the one that was chosen.
const OTHERS: usize = 3;

/// How words were read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    tokens: Range<usize>,
    rule: Rule,
    /// A token of the words that they led to.
    via: Option<usize>,
    /// The attribution whose speaker they stand for.
    from: Option<usize>,
    /// Whom they stand for; empty for the mention itself, which stands for all.
    found: Vec<Referent>,
}

/// The readings of the mention at hand.
#[derive(Debug, Default)]
pub(super) struct Trace {
    readings: RefCell<Vec<Reading>>,
    current: Cell<usize>,
}

/// Where a speaker comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    pub(super) steps: Vec<Step>,
    /// How the entity was found.
    pub(super) identified: Option<Rule>,
    /// What else the name stands for.
    pub(super) others: Vec<EntityId>,
}

/// The names of each person, in text order.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Person and name, sorted.
    names: Vec<(usize, usize)>,
    /// The first name of each person that the gazetteer has for the person's entity.
    named: Vec<Option<usize>>,
}

impl Mentions {
    /// The names of `people`. Linear in their number.
    pub(super) fn find(names: &Names, people: &People) -> Mentions {
        let mut mentions = Mentions { names: Vec::new(), named: vec![None; people.list.len()] };
        for (id, name) in names.list.iter().enumerate() {
            let Some(person) = people.of(id) else { continue };
            mentions.names.push((person, id));
            if name.entity.is_some() && name.entity == people.list[person].entity {
                mentions.named[person].get_or_insert(id);
            }
        }
        mentions.names.sort_unstable();
        mentions
    }

    /// The last name of the person before the name `id`, else the first after.
    fn near(&self, person: usize, id: usize) -> Option<usize> {
        let at = self.names.partition_point(|&other| other < (person, id));
        let of = |place: usize| self.names.get(place).filter(|(other, _)| *other == person).map(|(_, name)| *name);
        at.checked_sub(1).and_then(of).or_else(|| of(at))
    }
}

impl Trace {
    /// The readings since the last call.
    pub(super) fn take(&self) -> Vec<Reading> {
        self.readings.take()
    }

    fn change(&self, change: impl FnOnce(&mut Reading)) {
        if let Some(reading) = self.readings.borrow_mut().get_mut(self.current.get()) {
            change(reading);
        }
    }
}

impl Resolver<'_, '_, '_> {
    /// Whom the words of a mention stand for; `at` is the attribution being
    /// read. Notes how they were read.
    pub(super) fn mention(&self, mention: Range<usize>, kind: MentionKind, at: usize) -> Vec<Referent> {
        let rule = if kind == MentionKind::Name { Rule::Name } else { Rule::Words };
        let outer = self.trace.current.get();
        let own = self.trace.readings.borrow().len();
        let reading = Reading { tokens: mention.clone(), rule, via: None, from: None, found: Vec::new() };
        self.trace.readings.borrow_mut().push(reading);
        self.trace.current.set(own);
        let found = self.read(mention, kind, at);
        if found.is_empty() {
            self.trace.readings.borrow_mut().truncate(own);
        } else if own > 0 {
            self.trace.change(|reading| reading.found.clone_from(&found));
        }
        self.trace.current.set(outer);
        found
    }

    /// Notes the rule that found something, which is handed through.
    pub(super) fn by<T>(&self, rule: Rule, found: T) -> T {
        self.trace.change(|reading| reading.rule = rule);
        found
    }

    /// Notes a token of the words that the words at hand led to.
    pub(super) fn via(&self, token: Option<usize>) {
        self.trace.change(|reading| reading.via = token);
    }

    /// Notes the attribution whose speaker the words at hand stand for.
    pub(super) fn from(&self, attribution: usize) {
        self.trace.change(|reading| reading.from = Some(attribution));
    }

    /// Notes by which rule the mention of `at`, *I*, stands for whom, and the
    /// attribution whose speaker that is.
    pub(super) fn stands_for(&mut self, at: usize, rule: Rule, from: Option<usize>) {
        let Some(tokens) = self.attributions[at].mention.clone() else { return };
        self.readings[at] = vec![Reading { tokens, rule, via: None, from, found: Vec::new() }];
    }

    /// The way from the mention of an attribution to one of its referents.
    pub(super) fn chain(&self, at: usize, referent: &Referent) -> Chain {
        let mut steps = Vec::with_capacity(3);
        let (entity, named) = match referent {
            Referent::Person(person) => {
                let name = self.steps_to_person(at, *person, &mut steps);
                (self.people.list[*person].entity, name)
            }
            Referent::Thing { tokens, entity, .. } => {
                self.follow(at, referent, &mut steps, LINKS);
                let span = self.context.document.span(tokens.clone());
                // A part of the words, or a little more than them, is no step.
                if !steps.last().is_some_and(|step| step.span.overlaps(span)) {
                    if let Some(step) = steps.last_mut().filter(|step| step.rule == Rule::Words) {
                        step.rule = Rule::ShortForm;
                    }
                    steps.push(Step { span, rule: Rule::Words });
                }
                let whole = |name: &&Name| tokens.len() <= name.tokens.len() + 1;
                (*entity, self.context.names.at(tokens.end.saturating_sub(1)).filter(whole))
            }
        };
        let Some(name) = named else { return Chain { steps, identified: entity.map(|_| Rule::PartOfName), others: Vec::new() } };
        let kind = match referent {
            Referent::Person(_) => EntityKind::Person,
            Referent::Thing { kind: SpeakerKind::Country, .. } => EntityKind::Country,
            Referent::Thing { .. } => EntityKind::Organization,
        };
        let shown = self.words(name.tokens.clone());
        let candidates = self.context.gazetteer.lookup(&shown);
        let others = self.others(&shown, kind, entity, candidates);
        let identified = entity.map(|entity| match candidates {
            [only] if only.entity == entity => Rule::OnlyEntity,
            several if several.iter().any(|candidate| candidate.entity == entity) => Rule::BestEntity,
            _ => Rule::PartOfName,
        });
        Chain { steps, identified, others }
    }

    /// Other entities of a name; of a family name, other people who have it.
    fn others(&self, name: &str, kind: EntityKind, entity: Option<EntityId>, candidates: &[Candidate]) -> Vec<EntityId> {
        let gazetteer = self.context.gazetteer;
        let fits = |other: &EntityId| Some(*other) != entity && gazetteer.kind(*other) == Some(kind);
        let weak = FindOptions::new().weak(Weak::Always);
        let family = kind == EntityKind::Person && candidates.is_empty() && !name.contains(' ');
        let found = if family { gazetteer.find_iter_with(name, weak).next() } else { None };
        let candidates = found.filter(|found| found.span.len() == name.len()).map_or(candidates, |found| found.candidates);
        candidates.iter().map(|candidate| candidate.entity).filter(fits).take(OTHERS).collect()
    }

    /// The steps that the readings of an attribution tell, and those of the
    /// attributions that they refer to. The last via that was noted.
    fn follow(&self, at: usize, referent: &Referent, steps: &mut Vec<Step>, links: usize) -> Option<usize> {
        let (mut via, mut from) = (None, None);
        for reading in self.readings[at].iter().filter(|reading| reading.found.is_empty() || reading.found.contains(referent)) {
            let step = Step { span: self.context.document.span(reading.tokens.clone()), rule: reading.rule };
            // A phrase read twice is one step, by what was made of it in the end.
            match steps.last_mut().filter(|last| last.span == step.span) {
                Some(last) => *last = step,
                None => steps.push(step),
            }
            (via, from) = (reading.via, reading.from);
        }
        match from.filter(|&from| from != at && links > 0) {
            Some(from) => self.follow(from, referent, steps, links - 1),
            None => via,
        }
    }

    /// Steps to the fullest name of a person; the name by which the gazetteer
    /// was asked.
    fn steps_to_person(&self, at: usize, person: usize, steps: &mut Vec<Step>) -> Option<&Name> {
        let (document, names) = (self.context.document, &self.context.names);
        let via = self.follow(at, &Referent::Person(person), steps, LINKS);
        let words = steps.last().map_or(0..0, |step| document.tokens_of(step.span));
        let own = |id: &usize| self.people.of(*id) == Some(person);
        let inside = || names.within(words.clone()).find(own);
        let noted = || via.and_then(|token| names.id_at(token)).filter(own);
        let name = inside().or_else(noted).or_else(|| self.mentions.near(person, names.within(0..words.start).end));
        let best = &names.list[self.people.list[person].best];
        if let Some(id) = name {
            let name = &names.list[id];
            let step = Step { span: document.span(name.tokens.clone()), rule: self.form_of(name, best) };
            match steps
                .last_mut()
                .filter(|last| last.span == step.span || last.rule == Rule::Name && last.span == document.span(name.start..name.tokens.end))
            {
                Some(last) => last.rule = step.rule,
                None => steps.push(step),
            }
        }
        if steps.last().is_none_or(|step| step.rule != Rule::LongestName) {
            steps.push(Step { span: document.span(best.tokens.clone()), rule: Rule::LongestName });
        }
        let gave = self.mentions.named[person].map_or(best, |id| &names.list[id]);
        let asked = name.map(|id| &names.list[id]).filter(|name| name.entity.is_some() && name.entity == self.people.list[person].entity);
        Some(asked.unwrap_or(gave))
    }

    /// What a name is to the fullest one of the same person.
    fn form_of(&self, name: &Name, best: &Name) -> Rule {
        let word = |i: usize| self.context.word(i);
        let suffix = |i: &usize| word(*i) == "," || generation(word(*i)).is_some();
        let surname = best.tokens.clone().rev().find(|i| !suffix(i));
        let equal = name.tokens.len() == best.tokens.len() && name.tokens.clone().zip(best.tokens.clone()).all(|(a, b)| word(a) == word(b));
        let same = |i: usize| same_word(word(name.tokens.start), word(i));
        match name.tokens.len() {
            _ if equal => Rule::LongestName,
            1 if surname.is_some_and(same) => Rule::Surname,
            1 if best.tokens.clone().any(same) => Rule::PartOfIt,
            _ => Rule::OtherForm,
        }
    }
}
