//! Attributions as the scorer sees them, annotated or predicted, and the
//! positions they are counted in.

use inquit_quotes::{QuoteType, Span};

use crate::regions::Range;

/// Whether the words of a content stand between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// All of them.
    Direct,
    /// Some.
    Mixed,
    /// None.
    Indirect,
}

impl Type {
    /// The types, in the order of tables.
    pub const ALL: [Type; 3] = [Type::Direct, Type::Mixed, Type::Indirect];

    /// The name in tables and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Type::Direct => "direct",
            Type::Mixed => "mixed",
            Type::Indirect => "indirect",
        }
    }
}

impl From<QuoteType> for Type {
    fn from(value: QuoteType) -> Type {
        match value {
            QuoteType::Direct => Type::Direct,
            QuoteType::Mixed => Type::Mixed,
            QuoteType::Indirect => Type::Indirect,
        }
    }
}

/// Converts between bytes and code points of one text.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Byte offset of every code point, and the length of the text.
    starts: Vec<usize>,
}

impl CodePoints {
    /// Counts the code points of `text`.
    #[must_use]
    pub fn new(text: &str) -> CodePoints {
        CodePoints { starts: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect() }
    }

    /// The code points of a span of bytes. A bound inside a character counts
    /// as its end.
    #[must_use]
    pub fn of(&self, span: Span) -> Range {
        let at = |byte| self.starts.partition_point(|start| *start < byte);
        (at(span.start()), at(span.end()))
    }

    /// The bytes of a range of code points, cut off at the end of the text.
    #[must_use]
    pub fn bytes(&self, (start, end): Range) -> Span {
        let last = self.starts.len() - 1;
        Span::new(self.starts[start.min(end).min(last)], self.starts[end.min(last)])
    }
}

/// What a gold attribution says about its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The fullest name in the text, joint speakers parted by `;`; `None`
    /// where it cannot be decided.
    pub name: Option<String>,
    /// *person*, *organization* …; decides how names compare.
    pub kind: Option<String>,
}

/// An attribution as people annotated it. Positions are code points.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// What was said.
    pub content: Vec<Range>,
    /// The words that name the speaker; empty if there are none.
    pub mention: Vec<Range>,
    /// The words that report; empty if there are none.
    pub cue: Vec<Range>,
    /// Who that is, where it was annotated.
    pub who: Option<Who>,
    /// The annotated type.
    pub quote_type: Type,
}

/// An attribution as a program found it. Positions are code points.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// What was said.
    pub content: Vec<Range>,
    /// The words that name the speaker.
    pub speaker: Option<Range>,
    /// Who that is.
    pub resolved: Option<String>,
    /// Its type; read from the text by the rule of [`Scored::type_of`](crate::regions::Scored::type_of) if `None`.
    pub quote_type: Option<Type>,
    /// How sure the program was, 0 to 1; 1 if it does not say.
    pub confidence: f64,
}
