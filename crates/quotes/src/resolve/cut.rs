//! The words of a mention that name its speaker, and no more.
//!
//! Input: a mention. Output: the phrase with what depends on its head, without
//! relative clause, apposition and adverbs; the parts of *regulators and
//! farmers*.

use std::ops::Range;

use super::Resolver;
use crate::lexicon::{Lists, Tag};
use crate::names::NameKind;

impl Resolver<'_, '_, '_> {
    /// The phrase with what depends on its head, where the mention stops at
    /// the head: *officials* of *officials at the ministry said*.
    pub(super) fn extend(&self, mention: Range<usize>) -> Range<usize> {
        let context = self.context;
        let limit = context.document.sentences[context.document.sentence_of(mention.start)].tokens.end;
        let named = context
            .names
            .at(mention.end.wrapping_sub(1))
            .is_some_and(|name| name.kind != NameKind::Unknown && name.kind != NameKind::Demonym);
        let mut end = mention.end;
        for _ in 0..2 {
            let joins =
                context.is_any(end, &["of", "at", "in", "from", "with", "on", "for", "by"]) && !context.lists(end + 1).any(Lists::TIME);
            let Some(group) = context.phrases.noun(end + 1).filter(|group| joins && !named && group.tokens.start == end + 1) else { break };
            if group.tokens.end > limit
                || context.tag(group.tokens.end - 1) == Tag::CD
                || context.lists(group.tokens.end - 1).any(Lists::TIME)
            {
                break;
            }
            end = context.names.at(group.tokens.end - 1).map_or(group.tokens.end, |name| name.tokens.end.max(group.tokens.end));
        }
        // only if the phrase ends there: before its verb, a comma, the end
        let ends = end >= limit || context.tag(end).is_finite() || context.tag(end) == Tag::PUNCT || context.tag(end).is_adverb();
        if ends { mention.start..end } else { mention }
    }

    /// The phrase without leading adverbs and articles, relative clause,
    /// apposition and closing marks.
    pub(super) fn trim(&self, mention: Range<usize>) -> Range<usize> {
        let context = self.context;
        let mut start = mention.start;
        while start + 1 < mention.end
            && (context.is_any(
                start,
                &["only", "about", "even", "just", "also", "but", "and", "that", "afterwards", "later", "earlier", "meanwhile"],
            ) || context.tag(start) == Tag::PUNCT)
            && context.names.at(start).is_none()
        {
            start += 1;
        }
        let mut noun = false;
        let mut end = start;
        while end < mention.end {
            if let Some(name) = context.names.at(end) {
                noun = true;
                end = name.tokens.end.min(mention.end);
                continue;
            }
            let tag = context.tag(end);
            let stop = match tag {
                Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB => end > start,
                Tag::VBG | Tag::VBN | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::TO => {
                    noun && context.tag(end - 1).is_noun()
                        && context.phrases.verb(end).is_some()
                        && context.phrases.noun(end).is_none_or(|group| group.tokens.start == end)
                }
                Tag::PUNCT => noun && (context.is_any(end, &[",", "(", ";", ":", "—", "–", "--"]) && !self.list_comma(end, mention.end)),
                Tag::PRP if noun => !context.is_any(end - 1, &["everyone", "those", "everybody", "all"]),
                _ => {
                    context.is(end, "that")
                        && noun
                        && end + 1 < mention.end
                        && (context.tag(end + 1).is_verb() || context.tag(end + 1) == Tag::MD)
                }
            };
            if stop {
                break;
            }
            noun |= tag.is_noun() || context.is_any(end, &["those", "everyone", "some", "many", "all"]);
            end += 1;
        }
        // *a “colleague”*
        let closes = |end: usize| context.mark(end - 1).is_some_and(|span| span.tokens.end == end && span.tokens.start > start);
        while end > start + 1
            && !closes(end)
            && (context.tag(end - 1) == Tag::PUNCT
                || context.tag(end - 1) == Tag::POS
                || context.is_any(end - 1, &["and", "but", "both", "each", "alike", "'s", "’s", "'", "’"]))
            && context.names.at(end - 1).is_none()
        {
            end -= 1;
        }
        start..end.max(start)
    }

    /// The first comma of *Ada Example, Ben Ridley and Cora Venn*: nothing but
    /// people, commas and an *and* before the last.
    fn lists_people(&self, comma: usize, end: usize) -> bool {
        let context = self.context;
        let person = |i: usize| context.names.at(i).filter(|name| name.kind == NameKind::Person && name.start == i);
        if comma == 0 || context.names.at(comma - 1).is_none_or(|name| name.kind != NameKind::Person) {
            return false;
        }
        let mut at = comma;
        while at < end {
            let mut next = at + usize::from(context.is(at, ","));
            let last = context.is(next, "and");
            next += usize::from(last);
            let Some(name) = person(next).filter(|name| next > at && name.tokens.end <= end) else { return false };
            if last {
                return true;
            }
            at = name.tokens.end;
        }
        false
    }

    /// The comma behind the first of *Ada Example, the mayor, and Ben Ridley*.
    pub(super) fn joins_people(&self, comma: usize, end: usize) -> bool {
        let context = self.context;
        let last =
            context.names.at(end - 1).filter(|name| name.kind == NameKind::Person && name.tokens.end == end && name.tokens.len() > 1);
        let and = last.and_then(|name| name.start.checked_sub(2)).filter(|&i| i > comma);
        self.lists_people(comma, end) || context.is(comma, ",") && and.is_some_and(|i| context.is(i, ",") && context.is(i + 1, "and"))
    }

    /// A comma of *China, Russia and Japan*.
    fn list_comma(&self, comma: usize, end: usize) -> bool {
        let context = self.context;
        if self.lists_people(comma, end) {
            return true;
        }
        let name = |i: usize| {
            context.names.at(i).is_some_and(|name| {
                matches!(name.kind, NameKind::Country | NameKind::Organization) && context.tag(name.tokens.end) != Tag::POS
            })
        };
        if comma == 0 || !name(comma - 1) {
            return false;
        }
        let next = (comma + 1..end).find(|&i| !context.is(i, "the") && !context.is(i, "and"));
        let and = (comma + 1..end.min(comma + 16)).any(|i| context.is(i, "and"));
        and && next.is_some_and(name)
    }

    /// The parts of *China, Russia and Japan*, of *regulators and farmers*.
    pub(super) fn conjuncts(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let context = self.context;
        let mut parts = Vec::with_capacity(1);
        let mut start = tokens.start;
        let mut i = tokens.start;
        let mut plain = true;
        while i < tokens.end {
            if let Some(name) = context.names.at(i) {
                i = name.tokens.end;
                continue;
            }
            let comma = context.is(i, ",") && self.list_comma(i, tokens.end);
            if plain
                && i > start
                && i + 1 < tokens.end
                && (comma || ((context.is(i, "and") || context.is(i, "&")) && self.is_phrase_border(i, start)))
            {
                parts.push(start..i);
                start = i + 1;
            }
            plain &= context.tag(i) != Tag::IN;
            i += 1;
        }
        parts.push(start.min(tokens.end)..tokens.end);
        for part in &mut parts {
            while part.len() > 1
                && (context.is_any(part.start, &["and", ","])
                    || (context.is(part.start, "the") && context.names.at(part.start + 1).is_some()))
            {
                part.start += 1;
            }
        }
        parts
    }

    /// Whether nouns end before the *and* and a new phrase begins after it:
    /// not *six men and six women*, not *civil and human rights groups*.
    fn is_phrase_border(&self, and: usize, start: usize) -> bool {
        let context = self.context;
        let before = context.tag(and - 1);
        let noun =
            before.is_noun() && (before != Tag::NN || context.names.at(and - 1).is_some() || context.lists(and - 1).any(Lists::BODY));
        let counted = context.tag(start) == Tag::CD;
        let next = and + 1 + usize::from(context.is(and + 1, "the"));
        // *the Carver campaign and FDO*
        let bodies = context.lists(and - 1).any(Lists::BODY)
            && context.names.at(next).is_some_and(|name| name.kind == NameKind::Organization && name.entity.is_some());
        let whole = bodies
            || context.names.at(and - 1).is_some() == context.names.at(next).is_some()
            || !matches!(context.tag(and - 1), Tag::NN | Tag::NNP);
        noun && !counted && whole
    }
}
