//! What is looked at in a candidate: templates and their values.
//!
//! Input: a candidate and the layers of the text. Output: features, handed on
//! one by one. What depends on the end of the content stands apart from what
//! does not, because candidates often differ in nothing else. A change here
//! makes the tables worthless: `make train`.

use std::sync::LazyLock;

use super::values::{self, NONE};
use crate::candidate::Candidate;
use crate::context::Context;
use crate::feature::Value;
use crate::lexicon::Tag;
use crate::method::Method;
use crate::phrases::Voice;

/// A value that is hashed at compile time.
macro_rules! of {
    ($text:literal) => {
        const { Value::of($text) }
    };
}

pub(super) const NOBODY: Value<'static> = Value::of("nobody");

/// Features that do not depend on where the content ends, more where the
/// tagger has a say.
pub(super) fn shared_features(context: &Context<'_, '_>, candidate: &Candidate, tagged: bool, emit: &mut impl FnMut(&[Value<'_>])) {
    let method = *candidate.method.value();
    let lemma = lemma(context, candidate);
    let class = values::class(candidate.class);
    let part = values::part(candidate.part);
    let head = candidate.subject.as_ref().map_or(NOBODY, |subject| values::head(subject.head));
    let path = candidate.subject.as_ref().map_or(NOBODY, |subject| values::path(subject.path));
    let tag = candidate.cue_tag.value();
    let start = candidate.extent().start;
    let first = context.tag(start).value();
    let place = surroundings(context, candidate);
    emit! { emit,
        "bias":;
        "method": method;
        "method-class": method, class, part;
        "lemma": lemma, part;
        "lemma-method": lemma, method;
        "lemma-tag": lemma, tag;
        "method-head": method, head;
        "method-path": method, path;
        "head-path": head, path;
        "class-head": class, head;
        "lemma-head": lemma, head;
        "method-tag": method, tag;
        "method-first": method, first;
        "lemma-first": lemma, first;
        "place": place;
        "place-method": place, method;
        "place-class": place, class;
    }
    let facts = candidate.facts.as_slice();
    for (n, &&fact) in facts.iter().enumerate() {
        emit! { emit,
            "fact": fact;
            "fact-method": fact, method;
            "fact-class": fact, class, method;
            "fact-lemma": fact, lemma;
        }
        // without the tagger, pairs of facts tell nothing more than each
        for &&other in facts[n + 1..].iter().filter(|_| tagged) {
            emit! { emit, "facts": fact, other, method; }
        }
    }
    let next = candidate.cue.as_ref().map_or(start, |cue| cue.end);
    let (coarse, fine) = candidate.cue.as_ref().map_or((NONE, NONE), |cue| clusters(context, cue.end - 1));
    let (first_coarse, first_fine) = clusters(context, start);
    emit! { emit,
        "lemma-next": lemma, next_word(context, next);
        "cue-cluster": coarse, method, tag;
        "cue-cluster-fine": fine, method;
        "cue-cluster-head": fine, head;
        "first-word": word(context, start), method;
        "first-cluster": first_coarse, method;
        "first-cluster-fine": first_fine, class;
    }
    if let Some(object) = context.phrases.noun(start) {
        let (coarse, fine) = clusters(context, object.tokens.end - 1);
        emit! { emit,
            "object-word": word(context, object.tokens.end - 1), method;
            "object-cluster": coarse, lemma;
            "object-cluster-fine": fine, method;
        }
    }
    if let Some(subject) = &candidate.subject {
        let who = head_token(context, &subject.tokens);
        let (coarse, fine) = clusters(context, who);
        let before = subject.tokens.start.checked_sub(1).unwrap_or(usize::MAX);
        emit! { emit,
            "subject-word": word(context, who), class;
            "subject-cluster": coarse, method;
            "subject-cluster-fine": fine, class;
            "subject-before-word": word(context, before), path;
        }
        let capital = if context.document.tokens[subject.tokens.start].capital { of!("capital") } else { of!("small") };
        emit! { emit,
            "subject-case": head, capital;
            "subject-first": head, context.tag(subject.tokens.start).value();
            "subject-before": path, preceding(context, subject.tokens.start);
        }
    }
    if let Some(cue) = &candidate.cue {
        emit! { emit,
            "cue-before": preceding(context, cue.start), tag;
            "cue-after": following(context, cue.end), lemma;
        }
    }
}

/// Features that depend on where the content ends.
pub(super) fn end_features(context: &Context<'_, '_>, candidate: &Candidate, borders: &Borders, emit: &mut impl FnMut(&[Value<'_>])) {
    let method = *candidate.method.value();
    let lemma = lemma(context, candidate);
    let end = values::end(candidate.end);
    let extent = candidate.extent();
    let size = values::size(candidate.len());
    let after = following(context, extent.end);
    let last = extent.end.saturating_sub(1);
    let quoted = quoted_share(context, candidate);
    emit! { emit,
        "end-next-word": next_word(context, extent.end), end;
        "end-last": context.tag(last).value(), end;
        "end-last-after": context.tag(last).value(), after, end;
        "quoted": quoted, method;
        "quoted-end": quoted, method, end;
        "quoted-lemma": quoted, lemma;
    }
    let pieces = if candidate.content.len() > 1 { of!("pieces") } else { of!("piece") };
    emit! { emit,
        "method-end": method, end;
        "lemma-end": lemma, end;
        "end-after": end, after;
        "method-end-after": method, end, after;
        "method-size": method, size;
        "method-end-size": method, end, size;
        "pieces": pieces, method;
    }
    for &&fact in candidate.facts.as_slice() {
        emit! { emit, "fact-end": fact, end, method; }
    }
    inside(context, candidate, borders, &mut |name| {
        emit! { emit,
            "inside": name, method;
            "inside-end": name, end, method;
        }
    });
    if let Some(subject) = &candidate.subject {
        let near = if subject.tokens.end <= extent.start {
            extent.start - subject.tokens.end
        } else {
            subject.tokens.start.saturating_sub(extent.end)
        };
        emit! { emit, "subject-distance": method, values::size(near); }
    }
}

/// The form of token `i`, if the lexicon knows it.
fn word<'a>(context: &Context<'a, '_>, i: usize) -> Value<'a> {
    Value { text: context.lexicon.text(context.form_id(i)), hash: context.form(i).key }
}

/// The form of token `i`, where it stands in the paragraph of the token before:
/// what comes later in a text must not change what is read before it.
fn next_word<'a>(context: &Context<'a, '_>, i: usize) -> Value<'a> {
    let document = context.document;
    let same_sentence = |before: usize| document.sentence_of(before) == document.sentence_of(i);
    let same_paragraph = |before: usize| document.paragraph_of(before) == document.paragraph_of(i);
    let goes_on = i < document.tokens.len() && i.checked_sub(1).is_some_and(|before| same_sentence(before) || same_paragraph(before));
    if goes_on { word(context, i) } else { NONE }
}

/// The clusters of token `i`, coarse and fine.
fn clusters(context: &Context<'_, '_>, i: usize) -> (Value<'static>, Value<'static>) {
    context.form(i).clusters.map_or((NONE, NONE), |(coarse, fine)| (cluster(coarse), cluster(fine)))
}

fn cluster(number: u16) -> Value<'static> {
    static NUMBERS: LazyLock<Vec<String>> = LazyLock::new(|| (0..512).map(|n| n.to_string()).collect());
    static VALUES: LazyLock<Vec<Value<'static>>> = LazyLock::new(|| NUMBERS.iter().map(|number| Value::of(number)).collect());
    VALUES[usize::from(number)]
}

/// The head of a mention: the last token of its first noun group.
pub(super) fn head_token(context: &Context<'_, '_>, tokens: &std::ops::Range<usize>) -> usize {
    context.phrases.noun(tokens.start).map_or(tokens.end, |group| group.tokens.end.min(tokens.end)).max(tokens.start + 1) - 1
}

/// How much of the content stands between quotation marks.
fn quoted_share(context: &Context<'_, '_>, candidate: &Candidate) -> Value<'static> {
    let marked = candidate.content.iter().flat_map(std::ops::Range::clone).filter(|&i| context.mark(i).is_some()).count();
    match (marked, candidate.len()) {
        (0, _) => of!("none"),
        (marked, all) if marked == all => of!("all"),
        (marked, all) if marked * 2 > all => of!("most"),
        _ => of!("some"),
    }
}

/// The base form of the cue.
fn lemma<'a>(context: &Context<'a, '_>, candidate: &Candidate) -> Value<'a> {
    candidate.entry.map_or(NONE, |index| {
        let entry = context.lexicon.cue(index);
        Value { text: &entry.lemma, hash: entry.key }
    })
}

/// The tag or kind of sign of token `at`, where it goes on with the sentence before it.
fn following(context: &Context<'_, '_>, at: usize) -> Value<'static> {
    let document = context.document;
    match at.checked_sub(1) {
        Some(last) if at < document.tokens.len() && document.sentence_of(last) == document.sentence_of(at) => match context.tag(at) {
            Tag::PUNCT => values::sign(context.word(at)),
            tag => tag.value(),
        },
        _ => of!("end"),
    }
}

/// The tag of the token before `at` in its sentence.
fn preceding(context: &Context<'_, '_>, at: usize) -> Value<'static> {
    match at.checked_sub(1) {
        Some(before) if context.document.sentence_of(before) == context.document.sentence_of(at) => context.tag(before).value(),
        _ => of!("start"),
    }
}

/// What the words of a text say of where a content should have ended, a set of
/// bits for each token: many candidates run over the same words.
pub(super) struct Borders {
    /// the first token
    start: usize,
    signs: Vec<u8>,
}

impl Borders {
    const COMMA: u8 = 1;
    const OTHER_SIGN: u8 = 2;
    const CONJUNCTION: u8 = 4;
    const FINITE: u8 = 8;
    /// A verb that reports begins.
    const REPORT: u8 = 16;

    /// Of the tokens from `start` to `end`.
    pub(super) fn of(context: &Context<'_, '_>, start: usize, end: usize) -> Borders {
        let signs = (start..end).map(|i| {
            let sign = match context.sign(i) {
                b',' => Borders::COMMA,
                b';' | b':' => Borders::OTHER_SIGN,
                // as bytes, which are compared without a call
                0 => match context.word(i).as_bytes() {
                    b"but" | b"while" | b"although" | b"though" | b"because" | b"as" => Borders::CONJUNCTION,
                    _ if context.tag(i).is_finite() => Borders::FINITE,
                    _ => 0,
                },
                _ => 0,
            };
            let verb = context.phrases.verb(i).filter(|verb| verb.tokens.start == i);
            let reports = verb.is_some_and(|verb| context.form(verb.main).verb.is_some());
            if reports { sign | Borders::REPORT } else { sign }
        });
        Borders { start, signs: signs.collect() }
    }

    /// Of the tokens that the contents of candidates stand in.
    pub(super) fn of_all(context: &Context<'_, '_>, candidates: &[Candidate]) -> Borders {
        let extents = || candidates.iter().map(Candidate::extent);
        let (start, end) = (extents().map(|extent| extent.start).min(), extents().map(|extent| extent.end).max());
        Borders::of(context, start.unwrap_or(0), end.unwrap_or(0))
    }

    fn within(&self, tokens: std::ops::Range<usize>) -> &[u8] {
        self.signs.get(tokens.start - self.start..tokens.end - self.start).unwrap_or(&[])
    }
}

/// Words inside the content that speak of where it should have ended.
fn inside(context: &Context<'_, '_>, candidate: &Candidate, borders: &Borders, emit: &mut impl FnMut(Value<'static>)) {
    let Some(last) = candidate.content.last() else { return };
    if candidate.method == Method::QuoteFirst {
        return;
    }
    let (mut comma, mut all, mut finite) = (0, 0, 0);
    let tokens = last.start + 1..last.end;
    for (i, &signs) in tokens.clone().zip(borders.within(tokens)) {
        if signs & Borders::REPORT != 0
            && let Some(report) = report_at(context, candidate, i)
        {
            emit(report);
        }
        comma += usize::from(signs & Borders::COMMA);
        finite += usize::from(signs & Borders::FINITE != 0);
        all |= signs;
    }
    if comma > 0 {
        emit(if comma == 1 { of!("comma") } else { of!("commas") });
    }
    if all & Borders::CONJUNCTION != 0 {
        emit(of!("conjunction"));
    }
    if all & Borders::OTHER_SIGN != 0 {
        emit(of!("semicolon"));
    }
    emit(match finite {
        0 => of!("no-verb"),
        1 => of!("verb"),
        2 => of!("two-verbs"),
        _ => of!("verbs"),
    });
}

/// A second reporting verb that begins at `i`, behind a comma or conjunction
/// and outside of quotation marks: *…, adding that*, *… and warned that*.
fn report_at(context: &Context<'_, '_>, candidate: &Candidate, i: usize) -> Option<Value<'static>> {
    let verb = context.phrases.verb(i).filter(|verb| verb.tokens.start == i && context.form(verb.main).verb.is_some())?;
    if context.mark(i).is_some()
        && context.mark(i).map(|span| span.tokens.start) != context.mark(candidate.extent().start).map(|span| span.tokens.start)
    {
        return None;
    }
    match (context.word(i - 1), context.tag(i - 1), verb.voice) {
        (",", _, Voice::Participle) => Some(of!("comma-participle")),
        (_, Tag::CC, Voice::Participle) => Some(of!("and-participle")),
        (_, Tag::CC, _) if context.tag(i) == candidate.cue_tag => Some(of!("and-report")),
        _ => None,
    }
}

/// Where the cue stands.
fn surroundings(context: &Context<'_, '_>, candidate: &Candidate) -> Value<'static> {
    let at = candidate.cue.as_ref().map_or(candidate.extent().start, |cue| cue.start);
    // what stands in a quotation as a whole is read as if it stood alone: the
    // annotations leave it out, so that its weight would tell of them
    let quotation = candidate.quotation(context);
    if quotation.is_none() && context.mark(at).is_some_and(|span| span.words >= crate::marks::LONG) {
        return of!("quoted");
    }
    let sentence = context.document.sentence_of(at);
    match (sentence == 0, context.words.title_case.get(sentence).copied().unwrap_or(false)) {
        (true, true) => of!("headline"),
        (true, false) => of!("first"),
        (false, true) => of!("title"),
        (false, false) => of!("text"),
    }
}
