//! Names that only the text around them explains.
//!
//! Input: the names found by shape. Output: the same list, where an acronym in
//! parentheses has given its long form: *the Movement to Free All Rivers
//! (MFAR)* is one name.

use super::settle::is_acronym;
use super::{Name, NameKind};
use crate::document::{Document, TokenKind};

/// Joins the words before *(MFAR)* whose initials it has to one name; and
/// names each *MFAR* after it, were it a word (*WHO*) otherwise.
pub(super) fn acronyms(document: &Document<'_>, names: &mut Vec<Name>) {
    words_as_acronyms(document, names);
    let mut at = 0;
    while at < names.len() {
        let open = names[at].tokens.start.wrapping_sub(1);
        let short = names[at].tokens.len() == 1 && document.word(open) == "(" && document.word(open + 2) == ")";
        if short
            && is_acronym(document.word(open + 1))
            && let Some(start) = long_form(document, open)
        {
            let from = names[..at].partition_point(|name| name.tokens.end <= start);
            // a single name of the whole has nothing to gain
            let whole = names[from..at].iter().any(|name| name.tokens.start <= start && name.tokens.end == open);
            if !whole && names[from..at].iter().all(|name| name.tokens.start >= start && name.tokens.end <= open) {
                let long = Name { tokens: start..open, start, kind: NameKind::Organization, entity: None, class: None, sure: false };
                names.splice(from..at, [long]);
                at = from + 1;
            }
        }
        at += 1;
    }
}

/// The first token of the words that end at `open` and have the initials of
/// the acronym behind it; small words need none.
fn long_form(document: &Document<'_>, open: usize) -> Option<usize> {
    let mut letters = document.word(open + 1).bytes().filter(u8::is_ascii_uppercase).rev().peekable();
    let mut i = open;
    while letters.peek().is_some() {
        i = i.checked_sub(1)?;
        let token = document.tokens[i];
        if token.kind != TokenKind::Word || open - i > 12 {
            return None;
        }
        let initial = document.word(i).bytes().next()?.to_ascii_uppercase();
        if letters.peek() == Some(&initial) && (token.capital || document.word(i).len() > 3) {
            letters.next();
        } else if token.capital {
            return None;
        }
    }
    document.tokens[i].capital.then_some(i)
}

/// Names the acronyms that stand in parentheses behind their long form, and
/// are no names yet, wherever they stand.
fn words_as_acronyms(document: &Document<'_>, names: &mut Vec<Name>) {
    let is_name = |names: &[Name], i: usize| {
        let next = names.partition_point(|name| name.tokens.end <= i);
        names.get(next).is_some_and(|name| name.tokens.start <= i)
    };
    let mut defined: Vec<&str> = Vec::new();
    let mut found: Vec<Name> = Vec::new();
    for (i, token) in document.tokens.iter().enumerate() {
        if !token.capital || token.kind != TokenKind::Word || !is_acronym(document.word(i)) || is_name(names, i) {
            continue;
        }
        let word = document.word(i);
        let defines = i > 0
            && i + 1 < document.tokens.len()
            && defined.len() < 20
            && document.word(i - 1) == "("
            && document.word(i + 1) == ")"
            && long_form(document, i - 1).is_some();
        if defines && !defined.contains(&word) {
            defined.push(word);
        }
        if defined.contains(&word) {
            found.push(Name { tokens: i..i + 1, start: i, kind: NameKind::Organization, entity: None, class: None, sure: false });
        }
    }
    if !found.is_empty() {
        names.append(&mut found);
        names.sort_by_key(|name| name.tokens.start);
    }
}
