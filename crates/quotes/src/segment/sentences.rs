//! Sentences of a paragraph.

use std::ops::Range;

use inquit_gazetteer::Span;

use super::abbreviations;
use crate::document::{Sentence, Token, TokenKind};

/// Words that begin a sentence when they stand, capitalised, after an
/// abbreviation that may end one (*He moved to Acme Inc. The firm …*).
const STARTERS: [&str; 24] = [
    "The", "A", "An", "He", "She", "It", "They", "We", "I", "But", "And", "In", "On", "At", "This", "That", "These", "Those", "When",
    "However", "His", "Her", "Their", "There",
];

/// No sentence has more tokens: the longest of 40,000 in the annotated news has
/// some 200, and what looks at a sentence as a whole must not take forever on a
/// list, a dump or a text without a full stop.
pub(crate) const LONGEST: usize = 256;

/// Tokens that a dateline has at most.
const DATELINE: usize = 14;

/// Appends the sentences of the paragraph `range` (indices into `tokens`) to `sentences`.
pub(crate) fn split_sentences(text: &str, tokens: &[Token], range: Range<usize>, sentences: &mut Vec<Sentence>) {
    let mut start = range.start;
    let mut i = range.start;
    if let Some(end) = dateline_end(text, &tokens[range.clone()]).or_else(|| clock_end(text, &tokens[range.clone()])) {
        push(text, tokens, start..start + end, sentences);
        start += end;
        i = start;
    }
    while i < range.end {
        let token = tokens[i];
        i += 1;
        // nearly every word: neither a sign nor an abbreviation
        if matches!(token.kind, TokenKind::Word | TokenKind::Number) && text.as_bytes()[token.span.end() - 1] != b'.' {
            continue;
        }
        let word = token.span.of(text);
        let full_stop = word == ".";
        if full_stop || is_end(word) {
            let question = matches!(word, "?" | "!");
            let mut closed = false;
            while i < range.end && closes(text, tokens, i) {
                i += 1;
                closed = true;
            }
            if i < range.end
                && (begins(text, tokens[i]) || (full_stop && !closed) || (full_stop && tokens[i].capital))
                && !(question && is_stop(text, tokens[i]))
            {
                push(text, tokens, start..i, sentences);
                start = i;
            }
        } else if word.ends_with('.')
            && i < range.end
            && (tokens[i].capital && may_end(word) && STARTERS.contains(&tokens[i].span.of(text))
                || is_hour(word) && begins_after_hour(text, &tokens[i..range.end]))
        {
            push(text, tokens, start..i, sentences);
            start = i;
        }
    }
    if start < range.end {
        push(text, tokens, start..range.end, sentences);
    }
}

/// The tokens of the dateline that a paragraph begins with, its dash included:
/// *HOLANY, Sept 3 -*, *BERLIN (Courier) —*, *Paris, France –*. Capitalised words
/// and numbers alone, of which the first is in capitals or a comma or bracket
/// follows, then a dash with space round it and a capital or mark.
fn dateline_end(text: &str, tokens: &[Token]) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token: &Token| token.span.of(text));
    let apart = |i: usize| tokens[i].span.start() > tokens[i - 1].span.end();
    let shouted = word(0).len() > 2 && word(0).chars().all(char::is_uppercase);
    if tokens.is_empty() || !tokens[0].capital {
        return None;
    }
    let mut places = false;
    for i in 1..tokens.len().min(DATELINE) {
        match word(i) {
            "—" | "–" | "--" | "-" => {
                let goes_on = tokens.get(i + 1).is_some_and(|next| begins(text, *next) && apart(i + 1));
                return (goes_on && apart(i) && (shouted || places)).then_some(i + 1);
            }
            "," | "(" => places = true,
            ")" | "." | "/" | "and" => {}
            _ if tokens[i].capital || tokens[i].kind == TokenKind::Number => {}
            _ => return None,
        }
    }
    None
}

/// The tokens of the time that an entry of a live page begins with: *16:42
/// Minister resigns*, *4.42 pm BST: …*.
fn clock_end(text: &str, tokens: &[Token]) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token: &Token| token.span.of(text));
    let (hour, minute) = word(0).split_once([':', '.'])?;
    let half = minute.get(2..).unwrap_or("").to_ascii_lowercase();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let clock = matches!(hour.len(), 1 | 2) && digits(hour) && minute.get(..2).is_some_and(digits) && matches!(&*half, "" | "am" | "pm");
    let behind = ["am", "pm", "a.m.", "p.m.", "GMT", "BST", "EST", "EDT", "ET", "PT", "CET", "CEST", "IST", "AEST", ":", "-", "–", "—"];
    let end = 1 + (1..tokens.len().min(5)).take_while(|&i| behind.contains(&word(i))).count();
    // *10.30 Monday* is a time, *12.50 Euro* money
    let colon = word(0).contains(':') || end > 1 || !half.is_empty();
    (clock && colon && tokens.get(end).is_some_and(|next| begins(text, *next))).then_some(end)
}

/// Appends a sentence, one that is too long in parts.
fn push(text: &str, tokens: &[Token], mut range: Range<usize>, sentences: &mut Vec<Sentence>) {
    while range.len() > LONGEST {
        let most = range.start + LONGEST;
        let stop = (range.start + LONGEST / 2..most).rev().find(|&i| matches!(tokens[i].span.of(text), ";" | ","));
        let end = stop.map_or(most, |stop| stop + 1);
        push_part(tokens, range.start..end, sentences);
        range.start = end;
    }
    push_part(tokens, range, sentences);
}

fn push_part(tokens: &[Token], range: Range<usize>, sentences: &mut Vec<Sentence>) {
    let span = Span::new(tokens[range.start].span.start(), tokens[range.end - 1].span.end());
    sentences.push(Sentence { span, tokens: range });
}

fn is_end(word: &str) -> bool {
    matches!(word, "?" | "!" | "。" | "？" | "！") || (word.starts_with("..") && word.len() > 3)
}

fn is_stop(text: &str, token: Token) -> bool {
    matches!(token.span.of(text), "." | "?" | "!" | ",")
}

/// *a.m.*, *p.m.*
fn is_hour(word: &str) -> bool {
    word.eq_ignore_ascii_case("a.m.") || word.eq_ignore_ascii_case("p.m.")
}

/// Whether a sentence begins behind an hour: with a capital that is no day, no
/// month and no zone (*6 a.m. Eastern*, *EST*, *Moscow time*), or a mark before one.
fn begins_after_hour(text: &str, tokens: &[Token]) -> bool {
    const GO_ON: [&str; 21] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Eastern",
        "Central",
        "Pacific",
    ];
    let word = |i: usize| tokens.get(i).map_or("", |token: &Token| token.span.of(text));
    let mark = matches!(word(0), "“" | "\"" | "‘" | "``" | "''");
    let first = usize::from(mark);
    let capital = tokens.get(first).is_some_and(|token| token.capital) && word(first).chars().any(char::is_lowercase);
    let dated = GO_ON.contains(&word(first)) || word(first).ends_with('.') || word(first + 1).eq_ignore_ascii_case("time");
    let pronoun = matches!(word(first), "I" | "A");
    (capital || pronoun) && (mark || !dated)
}

/// *Inc.*, *U.S.*: a sentence may end here.
fn may_end(word: &str) -> bool {
    let stem = &word[..word.len() - 1];
    stem.contains('.') || abbreviations::lookup(stem) == Some(true)
}

/// A closing sign that touches the token before it belongs to the sentence that ends.
fn closes(text: &str, tokens: &[Token], i: usize) -> bool {
    let attached = tokens[i].span.start() == tokens[i - 1].span.end();
    let word = tokens[i].span.of(text);
    if !matches!(word, "”" | "\"" | "''" | ")" | "’" | "'" | "]" | "»" | "“" | "." | "?" | "!") {
        return false;
    }
    // an opening form closes where nothing touches it from the right
    let free = i + 1 >= tokens.len() || tokens[i + 1].span.start() > tokens[i].span.end();
    attached && (word != "“" || free)
}

fn begins(text: &str, token: Token) -> bool {
    token.capital
        || token.kind == TokenKind::Number
        || matches!(token.span.of(text), "“" | "\"" | "``" | "‘" | "—" | "–" | "[" | "(" | "''" | "'" | "«" | "„" | "•" | "*")
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        let mut sentences = Vec::new();
        split_sentences(text, &tokens, 0..tokens.len(), &mut sentences);
        let found: Vec<&str> = sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ends_at_stops_and_marks() {
        check("He left. She stayed!", &["He left.", "She stayed!"]);
        check("“Go.” He went. ‘No.’", &["“Go.”", "He went.", "‘No.’"]);
        check("“Why?” he asked.", &["“Why?” he asked."]);
        check("Wait... then go", &["Wait... then go"]);
    }

    #[test]
    fn the_time_of_an_entry_stands_alone() {
        check("16:42 Minister: 'I will stay'", &["16:42", "Minister: 'I will stay'"]);
        check("4.42pm BST: The game is up.", &["4.42pm BST:", "The game is up."]);
        check("9:05 a.m. - “Go,” she said.", &["9:05 a.m. -", "“Go,” she said."]);
        for text in ["16:42 is the last train.", "12.50 Euro is too much.", "3.5 Kilos fell.", "The 16:42 Express left.", "2:1 Halden won."]
        {
            check(text, &[text]);
        }
    }

    #[test]
    fn an_hour_may_end() {
        check("It opens at 6 a.m. \"Come early,\" he said.", &["It opens at 6 a.m.", "\"Come early,\" he said."]);
        check("It shut at 3 p.m. Volunteers swept.", &["It shut at 3 p.m.", "Volunteers swept."]);
        check("It opens at 8 a.m. Monday, at 9 a.m. Eastern time.", &["It opens at 8 a.m. Monday, at 9 a.m. Eastern time."]);
        check("The 7 p.m. EST show and the 8 p.m. Moscow time one.", &["The 7 p.m. EST show and the 8 p.m. Moscow time one."]);
        check("By 9 p.m. Sept. 3 it was over.", &["By 9 p.m. Sept. 3 it was over."]);
    }

    #[test]
    fn what_never_ends_is_cut_at_commas_or_anywhere() {
        let parts = |text: &str| {
            let mut tokens = Vec::new();
            tokenize(text, Span::new(0, text.len()), &mut tokens);
            let mut sentences = Vec::new();
            split_sentences(text, &tokens, 0..tokens.len(), &mut sentences);
            let lengths = sentences.iter().map(|sentence| sentence.tokens.len());
            assert!(sentences.windows(2).all(|pair| pair[0].tokens.end == pair[1].tokens.start));
            (lengths.collect::<Vec<_>>(), sentences[0].span.of(text).ends_with(','))
        };
        assert_eq!(parts(&"said ".repeat(LONGEST)), (vec![LONGEST], false));
        assert_eq!(parts(&"said ".repeat(LONGEST + 1)), (vec![LONGEST, 1], false));
        assert_eq!(parts(&format!("{}said, {}.", "said ".repeat(LONGEST / 2), "said ".repeat(LONGEST))), (vec![130, 256, 1], true));
    }

    #[test]
    fn a_dateline_stands_alone() {
        check("HOLANY, Sept 3 - The ferry left.", &["HOLANY, Sept 3 -", "The ferry left."]);
        check("BERLIN (Courier) — “No,” she said.", &["BERLIN (Courier) —", "“No,” she said."]);
        check("Paris, France – Trains stop.", &["Paris, France –", "Trains stop."]);
        check("Prime Minister Low — Ann to friends — left.", &["Prime Minister Low — Ann to friends — left."]);
        check("Low — The Mayor — left.", &["Low — The Mayor — left."]);
        check("NATO-led forces left.", &["NATO-led forces left."]);
        check("Low, the mayor — Ann — left.", &["Low, the mayor — Ann — left."]);
    }

    #[test]
    fn abbreviations_do_not_end_unless_a_starter_follows() {
        check("Mr. Doe of Acme Inc. was there.", &["Mr. Doe of Acme Inc. was there."]);
        check("He joined Acme Inc. The firm grew.", &["He joined Acme Inc.", "The firm grew."]);
        check("The U.S. Senate met.", &["The U.S. Senate met."]);
    }
}
