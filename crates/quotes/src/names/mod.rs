//! Names of people, organizations and countries in a text, and the kind of
//! the words that name a speaker.
//!
//! Input: a tagged document, the lexicon, the gazetteer. Output: [`Names`],
//! every proper name once, in text order, with its titles marked off; and
//! [`classify`], which tells a name from a role, a pronoun, a group. Names are
//! gazetteer matches and runs of capitalised words. Nothing here knows who a
//! name stands for or who is speaking, and nothing is attached across a comma.

mod fold;
mod headlines;
mod home;
mod kinds;
mod repair;
mod runs;
mod settle;
mod words;

use std::ops::Range;

use inquit_gazetteer::{EntityId, Gazetteer, NameClass, Span};

pub(crate) use fold::{fold_hash, same_word};
pub(crate) use kinds::{Head, classify, head};
pub(crate) use words::{GENERATIONS, Traits, generation, traits};

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::tag::Words;

/// No name.
const NONE: u32 = u32::MAX;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameKind {
    /// A human being.
    Person,
    /// A company, party, court, newspaper …
    Organization,
    /// A country, or a capital that stands for it.
    Country,
    /// *Iranian, Iranians*.
    Demonym,
    /// One capitalised word that says nothing more.
    Unknown,
}

/// A proper name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The name, without titles.
    pub(crate) tokens: Range<usize>,
    /// The first token of the capitalised words before the name that belong
    /// to it: *Foreign Minister Mohammad Zarif*. No later than the name.
    pub(crate) start: usize,
    pub(crate) kind: NameKind,
    /// The gazetteer's best reading of exactly this name.
    pub(crate) entity: Option<EntityId>,
    /// How the name stands for it.
    pub(crate) class: Option<NameClass>,
    /// Whether the gazetteer has no other reading that comes close.
    pub(crate) sure: bool,
}

/// All names of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// In text order; none overlaps another.
    pub(crate) list: Vec<Name>,
    /// What the gazetteer finds in the text, with its best reading.
    pub(crate) matches: Vec<(Span, EntityId)>,
    at: Vec<u32>,
}

impl Names {
    /// The names of a document. Linear in its length.
    pub(crate) fn find(document: &Document<'_>, words: &Words, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Names {
        let mut matches = Vec::new();
        let list = runs::Finder::new(document, words, lexicon, gazetteer, &mut matches).find();
        let mut at = vec![NONE; document.tokens.len()];
        for (id, name) in (0..).zip(&list) {
            at[name.tokens.clone()].fill(id);
        }
        let mut names = Names { list, matches, at };
        home::settle(document, gazetteer, &mut names);
        names
    }

    /// The name that holds the token, titles not counted.
    pub(crate) fn at(&self, token: usize) -> Option<&Name> {
        self.id_at(token).map(|id| &self.list[id])
    }

    /// The place in the list of the name that holds the token.
    pub(crate) fn id_at(&self, token: usize) -> Option<usize> {
        self.at.get(token).filter(|&&id| id != NONE).map(|&id| id as usize)
    }

    /// Places in the list of the names that begin inside `tokens`.
    pub(crate) fn within(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.list.partition_point(|name| name.tokens.start < tokens.start);
        let end = self.list.partition_point(|name| name.tokens.start < tokens.end);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::{TagModel, Vocabulary, tag};

    /// Expected: the names, each with the first letter of its kind.
    fn check(text: &str, expected: &[(&str, NameKind)]) {
        let document = Document::parse(text);
        let lexicon = Lexicon::english();
        let words = tag(&document, &Vocabulary::new(lexicon.clone(), TagModel::english()));
        let names = Names::find(&document, &words, &lexicon, &Gazetteer::default());
        let found: Vec<(&str, NameKind)> = names.list.iter().map(|name| (document.span(name.tokens.clone()).of(text), name.kind)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn titles_and_roles_stay_outside() {
        use NameKind::{Organization, Person, Unknown};
        check("On Tuesday Prime Minister Odile Marchetti left.", &[("Odile Marchetti", Person)]);
        check("Dr. Wanjiru Tanaka met Mr. Petrov Jr. there.", &[("Wanjiru Tanaka", Person), ("Petrov Jr.", Person)]);
        check("The Defense Secretary was away.", &[]);
        check("He praised the Department of Public Health and left.", &[("Department of Public Health", Organization)]);
        check("He asked Ostrova about it.", &[("Ostrova", Unknown)]);
    }

    #[test]
    fn acronyms_and_particles() {
        use NameKind::{Organization, Person};
        check("The GMTU said Maria van der Berg was out.", &[("GMTU", Organization), ("Maria van der Berg", Person)]);
        check("It was a fine day in the hills.", &[]);
    }
}
