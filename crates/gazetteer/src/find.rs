//! [`FindIter`]: names in a text, left to right.
//!
//! The text is scanned once. Only words that can start a name (see
//! [`crate::scan`]) are hashed; from each the index is walked as far as names
//! go on. Case, neighbours and overlap are judged at every end
//! of a name on the way, so that a longer name that fails a test never hides
//! a shorter one.

use crate::context;
use crate::entity::EntityId;
use crate::fold::{Join, Word, ampersand, join, step, word_at};
use crate::index::{BLOCKED, Index, Terminal};
use crate::lists::Honorifics;
use crate::scan::{Scan, Start};
use crate::{Candidate, EntityKind, Gazetteer, NameClass, Span};

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

/// Whether names that say little by themselves are reported: names marked `~`
/// in the tables (*the Fed*) and family names alone (*Larijani*).
///
/// ```
/// use inquit_gazetteer::{FindOptions, Gazetteer, Weak};
/// let gazetteer = Gazetteer::curated();
/// let find = |weak, text: &'static str| -> Vec<&str> {
///     let options = FindOptions::new().weak(weak);
///     gazetteer.find_iter_with(text, options).map(|found| found.span.of(text)).collect()
/// };
/// let text = "Merkel was early. Angela Merkel smiled.";
/// assert_eq!(find(Weak::Never, text), ["Angela Merkel"]);
/// assert_eq!(find(Weak::Licensed, text), ["Merkel", "Angela Merkel"]);
/// assert!(find(Weak::Licensed, "Merkel was early.").is_empty());
/// assert_eq!(find(Weak::Always, "Merkel was early."), ["Merkel"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Weak {
    /// They are not.
    #[default]
    Never,
    /// Where the same text, before or after, has another name of the entity.
    /// The match has the entities named in the text as candidates.
    Licensed,
    /// They are, with all their meanings. Expect many wrong matches.
    Always,
}

/// How to find names; see [`Gazetteer::find_iter_with`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FindOptions {
    overlap: Overlap,
    case: Case,
    weak: Weak,
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

    /// Whether weak names and family names alone are reported.
    #[must_use]
    pub fn weak(mut self, weak: Weak) -> FindOptions {
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
    /// Under [`Overlap::All`], the end of a blocked phrase: no name inside it
    /// counts.
    blocked: usize,
    scan: Scan<'g>,
    options: FindOptions,
    /// Entities with another name in the text, sorted (`Weak::Licensed`).
    licensed: Vec<EntityId>,
    /// Matches of one start still to be reported, last first.
    pending: Vec<Match<'g>>,
}

impl<'g, 't> FindIter<'g, 't> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, text: &'t str, options: FindOptions) -> FindIter<'g, 't> {
        let index = gazetteer.index();
        let scan = if options.case == Case::Ignore { Scan::Words } else { index.scan() };
        let licensed = if options.weak == Weak::Licensed { licensed(gazetteer, text, options) } else { Vec::new() };
        FindIter { gazetteer, index, text, at: 0, blocked: 0, scan, options, licensed, pending: Vec::new() }
    }

    /// Fills `pending` with what starts at a word; gives where to go on.
    fn try_start(&mut self, start: Start) -> usize {
        let mut end = self.walk(self.index, start.at);
        if self.pending.is_empty() && self.options.weak != Weak::Never {
            self.walk(self.gazetteer.surnames(), start.at);
        }
        if let (true, Some(retry)) = (self.pending.is_empty(), start.retry) {
            end = self.try_start(Start { at: retry, retry: None });
        }
        end.max(start.at + 1)
    }

    /// Walks an index from the word at `start`. Leaves the longest match, or
    /// all of them, in `pending`; gives the end of the first word.
    fn walk(&mut self, index: &'g Index, start: usize) -> usize {
        let first = word_at(self.text, start);
        if !index.may_start(first.hash) || context::glued_before(self.text, start) {
            return first.end;
        }
        let path =
            Path { start, node: 0, capitals: 0, shouted: true, camel: false, initial: false, words: 0 }.then(first, self.canon(first));
        self.follow(index, path, first);
        if self.pending.is_empty()
            && let Some(word) = self.after_initial(first)
        {
            let path = Path { initial: true, ..path }.then(word, self.canon(word));
            self.follow(index, path, word);
        }
        first.end
    }

    /// Goes on along the index as far as names go; `word` is the last of the
    /// path.
    fn follow(&mut self, index: &'g Index, mut path: Path, mut word: Word) {
        loop {
            // The filter knows the first two words of every name.
            if path.words > 2 || index.may_hold(path.node) {
                match index.node(path.node) {
                    Some(Some(terminal)) => self.judge(index, terminal, &path, word),
                    Some(None) => {}
                    None => return,
                }
            } else if path.words == 2 {
                return;
            }
            word = match join(self.text, word) {
                Join::End => return,
                Join::Word(next) => word_at(self.text, next),
                Join::Ampersand(at) => ampersand(at),
            };
            path = path.then(word, self.canon(word));
        }
    }

    fn canon(&self, word: Word) -> u64 {
        self.gazetteer.canon(word.hash)
    }

    /// The word after a middle initial: *Ryan* in *Paul D. Ryan*, who is then
    /// found as *Paul Ryan*.
    fn after_initial(&self, first: Word) -> Option<Word> {
        let Join::Word(next) = join(self.text, first) else { return None };
        let bytes = self.text.as_bytes();
        let initial = bytes.get(next).is_some_and(u8::is_ascii_uppercase) && bytes.get(next + 1) == Some(&b'.');
        match join(self.text, word_at(self.text, next)) {
            Join::Word(after) if initial => Some(word_at(self.text, after)),
            _ => None,
        }
    }

    /// Keeps a name that ends with `word` if the text writes it rightly.
    fn judge(&mut self, index: &'g Index, terminal: &'g Terminal, path: &Path, word: Word) {
        let (candidates, weak) = self.readings(index, terminal, path);
        let Some(best) = candidates.first() else { return };
        let kind = self.gazetteer.kind(best.entity);
        let (text, start) = (self.text, path.start);
        if context::glued_after(text, word, kind) {
            return;
        }
        if path.initial && kind != Some(EntityKind::Person) {
            return;
        }
        if path.shouted && path.words == 1 && !word.dotted && context::shouted_word(text, start, word.end) {
            return;
        }
        if weak && !context::licensed_place(text, start, word.end) {
            return;
        }
        if !weak && terminal.alone && context::crowded(text, start, word.end) {
            return;
        }
        if kind == Some(EntityKind::Person) {
            let longer = context::part_of_longer_name(text, start, word.end) || context::named_after(text, word.end);
            if longer || path.initial && !self.fits_initial(best, start, word.end) || self.has_other_given_name(start) {
                return;
            }
        } else if path.words == 1 && self.is_family_name(best, kind, start, word.end) {
            return;
        }
        if best.class == NameClass::Demonym && context::is_language(text, start, word.end) {
            return;
        }
        if self.options.overlap == Overlap::LeftmostLongest {
            self.pending.clear();
        }
        self.pending.push(Match { span: Span::new(start, word.end), candidates });
    }

    /// Whether a middle initial that was passed over may be the person's: not
    /// where the dictionary knows another.
    fn fits_initial(&self, best: &Candidate, start: usize, end: usize) -> bool {
        let Some(entity) = self.gazetteer.get(best.entity) else { return true };
        let written = context::middle_initial(self.text.get(start..end).unwrap_or(""));
        let mut known = entity.names.iter().filter_map(|name| context::middle_initial(&name.text)).peekable();
        known.peek().is_none() || known.any(|initial| Some(initial) == written)
    }

    /// Whether the name is the end of another person's: *Patrick Leahy* in
    /// *Michael Patrick Leahy*. An initial before it may be the same person's.
    fn has_other_given_name(&self, start: usize) -> bool {
        let before = context::given_name_before(self.text, start).filter(|word| word.len() > 1);
        before.is_some_and(|given| Honorifics::curated().find(given).is_none() && self.gazetteer.lookup(given).is_empty())
    }

    /// Whether a name of one word is somebody's family name here: *Bayer* in
    /// *Johanna Bayer*. Names of countries are not (*Victoria Australia*), and
    /// a name before it is no given name (*China Google*).
    fn is_family_name(&self, best: &Candidate, kind: Option<EntityKind>, start: usize, end: usize) -> bool {
        let may_be = match best.class {
            // Many people are called French, few Americans.
            NameClass::Demonym => !self.text.get(start..end).is_none_or(|name| name.ends_with('s')),
            NameClass::Official | NameClass::Alias => kind == Some(EntityKind::Organization),
            _ => false,
        };
        may_be && context::given_name_before(self.text, start).is_some_and(|given| self.gazetteer.lookup(given).is_empty())
    }

    /// The meanings that the text's case and the options admit, and whether
    /// they are weak ones.
    fn readings(&self, index: &'g Index, terminal: &'g Terminal, path: &Path) -> (&'g [Candidate], bool) {
        let ignore = self.options.case == Case::Ignore;
        let shouted = path.shouted && path.capitals != 0;
        let capitals = path.capitals & terminal.capitals == terminal.capitals;
        let run = match (ignore, shouted, path.camel) {
            (true, ..) | (_, true, _) => terminal.shouted,
            _ if !capitals => return (&[], false),
            (_, _, true) => terminal.camel,
            _ => terminal.mixed,
        };
        let strong = index.candidates(run);
        if !strong.is_empty() || !terminal.weak || !(ignore || shouted || capitals) {
            return (strong, false);
        }
        let all = index.candidates(terminal.all);
        match self.options.weak {
            Weak::Never => (&[], false),
            Weak::Always => (all, true),
            Weak::Licensed => (longest_run(all, |candidate| self.licensed.binary_search(&candidate.entity).is_ok()), true),
        }
    }
}

/// The longest run of candidates that pass; of equal ones the first.
fn longest_run(candidates: &[Candidate], pass: impl Fn(&Candidate) -> bool) -> &[Candidate] {
    candidates.split(|candidate| !pass(candidate)).fold(&[], |best: &[Candidate], run| if run.len() > best.len() { run } else { best })
}

/// The entities that a text names by a strong name, sorted.
fn licensed(gazetteer: &Gazetteer, text: &str, options: FindOptions) -> Vec<EntityId> {
    let strong = FindIter::new(gazetteer, text, options.weak(Weak::Never));
    let best = strong.filter_map(|found| found.candidates.first().map(|candidate| candidate.entity));
    let mut entities: Vec<EntityId> = best.collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// The words walked so far.
#[derive(Clone, Copy)]
struct Path {
    start: usize,
    node: u64,
    capitals: u32,
    shouted: bool,
    camel: bool,
    /// A middle initial was passed over.
    initial: bool,
    words: u32,
}

impl Path {
    /// One word further.
    fn then(self, word: Word, hash: u64) -> Path {
        Path {
            node: step(self.node, hash),
            capitals: self.capitals | u32::from(word.capital).checked_shl(self.words).unwrap_or(0),
            shouted: self.shouted && word.shouted,
            camel: self.camel || word.camel,
            words: self.words + 1,
            ..self
        }
    }
}

impl<'g> Iterator for FindIter<'g, '_> {
    type Item = Match<'g>;

    fn next(&mut self) -> Option<Match<'g>> {
        loop {
            while let Some(found) = self.pending.pop() {
                let blocked = found.candidates.first().is_some_and(|best| best.entity == BLOCKED);
                if blocked {
                    self.blocked = self.blocked.max(found.span.end());
                } else if found.span.end() > self.blocked {
                    return Some(found);
                }
            }
            let start = self.scan.next(self.text, self.at)?;
            self.at = self.try_start(start);
            if self.options.overlap == Overlap::LeftmostLongest
                && let Some(found) = self.pending.last()
            {
                self.at = found.span.end();
            }
        }
    }
}
