//! Countries: complete, and found under every kind of name.
#![cfg(all(feature = "people", feature = "organizations", feature = "countries"))]

use std::collections::BTreeSet;

use inquit_gazetteer::{Entity, EntityKind, Gazetteer, NameClass};

/// ISO 3166-1 alpha-2 codes, and Kosovo's.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF \
    CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN \
    GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR \
    LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG \
    PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL \
    TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

fn countries() -> Vec<Entity> {
    let gazetteer = Gazetteer::curated();
    let all = gazetteer.ids_iter().filter_map(|id| gazetteer.get(id));
    all.filter(|entity| entity.kind == EntityKind::Country).cloned().collect()
}

#[test]
fn every_country_is_there() {
    let states: Vec<_> = countries().into_iter().filter(|entity| entity.category == "country").collect();
    let codes: BTreeSet<&str> = states.iter().map(|entity| entity.countries[0].as_str()).collect();
    assert_eq!(codes, CODES.split_whitespace().collect());
    assert_eq!(states.len(), 250);
    for state in &states {
        assert!(state.id.starts_with('Q'), "{} has no Wikidata id", state.name);
        assert!(state.codes.len() == 1 && state.codes[0].len() == 3, "{}: {:?}", state.name, state.codes);
    }
    let demonyms = states.iter().filter(|state| state.names.iter().any(|name| name.class == NameClass::Demonym)).count();
    assert!(demonyms >= 230, "{demonyms}");
}

/// Every name of every country in sentences of several shapes: the country
/// must be among the meanings of exactly that span.
#[test]
fn names_in_sentences() {
    let gazetteer = Gazetteer::curated();
    let shapes = ["He flew to {} on Monday.", "“{} is ready,” he said.", "It is said that {}'s time has come.", "Talks (with {}) go on."];
    let (mut cases, mut found, mut missed) = (0, 0, Vec::new());
    for country in countries() {
        for (number, name) in country.names.iter().filter(|name| !name.weak).enumerate() {
            let shape = shapes[number % shapes.len()];
            let text = shape.replace("{}", &name.text);
            let start = shape.find('{').unwrap_or(0);
            let hit = gazetteer.find_iter(&text).any(|found| {
                found.span.start() == start
                    && found.span.end() >= start + name.text.trim_end_matches('.').len()
                    && found.candidates.iter().any(|candidate| gazetteer.get(candidate.entity).is_some_and(|e| e.id == country.id))
            });
            cases += 1;
            found += usize::from(hit);
            if !hit {
                missed.push(text);
            }
        }
    }
    assert!(cases >= 1000, "{cases}");
    assert!(found * 1000 >= cases * 995, "{found} of {cases}; missed {missed:?}");
}

#[test]
fn the_names_that_news_uses() {
    let gazetteer = Gazetteer::curated();
    for (name, code) in [
        ("U.S.", "US"),
        ("USA", "US"),
        ("Americans", "US"),
        ("UK", "GB"),
        ("Britons", "GB"),
        ("UAE", "AE"),
        ("Emirati", "AE"),
        ("DPRK", "KP"),
        ("North Koreans", "KP"),
        ("Burma", "MM"),
        ("Czechia", "CZ"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Saudis", "SA"),
        ("Azeri", "AZ"),
        ("Swaziland", "SZ"),
        ("Türkiye", "TR"),
        ("Kiev", "UA"),
        ("Damascus", "SY"),
        ("Filipinos", "PH"),
        ("Kosovar", "XK"),
        ("Zaire", "CD"),
    ] {
        let codes: Vec<_> = gazetteer.lookup(name).iter().filter_map(|c| gazetteer.get(c.entity)).flat_map(|e| &e.countries).collect();
        assert!(codes.iter().any(|found| *found == code), "{name}: {codes:?}");
    }
}
