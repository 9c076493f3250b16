//! Annotated text as the tagger sees it: labels of tokens, counts of cues.
//!
//! Input: the layers of a text and its attributions as spans. Output: a label
//! for every token, and for every word form how it behaves as a cue. Where
//! annotations overlap, sources and cues win over contents, and the first
//! content over later ones. Nothing is learned here.

use rustc_hash::FxHashMap;

use crate::Span;
use crate::analyzer::Analyzer;
use crate::context::Context;
use crate::lexicon::Tag;
use crate::tagger::{CueCounts, Label, Labels, Opening, Role, Side, Spelling};

/// An attribution as people marked it. Spans are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotatedAttribution {
    /// What was said.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Vec<Span>,
    /// The words that name the speaker.
    pub source: Vec<Span>,
}

/// A text to learn from.
#[derive(Clone, Copy, Debug)]
pub struct AnnotatedText<'a> {
    /// Reads the text. Where its own models were trained on this text, give one
    /// whose models were not, or training sees better tags than there will be.
    pub analyzer: &'a Analyzer,
    /// The text.
    pub text: &'a str,
    /// Its attributions.
    pub attributions: &'a [AnnotatedAttribution],
}

/// The labels that the annotations give to the tokens of a text, each with
/// probability 1.
#[must_use]
pub fn gold_labels(annotated: AnnotatedText<'_>) -> Labels {
    annotated.analyzer.with_layers(annotated.text, None, |context| {
        let path = labels(context, annotated.attributions);
        Labels::certain(path)
    })
}

/// Whose a token is: the role, the attribution, the ordinal of the piece.
type Owner = (Role, usize, usize);

fn owners(context: &Context<'_, '_>, attributions: &[AnnotatedAttribution]) -> Vec<Option<Owner>> {
    let tokens = &context.document.tokens;
    let mut owners: Vec<Option<Owner>> = vec![None; tokens.len()];
    for (number, attribution) in attributions.iter().enumerate() {
        let roles = [(Role::Content, &attribution.content), (Role::Source, &attribution.source), (Role::Cue, &attribution.cue)];
        for (role, pieces) in roles {
            for (piece, span) in pieces.iter().enumerate() {
                let first = tokens.partition_point(|token| token.span.start() < span.start());
                let inside = tokens[first..].iter().take_while(|token| token.span.start() < span.end());
                for owner in &mut owners[first..first + inside.count()] {
                    if owner.is_none() || role != Role::Content {
                        *owner = Some((role, number, piece));
                    }
                }
            }
        }
    }
    owners
}

/// The label of every token.
pub(super) fn labels(context: &Context<'_, '_>, attributions: &[AnnotatedAttribution]) -> Vec<Label> {
    let owners = owners(context, attributions);
    let mut out = vec![Label::Outside; owners.len()];
    for paragraph in &context.document.paragraphs {
        let mut before = None;
        for i in paragraph.tokens.clone() {
            if let Some((role, number, piece)) = owners[i] {
                let attribution = &attributions[number];
                let side = match role {
                    Role::Cue => Side::Left,
                    Role::Source => side(attribution, &attribution.source[piece]),
                    Role::Content => side(attribution, &attribution.content[piece]),
                };
                out[i] = Label::new(role, side, before != owners[i]);
            }
            before = owners[i];
        }
    }
    out
}

fn side(attribution: &AnnotatedAttribution, piece: &Span) -> Side {
    match attribution.cue.first() {
        Some(cue) if cue.start() <= piece.start() => Side::Left,
        _ => Side::Right,
    }
}

/// Counts of word forms, by hash.
pub(super) type Counts = FxHashMap<u64, CueCounts>;

/// How the words of a text behave as cues.
pub(super) fn counts(context: &Context<'_, '_>, attributions: &[AnnotatedAttribution]) -> Counts {
    let owners = owners(context, attributions);
    let word = |i: usize| Spelling::of(context.word(i)).word;
    let is_cue = |i: usize, number: usize| matches!(owners.get(i), Some(Some((Role::Cue, other, _))) if *other == number);
    let mut counts = Counts::default();
    for paragraph in &context.document.paragraphs {
        for i in paragraph.tokens.clone() {
            let count = counts.entry(word(i)).or_default();
            count.all += 1;
            let Some((Role::Cue, number, _)) = owners[i] else { continue };
            count.part += u32::from(context.word(i).contains(char::is_alphabetic));
            if i + 1 < paragraph.tokens.end && is_cue(i + 1, number) {
                continue;
            }
            // the head of a run that ends here is its last verb or noun
            let run = (paragraph.tokens.start..=i).rev().take_while(|&j| is_cue(j, number));
            let head = run.clone().find(|&j| is_head(context.tag(j))).unwrap_or(i);
            let count = counts.entry(word(head)).or_default();
            count.head += 1;
            count.sourceless += u32::from(attributions[number].source.is_empty());
            count.add_opening(opening(context, &attributions[number], i, paragraph.tokens.end));
        }
    }
    counts
}

fn is_head(tag: Tag) -> bool {
    tag.is_verb() || tag.is_noun()
}

/// How the content of a cue whose last token is `cue` begins.
fn opening(context: &Context<'_, '_>, attribution: &AnnotatedAttribution, cue: usize, end: usize) -> Opening {
    let tokens = &context.document.tokens;
    let Some(start) = attribution.content.iter().map(|span| span.start()).min() else { return Opening::Other };
    if start < tokens[cue].span.start() {
        return Opening::Before;
    }
    let Some(first) = (cue + 1..end).find(|&i| tokens[i].span.start() >= start) else { return Opening::Other };
    let quoted = context.mark(first).is_some_and(|span| span.tokens.start == first);
    match context.tag(first) {
        _ if context.is(first, "that") => Opening::That,
        _ if context.is(first, "to") => Opening::To,
        _ if quoted => Opening::Mark,
        Tag::DT | Tag::NN | Tag::NNS | Tag::JJ | Tag::PRPS | Tag::CD | Tag::NNP | Tag::VBG => Opening::Noun,
        Tag::PRP | Tag::EX => Opening::Pronoun,
        _ => Opening::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_annotations() {
        let text = "“The bridge is safe,” Olsen said. “Go.”\n“Now.”";
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let attributions = [AnnotatedAttribution {
            content: vec![span("“The bridge is safe,”"), span("“Go.”\n“Now.”")],
            cue: vec![span("said")],
            source: vec![span("Olsen")],
        }];
        let analyzer = Analyzer::english();
        let found = gold_labels(AnnotatedText { analyzer: &analyzer, text, attributions: &attributions });
        let pieces: Vec<_> = found.pieces().into_iter().map(|piece| (piece.tokens, piece.role, piece.side)).collect();
        let expected = vec![
            (0..7, Role::Content, Some(Side::Right)),
            (7..8, Role::Source, Some(Side::Right)),
            (8..9, Role::Cue, None),
            (10..14, Role::Content, Some(Side::Left)),
            // a paragraph begins a piece
            (14..18, Role::Content, Some(Side::Left)),
        ];
        assert_eq!(pieces, expected);
        let counts = analyzer.with_layers(text, None, |context| counts(context, &attributions));
        let said = counts[&Spelling::of("said").word];
        assert_eq!((said.all, said.part, said.head, said.openings[Opening::Before as usize]), (1, 1, 1, 1));
    }
}
