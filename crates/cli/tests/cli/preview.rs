//! `inquit preview`.

use super::Folder;

const TABLE: &str = "doc_id,type,text,speaker,cue,confidence\n\
    a,direct,“It works.”,Zoë Low,said,0.91\n\
    b,mixed,\"it \u{1b}[2Jworks\nand “runs”\",Bo Dahl,claimed,0.42\n\
    c,indirect,that it stopped,,:,0.10\n";

#[test]
fn the_first_rows_align() {
    let folder = Folder::with(&[("t.csv", TABLE)]);
    let run = folder.run("preview t.csv -n 2").code(0);
    assert_eq!(
        run.out,
        "type    confidence  speaker  cue      text\n\
         direct  0.91        Zoë Low  said     “It works.”\n\
         mixed   0.42        Bo Dahl  claimed  it \u{fffd}[2Jworks and “runs”\n\
         (2 of 3 rows)\n"
    );
}

#[test]
fn a_table_just_written_can_be_shown() {
    let folder = Folder::with(&[("a.txt", "")]);
    for (name, flags) in [("t.csv", ""), ("s.csv", "--spreadsheet")] {
        folder.run(&format!("extract a.txt -o {name} {flags}")).code(0);
        assert!(folder.run(&format!("preview {name}")).code(0).out.ends_with("(no rows)\n"));
    }
}

#[test]
fn what_cannot_be_shown() {
    let folder = Folder::with(&[("other.csv", "a,b\n1,2\n"), ("t.csv", TABLE)]);
    folder.run("preview nowhere.csv").code(2).says(&["cannot read nowhere.csv"]);
    folder
        .run("preview other.csv")
        .code(1)
        .says(&["cannot show other.csv: it has none of the columns type, confidence, speaker, cue, text; "]);
    folder.run("preview t.csv -n many").code(2);
    folder.run("preview").code(2);
}
