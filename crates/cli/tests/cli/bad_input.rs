//! Input that fails: named, with a remedy, and the rest goes on.

use super::Folder;

#[test]
fn a_missing_path_stops_before_any_work() {
    let folder = Folder::with(&[("a.txt", "a")]);
    let run = folder.run("extract a.txt nowhere.txt -o t.csv").code(2);
    run.says(&["cannot read nowhere.txt", "No such file"]);
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn broken_lines_are_named_and_the_rest_goes_on() {
    let lines = "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\n[\"x\"]\n\n{\"id\":5,\"text\":\"e\"}\n";
    let folder = Folder::with(&[("n.jsonl", lines), ("z.txt", "z")]);
    let run = folder.run("extract n.jsonl z.txt --format predictions").code(1);
    assert_eq!(run.ids(), ["1", "5", "z.txt"]);
    run.says(&[
        "error: n.jsonl:2: broken JSON at column 17: EOF while parsing a string",
        "error: n.jsonl:3: broken JSON",
        "correct or remove it",
    ]);
}

#[test]
fn broken_lines_of_two_files_of_one_name_are_told_apart() {
    let folder = Folder::with(&[("x/n.jsonl", "{"), ("y/n.jsonl", "[]")]);
    folder.run("extract .").code(1).says(&["./x/n.jsonl:1: ", "./y/n.jsonl:1: "]);
}

#[test]
fn a_missing_text_field_lists_what_there_is() {
    let folder = Folder::with(&[("n.jsonl", "{\"story\":\"b\",\"head\\u001bline\":\"h\"}\n{\"text\":[\"t\"]}\n")]);
    let run = folder.run("extract n.jsonl").code(1).says(&[
        "n.jsonl:1: no field for the text, as text or body; fields seen: story, head\u{fffd}line; ",
        "--text-field",
        "n.jsonl:2: field \"text\" is a list, not a string",
    ]);
    assert!(!run.err.contains('\u{1b}'), "escapes of an article reach the terminal");
}

#[test]
fn what_is_not_utf8_is_read_with_a_warning() {
    let folder = Folder::with(&[]);
    folder.write("a.txt", b"\xef\xbb\xbfcaf\xe9 said");
    folder.write("n.jsonl", b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"caf\xe9\"}\n");
    let run = folder.run("extract a.txt n.jsonl --format predictions").code(0);
    assert_eq!(run.ids(), ["a.txt", "1", "2"]);
    // Bytes of the file, its mark included.
    run.says(&["warning: a.txt: not UTF-8 at byte 6;", "warning: n.jsonl:2: not UTF-8 at byte 39;", "U+FFFD"]);
}

#[test]
fn half_a_surrogate_pair_is_read_with_a_warning() {
    let folder = Folder::with(&[("n.jsonl", "{\"id\":1,\"text\":\"a \\ud83d b\"}\n")]);
    let run = folder.run("extract n.jsonl --format predictions").code(0);
    assert_eq!(run.ids(), ["1"]);
    run.says(&["warning: n.jsonl:1: half of a UTF-16 pair"]);
}

#[test]
fn strange_bytes_never_stop_a_run() {
    let folder = Folder::with(&[]);
    let noise: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    folder.write("noise.txt", &noise);
    folder.write("nul.txt", b"\0\0\0\0\"\0said\0\"");
    folder.write("some.txt", format!("{}\0\x08\u{9f}\x1b[31m", "She said so. ".repeat(9)).as_bytes());
    let run = folder.run("extract noise.txt nul.txt some.txt --format predictions").code(1);
    assert_eq!(run.ids(), ["some.txt"]);
    run.says(&["error: noise.txt: it is no text", "error: nul.txt: it is no text"]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_is_named() {
    use super::permissions_do_not_bind;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::with(&[("n/a.txt", "a"), ("n/b.txt", "b"), ("n/c/x.txt", "x")]);
    symlink("gone.txt", folder.path("n/link.txt")).expect("a link");
    let run = folder.run("extract n --format predictions").code(1);
    assert_eq!(run.ids(), ["a.txt", "b.txt", "x.txt"]);
    run.says(&["error: n/link.txt: cannot be read: "]);

    let locked = [folder.path("n/a.txt"), folder.path("n/c")];
    for path in &locked {
        fs::set_permissions(path, Permissions::from_mode(0o000)).expect("own file");
    }
    if !permissions_do_not_bind(&locked[0]) {
        let run = folder.run("extract n --format predictions").code(1);
        assert_eq!(run.ids(), ["b.txt"]);
        run.says(&["error: n/c: cannot be read: ", "error: n/a.txt: cannot be read: "]);
    }
    for path in &locked {
        fs::set_permissions(path, Permissions::from_mode(0o755)).expect("own file");
    }
}
