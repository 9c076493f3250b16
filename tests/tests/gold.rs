//! The gold corpus: every string is found, scores hold their floors, and what
//! is no quotation stays out.

use inquit_quotes::Analyzer;
use inquit_tests::gold::{self, Article, GoldQuote};
use inquit_tests::regions::Scored;
use inquit_tests::score::{CodePoints, Scorer};
use inquit_tests::{floors, predictions, say};

/// Articles that the corpus holds at least.
const ARTICLES: usize = 40;

/// All articles; every broken file is named before the test fails.
fn articles() -> Vec<Article> {
    let files = gold::files().unwrap_or_else(|error| panic!("{error}"));
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    for file in &files {
        match gold::load(file) {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error.to_string()),
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    articles
}

#[test]
fn the_corpus_loads_and_is_large_enough() {
    let articles = articles();
    assert!(articles.len() >= ARTICLES, "{} articles, {ARTICLES} wanted", articles.len());
    for article in &articles {
        assert!(!article.about.is_empty(), "{}: says nothing about what it shows", article.id);
        assert!(!article.quotes.is_empty() || !article.not_quotes.is_empty(), "{}: annotates nothing", article.id);
    }
}

/// An annotated type contradicts the marks: checked where the scorer's regions
/// know all marks of the text.
fn type_errors(article: &Article) -> Vec<String> {
    let single_open = |text: &str| text.starts_with('\'') || [" '", "\n'", "('"].iter().any(|open| text.contains(open));
    if article.text.contains(['«', '»', '‹', '›', '‘', '‚', '`']) || single_open(&article.text) {
        return Vec::new();
    }
    let (scored, points) = (Scored::new(&article.text), CodePoints::new(&article.text));
    let wrong = |quote: &GoldQuote| {
        let content: Vec<_> = quote.content.iter().map(|piece| points.of(*piece)).collect();
        let found = scored.type_of(&content);
        (found != quote.quote_type).then(|| {
            let words = quote.content[0].of(&article.text);
            format!("{}: annotated {}, the marks say {}: {words}", article.id, quote.quote_type.as_str(), found.as_str())
        })
    };
    article.quotes.iter().filter_map(wrong).collect()
}

#[test]
fn annotated_types_follow_the_marks() {
    let wrong: Vec<String> = articles().iter().flat_map(type_errors).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scores_hold_their_floors() {
    let analyzer = Analyzer::english();
    let mut scorer = Scorer::default();
    let (mut kept, mut not_quotes, mut found, mut nested) = (0, 0, 0, 0);
    for article in articles() {
        let analysis = analyzer.analyze(&article.text);
        scorer.add(&article.text, &article.attributions(), &predictions(&article.text, &analysis));
        let broken = article.broken_not_quotes(&analysis);
        for not_quote in &broken {
            say(&format!("{}: taken for a quotation ({}): {:?}", article.id, not_quote.reason, not_quote.text));
        }
        not_quotes += article.not_quotes.len();
        kept += article.not_quotes.len() - broken.len();
        for quote in article.quotes.iter().filter(|quote| quote.nested) {
            nested += 1;
            let same = |other: &inquit_quotes::Quote| other.nested_in.is_some() && other.content == quote.content;
            found += usize::from(analysis.quotes.iter().any(same));
        }
    }
    let scores = scorer.scores();
    say(&floors::table("gold", &scores));
    say(&format!("  not quotations kept out: {kept} of {not_quotes}; nested found exactly: {found} of {nested}"));
    let percent = |part: usize, whole: usize| if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 };
    let mut figures = floors::figures(&scores);
    figures.insert("not_quote_kept".to_owned(), percent(kept, not_quotes));
    figures.insert("nested_found".to_owned(), percent(found, nested));
    let missed = floors::missed("gold", &figures);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
