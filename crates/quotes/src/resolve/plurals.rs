//! *They*, *it* and *both* as speakers.
//!
//! Input: the pronoun and what was resolved before. Output: the last group or
//! couple, the last body or document, the two people named last; none if
//! nothing fits.

use std::ops::Range;

use super::pronouns::LOOK_BACK;
use super::{Referent, Resolver};
use crate::lexicon::{Lists, Tag};
use crate::names::{Name, NameKind};
use crate::quote::SpeakerKind;

impl Resolver<'_, '_, '_> {
    /// The group, or the people together, that *they* stands for.
    pub(super) fn plural(&self, token: usize, at: usize) -> Vec<Referent> {
        let context = self.context;
        let paragraph = context.document.paragraph_of(token);
        let sentence = context.document.sentence_of(token);
        let mut body = None;
        for before in (at.saturating_sub(4)..at).rev() {
            let Some(mention) = &self.attributions[before].mention else { continue };
            if paragraph - context.document.paragraph_of(mention.start).min(paragraph) > 1 {
                break;
            }
            let referents = &self.done[before];
            let many = referents.len() > 1 || matches!(referents.first(), Some(Referent::Thing { kind: SpeakerKind::Group, .. }));
            if many && !self.attributions[at].content.iter().any(|range| range.contains(&mention.start)) {
                self.from(before);
                return referents.clone();
            }
            if matches!(referents.first(), Some(Referent::Thing { kind: SpeakerKind::Organization, .. })) {
                body = body.or(Some(before));
            }
        }
        let earliest = context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        let groups = &context.phrases.nouns;
        let last = groups.partition_point(|group| group.tokens.end <= token);
        let plural = |group: &Range<usize>| {
            let head = group.end - 1;
            matches!(context.tag(head), Tag::NNS | Tag::NNPS) && !context.lists(head).any(Lists::TIME) && context.mark(head).is_none()
        };
        let candidates =
            groups[..last].iter().rev().map(|group| group.tokens.clone()).take_while(|group| group.start >= earliest).filter(plural);
        let subject = |group: &Range<usize>| {
            context.tag(group.end).is_finite()
                || context.document.sentences[context.document.sentence_of(group.start)].tokens.start == group.start
        };
        let human = |group: &Range<usize>| context.lists(group.end - 1).any(Lists::GROUP);
        let best = candidates
            .enumerate()
            .max_by_key(|(n, group)| 3 * usize::from(subject(group)) + 2 * usize::from(human(group)) + 4_usize.saturating_sub(*n))
            .map(|(_, group)| group);
        let couple = self.couple(earliest, token);
        if let Some((place, couple)) = couple
            && best.as_ref().is_none_or(|group| group.start < place || !human(group))
        {
            return couple;
        }
        match (best, body) {
            (best, Some(body)) if best.as_ref().is_none_or(|group| !human(group)) => {
                self.from(body);
                self.done[body].clone()
            }
            (Some(group), _) => self.phrase(group, at),
            _ => self.last_thing(token, at),
        }
    }

    /// The last *X and Y* with a verb behind it, and where it stands.
    fn couple(&self, earliest: usize, token: usize) -> Option<(usize, Vec<Referent>)> {
        let names = self.context.names.within(earliest..token);
        names.rev().find_map(|id| {
            let name = &self.context.names.list[id];
            let person = self.people.of(id).filter(|_| self.context.tag(name.tokens.end).is_finite())?;
            let other = self.joined_before(id)?;
            Some((name.tokens.start, vec![other, Referent::Person(person)]))
        })
    }

    /// The organization, country or document that *it* stands for.
    pub(super) fn last_thing(&self, token: usize, at: usize) -> Vec<Referent> {
        let context = self.context;
        let paragraph = context.document.paragraph_of(token);
        for before in (at.saturating_sub(2)..at).rev() {
            if let [Referent::Thing { kind, .. }] = self.done[before].as_slice()
                && *kind != SpeakerKind::Group
                && let Some(mention) = &self.attributions[before].mention
                && !context.is_any(mention.start, &["he", "she"])
                && paragraph - context.document.paragraph_of(mention.start).min(paragraph) <= 1
            {
                self.from(before);
                return self.done[before].clone();
            }
        }
        let sentence = context.document.sentence_of(token);
        if let Some(subject) = sentence.checked_sub(1).and_then(|before| self.thing_subject(before)) {
            return self.phrase(subject, at);
        }
        let earliest = context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        let names = context.names.within(earliest..token);
        let fits = |name: &&Name| matches!(name.kind, NameKind::Organization | NameKind::Country);
        let subject = context.names.list[names.clone()].iter().rev().filter(fits).find(|name| self.is_subject(name.start, name.tokens.end));
        // *its plant outside Oslo*: where, not who
        let place = |name: &&Name| {
            let before = name.start.checked_sub(1).filter(|_| name.kind == NameKind::Country);
            before.is_some_and(|i| context.is_any(i, &["in", "at", "outside", "near", "across", "inside", "throughout"]))
        };
        let last = subject.or_else(|| context.names.list[names].iter().rev().find(|name| fits(name) && !place(name)));
        match last {
            Some(name) => self.phrase(name.tokens.clone(), at),
            None => Vec::new(),
        }
    }

    /// The subject of a sentence, if it is one body, document or other thing.
    fn thing_subject(&self, sentence: usize) -> Option<Range<usize>> {
        let context = self.context;
        let tokens = &context.document.sentences[sentence].tokens;
        let groups = &context.phrases.nouns;
        let from = groups.partition_point(|group| group.tokens.start < tokens.start);
        let group = groups[from..]
            .iter()
            .take(3)
            .map(|group| group.tokens.clone())
            .find(|group| group.end < tokens.end && context.tag(group.end).is_finite())?;
        let head = group.end - 1;
        let lists = context.lists(head);
        let thing = lists.any(Lists::BODY)
            || lists.any(Lists::DOCUMENT)
            || context.names.at(head).is_some_and(|name| matches!(name.kind, NameKind::Organization | NameKind::Country));
        (thing && matches!(context.tag(head), Tag::NN | Tag::NNP) && context.mark(head).is_none()).then_some(group)
    }

    /// *The couple*: the last *X and Y*, else the two people named last.
    pub(super) fn pair(&self, token: usize) -> Vec<Referent> {
        let sentence = self.context.document.sentence_of(token);
        let earliest = self.context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        match self.couple(earliest, token) {
            Some((_, couple)) => couple,
            None => {
                let mut two = self.last_two(token);
                two.reverse();
                two
            }
        }
    }

    /// *Each, both*: the two people named last.
    pub(super) fn last_two(&self, token: usize) -> Vec<Referent> {
        let mut found = Vec::new();
        for id in self.context.names.within(0..token).rev().take(LOOK_BACK) {
            let Some(person) = self.people.of(id).filter(|&person| self.people.list[person].certain) else { continue };
            if !found.contains(&Referent::Person(person)) {
                found.push(Referent::Person(person));
                if found.len() == 2 {
                    return found;
                }
            }
        }
        Vec::new()
    }
}
