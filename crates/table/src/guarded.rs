//! Analysis of many texts, of which one that crashes must not take the others
//! with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use inquit_quotes::{Analyzer, Quote};

/// What is said of a text whose analysis panics.
pub const CRASHED: &str = "the analysis crashed; this is a bug, please report it";

/// The quotations of each of `texts`, analysed together as
/// [`Analyzer::analyze_all`] does; none for a text whose analysis panics.
#[must_use]
pub fn analyze_guarded(analyzer: &Analyzer, texts: &[&str]) -> Vec<Option<Vec<Quote>>> {
    guarded(texts, |texts| analyzer.analyze_all(texts).into_iter().map(|analysis| analysis.quotes).collect())
}

/// What `work` makes of each text; if it panics, of each text by itself.
fn guarded<T>(texts: &[&str], work: impl Fn(&[&str]) -> Vec<T>) -> Vec<Option<T>> {
    let together = |texts: &[&str]| catch_unwind(AssertUnwindSafe(|| work(texts))).ok();
    match together(texts) {
        Some(all) => all.into_iter().map(Some).collect(),
        None => texts.iter().map(|&text| together(&[text])?.pop()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_crashes_leaves_the_others() {
        let lengths = |texts: &[&str]| {
            assert!(!texts.contains(&"crash"), "expected by the test");
            texts.iter().map(|text| text.len()).collect()
        };
        assert_eq!(guarded(&["a", "crash", "abc"], lengths), [Some(1), None, Some(3)]);
        assert_eq!(guarded(&["a", "ab"], lengths), [Some(1), Some(2)]);
        assert_eq!(guarded(&[], lengths), []);
    }
}
