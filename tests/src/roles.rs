//! What the shared scorer does not look at: cue, class, kinds and boundaries of
//! the mention, attributions inside others. Gold corpus only.

use inquit_quotes::{Analysis, Quote};

use crate::annotation::CodePoints;
use crate::gold::{Article, GoldQuote};
use crate::predictions;
use crate::regions::Scored;
use crate::score::pair;

/// Right answers among paired attributions, by figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    counts: [(usize, usize); Roles::FIGURES.len()],
}

impl Roles {
    /// The figures, shares in percent:
    ///
    /// * `cue`: the predicted cue shares a byte with the gold's, or both have
    ///   none;
    /// * `mention_exact`: the mentions are the same bytes;
    /// * `mention_kind`, `speaker_kind`, `class`: the same word, of those that
    ///   both have;
    /// * `nested_found`: nested gold whose words are exactly those of a nested
    ///   prediction.
    pub const FIGURES: [&'static str; 6] = ["cue", "mention_exact", "mention_kind", "speaker_kind", "class", "nested_found"];

    /// Compares one article: pairs as the scorer does, half of the words or more.
    pub fn add(&mut self, article: &Article, analysis: &Analysis) {
        let flat_gold: Vec<&GoldQuote> = article.quotes.iter().filter(|quote| !quote.nested).collect();
        let flat: Vec<&Quote> = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none()).collect();
        let found = predictions(&article.text, analysis);
        for (g, p, jaccard) in pair(&article.text, &article.attributions(), &found) {
            if jaccard >= 0.5 {
                self.add_pair(flat_gold[g], flat[p]);
            }
        }
        let (scored, points) = (Scored::new(&article.text), CodePoints::new(&article.text));
        let words = |content: &[inquit_quotes::Span]| scored.words_in(&content.iter().map(|piece| points.of(*piece)).collect::<Vec<_>>());
        let nested: Vec<_> = analysis.quotes.iter().filter(|quote| quote.nested_in.is_some()).map(|quote| words(&quote.content)).collect();
        for quote in article.quotes.iter().filter(|quote| quote.nested) {
            self.count(5, nested.contains(&words(&quote.content)));
        }
    }

    fn add_pair(&mut self, gold: &GoldQuote, found: &Quote) {
        let name = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
        let cue = match (gold.cue, &found.cue) {
            (Some(gold), Some(cue)) => gold.overlaps(cue.span),
            (gold, cue) => gold.is_none() && cue.is_none(),
        };
        self.count(0, cue);
        if let (Some(span), Some(mention)) = (gold.mention, found.mention) {
            self.count(1, mention.span == span);
            self.count(2, name(&mention.kind) == gold.mention_kind);
        }
        if let (Some(_), [speaker, ..]) = (&gold.speaker, &found.speakers[..]) {
            self.count(3, name(&speaker.kind) == gold.kind);
        }
        self.count(4, name(&found.class) == gold.class);
    }

    fn count(&mut self, figure: usize, right: bool) {
        self.counts[figure].0 += usize::from(right);
        self.counts[figure].1 += 1;
    }

    /// The figures with their names; one that nothing was counted for is left out.
    pub fn figures(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        let counted = Roles::FIGURES.into_iter().zip(self.counts).filter(|(_, (_, all))| *all > 0);
        counted.map(|(name, (right, all))| (name, 100.0 * right as f64 / all as f64))
    }
}
