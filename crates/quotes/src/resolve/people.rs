//! Names of people, clustered: every name mention to the person it names.
//!
//! Input: the names of a document. Output: [`People`], one [`Person`] for
//! *Ali Akbar Example, Dr Example, Example*. A full name joins the person of
//! the same family name and a given name that agrees; a bare family or given
//! name joins afterwards. Roles and pronouns are not read here.

use inquit_gazetteer::{EntityId, Gender, GivenNames, Nicknames};
use rustc_hash::FxHashMap;

use super::gender::{apposed_gender, given_gender, title_gender};
use super::known;
use super::misspelt::is_slip;
use super::namesakes::{has_office, is_namesake};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::Tag;
use crate::names::{GENERATIONS, Name, NameKind, fold_hash, generation, same_word};

const NONE: u32 = u32::MAX;

/// From where on being known counts for the bearer of a family name.
const FAME: u8 = 80;

/// How many names back the right spelling of a family name is looked for.
const NEAR: usize = 30;

/// The last so many bearers of a name are thought of when it is named again:
/// no article has more, a list of members may.
const BEARERS: usize = 16;

/// *J.*, *J*, *JK*, but not *Li*.
fn is_initial(word: &str) -> bool {
    word.ends_with('.') || word.len() == 1 || word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The last bearers of a name.
fn recent(bearers: &[u32]) -> &[u32] {
    &bearers[bearers.len().saturating_sub(BEARERS)..]
}

/// A person that the text names.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The name to show, as the place of a mention in the list of names.
    pub(super) best: usize,
    pub(super) gender: Option<Gender>,
    pub(super) entity: Option<EntityId>,
    /// Whether it is somebody else than the one whom the name makes think of.
    namesake: bool,
    /// Whether a full name or a title says that this is a human being.
    pub(super) certain: bool,
    /// How often the text names the person.
    pub(super) count: u32,
    /// Mentions in full or with a title, minus those by the given name.
    weight: i32,
    /// The last token that named the person, while the text is read.
    last: usize,
    surname: u64,
    given: u64,
}

/// All people of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) list: Vec<Person>,
    /// The person of each name of the document.
    of: Vec<u32>,
    /// How often the one is named who is named most.
    pub(super) most: u32,
}

impl People {
    /// The person that the name (its place in the list of names) stands for.
    pub(super) fn of(&self, name: usize) -> Option<usize> {
        self.of.get(name).filter(|&&id| id != NONE).map(|&id| id as usize)
    }

    pub(super) fn find(context: &Context<'_, '_>) -> People {
        let names = &context.names.list;
        let mut finder = Finder {
            context,
            people: People { list: Vec::new(), of: vec![NONE; names.len()], most: 0 },
            by_surname: FxHashMap::default(),
            by_part: FxHashMap::default(),
        };
        for (id, name) in names.iter().enumerate() {
            if name.kind == NameKind::Person {
                finder.full_name(id, name);
            }
        }
        finder.index_parts();
        finder.weigh_given_names();
        // *Mr.* and *Mrs.* first: they keep a couple apart
        for gendered in [true, false] {
            for (id, name) in names.iter().enumerate() {
                let short = matches!(name.kind, NameKind::Person | NameKind::Unknown) && finder.people.of(id).is_none();
                if short && (!gendered || title_gender(context, name).is_some()) {
                    finder.short_name(id, name);
                }
            }
        }
        finder.choose_names();
        finder.know_by_fame();
        finder.people.most = finder.people.list.iter().map(|person| person.count).max().unwrap_or(0);
        finder.people
    }
}

/// The parts of a name that tell people apart.
struct Parts {
    given: usize,
    surname: usize,
    /// Its place among [`GENERATIONS`], counted from 1; 0 without one.
    generation: u64,
}

struct Finder<'a, 'b, 't> {
    context: &'b Context<'a, 't>,
    people: People,
    by_surname: FxHashMap<u64, Vec<u32>>,
    /// People by each word of their full names.
    by_part: FxHashMap<u64, Vec<u32>>,
}

impl Finder<'_, '_, '_> {
    fn parts(&self, name: &Name) -> Parts {
        let suffix = |i: usize| generation(self.context.word(i));
        let is_suffix = |i: usize| self.context.is(i, ",") || suffix(i).is_some();
        let surname = name.tokens.clone().rev().find(|&i| !is_suffix(i)).unwrap_or(name.tokens.start);
        Parts { given: name.tokens.start, surname, generation: suffix(name.tokens.end - 1).unwrap_or(0) }
    }

    fn hash(&self, token: usize) -> u64 {
        fold_hash(self.context.word(token))
    }

    /// Gender by the words before and behind the name, then by the given name.
    fn gender(&self, name: &Name, parts: &Parts) -> Option<Gender> {
        if let Some(gender) = title_gender(self.context, name).or_else(|| apposed_gender(self.context, name)) {
            return Some(gender);
        }
        if let Some(gender) = name
            .entity
            .filter(|_| name.kind == NameKind::Person && name.tokens.len() > 1)
            .and_then(|id| self.context.gazetteer.get(id))
            .and_then(|entity| entity.gender)
        {
            return Some(gender);
        }
        if parts.given == parts.surname {
            return None;
        }
        let initial = |i: usize| is_initial(self.context.word(i));
        let given = (name.tokens.start..parts.surname).find(|&i| !initial(i) && self.context.document.tokens[i].kind == TokenKind::Word)?;
        given_gender(self.context.word(given))
    }

    fn full_name(&mut self, id: usize, name: &Name) {
        let parts = self.parts(name);
        if parts.given == parts.surname {
            return;
        }
        let surname = self.hash(parts.surname) ^ parts.generation;
        let same = self.by_surname.get(&surname).map_or(&[][..], |same| recent(same));
        let entity = name.entity.filter(|_| name.sure && name.kind == NameKind::Person);
        let entity = entity.or_else(|| known::without_initials(self.context, name));
        let namesake = entity.and_then(|id| self.context.gazetteer.get(id)).is_some_and(|entity| is_namesake(self.context, name, entity));
        let office = entity.is_some() && has_office(self.context, name);
        // the plumber of that name is not the minister
        let other = |person: &Person| namesake && person.entity.is_some() || office && person.namesake;
        let agrees = |person: usize| !other(&self.people.list[person]) && self.agrees(person, name, &parts);
        let known = same.iter().copied().find(|&person| agrees(person as usize));
        let person = match known {
            Some(person) => person as usize,
            None => {
                // the first of a family to be named is the likeliest to be called by its name
                let first = !self.by_surname.contains_key(&surname);
                let person = self.add(id, surname, parts.given);
                self.people.list[person].weight += i32::from(first);
                person
            }
        };
        self.people.of[id] = u32::try_from(person).unwrap_or(NONE);
        let gender = self.gender(name, &parts);
        let person = &mut self.people.list[person];
        person.namesake |= namesake;
        person.certain = true;
        person.count += 1;
        person.weight += 1;
        person.gender = person.gender.or(gender);
        person.entity = person.entity.or(entity.filter(|_| !person.namesake));
    }

    fn add(&mut self, id: usize, surname: u64, given: usize) -> usize {
        let person = self.people.list.len();
        let given = self.hash(given);
        self.people.list.push(Person {
            best: id,
            gender: None,
            entity: None,
            namesake: false,
            certain: false,
            count: 0,
            weight: 0,
            last: 0,
            surname,
            given,
        });
        self.by_surname.entry(surname).or_default().push(u32::try_from(person).unwrap_or(NONE));
        person
    }

    /// Whether the given names can be one person's: *J., Jane, Jane A.*
    fn agrees(&self, person: usize, name: &Name, parts: &Parts) -> bool {
        let other = &self.context.names.list[self.people.list[person].best];
        let other_parts = self.parts(other);
        let (a, b) = (self.context.word(parts.given), self.context.word(other_parts.given));
        let first = |word: &str| word.chars().next().map(|c| c.to_ascii_lowercase());
        let initial = is_initial;
        if same_word(a, b) || ((initial(a) || initial(b)) && first(a) == first(b)) {
            return true;
        }
        let inside =
            |word: &str, name: &Name, parts: &Parts| (name.tokens.start..parts.surname).any(|i| same_word(word, self.context.word(i)));
        inside(a, other, &other_parts) || inside(b, name, parts) || Nicknames::curated().same_person(a, b)
    }

    /// A name of one word: the person of that family name, or of that given name.
    fn short_name(&mut self, id: usize, name: &Name) {
        let parts = self.parts(name);
        let title = title_gender(self.context, name);
        let hash = self.hash(parts.surname);
        let holder = known::by_office(self.context, name);
        let person = match holder.filter(|&holder| self.names_only_others(hash, holder)) {
            Some(_) => None,
            None => self
                .by_family_name(hash, parts.generation, title, name.tokens.start)
                .or_else(|| self.by_couple(id, name, hash))
                .or_else(|| self.by_part(hash).filter(|&person| self.fits_generation(person, &parts)))
                .or_else(|| self.by_slip(id, name)),
        };
        let person = match person {
            Some(person) => person,
            // *the Narrows* is nobody
            None if holder.is_none() && name.kind == NameKind::Unknown && name.start > 0 && self.context.is(name.start - 1, "the") => {
                return;
            }
            None => {
                let person = self.add(id, hash, parts.given);
                // *Melanie*, who has no other name
                self.people.list[person].gender =
                    given_gender(self.context.word(parts.given)).filter(|_| title.is_none() && name.start == name.tokens.start);
                person
            }
        };
        self.people.of[id] = u32::try_from(person).unwrap_or(NONE);
        let person = &mut self.people.list[person];
        person.count += 1;
        person.gender = person.gender.or(title);
        person.certain |= name.kind == NameKind::Person;
        person.weight += i32::from(name.start < name.tokens.start);
        let alone = self.context.names.list[person.best].tokens.len() == 1;
        if let Some(holder) = holder.filter(|_| alone && person.entity.is_none()) {
            person.entity = Some(holder);
            person.gender = person.gender.or(self.context.gazetteer.get(holder).and_then(|entity| entity.gender));
            person.certain = true;
        }
    }

    /// The one person named in full before whose family name is this one but
    /// for a slip; not where a place may stand.
    fn by_slip(&self, id: usize, name: &Name) -> Option<usize> {
        let before = name.start.checked_sub(1);
        let place = before.is_some_and(|i| self.context.tag(i) == Tag::IN || self.context.is(i, "the"));
        if place
            || name.tokens.len() > 1
            || name.entity.is_some()
            || !self.context.gazetteer.lookup(self.context.word(name.start)).is_empty()
        {
            return None;
        }
        let word = self.context.word(name.tokens.start);
        let full =
            |other: usize| self.context.names.list[other].kind == NameKind::Person && self.context.names.list[other].tokens.len() > 1;
        let alike = |other: usize| is_slip(word, self.context.word(self.parts(&self.context.names.list[other]).surname));
        let mut found =
            (id.saturating_sub(NEAR)..id).rev().filter(|&other| full(other) && alike(other)).filter_map(|other| self.people.of(other));
        let person = found.next()?;
        found.all(|other| other == person).then_some(person)
    }

    /// Whether all people of the family name are other people of the
    /// gazetteer: *President Example* is not Mary Example, his wife.
    fn names_only_others(&self, surname: u64, holder: EntityId) -> bool {
        let same = self.by_surname.get(&surname).map_or(&[][..], |same| recent(same));
        same.iter().all(|&person| self.people.list[person as usize].entity.is_some_and(|entity| entity != holder))
    }

    /// Those whom the text names by the family name alone, if it means one
    /// person everywhere.
    fn know_by_fame(&mut self) {
        for person in &mut self.people.list {
            let name = &self.context.names.list[person.best];
            let alone = name.tokens.len() == 1 && name.entity.is_none() && person.entity.is_none();
            if let Some(entity) = alone.then(|| known::by_fame(self.context, name, person.gender)).flatten() {
                person.entity = Some(entity);
                person.gender = person.gender.or(self.context.gazetteer.get(entity).and_then(|entity| entity.gender));
                person.certain = true;
            }
        }
    }

    /// Of several people of a family name the one that the title's gender
    /// leaves; then the one that the text names in full most often, unless
    /// another was named just before and this one was not.
    /// Without *Jr.* it may be either, the father or the son.
    fn by_family_name(&mut self, surname: u64, generation: u64, title: Option<Gender>, token: usize) -> Option<usize> {
        let of = |generation: u64| self.by_surname.get(&(surname ^ generation)).map_or(&[][..], |same| recent(same));
        let others = if generation == 0 { GENERATIONS.len() as u64 } else { 0 };
        let same = of(generation).iter().chain((1..=others).flat_map(of));
        let fits = |person: &Person| title.is_none() || person.gender.is_none() || person.gender == title;
        let mut best: Option<(i32, usize)> = None;
        for &person in same {
            let (place, person) = (person as usize, &self.people.list[person as usize]);
            if !fits(person) {
                continue;
            }
            // who is named only later is as far as can be
            let last = self.last_full(place, token).into_iter().chain(Some(person.last).filter(|&last| last > 0)).max();
            let distance = last.map_or(600, |last| token.saturating_sub(last).min(600));
            // *Trump* is seldom his daughter, though the text be of her
            let fame = person
                .entity
                .and_then(|id| self.context.gazetteer.get(id))
                .map_or(0, |entity| i32::from(entity.prior.saturating_sub(FAME)));
            let score = 20 * person.weight.min(12) + 3 * fame - i32::try_from(distance).unwrap_or(0) / 4;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, place));
            }
        }
        let (_, person) = best?;
        self.people.list[person].last = token;
        Some(person)
    }

    /// The last token before `token` where the person's full name begins.
    fn last_full(&self, person: usize, token: usize) -> Option<usize> {
        let names = self.context.names.within(token.saturating_sub(600)..token);
        names.rev().find(|&id| self.people.of(id) == Some(person)).map(|id| self.context.names.list[id].tokens.start)
    }

    /// *Tom and Jane Carver*: Tom is a Carver.
    fn by_couple(&mut self, id: usize, name: &Name, given: u64) -> Option<usize> {
        let next = self.context.names.list.get(id + 1)?;
        let joined = next.tokens.start == name.tokens.end + 1
            && self.context.is(name.tokens.end, "and")
            && next.kind == NameKind::Person
            && next.tokens.len() > 1;
        if !joined || !GivenNames::curated().contains(self.context.word(name.tokens.start)) {
            return None;
        }
        let surname = self.people.list[self.people.of(id + 1)?].surname;
        recent(self.by_surname.get(&surname)?).iter().map(|&person| person as usize).find(|&person| self.people.list[person].given == given)
    }

    /// *Example Sr.* is not Ada Example Jr.
    fn fits_generation(&self, person: usize, parts: &Parts) -> bool {
        let own = self.parts(&self.context.names.list[self.people.list[person].best]).generation;
        parts.generation == 0 || own == 0 || own == parts.generation
    }

    /// *Hillary*, *Kim*: any other part of a full name; of several people the
    /// one named more often, none if they are equal.
    fn by_part(&self, hash: u64) -> Option<usize> {
        let people = recent(self.by_part.get(&hash)?);
        let most = people.iter().copied().max_by_key(|&person| self.people.list[person as usize].count)?;
        let count = |person: u32| self.people.list[person as usize].count;
        let rivals = people.iter().filter(|&&person| count(person) == count(most)).count();
        (rivals == 1).then_some(most as usize)
    }

    /// Notes the words of all full names.
    fn index_parts(&mut self) {
        for (id, person) in (0..).zip(&self.people.list) {
            let name = &self.context.names.list[person.best];
            for i in name
                .tokens
                .clone()
                .filter(|&i| name.tokens.len() > 1 && !is_initial(self.context.word(i)) && self.context.document.tokens[i].capital)
            {
                let people = self.by_part.entry(self.hash(i)).or_default();
                if people.last() != Some(&id) {
                    people.push(id);
                }
            }
        }
    }

    /// Those whom the text also calls by the given name are seldom meant by
    /// the family name.
    fn weigh_given_names(&mut self) {
        let given: FxHashMap<u64, u32> =
            self.people.list.iter().enumerate().map(|(id, person)| (person.given, u32::try_from(id).unwrap_or(NONE))).collect();
        for name in &self.context.names.list {
            let alone = name.tokens.len() == 1 && name.start == name.tokens.start && self.context.mark(name.start).is_none();
            if alone && let Some(&person) = given.get(&self.hash(name.tokens.start)) {
                self.people.list[person as usize].weight -= 2;
            }
        }
    }

    /// The most frequent form of a name, or a longer one that holds all its
    /// words and begins with a given name.
    fn choose_names(&mut self) {
        let mut forms: Vec<(u32, u64, usize)> = Vec::with_capacity(self.people.of.len());
        for (id, name) in self.context.names.list.iter().enumerate() {
            if let Some(person) = self.people.of(id).filter(|_| name.tokens.len() > 1) {
                let key = name.tokens.clone().fold(0, |key: u64, i| key.rotate_left(5) ^ self.hash(i));
                forms.push((u32::try_from(person).unwrap_or(NONE), key, id));
            }
        }
        forms.sort_unstable();
        for of_person in forms.chunk_by(|a, b| a.0 == b.0) {
            let usual = of_person.chunk_by(|a, b| a.1 == b.1).max_by_key(|form| (form.len(), std::cmp::Reverse(form[0].2)));
            let Some(usual) = usual.and_then(|form| form.iter().find(|(_, _, id)| !self.is_shouted(*id)).or(form.first())) else {
                continue;
            };
            let holds = |id: usize| {
                let (long, short) = (&self.context.names.list[id].tokens, &self.context.names.list[usual.2].tokens);
                long.len() > short.len()
                    && self.starts_with_given(long.start)
                    && short.clone().all(|i| long.clone().any(|k| same_word(self.context.word(i), self.context.word(k))))
            };
            let fuller = of_person
                .iter()
                .map(|form| form.2)
                .filter(|&id| holds(id))
                .max_by_key(|&id| (self.context.names.list[id].tokens.len(), std::cmp::Reverse(id)));
            self.people.list[usual.0 as usize].best = fuller.unwrap_or(usual.2);
        }
    }

    fn starts_with_given(&self, i: usize) -> bool {
        let word = self.context.word(i);
        word.ends_with('.') || GivenNames::curated().contains(word)
    }

    fn is_shouted(&self, id: usize) -> bool {
        let name = &self.context.names.list[id];
        name.tokens.clone().all(|i| !self.context.word(i).contains(|c: char| c.is_lowercase()))
    }
}
