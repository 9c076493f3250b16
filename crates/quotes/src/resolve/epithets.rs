//! Words beside a name, or in its place, that the text explains at once.
//!
//! Input: a mention that is no name. Output: the one named right behind it
//! (*the caretaker, Ada Example,*), the person in front of the brackets it
//! stands in, the person spoken of for *the Frenchman* and *the 33-year-old*,
//! the two for *the couple*.

use std::ops::Range;

use inquit_gazetteer::{EntityId, Gender};

use super::{Referent, Resolver};
use crate::chain::Rule;
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::{Head, NameKind, Traits, head, traits};
use crate::quote::SpeakerKind;

/// How many sentences back somebody is looked for whom a nationality names.
const NATION: usize = 5;

impl Resolver<'_, '_, '_> {
    /// Whom the words beside the mention name; none if they name nobody.
    pub(super) fn epithet(&self, mention: &Range<usize>, at: usize) -> Option<Vec<Referent>> {
        let context = self.context;
        if let Some(person) = self.before_brackets(mention.start) {
            return self.by(Rule::Brackets, Some(vec![Referent::Person(person)]));
        }
        let last = mention.end - 1;
        if self.of_relative(mention) {
            return self.by(Rule::Antecedent, Some(self.antecedent(last..mention.end, at))).filter(|referents| !referents.is_empty());
        }
        let the = context.is(mention.start, "the");
        // *the South African*, as one name
        let nation =
            context.names.at(last).is_some_and(|name| name.kind == NameKind::Demonym && name.tokens == (mention.start + 1..mention.end));
        if the && (mention.len() == 2 || nation) {
            if context.is_any(last, &["couple", "pair", "duo"]) {
                return self.by(Rule::LastTwo, Some(self.pair(mention.start))).filter(|referents| !referents.is_empty());
            }
            let word = context.word(last);
            let nation = context.document.tokens[last].capital
                && context.names.at(last).is_none_or(|name| matches!(name.kind, NameKind::Demonym | NameKind::Unknown));
            let gender = match word {
                _ if nation && word.ends_with("woman") => Some(Gender::Female),
                _ if nation && word.len() > 6 && word.ends_with("man") => Some(Gender::Male),
                _ => None,
            };
            if gender.is_some() || word.ends_with("-year-old") {
                let person = self.salient_person(mention.start, gender, at, 3)?;
                return self.by(Rule::Epithet, Some(vec![Referent::Person(person)]));
            }
            if let Some(person) = self.of_nation(last) {
                return self.by(Rule::Epithet, Some(vec![Referent::Person(person)]));
            }
            if let Some(person) = self.of_initials(last) {
                return self.by(Rule::RoleBefore, Some(vec![Referent::Person(person)]));
            }
        }
        self.named_behind(mention).map(|referent| self.by(Rule::NameBehind, vec![referent]))
    }

    /// *The Norwegian* for the one person spoken of whom the text does not give
    /// another country: *Italy's X*, *Serbian coach Y*. Not *the Chinese*, *the
    /// Dutch*, *the Swiss*, who are a people.
    fn of_nation(&self, word: usize) -> Option<usize> {
        let context = self.context;
        let id = context.names.id_at(word)?;
        let name = &context.names.list[id];
        let people = ["ese", "sh", "ch", "ss", "s", "i"].iter().any(|ending| context.word(word).ends_with(ending));
        if name.kind != NameKind::Demonym || people {
            return None;
        }
        let sentence = context.document.sentence_of(word);
        let earliest = context.document.sentences[sentence.saturating_sub(NATION)].tokens.start;
        let near = context.document.sentences[sentence.saturating_sub(1)].tokens.start;
        let mut untied: Vec<usize> = Vec::new();
        let mut last: Vec<usize> = Vec::new();
        let mut tied = None;
        let mut elsewhere = false;
        for other in context.names.within(earliest..word) {
            let mention = &context.names.list[other];
            if matches!(mention.kind, NameKind::Demonym | NameKind::Country) {
                // *the Italian delegation*, of no person
                elsewhere |= mention.entity == name.entity && mention.entity.is_some();
                continue;
            }
            // *"We shall miss Example," the Norwegian said*: not whom he speaks of
            let named = mention.kind == NameKind::Person && context.mark(mention.start).is_none();
            let Some(person) = self.people.of(other).filter(|&person| named && self.people.list[person].certain) else { continue };
            match self.country_before(mention.start) {
                Some(country) if Some(country) == name.entity => tied = Some(person),
                Some(_) => {
                    untied.retain(|&known| known != person);
                    last.retain(|&known| known != person);
                }
                None => {
                    untied.extend(Some(person).filter(|person| !untied.contains(person)));
                    let close = mention.start >= near && untied.contains(&person) && !last.contains(&person);
                    last.extend(Some(person).filter(|_| close));
                }
            }
        }
        let only = |people: &[usize]| if let [person] = people { Some(*person) } else { None };
        tied.or_else(|| only(&untied).or_else(|| only(&last)).filter(|_| !elsewhere))
    }

    /// The country of *Italy's X*, *Serbian coach X*, where `start` is X.
    fn country_before(&self, start: usize) -> Option<EntityId> {
        let context = self.context;
        let group = context.phrases.noun(start).map_or(start, |group| group.tokens.start.min(start));
        let from = group.saturating_sub(2);
        let near = context.names.within(from..start).rev().map(|id| &context.names.list[id]);
        let country = near.into_iter().find(|name| matches!(name.kind, NameKind::Demonym | NameKind::Country))?;
        let joined = country.tokens.end > group || context.tag(country.tokens.end) == Tag::POS && country.tokens.end + 1 >= group;
        country.entity.filter(|_| joined)
    }

    /// *The MD* for the managing director named before, by the initials of the role.
    fn of_initials(&self, word: usize) -> Option<usize> {
        let context = self.context;
        let letters = context.word(word);
        if !(2..=4).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let spells = |phrase: &Range<usize>| {
            let words = phrase.clone().rev().take(letters.len());
            let mut pairs = words.zip(letters.bytes().rev());
            phrase.len() >= letters.len() && pairs.all(|(i, b)| context.word(i).as_bytes()[0].to_ascii_uppercase() == b)
        };
        let before = self.roles.list.iter().rev().filter(|binding| binding.name < word && binding.phrase.end <= word);
        let phrase = |head: usize, start: usize| start..head + 1;
        before.into_iter().find(|binding| spells(&phrase(binding.head, binding.phrase.start))).map(|binding| binding.person)
    }

    /// *most of whom*
    pub(super) fn of_relative(&self, mention: &Range<usize>) -> bool {
        let last = mention.end - 1;
        mention.len() > 1 && self.context.is_any(last, &["whom", "which"]) && self.context.is(last - 1, "of")
    }

    /// The person in front of *(Ind, Harbour)*, if the words at `start` open the brackets.
    fn before_brackets(&self, start: usize) -> Option<usize> {
        let context = self.context;
        let open = start.checked_sub(1).filter(|&i| context.is(i, "("))?;
        let id = context.names.id_at(open.checked_sub(1)?)?;
        let name = &context.names.list[id];
        (name.kind == NameKind::Person && name.tokens.end == open).then(|| self.people.of(id)).flatten()
    }

    /// *Her neighbour, Ada Example,* and *the surveyors, Example & Sons,*: a
    /// definite noun, perhaps a place, a comma, and a name between commas.
    fn named_behind(&self, mention: &Range<usize>) -> Option<Referent> {
        let context = self.context;
        let Head::Word(word) = head(context, mention.clone()) else { return None };
        let definite = context.is(mention.start, "the")
            || context.tag(mention.start) == Tag::PRPS
            || mention.clone().take_while(|&i| i < word).any(|i| context.tag(i) == Tag::POS);
        let lists = context.lists(word);
        let thing = lists.any(Lists::DOCUMENT) || lists.any(Lists::TIME) || lists.any(Lists::OCCASION);
        let single = context.tag(word) == Tag::NN;
        if !definite || thing || !(single || context.tag(word) == Tag::NNS) {
            return None;
        }
        let comma = (word + 1..word + 6).find(|&i| context.is(i, ","))?;
        let place = comma == word + 1
            || context.is_any(word + 1, &["in", "at", "for", "of"])
                && context.phrases.noun(word + 2).is_some_and(|group| group.tokens.start == word + 2 && group.tokens.end == comma);
        if !place {
            return None;
        }
        let id = context.names.within(comma + 1..comma + 6).next()?;
        let name = &context.names.list[id];
        // *the Greek editor Ada Example*, *roofer Ada Example*
        let beside = (comma + 1..name.start).all(|i| {
            matches!(context.tag(i), Tag::DT | Tag::JJ | Tag::NN) || context.names.at(i).is_some_and(|name| name.kind == NameKind::Demonym)
        });
        let free = mention.start.checked_sub(1).is_none_or(|i| !matches!(context.tag(i), Tag::IN | Tag::TO));
        let behind = name.tokens.end;
        let closes = behind >= context.document.tokens.len()
            || context.is_any(behind, &[",", ".", ";", "(", ")", "—", "–", "--"])
            || (free && (context.tag(behind).is_finite() || context.mark(behind).is_some()));
        if !place || !beside || !closes || self.list_of_names(behind) {
            return None;
        }
        match name.kind {
            NameKind::Person if single && !lists.any(Lists::BODY) && name.tokens.len() > 1 => self.people.of(id).map(Referent::Person),
            NameKind::Organization if name.start == comma + 1 && context.is(behind, ",") => self.thing(name.tokens.clone()).pop(),
            // *The regulator, Example, said*
            NameKind::Unknown if name.start == comma + 1 && context.is(behind, ",") && is_body(context, word) => {
                Some(Referent::Thing { tokens: name.tokens.clone(), kind: SpeakerKind::Organization, entity: name.entity })
            }
            _ => None,
        }
    }

    /// Whether a list goes on behind a name: *X, Y and Z*.
    fn list_of_names(&self, end: usize) -> bool {
        let context = self.context;
        context.is(end, "and") || (context.is(end, ",") && context.is(end + 1, "and") && context.names.at(end + 2).is_some())
    }
}

/// Whether the noun is one for bodies, and for no person.
fn is_body(context: &Context<'_, '_>, word: usize) -> bool {
    let lists = context.lists(word);
    !lists.any(Lists::ROLE) && (lists.any(Lists::BODY) || traits(context.word(word)).any(Traits::ANY_BODY))
}
