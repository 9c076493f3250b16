//! [`FindIter`]: names in a text, left to right.
//!
//! The text is scanned once. Only words that can start a name (see
//! [`crate::fold::next_start`]) are hashed; from each the index is walked as
//! far as names go on. Case, neighbours and overlap are judged at every end
//! of a name on the way, so that a longer name that fails a test never hides
//! a shorter one.

use crate::fold::{Join, Word, and_hash, join, next_start, skip_word, step, word_at, word_before};
use crate::index::{Index, Terminal};
use crate::{Candidate, EntityKind, Gazetteer, Span};

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Match<'g> {
    /// Where, in bytes of the text.
    pub span: Span,
    /// Its meanings, best first, never empty.
    pub candidates: &'g [Candidate],
}

/// Which of several overlapping names are reported.
///
/// ```
/// use inquit_gazetteer::{Entity, EntityKind, FindOptions, Gazetteer, Overlap};
/// # fn main() -> Result<(), inquit_gazetteer::Error> {
/// let gazetteer = Gazetteer::builder()
///     .add_entity(Entity::new("1", "Bank of England", EntityKind::Organization))
///     .add_entity(Entity::new("2", "England", EntityKind::Country))
///     .build()?;
/// let text = "The Bank of England waits.";
/// let find = |overlap| {
///     let options = FindOptions::new().overlap(overlap);
///     gazetteer.find_iter_with(text, options).map(|found| found.span.of(text)).collect::<Vec<_>>()
/// };
/// assert_eq!(find(Overlap::LeftmostLongest), ["Bank of England"]);
/// assert_eq!(find(Overlap::All), ["Bank of England", "England"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Overlap {
    /// At the first place where names start the longest one, then on after
    /// its end. Matches never overlap.
    #[default]
    LeftmostLongest,
    /// Every name, sorted by start, the longer first.
    All,
}

/// What the text's case means.
///
/// ```
/// use inquit_gazetteer::{Case, FindOptions, Gazetteer};
/// let gazetteer = Gazetteer::curated();
/// let count = |case, text| gazetteer.find_iter_with(text, FindOptions::new().case(case)).count();
/// assert_eq!(count(Case::Smart, "the turkey told us who may polish it"), 0);
/// assert_eq!(count(Case::Ignore, "made in turkey"), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Case {
    /// A word that the name writes with a capital needs one in the text;
    /// acronyms must be upper case (*US*, not *us*). Words in upper case
    /// throughout count as written with a capital.
    #[default]
    Smart,
    /// Any case will do. For text without capitals; expect *us* and *who* to
    /// be found.
    Ignore,
}

/// How to find names; see [`Gazetteer::find_iter_with`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FindOptions {
    pub(crate) overlap: Overlap,
    pub(crate) case: Case,
    pub(crate) weak: bool,
}

impl FindOptions {
    /// The defaults: leftmost longest, smart case, no weak names.
    #[must_use]
    pub fn new() -> FindOptions {
        FindOptions::default()
    }

    /// Which of several overlapping names are reported.
    #[must_use]
    pub fn overlap(mut self, overlap: Overlap) -> FindOptions {
        self.overlap = overlap;
        self
    }

    /// What the text's case means.
    #[must_use]
    pub fn case(mut self, case: Case) -> FindOptions {
        self.case = case;
        self
    }

    /// Whether weak names (marked `~` in the tables) are reported as well.
    #[must_use]
    pub fn weak(mut self, weak: bool) -> FindOptions {
        self.weak = weak;
        self
    }
}

/// Iterator over the names in a text; made by [`Gazetteer::find_iter`].
#[derive(Clone, Debug)]
pub struct FindIter<'g, 't> {
    gazetteer: &'g Gazetteer,
    index: &'g Index,
    text: &'t str,
    at: usize,
    options: FindOptions,
    /// Matches of one start still to be reported, last first (`Overlap::All`).
    pending: Vec<Match<'g>>,
}

impl<'g, 't> FindIter<'g, 't> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, text: &'t str, options: FindOptions) -> FindIter<'g, 't> {
        FindIter { gazetteer, index: gazetteer.index(), text, at: 0, options, pending: Vec::new() }
    }

    /// Walks the index from the word at `start`. Leaves the longest match, or
    /// all of them, in `pending`; gives the end of the first word.
    fn walk(&mut self, start: usize) -> usize {
        let first = self.word_at(start);
        let mut hash = self.gazetteer.canon(first.hash);
        if !self.index.may_start(hash) || self.glued_before(start) {
            return first.end;
        }
        let mut path = Path { start, node: 0, capitals: 0, shouted: true, words: 0 };
        let mut word = first;
        loop {
            path.push(word, hash);
            match self.index.node(path.node) {
                None => return first.end,
                Some(None) => {}
                Some(Some(terminal)) => self.judge(terminal, &path, word),
            }
            match join(self.text, word) {
                Join::End => return first.end,
                Join::Word(next) => {
                    word = self.word_at(next);
                    hash = self.gazetteer.canon(word.hash);
                }
                Join::Ampersand(end) => {
                    hash = and_hash();
                    word = Word { start: end - 1, end, hash, capital: false, shouted: true, letters: 3, dotted: false };
                }
            }
        }
    }

    fn word_at(&self, start: usize) -> Word {
        word_at(self.text, start)
    }

    /// Part of an address, a handle or a path: *@Iran, example.Iran, a/Iran*.
    fn glued_before(&self, start: usize) -> bool {
        let bytes = self.text.as_bytes();
        match start.checked_sub(1).and_then(|before| bytes.get(before)) {
            Some(b'@') => true,
            Some(b'.') => start >= 2 && word_before(self.text, start - 1) && {
                // "said.Iran" is a lost space, "www.Iran" an address: the
                // former has a sentence's last word, the latter no space near.
                self.text[..start].rsplit(char::is_whitespace).next().is_some_and(|run| run.matches('.').count() > 1)
            },
            _ => false,
        }
    }

    /// Keeps a name that ends with `word` if the text writes it rightly.
    fn judge(&mut self, terminal: &'g Terminal, path: &Path, word: Word) {
        let candidates = self.readings(terminal, path);
        let Some(best) = candidates.first() else { return };
        let kind = self.gazetteer.kind(best.entity);
        if terminal.alone && self.crowded(path.start, word.end) || self.glued_after(word, kind) {
            return;
        }
        if kind == Some(EntityKind::Person) && self.hyphen_before(path.start) {
            return;
        }
        let found = Match { span: Span::new(path.start, word.end), candidates };
        if self.options.overlap == Overlap::LeftmostLongest {
            self.pending.clear();
        }
        self.pending.push(found);
    }

    /// The meanings that the case of the text admits.
    fn readings(&self, terminal: &'g Terminal, path: &Path) -> &'g [Candidate] {
        let index = self.index;
        if self.options.case == Case::Ignore {
            let run = if self.options.weak { terminal.all } else { terminal.shouted };
            return index.candidates(run);
        }
        if path.shouted && path.capitals != 0 {
            let run = if self.options.weak { terminal.all } else { terminal.shouted };
            return index.candidates(run);
        }
        if path.capitals & terminal.capitals != terminal.capitals {
            return &[];
        }
        let run = if self.options.weak && terminal.weak { terminal.all } else { terminal.mixed };
        index.candidates(run)
    }

    /// *Jean-*Marc: the name is the end of a longer one.
    fn hyphen_before(&self, start: usize) -> bool {
        self.text[..start].ends_with('-') && word_before(self.text, start - 1)
    }

    /// The name runs on: *Iran.ir*, or for people *Ali-Akbar*.
    fn glued_after(&self, word: Word, kind: Option<EntityKind>) -> bool {
        let rest = self.text.as_bytes().get(word.end..).unwrap_or_default();
        match rest {
            [b'.', next, ..] if !word.dotted => next.is_ascii_lowercase(),
            [b'-', next, ..] => kind == Some(EntityKind::Person) && next.is_ascii_uppercase(),
            [b'@' | b'_', ..] => true,
            _ => false,
        }
    }

    /// A capitalised word that is not a function word stands right beside.
    fn crowded(&self, start: usize, end: usize) -> bool {
        self.capital_before(start) || self.capital_after(end)
    }

    fn capital_after(&self, end: usize) -> bool {
        let Some(rest) = self.text.get(end..) else { return false };
        let Some(next) = rest.strip_prefix(' ') else { return false };
        next.chars().next().is_some_and(char::is_uppercase) && !is_function_word(first_word(next))
    }

    fn capital_before(&self, start: usize) -> bool {
        let Some(before) = self.text.get(..start).and_then(|text| text.strip_suffix([' ', '-'])) else {
            return false;
        };
        let word_start = before.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last();
        let Some((at, first)) = word_start else {
            // "J. Jordan": an initial is part of a name too.
            return before.strip_suffix('.').is_some_and(|text| {
                text.ends_with(|c: char| c.is_uppercase()) && !word_before(text, text.len() - 1)
            });
        };
        first.is_uppercase() && !is_function_word(before.get(at..).unwrap_or(""))
    }
}

fn first_word(text: &str) -> &str {
    text.get(..skip_word(text, 0)).unwrap_or("")
}

/// Words that may stand in upper case beside a name without belonging to it.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 62] = [
        "a", "about", "across", "after", "against", "all", "an", "and", "around", "as", "at", "because", "before",
        "both", "but", "by", "can", "could", "did", "does", "during", "for", "from", "has", "if", "in", "inside",
        "into", "is", "its", "like", "near", "neighboring", "of", "on", "or", "our", "outside", "over", "said", "says",
        "since", "so", "than", "that", "the", "through", "to", "today", "toward", "towards", "under", "until", "was",
        "what", "when", "where", "while", "why", "will", "with", "without",
    ];
    word.len() <= 11 && WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// The words walked so far.
struct Path {
    start: usize,
    node: u64,
    capitals: u32,
    shouted: bool,
    words: u32,
}

impl Path {
    fn push(&mut self, word: Word, hash: u64) {
        self.node = step(self.node, hash);
        self.capitals |= u32::from(word.capital).checked_shl(self.words).unwrap_or(0);
        self.shouted &= word.shouted;
        self.words += 1;
    }
}

impl<'g> Iterator for FindIter<'g, '_> {
    type Item = Match<'g>;

    fn next(&mut self) -> Option<Match<'g>> {
        loop {
            if let Some(found) = self.pending.pop() {
                return Some(found);
            }
            let start = next_start(self.text, self.at, &self.index.starts)?;
            self.at = self.walk(start).max(start + 1);
            if self.options.overlap == Overlap::LeftmostLongest
                && let Some(found) = self.pending.last()
            {
                self.at = found.span.end();
            }
        }
    }
}
