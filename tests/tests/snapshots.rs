//! A readable report of every gold article: the text with content `~`, cue `^`
//! and mention `=` underlined, then the quotations.
//!
//! `make bless` (`INSTA_UPDATE=always`) accepts the reports as they are; read
//! the difference before you commit it.

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
