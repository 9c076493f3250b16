//! Resolves mentions to speakers within the document.

use std::ops::Range;

use crate::context::Context;
use crate::quote::{MentionKind, Speaker};

/// An attribution whose speaker is to be found; the tokens are indices into
/// the document's.
#[derive(Clone, Debug)]
pub(crate) struct Unresolved {
    /// The words that name the speaker.
    pub(crate) mention: Option<Range<usize>>,
    /// What kind of words they are.
    pub(crate) kind: MentionKind,
    /// The words that report.
    pub(crate) cue: Option<Range<usize>>,
    /// What was said, in text order, never empty.
    pub(crate) content: Vec<Range<usize>>,
}

/// The speakers of each attribution (none if unknown, several for a joint
/// statement), in the order given, which is text order.
pub(crate) fn resolve(context: &Context<'_, '_>, attributions: &[Unresolved]) -> Vec<Vec<Speaker>> {
    let _ = context;
    attributions.iter().map(|_| Vec::new()).collect()
}
