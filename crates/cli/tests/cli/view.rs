//! `inquit view`: the page. What a browser makes of it is tested in tests/browser.

use crate::{Folder, Run};

const ARTICLE: &str = "It rained.\n“The 🌉 bridge is safe,” said Marta Olsen. She warned that it would close at night if it froze.\n";

/// The JSON of a script element of the page.
fn json(page: &str, id: &str) -> serde_json::Value {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let rest = page.split_once(&start).expect("the element").1;
    serde_json::from_str(rest.split_once("</script>").expect("its end").0).expect("JSON")
}

fn quiet(run: Run) -> Run {
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    run
}

#[test]
fn documents_and_rows_are_in_the_page() {
    let line = r#"{"id": "n", "title": "T", "date": "2024-05-03", "url": "https://post.example/1", "text": "It rained."}"#;
    let folder = Folder::with(&[("a.txt", ARTICLE), ("b.jsonl", line)]);
    quiet(folder.run("view a.txt b.jsonl -q -o p.html").code(0));
    assert_eq!(folder.names(), ["a.txt", "b.jsonl", "p.html"]);
    let page = folder.read("p.html");
    let documents = json(&page, "documents");
    assert_eq!((documents[0]["id"].as_str(), documents[0]["text"].as_str()), (Some("a.txt"), Some(ARTICLE)));
    assert_eq!(
        documents[1],
        serde_json::json!({"id": "n", "title": "T", "date": "2024-05-03", "url": "https://post.example/1", "text": "It rained.", "rows": []})
    );
    let rows = documents[0]["rows"].as_array().expect("rows");
    let units: Vec<u16> = ARTICLE.encode_utf16().collect();
    let words = |span: &serde_json::Value| {
        let at = |place: usize| span[place].as_u64().expect("a number") as usize;
        String::from_utf16(&units[at(0)..at(1)]).expect("whole characters")
    };
    assert_eq!(words(&rows[0]["content"][0]), "“The 🌉 bridge is safe,”");
    assert_eq!(words(&rows[1]["mention"]), "She");
    assert_eq!(words(&rows[1]["cue"]), "warned");
    assert_eq!(rows[1]["speakers"][0]["name"], "Marta Olsen");
    let evidence = json(&page, "evidence");
    assert_eq!((evidence[0].as_array().map(Vec::len), evidence[1].as_array().map(Vec::len)), (Some(rows.len()), Some(0)));
    assert!(evidence[0][0][0][1].is_f64(), "{evidence}");
    assert_eq!(json(&page, "settings")["complete"], true);
    quiet(folder.run("view a.txt b.jsonl -q -o again.html").code(0));
    assert_eq!(folder.read("again.html"), page, "the same twice");
}

/// Nothing of an article ends the element it stands in, or fills a place of the page.
#[test]
fn hostile_text_stays_text() {
    let hostile = "</script><script>alert(1)</script><!--<script> {script} {evidence} {settings} {documents} \u{2028}\u{0}\u{1b}";
    let text = format!("“The bridge {hostile} is safe,” said Marta Olsen {hostile}.");
    let line = serde_json::json!({"id": hostile, "title": hostile, "url": hostile, "date": hostile, "text": text}).to_string();
    let folder = Folder::with(&[("a.jsonl", &line)]);
    quiet(folder.run("view a.jsonl -q -o p.html").code(0));
    let page = folder.read("p.html");
    assert_eq!(page.matches("<script").count(), 4, "three of data, one that runs");
    assert_eq!(page.matches("</script").count(), 4);
    assert!(!page.contains("<!--"), "no comment swallows the rest");
    let documents = json(&page, "documents");
    assert_eq!((documents[0]["id"].as_str(), documents[0]["text"].as_str()), (Some(hostile), Some(text.as_str())));
    assert!(json(&page, "evidence").is_array());
    assert_eq!(json(&page, "settings")["version"], env!("CARGO_PKG_VERSION"));
    for place in ["{policy}", "{style}", "default-src 'none'; style-src {"] {
        assert!(!page.contains(place), "{place}");
    }
}

#[test]
fn evidence_is_for_few_documents() {
    let many: String = (0..101).map(|at| format!("{}\n", serde_json::json!({"id": at.to_string(), "text": ARTICLE}))).collect();
    let folder = Folder::with(&[("many.jsonl", &many), ("a.txt", ARTICLE)]);
    let held = |flags: &str| {
        quiet(folder.run(&format!("view {flags} -q -o p.html")).code(0));
        json(&folder.read("p.html"), "evidence").as_array().map_or(0, Vec::len)
    };
    assert_eq!(held("a.txt"), 1);
    assert_eq!(held("a.txt --evidence never"), 0);
    assert_eq!(held("many.jsonl"), 0);
    assert_eq!(held("many.jsonl --evidence always"), 101);
}

#[test]
fn what_is_left_out_is_told() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    for flags in ["--types direct", "--class speech", "--min-confidence 0.4"] {
        quiet(folder.run(&format!("view a.txt {flags} -q -o p.html")).code(0));
        assert_eq!(json(&folder.read("p.html"), "settings")["complete"], false, "{flags}");
    }
    quiet(folder.run("view a.txt --types direct -q -o p.html").code(0));
    let rows = json(&folder.read("p.html"), "documents")[0]["rows"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
}

#[test]
fn bad_input_and_output() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("bad.jsonl", "{\"id\": 1}\n")]);
    folder.run("view a.txt").code(2).says(&["--output"]);
    folder.run("view missing.txt -o p.html").code(2).says(&["missing.txt"]);
    folder.run("view a.txt -o no/p.html").code(2).says(&["no/p.html", "no such folder"]);
    folder.run("view bad.jsonl a.txt -o p.html").code(1).says(&["bad.jsonl:1", "1 document, 2 quotations", "1 failure"]);
    assert_eq!(json(&folder.read("p.html"), "documents")[0]["id"], "a.txt");
}
