//! The noun that a long noun phrase is about.
//!
//! Input: the token behind a noun phrase. Output: the noun group that the
//! words before that token depend on: *A source* of *A source close to the
//! club*, *Two people* of *Two people briefed on the talks*, *A miner* of *A
//! miner who works nights*. Walks from right to left through prepositional
//! phrases, participles, infinitives, adjectives and relative clauses; gives
//! up at what it cannot place. Sees one sentence.

use std::ops::Range;

use crate::context::Context;
use crate::lexicon::{Lists, Tag, WITHOUT_THAT};
use crate::names::NameKind;
use crate::phrases::{VerbGroup, Voice};
use crate::subject::CLAUSE;

/// Steps of the walk: a longer phrase is no phrase.
const STEPS: usize = 16;

/// The noun group that the words up to token `at` depend on, if more than
/// prepositions lead there and a clause can begin with it.
pub(crate) fn governing_noun(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let walk = Walk { context, sentence };
    let (mut at, mut deep) = (at, false);
    for _ in 0..STEPS {
        if at <= sentence.start {
            return None;
        }
        let last = at - 1;
        let tag = context.tag(last);
        if let Some(verb) = context.phrases.verb(last) {
            at = walk.clause(verb)?;
            deep = true;
        } else if let Some(group) = context.phrases.noun(last).filter(|group| group.tokens.end == at) {
            let start = group.tokens.start;
            if walk.opens_clause(start) {
                return deep.then(|| group.tokens.clone());
            }
            let before = start - 1;
            // *The rule passed **after the mayor** said*: a clause of its own
            let own_clause = !deep && context.is_any(before, &CLAUSE);
            match context.tag(before) {
                _ if own_clause => return None,
                Tag::IN | Tag::CC => at = before,
                // *an aide to the minister*
                Tag::TO => (at, deep) = (before, true),
                // *that she built*, *whom they chose*
                _ if context.phrases.verb(before).is_some() => at = start,
                _ if group.tokens.len() == 1 && walk.relative(before).is_some() => at = walk.relative(before)?,
                _ => return None,
            }
        } else if tag.is_adverb() || matches!(tag, Tag::IN | Tag::TO) {
            at = last;
        } else if tag.is_adjective() {
            at = last;
            deep = true;
        } else {
            return None;
        }
    }
    None
}

struct Walk<'c, 'a, 't> {
    context: &'c Context<'a, 't>,
    sentence: &'c Range<usize>,
}

impl Walk<'_, '_, '_> {
    /// Where the words that depend on a noun begin, if `verb` is part of them.
    fn clause(&self, verb: &VerbGroup) -> Option<usize> {
        let context = self.context;
        let start = self.before_adverbs(verb.tokens.start);
        if start <= self.sentence.start {
            return None;
        }
        let before = start - 1;
        if !verb.finite {
            let hangs = context.phrases.verb(before).is_some() || context.tag(before).is_adjective();
            let follows = context.phrases.noun(before).is_some() || matches!(context.tag(before), Tag::IN | Tag::CC);
            return (hangs || follows).then_some(start);
        }
        if let Some(relative) = self.relative(before) {
            return (!self.may_report(verb)).then_some(relative);
        }
        // *that she built*: the subject of the relative clause
        let own = context.phrases.noun(before).filter(|group| group.tokens.end == start && group.tokens.start > self.sentence.start);
        if let Some(relative) = own.and_then(|group| self.relative(group.tokens.start - 1)) {
            return Some(relative);
        }
        (own.is_some() || context.tag(before) == Tag::PUNCT).then_some(()).filter(|()| self.is_participle(verb)).map(|()| start)
    }

    /// *who thinks the mayor* may go on with a verb: what the mayor does.
    fn may_report(&self, verb: &VerbGroup) -> bool {
        let context = self.context;
        let lemma = context.form(verb.main).verb.map(|index| &*context.lexicon.cue(index).lemma);
        let object = context.phrases.noun(verb.tokens.end).is_some();
        object && verb.voice == Voice::Active && lemma.is_some_and(|lemma| WITHOUT_THAT.contains(&lemma))
    }

    /// The past form of a verb that is its participle too, with no object
    /// behind it: *the man accused of arson*.
    fn is_participle(&self, verb: &VerbGroup) -> bool {
        let context = self.context;
        let both = ["held", "built", "sent", "told", "brought", "caught", "hurt", "hit", "led", "left", "kept", "paid", "found", "made"];
        verb.tokens.len() == 1
            && context.tag(verb.main) == Tag::VBD
            && (context.word(verb.main).ends_with("ed") || context.is_any(verb.main, &both))
            && (matches!(context.tag(verb.tokens.end), Tag::IN | Tag::TO) || context.tag(verb.tokens.end).is_adverb())
    }

    /// The relative pronoun at token `i`, or the comma before it, where a noun
    /// stands before that.
    fn relative(&self, i: usize) -> Option<usize> {
        let context = self.context;
        let pronoun =
            matches!(context.tag(i), Tag::WP | Tag::WDT) || (matches!(context.tag(i), Tag::IN | Tag::DT) && context.is(i, "that"));
        let comma = usize::from(i > 0 && context.sign(i - 1) == b',');
        let noun = i.checked_sub(1 + comma)?;
        (pronoun && i > self.sentence.start && context.phrases.noun(noun).is_some()).then_some(i - comma)
    }

    fn before_adverbs(&self, mut at: usize) -> usize {
        while at > self.sentence.start && self.context.tag(at - 1).is_adverb() {
            at -= 1;
        }
        at
    }

    /// Whether a clause can begin with the noun group at `start`.
    fn opens_clause(&self, start: usize) -> bool {
        if start <= self.sentence.start {
            return true;
        }
        let context = self.context;
        let before = start - 1;
        match context.tag(before) {
            // not *Example, an aide to the minister, said*
            Tag::PUNCT if context.sign(before) == b',' => {
                let name = before.checked_sub(1).and_then(|last| context.names.at(last));
                name.is_none_or(|name| name.kind != NameKind::Person)
            }
            Tag::PUNCT => !matches!(context.word(before), "(" | "[" | "-"),
            Tag::WRB => true,
            Tag::IN => context.is_any(before, &["that", "while", "because", "if", "although", "though", "since", "whether"]),
            tag if tag.is_adverb() => before == self.sentence.start,
            // *On Monday residents of …*
            tag => tag.is_noun() && context.lists(before).any(Lists::TIME),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    fn mentions(text: &str) -> Vec<String> {
        let quotes = analyze(text);
        let outer = quotes.iter().filter(|quote| quote.nested_in.is_none());
        outer.filter_map(|quote| Some(quote.mention.as_ref()?.span.of(text).to_owned())).collect()
    }

    #[test]
    fn the_head_of_a_long_phrase_speaks() {
        for (text, mention) in [
            ("A source close to the club said the sale was off.", "A source close to the club"),
            ("A miner who works nights said the roof had been dripping.", "A miner who works nights"),
            ("One of the women who had been on the boat said the crew laughed.", "One of the women who had been on the boat"),
            ("The man accused of setting the fire said he was asleep.", "The man accused of setting the fire"),
            ("The firm that built the bridge said it had met every standard.", "The firm that built the bridge"),
        ] {
            assert_eq!(mentions(text), [mention], "{text}");
        }
    }

    #[test]
    fn another_clause_is_no_part_of_the_phrase() {
        for (text, mention) in [
            ("After the vote the minister said the talks would go on.", "the minister"),
            ("The council met on Monday, and residents said the road was closed.", "residents"),
            ("When the alarm rang the guard said it was a drill.", "the guard"),
        ] {
            assert_eq!(mentions(text), [mention], "{text}");
        }
    }
}
