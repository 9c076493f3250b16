//! Relative pronouns as speakers.
//!
//! Input: *who, which, that*. Output: whom the words before it stand for; a
//! person or people for *who*.

use std::ops::Range;

use super::{Referent, Resolver};
use crate::lexicon::{Lists, Tag};
use crate::names::NameKind;

impl Resolver<'_, '_, '_> {
    /// The words before *who*, *which*, *that*.
    pub(super) fn antecedent(&self, mention: Range<usize>, at: usize) -> Vec<Referent> {
        let context = self.context;
        let relative = mention.start;
        let first = context.document.sentences[context.document.sentence_of(relative)].tokens.start;
        let mut end = relative;
        let skipped = |i: usize| {
            context.tag(i) == Tag::PUNCT || context.tag(i).is_adverb() || context.is_any(i, &["and", "but", "of", "most", "many"])
        };
        while end > first && relative - end < 4 && skipped(end - 1) && context.names.at(end - 1).is_none() {
            end -= 1;
        }
        if end == first {
            return Vec::new();
        }
        if let Some(referents) = self.apposition_before(first, end, at) {
            return referents;
        }
        if let Some(id) = context.names.id_at(end - 1) {
            let name = &context.names.list[id];
            // *X and Y, who say*; *X and Y, who said* may be Y alone
            let plural = matches!(context.tag(relative + 1), Tag::VBP) || context.is_any(relative + 1, &["were", "have"]);
            let other = self.joined_before(id).filter(|_| end < relative && (plural || name.kind != NameKind::Person));
            if let Some(other) = other {
                return [other].into_iter().chain(self.phrase(name.tokens.clone(), at)).collect();
            }
            // *the mayor of Holany, who*: the place of an office speaks less than who holds it
            let governed = name.tokens.start > first + 1
                && context.tag(name.tokens.start - 1) == Tag::IN
                && context.lists(name.tokens.start - 2).any(Lists::ROLE);
            if name.tokens.end == end
                && (name.kind == NameKind::Person
                    || (name.kind == NameKind::Unknown && !governed && self.people.of(id).is_some() && context.is(relative, "who")))
            {
                return self.people.of(id).map(Referent::Person).into_iter().collect();
            }
        }
        let mut start = self.group_start(end - 1, first);
        // *X is a lawyer who*: the subject
        let be = start.checked_sub(1).filter(|&i| context.is_any(i, &["is", "was"]));
        if let Some(id) = be.and_then(|be| be.checked_sub(1)).and_then(|i| context.names.id_at(i))
            && let Some(person) = self.people.of(id)
        {
            return vec![Referent::Person(person)];
        }
        let who = context.is_any(relative, &["who", "whom"]);
        // *members of the council who*: a person is asked for; *the candidate
        // for governor, who*: a bare office names nobody
        let mut stop = end;
        let bare = |start: usize, stop: usize| start + 1 == stop && context.tag(start) == Tag::NN;
        while who
            && (!self.is_human(start, stop) || bare(start, stop))
            && start > first + 1
            && matches!(context.tag(start - 1), Tag::IN | Tag::TO)
        {
            stop = start - 1;
            if context.phrases.noun(stop - 1).is_none() {
                break;
            }
            start = self.group_start(stop - 1, first);
        }
        if let Some(id) = context.names.id_at(stop - 1).filter(|&id| context.names.list[id].kind == NameKind::Person) {
            return self.people.of(id).map(Referent::Person).into_iter().collect();
        }
        if who && !self.is_human(start, stop) {
            return self.human_before(first, start, at);
        }
        if stop > start { self.phrase(start..stop, at) } else { Vec::new() }
    }

    /// Where the noun group that ends with `last` begins, names and
    /// determiners before it included.
    fn group_start(&self, last: usize, first: usize) -> usize {
        let context = self.context;
        let mut start = context.phrases.noun(last).map_or(last, |group| group.tokens.start);
        // *keeps in **place** a minister who*: an article begins its group
        let opens = |i: usize| i < last && matches!(context.tag(i), Tag::DT | Tag::PRPS);
        while start > first
            && !opens(start)
            && (context.names.at(start - 1).is_some()
                || matches!(context.tag(start - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::NN | Tag::POS))
        {
            start -= 1;
        }
        // *95 generals and admirals*
        let and = start.checked_sub(1).filter(|&i| i > first && start == last && context.is(i, "and") && context.tag(last) == Tag::NNS);
        match and.filter(|&i| context.tag(i - 1) == Tag::NNS).and_then(|i| context.phrases.noun(i - 1)) {
            Some(group) => group.tokens.start.max(first),
            None => start,
        }
    }

    /// Whether the noun group can stand for people.
    fn is_human(&self, start: usize, end: usize) -> bool {
        let context = self.context;
        let head = end - 1;
        let lists = context.lists(head);
        lists.any(Lists::ROLE)
            || lists.any(Lists::GROUP)
            || context.names.at(head).is_some_and(|name| name.kind == NameKind::Person)
            || (context.tag(head) == Tag::NNS && start > 0)
            || context.is_any(head, &["some", "those", "someone", "anyone", "everyone", "others", "many", "people", "all"])
    }

    /// The last person, or group of people, named in the sentence before `end`.
    fn human_before(&self, first: usize, end: usize, at: usize) -> Vec<Referent> {
        let context = self.context;
        let person = context.names.within(first..end).rev().find_map(|id| {
            self.people
                .of(id)
                .filter(|&person| self.people.list[person].certain)
                .map(|person| (context.names.list[id].tokens.start, person))
        });
        let groups = &context.phrases.nouns;
        let last = groups.partition_point(|group| group.tokens.end <= end);
        let human = |group: &Range<usize>| context.lists(group.end - 1).any(Lists::GROUP);
        let group = groups[..last].iter().rev().map(|group| group.tokens.clone()).take_while(|group| group.start >= first).find(human);
        match (person, group) {
            (Some((start, person)), group) if group.as_ref().is_none_or(|group| group.start < start) => vec![Referent::Person(person)],
            (_, Some(group)) => self.phrase(group, at),
            _ => Vec::new(),
        }
    }

    /// *X, a committee that*: X.
    fn apposition_before(&self, first: usize, end: usize, at: usize) -> Option<Vec<Referent>> {
        let context = self.context;
        let start = self.group_start(end - 1, first);
        let comma =
            start.checked_sub(1).filter(|&i| i > first && context.is(i, ",") && matches!(context.tag(start), Tag::DT | Tag::PRPS))?;
        let id = context
            .names
            .id_at(comma - 1)
            .filter(|&id| matches!(context.names.list[id].kind, NameKind::Person | NameKind::Organization | NameKind::Country))?;
        let name = &context.names.list[id];
        // *disputed by X, the mayor, who*, but *a friend of X, a lawyer who*
        let free = name.start.checked_sub(1).is_none_or(|i| context.tag(i) != Tag::IN || context.is_any(i, &["by", "from", "with", "to"]));
        if name.kind == NameKind::Person && !free {
            return None;
        }
        let mut referents: Vec<Referent> = self.joined_before(id).into_iter().collect();
        match self.people.of(id) {
            Some(person) => referents.push(Referent::Person(person)),
            None => referents.extend(self.phrase(name.tokens.clone(), at)),
        }
        Some(referents)
    }

    /// The other one of *X and Y*, where `id` is Y.
    pub(super) fn joined_before(&self, id: usize) -> Option<Referent> {
        let context = self.context;
        let names = &context.names.list;
        let before = id.checked_sub(1)?;
        let and = names[id].start.checked_sub(1).and_then(|i| if context.is(i, "the") { i.checked_sub(1) } else { Some(i) })?;
        if !context.is(and, "and") || names[before].tokens.end != and {
            return None;
        }
        match (self.people.of(before), self.people.of(id)) {
            (Some(person), Some(_)) => Some(Referent::Person(person)),
            (None, None) => self.phrase(names[before].tokens.clone(), 0).pop(),
            _ => None,
        }
    }
}
