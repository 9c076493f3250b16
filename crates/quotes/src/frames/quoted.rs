//! Quotations beside a reporting verb: *"…," X said*, *X said: "…"*.

use std::ops::Range;

use super::{VerbCue, ends};
use crate::candidate::{Candidate, End, Fact, Path, Subject, fact};
use crate::context::Context;
use crate::lexicon::Tag;
use crate::marks::{LONG, QuoteSpan};
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::subject;

/// How many tokens may stand between a cue and the quotation behind it.
const GAP: usize = 28;

pub(crate) fn propose(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    before(cue, out);
    after(cue, out);
    block(cue, out);
}

/// The quotation that ends at token `at`, a comma between them allowed.
pub(crate) fn span_ending_at<'a>(context: &Context<'a, '_>, at: usize) -> Option<&'a QuoteSpan> {
    let ends = |end: usize| end.checked_sub(1).and_then(|i| context.mark(i)).filter(|span| span.tokens.end == end);
    ends(at).or_else(|| (at > 1 && matches!(context.word(at - 1), "," | "—" | "–" | "--" | ".")).then(|| ends(at - 1)).flatten())
}

/// The quotation that begins at token `at`.
pub(crate) fn span_starting_at<'a>(context: &Context<'a, '_>, at: usize) -> Option<&'a QuoteSpan> {
    context.mark(at).filter(|span| span.tokens.start == at)
}

fn before(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    if matches!(cue.verb.voice, Voice::Infinitive | Voice::Reduced) {
        return;
    }
    let mut proposals: Vec<(&QuoteSpan, Subject, usize)> = Vec::new();
    if let Some(subject) =
        cue.subject.clone().filter(|subject| !matches!(subject.path, Path::Coordinated | Path::Participle | Path::Governor))
    {
        let mut start = subject.tokens.start;
        while start > 0 && (context.tag(start - 1).is_adverb() || context.tag(start - 1) == Tag::CC) {
            start -= 1;
        }
        if let Some(span) = span_ending_at(context, start) {
            proposals.push((span, subject, start));
        }
    }
    let start = cue.verb.tokens.start;
    if let Some(span) = span_ending_at(context, start)
        && let Some(subject) = subject::starting_at(context, cue.sentence, cue.verb.tokens.end, Path::Inverted)
    {
        proposals.push((span, subject, start));
    }
    for (span, subject, start) in proposals {
        let paragraph = &context.document.paragraphs[span.paragraph];
        if !paragraph.tokens.contains(&cue.verb.main) {
            continue;
        }
        let sentence_of_end = context.document.sentence_of(span.inner.end.max(span.inner.start + 1) - 1);
        let begins = span.tokens.start <= context.document.sentences[sentence_of_end].tokens.start;
        let tail = tail(context, cue, span);
        let mut content = chain_back(context, span);
        content.push(span.tokens.clone());
        let mut candidate = cue.candidate(Method::QuoteFirst, content, End::Mark, Some(subject));
        candidate.facts.push(if begins { fact!("starts-sentence") } else { fact!("inside-sentence") });
        candidate.facts.push(if span.words >= LONG { fact!("long") } else { fact!("short") });
        candidate.facts.push(stop_inside(context, span));
        if start == cue.sentence.start {
            candidate.facts.push(fact!("new-sentence"));
        }
        if let Some((pieces, same)) = tail {
            let mut longer = candidate.clone();
            longer.content.extend(pieces);
            longer.facts.push(if same { fact!("resumes") } else { fact!("goes-on") });
            candidate.facts.push(fact!("tail-left"));
            out.push(longer);
            if same {
                continue;
            }
        }
        out.push(candidate);
    }
}

/// What stands before the closing mark.
fn stop_inside(context: &Context<'_, '_>, span: &QuoteSpan) -> Fact {
    match context.word(span.inner.end.saturating_sub(1)) {
        "," => fact!("comma-inside"),
        "." | "…" | "..." => fact!("stop-inside"),
        "?" | "!" => fact!("question-inside"),
        "-" | "—" | "–" | "--" => fact!("dash-inside"),
        _ if matches!(context.word(span.tokens.end), "," | ".") => fact!("sign-outside"),
        _ => fact!("no-stop"),
    }
}

/// The quotations of earlier paragraphs that this one goes on from.
fn chain_back(context: &Context<'_, '_>, span: &QuoteSpan) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut first = span;
    while first.tokens.start == context.document.paragraphs[first.paragraph].tokens.start && first.tokens.start > 0 {
        let Some(before) =
            context.mark(first.tokens.start - 1).filter(|before| before.continues && before.paragraph + 1 == first.paragraph)
        else {
            break;
        };
        // a quotation with a reporting clause of its own stays with that
        let opens = before.tokens.start == context.document.paragraphs[before.paragraph].tokens.start;
        if !opens {
            break;
        }
        pieces.push(before.tokens.clone());
        first = before;
    }
    pieces.reverse();
    pieces
}

/// The pieces of quotation behind the reporting clause that belong to it, and
/// whether the first of them stands in the same sentence.
fn tail(context: &Context<'_, '_>, cue: &VerbCue<'_, '_, '_>, span: &QuoteSpan) -> Option<(Vec<Range<usize>>, bool)> {
    let paragraph = &context.document.paragraphs[span.paragraph].tokens;
    let joined = |next: &QuoteSpan| matches!(context.word(next.tokens.start - 1), "," | ":" | "—" | "–" | "--" | ".");
    // a title or term in the reporting clause is passed over
    let next = (cue.verb.tokens.end.max(span.tokens.end)..paragraph.end)
        .filter_map(|i| span_starting_at(context, i))
        .find(|next| next.words >= LONG || joined(next) || !cue.sentence.contains(&next.tokens.start))?;
    let same = cue.sentence.contains(&next.tokens.start);
    if same {
        let gap = cue.verb.tokens.end..next.tokens.start;
        // *"…," he said, calling it "…"* is another report
        let other = gap.clone().any(|i| context.phrases.verb(i).is_some_and(|verb| context.form(verb.main).verb.is_some()));
        if gap.len() > GAP || other || next.words < 2 || !joined(next) {
            return None;
        }
    } else {
        let starts = context.document.sentences.get(cue.ordinal + 1).is_some_and(|sentence| sentence.tokens.start == next.tokens.start);
        if !starts || reported(context, next) || next.words < 2 {
            return None;
        }
    }
    let mut pieces = vec![next.tokens.clone()];
    pieces.extend(chain_on(context, next));
    Some((pieces, same))
}

/// The quotations that go on from `span`: at the next sentence, or in the next
/// paragraph where it was left open.
pub(crate) fn chain_on(context: &Context<'_, '_>, span: &QuoteSpan) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut last = span;
    while let Some(next) = span_starting_at(context, last.tokens.end) {
        let joined = last.continues || (next.paragraph == last.paragraph && !ends_report(context, last));
        if !joined || reported(context, next) {
            break;
        }
        pieces.push(next.tokens.clone());
        last = next;
    }
    pieces
}

fn ends_report(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    !matches!(context.word(span.inner.end.saturating_sub(1)), "." | "?" | "!")
}

/// Whether a reporting clause of its own follows the quotation in its sentence.
pub(crate) fn reported(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    let paragraph = &context.document.paragraphs[span.paragraph].tokens;
    let mut i = span.tokens.end;
    let limit = paragraph.end.min(i + 12);
    while i < limit {
        if span_starting_at(context, i).is_some() || matches!(context.word(i), "." | "?" | "!") {
            return false;
        }
        if let Some(verb) = context.phrases.verb(i) {
            // *“Absolutely,” agrees her sister*: directly behind a comma and a mark
            let behind = i == span.tokens.end && context.sign(span.inner.end.saturating_sub(1)) == b',';
            let reports = |index| behind || context.lexicon.cue(index).class == Class::Speech;
            return context.form(verb.main).verb.is_some_and(reports) && verb.finite;
        }
        i += 1;
    }
    false
}

fn after(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    let mut i = cue.verb.tokens.end;
    let limit = cue.sentence.end.min(i + GAP);
    let span = loop {
        if i >= limit {
            return;
        }
        if let Some(span) = span_starting_at(context, i) {
            break span;
        }
        // another verb stands between: its quotation, not ours
        if let Some(verb) = context.phrases.verb(i) {
            if verb.finite || context.form(verb.main).verb.is_some() {
                return;
            }
            i = verb.tokens.end;
            continue;
        }
        if matches!(context.word(i), ";" | "”") {
            return;
        }
        i += 1;
    };
    let mut subject = cue.subject.clone();
    if subject.is_none() {
        subject = subject::starting_at(context, cue.sentence, cue.verb.tokens.end, Path::Inverted);
    }
    let gap = span.tokens.start - cue.verb.tokens.end;
    let sign = match context.word(span.tokens.start - 1) {
        ":" => fact!("colon"),
        "," => fact!("comma"),
        "that" => fact!("that"),
        _ if gap == 0 => fact!("touching"),
        _ => fact!("words"),
    };
    let followed = followed(context, cue, span);
    let facts = [
        sign,
        if gap == 0 {
            fact!("gap-0")
        } else if gap == 1 {
            fact!("gap-1")
        } else if gap <= 4 {
            fact!("gap-4")
        } else {
            fact!("gap-far")
        },
        if span.words >= LONG { fact!("long") } else { fact!("short") },
        stop_inside(context, span),
        followed,
    ];
    let mut content = vec![span.tokens.clone()];
    let on = if followed == fact!("ends") { chain_on(context, span) } else { Vec::new() };
    let mut whole = cue.candidate(Method::CueFirst, content.clone(), End::Mark, subject.clone());
    whole.facts.extend(facts);
    if !on.is_empty() {
        content.extend(on);
        let mut longer = cue.candidate(Method::CueFirst, content, End::Mark, subject.clone());
        longer.facts.extend(facts);
        longer.facts.push(fact!("goes-on"));
        whole.facts.push(fact!("tail-left"));
        out.push(longer);
    }
    out.push(whole);
    if followed != fact!("ends") {
        for (end, kind) in ends::options(context, cue.sentence, span.tokens.start, context.tag(cue.verb.tokens.start)) {
            if end > span.tokens.end {
                let mut mixed = cue.candidate(Method::CueFirst, [span.tokens.start..end], kind, subject.clone());
                mixed.facts.extend(facts);
                mixed.facts.push(fact!("mixed"));
                out.push(mixed);
            }
        }
    }
}

/// What follows the quotation in the sentence of the cue.
fn followed(context: &Context<'_, '_>, cue: &VerbCue<'_, '_, '_>, span: &QuoteSpan) -> Fact {
    let at = span.tokens.end;
    if at >= cue.sentence.end || (at + 1 >= cue.sentence.end && matches!(context.word(at), "." | "?" | "!")) {
        return fact!("ends");
    }
    match context.tag(at) {
        Tag::PUNCT => fact!("sign-follows"),
        Tag::CC => fact!("and-follows"),
        tag if tag.is_verb() || tag == Tag::MD => fact!("verb-follows"),
        Tag::IN | Tag::TO => fact!("preposition-follows"),
        tag if tag.is_noun() => fact!("noun-follows"),
        _ => fact!("word-follows"),
    }
}

/// The cue's paragraph ends in a colon and the next one is the quotation.
fn block(cue: &VerbCue<'_, '_, '_>, out: &mut Vec<Candidate>) {
    let context = cue.context;
    let paragraph = context.document.paragraph_of(cue.verb.main);
    let tokens = &context.document.paragraphs[paragraph].tokens;
    if cue.sentence.end != tokens.end || context.sign(tokens.end - 1) != b':' {
        return;
    }
    let Some(next) = context.document.paragraphs.get(paragraph + 1) else { return };
    // the last reporting verb before the colon
    let later = (cue.verb.tokens.end..tokens.end)
        .any(|i| context.phrases.verb(i).is_some_and(|verb| verb.finite && context.form(verb.main).verb.is_some()));
    let subject = cue.subject.clone().or_else(|| subject::starting_at(context, cue.sentence, cue.verb.tokens.end, Path::Inverted));
    let (content, fact) = match span_starting_at(context, next.tokens.start) {
        Some(span) => {
            let mut content = vec![span.tokens.clone()];
            content.extend(chain_on(context, span));
            (content, fact!("quoted-block"))
        }
        None => (vec![next.tokens.clone()], fact!("bare-block")),
    };
    let mut candidate = cue.candidate(Method::Block, content, End::Paragraph, subject);
    candidate.facts.push(fact);
    if later {
        candidate.facts.push(fact!("later-verb"));
    }
    out.push(candidate);
}
