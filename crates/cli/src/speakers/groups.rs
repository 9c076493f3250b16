//! [`Groups`]: spellings joined to speakers, and what may never be joined.

use inquit_gazetteer::{Gazetteer, Gender};

use super::census::{Genders, Variant};
use crate::tables::documents::Documents;

/// Why a spelling is a speaker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// The user says so.
    User,
    /// The same id.
    Id,
    /// The same name but for case and the like.
    Name,
    /// Initials and a family name.
    Initials,
    /// A family name alone.
    Surname,
}

impl Rule {
    /// The word in the list.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Rule::User => "user",
            Rule::Id => "id",
            Rule::Name => "name",
            Rule::Initials => "initials",
            Rule::Surname => "surname",
        }
    }
}

/// Sets of spellings, each of one speaker. A group is named by its first
/// spelling that was a group before.
pub(super) struct Groups<'v> {
    pub(super) variants: &'v [Variant],
    gazetteer: &'v Gazetteer,
    parent: Vec<usize>,
    groups: Vec<Group<'v>>,
    /// Spellings that the user keeps apart, and those that he leaves alone.
    apart: Vec<(usize, usize)>,
    alone: Vec<bool>,
    rules: Vec<Option<Rule>>,
}

#[derive(Clone, Debug)]
struct Group<'v> {
    members: Vec<usize>,
    /// Its id; of several, which only the user can join, the one he names.
    id: Option<&'v str>,
    genders: Genders,
    /// The order of the user that names the speaker.
    wish: Option<usize>,
}

impl<'v> Groups<'v> {
    /// Every spelling a group.
    pub(super) fn new(variants: &'v [Variant], gazetteer: &'v Gazetteer) -> Groups<'v> {
        let group = |(at, variant): (usize, &'v Variant)| Group {
            members: vec![at],
            id: variant.id.as_deref(),
            genders: variant.genders,
            wish: None,
        };
        Groups {
            variants,
            gazetteer,
            parent: (0..variants.len()).collect(),
            groups: variants.iter().enumerate().map(group).collect(),
            apart: Vec::new(),
            alone: vec![false; variants.len()],
            rules: vec![None; variants.len()],
        }
    }

    /// The group of a spelling.
    pub(super) fn of(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// The spellings of a group.
    pub(super) fn members(&self, group: usize) -> &[usize] {
        &self.groups[group].members
    }

    /// The id of a group.
    pub(super) fn id(&self, group: usize) -> Option<&'v str> {
        self.groups[group].id
    }

    /// The order that names the group.
    pub(super) fn wish(&self, group: usize) -> Option<usize> {
        self.groups[group].wish
    }

    /// The rule that joined a spelling to others.
    pub(super) fn rule(&self, at: usize) -> Option<Rule> {
        self.rules[at]
    }

    /// Notes that a spelling is nobody else's.
    pub(super) fn leave_alone(&mut self, at: usize) {
        self.alone[at] = true;
    }

    /// Notes that two spellings are two speakers.
    pub(super) fn keep_apart(&mut self, one: usize, other: usize) {
        self.apart.push((one, other));
    }

    /// Names the group of a spelling, by an id if there is one; the order that
    /// names it otherwise, if there is one.
    pub(super) fn name(&mut self, at: usize, order: usize, id: Option<&'v str>, same: impl Fn(usize, usize) -> bool) -> Result<(), usize> {
        let group = self.of(at);
        match self.groups[group].wish {
            Some(other) if !same(other, order) => Err(other),
            _ => {
                self.groups[group].wish = Some(order);
                self.groups[group].id = id.or(self.groups[group].id);
                Ok(())
            }
        }
    }

    /// Joins the groups of two spellings whatever speaks against it.
    pub(super) fn force(&mut self, one: usize, other: usize) {
        for at in [one, other] {
            self.rules[at].get_or_insert(Rule::User);
        }
        self.join(self.of(one), self.of(other));
    }

    /// Whether a spelling is kept apart from another, or from all.
    pub(super) fn is_apart(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        let alone = |group: usize| self.groups[group].members.iter().any(|&at| self.alone[at]);
        one != other && (alone(one) || alone(other))
            || self.apart.iter().any(|&(a, b)| {
                let (a, b) = (self.of(a), self.of(b));
                (a, b) == (one, other) || (b, a) == (one, other)
            })
    }

    /// Whether nothing speaks against two groups' being one speaker.
    pub(super) fn agree(&self, one: usize, other: usize) -> bool {
        let differ = |a: Option<usize>, b: Option<usize>| a.is_some() && b.is_some() && a != b;
        one == other
            || !(self.id(one).zip(self.id(other)).is_some_and(|(one, other)| one != other)
                || differ(self.groups[one].wish, self.groups[other].wish)
                || self.told_gender(one).zip(self.told_gender(other)).is_some_and(|(one, other)| one != other)
                || self.is_apart(one, other))
    }

    /// Joins the groups of two spellings, of which `at` is there by `rule`,
    /// unless something speaks against it.
    pub(super) fn unite(&mut self, with: usize, at: usize, rule: Rule) -> bool {
        let (one, other) = (self.of(with), self.of(at));
        if !self.agree(one, other) {
            return false;
        }
        self.rules[at].get_or_insert(rule);
        self.join(one, other);
        true
    }

    fn join(&mut self, one: usize, other: usize) {
        if one == other {
            return;
        }
        // Into the larger one, so that every spelling moves seldom.
        let (root, rest) = if self.groups[one].members.len() < self.groups[other].members.len() { (other, one) } else { (one, other) };
        let group = self.groups[rest].clone();
        self.parent[rest] = root;
        self.groups[rest].members = Vec::new();
        let target = &mut self.groups[root];
        target.members.extend(group.members);
        target.id = if target.wish.is_none() && group.wish.is_some() { group.id.or(target.id) } else { target.id.or(group.id) };
        target.wish = target.wish.or(group.wish);
        target.genders.extend(group.genders);
    }

    /// The gender that titles or the gazetteer tell.
    pub(super) fn told_gender(&self, group: usize) -> Option<Gender> {
        let known = || self.id(group).and_then(|id| self.gazetteer.get(self.gazetteer.id_of(id)?)?.gender);
        self.groups[group].genders.of_titles().or_else(known)
    }

    /// The gender that the pronouns for the group tell.
    pub(super) fn pronoun_gender(&self, group: usize) -> Option<Gender> {
        self.groups[group].genders.of_pronouns()
    }

    /// The documents of a group.
    pub(super) fn documents(&self, group: usize) -> Documents {
        let mut all = Documents::default();
        for &at in &self.groups[group].members {
            all.extend(&self.variants[at].documents);
        }
        all
    }
}
