//! Pairs quotation marks.
//!
//! Input: a [`Document`]. Output: [`QuoteSpan`]s in text order, none inside
//! another. Marks that never close, close twice or look the wrong way are
//! data, not errors. Whether a span is a quotation, a title or irony is not
//! decided here.
//!
//! One paragraph at a time. Double marks are read first, single ones in what
//! is left; a text whose long quotations stand in single marks (British style)
//! is read the other way round. `data/quotes/marks.tsv` lists the signs.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::{Document, Token, TokenKind, within};

/// What stands between two quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSpan {
    /// The tokens, marks included.
    pub tokens: Range<usize>,
    /// The tokens between the marks.
    pub inner: Range<usize>,
    /// Words between the marks.
    pub words: usize,
    /// Ordinal of the paragraph.
    pub paragraph: usize,
    /// Whether both marks are there.
    pub closed: bool,
    /// Whether the quotation is left open at the end of its paragraph because
    /// the next paragraph goes on with it (and repeats the opening mark).
    pub continues: bool,
}

/// A span of fewer words can be a title, a nickname or irony as well.
pub(crate) const LONG: usize = 5;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Angle,
    Single,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Open,
    Close,
    Straight,
}

static SIGNS: LazyLock<FxHashMap<&'static str, (Family, Role)>> = LazyLock::new(|| {
    include_str!("../data/marks.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let sign = cells.next()?;
            let family = match cells.next()? {
                "angle" => Family::Angle,
                "single" => Family::Single,
                _ => Family::Double,
            };
            let role = match cells.next()? {
                "open" => Role::Open,
                "close" => Role::Close,
                _ => Role::Straight,
            };
            Some((sign, (family, role)))
        })
        .collect()
});

/// Words that begin with an apostrophe: *'em, 'tis*.
const APOSTROPHE_WORDS: [&str; 9] = ["em", "tis", "twas", "til", "till", "cause", "n", "round", "bout"];

/// The quotation spans of a document.
#[must_use]
pub fn pair_marks(document: &Document<'_>) -> Vec<QuoteSpan> {
    let marks: Vec<usize> = (0..).zip(&document.tokens).filter(|(_, token)| token.kind == TokenKind::Mark).map(|(i, _)| i).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let pairer = Pairer { document, marks };
    let doubles: Vec<QuoteSpan> = (0..document.paragraphs.len()).flat_map(|p| pairer.doubles(p)).collect();
    let singles: Vec<QuoteSpan> = (0..document.paragraphs.len()).flat_map(|p| pairer.singles(p)).collect();
    let long = |spans: &[QuoteSpan]| spans.iter().filter(|span| span.words >= LONG).count();
    let british = long(&singles) > 2 * long(&doubles);
    let (first, second) = if british { (singles, doubles) } else { (doubles, singles) };
    merge(first, second)
}

/// All of `first`, and of `second` what touches none of `first`.
fn merge(first: Vec<QuoteSpan>, second: Vec<QuoteSpan>) -> Vec<QuoteSpan> {
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut rest = second.into_iter().peekable();
    let mut last_end = 0;
    for span in first {
        while let Some(other) = rest.next_if(|other| other.tokens.start < span.tokens.end) {
            if other.tokens.start >= last_end && other.tokens.end <= span.tokens.start {
                out.push(other);
            }
        }
        last_end = span.tokens.end;
        out.push(span);
    }
    out.extend(rest.filter(|other| other.tokens.start >= last_end));
    out
}

struct Pairer<'d, 't> {
    document: &'d Document<'t>,
    /// The tokens that are marks.
    marks: Vec<usize>,
}

impl Pairer<'_, '_> {
    /// Those of `range` that are marks.
    fn marks(&self, range: &Range<usize>) -> &[usize] {
        within(&self.marks, range, |&i| i)
    }

    fn sign(&self, i: usize) -> Option<(Family, Role)> {
        let token = self.document.tokens.get(i)?;
        if token.kind != TokenKind::Mark {
            return None;
        }
        SIGNS.get(self.document.word(i)).copied()
    }

    fn token(&self, i: usize) -> Token {
        self.document.tokens[i]
    }

    /// The token before `i` if it touches it and lies in the paragraph that starts at `first`.
    fn touching_left(&self, i: usize, first: usize) -> Option<usize> {
        (i > first && self.token(i - 1).span.end() == self.token(i).span.start()).then(|| i - 1)
    }

    fn touching_right(&self, i: usize, end: usize) -> Option<usize> {
        (i + 1 < end && self.token(i).span.end() == self.token(i + 1).span.start()).then_some(i + 1)
    }

    /// Space, bracket, dash or another mark on the left: an opening mark can stand here.
    fn room_left(&self, i: usize, first: usize) -> bool {
        self.touching_left(i, first).is_none_or(|j| {
            self.token(j).kind == TokenKind::Mark
                || matches!(self.document.word(j), "(" | "[" | "{" | "—" | "–" | "-" | "--" | "/" | "…" | "..." | "=" | ">")
        })
    }

    /// Text on the right: an opening mark can stand here.
    fn text_right(&self, i: usize, end: usize) -> bool {
        self.touching_right(i, end).is_some_and(|j| {
            self.token(j).kind != TokenKind::Sign
                || !matches!(self.document.word(j), "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "-" | "--" | "—" | "–")
        })
    }

    fn doubles(&self, paragraph: usize) -> Vec<QuoteSpan> {
        let range = self.document.paragraphs[paragraph].tokens.clone();
        let mut spans: Vec<QuoteSpan> = Vec::new();
        let mut open: Option<(usize, Family)> = None;
        for &i in self.marks(&range) {
            let Some((family, role)) = self.sign(i) else { continue };
            if family == Family::Single || open.is_some_and(|(_, other)| other != family) {
                continue;
            }
            let room = self.room_left(i, range.start);
            let text = self.text_right(i, range.end);
            let dash_left =
                self.touching_left(i, range.start).is_some_and(|j| matches!(self.document.word(j), "—" | "–" | "-" | "--" | "…" | "..."));
            let opens = match (role, open.is_some()) {
                (Role::Open, false) => true,
                // an opening form with nothing behind it closes
                (Role::Open, true) => text && room,
                (Role::Close, false) => room && text,
                (Role::Close, true) => false,
                (Role::Straight, false) => text && !self.is_inch(i, range.start),
                (Role::Straight, true) => room && text && !dash_left,
            };
            match (opens, open) {
                (true, None) => {
                    if text || i + 1 < range.end || spans.is_empty() {
                        open = Some((i, family));
                    }
                    if !text && i + 1 == range.end {
                        // an opening form at the very end closes what was never opened
                        open = None;
                        spans.extend(self.recover(i, paragraph, &spans));
                    }
                }
                (true, Some((start, _))) => {
                    // a doubled mark, or one whose partner is lost
                    if i > start + 1 {
                        spans.extend(self.build(start, i, i, paragraph, false, false));
                        open = Some((i, family));
                    }
                }
                (false, Some((start, _))) => {
                    if i > start + 1 {
                        spans.extend(self.build(start, i, i + 1, paragraph, true, false));
                        open = None;
                    }
                }
                (false, None) => {
                    match spans.last_mut() {
                        // a doubled mark
                        Some(last) if last.closed && last.tokens.end == i => last.tokens.end = i + 1,
                        _ if self.is_inch(i, range.start) => {}
                        _ => spans.extend(self.recover(i, paragraph, &spans)),
                    }
                }
            }
        }
        if let Some((start, family)) = open {
            let goes_on = self.opens_next(paragraph, family);
            spans.extend(self.build(start, range.end, range.end, paragraph, goes_on, goes_on));
        }
        spans
    }

    /// Whether the next paragraph begins with an opening mark of the family.
    fn opens_next(&self, paragraph: usize, family: Family) -> bool {
        self.document.paragraphs.get(paragraph + 1).is_some_and(|next| {
            let i = next.tokens.start;
            self.sign(i).is_some_and(|(f, role)| f == family && role != Role::Close) && self.text_right(i, next.tokens.end)
        })
    }

    /// A number directly before the mark: *6'2"*, *a 5" pipe*.
    fn is_inch(&self, i: usize, first: usize) -> bool {
        self.touching_left(i, first)
            .is_some_and(|j| self.token(j).kind == TokenKind::Number || self.sign(j).is_some_and(|(family, _)| family == Family::Single))
            && self.document.word(i) == "\""
    }

    /// A closing mark without an opening one, in a paragraph that quotes: the
    /// quotation began with a sentence, after the last mark before. Where
    /// nothing is quoted before it, the mark is left alone.
    fn recover(&self, close: usize, paragraph: usize, before: &[QuoteSpan]) -> Option<QuoteSpan> {
        let last_end = before.last()?.tokens.end;
        let stop = matches!(self.document.word(close - 1), "." | "!" | "?" | ",");
        if !stop || close <= last_end + 2 {
            return None;
        }
        // the sentences since the one that holds the last quotation
        let sentence = self.document.sentence_of(close - 1);
        let mut first = self.document.sentence_of(last_end - 1) + 1;
        if self.document.sentences.get(first - 1).is_some_and(|s| s.tokens.end == last_end) {
            first += 1;
        }
        let start = self.document.sentences.get(first.min(sentence))?.tokens.start.max(last_end);
        let inner = start..close;
        let words = self.words(&inner);
        (words >= LONG).then(|| QuoteSpan { tokens: start..close + 1, inner, words, paragraph, closed: false, continues: false })
    }

    fn build(&self, start: usize, inner_end: usize, end: usize, paragraph: usize, closed: bool, continues: bool) -> Option<QuoteSpan> {
        let mut inner = start + 1..inner_end;
        // doubled marks
        while inner.start < inner.end && self.sign(inner.start).is_some_and(|(family, _)| family != Family::Single) {
            inner.start += 1;
        }
        let words = self.words(&inner);
        (words > 0).then_some(QuoteSpan { tokens: start..end, inner, words, paragraph, closed, continues })
    }

    fn words(&self, range: &Range<usize>) -> usize {
        range.clone().filter(|&i| self.is_word(i)).count()
    }

    fn singles(&self, paragraph: usize) -> Vec<QuoteSpan> {
        let range = self.document.paragraphs[paragraph].tokens.clone();
        let mut spans = Vec::new();
        let mut behind = range.start;
        for &i in self.marks(&range) {
            if i >= behind && self.opens_single(i, &range) {
                // *… she said. 'We had a post'*: where a sentence begins, too
                let introduced = i == range.start || matches!(self.document.word(i - 1), ":" | ",") || self.begins_sentence(i);
                let goes_on = introduced && self.opens_next(paragraph, Family::Single);
                match self.close_single(i, &range) {
                    Some((close, sure)) if sure || !goes_on => {
                        spans.extend(self.build(i, close, close + 1, paragraph, true, false));
                        behind = close + 1;
                    }
                    _ if goes_on => {
                        spans.extend(self.build(i, range.end, range.end, paragraph, true, true));
                        break;
                    }
                    _ => {}
                }
            }
        }
        spans
    }

    /// Whether a sentence begins with the mark at `i`, and no year: *'90s*.
    fn begins_sentence(&self, i: usize) -> bool {
        self.document.sentences[self.document.sentence_of(i)].tokens.start == i && self.token(i + 1).kind == TokenKind::Word
    }

    fn opens_single(&self, i: usize, range: &Range<usize>) -> bool {
        self.sign(i).is_some_and(|(family, role)| family == Family::Single && role != Role::Close)
            && self.room_left(i, range.start)
            && self.text_right(i, range.end)
            && !APOSTROPHE_WORDS.iter().any(|word| self.document.word(i + 1).eq_ignore_ascii_case(word))
    }

    /// The mark that closes the single mark at `open`, and whether that is
    /// sure: the first that cannot be the apostrophe of a plural possessive
    /// (*the workers' union*) or of a dropped letter (*lyin' low*), else the
    /// first that can.
    fn close_single(&self, open: usize, range: &Range<usize>) -> Option<(usize, bool)> {
        let mut unsure = None;
        for &j in self.marks(&(open + 2..range.end)) {
            if self.opens_single(j, range) {
                break;
            }
            let inside_word = self.touching_right(j, range.end).is_some_and(|next| self.is_word(next));
            let closes = self.sign(j).is_some_and(|(family, role)| family == Family::Single && role != Role::Open) && !inside_word;
            let Some(left) = self.touching_left(j, range.start).filter(|_| closes) else { continue };
            let word = self.document.word(left);
            let plural = word.ends_with(['s', 'z', 'S']) && self.token(left).kind == TokenKind::Word;
            let dropped = word.len() > 3 && word.ends_with("in");
            if (plural || dropped) && j + 1 < range.end && self.token(j + 1).kind == TokenKind::Word {
                unsure.get_or_insert(j);
            } else {
                return Some((j, true));
            }
        }
        unsure.map(|close| (close, false))
    }

    fn is_word(&self, i: usize) -> bool {
        matches!(self.token(i).kind, TokenKind::Word | TokenKind::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::parse(text);
        let spans = pair_marks(&document);
        let found: Vec<&str> = spans.iter().map(|span| document.span(span.tokens.clone()).of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn straight_curly_angle_and_tex() {
        check("\"Yes,\" he said. \"No.\"", &["\"Yes,\"", "\"No.\""]);
        check("“Yes,” he said. “No.”", &["“Yes,”", "“No.”"]);
        check("«Oui», he said; „so“ too", &["«Oui»", "„so“"]);
        check("``Well,'' she said. ''Fine.''", &["``Well,''", "''Fine.''"]);
        check("““We won,”” he said", &["““We won,””"]);
    }

    #[test]
    fn marks_that_look_the_wrong_way() {
        check("”We won,” he said", &["”We won,”"]);
        check("He said “we have won today. “", &["“we have won today. “"]);
        check("“We won,“ he said", &["“We won,“"]);
        check("“It is over,” he said. They do not really want to do it. “", &["“It is over,”", "They do not really want to do it. “"]);
    }

    #[test]
    fn lost_marks() {
        check("He called it “a disgrace and left", &["“a disgrace and left"]);
        check("“One.\n“Two.”", &["“One.", "“Two.”"]);
        check("The road is closed until the first of May.” He left.", &[]);
    }

    #[test]
    fn single_marks_against_apostrophes_feet_and_inches() {
        check("'The workers' union won't fight,' he said.", &["'The workers' union won't fight,'"]);
        check("the workers' rights and the bosses' plan", &[]);
        check("He is 6'2\" tall and a 5\" pipe", &[]);
        check("rock 'n' roll in the '90s", &[]);
        check("‘They're lyin’ low,’ he said", &["‘They're lyin’ low,’"]);
        check("‘It is old.’― Ada Low", &["‘It is old.’"]);
        check("He said: ‘The bosses’ plan is poor.\n‘We go.’", &["‘The bosses’ plan is poor.", "‘We go.’"]);
        check("‘No,’ said Jo’s aunt.", &["‘No,’"]);
        check("He met ‘the workers’", &["‘the workers’"]);
        check("He met ‘the workers’\nRain fell.", &["‘the workers’"]);
    }

    #[test]
    fn single_inside_double_and_double_inside_single() {
        check("“He said ‘no’ to me,” she said", &["“He said ‘no’ to me,”"]);
        check(
            "'He said \"no\" to me again,' she said. 'That is all I know of it,' she added.",
            &["'He said \"no\" to me again,'", "'That is all I know of it,'"],
        );
    }
}
