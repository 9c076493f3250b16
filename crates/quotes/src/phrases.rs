//! Noun groups and verb groups.
//!
//! Input: a tagged document. Output: groups as token ranges, in text order,
//! never across a sentence. A noun group is the part of a noun phrase up to
//! its head (*the former foreign minister*, *Iran's parliament*); a verb group
//! is a verb with its auxiliaries (*has now called*). Nothing is attached to
//! anything here.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::lexicon::{Lexicon, Lists, Tag, WITHOUT_THAT};
use crate::tag::Words;

/// No group.
const NONE: u32 = u32::MAX;

/// A noun group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NounGroup {
    pub(crate) tokens: Range<usize>,
}

/// How the main verb of a verb group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Voice {
    /// *said, has said, will say*
    Active,
    /// *was told, has been called*
    Passive,
    /// *saying* without auxiliary
    Participle,
    /// *asked, described as* without auxiliary
    Reduced,
    /// *to say*
    Infinitive,
}

/// A verb with its auxiliaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    pub(crate) tokens: Range<usize>,
    /// The main verb, the last of the group.
    pub(crate) main: usize,
    pub(crate) voice: Voice,
    /// Whether a modal verb leads the group.
    pub(crate) modal: bool,
    /// Whether *not* or *never* stands in the group.
    pub(crate) negated: bool,
    /// Whether the group makes a clause.
    pub(crate) finite: bool,
}

/// All groups of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    pub(crate) nouns: Vec<NounGroup>,
    pub(crate) verbs: Vec<VerbGroup>,
    noun_at: Vec<u32>,
    verb_at: Vec<u32>,
}

impl Phrases {
    pub(crate) fn find(document: &Document<'_>, words: &Words, lexicon: &Lexicon) -> Phrases {
        let n = document.tokens.len();
        let mut phrases = Phrases { noun_at: vec![NONE; n], verb_at: vec![NONE; n], ..Phrases::default() };
        let finder = Finder { document, words, lexicon };
        for sentence in &document.sentences {
            let range = &sentence.tokens;
            let mut i = range.start;
            while i < range.end {
                if let Some(group) = finder.verb_group(i, range.end) {
                    let id = u32::try_from(phrases.verbs.len()).unwrap_or(NONE);
                    phrases.verb_at[group.tokens.clone()].fill(id);
                    i = group.tokens.end;
                    phrases.verbs.push(group);
                } else if let Some(end) = finder.noun_group_end(i, range.end) {
                    let id = u32::try_from(phrases.nouns.len()).unwrap_or(NONE);
                    phrases.noun_at[i..end].fill(id);
                    phrases.nouns.push(NounGroup { tokens: i..end });
                    i = end;
                } else {
                    i += 1;
                }
            }
        }
        phrases
    }

    /// The noun group that holds the token.
    pub(crate) fn noun(&self, token: usize) -> Option<&NounGroup> {
        self.noun_at.get(token).and_then(|&id| self.nouns.get(id as usize))
    }

    /// The verb group that holds the token.
    pub(crate) fn verb(&self, token: usize) -> Option<&VerbGroup> {
        self.verb_at.get(token).and_then(|&id| self.verbs.get(id as usize))
    }
}

struct Finder<'a, 't> {
    document: &'a Document<'t>,
    words: &'a Words,
    lexicon: &'a Lexicon,
}

impl Finder<'_, '_> {
    fn tag(&self, i: usize) -> Tag {
        self.words.tags[i]
    }

    fn is_time(&self, i: usize) -> bool {
        self.lexicon.form(self.words.forms[i]).lists.any(Lists::TIME)
    }

    fn is_body(&self, i: usize) -> bool {
        self.lexicon.form(self.words.forms[i]).lists.any(Lists::BODY)
    }

    fn auxiliary(&self, i: usize) -> Auxiliary {
        if self.tag(i) == Tag::MD {
            return Auxiliary::Modal;
        }
        let word = self.document.word(i);
        let (clitic, word) = word.strip_prefix(['\'', '’']).map_or((false, word), |rest| (true, rest));
        let mut lower = [0_u8; 6];
        let Some(lower) = lower.get_mut(..word.len()) else { return Auxiliary::None };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        match (clitic, &*lower) {
            (false, b"is" | b"was" | b"are" | b"were" | b"be" | b"been" | b"being" | b"am") | (true, b"s" | b"re" | b"m") => Auxiliary::Be,
            (false, b"has" | b"have" | b"had" | b"having") | (true, b"ve" | b"d") => Auxiliary::Have,
            (false, b"do" | b"does" | b"did" | b"get" | b"got" | b"gets") => Auxiliary::Do,
            _ => Auxiliary::None,
        }
    }

    fn verb_group(&self, start: usize, end: usize) -> Option<VerbGroup> {
        let first = self.tag(start);
        if first == Tag::TO {
            let mut main = start + 1;
            while main < end && self.tag(main).is_adverb() {
                main += 1;
            }
            if main >= end || self.tag(main) != Tag::VB {
                return None;
            }
            let mut group = self.chain(main, end)?;
            group.tokens.start = start;
            if group.voice == Voice::Active {
                group.voice = Voice::Infinitive;
            }
            group.finite = false;
            return Some(group);
        }
        if first != Tag::MD && !first.is_verb() {
            return None;
        }
        // *the leading candidate*, *the elected council*: part of a noun group
        if matches!(first, Tag::VBN | Tag::VBG)
            && start > 0
            && matches!(self.tag(start - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS | Tag::CD)
            && start + 1 < end
            && (self.tag(start + 1).is_noun() || self.tag(start + 1).is_adjective())
        {
            return None;
        }
        self.chain(start, end)
    }

    /// *…, the study **found**.*: a comma, a phrase with an article and the last
    /// word of a sentence are no participle.
    fn ends_a_report(&self, verb: usize, end: usize) -> bool {
        let last = verb + 1 >= end || matches!(self.document.word(verb + 1), "." | "”" | "\"");
        let article = (verb.saturating_sub(4)..verb).rev().find(|&i| !self.tag(i).is_noun() && !self.tag(i).is_adjective());
        let determined = |&i: &usize| matches!(self.tag(i), Tag::DT | Tag::PRPS) && i + 1 < verb && i > 0;
        last && article.filter(determined).is_some_and(|i| self.document.word(i - 1) == ",")
    }

    /// The verb group from its first verb on.
    fn chain(&self, start: usize, end: usize) -> Option<VerbGroup> {
        let first = self.tag(start);
        let mut main = start;
        let mut kind = self.auxiliary(start);
        let modal = kind == Auxiliary::Modal;
        let mut passive = false;
        let mut negated = false;
        let mut i = start + 1;
        while i < end && kind != Auxiliary::None {
            let tag = self.tag(i);
            let word = self.document.word(i);
            if tag.is_adverb() {
                negated |= matches!(word, "not" | "n't" | "n’t" | "never");
                i += 1;
                continue;
            }
            if matches!(word, "'t" | "’t") {
                negated = true;
                i += 1;
                continue;
            }
            let fits = match kind {
                Auxiliary::Modal | Auxiliary::Do => matches!(tag, Tag::VB | Tag::VBP),
                Auxiliary::Be => matches!(tag, Tag::VBN | Tag::VBG | Tag::VBD),
                Auxiliary::Have => matches!(tag, Tag::VBN | Tag::VBD),
                Auxiliary::None => false,
            };
            if !fits {
                break;
            }
            let next = self.auxiliary(i);
            passive = kind == Auxiliary::Be && matches!(tag, Tag::VBN | Tag::VBD) && next != Auxiliary::Be;
            main = i;
            kind = next;
            i += 1;
        }
        if main == start {
            negated = false;
        }
        // *who asked not to be named said*: two verbs in a row are those of two clauses
        let past = first == Tag::VBN
            && main == start
            && start > 0
            && (self.tag(start - 1).is_verb() && self.auxiliary(start - 1) == Auxiliary::None || self.ends_a_report(start, end));
        let voice = match (first, passive) {
            _ if past => Voice::Active,
            (_, true) => Voice::Passive,
            (Tag::VBG, _) => Voice::Participle,
            (Tag::VBN, _) => Voice::Reduced,
            _ => Voice::Active,
        };
        Some(VerbGroup { tokens: start..main + 1, main, voice, modal, negated, finite: past || first.is_finite() })
    }

    /// Whether a relative clause without *that* begins at `i`: *the problems
    /// **farmers say** they face*, *a town **residents say** they left*.
    fn is_contact(&self, start: usize, i: usize, end: usize) -> bool {
        let says = i + 1 < end && self.tag(i + 1).is_finite() && {
            let verb = self.lexicon.form(self.words.forms[i + 1]).verb;
            verb.is_some_and(|index| WITHOUT_THAT.contains(&&*self.lexicon.cue(index).lemma))
        };
        let plural = self.tag(i - 1) == Tag::NNS && self.tag(start) == Tag::DT;
        let singular = ["a", "an"].iter().any(|article| self.document.word(start).eq_ignore_ascii_case(article));
        says && self.lexicon.form(self.words.forms[i]).lists.any(Lists::GROUP) && (plural || singular)
    }

    /// Where the noun group that begins at `start` ends, if one begins there.
    fn noun_group_end(&self, start: usize, end: usize) -> Option<usize> {
        if matches!(self.tag(start), Tag::PRP | Tag::EX) {
            return Some(start + 1);
        }
        let mut last_noun = None;
        let title = self.words.title_case[self.document.sentence_of(start)];
        let mut i = start;
        while i < end {
            let tag = self.tag(i);
            let word = self.document.word(i);
            let had_noun = last_noun.is_some();
            if i > start && self.is_time(i - 1) && self.tag(i - 1).is_noun() && tag.is_name() && !self.is_time(i) {
                break; // Monday | Trump
            }
            if had_noun && is_address(word) && self.is_body(i - 1) {
                break; // the District Court | Mr Example
            }
            if had_noun && tag == Tag::NNS && self.is_contact(start, i, end) {
                break; // the problems | farmers say they face
            }
            match tag {
                // *Public Works Director Example*
                _ if tag.is_verb()
                    && i > start
                    && !title
                    && self.capital(i - 1, end)
                    && self.capital(i, end)
                    && self.capital(i + 1, end) =>
                {
                    last_noun = Some(i);
                }
                _ if is_particle(word)
                    && self.capital(i + 1, end)
                    && (self.document.tokens[i].capital || (had_noun && self.tag(i - 1).is_name())) => {}
                Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS => last_noun = Some(i),
                Tag::CD => {
                    if !had_noun || self.is_time(i - 1) {
                        last_noun = Some(i);
                    }
                }
                Tag::POS if had_noun && last_noun == Some(i - 1) => {}
                Tag::DT | Tag::PDT | Tag::PRPS | Tag::WPS if !had_noun || self.tag(i - 1) == Tag::POS => {
                    if tag == Tag::DT && i == start {
                        // *this*, *all* alone
                        last_noun = None;
                    }
                }
                Tag::JJ | Tag::JJR | Tag::JJS
                    if !had_noun || self.tag(i - 1) == Tag::POS || self.document.tokens[i].capital || self.tag(i - 1).is_name() => {}
                Tag::VBN | Tag::VBG if i > start && !had_noun => {}
                Tag::RB | Tag::RBR | Tag::RBS if i > start && !had_noun && i + 1 < end && self.tag(i + 1).is_adjective() => {}
                Tag::CC if word == "&" && had_noun => {}
                Tag::PUNCT if word == "&" && had_noun => {}
                Tag::PUNCT if matches!(word, "\"" | "“" | "”") && had_noun && self.nickname(i, end) => {}
                _ => break,
            }
            i += 1;
        }
        match last_noun {
            Some(last) => {
                // a possessive at the end stays outside
                Some(last + 1)
            }
            None if self.tag(start) == Tag::DT
                && i == start + 1
                && !["the", "a", "an"].iter().any(|article| self.document.word(start).eq_ignore_ascii_case(article)) =>
            {
                Some(i)
            }
            None => None,
        }
    }

    fn capital(&self, i: usize, end: usize) -> bool {
        i < end && self.document.tokens[i].capital && self.document.tokens[i].kind == TokenKind::Word
    }

    /// *John "Red" Carver*: a mark that opens or closes one capitalised word between names.
    fn nickname(&self, mark: usize, end: usize) -> bool {
        let capital = |i: usize| self.capital(i, end);
        let is_mark = |i: usize| i < end && self.document.tokens[i].kind == TokenKind::Mark;
        let opens = capital(mark + 1) && is_mark(mark + 2) && capital(mark + 3);
        let closes = mark >= 2 && is_mark(mark - 2) && capital(mark - 1) && capital(mark + 1);
        self.tag(mark - 1).is_name() && (opens || closes)
    }
}

/// What only a person is addressed by.
fn is_address(word: &str) -> bool {
    matches!(word, "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Dr" | "Dr.")
}

/// Small words inside names: *Bill de Blasio*, *Ursula von der Leyen*.
fn is_particle(word: &str) -> bool {
    let mut lower = [0_u8; 3];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"de"
            | b"la"
            | b"las"
            | b"los"
            | b"van"
            | b"von"
            | b"der"
            | b"den"
            | b"bin"
            | b"ibn"
            | b"al"
            | b"el"
            | b"du"
            | b"di"
            | b"da"
            | b"dos"
            | b"del"
            | b"le"
            | b"ben"
            | b"ter"
            | b"ten"
            | b"abu"
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Auxiliary {
    Modal,
    Be,
    Have,
    Do,
    None,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::{TagModel, Vocabulary, tag};

    fn check(text: &str, nouns: &[&str], verbs: &[&str]) {
        let document = Document::parse(text);
        let lexicon = Lexicon::english();
        let words = tag(&document, &Vocabulary::new(lexicon.clone(), TagModel::english()));
        let phrases = Phrases::find(&document, &words, &lexicon);
        let found: Vec<&str> = phrases.nouns.iter().map(|group| document.span(group.tokens.clone()).of(text)).collect();
        assert_eq!(found, nouns, "{text}");
        let found: Vec<&str> = phrases.verbs.iter().map(|group| document.span(group.tokens.clone()).of(text)).collect();
        assert_eq!(found, verbs, "{text}");
    }

    #[test]
    fn groups_of_a_reporting_clause() {
        check(
            "The former foreign minister has now called for talks on Monday.",
            &["The former foreign minister", "talks", "Monday"],
            &["has now called"],
        );
        check("Iran's parliament did not say why he left.", &["Iran's parliament", "he"], &["did not say", "left"]);
        check("On Monday Clinton was asked to resign.", &["Monday", "Clinton"], &["was asked", "to resign"]);
    }
}
