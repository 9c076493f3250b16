//! The labels of tokens, and what the tagger says of every token.

use std::ops::Range;

/// What a token is part of. *Begin* stands on the first token of a piece,
/// *Inside* on the others; *Right* and *Left* say on which side of the piece
/// the words stand that report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the doc comment of the type names the parts that each name is made of")]
pub enum Label {
    Outside,
    BeginCue,
    InsideCue,
    BeginSourceRight,
    InsideSourceRight,
    BeginSourceLeft,
    InsideSourceLeft,
    BeginContentRight,
    InsideContentRight,
    BeginContentLeft,
    InsideContentLeft,
}

/// What a piece of text is in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The words that report.
    Cue,
    /// The words that name the speaker.
    Source,
    /// What was said.
    Content,
}

/// On which side of a piece its cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

impl Label {
    /// All labels, in the order of their numbers.
    pub const ALL: [Label; 11] = [
        Label::Outside,
        Label::BeginCue,
        Label::InsideCue,
        Label::BeginSourceRight,
        Label::InsideSourceRight,
        Label::BeginSourceLeft,
        Label::InsideSourceLeft,
        Label::BeginContentRight,
        Label::InsideContentRight,
        Label::BeginContentLeft,
        Label::InsideContentLeft,
    ];

    /// The label of a number; `Outside` where there is none.
    pub(crate) fn of(number: usize) -> Label {
        Label::ALL.get(number).copied().unwrap_or(Label::Outside)
    }

    /// The label of the first token of a piece, or of the others. The side of
    /// a cue does not matter.
    #[must_use]
    pub fn new(role: Role, side: Side, begins: bool) -> Label {
        let first = match (role, side) {
            (Role::Cue, _) => Label::BeginCue,
            (Role::Source, Side::Right) => Label::BeginSourceRight,
            (Role::Source, Side::Left) => Label::BeginSourceLeft,
            (Role::Content, Side::Right) => Label::BeginContentRight,
            (Role::Content, Side::Left) => Label::BeginContentLeft,
        };
        if begins { first } else { Label::of(first as usize + 1) }
    }

    /// What the token is part of.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        match self {
            Label::Outside => None,
            Label::BeginCue | Label::InsideCue => Some(Role::Cue),
            Label::BeginSourceRight | Label::InsideSourceRight | Label::BeginSourceLeft | Label::InsideSourceLeft => Some(Role::Source),
            _ => Some(Role::Content),
        }
    }

    /// On which side the cue stands, for sources and contents.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Label::BeginSourceRight | Label::InsideSourceRight | Label::BeginContentRight | Label::InsideContentRight => Some(Side::Right),
            Label::BeginSourceLeft | Label::InsideSourceLeft | Label::BeginContentLeft | Label::InsideContentLeft => Some(Side::Left),
            _ => None,
        }
    }

    /// Whether a piece begins here.
    #[must_use]
    pub fn begins(self) -> bool {
        self != Label::Outside && (self as usize) % 2 == 1
    }

    /// Whether the label can stand after `before` (`None` at the start of a
    /// paragraph): a piece goes on only where it was before.
    #[must_use]
    pub fn may_follow(self, before: Option<Label>) -> bool {
        let number = self as usize;
        if self == Label::Outside || self.begins() {
            return true;
        }
        before.is_some_and(|before| before as usize == number || before as usize + 1 == number)
    }
}

/// Number of labels.
pub(crate) const LABELS: usize = Label::ALL.len();

/// Numbers a label, filled up so that rows fit vector registers.
pub(crate) const LANES: usize = 16;

/// One number for every label; the lanes past the last label are 0.
pub(crate) type Lanes = [f32; LANES];

/// A run of tokens that the tagger takes for one cue, source or content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its tokens, as indices into the tokens of the document; never across a paragraph.
    pub tokens: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Where its cue stands; `None` for a cue.
    pub side: Option<Side>,
}

/// The most probable labels of the tokens of a text and, for each token, the
/// probability of every label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    pub(crate) path: Vec<Label>,
    pub(crate) marginals: Vec<Lanes>,
    /// Of every token: many candidates ask for those of the same tokens.
    roles: Vec<Roles>,
}

/// The probabilities that a token is part of a cue, a source and a content.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Roles {
    cue: f32,
    source: f32,
    content: f32,
}

impl Roles {
    fn of(lanes: &Lanes) -> Roles {
        let sum = |first: Label, count: usize| lanes[first as usize..first as usize + count].iter().sum();
        Roles { cue: sum(Label::BeginCue, 2), source: sum(Label::BeginSourceRight, 4), content: sum(Label::BeginContentRight, 4) }
    }
}

/// Certainly outside.
const NOTHING: Lanes = {
    let mut lanes = [0.0; LANES];
    lanes[Label::Outside as usize] = 1.0;
    lanes
};

impl Labels {
    /// Labels the tokens up to token `end` that have no label yet: outside.
    pub(super) fn pass_over(&mut self, end: usize) {
        self.path.resize(end, Label::Outside);
        self.marginals.resize(end, NOTHING);
    }

    /// Room for the labels of so many tokens.
    pub(super) fn with_capacity(tokens: usize) -> Labels {
        Labels { path: Vec::with_capacity(tokens), marginals: Vec::with_capacity(tokens), roles: Vec::with_capacity(tokens) }
    }

    /// The same labels, once all tokens have them.
    pub(super) fn complete(mut self) -> Labels {
        self.roles.clear();
        self.roles.extend(self.marginals.iter().map(Roles::of));
        self
    }

    /// Labels without doubt.
    pub(crate) fn certain(path: Vec<Label>) -> Labels {
        let lanes = |&label: &Label| {
            let mut lanes = [0.0; LANES];
            lanes[label as usize] = 1.0;
            lanes
        };
        Labels { marginals: path.iter().map(lanes).collect(), path, roles: Vec::new() }.complete()
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.path.len()
    }

    /// Whether there are no tokens.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.path.is_empty()
    }

    /// The label of token `i` on the most probable path; `Outside` past the end.
    #[must_use]
    pub fn label(&self, i: usize) -> Label {
        self.path.get(i).copied().unwrap_or(Label::Outside)
    }

    /// The probability that token `i` has this label.
    #[must_use]
    pub fn probability(&self, i: usize, label: Label) -> f32 {
        self.marginals.get(i).map_or(if label == Label::Outside { 1.0 } else { 0.0 }, |lanes| lanes[label as usize])
    }

    /// The probability that token `i` is part of a cue.
    #[must_use]
    pub fn cue(&self, i: usize) -> f32 {
        self.roles.get(i).map_or(0.0, |roles| roles.cue)
    }

    /// The probability that token `i` is part of a source.
    #[must_use]
    pub fn source(&self, i: usize) -> f32 {
        self.roles.get(i).map_or(0.0, |roles| roles.source)
    }

    /// The probability that token `i` is part of a content.
    #[must_use]
    pub fn content(&self, i: usize) -> f32 {
        self.roles.get(i).map_or(0.0, |roles| roles.content)
    }

    /// The probability that token `i` is part of a source or content whose cue
    /// stands on this side.
    #[must_use]
    pub fn sided(&self, i: usize, role: Role, side: Side) -> f32 {
        self.sum(i, Label::new(role, side, true) as usize, 2)
    }

    /// The probability that a piece of this role begins at token `i`.
    #[must_use]
    pub fn begins(&self, i: usize, role: Role) -> f32 {
        let at = |side| self.probability(i, Label::new(role, side, true));
        if role == Role::Cue { at(Side::Left) } else { at(Side::Left) + at(Side::Right) }
    }

    fn sum(&self, i: usize, first: usize, count: usize) -> f32 {
        self.marginals.get(i).map_or(0.0, |lanes| lanes[first..first + count].iter().sum())
    }

    /// The pieces of the most probable path, in text order.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        pieces(&self.path)
    }
}

/// The pieces that a row of labels spells out.
pub(crate) fn pieces(path: &[Label]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, &label) in path.iter().enumerate() {
        let Some(role) = label.role() else { continue };
        match pieces.last_mut() {
            Some(piece) if !label.begins() && piece.tokens.end == i && piece.role == role && piece.side == label.side() => {
                piece.tokens.end = i + 1;
            }
            _ => pieces.push(Piece { tokens: i..i + 1, role, side: label.side() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_parts() {
        for label in Label::ALL {
            assert_eq!(Label::of(label as usize), label);
            if let Some(role) = label.role() {
                assert_eq!(Label::new(role, label.side().unwrap_or(Side::Left), label.begins()), label);
            }
        }
        assert!(Label::InsideCue.may_follow(Some(Label::BeginCue)));
        assert!(!Label::InsideCue.may_follow(None));
        assert!(!Label::InsideContentLeft.may_follow(Some(Label::BeginContentRight)));
        assert!(!Label::InsideCue.may_follow(Some(Label::Outside)));
        assert!(!Label::InsideSourceRight.may_follow(Some(Label::InsideCue)));
    }

    #[test]
    fn pieces_of_a_path() {
        use Label::{BeginContentLeft, BeginCue, BeginSourceRight, InsideContentLeft, InsideCue, InsideSourceRight, Outside};
        let path =
            [BeginSourceRight, InsideSourceRight, BeginCue, InsideCue, BeginContentLeft, InsideContentLeft, BeginContentLeft, Outside];
        let found: Vec<_> = pieces(&path).into_iter().map(|piece| (piece.tokens, piece.role, piece.side)).collect();
        let expected = vec![
            (0..2, Role::Source, Some(Side::Right)),
            (2..4, Role::Cue, None),
            (4..6, Role::Content, Some(Side::Left)),
            (6..7, Role::Content, Some(Side::Left)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn past_the_end() {
        let labels = Labels::default();
        assert_eq!((labels.label(3), labels.probability(3, Label::Outside), labels.cue(3)), (Label::Outside, 1.0, 0.0));
    }
}
