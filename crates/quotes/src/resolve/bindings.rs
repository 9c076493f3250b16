//! Roles that the text gives to people.
//!
//! Input: names, people, noun groups. Output: [`Roles`], a [`Binding`] for
//! every place where the text itself says who holds a role: a title before the
//! name, an apposition on either side, *X is the …*.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::people::People;
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::names::NameKind;

/// Rows of `alike.tsv` that hold each word, a bit a row.
static ALIKE: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut rows_of: FxHashMap<&'static str, u64> = FxHashMap::default();
    let rows = include_str!("../../data/alike.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    for (bit, row) in rows.enumerate() {
        for word in row.split('|') {
            *rows_of.entry(word).or_default() |= 1_u64.rotate_left(u32::try_from(bit).unwrap_or(0));
        }
    }
    rows_of
});

/// A role that the text gives to a person.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    /// The word of the role: *minister*.
    pub(super) head: usize,
    /// The whole phrase: *the former Iranian foreign minister*.
    pub(super) phrase: Range<usize>,
    /// The phrase with what depends on it: *… to the president*.
    pub(super) whole: Range<usize>,
    pub(super) person: usize,
    /// Where the name stands.
    pub(super) name: usize,
}

/// All bindings of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    pub(super) list: Vec<Binding>,
}

impl Roles {
    /// The person that the role at token `head` is said to be: *The driver was X*.
    pub(super) fn said_of(&self, context: &Context<'_, '_>, head: usize) -> Option<usize> {
        let from = self.list.partition_point(|binding| binding.name <= head);
        let near = self.list[from..].iter().take_while(|binding| binding.name < head + FAR);
        let is = |binding: &&Binding| context.is_any(binding.whole.end, &["is", "was"]) && binding.whole.end < binding.name;
        near.filter(|binding| binding.head == head).find(is).map(|binding| binding.person)
    }

    pub(super) fn find(context: &Context<'_, '_>, people: &People) -> Roles {
        let mut roles = Roles::default();
        for (id, name) in context.names.list.iter().enumerate() {
            let Some(person) = people.of(id) else { continue };
            let before = context.phrases.noun(name.tokens.start).map_or(name.start, |group| group.tokens.start.min(name.start));
            for head in (before..name.tokens.start).filter(|&i| is_role(context, i)) {
                roles.list.push(Binding { head, phrase: before..head + 1, whole: before..head + 1, person, name: name.tokens.start });
            }
            // *the caretaker, X,*: no listed role, but the text says it all
            let title = before_name(context, name.start)
                .filter(|_| name.kind == NameKind::Person && name.start == name.tokens.start && context.is(name.tokens.end, ","));
            if let Some((phrase, whole)) = title {
                let head = phrase.end - 1;
                let lists = context.lists(head);
                let other = [Lists::BODY, Lists::DOCUMENT, Lists::TIME, Lists::OCCASION].into_iter().any(|list| lists.any(list));
                if !other && !is_role(context, head) {
                    roles.list.push(Binding { head, phrase, whole, person, name: name.tokens.start });
                }
            }
            // *The driver was X's son*
            let owns = context.tag(name.tokens.end) == Tag::POS;
            if let Some((phrase, whole)) = after_name(context, name.tokens.end, people.list[person].certain)
                .or_else(|| before_name(context, name.start).filter(|_| !owns))
            {
                for head in phrase.clone().filter(|&i| is_role(context, i) && context.names.at(i).is_none()) {
                    roles.list.push(Binding { head, phrase: phrase.clone(), whole: whole.clone(), person, name: name.tokens.start });
                }
            }
            roles.share(context, people, id);
        }
        roles.list.sort_by_key(|binding| binding.name);
        roles
    }

    /// *Senators Ada Example, of Halden, and Bo Example*: both hold the role
    /// before the first of them.
    fn share(&mut self, context: &Context<'_, '_>, people: &People, first: usize) {
        let names = &context.names.list;
        let name = &names[first];
        let Some(head) = name.tokens.start.checked_sub(1).filter(|&i| is_plural_role(context, i)) else { return };
        let end = context.document.sentences[context.document.sentence_of(head)].tokens.end;
        let Some(last) = names[first + 1..].iter().position(|other| {
            let and = other.start.checked_sub(1).filter(|&i| context.is(i, "and"));
            and.is_some() && other.kind == NameKind::Person && other.tokens.end <= end.min(name.tokens.end + FAR)
        }) else {
            return;
        };
        let with_title =
            |id: usize| names[id].kind == NameKind::Person && names[id].start == names[id].tokens.start && names[id].tokens.len() > 1;
        for id in (first..first + last + 2).filter(|&id| id == first || with_title(id)) {
            if let Some(person) = people.of(id) {
                self.list.push(Binding { head, phrase: head..head + 1, whole: head..head + 1, person, name: names[id].tokens.start });
            }
        }
    }
}

/// How far the last of several people stands from the first, in tokens.
const FAR: usize = 20;

/// *Senators, Govs.* before a name.
fn is_plural_role(context: &Context<'_, '_>, i: usize) -> bool {
    let stem = context.word(i).trim_end_matches('.').strip_suffix('s').unwrap_or("");
    context.document.tokens[i].capital && stem.len() > 2 && (rows_of(stem) != 0 || rows_of(&format!("{stem}.")) != 0)
}

pub(super) fn is_role(context: &Context<'_, '_>, i: usize) -> bool {
    let lists = context.lists(i);
    lists.any(Lists::ROLE) || (lists.any(Lists::TITLE) && ALIKE.contains_key(context.word(i).to_ascii_lowercase().as_str()))
}

/// The phrase that says what the person named before `end` is: between commas,
/// or after *is*; `certain` if the name can be no place.
fn after_name(context: &Context<'_, '_>, end: usize, certain: bool) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = context.document.sentences.get(context.document.sentence_of(end))?.tokens.end;
    let mut start = end;
    if context.is(start, "(") {
        start = (start..sentence.min(start + 8)).find(|&i| context.is(i, ")"))? + 1;
    }
    let comma = context.is(start, ",");
    if !comma && !context.is_any(start, &["is", "was", "as"]) {
        return None;
    }
    start += 1;
    if comma && context.is_any(start, &["who", "formerly", "now", "once"]) {
        start += 1 + usize::from(context.is_any(start + 1, &["is", "was"]));
    }
    let first = context.phrases.noun(start)?;
    if first.tokens.start != start
        || context
            .names
            .at(start)
            .is_some_and(|name| name.kind == NameKind::Person && name.start == start && name.tokens.end == first.tokens.end)
    {
        return None;
    }
    let mut stop = start;
    while stop < sentence && stop < start + 25 {
        let tag = context.tag(stop);
        let ends = matches!(tag, Tag::WP | Tag::WDT | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
            || context.is_any(stop, &[",", ";", ":", ".", "(", "—"]);
        if ends {
            break;
        }
        stop += 1;
    }
    // *in Carver, the mayor said*: he reports, and the place before is not his name
    if comma && !certain && stop < sentence && context.tag(stop).is_finite() {
        return None;
    }
    // what follows a preposition is another's role: *an aide to the president*
    let own = (start..stop).find(|&i| matches!(context.tag(i), Tag::IN | Tag::TO)).unwrap_or(stop);
    (own > start).then_some((start..own, start..stop))
}

/// *the party's chairman, X,*, *The driver was X*: the phrase that ends at the
/// comma or the verb before a name.
fn before_name(context: &Context<'_, '_>, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let comma = start.checked_sub(1).filter(|&i| context.is_any(i, &[",", "is", "was"]))?;
    let mut group = context.phrases.noun(comma.checked_sub(1)?)?;
    // *The driver of the bus was X*
    while context.sign(comma) != b','
        && let Some(preposition) = group.tokens.start.checked_sub(1).filter(|&i| context.tag(i) == Tag::IN)
        && let Some(owner) = preposition.checked_sub(1).and_then(|i| context.phrases.noun(i))
    {
        group = owner;
    }
    let head = group.tokens.end - 1;
    let favourite = group.tokens.clone().any(|i| context.is_any(i, &["favorite", "favourite"]));
    let determined =
        matches!(context.tag(group.tokens.start), Tag::DT | Tag::PRPS) || group.tokens.clone().any(|i| context.tag(i) == Tag::POS);
    (determined && !favourite && context.tag(head) == Tag::NN && context.names.at(head).is_none())
        .then(|| (group.tokens.clone(), group.tokens.start..comma))
}

/// The rows of `alike.tsv` that hold the word.
pub(super) fn rows_of(word: &str) -> u64 {
    if word.len() > 20 {
        return 0;
    }
    ALIKE.get(word.to_ascii_lowercase().as_str()).copied().unwrap_or(0)
}

/// Whether the role is that of a deputy: *vice president, deputy minister*.
pub(super) fn is_deputy(context: &Context<'_, '_>, phrase: &Range<usize>, head: usize) -> bool {
    phrase.clone().take_while(|&i| i < head).any(|i| context.is_any(i, &["vice", "deputy", "assistant", "co"]))
}

/// Sides that exclude each other when they stand before a role.
pub(super) fn side(word: &str) -> Option<u8> {
    let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    if is(&["republican", "gop", "r"]) {
        Some(0)
    } else if is(&["democratic", "democrat", "d"]) {
        Some(1)
    } else if is(&["libertarian"]) {
        Some(2)
    } else if is(&["conservative", "tory"]) {
        Some(3)
    } else if is(&["labour"]) {
        Some(4)
    } else if is(&["green"]) {
        Some(5)
    } else {
        None
    }
}
