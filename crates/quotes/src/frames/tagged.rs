//! What the learned tagger reads: its cues, each with the source and the
//! contents that its labels give it.
//!
//! A source goes to the nearest cue of its sentence on the side that its label
//! names; a content likewise, across sentences where it is quoted. Cues that
//! the tagger only suspects take the most probable words of their sentence.
//! The subjects that other frames found for the same cue are proposed as well:
//! the tagger is shy of sources.

use std::ops::Range;
use std::sync::LazyLock;

use super::seldom::is_nobodys;
use crate::candidate::{Candidate, Content, End, Fact, Facts, Path, Subject, fact};
use crate::context::Context;
use crate::document::Paragraph;
use crate::lexicon::{CuePart, Tag};
use crate::method::Method;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::segment::LONGEST_SENTENCE;
use crate::subject;
use crate::tagger::{Piece, Role, Side};

/// A word outside of the cues of the path is suspected from here on.
const SUSPECT: f32 = 0.12;
/// Least probability of the best word of a source that is no piece of the path.
const LEAST_SOURCE: f32 = 0.05;
/// The same for a content.
const LEAST_CONTENT: f32 = 0.15;
/// What a token of distance leaves of the probability of a source.
const NEAR: f32 = 0.98;
/// What the wrong side counts, in tokens: of a source, of a content.
const WRONG_SIDE: (usize, usize) = (100, 60);
/// What every border of a sentence counts, up to three.
const BORDER: usize = 40;

/// A cue with what belongs to it.
struct Group {
    cue: Range<usize>,
    suspected: bool,
    /// Distance and tokens.
    source: Option<(usize, Range<usize>)>,
    content: Content,
}

/// Proposes for `paragraphs`, of the `pieces` of the whole text.
pub(crate) fn propose(context: &Context<'_, '_>, pieces: &[Piece], paragraphs: &[Paragraph], out: &mut Vec<Candidate>) {
    let frames = out.len();
    let mut by_cue: Vec<(usize, usize)> =
        out.iter().enumerate().filter_map(|(at, candidate)| Some((candidate.cue.as_ref()?.end, at))).collect();
    by_cue.sort_unstable();
    let start = paragraphs.first().map_or(0, |paragraph| paragraph.tokens.start);
    let mut first = pieces.partition_point(|piece| piece.tokens.start < start);
    for paragraph in paragraphs {
        let last = first + pieces[first..].iter().take_while(|piece| piece.tokens.start < paragraph.tokens.end).count();
        let mut groups = groups(context, &pieces[first..last], &paragraph.tokens);
        first = last;
        groups.retain(|group| !group.content.is_empty());
        for group in &groups {
            let from = by_cue.partition_point(|&(end, _)| end <= group.cue.start);
            let same = by_cue[from..].iter().take_while(|&&(end, _)| end <= group.cue.end).map(|&(_, at)| at);
            let subjects: Vec<Subject> = same.filter(|&at| at < frames).filter_map(|at| out[at].subject.clone()).collect();
            candidates(context, group, &subjects, out);
        }
    }
}

/// The cues of a paragraph with their sources and contents.
fn groups(context: &Context<'_, '_>, pieces: &[Piece], paragraph: &Range<usize>) -> Vec<Group> {
    let cues = pieces.iter().filter(|piece| piece.role == Role::Cue);
    let group = |cue: Range<usize>, suspected| Group { cue, suspected, source: None, content: Content::new() };
    let mut groups: Vec<Group> = cues.map(|piece| group(piece.tokens.clone(), false)).collect();
    for source in pieces.iter().filter(|piece| piece.role == Role::Source) {
        let nearest = nearest(&groups, source, &sentence(context, source.tokens.start), |cue| {
            let (distance, fits, _) = gap(source, cue);
            distance + if fits { 0 } else { WRONG_SIDE.0 }
        });
        if let Some((distance, at)) = nearest
            && groups[at].source.as_ref().is_none_or(|other| distance < other.0)
        {
            groups[at].source = Some((distance, source.tokens.clone()));
        }
    }
    for content in pieces.iter().filter(|piece| piece.role == Role::Content) {
        let quoted = context.mark(content.tokens.start).is_some() || context.mark(content.tokens.end - 1).is_some();
        let edges = sentence(context, content.tokens.start).start..sentence(context, content.tokens.end - 1).end;
        let nearest = nearest(&groups, content, if quoted { paragraph } else { &edges }, |cue| {
            let (distance, fits, right) = gap(content, cue);
            let edge = if right { content.tokens.end - 1 } else { content.tokens.start };
            let borders = context.document.sentence_of(cue.start).abs_diff(context.document.sentence_of(edge));
            distance + if fits { 0 } else { WRONG_SIDE.1 } + BORDER * borders.min(3)
        });
        if let Some((_, at)) = nearest {
            groups[at].content.push(content.tokens.clone());
        }
    }
    for k in 1..groups.len() {
        if groups[k].source.is_none() {
            let sentence = context.document.sentence_of(groups[k].cue.start);
            let before = groups[..k].iter().rev().take_while(|group| context.document.sentence_of(group.cue.start) == sentence);
            let found = before.filter_map(|group| group.source.clone()).next();
            groups[k].source = found;
        }
    }
    let mut i = paragraph.start;
    while i < paragraph.end {
        let start = i;
        while i < paragraph.end && context.labels.cue(i) >= SUSPECT && context.labels.label(i).role() != Some(Role::Cue) {
            i += 1;
        }
        if i > start {
            groups.push(group(start..i, true));
        }
        i += 1;
    }
    for group in &mut groups {
        if group.content.is_empty() {
            group.content.extend(likely_content(context, &group.cue));
        }
        if group.source.is_none() {
            group.source = likely_source(context, group).map(|source| (0, source));
        }
    }
    groups
}

/// The group whose cue begins in `reach` and is nearest to a piece by
/// `distance`, the first of equals, after that distance. A distance is never
/// less than the tokens between piece and cue, so that groups farther off than
/// the best need no look.
fn nearest(groups: &[Group], piece: &Piece, reach: &Range<usize>, distance: impl Fn(&Range<usize>) -> usize) -> Option<(usize, usize)> {
    let first = |start: usize| groups.partition_point(|group| group.cue.start < start);
    let (start, middle, end) = (first(reach.start), first(piece.tokens.start), first(reach.end));
    let mut best: Option<(usize, usize)> = None;
    for side in [&mut (start..middle).rev() as &mut dyn Iterator<Item = usize>, &mut (middle..end)] {
        for at in side {
            let cue = &groups[at].cue;
            if best.is_some_and(|(least, _)| gap(piece, cue).0 > least) {
                break;
            }
            let found = (distance(cue), at);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
    }
    best
}

/// Tokens between a piece and a cue, whether the cue stands where the label
/// says, and whether it stands to the right.
fn gap(piece: &Piece, cue: &Range<usize>) -> (usize, bool, bool) {
    let right = cue.start >= piece.tokens.end;
    let distance = if right { cue.start - piece.tokens.end } else { piece.tokens.start.saturating_sub(cue.end) };
    (distance, piece.side == Some(if right { Side::Right } else { Side::Left }), right)
}

/// The most probable content beside a cue, in its sentence.
fn likely_content(context: &Context<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let sentence = sentence(context, cue.start);
    let behind = run(cue.end..sentence.end, |i| context.labels.sided(i, Role::Content, Side::Left));
    let before = run(sentence.start..cue.start, |i| context.labels.sided(i, Role::Content, Side::Right));
    let (probability, content) = [behind, before].into_iter().flatten().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (probability >= LEAST_CONTENT).then_some(content)
}

/// The most probable source in the sentence of a cue, outside of its content.
fn likely_source(context: &Context<'_, '_>, group: &Group) -> Option<Range<usize>> {
    let sentence = sentence(context, group.cue.start);
    let outside = |i: usize| !group.content.iter().any(|piece| piece.contains(&i)) && !group.cue.contains(&i);
    let probability = |i: usize| {
        let distance = if i < group.cue.start { group.cue.start - i } else { (i + 1).saturating_sub(group.cue.end) };
        if outside(i) { context.labels.source(i) * near(distance) } else { 0.0 }
    };
    let (best, source) = run(sentence, probability)?;
    (best >= LEAST_SOURCE).then_some(source)
}

/// What so many tokens of distance leave of a probability.
fn near(distance: usize) -> f32 {
    static POWERS: LazyLock<[f32; LONGEST_SENTENCE]> = LazyLock::new(|| std::array::from_fn(|distance| NEAR.powi(distance as i32)));
    POWERS.get(distance).copied().unwrap_or(0.0)
}

fn sentence(context: &Context<'_, '_>, i: usize) -> Range<usize> {
    context.document.sentences[context.document.sentence_of(i)].tokens.clone()
}

/// The highest value in `range` and the run round it of values at least half as high.
fn run(range: Range<usize>, value: impl Fn(usize) -> f32) -> Option<(f32, Range<usize>)> {
    let mut top = range.start;
    for i in range.clone() {
        if value(i) > value(top) {
            top = i;
        }
    }
    let best = value(top);
    if range.is_empty() || best <= 0.0 {
        return None;
    }
    let high = |i: &usize| value(*i) * 2.0 >= best;
    let start = (range.start..top).rev().take_while(high).last().unwrap_or(top);
    let end = (top + 1..range.end).take_while(high).last().unwrap_or(top) + 1;
    Some((best, start..end))
}

/// The candidates of a group: with its own source, and with each of `subjects`.
fn candidates(context: &Context<'_, '_>, group: &Group, subjects: &[Subject], out: &mut Vec<Candidate>) {
    let own = group.source.as_ref().map(|(_, tokens)| source(context, tokens));
    let overlaps = |subject: &Subject| {
        let own = own.as_ref().map(|own| &own.tokens);
        own.is_some_and(|own| own.start < subject.tokens.end && subject.tokens.start < own.end)
    };
    let mut seen: Vec<&Subject> = Vec::new();
    for subject in subjects {
        let inside = group.content.iter().any(|piece| piece.start < subject.tokens.end && subject.tokens.start < piece.end);
        if !overlaps(subject) && !inside && !seen.contains(&subject) {
            seen.push(subject);
        }
    }
    let borrowed = seen.into_iter().map(|subject| (Some(subject.clone()), fact!("frame-subject")));
    let own_fact = if own.is_some() { fact!("own-subject") } else { fact!("no-subject") };
    for (subject, fact) in std::iter::once((own.clone(), own_fact)).chain(borrowed) {
        let candidate = candidate(context, group, subject, fact);
        if !is_nobodys(candidate.class, candidate.method, candidate.subject.as_ref()) {
            out.push(candidate);
        }
    }
}

fn candidate(context: &Context<'_, '_>, group: &Group, subject: Option<Subject>, fact: Fact) -> Candidate {
    let (entry, part) = entry(context, &group.cue);
    let first = group.content.first().map_or(group.cue.end, |piece| piece.start);
    let last = group.content.last().map_or(group.cue.end, |piece| piece.end);
    let quoted = group.content.iter().any(|piece| {
        let mark = context.mark(piece.start);
        mark.is_some_and(|mark| mark.words >= crate::marks::LONG || mark.tokens == *piece)
    });
    let colon = context.sign(group.cue.end - 1) == b':';
    let class = match entry {
        Some(index) => context.lexicon.cue(index).class,
        None if quoted || colon || context.is(group.cue.start, "according") => Class::Speech,
        None => Class::Attitude,
    };
    let voice = context.phrases.verb(group.cue.end - 1).map_or(fact!("no-verb"), |verb| match verb.voice {
        Voice::Active => fact!("active"),
        Voice::Passive => fact!("passive"),
        Voice::Participle => fact!("participle"),
        Voice::Reduced => fact!("reduced"),
        Voice::Infinitive => fact!("infinitive"),
    });
    let facts = Facts::from([
        fact,
        if group.suspected { fact!("suspected") } else { fact!("path") },
        voice,
        if first < group.cue.start { fact!("content-before") } else { fact!("content-behind") },
        if group.cue.len() > 2 { fact!("long-cue") } else { fact!("short-cue") },
    ]);
    Candidate {
        method: Method::Tagged,
        cue: Some(group.cue.clone()),
        entry,
        part,
        class,
        subject,
        content: group.content.clone(),
        end: end(context, &group.cue, last),
        cue_tag: context.tag(group.cue.end - 1),
        facts,
        confidence: 0.0,
        rivals: None,
    }
}

/// The row of the cue lexicon for the cue's last verb, else its last noun.
fn entry(context: &Context<'_, '_>, cue: &Range<usize>) -> (Option<u16>, CuePart) {
    let verb = cue.clone().rev().filter(|&i| context.tag(i).is_verb()).find_map(|i| context.form(i).verb);
    let noun = || cue.clone().rev().filter(|&i| matches!(context.tag(i), Tag::NN | Tag::NNS)).find_map(|i| context.form(i).noun);
    match verb {
        Some(index) => (Some(index), CuePart::Verb),
        None => noun().map_or((None, CuePart::Phrase), |index| (Some(index), CuePart::Noun)),
    }
}

fn end(context: &Context<'_, '_>, cue: &Range<usize>, last: usize) -> End {
    let sentence = context.document.sentence_of(last - 1);
    if last <= cue.start {
        return End::Cue;
    }
    if context.mark(last - 1).is_some_and(|mark| mark.tokens.end == last) {
        return End::Mark;
    }
    if context.document.sentence_of(last) != sentence {
        return End::Sentence;
    }
    match context.tag(last) {
        Tag::CC => End::Coordination,
        Tag::PUNCT if context.sign(last) == b',' => End::Comma,
        Tag::PUNCT if super::trimmed_end(context, last, context.document.sentences[sentence].tokens.end) == last => End::Sentence,
        Tag::IN | Tag::WRB | Tag::WDT | Tag::WP => End::Conjunction,
        _ => End::Phrase,
    }
}

/// The words of a source, with the kind of their head.
fn source(context: &Context<'_, '_>, tokens: &Range<usize>) -> Subject {
    let tokens = before_other_verb(context, before_brackets(context, tokens));
    let group = context.phrases.noun(tokens.start).map_or(tokens.clone(), |group| tokens.start..group.tokens.end.min(tokens.end));
    let head = subject::head(context, &group);
    Subject { tokens, head, path: Path::Tagged }
}

/// *She* of *She nodded and*, which says what else she did.
fn before_other_verb(context: &Context<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let group = context.phrases.noun(tokens.start).filter(|_| !tokens.is_empty() && context.tag(tokens.end - 1) == Tag::CC);
    let end = group.map_or(tokens.end, |group| group.tokens.end);
    let acts = end < tokens.end && context.phrases.verb(end).is_some_and(|verb| verb.tokens.end < tokens.end);
    if acts { tokens.start..end } else { tokens }
}

/// *Example AG* for the end of the brackets behind it: *(SIX: EXA)*.
fn before_brackets(context: &Context<'_, '_>, tokens: &Range<usize>) -> Range<usize> {
    let has = |sign: u8| tokens.clone().find(|&i| context.sign(i) == sign);
    let Some(close) = has(b')').filter(|_| has(b'(').is_none()) else { return tokens.clone() };
    let open = (close.saturating_sub(BRACKETS)..close).rev().find(|&i| context.sign(i) == b'(');
    let group = open.and_then(|open| open.checked_sub(1)).and_then(|i| context.phrases.noun(i).filter(|group| group.tokens.end == i + 1));
    group.map_or(tokens.clone(), |group| group.tokens.clone())
}

/// Tokens between brackets behind a name, at most.
const BRACKETS: usize = 10;
