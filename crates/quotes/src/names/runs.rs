//! Runs of capitalised words.
//!
//! Input: a tagged document. Output: rows of capitalised words of one sentence
//! (*Republican Sen. Ada Example*), particles and the *of* of organizations
//! included, handed on to be read. Sentences written like headlines capitalise
//! everything: they are read last, when the names of the text are known.

use std::ops::Range;

use inquit_gazetteer::{Candidate, EntityId, Gazetteer, GivenNames, Span};
use rustc_hash::FxHashSet;

use super::words::{Traits, generation, traits};
use super::{Name, repair};
use crate::document::{Document, TokenKind};
use crate::lexicon::{Lexicon, Lists, Tag, UNKNOWN};
use crate::tag::Words;

/// Adverbs that open a sentence before a title: *Afterwards President Example*.
const AFTER: [&str; 6] = ["Afterwards", "Later", "Earlier", "Meanwhile", "Yesterday", "Today"];

/// Finds the names of a document.
pub(super) struct Finder<'a, 't> {
    pub(super) document: &'a Document<'t>,
    pub(super) words: &'a Words,
    pub(super) lexicon: &'a Lexicon,
    pub(super) given: &'static GivenNames,
    /// Gazetteer matches that begin and end with tokens, in text order.
    pub(super) known: Vec<(Range<usize>, &'a [Candidate])>,
    /// How many of them begin before a token; all of them before those at its end.
    known_before: Vec<u32>,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) names: Vec<Name>,
    /// Family names of the people named in full so far.
    pub(super) surnames: FxHashSet<u64>,
}

impl<'a, 't> Finder<'a, 't> {
    /// Asks the gazetteer; all that it finds goes to `matches`.
    pub(super) fn new(
        document: &'a Document<'t>,
        words: &'a Words,
        lexicon: &'a Lexicon,
        gazetteer: &'a Gazetteer,
        matches: &mut Vec<(Span, EntityId)>,
    ) -> Finder<'a, 't> {
        let mut known = Vec::new();
        let mut at = 0;
        for found in gazetteer.find_iter(document.text()) {
            matches.extend(found.candidates.first().map(|best| (found.span, best.entity)));
            while at < document.tokens.len() && document.tokens[at].span.end() <= found.span.start() {
                at += 1;
            }
            let mut end = at;
            while end < document.tokens.len() && document.tokens[end].span.end() < found.span.end() {
                end += 1;
            }
            let exact = document.tokens.get(at).is_some_and(|first| first.span.start() == found.span.start())
                && document
                    .tokens
                    .get(end)
                    .is_some_and(|last| last.span.end() == found.span.end() || last.span.end() == found.span.end() + 1);
            if exact {
                known.push((at..end + 1, found.candidates));
            }
        }
        let mut known_before: Vec<u32> = Vec::with_capacity(document.tokens.len());
        for (number, (tokens, _)) in (0..).zip(&known) {
            known_before.resize(known_before.len().max(tokens.start + 1), number);
        }
        Finder {
            document,
            words,
            lexicon,
            given: GivenNames::curated(),
            known,
            known_before,
            gazetteer,
            names: Vec::new(),
            surnames: FxHashSet::default(),
        }
    }

    pub(super) fn find(mut self) -> Vec<Name> {
        let mut headlines = Vec::new();
        for (sentence, &title_case) in self.document.sentences.iter().zip(&self.words.title_case) {
            if title_case && !self.has_full_stop(&sentence.tokens) {
                headlines.push(sentence.tokens.clone());
            } else {
                self.sentence(sentence.tokens.clone());
            }
        }
        if !headlines.is_empty() {
            self.headlines(&headlines);
        }
        self.single_words();
        repair::acronyms(self.document, &mut self.names);
        self.names
    }

    /// A short sentence full of names looks like a headline, but headlines have no full stop.
    pub(super) fn has_full_stop(&self, tokens: &Range<usize>) -> bool {
        (tokens.end.saturating_sub(2).max(tokens.start)..tokens.end).any(|i| self.word(i) == ".")
    }

    pub(super) fn word(&self, i: usize) -> &'t str {
        self.document.word(i)
    }

    pub(super) fn tag(&self, i: usize) -> Tag {
        self.words.tags[i]
    }

    pub(super) fn lists(&self, i: usize) -> Lists {
        self.lexicon.form(self.words.forms[i]).lists
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        let token = self.document.tokens[i];
        token.capital && token.kind == TokenKind::Word
    }

    pub(super) fn is_given(&self, i: usize) -> bool {
        self.word(i).len() > 1 && self.given.contains(self.word(i))
    }

    /// Whether the word is on one of these lists of `name_words.tsv`.
    pub(super) fn has(&self, i: usize, lists: Traits) -> bool {
        traits(self.word(i)).any(lists)
    }

    /// The gazetteer match that begins at or after `i`, as an index into `known`.
    pub(super) fn known_from(&self, i: usize) -> usize {
        self.known_before.get(i).map_or(self.known.len(), |&number| number as usize)
    }

    /// Whether a run can begin or go on with token `i`.
    pub(super) fn fits(&self, i: usize, first: bool) -> bool {
        if !self.is_capital(i) || first && AFTER.contains(&self.word(i)) {
            return false;
        }
        let tag = self.tag(i);
        if tag.is_name() {
            return true;
        }
        match tag {
            Tag::JJ | Tag::NN | Tag::NNS | Tag::VBG | Tag::VBN | Tag::FW if !first => true,
            // *De Blasio*
            Tag::FW if self.is_particle(i) => i + 1 < self.document.tokens.len() && self.is_capital(i + 1),
            Tag::JJ | Tag::NN | Tag::NNS => {
                let next = i + 1 < self.document.tokens.len() && self.is_capital(i + 1);
                next && (self.tag(i + 1).is_name() || self.words.forms[i] == UNKNOWN || self.is_given(i))
            }
            Tag::PRP | Tag::PRPS | Tag::DT | Tag::IN | Tag::CC | Tag::WP | Tag::WRB | Tag::WDT | Tag::MD | Tag::TO => false,
            _ => self.words.forms[i] == UNKNOWN,
        }
    }

    pub(super) fn sentence(&mut self, range: Range<usize>) {
        let mut i = range.start;
        let mut first = true;
        while i < range.end {
            if !self.fits(i, first) {
                first &= self.document.tokens[i].kind != TokenKind::Word;
                let next = self.known_from(i);
                if let Some((tokens, _)) = self.known.get(next).filter(|(tokens, _)| tokens.start == i && !self.is_time(i)) {
                    let tokens = tokens.clone();
                    i = tokens.end;
                    self.push(tokens.clone(), tokens.start, false);
                } else {
                    i += 1;
                }
                continue;
            }
            let end = self.run(i, range.end);
            self.settle(i, end);
            first = false;
            i = end.max(i + 1);
        }
    }

    pub(super) fn is_time(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TIME)
    }

    /// A month or day that is a name here: *Theresa May*, *April Jones*.
    pub(super) fn is_named_time(&self, i: usize, start: usize, end: usize) -> bool {
        let after_given = i > start && self.is_given(i - 1) && !self.is_title(i - 1);
        let before_name = i == start && self.is_given(i) && i + 1 < end && self.is_capital(i + 1) && self.words.forms[i + 1] == UNKNOWN;
        after_given || (before_name && (i == 0 || self.tag(i - 1) != Tag::IN))
    }

    /// The end of the run that begins at `start`.
    pub(super) fn run(&self, start: usize, end: usize) -> usize {
        let mut i = start;
        let mut joined = false;
        while i < end {
            // a name of the gazetteer with small words in it
            if let Some((known, _)) = self.known.get(self.known_from(i)).filter(|(known, _)| known.start == i && known.len() > 1) {
                i = known.end.min(end);
                continue;
            }
            if self.is_capital(i) && (i == start || self.fits(i, false)) {
                if self.is_time(i) && !self.is_named_time(i, start, end) {
                    break;
                }
                i += 1;
                continue;
            }
            let next_capital = |from: usize| from < end && self.is_capital(from) && self.fits(from, false);
            if i == start {
                break;
            }
            let word = self.word(i);
            if traits(word).any(Traits::PARTICLE)
                && (next_capital(i + 1) || (i + 2 < end && self.has(i + 1, Traits::PARTICLE) && next_capital(i + 2)))
            {
                i += 1;
            } else if matches!(word, "of" | "for" | "on")
                && (self.is_body(i - 1) || (joined && word == "of" && self.is_process(i - 1)) || self.is_called(start))
            {
                let after = if i + 1 < end && matches!(self.word(i + 1), "the" | "a" | "an") { i + 2 } else { i + 1 };
                // *Wheels for **All***: no word of names
                let capital = next_capital(after) || (after < end && self.is_capital(after) && self.is_called(start));
                if !capital || self.is_time(after) {
                    break;
                }
                joined = true;
                i = after + 1;
            } else if (word == "&" && next_capital(i + 1))
                || (word == "," && i + 1 < end && self.is_suffix(i + 1))
                || (word == "and" && next_capital(i + 1) && self.goes_on_after(start, i, end, joined))
                || (next_capital(i + 1) && self.is_of_members(start, i, end))
            {
                i += 2;
            } else if let Some(after) = self.nickname(i, end) {
                i = after;
            } else {
                break;
            }
        }
        i
    }

    /// Whether the words from `start` on are what a body is called: *the
    /// campaign group **Wheels for All***. One that is known is called no more
    /// than that.
    fn is_called(&self, start: usize) -> bool {
        let known = self.known.get(self.known_from(start)).is_some_and(|(tokens, _)| tokens.start == start);
        start > 0 && !known && self.is_body(start - 1) && !self.is_capital(start - 1)
    }

    /// Whether the possessive ending at `i` stands inside the name of a body:
    /// *Farmers' Union*, *People's Reform Party*, *St John's College*. What
    /// belongs to a country or a person does not: *Canada's Liberal Party*,
    /// *Example's Institute*.
    fn is_of_members(&self, start: usize, i: usize, end: usize) -> bool {
        let owner = i - 1;
        let plural = matches!(self.word(i), "'" | "’") && self.word(owner).ends_with('s');
        let touches = self.document.tokens[owner].span.end() == self.document.tokens[i].span.start();
        if !touches || !(plural || matches!(self.word(i), "'s" | "’s")) {
            return false;
        }
        let known = self.known.get(self.known_from(start)).is_some_and(|(tokens, _)| tokens.start < i);
        let saint = owner > start && matches!(self.word(owner - 1), "St" | "St." | "Saint");
        let common = self.words.forms[owner] != UNKNOWN && !self.is_given(owner);
        let last = (i + 1..end).take_while(|&i| self.is_capital(i)).last();
        !known && (saint || common) && last.is_some_and(|last| self.is_body(last))
    }

    /// Whether *and* stands inside a name.
    fn goes_on_after(&self, start: usize, and: usize, end: usize, joined: bool) -> bool {
        !self.is_given(and + 1) && !self.is_title(and + 1) && (joined || self.is_inner_and(start, and, end))
    }

    /// *Citizenship and Immigration Services*: common words, *and*, words that
    /// end with a body.
    pub(super) fn is_inner_and(&self, start: usize, and: usize, end: usize) -> bool {
        let last = (and + 1..end).take_while(|&i| self.is_capital(i)).last().unwrap_or(and);
        let common = |i: usize| self.words.forms[i] != UNKNOWN && !self.is_given(i);
        let known = self.known.get(self.known_from(start)).is_some_and(|(tokens, _)| tokens.start < and && tokens.end == and);
        last > and + 1
            && !known
            && !self.is_body(and - 1)
            && (self.is_body(last) || self.tag(last) == Tag::NNPS)
            && (start..and).all(common)
    }

    /// The token after *"Red"*, *"Two Trains"* or *(Red)* between a given name
    /// or an initial and another name.
    pub(super) fn nickname(&self, mark: usize, end: usize) -> Option<usize> {
        let is_mark = |i: usize| self.document.tokens[i].kind == TokenKind::Mark;
        let brackets = self.word(mark) == "(";
        let closes = |i: usize| if brackets { i == mark + 2 && self.word(i) == ")" } else { is_mark(i) };
        let close = (mark + 2..end.min(mark + 4)).find(|&i| closes(i)).filter(|_| brackets || is_mark(mark))?;
        let before = mark - 1;
        let initial = self.word(before).len() == 2 && self.word(before).ends_with('.');
        let strange = self.words.forms[before] == UNKNOWN && !self.is_body(before);
        let inside = (mark + 1..close).all(|i| self.is_capital(i));
        let named = close + 1 < end && self.is_capital(close + 1) && self.fits(close + 1, false);
        (inside && named && self.is_capital(before) && !self.is_title(before) && (self.is_given(before) || initial || strange))
            .then_some(close + 1)
    }

    pub(super) fn is_suffix(&self, i: usize) -> bool {
        generation(self.word(i)).is_some()
    }

    pub(super) fn is_title(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TITLE) || (self.lists(i).any(Lists::ROLE) && !self.is_given(i)) || self.has(i, Traits::TITLE)
    }

    /// A word for a role, as a title or not.
    pub(super) fn is_office(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TITLE) || self.lists(i).any(Lists::ROLE)
    }

    pub(super) fn is_body(&self, i: usize) -> bool {
        self.lists(i).any(Lists::BODY) || self.has(i, Traits::BODY)
    }

    /// *Exploration* in *Council for the Exploration of the Deep*: a common word
    /// for a doing, which goes on with *of*.
    fn is_process(&self, i: usize) -> bool {
        let word = self.word(i);
        self.words.forms[i] != UNKNOWN && ["tion", "sion", "ment", "ance", "ence"].iter().any(|ending| word.ends_with(ending))
    }

    pub(super) fn is_particle(&self, i: usize) -> bool {
        self.has(i, Traits::PARTICLE)
    }
}
