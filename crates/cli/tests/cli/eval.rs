//! `inquit eval`: figures, errors, bad input.

use crate::Folder;

const GOLD: &str = concat!(
    r#"{"id": "a", "text": "“Go now,” Ann Low said.", "attributions": [{"content": [[0, 9]], "source": [[10, 17]], "cue": [[18, 22]], "type": "direct", "speaker": "Ann Low"}]}"#,
    "\n",
    r#"{"id": "b", "text": "Nobody said that it rained.", "attributions": [{"content": [[12, 26]], "source": [[0, 6]], "cue": [[7, 11]], "type": "indirect", "speaker": null}]}"#,
    "\n",
);
const PREDICTIONS: &str = concat!(
    r#"{"id": "a", "quotes": [{"content": [[0, 9]], "speaker": [10, 17], "resolved": "Ann Low", "type": "direct"}]}"#,
    "\n",
    r#"{"id": "b", "quotes": [{"content": [[0, 6]], "speaker": null, "type": "indirect", "confidence": 0.4}]}"#,
    "\n",
);

#[test]
fn predictions_are_scored_and_errors_are_named() {
    let folder = Folder::with(&[("gold.jsonl", GOLD), ("pred.jsonl", PREDICTIONS)]);
    let run = folder.run("eval --gold gold.jsonl --predictions pred.jsonl --errors errors.jsonl").code(0);
    assert!(run.out.contains("all           2     2     50.0"), "{}", run.out);
    assert!(run.out.contains("spurious indirect 0.40  b:0"), "{}", run.out);
    assert!(run.out.contains("[Nobody] that it rained"), "{}", run.out);
    let errors = folder.read("errors.jsonl");
    assert_eq!(errors.lines().count(), 2, "{errors}");
    assert!(errors.lines().all(|line| line.starts_with(r#"{"id":"b","kind":""#)), "{errors}");
}

#[test]
fn without_predictions_the_texts_are_analysed() {
    let folder = Folder::with(&[("gold.jsonl", GOLD)]);
    let run = folder.run("eval --gold gold.jsonl --worst 0").code(0);
    assert!(run.out.contains("direct        1     1    100.0"), "{}", run.out);
}

#[test]
fn bad_files_are_named_with_their_line() {
    let folder = Folder::with(&[
        ("gold.jsonl", &format!("{GOLD}{{\"id\": 3\n")),
        ("good.jsonl", GOLD),
        ("other.jsonl", r#"{"id": "z", "quotes": []}"#),
        ("empty.jsonl", ""),
    ]);
    for (flags, message) in [
        ("--gold gold.jsonl", "gold.jsonl:3: "),
        ("--gold none.jsonl", "none.jsonl: "),
        ("--gold empty.jsonl", "holds no document"),
        ("--gold good.jsonl --predictions other.jsonl", "their ids differ"),
    ] {
        folder.run(&format!("eval {flags}")).code(2).says(&[message]);
    }
}
