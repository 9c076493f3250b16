//! Words written with a full stop that does not end a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static ENGLISH: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    include_str!("../../data/abbreviations.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(form, class)| (form, class == "final"))
        .collect()
});

/// Whether `word` (without its full stop) is an abbreviation; if so, whether a
/// sentence may end with it.
pub(crate) fn lookup(word: &str) -> Option<bool> {
    if word.len() > 6 {
        return None;
    }
    ENGLISH.get(word).copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn knows_titles_and_final_abbreviations() {
        assert_eq!(super::lookup("Mr"), Some(false));
        assert_eq!(super::lookup("Inc"), Some(true));
        assert_eq!(super::lookup("House"), None);
    }
}
