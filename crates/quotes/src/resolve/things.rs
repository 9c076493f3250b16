//! Organizations, countries, groups and documents as speakers.
//!
//! Input: mentions whose head is no person. Output: referents by the words
//! that name them best: the long form of an acronym or of *the Post*, the
//! phrase that first introduced *the poll*. Phrases lose relative clauses and
//! appositions; *regulators and farmers* are two.

use std::ops::Range;

use inquit_gazetteer::{EntityId, NameClass};
use rustc_hash::FxHashMap;

use super::{Referent, Resolver};
use crate::chain::Rule;
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::{Head, Name, NameKind, Traits, fold_hash, head, same_word, traits};
use crate::quote::SpeakerKind;

/// How many noun groups back a bare *the report* is looked for.
const LOOK_BACK: usize = 150;

/// Names from the first on among which a text has named the country it calls *the North*.
const EARLY: usize = 150;

/// How many names with one word in common are compared.
const MANY: usize = 100;

/// Bodies of one kind each: what is called by one of these words is called by no other.
const KINDS: [&str; 18] = [
    "airline",
    "bank",
    "board",
    "church",
    "club",
    "college",
    "commission",
    "committee",
    "council",
    "court",
    "hospital",
    "ministry",
    "parliament",
    "party",
    "school",
    "senate",
    "union",
    "university",
];

/// Long forms of organization names, by what they can be shortened to.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    /// Names by the hash of their first word, last word, or initials, in text order.
    long_forms: FxHashMap<u64, Vec<u32>>,
    /// The first name in full of each entity of the gazetteer.
    named: FxHashMap<EntityId, u32>,
    /// The first name of one word alone, by its hash.
    alone: FxHashMap<u64, u32>,
}

impl Things {
    pub(super) fn find(context: &Context<'_, '_>) -> Things {
        let mut things = Things::default();
        for (id, name) in (0_u32..).zip(&context.names.list) {
            if let Some(entity) = name.entity.filter(|_| name.class != Some(NameClass::Acronym)) {
                things.named.entry(entity).or_insert(id);
            }
            if name.tokens.len() == 1 {
                things.alone.entry(fold_hash(context.word(name.tokens.start))).or_insert(id);
            }
            if name.kind != NameKind::Organization || name.tokens.len() < 2 {
                continue;
            }
            let initials = initials(context, name);
            // *VA* for the Department of Veterans Affairs
            if context.is_any(name.tokens.start + 1, &["of", "for"]) {
                things.long_forms.entry(fold_hash(initials.get(1..).unwrap_or(""))).or_default().push(id);
            }
            for key in
                [fold_hash(context.word(name.tokens.start)), fold_hash(context.word(name.tokens.end - 1)), fold_hash(initials.as_str())]
            {
                things.long_forms.entry(key).or_default().push(id);
            }
        }
        things
    }

    /// A company that the text also calls by its first word alone.
    pub(super) fn company(&self, context: &Context<'_, '_>, name: &Name) -> Option<usize> {
        let ids = self.long_forms.get(&fold_hash(context.word(name.tokens.start)))?;
        let first = |id: &&u32| {
            let long = &context.names.list[**id as usize];
            same_word(context.word(long.tokens.start), context.word(name.tokens.start))
                && !context.lists(long.tokens.end - 1).any(Lists::BODY)
        };
        ids.iter().take(MANY).find(first).map(|&id| id as usize)
    }

    /// The fullest form of an organization's name in the text.
    fn fullest(&self, context: &Context<'_, '_>, name: &Name) -> Range<usize> {
        if name.class == Some(NameClass::Acronym)
            && let Some(&long) = name.entity.and_then(|entity| self.named.get(&entity))
        {
            return context.names.list[long as usize].tokens.clone();
        }
        let first = fold_hash(context.word(name.tokens.start));
        // *Halden*, and later *Air Halden*: two bodies; *the Post* is short for any
        let article = name.start.checked_sub(1).is_some_and(|i| context.is(i, "the"));
        let common = article || context.lists(name.tokens.start).any(Lists::BODY);
        let introduced = self.alone.get(&first).copied().filter(|_| !common && name.tokens.len() == 1);
        let mut best: Option<&Name> = None;
        for &id in self.long_forms.get(&first).into_iter().flatten().take(MANY) {
            let other = &context.names.list[id as usize];
            if other.tokens.len() <= name.tokens.len() || !shortens(context, name, other) || are_two(name, other) {
                continue;
            }
            let ends = same_word(context.word(other.tokens.end - 1), context.word(name.tokens.start));
            if ends && introduced.is_some_and(|alone| alone < id) {
                continue;
            }
            let nearer = other.tokens.start < name.tokens.start;
            if best.is_none() || (nearer && best.is_some_and(|best| other.tokens.len() >= best.tokens.len())) {
                best = Some(other);
            }
        }
        best.unwrap_or(name).tokens.clone()
    }
}

/// Whether the gazetteer tells the bodies of two names apart: the *Supreme
/// Court* that is Britain's from the *Supreme Court of India*.
fn are_two(short: &Name, long: &Name) -> bool {
    short.entity.is_some() && long.entity.is_some() && short.class == Some(NameClass::Alias) && short.entity != long.entity
}

/// The initials of the capitalised words of a name.
fn initials(context: &Context<'_, '_>, name: &Name) -> String {
    name.tokens.clone().filter(|&i| context.document.tokens[i].capital).filter_map(|i| context.word(i).chars().next()).collect()
}

/// Whether `short` can be a short form of `long`: its first or last words, or
/// its initials.
fn shortens(context: &Context<'_, '_>, short: &Name, long: &Name) -> bool {
    let same = |a: usize, b: usize| same_word(context.word(a), context.word(b));
    let n = short.tokens.len();
    let tail = (0..n).all(|k| same(short.tokens.end - 1 - k, long.tokens.end - 1 - k));
    let front = (0..n).all(|k| same(short.tokens.start + k, long.tokens.start + k));
    let acronym = n == 1 && context.word(short.tokens.start).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if acronym {
        let (letters, word) = (initials(context, long), context.word(short.tokens.start));
        let of = context.is_any(long.tokens.start + 1, &["of", "for"]);
        return word.len() > 1
            && (same_word(word, &letters) || (of && letters.len() > 2 && same_word(word, letters.get(1..).unwrap_or(""))));
    }
    tail || (front && n > 1)
}

/// Whether a body of a category of the gazetteer is called by the word: no
/// court is *the company*.
fn is_called(word: &str, category: &str) -> bool {
    let is = |words: &[&str]| words.iter().any(|other| word.eq_ignore_ascii_case(other));
    match category {
        "company" | "media" | "news agency" => !is(&["charity", "union", "nonprofit", "force", "club", "party"]),
        "sports" => is(&["club", "organization", "organisation"]),
        "party" => is(&["party", "group", "organization", "organisation"]),
        "police" | "military" | "armed_group" => is(&["force", "group"]),
        "ngo" | "union" | "think tank" | "religious" | "business association" | "political action committee" => {
            is(&["group", "charity", "union", "nonprofit", "organization", "organisation"])
        }
        "ministry" | "agency" | "government" | "international" | "central_bank" | "court" | "legislature" => {
            is(&["agency", "organization", "organisation", "bloc"])
        }
        _ => true,
    }
}

impl Resolver<'_, '_, '_> {
    /// Whom a mention of an organization, country or group stands for.
    pub(super) fn thing(&self, mention: Range<usize>) -> Vec<Referent> {
        if let Some(people) = self.both(mention.clone()) {
            return self.by(Rule::LastTwo, people);
        }
        let mention = self.extend(self.trim(mention));
        let parts = self.conjuncts(mention);
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| self.single_thing(part)).collect()
    }

    fn single_thing(&self, tokens: Range<usize>) -> Referent {
        let context = self.context;
        match head(context, tokens.clone()) {
            Head::Name(name) if let Some(country) = self.side_of_the_compass(name, &tokens) => {
                Referent::Thing { tokens: country.tokens.clone(), kind: SpeakerKind::Country, entity: country.entity }
            }
            Head::Name(name) if name.tokens.end >= tokens.end || !matches!(name.kind, NameKind::Demonym | NameKind::Unknown) => {
                self.named_thing(name, tokens)
            }
            Head::Name(_) => Referent::Thing { tokens, kind: SpeakerKind::Group, entity: None },
            Head::Word(word) => {
                let lists = context.lists(word);
                let plural = matches!(context.tag(word), Tag::NNS | Tag::NNPS);
                let body = lists.any(Lists::BODY) && !plural;
                if body && let Some(named) = self.body_before(tokens.clone(), word) {
                    return named;
                }
                let kind = if body { SpeakerKind::Organization } else { SpeakerKind::Group };
                Referent::Thing { tokens, kind, entity: None }
            }
        }
    }

    /// *the North* where the text names North Korea.
    fn side_of_the_compass(&self, name: &Name, tokens: &Range<usize>) -> Option<&Name> {
        let context = self.context;
        let at = name.tokens.start;
        let bare = name.tokens.len() == 1 && tokens.end == name.tokens.end && at > 0 && context.is(at - 1, "the");
        if !bare || !context.is_any(at, &["north", "south", "east", "west"]) {
            return None;
        }
        let long = |other: &&Name| {
            // *North Vietnam* is Vietnam
            let named =
                || other.entity.and_then(|id| context.gazetteer.get(id)).is_some_and(|entity| entity.name.starts_with(context.word(at)));
            let same = other.tokens.len() > 1 && same_word(context.word(other.tokens.start), context.word(at));
            other.kind == NameKind::Country && same && named()
        };
        context.names.list.iter().take(EARLY).find(long)
    }

    fn named_thing(&self, name: &Name, tokens: Range<usize>) -> Referent {
        let sure = |entity: Option<EntityId>| entity.filter(|_| name.sure);
        match name.kind {
            NameKind::Country => Referent::Thing { tokens: name.tokens.clone(), kind: SpeakerKind::Country, entity: name.entity },
            NameKind::Organization => {
                let tokens = self.things.fullest(self.context, name);
                // *the Times* is many, *The Harbour Times* one
                let long =
                    self.context.names.at(tokens.start).filter(|long| long.tokens == tokens && long.sure).and_then(|long| long.entity);
                Referent::Thing { tokens, kind: SpeakerKind::Organization, entity: sure(name.entity).or(long) }
            }
            NameKind::Person | NameKind::Unknown => {
                let id = self.context.names.id_at(name.tokens.start);
                match id.and_then(|id| self.people.of(id)).filter(|_| name.kind == NameKind::Person) {
                    Some(person) => Referent::Person(person),
                    None => Referent::Thing { tokens, kind: SpeakerKind::Group, entity: None },
                }
            }
            NameKind::Demonym => Referent::Thing { tokens, kind: SpeakerKind::Group, entity: None },
        }
    }

    /// *the campaign, the company*: the body of that word, or the last body, named before.
    fn body_before(&self, tokens: Range<usize>, word: usize) -> Option<Referent> {
        let context = self.context;
        let bare = word == tokens.start || (word == tokens.start + 1 && context.is_any(tokens.start, &["the", "this", "that"]));
        if !bare || word + 1 < tokens.end {
            return None;
        }
        let introduced = self.introduced(tokens.clone(), word);
        // *Zippel is **a company** that counts. The company said …*
        let other = |group: &Range<usize>| {
            let described = group.start.checked_sub(1).is_some_and(|i| {
                let verb = context.phrases.verb(i).map_or(i, |verb| verb.tokens.start);
                (verb..group.start).any(|i| context.is_any(i, &["is", "was", "are"]))
            });
            let indefinite = context.is_any(group.start, &["a", "an"]) && described;
            indefinite && traits(context.word(word)).any(Traits::ANY_BODY) && self.body_spoken_of(&tokens, word).is_some()
        };
        if let Some(named) = introduced.filter(|group| !other(group)) {
            let named = self.trim(named);
            return Some(match head(context, named.clone()) {
                Head::Name(name) => self.named_thing(name, named),
                Head::Word(_) => Referent::Thing { tokens: named, kind: SpeakerKind::Organization, entity: None },
            });
        }
        if traits(context.word(word)).any(Traits::ANY_BODY) {
            let sentence = context.document.sentence_of(word);
            let earliest = context.document.sentences[sentence.saturating_sub(3)].tokens.start;
            let names = &context.names.list[context.names.within(earliest..tokens.start)];
            let near = || names.iter().rev().find(|name| self.is_body_of(name, word));
            let near = self.body_spoken_of(&tokens, word).or_else(near);
            if let Some(name) = near.or_else(|| self.usual_body(tokens.start, word)) {
                return Some(self.named_thing(name, name.tokens.clone()));
            }
        }
        let names = context.names.within(0..tokens.start);
        let own = |name: &&Name| {
            name.kind == NameKind::Organization
                && name.tokens.len() > 1
                && name.tokens.clone().any(|i| same_word(context.word(i), context.word(word)))
        };
        let name = context.names.list[names].iter().rev().take(LOOK_BACK).find(own)?;
        Some(self.named_thing(name, name.tokens.clone()))
    }

    /// *Example Foods sued the agency. The company said*: the body near before
    /// `tokens` that is the subject of a sentence.
    fn body_spoken_of(&self, tokens: &Range<usize>, word: usize) -> Option<&Name> {
        let context = self.context;
        let sentence = context.document.sentence_of(word);
        let earliest = context.document.sentences[sentence.saturating_sub(3)].tokens.start;
        let names = &context.names.list[context.names.within(earliest..tokens.start)];
        let fits = |name: &&Name| self.is_body_of(name, word) && self.is_subject(name.tokens.start, name.tokens.end);
        names.iter().rev().find(fits)
    }

    /// Whether *the company*, *the newspaper* can be that body: papers are
    /// seldom called a company.
    fn is_body_of(&self, name: &Name, word: usize) -> bool {
        let context = self.context;
        let last = name.tokens.end - 1;
        let printed = context.is_any(last, &["times", "post", "tribune", "herald", "gazette", "journal", "daily", "courier", "chronicle"]);
        let press = printed || context.is_any(last, &["news", "reuters", "cnn", "bbc"]);
        let sent = context.is_any(word, &["network", "broadcaster", "channel"]);
        let paper = sent && !printed || context.is_any(word, &["newspaper", "paper", "publication", "outlet", "magazine", "website"]);
        let category = name.entity.and_then(|id| context.gazetteer.get(id)).map_or("", |entity| &*entity.category);
        // *DAYTON, Ohio - A jury*
        let opens = context.document.paragraphs[context.document.paragraph_of(name.tokens.start)].tokens.start == name.tokens.start;
        let place =
            opens && matches!(context.sign(name.tokens.end), b',' | b'-' | b':' | b'(') && context.word(name.tokens.start).len() > 3;
        // *FOR IMMEDIATE RELEASE*
        let document = context.lists(name.tokens.end - 1).any(Lists::DOCUMENT);
        // no board is *the union*
        let other = context.is_any(word, &KINDS) && context.is_any(last, &KINDS) && !same_word(context.word(last), context.word(word));
        name.kind == NameKind::Organization
            && !place
            && !document
            && !other
            && (!press || paper || !sent && !context.is_any(word, &["company", "firm"]))
            && (category.is_empty() || is_called(context.word(word), category))
    }

    /// The body that the text names most often before `end`, the first of several.
    fn usual_body(&self, end: usize, word: usize) -> Option<&Name> {
        let context = self.context;
        if !context.is_any(word, &["company", "firm", "organization", "organisation", "network", "website"]) {
            return None;
        }
        let before = context.names.within(0..end);
        let before = before.start..before.end.min(before.start + LOOK_BACK);
        let mut counts: FxHashMap<usize, (u32, &Name)> = FxHashMap::default();
        for name in context.names.list[before].iter().filter(|name| self.is_body_of(name, word)) {
            let whole = self.things.fullest(context, name);
            counts.entry(whole.start).or_insert((0, name)).0 += 1;
        }
        counts.into_iter().max_by_key(|(start, (count, _))| (*count, std::cmp::Reverse(*start))).map(|(_, (_, name))| name)
    }

    /// The noun group before `tokens` that has the same head and says more:
    /// *a Labor Department report* for *the report*.
    pub(super) fn introduced(&self, tokens: Range<usize>, word: usize) -> Option<Range<usize>> {
        let context = self.context;
        let groups = &context.phrases.nouns;
        let before = groups.partition_point(|group| group.tokens.end <= tokens.start);
        let same = |i: usize| same_word(context.word(i), context.word(word));
        groups[before.saturating_sub(LOOK_BACK)..before].iter().rev().map(|group| group.tokens.clone()).find(|group| {
            let head = group.end - 1;
            same(head)
                && group.len() > 1
                && !(group.len() == 2
                    && context.is_any(group.start, &["the", "this", "that", "these", "those", "its", "his", "her", "their"]))
        })
    }

    /// *both men, the two candidates*: the two people named last.
    pub(super) fn both(&self, mention: Range<usize>) -> Option<Vec<Referent>> {
        let context = self.context;
        let two = mention.len() <= 4 && mention.clone().any(|i| context.is_any(i, &["both", "two"]));
        let last = mention.end.checked_sub(1)?;
        let human = context.lists(last).any(Lists::GROUP)
            && context
                .is_any(last, &["men", "women", "candidates", "nominees", "senators", "leaders", "presidents", "governors", "rivals"]);
        if !two && self.context.is(mention.start, "the") && mention.len() == 2 {
            return self.holders(last);
        }
        if !two || !human {
            return None;
        }
        if !context.is_any(last, &["men", "women", "leaders", "rivals"]) {
            return self.holders(last);
        }
        let gender = match context.word(last) {
            "men" => Some(inquit_gazetteer::Gender::Male),
            "women" => Some(inquit_gazetteer::Gender::Female),
            _ => None,
        };
        let mut found: Vec<usize> = Vec::new();
        let names = context.names.within(0..mention.start);
        for id in names.rev().take(60) {
            let Some(person) = self.people.of(id) else { continue };
            let known = &self.people.list[person];
            let fits = known.certain && (gender.is_none() || known.gender.is_none() || known.gender == gender);
            if fits && !found.contains(&person) {
                found.push(person);
                if found.len() == 2 {
                    break;
                }
            }
        }
        (found.len() == 2).then(|| found.into_iter().map(Referent::Person).collect())
    }
}
