//! Whether two names are the same speaker, as the shared scorer decides it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Words that do not tell one speaker from another.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sen",
    "senator",
    "rep",
    "gov",
    "governor",
    "president",
    "vice",
    "prime",
    "minister",
    "secretary",
    "former",
    "the",
    "a",
    "an",
    "sir",
    "lord",
    "lady",
    "prof",
    "professor",
    "gen",
    "general",
    "col",
    "judge",
    "justice",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "ayatollah",
    "sheikh",
    "sheik",
];

/// Whether `found` names the same speakers as `gold`, both perhaps several
/// joined by `;`. Titles, case, accents, hyphens and a possessive do not
/// count. For a `person`, a fuller name than the gold's is right and a bare
/// surname for a full name is wrong; for other kinds one name may hold more
/// words as long as both end alike.
///
/// ```
/// use inquit_eval::names::same_speakers;
/// assert!(same_speakers("Ali-Akbar Velayati", "Dr. Ali Akbar Velayati", Some("person")));
/// assert!(!same_speakers("Velayati", "Ali Akbar Velayati", Some("person")));
/// ```
#[must_use]
pub fn same_speakers(found: &str, gold: &str, kind: Option<&str>) -> bool {
    let parts =
        |names: &str| -> Vec<Vec<String>> { names.split(';').map(str::trim).filter(|name| !name.is_empty()).map(name_words).collect() };
    let (mut found, gold) = (parts(found), parts(gold));
    if found.len() != gold.len() {
        return false;
    }
    gold.iter().all(|name| {
        let hit = found.iter().position(|other| same(other, name, kind));
        hit.map(|at| found.remove(at)).is_some()
    })
}

fn name_words(name: &str) -> Vec<String> {
    static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[’']s\b"));
    static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}_]+"));
    let plain: String = name.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    // Full case folding of the letters that lower-casing leaves apart.
    let folded = plain.to_lowercase().replace('ß', "ss").replace('ς', "σ");
    let bare = POSSESSIVE.replace_all(&folded, " ").replace(['’', '\'', '.'], "");
    let words: Vec<String> = WORD.find_iter(&bare).map(|found| found.as_str().to_owned()).collect();
    let telling: Vec<String> = words.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { words } else { telling }
}

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the pattern is a constant of this file")
}

fn same(found: &[String], gold: &[String], kind: Option<&str>) -> bool {
    if found == gold {
        return true;
    }
    let ([found_first, ..], [.., found_last]) = (found, found) else { return false };
    let ([gold_first, ..], [.., gold_last]) = (gold, gold) else { return false };
    if found_last != gold_last {
        return false;
    }
    if kind == Some("person") {
        return found.len() > 1 && (gold.len() == 1 || found_first == gold_first);
    }
    let sets: [BTreeSet<&String>; 2] = [found.iter().collect(), gold.iter().collect()];
    sets[0].is_subset(&sets[1]) || sets[1].is_subset(&sets[0])
}

#[cfg(test)]
mod tests {
    use super::same_speakers;

    #[test]
    fn table_of_names() {
        let check = |found: &str, gold: &str, kind: &str, expected: bool| {
            assert_eq!(same_speakers(found, gold, Some(kind)), expected, "{found} / {gold} / {kind}");
        };
        check("Maria Lopez", "Maria Lopez", "person", true);
        check("Maria T. Lopez", "Maria Lopez", "person", true);
        check("Lopez", "Maria Lopez", "person", false);
        check("Maria Lopez", "Lopez", "person", true);
        check("Ana Lopez", "Maria Lopez", "person", false);
        check("MARÍA LÓPEZ", "Maria Lopez’s", "person", true);
        check("Doktor Ürgen Groß", "Ürgen Gross", "person", false);
        check("Président Ürgen Groß", "Ürgen Gross", "person", true);
        check("the President", "President", "person", true);
        check("The Courier", "Courier", "organization", true);
        check("Harbour Courier", "Courier", "organization", true);
        check("Courier Harbour", "Courier", "organization", false);
        check("Peru; Chile", "Chile; Peru", "country", true);
        check("Peru", "Chile; Peru", "country", false);
        check("Peru; Peru", "Peru; Chile", "country", false);
        check("", "Peru", "country", false);
    }
}
