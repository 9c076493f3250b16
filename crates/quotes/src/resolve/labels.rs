//! Labels of an interview as speakers: *Q*, *A*, *N.F.*
//!
//! Input: the paragraphs that open with *Q:*, and the people named before the
//! first of them. Output: [`Interview`], who asks and who answers, and the
//! person whose initials a label has. Labels that are names are names.

use std::ops::Range;

use super::Resolver;
use super::people::People;
use crate::context::Context;
use crate::frames::headline::label_start;
use crate::lexicon::Tag;
use crate::names::NameKind;

/// Who asks and who answers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Interview {
    asks: Option<usize>,
    answers: Option<usize>,
}

impl Interview {
    /// Of the people introduced before the first *Q:* the one named most often
    /// answers; the one who met or talked to another asks.
    pub(super) fn find(context: &Context<'_, '_>, people: &People) -> Interview {
        let mut paragraphs = context.document.paragraphs.iter().map(|paragraph| paragraph.tokens.start);
        let Some(first) = paragraphs.find(|&i| context.word(i).starts_with('Q') && is_letter(context, i)) else {
            return Interview::default();
        };
        let introduced: Vec<(usize, Range<usize>)> = context.names.list[context.names.within(0..first)]
            .iter()
            .zip(context.names.within(0..first))
            .filter(|(name, _)| name.kind == NameKind::Person)
            .filter_map(|(name, id)| people.of(id).map(|person| (person, name.start..name.tokens.end)))
            .collect();
        let often = |person: usize| people.list[person].count;
        let answers = introduced.iter().map(|(person, _)| *person).reduce(|best, next| if often(next) > often(best) { next } else { best });
        let asks = introduced.iter().filter(|(person, _)| Some(*person) != answers).find(|(_, name)| {
            let met = context.is_any(name.end, &["met", "meets", "interviewed", "asked", "visited", "caught", "sat", "spoke", "talked"]);
            let to = name.start.checked_sub(1).filter(|&i| context.is_any(i, &["to", "with", "by"]));
            let told = to.and_then(|i| i.checked_sub(1)).is_some_and(|i| {
                context.tag(i).is_verb()
                    || matches!(context.tag(i), Tag::RB | Tag::NN) && context.is_any(i, &["down", "conversation", "interview"])
            });
            let line = name.start.checked_sub(1).is_some_and(|i| context.document.word(i) == "By");
            met || told || line
        });
        Interview { asks: asks.map(|(person, _)| *person), answers }
    }
}

/// Whether token `i` is the *Q* or *A* of *Q:*, *Q.*, *A:* or *A.*.
fn is_letter(context: &Context<'_, '_>, i: usize) -> bool {
    match context.word(i) {
        "Q." | "A." => true,
        "Q" | "A" => matches!(context.sign(i + 1), b':' | b'.'),
        _ => false,
    }
}

impl Resolver<'_, '_, '_> {
    /// The person behind *Q:*, *A:* or the initials before a colon.
    pub(super) fn label(&self, mention: &Range<usize>) -> Option<usize> {
        let context = self.context;
        let letter = mention.len() == 1 && is_letter(context, mention.start);
        if mention.len() > 4 || !letter && context.sign(mention.end) != b':' {
            return None;
        }
        let paragraph = &context.document.paragraphs[context.document.paragraph_of(mention.start)];
        if label_start(context, &paragraph.tokens) != mention.start {
            return None;
        }
        if letter {
            return if context.word(mention.start).starts_with('Q') { self.interview.asks } else { self.interview.answers };
        }
        let words = mention.clone().map(|i| context.word(i));
        let letters: String = words.flat_map(str::chars).filter(|&c| c != '.' && c != ' ').collect();
        // *IMF: …* is no Ida Marie Falk
        let body = context.names.at(mention.start).is_some_and(|name| name.entity.is_some());
        if body || !(2..=4).contains(&letters.chars().count()) || !letters.chars().all(char::is_uppercase) {
            return None;
        }
        let has = |person: &usize| {
            let name = &context.names.list[self.people.list[*person].best];
            name.tokens.len() > 1 && name.tokens.clone().filter_map(|i| context.word(i).chars().next()).eq(letters.chars())
        };
        let mut people = (0..self.people.list.len()).filter(has);
        people.next().filter(|_| people.next().is_none())
    }
}
