//! The same bytes whatever the number of threads.

use std::fmt::Write;

use super::Folder;

/// Enough documents of uneven length for many batches, with broken lines.
fn corpus(lines: usize) -> String {
    let mut corpus = String::new();
    for n in 0..lines {
        if n % 100 == 7 {
            corpus.push_str("{\"text\": broken\n");
            continue;
        }
        let text = "“Ça va bien 🎉,” said Léa Roux. The minister added that it was late. ".repeat(1 + n % 30);
        writeln!(corpus, "{}", serde_json::json!({"id": n, "text": text, "title": format!("No {n}")})).expect("memory");
    }
    corpus
}

#[test]
fn threads_do_not_change_a_byte() {
    let folder = Folder::with(&[("n.jsonl", &corpus(240)), ("z.txt", "The end, said Bo Dahl.")]);
    for (format, threads) in [("csv", [2, 4].as_slice()), ("jsonl", &[4]), ("predictions", &[4])] {
        let one = folder.run(&format!("extract . --format {format} --threads 1")).code(1);
        for threads in threads {
            let many = folder.run(&format!("extract . --format {format} --threads {threads}")).code(1);
            assert!(one.out == many.out, "{format} rows with {threads} threads");
            assert_eq!(one.err, many.err, "{format} messages with {threads} threads");
        }
    }
}

#[test]
fn documents_come_in_the_order_of_the_input() {
    let folder = Folder::with(&[("n.jsonl", &corpus(240)), ("z.txt", "The end, said Bo Dahl.")]);
    let run = folder.run("extract . --format predictions --threads 4").code(1);
    let expected: Vec<String> = (0..240).filter(|n| n % 100 != 7).map(|n| n.to_string()).chain(["z.txt".to_owned()]).collect();
    assert_eq!(run.ids(), expected);
}
