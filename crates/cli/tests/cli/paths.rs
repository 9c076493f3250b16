//! Which files are read: patterns, lists, folders, and what is left out.

use super::Folder;

#[test]
fn patterns_stand_for_files() {
    let folder = Folder::with(&[
        ("n/b.txt", "b"),
        ("n/a.txt", "a"),
        ("n/m/c.txt", "c"),
        ("n/m/.h.txt", "h"),
        ("n/d.news", "d"),
        ("n/x.csv", "doc_id,quote_id,text\n"),
    ]);
    let ids = |line: &str| folder.run(&format!("extract --format predictions {line}")).code(0).ids();
    assert_eq!(ids("n/*.txt"), ["a.txt", "b.txt"]);
    assert_eq!(ids("n/**/*.txt"), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(ids("n/?.news n/a.txt"), ["d.news", "a.txt"]);
    assert_eq!(ids("n/*.txt n/a.txt"), ["a.txt", "b.txt"]);
    folder.run("extract n/*.pdf").code(2).says(&["no file is found that matches n/*.pdf"]);
    folder.run("extract n/*.csv").code(0).says(&["warning: n/x.csv: left out: it is a table that inquit wrote"]);
}

#[test]
fn lists_name_files() {
    let folder =
        Folder::with(&[("a b.txt", "a"), ("n/c.txt", "c"), ("z.txt", "z"), ("list", "a b.txt\r\n\nn\n"), ("zero", "z.txt\0a b.txt\0")]);
    let run = |line: &str, stdin: &str| folder.run_with(&format!("extract --format predictions {line}"), stdin.as_bytes());
    assert_eq!(run("--files-from list", "").code(0).ids(), ["a b.txt", "c.txt"]);
    assert_eq!(run("z.txt --files-from zero", "").code(0).ids(), ["z.txt", "a b.txt"]);
    assert_eq!(run("--files-from -", "z.txt\nn/c.txt\n").code(0).ids(), ["z.txt", "c.txt"]);
    run("--files-from -", "z.txt\ngone.txt\n").code(2).says(&["line 2 of the list -: cannot read gone.txt"]);
    run("--files-from gone", "").code(2).says(&["cannot read the list gone"]);
    run("- --files-from -", "z.txt\n").code(2).says(&["standard input cannot be"]);
    let empty = run("--files-from -", "").code(0).says(&["warning: -: the list names no files"]);
    assert_eq!(empty.out, "");
}

#[test]
fn tables_in_a_folder_are_no_articles() {
    let folder = Folder::with(&[
        ("n/a.txt", "“The bridge is safe,” said Marta Olsen.\n"),
        ("n/package.json", "{\"name\": \"x\"}"),
        ("n/data.csv", "year,count\n1,2\n"),
    ]);
    let first = folder.run("extract n --keep section -o n/quotes.csv").code(0).says(&[
        "warning: n/package.json: left out",
        "n/data.csv: left out",
        "--keep section: no document",
    ]);
    assert_eq!(first.err.matches("warning").count(), 4, "{}", first.err);
    let table = folder.read("n/quotes.csv");
    folder.run("extract n --keep section -o n/quotes.csv").code(0);
    assert_eq!(folder.read("n/quotes.csv"), table);
    // Under other names, they are told by their columns.
    folder.run("extract n -o n/again.jsonl").code(0).says(&["warning: n/quotes.csv: left out: it is a table that inquit wrote"]);
    folder.run("extract n -o n/predictions.jsonl --format predictions").code(0).says(&["n/again.jsonl: left out: it is a table"]);
    let run = folder.run("extract n --format predictions").code(0).says(&["n/predictions.jsonl: left out: it is a table"]);
    assert_eq!(run.ids(), ["a.txt"]);
    // Who names a file means it.
    assert_eq!(folder.run("extract n/quotes.csv --id-field quote_id --format predictions").code(0).ids(), ["a.txt#1"]);
    folder.run("extract n/data.csv").code(1).says(&["no column for the text, as text or body; columns seen: year, count;"]);
}

#[test]
fn json_without_texts_is_left_out_of_a_folder() {
    let many = |object: &str| format!("[{}]", vec![object; 5000].join(",\n"));
    let data = [
        ("n/package.json", "{\"name\": \"x\", \"scripts\": {\"text\": \"x\"}}".to_owned()),
        ("n/map.json", format!("{{\"type\": \"FeatureCollection\", \"features\": {}}}", many("{\"type\": \"Point\", \"at\": [1.5, 2]}"))),
        ("n/numbers.json", many("17")),
        ("n/pairs.json", many("[1, \"text\"]")),
        ("n/short.json", "[1, 2, 3]".to_owned()),
        ("n/word.json", "\"text\"".to_owned()),
        ("n/users.json", many("{\"user\": 1}")),
        ("n/settings.json", "// text goes here\n{\n  \"wide\": true, // or not\n}\n".to_owned()),
    ];
    let late = format!("[{{\"made\": \"today\"}},\n{{\"id\": \"late\", \"text\": \"{}\"}}]", "He said so. ".repeat(1000));
    let articles =
        [("n/early.json", "[{\"made\": \"today\"}, {\"id\": \"early\", \"text\": \"He said so.\"}]".to_owned()), ("n/late.json", late)];
    let folder = Folder::with(&[]);
    data.iter().for_each(|(name, json)| folder.write(name, json.as_bytes()));
    let run = folder.run("extract n -o q.csv").code(0).says(&[
        "n/map.json: left out, for its one record has no text; fields seen: type, features; ",
        "n/numbers.json: left out, for none of its 5000 records has a text; fields seen: none; ",
        "n/package.json: left out, for it has no field for the text, as text or body; fields seen: name, scripts; ",
        "n/settings.json: left out, for it has comments, as no JSON has, and no field for the text, as text or body\n",
        "n/short.json: left out, for it has no field for the text, as text or body; fields seen: none; ",
        "; 8 warnings, 0 failures",
    ]);
    assert_eq!(run.err.matches(": left out, for ").count(), data.len(), "{}", run.err);
    for (name, _) in &data {
        folder.run(&format!("extract {name}")).code(1).says(&[&format!("error: {name}")]);
    }
    // Where any object has a text, what has none is missed.
    articles.iter().for_each(|(name, json)| folder.write(name, json.as_bytes()));
    let run = folder
        .run("extract n --format predictions")
        .code(1)
        .says(&["error: n/early.json:1: element 1: ", "error: n/late.json:1: element 1: "]);
    assert_eq!((run.ids(), run.err.matches("error: ").count()), (vec!["early".to_owned(), "late".to_owned()], 2), "{}", run.err);
    folder.write("m/mixed.json", b"[17, {\"id\": \"mixed\", \"text\": \"He said so.\"}]");
    let run = folder.run("extract m --format predictions").code(1).says(&["error: m/mixed.json:1: element 1: broken JSON"]);
    assert_eq!(run.ids(), ["mixed"]);
    // What is broken is told of: it may be half of the articles.
    folder.write("k/cut.json", b"[{\"id\": \"cut\", \"title\": \"He sai");
    folder.run("extract k").code(1).says(&["error: k/cut.json: cannot be read: broken JSON"]);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed() {
    let folder = Folder::with(&[("n/a.txt", "a"), ("m/b.txt", "b")]);
    std::os::unix::fs::symlink("../m", folder.path("n/link")).expect("a link");
    std::os::unix::fs::symlink("..", folder.path("n/loop")).expect("a link");
    std::os::unix::fs::symlink("../m/b.txt", folder.path("n/c.txt")).expect("a link");
    assert_eq!(folder.run("extract n --format predictions").code(0).ids(), ["a.txt", "c.txt"]);
    assert_eq!(folder.run("extract n/**/*.txt --format predictions").code(0).ids(), ["a.txt", "c.txt"]);
}

#[test]
fn texts_are_saved_as_offsets_see_them() {
    let page = "<p>“The bridge is <b>safe</b>,” said Marta&nbsp;Olsen.</p><p>Zoë agreed.</p>";
    let lines = "{\"id\":\"../../x\",\"text\":\"“So,” said Zoë.\"}\n{\"id\":\"1\",\"text\":\"a\\nb\"}\n{\"id\":\"1\",\"text\":\"c\"}\n";
    let folder = Folder::with(&[("n/p.html", page), ("n/n.jsonl", lines), ("n/t.txt", "\u{feff}caf\u{e9}\r\n")]);
    let run = folder.run("extract n --save-text n/texts -o q.jsonl").code(1);
    run.says(&["error: n/n.jsonl:3: several documents have the id \"1\", or one that becomes the same name of a file; n/texts/1.txt holds the text of the first alone", "--id-field"]);
    let mut names: Vec<String> = std::fs::read_dir(folder.path("n/texts"))
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.iter().any(|n| n.starts_with("_.._.._x~")), "{names:?}");
    assert_eq!(folder.read("n/texts/1.txt"), "a\nb");
    assert_eq!(folder.read("n/texts/t.txt"), "café\r\n");
    let text: Vec<char> = folder.read("n/texts/p.html.txt").chars().collect();
    assert_eq!(text.iter().collect::<String>(), "“The bridge is safe,” said Marta\u{a0}Olsen.\nZoë agreed.\n");
    let rows: Vec<serde_json::Value> = folder.read("q.jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let row = rows.iter().find(|row| row["doc_id"] == "p.html").expect("a row of the page");
    let place = |name: &str| usize::try_from(row["content"][0][name].as_u64().expect("a number")).expect("an offset");
    assert_eq!(text[place("start")..place("end")].iter().collect::<String>(), row["content"][0]["text"].as_str().expect("text"));
    // The folder of texts is no input of the next run, and is written the same.
    let before = folder.read("n/texts/1.txt");
    folder.run("extract n --save-text n/texts -o q2.jsonl --threads 1").code(1);
    assert_eq!(folder.read("q2.jsonl"), folder.read("q.jsonl"));
    assert_eq!(folder.read("n/texts/1.txt"), before);
    folder.run("extract n --save-text q.jsonl").code(2).says(&["--save-text q.jsonl: texts go to a folder"]);
}

#[test]
fn files_of_other_kinds_are_named() {
    let text = "He said that it rained.\n";
    let folder = Folder::with(&[("n/a.txt", text), ("n/b.txt", text), ("n/.hidden.pdf", "x")]);
    for name in ["n/a.pdf", "n/b.docx", "n/old.csv.partial", "n/old.csv.partial.state"] {
        folder.write(name, b"x");
    }
    let told = "note: 2 files of kinds that are not read: n/a.pdf, n/b.docx\n";
    let run = folder.run("extract n -o q.csv").code(0);
    assert!(run.err.ends_with(&format!("0 warnings, 0 failures\n{told}")), "{}", run.err);
    for line in ["extract n", "show n", "gazetteer find n", "explain n"] {
        assert_eq!(folder.run(line).code(0).err, told, "{line}");
    }
    folder.run("view n -o p.html").code(0).says(&[told]);
    assert_eq!(folder.run("extract n -o q.csv -q").code(0).err, "");
    assert!(folder.run("extract n --dry-run").code(0).out.contains("of no kind that is:\n  n/a.pdf\n  n/b.docx\n"));
    folder.write("n/none.jsonl", b"");
    folder.write("n/c/one.png", b"x");
    folder.write("n/c/two.png", b"x");
    let run = folder.run("extract n -o q.csv -v").code(0).says(&[
        "note: 4 files of kinds that are not read: n/a.pdf, n/b.docx, n/c/one.png and 1 more",
        "note: n/c/two.png: not read, for it is of no kind that is\n",
    ]);
    // Each file that is read is named once, be it empty.
    for name in ["n/a.txt", "n/b.txt", "n/none.jsonl"] {
        assert_eq!(run.err.matches(&format!("note: reading {name}\n")).count(), 1, "{}", run.err);
    }
    folder.write("only/a.pdf", b"x");
    folder.run("extract only -o new.csv").code(0).says(&["no files of a known extension", "1 file of a kind that is not read: only/a.pdf"]);
}

#[test]
fn addresses_and_forgotten_commands_are_told_of() {
    let folder = Folder::with(&[("articles/a.txt", "He said that it rained.\n")]);
    let url = "https://news.example/a?b=1";
    let told = format!("{url} is an address, and inquit reads no network: curl -s '{url}' | inquit extract -");
    folder.run(&format!("extract {url}")).code(2).says(&[&told]);
    folder.run("articles/").code(2).says(&["articles/ is no command; to find the quotations in it: inquit extract articles/\n"]);
    folder.run("article/").code(2).says(&["unrecognized subcommand"]);
}
