//! `--fast` and `--model`: what finds the quotations.

use inquit_quotes::{Model, TaggerModel};

use crate::Folder;

const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen. She warned that it would close at night.\n";

/// A model that is sure of everything.
fn sure() -> Vec<u8> {
    Model::new(TaggerModel::english(), "feature\tweight\nbias\t9\n", "feature\tweight\nbias\t9\n").to_bytes()
}

#[test]
fn fast_is_another_way_to_the_same_table() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let (all, fast) = (folder.run("extract a.txt").code(0), folder.run("extract a.txt --fast").code(0));
    assert!(fast.out.contains("The bridge is safe") && fast.err.is_empty(), "{fast:?}");
    assert_ne!(all.out, fast.out, "confidences differ without the tagger");
    assert!(folder.run("extract --help").out.contains("--fast"));
    assert!(folder.run("eval --help").out.contains("--fast"));
}

#[test]
fn a_model_file_replaces_the_one_built_in() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    folder.write("sure.model", &sure());
    let run = folder.run("extract a.txt --model sure.model").code(0);
    let table = crate::rows(&run.out);
    let confidence = table[0].iter().position(|name| name == "confidence").expect("a column");
    assert!(table.len() > 1 && table[1..].iter().all(|row| row[confidence] == "1.00"), "{}", run.out);
    folder.run("extract a.txt --model sure.model --fast").code(0);
}

#[test]
fn files_that_are_no_model_are_named() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("g.jsonl", "{\"id\": \"a\", \"text\": \"x\", \"attributions\": []}\n")]);
    let bytes = sure();
    folder.write("cut.model", &bytes[..bytes.len() / 2]);
    let mut changed = bytes;
    changed[5000] ^= 1;
    folder.write("changed.model", &changed);
    for (file, says) in [("none.model", "cannot read"), ("a.txt", "no model"), ("cut.model", "cut off"), ("changed.model", "damaged")] {
        for command in ["extract a.txt -o t.csv", "eval --gold g.jsonl"] {
            let run = folder.run(&format!("{command} --model {file}")).code(2);
            assert!(run.out.is_empty(), "{run:?}");
            run.says(&[file, says]);
        }
    }
    assert!(!folder.names().iter().any(|name| name.starts_with("t.csv")), "nothing is begun");
    folder.run("eval --gold g.jsonl --predictions p.jsonl --fast").code(2).says(&["--predictions"]);
}
