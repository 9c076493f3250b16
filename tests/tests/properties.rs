//! What holds for every text, whatever stands in it.
//!
//! Texts are drawn from pieces of news, odd marks and arbitrary Unicode. The
//! seed is fixed so that a failure repeats; `PROPTEST_CASES` and
//! `PROPTEST_RNG_SEED` ask for more or other texts. A text that failed becomes
//! a named test here.

use std::sync::LazyLock;

use inquit_quotes::{Analysis, Analyzer, Document, Label, Quote, QuoteType, Span, TaggerModel};
use inquit_tests::promises;
use proptest::prelude::{Just, Strategy, any, prop};
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::english);

fn analyze(text: &str) -> Analysis {
    ANALYZER.analyze(text)
}

fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(1959);
    }
    config
}

const NEWS: &[&str] = &[
    "Mayor Elena Brandt",
    "Dr. Okafor",
    "the former foreign minister",
    "officials",
    "She",
    "he",
    "they",
    "who",
    "The Harbour Courier",
    "Iran",
    "Tehran",
    "the World Bank",
    "Smith",
    "SMITH",
    "A spokesman for the port",
    "critics",
    " said",
    " says",
    " told reporters",
    " added",
    " argued",
    " according to ",
    " wrote on X",
    " called it ",
    " warned that ",
    " was told that ",
    " has now called for ",
    " the claim that ",
    " stressing that ",
    ", adding: ",
    "Asked whether ",
    "the bridge was safe",
    "nothing had changed since 2019",
    "prices would rise by 3.5 percent",
    "we are not afraid",
    "it's over",
    "don't wait",
    "the plan",
    "“We will rebuild the bridge,”",
    "\"It is time to go home,\"",
    "'Not now,'",
    "«Jamais»",
    "„Nein“",
    "``No comment''",
    "‘a disgrace’",
    "“The [old] pier … is gone.”",
    "\n",
    "\n\n",
    "\n\n“",
    " ",
    " ",
    " ",
    ". ",
    ". ",
    ", ",
    ": ",
    " — ",
    "; ",
    "? ",
    "Q: ",
    "A: ",
    "BERLIN (Courier) — ",
    "5' 11\"",
    "the ’90s",
    "rock ’n’ roll",
    "U.S. ",
    "string(12) \"[{\\\"a\\\":1}]\"",
    "{\"key\": \"value\", \"n\": [1, 2]}",
    "http://example.org/a?b=\"c\"",
    "<p>",
    "&quot;",
    "* ",
    "1. ",
];

const ODD: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "''",
    "``",
    "‘",
    "’",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "‟",
    "‚",
    "‛",
    "″",
    "′",
    "「",
    "」",
    "–",
    "—",
    "…",
    "[",
    "]",
    "(",
    ")",
    "\r\n",
    "\r",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{301}",
    "\u{2028}",
    "İ",
    "ẞ",
    "ﬁ",
    "é",
    "e\u{301}",
    "日本語",
    "👩‍👩‍👧",
    "\u{202e}",
    "\u{85}",
    "K",
    ":",
    ":::",
    "....",
    "!?",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => select(NEWS).prop_map(str::to_owned),
        4 => select(ODD).prop_map(str::to_owned),
        3 => sentence().prop_map(|sentence| sentence.text),
        1 => prop::collection::vec(any::<char>(), 0..6).prop_map(|chars| chars.into_iter().collect()),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// A sentence of plain news: what stands between marks is known.
#[derive(Clone, Debug)]
struct Sentence {
    text: String,
    quoted: Vec<Span>,
}

const SPEAKERS: &[&str] = &["Elena Brandt", "the harbour master", "she", "Officials", "The ministry", "Dr. Okafor"];
const VERBS: &[&str] = &["said", "told reporters", "wrote", "warned", "added"];
const WORDS: &[&str] = &[
    "we will rebuild the old bridge before winter",
    "nobody asked the people who live here",
    "the numbers are wrong",
    "that is not enough",
];
const MARKS: &[(&str, &str)] = &[("“", "”"), ("\"", "\""), ("«", "»")];

fn sentence() -> impl Strategy<Value = Sentence> {
    (0..6, select(SPEAKERS), select(VERBS), select(WORDS), select(WORDS), select(MARKS)).prop_map(
        |(shape, speaker, verb, one, two, (open, close))| {
            let mut text = String::new();
            let mut quoted = Vec::new();
            let mut quote = |text: &mut String, words: &str| {
                let start = text.len();
                *text += &format!("{open}{words}{close}");
                quoted.push(Span::new(start, text.len()));
            };
            match shape {
                0 => {
                    quote(&mut text, &format!("{one},"));
                    text += &format!(" {speaker} {verb}.");
                }
                1 => {
                    text += &format!("{speaker} {verb}: ");
                    quote(&mut text, &format!("{one}."));
                }
                2 => {
                    quote(&mut text, &format!("{one},"));
                    text += &format!(" {speaker} {verb}. ");
                    quote(&mut text, &format!("{two}."));
                }
                3 => {
                    text += &format!("{speaker} said that {one} and that ");
                    quote(&mut text, two);
                    text += " for now.";
                }
                4 => text += &format!("{speaker} said that {one}."),
                _ => text += "The road to the coast was wet.",
            }
            Sentence { text, quoted }
        },
    )
}

/// Paragraphs of sentences, and the stretches between marks.
fn article() -> impl Strategy<Value = Sentence> {
    prop::collection::vec((sentence(), any::<bool>()), 1..10).prop_map(|sentences| {
        let mut article = Sentence { text: String::new(), quoted: Vec::new() };
        for (sentence, breaks) in sentences {
            let base = article.text.len();
            article.quoted.extend(sentence.quoted.iter().map(|span| Span::new(base + span.start(), base + span.end())));
            article.text += &sentence.text;
            article.text += if breaks { "\n\n" } else { " " };
        }
        article
    })
}

fn contents<'t>(text: &'t str, analysis: &Analysis) -> Vec<Vec<&'t str>> {
    analysis.quotes.iter().map(|quote| quote.content.iter().map(|piece| piece.of(text)).collect()).collect()
}

fn direct_contents(analysis: &Analysis) -> Vec<Vec<Span>> {
    let direct = analysis.quotes.iter().filter(|quote| quote.quote_type == QuoteType::Direct);
    direct.map(|quote| quote.content.clone()).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_text_gives_well_formed_quotes(text in any_text()) {
        let analysis = analyze(&text);
        promises::well_formed(&text, &ANALYZER, &analysis);
        // What is nested stands between the marks of the content that holds it.
        let own = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none());
        for quote in own.filter(|quote| quote.quote_type == QuoteType::Direct) {
            promises::stands_between_marks(&text, quote);
        }
    }

    #[test]
    fn arbitrary_unicode_gives_well_formed_quotes(text in any::<String>()) {
        promises::well_formed(&text, &ANALYZER, &analyze(&text));
    }

    #[test]
    fn labels_are_probabilities_and_pieces_stay_in_paragraphs(text in any_text()) {
        let document = Document::parse(&text);
        let labels = ANALYZER.labels(&text, &TaggerModel::english());
        prop_assert_eq!(labels.len(), document.tokens().len());
        for i in 0..labels.len() {
            let sum: f32 = Label::ALL.iter().map(|label| labels.probability(i, *label)).sum();
            prop_assert!((sum - 1.0).abs() < 1e-4, "token {i}: {sum}");
            let before = document.paragraphs().iter().all(|paragraph| paragraph.tokens.start != i).then(|| labels.label(i - 1));
            prop_assert!(labels.label(i).may_follow(before), "token {i}: {:?} after {before:?}", labels.label(i));
        }
        for piece in labels.pieces() {
            prop_assert_eq!(document.paragraph_of(piece.tokens.start), document.paragraph_of(piece.tokens.end - 1));
        }
    }

    #[test]
    fn two_runs_are_equal(text in any_text()) {
        // Another analyzer, because the order of hash maps may differ between two.
        static OTHER: LazyLock<Analyzer> = LazyLock::new(Analyzer::english);
        let once = analyze(&text).quotes;
        prop_assert_eq!(&once, &analyze(&text).quotes);
        prop_assert_eq!(&once, &OTHER.analyze(&text).quotes);
    }

    #[test]
    fn texts_together_have_what_each_has_alone(texts in prop::collection::vec(prop_oneof![any_text(), article().prop_map(|article| article.text)], 0..6)) {
        let alone: Vec<Vec<Quote>> = texts.iter().map(|text| analyze(text).quotes).collect();
        let together: Vec<Vec<Quote>> = ANALYZER.analyze_all(&texts).into_iter().map(|analysis| analysis.quotes).collect();
        prop_assert_eq!(together, alone);
    }

    #[test]
    fn line_ends_do_not_matter(text in any_text()) {
        let unix = text.replace('\r', "");
        let dos = unix.replace('\n', "\r\n");
        let dos_contents: Vec<Vec<String>> =
            contents(&dos, &analyze(&dos)).iter().map(|pieces| pieces.iter().map(|piece| piece.replace("\r\n", "\n")).collect()).collect();
        prop_assert_eq!(contents(&unix, &analyze(&unix)), dos_contents);
    }

    #[test]
    fn types_follow_known_marks(article in article()) {
        let analysis = analyze(&article.text);
        promises::well_formed(&article.text, &ANALYZER, &analysis);
        for quote in &analysis.quotes {
            let words = |piece: &Span| {
                let start = piece.start();
                let text = piece.of(&article.text).to_owned();
                text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| start + at).collect::<Vec<_>>()
            };
            let letters: Vec<usize> = quote.content.iter().flat_map(words).collect();
            let inside = letters.iter().filter(|at| article.quoted.iter().any(|span| span.contains(**at))).count();
            let expected = match inside {
                0 => QuoteType::Indirect,
                inside if inside == letters.len() => QuoteType::Direct,
                _ => QuoteType::Mixed,
            };
            prop_assert_eq!(quote.quote_type, expected, "{:?} in {:?}", quote, &article.text);
        }
    }

    #[test]
    fn a_further_paragraph_leaves_earlier_quotations_alone(
        article in article(),
        further in prop_oneof![Just("\n\nThe road to the coast was wet."), Just("\n\nSnow fell on the harbour during the night.\n")],
    ) {
        let text = article.text.trim_end();
        let before = direct_contents(&analyze(text));
        let after = direct_contents(&analyze(&format!("{text}{further}")));
        prop_assert_eq!(before, after, "{:?}", text);
    }
}

/// A generated article must hold quotations, or the properties above say nothing.
#[test]
fn plain_news_has_quotations() {
    let text = "“We will rebuild the old bridge before winter,” Elena Brandt said.\n\nOfficials said that the numbers are wrong.";
    let types: Vec<QuoteType> = analyze(text).quotes.iter().map(|quote| quote.quote_type).collect();
    assert_eq!(types, [QuoteType::Direct, QuoteType::Indirect]);
}
