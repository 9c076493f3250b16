//! [`Speaker`]: the result of merging, and which name stands for it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use inquit_gazetteer::Gazetteer;

use super::args::Kind;
use super::census::{Variant, kind_of, widen};
use super::groups::{Groups, Rule};
use super::name::PersonName;
use super::orders::{Orders, What};

/// A speaker of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) kind: Kind,
    pub(super) quotes: u64,
    pub(super) documents: u64,
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    /// Its spellings, most rows first.
    pub(super) variants: Vec<Spelling>,
}

/// A spelling of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) quotes: u64,
    /// Why it is the speaker's; nothing for one that stands by itself.
    pub(super) rule: Option<Rule>,
}

/// The speakers, most rows first, and whose each spelling is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) speakers: Vec<Speaker>,
    of: BTreeMap<String, Vec<(Option<String>, usize)>>,
    /// Spellings, each with the name of a speaker whose it may be, for people to judge.
    pub(super) maybe: Vec<(String, String)>,
}

impl Merged {
    /// The speaker of a name with this id.
    pub(super) fn speaker(&self, name: &str, id: Option<&str>) -> Option<&Speaker> {
        let (_, place) = self.of.get(name)?.iter().find(|(own, _)| own.as_deref() == id)?;
        self.speakers.get(*place)
    }
}

/// One speaker for each group.
pub(super) fn speakers(groups: &Groups<'_>, gazetteer: &Gazetteer, orders: &Orders) -> Merged {
    let roots = (0..groups.variants.len()).filter(|&at| groups.of(at) == at);
    let mut all: Vec<(Speaker, &[usize])> = roots.map(|root| (speaker(groups, root, gazetteer, orders), groups.members(root))).collect();
    all.sort_by(|(a, _), (b, _)| {
        b.quotes.cmp(&a.quotes).then_with(|| (&a.name, &a.id, &a.variants[0].name).cmp(&(&b.name, &b.id, &b.variants[0].name)))
    });
    let mut of: BTreeMap<String, Vec<(Option<String>, usize)>> = BTreeMap::new();
    for (place, (_, members)) in all.iter().enumerate() {
        for &at in *members {
            let variant = &groups.variants[at];
            of.entry(variant.name.clone()).or_default().push((variant.id.clone(), place));
        }
    }
    Merged { speakers: all.into_iter().map(|(speaker, _)| speaker).collect(), of, maybe: Vec::new() }
}

fn speaker(groups: &Groups<'_>, root: usize, gazetteer: &Gazetteer, orders: &Orders) -> Speaker {
    let mut members: Vec<usize> = groups.members(root).to_vec();
    members.sort_by_key(|&at| (Reverse(groups.variants[at].quotes), at));
    let variants: Vec<&Variant> = members.iter().map(|&at| &groups.variants[at]).collect();
    let mut kinds = [0; 5];
    let (mut first, mut last) = (None, None);
    for variant in &variants {
        kinds.iter_mut().zip(variant.kinds).for_each(|(sum, count)| *sum += count);
        for day in [&variant.first, &variant.last].into_iter().flatten() {
            widen(&mut first, &mut last, day);
        }
    }
    let kind = if kinds == [0; 5] { variants[0].kind } else { kind_of(&kinds) };
    let wish = groups.wish(root).map(|order| match &orders.list[order].what {
        What::Into(target) => orders.end_of(target),
        What::ApartFrom(_) | What::Alone => "",
    });
    // An id that the user names is the group's; of several ids, that of the name he gives.
    let group_id = groups.id(root);
    let of_wished = || variants.iter().filter(|variant| Some(variant.name.as_str()) == wish).find_map(|variant| variant.id.as_deref());
    let id = group_id.filter(|id| Some(*id) == wish).or_else(of_wished).or(group_id);
    let given = wish.filter(|wish| Some(*wish) != id);
    let known = id.and_then(|id| gazetteer.get(gazetteer.id_of(id)?)).map(|entity| entity.name.as_str());
    let name = given.or(known).unwrap_or_else(|| best_name(&variants, kind));
    Speaker {
        name: name.to_owned(),
        id: id.map(str::to_owned),
        kind,
        quotes: variants.iter().map(|variant| variant.quotes).sum(),
        documents: groups.documents(root).count(),
        first,
        last,
        variants: members.iter().zip(&variants).map(|(&at, variant)| spelling(groups, at, variant, members.len())).collect(),
    }
}

fn spelling(groups: &Groups<'_>, at: usize, variant: &Variant, together: usize) -> Spelling {
    let rule = groups.rule(at).filter(|_| together > 1);
    Spelling { name: variant.name.clone(), id: variant.id.clone(), quotes: variant.quotes, rule }
}

/// The fullest form that is not shouted, of these the one of most rows;
/// `variants` are sorted by rows.
fn best_name<'v>(variants: &[&'v Variant], kind: Kind) -> &'v str {
    let shouted = |name: &str| !name.contains(char::is_lowercase);
    let fullness = |name: &str| {
        Some(name).filter(|_| matches!(kind, Kind::Person | Kind::Unknown)).and_then(PersonName::of).map(|name| name.fullness())
    };
    let names = variants.iter().map(|variant| variant.name.as_str());
    names.rev().max_by_key(|name| (fullness(name), !(kind == Kind::Person && shouted(name)))).unwrap_or("")
}
