//! What `Quote` and `Analysis` promise about positions and links.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use inquit_quotes::{Analysis, Analyzer, Quote, QuoteType, Span};

use super::is_in;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::english);

/// Analyses bytes as text, in which what is no UTF-8 is replaced.
///
/// # Panics
///
/// If the analysis panics or breaks a promise.
pub fn any_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let analysis = ANALYZER.analyze(&text);
    well_formed(&text, &ANALYZER, &analysis);
    let own = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none());
    own.filter(|quote| quote.quote_type == QuoteType::Direct).for_each(|quote| stands_between_marks(&text, quote));
}

/// Checks the quotations that `analyzer` found in `text`.
///
/// # Panics
///
/// If one is out of the text, out of order, or linked to what is not there.
pub fn well_formed(text: &str, analyzer: &Analyzer, analysis: &Analysis) {
    let quotes = &analysis.quotes;
    assert!(quotes.is_sorted_by_key(|quote| quote.extent().start()), "quotes are out of order");
    for (at, quote) in quotes.iter().enumerate() {
        assert!(!quote.content.is_empty(), "no content");
        assert!(quote.content.iter().all(|piece| is_in(text, *piece)), "content out of the text: {quote:?}");
        assert!(quote.content.iter().all(|piece| piece.of(text) == piece.of(text).trim()), "white space at an end: {quote:?}");
        assert!(quote.content.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "pieces overlap: {quote:?}");
        assert!(quote.cue.iter().all(|cue| is_in(text, cue.span)), "cue out of the text: {quote:?}");
        assert!(quote.cue.iter().all(|cue| !cue.lemma.is_empty()), "a cue without base form: {quote:?}");
        assert!(quote.mention.iter().all(|mention| is_in(text, mention.span)), "mention out of the text: {quote:?}");
        assert!((0.0..=1.0).contains(&quote.confidence), "confidence {}", quote.confidence);
        let known = |id: &inquit_gazetteer::EntityId| analyzer.gazetteer().get(*id).is_some();
        assert!(quote.entities.iter().all(known), "unknown entity: {quote:?}");
        assert_eq!(quote.entities.iter().collect::<BTreeSet<_>>().len(), quote.entities.len(), "an entity twice");
        speakers(text, quote);
        if let Some(outer) = quote.nested_in {
            assert!(outer != at && outer < quotes.len(), "nested in {outer} of {}", quotes.len());
            let covered = |piece: &Span| quotes[outer].content.iter().any(|other| other.covers(*piece));
            assert!(quote.content.iter().all(covered), "{quote:?} is not inside {:?}", quotes[outer]);
        }
    }
    for start in 0..quotes.len() {
        let outwards = std::iter::successors(Some(start), |&at| quotes[at].nested_in);
        assert!(outwards.take(quotes.len() + 1).count() <= quotes.len(), "quotation {start} is nested in itself");
    }
}

fn speakers(text: &str, quote: &Quote) {
    for speaker in &quote.speakers {
        assert!(!speaker.name.trim().is_empty(), "a speaker without a name: {quote:?}");
        let first = speaker.chain.first().map(|step| step.span);
        assert!(first.is_some() && first == quote.mention.map(|mention| mention.span), "no chain from the mention: {quote:?}");
        assert!(speaker.chain.iter().all(|step| is_in(text, step.span)), "a step out of the text: {quote:?}");
        assert_eq!(speaker.identified.is_some(), speaker.entity.is_some(), "{speaker:?}");
        assert!(speaker.entity.is_none_or(|entity| !speaker.others.contains(&entity)), "{speaker:?} is another");
    }
}

/// Checks that a mark stands before the first word of every piece in its
/// paragraph, and behind the last one unless the quotation runs on or begins
/// with its mark, whose partner is lost. A piece without a letter or digit
/// has no words to stand between marks.
///
/// # Panics
///
/// If there is none.
pub fn stands_between_marks(text: &str, quote: &Quote) {
    let is_mark = |c: char| "“”„‟\"'‘’‚‛«»‹›`″′「」『』〝〞＂".contains(c);
    for piece in quote.content.iter().filter(|piece| piece.of(text).contains(char::is_alphanumeric)) {
        let words = piece.of(text);
        let first = words.find(char::is_alphanumeric).map_or(piece.end(), |at| piece.start() + at);
        let last = words.rfind(char::is_alphanumeric).map_or(piece.start(), |at| piece.start() + at);
        let before = text[..first].rsplit('\n').next().unwrap_or_default();
        let (behind, rest) = text[last..].split_once('\n').unwrap_or((&text[last..], ""));
        let ends_line = !text[piece.end()..(last + behind.len()).max(piece.end())].contains(char::is_alphanumeric);
        let runs_on = ends_line || text[last..piece.end()].contains('\n');
        let (opened, closed) = (before.contains(is_mark), behind.contains(is_mark) || runs_on || words.starts_with(is_mark));
        assert!(opened && closed, "no marks round {words:?}, then {rest:?}");
    }
}
