//! `inquit stats`: counts of tables.

use crate::Folder;

const TABLE: &str = "doc_id,quote_id,type,class,text,speaker,speaker_id,speaker_kind,method,confidence,organizations,countries,date,url\r\n\
    a,a#1,direct,speech,\"“Yes,”\nhe said\",Rosa Quill,,person,quote-first,0.97,Port Board,,2024-05-03,https://www.harbour.example/1\r\n\
    a,a#2,indirect,speech,x,Rosa Quill; Tom Hart,,person,bare-clause,0.40,,Norway; Chile,2024-05-03,https://www.harbour.example/1\r\n\
    b,b#1,indirect,thought,y,,,,tagged,0.45,,Norway,2024-06-01,http://post.example:80/2\r\n";
const LINES: &str = concat!(
    r#"{"doc_id":"c","type":"mixed","class":"speech","speakers":[{"name":"Rosa Quill","id":null,"kind":"person"}],"#,
    r#""mention":null,"method":"tagged","confidence":0.971,"entities":[{"name":"Port Board","id":null,"kind":"organization"}],"date":null,"url":null}"#,
    "\n"
);

fn folder() -> Folder {
    Folder::with(&[("t.csv", TABLE), ("t.jsonl", LINES)])
}

#[test]
fn tables_are_counted() {
    let run = folder().run("stats t.csv t.jsonl --width 60").code(0);
    assert_eq!(run.err, "");
    let expected = "\
4 quotations in 3 documents

type             rows   share
direct              1   25 %  ██████████████▌
mixed               1   25 %  ██████████████▌
indirect            2   50 %  █████████████████████████████

class            rows   share
speech              3   75 %  █████████████████████████████
thought             1   25 %  █████████▋

method           rows   share
tagged              2   50 %  █████████████████████████████
bare-clause         1   25 %  ██████████████▌
quote-first         1   25 %  ██████████████▌

speaker          rows   share
Rosa Quill          3   75 %  █████████████████████████████
Tom Hart            1   25 %  █████████▋
(unknown)           1   25 %

organization     rows   share
Port Board          2   50 %  █████████████████████████████
(none)              2   50 %

country          rows   share
Norway              2   50 %  █████████████████████████████
Chile               1   25 %  ██████████████▌
(none)              2   50 %

outlet           rows   share
harbour.example     2   50 %  █████████████████████████████
post.example        1   25 %  ██████████████▌
(none)              1   25 %

month            rows   share
2024-05             2   50 %  █████████████████████████████
2024-06             1   25 %  ██████████████▌
(none)              1   25 %

confidence       rows   share
0.9 to 1.0          2   50 %  █████████████████████████████
0.4 to 0.5          2   50 %  █████████████████████████████
";
    assert_eq!(run.out, expected, "{}", run.out);
    assert_eq!(folder().run("stats t.jsonl t.csv --width 60").code(0).out, run.out, "the order of tables does not matter");
}

#[test]
fn what_is_counted_can_be_chosen() {
    let folder = folder();
    let run = folder.run("stats t.csv --by speaker,type --top 1 --width 28").code(0);
    let expected = "\
3 quotations in 2 documents

speaker     rows   share
Rosa Quill     2   67 %
(1 more)       1   33 %
(unknown)      1   33 %

type        rows   share
direct         1   33 %
indirect       2   67 %
";
    assert_eq!(run.out, expected, "{}", run.out);
    let run = folder.run("stats t.csv --by country --json").code(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let expected = serde_json::json!({"quotes": 3, "documents": 2, "by": [{
        "by": "country", "values": [{"value": "Norway", "quotes": 2}, {"value": "Chile", "quotes": 1}],
        "others": {"values": 0, "quotes": 0}, "none": 1}]});
    assert_eq!(json, expected);
    assert_eq!(folder.run_with("stats - --by type", TABLE.as_bytes()).code(0).out, folder.run("stats t.csv --by type").out);
    folder.run("stats - -").code(2).says(&["give - once"]);
}

#[test]
fn tables_of_extract_are_read_whatever_their_format() {
    let text = "“The bridge is safe,” said Marta Olsen, the mayor. She warned that Norway would close it.\n";
    let folder = Folder::with(&[("a.txt", text)]);
    for name in ["q.csv", "q.jsonl"] {
        folder.run(&format!("extract a.txt -q -o {name}")).code(0);
    }
    folder.run("extract a.txt -q --spreadsheet -o s.csv").code(0);
    let csv = folder.run("stats q.csv").code(0).out;
    assert!(csv.contains("\nMarta Olsen ") && csv.contains("\nNorway "), "{csv}");
    assert_eq!(folder.run("stats s.csv").code(0).out, csv);
    assert_eq!(
        folder.run("stats q.jsonl --by speaker,type,country,method").out,
        folder.run("stats q.csv --by speaker,type,country,method").out
    );
}

#[test]
fn empty_and_broken_tables() {
    let header = TABLE.lines().next().expect("a header");
    let broken = format!("{header}\r\na,a#1,direct\r\n{}", TABLE.lines().nth(3).expect("a row"));
    let files = [
        ("empty.csv", header),
        ("nothing.csv", ""),
        ("broken.csv", &broken),
        ("other.csv", "a,b\n1,2\n"),
        ("bad.jsonl", "{\"doc_id\":1}\n{\n"),
    ];
    let folder = Folder::with(&files);
    assert_eq!(folder.run("stats empty.csv").code(0).out, "0 quotations in 0 documents\n");
    assert_eq!(folder.run("stats nothing.csv").code(0).out, "0 quotations in 0 documents\n");
    assert_eq!(folder.run("stats empty.csv --by type").code(0).out, "0 quotations in 0 documents\n\ntype  rows   share\n");
    let run = folder.run("stats broken.csv").code(1).says(&["broken.csv:2: it has 3 columns, the header 14; not counted"]);
    assert!(run.out.starts_with("1 quotation in 1 document\n"), "{}", run.out);
    folder.run("stats other.csv").code(2).says(&["other.csv:1", "no column doc_id"]);
    folder.run("stats bad.jsonl").code(1).says(&["bad.jsonl:1", "bad.jsonl:2"]);
    folder.run("stats missing.csv").code(2).says(&["missing.csv"]);
}

#[test]
fn names_do_not_act() {
    let line = LINES.replace("Rosa Quill", "\\u001b[2J<script>alert(1)</script>").replace("Port Board", "\\u202eBoard");
    let folder = Folder::with(&[("t.jsonl", &line)]);
    let run = folder.run("stats t.jsonl --html p.html").code(0);
    assert!(!run.out.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{:?}", run.out);
    let page = folder.read("p.html");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script"), "{page}");
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"), "{page}");
}

#[test]
fn charts_hold_the_numbers() {
    let folder = folder();
    folder.run("stats t.csv t.jsonl --html p.html").code(0);
    let page = folder.read("p.html");
    for words in [
        "<strong>4 quotations in 3 documents</strong>, from t.csv, t.jsonl",
        "<th scope=\"row\">Rosa Quill</th><td class=\"number\">3</td>",
        "<svg class=\"months\"",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("http://") && !page.contains("https://"), "nothing is loaded");
    let alone = folder.run("stats t.csv --html -").code(0).out;
    assert!(alone.starts_with("<!DOCTYPE html>") && alone.ends_with("</html>\n"), "{alone}");
    folder.run("stats t.csv --html no/p.html").code(2).says(&["no/p.html", "no such folder"]);
}

#[test]
fn rows_of_one_speaker() {
    let run = folder().run("stats t.csv t.jsonl --speaker quill --by type --json").code(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["quotes"], 3, "{}", run.out);
    let run = folder()
        .run("stats t.csv --speaker nobody")
        .code(1)
        .says(&["warning: --speaker nobody: nobody of that name speaks here; whole words"]);
    assert!(run.out.contains("0 quotations"), "{}", run.out);
}

#[test]
fn names_are_whole_where_there_is_no_terminal() {
    let name = "the Joint Committee for the Safety of Bridges and Ferries";
    let folder = Folder::with(&[("t.csv", &format!("doc_id,quote_id,speaker,speaker_id,speaker_kind\na,a#1,{name},,group\n"))]);
    assert!(folder.run("stats t.csv --by speaker").code(0).out.contains(&format!("\n{name}  ")));
    let cut = folder.run("stats t.csv --by speaker --width 80").code(0).out;
    assert!(!cut.contains(name) && cut.contains("\nthe Joint Committee for"), "{cut}");
}

#[test]
fn kinds_of_speakers_are_chosen() {
    let table = format!("{TABLE}b,b#2,indirect,speech,z,Port Board,,organization,tagged,0.45,,,,\r\n");
    let folder = Folder::with(&[("t.csv", &table), ("t.jsonl", LINES)]);
    let run = folder.run("stats t.csv t.jsonl --kinds person --by speaker --width 40").code(0);
    assert!(run.out.starts_with("3 quotations in 2 documents\n") && run.out.contains("Rosa Quill"), "{}", run.out);
    assert!(!run.out.contains("Port Board") && !run.out.contains("unknown"), "{}", run.out);
    let run = folder.run("stats t.csv --kinds organization,country --by speaker").code(0);
    assert!(run.out.starts_with("1 quotation in 1 document\n") && run.out.contains("Port Board"), "{}", run.out);
    folder.run("stats t.csv --kinds people").code(2).says(&["person"]);
}
