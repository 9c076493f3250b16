//! Weighs candidates: facts in, probability out.
//!
//! Input: a candidate and the layers of the text. Output: the probability that
//! its content and its speaker are both right, by logistic regression over
//! facts and pairs of facts. The weights, `data/models/evidence.tsv`, are
//! counted from annotated news by `make train`; a weight belongs to a template
//! and its values and can be read and changed by hand. Rules propose and
//! state facts; only this page says how much a fact is worth.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::candidate::{Candidate, End, Head, Path};
use crate::context::Context;
use crate::lexicon::CuePart;
use crate::quote::Class;

/// Weights by feature.
static WEIGHTS: LazyLock<FxHashMap<u64, f32>> = LazyLock::new(|| {
    include_str!("../models/evidence.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let (feature, weight) = line.rsplit_once('\t')?;
            Some((hash(feature), weight.parse().ok()?))
        })
        .collect()
});

/// The probability that the candidate's content and speaker are right.
pub(crate) fn probability(context: &Context<'_, '_>, candidate: &Candidate) -> f32 {
    let mut sum = 0.0;
    features(context, candidate, &mut |feature| sum += WEIGHTS.get(&feature.key).copied().unwrap_or(0.0));
    1.0 / (1.0 + (-sum).exp())
}

/// The features of a candidate as text, for training and explanation.
pub(crate) fn describe(context: &Context<'_, '_>, candidate: &Candidate) -> Vec<String> {
    let mut out = Vec::new();
    features(context, candidate, &mut |feature| out.push(feature.text()));
    out.sort_unstable();
    out.dedup();
    out
}

/// The weight of a feature as [`describe`] writes it.
pub(crate) fn weight(feature: &str) -> f32 {
    WEIGHTS.get(&hash(feature)).copied().unwrap_or(0.0)
}

/// A template and its values, hashed as their text *template value value* would be.
struct Feature<'f> {
    parts: &'f [&'f str],
    key: u64,
}

impl Feature<'_> {
    fn text(&self) -> String {
        self.parts.join(" ")
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, the 64-bit variant: stable across platforms and versions.
fn hash(text: &str) -> u64 {
    extend(SEED, text)
}

fn extend(mut key: u64, text: &str) -> u64 {
    for &byte in text.as_bytes() {
        key = (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    key
}

/// Calls `emit` for every feature of the candidate.
fn features(context: &Context<'_, '_>, candidate: &Candidate, emit: &mut dyn FnMut(&Feature<'_>)) {
    let mut add = |parts: &[&str]| {
        let mut key = SEED;
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                key = extend(key, " ");
            }
            key = extend(key, part);
        }
        emit(&Feature { parts, key });
    };
    let method = candidate.method.as_str();
    let lemma = candidate.lemma.as_str();
    let class = class_name(candidate.class);
    let end = end_name(candidate.end);
    let head = candidate.subject.as_ref().map_or("nobody", |subject| head_name(subject.head));
    let path = candidate.subject.as_ref().map_or("nobody", |subject| path_name(subject.path));
    let tag = candidate.cue_tag.name();
    let part = part_name(candidate.part);
    let extent = candidate.extent();
    let size = size_name(candidate.len());
    let after_name = following(context, extent.end);
    let first = context.tag(extent.start).name();
    let surroundings = surroundings(context, candidate);
    add(&["bias"]);
    add(&["method", method]);
    add(&["method-class", method, class, part]);
    add(&["lemma", lemma, part]);
    add(&["lemma-method", lemma, method]);
    add(&["lemma-tag", lemma, tag]);
    add(&["method-end", method, end]);
    add(&["lemma-end", lemma, end]);
    add(&["end-after", end, after_name]);
    add(&["method-end-after", method, end, after_name]);
    add(&["method-head", method, head]);
    add(&["method-path", method, path]);
    add(&["head-path", head, path]);
    add(&["class-head", class, head]);
    add(&["lemma-head", lemma, head]);
    add(&["method-tag", method, tag]);
    add(&["method-size", method, size]);
    add(&["method-end-size", method, end, size]);
    add(&["method-first", method, first]);
    add(&["lemma-first", lemma, first]);
    add(&["place", surroundings]);
    add(&["place-method", surroundings, method]);
    add(&["place-class", surroundings, class]);
    let pieces = if candidate.content.len() > 1 { "pieces" } else { "piece" };
    add(&["pieces", pieces, method]);
    for (n, fact) in candidate.facts.iter().enumerate() {
        add(&["fact", fact]);
        add(&["fact-method", fact, method]);
        add(&["fact-class", fact, class, method]);
        add(&["fact-end", fact, end, method]);
        add(&["fact-lemma", fact, lemma]);
        for other in &candidate.facts[n + 1..] {
            add(&["facts", fact, other, method]);
        }
    }
    inside(context, candidate, &mut |name| {
        add(&["inside", name, method]);
        add(&["inside-end", name, end, method]);
    });
    if let Some(subject) = &candidate.subject {
        let near = if subject.tokens.end <= extent.start { extent.start - subject.tokens.end } else { subject.tokens.start.saturating_sub(extent.end) };
        add(&["subject-distance", method, size_name(near)]);
        let upper = context.document.tokens[subject.tokens.start].capital;
        add(&["subject-case", head, if upper { "capital" } else { "small" }]);
        add(&["subject-first", head, context.tag(subject.tokens.start).name()]);
        let before = preceding(context, subject.tokens.start);
        add(&["subject-before", path, before]);
    }
    if let Some(cue) = &candidate.cue {
        let before = preceding(context, cue.start);
        add(&["cue-before", before, tag]);
        add(&["cue-after", following(context, cue.end), lemma]);
    }
}

/// The tag or kind of sign of token `at`, where it goes on with the sentence before it.
fn following(context: &Context<'_, '_>, at: usize) -> &'static str {
    let document = context.document;
    match at.checked_sub(1) {
        Some(last) if at < document.tokens.len() && document.sentence_of(last) == document.sentence_of(at) => match context.tag(at) {
            crate::lexicon::Tag::PUNCT => sign_name(context.word(at)),
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
    if candidate.method == crate::method::Method::QuoteFirst {
        return;
    }
    let (mut comma, mut but, mut other, mut finite) = (0, false, false, 0);
    for i in last.clone().skip(1) {
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

/// Where the cue stands.
fn surroundings(context: &Context<'_, '_>, candidate: &Candidate) -> &'static str {
    let at = candidate.cue.as_ref().map_or(candidate.extent().start, |cue| cue.start);
    if context.mark(at).is_some_and(|span| span.words >= crate::marks::LONG) {
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
        Head::Nobody => "nobody",
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
        Path::Nobody => "nobody",
    }
}
