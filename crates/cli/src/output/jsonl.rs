//! JSON Lines: the row of the table with all that a flat row cannot hold.

use std::io;

use inquit_table::Record;

/// Appends one line for each record.
pub(super) fn write(records: &[Record<'_>], out: &mut Vec<u8>) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *out, record)?;
        out.push(b'\n');
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_gazetteer::Gazetteer;
    use inquit_table::{Party, records, sample};

    #[test]
    fn the_wire_format() {
        let (document, quotes, shape) = (sample::document(), sample::quotes(), sample::shape());
        let gazetteer = Gazetteer::curated();
        let mut rows = records(&document, &quotes, &gazetteer, &sample::everything(), &shape);
        rows[1].entities = vec![Party { name: "Mali", id: Some("Q912"), kind: "country" }];
        let mut out = Vec::new();
        write(&rows, &mut out).unwrap();
        let lines = String::from_utf8(out).unwrap();
        let expected = [
            concat!(
                r#"{"doc_id":"cafe.txt","quote_id":"cafe.txt#1","type":"mixed","class":"attitude","#,
                r#""text":"that “it works,” the mayor said, “and it's cheap.”","#,
                r#""content":[{"start":20,"end":70,"text":"that “it works,” the mayor said, “and it's cheap.”"}],"#,
                r#""speakers":[],"mention":null,"cue":null,"method":"quote-first","confidence":0.25,"#,
                r#""nested_in":null,"paragraph":0,"sentence":0,"entities":[],"#,
                r#""title":"=Opening","date":null,"url":null}"#,
            ),
            concat!(
                r#"{"doc_id":"cafe.txt","quote_id":"cafe.txt#2","type":"direct","class":"speech","#,
                r#""text":"“it works,” … “and it's cheap.”","#,
                r#""content":[{"start":25,"end":36,"text":"“it works,”"},{"start":53,"end":70,"text":"“and it's cheap.”"}],"#,
                r#""speakers":[{"name":"the mayor","id":null,"kind":"person","local_id":"local:1","other_ids":[],"#,
                r#""chain":[{"mention":"the mayor","start":37,"end":46,"rule":"name: longest"}]}],"#,
                r#""mention":{"text":"the mayor","kind":"role","start":37,"end":46},"#,
                r#""cue":{"text":"said","lemma":"say","start":47,"end":51},"#,
                r#""method":"quote-first","confidence":0.877,"nested_in":"cafe.txt#1","#,
                r#""paragraph":0,"sentence":0,"entities":[{"name":"Mali","id":"Q912","kind":"country"}],"#,
                r#""title":"=Opening","date":null,"url":null}"#,
            ),
        ];
        assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
        assert!(lines.ends_with("}\n"));
    }
}
