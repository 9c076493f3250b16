//! [`WantedSpeaker`]: whose quotations are wanted.

use inquit_gazetteer::fold;

/// A speaker whose quotations are wanted, as a person names one: a name, whole
/// words of one, or an id of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSpeaker {
    /// As it was given.
    pub given: String,
    /// Its words, without regard to case and diacritics.
    words: Vec<String>,
}

impl WantedSpeaker {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// That it has no words.
    pub fn new(given: &str) -> Result<WantedSpeaker, String> {
        let words: Vec<String> = fold(given).split_whitespace().map(str::to_owned).collect();
        match words.is_empty() {
            true => Err("expected a name, some words of one, or an id".to_owned()),
            false => Ok(WantedSpeaker { given: given.trim().to_owned(), words }),
        }
    }

    /// Whether it means the speaker of this name and id.
    pub fn means(&self, name: &str, id: Option<&str>) -> bool {
        if id.is_some_and(|id| id.eq_ignore_ascii_case(&self.given)) {
            return true;
        }
        let name = fold(name);
        let name: Vec<&str> = name.split_whitespace().collect();
        name.windows(self.words.len()).any(|words| words == self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_by_words_and_ids() {
        let means = |given: &str, name: &str, id: Option<&str>| WantedSpeaker::new(given).unwrap().means(name, id);
        for (given, name) in [
            ("Marta Olsen", "Marta Olsen"),
            ("olsen", "Marta Olsen"),
            ("OLSEN", "Mayor Marta Olsen"),
            ("zoe", "Zoë Low"),
            ("assad", "Samir al-Assad"),
            ("al-assad", "Samir al Assad"),
            ("port authority", "the Port Authority of Oslo"),
        ] {
            assert!(means(given, name, None), "{given} of {name}");
        }
        for (given, name) in
            [("ols", "Marta Olsen"), ("Marta Hart", "Marta Olsen"), ("Olsen Marta", "Marta Olsen"), ("Marta Olsen", "Olsen")]
        {
            assert!(!means(given, name, None), "{given} of {name}");
        }
        assert!(means("q567", "Angela Merkel", Some("Q567")));
        assert!(!means("Q567", "Angela Merkel", Some("Q5678")));
        assert!(WantedSpeaker::new(" … ").is_err());
    }
}
