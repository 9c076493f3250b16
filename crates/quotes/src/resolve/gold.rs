//! Measures resolution on the shared gold data: gold mentions in, speakers out.
//!
//! The data lie outside the repository, in the folder that `INQUIT_SHARED`
//! names; without it the test says so and passes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use inquit_gazetteer::Span;

use super::tests::with_context;
use super::{Unresolved, resolve};
use crate::context::Context;
use crate::names::classify;

#[path = "gold_json.rs"]
mod json;
use json::Json;

/// What share must be right, in percent, by kind of mention of the gold.
const FLOORS: [(&str, f64); 7] =
    [("all", 90.5), ("name", 98.0), ("pronoun", 86.0), ("role", 74.0), ("organization", 81.5), ("group", 93.0), ("other", 78.0)];

/// The same for the seed articles.
const SEEDS_FLOOR: f64 = 98.0;

/// Right and all, by kind of mention.
type Tally = BTreeMap<String, (usize, usize)>;

struct Gold {
    mention: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    /// Name, kind, kind of mention.
    speaker: Option<(String, String, String)>,
}

fn shared() -> PathBuf {
    std::env::var_os("INQUIT_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from)
}

fn spans(value: &Json) -> Vec<(usize, usize)> {
    value.items().iter().map(|pair| (pair.items()[0].number(), pair.items()[1].number())).collect()
}

fn measure(text: &str, gold: &[Gold], tally: &mut Tally, shown: &mut Vec<String>) {
    with_context(text, |context| measure_in(context, gold, tally, shown));
}

fn measure_in(context: &Context<'_, '_>, gold: &[Gold], tally: &mut Tally, shown: &mut Vec<String>) {
    let (text, document) = (context.document.text(), context.document);
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let tokens = |span: &(usize, usize)| document.tokens_of(Span::new(bytes[span.0], bytes[span.1]));
    let mut order: Vec<&Gold> = gold.iter().collect();
    order.sort_by_key(|gold| gold.mention.first().or(gold.content.first()).copied());
    let attributions: Vec<Unresolved> = order
        .iter()
        .map(|gold| {
            let mention = gold.mention.first().map(tokens);
            let kind = mention.clone().map_or(crate::quote::MentionKind::Role, |mention| classify(context, mention));
            Unresolved { mention, kind, cue: gold.cue.first().map(tokens), content: gold.content.iter().map(tokens).collect() }
        })
        .collect();
    let speakers = resolve(context, &attributions);
    for ((gold, attribution), speakers) in order.iter().zip(&attributions).zip(&speakers) {
        let (Some((name, kind, mention)), false) = (&gold.speaker, gold.mention.is_empty()) else { continue };
        let found: Vec<&str> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let right = !found.is_empty() && same_name(&found.join("; "), name, kind);
        for key in [mention.as_str(), "all"] {
            let entry = tally.entry(key.to_owned()).or_default();
            entry.0 += usize::from(right);
            entry.1 += 1;
        }
        let words = attribution.mention.clone().map_or("", |range| document.span(range).of(text));
        let line = format!(
            "{}\t{mention}\t{:?}\t{words:?}\tfound {found:?}\tgold {name:?} ({kind})",
            if right { "+" } else { "-" },
            attribution.kind
        );
        shown.push(line.replace('\n', " "));
    }
}

/// The shared scorer's rule: titles, case and hyphens do not count.
fn same_name(found: &str, gold: &str, kind: &str) -> bool {
    let parts =
        |names: &str| -> Vec<Vec<String>> { names.split(';').map(str::trim).filter(|part| !part.is_empty()).map(name_words).collect() };
    let (mut found, gold) = (parts(found), parts(gold));
    found.len() == gold.len()
        && gold.iter().all(|name| {
            let hit = found.iter().position(|other| same_words(other, name, kind));
            hit.map(|at| found.remove(at)).is_some()
        })
}

fn name_words(name: &str) -> Vec<String> {
    const TITLES: &str = " mr mrs ms miss dr sen senator rep gov governor president vice prime minister secretary former the a an sir lord lady prof professor gen general col judge justice mayor king queen prince princess pope ayatollah sheikh sheik ";
    let plain = name.to_lowercase().replace("’s ", " ").replace("'s ", " ").replace(['’', '\'', '.'], "");
    let all: Vec<String> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let kept: Vec<String> = all.iter().filter(|word| !TITLES.contains(&format!(" {word} "))).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

fn same_words(found: &[String], gold: &[String], kind: &str) -> bool {
    if found == gold {
        return true;
    }
    if found.is_empty() || gold.is_empty() {
        return false;
    }
    let last = found.last() == gold.last();
    if kind == "person" {
        return (found.len() > 1 && gold.len() > 1 && found[0] == gold[0] && last) || (gold.len() == 1 && found.len() > 1 && last);
    }
    last && (found.iter().all(|word| gold.contains(word)) || gold.iter().all(|word| found.contains(word)))
}

fn print(title: &str, tally: &Tally) {
    let row: Vec<String> =
        tally.iter().map(|(key, (right, all))| format!("{key} {:.1} ({right}/{all})", 100.0 * *right as f64 / *all as f64)).collect();
    println!("{title}: {}", row.join(", "));
}

fn share(tally: &Tally, key: &str) -> f64 {
    tally.get(key).map_or(0.0, |(right, all)| 100.0 * *right as f64 / (*all).max(1) as f64)
}

fn show(shown: &[String]) {
    if std::env::var_os("INQUIT_SHOW").is_some() {
        for line in shown {
            println!("{line}");
        }
    }
}

#[test]
fn gold_mentions_of_the_development_set() {
    let folder = shared().join("eval");
    let (Ok(texts), Ok(speakers)) =
        (fs::read_to_string(folder.join("polnear_dev.jsonl")), fs::read_to_string(folder.join("polnear_dev_speakers.jsonl")))
    else {
        eprintln!("SKIPPED: no {}", folder.display());
        return;
    };
    let speakers: BTreeMap<String, Json> =
        speakers.lines().map(Json::parse).map(|row| (row.key("id").text().to_owned(), row.key("speakers").clone())).collect();
    let mut tally = Tally::new();
    let mut shown = Vec::new();
    for row in texts.lines().map(Json::parse) {
        let mut gold: Vec<Gold> = row
            .key("attributions")
            .items()
            .iter()
            .map(|item| Gold {
                mention: spans(item.key("source")),
                cue: spans(item.key("cue")),
                content: spans(item.key("content")),
                speaker: None,
            })
            .collect();
        for speaker in speakers.get(row.key("id").text()).map_or(&[][..], Json::items) {
            let Some(name) = speaker.key("speaker").try_text() else { continue };
            gold[speaker.key("i").number()].speaker =
                Some((name.to_owned(), speaker.key("kind").text().to_owned(), speaker.key("mention").text().to_owned()));
        }
        shown.push(format!("# {}", row.key("id").text()));
        measure(row.key("text").text(), &gold, &mut tally, &mut shown);
    }
    show(&shown);
    print("development set", &tally);
    for (key, floor) in FLOORS {
        assert!(share(&tally, key) >= floor, "{key}: {:.1} is below {floor}", share(&tally, key));
    }
}

#[test]
fn gold_mentions_of_the_seeds() {
    let path = shared().join("seeds/gold.jsonl");
    let Ok(texts) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no {}", path.display());
        return;
    };
    let mut tally = Tally::new();
    let mut shown = Vec::new();
    for row in texts.lines().map(Json::parse) {
        let gold = |item: &Json| {
            let speaker = item.key("speaker").try_text().map(|name| {
                (
                    name.to_owned(),
                    item.key("kind").try_text().unwrap_or("person").to_owned(),
                    item.key("mention").try_text().unwrap_or("none").to_owned(),
                )
            });
            Gold { mention: spans(item.key("source")), cue: spans(item.key("cue")), content: spans(item.key("content")), speaker }
        };
        let gold: Vec<Gold> = row.key("attributions").items().iter().map(gold).collect();
        shown.push(format!("# {}", row.key("id").text()));
        measure(row.key("text").text(), &gold, &mut tally, &mut shown);
    }
    show(&shown);
    print("seeds", &tally);
    assert!(share(&tally, "all") >= SEEDS_FLOOR, "seeds: {:.1} is below {SEEDS_FLOOR}", share(&tally, "all"));
}
