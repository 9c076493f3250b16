//! Encodings: marks, UTF-16, what pages declare, what is guessed.

use super::{Folder, rows};

const ARTICLE: &str = "“The café is shut,” said Zoë Varga, its owner. She added that nobody was hurt.\n";

/// [`ARTICLE`] in windows-1252.
fn legacy() -> Vec<u8> {
    let byte = |c: char| match c {
        '“' => 0x93,
        '”' => 0x94,
        c => u8::try_from(c).expect("Latin-1"),
    };
    ARTICLE.chars().map(byte).collect()
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// Cells of the first row: text and speaker.
fn first(table: &str) -> (String, String) {
    let rows = rows(table);
    (rows[1][4].clone(), rows[1][5].clone())
}

#[test]
fn one_article_in_many_encodings() {
    let folder = Folder::with(&[]);
    let marked = format!("\u{feff}{ARTICLE}");
    for (what, bytes, guessed) in [
        ("UTF-8", ARTICLE.as_bytes().to_vec(), false),
        ("UTF-8 with a mark", marked.clone().into_bytes(), false),
        ("UTF-16 LE with a mark", wide(&marked, u16::to_le_bytes), false),
        ("UTF-16 BE with a mark", wide(&marked, u16::to_be_bytes), false),
        ("UTF-16 LE", wide(ARTICLE, u16::to_le_bytes), false),
        ("UTF-16 BE", wide(ARTICLE, u16::to_be_bytes), false),
        ("windows-1252", legacy(), true),
    ] {
        for name in ["a.txt", "a.md", "a.html"] {
            folder.write(name, &bytes);
            let run = folder.run(&format!("extract {name}")).code(0);
            assert_eq!(first(&run.out), ("“The café is shut,”".to_owned(), "Zoë Varga".to_owned()), "{what} {name}");
            let warning = format!("warning: {name}: not UTF-8; read as windows-1252, which it looks like");
            assert_eq!(run.err.starts_with(&warning), guessed, "{what} {name}: {}", run.err);
        }
        // Offsets are those of the text, not of the bytes.
        let run = folder.run("extract a.txt --offsets chars").code(0);
        assert_eq!(rows(&run.out)[1][14..16], ["0", "19"], "{what}");
    }
}

#[test]
fn a_named_encoding_is_that_of_pages_too() {
    let folder = Folder::with(&[]);
    let page = |text: &[u8]| [b"<html><meta charset=windows-1252><body><p>", text, b"</p></body></html>"].concat();
    let expected = ("“The café is shut,”".to_owned(), "Zoë Varga".to_owned());
    // As written, and as it is read whatever the flag says.
    for bytes in [page(&legacy()), page(ARTICLE.as_bytes())] {
        folder.write("a.html", &bytes);
        assert_eq!(first(&folder.run("extract a.html --encoding windows-1252").code(0).out), expected);
    }
    let text = String::from_utf8(page(ARTICLE.as_bytes())).expect("UTF-8");
    folder.write("a.html", &wide(&text, u16::to_le_bytes));
    assert_eq!(first(&folder.run("extract a.html --encoding utf-16le").code(0).out), expected);
}

#[test]
fn a_mark_of_utf16_comes_before_another_name() {
    let folder = Folder::with(&[]);
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        folder.write("a.txt", &wide(&format!("\u{feff}{ARTICLE}"), order));
        let run = folder.run("extract a.txt --encoding windows-1252").code(0);
        assert_eq!(first(&run.out).1, "Zoë Varga");
        assert!(run.err.contains("a.txt: it is UTF-16 and read as such, whatever --encoding windows-1252 says"), "{}", run.err);
    }
    // Where the name fits there is nothing to say, whatever the order.
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        folder.write("a.txt", &wide(&format!("\u{feff}{ARTICLE}"), order));
        let run = folder.run("extract a.txt --encoding utf-16").code(0);
        assert_eq!((first(&run.out).1.as_str(), run.err.as_str()), ("Zoë Varga", ""));
    }
}

#[test]
fn what_is_utf8_needs_no_other_name() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    folder.write("b.jsonl", serde_json::json!({"text": ARTICLE}).to_string().as_bytes());
    for name in ["a.txt", "b.jsonl"] {
        let run = folder.run(&format!("extract {name} --encoding windows-1252")).code(0);
        assert_eq!(first(&run.out).1, "Zoë Varga", "{name}");
        assert!(run.err.contains(&format!("{name}: it is UTF-8 and read as such, whatever --encoding windows-1252 says")), "{}", run.err);
    }
}

#[test]
fn an_encoding_can_be_named() {
    let folder = Folder::with(&[]);
    folder.write("a.txt", &legacy());
    folder.write("a.csv", &[b"id,text\n1,\"", legacy().as_slice(), b"\"\n"].concat());
    for name in ["a.txt", "a.csv"] {
        let run = folder.run(&format!("extract {name} --encoding windows-1252")).code(0);
        assert_eq!((first(&run.out).1.as_str(), run.err.as_str()), ("Zoë Varga", ""));
    }
    let run = folder.run("extract a.txt --encoding utf-8 --save-text texts").code(0);
    assert!(folder.read("texts/a.txt").contains("The caf\u{fffd} is shut"));
    run.says(&["warning: a.txt: some of it is not UTF-8"]);
    folder.run("extract a.txt --encoding klingon").code(2).says(&["names are those of the web"]);
}

#[test]
fn tables_are_guessed_once() {
    let folder = Folder::with(&[]);
    let record = |id: u32| [format!("{id},\"").as_bytes(), legacy().as_slice(), b"\"\n"].concat();
    folder.write(
        "a.csv",
        &[b"id,text\n0,plain\n".to_vec(), record(1), record(2), b"3,\"\xe2\x80\x9cSo,\xe2\x80\x9d said Zo\xc3\xab.\"\n".to_vec()].concat(),
    );
    let run = folder.run("extract a.csv --types direct").code(0);
    let texts: Vec<String> = rows(&run.out)[1..].iter().map(|row| row[4].clone()).collect();
    assert_eq!(texts, ["“The café is shut,”", "“The café is shut,”", "“So,”"]);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    run.says(&["warning: a.csv:3 and what follows: not UTF-8; read as windows-1252"]);
}

#[test]
fn json_in_utf16_is_read() {
    let folder = Folder::with(&[]);
    let line = serde_json::json!({"id": "é", "text": ARTICLE}).to_string();
    for (name, text) in [("n.jsonl", format!("{line}\n{line}\n")), ("n.json", format!("[{line},{line}]"))] {
        folder.write(name, &wide(&format!("\u{feff}{text}"), u16::to_le_bytes));
        assert_eq!(folder.run(&format!("extract {name} --format predictions")).code(0).ids(), ["é", "é"], "{name}");
    }
}

#[test]
fn pages_declare_their_encoding() {
    let folder = Folder::with(&[]);
    let page = [b"<html><head><meta charset='iso-8859-1'></head><body><p>".to_vec(), legacy(), b"</p></body></html>".to_vec()].concat();
    folder.write("a.html", &page);
    let run = folder.run("extract a.html").code(0);
    assert_eq!((first(&run.out).1.as_str(), run.err.as_str()), ("Zoë Varga", ""));
}
