//! A text with its quotations underlined, for people to read.
//!
//! ```text
//! “The last boat is full,” the harbour master said.
//! ~~~~~~~~~~~~~~~~~~~~~~~~ ================== ^^^^
//!
//! 1 direct speech quotation 0.9: the harbour master
//! ```

use std::fmt::Write as _;

use inquit_eval::underline::{marks, underlined};
use inquit_quotes::{Analysis, Quote, Span};

/// `text` in lines of at most 110 code points (longer words stay whole), each
/// with rows of marks below it: content `~`, cue `^`, mention `=`, a second
/// row where two overlap. Then the quotations, one a line.
#[must_use]
pub fn report(text: &str, analysis: &Analysis) -> String {
    let marks: Vec<(Span, char)> = analysis.quotes.iter().flat_map(marks).collect();
    let mut out = underlined(text, Span::new(0, text.len()), &marks);
    out.push('\n');
    for (at, quote) in analysis.quotes.iter().enumerate() {
        let _ = writeln!(out, "{} {}", at + 1, line_of(text, quote));
    }
    out
}

fn line_of(text: &str, quote: &Quote) -> String {
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let speaker = if names.is_empty() { "-".to_owned() } else { names.join("; ") };
    let mut out = format!(
        "{} {} {} {:.1}: {speaker} | {}",
        word(&quote.quote_type),
        word(&quote.class),
        quote.method.as_str(),
        quote.confidence,
        opening(text, quote),
    );
    if let Some(outer) = quote.nested_in {
        let _ = write!(out, " (in {})", outer + 1);
    }
    out
}

/// The first words of the content, enough to find it above.
fn opening(text: &str, quote: &Quote) -> String {
    let pieces: Vec<&str> = quote.content.iter().map(|piece| piece.of(text)).collect();
    let words: Vec<String> = pieces.join(" … ").split_whitespace().map(str::to_owned).collect();
    let mut out = words.iter().take(6).cloned().collect::<Vec<_>>().join(" ");
    if words.len() > 6 {
        out.push_str(" …");
    }
    out
}
