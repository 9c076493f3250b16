//! Names of outputs that say another format than is written.

use super::Folder;

const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen.\n";

#[test]
fn a_name_must_not_lie() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("g.jsonl", "{\"id\":\"1\",\"text\":\"x\",\"attributions\":[]}\n")]);
    folder.run("extract a.txt -o q.csv -o q.jsonl -o q.tsv").code(0);
    folder.write("town.tsv", b"id\tname\tkind\nx:1\tIlse Varga\tperson\n");
    let before = folder.names();
    for (line, words) in [
        (
            "speakers q.csv -o x.xlsx",
            "x.xlsx: the list (CSV or JSONL) does not go into a file of this name; choose another name, as x.csv or x.jsonl",
        ),
        ("speakers q.csv -o x.tsv", "as x.csv"),
        ("speakers q.csv --propose x.xlsx", "as x.tsv"),
        ("gazetteer find a.txt -o x.xlsx", "as x.csv"),
        ("gazetteer build town.tsv -o x.csv", "as x.gaz"),
        ("view a.txt -o x.pdf", "as x.html"),
        ("stats q.csv --html x.csv", "as x.html"),
        ("train --gold g.jsonl -o x.jsonl", "as x.model"),
        ("eval --gold g.jsonl --errors x.csv", "as x.jsonl"),
        ("extract a.txt -o q.csv --save-text x.txt", "texts go to a folder"),
        ("speakers q.csv q.jsonl --rewrite out.csv", "--rewrite out.csv: of several tables, the copies go to a folder; name one"),
        ("speakers q.csv --rewrite out.jsonl", "--rewrite out.jsonl: the copy is in CSV as the table is"),
        ("speakers q.tsv --rewrite out.csv", "the copy is in TSV"),
    ] {
        folder.run(line).code(2).says(&[words]);
        assert_eq!(folder.names(), before, "{line}");
    }
    for line in ["speakers q.csv -o x", "speakers q.csv -o x.xlsx --format csv", "speakers q.csv --rewrite copy", "view a.txt -o x.HTM"] {
        folder.run(line).code(0);
    }
}
