//! Annotated texts: reads them, scores quotations against them, and fits the
//! weights of `inquit-quotes` to them.
//!
//! | module | what it does |
//! |---|---|
//! | [`documents`] | reads annotated documents |
//! | [`brat`] | reads brat's standoff format |
//! | [`annotation`] | attributions and positions as the scorer sees them |
//! | [`regions`] | words, quotation-mark regions, and the direct/mixed/indirect rule, for scoring |
//! | [`names`] | whether two names are the same speaker, for scoring |
//! | [`evidence`] | fits the weights of the evidence |
//! | [`findings`] | what is wrong, case by case |
//! | [`tagging`] | trains the tagger, scores its labels |
//! | [`training`] | the whole procedure: annotated documents in, model out |
//! | [`underline`] | a text with words underlined, for people to read |
//! | [`linking`] | joins labels to attributions by nearness, to score the tagger alone |
//! | [`score`] | precision, recall and F1 |
//!
//! Everything here counts Unicode code points, as annotation tools do;
//! [`annotation::CodePoints`] converts from the bytes of `inquit-quotes`. This crate
//! prints nothing and reads only the files it is given.

pub mod annotation;
pub mod brat;
pub mod documents;
pub mod evidence;
pub mod findings;
pub mod linking;
pub mod names;
pub mod regions;
pub mod score;
pub mod tagging;
pub mod training;
pub mod underline;

use inquit_quotes::Analysis;

use crate::annotation::{CodePoints, Prediction, Type};

/// What the scorer needs of an analysis. Attributions inside another one's
/// content are left out, because the annotated news is flat.
///
/// The type of a prediction is the one the analysis gives; set
/// [`Prediction::quote_type`] to `None` to have it read from the text.
#[must_use]
pub fn predictions(text: &str, analysis: &Analysis) -> Vec<Prediction> {
    let points = CodePoints::new(text);
    let flat = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none());
    flat.map(|quote| {
        let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        Prediction {
            content: quote.content.iter().map(|span| points.of(*span)).collect(),
            speaker: quote.mention.map(|mention| points.of(mention.span)),
            resolved: (!names.is_empty()).then(|| names.join("; ")),
            quote_type: Some(Type::from(quote.quote_type)),
            confidence: f64::from(quote.confidence),
        }
    })
    .collect()
}
