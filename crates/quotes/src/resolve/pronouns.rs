//! Pronouns as speakers.
//!
//! Input: a pronoun and all that was resolved before it. Output: its
//! referents, none if nothing fits. *He* and *she* are scored over the people
//! named before: nearness, subjects before objects, the one who spoke last,
//! gender. *Who* and *which* take the words before them, *they* the last
//! group, *it* the last body or document, *I* the speaker around it.

use std::ops::Range;

use inquit_gazetteer::Gender;

use super::{Referent, Resolver};
use crate::lexicon::{Lists, Tag};
use crate::names::{Name, NameKind};
use crate::quote::SpeakerKind;

/// How many names back a person is looked for.
const LOOK_BACK: usize = 60;

/// How many sentences back.
const SENTENCES: usize = 14;

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Person(Gender),
    First,
    Plural,
    Thing,
    Relative,
    Both,
    Nothing,
}

fn asks(word: &str) -> Asks {
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    if is(&["he", "him", "his", "himself"]) {
        Asks::Person(Gender::Male)
    } else if is(&["she", "her", "hers", "herself"]) {
        Asks::Person(Gender::Female)
    } else if is(&["i", "me", "my", "we", "us", "our", "myself", "mine"]) {
        Asks::First
    } else if is(&["they", "them", "their", "these", "those"]) {
        Asks::Plural
    } else if is(&["it", "its", "itself", "this"]) {
        Asks::Thing
    } else if is(&["who", "which", "that", "whose", "whom"]) {
        Asks::Relative
    } else if is(&["both", "each", "neither", "either"]) {
        Asks::Both
    } else {
        Asks::Nothing
    }
}

impl Resolver<'_, '_, '_> {
    pub(super) fn pronoun(&self, mention: Range<usize>, at: usize) -> Vec<Referent> {
        match asks(self.context.word(mention.start)) {
            Asks::Person(gender) => self.last_person(mention.start, gender, at).map(Referent::Person).into_iter().collect(),
            Asks::Plural => self.plural(mention.start, at),
            Asks::Thing => self.last_thing(mention.start, at),
            Asks::Relative => self.antecedent(mention, at),
            Asks::Both => self.last_two(mention.start),
            // left open: see first_persons
            Asks::First => Vec::new(),
            Asks::Nothing if self.context.is(mention.start, "you") => Vec::new(),
            Asks::Nothing => vec![Referent::Thing { tokens: self.trim(mention), kind: SpeakerKind::Group, entity: None }],
        }
    }

    /// *I* and *we* inside a quotation are its speaker.
    pub(super) fn first_persons(&mut self) {
        for at in 0..self.attributions.len() {
            let Some(mention) = &self.attributions[at].mention else { continue };
            let token = mention.start;
            if mention.is_empty() || asks(self.context.word(token)) != Asks::First {
                continue;
            }
            let holds = |other: &usize| *other != at && self.attributions[*other].content.iter().any(|range| range.contains(&token));
            let length = |other: &usize| self.attributions[*other].content.iter().map(ExactSizeIterator::len).sum::<usize>();
            // neighbours only: a quotation does not reach far
            let near = at.saturating_sub(30)..self.attributions.len().min(at + 30);
            let around = near.filter(holds).filter(|&other| !self.done[other].is_empty()).min_by_key(length);
            if let Some(around) = around {
                self.done[at] = self.done[around].clone();
            }
        }
    }

    /// The person that *he* or *she* at `token` stands for.
    fn last_person(&self, token: usize, gender: Gender, at: usize) -> Option<usize> {
        self.salient_person(token, Some(gender), at, SENTENCES).or_else(|| self.next_person(token, gender))
    }

    /// The person of that gender who is spoken of at `token`, named in the
    /// same sentence or at most `sentences` before.
    pub(super) fn salient_person(&self, token: usize, gender: Option<Gender>, at: usize, sentences: usize) -> Option<usize> {
        let context = self.context;
        let document = context.document;
        let sentence = document.sentence_of(token);
        let paragraph = document.paragraph_of(token);
        let before = context.names.within(0..token);
        let running = self.running_person(at, paragraph);
        let own = &self.attributions[at].content;
        let quoted = context.mark(token).map(|span| span.tokens.start);
        let mut best: Option<(f32, usize)> = None;
        let mut consider = |person: usize, score: f32| {
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, person));
            }
        };
        for id in before.clone().rev().take(LOOK_BACK) {
            let name = &context.names.list[id];
            let Some(person) = self.people.of(id) else { continue };
            let known = &self.people.list[person];
            if known.gender.is_some_and(|other| gender.is_some_and(|gender| other != gender)) || !(known.certain || known.count > 1) {
                continue;
            }
            let distance = sentence - document.sentence_of(name.tokens.start).min(sentence);
            if distance > sentences {
                break;
            }
            let mut score = -0.6 * (distance.min(8) as f32);
            if self.is_subject(name) {
                score += 1.0;
            }
            if context.tag(name.tokens.end) == Tag::POS {
                score -= 0.7;
            }
            let marks = context.mark(name.tokens.start).map(|span| span.tokens.start);
            if marks.is_some() && marks != quoted {
                score -= 1.5;
            }
            if own.iter().any(|range| range.contains(&name.tokens.start)) {
                score -= 3.0;
            }
            if known.gender.is_none() {
                score -= 0.6;
            }
            if running == Some(person) {
                score += 1.6;
            }
            score += (known.count as f32).ln().min(3.0) * 0.3;
            consider(person, score);
        }
        if let Some(person) = running {
            let known = &self.people.list[person];
            if gender.is_none() || known.gender.is_none() || known.gender == gender {
                consider(person, 0.6);
            }
        }
        best.map(|(_, person)| person)
    }

    /// The one person who spoke last, if not long before.
    fn running_person(&self, at: usize, paragraph: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        let attribution = &self.attributions[last];
        let place = attribution.mention.clone().or_else(|| attribution.content.first().cloned())?;
        let near = paragraph.saturating_sub(self.context.document.paragraph_of(place.start)) <= 2;
        match self.done[last].as_slice() {
            [Referent::Person(person)] if near => Some(*person),
            _ => None,
        }
    }

    /// The first person named after the pronoun, where none stands before it.
    fn next_person(&self, token: usize, gender: Gender) -> Option<usize> {
        let names = self.context.names.within(token..token + 120);
        names.filter_map(|id| self.people.of(id)).find(|&person| self.people.list[person].certain && self.people.list[person].gender.is_none_or(|other| other == gender))
    }

    /// Whether a verb follows the name, or a reporting verb stands before it.
    fn is_subject(&self, name: &Name) -> bool {
        let context = self.context;
        let mut i = name.tokens.end;
        if context.is(i, "(") {
            i = (i..i + 8).find(|&k| context.is(k, ")")).map_or(i, |k| k + 1);
        }
        if context.is(i, ",") {
            i = (i + 1..i + 25).find(|&k| context.is(k, ",")).map_or(i, |k| k + 1);
        }
        while context.tag(i).is_adverb() {
            i += 1;
        }
        if context.tag(i).is_finite() {
            return true;
        }
        let Some(verb) = name.start.checked_sub(1).and_then(|k| context.phrases.verb(k)) else { return false };
        verb.finite && context.form(verb.main).verb.is_some() && verb.tokens.start.checked_sub(1).is_none_or(|k| context.tag(k) == Tag::PUNCT)
    }

    /// The words before *who*, *which*, *that*.
    fn antecedent(&self, mention: Range<usize>, at: usize) -> Vec<Referent> {
        let context = self.context;
        let relative = mention.start;
        let sentence = &context.document.sentences[context.document.sentence_of(relative)].tokens;
        let mut end = relative;
        while end > sentence.start && (context.tag(end - 1) == Tag::PUNCT || context.is_any(end - 1, &["and", "but", "of", "some", "most", "many", "all"]) && relative - end < 3) && context.names.at(end - 1).is_none() {
            end -= 1;
        }
        if end == sentence.start {
            return Vec::new();
        }
        let last = end - 1;
        if let Some(id) = context.names.id_at(last) {
            let name = &context.names.list[id];
            if name.kind == NameKind::Person || (name.kind == NameKind::Unknown && self.people.of(id).is_some()) && context.is(relative, "who") {
                return self.people.of(id).map(Referent::Person).into_iter().collect();
            }
        }
        let mut start = context.phrases.noun(last).map_or(last, |group| group.tokens.start);
        // *X is a lawyer who*: the subject
        let be = start.checked_sub(1).filter(|&i| context.is_any(i, &["is", "was"]));
        if let Some(id) = be.and_then(|be| be.checked_sub(1)).and_then(|i| context.names.id_at(i))
            && let Some(person) = self.people.of(id)
        {
            return vec![Referent::Person(person)];
        }
        // *members of the council who*: a person is asked for
        let human = |start: usize, end: usize| {
            let head = end - 1;
            context.lists(head).any(Lists::ROLE) || context.lists(head).any(Lists::GROUP) || context.names.at(head).is_some_and(|name| name.kind == NameKind::Person) || (context.tag(head) == Tag::NNS && start > 0)
        };
        let mut stop = end;
        // *the candidate for governor, who*: a bare office names nobody
        let bare = |start: usize, stop: usize| start + 1 == stop && context.tag(start) == Tag::NN;
        while context.is_any(relative, &["who", "whom"]) && (!human(start, stop) || bare(start, stop)) && start > sentence.start + 1 && matches!(context.tag(start - 1), Tag::IN | Tag::TO) {
            stop = start - 1;
            let Some(group) = context.phrases.noun(stop - 1) else { break };
            start = group.tokens.start;
        }
        if let Some(id) = stop.checked_sub(1).and_then(|i| context.names.id_at(i)).filter(|&id| context.names.list[id].kind == NameKind::Person) {
            return self.people.of(id).map(Referent::Person).into_iter().collect();
        }
        if stop > start { self.phrase(start..stop, at) } else { Vec::new() }
    }

    /// The group, or the people together, that *they* stands for.
    fn plural(&self, token: usize, at: usize) -> Vec<Referent> {
        let context = self.context;
        let paragraph = context.document.paragraph_of(token);
        let sentence = context.document.sentence_of(token);
        for before in (at.saturating_sub(4)..at).rev() {
            let Some(mention) = &self.attributions[before].mention else { continue };
            if paragraph - context.document.paragraph_of(mention.start).min(paragraph) > 1 {
                break;
            }
            let referents = &self.done[before];
            let many = referents.len() > 1 || matches!(referents.first(), Some(Referent::Thing { kind: SpeakerKind::Group, .. }));
            if many && !self.attributions[at].content.iter().any(|range| range.contains(&mention.start)) {
                return referents.clone();
            }
        }
        let earliest = context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        let groups = &context.phrases.nouns;
        let last = groups.partition_point(|group| group.tokens.end <= token);
        let plural = |group: &Range<usize>| {
            let head = group.end - 1;
            matches!(context.tag(head), Tag::NNS | Tag::NNPS) && !context.lists(head).any(Lists::TIME) && context.mark(head).is_none()
        };
        let candidates = groups[..last].iter().rev().map(|group| group.tokens.clone()).take_while(|group| group.start >= earliest).filter(plural);
        let subject = |group: &Range<usize>| context.tag(group.end).is_finite() || context.document.sentences[context.document.sentence_of(group.start)].tokens.start == group.start;
        let human = |group: &Range<usize>| context.lists(group.end - 1).any(Lists::GROUP);
        let best = candidates.enumerate().max_by_key(|(n, group)| 3 * usize::from(subject(group)) + 2 * usize::from(human(group)) + 4_usize.saturating_sub(*n));
        match best {
            Some((_, group)) => self.phrase(group, at),
            None => Vec::new(),
        }
    }

    /// The organization, country or document that *it* stands for.
    fn last_thing(&self, token: usize, at: usize) -> Vec<Referent> {
        let context = self.context;
        let paragraph = context.document.paragraph_of(token);
        if let Some(before) = at.checked_sub(1)
            && let [Referent::Thing { kind, .. }] = self.done[before].as_slice()
            && *kind != SpeakerKind::Group
            && let Some(mention) = &self.attributions[before].mention
            && paragraph - context.document.paragraph_of(mention.start).min(paragraph) <= 1
        {
            return self.done[before].clone();
        }
        let sentence = context.document.sentence_of(token);
        let earliest = context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        let names = context.names.within(earliest..token);
        let fits = |name: &&Name| matches!(name.kind, NameKind::Organization | NameKind::Country);
        let subject = context.names.list[names.clone()].iter().rev().filter(fits).find(|name| self.is_subject(name));
        let last = subject.or_else(|| context.names.list[names].iter().rev().find(fits));
        match last {
            Some(name) => self.phrase(name.tokens.clone(), at),
            None => Vec::new(),
        }
    }

    /// *Each, both*: the two people named last.
    fn last_two(&self, token: usize) -> Vec<Referent> {
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
