//! Tokens of a line.

use inquit_gazetteer::Span;

use super::abbreviations;
use crate::document::{Token, TokenKind};

/// Whether a byte is an ASCII letter or digit.
const ALPHANUMERIC: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Endings that are split off after an apostrophe.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Appends the tokens of `line` (a span of `text` without line breaks) to `tokens`.
pub(crate) fn tokenize(text: &str, line: Span, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, at: line.start(), end: line.end(), tokens };
    while let Some(c) = scanner.peek() {
        if c.is_ascii_alphabetic() {
            scanner.word();
        } else if c == ' ' {
            scanner.at += 1;
        } else if is_punctuation(c) {
            scanner.sign(c);
        } else if c.is_whitespace() || is_invisible(c) {
            scanner.at += c.len_utf8();
        } else if c.is_ascii_digit() || (matches!(c, '$' | '€' | '£' | '¥') && scanner.second().is_some_and(|d| d.is_ascii_digit())) {
            scanner.number();
        } else if c.is_alphanumeric() {
            scanner.word();
        } else {
            scanner.sign(c);
        }
    }
}

/// Dashes, quotation marks and dots beyond ASCII: what most signs are, told
/// apart without a look into tables.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}')
}

/// Characters that take no place: soft hyphen, zero-width and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}') || c.is_control()
}

struct Scanner<'t, 'v> {
    text: &'t str,
    at: usize,
    end: usize,
    tokens: &'v mut Vec<Token>,
}

impl Scanner<'_, '_> {
    fn char_at(&self, offset: usize) -> Option<char> {
        if offset >= self.end {
            return None;
        }
        let byte = self.text.as_bytes()[offset];
        if byte < 128 { Some(char::from(byte)) } else { self.text[offset..self.end].chars().next() }
    }

    fn peek(&self) -> Option<char> {
        self.char_at(self.at)
    }

    fn second(&self) -> Option<char> {
        let first = self.peek()?;
        self.char_at(self.at + first.len_utf8())
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        let span = Span::new(self.at, end);
        let capital = self.peek().is_some_and(|first| first.is_uppercase() || first.is_lowercase() && is_of_name(span.of(self.text)));
        let sign =
            if end == self.at + 1 && !matches!(kind, TokenKind::Word | TokenKind::Number) { self.text.as_bytes()[self.at] } else { 0 };
        self.tokens.push(Token { span, kind, capital, sign });
        self.at = end;
    }

    /// One or more of the same sign where a run counts as one (`--`, `...`,
    /// ` `` `, `''`), else a single sign.
    fn sign(&mut self, c: char) {
        let mut end = self.at + c.len_utf8();
        let kind = if is_mark(c) { TokenKind::Mark } else { TokenKind::Sign };
        if matches!(c, '.' | '-') {
            while self.char_at(end) == Some(c) {
                end += 1;
            }
        } else if matches!(c, '`' | '\'') && self.char_at(end) == Some(c) {
            end += 1;
        } else if c == '\'' && self.char_at(end).is_some_and(|d| d.is_ascii_digit()) && !self.touches_word() {
            // '90s
            self.number();
            return;
        }
        self.push(end, kind);
    }

    /// Whether the last token ends where we stand.
    fn touches_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.span.end() == self.at)
    }

    fn number(&mut self) {
        let mut end = self.at + self.peek().map_or(1, char::len_utf8);
        let mut word = false;
        while let Some(c) = self.char_at(end) {
            let next = self.char_at(end + c.len_utf8());
            if c.is_alphanumeric() {
                word |= !c.is_ascii_digit();
            } else if matches!(c, '.' | ',' | ':') && !word && next.is_some_and(|d| d.is_ascii_digit()) {
            } else if matches!(c, '-' | '\u{2011}') && next.is_some_and(char::is_alphanumeric) {
                // 25-year-old is a word, 10-12 a number
                word |= next.is_some_and(char::is_alphabetic);
            } else if c == '%' {
                end += 1;
                break;
            } else {
                break;
            }
            end += c.len_utf8();
        }
        self.push(end, if word { TokenKind::Word } else { TokenKind::Number });
    }

    fn word(&mut self) {
        let start = self.at;
        let bytes = &self.text.as_bytes()[..self.end];
        let run = |from: usize| from + bytes[from..].iter().take_while(|&&byte| ALPHANUMERIC[usize::from(byte)]).count();
        let mut end = run(start);
        // nearly every word: before a space or a sign that joins nothing
        if end > start && matches!(bytes.get(end), None | Some(b' ' | b',' | b';' | b':' | b'?' | b'!' | b')' | b'"')) {
            let span = Span::new(start, end);
            self.tokens.push(Token { span, kind: TokenKind::Word, capital: bytes[start].is_ascii_uppercase(), sign: 0 });
            self.at = end;
            return;
        }
        if self.initials() {
            return;
        }
        loop {
            end = run(end);
            let Some(c) = self.char_at(end).filter(|&c| c != ' ') else { break };
            if !is_punctuation(c) && (c.is_alphanumeric() || is_joiner(c)) {
                end += c.len_utf8();
                continue;
            }
            let next_at = end + c.len_utf8();
            let Some(next) = self.char_at(next_at).filter(|d| d.is_alphanumeric()) else { break };
            match c {
                '-' | '\u{2011}' => {
                    end = next_at;
                    // *R-S.C.*
                    if let Some(past) = self.initials_end(end) {
                        self.push(past, TokenKind::Word);
                        return;
                    }
                }
                '\'' | '’' => {
                    if self.clitic(start, end, next_at) {
                        return;
                    }
                    end = next_at;
                }
                // web addresses: the dot joins where a lower-case letter follows
                '.' | '@' | '_' if next.is_lowercase() || next.is_ascii_digit() => end = next_at,
                _ => break,
            }
        }
        if self.char_at(end) == Some('.') && self.is_abbreviation(start, end) {
            end += 1;
        }
        self.push(end, TokenKind::Word);
    }

    /// *U.S.*, *e.g.*, and one initial before a name (*Donald J. Trump*).
    fn initials(&mut self) -> bool {
        let end = self.initials_end(self.at);
        if let Some(end) = end {
            self.push(end, TokenKind::Word);
        }
        end.is_some()
    }

    /// Where the initials that begin at byte `start` end.
    fn initials_end(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut letters = 0;
        while end + 1 < self.end && bytes[end].is_ascii_alphabetic() && bytes[end + 1] == b'.' {
            letters += 1;
            end += 2;
        }
        let single = letters == 1 && start == self.at && bytes[start].is_ascii_uppercase() && self.name_follows(end);
        if letters < 2 && !single {
            return None;
        }
        // *U.S.A* at the end of a sentence, *e.g.The*: a letter without dot goes on
        if end < self.end && bytes[end].is_ascii_alphanumeric() && end + 1 != self.end && bytes[end + 1].is_ascii_alphanumeric() {
            return None;
        }
        Some(end)
    }

    fn name_follows(&self, from: usize) -> bool {
        let rest = &self.text[from..self.end];
        let after = rest.trim_start_matches([' ', '\u{a0}']);
        let gap = rest.len() - after.len();
        gap <= 1 && (after.chars().next().is_some_and(char::is_uppercase) || nickname_follows(after))
    }

    /// Splits *'s* or *n't* off the word `start..apostrophe`, if it ends there.
    fn clitic(&mut self, start: usize, apostrophe: usize, tail_start: usize) -> bool {
        let tail_end = self.text[tail_start..self.end].find(|c: char| !c.is_alphanumeric()).map_or(self.end, |n| tail_start + n);
        let tail = &self.text[tail_start..tail_end];
        let is = |clitic: &str| tail.eq_ignore_ascii_case(clitic);
        let split = if is("t") && self.text[start..apostrophe].ends_with(['n', 'N']) {
            let stem = &self.text[start..apostrophe];
            let whole = ["can", "won", "shan"].iter().any(|w| stem.eq_ignore_ascii_case(w)) || stem.len() == 1;
            if whole { apostrophe } else { apostrophe - 1 }
        } else if CLITICS.iter().any(|clitic| is(clitic)) {
            apostrophe
        } else {
            return false;
        };
        self.push(split, TokenKind::Word);
        self.push(tail_end, TokenKind::Word);
        true
    }

    fn is_abbreviation(&self, start: usize, dot: usize) -> bool {
        // *R-Ga.*
        let word = self.text[start..dot].rsplit('-').next().unwrap_or("");
        if abbreviations::lookup(word).is_none() {
            return false;
        }
        let rest = self.text[dot + 1..self.end].trim_start();
        match rest.chars().next() {
            None => false,
            // *No.* is an abbreviation before a number only
            Some(c) if matches!(word, "No" | "Nos") => c.is_ascii_digit(),
            Some(c) => c.is_alphanumeric() || matches!(c, ',' | ')' | '(' | '\'' | '’' | ':' | ';' | '-'),
        }
    }
}

/// *"Bo" Example* or *(Bo) Example*, which an initial may stand before; not the
/// sentence *“Bo is here,” Example said*.
fn nickname_follows(rest: &str) -> bool {
    let Some((open, rest)) = rest.chars().next().map(|open| (open, &rest[open.len_utf8()..])) else { return false };
    let inside = rest.trim_start_matches(char::is_alphabetic);
    let word = &rest[..rest.len() - inside.len()];
    let closed = inside.chars().next().is_some_and(|close| if open == '(' { close == ')' } else { is_mark(close) });
    let after = inside.chars().skip(1).take(2).collect::<String>();
    (open == '(' || is_mark(open))
        && closed
        && word.len() > 1
        && word.starts_with(char::is_uppercase)
        && after.starts_with(' ')
        && after.ends_with(char::is_uppercase)
}

/// Combining marks belong to the letter before them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Whether the sign can begin or end a quotation.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '\'' | '`' | '‹' | '›' | '＂')
}

/// *al-Khatib*, *d'Harcourt*: a name behind a particle of small letters.
fn is_of_name(word: &str) -> bool {
    const PARTICLES: [&str; 16] =
        ["al-", "el-", "as-", "ad-", "an-", "ar-", "ash-", "at-", "az-", "ul-", "ur-", "d'", "d’", "dell'", "dell’", "ibn-"];
    // most words are none: a look at the bytes is enough
    word.bytes().take(6).any(|b| matches!(b, b'-' | b'\'' | 0xE2))
        && PARTICLES.iter().any(|particle| word.strip_prefix(particle).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn words_numbers_and_signs() {
        check("He paid $1,200.50 (5%).", &["He", "paid", "$1,200.50", "(", "5%", ")", "."]);
        check("a 25-year-old in 2015-16", &["a", "25-year-old", "in", "2015-16"]);
        check("“Yes”—he said...", &["“", "Yes", "”", "—", "he", "said", "..."]);
        check("well--known ``so''", &["well", "--", "known", "``", "so", "''"]);
    }

    #[test]
    fn abbreviations_and_initials() {
        check("Mr. J. Doe of the U.S. left.", &["Mr.", "J.", "Doe", "of", "the", "U.S.", "left", "."]);
        check("See No. 5. No. Never.", &["See", "No.", "5", ".", "No", ".", "Never", "."]);
        check("Doe (R-S.C.) and Roe (D-Ga.) left", &["Doe", "(", "R-S.C.", ")", "and", "Roe", "(", "D-Ga.", ")", "left"]);
        check("Al C. “Bo” Doe", &["Al", "C.", "“", "Bo", "”", "Doe"]);
        check("Al C. (Bo) Doe", &["Al", "C.", "(", "Bo", ")", "Doe"]);
        check("plan B. “Go,” Doe said", &["plan", "B", ".", "“", "Go", ",", "”", "Doe", "said"]);
        check("plan B. the end", &["plan", "B", ".", "the", "end"]);
        check("at YouTube.com today", &["at", "YouTube.com", "today"]);
        check("he said.The end", &["he", "said", ".", "The", "end"]);
    }

    #[test]
    fn clitics() {
        check("It's O'Neill’s, don't", &["It", "'s", "O'Neill", "’s", ",", "do", "n't"]);
        check("can't won’t workers' '90s", &["can", "'t", "won", "’t", "workers", "'", "'90s"]);
    }

    #[test]
    fn marks_letters_beyond_ascii_and_nothing() {
        check("Élysée «oui»", &["Élysée", "«", "oui", "»"]);
        check("\u{200b}\u{feff} \t", &[]);
    }
}
