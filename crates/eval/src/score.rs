//! Precision, recall and F1 of predicted attributions.
//!
//! The figures have the definitions of the shared scorer, and a test holds the
//! two equal on the annotated news:
//!
//! * a content is a set of words; gold and predicted contents are paired one
//!   to one, greedily, best word overlap (Jaccard) first;
//! * **exact**: the paired sets are equal; **overlap**: Jaccard is 0.5 or more;
//!   **joint**: overlap, and the predicted mention shares a telling word with a
//!   gold mention (none predicted where the gold has none);
//! * per type, recall counts gold of the type, precision predictions of it;
//! * **view**: only stretches of five words and more between quotation marks,
//!   attributed to whoever owns 80 % of their words, so that boundaries of
//!   contents play no part;
//! * **resolved**: of the overlapping pairs whose gold names the speaker, the
//!   share with the right name; **entity**: F1 of overlap with the right name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::annotation::{Attribution, Prediction, Type};
use crate::names::same_speakers;
use crate::regions::{Range, Scored};

/// Words of a mention that do not tell who it is.
pub(crate) const STOP: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "for", "to", "from", "by", "with", "and", "or", "as", "s", "t", "is", "was", "be", "been",
    "than", "then", "so", "very", "own", "such", "any", "each", "more", "most", "other", "into", "over", "under", "about", "after",
    "before", "between", "through", "during", "near", "per", "via", "mr", "mrs", "ms", "dr", "sen", "rep", "gov",
];
/// Words that a stretch between marks needs to enter the view.
const VIEW_WORDS: usize = 5;
/// Share of such a stretch's words that its owner must hold.
const VIEW_SHARE: f64 = 0.8;

/// Precision, recall and F1 in percent, and what they were counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prf {
    /// Share of the predictions that are right.
    pub precision: f64,
    /// Share of the gold that was found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Number of gold items.
    pub gold: usize,
    /// Number of predictions.
    pub predicted: usize,
}

impl Prf {
    fn new(found: usize, gold: usize, right: usize, predicted: usize) -> Prf {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (r, p) = (share(found, gold), share(right, predicted));
        let f1 = if p + r > 0.0 { 100.0 * 2.0 * p * r / (p + r) } else { 0.0 };
        Prf { precision: 100.0 * p, recall: 100.0 * r, f1, gold, predicted }
    }
}

/// Figures over the gold and the predictions of one type, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TypeScores {
    /// The same words.
    pub exact: Prf,
    /// Half of the words or more.
    pub overlap: Prf,
    /// Overlap with the right mention.
    pub joint: Prf,
}

/// All figures of a set of documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Every attribution.
    pub all: TypeScores,
    /// By type.
    pub by_type: BTreeMap<Type, TypeScores>,
    /// Stretches between marks: attributed at all.
    pub view_span: Prf,
    /// Share of the common stretches with the right mention, in percent.
    pub view_speaker: f64,
    /// Stretches between marks: attributed to the right mention.
    pub view_joint: Prf,
    /// Share of overlapping pairs whose speaker has the right name, in
    /// percent; `None` where the gold names nobody.
    pub resolved: Option<f64>,
    /// Number of those pairs.
    pub resolved_pairs: usize,
    /// Overlap with the right name.
    pub entity: Prf,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    /// Exact, overlapping and joint pairs, counted by the gold's type.
    found: [usize; 3],
    /// The same, counted by the prediction's type.
    right: [usize; 3],
}

impl Counts {
    fn scores(&self) -> TypeScores {
        let prf = |at: usize| Prf::new(self.found[at], self.gold, self.right[at], self.predicted);
        TypeScores { exact: prf(0), overlap: prf(1), joint: prf(2) }
    }
}

/// Adds up documents; [`Scorer::scores`] gives the figures.
///
/// ```
/// use inquit_eval::annotation::{Attribution, Prediction, Type};
/// use inquit_eval::score::Scorer;
/// let gold = Attribution { content: vec![(0, 9)], mention: vec![(10, 13)], cue: vec![], who: None, quote_type: Type::Direct };
/// let found = Prediction { content: vec![(0, 9)], speaker: None, resolved: None, quote_type: None, confidence: 1.0 };
/// let mut scorer = Scorer::default();
/// scorer.add("“Go now,” Ann said.", &[gold], &[found]);
/// let scores = scorer.scores();
/// assert_eq!((scores.all.exact.f1, scores.all.joint.f1), (100.0, 0.0));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    all: Counts,
    by_type: BTreeMap<Type, Counts>,
    view: Counts,
    view_sourced: [usize; 2],
    named: [usize; 2],
    entity_right: usize,
    entity_open: usize,
}

struct Gold<'a> {
    words: BTreeSet<usize>,
    attribution: &'a Attribution,
}

struct Found<'a> {
    words: BTreeSet<usize>,
    quote_type: Type,
    prediction: &'a Prediction,
}

impl Scorer {
    /// Counts one document. Contents without a word do not count.
    pub fn add(&mut self, text: &str, gold: &[Attribution], predictions: &[Prediction]) {
        let scored = Scored::new(text);
        let folded = folded_words(&scored);
        let gold = gold.iter().map(|attribution| Gold { words: scored.words_in(&attribution.content), attribution });
        let gold: Vec<Gold<'_>> = gold.filter(|gold| !gold.words.is_empty()).collect();
        let found = predictions.iter().map(|prediction| Found {
            words: scored.words_in(&prediction.content),
            quote_type: prediction.quote_type.unwrap_or_else(|| scored.type_of(&prediction.content)),
            prediction,
        });
        let found: Vec<Found<'_>> = found.filter(|found| !found.words.is_empty()).collect();

        for item in &gold {
            self.all.gold += 1;
            self.by_type.entry(item.attribution.quote_type).or_default().gold += 1;
        }
        for item in &found {
            self.all.predicted += 1;
            self.by_type.entry(item.quote_type).or_default().predicted += 1;
        }
        let (gold_words, found_words): (Vec<_>, Vec<_>) =
            (gold.iter().map(|item| &item.words).collect(), found.iter().map(|item| &item.words).collect());
        for (g, p, jaccard) in pairs(&gold_words, &found_words) {
            let (gold, found) = (&gold[g], &found[p]);
            let overlap = jaccard >= 0.5;
            let speaker = right_mention(&scored, &folded, &gold.attribution.mention, found.prediction.speaker);
            // The fraction of two equal numbers is exactly one.
            let hits = [found.words == gold.words, overlap, overlap && speaker];
            for (at, hit) in hits.into_iter().enumerate() {
                let hit = usize::from(hit);
                self.all.found[at] += hit;
                self.all.right[at] += hit;
                self.by_type.entry(gold.attribution.quote_type).or_default().found[at] += hit;
                self.by_type.entry(found.quote_type).or_default().right[at] += hit;
            }
            if overlap {
                self.add_name(gold.attribution, found.prediction.resolved.as_deref());
            }
        }
        self.add_view(&scored, &folded, &gold, &found);
    }

    fn add_name(&mut self, gold: &Attribution, resolved: Option<&str>) {
        if gold.mention.is_empty() {
            self.entity_right += usize::from(resolved.is_none());
            return;
        }
        let name = gold.who.as_ref().and_then(|who| who.name.as_deref().map(|name| (name, who.kind.as_deref())));
        let Some((name, kind)) = name else {
            self.entity_open += 1;
            return;
        };
        let right = resolved.is_some_and(|found| !found.is_empty() && same_speakers(found, name, kind));
        self.named[0] += 1;
        self.named[1] += usize::from(right);
        self.entity_right += usize::from(right);
    }

    fn add_view(&mut self, scored: &Scored, folded: &[String], gold: &[Gold<'_>], found: &[Found<'_>]) {
        for region in scored.regions.iter().filter(|region| region.closed) {
            let words = scored.words_in(&[region.range]);
            if words.len() < VIEW_WORDS {
                continue;
            }
            let gold = owner(&words, gold.iter().map(|gold| (&gold.words, &gold.attribution.mention)));
            let found = owner(&words, found.iter().map(|found| (&found.words, found.prediction.speaker)));
            self.view.gold += usize::from(gold.is_some());
            self.view.predicted += usize::from(found.is_some());
            if let (Some(mention), Some(speaker)) = (gold, found) {
                let right = usize::from(right_mention(scored, folded, mention, speaker));
                self.view.found[1] += 1;
                self.view.found[2] += right;
                if !mention.is_empty() {
                    self.view_sourced[0] += 1;
                    self.view_sourced[1] += right;
                }
            }
        }
    }

    /// The figures of everything added so far.
    #[must_use]
    pub fn scores(&self) -> Scores {
        let view = |at: usize| Prf::new(self.view.found[at], self.view.gold, self.view.found[at], self.view.predicted);
        let percent = |[whole, part]: [usize; 2]| 100.0 * part as f64 / whole as f64;
        Scores {
            all: self.all.scores(),
            by_type: Type::ALL.map(|kind| (kind, self.by_type.get(&kind).copied().unwrap_or_default().scores())).into(),
            view_span: view(1),
            view_speaker: if self.view_sourced[0] == 0 { 0.0 } else { percent(self.view_sourced) },
            view_joint: view(2),
            resolved: (self.named[0] > 0).then(|| percent(self.named)),
            resolved_pairs: self.named[0],
            entity: Prf::new(self.entity_right, self.all.gold - self.entity_open, self.entity_right, self.all.predicted - self.entity_open),
        }
    }
}

/// The scores as a small table, with a dash for what the gold has none of.
#[must_use]
pub fn table(set: &str, scores: &Scores) -> String {
    let mut out = format!("{set:<12} gold  pred    exact  overlap  joint P     R     F\n");
    let rows = [("all", Some(&scores.all))].into_iter().chain(Type::ALL.map(|kind| (kind.as_str(), scores.by_type.get(&kind))));
    for (name, row) in rows {
        let row = row.copied().unwrap_or_default();
        let joint = row.joint;
        let figures = [row.exact.f1, row.overlap.f1, joint.precision, joint.recall, joint.f1];
        let [exact, overlap, precision, recall, f1] = figures.map(|figure| figure_of(figure, joint.gold > 0));
        let (gold, predicted) = (joint.gold, joint.predicted);
        let _ = writeln!(out, "  {name:<10}{gold:>5} {predicted:>5}    {exact:>5}    {overlap:>5}    {precision:>5} {recall:>5} {f1:>5}");
    }
    let (span, joint) = (scores.view_span, scores.view_joint);
    let [spans, speaker, both] = [span.f1, scores.view_speaker, joint.f1].map(|figure| figure_of(figure, span.gold > 0));
    let _ = writeln!(out, "  view: span {spans} speaker {speaker} joint {both} ({} stretches)", span.gold);
    let resolved = figure_of(scores.resolved.unwrap_or_default(), scores.resolved.is_some());
    let entity = figure_of(scores.entity.f1, scores.entity.gold > 0);
    let _ = write!(out, "  resolved {resolved} of {} pairs, entity {entity}", scores.resolved_pairs);
    out
}

/// A figure in words, or a dash where there is nothing that it could be of.
fn figure_of(figure: f64, any: bool) -> String {
    if any { format!("{figure:.1}") } else { "-".to_owned() }
}

/// Pairs gold and predictions of one text as the scorer does: places in the
/// two lists and the share of common words, best first.
#[must_use]
pub fn pair(text: &str, gold: &[Attribution], predictions: &[Prediction]) -> Vec<(usize, usize, f64)> {
    let scored = Scored::new(text);
    let gold: Vec<BTreeSet<usize>> = gold.iter().map(|gold| scored.words_in(&gold.content)).collect();
    let found: Vec<BTreeSet<usize>> = predictions.iter().map(|found| scored.words_in(&found.content)).collect();
    pairs(&gold.iter().collect::<Vec<_>>(), &found.iter().collect::<Vec<_>>())
}

/// Pairs sets that share words, best overlap first; among equals, the earlier
/// gold, then the earlier prediction.
fn pairs(gold: &[&BTreeSet<usize>], found: &[&BTreeSet<usize>]) -> Vec<(usize, usize, f64)> {
    let mut candidates = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (p, found) in found.iter().enumerate() {
            let common = gold.intersection(found).count();
            if common > 0 {
                let union = gold.len() + found.len() - common;
                candidates.push((g, p, common as f64 / union as f64));
            }
        }
    }
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|(g, p, _)| {
        let free = !used_gold.contains(g) && !used_found.contains(p);
        if free {
            used_gold.insert(*g);
            used_found.insert(*p);
        }
        free
    });
    candidates
}

/// Every word in small letters.
pub(crate) fn folded_words(scored: &Scored) -> Vec<String> {
    scored.words.iter().map(|&(start, end)| scored.chars[start..end].iter().collect::<String>().to_lowercase()).collect()
}

/// Whether the predicted mention shares a telling word with the gold's.
pub(crate) fn right_mention(scored: &Scored, folded: &[String], gold: &[Range], found: Option<Range>) -> bool {
    let Some(found) = found else { return gold.is_empty() };
    let gold = scored.words_in(gold);
    let found = scored.words_in(&[found]);
    let telling: BTreeSet<usize> = gold.iter().copied().filter(|word| !STOP.contains(&folded[*word].as_str())).collect();
    let telling = if telling.is_empty() { gold } else { telling };
    !telling.is_disjoint(&found)
}

/// The value of the item that holds most of `words`, the first among equals,
/// if it holds enough.
fn owner<'a, T>(words: &BTreeSet<usize>, items: impl Iterator<Item = (&'a BTreeSet<usize>, T)>) -> Option<T> {
    let mut best = (0.0, None);
    for (held, value) in items {
        let share = words.intersection(held).count() as f64 / words.len() as f64;
        if share > best.0 {
            best = (share, Some(value));
        }
    }
    if best.0 >= VIEW_SHARE { best.1 } else { None }
}
