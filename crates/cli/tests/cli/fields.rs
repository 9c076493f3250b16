//! In which fields records have their text, and what is said where none has it.

use super::{Folder, rows};

const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen.";

/// A record of JSONL with the text in `field`.
fn line(id: &str, field: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "story": "x", field: ARTICLE}))
}

#[test]
fn texts_of_different_fields_go_into_one_table() {
    let csv = format!("id,body\nc,\"{ARTICLE}\"\n");
    let folder = Folder::with(&[("n/a.jsonl", &(line("a", "text") + &line("b", "content"))), ("n/c.csv", &csv)]);
    let run = folder
        .run("extract n -v")
        .code(0)
        .says(&["note: n/a.jsonl: the text is in text, content\n", "note: n/c.csv: the text is in body\n"]);
    let ids: Vec<String> = rows(&run.out).into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(folder.run("extract n").code(0).err, "", "only who asks is told");
    assert_eq!(folder.run("extract n --text-field body,text,content --format predictions").code(0).ids(), ["a", "b", "c"]);
    // The first of the list that a record has as words.
    let both = serde_json::json!({"id": "a", "body": "", "lead": ARTICLE, "text": null}).to_string();
    folder.write("both.jsonl", both.as_bytes());
    assert_eq!(rows(&folder.run("extract both.jsonl --text-field text,lead,body").code(0).out).len(), 2);
    assert_eq!(rows(&folder.run("extract both.jsonl --text-field text,body,lead").code(0).out).len(), 2);
    folder.write("both.csv", format!("lead,body\n\"{ARTICLE}\",\n,\"{ARTICLE}\"\n").as_bytes());
    assert_eq!(rows(&folder.run("extract both.csv --text-field body,lead").code(0).out).len(), 3);
}

#[test]
fn a_file_in_a_folder_without_texts_is_one_warning() {
    let records: String = (0..50).map(|n| format!("{{\"user\": {n}, \"action\": \"click\"}}\n")).collect();
    let folder = Folder::with(&[("n/log.jsonl", &records), ("n/a.txt", ARTICLE)]);
    let run = folder.run("extract n -o q.csv").code(0).says(&[
        "warning: n/log.jsonl: left out, for none of its 50 records has a text; fields seen: user, action; ",
        "--text-field",
        "; 1 warning, 0 failures",
    ]);
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    // Named, it is an error, told by its first lines.
    let run = folder.run("extract n/log.jsonl -o r.csv").code(1).says(&[
        "error: n/log.jsonl:1: no field for the text, as text or body; fields seen: user, action; ",
        "error: n/log.jsonl:3: ",
        "error: n/log.jsonl: and 47 more like this",
        "; 0 warnings, 50 failures",
    ]);
    assert_eq!(run.err.lines().count(), 5, "{}", run.err);
    // Where some records have a text, those that have none are missed.
    folder.write("n/log.jsonl", format!("{records}{}", line("a", "text")).as_bytes());
    folder.run("extract n -o q.csv").code(1).says(&["error: n/log.jsonl:1: ", "and 47 more like this"]);
}

#[test]
fn rows_with_an_empty_text_are_counted() {
    // Enough rows for several batches.
    let csv = |name: &str, separator: &str| {
        let row =
            |n: u32| format!("{name}{n}{separator}{}\n", if n.is_multiple_of(5) { " " } else { "\"“It is late,” said Marta Olsen.\"" });
        format!("id{separator}text\n{}", (1..=1000).map(row).collect::<String>())
    };
    let folder =
        Folder::with(&[("n/a.csv", &csv("a", ",")), ("n/b.tsv", &csv("b", "\t")), ("n/c.csv", "id,text,body\n1,,\n2,,She said so.\n")]);
    folder.write("n/d.csv", b"id,text\n3,She said so.\n");
    let told = |name: &str| format!("warning: {name}: 200 rows have an empty text, the first on line 6; fill them or leave the rows out\n");
    let one = "warning: n/c.csv: 1 row has an empty text, on line 2; fill it or leave the row out\n";
    for threads in ["1", "2"] {
        let run = folder.run(&format!("extract n --threads {threads}")).code(0);
        assert_eq!(run.err, [&told("n/a.csv"), &told("n/b.tsv"), one].concat());
        assert_eq!(rows(&run.out).len(), 1603);
    }
    assert_eq!(folder.run("extract n -q").code(0).err, "");
    assert_eq!(folder.run("extract n/c.csv n/d.csv").code(0).err, one);
}

#[test]
fn articles_lie_in_a_list_within_an_object() {
    let article = |id: u32| serde_json::json!({"uid": format!("u{id}"), "section": "north", "body": ARTICLE});
    let hit = |id: u32| serde_json::json!({"_id": id.to_string(), "_score": 1.5, "_source": article(id)});
    let folder = Folder::with(&[]);
    for (wrapped, path) in [
        (serde_json::json!({"status": "ok", "tags": ["a"], "articles": [article(1), article(2)]}), "articles"),
        (serde_json::json!({"header": {"status": 0}, "response": {"found": 2, "docs": [article(1), article(2)]}}), "response.docs"),
        (serde_json::json!({"took": 3, "hits": {"total": {"value": 2}, "hits": [hit(1), hit(2)]}, "shards": [{"n": 1}]}), "hits.hits"),
    ] {
        let lines = [wrapped.to_string(), serde_json::to_string_pretty(&wrapped).expect("JSON")];
        for (json, name) in [(&lines[0], "n.json"), (&lines[1], "n.json"), (&lines[0], "n.jsonl"), (&lines[1], "n.other")] {
            folder.write(name, json.as_bytes());
            let run = folder
                .run(&format!("extract {name} -v --keep section"))
                .code(0)
                .says(&[&format!("note: {name}: the articles are in {path}\n"), &format!("note: {name}: the text is in body\n")]);
            let table = rows(&run.out);
            let ids: Vec<&str> = table.iter().skip(1).map(|row| row[0].as_str()).collect();
            assert_eq!(ids, [format!("{name}:1"), format!("{name}:2")], "{json}");
            assert!(table[1].contains(&"north".to_owned()), "{table:?}");
            assert_eq!(folder.run(&format!("extract {name} --id-field uid --format predictions")).code(0).ids(), ["u1", "u2"]);
            assert_eq!(folder.run(&format!("extract {name}")).code(0).err, "");
            let run = folder.run_with("extract - --id-field uid --format predictions", format!("{json}\n").as_bytes()).code(0);
            assert_eq!(run.ids(), ["u1", "u2"], "{json}");
        }
        // Found in a folder, it is read as well.
        folder.write("n/n.json", lines[0].as_bytes());
        assert_eq!(folder.run("extract n --id-field uid --format predictions").code(0).ids(), ["u1", "u2"]);
    }
    // What search engines add is beside it, in a list of its own and in lines too.
    let hits = [hit(1), hit(2)];
    folder.write("n/n.json", serde_json::json!(hits).to_string().as_bytes());
    folder.write("n.jsonl", hits.map(|hit| format!("{hit}\n")).concat().as_bytes());
    for name in ["n", "n/n.json", "n.jsonl"] {
        let run = folder.run(&format!("extract {name} --id-field _id --keep _score")).code(0);
        let table = rows(&run.out);
        assert_eq!((table.len(), table[1][0].as_str(), table[2][0].as_str(), run.err.as_str()), (3, "1", "2", ""), "{name}: {table:?}");
        assert!(table[1].contains(&"1.5".to_owned()), "{table:?}");
    }
}

#[test]
fn a_list_that_may_not_be_meant_is_none() {
    let folder = Folder::with(&[("t.txt", "x")]);
    let none = "no field for the text, as text or body; fields seen: ";
    for (json, seen) in [
        (r#"{"a": [{"text": "x"}], "b": [{"text": "x"}]}"#, "a, b;"),
        (r#"{"a": {"b": {"c": [{"text": "x"}]}}}"#, "a;"),
        (r#"{"a": [{"story": "x"}]}"#, "a;"),
    ] {
        folder.write("n/n.json", json.as_bytes());
        let run = folder.run("extract n/n.json").code(1);
        assert!(run.err.starts_with(&format!("error: n/n.json:1: element 1: {none}{seen}")), "{}", run.err);
        let run = folder.run("extract n t.txt").code(0);
        assert!(run.err.contains("warning: n/n.json: left out, for it has no field for the text"), "{}", run.err);
    }
    // An article is one, whatever lies in it; so are several objects.
    folder.write("n.json", br#"{"id": "a", "text": "x", "comments": [{"id": "c", "text": "x"}]}"#);
    assert_eq!(folder.run("extract n.json --format predictions").code(0).ids(), ["a"]);
    folder.write("n.json", br#"{"a": [{"id": "c", "text": "x"}]} {"id": "b", "text": "x"}"#);
    assert_eq!(folder.run("extract n.json --format predictions").code(1).ids(), ["b"]);
    // Elements are told by their line and number.
    folder.write("n.json", b"{\"n\": 1, \"docs\":\n[{\"text\": \"x\"},\n\n{\"text\": 7},\n{\"text\": \"\xff\"}, 3]}\n");
    let run = folder.run("extract n.json --format predictions").code(1);
    assert_eq!(run.ids(), ["n.json:1", "n.json:3"]);
    run.says(&[
        "error: n.json:4: element 2: field \"text\" is a number, not a string",
        "warning: n.json:5: element 3: ",
        "error: n.json:5: element 4: broken JSON",
    ]);
}

#[test]
fn mistyped_fields_are_named_with_the_nearest() {
    let csv = format!("uid,section,body\nc,north,\"{ARTICLE}\"\n");
    let folder = Folder::with(&[("c.csv", &csv), ("a.jsonl", &line("a", "text")), ("t.txt", ARTICLE)]);
    let run = folder.run("extract c.csv --keep sektion --id-field udi").code(0).says(&[
        "warning: --keep sektion: no document has this field; did you mean ‘section’?; fields seen: uid, section, body",
        "warning: --id-field udi: no document has this field; did you mean ‘uid’?; fields seen: ",
    ]);
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    for line in ["c.csv a.jsonl --keep section", "a.jsonl c.csv --keep section", "c.csv a.jsonl --id-field uid", "a.jsonl --keep story"] {
        assert_eq!(folder.run(&format!("extract {line}")).code(0).err, "", "{line}");
    }
    // Null is a value; nothing alike is nothing to propose.
    folder.write("b.jsonl", br#"{"text": "x", "section": null}"#);
    assert_eq!(folder.run("extract b.jsonl --keep section").code(0).err, "");
    let run = folder.run("extract a.jsonl --keep zzz").code(0).says(&["--keep zzz: no document has this field; fields seen: id, "]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
    folder.write("p.html", b"<html lang=en><p>x</p></html>");
    folder.run("extract p.html --keep bylin").code(0).says(&["--keep bylin: no document has this field; did you mean ‘byline’?"]);
    folder.run("extract t.txt --keep section").code(0).says(&["no document has this field; plain text has no fields"]);
    let run = folder.run("extract t.txt --id-field udi -q").code(0);
    assert_eq!(run.err, "");
    for command in ["show", "view -o p.html", "gazetteer find"] {
        folder.run(&format!("{command} c.csv --keep sektion")).code(0).says(&["did you mean ‘section’?"]);
    }
}

#[test]
fn speakers_are_chosen() {
    let text = "“It is late,” said Angela Merkel. “No,” said Zoë Low. The port authority said that it would close.";
    let folder = Folder::with(&[("a.txt", text)]);
    let speakers = |flags: &str| -> Vec<String> {
        let run = folder.run(&format!("extract a.txt --columns speaker {flags}")).code(0);
        rows(&run.out).into_iter().skip(1).map(|mut row| row.remove(0)).collect()
    };
    assert_eq!(speakers("").len(), 3);
    assert_eq!(speakers("--speaker merkel"), ["Angela Merkel"]);
    assert_eq!(speakers("--speaker q567"), ["Angela Merkel"]);
    assert_eq!(speakers("--speaker ZOE --speaker Merkel"), ["Angela Merkel", "Zoë Low"]);
    assert_eq!(speakers("--speaker=authority"), ["The port authority"]);
    assert_eq!(speakers("--speaker merk"), [""; 0]);
    folder.run("extract a.txt --speaker merk").code(0).says(&["warning: --speaker merk: nobody of that name speaks here; "]);
    folder.run("extract a.txt --speaker ?").code(2).says(&["expected a name, some words of one, or an id"]);
    let shown = folder.run("show a.txt --speaker low").code(0).out;
    assert!(shown.contains("Zoë Low") && !shown.contains("1 Angela"), "{shown}");
    // Nobody has the name: as of a search that finds nothing.
    let told = "warning: --speaker merk: nobody of that name speaks here; did you mean ‘Angela Merkel’? whole words of a name or an id are looked for\n";
    for line in ["show a.txt --speaker merk", "view a.txt -o p.html --speaker merk"] {
        folder.run(line).code(1).says(&[told]);
    }
    folder.run("extract a.txt -o q.csv").code(0);
    assert_eq!(folder.run("stats q.csv --speaker merk").code(1).err, told);
    assert_eq!(folder.run("stats q.csv --speaker merk -q").code(1).err, "");
    assert_eq!(folder.run("stats q.csv --speaker merk --speaker low").code(0).err, told, "one of the two has rows");
    folder.run("show a.txt --speaker low --types indirect").code(1).says(&["what they say is left out by other flags"]);
    folder.run("view a.txt --speaker low -o p.html").code(0);
    assert!(!folder.read("p.html").contains("Q567"));
}

#[test]
fn names_of_another_case_are_meant_where_nothing_else_can_be() {
    let csv = |header: &str| format!("{header}\n7,2024-05-01,Bridge,north,\"{ARTICLE}\"\n");
    let json = serde_json::json!({"ID": 8, "Date": "2024-05-02", "TITLE": "Ferry", "Section": "south", "Text": ARTICLE}).to_string();
    let mut front = String::from("---\nTitle: Tower\nDate: 2024-05-03\nSECTION: east\n---\n\n");
    front.push_str(ARTICLE);
    let folder = Folder::with(&[("n/a.csv", &csv("Id,DATE,Title,SECTION,Text")), ("n/b.jsonl", &json), ("n/c.md", &front)]);
    let run = folder.run("extract n --keep section --columns Doc_ID,Title,DATE").code(0);
    assert_eq!(run.err, "");
    let shown: Vec<String> = rows(&run.out).iter().map(|row| row.join(" ")).collect();
    assert_eq!(shown, ["doc_id title date section", "7 Bridge 2024-05-01 north", "8 Ferry 2024-05-02 south", "c.md Tower 2024-05-03 east"]);
    // The exact name comes first, whatever the order; two others could both be meant.
    folder.write("two.csv", b"Text,TEXT,text\nno,no,He said: yes.\n");
    assert_eq!(rows(&folder.run("extract two.csv --columns text").code(0).out)[1], ["yes"]);
    folder.write("two.csv", b"Text,TEXT\nno,no\n");
    folder.run("extract two.csv").code(1).says(&["two.csv: ", "no column for the text, as text or body; columns seen: Text, TEXT;"]);
    folder.run("extract n/a.csv --text-field txet").code(1).says(&["no column \"txet\"; did you mean ‘Text’?; columns seen: Id, DATE,"]);
    folder.run("extract n/b.jsonl --text-field txet").code(1).says(&["no field \"txet\"; did you mean ‘Text’?; fields seen: "]);
    folder.run("extract n/a.csv --columns speakers").code(2).says(&["no column speakers; did you mean ‘speaker’?; there are doc_id, "]);
}

#[test]
fn title_date_and_address_may_have_other_names() {
    let csv = format!("uid,headline,published,link,text\n7,Bridge,2024-05-01,http://post.example/7,\"{ARTICLE}\"\n");
    let json = serde_json::json!({"guid": "g", "name": "Ferry", "published": "2024-05-02", "text": ARTICLE}).to_string();
    let front = format!("---\nheadline: Tower\npublished: 2024-05-03\nlink: http://post.example/t\n---\n\n# Other\n\n{ARTICLE}\n");
    let folder = Folder::with(&[("n/a.csv", &csv), ("n/b.jsonl", &json), ("n/c.md", &front)]);
    let flags = "--id-field uid,guid --title-field headline,name --date-field published --url-field link";
    let run = folder.run(&format!("extract n {flags} --columns doc_id,title,date,url")).code(0);
    assert_eq!(run.err, "");
    let shown: Vec<String> = rows(&run.out).iter().skip(1).map(|row| row.join(" ")).collect();
    assert_eq!(shown, ["7 Bridge 2024-05-01 http://post.example/7", "g Ferry 2024-05-02 ", "c.md Tower 2024-05-03 http://post.example/t"]);
    folder.run("extract n/a.csv --title-field hedline --date-field zzz").code(0).says(&[
        "warning: --title-field hedline: no document has this field; did you mean ‘headline’?; fields seen: uid, ",
        "warning: --date-field zzz: no document has this field; fields seen: ",
    ]);
}

#[test]
fn tables_of_two_encodings_go_into_one() {
    let folder = Folder::with(&[("n/utf8.csv", &format!("Überschrift,Text\nBrücke,\"{ARTICLE}\"\n"))]);
    // The same in windows-1252.
    let legacy: Vec<u8> = b"\xdcberschrift,Text\r\nF\xe4hre,\"\x93The ferry is late,\x94 said Marta Ols\xe9n.\"\r\n".to_vec();
    folder.write("n/legacy.csv", &legacy);
    let run = folder.run("extract n --keep Überschrift --columns speaker,Überschrift").code(0);
    let shown: Vec<String> = rows(&run.out).iter().skip(1).map(|row| row.join(" ")).collect();
    assert_eq!(shown, ["Marta Olsén Fähre", "Marta Olsen Brücke"]);
    assert_eq!(
        run.err,
        "warning: n/legacy.csv: not UTF-8; read as windows-1252, which it looks like (if it is not, name the encoding with --encoding)\n"
    );
}

#[test]
fn ids_of_records_are_the_lines_they_begin_on() {
    let folder = Folder::with(&[
        ("a.csv", "text\r\nHe said: one.\r\n\r\n\"He said:\r\nno.\r\nHe said: two.\"\r\nHe said: three.\r\n"),
        ("a.tsv", "text\tn\nHe said: one.\t1\nHe said: two.\t2\n"),
        ("a.jsonl", "{\"text\": \"He said: one.\"}\n\n{\"text\": \"He said: three.\"}\n"),
        ("bad.csv", "text,n\r\nx,1\r\n\r\nx\r\n"),
    ]);
    let ids = |file: &str| {
        let run = folder.run(&format!("extract {file} --format predictions")).code(0);
        run.ids()
    };
    assert_eq!(ids("a.csv"), ["a.csv:2", "a.csv:4", "a.csv:7"]);
    assert_eq!(ids("a.tsv"), ["a.tsv:2", "a.tsv:3"]);
    assert_eq!(ids("a.jsonl"), ["a.jsonl:1", "a.jsonl:3"]);
    folder.run("extract bad.csv").code(1).says(&["error: bad.csv:4: 1 fields under a header of 2"]);
}

#[test]
fn extract_proposes_names() {
    let folder = Folder::with(&[("a.txt", "“The bridge is safe,” said Marta Olsen. Tomas Hart said that it rained.\n")]);
    let told = "warning: --speaker Olsn: nobody of that name speaks here; did you mean ‘Marta Olsen’?";
    folder.run("extract a.txt --speaker Olsn").code(0).says(&[told]);
    folder.run("extract a.txt --speaker hart --types direct").code(0).says(&["what they say is left out by other flags"]);
    assert_eq!(folder.run("extract a.txt --speaker hart").code(0).err, "");
}

#[test]
fn titles_and_dates_have_usual_names() {
    let folder = Folder::with(&[
        ("a.jsonl", "{\"text\": \"He said that it rained.\", \"headline\": \"Rain\", \"publishedAt\": \"2024-05-01\"}\n"),
        ("b.csv", "Text,Title,Headline,Date_Published\nHe said that it rained.,Own,Other,2024-05-02\nHe said that it rained.,,Other,\n"),
    ]);
    let run = folder.run("extract a.jsonl b.csv --columns title,date").code(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("title,date\r\nRain,2024-05-01\r\nOwn,2024-05-02\r\nOther,\r\n", ""));
    // Who names a field means that one alone.
    let run = folder.run("extract a.jsonl --columns title,date --title-field title --date-field date").code(0);
    assert!(run.out.ends_with("\r\n,\r\n") && run.err.is_empty() || run.err.contains("--title-field"), "{run:?}");
}

#[test]
fn what_no_page_says_is_not_proposed() {
    let folder = Folder::with(&[(
        "a.html",
        "<html><body><p>“The bridge is safe,” said Marta Olsen, who is the mayor of the town.</p></body></html>",
    )]);
    let run = folder.run("extract a.html --keep byline,site").code(0).says(&["--keep site: no document says it\n"]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
}

#[test]
fn names_that_several_columns_have_are_told() {
    let row = format!("\"{ARTICLE}\"");
    let folder = Folder::with(&[
        ("a.csv", &format!("id,text,note,text,note,text\n7,{row},x,no,y,no\n8,{row},x,no,y,no\n")),
        ("a.tsv", &format!("Title\ttext\tid\tdate\turl\tid\tTitle\tdate\turl\nOne\t{row}\t1\t2024-05-01\tu\t2\tTwo\t2024-05-02\tv\n")),
        ("note.csv", &format!("note,text,note\nx,{row},y\n")),
        ("case.csv", &format!("id,Id,Id,text\n7,8,9,{row}\n")),
        ("none.csv", &format!("Text,body,Text\nno,{row},no\n")),
    ]);
    let run = folder.run("extract a.csv --columns doc_id,speaker").code(0);
    assert_eq!(run.err, "warning: a.csv: \"text\" is the name of columns 2, 4 and 6; column 2 is read; rename the others\n");
    assert_eq!(run.out, "doc_id,speaker\r\n7,Marta Olsen\r\n8,Marta Olsen\r\n");
    // Each wanted name by itself. Title stands for title, and twice for none.
    let run = folder.run("extract a.tsv --columns doc_id,title,date,url").code(0).says(&[
        "warning: a.tsv: \"id\" is the name of columns 3 and 6; column 3 is read; rename the others\n",
        "warning: a.tsv: \"Title\" is the name of columns 1 and 7; none of them is read as \"title\"; rename the one that is meant\n",
        "warning: a.tsv: \"date\" is the name of columns 4 and 8; column 4 is read; rename the others\n",
        "warning: a.tsv: \"url\" is the name of columns 5 and 9; column 5 is read; rename the others\n",
    ]);
    assert_eq!((run.err.lines().count(), run.out.as_str()), (4, "doc_id,title,date,url\r\n1,,2024-05-01,u\r\n"), "{}", run.err);
    // Nobody reads these, until somebody asks for them.
    assert_eq!(folder.run("extract note.csv").code(0).err, "");
    folder.run("extract note.csv --keep note").code(0).says(&["note.csv: \"note\" is the name of columns 1 and 3; column 1 is read;"]);
    assert_eq!(folder.run("extract case.csv").code(0).err, "", "the exact name is read, and stands once");
    folder.run("extract none.csv").code(0).says(&["none.csv: \"Text\" is the name of columns 1 and 3; none of them is read as \"text\";"]);
    // It is told on standard input and before the error that it may explain.
    let stdin = folder.run_with("extract - --input-format csv", b"Text,Text\nno,no\n").code(1);
    let [warning, error] = [stdin.err.find("warning: standard input: \"Text\" is"), stdin.err.find("error: standard input: ")];
    assert!(warning.is_some() && warning < error, "{}", stdin.err);
}
