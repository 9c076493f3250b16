//! Words, quotation-mark regions and the type of a content, as the scorer
//! defines them.
//!
//! This is a measuring instrument, not the product's mark pairing: it knows
//! double marks only and must give the same answer as the shared scorer, so
//! that gold and predictions get their type from one rule. All positions are
//! code points.

use std::collections::BTreeSet;

use crate::annotation::Type;

/// A half-open range of code points.
pub type Range = (usize, usize);

/// A text as code points, with its words and regions.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The code points.
    pub chars: Vec<char>,
    /// Words: runs of letters, numbers and underscores.
    pub words: Vec<Range>,
    /// Stretches between quotation marks, marks included, in text order.
    pub regions: Vec<Region>,
    quoted: BTreeSet<usize>,
}

/// A stretch of one paragraph between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The code points, both marks included.
    pub range: Range,
    /// Whether the end is certain: a closing mark, or the end of a paragraph
    /// after which the next one opens with a mark again.
    pub closed: bool,
}

impl Scored {
    /// Cuts `text` into words and regions.
    #[must_use]
    pub fn new(text: &str) -> Scored {
        let chars: Vec<char> = text.chars().collect();
        let words = words(&chars);
        let regions = regions(&chars);
        let ranges: Vec<Range> = regions.iter().map(|region| region.range).collect();
        let quoted = words_in(&words, &ranges);
        Scored { chars, words, regions, quoted }
    }

    /// Indices of the words of which at least half lies in one of the ranges.
    #[must_use]
    pub fn words_in(&self, ranges: &[Range]) -> BTreeSet<usize> {
        words_in(&self.words, ranges)
    }

    /// The type of a content: direct when all its words stand in regions,
    /// mixed when some do or when a mark stands in it, else indirect.
    #[must_use]
    pub fn type_of(&self, content: &[Range]) -> Type {
        let words = self.words_in(content);
        let inside = words.iter().filter(|word| self.quoted.contains(word)).count();
        let has_mark = || content.iter().any(|&(start, end)| self.slice(start, end).iter().any(|c| is_mark(*c)));
        if !words.is_empty() && inside == words.len() {
            Type::Direct
        } else if inside > 0 || has_mark() {
            Type::Mixed
        } else {
            Type::Indirect
        }
    }

    fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.chars.len());
        &self.chars[start.min(end)..end]
    }
}

/// Runs of letters, numbers of any kind and underscores. Combining marks do
/// not belong (they do in the usual `\w` of Rust's regular expressions).
fn words(chars: &[char]) -> Vec<Range> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in chars.iter().enumerate() {
        match (is_word(*c), open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                found.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| (start, chars.len())));
    found
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // `char::is_alphanumeric` lets in marks and circled letters, which have the
    // property Alphabetic but are no letters by category.
    c.is_alphanumeric()
        && !unicode_normalization::char::is_combining_mark(c)
        && !matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

fn words_in(words: &[Range], ranges: &[Range]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for &(start, end) in ranges {
        let first = words.partition_point(|word| word.0 <= start).saturating_sub(1);
        for (at, word) in words.iter().enumerate().skip(first).take_while(|(_, word)| word.0 < end) {
            let shared = end.min(word.1).saturating_sub(start.max(word.0));
            if shared > 0 && 2 * shared >= word.1 - word.0 {
                found.insert(at);
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Opens,
    Closes,
    Either,
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '„' | '‟')
}

fn is_mark(c: char) -> bool {
    opens(c) || matches!(c, '”' | '"')
}

/// White space as the shared scorer counts it: the four separator control
/// codes belong.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// Marks of one paragraph: offset, length, side.
fn marks(chars: &[char], (start, end): Range) -> Vec<(usize, usize, Side)> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let pair = (chars[at], chars[at + 1..end].first().copied());
        let mark = match pair {
            (c, _) if opens(c) => Some((1, Side::Opens)),
            ('”', _) => Some((1, Side::Closes)),
            ('"', _) => Some((1, Side::Either)),
            ('`', Some('`')) => Some((2, Side::Opens)),
            ('\'', Some('\'')) => Some((2, Side::Either)),
            _ => None,
        };
        if let Some((length, side)) = mark {
            found.push((at, length, side));
        }
        at += mark.map_or(1, |(length, _)| length);
    }
    found
}

/// Non-empty lines.
fn paragraphs(chars: &[char]) -> Vec<Range> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in chars.split(|c| *c == '\n') {
        if line.iter().any(|c| !is_space(*c)) {
            found.push((start, start + line.len()));
        }
        start += line.len() + 1;
    }
    found
}

fn regions(chars: &[char]) -> Vec<Region> {
    let paragraphs = paragraphs(chars);
    let mut found = Vec::new();
    for (ordinal, &(first, last)) in paragraphs.iter().enumerate() {
        let mut open: Option<usize> = None;
        for (at, length, side) in marks(chars, (first, last)) {
            let before = if at > first { chars[at - 1] } else { ' ' };
            let after = if at + length < last { chars[at + length] } else { ' ' };
            match (read_side(side, before, after, open.is_some()), open) {
                (Side::Opens, None) => open = Some(at),
                // A second opener: the closing mark of the first was lost, unless nothing stands between the two.
                (Side::Opens, Some(start)) => {
                    if chars[start + 1..at].iter().any(|c| !is_space(*c)) {
                        found.push(Region { range: (start, at), closed: false });
                        open = Some(at);
                    }
                }
                (_, Some(start)) => {
                    found.push(Region { range: (start, at + length), closed: true });
                    open = None;
                }
                (_, None) => {}
            }
        }
        if let Some(start) = open {
            let next = paragraphs.get(ordinal + 1).map_or(&[][..], |&(s, e)| &chars[s..e]);
            let mut next = next.iter().copied().skip_while(|c| is_space(*c));
            let (one, two) = (next.next(), next.next());
            let closed = one.is_some_and(|c| opens(c) || c == '"') || (one, two) == (Some('`'), Some('`'));
            found.push(Region { range: (start, last), closed });
        }
    }
    found
}

/// Whether a mark opens or closes, seen with its neighbours.
fn read_side(side: Side, before: char, after: char, is_open: bool) -> Side {
    let after_gap = is_space(before) || "([{—–-/‘'…".contains(before);
    let text_follows = !is_space(after) && !".,;:!?)]}".contains(after);
    let opening = match side {
        Side::Opens => true,
        Side::Closes => !is_open && after_gap && text_follows,
        Side::Either if !is_open => text_follows,
        Side::Either => after_gap && text_follows && !"—–-…'".contains(before),
    };
    if opening { Side::Opens } else { Side::Closes }
}

#[cfg(test)]
mod tests {
    use super::{Region, Scored};
    use crate::annotation::Type;

    fn region_texts(text: &str) -> Vec<(String, bool)> {
        let scored = Scored::new(text);
        let show = |region: &Region| (scored.slice(region.range.0, region.range.1).iter().collect(), region.closed);
        scored.regions.iter().map(show).collect()
    }

    #[test]
    fn regions_by_mark() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            let expected: Vec<(String, bool)> = expected.iter().map(|(s, closed)| ((*s).to_owned(), *closed)).collect();
            assert_eq!(region_texts(text), expected, "{text}");
        };
        check("No marks, it's plain.", &[]);
        check("She said: “Go.” And left.", &[("“Go.”", true)]);
        check("\"Go,\" he said. \"Now.\"", &[("\"Go,\"", true), ("\"Now.\"", true)]);
        check("He wrote ``yes'' twice", &[("``yes''", true)]);
        check("A ”reversed“ pair", &[("”reversed", false), ("“ pair", false)]);
        check("“One paragraph\n\n“and the next.”", &[("“One paragraph", true), ("“and the next.”", true)]);
        check("“Lost its end\nplain line", &[("“Lost its end", false)]);
        check("“One “Two”", &[("“One ", false), ("“Two”", true)]);
        check("Closed” with nothing open", &[]);
    }

    #[test]
    fn types_by_marks() {
        let text = "She called it “a disgrace” on Monday, he said.";
        let scored = Scored::new(text);
        let check = |piece: &str, expected: Type| {
            let start = text.find(piece).map(|byte| text[..byte].chars().count()).unwrap();
            assert_eq!(scored.type_of(&[(start, start + piece.chars().count())]), expected, "{piece}");
        };
        check("“a disgrace”", Type::Direct);
        check("a disgrace", Type::Direct);
        check("“a disgrace” on Monday", Type::Mixed);
        check("on Monday", Type::Indirect);
    }

    #[test]
    fn half_a_word_counts() {
        let scored = Scored::new("abcd ef_9 Élysée ½");
        assert_eq!(scored.words, [(0, 4), (5, 9), (10, 16), (17, 18)]);
        let words = |start, end| scored.words_in(&[(start, end)]).into_iter().collect::<Vec<_>>();
        assert_eq!(words(2, 6), [0]);
        assert_eq!(words(3, 7), [1]);
        assert_eq!(words(4, 5), [0; 0]);
        assert_eq!(words(0, 18), [0, 1, 2, 3]);
    }
}
