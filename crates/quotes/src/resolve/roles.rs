//! Roles as speakers: *the former foreign minister* to the one who held that
//! office.
//!
//! Input: a role mention and the [`bindings`](super::bindings) of the text.
//! Output: the person beside it, the one bound to it before, the one who is
//! spoken of, or in a headline or lead the one who is named next. A role that
//! none of these fits keeps its own words.

use std::ops::Range;

use inquit_gazetteer::GivenNames;

use super::bindings::{Binding, is_deputy, is_role, rows_of, side};
use super::gender::word_gender;
use super::posts::differ;
use super::{Referent, Resolver};
use crate::chain::Rule;
use crate::lexicon::{Lists, Tag};
use crate::names::{Head, NameKind, Traits, head, same_word, traits};
use crate::quote::SpeakerKind;

/// How many sentences after an unbound role its holder may be named.
const FORWARD: usize = 12;

/// How far a role stands from its name at most, in tokens.
const NEAR: usize = 60;

/// How many bindings are compared with a role.
pub(super) const MANY: usize = 400;

/// How often a text about somebody names them at least.
const ABOUT: u32 = 3;

/// Tokens between a role and its cue that may say how it wants to be called.
const HIDDEN: usize = 16;

/// The last paragraph that counts as headline or lead.
const LEAD: usize = 6;

impl Resolver<'_, '_, '_> {
    /// Whom a role stands for.
    pub(super) fn role(&self, mention: Range<usize>, at: usize) -> Vec<Referent> {
        let context = self.context;
        if let Some(people) = self.both(mention.clone()) {
            return self.by(Rule::LastTwo, people);
        }
        let Head::Word(word) = head(context, mention.clone()) else { return self.role_words(mention) };
        if let Some(person) = self.apposed(&mention, word) {
            return self.by(Rule::BesideName, vec![Referent::Person(person)]);
        }
        if let Some(person) = self.roles.said_of(context, word) {
            return self.by(Rule::BesideName, vec![Referent::Person(person)]);
        }
        if let Some(person) = self.relation(&mention, word, at) {
            return self.by(Rule::Relation, vec![Referent::Person(person)]);
        }
        let end = self.roles.list.partition_point(|binding| binding.name < mention.start);
        let held = || {
            self.roles.list[end.saturating_sub(MANY)..end].iter().any(|binding| same_word(context.word(binding.head), context.word(word)))
        };
        let human = is_role(context, word) || side(context.word(word)).is_some() || held();
        if !human {
            return self.document_words(mention, word);
        }
        let indefinite = context.is_any(mention.start, &["a", "an", "one", "another", "some", "any", "every"]);
        if !indefinite {
            if let Some(person) = self.bound(&mention, word, 0..mention.start) {
                return self.by(Rule::RoleBefore, vec![Referent::Person(person)]);
            }
            if let Some(person) = self.variation(&mention, word, at) {
                return vec![Referent::Person(person)];
            }
            if let Some(before) = self.same_role_before(&mention, word, at) {
                return self.by(Rule::RoleAgain, before);
            }
        }
        let sentence = context.document.sentence_of(word);
        let headline = context.document.paragraph_of(word) < 2;
        let ahead = if headline { FORWARD } else { 3 };
        let last = (sentence + ahead).min(context.document.sentences.len() - 1);
        let forward = mention.end..context.document.sentences[last].tokens.end;
        // *A former minister said* behind the lead is somebody without a name
        // … but *An adviser to the Leader of the Council*, the first to speak, is introduced
        let told = || mention.clone().skip(1).any(|i| i > word && context.document.tokens[i].capital);
        let lead = headline || at == 0 && context.document.paragraph_of(word) <= LEAD && told();
        let named_later =
            !context.is_any(mention.start, &["another", "any", "every"]) && (lead || !indefinite) && !self.is_hidden(&mention, at);
        if named_later && let Some(person) = self.bound(&mention, word, forward) {
            return self.by(Rule::RoleLater, vec![Referent::Person(person)]);
        }
        if let Some(person) = self.introduced_later(&mention, word, at).filter(|_| named_later) {
            return self.by(Rule::RoleIntroduced, vec![Referent::Person(person)]);
        }
        if let Some(person) = self.titular(&mention, word) {
            return self.by(Rule::RoleOffice, vec![Referent::Person(person)]);
        }
        self.role_words(mention)
    }

    /// *The researcher, who goes by the name of Example*: somebody whose own
    /// name the text does not give.
    fn is_hidden(&self, mention: &Range<usize>, at: usize) -> bool {
        let context = self.context;
        let cue = self.attributions[at].cue.as_ref().map_or(mention.end, |cue| cue.start);
        let words = mention.start..cue.clamp(mention.end, mention.end + HIDDEN);
        let called =
            |i: usize| context.is_any(i, &["known", "name", "calls"]) && context.is_any(i + 1, &["as", "of", "himself", "herself"]);
        words
            .into_iter()
            .any(|i| context.is_any(i, &["anonymity", "anonymous", "anonymously", "pseudonym", "alias", "unnamed"]) || called(i))
    }

    /// *the Council's envoy for northern waters*: the one person of the text of
    /// whom the gazetteer knows an office of just these words, two besides the role.
    fn titular(&self, mention: &Range<usize>, word: usize) -> Option<usize> {
        let context = self.context;
        let rank = ["senior", "former", "top", "chief", "longtime", "new"];
        let says = |i: usize| i != word && (context.tag(i).is_noun() || context.tag(i).is_adjective()) && !context.is_any(i, &rank);
        let words: Vec<usize> = mention.clone().filter(|&i| says(i)).collect();
        if words.len() < 2 {
            return None;
        }
        let (rows, deputy) = (rows_of(context.word(word)), is_deputy(context, mention, word));
        let holds = |person: &usize| {
            let entity = self.people.list[*person].entity.and_then(|id| context.gazetteer.get(id));
            entity.is_some_and(|entity| {
                entity.offices.iter().any(|office| {
                    let parts = || office.title.split([' ', ',', '-']);
                    let has = |i: usize| parts().any(|part| same_word(part, context.word(i)));
                    let head = has(word) || (rows != 0 && parts().any(|part| rows_of(part) & rows != 0));
                    head && words.iter().all(|&i| has(i)) && deputy == parts().any(|part| same_word(part, "deputy"))
                })
            })
        };
        let mut found = (0..self.people.list.len()).filter(holds);
        found.next().filter(|_| found.next().is_none())
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
            let new = !lead.clone().any(|before| {
                self.people.of(before) == Some(person) && document.paragraph_of(context.names.list[before].tokens.start) + 1 >= paragraph
            });
            (full && fits && new && self.speaks_after(person, at)).then_some(person)
        })
    }

    /// Whether one of the next attributions names the person as its speaker.
    fn speaks_after(&self, person: usize, at: usize) -> bool {
        let next = self.attributions.iter().skip(at + 1).take(8).filter_map(|attribution| attribution.mention.clone());
        next.into_iter().any(|mention| match head(self.context, mention) {
            Head::Name(name) => self.context.names.id_at(name.tokens.start).and_then(|id| self.people.of(id)) == Some(person),
            // *An aide to X* is not X
            Head::Word(_) => false,
        })
    }

    /// The person named right beside the role: *the minister, X, said*.
    fn apposed(&self, mention: &Range<usize>, word: usize) -> Option<usize> {
        let context = self.context;
        let person_at = |i: usize| {
            context.names.id_at(i).filter(|&id| context.names.list[id].kind == NameKind::Person).and_then(|id| self.people.of(id))
        };
        let human = is_role(context, word) || context.is(word, "one");
        if let Some(person) = self.apposed_before(mention.start).filter(|_| human).and_then(person_at) {
            return Some(person);
        }
        let sign = |i: usize| matches!(context.sign(i), b',' | b'(');
        let inside = mention.clone().find(|&i| i > word && sign(i)).unwrap_or(mention.end);
        if !sign(inside) {
            return None;
        }
        // *One passenger, 22-year-old student Ada Example, said*
        let group = context.phrases.noun(inside + 1).filter(|group| group.tokens.start == inside + 1);
        let behind = inside + 1..group.map_or(inside + 3, |group| group.tokens.end.max(inside + 3));
        let name = context.names.within(behind.clone()).next_back()?;
        let person = self.people.of(name)?;
        let name = &context.names.list[name];
        let reports = |at: usize| {
            let verb = context.phrases.verb(at + usize::from(context.sign(at) == b','));
            context.sign(at) == b',' && verb.is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some())
        };
        let spoken = reports(name.tokens.end);
        let closes = spoken || human && (self.closes_apposition(name.tokens.end) || name.tokens.end >= mention.end && mention.end > inside);
        // *her brother, Samuel, said*
        let kin = name.tokens.len() == 1 && (spoken || GivenNames::curated().contains(context.word(name.tokens.start)));
        let bare = kin && human && name.kind == NameKind::Unknown && name.start == inside + 1;
        let at_once = name.start <= inside + 1 || name.tokens.end == behind.end;
        ((name.kind == NameKind::Person && at_once || bare) && closes).then_some(person)
    }

    /// Whether an apposition can end at token `at`: *, Ada Example,*, also with
    /// where she is from: *, Ada Example of the union,*.
    fn closes_apposition(&self, at: usize) -> bool {
        let context = self.context;
        let of = context.is_any(at, &["of", "from", "at"]);
        let place = context.phrases.noun(at + 1).filter(|group| of && group.tokens.start == at + 1);
        let mut end = place.map_or(at, |group| group.tokens.end);
        // *of the University of Example*
        if context.is(end, "of") && end > at {
            end = context.phrases.noun(end + 1).map_or(end, |group| group.tokens.end);
        }
        context.is_any(end, &[",", "(", ")", "—", "–", "--"])
    }

    /// The last token of the name that a phrase at `start` is an apposition to:
    /// *X, the minister, said*, but not *In Carver, the mayor said*.
    fn apposed_before(&self, start: usize) -> Option<usize> {
        let context = self.context;
        let mut last = start.checked_sub(1).filter(|&comma| context.is(comma, ","))?.checked_sub(1)?;
        if context.is(last, ")") {
            last = (last.saturating_sub(6)..last).rev().find(|&i| context.is(i, "("))?.checked_sub(1)?;
        }
        let name = context.names.at(last)?;
        // *As X, a lawyer, put it*
        let free = name.start.checked_sub(1).is_none_or(|i| context.tag(i) != Tag::IN || context.is_any(i, &["as", "by", "from", "with"]));
        (free && context.tag(start) != Tag::PRP).then_some(last)
    }

    /// The person whose binding inside `range` fits the role best.
    pub(super) fn bound(&self, mention: &Range<usize>, word: usize, range: Range<usize>) -> Option<usize> {
        let context = self.context;
        let rows = rows_of(context.word(word));
        let mine = mention.clone().take_while(|&i| i <= word).find_map(|i| side(context.word(i)));
        let gender = word_gender(context.word(word));
        let deputy = is_deputy(context, mention, word);
        let sentence = context.document.sentence_of(word);
        let owner = mention.clone().take_while(|&i| i < word).find_map(|i| match context.tag(i) {
            Tag::POS => i.checked_sub(1),
            Tag::PRPS => Some(i),
            _ => None,
        });
        let mut best: Option<(f32, &Binding)> = None;
        // bindings are sorted by the names they belong to, nearly so by their own place
        let end = self.roles.list.partition_point(|binding| binding.name < range.end + NEAR);
        let from = self.roles.list.partition_point(|binding| binding.name + NEAR < range.start).max(end.saturating_sub(MANY));
        for binding in self.roles.list[from..end].iter().filter(|binding| range.contains(&binding.head)) {
            let exact = same_word(context.word(binding.head), context.word(word));
            if !exact && rows & rows_of(context.word(binding.head)) == 0 {
                continue;
            }
            if is_deputy(context, &binding.phrase, binding.head) != deputy || differ(context, mention, word, binding) {
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
            let owned = |owner: usize| match context.tag(owner) {
                Tag::PRPS => binding.phrase.clone().any(|i| matches!(context.tag(i), Tag::POS | Tag::PRPS)),
                _ => binding.whole.clone().any(|i| same_word(context.word(i), context.word(owner))),
            };
            if owner.is_some_and(|owner| !owned(owner)) {
                continue;
            }
            let mut score = if exact { 2.0 } else { 1.0 };
            score += if mine.is_some() && mine == theirs { 2.0 } else { 0.0 };
            score += self.shared_words(mention, word, binding);
            let distance = sentence.abs_diff(context.document.sentence_of(binding.head));
            score -= (distance as f32).min(40.0) * 0.04;
            score += (person.count as f32).ln().min(3.0) * 0.3;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, binding));
            }
        }
        let (_, binding) = best?;
        self.via(Some(binding.name));
        Some(binding.person)
    }

    /// *the senators*: the two people, no more and no less, whom the text calls
    /// senator before.
    pub(super) fn holders(&self, plural: usize) -> Option<Vec<Referent>> {
        let context = self.context;
        let stem = context.word(plural).strip_suffix('s').filter(|stem| stem.len() > 3)?;
        let rows = rows_of(stem);
        let mut found: Vec<Referent> = Vec::new();
        let end = self.roles.list.partition_point(|binding| binding.name < plural);
        for binding in &self.roles.list[end.saturating_sub(MANY)..end] {
            let head = context.word(binding.head);
            let fits = same_word(head, stem) || same_word(head, context.word(plural)) || rows & rows_of(head) != 0;
            if fits && !found.contains(&Referent::Person(binding.person)) {
                found.push(Referent::Person(binding.person));
            }
        }
        (found.len() == 2).then_some(found)
    }

    /// *the Ohio businessman* for the person who is spoken of anyway.
    fn variation(&self, mention: &Range<usize>, word: usize, at: usize) -> Option<usize> {
        let context = self.context;
        let party = side(context.word(word)).is_some();
        // *the seamer*, but not *the mother*
        let kin = ["mother", "father", "grandmother", "grandfather", "lady", "native", "star"];
        let alone = traits(context.word(word)).any(Traits::VARIATION) && !context.is_any(word, &kin);
        let modified = context.is(mention.start, "the") && word > mention.start + usize::from(!party && !alone);
        let plain = mention.clone().take_while(|&i| i < word).all(|i| context.tag(i) != Tag::POS);
        let known = party || rows_of(context.word(word)) != 0 || traits(context.word(word)).any(Traits::VARIATION);
        if modified && plain && !known && self.is_former(mention, word) {
            return self.by(Rule::RoleOffice, self.office_holder(mention, word));
        }
        if !modified || !plain || !known || context.is_any(word, &["spokesman", "spokeswoman", "spokesperson", "official"]) {
            return None;
        }
        if let Some(holder) = self.office_holder(mention, word) {
            return self.by(Rule::RoleOffice, Some(holder));
        }
        let person = self.salient_person(mention.start, word_gender(context.word(word)), at, 2)?;
        if self.is_told_by(mention, person, at) || self.holds_another(person, mention, word) {
            return None;
        }
        self.by(Rule::RoleSpokenOf, Some(person))
    }

    /// *the former president*
    fn is_former(&self, mention: &Range<usize>, word: usize) -> bool {
        let context = self.context;
        word == mention.start + 2 && context.is(mention.start, "the") && context.is(mention.start + 1, "former")
    }

    /// Whether the person spoke of somebody in the same words just before:
    /// *Example asked whether the Prime Minister would resign. The Prime Minister said*.
    fn is_told_by(&self, mention: &Range<usize>, person: usize, at: usize) -> bool {
        let context = self.context;
        let own = (at.saturating_sub(3)..at).filter(|&other| self.done[other] == [Referent::Person(person)]);
        let mut said = own.flat_map(|other| &self.attributions[other].content);
        let same = |start: usize| (start..start + mention.len()).zip(mention.clone()).all(|(a, b)| context.is(a, context.word(b)));
        said.any(|piece| piece.len() >= mention.len() && (piece.start..=piece.end - mention.len()).any(same))
    }

    /// The one person named before of whom the gazetteer knows the office:
    /// *the Ohio governor*, *the former president*.
    fn office_holder(&self, mention: &Range<usize>, word: usize) -> Option<usize> {
        let context = self.context;
        let rows = rows_of(context.word(word));
        let capitals = || {
            mention
                .clone()
                .filter(|&i| i < word && i > mention.start && context.document.tokens[i].capital && side(context.word(i)).is_none())
        };
        let former = capitals().next().is_none();
        if former && !self.is_former(mention, word) {
            return None;
        }
        let holds = |person: usize| {
            let Some(entity) = self.people.list[person].entity.and_then(|id| context.gazetteer.get(id)) else { return false };
            entity.offices.iter().any(|office| {
                let has = |i: usize| office.title.split([' ', '-', ',']).any(|part| same_word(part, context.word(i)));
                let head = has(word) || (rows != 0 && office.title.split(' ').any(|part| rows_of(part) & rows != 0));
                let of = |i: usize| {
                    has(i)
                        || context
                            .names
                            .at(i)
                            .and_then(|name| name.entity)
                            .and_then(|id| context.gazetteer.get(id))
                            .is_some_and(|place| place.countries.iter().any(|code| entity.countries.contains(code)))
                };
                head && capitals().all(of)
            })
        };
        let mut found: Option<usize> = None;
        for id in context.names.within(0..mention.start).rev().take(80) {
            let Some(person) = self.people.of(id).filter(|&person| found != Some(person) && holds(person)) else { continue };
            if found.is_some() {
                return None;
            }
            found = Some(person);
        }
        // who held an office long ago is called so where the text is about them
        let most = self.people.most;
        found.filter(|&person| !former || self.people.list[person].count == most && most >= ABOUT)
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
            let same = same_word(context.word(head), context.word(word));
            let referents = same.then(|| self.done[before].clone()).filter(|referents| referents.len() == 1)?;
            self.from(before);
            Some(referents)
        })
    }

    /// A role that names nobody: its words.
    fn role_words(&self, mention: Range<usize>) -> Vec<Referent> {
        vec![Referent::Thing { tokens: self.extend(self.trim(mention)), kind: SpeakerKind::Unknown, entity: None }]
    }

    /// A document or another thing: the phrase that introduced it, if the
    /// mention is only *the report*.
    fn document_words(&self, mention: Range<usize>, word: usize) -> Vec<Referent> {
        let context = self.context;
        let short = word + 1 >= mention.end
            && (word == mention.start || (word == mention.start + 1 && context.is_any(mention.start, &["the", "this", "that"])));
        let tokens = if short { self.introduced(mention.clone(), word).unwrap_or(mention) } else { mention };
        let tokens = self.without_complement(self.extend(self.trim(tokens)));
        vec![Referent::Thing { tokens, kind: SpeakerKind::Unknown, entity: None }]
    }

    /// *A recent Harbour Office survey* of *a recent Harbour Office survey of
    /// ferries*: a name before the noun tells the document from others; *a
    /// recent survey of ferries* needs the rest.
    fn without_complement(&self, tokens: Range<usize>) -> Range<usize> {
        let context = self.context;
        let Head::Word(word) = head(context, tokens.clone()) else { return tokens };
        let own = context.lists(word).any(Lists::DOCUMENT) && context.mark(tokens.start).is_none();
        let told = (tokens.start..word).any(|i| context.names.at(i).is_some());
        let complement = word + 1 < tokens.end && matches!(context.tag(word + 1), Tag::IN | Tag::TO | Tag::VBN | Tag::VBG);
        if own && told && complement { tokens.start..word + 1 } else { tokens }
    }
}
