//! Where contents may end or must not run on.
//!
//! Input: the layers of a text. Output: the few places that say so, found once
//! for all candidates, most of which run over the same words. What a place
//! means to a candidate is for others to say.

use super::trim::{behind_apposition, is_free_relative, reports};
use crate::context::Context;
pub(super) use crate::document::within;
use crate::lexicon::Tag;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::subject;

/// The places, each list sorted.
#[derive(Default)]
pub(super) struct Landmarks {
    /// Commas outside of quotation marks.
    pub(super) commas: Vec<usize>,
    /// Commas and semicolons before what somebody reports.
    pub(super) reports: Vec<Report>,
    /// *footage of Example asking, "…"*: the verbs.
    pub(super) shown: Vec<usize>,
    /// *what the judge called "…"*: the verbs.
    pub(super) namings: Vec<usize>,
    /// *before*, *while*, *whereas*, *even as*, outside of quotation marks.
    pub(super) beside: Vec<usize>,
    /// Where the writer begins to speak of the words before.
    pub(super) comments: Vec<Comment>,
}

/// A comma or semicolon, outside of quotation marks.
pub(super) struct Report {
    pub(super) at: usize,
    /// A subject and its reporting verb follow.
    pub(super) begins: bool,
    /// A participle follows that has a quotation: *, telling the board, "…"*.
    pub(super) quotes: bool,
    /// It ends what is reported before it, whatever that is.
    pub(super) ends: bool,
}

/// The first token of what the writer says.
pub(super) struct Comment {
    pub(super) at: usize,
    /// A dash behind a quotation: a comment only if no quotation follows.
    pub(super) dash: bool,
}

/// What the writer calls the words before.
const CALLED: [&str; 18] = [
    "claim",
    "charge",
    "figure",
    "reference",
    "remark",
    "accusation",
    "assertion",
    "allegation",
    "comment",
    "view",
    "sentiment",
    "number",
    "phrase",
    "nickname",
    "contention",
    "rebuke",
    "jab",
    "dig",
];

/// What the words before do in the eyes of the writer.
const DOES: [&str; 8] = ["echoing", "drawing", "prompting", "sparking", "referring", "provoking", "earning", "alluding"];

impl Landmarks {
    pub(super) fn find(context: &Context<'_, '_>) -> Landmarks {
        let mut found = Landmarks::default();
        for i in 0..context.document.tokens.len() {
            let bare = context.mark(i).is_none();
            let comma = bare && context.sign(i) == b',';
            if comma {
                found.commas.push(i);
            }
            if comma || bare && context.sign(i) == b';' {
                found.reports.extend(report(context, i));
            }
            if comma || i > 0 && context.mark(i - 1).is_some() {
                found.comments.extend(comment(context, i));
            }
            let joins = match context.tag(i) {
                Tag::IN if context.is_any(i, &["before", "while", "whereas"]) => true,
                _ => context.is(i, "even") && context.is(i + 1, "as"),
            };
            if bare && joins {
                found.beside.push(i);
            }
            let main = bare.then(|| context.phrases.verb(i)).flatten().filter(|verb| verb.main == i);
            if main.is_some() && is_shown(context, i) {
                found.shown.push(i);
            }
            if main.is_some() && is_naming(context, i) {
                found.namings.push(i);
            }
        }
        found
    }
}

/// What the comma or semicolon at `i` says, if anything.
fn report(context: &Context<'_, '_>, i: usize) -> Option<Report> {
    let begins = |i: usize| {
        let end = context.phrases.noun(i).filter(|group| group.tokens.start == i).map(|group| group.tokens.end);
        end.is_some_and(|end| reports(context, behind_apposition(context, end).unwrap_or(end)))
    };
    let quotes = |i: usize| {
        let verb = context.phrases.verb(i).filter(|verb| verb.tokens.start == i && verb.voice == Voice::Participle);
        let speech =
            verb.and_then(|verb| context.form(verb.main).verb).is_some_and(|index| context.lexicon.cue(index).class == Class::Speech);
        speech && (i + 1..i + 6).any(|k| context.mark(k).is_some_and(|span| span.tokens.start == k))
    };
    let report = match context.sign(i) {
        b';' => Report { at: i, begins: false, quotes: false, ends: begins(i + 1) },
        _ => Report {
            at: i,
            begins: begins(i + 1),
            quotes: quotes(i + 1),
            ends: context.is_any(i + 1, &["but", "while", "although"]) && begins(i + 2),
        },
    };
    (report.begins || report.quotes || report.ends).then_some(report)
}

/// *footage of Example asking, "…"*: another's quotation.
fn is_shown(context: &Context<'_, '_>, i: usize) -> bool {
    let verb = context.phrases.verb(i).filter(|verb| verb.voice == Voice::Participle);
    verb.is_some_and(|verb| {
        let entry = context.form(verb.main).verb.map(|index| context.lexicon.cue(index).class);
        let owner = verb.tokens.start.checked_sub(1).and_then(|i| context.phrases.noun(i));
        let spoken = matches!(context.sign(verb.tokens.end), b',' | b':') && context.mark(verb.tokens.end + 1).is_some();
        entry == Some(Class::Speech) && spoken && owner.is_some_and(|group| subject::is_person(subject::head(context, &group.tokens)))
    })
}

/// *what he calls "…"*
fn is_naming(context: &Context<'_, '_>, i: usize) -> bool {
    let verb = context.phrases.verb(i).filter(|verb| is_free_relative(context, &verb.tokens));
    verb.is_some_and(|verb| {
        let behind = verb.tokens.end + usize::from(context.is(verb.tokens.end, "as"));
        context.form(verb.main).verb.is_some() && (behind..behind + 2).any(|i| context.mark(i).is_some_and(|span| span.tokens.start == i))
    })
}

/// Whether the writer begins to speak of the words before: *"…" - a charge
/// that stung*, *…, a claim disputed by the mayor*, *…, drawing laughter*.
fn comment(context: &Context<'_, '_>, i: usize) -> Option<Comment> {
    let bare = context.mark(i).is_none();
    let apposed = |i: usize| {
        let group = context.phrases.noun(i + 1).filter(|group| group.tokens.start == i + 1 && context.is_any(i + 1, &["a", "an"]));
        group.is_some_and(|group| context.is_any(group.tokens.end - 1, &CALLED))
    };
    let closed = i.checked_sub(1).and_then(|before| context.mark(before)).filter(|span| span.tokens.end == i);
    let comma = bare && context.sign(i) == b',' && (apposed(i) || context.is_any(i + 1, &DOES));
    let closes = bare && closed.is_some_and(|span| context.sign(span.inner.end - 1) == b',');
    if comma || closes && (apposed(i - 1) || context.is_any(i, &DOES)) {
        return Some(Comment { at: i, dash: false });
    }
    (closed.is_some() && matches!(context.word(i), "-" | "–" | "—" | "--")).then_some(Comment { at: i, dash: true })
}
