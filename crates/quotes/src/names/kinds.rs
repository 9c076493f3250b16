//! The kind of the words that name a speaker.

use std::ops::Range;

use super::words::{Traits, traits};
use super::{Name, NameKind};
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::quote::MentionKind;

/// The word that carries a mention.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Head<'a> {
    /// *Foreign Minister **Ada Example***
    Name(&'a Name),
    /// *the former foreign **minister** of Iran*
    Word(usize),
}

/// The head of the first noun phrase in `tokens`.
pub(crate) fn head<'a>(context: &Context<'a, '_>, tokens: Range<usize>) -> Head<'a> {
    let mut head = tokens.start;
    let mut found = false;
    let mut i = tokens.start;
    while i < tokens.end {
        if let Some(name) = context.names.at(i).or_else(|| titled(context, i)) {
            // *Trump campaign*, but *Trump | and*
            head = name.tokens.end - 1;
            found = true;
            i = name.tokens.end;
            continue;
        }
        let tag = context.tag(i);
        let noun_next = i + 1 < tokens.end
            && (context.tag(i + 1).is_noun() || context.lists(i + 1).any(Lists::ROLE) || context.names.at(i + 1).is_some())
            && !context.lists(i + 1).any(Lists::TIME);
        // *Year six pupil*
        if found && noun_next && (tag.is_adjective() || tag == Tag::CD || context.is(i, "/")) && !context.lists(i).any(Lists::TIME) {
            i += 1;
            continue;
        }
        // *mother of two Ada Example*
        if found && context.is(i, "of") && i + 2 < tokens.end && context.tag(i + 1) == Tag::CD && context.names.at(i + 2).is_some() {
            i += 2;
            continue;
        }
        match tag {
            Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => {
                if found && context.lists(i).any(Lists::TIME) {
                    break;
                }
                head = i;
                found = true;
            }
            // *one of them*, *those who*, *some*: heads if nothing follows
            Tag::CD | Tag::PRP | Tag::WP | Tag::WDT | Tag::JJ | Tag::JJR | Tag::JJS | Tag::DT
                if !found && context.tag(head) != Tag::POS && head <= tokens.start + 2 && !context.tag(head).is_noun() =>
            {
                head = i
            }
            Tag::JJ | Tag::JJR | Tag::JJS | Tag::CD | Tag::DT if !found => {}
            // what follows a possessive carries the phrase
            Tag::POS => found = false,
            Tag::PDT | Tag::PRPS | Tag::RB | Tag::RBR | Tag::RBS => {}
            Tag::JJ if context.document.tokens[i].capital => {}
            // *retired* before a name may be read as a verb
            Tag::VBN | Tag::VBG | Tag::VBD if !found => {}
            Tag::PUNCT if !found || is_inner_mark(context, i, tokens.end) => {}
            // whatever it was read as: *Defence barrister Ada Example*
            _ if noun_next && context.lists(i).any(Lists::ROLE) => {}
            _ => break,
        }
        i += 1;
    }
    match context.names.at(head) {
        Some(name) => Head::Name(name),
        None => Head::Word(head),
    }
}

/// The name whose titles begin with the token: *Secretary of State Ada Example*.
fn titled<'a>(context: &Context<'a, '_>, i: usize) -> Option<&'a Name> {
    if !context.document.tokens[i].capital || !(context.lists(i).any(Lists::ROLE) || context.lists(i).any(Lists::TITLE)) {
        return None;
    }
    let next = context.names.within(i..i + 10).next()?;
    context.names.list.get(next).filter(|name| name.start <= i)
}

/// A quotation mark around a word of the phrase.
fn is_inner_mark(context: &Context<'_, '_>, i: usize, end: usize) -> bool {
    i + 1 < end && context.document.tokens[i].kind == crate::document::TokenKind::Mark
}

/// The kind of a mention: its head decides. Linear in its length, no memory.
pub(crate) fn classify(context: &Context<'_, '_>, tokens: Range<usize>) -> MentionKind {
    if tokens.is_empty() {
        return MentionKind::Role;
    }
    if is_pronoun(context, tokens.clone()) {
        return MentionKind::Pronoun;
    }
    match head(context, tokens.clone()) {
        Head::Name(name) => of_name(context, name),
        Head::Word(word) => of_word(context, word, tokens),
    }
}

fn is_pronoun(context: &Context<'_, '_>, tokens: Range<usize>) -> bool {
    let first = tokens.start;
    let alone = tokens.len() == 1;
    match context.tag(first) {
        Tag::PRP | Tag::WP | Tag::WDT => true,
        Tag::PRPS | Tag::WPS => alone,
        _ => {
            alone
                && (context.lists(first).any(Lists::PRONOUN)
                    || context.is_any(
                        first,
                        &["this", "that", "these", "those", "each", "both", "neither", "either", "one", "another", "who", "which", "them"],
                    ))
                || context.names.at(first).is_none()
                    && context.lists(first).any(Lists::PRONOUN)
                    && !context.tag(first).is_noun()
                    && tokens.len() <= 2
        }
    }
}

fn of_name(context: &Context<'_, '_>, name: &Name) -> MentionKind {
    let last = name.tokens.end - 1;
    match name.kind {
        NameKind::Person => MentionKind::Name,
        NameKind::Organization => {
            if name.tokens.len() == 1 && context.lists(last).any(Lists::GROUP) && !context.lists(last).any(Lists::BODY) {
                MentionKind::Group
            } else {
                MentionKind::Organization
            }
        }
        NameKind::Country => MentionKind::Country,
        NameKind::Demonym => MentionKind::Group,
        NameKind::Unknown => {
            if context.lists(last).any(Lists::GROUP) || context.tag(last) == Tag::NNPS {
                MentionKind::Group
            } else if context.lists(last).any(Lists::ROLE) {
                MentionKind::Role
            } else if context.lists(last).any(Lists::BODY) {
                MentionKind::Organization
            } else if context.lists(last).any(Lists::DOCUMENT) {
                MentionKind::Role
            } else {
                MentionKind::Name
            }
        }
    }
}

fn of_word(context: &Context<'_, '_>, word: usize, tokens: Range<usize>) -> MentionKind {
    let lists = context.lists(word);
    let plural = matches!(context.tag(word), Tag::NNS | Tag::NNPS);
    let kind = if (lists.any(Lists::BODY) && !plural && !lists.any(Lists::ROLE)) || traits(context.word(word)).any(Traits::SEAT) {
        MentionKind::Organization
    } else if lists.any(Lists::GROUP) && (plural || !lists.any(Lists::ROLE))
        || context.is_any(word, &["percent", "majority", "dozens", "hundreds", "thousands", "millions", "number", "half"])
    {
        MentionKind::Group
    } else if lists.any(Lists::DOCUMENT) || is_plural_of(context, word, Lists::DOCUMENT) {
        MentionKind::Role
    } else if plural {
        MentionKind::Group
    } else {
        MentionKind::Role
    };
    // *the party's chairman, Ada Example*
    if kind == MentionKind::Role && !lists.any(Lists::DOCUMENT) && !lists.any(Lists::OCCASION) {
        let comma = word + 1;
        if comma + 1 < tokens.end && context.is(comma, ",") {
            let next = context.names.within(comma + 1..tokens.end).next().map(|id| &context.names.list[id]);
            if next.is_some_and(|name| name.kind == NameKind::Person && name.start == comma + 1) {
                return MentionKind::Name;
            }
        }
    }
    kind
}

/// Whether the word is the plural in -s of a word on the list.
pub(crate) fn is_plural_of(context: &Context<'_, '_>, word: usize, list: Lists) -> bool {
    let text = context.word(word);
    let singular = |stem: Option<&str>| stem.is_some_and(|stem| context.lexicon.form(context.lexicon.find(stem)).lists.any(list));
    context.tag(word) == Tag::NNS && singular(text.strip_suffix('s'))
}
