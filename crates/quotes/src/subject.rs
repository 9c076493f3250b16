//! Finds who a verb is said of.
//!
//! Input: a verb group and the layers of the text. Output: the noun group that
//! is its subject and the path that led there. Sees one sentence; decides
//! nothing about quotations and resolves nothing.

use std::ops::Range;

use crate::candidate::{Head, Path, Subject};
use crate::context::Context;
use crate::lexicon::{Lists, Tag};
use crate::modifiers::governing_noun;
use crate::phrases::{VerbGroup, Voice};

/// How many subjects are proposed for one verb.
const MOST: usize = 3;

/// Verb groups that are looked at on one side of a verb for the one whose
/// subject it shares.
const VERBS: usize = 8;

/// How many joined verbs or governors are followed.
const DEPTH: usize = 4;

/// The most likely subject of the verb group before it in its sentence.
pub(crate) fn before(context: &Context<'_, '_>, sentence: &Range<usize>, verb: &VerbGroup) -> Option<Subject> {
    Finder { context, sentence }.before(verb, DEPTH).into_iter().next()
}

/// The possible subjects of the verb group before it in its sentence, the most
/// likely first; at most [`MOST`].
pub(crate) fn alternatives(context: &Context<'_, '_>, sentence: &Range<usize>, verb: &VerbGroup) -> Vec<Subject> {
    let mut subjects = Finder { context, sentence }.before(verb, DEPTH);
    subjects.truncate(MOST);
    subjects
}

/// The noun phrase that begins at token `at`, as the subject of an inverted verb or an agent.
pub(crate) fn starting_at(context: &Context<'_, '_>, sentence: &Range<usize>, at: usize, path: Path) -> Option<Subject> {
    let group = context.phrases.noun(at)?;
    if group.tokens.start != at || at >= sentence.end {
        return None;
    }
    Some(Finder { context, sentence }.subject(group.tokens.clone(), sentence.end, path))
}

/// The kind of words that end in the noun group `tokens`.
pub(crate) fn head(context: &Context<'_, '_>, tokens: &Range<usize>) -> Head {
    let last = tokens.end - 1;
    let lists = context.lists(last);
    match context.tag(last) {
        Tag::WP | Tag::WDT => Head::Relative,
        Tag::PRP if context.is_any(last, &["it", "itself"]) => Head::It,
        Tag::PRP => Head::Pronoun,
        Tag::NNP | Tag::NNPS if lists.any(Lists::TIME) => Head::Time,
        _ if lists.any(Lists::TIME) => Head::Time,
        _ if lists.any(Lists::ROLE) => Head::Role,
        _ if lists.any(Lists::GROUP) => Head::Group,
        Tag::NNP | Tag::NNPS => Head::Name,
        _ if lists.any(Lists::DOCUMENT) => Head::Document,
        _ if lists.any(Lists::BODY) => Head::Body,
        Tag::NNS => Head::Plural,
        _ => Head::Other,
    }
}

struct Finder<'c, 'a, 't> {
    context: &'c Context<'a, 't>,
    sentence: &'c Range<usize>,
}

impl Finder<'_, '_, '_> {
    fn before(&self, verb: &VerbGroup, depth: usize) -> Vec<Subject> {
        if depth == 0 {
            return Vec::new();
        }
        let mut found = match verb.voice {
            Voice::Infinitive => self.governor(verb.tokens.start, depth),
            _ => self.left_of(verb, verb.tokens.start, depth),
        };
        // each mention once, the first path to it
        let mut seen: Vec<Range<usize>> = Vec::new();
        found.retain(|subject| {
            let new = !seen.contains(&subject.tokens);
            seen.push(subject.tokens.clone());
            new
        });
        found
    }

    /// Subjects of a verb group whose left border is `at`.
    fn left_of(&self, verb: &VerbGroup, at: usize, depth: usize) -> Vec<Subject> {
        let context = self.context;
        let at = self.skip_back(at);
        if at <= self.sentence.start {
            return self.main_clause(verb, depth);
        }
        let last = at - 1;
        if verb.finite
            && let Some(subject) = self.modified(at, Path::Adjacent)
        {
            return vec![subject];
        }
        let word = context.word(last);
        let participle = matches!(verb.voice, Voice::Participle | Voice::Reduced);
        match context.tag(last) {
            Tag::WP | Tag::WDT => vec![Subject { tokens: last..at, head: Head::Relative, path: Path::Relative }],
            Tag::CC => self.coordinated(last, verb, depth),
            Tag::PUNCT if matches!(word, "," | "—" | "–" | "--") => {
                // *…, and said* is no insertion, *…, X, said* is
                if participle { self.main_clause(verb, depth) } else { self.parenthetical(last) }
            }
            _ if context.phrases.noun(last).is_some() => {
                let mut found: Vec<Subject> = self.noun_phrase(at, Path::Adjacent).into_iter().collect();
                if participle {
                    // *footage of the mayor asking*: the mayor
                    if let Some(group) = context.phrases.noun(last).filter(|group| is_person(head(context, &group.tokens))) {
                        let nearest = self.subject(group.tokens.clone(), at, Path::Adjacent);
                        found.retain(|subject| is_person(subject.head));
                        if found.iter().all(|subject| subject.tokens != nearest.tokens) {
                            found.push(nearest);
                        }
                    }
                    // *issued a statement saying*: the statement or its author
                    found.extend(self.main_clause(verb, depth));
                }
                found
            }
            _ if participle => self.main_clause(verb, depth),
            // *that* read as a conjunction or determiner
            Tag::IN | Tag::DT if word == "that" && last.checked_sub(1).is_some_and(|i| context.phrases.noun(i).is_some()) => {
                vec![Subject { tokens: last..at, head: Head::Relative, path: Path::Relative }]
            }
            _ => Vec::new(),
        }
    }

    /// *A miner who works nights said*: whom the words before `at` are about.
    fn modified(&self, at: usize, path: Path) -> Option<Subject> {
        let group = governing_noun(self.context, self.sentence, at)?;
        let head = head(self.context, &group);
        (head != Head::Time).then_some(Subject { tokens: group.start..at, head, path })
    }

    /// Steps back over what may stand between a subject and its verb: adverbs,
    /// brackets, times (*on Monday*, *in 2010*).
    fn skip_back(&self, mut at: usize) -> usize {
        let context = self.context;
        while at > self.sentence.start {
            let last = at - 1;
            // *one of the workers **present** said*
            let behind = context.is_any(last, &["present", "involved"]) && last > self.sentence.start && context.tag(last - 1).is_noun();
            if context.tag(last).is_adverb() || context.is_any(last, &["also", "all", "both", "each", "then", "later"]) || behind {
                at = last;
            } else if let Some(open) = self.bracket(last) {
                at = open;
            } else if let Some(group) = context.phrases.noun(last).filter(|group| group.tokens.end == at && self.is_time(&group.tokens)) {
                let start = group.tokens.start;
                let preposition = start > self.sentence.start && context.tag(start - 1) == Tag::IN;
                at = if preposition { start - 1 } else { start };
            } else {
                break;
            }
        }
        at
    }

    fn is_time(&self, group: &Range<usize>) -> bool {
        let last = group.end - 1;
        head(self.context, group) == Head::Time
            || (self.context.tag(last) == Tag::CD && group.len() == 1 && self.context.word(last).len() == 4)
    }

    /// The opening bracket of the closing one at `last`.
    fn bracket(&self, last: usize) -> Option<usize> {
        if !matches!(self.context.word(last), ")" | "]") {
            return None;
        }
        (self.sentence.start..last).rev().take(30).find(|&i| matches!(self.context.word(i), "(" | "["))
    }

    /// The noun phrase that ends before `at`, prepositional phrases included.
    fn noun_phrase(&self, at: usize, path: Path) -> Option<Subject> {
        let context = self.context;
        let nearest = context.phrases.noun(at - 1)?.tokens.clone();
        let mut first = nearest.clone();
        let mut start = first.start;
        while start > self.sentence.start + 1 && context.tag(start - 1) == Tag::IN && is_link(context.word(start - 1)) {
            let Some(group) = context.phrases.noun(start - 2) else { break };
            if group.tokens.end != start - 1 {
                break;
            }
            first = group.tokens.clone();
            start = first.start;
        }
        let head = head(context, &first);
        // *In Tehran said*: the chain hangs on a preposition; but what stands behind
        // the *after* of *passed after the group for rivers said* has the verb
        let before = first.start.checked_sub(1).filter(|&i| i >= self.sentence.start);
        let hangs = before.is_some_and(|i| matches!(context.tag(i), Tag::IN | Tag::TO) && !context.is_any(i, &CLAUSE));
        if (head == Head::Time || hangs) && first != nearest {
            return Some(self.subject(nearest, at, path));
        }
        Some(self.joint(self.subject(first, at, path)))
    }

    /// The mention: the noun group, with its *of* phrase where the head is no name.
    fn subject(&self, group: Range<usize>, limit: usize, path: Path) -> Subject {
        let context = self.context;
        let head = head(context, &group);
        let mut end = group.end;
        if !matches!(head, Head::Pronoun | Head::It | Head::Time) {
            while end + 1 < limit
                && matches!(context.tag(end), Tag::IN | Tag::TO)
                && (matches!(context.word(end), "of" | "for")
                    || (head == Head::Role && matches!(context.word(end), "at" | "on" | "to" | "from")))
            {
                let Some(next) = context.phrases.noun(end + 1) else { break };
                if next.tokens.start != end + 1 || next.tokens.end > limit {
                    break;
                }
                end = next.tokens.end;
            }
        }
        Subject { tokens: group.start..end, head, path }
    }

    /// *X and Y*, *X, Y and Z* where all are of one kind and nothing stands before.
    fn joint(&self, subject: Subject) -> Subject {
        let context = self.context;
        let start = subject.tokens.start;
        if start < self.sentence.start + 2 || context.tag(start - 1) != Tag::CC || !context.is(start - 1, "and") {
            return subject;
        }
        // *the rules, and Ada Example*: a thing and a person
        let mixed = |other: Head| other == Head::Plural && subject.head == Head::Name;
        let alike = |other: Head| other == subject.head || can_speak(other) && can_speak(subject.head) && !mixed(other);
        let ending = |end: usize| {
            let group = end.checked_sub(1).and_then(|i| context.phrases.noun(i)).filter(|group| group.tokens.end == end);
            let own = group.filter(|group| group.tokens.start >= self.sentence.start);
            own.map(|group| group.tokens.clone()).filter(|group| alike(head(context, group)))
        };
        let comma = context.sign(start - 2) == b',';
        let Some(second) = ending(start - 1 - usize::from(comma)).filter(|group| self.clause_start(group.start)) else { return subject };
        // *backs the bank, Ada Example and Ben Example say*: a list is of people or of bodies
        let named = |group: &Range<usize>| matches!(head(context, group), Head::Name | Head::Body);
        let mut first = second.clone();
        while first.start > self.sentence.start
            && context.sign(first.start - 1) == b','
            && let Some(group) = ending(first.start - 1)
            && named(&group) == named(&first)
            && head(context, &group) != Head::Body
        {
            first = group;
        }
        let opens = first.start == self.sentence.start || context.is_any(first.start - 1, &["but", "while"]);
        let first = if opens { first } else { second.clone() };
        // *The firm cut jobs, **and** workers said*: another clause, unlike *Ada
        // Example, the mayor, **and** an aide said*
        let apposed = first.start > self.sentence.start && context.sign(first.start - 1) == b',';
        if comma && first == second && !apposed {
            return subject;
        }
        Subject { tokens: first.start..subject.tokens.end, ..subject }
    }

    /// Whether a clause can begin at token `i`.
    fn clause_start(&self, i: usize) -> bool {
        if i <= self.sentence.start {
            return true;
        }
        let before = i - 1;
        match self.context.tag(before) {
            Tag::PUNCT => !matches!(self.context.word(before), "(" | "[" | "-"),
            Tag::CC | Tag::WRB | Tag::WDT => true,
            Tag::IN => matches!(
                self.context.word(before).to_ascii_lowercase().as_str(),
                "that"
                    | "while"
                    | "as"
                    | "because"
                    | "if"
                    | "although"
                    | "though"
                    | "since"
                    | "until"
                    | "when"
                    | "whether"
                    | "after"
                    | "before"
            ),
            tag => tag.is_verb() || tag.is_adverb(),
        }
    }

    /// A comma before the verb: the subject stands before an insertion.
    fn parenthetical(&self, comma: usize) -> Vec<Subject> {
        let context = self.context;
        let (mut found, mut fallback) = (Vec::new(), Vec::new());
        let mut at = comma;
        for _ in 0..5 {
            if at <= self.sentence.start {
                break;
            }
            let modified = if at == comma { None } else { self.modified(at, Path::Parenthetical) };
            let plain = || {
                let group = context.phrases.noun(at - 1).filter(|group| group.tokens.end == at);
                group.and_then(|_| self.noun_phrase(at, Path::Parenthetical))
            };
            if let Some(subject) = modified.or_else(plain) {
                if subject.head == Head::Time {
                } else if self.clause_start(subject.tokens.start) && at != comma {
                    found.push(subject);
                } else if is_person(subject.head) || subject.head == Head::Body {
                    fallback.push(subject);
                }
            }
            // next comma to the left
            let Some(next) = (self.sentence.start..at).rev().find(|&i| matches!(context.word(i), "," | "—" | "–" | "--")) else {
                break;
            };
            at = next;
        }
        found.extend(fallback);
        found
    }

    /// The verbs before *and*: the subject of one of them is ours.
    fn coordinated(&self, conjunction: usize, verb: &VerbGroup, depth: usize) -> Vec<Subject> {
        let context = self.context;
        let mut found = Vec::new();
        let mut i = conjunction;
        let mut left = VERBS;
        while i > self.sentence.start && found.len() < MOST && left > 0 {
            i -= 1;
            let Some(group) = context.phrases.verb(i) else { continue };
            i = group.tokens.start;
            left -= 1;
            let alike = group.finite == verb.finite && (group.finite || group.voice == verb.voice);
            if alike && self.same_level(i, verb.main) {
                found.extend(self.before(group, depth - 1).into_iter().map(|subject| Subject { path: Path::Coordinated, ..subject }));
            }
        }
        found
    }

    /// Whether two tokens stand in the same quotation, or both in none.
    fn same_level(&self, a: usize, b: usize) -> bool {
        let level = |i: usize| self.context.mark(i).map(|span| span.tokens.start);
        level(a) == level(b)
    }

    /// The subjects of the finite verbs before a participle, the nearest first,
    /// else of the first one behind it.
    fn main_clause(&self, verb: &VerbGroup, depth: usize) -> Vec<Subject> {
        let context = self.context;
        if verb.finite {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut i = verb.tokens.start;
        let mut left = VERBS;
        while i > self.sentence.start && found.len() < MOST && left > 0 {
            i -= 1;
            if let Some(group) = context.phrases.verb(i) {
                i = group.tokens.start;
                left -= 1;
                if group.finite && self.same_level(i, verb.main) {
                    // *round the stadium where the team played*: no main clause
                    let main = |subject: &Subject| {
                        let before = subject.tokens.start.checked_sub(1).filter(|&i| i >= self.sentence.start);
                        subject.path != Path::Relative && before.is_none_or(|i| context.tag(i) != Tag::WRB)
                    };
                    found.extend(self.before(group, depth - 1).into_iter().filter(main));
                }
            }
        }
        let mut i = verb.tokens.end;
        let mut left = VERBS;
        let mut comma = false;
        while i < self.sentence.end && found.is_empty() && left > 0 {
            if let Some(group) = context.phrases.verb(i) {
                // the main clause stands behind a comma
                if comma && group.finite && self.same_level(i, verb.main) {
                    found = self.before(group, depth - 1);
                    break;
                }
                comma |= group.tokens.clone().any(|j| context.sign(j) == b',');
                i = group.tokens.end;
                left -= 1;
            } else {
                comma |= context.sign(i) == b',';
                i += 1;
            }
        }
        for subject in &mut found {
            subject.path = Path::Participle;
        }
        found
    }

    /// *X plans to say*, *X is eager to say*: the subject of what governs the
    /// infinitive; *urged X to say*: the object of it.
    fn governor(&self, at: usize, depth: usize) -> Vec<Subject> {
        let context = self.context;
        let mut at = at;
        while at > self.sentence.start
            && (context.tag(at - 1).is_adverb() || context.tag(at - 1).is_adjective() || context.sign(at - 1) == b',')
        {
            at -= 1;
        }
        if at <= self.sentence.start {
            return Vec::new();
        }
        let governed =
            |group: &VerbGroup| self.before(group, depth - 1).into_iter().map(|subject| Subject { path: Path::Governor, ..subject });
        if let Some(group) = context.phrases.verb(at - 1) {
            return governed(group).collect();
        }
        let Some(object) = context.phrases.noun(at - 1).filter(|group| group.tokens.end == at) else { return Vec::new() };
        let Some(verb) = object.tokens.start.checked_sub(1).and_then(|i| context.phrases.verb(i)) else { return Vec::new() };
        let mut found = Vec::new();
        if is_person(head(context, &object.tokens)) {
            found.push(self.subject(object.tokens.clone(), at, Path::Governor));
        }
        found.extend(governed(verb));
        found
    }
}

/// Words that look like prepositions and begin a clause where a noun phrase and
/// its verb follow: *after the mayor said*.
pub(crate) const CLAUSE: [&str; 6] = ["after", "before", "because", "since", "until", "once"];

/// Prepositions that tie noun phrases together; *after* is none of them, what
/// follows it has the verb.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "on"
            | "with"
            | "about"
            | "against"
            | "over"
            | "near"
            | "to"
            | "among"
            | "within"
            | "inside"
            | "outside"
            | "behind"
            | "by"
            | "between"
            | "during"
    )
}

/// Heads of those who speak for themselves or others.
pub(crate) fn can_speak(head: Head) -> bool {
    is_person(head) || matches!(head, Head::Body | Head::Plural)
}

pub(crate) fn is_person(head: Head) -> bool {
    matches!(head, Head::Name | Head::Pronoun | Head::Role | Head::Group)
}

#[cfg(test)]
mod tests {
    #[test]
    fn who_asks_not_to_be_named_speaks_behind_it() {
        let mentions = |text: &str| -> Vec<String> {
            crate::analyze(text).iter().filter_map(|quote| Some(quote.mention.as_ref()?.span.of(text).to_owned())).collect()
        };
        for (text, mention) in [
            ("A miner who asked not to be named said that they were off.", "A miner who asked not to be named"),
            ("Two officials who requested anonymity told reporters that the ship had left.", "Two officials who requested anonymity"),
            ("An aide who wished to remain anonymous said the talks had failed.", "An aide who wished to remain anonymous"),
        ] {
            assert_eq!(mentions(text), [mention], "{text}");
        }
        assert!(mentions("He asked not to be named.").is_empty());
        assert_eq!(mentions("He asked to be moved."), ["He"]);
    }
}
