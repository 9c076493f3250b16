//! Weighs candidates: facts in, probability out.
//!
//! Input: a candidate and the layers of the text. Output: the probability that
//! its content and its speaker are both right, by logistic regression over
//! facts and pairs of facts. The weights, `data/models/evidence.tsv`, are
//! counted from annotated news by `make train`; a weight belongs to a template
//! and its values and can be read and changed by hand. Rules propose and
//! state facts; only this page says how much a fact is worth.

use std::collections::BTreeMap;
/// Emits features with templates hashed at compile time.
macro_rules! emit {
    ($emit:ident, $($template:literal: $($part:expr),*;)*) => {
        $($emit(&[const { v($template) }, $($part),*]);)*
    };
}

// Below the macro, which it uses.
mod labels;

use std::sync::{Arc, LazyLock};

use crate::candidate::{Candidate, End, Head, Path};
use crate::context::Context;
use crate::feature::{self, Weights, mix};
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;

static ENGLISH: LazyLock<Evidence> =
    LazyLock::new(|| Evidence::parse(include_str!("../../models/evidence.tsv"), include_str!("../../models/evidence_plain.tsv")));

/// The weights of the evidence. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// With what the tagger says.
    tagged: Arc<Weights>,
    /// Without it: no tagger, or words inside of a content, of which its flat
    /// labels say nothing.
    plain: Arc<Weights>,
}

impl Evidence {
    /// The built-in weights, fitted to annotated news.
    #[must_use]
    pub fn english() -> Evidence {
        ENGLISH.clone()
    }

    /// Weights from two tables of lines *feature, tab, weight*, with and
    /// without the features of the tagger. Comments, the header and lines that
    /// are no such pair are passed over.
    #[must_use]
    pub fn parse(tagged: &str, plain: &str) -> Evidence {
        Evidence { tagged: Arc::new(Weights::parse(tagged)), plain: Arc::new(Weights::parse(plain)) }
    }

    /// Whether every line of a table is as [`Evidence::parse`] wants it.
    pub(crate) fn is_table(table: &str) -> bool {
        let number = |line: &str| line.rsplit_once('\t').and_then(|(_, weight)| weight.parse::<f32>().ok());
        table.lines().filter(|line| !line.starts_with('#')).skip(1).all(|line| number(line).is_some_and(f32::is_finite))
    }

    fn weights(&self, tagged: bool) -> &Weights {
        if tagged { &self.tagged } else { &self.plain }
    }
}

/// Sets the probability of every candidate. Candidates that differ in nothing
/// but the end of their content should stand together: what they share is
/// weighed once.
pub(crate) fn weigh(context: &Context<'_, '_>, candidates: &mut [Candidate]) {
    let mut shared = 0.0;
    let mut tagged = false;
    for i in 0..candidates.len() {
        let candidate = &candidates[i];
        if i == 0 || !alike(&candidates[i - 1], candidate) {
            shared = 0.0;
            tagged = is_tagged(context, candidate);
            let weights = context.evidence.weights(tagged);
            shared_features(context, candidate, &mut |parts| shared += weights.get(key(parts)));
            if tagged {
                labels::shared(context, candidate, &mut |parts| shared += weights.get(key(parts)));
            }
        }
        let mut sum = shared;
        let weights = context.evidence.weights(tagged);
        end_features(context, candidate, &mut |parts| sum += weights.get(key(parts)));
        if tagged {
            labels::ends(context, candidate, &mut |parts| sum += weights.get(key(parts)));
        }
        candidates[i].confidence = 1.0 / (1.0 + (-sum).exp());
    }
}

/// Whether the tagger has a say: it labels the text, and does not take the cue
/// for content of another attribution.
fn is_tagged(context: &Context<'_, '_>, candidate: &Candidate) -> bool {
    let inside = |cue: &std::ops::Range<usize>| {
        let content: f32 = cue.clone().map(|i| context.labels.content(i)).sum();
        content > 0.5 * cue.len() as f32
    };
    !context.labels.is_empty() && !candidate.cue.as_ref().is_some_and(inside)
}

/// Whether the shared features of the candidates are the same.
fn alike(a: &Candidate, b: &Candidate) -> bool {
    a.cue == b.cue
        && a.method == b.method
        && a.facts == b.facts
        && a.subject == b.subject
        && a.content.first().map(|piece| piece.start) == b.content.first().map(|piece| piece.start)
        && a.entry == b.entry
}

/// The features of a candidate as text, sorted, for training and explanation.
pub(crate) fn describe(context: &Context<'_, '_>, candidate: &Candidate) -> Vec<String> {
    let mut out = Vec::new();
    every_feature(context, candidate, is_tagged(context, candidate), &mut |parts| out.push(text_of(parts)));
    out.sort_unstable();
    out.dedup();
    out
}

/// The features of a candidate as [`describe`] gives them, with what each adds
/// to the sum that the probability is made of.
pub(crate) fn explain(context: &Context<'_, '_>, candidate: &Candidate) -> Vec<(String, f32)> {
    let tagged = is_tagged(context, candidate);
    let weights = context.evidence.weights(tagged);
    let mut sums: BTreeMap<String, f32> = BTreeMap::new();
    let mut add = |parts: &[Value<'_>]| *sums.entry(text_of(parts)).or_default() += weights.get(key(parts));
    every_feature(context, candidate, tagged, &mut add);
    sums.into_iter().collect()
}

fn every_feature(context: &Context<'_, '_>, candidate: &Candidate, tagged: bool, emit: &mut dyn FnMut(&[Value<'_>])) {
    shared_features(context, candidate, emit);
    end_features(context, candidate, emit);
    if tagged {
        labels::shared(context, candidate, emit);
        labels::ends(context, candidate, emit);
    }
}

fn text_of(parts: &[Value<'_>]) -> String {
    parts.iter().map(|part| feature::slug(part.text)).collect::<Vec<_>>().join(" ")
}

/// A template's name or a value, with its hash.
#[derive(Clone, Copy)]
struct Value<'f> {
    text: &'f str,
    hash: u64,
}

/// A value whose hash is computed here.
const fn v(text: &str) -> Value<'_> {
    Value { text, hash: feature::value(text) }
}

fn key(parts: &[Value<'_>]) -> u64 {
    parts[1..].iter().fold(parts[0].hash, |hash, part| mix(hash, part.hash))
}

/// Features that do not depend on where the content ends.
fn shared_features(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut dyn FnMut(&[Value<'_>])) {
    let method = v(candidate.method.as_str());
    let lemma = lemma(context, candidate);
    let class = v(class_name(candidate.class));
    let part = v(part_name(candidate.part));
    let head = v(candidate.subject.as_ref().map_or("nobody", |subject| head_name(subject.head)));
    let path = v(candidate.subject.as_ref().map_or("nobody", |subject| path_name(subject.path)));
    let tag = v(candidate.cue_tag.name());
    let start = candidate.extent().start;
    let first = v(context.tag(start).name());
    let place = v(surroundings(context, candidate));
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
    for (n, fact) in candidate.facts.iter().enumerate() {
        let fact = v(fact);
        emit! { emit,
            "fact": fact;
            "fact-method": fact, method;
            "fact-class": fact, class, method;
            "fact-lemma": fact, lemma;
        }
        for other in &candidate.facts[n + 1..] {
            emit! { emit, "facts": fact, v(other), method; }
        }
    }
    let next = candidate.cue.as_ref().map_or(start, |cue| cue.end);
    let (coarse, fine) = candidate.cue.as_ref().map_or((v("-"), v("-")), |cue| clusters(context, cue.end - 1));
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
        let capital = v(if context.document.tokens[subject.tokens.start].capital { "capital" } else { "small" });
        emit! { emit,
            "subject-case": head, capital;
            "subject-first": head, v(context.tag(subject.tokens.start).name());
            "subject-before": path, v(preceding(context, subject.tokens.start));
        }
    }
    if let Some(cue) = &candidate.cue {
        emit! { emit,
            "cue-before": v(preceding(context, cue.start)), tag;
            "cue-after": v(following(context, cue.end)), lemma;
        }
    }
}

/// Features that depend on where the content ends.
fn end_features(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut dyn FnMut(&[Value<'_>])) {
    let method = v(candidate.method.as_str());
    let lemma = lemma(context, candidate);
    let end = v(end_name(candidate.end));
    let extent = candidate.extent();
    let size = v(size_name(candidate.len()));
    let after = v(following(context, extent.end));
    let last = extent.end.saturating_sub(1);
    let quoted = v(quoted_share(context, candidate));
    emit! { emit,
        "end-next-word": next_word(context, extent.end), end;
        "end-last": v(context.tag(last).name()), end;
        "end-last-after": v(context.tag(last).name()), after, end;
        "quoted": quoted, method;
        "quoted-end": quoted, method, end;
        "quoted-lemma": quoted, lemma;
    }
    let pieces = v(if candidate.content.len() > 1 { "pieces" } else { "piece" });
    emit! { emit,
        "method-end": method, end;
        "lemma-end": lemma, end;
        "end-after": end, after;
        "method-end-after": method, end, after;
        "method-size": method, size;
        "method-end-size": method, end, size;
        "pieces": pieces, method;
    }
    for fact in &candidate.facts {
        emit! { emit, "fact-end": v(fact), end, method; }
    }
    inside(context, candidate, &mut |name| {
        emit! { emit,
            "inside": v(name), method;
            "inside-end": v(name), end, method;
        }
    });
    if let Some(subject) = &candidate.subject {
        let near = if subject.tokens.end <= extent.start {
            extent.start - subject.tokens.end
        } else {
            subject.tokens.start.saturating_sub(extent.end)
        };
        emit! { emit, "subject-distance": method, v(size_name(near)); }
    }
}

/// The form of token `i`, if the lexicon knows it.
fn word<'a>(context: &Context<'a, '_>, i: usize) -> Value<'a> {
    let form = context.form(i);
    Value { text: &form.text, hash: form.key }
}

/// The form of token `i`, where it stands in the paragraph of the token before:
/// what comes later in a text must not change what is read before it.
fn next_word<'a>(context: &Context<'a, '_>, i: usize) -> Value<'a> {
    let document = context.document;
    let goes_on = i > 0 && i < document.tokens.len() && document.paragraph_of(i - 1) == document.paragraph_of(i);
    if goes_on { word(context, i) } else { v("-") }
}

/// The clusters of token `i`, coarse and fine.
fn clusters(context: &Context<'_, '_>, i: usize) -> (Value<'static>, Value<'static>) {
    context.form(i).clusters.map_or((v("-"), v("-")), |(coarse, fine)| (cluster(coarse), cluster(fine)))
}

fn cluster(number: u16) -> Value<'static> {
    static NUMBERS: LazyLock<Vec<String>> = LazyLock::new(|| (0..512).map(|n| n.to_string()).collect());
    v(&NUMBERS[usize::from(number)])
}

/// The head of a mention: the last token of its first noun group.
fn head_token(context: &Context<'_, '_>, tokens: &std::ops::Range<usize>) -> usize {
    context.phrases.noun(tokens.start).map_or(tokens.end, |group| group.tokens.end.min(tokens.end)).max(tokens.start + 1) - 1
}

/// How much of the content stands between quotation marks.
fn quoted_share(context: &Context<'_, '_>, candidate: &Candidate) -> &'static str {
    let marked = candidate.content.iter().flat_map(std::ops::Range::clone).filter(|&i| context.mark(i).is_some()).count();
    match (marked, candidate.len()) {
        (0, _) => "none",
        (marked, all) if marked == all => "all",
        (marked, all) if marked * 2 > all => "most",
        _ => "some",
    }
}

/// The base form of the cue.
fn lemma<'a>(context: &Context<'a, '_>, candidate: &Candidate) -> Value<'a> {
    candidate.entry.map_or(v("-"), |index| {
        let entry = context.lexicon.cue(index);
        Value { text: &entry.lemma, hash: entry.key }
    })
}

/// The tag or kind of sign of token `at`, where it goes on with the sentence before it.
fn following(context: &Context<'_, '_>, at: usize) -> &'static str {
    let document = context.document;
    match at.checked_sub(1) {
        Some(last) if at < document.tokens.len() && document.sentence_of(last) == document.sentence_of(at) => match context.tag(at) {
            Tag::PUNCT => sign_name(context.word(at)),
            tag => tag.name(),
        },
        _ => "end",
    }
}

/// The tag of the token before `at` in its sentence.
fn preceding(context: &Context<'_, '_>, at: usize) -> &'static str {
    match at.checked_sub(1) {
        Some(before) if context.document.sentence_of(before) == context.document.sentence_of(at) => context.tag(before).name(),
        _ => "start",
    }
}

/// Words inside the content that speak of where it should have ended.
fn inside(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut dyn FnMut(&str)) {
    let Some(last) = candidate.content.last() else { return };
    if candidate.method == Method::QuoteFirst {
        return;
    }
    let (mut comma, mut but, mut other, mut finite) = (0, false, false, 0);
    for i in last.clone().skip(1) {
        if let Some(report) = report_at(context, candidate, i) {
            emit(report);
        }
        match context.word(i) {
            "," => comma += 1,
            "but" | "while" | "although" | "though" | "because" | "as" => but = true,
            ";" | ":" => other = true,
            _ if context.tag(i).is_finite() => finite += 1,
            _ => {}
        }
    }
    if comma > 0 {
        emit(if comma == 1 { "comma" } else { "commas" });
    }
    if but {
        emit("conjunction");
    }
    if other {
        emit("semicolon");
    }
    emit(match finite {
        0 => "no-verb",
        1 => "verb",
        2 => "two-verbs",
        _ => "verbs",
    });
}

/// A second reporting verb that begins at `i`, behind a comma or conjunction
/// and outside of quotation marks: *…, adding that*, *… and warned that*.
fn report_at(context: &Context<'_, '_>, candidate: &Candidate, i: usize) -> Option<&'static str> {
    let verb = context.phrases.verb(i).filter(|verb| verb.tokens.start == i && context.form(verb.main).verb.is_some())?;
    if context.mark(i).is_some()
        && context.mark(i).map(|span| span.tokens.start) != context.mark(candidate.extent().start).map(|span| span.tokens.start)
    {
        return None;
    }
    match (context.word(i - 1), context.tag(i - 1), verb.voice) {
        (",", _, Voice::Participle) => Some("comma-participle"),
        (_, Tag::CC, Voice::Participle) => Some("and-participle"),
        (_, Tag::CC, _) if context.tag(i) == candidate.cue_tag => Some("and-report"),
        _ => None,
    }
}

/// Where the cue stands.
fn surroundings(context: &Context<'_, '_>, candidate: &Candidate) -> &'static str {
    let at = candidate.cue.as_ref().map_or(candidate.extent().start, |cue| cue.start);
    // what stands in a quotation as a whole is read as if it stood alone: the
    // annotations leave it out, so that its weight would tell of them
    let quotation = candidate.quotation(context);
    if quotation.is_none() && context.mark(at).is_some_and(|span| span.words >= crate::marks::LONG) {
        return "quoted";
    }
    let sentence = context.document.sentence_of(at);
    match (sentence == 0, context.words.title_case.get(sentence).copied().unwrap_or(false)) {
        (true, true) => "headline",
        (true, false) => "first",
        (false, true) => "title",
        (false, false) => "text",
    }
}

fn size_name(tokens: usize) -> &'static str {
    match tokens {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=8 => "5",
        9..=16 => "9",
        17..=32 => "17",
        _ => "33",
    }
}

fn sign_name(word: &str) -> &'static str {
    match word {
        "." => "stop",
        "," => "comma",
        ";" | ":" => "colon",
        "?" | "!" => "question",
        "—" | "–" | "--" | "-" => "dash",
        "" => "end",
        "”" | "\"" | "“" | "''" => "mark",
        _ => "sign",
    }
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Speech => "speech",
        Class::Thought => "thought",
        Class::Attitude => "attitude",
        Class::Act => "act",
    }
}

fn part_name(part: CuePart) -> &'static str {
    match part {
        CuePart::Verb => "verb",
        CuePart::Noun => "noun",
        CuePart::Adjective => "adjective",
        CuePart::Phrase => "phrase",
    }
}

fn end_name(end: End) -> &'static str {
    match end {
        End::Sentence => "sentence",
        End::Mark => "mark",
        End::Comma => "comma",
        End::Coordination => "coordination",
        End::Conjunction => "conjunction",
        End::Cue => "cue",
        End::Noun => "noun",
        End::Phrase => "phrase",
        End::Paragraph => "paragraph",
    }
}

fn head_name(head: Head) -> &'static str {
    match head {
        Head::Name => "name",
        Head::Pronoun => "pronoun",
        Head::It => "it",
        Head::Relative => "relative",
        Head::Role => "role",
        Head::Group => "group",
        Head::Body => "body",
        Head::Document => "document",
        Head::Time => "time",
        Head::Plural => "plural",
        Head::Other => "other",
    }
}

fn path_name(path: Path) -> &'static str {
    match path {
        Path::Adjacent => "adjacent",
        Path::Parenthetical => "parenthetical",
        Path::Coordinated => "coordinated",
        Path::Participle => "participle",
        Path::Relative => "relative",
        Path::Governor => "governor",
        Path::Inverted => "inverted",
        Path::Agent => "agent",
        Path::Possessive => "possessive",
        Path::Label => "label",
        Path::Carried => "carried",
        Path::Tagged => "tagged",
    }
}
