//! Text with marks, and JSON: read again by parsers that share no code with ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use inquit_table::{Document, Record};
use serde_json::Value as Json;

use super::case::Case;
use super::text_of;

/// A document and its rows.
type Written<'d, 'r> = (&'d Document<'d>, Vec<Record<'r>>);

/// JSON lines: every field that a table has, by its name.
pub(super) fn lines(path: &Path, case: &Case, rows: &[&Record<'_>]) {
    let text = text_of(path);
    assert_eq!(text.lines().count(), rows.len());
    for (line, row) in text.lines().zip(rows) {
        let object = json(line);
        let is = |name: &str, expected: Option<&str>| assert_eq!(object[name].as_str(), expected, "{name} of {}", row.quote_id);
        is("doc_id", Some(row.doc_id));
        is("quote_id", Some(&row.quote_id));
        is("text", Some(&row.text));
        is("title", row.title);
        is("date", row.date);
        is("url", row.url);
        assert_eq!(object["kept"][case.keep[0].as_str()].as_str(), row.kept.value(0));
        let names: Vec<Option<&str>> = list(&object["speakers"]).iter().map(|voice| voice["name"].as_str()).collect();
        assert_eq!(names, row.speakers.iter().map(|voice| Some(voice.name)).collect::<Vec<_>>());
        let pieces: Vec<(usize, usize)> = list(&object["content"]).iter().map(place).collect();
        assert_eq!(pieces, row.content.iter().map(|piece| (piece.start, piece.end)).collect::<Vec<_>>());
        assert_eq!(object["confidence"].as_f64(), Some(row.confidence));
    }
}

/// Web annotations: every selector finds its words, by position and by quotation.
pub(super) fn annotations(path: &Path, documents: &[Written<'_, '_>]) {
    let graph = json(&text_of(path));
    let mut annotations = list(&graph["@graph"]).iter();
    for (document, row) in documents.iter().flat_map(|(document, rows)| rows.iter().map(move |row| (document, row))) {
        let Some(annotation) = annotations.next() else { panic!("no annotation of {}", row.quote_id) };
        assert_eq!(annotation["quotationId"].as_str(), Some(row.quote_id.as_str()));
        let targets = list(&annotation["target"]);
        assert_eq!(targets.len(), row.content.len());
        let others = ["cue", "mention"].into_iter().filter_map(|name| annotation.get(name));
        for target in targets.iter().chain(others) {
            let (position, quoted) = (&target["selector"][0], &target["selector"][1]);
            let (start, end) = place(position);
            let exact: String = document.text.chars().skip(start).take(end - start).collect();
            assert_eq!(quoted["exact"].as_str(), Some(exact.as_str()), "{}", row.quote_id);
            let around = format!("{}{exact}{}", quoted["prefix"].as_str().unwrap_or("-"), quoted["suffix"].as_str().unwrap_or("-"));
            assert!(document.text.contains(&around), "{around:?} is not in the text");
        }
        for target in targets.iter().map(|target| target["source"].as_str().unwrap_or_default()) {
            let is_one = target.starts_with("http") || target.starts_with("urn:inquit:document:");
            assert!(is_one && !target.contains(char::is_whitespace), "{target:?} is no address");
        }
        let names: Vec<Option<&str>> = list(&annotation["body"]).iter().map(|body| body["name"].as_str()).collect();
        assert_eq!(names, row.speakers.iter().map(|voice| Some(voice.name)).collect::<Vec<_>>());
    }
    assert!(annotations.next().is_none(), "more annotations than rows");
}

/// Predictions: a line for each document, with the places of all its rows.
pub(super) fn predictions(path: &Path, documents: &[Written<'_, '_>]) {
    let text = text_of(path);
    assert_eq!(text.lines().count(), documents.len());
    for (line, (document, rows)) in text.lines().zip(documents) {
        let object = json(line);
        assert_eq!(object["id"].as_str(), Some(&*document.id));
        assert_eq!(list(&object["quotes"]).len(), rows.len());
        for (quote, row) in list(&object["quotes"]).iter().zip(rows) {
            let content = serde_json::json!(row.content.iter().map(|piece| [piece.start, piece.end]).collect::<Vec<_>>());
            assert_eq!(quote["content"], content);
            assert_eq!(quote["type"].as_str(), Some(row.quote_type));
        }
    }
}

/// TEI: it is XML, holds all words of every document, and of every quotation
/// those that stand in its elements, in order.
pub(super) fn tei(path: &Path, documents: &[Written<'_, '_>]) {
    let xml = text_of(path);
    let tree = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let parts: Vec<_> = tree.descendants().filter(|node| node.has_tag_name(("http://www.tei-c.org/ns/1.0", "TEI"))).collect();
    assert_eq!(parts.len(), documents.len());
    let mut ids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id"))).collect();
    let all: Vec<&str> = ids.clone();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id stands twice: {xml}");
    for (part, (document, rows)) in parts.iter().zip(documents) {
        let words = |node: roxmltree::Node<'_, '_>| {
            node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect::<String>()
        };
        let named = |name: &'static str| part.descendants().filter(move |node| node.tag_name().name() == name);
        let body: String = named("body").map(words).collect();
        assert_eq!(bare(&body), bare(&allowed(&document.text)), "words of the document: {xml}");
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        for node in named("said") {
            said.entry(node.attribute("n").unwrap_or_default().to_owned()).or_default().push_str(&words(node));
            let pointers = ["who", "next", "prev"].into_iter().filter_map(|name| node.attribute(name));
            for pointer in pointers.flat_map(str::split_whitespace) {
                assert!(pointer.strip_prefix('#').is_some_and(|id| all.contains(&id)), "{pointer} points nowhere: {xml}");
            }
        }
        for row in rows {
            let content: String = row.content.iter().map(|piece| piece.text).collect();
            let written = said.remove(&allowed(&row.quote_id)).unwrap_or_default();
            assert_eq!(bare(&written), bare(&allowed(&content)), "content of {}: {xml}", row.quote_id);
        }
        assert!(said.is_empty(), "said by nobody: {said:?}");
        let of_header = |name: &'static str| named(name).next().map(words);
        assert_eq!(of_header("title"), Some(allowed(document.title.as_deref().unwrap_or(&document.id))));
        assert_eq!(of_header("idno"), Some(allowed(&document.id)));
        let target = named("ref").find_map(|node| node.attribute("target"));
        assert_eq!(target.map(str::to_owned), document.url.as_deref().map(allowed));
    }
}

/// brat: a text and annotations for each document; each finds its words.
pub(super) fn brat(path: &Path, documents: &[Written<'_, '_>]) {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{error}"));
    let files: Vec<_> = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()).collect();
    let texts = || files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "txt"));
    assert_eq!((texts().count(), files.len()), (documents.len(), 2 * documents.len() + 1));
    let mut contents = 0;
    for file in texts() {
        let text = text_of(file);
        assert!(documents.iter().any(|(document, _)| document.text == text), "{text:?} is no document's");
        let chars: Vec<char> = text.chars().collect();
        for line in text_of(&file.with_extension("ann")).split_terminator('\n') {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(matches!(cells.len(), 2 | 3), "{line:?}");
            let (Some((kind, places)), Some(words)) = (cells[1].split_once(' '), cells.get(2)) else { continue };
            if !cells[0].starts_with('T') {
                continue;
            }
            contents += usize::from(kind.ends_with("Content"));
            let pieces = places.split(';').map(|piece| {
                let ends: Vec<usize> = piece.split(' ').filter_map(|end| end.parse().ok()).collect();
                assert!(ends.len() == 2 && ends[0] < ends[1] && ends[1] <= chars.len(), "{line:?}");
                chars[ends[0]..ends[1]].iter().collect::<String>()
            });
            assert_eq!(bare(&pieces.collect::<String>()), bare(words), "{line:?}");
        }
    }
    assert_eq!(contents, documents.iter().map(|(_, rows)| rows.len()).sum::<usize>(), "contents");
}

/// The words as XML can hold them.
pub(super) fn allowed(words: &str) -> String {
    let forbidden = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    let instead = |c: char| if c.is_whitespace() { ' ' } else { '\u{fffd}' };
    words.chars().map(|c| if forbidden(c) { instead(c) } else { c }).collect()
}

/// The words without white space.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn place(value: &Json) -> (usize, usize) {
    let number = |name: &str| value[name].as_u64().map_or(usize::MAX, |number| number as usize);
    (number("start"), number("end"))
}
