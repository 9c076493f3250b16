//! Rows of the sample.

use super::*;
use crate::sample::{TEXT, document, everything, quotes, shape};

/// Ids of the rows that `selection` keeps.
fn kept(selection: &Selection) -> Vec<String> {
    let (document, quotes, gazetteer, shape) = (document(), quotes(), Gazetteer::curated(), shape());
    records(&document, &quotes, &gazetteer, selection, &shape).into_iter().map(|record| record.quote_id).collect()
}

#[test]
fn ids_do_not_depend_on_the_selection() {
    assert_eq!(kept(&everything()), ["cafe.txt#1", "cafe.txt#2"]);
    let direct = Selection { types: vec![QuoteType::Direct], ..everything() };
    assert_eq!(kept(&direct), ["cafe.txt#2"]);
    let speech = Selection { classes: vec![Class::Speech], ..everything() };
    assert_eq!(kept(&speech), ["cafe.txt#2"]);
    let sure = Selection { min_confidence: 0.26, ..everything() };
    assert_eq!(kept(&sure), ["cafe.txt#2"]);
    let equal = Selection { min_confidence: 0.25, ..everything() };
    assert_eq!(kept(&equal).len(), 2);
}

#[test]
fn an_outer_row_is_named_though_it_is_left_out() {
    let (document, quotes, gazetteer, shape) = (document(), quotes(), Gazetteer::curated(), shape());
    let direct = Selection { types: vec![QuoteType::Direct], ..everything() };
    let rows = records(&document, &quotes, &gazetteer, &direct, &shape);
    assert_eq!(rows[0].nested_in.as_deref(), Some("cafe.txt#1"));
}

#[test]
fn offsets_cut_the_same_words_in_each_unit() {
    let (document, quotes, gazetteer) = (document(), quotes(), Gazetteer::curated());
    let chars: Vec<char> = TEXT.chars().collect();
    let utf16: Vec<u16> = TEXT.encode_utf16().collect();
    for unit in [Unit::Bytes, Unit::Chars, Unit::Utf16] {
        let cut = |start: usize, end: usize| match unit {
            Unit::Bytes => TEXT[start..end].to_owned(),
            Unit::Chars => chars[start..end].iter().collect(),
            Unit::Utf16 => String::from_utf16(&utf16[start..end]).expect("whole characters"),
        };
        let shape = Shape { unit, ..shape() };
        let rows = records(&document, &quotes, &gazetteer, &everything(), &shape);
        let row = &rows[1];
        assert_eq!(cut(row.content[0].start, row.content[0].end), "“it works,”");
        assert_eq!(cut(row.content[1].start, row.content[1].end), "“and it's cheap.”");
        let mention = row.mention.as_ref().expect("a mention");
        assert_eq!(cut(mention.start, mention.end), "the mayor");
        let cue = row.cue.as_ref().expect("a cue");
        assert_eq!(cut(cue.start, cue.end), "said");
        assert_eq!(row.start(), Some(row.content[0].start));
        assert_eq!(row.end(), Some(row.content[1].end));
    }
}

#[test]
fn confidence_is_a_number_that_json_can_hold() {
    assert_eq!(rounded(0.87654), 0.877);
    assert_eq!(rounded(f32::NAN), 0.0);
    assert_eq!(rounded(1.5), 1.0);
}

#[test]
fn what_is_kept_and_the_context() {
    let (mut document, quotes, gazetteer) = (document(), quotes(), Gazetteer::curated());
    document.kept = vec![Some("The Harbour".into()), None];
    let shape = Shape { context: Some(2), keep: vec!["outlet".to_owned(), "b \"c".to_owned()], ..shape() };
    let rows = records(&document, &quotes, &gazetteer, &everything(), &shape);
    assert_eq!((rows[1].kept.value(0), rows[1].kept.value(1), rows[1].kept.value(2)), (Some("The Harbour"), None, None));
    let json = serde_json::to_string(&rows[1]).unwrap();
    let end = r#""url":null,"kept":{"outlet":"The Harbour","b \"c":null},"context_before":"reported that","context_after":""}"#;
    assert!(json.ends_with(end), "{json}");
}
