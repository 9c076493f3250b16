//! Names by gazetteer and by shape.
//!
//! A run is a row of capitalised words of one sentence (*Republican Sen. Ada
//! Example*), particles and the *of* of organizations included. Titles, roles
//! and adjectives are peeled off its front, what is left is the name, and its
//! kind follows from the gazetteer, the words in it and its form. Sentences
//! written like headlines capitalise everything: there only names that the
//! rest of the text or the gazetteer knows are found.

use std::ops::Range;

use inquit_gazetteer::{Candidate, EntityKind, Gazetteer, GivenNames, NameClass};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Name, NameKind, fold_hash, repair, same_word};
use crate::document::{Document, TokenKind};
use crate::lexicon::{Lexicon, Lists, Tag, UNKNOWN};
use crate::tag::Words;

/// Small words inside names of people.
const PARTICLES: [&str; 24] = [
    "al", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu",
];

/// Last words of companies and other bodies that the lexicon's list of bodies lacks.
const BODY_ENDINGS: [&str; 30] = [
    "airlines", "airways", "alliance", "associates", "bancorp", "brothers", "co", "co.", "corp", "corp.", "daily", "enterprises", "gazette", "gmbh", "herald", "holdings", "inc",
    "inc.", "industries", "journal", "llc", "llp", "ltd", "ltd.", "news", "partners", "plc", "post", "times", "tribune",
];

/// Parties and camps: they stand before a name without belonging to it.
const PARTIES: [&str; 10] = ["republican", "democrat", "democratic", "gop", "libertarian", "conservative", "labour", "tory", "liberal", "independent"];

/// Written forms of titles that the lexicon's list of titles lacks.
const TITLES: [&str; 17] = [
    "sens.", "reps.", "govs.", "gens.", "messrs.", "del.", "amb.", "supt.", "cmdr.", "brig.", "det.", "sens", "senators", "representatives", "presidents", "governors", "ministers",
];

pub(super) struct Finder<'a, 't> {
    document: &'a Document<'t>,
    words: &'a Words,
    lexicon: &'a Lexicon,
    given: &'static GivenNames,
    /// Gazetteer matches that begin and end with tokens, in text order.
    known: Vec<(Range<usize>, &'a [Candidate])>,
    gazetteer: &'a Gazetteer,
    names: Vec<Name>,
    /// Family names of the people named in full so far.
    surnames: FxHashSet<u64>,
}

impl<'a, 't> Finder<'a, 't> {
    pub(super) fn new(document: &'a Document<'t>, words: &'a Words, lexicon: &'a Lexicon, gazetteer: &'a Gazetteer) -> Finder<'a, 't> {
        let mut known = Vec::new();
        let mut at = 0;
        for found in gazetteer.find_iter(document.text()) {
            while at < document.tokens.len() && document.tokens[at].span.end() <= found.span.start() {
                at += 1;
            }
            let mut end = at;
            while end < document.tokens.len() && document.tokens[end].span.end() < found.span.end() {
                end += 1;
            }
            let exact = document.tokens.get(at).is_some_and(|first| first.span.start() == found.span.start())
                && document.tokens.get(end).is_some_and(|last| last.span.end() == found.span.end() || last.span.end() == found.span.end() + 1);
            if exact {
                known.push((at..end + 1, found.candidates));
            }
        }
        Finder { document, words, lexicon, given: GivenNames::curated(), known, gazetteer, names: Vec::new(), surnames: FxHashSet::default() }
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
    fn has_full_stop(&self, tokens: &Range<usize>) -> bool {
        (tokens.end.saturating_sub(2).max(tokens.start)..tokens.end).any(|i| self.word(i) == ".")
    }

    fn word(&self, i: usize) -> &'t str {
        self.document.word(i)
    }

    fn tag(&self, i: usize) -> Tag {
        self.words.tags[i]
    }

    fn lists(&self, i: usize) -> Lists {
        self.lexicon.form(self.words.forms[i]).lists
    }

    fn is_capital(&self, i: usize) -> bool {
        let token = self.document.tokens[i];
        token.capital && token.kind == TokenKind::Word
    }

    fn is_given(&self, i: usize) -> bool {
        self.word(i).len() > 1 && self.given.contains(self.word(i))
    }

    fn is_any(&self, i: usize, sorted: &[&str]) -> bool {
        let word = self.word(i);
        word.len() <= 12 && sorted.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// The gazetteer match that begins at or after `i`, as an index into `known`.
    fn known_from(&self, i: usize) -> usize {
        self.known.partition_point(|(tokens, _)| tokens.start < i)
    }

    /// Whether a run can begin or go on with token `i`.
    fn fits(&self, i: usize, first: bool) -> bool {
        if !self.is_capital(i) {
            return false;
        }
        let tag = self.tag(i);
        if tag.is_name() {
            return true;
        }
        match tag {
            Tag::JJ | Tag::NN | Tag::NNS | Tag::VBG | Tag::VBN | Tag::FW if !first => true,
            // *De Blasio*
            Tag::FW if PARTICLES.iter().any(|particle| self.word(i).eq_ignore_ascii_case(particle)) => i + 1 < self.document.tokens.len() && self.is_capital(i + 1),
            Tag::JJ | Tag::NN | Tag::NNS => i + 1 < self.document.tokens.len() && self.is_capital(i + 1) && self.tag(i + 1).is_name(),
            Tag::PRP | Tag::PRPS | Tag::DT | Tag::IN | Tag::CC | Tag::WP | Tag::WRB | Tag::WDT | Tag::MD | Tag::TO => false,
            _ => self.words.forms[i] == UNKNOWN,
        }
    }

    fn sentence(&mut self, range: Range<usize>) {
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

    fn is_time(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TIME)
    }

    /// A month or day that is a name here: *Theresa May*, *April Jones*.
    fn is_named_time(&self, i: usize, start: usize, end: usize) -> bool {
        let after_given = i > start && self.is_given(i - 1) && !self.is_title(i - 1);
        let before_name = i == start && self.is_given(i) && i + 1 < end && self.is_capital(i + 1) && self.words.forms[i + 1] == UNKNOWN;
        after_given || (before_name && (i == 0 || self.tag(i - 1) != Tag::IN))
    }

    /// The end of the run that begins at `start`.
    fn run(&self, start: usize, end: usize) -> usize {
        let mut i = start;
        let mut joined = false;
        while i < end {
            // a name of the gazetteer with small words in it
            if let Some((known, _)) = self.known.get(self.known_from(i)).filter(|(known, _)| known.start == i && known.len() > 2) {
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
            if PARTICLES.contains(&word) && (next_capital(i + 1) || (i + 2 < end && PARTICLES.contains(&self.word(i + 1)) && next_capital(i + 2))) {
                i += 1;
            } else if word == "&" && next_capital(i + 1) {
                i += 2;
            } else if matches!(word, "of" | "for" | "on") && self.is_body(i - 1) {
                let after = if i + 1 < end && self.word(i + 1) == "the" { i + 2 } else { i + 1 };
                if !next_capital(after) || self.is_time(after) {
                    break;
                }
                joined = true;
                i = after + 1;
            } else if word == "and" && next_capital(i + 1) && !self.is_given(i + 1) && !self.is_title(i + 1) && (joined || self.is_inner_and(start, i, end)) {
                i += 2;
            } else if word == "," && i + 1 < end && self.is_suffix(i + 1) {
                i += 2;
            } else if self.document.tokens[i].kind == TokenKind::Mark && self.is_nickname(i, end) {
                i += 3;
            } else {
                break;
            }
        }
        i
    }

    /// *Citizenship and Immigration Services*: common words, *and*, words that
    /// end with a body.
    fn is_inner_and(&self, start: usize, and: usize, end: usize) -> bool {
        let last = (and + 1..end).take_while(|&i| self.is_capital(i)).last().unwrap_or(and);
        let common = |i: usize| self.words.forms[i] != UNKNOWN && !self.is_given(i);
        let known = self.known.get(self.known_from(start)).is_some_and(|(tokens, _)| tokens.start < and && tokens.end == and);
        last > and + 1 && !known && !self.is_body(and - 1) && (self.is_body(last) || self.tag(last) == Tag::NNPS) && (start..and).all(common)
    }

    /// *"Red"* between names.
    fn is_nickname(&self, mark: usize, end: usize) -> bool {
        mark + 3 < end && self.is_capital(mark + 1) && self.document.tokens[mark + 2].kind == TokenKind::Mark && self.is_capital(mark + 3) && self.is_given(mark - 1)
    }

    fn is_suffix(&self, i: usize) -> bool {
        matches!(self.word(i), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
    }

    fn is_title(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TITLE) || (self.lists(i).any(Lists::ROLE) && !self.is_given(i)) || self.is_any(i, &TITLES)
    }

    /// A word for a role, as a title or not.
    fn is_office(&self, i: usize) -> bool {
        self.lists(i).any(Lists::TITLE) || self.lists(i).any(Lists::ROLE)
    }

    fn is_body(&self, i: usize) -> bool {
        self.lists(i).any(Lists::BODY) || self.is_any(i, &BODY_ENDINGS)
    }

    /// Reads the run `start..end`.
    fn settle(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let last = end - 1;
        // a name of the gazetteer that ends the run
        let known = self.known[self.known_from(start)..].iter().take_while(|(tokens, _)| tokens.start < end).find(|(tokens, _)| tokens.end == end).map(|(tokens, _)| tokens.clone());
        if let Some(known) = known
            && (known.len() > 1 || known.start == start || self.is_title(known.start - 1))
        {
            let titled = start < known.start && self.is_title(known.start - 1);
            return self.push(known, start, titled);
        }
        if self.is_any(last, &PARTIES) || (start == last && self.is_dotted_place(start)) {
            return;
        }
        // a body, then a person named before: *… the Daily Post Carver said*
        if end - start > 1 && self.surnames.contains(&fold_hash(self.word(last))) && (self.is_body(last - 1) || self.known_end(start, last)) {
            self.settle(start, last);
            return self.push(last..end, last, true);
        }
        if self.is_organization(start, end) {
            return self.push(start..end, start, false);
        }
        let mut from = self.after_of(start, end);
        let start = if from > start { start - 2 } else { start };
        let mut titled = false;
        let first = from;
        for i in first..last {
            if self.is_title(i) && !(i == start && end - start == 2 && self.is_given(i) && !self.lists(i).any(Lists::TITLE)) {
                from = i + 1;
                titled = true;
            }
        }
        let known = from == last && self.surnames.contains(&fold_hash(self.word(last)));
        if !titled && self.is_office(last) && !known && !(end - from == 2 && self.is_given(from)) {
            return;
        }
        while from < last && !self.is_given(from) && ((!self.tag(from).is_name() && self.words.forms[from] != UNKNOWN) || self.is_any(from, &PARTIES) || self.is_demonym(from)) {
            from += 1;
        }
        self.push(from..end, start, titled);
    }

    /// *Secretary of State Ada Example*: the name begins after the office.
    fn after_of(&self, start: usize, end: usize) -> usize {
        let office = start >= 2 && matches!(self.word(start - 1), "of" | "for") && self.is_office(start - 2) && self.document.tokens[start - 2].capital;
        if !office {
            return start;
        }
        (start + 1..end.saturating_sub(1)).find(|&i| self.is_given(i)).unwrap_or(start)
    }

    /// Whether the gazetteer has a name that ends at `end` and begins in the run.
    fn known_end(&self, start: usize, end: usize) -> bool {
        self.known[self.known_from(start)..].iter().take_while(|(tokens, _)| tokens.start < end).any(|(tokens, _)| tokens.end == end)
    }

    /// *Md.*, *Calif.*: a shortened place.
    fn is_dotted_place(&self, i: usize) -> bool {
        let word = self.word(i);
        word.ends_with('.') && word.len() > 2 && word[..word.len() - 1].bytes().all(|b| b.is_ascii_alphabetic()) && word.bytes().any(|b| b.is_ascii_lowercase())
    }

    fn is_demonym(&self, i: usize) -> bool {
        self.known.get(self.known_from(i)).is_some_and(|(tokens, candidates)| tokens.start == i && candidates.first().is_some_and(|best| best.class == NameClass::Demonym))
    }

    /// Whether the words of a run say that it names a body.
    fn is_organization(&self, start: usize, end: usize) -> bool {
        let last = end - 1;
        let len = end - start;
        let of = (start + 1..last).any(|i| matches!(self.word(i), "of" | "for" | "on") && self.is_body(i - 1));
        of || (len > 1 && (self.is_body(last) || (self.tag(last) == Tag::NNPS && !self.lists(last).any(Lists::ROLE)))) || (len > 1 && self.word(last - 1) == "&")
    }

    /// Adds the name `tokens` of a run that begins at `start`.
    fn push(&mut self, tokens: Range<usize>, start: usize, titled: bool) {
        let place = self.known_from(tokens.start);
        let reading = self.known.get(place).filter(|(known, _)| *known == tokens).map(|(_, candidates)| *candidates);
        let best = reading.and_then(|candidates| candidates.first());
        let kind = match best {
            Some(best) => match (self.gazetteer.kind(best.entity), best.class) {
                (_, NameClass::Demonym) => NameKind::Demonym,
                (Some(EntityKind::Person), _) => NameKind::Person,
                (Some(EntityKind::Country), _) if !titled => NameKind::Country,
                (Some(EntityKind::Organization), _) => NameKind::Organization,
                _ => self.kind(tokens.clone(), titled),
            },
            None => self.kind(tokens.clone(), titled),
        };
        if kind == NameKind::Person && tokens.len() > 1 {
            self.surnames.insert(fold_hash(self.word(tokens.end - 1)));
        }
        let sure = reading.is_some_and(|candidates| candidates.len() == 1);
        self.names.push(Name { start: start.min(tokens.start), tokens, kind, entity: best.map(|best| best.entity), sure });
    }

    /// The kind of a name that the gazetteer does not have.
    fn kind(&self, tokens: Range<usize>, titled: bool) -> NameKind {
        let (start, last) = (tokens.start, tokens.end - 1);
        if self.is_organization(start, tokens.end) {
            return NameKind::Organization;
        }
        if tokens.len() > 1 && PARTICLES.iter().any(|particle| self.word(start).eq_ignore_ascii_case(particle)) {
            return NameKind::Person;
        }
        if titled || (tokens.len() > 1 && (self.is_given(start) || self.is_suffix(last))) {
            return NameKind::Person;
        }
        let word = self.word(start);
        if tokens.len() == 1 {
            return if is_acronym(word) || is_camel(word) { NameKind::Organization } else { NameKind::Unknown };
        }
        if word.len() == 2 && word.ends_with('.') || (word.contains('.') && word.len() < 7 && !self.is_body(last)) {
            return NameKind::Person;
        }
        let article = start > 0 && self.word(start - 1).eq_ignore_ascii_case("the") && self.tag(start - 1) == Tag::DT;
        let modifies = self.document.tokens.get(tokens.end).is_some() && matches!(self.tag(tokens.end), Tag::NN | Tag::NNS);
        let strange = tokens.clone().any(|i| self.words.forms[i] == UNKNOWN && !is_acronym(self.word(i)));
        if strange && !(article && !modifies) { NameKind::Person } else { NameKind::Organization }
    }

    /// Names in sentences written like headlines.
    fn headlines(&mut self, headlines: &[Range<usize>]) {
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
    fn headline_name(&mut self, i: usize, end: usize, known: &FxHashMap<u64, NameKind>) -> usize {
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
            let next = (i + 1..end.min(i + 4)).take_while(|&j| self.is_capital(j) || PARTICLES.contains(&self.word(j)));
            if let Some(last) = next.into_iter().find(|&j| surname(j).is_some() && !self.is_given(j) || surname(j) == Some(NameKind::Person)) {
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
    fn single_words(&mut self) {
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
            if self.surnames.contains(&hash) && (name.kind == NameKind::Unknown || !after_preposition) && name.kind != NameKind::Demonym && !(name.kind == NameKind::Organization && name.entity.is_some()) {
                name.kind = NameKind::Person;
                return true;
            }
            let followed = i + 1 < self.document.tokens.len() && !self.is_capital(i + 1) && (self.tag(i + 1).is_noun() || self.tag(i + 1).is_adjective());
            !(name.kind == NameKind::Unknown && followed && self.starts_sentence(i) && !inner.contains(&hash))
        });
        self.names = names;
    }

    /// *Carver Backs* in the first line is Carver, if the text names a Carver
    /// in full and no other Backs.
    fn headline_verbs(&mut self) {
        let Some(first) = self.document.paragraphs.first() else { return };
        let line = self.names.partition_point(|name| name.tokens.start < first.tokens.end);
        let (head, rest) = self.names.split_at_mut(line);
        let full = |name: &&mut Name| name.tokens.len() > 1 && name.entity.is_none() && matches!(name.kind, NameKind::Person | NameKind::Organization);
        for name in head.iter_mut().filter(full) {
            let of = |word: usize| rest.iter().any(|other| other.kind == NameKind::Person && other.tokens.len() > 1 && same_word(self.document.word(other.tokens.end - 1), self.document.word(word)));
            if of(name.tokens.start) && !of(name.tokens.end - 1) && !self.lexicon.form(self.words.forms[name.tokens.end - 1]).lists.any(Lists::BODY) {
                name.tokens.end = name.tokens.start + 1;
                name.kind = NameKind::Person;
            }
        }
    }

    fn starts_sentence(&self, i: usize) -> bool {
        let start = self.document.sentences[self.document.sentence_of(i)].tokens.start;
        (start..i).all(|k| self.document.tokens[k].kind != TokenKind::Word)
    }
}

/// Two to six capitals, dots and digits between them allowed.
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    (2..=6).contains(&letters) && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'&'))
}

/// *BuzzFeed*, but not *McCain*, *O'Neill*, *DeVos*, *al-Sadr*.
fn is_camel(word: &str) -> bool {
    let mut chars = word.chars();
    let mut length = 0;
    let mut before = chars.next().unwrap_or(' ');
    for c in chars {
        length += 1;
        if c.is_uppercase() && before.is_lowercase() && length > 3 {
            return true;
        }
        before = c;
    }
    false
}
