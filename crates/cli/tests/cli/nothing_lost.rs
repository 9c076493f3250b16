//! What a command reads, it never writes over; what it is asked for, it does or refuses.

use super::{Folder, rows};

const ARTICLE: &str = "“The bridge is safe,” said Marta Olsen.\n";

/// Runs a command that must refuse, and leave the file `kept` as it is.
#[track_caller]
fn refused(folder: &Folder, line: &str, kept: &str) {
    let before = folder.read(kept);
    folder.run(line).code(2).says(&["choose another name"]);
    assert_eq!(folder.read(kept), before, "{line}");
}

#[test]
fn an_article_is_no_output() {
    let line = format!("{{\"id\": \"1\", \"text\": \"{}\"}}\n", ARTICLE.trim());
    let folder = Folder::with(&[("art/one.txt", ARTICLE), ("art/two.txt", ARTICLE), ("art/three.jsonl", &line)]);
    refused(&folder, "extract art -o art/two.txt --format csv", "art/two.txt");
    refused(&folder, "extract art -o art/three.jsonl", "art/three.jsonl");
    refused(&folder, "extract art/*.txt -o art/two.txt --format csv", "art/two.txt");
    refused(&folder, "view art -o art/one.txt", "art/one.txt");
    refused(&folder, "gazetteer find art -o art/one.txt", "art/one.txt");
    // A table of an earlier run is made anew.
    for output in ["art/q.csv", "art/q.jsonl", "art/q.xlsx", "art/q.tsv"] {
        folder.run(&format!("extract art -o {output}")).code(0);
        folder.run(&format!("extract art -o {output}")).code(0);
    }
}

/// What is written lies under another name until it is complete.
#[test]
fn an_input_is_no_place_on_the_way() {
    let table = "doc_id,quote_id,type,text,speaker,speaker_id,speaker_kind\r\na,a#1,direct,x,Olsen,,person\r\n";
    let record = format!("{{\"id\":\"1\",\"text\":\"{}\",\"quotes\":[\"so\"]}}\n", ARTICLE.trim());
    let names = ["v.html.partial", "w.csv.partial", "w.csv.partial.state"].map(|name| (name, ARTICLE));
    let folder = Folder::with(&[&names[..], &[("t.csv.partial", table), ("art/news.jsonl", &record)]].concat());
    refused(&folder, "view v.html.partial -o v.html", "v.html.partial");
    for input in ["w.csv.partial", "w.csv.partial.state", "w.csv.*"] {
        refused(&folder, &format!("extract {input} -o w.csv"), "w.csv.partial");
    }
    refused(&folder, "gazetteer find w.csv.partial -o w.csv", "w.csv.partial");
    refused(&folder, "gazetteer find --files-from w.csv.partial -o w.csv", "w.csv.partial");
    refused(&folder, "view --files-from v.html.partial -o v.html", "v.html.partial");
    refused(&folder, "train --gold w.csv.partial -o w.csv", "w.csv.partial");
    for line in
        ["speakers t.csv.partial -o t.csv", "filter t.csv.partial --types direct -o t.csv", "speakers t.csv.partial --rewrite t.csv"]
    {
        refused(&folder, line, "t.csv.partial");
    }
    // With a text it is an article, though it has ids and quotes.
    refused(&folder, "extract art -o art/news.jsonl", "art/news.jsonl");
}

#[test]
fn a_dump_is_no_table() {
    let folder = Folder::with(&[("dump.tsv", "[\n]\n"), ("other/real.tsv", "old")]);
    refused(&folder, "gazetteer import-wikidata dump.tsv -o dump.tsv", "dump.tsv");
    // Rows lie where a link leads.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("other/real.tsv", folder.path("t.tsv")).expect("a link");
        folder.write("other/real.tsv.partial", b"[\n]\n");
        refused(&folder, "gazetteer import-wikidata other/real.tsv.partial -o t.tsv", "other/real.tsv.partial");
    }
    // Nothing but a file is replaced by one.
    folder.run("gazetteer import-wikidata dump.tsv -o other").code(2).says(&["cannot write other: it is no file; name one"]);
    // Two at once do not write one file.
    let held = std::fs::File::create(folder.path("h.tsv.partial")).expect("a file");
    held.lock().expect("a lock");
    folder.run("gazetteer import-wikidata dump.tsv -o h.tsv").code(2).says(&["cannot write ", "another run is writing it"]);
}

#[test]
fn what_is_read_besides_is_no_output() {
    let gazetteer = "id,name,kind\nx:1,Marta Olsen,person\n";
    let folder = Folder::with(&[("a.txt", ARTICLE), ("g.csv", gazetteer), ("l.csv", "a.txt\n"), ("l.html", "a.txt\n")]);
    refused(&folder, "gazetteer find a.txt -g g.csv -o g.csv", "g.csv");
    refused(&folder, "gazetteer find --files-from l.csv -o l.csv", "l.csv");
    refused(&folder, "view --files-from l.html -o l.html", "l.html");
}

#[cfg(unix)]
#[test]
fn a_redirected_file_is_no_output() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    folder.run("extract a.txt -o t.csv").code(0);
    let table = folder.read("t.csv");
    folder.write("q.csv.partial", ARTICLE.as_bytes());
    folder.write("u.csv.partial", table.as_bytes());
    for (line, file, content) in [
        ("extract - --format csv -o a.txt", "a.txt", ARTICLE),
        ("extract --format csv -o a.txt", "a.txt", ARTICLE),
        ("filter - --types direct -o t.csv", "t.csv", table.as_str()),
        ("extract - -o q.csv", "q.csv.partial", ARTICLE),
        ("gazetteer find -o q.csv", "q.csv.partial", ARTICLE),
        ("filter - --types direct -o u.csv", "u.csv.partial", table.as_str()),
    ] {
        let input = std::fs::File::open(folder.path(file)).expect("a file");
        let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin!("inquit"));
        let end = run.current_dir(folder.path("")).args(line.split(' ')).stdin(input).output().expect("the program runs");
        let told = String::from_utf8_lossy(&end.stderr).into_owned();
        assert!(end.status.code() == Some(2) && told.contains("standard input reads "), "{line}: {told}");
        assert_eq!(folder.read(file), content, "{line}");
    }
}

#[test]
fn other_inputs_are_no_outputs() {
    let gold = format!(
        "{{\"id\":\"1\",\"text\":\"{}\",\"attributions\":[{{\"content\":[[0,21]],\"source\":[[27,38]],\"cue\":[[22,26]]}}]}}\n",
        ARTICLE.trim()
    );
    let files = [
        ("a.txt", ARTICLE),
        ("g.jsonl", gold.as_str()),
        ("l.txt", "a.txt\n"),
        ("who.tsv", "Olsen\tMarta Olsen\n"),
        ("c.toml", "threads = 1\n"),
    ];
    let folder = Folder::with(&files);
    folder.run("extract a.txt -o t.csv").code(0);
    refused(&folder, "eval --gold g.jsonl --errors g.jsonl", "g.jsonl");
    refused(&folder, "stats t.csv --html t.csv", "t.csv");
    refused(&folder, "speakers t.csv -o t.csv", "t.csv");
    refused(&folder, "speakers t.csv --merge who.tsv -o who.tsv", "who.tsv");
    refused(&folder, "extract --files-from l.txt -o l.txt --format csv", "l.txt");
    refused(&folder, "extract a.txt --config c.toml -o c.toml", "c.toml");
}

#[test]
fn texts_replace_no_other_files() {
    let folder = Folder::with(&[("a.jsonl", "{\"id\": \"s\", \"text\": \"She said so.\"}\n"), ("texts/s.txt", "mine")]);
    folder.run("extract a.jsonl --save-text texts -o q.csv").code(1).says(&["s.txt is there already with another text"]);
    assert_eq!(folder.read("texts/s.txt"), "mine");
    folder.run("extract a.jsonl --save-text new -o q.csv").code(0);
    // The same once more is no change.
    folder.run("extract a.jsonl --save-text new -o q.csv").code(0);
    assert_eq!(folder.read("new/s.txt"), "She said so.");
}

#[test]
fn what_was_asked_for_is_there() {
    let folder = Folder::with(&[("a.jsonl", &format!("{{\"text\": \"Today. {} It is.\", \"section\": \"city\"}}\n", ARTICLE.trim()))]);
    let run = folder.run("extract a.jsonl --columns speaker --context 1 --keep section").code(0);
    assert_eq!(rows(&run.out), [["speaker", "section", "context_before", "context_after"], ["Marta Olsen", "city", "Today.", "said"]]);
    for name in ["q.xls", "q.json", "q.csv.gz", "q.html", "q.txt"] {
        folder.run(&format!("extract a.jsonl -o {name}")).code(2).says(&[name, "no format has this extension"]);
        folder.run(&format!("extract a.jsonl -o {name} --format csv")).code(0);
    }
}

#[test]
fn what_is_no_text_is_an_error() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    folder.write("b.txt", &noise);
    let run = folder.run("extract a.txt b.txt").code(1).says(&["error: b.txt: it is no text"]);
    assert_eq!(rows(&run.out).len(), 2);
}

#[test]
fn predictions_fit_the_names_of_brat() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("b.txt", ARTICLE)]);
    folder.run("extract a.txt b.txt -o brat/ -o p.csv").code(0);
    folder.run("extract a.txt b.txt --format predictions -o p.jsonl").code(0);
    let run = folder.run("eval --gold brat --predictions p.jsonl").code(0);
    assert!(run.out.contains("100.0") && run.err.is_empty(), "{run:?}");
    folder.run("extract a.txt --format predictions -o one.jsonl").code(0);
    folder.run("eval --gold brat --predictions one.jsonl").code(0).says(&["one.jsonl holds nothing of 1 of 2 annotated documents (b.txt)"]);
}

#[test]
fn a_table_stays_where_there_is_nothing_to_read() {
    let empty = [("none.txt", ""), ("none.csv", ""), ("header.csv", "id,text\n"), ("none.jsonl", "\n"), ("none.html.txt", " \n\t")];
    let folder = Folder::with(&[&empty[..], &[("a.txt", ARTICLE), ("blank.jsonl", "{\"text\": \" \"}\n")]].concat());
    std::fs::create_dir(folder.path("bare")).unwrap();
    folder.run("extract a.txt -o keep.csv -o keep.jsonl").code(0);
    let before = [folder.read("keep.csv"), folder.read("keep.jsonl")];
    let inputs = empty.map(|(name, _)| name);
    for input in ["bare", "blank.jsonl"].into_iter().chain(inputs) {
        let run = folder.run(&format!("extract {input} -o keep.csv -o keep.jsonl")).code(1);
        assert!(run.err.contains("there was no document with any words to read; keep.csv, keep.jsonl stay as they were\n"), "{run:?}");
        assert!(!run.err.contains("replaced"), "{run:?}");
        assert_eq!([folder.read("keep.csv"), folder.read("keep.jsonl")], before, "{input}");
        // Without anything to lose, an empty table is what there is.
        let new = format!("new-{input}.csv");
        folder.run(&format!("extract {input} -o {new}")).code(0);
        assert_eq!(rows(&folder.read(&new)).len(), 1, "{input}");
        folder.run("gazetteer find a.txt -o names.csv").code(0);
        let names = folder.read("names.csv");
        folder.run(&format!("gazetteer find {input} -o names.csv")).code(1).says(&["names.csv stays as it was"]);
        assert_eq!(folder.read("names.csv"), names, "{input}");
    }
    for input in inputs {
        folder
            .run(&format!("extract {input} a.txt -o new.csv"))
            .code(0)
            .says(&[&format!("warning: {input}: there is nothing to read in it\n")]);
    }
    folder.run("extract bare -q -o keep.csv").code(1).says(&["keep.csv stays as it was"]);
}
