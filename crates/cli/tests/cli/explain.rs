//! `inquit explain`: words, evidence, what lost.

use crate::{Folder, rows};

const ARTICLE: &str = "It rained.\n“The bridge is safe,” said Marta Olsen. She warned that it would close at night if it froze.\n";

#[test]
fn words_are_underlined_and_reasons_given() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("explain a.txt").code(0);
    assert!(run.err.is_empty(), "{}", run.err);
    assert!(run.out.starts_with("a.txt#1  direct speech  "), "{}", run.out);
    let underlined = "\n“The bridge is safe,” said Marta Olsen. She warned that it would close at night if it froze.\n\
        ~~~~~~~~~~~~~~~~~~~~~ ^^^^ ===========\n\n  speaker: Marta Olsen\n    Marta Olsen  name: longest\n\n  evidence: ";
    assert!(run.out.contains(underlined), "{}", run.out);
    assert!(run.out.contains("\na.txt#2  indirect speech  "), "{}", run.out);
    let chain = "\n  speaker: Marta Olsen\n    She          pronoun: running speaker\n    Marta Olsen  name: longest\n\n  evidence: ";
    assert!(run.out.contains(chain), "{}", run.out);
    assert!(!run.out.contains("It rained"), "another paragraph");
    assert!(run.out.contains("  lost:\n    0."), "{}", run.out);
    assert!(run.out.contains("more (--all)\n"), "{}", run.out);
    assert_eq!(folder.run("explain a.txt").code(0).out, run.out, "the same twice");
}

/// Features and weights are those that made the confidence of the table.
#[test]
fn weights_sum_up_to_the_confidence() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    for flags in ["", " --fast"] {
        let table = rows(&folder.run(&format!("extract a.txt --class all{flags}")).code(0).out);
        let confidence = table[0].iter().position(|name| name == "confidence").expect("a column");
        for row in &table[1..] {
            let out = folder.run(&format!("explain a.txt --all --quote {}{flags}", row[1])).code(0).out;
            let own = out.split("  evidence: ").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("evidence");
            let weight = |line: &str| line.split_whitespace().next().and_then(|weight| weight.parse::<f64>().ok());
            let weights: Vec<f64> = own.lines().skip(1).map(|line| weight(line).expect("a weight")).collect();
            assert!(weights.is_sorted_by(|a, b| a.abs() >= b.abs()), "{out}");
            let probability = 1.0 / (1.0 + (-weights.iter().sum::<f64>()).exp());
            let expected: f64 = row[confidence].parse().expect("a number");
            assert!((probability - expected).abs() < 0.05, "{probability} of {out}");
        }
    }
}

#[test]
fn one_quotation_by_number_or_id() {
    let line = |id: &str| serde_json::json!({"name": id, "body": ARTICLE}).to_string();
    let folder = Folder::with(&[("a.txt", ARTICLE), ("n.jsonl", &format!("{}\n{}\n", line("x"), line("y")))]);
    let heads = |flags: &str| -> Vec<String> {
        let out = folder.run(&format!("explain {flags}")).code(0).out;
        out.lines().filter(|line| line.contains('#')).filter_map(|line| line.split("  ").next()).map(str::to_owned).collect()
    };
    assert_eq!(heads("a.txt --quote 2"), ["a.txt#2"]);
    assert_eq!(heads("a.txt --quote news/a.txt#1"), ["a.txt#1"]);
    assert_eq!(heads("n.jsonl --quote y#1 --text-field body --id-field name"), ["y#1"]);
    assert_eq!(heads("n.jsonl --quote 2 --text-field body --id-field name"), ["x#2", "y#2"]);
}

#[test]
fn bad_input() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("none.txt", "It rained.\n"), ("bad.jsonl", "{\"id\": 1}\n{\n")]);
    folder.run("explain a.txt --quote 9").code(2).says(&["a.txt has no quotation 9"]);
    folder.run("explain missing.txt").code(2).says(&["missing.txt"]);
    folder.run("explain a.txt --model none.txt").code(2).says(&["none.txt", "no model"]);
    folder.run("explain bad.jsonl").code(1).says(&["bad.jsonl:1", "bad.jsonl:2"]);
    assert_eq!(folder.run("explain none.txt").code(0).out, "none.txt: no quotations\n");
}

#[test]
fn nothing_in_a_text_acts_on_the_terminal() {
    let folder = Folder::with(&[("a.txt", "“It \u{1b}[31mis \u{202e}safe\u{7} and sound,” said Marta\u{9b}2J Olsen.\r\n")]);
    let run = folder.run("explain a.txt --all").code(0);
    assert!(run.out.contains("It \u{fffd}[31mis"), "{}", run.out);
    assert!(!run.out.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{:?}", run.out);
}

#[test]
fn the_words_are_explained() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let glossary = folder.run("explain --glossary").code(0).out;
    for word in ["  content ~ ", "  evidence ", "  lost ", "  quote-first ", "  tagged "] {
        assert!(glossary.contains(word), "{word}");
    }
    assert!(glossary.lines().all(|line| line.chars().count() <= 120), "{glossary}");
    let plain = folder.run("explain a.txt").code(0).out;
    assert_eq!(folder.run("explain a.txt --glossary").code(0).out, format!("{plain}{glossary}"));
    folder.run("explain").code(2).says(&["FILE"]);
}
