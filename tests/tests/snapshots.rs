//! A readable report of every gold article, and of the articles that nobody
//! annotated: the text with content `~`, cue `^` and mention `=` underlined,
//! then the quotations.
//!
//! `make bless` (`INSTA_UPDATE=always`) accepts the reports as they are; read
//! the difference before you commit it.

use std::fs;

use inquit_quotes::Analyzer;
use inquit_tests::{gold, report};

#[test]
fn gold_articles() {
    let analyzer = Analyzer::english();
    insta::glob!("../gold", "*.toml", |path| {
        let article = gold::load(path).unwrap_or_else(|error| panic!("{error}"));
        let report = report::report(&article.text, &analyzer.analyze(&article.text));
        insta::with_settings!({ description => article.about.clone(), omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("report", report);
        });
    });
}

/// These are here to show what a change does, right or wrong: nobody says what
/// their quotations should be.
#[test]
fn other_articles() {
    let analyzer = Analyzer::english();
    insta::glob!("../articles", "*.txt", |path| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let report = report::report(&text, &analyzer.analyze(&text));
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("rows", report);
        });
    });
}
