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
fn what_the_gold_has_none_of_has_no_figure() {
    let folder = Folder::with(&[("gold.jsonl", GOLD), ("pred.jsonl", PREDICTIONS)]);
    let run = folder.run("eval --gold gold.jsonl --predictions pred.jsonl --worst 0").code(0);
    let line = |name: &str| -> Vec<String> {
        let line = run.out.lines().find(|line| line.trim_start().starts_with(name)).expect("a line of the type");
        line.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    assert_eq!(line("mixed"), ["0", "0", "-", "-", "-", "-", "-"]);
    assert_eq!(line("direct")[..3], ["1", "1", "100.0"]);
    assert_eq!(line("indirect")[2], "0.0", "missed is not the same as not there");
    assert!(run.out.contains("view: span - speaker - joint - (0 stretches)"), "{}", run.out);
}

/// The form that `--help` shows.
#[test]
fn names_of_speakers_may_stand_in_another_file() {
    let gold = GOLD.replace(r#", "speaker": "Ann Low""#, "").replace(r#", "speaker": null"#, "");
    let speakers = r#"{"id": "a", "speakers": [{"i": 0, "speaker": "Ann Low", "kind": "person"}]}"#;
    let folder = Folder::with(&[("gold.jsonl", &gold), ("who.jsonl", speakers), ("pred.jsonl", PREDICTIONS)]);
    let line = "eval --gold gold.jsonl --predictions pred.jsonl --worst 0";
    assert!(folder.run(line).code(0).out.contains("resolved - of 0 pairs"));
    let named = folder.run(&format!("{line} --speakers who.jsonl")).code(0);
    assert!(named.out.contains("resolved 100.0 of 1 pairs"), "{}", named.out);
}

#[test]
fn bad_files_are_named_with_their_line() {
    let folder = Folder::with(&[
        ("gold.jsonl", &format!("{GOLD}{{\"id\": 3\n")),
        ("good.jsonl", GOLD),
        ("other.jsonl", r#"{"id": "z", "quotes": []}"#),
        ("empty.jsonl", ""),
    ]);
    folder.write("pred.jsonl", PREDICTIONS.as_bytes());
    folder.write("plain.jsonl", br#"{"id": "a", "text": "It rained."}"#);
    folder.write("rows.jsonl", br#"{"doc_id": "a", "quote_id": "a#1"}"#);
    for (flags, message) in [
        ("--gold pred.jsonl", "pred.jsonl:1: predictions, which hold neither text nor annotations; --gold takes annotated documents"),
        ("--gold plain.jsonl", "plain.jsonl:1: a document without attributions"),
        ("--gold rows.jsonl", "rows.jsonl:1: a row of a table; "),
        ("--gold good.jsonl --predictions good.jsonl", "good.jsonl:1: an annotated document, which --gold takes"),
        ("--gold good.jsonl --speakers pred.jsonl", "pred.jsonl:1: predictions"),
        ("--gold gold.jsonl", "gold.jsonl:3: "),
        ("--gold none.jsonl", "none.jsonl: "),
        ("--gold empty.jsonl", "holds no document"),
        ("--gold good.jsonl --predictions other.jsonl", "their ids differ"),
    ] {
        folder.run(&format!("eval {flags}")).code(2).says(&[message]);
    }
}

#[test]
fn a_file_that_is_not_there_is_told_once() {
    let folder = Folder::with(&[("a.jsonl", "{\n")]);
    for line in [
        "eval --gold none.jsonl",
        "train --gold none.jsonl -o a.model",
        "eval --gold a.jsonl",
        "eval --gold none.ann",
        "gazetteer check none.tsv",
        "gazetteer build none.tsv -o x.gaz",
    ] {
        let run = folder.run(line).code(2);
        let cause = if line.ends_with("a.jsonl") { "EOF while parsing" } else { "No such file" };
        assert_eq!(run.err.matches(cause).count(), 1, "{line}: {}", run.err);
    }
}

/// What is written for brat is the gold that the same program meets exactly.
#[test]
fn our_own_annotations_are_met() {
    let text = "“The bridge is safe,” said Marta Olsen, the mayor. Reuters reported that Tomas Hart had said the ferry “was late”.\n\n\
        The harbour will close, the port authority said. Olsen said that “Hart told us nothing,” and left.\n";
    let folder = Folder::with(&[("n/a.txt", text)]);
    folder.run("extract n --class all -o brat/").code(0);
    let annotations = folder.read("brat/a.ann");
    assert!(annotations.contains("\tNestedContent "), "a quotation within one is written: {annotations}");
    let run = folder.run("eval --gold brat").code(0);
    let all = run.out.lines().find(|line| line.trim_start().starts_with("all")).expect("a line of all types").to_owned();
    assert!(all.ends_with("100.0    100.0    100.0 100.0 100.0"), "{all}");
}
