//! [`Span`]: where something stands in a text.

use std::fmt;
use std::ops::Range;

/// A half-open range of **byte** offsets into the original text.
///
/// `start <= end` always holds. Spans made by this project lie on character
/// boundaries of the text they were made from, so `span.of(text)` is the exact
/// text found.
///
/// ```
/// use inquit_gazetteer::Span;
/// let text = "The Élysée said";
/// let span = Span::new(4, 12);
/// assert_eq!(span.of(text), "Élysée");
/// assert!(span.contains(4) && !span.contains(12));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    ///
    /// # Panics
    ///
    /// If `start > end`.
    #[inline]
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span starts at {start}, after its end {end}");
        Span { start, end }
    }

    /// Offset of the first byte.
    #[inline]
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// Offset one past the last byte.
    #[inline]
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies in the span.
    #[inline]
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether every byte of `other` lies in the span.
    #[inline]
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    #[inline]
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn union(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words the span stands for in `text`, or `""` where the span does
    /// not lie in `text` on character boundaries.
    #[inline]
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Range<usize> {
        span.start..span.end
    }
}
