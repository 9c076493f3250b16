//! Roles bound to people: *the former foreign minister* to the one who held
//! that office.
//!
//! Input: names, people, noun groups. Output: [`Roles`], a [`Binding`] for
//! every place where the text itself says who holds a role (title before the
//! name, apposition on either side, *X is the …*), and the person that a role
//! mention stands for. A role that no binding fits keeps its own words.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::people::{People, word_gender};
use super::{Referent, Resolver};
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::{Head, NameKind, head, same_word};
use crate::quote::SpeakerKind;

/// Rows of `alike.tsv` that hold each word, a bit a row.
static ALIKE: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut rows_of: FxHashMap<&'static str, u64> = FxHashMap::default();
    let rows = include_str!("../../data/alike.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    for (bit, row) in rows.enumerate() {
        for word in row.split('|') {
            *rows_of.entry(word).or_default() |= 1_u64.rotate_left(u32::try_from(bit).unwrap_or(0));
        }
    }
    rows_of
});

/// How many sentences after an unbound role its holder may be named.
const FORWARD: usize = 12;

/// The last paragraph that counts as headline or lead.
const LEAD: usize = 6;

/// A role that the text gives to a person.
#[derive(Clone, Debug)]
struct Binding {
    /// The word of the role: *minister*.
    head: usize,
    /// The whole phrase: *the former Iranian foreign minister*.
    phrase: Range<usize>,
    /// The phrase with what depends on it: *… to the president*.
    whole: Range<usize>,
    person: usize,
}

/// All bindings of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    list: Vec<Binding>,
}

impl Roles {
    pub(super) fn find(context: &Context<'_, '_>, people: &People) -> Roles {
        let mut roles = Roles::default();
        for (id, name) in context.names.list.iter().enumerate() {
            let Some(person) = people.of(id) else { continue };
            let before = context.phrases.noun(name.tokens.start).map_or(name.start, |group| group.tokens.start.min(name.start));
            for head in (before..name.tokens.start).filter(|&i| is_role(context, i)) {
                roles.list.push(Binding { head, phrase: before..head + 1, whole: before..head + 1, person });
            }
            if let Some((phrase, whole)) = after_name(context, name.tokens.end).or_else(|| before_name(context, name.start)) {
                for head in phrase.clone().filter(|&i| is_role(context, i) && context.names.at(i).is_none()) {
                    roles.list.push(Binding { head, phrase: phrase.clone(), whole: whole.clone(), person });
                }
            }
        }
        roles
    }
}

fn is_role(context: &Context<'_, '_>, i: usize) -> bool {
    let lists = context.lists(i);
    lists.any(Lists::ROLE) || (lists.any(Lists::TITLE) && ALIKE.contains_key(context.word(i).to_ascii_lowercase().as_str()))
}

/// The phrase that says what the person named before `end` is: between commas,
/// or after *is*.
fn after_name(context: &Context<'_, '_>, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = context.document.sentences.get(context.document.sentence_of(end))?.tokens.end;
    let mut start = end;
    if context.is(start, "(") {
        start = (start..sentence.min(start + 8)).find(|&i| context.is(i, ")"))? + 1;
    }
    let comma = context.is(start, ",");
    if !comma && !context.is_any(start, &["is", "was", "as"]) {
        return None;
    }
    start += 1;
    if comma && context.is_any(start, &["who", "formerly", "now", "once"]) {
        start += 1 + usize::from(context.is_any(start + 1, &["is", "was"]));
    }
    let first = context.phrases.noun(start)?;
    if first.tokens.start != start || context.names.at(start).is_some_and(|name| name.kind == NameKind::Person && name.start == start && name.tokens.end == first.tokens.end) {
        return None;
    }
    let mut stop = start;
    while stop < sentence && stop < start + 25 {
        let tag = context.tag(stop);
        let ends = matches!(tag, Tag::WP | Tag::WDT | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD) || context.is_any(stop, &[",", ";", ":", ".", "(", "—"]);
        if ends {
            break;
        }
        stop += 1;
    }
    // what follows a preposition is another's role: *an aide to the president*
    let own = (start..stop).find(|&i| matches!(context.tag(i), Tag::IN | Tag::TO)).unwrap_or(stop);
    (own > start).then_some((start..own, start..stop))
}

/// *the party's chairman, X,*: the phrase that ends at the comma before a name.
fn before_name(context: &Context<'_, '_>, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let comma = start.checked_sub(1).filter(|&i| context.is(i, ","))?;
    let group = context.phrases.noun(comma.checked_sub(1)?)?;
    let head = group.tokens.end - 1;
    let determined = matches!(context.tag(group.tokens.start), Tag::DT | Tag::PRPS) || group.tokens.clone().any(|i| context.tag(i) == Tag::POS);
    (determined && context.tag(head) == Tag::NN && context.names.at(head).is_none()).then(|| (group.tokens.clone(), group.tokens.clone()))
}

/// The rows of `alike.tsv` that hold the word.
fn rows_of(word: &str) -> u64 {
    if word.len() > 20 {
        return 0;
    }
    ALIKE.get(word.to_ascii_lowercase().as_str()).copied().unwrap_or(0)
}

/// Sides that exclude each other when they stand before a role.
fn side(word: &str) -> Option<u8> {
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    if is(&["republican", "gop", "r"]) {
        Some(0)
    } else if is(&["democratic", "democrat", "d"]) {
        Some(1)
    } else if is(&["libertarian"]) {
        Some(2)
    } else if is(&["conservative", "tory"]) {
        Some(3)
    } else if is(&["labour"]) {
        Some(4)
    } else if is(&["green"]) {
        Some(5)
    } else {
        None
    }
}

impl Resolver<'_, '_, '_> {
    /// Whom a role stands for.
    pub(super) fn role(&self, mention: Range<usize>, at: usize) -> Vec<Referent> {
        let context = self.context;
        if let Some(people) = self.both(mention.clone()) {
            return people;
        }
        let Head::Word(word) = head(context, mention.clone()) else { return self.role_words(mention) };
        if let Some(person) = self.apposed(&mention, word) {
            return vec![Referent::Person(person)];
        }
        let human = is_role(context, word);
        if !human {
            return self.document_words(mention, word);
        }
        let indefinite = context.is_any(mention.start, &["a", "an", "one", "another", "some", "any", "every"]);
        if !indefinite {
            if let Some(person) = self.bound(&mention, word, 0..mention.start) {
                return vec![Referent::Person(person)];
            }
            if let Some(person) = self.variation(&mention, word, at) {
                return vec![Referent::Person(person)];
            }
            if let Some(before) = self.same_role_before(&mention, word, at) {
                return before;
            }
        }
        let sentence = context.document.sentence_of(word);
        let headline = context.document.paragraph_of(word) < 2;
        let ahead = if headline { FORWARD } else { 3 };
        let last = (sentence + ahead).min(context.document.sentences.len() - 1);
        let forward = mention.end..context.document.sentences[last].tokens.end;
        if !context.is_any(mention.start, &["another", "any", "every"]) && let Some(person) = self.bound(&mention, word, forward) {
            return vec![Referent::Person(person)];
        }
        if let Some(person) = self.introduced_later(&mention, word, at) {
            return vec![Referent::Person(person)];
        }
        self.role_words(mention)
    }

    /// Of a role in a headline or lead, the one whom the next two paragraphs
    /// name in full for the first time and who goes on speaking.
    fn introduced_later(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let document = context.document;
        let paragraph = document.paragraph_of(word);
        if at > 2 || paragraph > LEAD || context.is_any(mention.start, &["another", "any", "every", "one"]) {
            return None;
        }
        let next = document.paragraphs.get(paragraph + 1)?.tokens.start;
        let end = document.paragraphs.get(paragraph + 2).or(document.paragraphs.last())?.tokens.end;
        let gender = word_gender(context.word(word));
        let lead = context.names.within(0..next);
        context.names.within(next..end).find_map(|id| {
            let person = self.people.of(id)?;
            let known = &self.people.list[person];
            let full = context.names.list[id].tokens.len() > 1 && known.certain;
            let fits = gender.is_none() || known.gender.is_none() || gender == known.gender;
            let new = !lead.clone().any(|before| self.people.of(before) == Some(person) && document.paragraph_of(context.names.list[before].tokens.start) + 1 >= paragraph);
            (full && fits && new && self.speaks_after(person, at)).then_some(person)
        })
    }

    /// Whether one of the next attributions names the person as its speaker.
    fn speaks_after(&self, person: usize, at: usize) -> bool {
        let next = self.attributions.iter().skip(at + 1).take(8).filter_map(|attribution| attribution.mention.clone());
        next.into_iter().any(|mention| self.context.names.within(mention).any(|id| self.people.of(id) == Some(person)))
    }

    /// The person named right beside the role: *the minister, X, said*.
    fn apposed(&self, mention: &Range<usize>, word: usize) -> Option<usize> {
        let context = self.context;
        let person_at = |i: usize| context.names.id_at(i).filter(|&id| context.names.list[id].kind == NameKind::Person).and_then(|id| self.people.of(id));
        if !is_role(context, word) && !context.is(word, "one") {
            return None;
        }
        if mention.start >= 2 && context.is(mention.start - 1, ",") && !matches!(context.tag(mention.start), Tag::PRP) {
            // only where the apposition opens the sentence: *X, the minister, said*
            if let Some(person) = person_at(mention.start - 2) {
                return Some(person);
            }
        }
        let inside = mention.clone().find(|&i| i > word && context.is(i, ",")).unwrap_or(mention.end);
        let name = (context.is(inside, ",")).then(|| context.names.at(inside + 1).or_else(|| context.names.at(inside + 2))).flatten()?;
        let closes = context.is(name.tokens.end, ",") || name.tokens.end >= mention.end && mention.end > inside;
        (name.kind == NameKind::Person && name.start <= inside + 1 && closes).then(|| person_at(name.tokens.start)).flatten()
    }

    /// The person whose binding inside `range` fits the role best.
    fn bound(&self, mention: &Range<usize>, word: usize, range: Range<usize>) -> Option<usize> {
        let context = self.context;
        let rows = rows_of(context.word(word));
        let mine = mention.clone().take_while(|&i| i <= word).find_map(|i| side(context.word(i)));
        let gender = word_gender(context.word(word));
        let sentence = context.document.sentence_of(word);
        let owner = mention.clone().take_while(|&i| i < word).find_map(|i| match context.tag(i) {
            Tag::POS => Some(i - 1),
            Tag::PRPS => Some(i),
            _ => None,
        });
        let mut best: Option<(f32, usize)> = None;
        let from = self.roles.list.partition_point(|binding| binding.phrase.end <= range.start.saturating_sub(40));
        for binding in &self.roles.list[from..] {
            if binding.head < range.start || binding.head >= range.end {
                if binding.head > range.end + 200 {
                    break;
                }
                continue;
            }
            let exact = same_word(context.word(binding.head), context.word(word));
            if !exact && rows & rows_of(context.word(binding.head)) == 0 {
                continue;
            }
            let person = &self.people.list[binding.person];
            if gender.is_some() && person.gender.is_some() && gender != person.gender {
                continue;
            }
            let theirs = binding.phrase.clone().find_map(|i| side(context.word(i)));
            if mine.is_some() && theirs.is_some() && mine != theirs {
                continue;
            }
            // *his lawyer* is not any lawyer: the binding must say whose
            if let Some(owner) = owner
                && !binding.phrase.clone().any(|i| context.tag(i) == Tag::PRPS)
                && (context.tag(owner) == Tag::PRPS || !binding.whole.clone().any(|i| same_word(context.word(i), context.word(owner))))
            {
                continue;
            }
            let mut score = if exact { 2.0 } else { 1.0 };
            score += if mine.is_some() && mine == theirs { 2.0 } else { 0.0 };
            score += self.shared_words(mention, word, binding);
            let distance = sentence.abs_diff(context.document.sentence_of(binding.head));
            score -= (distance as f32).min(40.0) * 0.04;
            score += (person.count as f32).ln().min(3.0) * 0.3;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, binding.person));
            }
        }
        best.map(|(_, person)| person)
    }

    /// *the Ohio businessman* for the person who is spoken of anyway.
    fn variation(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let modified = mention.len() > 2 && context.is(mention.start, "the") && word + 1 >= mention.start + 3;
        let plain = mention.clone().take_while(|&i| i < word).all(|i| context.tag(i) != Tag::POS);
        if !modified || !plain || !ALIKE.contains_key(context.word(word).to_ascii_lowercase().as_str()) || context.is_any(word, &["spokesman", "spokeswoman", "spokesperson", "official"]) {
            return None;
        }
        self.salient_person(mention.start, word_gender(context.word(word)), at, 2)
    }

    /// Points for words that the mention and the binding share, minus those
    /// for names in the mention that the binding lacks.
    fn shared_words(&self, mention: &Range<usize>, word: usize, binding: &Binding) -> f32 {
        let context = self.context;
        let mut score = 0.0;
        for i in mention.clone().filter(|&i| i != word && (context.tag(i).is_noun() || context.tag(i).is_adjective())) {
            let shared = binding.phrase.clone().any(|j| same_word(context.word(i), context.word(j)));
            if shared {
                score += 0.7;
            } else if context.document.tokens[i].capital && side(context.word(i)).is_none() && i < word {
                score -= 0.3;
            }
        }
        score
    }

    /// *the source* after *another source*: what the role stood for before.
    fn same_role_before(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<Vec<Referent>> {
        let context = self.context;
        if mention.len() > 2 {
            return None;
        }
        (at.saturating_sub(12)..at).rev().find_map(|before| {
            let other = self.attributions[before].mention.clone()?;
            let Head::Word(head) = head(context, other) else { return None };
            (same_word(context.word(head), context.word(word))).then(|| self.done[before].clone()).filter(|referents| referents.len() == 1)
        })
    }

    /// A role that names nobody: its words.
    fn role_words(&self, mention: Range<usize>) -> Vec<Referent> {
        vec![Referent::Thing { tokens: self.trim(mention), kind: SpeakerKind::Unknown, entity: None }]
    }

    /// A document or another thing: the phrase that introduced it, if the
    /// mention is only *the report*.
    fn document_words(&self, mention: Range<usize>, word: usize) -> Vec<Referent> {
        let context = self.context;
        let short = word + 1 >= mention.end && (word == mention.start || (word == mention.start + 1 && context.is_any(mention.start, &["the", "this", "that"])));
        let tokens = if short { self.introduced(mention.clone(), word).unwrap_or(mention) } else { mention };
        vec![Referent::Thing { tokens: self.trim(tokens), kind: SpeakerKind::Unknown, entity: None }]
    }
}
