//! What is wrong in the predictions for one document, case by case.
//!
//! Gold and predictions are paired as the scorer pairs them, so that every
//! point lost in the figures is one finding here.

use serde::Serialize;

use crate::annotation::{Attribution, Prediction, Type};
use crate::regions::{Range, Scored};
use crate::score::{folded_words, pair, right_mention};

/// Code points shown on either side of an attribution.
const AROUND: usize = 60;

/// Kinds of error, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Predicted, and nothing of it is annotated.
    Spurious,
    /// The content is right, the speaker another.
    Speaker,
    /// Less than half of the words are common.
    Boundary,
    /// Annotated, and nothing of it predicted.
    Missed,
    /// Right, but for some words at the ends.
    Partial,
}

impl Kind {
    /// The name in tables and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Spurious => "spurious",
            Kind::Speaker => "speaker",
            Kind::Boundary => "boundary",
            Kind::Missed => "missed",
            Kind::Partial => "partial",
        }
    }
}

/// One error.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The document.
    pub id: String,
    /// What is wrong.
    pub kind: Kind,
    /// The type of the annotation, else of the prediction.
    #[serde(rename = "type")]
    pub quote_type: &'static str,
    /// How sure the program was; 0 where it predicted nothing.
    pub confidence: f64,
    /// The annotated content, its pieces joined by " … ".
    pub gold: Option<String>,
    /// The annotated mention.
    pub gold_mention: Option<String>,
    /// The predicted content.
    pub predicted: Option<String>,
    /// The predicted mention.
    pub predicted_mention: Option<String>,
    /// First code point of the attribution.
    pub at: usize,
    /// The text around it, in one line.
    pub context: String,
}

/// The errors of one document, in text order.
#[must_use]
pub fn findings(id: &str, text: &str, gold: &[Attribution], predictions: &[Prediction]) -> Vec<Finding> {
    let scored = Scored::new(text);
    let folded = folded_words(&scored);
    let pairs = pair(text, gold, predictions);
    let mut found = Vec::new();
    let finding = |kind: Kind, gold: Option<&Attribution>, predicted: Option<&Prediction>| {
        let pieces = gold.map(|gold| &gold.content).into_iter().chain(predicted.map(|predicted| &predicted.content)).flatten();
        let (start, end) = pieces.fold((usize::MAX, 0), |(start, end), piece| (start.min(piece.0), end.max(piece.1)));
        let quote_type = gold.map(|gold| gold.quote_type).or(predicted.and_then(|predicted| predicted.quote_type));
        Finding {
            id: id.to_owned(),
            kind,
            quote_type: quote_type.unwrap_or(Type::Indirect).as_str(),
            confidence: predicted.map_or(0.0, |predicted| predicted.confidence),
            gold: gold.map(|gold| words(&scored, &gold.content)),
            gold_mention: gold.filter(|gold| !gold.mention.is_empty()).map(|gold| words(&scored, &gold.mention)),
            predicted: predicted.map(|predicted| words(&scored, &predicted.content)),
            predicted_mention: predicted.and_then(|predicted| predicted.speaker).map(|speaker| words(&scored, &[speaker])),
            at: start,
            context: words(&scored, &[(start.saturating_sub(AROUND), end + AROUND)]),
        }
    };
    for &(g, p, jaccard) in &pairs {
        let (gold, predicted) = (&gold[g], &predictions[p]);
        let speaker = right_mention(&scored, &folded, &gold.mention, predicted.speaker);
        let kind = match (jaccard >= 0.5, speaker) {
            (false, _) => Kind::Boundary,
            (true, false) => Kind::Speaker,
            (true, true) if jaccard < 1.0 => Kind::Partial,
            (true, true) => continue,
        };
        found.push(finding(kind, Some(gold), Some(predicted)));
    }
    let lone = |n: usize, used: &dyn Fn(usize) -> bool| (0..n).filter(|at| !used(*at)).collect::<Vec<_>>();
    for g in lone(gold.len(), &|at| pairs.iter().any(|pair| pair.0 == at)) {
        found.push(finding(Kind::Missed, Some(&gold[g]), None));
    }
    for p in lone(predictions.len(), &|at| pairs.iter().any(|pair| pair.1 == at)) {
        found.push(finding(Kind::Spurious, None, Some(&predictions[p])));
    }
    found.sort_by_key(|finding| (finding.at, finding.kind));
    found
}

/// The words of the ranges, white space made one space.
fn words(scored: &Scored, ranges: &[Range]) -> String {
    let piece = |&(start, end): &Range| {
        let end = end.min(scored.chars.len());
        let text: String = scored.chars[start.min(end)..end].iter().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    ranges.iter().map(piece).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_error() {
        let text = "“Go now,” Ann said. Bob said it was late and cold. Nobody asked why.";
        let attribution = |content: Range, mention: Range| Attribution {
            content: vec![content],
            mention: vec![mention],
            cue: Vec::new(),
            who: None,
            quote_type: Type::Direct,
        };
        let prediction = |content: Range, speaker: Range| Prediction {
            content: vec![content],
            speaker: Some(speaker),
            resolved: None,
            quote_type: None,
            confidence: 0.7,
        };
        let gold = [attribution((0, 9), (10, 13)), attribution((29, 49), (20, 23)), attribution((64, 67), (51, 57))];
        let kinds =
            |predictions: &[Prediction]| findings("a", text, &gold, predictions).iter().map(|finding| finding.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&[]), [Kind::Missed; 3]);
        let right = [prediction((0, 9), (10, 13)), prediction((29, 49), (20, 23)), prediction((64, 67), (51, 57))];
        assert_eq!(kinds(&right), []);
        let wrong = [prediction((0, 9), (20, 23)), prediction((29, 40), (20, 23)), prediction((51, 57), (10, 13))];
        assert_eq!(kinds(&wrong), [Kind::Speaker, Kind::Partial, Kind::Spurious, Kind::Missed]);
    }
}
