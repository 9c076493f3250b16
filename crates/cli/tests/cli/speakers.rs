//! `inquit speakers`: lists, merges, copies of tables.

use super::{Folder, rows};

/// Two documents, with a comma, a quotation mark and a line end in cells.
const TABLE: &str = "doc_id,quote_id,text,speaker,speaker_id,speaker_kind,mention,mention_kind,date\r\n\
    a,a#1,\"“Yes,” she said\nand left\",Rosa Quill,,person,Rosa Quill,name,2024-05-03T10:00Z\r\n\
    a,a#2,no \"comma,Rosa Quill,,person,she,pronoun,2024-05-03T10:00Z\r\n\
    b,b#1,x,\"Quill\",,person,Mrs. Quill,name,2024-01-31\r\n\
    b,b#2,\"plain\",,,,,none,2024-01-31\r\n\
    d,d#3,y,ROSA QUILL; the port authority,,group,both,pronoun,2024-01-31\r\n";
const LINES: &str = concat!(
    r#"{"doc_id":"c","text":"a \u2028 b","speakers":[{"name":"R. Quill","id": null,"kind":"person"}],"mention":null,"date":null}"#,
    "\n\n",
    r#"{"doc_id":"c","speakers":[{"name":"The Port Authority","id":null,"kind":"organization"}],"mention":{"text":"it","kind":"pronoun","start":1,"end":3},"x":1.50}"#,
    "\n"
);

fn folder() -> Folder {
    Folder::with(&[("t.csv", TABLE), ("t.jsonl", LINES)])
}

#[test]
fn speakers_are_listed() {
    let run = folder().run("speakers t.csv t.jsonl").code(0);
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "quotes  documents  speaker             id  kind          first       last        variants\n\
         5       4          Rosa Quill              person        2024-01-31  2024-05-03  Rosa Quill (2); Quill (1); R. Quill (1); ROSA QUILL (1)\n\
         2       2          The Port Authority      organization  2024-01-31  2024-01-31  The Port Authority (1); the port authority (1)\n\
         (2 speakers)\n",
        "nothing is cut where there is no terminal"
    );
    let other = folder().run("speakers t.jsonl t.csv").code(0);
    assert_eq!(run.out, other.out, "the order of tables does not matter");
    assert_eq!(folder().run_with("speakers -", LINES.as_bytes()).code(0).out, folder().run("speakers t.jsonl").code(0).out);
}

#[test]
fn lists_in_files() {
    let folder = folder();
    folder.run("speakers t.csv t.jsonl -o s.csv").code(0);
    let table = rows(&folder.read("s.csv"));
    assert_eq!(table[0], ["speaker", "speaker_id", "speaker_kind", "quotes", "documents", "first_date", "last_date", "variants"]);
    assert_eq!(
        table[1],
        ["Rosa Quill", "", "person", "5", "4", "2024-01-31", "2024-05-03", "Rosa Quill (2); Quill (1); R. Quill (1); ROSA QUILL (1)"]
    );
    folder.run("speakers t.csv -o s.jsonl").code(0);
    let first = folder.read("s.jsonl").lines().next().map(str::to_owned);
    let expected = r#"{"speaker":"Rosa Quill","id":null,"kind":"person","quotes":4,"documents":3,"first_date":"2024-01-31","last_date":"2024-05-03","variants":[{"name":"Rosa Quill","id":null,"quotes":2,"rule":"name"},{"name":"Quill","id":null,"quotes":1,"rule":"surname"},{"name":"ROSA QUILL","id":null,"quotes":1,"rule":"name"}]}"#;
    assert_eq!(first.as_deref(), Some(expected));
    let run = folder.run("speakers t.csv --format csv --kinds organization").code(0);
    assert_eq!(rows(&run.out).len(), 1, "{}", run.out);
    let run = folder.run("speakers t.csv t.jsonl --format csv --kinds organization,group").code(0);
    assert_eq!(rows(&run.out)[1][0], "The Port Authority");
}

#[test]
fn copies_differ_in_names_alone() {
    let folder = folder();
    folder.run("speakers t.csv t.jsonl --rewrite new").code(0);
    let csv = TABLE
        .replace("\"Quill\"", "Rosa Quill")
        .replace("ROSA QUILL; the port", "Rosa Quill; The Port")
        .replace("Port authority", "Port Authority");
    assert_eq!(folder.read("new/t.csv"), csv);
    assert_eq!(folder.read("new/t.jsonl"), LINES.replace("R. Quill", "Rosa Quill"));
    // A second time, there is nothing to replace.
    folder.run("speakers new/t.csv new/t.jsonl --rewrite again").code(0);
    assert_eq!(folder.read("again/t.csv"), csv);
    // One table: a file, here the table itself.
    folder.run("speakers t.csv --rewrite t.csv").code(0);
    assert!(folder.read("t.csv").contains(",Rosa Quill,,person,Mrs. Quill,"));
    assert_eq!(folder.names(), ["again", "new", "t.csv", "t.jsonl"]);
}

#[test]
fn ids_are_written_into_copies() {
    let folder = folder();
    folder.write("town.tsv", "id\tname\tkind\nx:1\tRosa Maria Quill\tperson\n".as_bytes());
    folder.write("who.tsv", "Rosa Quill\tx:1\n".as_bytes());
    folder.run("speakers t.csv t.jsonl --gazetteer town.tsv --merge who.tsv --rewrite new").code(0);
    let csv = folder.read("new/t.csv");
    assert!(csv.contains(",Rosa Maria Quill,x:1,person,Mrs. Quill,"), "{csv}");
    assert!(csv.contains(",Rosa Maria Quill; The Port Authority,x:1; ,group,"), "{csv}");
    assert!(folder.read("new/t.jsonl").contains(r#""name":"Rosa Maria Quill","id": "x:1","kind""#));
}

#[test]
fn the_user_has_the_last_word() {
    let folder = folder();
    folder.write("who.tsv", "# of two\nQuill\t!Rosa Quill\nROSA QUILL\tRosa Hart\nNobody\tRosa Hart\n".as_bytes());
    let run =
        folder.run("speakers t.csv --format csv --merge who.tsv").code(0).says(&["warning: who.tsv:4: no row has the speaker Nobody"]);
    let names: Vec<String> = rows(&run.out).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, ["speaker", "Rosa Hart", "Quill", "the port authority"]);
    assert_eq!(folder.run("speakers t.csv --merge who.tsv -q").code(0).err, "");
    folder.write("typo.tsv", "Quill\t!Rose Quill\n".as_bytes());
    folder.run("speakers t.csv --merge typo.tsv").code(0).says(&["typo.tsv:1: no row has the speaker Rose Quill"]);
    folder.write("bad.tsv", "Quill\nQuill\tA\nQuill\tB\n".as_bytes());
    folder.run("speakers t.csv --merge bad.tsv").code(2).says(&["bad.tsv:1: expected 2 columns", "bad.tsv:3: Quill goes into A by line 2"]);
    folder.write("bad.tsv", "Quill\tRosa Quill\nRosa Quill\t!Quill\n".as_bytes());
    folder.run("speakers t.csv --merge bad.tsv -o s.csv").code(2).says(&["bad.tsv:2: Rosa Quill is to be kept apart"]);
    folder.run("speakers t.csv --merge none.tsv").code(2).says(&["cannot read none.tsv"]);
    assert!(!folder.names().contains(&"s.csv".to_owned()));
}

#[test]
fn bad_rows_are_told_and_kept() {
    let bad = format!("{TABLE}too,short\r\nd,d#1,x,Ada Low; Bo Dahl,Q1,group,,none,\r\ne,e#1,x,Quill,,person,,none,3 May\r\n");
    let folder = Folder::with(&[("t.csv", &bad), ("t.jsonl", &format!("{{\"id\":1}}\n{LINES}"))]);
    folder.run("speakers t.csv t.jsonl --rewrite new").code(1).says(&[
        "error: t.csv:8: it has 2 columns, the header 9",
        "error: t.csv:9: it has 2 speakers and 1 ids",
        "warning: t.csv:10: a date",
        "error: t.jsonl:1: it is no row of quotations",
    ]);
    assert!(folder.read("new/t.csv").contains("\r\ntoo,short\r\nd,d#1,x,Ada Low; Bo Dahl,Q1,group,,none,\r\ne,e#1,x,Rosa Quill,"));
    assert!(folder.read("new/t.jsonl").starts_with("{\"id\":1}\n"));
    folder.write("latin.csv", b"doc_id,speaker,speaker_id,speaker_kind\na,Z\xf6e,,person\nb,Zoe,,person\n");
    let run = folder.run("speakers latin.csv --format csv").code(1).says(&["latin.csv:2: it is not in UTF-8"]);
    assert_eq!(rows(&run.out).len(), 2);
    folder.write("open.csv", format!("{TABLE}e,e#1,\"x,Quill\r\nf\r\n").as_bytes());
    folder.run("speakers open.csv").code(1).says(&["open.csv:8: it begins a cell with a quotation mark that nothing closes"]);
}

#[test]
fn what_cannot_be_done_is_told_before_any_work() {
    let folder = Folder::with(&[("t.csv", TABLE), ("d/t.csv", TABLE), ("other.csv", "a,b\n1,2\n"), ("empty.csv", "")]);
    folder.run("speakers").code(2);
    folder.run("speakers none.csv").code(2).says(&["cannot read none.csv"]);
    folder.run("speakers d").code(2).says(&["cannot read d", "it is a folder"]);
    folder.run("speakers t.csv other.csv -o s.csv").code(2).says(&["other.csv:1: it has no column doc_id"]);
    folder.run("speakers t.csv d/t.csv --rewrite new").code(2).says(&["two tables would be written to", "one by one"]);
    folder.run("speakers - --rewrite new").code(2).says(&["standard input cannot be read twice"]);
    folder.run("speakers - -").code(2).says(&["give - once"]);
    folder.run("speakers t.csv --rewrite none/new.csv").code(2).says(&["no such folder"]);
    folder.run("speakers t.csv --kinds robots").code(2);
    folder.run("speakers t.csv --gazetteer none.tsv").code(2).says(&["none.tsv"]);
    assert_eq!(folder.names(), ["d", "empty.csv", "other.csv", "t.csv"]);
    assert_eq!(folder.run("speakers empty.csv").code(0).out.lines().last(), Some("(no speakers)"));
}

/// What `extract` writes can be read, in both formats, and says the same.
#[test]
fn tables_of_extract_are_read() {
    let text = "“The bridge is safe,” said Rosa Quill, the mayor.\n“It is not,” =Bo said. Ms. Quill said that it would close.\n";
    let json = serde_json::json!({"id": "n", "text": text, "date": "2024-05-03"}).to_string();
    let folder = Folder::with(&[("n.jsonl", &json)]);
    let mut lists = Vec::new();
    for output in ["q.csv", "s.csv --spreadsheet", "q.jsonl"] {
        folder.run(&format!("extract n.jsonl -o {output}")).code(0);
        let name = output.split(' ').next().expect("a name");
        lists.push(folder.run(&format!("speakers {name} --rewrite copy")).code(0).out);
        assert_eq!(folder.read("copy"), folder.read(name));
    }
    assert!(lists[0].contains("Rosa Quill") && lists[0].contains("2024-05-03"), "{}", lists[0]);
    assert!(lists.iter().all(|list| *list == lists[0]), "{lists:?}");
}

#[test]
fn ids_that_nobody_has_are_faults() {
    let folder = folder();
    folder.write("who.tsv", "# who\nQuill\tQ99999999999\nROSA QUILL\ttown:7\nRosa Quill\t!Q99999999998\n".as_bytes());
    folder.run("speakers t.csv --merge who.tsv -o s.csv").code(2).says(&[
        "who.tsv:2: no row and no entity has the id Q99999999999; correct it",
        "who.tsv:3: no row and no entity has the id town:7",
        "who.tsv:4: no row and no entity has the id Q99999999998",
        "--gazetteer",
    ]);
    assert_eq!(folder.names(), ["t.csv", "t.jsonl", "who.tsv"]);
    // An id of the table is known though the gazetteer has it not.
    folder.write("u.csv", TABLE.replace("\"Quill\",,", "\"Quill\",town:7,").as_bytes());
    folder.write("who.tsv", "ROSA QUILL\ttown:7\n".as_bytes());
    let run = folder.run("speakers u.csv --merge who.tsv --format csv").code(0);
    assert!(rows(&run.out).iter().any(|row| row[1] == "town:7" && row[7].contains("ROSA QUILL")), "{}", run.out);
}

#[test]
fn titles_and_initials() {
    let table = |rows: &[(&str, &str, &str)]| {
        let rows = rows.iter().map(|(document, name, kind)| format!("{document},{name},,{kind}\n"));
        format!("doc_id,speaker,speaker_id,speaker_kind\n{}", rows.collect::<String>())
    };
    let names = |rows: &[(&str, &str, &str)]| -> Vec<String> {
        let folder = Folder::with(&[("t.csv", &table(rows))]);
        self::rows(&folder.run("speakers t.csv --format csv").code(0).out).into_iter().skip(1).map(|row| row[0].clone()).collect()
    };
    let [mayor, full, short] = ["Mayor K. Lindqvist", "Karin Lindqvist", "K. Lindqvist"];
    assert_eq!(names(&[("a", mayor, "person"), ("b", full, "person"), ("c", short, "person")]), [full]);
    // Their form says what they are where no row does.
    assert_eq!(names(&[("a", mayor, "unknown"), ("b", full, "person"), ("c", short, "unknown")]), [full]);
    assert_eq!(names(&[("a", mayor, "unknown"), ("b", full, "unknown"), ("c", short, "unknown")]), [full]);
    // What contradicts: another person who fits, a gender, a kind.
    assert_eq!(names(&[("a", mayor, "person"), ("b", full, "person"), ("c", "Klara Lindqvist", "person")]).len(), 3);
    assert_eq!(names(&[("a", "Mr. K. Lindqvist", "person"), ("b", full, "person")]).len(), 2);
    assert_eq!(names(&[("a", mayor, "organization"), ("b", full, "person")]).len(), 2);
}

#[test]
fn pairs_are_proposed_and_merged() {
    // Both in each document: the rules leave them apart.
    let pair = |document: usize| format!("{document},Mayor K. Lindqvist,,person\n{document},Karin Lindqvist,,person\n");
    let table = format!("doc_id,speaker,speaker_id,speaker_kind\n{}", (0..4).map(pair).collect::<String>());
    let folder = Folder::with(&[("t.csv", &table)]);
    let run = folder.run("speakers t.csv").code(0);
    assert!(run.out.ends_with("(2 speakers)\n(1 pair may be one speaker; --propose FILE writes them down for --merge)\n"), "{}", run.out);
    folder.run("speakers t.csv --propose who.tsv").code(0);
    assert!(folder.read("who.tsv").ends_with("\nMayor K. Lindqvist\tKarin Lindqvist\n"), "{}", folder.read("who.tsv"));
    let run = folder.run("speakers t.csv --merge who.tsv --propose left.tsv --format csv").code(0);
    assert_eq!(rows(&run.out)[1][..4], ["Karin Lindqvist", "", "person", "8"]);
    assert_eq!(folder.read("left.tsv").lines().count(), 1);
}
