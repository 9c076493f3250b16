//! Where a content can end.

use std::ops::Range;

use super::{trimmed_end, whole_marks};
use crate::candidate::End;
use crate::context::Context;
use crate::lexicon::Tag;
use crate::phrases::Voice;

/// How many ends are proposed for one start.
const MOST: usize = 7;

/// The possible ends of a content that begins at token `start`, the end of the
/// sentence first. `form` is the tag of the cue's verb.
pub(crate) fn options(context: &Context<'_, '_>, sentence: &Range<usize>, start: usize, form: Tag) -> Vec<(usize, End)> {
    let full = trimmed_end(context, start, sentence.end);
    let before_report = cut(context, start, full);
    let mut ends: Vec<(usize, End)> = Vec::with_capacity(MOST);
    let mut push = |at: usize, kind: End| {
        let end = trimmed_end(context, start, whole_marks(context, start, at).end);
        if end > start && end <= full.max(at) && ends.len() < MOST && ends.iter().all(|&(other, _)| other != end) {
            ends.push((end, kind));
        }
    };
    push(full, End::Sentence);
    if before_report < full {
        push(before_report, End::Cue);
    }
    if let Some(group) = context.phrases.noun(start).filter(|group| group.tokens.start == start) {
        push(group.tokens.end, End::Noun);
        push(phrase_end(context, group.tokens.end, full), End::Phrase);
    }
    let (mut comma, mut coordination, mut conjunction) = (false, false, false);
    let level = context.mark(start).map(|span| span.tokens.start);
    for i in start + 1..full {
        if context.mark(i).map(|span| span.tokens.start) != level && context.mark(i).is_some() {
            continue;
        }
        let tag = context.tag(i);
        let sign = context.sign(i);
        if tag == Tag::CC && !coordination && joins_verb(context, i, form) {
            push(i, End::Coordination);
            coordination = true;
        } else if !conjunction && i > start + 2 && begins_clause(context, i) {
            push(i, End::Conjunction);
            conjunction = true;
        } else if sign == b',' && !comma && i > start + 1 {
            push(i, End::Comma);
            comma = true;
        } else if sign == b';' {
            push(i, End::Conjunction);
        }
    }
    ends
}

/// The end of `from..limit` before a second reporting clause: *…, adding that*, *…, he said*.
fn cut(context: &Context<'_, '_>, start: usize, limit: usize) -> usize {
    for i in start + 1..limit {
        if context.sign(i) != b',' || context.mark(i).is_some() {
            continue;
        }
        let mut next = i + 1;
        while next < limit && (context.tag(next) == Tag::CC || context.tag(next).is_adverb()) {
            next += 1;
        }
        if let Some(verb) = context.phrases.verb(next)
            && verb.voice == Voice::Participle
            && context.form(verb.main).verb.is_some()
            && next + 2 < limit
        {
            return i;
        }
        if context.is(next, "according") {
            return i;
        }
        // *…, the minister said* at the very end
        if let Some(group) = context.phrases.noun(next)
            && let Some(verb) = context.phrases.verb(group.tokens.end)
            && verb.finite
            && context.form(verb.main).verb.is_some()
            && (verb.tokens.end >= limit || (limit - verb.tokens.end <= 4 && context.phrases.noun(limit - 1).is_some()))
        {
            return i;
        }
    }
    limit
}

/// The end of the prepositional phrases that follow at `at`.
fn phrase_end(context: &Context<'_, '_>, mut at: usize, limit: usize) -> usize {
    while at + 1 < limit {
        let links = context.tag(at) == Tag::IN
            || context.tag(at) == Tag::TO
            || (context.tag(at) == Tag::CC && context.phrases.noun(at + 1).is_some());
        let Some(group) = context.phrases.noun(at + 1).filter(|group| links && group.tokens.start == at + 1) else { break };
        at = group.tokens.end;
    }
    at.min(limit)
}

/// *and* before a verb of the same form.
fn joins_verb(context: &Context<'_, '_>, conjunction: usize, form: Tag) -> bool {
    let mut next = conjunction + 1;
    while context.tag(next).is_adverb() {
        next += 1;
    }
    let alike = |tag: Tag| {
        tag == form
            || (form == Tag::VBZ && tag == Tag::VBN)
            || (matches!(form, Tag::VBD | Tag::VBN) && matches!(tag, Tag::VBD | Tag::VBN))
            || (matches!(form, Tag::VBP | Tag::VB | Tag::MD) && matches!(tag, Tag::VBP | Tag::VB))
    };
    alike(context.tag(next)) && context.phrases.verb(next).is_some()
}

/// A word that begins another clause: *while*, *but*, *, and she*, *, which*.
fn begins_clause(context: &Context<'_, '_>, i: usize) -> bool {
    let tag = context.tag(i);
    if !matches!(tag, Tag::CC | Tag::WDT | Tag::WP | Tag::IN | Tag::WRB | Tag::VBG | Tag::RB) {
        return false;
    }
    let after_comma = context.sign(i - 1) == b',';
    let word = context.word(i);
    match tag {
        Tag::CC => word == "but" || after_comma && context.phrases.noun(i + 1).is_some(),
        Tag::WDT | Tag::WP => after_comma,
        Tag::IN | Tag::WRB => {
            matches!(word, "while" | "although" | "though" | "because" | "whereas" | "despite" | "amid")
                || (after_comma
                    && matches!(word, "as" | "after" | "before" | "when" | "with" | "even" | "where" | "if" | "in" | "on" | "at"))
                || (word == "as"
                    && context
                        .phrases
                        .noun(i + 1)
                        .is_some_and(|group| context.phrases.verb(group.tokens.end).is_some_and(|verb| verb.finite)))
        }
        tag => after_comma && (tag == Tag::VBG || tag == Tag::RB && matches!(word, "even" | "especially" | "particularly")),
    }
}
