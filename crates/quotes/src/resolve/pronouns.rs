//! Pronouns as speakers.
//!
//! Input: a pronoun and all that was resolved before it. Output: its
//! referents, none if nothing fits. *He* and *she* are scored over the people
//! named before: nearness, subjects before objects, the one who spoke last,
//! gender. *I* is the speaker around it; relative pronouns and those of
//! things and groups are read elsewhere.

use std::ops::Range;

use inquit_gazetteer::Gender;

use super::gender::word_gender;
use super::{Referent, Resolver, author};
use crate::chain::Rule;
use crate::document::TokenKind;
use crate::lexicon::{Lists, Tag};
use crate::names::NameKind;
use crate::quote::SpeakerKind;
use crate::subject;

/// How many names back a person is looked for.
pub(super) const LOOK_BACK: usize = 60;

/// How many sentences back.
const SENTENCES: usize = 14;

/// Attributions before a pronoun of which one may hold it.
const AROUND: usize = 12;

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

/// The pronoun that is being read.
struct Place {
    token: usize,
    sentence: usize,
    at: usize,
    /// Who spoke last, and whether they are certain to go on.
    running: Option<(usize, bool)>,
    /// What its paragraph says before it, if that is not about who spoke last.
    fresh: Option<Range<usize>>,
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
        if self.of_relative(&mention) {
            return self.by(Rule::Antecedent, self.antecedent(mention.end - 1..mention.end, at));
        }
        match asks(self.context.word(mention.start)) {
            Asks::Person(gender) => match self.running_role(at, mention.start, gender) {
                Some(role) => self.by(Rule::RunningSpeaker, vec![role]),
                None if let Some(next) = self.named_next(mention.start, gender) => self.by(Rule::SpokenOf, vec![Referent::Person(next)]),
                None if let Some(before) = self.subject_before(mention.start, gender, at) => self.by(Rule::SpokenOf, before),
                None => self.last_person(mention.start, gender, at).map(Referent::Person).into_iter().collect(),
            },
            Asks::Plural => self.by(Rule::LastGroup, self.plural(mention.start, at)),
            Asks::Thing => self.by(Rule::LastThing, self.last_thing(mention.start, at)),
            Asks::Relative => self.by(Rule::Antecedent, self.antecedent(mention, at)),
            Asks::Both => self.by(Rule::LastTwo, self.last_two(mention.start)),
            // left open: see first_persons
            Asks::First => Vec::new(),
            Asks::Nothing if self.context.is(mention.start, "you") => Vec::new(),
            Asks::Nothing => vec![Referent::Thing { tokens: self.trim(mention), kind: SpeakerKind::Group, entity: None }],
        }
    }

    /// *Although he denied it at first, **Lars Moen** later told the court …*:
    /// the subject of the main clause behind.
    fn named_next(&self, token: usize, gender: Gender) -> Option<usize> {
        let context = self.context;
        let sentence = &context.document.sentences[context.document.sentence_of(token)].tokens;
        let near = token < sentence.start + 3 && context.is_any(sentence.start, &["although", "though"]);
        if !near {
            return None;
        }
        let comma = (token + 1..sentence.end).find(|&i| context.sign(i) == b',' && context.mark(i).is_none())?;
        let id = context.names.id_at(comma + 1).filter(|&id| context.names.list[id].start == comma + 1)?;
        let name = &context.names.list[id];
        let person = self.people.of(id).filter(|_| name.kind == NameKind::Person)?;
        let fits = self.gender(person).is_none_or(|found| found == gender);
        (fits && self.is_subject(name.start, name.tokens.end)).then_some(person)
    }

    /// *A shopkeeper swept up the glass. "I have nothing," he said*: the person
    /// whom the sentence before the quotation is about, in the same paragraph.
    fn subject_before(&self, token: usize, gender: Gender, at: usize) -> Option<Vec<Referent>> {
        let context = self.context;
        let document = context.document;
        let start = self.attributions[at].content.first().map_or(token, |piece| piece.start.min(token));
        let sentence = document.sentence_of(start).checked_sub(1)?;
        let before = &document.sentences[sentence].tokens;
        if document.paragraph_of(before.start) != document.paragraph_of(start) || before.clone().any(|i| context.mark(i).is_some()) {
            return None;
        }
        let group = context.phrases.noun(before.start).filter(|group| group.tokens.start == before.start)?.tokens.clone();
        let own = if gender == Gender::Male { ["he", "him"] } else { ["she", "her"] };
        let other = (group.end..before.end).any(|i| context.is_any(i, &own));
        // *The owner of the land has been asked*
        let verb = before.clone().find_map(|i| context.phrases.verb(i).filter(|verb| verb.finite));
        let subject = verb.and_then(|verb| subject::before(context, before, verb));
        let of_verb = subject.is_some_and(|subject| subject.tokens.start == group.start);
        if other || context.tag(group.start) == Tag::PRP || self.is_addressed(&group, at) {
            return None;
        }
        if !of_verb && !self.is_subject(group.start, group.end) {
            return None;
        }
        let head = group.end - 1;
        let of = |word: usize| word_gender(context.word(word));
        let fits = |found: Option<Gender>| found.is_none_or(|found| found == gender);
        if let Some(id) = context.names.id_at(head) {
            let name = &context.names.list[id];
            let person = self.people.of(id).filter(|&person| fits(self.gender(person)))?;
            let called = name.kind == NameKind::Person || self.gender(person).is_some() || context.is(head + 1, ",");
            return (called && name.kind != NameKind::Organization).then(|| vec![Referent::Person(person)]);
        }
        let human = context.tag(head) == Tag::NN && context.lists(head).any(Lists::ROLE) && fits(of(head));
        human.then(|| self.phrase(group, at)).filter(|found| found.len() == 1)
    }

    /// Whether the words behind the cue of attribution `at` name the one whom
    /// `mention` names: *she told the minister*.
    fn is_addressed(&self, mention: &Range<usize>, at: usize) -> bool {
        let context = self.context;
        let Some(group) = self.attributions[at].cue.as_ref().and_then(|cue| context.phrases.noun(cue.end)) else { return false };
        mention.clone().any(|i| context.document.tokens[i].kind == TokenKind::Word && context.is(i, context.word(group.tokens.end - 1)))
    }

    /// *I* and *we* inside a quotation are its speaker, *I* outside all of
    /// them is the writer.
    pub(super) fn first_persons(&mut self) {
        let mut author = None;
        for at in 0..self.attributions.len() {
            let Some(mention) = &self.attributions[at].mention else { continue };
            let token = mention.start;
            // *my wife* is somebody else
            let owner = mention.len() > 1 && self.context.tag(token) == Tag::PRPS;
            if mention.is_empty() || owner || asks(self.context.word(token)) != Asks::First {
                continue;
            }
            let holds = |other: &usize| *other != at && self.attributions[*other].content.iter().any(|range| range.contains(&token));
            let length = |other: &usize| self.attributions[*other].content.iter().map(ExactSizeIterator::len).sum::<usize>();
            // neighbours only: a quotation does not reach far
            let near = at.saturating_sub(30)..self.attributions.len().min(at + 30);
            let around = near.filter(holds).filter(|&other| !self.done[other].is_empty()).min_by_key(length);
            if let Some(around) = around {
                self.done[at] = self.done[around].clone();
                self.stands_for(at, Rule::AroundIt, Some(around));
            } else if self.context.is(token, "I") && self.context.mark(token).is_none() {
                let author = *author.get_or_insert_with(|| author::find(self.context, self.people));
                self.done[at] = author.map(Referent::Person).into_iter().collect();
                self.stands_for(at, Rule::Author, None);
            }
        }
    }

    /// The person that *he* or *she* at `token` stands for.
    fn last_person(&self, token: usize, gender: Gender, at: usize) -> Option<usize> {
        self.salient_person(token, Some(gender), at, SENTENCES)
            .or_else(|| self.by(Rule::NamedNext, self.next_person(token, gender)))
            .or_else(|| self.by(Rule::SpokenOf, self.mere_surname(token, at)))
    }

    /// *It is a view that Example shares. "They saved us," she said*: the last
    /// name that may be a family name, where nobody else is named.
    fn mere_surname(&self, token: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let sentence = context.document.sentence_of(token);
        let earliest = context.document.sentences[sentence.saturating_sub(2)].tokens.start;
        context.names.within(earliest..token).rev().find_map(|id| {
            let name = &context.names.list[id];
            let before = name.start.checked_sub(1);
            let place = before.is_some_and(|i| context.is_any(i, &["the", "in", "at", "from", "near", "to", "into", "of", "on"]));
            let alone = name.kind == NameKind::Unknown && name.tokens.len() == 1 && context.mark(name.start).is_none();
            self.people.of(id).filter(|&person| alone && !place && !self.speaks_around(person, token, at))
        })
    }

    /// The person of that gender who is spoken of at `token`, named in the
    /// same sentence or at most `sentences` before.
    pub(super) fn salient_person(&self, token: usize, gender: Option<Gender>, at: usize, sentences: usize) -> Option<usize> {
        let document = self.context.document;
        let sentence = document.sentence_of(token);
        let earliest = document.sentences[sentence.saturating_sub(sentences)].tokens.start;
        let fits = |person: usize| gender.is_none() || self.gender(person).is_none_or(|own| Some(own) == gender);
        let running = self.running_person(at, token, gender);
        let fresh = running.and_then(|(running, _)| self.fresh_paragraph(running, at, token, fits));
        let running = running.map(|(person, certain)| (person, certain && fresh.is_none()));
        let place = Place { token, sentence, at, running, fresh };
        let mut best: Option<(f32, usize, Option<usize>)> = None;
        let mut consider = |person: usize, score: f32, named: Option<usize>| {
            if best.is_none_or(|(top, ..)| score > top) {
                best = Some((score, person, named));
            }
        };
        for id in self.context.names.within(earliest..token).rev().take(LOOK_BACK) {
            let name = &self.context.names.list[id];
            let Some(person) = self.people.of(id).filter(|&person| fits(person)) else { continue };
            let subject = self.is_subject(name.start, name.tokens.end);
            let known = &self.people.list[person];
            let speaks = place.running.is_some_and(|(running, _)| running == person);
            // *Melanie*, who has no other name, but is named again
            // *her husband, Lyle, was blunter*
            let apposed = subject && known.gender.is_some() && name.start > 0 && self.context.sign(name.start - 1) == b',';
            let called = known.count > 2 && known.gender.is_some() && gender.is_some() && self.speaks_near(person, at);
            if known.certain || speaks || called || apposed || (known.count > 1 && subject) {
                consider(person, self.salience(name.start..name.tokens.end, person, subject, &place), Some(name.tokens.start));
            }
        }
        for (tokens, person) in self.roles_before(token, sentence) {
            if fits(person) {
                let subject = self.is_subject(tokens.start, tokens.end);
                consider(person, self.salience(tokens, person, subject, &place), None);
            }
        }
        if let Some((person, true)) = place.running
            && fits(person)
            && !self.speaks_around(person, token, at)
        {
            consider(person, 0.3, None);
        }
        let (_, person, named) = best?;
        self.via(named);
        let runs = place.running.is_some_and(|(running, _)| running == person);
        self.by(if runs { Rule::RunningSpeaker } else { Rule::SpokenOf }, Some(person))
    }

    /// Whether one of the attributions around names the person as its speaker.
    fn speaks_near(&self, person: usize, at: usize) -> bool {
        let near = &self.attributions[at.saturating_sub(10)..self.attributions.len().min(at + 10)];
        let mut mentions = near.iter().filter_map(|attribution| attribution.mention.clone());
        mentions
            .any(|mention| mention.len() == 1 && self.context.names.id_at(mention.start).and_then(|id| self.people.of(id)) == Some(person))
    }

    /// *The noise does not bother Example. "It is home," she said*: the part of
    /// the paragraph before the pronoun, if it names somebody whom the pronoun
    /// `fits` and does not speak of the one who spoke last.
    fn fresh_paragraph(&self, running: usize, at: usize, token: usize, fits: impl Fn(usize) -> bool) -> Option<Range<usize>> {
        let context = self.context;
        let quotation = self.attributions[at].content.first()?.start;
        let paragraph = context.document.paragraphs[context.document.paragraph_of(token)].tokens.start..quotation;
        if quotation > token || context.mark(quotation).is_none() {
            return None;
        }
        let bare = |i: usize| context.mark(i).is_none();
        let told = paragraph.clone().any(|i| bare(i) && matches!(asks(context.word(i)), Asks::Person(_)));
        let mut another = false;
        for id in context.names.within(paragraph.clone()) {
            match self.people.of(id) {
                Some(person) if person == running => return None,
                Some(person) => another |= bare(context.names.list[id].start) && self.people.list[person].certain && fits(person),
                None => {}
            }
        }
        // *Brandt's comments amused the manager. "Fine," he said*: the manager
        let groups = &context.phrases.nouns;
        let first = groups.partition_point(|group| group.tokens.start < paragraph.start);
        let within = groups[first..].iter().take_while(|group| group.tokens.end <= paragraph.end);
        let somebody = |tokens: &Range<usize>| {
            let head = tokens.end - 1;
            let nation = context.names.at(head).is_some_and(|name| name.kind == NameKind::Demonym);
            let role = context.names.at(head).is_none() && context.lists(head).any(Lists::ROLE) && context.tag(head) == Tag::NN;
            tokens.len() > 1 && context.is(tokens.start, "the") && bare(head) && (role || nation)
        };
        let role = within.into_iter().any(|group| somebody(&group.tokens));
        (another && !told && !role).then_some(paragraph)
    }

    /// How likely a person is spoken of, by one mention.
    fn salience(&self, mention: Range<usize>, person: usize, subject: bool, place: &Place) -> f32 {
        let context = self.context;
        let known = &self.people.list[person];
        let distance = place.sentence.saturating_sub(context.document.sentence_of(mention.start));
        let mut score = -0.6 * (distance.min(8) as f32);
        if subject {
            score += 1.0;
        }
        if context.tag(mention.end) == Tag::POS {
            // *X's visit comes as he …*: still what the sentence is about
            let opens = context.document.sentences[context.document.sentence_of(mention.start)].tokens.start == mention.start;
            score -= if opens { 0.2 } else { 0.7 };
        } else if mention.start > 0 && context.tag(mention.start - 1) == Tag::IN {
            score -= 0.4;
        }
        if place.fresh.as_ref().is_some_and(|fresh| fresh.contains(&mention.start)) {
            score += 1.5;
        }
        let mark = |i: usize| context.mark(i).map(|span| span.tokens.start);
        if mark(mention.start).is_some() && mark(mention.start) != mark(place.token) {
            score -= 1.5;
        }
        // nobody reports of oneself by name
        if self.attributions[place.at].content.iter().any(|range| range.contains(&mention.start)) {
            score -= 3.0;
        }
        // *the port where **he and Example** grew up*, *NAME: **He** came in and said*
        let beside = mention.start > 1 && context.is(mention.start - 1, "and") && context.is_any(mention.start - 2, &["he", "she"]);
        if beside || self.speaks_around(person, place.token, place.at) {
            score -= 3.0;
        }
        if known.gender.is_none() {
            score -= 0.6;
        }
        if self.is_addressed(&mention, place.at) {
            score -= 3.0;
        }
        if let Some((running, certain)) = place.running
            && running == person
        {
            score += if certain { 1.8 } else { 0.4 };
        }
        score + (known.count as f32).ln().min(3.0) * 0.3
    }

    /// Whether the pronoun stands in the person's own words: a quotation or the
    /// turn of a transcript.
    fn speaks_around(&self, person: usize, token: usize, at: usize) -> bool {
        let context = self.context;
        let mut around = (at.saturating_sub(AROUND)..at).filter(|&other| {
            let attribution = &self.attributions[other];
            let turn = attribution.cue.as_ref().is_some_and(|cue| cue.len() == 1 && context.sign(cue.start) == b':');
            let own = turn || context.mark(token).is_some();
            let before = attribution.content.partition_point(|range| range.start <= token);
            own && before.checked_sub(1).is_some_and(|at| token < attribution.content[at].end)
        });
        around.any(|other| self.done[other] == [Referent::Person(person)])
    }

    /// Roles of the last sentences that stand for people: *the president*.
    fn roles_before(&self, token: usize, sentence: usize) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let context = self.context;
        let earliest = context.document.sentences[sentence.saturating_sub(1)].tokens.start;
        let groups = &context.phrases.nouns;
        let last = groups.partition_point(|group| group.tokens.end <= token);
        let near = groups[..last].iter().rev().map(|group| group.tokens.clone()).take_while(move |group| group.start >= earliest);
        near.filter_map(|group| {
            let head = group.end - 1;
            let definite = group.len() > 1 && context.is(group.start, "the") && context.names.at(head).is_none();
            (definite && context.lists(head).any(Lists::ROLE))
                .then(|| self.bound(&group, head, 0..group.start))
                .flatten()
                .map(|person| (group, person))
        })
    }

    /// The one person who spoke last, if not long before; and whether nobody
    /// else of that gender has been a subject since.
    fn running_person(&self, at: usize, token: usize, gender: Option<Gender>) -> Option<(usize, bool)> {
        let document = self.context.document;
        let last = self.outermost(at.checked_sub(1)?);
        let attribution = &self.attributions[last];
        let place = [&attribution.mention, &attribution.cue].into_iter().flatten().chain(&attribution.content).next()?;
        let near = document.paragraph_of(token).saturating_sub(document.paragraph_of(place.start)) <= 2;
        let [Referent::Person(person)] = self.done[last].as_slice() else { return None };
        let other = |id: usize| {
            let name = &self.context.names.list[id];
            let Some(other) = self.people.of(id).filter(|other| other != person) else { return false };
            let known = &self.people.list[other];
            let fits = known.certain && (gender.is_none() || self.gender(other).is_none_or(|own| Some(own) == gender));
            let outside = self.context.mark(name.tokens.start).is_none()
                && !attribution.content.iter().any(|range| range.contains(&name.tokens.start));
            fits && outside && self.is_subject(name.start, name.tokens.end)
        };
        let own = &self.attributions[at].content;
        let since = self
            .context
            .names
            .within(place.end..token)
            .filter(|&id| !own.iter().any(|range| range.contains(&self.context.names.list[id].tokens.start)));
        near.then(|| (*person, !since.into_iter().any(other)))
    }

    /// Whether somebody is a man or a woman: by name and title, else by the
    /// pronoun that stood for them before.
    fn gender(&self, person: usize) -> Option<Gender> {
        self.people.list[person].gender.or_else(|| self.called.get(&person).copied())
    }

    /// Keeps in mind by which pronoun the speaker of attribution `at` was called.
    pub(super) fn remember(&mut self, at: usize) {
        let plain = |mention: &&Range<usize>| mention.len() == 1 && self.context.mark(mention.start).is_none();
        let word = self.attributions[at].mention.as_ref().filter(plain).map(|mention| self.context.word(mention.start));
        if let (Some(Asks::Person(gender)), [Referent::Person(person)]) = (word.map(asks), self.done[at].as_slice()) {
            self.called.entry(*person).or_insert(gender);
        }
    }

    /// The attribution in whose content this one stands, or itself: *X noted
    /// that Y denied it* is X's to go on from.
    fn outermost(&self, inner: usize) -> usize {
        let Some(mention) = &self.attributions[inner].mention else { return inner };
        let holds = |other: &usize| self.attributions[*other].content.iter().any(|range| range.contains(&mention.start));
        (inner.saturating_sub(4)..inner).find(holds).filter(|&outer| self.done[outer].len() == 1).unwrap_or(inner)
    }

    /// *My father* who spoke in the sentence before, when nobody was named since.
    fn running_role(&self, at: usize, token: usize, gender: Gender) -> Option<Referent> {
        let context = self.context;
        let last = at.checked_sub(1)?;
        let mention = self.attributions[last].mention.clone()?;
        let [Referent::Thing { kind: SpeakerKind::Unknown, tokens, .. }] = self.done[last].as_slice() else { return None };
        // *the general's visit* is nobody
        let head = tokens.clone().rev().find(|&i| context.tag(i) == Tag::POS).map_or(tokens.start, |possessive| possessive + 1);
        let human = (head..tokens.end).any(|i| context.lists(i).any(Lists::ROLE));
        // *her brother* is no *she*
        if (head..tokens.end).any(|i| word_gender(context.word(i)).is_some_and(|other| other != gender)) {
            return None;
        }
        let (spoke, reads) = (context.document.sentence_of(mention.start), context.document.sentence_of(token));
        // what the role goes on saying does not count
        let told = |sentence: &usize| context.mark(context.document.sentences[*sentence].tokens.start).is_none();
        let sentences = (spoke + 1..=reads).filter(told).take(3).count();
        let named =
            context.names.within(mention.end..token).any(|id| self.people.of(id).is_some_and(|person| self.people.list[person].certain));
        let runs = human && sentences <= 2 && !named;
        runs.then(|| {
            self.from(last);
            self.done[last][0].clone()
        })
    }

    /// The first person named after the pronoun, where none stands before it.
    fn next_person(&self, token: usize, gender: Gender) -> Option<usize> {
        let names = self.context.names.within(token..token + 120);
        names
            .filter_map(|id| self.people.of(id))
            .find(|&person| self.people.list[person].certain && self.gender(person).is_none_or(|other| other == gender))
    }

    /// Whether a verb follows the words `start..end`, or a reporting verb
    /// stands before them.
    pub(super) fn is_subject(&self, start: usize, end: usize) -> bool {
        let context = self.context;
        let mut i = end;
        if context.is(i, "(") {
            i = (i..i + 8).find(|&k| context.is(k, ")")).map_or(i, |k| k + 1);
        }
        // *her deputy, Ada Example, disagreed* and *Ada Example, her deputy, disagreed*
        let opens = start - usize::from(start > 0 && context.is(start - 1, "the"));
        let apposed = opens > 0 && context.sign(opens - 1) == b',';
        if context.is(i, ",") && apposed && context.tag(i + 1).is_finite() {
            i += 1;
        } else if context.is(i, ",") {
            i = (i + 1..i + 25).find(|&k| context.is(k, ",")).map_or(i, |k| k + 1);
        }
        // *Example herself also doubts it*
        while context.tag(i).is_adverb() || context.is_any(i, &["himself", "herself", "themselves"]) {
            i += 1;
        }
        if context.tag(i).is_finite() {
            return true;
        }
        let first = context.phrases.noun(start).map_or(start, |group| group.tokens.start);
        let Some(verb) = first.checked_sub(1).and_then(|k| context.phrases.verb(k)) else { return false };
        verb.finite
            && context.form(verb.main).verb.is_some()
            && verb.tokens.start.checked_sub(1).is_none_or(|k| context.tag(k) == Tag::PUNCT)
    }
}
