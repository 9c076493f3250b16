//! Family names, told from full names by their order and particles.

/// Countries whose people write the family name first, also in English.
const FAMILY_FIRST: [&str; 8] = ["CN", "HK", "KH", "KP", "KR", "MO", "TW", "VN"];

/// Words that belong to the family name after them.
const PARTICLES: [&str; 24] = [
    "al", "bar", "ben", "bin", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "st",
    "ter", "van", "vom", "von",
];

/// The family names that a person may be called by: with and without
/// particles, *al-Assad* and *Assad*. None for a name of one word.
pub(crate) fn surnames<'n>(name: &'n str, country: &str) -> Vec<&'n str> {
    let name = crate::table::unmark(name).0;
    let words: Vec<&str> = name.split(' ').filter(|word| !is_generation(word)).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    if FAMILY_FIRST.contains(&country) && words.len() <= 3 && words[0].chars().count() <= 6 {
        return vec![words[0]];
    }
    let last = words[words.len() - 1];
    let mut found = vec![last];
    if let Some((particle, rest)) = last.split_once('-')
        && is_particle(particle)
    {
        found.push(rest);
    }
    // The slice of the name from the first particle before the last word on.
    let offset = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let from = words.iter().rposition(|word| !is_particle(word) && *word != last).map_or(0, |at| at + 1);
    if from < words.len() - 1 && from > 0 {
        let end = offset(last) + last.len();
        found.extend(name.get(offset(words[from])..end));
    }
    found.retain(|surname| surname.chars().count() > 1);
    found
}

fn is_particle(word: &str) -> bool {
    PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word))
}

fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "")
}

#[cfg(test)]
mod tests {
    use super::surnames;

    #[test]
    fn family_names_of_full_names() {
        let check = |name: &str, country: &str, expected: &[&str]| assert_eq!(surnames(name, country), expected, "{name}");
        check("Angela Merkel", "DE", &["Merkel"]);
        check("Ali Akbar Velayati", "IR", &["Velayati"]);
        check("Bashar al-Assad", "SY", &["al-Assad", "Assad"]);
        check("Ursula von der Leyen", "DE", &["Leyen", "von der Leyen"]);
        check("Xi Jinping", "CN", &["Xi"]);
        check("Kim Jong-un", "KP", &["Kim"]);
        check("Donald Trump Jr.", "US", &["Trump"]);
        check("Mayawati", "IN", &[]);
    }
}
