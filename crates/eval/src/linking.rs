//! Joins labels to attributions by nearness alone: a check of the tagger by
//! itself, without frames, sieves and evidence.
//!
//! Input: a text and its labels. Output: predictions for the scorer. A source
//! goes to the nearest cue of its sentence on the side that its label names, a
//! content likewise, but across sentences if it is quoted; a cue without
//! source takes that of the cue before it, or the most probable source of the
//! sentence. The product does not use this.

use std::ops::Range;

use inquit_quotes::{Document, Labels, Piece, QuoteSpan, Role, Side, pair_marks};

use crate::annotation::{CodePoints, Prediction};

/// A source that no path holds must be this probable.
const LEAST_SOURCE: f32 = 0.05;
/// What a token of distance leaves of the probability of a source.
const NEAR: f32 = 0.98;
/// What the wrong side counts, in tokens: of a source, of a content.
const WRONG_SIDE: (usize, usize) = (100, 60);
/// What every border of a sentence counts, up to three.
const BORDER: usize = 40;

struct Group {
    cue: Option<Piece>,
    source: Option<(usize, Range<usize>)>,
    content: Vec<Range<usize>>,
    paragraph: usize,
}

/// The attributions that the labels spell out.
#[must_use]
pub fn link(text: &str, labels: &Labels) -> Vec<Prediction> {
    let document = Document::parse(text);
    let marks = pair_marks(&document);
    let mut groups: Vec<Group> = Vec::new();
    let pieces = labels.pieces();
    for (ordinal, paragraph) in document.paragraphs().iter().enumerate() {
        let own: Vec<&Piece> = pieces.iter().filter(|piece| paragraph.tokens.contains(&piece.tokens.start)).collect();
        let first = groups.len();
        groups.extend(own.iter().filter(|piece| piece.role == Role::Cue).map(|piece| Group {
            cue: Some((*piece).clone()),
            source: None,
            content: Vec::new(),
            paragraph: ordinal,
        }));
        link_sources(&document, &own, &mut groups[first..]);
        let alone = link_contents(&document, &marks, &own, &mut groups[first..]);
        share_sources(&document, &mut groups[first..]);
        for piece in alone {
            if !quoted(&marks, piece.tokens.start) {
                continue;
            }
            let running = groups.iter_mut().rev().find(|group| group.paragraph + 1 >= ordinal && !group.content.is_empty());
            match running {
                Some(group) if piece.side == Some(Side::Left) => group.content.push(piece.tokens.clone()),
                running => {
                    let source = running.and_then(|group| group.source.clone());
                    groups.push(Group { cue: None, source, content: vec![piece.tokens.clone()], paragraph: ordinal });
                }
            }
        }
    }
    let points = CodePoints::new(text);
    let range = |tokens: &Range<usize>| points.of(document.span(tokens.clone()));
    groups.retain(|group| !group.content.is_empty());
    for group in &mut groups {
        fill(&document, labels, group);
    }
    groups
        .iter()
        .map(|group| Prediction {
            content: group.content.iter().map(&range).collect(),
            speaker: group.source.as_ref().map(|source| range(&source.1)),
            resolved: None,
            quote_type: None,
            confidence: 1.0,
        })
        .collect()
}

fn quoted(marks: &[QuoteSpan], token: usize) -> bool {
    marks.iter().any(|mark| mark.tokens.contains(&token))
}

/// Tokens between a piece and a cue, and whether the cue stands on the right.
fn gap(piece: &Piece, cue: &Piece) -> (usize, bool, bool) {
    let right = cue.tokens.start >= piece.tokens.end;
    let distance = if right { cue.tokens.start - piece.tokens.end } else { piece.tokens.start.saturating_sub(cue.tokens.end) };
    (distance, piece.side == Some(if right { Side::Right } else { Side::Left }), right)
}

fn link_sources(document: &Document<'_>, own: &[&Piece], groups: &mut [Group]) {
    for source in own.iter().filter(|piece| piece.role == Role::Source) {
        let sentence = document.sentence_of(source.tokens.start);
        let candidates = groups.iter_mut().filter_map(|group| {
            let cue = group.cue.clone()?;
            let (distance, fits, _) = gap(source, &cue);
            (document.sentence_of(cue.tokens.start) == sentence).then_some((distance + if fits { 0 } else { WRONG_SIDE.0 }, group))
        });
        if let Some((distance, group)) = candidates.min_by_key(|candidate| candidate.0)
            && group.source.as_ref().is_none_or(|other| distance < other.0)
        {
            group.source = Some((distance, source.tokens.clone()));
        }
    }
}

fn link_contents<'p>(document: &Document<'_>, marks: &[QuoteSpan], own: &[&'p Piece], groups: &mut [Group]) -> Vec<&'p Piece> {
    let mut alone = Vec::new();
    for content in own.iter().filter(|piece| piece.role == Role::Content) {
        let in_marks = quoted(marks, content.tokens.start) || quoted(marks, content.tokens.end - 1);
        let candidates = groups.iter_mut().filter_map(|group| {
            let cue = group.cue.clone()?;
            let (distance, fits, right) = gap(content, &cue);
            let edge = if right { content.tokens.end - 1 } else { content.tokens.start };
            let sentences = document.sentence_of(cue.tokens.start).abs_diff(document.sentence_of(edge));
            (sentences == 0 || in_marks).then_some((distance + if fits { 0 } else { WRONG_SIDE.1 } + BORDER * sentences.min(3), group))
        });
        match candidates.min_by_key(|candidate| candidate.0) {
            Some((_, group)) => group.content.push(content.tokens.clone()),
            None => alone.push(*content),
        }
    }
    alone
}

fn share_sources(document: &Document<'_>, groups: &mut [Group]) {
    for k in 1..groups.len() {
        let sentence = |group: &Group| group.cue.as_ref().map(|cue| document.sentence_of(cue.tokens.start));
        if groups[k].source.is_none() {
            let same = groups[..k].iter().rev().find(|group| sentence(group) == sentence(&groups[k]) && group.source.is_some());
            groups[k].source = same.and_then(|group| group.source.clone());
        }
    }
}

fn fill(document: &Document<'_>, labels: &Labels, group: &mut Group) {
    let (Some(cue), None) = (&group.cue, &group.source) else { return };
    let sentence = document.sentences()[document.sentence_of(cue.tokens.start)].tokens.clone();
    let probability = |i: usize| if group.content.iter().any(|piece| piece.contains(&i)) { 0.0 } else { labels.source(i) };
    let near = |i: usize| probability(i) * NEAR.powi(i32::try_from(i.abs_diff(cue.tokens.start)).unwrap_or(0));
    let Some(best) = sentence.clone().max_by(|&a, &b| near(a).total_cmp(&near(b))) else { return };
    if probability(best) < LEAST_SOURCE {
        return;
    }
    let (mut start, mut end) = (best, best + 1);
    while start > sentence.start && probability(start - 1) > 0.5 * probability(best) {
        start -= 1;
    }
    while end < sentence.end && probability(end) > 0.5 * probability(best) {
        end += 1;
    }
    group.source = Some((0, start..end));
}
