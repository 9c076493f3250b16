//! `inquit filter`: some rows of finished tables.

use super::{Folder, rows};

const ARTICLES: &str = concat!(
    r#"{"id": "1", "text": "“The bridge is safe, =SUM,” said Marta Olsen.\nTomas Hart said that \"it\" rained.", "section": "city, \"old\""}"#,
    "\n",
    r#"{"id": "2", "text": "“We agree on it,” said Marta Olsen and Ilse Varga. Olsen said it was cold.", "section": "=1"}"#,
    "\n"
);

#[test]
fn the_rows_of_one_person() {
    let folder = Folder::with(&[("a.jsonl", ARTICLES)]);
    folder.run("extract a.jsonl --keep section -o q.csv -o q.jsonl").code(0);
    let run = folder.run("filter q.csv --speaker OLSEN").code(0);
    let all = rows(&folder.read("q.csv"));
    let theirs: Vec<_> =
        all.iter().enumerate().filter(|(n, row)| *n == 0 || row[5].contains("Olsen")).map(|(_, row)| row.clone()).collect();
    assert_eq!(rows(&run.out), theirs);
    assert!(theirs.len() > 2 && theirs.len() < all.len(), "{all:?}");
    let told = format!("note: {} of {} rows; wrote hers.jsonl\n", theirs.len() - 1, all.len() - 1);
    folder.run("filter q.jsonl --speaker olsen -o hers.jsonl").code(0).says(&[&told]);
    assert!(folder.read("hers.jsonl").lines().all(|line| folder.read("q.jsonl").contains(line)));
    // The same rows from another format, and of several tables in turn.
    assert_eq!(folder.run("filter q.jsonl --speaker olsen --format csv").code(0).out, run.out);
    assert_eq!(rows(&folder.run("filter q.csv q.jsonl --speaker olsen").code(0).out).len(), 2 * theirs.len() - 1);
    let direct = rows(&folder.run("filter q.csv --types direct").code(0).out);
    assert!(direct.len() > 1 && direct[1..].iter().all(|row| row[2] == "direct"), "{direct:?}");
    let number = |row: &Vec<String>| row[13].parse::<f64>().expect("a number");
    let most = all[1..].iter().map(number).fold(0.0, f64::max);
    let sure = rows(&folder.run(&format!("filter q.csv --min-confidence {most} --class speech")).code(0).out);
    let expected = all[1..].iter().filter(|row| number(row) >= most).count();
    assert_eq!(sure.len() - 1, expected);
    assert!(expected > 0 && expected < all.len() - 1, "{all:?}");
}

#[test]
fn all_rows_of_a_table_are_the_table() {
    let folder = Folder::with(&[("a.jsonl", ARTICLES)]);
    folder.run("extract a.jsonl --keep section --context 2 -o q.csv -o q.tsv -o q.jsonl").code(0);
    folder.run("extract a.jsonl --keep section --spreadsheet -o s.csv").code(0);
    folder.run("extract a.jsonl --columns text,speaker -o short.csv").code(0);
    let mut same = vec![("q.csv", "q.tsv"), ("q.tsv", "q.csv"), ("q.jsonl", "q.csv"), ("q.jsonl", "q.tsv"), ("q.csv", "q.csv")];
    same.extend([("q.jsonl", "q.jsonl"), ("s.csv", "s.csv"), ("short.csv", "short.csv")]);
    if cfg!(feature = "parquet") {
        folder.run("extract a.jsonl --keep section --context 2 -o q.parquet").code(0);
        same.extend([("q.parquet", "q.csv"), ("q.jsonl", "q.parquet"), ("q.parquet", "q.parquet")]);
    }
    for (from, to) in same {
        folder.run(&format!("filter {from} -o new-{to} -q")).code(0);
        let read = |name: &str| std::fs::read(folder.path(name)).expect("a file");
        assert!(read(&format!("new-{to}")) == read(to), "{from} to {to}");
    }
}

#[test]
fn rows_that_cannot_be_taken_are_told_of() {
    let folder = Folder::with(&[("a.jsonl", ARTICLES), ("other.csv", "a,b\n1,2\n"), ("none.csv", "")]);
    folder.run("extract a.jsonl -o q.csv -o q.jsonl").code(0);
    folder.run("filter q.csv --speaker olsen -o hers.csv").code(0);
    let before = folder.read("hers.csv");
    folder.run("filter q.csv --speaker olsn -o hers.csv").code(1).says(&["did you mean ‘Marta Olsen’?", "hers.csv stays as it was"]);
    assert_eq!(folder.read("hers.csv"), before);
    folder.run("filter q.csv --speaker varga -o hers.csv").code(0).says(&["; replaced hers.csv"]);
    folder.run("filter q.csv -o q.csv").code(2).says(&["q.csv is read and would be written over"]);
    folder.run("filter q.csv -o new.jsonl").code(2).says(&["q.csv is CSV, which holds less than JSONL does; write .csv"]);
    folder.run("filter q.csv -o new.xlsx").code(2).says(&["choose another name, as new.csv"]);
    folder.run("filter q.csv --format brat").code(2).says(&["are written as CSV, TSV, JSONL or Parquet"]);
    folder.run("filter other.csv --speaker olsen").code(2).says(&["other.csv has no column speaker, which --speaker needs"]);
    folder.run("filter q.csv other.csv").code(2).says(&["other.csv has other columns than the first table"]);
    folder.run("filter none.csv").code(0).says(&["the tables hold no rows"]);
    folder.run("filter").code(2);
    let broken = format!("{}short,row\n{}", before, before.lines().nth(1).expect("a row"));
    folder.write("broken.csv", broken.as_bytes());
    let run = folder.run("filter broken.csv").code(1).says(&["broken.csv:", "it has 2 columns, the header 29; left out"]);
    assert_eq!(rows(&run.out).len(), rows(&before).len() + 1);
}
