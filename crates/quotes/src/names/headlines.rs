//! Names that the rest of the text explains.
//!
//! Input: the names found sentence by sentence. Output: the names of headlines,
//! where capitals say little, and better readings of names of one word.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::runs::Finder;
use super::settle::is_acronym;
use super::words::Traits;
use super::{Name, NameKind, fold_hash, same_word};
use crate::document::TokenKind;
use crate::lexicon::{Lists, Tag, UNKNOWN};

impl Finder<'_, '_> {
    /// Names in sentences written like headlines.
    pub(super) fn headlines(&mut self, headlines: &[Range<usize>]) {
        let mut known: FxHashMap<u64, NameKind> = FxHashMap::default();
        for name in &self.names {
            if matches!(name.kind, NameKind::Person | NameKind::Unknown) {
                let last = (name.tokens.clone()).rev().find(|&i| !self.is_suffix(i)).unwrap_or(name.tokens.start);
                let kind = known.entry(fold_hash(self.word(last))).or_insert(name.kind);
                if name.kind == NameKind::Person {
                    *kind = NameKind::Person;
                }
            }
        }
        let body = self.names.len();
        for headline in headlines {
            let mut i = headline.start;
            while i < headline.end {
                i = self.headline_name(i, headline.end, &known);
            }
        }
        if self.names.len() > body {
            self.names.sort_by_key(|name| name.tokens.start);
        }
    }

    /// Reads the name at `i`, if there is one; gives the token to go on with.
    pub(super) fn headline_name(&mut self, i: usize, end: usize, known: &FxHashMap<u64, NameKind>) -> usize {
        if let Some((tokens, _)) = self.known.get(self.known_from(i)).filter(|(tokens, _)| tokens.start == i) {
            let tokens = tokens.clone();
            self.push(tokens.clone(), i, false);
            return tokens.end;
        }
        if !self.is_capital(i) || self.is_time(i) {
            return i + 1;
        }
        let surname = |i: usize| known.get(&fold_hash(self.word(i))).copied();
        if self.is_given(i) && !self.is_title(i) {
            // a given name, perhaps an initial, a family name
            let next = (i + 1..end.min(i + 4)).take_while(|&j| self.is_capital(j) || self.has(j, Traits::PARTICLE));
            if let Some(last) =
                next.into_iter().find(|&j| surname(j).is_some() && !self.is_given(j) || surname(j) == Some(NameKind::Person))
            {
                self.push(i..last + 1, i, true);
                return last + 1;
            }
            let free = i + 1 < end && self.is_capital(i + 1) && self.words.forms[i + 1] == UNKNOWN && surname(i).is_none();
            if free {
                self.push(i..i + 2, i, true);
                return i + 2;
            }
        }
        if let Some(kind) = surname(i).filter(|_| self.tag(i).is_noun() || self.words.forms[i] == UNKNOWN) {
            self.push(i..i + 1, i, kind == NameKind::Person);
        } else if is_acronym(self.word(i)) && self.words.forms[i] == UNKNOWN {
            self.push(i..i + 1, i, false);
        }
        i + 1
    }

    /// Reads names of one word again, now that all full names are known:
    /// *CARVER* and *Jordan* are people where the text has a Jane Carver and a
    /// Jim Jordan; *Furious* at the start of a sentence may be no name at all.
    pub(super) fn single_words(&mut self) {
        self.headline_verbs();
        let mut inner: FxHashSet<u64> = FxHashSet::default();
        for name in &self.names {
            let starts = self.starts_sentence(name.tokens.start);
            for i in name.tokens.clone().skip(usize::from(starts && name.tokens.len() == 1)) {
                inner.insert(fold_hash(self.document.word(i)));
            }
        }
        let mut names = std::mem::take(&mut self.names);
        names.retain_mut(|name| {
            if name.tokens.len() > 1 || name.kind == NameKind::Person {
                return true;
            }
            let i = name.tokens.start;
            let hash = fold_hash(self.word(i));
            let after_preposition = i > 0 && self.tag(i - 1) == Tag::IN;
            if self.surnames.contains(&hash)
                && (name.kind == NameKind::Unknown || !after_preposition)
                && name.kind != NameKind::Demonym
                && !(name.kind == NameKind::Organization && name.entity.is_some())
            {
                name.kind = NameKind::Person;
                return true;
            }
            let listed = i + 1 < self.document.tokens.len() && self.words.forms[i] != UNKNOWN && matches!(self.word(i + 1), "and" | "or");
            let followed = listed
                || i + 1 < self.document.tokens.len()
                    && !self.is_capital(i + 1)
                    && (self.tag(i + 1).is_noun() || self.tag(i + 1).is_adjective());
            !(name.kind == NameKind::Unknown && followed && self.starts_sentence(i) && !inner.contains(&hash))
        });
        self.names = names;
    }

    /// *Carver Backs* in the first line is Carver, if the text names a Carver
    /// in full and no other Backs.
    pub(super) fn headline_verbs(&mut self) {
        let Some(first) = self.document.paragraphs.first() else { return };
        let line = self.names.partition_point(|name| name.tokens.start < first.tokens.end);
        let (head, rest) = self.names.split_at_mut(line);
        let full = |name: &&mut Name| {
            name.tokens.len() > 1 && name.entity.is_none() && matches!(name.kind, NameKind::Person | NameKind::Organization)
        };
        for name in head.iter_mut().filter(full).take(6) {
            let of = |word: usize| {
                rest.iter().any(|other| {
                    other.kind == NameKind::Person
                        && other.tokens.len() > 1
                        && same_word(self.document.word(other.tokens.end - 1), self.document.word(word))
                })
            };
            if of(name.tokens.start)
                && !of(name.tokens.end - 1)
                && !self.lexicon.form(self.words.forms[name.tokens.end - 1]).lists.any(Lists::BODY)
            {
                name.tokens.end = name.tokens.start + 1;
                name.kind = NameKind::Person;
            }
        }
    }

    pub(super) fn starts_sentence(&self, i: usize) -> bool {
        let start = self.document.sentences[self.document.sentence_of(i)].tokens.start;
        (start..i).all(|k| self.document.tokens[k].kind != TokenKind::Word)
    }
}
