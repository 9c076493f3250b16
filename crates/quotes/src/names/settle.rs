//! Runs read: what of a run is the name, and what it names.
//!
//! Input: a run of capitalised words. Output: names. Titles, roles, parties
//! and adjectives are peeled off the front; the kind of what is left follows
//! from the gazetteer, the words in it and its form.

use std::ops::Range;

use inquit_gazetteer::{Candidate, EntityKind, NameClass};

use super::runs::Finder;
use super::words::Traits;
use super::{Name, NameKind, fold_hash};
use crate::lexicon::{Lists, Tag, UNKNOWN};

/// By how much the prior of the best reading of an ambiguous name must exceed the next.
const CLEAR: u8 = 25;

impl Finder<'_, '_> {
    /// Reads the run `start..end`.
    pub(super) fn settle(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let last = end - 1;
        // *Ada Example KC*
        if end - start > 2 && self.has(last, Traits::HONOUR) && !self.is_organization(start, last) {
            let last = if self.word(last - 1) == "," { last - 1 } else { last };
            return self.settle(start, last);
        }
        let start = if self.is_trade(start, end) || self.is_said(start, end) || self.is_call(start, end) { start + 1 } else { start };
        // a name of the gazetteer that ends the run
        let known = self.known[self.known_from(start)..]
            .iter()
            .take_while(|(tokens, _)| tokens.start < end)
            .find(|(tokens, _)| tokens.end == end)
            .map(|(tokens, _)| tokens.clone());
        if let Some(known) = known
            && !self.is_of_another(start, &known)
            && (known.len() > 1 || known.start == start || self.is_title(known.start - 1))
        {
            let titled = start < known.start && self.is_title(known.start - 1);
            let start = if start < known.start && self.is_office_of(start) { start - 2 } else { start };
            return self.push(known, start, titled);
        }
        if self.has(last, Traits::PARTY) || (start == last && self.is_dotted_place(start)) {
            return;
        }
        // a body, then a person named before: *… the Daily Post Carver said*
        if end - start > 1 && self.surnames.contains(&fold_hash(self.word(last))) && (self.is_body(last - 1) || self.known_end(start, last))
        {
            self.settle(start, last);
            return self.push(last..end, last, true);
        }
        if let Some(title) = self.office_at_body(start, end) {
            return self.push(title + 1..end, start, true);
        }
        if self.is_organization(start, end) {
            return self.push(start..end, start, false);
        }
        let mut from = self.after_of(start, end);
        let start = if from > start { start - 2 } else { start };
        let mut titled = false;
        let first = from;
        for i in first..last {
            // *Martin Luther King III*
            let only_suffix = (i + 1..end).all(|k| self.is_suffix(k));
            if !only_suffix && self.is_title(i) && !(i == start && end - start == 2 && self.is_given(i) && !self.lists(i).any(Lists::TITLE))
            {
                from = i + 1;
                titled = true;
            }
        }
        let known = from == last && self.surnames.contains(&fold_hash(self.word(last)));
        let only_office = self.is_office(last) && !known && (end - from != 2 || !self.is_given(from));
        if only_office && !titled {
            return;
        }
        // *Chief Press Secretary, Ada Example*: words of an office alone
        let common = |i: usize| self.words.forms[i] != UNKNOWN && !self.is_given(i);
        if titled && !known && self.has(last, Traits::OFFICE) && (from..end).all(common) {
            return;
        }
        // *Second-tier Halden*
        if from == start && from < last && self.starts_sentence(from) && is_compound(self.word(from)) && !self.is_given(from) {
            from += 1;
        }
        while from < last
            && !self.is_given(from)
            && !self.is_particle(from)
            && ((!self.tag(from).is_name() && self.words.forms[from] != UNKNOWN) || self.has(from, Traits::PARTY) || self.is_demonym(from))
        {
            from += 1;
        }
        // *the General Assembly*: an article, a title that is none, a common word
        let article = start > 0 && self.word(start - 1).eq_ignore_ascii_case("the");
        if titled
            && article
            && from == last
            && self.words.forms[last] != UNKNOWN
            && !self.is_given(last)
            && !self.surnames.contains(&fold_hash(self.word(last)))
        {
            return self.push(start..end, start, false);
        }
        self.push(from..end, start, titled);
    }

    /// *Said Example: “…”*: a verb that opens the sentence before the family
    /// name of someone named in full before, were it a given name (*Said*)
    /// elsewhere.
    fn is_said(&self, start: usize, end: usize) -> bool {
        end - start == 2
            && self.starts_sentence(start)
            && self.lexicon.form(self.words.forms[start]).verb.is_some()
            && (self.word(start) == "Said" || self.tag(start).is_verb())
            && self.surnames.contains(&fold_hash(self.word(start + 1)))
    }

    /// ***READ** Example's remarks*: what a page tells its reader, in capitals
    /// before a name that is not.
    fn is_call(&self, start: usize, end: usize) -> bool {
        let calls = ["READ", "WATCH", "LISTEN", "SEE", "MEET", "HEAR", "FOLLOW", "JOIN"];
        let shouted = calls.contains(&self.word(start)) || self.lists(start).any(Lists::FURNITURE) && is_shouted(self.word(start));
        end - start > 1 && shouted && self.starts_sentence(start) && !is_shouted(self.word(start + 1))
    }

    /// The title between a body and who heads it: *Bank of Holany **Governor**
    /// Ada Example*.
    fn office_at_body(&self, start: usize, end: usize) -> Option<usize> {
        let title = (start + 1..end.saturating_sub(2)).rev().find(|&i| self.is_title(i))?;
        let person = title + 1..end;
        let plain = person.clone().all(|i| self.is_capital(i) || self.is_particle(i)) && !self.is_body(end - 1);
        let of = (start + 1..title).any(|i| matches!(self.word(i), "of" | "for") && self.is_body(i - 1));
        let named = self.is_given(person.start) || self.words.forms[person.start] == UNKNOWN;
        (of && person.len() < 5 && plain && named).then_some(title)
    }

    /// *the yacht **Clara Holm***, ***USS Higgins***: a ship, whatever its name looks like.
    fn is_vessel(&self, tokens: &Range<usize>) -> bool {
        let start = tokens.start;
        let kinds = ["yacht", "ship", "ferry", "vessel", "boat", "trawler", "tanker", "frigate", "destroyer", "submarine", "schooner"];
        let prefix = ["USS", "HMS", "RMS", "HMAS", "HMCS"];
        prefix.contains(&self.word(start)) || start > 0 && kinds.contains(&self.word(start - 1))
    }

    /// *California Department of Justice, Social Democratic Party*: a word of
    /// the run makes another body of one that the gazetteer knows.
    fn is_of_another(&self, start: usize, known: &Range<usize>) -> bool {
        let reading = self.known[self.known_from(known.start)..].iter().find(|(tokens, _)| tokens == known);
        let best = reading.and_then(|(_, candidates)| candidates.first());
        let category = best.and_then(|best| self.gazetteer.get(best.entity)).map_or("", |entity| &*entity.category);
        let shared = matches!(category, "party" | "ministry" | "agency" | "police" | "legislature" | "court");
        let makes = |i: usize| {
            let own = self.tag(i).is_name() || self.tag(i).is_adjective();
            let party = self.has(i, Traits::PARTY) && category != "party";
            let other = self.is_title(i) || self.is_body(i) || party || self.lists(i).any(Lists::TIME);
            let country = self.known.get(self.known_from(i)).is_some_and(|(tokens, _)| tokens.start <= i);
            own && !other && !country && !self.surnames.contains(&fold_hash(self.word(i))) && !self.is_given(i)
        };
        known.len() > 1 && shared && known.start > start && !self.starts_sentence(start) && (start..known.start).all(makes)
    }

    /// *Oboist Ada Example*: at the start of a sentence, or of a phrase that a
    /// lower-case word would open as well, a common noun or a word with the
    /// ending of a trade, before a name of two words or more.
    fn is_trade(&self, start: usize, end: usize) -> bool {
        if end - start < 3 || !self.starts_sentence(start) || self.is_given(start) || self.is_body(start) || self.is_body(end - 1) {
            return false;
        }
        let word = self.word(start);
        let common = self.words.forms[start] != UNKNOWN && self.is_office(start);
        let ending = word.len() > 4
            && ["ist", "eer", "smith", "maker", "keeper", "grapher", "ologer", "ician"].iter().any(|ending| word.ends_with(ending));
        let listed = self.has(start, Traits::TRADE);
        let name = |i: usize| {
            self.is_capital(i) && !self.is_office(i) && (self.words.forms[i] == UNKNOWN || self.is_given(i) || self.tag(i).is_name())
        };
        let given = self.is_given(start + 1) || self.words.forms[start + 1] == UNKNOWN;
        (common || ending || listed)
            && given
            && (start + 1..end).all(|i| name(i) || self.is_suffix(i) || self.is_particle(i) || self.word(i).len() <= 2)
    }

    /// *Secretary of State Ada Example*: the name begins after the office; of
    /// *Secretary of State Example* it is the last word, if no common one.
    pub(super) fn after_of(&self, start: usize, end: usize) -> usize {
        if !self.is_office_of(start) {
            return start;
        }
        let last = end - 1;
        let department = last > start
            && matches!(self.word(start - 2), "Secretary" | "Minister")
            && self.words.forms[last - 1] != UNKNOWN
            && (self.words.forms[last] == UNKNOWN || self.is_given(last));
        (start + 1..last).find(|&i| self.is_given(i)).unwrap_or(if department { last } else { start })
    }

    /// Whether the run at `start` stands behind *Secretary of*.
    fn is_office_of(&self, start: usize) -> bool {
        start >= 2 && matches!(self.word(start - 1), "of" | "for") && self.is_office(start - 2) && self.document.tokens[start - 2].capital
    }

    /// Whether the gazetteer has a name that ends at `end` and begins in the run.
    pub(super) fn known_end(&self, start: usize, end: usize) -> bool {
        self.known[self.known_from(start)..].iter().take_while(|(tokens, _)| tokens.start < end).any(|(tokens, _)| tokens.end == end)
    }

    /// *Md.*, *Calif.*, *R-Tenn.*: a shortened place.
    pub(super) fn is_dotted_place(&self, i: usize) -> bool {
        let word = self.word(i);
        let word = word.strip_prefix("R-").or_else(|| word.strip_prefix("D-")).unwrap_or(word);
        word.ends_with('.')
            && word.len() > 2
            && word[..word.len() - 1].bytes().all(|b| b.is_ascii_alphabetic())
            && word.bytes().any(|b| b.is_ascii_lowercase())
    }

    pub(super) fn is_demonym(&self, i: usize) -> bool {
        self.known.get(self.known_from(i)).is_some_and(|(tokens, candidates)| {
            tokens.start == i && candidates.first().is_some_and(|best| best.class == NameClass::Demonym)
        })
    }

    /// Whether the words of a run say that it names a body.
    pub(super) fn is_organization(&self, start: usize, end: usize) -> bool {
        let last = end - 1;
        let len = end - start;
        let of = (start + 1..last).any(|i| matches!(self.word(i), "of" | "for" | "on") && self.is_body(i - 1));
        of || (len > 1 && (self.is_body(last) || (self.tag(last) == Tag::NNPS && !self.lists(last).any(Lists::ROLE))))
            || (len > 1 && self.word(last - 1) == "&")
    }

    /// Adds the name `tokens` of a run that begins at `start`.
    pub(super) fn push(&mut self, mut tokens: Range<usize>, start: usize, titled: bool) {
        // *St. Louis* is a place
        let saint = tokens.start > start
            && matches!(self.word(tokens.start - 1), "St." | "St" | "Saint")
            && !self.is_organization(tokens.start, tokens.end);
        // … but *Ian St. John* a man
        let man = saint && tokens.start - 1 > start && self.is_given(tokens.start - 2);
        if saint {
            tokens.start -= 1 + usize::from(man);
        }
        let place = self.known_from(tokens.start);
        let reading = self.known.get(place).filter(|(known, _)| *known == tokens).map(|(_, candidates)| *candidates);
        if tokens.len() > 1 && self.word(tokens.start) == "the" {
            tokens.start += 1;
        }
        let best = reading.and_then(|candidates| candidates.first());
        // *the Miss Idaho title*
        let pageant = tokens.start > start && self.word(tokens.start - 1) == "Miss" && {
            let behind = self.document.word(tokens.end);
            let country = best.is_some_and(|best| self.gazetteer.kind(best.entity) == Some(EntityKind::Country));
            country || ["title", "pageant", "crown", "contest", "competition"].contains(&behind)
        };
        let kind = match best {
            _ if pageant || !titled && self.is_vessel(&tokens) && best.is_none() => NameKind::Unknown,
            Some(best) => match (self.gazetteer.kind(best.entity), best.class) {
                (_, NameClass::Demonym) => NameKind::Demonym,
                (Some(EntityKind::Person), _) => NameKind::Person,
                (Some(EntityKind::Country), _) if !titled => NameKind::Country,
                (Some(EntityKind::Organization), _) => NameKind::Organization,
                _ => self.kind(tokens.clone(), titled),
            },
            None if saint && !man => NameKind::Unknown,
            None => self.kind(tokens.clone(), titled),
        };
        if kind == NameKind::Person && tokens.len() > 1 {
            self.surnames.insert(fold_hash(self.word(tokens.end - 1)));
        }
        let prior = |candidate: &Candidate| self.gazetteer.get(candidate.entity).map_or(0, |entity| entity.prior);
        let sure = match reading {
            Some([_]) => true,
            Some([first, second, ..]) => prior(first) >= prior(second).saturating_add(CLEAR),
            _ => false,
        };
        let class = best.map(|best| best.class);
        self.names.push(Name { start: start.min(tokens.start), tokens, kind, entity: best.map(|best| best.entity), class, sure });
    }

    /// The kind of a name that the gazetteer does not have.
    pub(super) fn kind(&self, tokens: Range<usize>, titled: bool) -> NameKind {
        let (start, last) = (tokens.start, tokens.end - 1);
        if self.is_organization(start, tokens.end) {
            return NameKind::Organization;
        }
        if tokens.len() > 1 && self.is_particle(start) {
            return NameKind::Person;
        }
        if tokens.len() > 1 && !titled && self.has(last, Traits::COMPANY) {
            return NameKind::Organization;
        }
        if titled || (tokens.len() > 1 && (self.is_given(start) || self.is_suffix(last))) {
            return NameKind::Person;
        }
        let word = self.word(start);
        if tokens.len() == 1 {
            return if is_acronym(word) || is_camel(word) || self.is_body(start) { NameKind::Organization } else { NameKind::Unknown };
        }
        // *J.K. Example*, but not *U.N. Example*
        let initials = is_initials(word) && self.known.get(self.known_from(start)).is_none_or(|(known, _)| known.start != start);
        if word.ends_with('.')
            && word.len() < 7
            && !self.is_body(last)
            && (word.len() == 2 || self.words.forms[last] == UNKNOWN || initials)
        {
            return NameKind::Person;
        }
        let article = start > 0 && self.word(start - 1).eq_ignore_ascii_case("the") && self.tag(start - 1) == Tag::DT;
        let modifies = self.document.tokens.get(tokens.end).is_some() && matches!(self.tag(tokens.end), Tag::NN | Tag::NNS);
        let strange = tokens.clone().any(|i| self.words.forms[i] == UNKNOWN && !is_acronym(self.word(i)));
        if strange && (!article || modifies) { NameKind::Person } else { NameKind::Organization }
    }
}

/// Whether all letters are capitals.
fn is_shouted(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// *Second-tier*: a compound that only the start of a sentence capitalises.
fn is_compound(word: &str) -> bool {
    word.split_once('-')
        .is_some_and(|(first, rest)| first.len() > 3 && rest.len() > 3 && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
}

/// *J.*, *J.K.*
fn is_initials(word: &str) -> bool {
    word.as_bytes().chunks(2).all(|pair| matches!(pair, [letter, b'.'] if letter.is_ascii_uppercase()))
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
