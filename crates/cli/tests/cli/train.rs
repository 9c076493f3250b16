//! `inquit train`: models from annotated documents, bad input.

use std::fmt::Write as _;

use crate::Folder;

const PEOPLE: [&str; 4] = ["Marta Olsen", "Ann Low", "the mayor", "Bo Reed"];
const VERBS: [&str; 3] = ["said", "warned", "argued"];
const THINGS: [&str; 4] = ["the bridge was safe", "it would rain", "the price had doubled", "nobody knew"];

/// The words of an invented article: who, verb, what; the text; where they stand.
fn article(n: usize) -> (String, Vec<[(usize, usize); 3]>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for k in 0..4 {
        let (who, verb, what) = (PEOPLE[(n + k) % 4], VERBS[(n * 2 + k) % 3], THINGS[(n + 2 * k) % 4]);
        let start = text.len();
        let _ = write!(text, "{who} {verb} that {what}. The road was wet. ");
        let cue = start + who.len() + 1;
        let content = cue + verb.len() + 1;
        places.push([(start, start + who.len()), (cue, cue + verb.len()), (content, content + "that ".len() + what.len())]);
    }
    (text, places)
}

/// Twelve articles as JSONL.
fn jsonl() -> String {
    let line = |n: usize| {
        let (text, places) = article(n);
        let attribution = |[who, cue, what]: &[(usize, usize); 3]| serde_json::json!({"source": [who], "cue": [cue], "content": [what]});
        let attributions: Vec<_> = places.iter().map(attribution).collect();
        format!("{}\n", serde_json::json!({"id": n.to_string(), "text": text, "attributions": attributions}))
    };
    (0..12).map(line).collect()
}

/// The same in brat's format.
fn brat(folder: &Folder) {
    for n in 0..12 {
        let (text, places) = article(n);
        let mut standoff = String::new();
        for (k, pieces) in places.iter().enumerate() {
            for (at, (kind, (start, end))) in ["Source", "Cue", "Content"].iter().zip(pieces).enumerate() {
                let _ = writeln!(standoff, "T{}\t{kind} {start} {end}\t{}", 3 * k + at, &text[*start..*end]);
            }
            let _ = writeln!(standoff, "E{k}\tCue:T{} Source:T{} Content:T{}", 3 * k + 1, 3 * k, 3 * k + 2);
        }
        folder.write(&format!("brat/{n:02}.txt"), text.as_bytes());
        folder.write(&format!("brat/{n:02}.ann"), standoff.as_bytes());
    }
}

#[test]
fn a_model_is_the_same_whatever_the_threads_and_serves() {
    let folder = Folder::with(&[("gold.jsonl", &jsonl()), ("a.txt", "Zoë Hart warned that the bridge was safe. It rained.\n")]);
    brat(&folder);
    let run = folder.run("train --gold gold.jsonl -o one.model --threads 1").code(0);
    run.says(&["12 documents with 48 attributions, 4 folds", "tagger without fold 4 of 4", "evidence without it", "wrote one.model"]);
    let run = folder.run("train --gold brat -o two.model --threads 2 --quiet").code(0);
    assert_eq!(run.err, "");
    let bytes = |name: &str| std::fs::read(folder.path(name)).expect("a model");
    assert!(bytes("one.model") == bytes("two.model"), "the format and the threads do not matter");
    folder.run("train --gold gold.jsonl -o other.model --seed 2 -q").code(0);
    assert!(bytes("one.model") != bytes("other.model"), "the seed does");

    let run = folder.run("extract a.txt --model one.model").code(0);
    assert!(run.out.contains("that the bridge was safe,Zoë Hart"), "{}", run.out);
    let run = folder.run("eval --gold gold.jsonl --model one.model").code(0);
    assert!(run.out.contains("indirect     48    48    100.0"), "{}", run.out);
    let figures = |out: &str| out.lines().filter(|line| line.starts_with("indirect")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(figures(&folder.run("eval --gold brat --model one.model").code(0).out), figures(&run.out));
}

#[test]
fn too_little_is_told_before_any_work() {
    let bare = r#"{"id": "a", "text": "It rained.", "attributions": []}"#;
    let one = jsonl().lines().next().map(str::to_owned).expect("a line");
    let folder = Folder::with(&[("bare.jsonl", bare), ("one.jsonl", &one), ("empty/readme.md", "")]);
    for (gold, says) in [
        ("bare.jsonl", "bare.jsonl: none of the 1 documents has an attribution"),
        ("one.jsonl", "one.jsonl: 1 documents with attributions are too few for 4 folds; annotate at least 5"),
        ("none.jsonl", "none.jsonl: "),
        ("empty", "empty: no .ann or .jsonl files"),
    ] {
        folder.run(&format!("train --gold {gold} -o m.model")).code(2).says(&[says]);
    }
    folder.run("train --gold one.jsonl").code(2).says(&["--output"]);
    folder.run("train --gold one.jsonl -o m.model --folds 1").code(2).says(&["--folds"]);
    assert!(!folder.names().iter().any(|name| name.starts_with("m.model")));
}

#[test]
fn bad_annotations_are_named_with_their_line() {
    let beyond = r#"{"id": "b", "text": "Zoë.", "attributions": [{"source": [[0, 3]], "content": [[2, 5]]}]}"#;
    let folder = Folder::with(&[
        ("beyond.jsonl", &format!("{}{beyond}\n", jsonl())),
        ("broken.jsonl", "{\"id\": 3\n"),
        ("lonely/a.ann", "T1\tCue 0 2\tIt\n"),
        ("brat/a.txt", "It rained.\n"),
        ("brat/a.ann", "T1\tCue 0 2\tIt\nT2\tContent 3 99\trained\n"),
    ]);
    for (gold, says) in [
        ("beyond.jsonl", "beyond.jsonl:13: 2 to 5 lies outside of the text, which has 4 characters"),
        ("broken.jsonl", "broken.jsonl:1: "),
        ("lonely", "a.txt: "),
        ("brat", "a.ann:2: 3 to 99 lies outside of the text"),
    ] {
        folder.run(&format!("train --gold {gold} -o m.model")).code(2).says(&[says]);
    }
}

#[test]
fn an_output_that_cannot_be_written_wastes_no_time() {
    let folder = Folder::with(&[("gold.jsonl", &jsonl())]);
    let run = folder.run("train --gold gold.jsonl -o none/m.model").code(2).says(&["cannot write none/m.model"]);
    assert!(!run.err.contains("pass"), "{}", run.err);
}
