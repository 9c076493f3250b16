//! Prints the gold corpus in the format of the annotated news, one JSON object
//! a document, so that `inquit` and any scorer of that format can read it.

use std::error::Error;
use std::io::Write as _;

use inquit_tests::annotation::{Attribution, CodePoints};
use inquit_tests::gold;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for file in gold::files()? {
        let article = gold::load(&file)?;
        let points = CodePoints::new(&article.text);
        let attributions: Vec<Value> = article
            .attributions()
            .iter()
            .zip(article.quotes.iter().filter(|quote| !quote.nested))
            .map(|(Attribution { content, mention, who, quote_type, .. }, quote)| {
                json!({
                    "source": mention,
                    "cue": quote.cue.iter().map(|cue| points.of(*cue)).collect::<Vec<_>>(),
                    "content": content,
                    "type": quote_type.as_str(),
                    "class": quote.class,
                    "speaker": who.as_ref().and_then(|who| who.name.clone()),
                    "kind": who.as_ref().and_then(|who| who.kind.clone()),
                })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": article.id, "text": article.text, "attributions": attributions }))?;
    }
    Ok(())
}
