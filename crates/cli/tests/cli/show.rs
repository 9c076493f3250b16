//! `inquit show`: articles in the terminal.

use crate::{Folder, inquit};

const ARTICLE: &str = "It rained.\n“The bridge is safe,” said Marta Olsen. She warned that it would close at night if it froze.\n";

/// What a pipe gets, to the letter.
#[test]
fn plain_text_with_marks_and_a_margin() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("show a.txt --width 90").code(0);
    assert_eq!(run.err, "");
    let expected = "\
a.txt  2 quotations

                          │ It rained.
1 Marta Olsen             │ “The bridge is safe,” said Marta Olsen. She warned that it
  direct 0.97             │ 1~~~~~~~~~~~~~~~~~~~~ ^^^^ ===========  === ^^^^^^ 2~~~~~~
2 Marta Olsen             │ would close at night if it froze.
  indirect 0.72           │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                          │
";
    // How sure the program is, is the model's affair.
    let mask = |text: &str| text.split_inclusive(char::is_whitespace).map(masked).collect::<String>();
    assert_eq!(mask(&run.out), mask(expected), "{}", run.out);
    assert_eq!(folder.run("show a.txt --width 90").code(0).out, run.out, "the same twice");
}

/// A probability as `#.##`.
fn masked(word: &str) -> String {
    let number = word.trim_end();
    let is_number = number.len() == 4 && number.starts_with("0.") && number[2..].bytes().all(|byte| byte.is_ascii_digit());
    if is_number { word.replace(number, "#.##") } else { word.to_owned() }
}

#[test]
fn narrow_terminals_have_the_margin_above() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("show a.txt --width 40").code(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines.iter().all(|line| line.chars().count() <= 40), "{}", run.out);
    let at = lines.iter().position(|line| line.starts_with("(1 Marta Olsen, direct 0.")).expect("a label");
    assert!(lines[at + 1].starts_with("“The bridge is safe,”"), "{}", run.out);
    assert!(lines[at + 2].starts_with("1~~~~~~~~~~~~~~~~~~~~ ^^^^"), "{}", run.out);
    folder.run("show a.txt --width 5").code(2).says(&["--width", "20"]);
}

/// The article, colours taken away, is the article: no letter is lost or changed.
#[test]
fn colors_go_around_the_words() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let run = folder.run("show a.txt --color always --width 200").code(0);
    assert!(run.out.contains("\u{1b}[1;36m¹\u{1b}[0m \u{1b}[36m“The bridge is safe,”\u{1b}[0m \u{1b}[4msaid\u{1b}[0m "), "{:?}", run.out);
    assert!(run.out.contains("\u{1b}[1;4;36mMarta Olsen\u{1b}[0m"), "{:?}", run.out);
    let mut bare = String::new();
    let mut rest = run.out.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').expect("a whole sequence").1;
    }
    bare.push_str(rest);
    let second = ARTICLE.lines().nth(1).expect("a line");
    assert!(bare.replace("¹ ", "").replace("² ", "").contains(second), "{bare}");
}

#[test]
fn color_is_for_terminals_that_want_it() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let plain = folder.run("show a.txt").code(0).out;
    assert!(!plain.contains('\u{1b}'), "a pipe gets none");
    assert_eq!(folder.run("show a.txt --color never").code(0).out, plain);
    let run = |always: bool| {
        let mut command = inquit();
        command.current_dir(&folder.0).env("NO_COLOR", "1").args(["show", "a.txt"]);
        if always {
            command.args(["--color", "always"]);
        }
        String::from_utf8(command.output().expect("the program runs").stdout).expect("UTF-8")
    };
    assert_eq!(run(false), plain);
    assert!(run(true).contains('\u{1b}'), "a flag is nearer than the environment");
}

#[test]
fn nothing_in_a_text_acts_on_the_terminal() {
    let hostile = "“It \u{1b}[31mis \u{202e}safe\u{7}\tand sound,” said Marta\u{9b}2J Olsen\u{1b}]0;x\u{7}.\r\n\u{1b}[2J";
    let line = serde_json::json!({"id": "x\u{1b}[2J", "title": "\u{1b}]0;t\u{7}", "url": "\u{9b}2J", "text": hostile}).to_string();
    let folder = Folder::with(&[("a.jsonl", &line)]);
    let plain = folder.run("show a.jsonl").code(0).out;
    assert!(plain.contains("It \u{fffd}[31mis"), "{plain}");
    assert!(!plain.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{plain:?}");
    let colored = folder.run("show a.jsonl --color always").code(0).out;
    // Each escape is one of ours: digits and semicolons up to an m.
    for sequence in colored.split('\u{1b}').skip(1) {
        let codes = sequence.strip_prefix('[').and_then(|rest| rest.split_once('m')).expect("a colour").0;
        assert!(!codes.is_empty() && codes.chars().all(|c| c.is_ascii_digit() || c == ';'), "{sequence:?}");
    }
    assert!(!colored.contains(|c: char| c != '\n' && c != '\u{1b}' && c.is_control()), "{colored:?}");
}

#[test]
fn what_is_shown_can_be_chosen() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("none.txt", "It rained.\n"), ("bad.jsonl", "{\"id\": 1}\n")]);
    let direct = folder.run("show a.txt --types direct").code(0).out;
    assert!(direct.starts_with("a.txt  1 quotation\n") && !direct.contains("2 Marta"), "{direct}");
    assert!(folder.run("show a.txt --min-confidence 1").code(0).out.starts_with("a.txt  no quotations\n"));
    assert!(folder.run("show a.txt --class attitude").code(0).out.starts_with("a.txt  no quotations\n"));
    let two = folder.run("show a.txt none.txt").code(0).out;
    assert!(two.contains("\n\nnone.txt  no quotations\n"), "{two}");
    assert_eq!(
        folder.run_with("show --input-format text -", ARTICLE.as_bytes()).code(0).out.replace("stdin", "a.txt"),
        folder.run("show a.txt").out
    );
    folder.run("show missing.txt").code(2).says(&["missing.txt"]);
    folder.run("show bad.jsonl").code(1).says(&["bad.jsonl:1"]);
}

/// Content within content has marks of its own in a second line.
#[test]
fn nested_content_is_visible() {
    let text = "\"My grandfather was born on that boat,\" said Ota Fiala. \"I do not believe it is the end. Rivers come back.\"\n";
    let folder = Folder::with(&[("a.txt", text)]);
    let run = folder.run("show a.txt --nested --width 140").code(0);
    assert!(run.out.contains(" nested "), "{}", run.out);
    let marks = run.out.lines().filter(|line| line.contains("~~~~")).filter_map(|line| line.split("│ ").nth(1));
    let expected = [
        "1~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ^^^^ =========  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "                                                         = ^^^^^^^^^^^^^^ 2~~~~~~~~~~~~",
    ];
    assert_eq!(marks.collect::<Vec<_>>(), expected, "{}", run.out);
}
