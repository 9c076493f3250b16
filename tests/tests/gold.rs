//! The gold corpus: every string is found, scores hold their floors, and what
//! is no quotation stays out.

use std::collections::BTreeMap;

use inquit_quotes::{Analysis, Analyzer, Class, Cue, Mention, MentionKind, Method, Quote, QuoteType, Speaker, SpeakerKind};
use inquit_tests::annotation::{CodePoints, Type};
use inquit_tests::gold::{self, Article, GoldQuote};
use inquit_tests::regions::{Region, Scored};
use inquit_tests::roles::Roles;
use inquit_tests::score::Scorer;
use inquit_tests::{floors, predictions, say};

/// Articles that the corpus holds at least.
const ARTICLES: usize = 80;

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

/// Whether the scorer's regions are sure to read every mark of the text
/// rightly: double marks only, all closed, none for inches.
fn has_plain_marks(article: &Article, scored: &Scored) -> bool {
    let text = &article.text;
    let single = text.starts_with('\'') || [" '", "\n'", "('"].iter().any(|open| text.contains(open));
    let inches = text.split('"').any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let opened = |region: &Region| region.closed && scored.chars[region.range.0] != '”';
    !single && !inches && !text.contains(['«', '»', '‹', '›', '‘', '‚', '`']) && scored.regions.iter().all(opened)
}

/// Annotated types that the marks contradict.
fn type_errors(article: &Article) -> Vec<String> {
    let (scored, points) = (Scored::new(&article.text), CodePoints::new(&article.text));
    if !has_plain_marks(article, &scored) {
        return Vec::new();
    }
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

/// The annotations as an analysis without a fault.
fn faultless(article: &Article) -> Analysis {
    let quote = |gold: &GoldQuote| Quote {
        content: gold.content.clone(),
        quote_type: match gold.quote_type {
            Type::Direct => QuoteType::Direct,
            Type::Mixed => QuoteType::Mixed,
            Type::Indirect => QuoteType::Indirect,
        },
        class: match gold.class.as_str() {
            "thought" => Class::Thought,
            "attitude" => Class::Attitude,
            "act" => Class::Act,
            _ => Class::Speech,
        },
        cue: gold.cue.map(|span| Cue { span, lemma: "say".to_owned() }),
        mention: gold.mention.map(|span| Mention { span, kind: MentionKind::Name }),
        speakers: gold.speaker.iter().map(|name| Speaker::new(name, SpeakerKind::Person)).collect(),
        method: Method::ALL[0],
        confidence: 1.0,
        nested_in: gold.nested.then_some(0),
        paragraph: 0,
        sentence: 0,
        entities: Vec::new(),
    };
    Analysis { quotes: article.quotes.iter().map(quote).collect() }
}

/// The scorer and the annotations agree on what is right: no annotation asks
/// for what another one forbids, and nothing in the gold is out of reach.
#[test]
fn the_gold_scores_full_marks_against_itself() {
    let (mut all, mut roles) = (Scorer::default(), Roles::default());
    let mut errors = Vec::new();
    for article in articles() {
        let analysis = faultless(&article);
        let (attributions, found) = (article.attributions(), predictions(&article.text, &analysis));
        let mut own = Scorer::default();
        for scorer in [&mut all, &mut own] {
            scorer.add(&article.text, &attributions, &found);
        }
        roles.add(&article, &analysis);
        let scores = own.scores();
        let (figures, wanted) = ([scores.all.exact.f1, scores.all.joint.f1], if attributions.is_empty() { 0.0 } else { 100.0 });
        if figures != [wanted; 2] || scores.resolved.is_some_and(|share| share < 100.0) {
            errors.push(format!("{}: exact and joint {figures:?}, resolved {:?}", article.id, scores.resolved));
        }
        let broken = article.broken_not_quotes(&analysis);
        errors.extend(broken.iter().map(|not_quote| format!("{}: {:?} is both a quotation and none", article.id, not_quote.text)));
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let right: BTreeMap<&str, f64> = roles.figures().collect();
    for figure in ["cue", "mention_exact", "class", "nested_found"] {
        assert_eq!(right.get(figure), Some(&100.0), "{figure}");
    }
    // Kinds were all set to one value, so these must not come out right.
    assert!(right["mention_kind"] < 90.0 && right["speaker_kind"] < 90.0, "{right:?}");
}

#[test]
fn scores_hold_their_floors() {
    let analyzer = Analyzer::english();
    let (mut scorer, mut roles) = (Scorer::default(), Roles::default());
    let (mut kept, mut not_quotes) = (0_usize, 0_usize);
    for article in articles() {
        let analysis = analyzer.analyze(&article.text);
        scorer.add(&article.text, &article.attributions(), &predictions(&article.text, &analysis));
        roles.add(&article, &analysis);
        let broken = article.broken_not_quotes(&analysis);
        for not_quote in &broken {
            say(&format!("{}: taken for a quotation ({}): {:?}", article.id, not_quote.reason, not_quote.text));
        }
        not_quotes += article.not_quotes.len();
        kept += article.not_quotes.len() - broken.len();
    }
    let scores = scorer.scores();
    say(&inquit_tests::score::table("gold", &scores));
    let shares: Vec<String> = roles.figures().map(|(name, share)| format!("{name} {share:.1}")).collect();
    say(&format!("  {}\n  not quotations kept out: {kept} of {not_quotes}", shares.join(", ")));
    let mut figures = floors::figures(&scores);
    figures.extend(roles.figures().map(|(name, share)| (name.to_owned(), share)));
    figures.insert("not_quote_kept".to_owned(), 100.0 * kept as f64 / not_quotes.max(1) as f64);
    let missed = floors::missed("gold", &figures);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
