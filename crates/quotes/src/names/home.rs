//! Institutions that many countries have under one name.
//!
//! *The Supreme Court* under the dateline *ISLAMABAD* is Pakistan's, though the
//! gazetteer gives the bare name to that of the United States. Input: the names
//! of a text. Effect: such a name stands for the institution of the country
//! that owns it, *Britain's Supreme Court*, or that the text is written from,
//! where the gazetteer has one, and else for none. Without an owner or a
//! dateline nothing changes.

use inquit_gazetteer::{Entity, EntityId, EntityKind, Gazetteer, NameClass, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{NONE, Name, NameKind, Names};
use crate::document::Document;

/// Paragraphs that can begin with a dateline: the first ones.
const PARAGRAPHS: usize = 6;

/// Tokens from a place to the sign that ends a dateline: *, Oct. 3 (Reuters) —*.
const DATELINE: usize = 12;

/// Categories of the gazetteer whose members are called alike everywhere.
const ALIKE: [&str; 6] = ["court", "legislature", "ministry", "military", "police", "central_bank"];

/// Gives institutions to the country that the text is written from. Linear in
/// the number of names.
pub(super) fn settle(document: &Document<'_>, gazetteer: &Gazetteer, names: &mut Names) {
    let home = dateline(document, gazetteer, &names.list);
    let at_hand = home.map(|_| at_hand(gazetteer, &names.list)).unwrap_or_default();
    // a name is looked up once, however often it stands there
    let mut known: FxHashMap<&str, Option<Option<EntityId>>> = FxHashMap::default();
    let mut branches: FxHashSet<&str> = FxHashSet::default();
    let mut changed: FxHashMap<Span, Option<EntityId>> = FxHashMap::default();
    for at in 0..names.list.len() {
        let name = &names.list[at];
        if name.kind != NameKind::Organization {
            continue;
        }
        let span = document.span(name.tokens.clone());
        let words = span.of(document.text());
        let entity = name.entity.and_then(|id| gazetteer.get(id));
        let owner = owner(document, gazetteer, &names.matches, span.start());
        let own = match owner {
            Some((_, owner)) => owned(gazetteer, owner, name, words),
            // *the Red Cross*, of which the text said whose it is
            None if branches.contains(words) => Some(None),
            None => home.and_then(|home| *known.entry(words).or_insert_with(|| reading(gazetteer, home, &at_hand, entity, words))),
        };
        let Some(own) = own else { continue };
        if owner.is_some() && own.is_none() && entity.is_some_and(|entity| entity.countries.is_empty()) {
            branches.insert(words);
        }
        let name = &mut names.list[at];
        (name.entity, name.class, name.sure) = (own, own.map(|_| NameClass::Alias), own.is_some());
        // *the British Red Cross* is called so
        let whole = document.span(name.start..name.tokens.end);
        if owner.is_some_and(|(owner, _)| owner.start() == whole.start()) {
            names.at[name.start..name.tokens.start].fill(u32::try_from(at).unwrap_or(NONE));
            name.tokens.start = name.start;
        }
        changed.insert(span, own);
    }
    if !changed.is_empty() {
        names.matches.retain(|(span, _)| !changed.contains_key(span));
        names.matches.extend(changed.into_iter().filter_map(|(span, own)| Some((span, own?))));
        names.matches.sort_by_key(|(span, _)| (span.start(), span.end()));
    }
}

/// The country whose name or adjective ends right before `start`, in bytes:
/// *Britain's Supreme Court, the UK Supreme Court*. `matches` are in text order.
fn owner<'g>(document: &Document<'_>, gazetteer: &'g Gazetteer, matches: &[(Span, EntityId)], start: usize) -> Option<(Span, &'g Entity)> {
    let before = matches.partition_point(|(span, _)| span.end() <= start);
    let (span, id) = matches.get(before.checked_sub(1)?)?;
    let between = document.text().get(span.end()..start)?;
    let owns = matches!(between, " " | "'s " | "’s " | "' " | "’ ");
    gazetteer.get(*id).filter(|entity| owns && entity.kind == EntityKind::Country).map(|entity| (*span, entity))
}

/// What `words`, the name of an institution, stand for in a country that owns
/// it, if for something else than `name` says: the *British Red Cross* is not
/// the one of Geneva, though *Ukraine's U.N. envoy* speaks before that of New York.
fn owned(gazetteer: &Gazetteer, owner: &Entity, name: &Name, words: &str) -> Option<Option<EntityId>> {
    let entity = gazetteer.get(name.entity?)?;
    let of_all = entity.countries.is_empty();
    let elsewhere = !of_all && !owner.countries.iter().any(|code| entity.countries.contains(code));
    let branch = of_all && entity.category == "international" && name.tokens.len() > 1 && name.class != Some(NameClass::Acronym);
    (branch || elsewhere && (is_alike(entity) || entity.category == "party")).then(|| of_country(gazetteer, owner, words))
}

/// What `words`, which stand for `entity`, stand for in a text from `home`, if
/// for something else.
fn reading(
    gazetteer: &Gazetteer,
    home: &Entity,
    at_hand: &FxHashSet<&str>,
    entity: Option<&Entity>,
    words: &str,
) -> Option<Option<EntityId>> {
    if entity.is_some_and(|entity| !is_alike(entity) || entity.countries == home.countries) {
        return None;
    }
    let own = of_country(gazetteer, home, words);
    let foreign = entity.is_some_and(|entity| {
        let elsewhere = !entity.countries.is_empty() && !entity.countries.iter().any(|code| at_hand.contains(code.as_str()));
        elsewhere && (own.is_some() || is_shared(gazetteer, words))
    });
    (foreign || own.is_some() && entity.is_none()).then_some(own)
}

/// The country of the first dateline: a place in capitals that opens a
/// paragraph, and a dash or colon not far behind it; or any place and a colon.
fn dateline<'g>(document: &Document<'_>, gazetteer: &'g Gazetteer, names: &[Name]) -> Option<&'g Entity> {
    document.paragraphs.iter().take(PARAGRAPHS).find_map(|paragraph| {
        let start = paragraph.tokens.start;
        let name = names.iter().find(|name| name.tokens.start >= start).filter(|name| name.tokens.start == start)?;
        let word = |i: usize| document.tokens[i].span.of(document.text());
        let capitals = name.tokens.clone().all(|i| word(i).chars().all(|letter| !letter.is_lowercase()));
        let end = paragraph.tokens.end.min(name.tokens.end + DATELINE);
        let closes = (name.tokens.end..end).any(|i| matches!(word(i), "—" | "–" | "--" | "-" | ":"));
        let country = name.entity.and_then(|id| gazetteer.get(id)).filter(|entity| entity.kind == EntityKind::Country)?;
        // *New Delhi: The court*
        let labels = document.tokens.get(name.tokens.end).is_some_and(|token| token.sign == b':');
        (name.kind == NameKind::Country && (capitals && closes || labels) && word(start).len() > 2).then_some(country)
    })
}

/// *Pakistani Supreme Court*, *Pakistan's Supreme Court*.
fn of_country(gazetteer: &Gazetteer, country: &Entity, words: &str) -> Option<EntityId> {
    let demonyms = country.names.iter().filter(|name| name.class == NameClass::Demonym).map(|name| name.text.clone());
    let owners = demonyms.chain(std::iter::once(format!("{}'s", country.name)));
    owners.map(|owner| format!("{owner} {words}")).find_map(|name| {
        let candidates = gazetteer.lookup(&name).iter().map(|candidate| candidate.entity);
        candidates.into_iter().find(|&id| gazetteer.get(id).is_some_and(|entity| entity.countries == country.countries))
    })
}

/// The countries of the names of a text, but for such institutions.
fn at_hand<'g>(gazetteer: &'g Gazetteer, names: &[Name]) -> FxHashSet<&'g str> {
    let entities = names.iter().filter_map(|name| gazetteer.get(name.entity?)).filter(|entity| !is_alike(entity));
    entities.flat_map(|entity| entity.countries.iter().map(String::as_str)).collect()
}

/// Whether two countries have an institution of that name: *Congress*, but not
/// *Knesset*, *Bank of England*. Asks for every country, but seldom: of foreign
/// institutions under a dateline.
fn is_shared(gazetteer: &Gazetteer, words: &str) -> bool {
    let countries = gazetteer.ids_iter().filter_map(|id| gazetteer.get(id)).filter(|entity| entity.kind == EntityKind::Country);
    countries.filter(|country| of_country(gazetteer, country, words).is_some()).take(2).count() == 2
}

fn is_alike(entity: &Entity) -> bool {
    ALIKE.contains(&entity.category.as_str())
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;

    fn speakers(text: &str) -> Vec<Option<String>> {
        let analyzer = Analyzer::english();
        let id = |speaker: &crate::Speaker| Some(analyzer.gazetteer().get(speaker.entity?)?.id.clone());
        analyzer.analyze(text).quotes.iter().map(|quote| quote.speakers.first().and_then(id)).collect()
    }

    #[test]
    fn an_institution_is_of_the_country_of_the_dateline() {
        let report = "The Supreme Court said the sale was void. The Finance Ministry said it would appeal.";
        let own = |id: &str| Some(id.to_owned());
        assert_eq!(
            speakers(&format!("Sale halted\n\nISLAMABAD: {report}")),
            [own("x:supreme-court-of-pakistan"), own("x:pakistani-finance-ministry")]
        );
        assert_eq!(
            speakers(&format!("Sale halted\n\nABUJA, Nigeria — {report}")),
            [own("x:nigerian-supreme-court"), own("x:nigerian-finance-ministry")]
        );
        assert_eq!(speakers(&format!("Sale halted\n\nWASHINGTON — {report}")), [own("x:us-supreme-court"), None]);
        assert_eq!(speakers(&format!("Sale halted\n\n{report}")), [own("x:us-supreme-court"), None]);
    }

    #[test]
    fn an_institution_is_of_the_country_that_owns_it() {
        let own = |id: &str| Some(id.to_owned());
        for owner in ["The UK", "Britain’s", "Britain's", "The U.K."] {
            assert_eq!(speakers(&format!("{owner} Supreme Court said the sale was void.")), [own("x:british-supreme-court")], "{owner}");
        }
        let red_cross = "The British Red Cross said forty people had come. They were tired, the Red Cross said.";
        assert_eq!(speakers(red_cross), [None, None]);
        let geneva = "The Red Cross said forty people had come.";
        assert_eq!(speakers(geneva), [own("x:international-committee-of-the-red-cross")]);
        // the same, if a court of another country speaks too
        let both = "The Supreme Court of India said the sale was void. The UK Supreme Court said that it would wait.";
        assert_eq!(speakers(both), [own("x:supreme-court-of-india"), own("x:british-supreme-court")]);
        let abroad = "The Supreme Court said the sale was void.";
        assert_eq!(speakers(&format!("PARIS: A British firm lost.\n\nBritain’s {}", &abroad[4..])), [own("x:british-supreme-court")]);
    }

    #[test]
    fn one_that_is_called_like_no_other_stays() {
        let report = "“The deal is done,” the White House said. The Bank of England said rates would stay.";
        let own = |id: &str| Some(id.to_owned());
        assert_eq!(speakers(&format!("Deal done\n\nISLAMABAD: {report}")), [own("Q35525"), own("Q183231")]);
        assert_eq!(speakers("Deal done\n\nISLAMABAD: Congress said it would object."), [None]);
    }
}
