//! Resolves mentions to speakers within the document.
//!
//! Input: the layers of a document and its attributions, each with the words
//! that name the speaker. Output: for every attribution its speakers: the
//! fullest name that the text gives, or the words themselves where they name
//! nobody. Order of steps: names are clustered to people ([`people`]); roles
//! are bound to them where the text says who holds them ([`bindings`]); then the
//! attributions are read in text order, so that a role ([`roles`]) or a pronoun
//! ([`pronouns`], [`plurals`], [`relatives`]) can follow the speaker before it;
//! organizations, countries, groups and documents are [`things`], their words
//! [`cut`]; what the words beside a mention name at once is in [`epithets`],
//! relatives in [`kin`], the labels of an interview in [`labels`], the writer in
//! [`author`], people of the gazetteer in [`known`], those who only bear their
//! names in [`namesakes`]. What led where is noted in
//! [`trace`]. No attribution is added, dropped or altered.

mod author;
mod bindings;
mod cut;
mod epithets;
mod gender;
mod kin;
mod known;
mod labels;
mod misspelt;
mod namesakes;
mod people;
mod plurals;
mod posts;
mod pronouns;
mod relatives;
mod roles;
mod things;
mod trace;

use std::ops::Range;

use inquit_gazetteer::{EntityId, Gender, NameClass};
use rustc_hash::FxHashMap;

use crate::chain::Rule;
use crate::context::Context;
use crate::lexicon::Tag;
use crate::names::{Head, NameKind, Traits, classify, head, traits};
use crate::quote::{MentionKind, Speaker, SpeakerKind};

use bindings::Roles;
use labels::Interview;
use people::People;
use things::Things;
use trace::{Mentions, Reading, Trace};

/// An attribution whose speaker is to be found; the tokens are indices into
/// the document's.
#[derive(Clone, Debug)]
pub(crate) struct Unresolved {
    /// The words that name the speaker.
    pub(crate) mention: Option<Range<usize>>,
    /// What kind of words they are.
    pub(crate) kind: MentionKind,
    /// The words that report.
    pub(crate) cue: Option<Range<usize>>,
    /// What was said, in text order, never empty.
    pub(crate) content: Vec<Range<usize>>,
}

/// Tokens of a mention that names people with others, at most.
const COMPANIONS: usize = 64;

/// Whom or what a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Referent {
    /// A person, as a place in [`People::list`].
    Person(usize),
    /// Anything else, by the words that name it best.
    Thing { tokens: Range<usize>, kind: SpeakerKind, entity: Option<EntityId> },
}

/// The speakers of each attribution (none if unknown, several for a joint
/// statement), in the order given, which is text order.
pub(crate) fn resolve(context: &Context<'_, '_>, attributions: &[Unresolved]) -> Vec<Vec<Speaker>> {
    if attributions.is_empty() {
        return Vec::new();
    }
    let people = People::find(context);
    let roles = Roles::find(context, &people);
    let things = Things::find(context);
    let interview = Interview::find(context, &people);
    let mut resolver = Resolver {
        context,
        people: &people,
        roles: &roles,
        things: &things,
        interview,
        attributions,
        done: Vec::with_capacity(attributions.len()),
        called: FxHashMap::default(),
        readings: Vec::with_capacity(attributions.len()),
        trace: Trace::default(),
        mentions: Mentions::find(context.names, &people),
    };
    for at in 0..attributions.len() {
        let referents = resolver.attribution(at);
        resolver.done.push(referents);
        resolver.remember(at);
        resolver.readings.push(resolver.trace.take());
    }
    resolver.first_persons();
    resolver.speakers()
}

/// The state while attributions are read in text order.
struct Resolver<'a, 'b, 't> {
    context: &'b Context<'a, 't>,
    people: &'b People,
    roles: &'b Roles,
    things: &'b Things,
    interview: Interview,
    attributions: &'b [Unresolved],
    /// Referents of the attributions read so far.
    done: Vec<Vec<Referent>>,
    /// What *he* and *she* told of people of whom nothing else does.
    called: FxHashMap<usize, Gender>,
    /// How their mentions were read.
    readings: Vec<Vec<Reading>>,
    trace: Trace,
    mentions: Mentions,
}

impl Resolver<'_, '_, '_> {
    fn attribution(&self, at: usize) -> Vec<Referent> {
        let attribution = &self.attributions[at];
        match &attribution.mention {
            Some(mention) if !mention.is_empty() => self.mention(mention.clone(), attribution.kind, at),
            _ => Vec::new(),
        }
    }

    /// Whom the words of a mention stand for, for [`Resolver::mention`].
    fn read(&self, mention: Range<usize>, kind: MentionKind, at: usize) -> Vec<Referent> {
        if let Some(person) = self.label(&mention) {
            return self.by(Rule::Label, vec![Referent::Person(person)]);
        }
        let (mut mention, kind) = self.without_relative(mention, kind);
        let and = |i: usize| self.context.is(i, "and");
        // ***Both** teachers and parents*, *he and Ada Example **both***
        if mention.len() > 2 && mention.clone().any(and) {
            mention.start += usize::from(self.context.is(mention.start, "both"));
            mention.end -= usize::from(self.context.is(mention.end - 1, "both"));
        }
        let parts = self.listed(&mention);
        if parts.len() > 2 {
            let all = parts.into_iter().flat_map(|part| self.phrase(part, at)).collect();
            return self.by(Rule::Joint, all);
        }
        if let Some(and) = self.companions(&mention) {
            let pronoun = and == mention.start + 1 && self.context.tag(mention.start) == Tag::PRP;
            let first = mention.start..and;
            // *Example, Carver* of *Example, Carver and others*
            let several = first.clone().any(|i| self.context.is(i, ",")) && self.context.names.at(first.start).is_some();
            let mut both = if pronoun {
                self.pronoun(first, at)
            } else if several {
                self.named(first)
            } else {
                self.phrase(first, at)
            };
            both.extend(self.phrase(and + 1..mention.end, at));
            return self.by(Rule::Joint, both);
        }
        if kind != MentionKind::Pronoun
            && let Some(person) = self.titled_name(&mention)
        {
            return vec![Referent::Person(person)];
        }
        if kind != MentionKind::Pronoun
            && let Some(referents) = self.epithet(&mention, at)
        {
            return referents;
        }
        match kind {
            MentionKind::Pronoun => self.pronoun(mention, at),
            MentionKind::Name => self.named(mention),
            MentionKind::Role => self.role(mention, at),
            MentionKind::Organization | MentionKind::Country | MentionKind::Group => self.thing(mention),
        }
    }

    /// *which its director, Ada Example,*: the words behind the relative pronoun speak.
    fn without_relative(&self, mention: Range<usize>, kind: MentionKind) -> (Range<usize>, MentionKind) {
        let context = self.context;
        let inner = mention.start + 1..mention.end;
        let object = matches!(context.tag(mention.start), Tag::WDT | Tag::WP) && inner.len() > 1 && {
            let first = context.tag(inner.start);
            matches!(first, Tag::DT | Tag::PRPS) || context.names.at(inner.start).is_some_and(|name| name.tokens.start == inner.start)
        };
        if object { (inner.clone(), classify(context, inner)) } else { (mention, kind) }
    }

    /// The person whose full name ends a phrase that other names only modify:
    /// *Ward 3 Councilman Ada Example*, *Parks and Recreation Director Ada
    /// Example*, *a nurse named Ada Example*.
    fn titled_name(&self, mention: &Range<usize>) -> Option<usize> {
        let context = self.context;
        let stops = |&i: &usize| {
            let tag = context.tag(i);
            matches!(tag, Tag::WP | Tag::WDT | Tag::WRB)
                || tag == Tag::PUNCT && context.names.at(i).is_none() && context.word(i) != "&"
                || context.names.at(i).is_none() && !context.document.tokens[i].capital && tag.is_finite()
        };
        let limit = mention.clone().skip(1).find(stops).unwrap_or(mention.end);
        let names = context.names.within(mention.start..limit);
        let id = names.clone().next_back()?;
        let name = &context.names.list[id];
        let full = name.kind == NameKind::Person && name.tokens.len() > 1 && !self.joins_people(limit, mention.end);
        // *Ada Example SC*
        let honour = |i: &usize| traits(context.word(*i)).any(Traits::HONOUR) && context.document.tokens[*i].capital;
        let end = (name.tokens.end..limit).find(|i| !honour(i)).unwrap_or(limit);
        if !full || end < limit && (context.tag(end).is_noun() || context.tag(end) == Tag::POS) {
            return None;
        }
        let called = name.start.checked_sub(1).is_some_and(|i| i > mention.start && context.is(i, "named"));
        let before = names.start.max(id.saturating_sub(1));
        // *shadow minister of police Ada Example*
        let heads = ["minister", "director", "head", "secretary", "commissioner", "chief", "professor"];
        let of_trade = |i: usize| {
            i > mention.start
                && context.is_any(i - 1, &heads)
                && (i + 1..name.start).all(|k| matches!(context.tag(k), Tag::NN | Tag::NNS | Tag::JJ))
        };
        if called || before == id {
            // *engineer Ada Example*
            // … *Founder and Chairman Ada Example*
            let plain = |i: usize| {
                let both = context.is(i, "and") && context.document.tokens[i + 1].capital;
                i == mention.start || context.tag(i).is_noun() || context.tag(i).is_adjective() || both
            };
            // *Engineer Ada Example* where a sentence begins
            let opens = context.document.sentences[context.document.sentence_of(mention.start)].tokens.start == mention.start;
            let bare =
                (opens || !context.document.tokens[mention.start].capital) && (mention.start..name.start).all(|i| plain(i) || of_trade(i));
            return self.people.of(id).filter(|_| called || bare);
        }
        let other = &context.names.list[before];
        let gap = other.tokens.end..name.tokens.start;
        let and = gap.clone().find(|&i| context.is_any(i, &["and", "&"]));
        let person = other.kind == NameKind::Person || self.people.of(before).is_some_and(|person| self.people.list[person].certain);
        let modifies = match and {
            // *Carver and Ada Example* are two
            Some(and) => !person && and + 1 < gap.end,
            None => true,
        };
        // *the campaign of Ada Example* is no person
        let office = |i: usize| {
            let person = context.names.at(i).is_some_and(|name| name.kind == NameKind::Person);
            context.document.tokens[i].capital && !person
        };
        let governed = |i: usize| context.tag(i) == Tag::IN && !(i > mention.start && office(i - 1)) && !of_trade(i);
        (modifies && !(mention.start..name.tokens.start).any(governed)).then(|| self.people.of(id)).flatten()
    }

    /// The members of *doctors, nurses and Mayor Example*, each a noun group;
    /// none where there are other words.
    fn listed(&self, mention: &Range<usize>) -> Vec<Range<usize>> {
        let context = self.context;
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut at = mention.start;
        while at < mention.end {
            let Some(group) = context.phrases.noun(at).filter(|group| group.tokens.start == at && group.tokens.end <= mention.end) else {
                return Vec::new();
            };
            parts.push(group.tokens.clone());
            at = group.tokens.end;
            let next = at;
            // not *the Food **and** Drug Administration*
            let joins = |i: usize| (context.sign(i) == b',' || context.is(i, "and")) && context.names.at(i).is_none();
            while at < mention.end && at < next + 2 && joins(at) {
                at += 1;
            }
            if at == next && at < mention.end {
                return Vec::new();
            }
        }
        let joined = parts.last().is_some_and(|last| last.start > mention.start && context.is(last.start - 1, "and"));
        let name = |part: &Range<usize>| context.names.at(part.end - 1);
        // *Ada Example, the mayor, and Ben Example*, *Ada Example, 40, and police*
        let apposed = parts.windows(2).any(|pair| {
            let person = name(&pair[0]).is_some_and(|name| name.kind == NameKind::Person);
            let described = name(&pair[1]).is_none() || context.is_any(pair[1].start, &["a", "an", "the"]);
            person && described && context.sign(pair[1].start - 1) == b','
        });
        let numbers = parts.iter().any(|part| context.tag(part.end - 1) == Tag::CD);
        // *Three firms, Example and Other*
        let counted = parts.first().is_some_and(|first| name(first).is_none()) && parts.iter().skip(1).all(|part| name(part).is_some());
        if joined && !apposed && !numbers && !counted { parts } else { Vec::new() }
    }

    /// The *and* of *the senator and his aides*, *Carver and other critics*,
    /// *Carver and three others*, *Carver and colleagues*, *she and Carver*.
    fn companions(&self, mention: &Range<usize>) -> Option<usize> {
        let context = self.context;
        let and = mention.clone().skip(1).take(COMPANIONS).find(|&i| context.is(i, "and")).filter(|_| mention.len() < COMPANIONS)?;
        let rest = and + 1;
        let other = |i: usize| i < mention.end && context.is_any(i, &["other", "others"]);
        let pronoun = and == mention.start + 1 && context.is_any(mention.start, &["he", "she"]);
        let group = rest + 1 == mention.end
            && context.is_any(rest, &["colleagues", "allies", "associates", "co-authors", "friends", "relatives"])
            && !mention.clone().any(|i| context.tag(i) == Tag::IN);
        let starts = rest < mention.end
            && (context.tag(rest) == Tag::PRPS || group || other(rest) || context.tag(rest) == Tag::CD && other(rest + 1) || pronoun);
        let plain = mention.start..and;
        (starts
            && plain.clone().all(|i| {
                !matches!(context.tag(i), Tag::WP | Tag::WDT | Tag::CC) && !context.phrases.verb(i).is_some_and(|verb| verb.finite)
            }))
        .then_some(and)
    }

    /// The people that a mention names: one, or several joined by *and*.
    fn named(&self, mention: Range<usize>) -> Vec<Referent> {
        // names before the head only modify it: *Carver spokesman Tom Price*
        let first = match head(self.context, mention.clone()) {
            Head::Name(name) => name.tokens.start,
            Head::Word(word) => word,
        };
        let names = self.context.names.within(first..mention.end);
        let mut found: Vec<Referent> = Vec::new();
        let mut end = first;
        let mut listed = false;
        for id in names {
            let name = &self.context.names.list[id];
            let Some(person) = self.people.of(id) else { continue };
            let company = (name.kind == NameKind::Unknown && !self.people.list[person].certain)
                .then(|| self.things.company(self.context, name))
                .flatten();
            if let Some(long) = company.filter(|_| found.is_empty()) {
                return self.thing(self.context.names.list[long].tokens.clone());
            }
            let gap = end..name.tokens.start;
            let joins = found.is_empty()
                || self.joins(gap.clone())
                || (self.is_comma(gap.clone(), name.start) && self.list_goes_on(name.tokens.end, mention.end))
                // *Example, Carver* of *Example, Carver and other critics*
                || self.is_comma(gap.clone(), name.start) && name.tokens.end == mention.end && self.context.is(mention.end, "and");
            if !joins {
                if listed {
                    break;
                }
                continue;
            }
            listed |= !found.is_empty();
            if !found.contains(&Referent::Person(person)) {
                found.push(Referent::Person(person));
            }
            end = name.tokens.end;
        }
        if found.is_empty() { self.thing(mention) } else { found }
    }

    /// Whether the words between two names join them: *and*, with titles and roles.
    fn joins(&self, gap: Range<usize>) -> bool {
        let context = self.context;
        let Some(and) = gap.clone().rev().find(|&i| context.is(i, "and") || context.is(i, "&")) else { return false };
        let before = gap.start..and;
        let simple = |i: usize| !matches!(context.tag(i), Tag::IN | Tag::TO | Tag::WP) && !context.tag(i).is_verb();
        before.clone().all(|i| {
            context.is(i, ",") || context.word(i).contains('-') || context.word(i).ends_with('.') || matches!(context.word(i), "(" | ")")
        }) && (and + 1..gap.end).all(simple)
            || before.len() > 2
                && context.is(before.start, ",")
                && context.is(and - 1, ",")
                && before.len() < 24
                && (and + 1..gap.end).all(simple)
    }

    fn is_comma(&self, gap: Range<usize>, start: usize) -> bool {
        gap.start + 1 >= start.min(gap.end) && self.context.is(gap.start, ",")
    }

    /// Whether *and* and a name follow, perhaps after more commas and names.
    fn list_goes_on(&self, from: usize, end: usize) -> bool {
        (from..end.min(from + 12))
            .find(|&i| !self.context.is(i, ",") && self.context.names.at(i).is_none())
            .is_some_and(|i| self.context.is(i, "and"))
    }

    /// The speakers of each attribution. People are counted as they begin to speak.
    fn speakers(&self) -> Vec<Vec<Speaker>> {
        let mut people: FxHashMap<usize, usize> = FxHashMap::default();
        let mut speaker = |at: usize, referent: &Referent| {
            let chain = self.chain(at, referent);
            let next = people.len() + 1;
            let person = match referent {
                Referent::Person(person) => Some(*people.entry(*person).or_insert(next)),
                Referent::Thing { .. } => None,
            };
            Speaker { person, chain: chain.steps, identified: chain.identified, others: chain.others, ..self.speaker(referent) }
        };
        let all = self.done.iter().enumerate();
        all.map(|(at, referents)| referents.iter().map(|referent| speaker(at, referent)).collect()).collect()
    }

    fn speaker(&self, referent: &Referent) -> Speaker {
        match referent {
            Referent::Person(person) => {
                let person = &self.people.list[*person];
                let name = &self.context.names.list[person.best];
                // a family name alone is no name to show, if the gazetteer has the rest
                let known = person.entity.filter(|_| name.tokens.len() == 1).and_then(|id| self.context.gazetteer.get(id));
                let name = known.map_or_else(|| self.words(name.tokens.clone()), |entity| entity.name.clone());
                Speaker { entity: person.entity, ..Speaker::new(name, SpeakerKind::Person) }
            }
            Referent::Thing { tokens, kind, entity } => {
                // *Britain* is a name to show, *U.K.*, *London* and long forms are not
                let plain = self
                    .context
                    .names
                    .at(tokens.start)
                    .is_some_and(|name| matches!(name.class, Some(NameClass::Official | NameClass::Alias)) && name.tokens.len() == 1);
                let usual = entity.filter(|_| *kind == SpeakerKind::Country && !plain).and_then(|id| self.context.gazetteer.get(id));
                let name = usual.map_or_else(|| self.words(tokens.clone()), |entity| entity.name.clone());
                Speaker { entity: *entity, ..Speaker::new(name, *kind) }
            }
        }
    }

    /// The text of tokens of one line, with single spaces.
    fn words(&self, tokens: Range<usize>) -> String {
        let text = self.context.document.span(tokens).of(self.context.document.text());
        if text.contains("  ") || text.contains(['\t', '\u{a0}', '\n', '\r']) {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        }
    }

    /// The kind of the words at `tokens`, then whom they stand for.
    fn phrase(&self, tokens: Range<usize>, at: usize) -> Vec<Referent> {
        let kind = classify(self.context, tokens.clone());
        if kind == MentionKind::Pronoun { Vec::new() } else { self.mention(tokens, kind, at) }
    }
}

#[cfg(test)]
mod gold;
#[cfg(test)]
mod tests;
