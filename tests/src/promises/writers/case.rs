//! Documents and quotations made of bytes.

use std::borrow::Cow;

use inquit_gazetteer::{EntityId, Gazetteer};
use inquit_quotes::{Class, Cue, Mention, MentionKind, Method, Quote, QuoteType, Rule, Span, Speaker, SpeakerKind, Step};
use inquit_table::{Document, Selection};

/// What is written, and how.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) format: &'static str,
    pub(super) spreadsheet: bool,
    pub(super) document: Document<'static>,
    pub(super) quotes: Vec<Quote>,
    /// The name of the one field that documents carry.
    pub(super) keep: Vec<String>,
}

const FORMATS: [&str; 9] = ["csv", "tsv", "jsonl", "parquet", "xlsx", "tei", "jsonld", "predictions", "brat"];
/// Cells before the bytes that make quotations: id, text, title, date, url,
/// a kept field, two names of speakers.
const CELLS: usize = 8;

impl Case {
    /// The first byte chooses the format and, with its highest bit, that cells
    /// are kept from running; cells follow, each ended by a zero byte, and then
    /// eight bytes for each quotation.
    pub(super) fn of(bytes: &[u8]) -> Option<Case> {
        let (&form, rest) = bytes.split_first()?;
        let format = FORMATS[usize::from(form & 127) % FORMATS.len()];
        let mut cells: Vec<&[u8]> = rest.splitn(CELLS + 1, |&byte| byte == 0).collect();
        cells.resize(CELLS + 1, b"");
        // A zero byte of its own stands for itself, which a zero byte cannot.
        let words = |cell: usize| String::from_utf8_lossy(cells[cell]).replace('\u{1}', "\0");
        let optional = |cell: usize| Some(words(cell)).filter(|words| !words.is_empty()).map(Cow::Owned);
        let document = Document {
            id: words(0).into(),
            text: words(1).into(),
            title: optional(2),
            date: optional(3),
            url: optional(4),
            kept: vec![optional(5)],
        };
        let names = [words(6), words(7)];
        let quotes = quotes(&document.text, &names, cells[CELLS]);
        let spreadsheet = form & 128 > 0 && matches!(format, "csv" | "tsv");
        Some(Case { format, spreadsheet, document, quotes, keep: vec!["section".to_owned()] })
    }
}

fn quotes(text: &str, names: &[String; 2], bytes: &[u8]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let span = |at: u8, length: u8| {
        let start = text.floor_char_boundary(usize::from(at) * text.len() / 256);
        let end = text.ceil_char_boundary((start + usize::from(length) + 1).min(text.len()));
        (start < end).then(|| Span::new(start, end))
    };
    let gazetteer = Gazetteer::curated();
    let entity = |number: u8| -> Option<EntityId> { gazetteer.ids_iter().nth(usize::from(number)) };
    for chunk in bytes.chunks_exact(8).take(12) {
        let &[at, length, cue, mention, kind, speaker, nested, sure] = chunk else { continue };
        let Some(content) = span(at, length) else { continue };
        if kind & 128 > 0
            && let Some(before) = quotes.last_mut()
            && before.content.last().is_some_and(|last| last.end() <= content.start())
        {
            before.content.push(content);
            continue;
        }
        let mention = span(mention, 4).filter(|_| kind & 64 > 0);
        let speakers = names.iter().take(usize::from(speaker % 3)).map(|name| Speaker {
            entity: entity(speaker / 3).filter(|_| nested & 1 > 0),
            person: (nested & 2 > 0).then_some(usize::from(speaker)),
            chain: mention.map(|span| Step { span, rule: Rule::LongestName }).into_iter().collect(),
            ..Speaker::new(name.as_str(), [SpeakerKind::Person, SpeakerKind::Organization, SpeakerKind::Group][usize::from(speaker % 3)])
        });
        quotes.push(Quote {
            content: vec![content],
            quote_type: [QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect][usize::from(kind % 3)],
            class: [Class::Speech, Class::Thought, Class::Attitude, Class::Act][usize::from(kind / 4 % 4)],
            cue: span(cue, 3).filter(|_| kind & 32 > 0).map(|span| Cue { span, lemma: names[0].clone() }),
            mention: mention.map(|span| Mention { span, kind: MentionKind::Name }),
            speakers: speakers.collect(),
            method: Method::QuoteFirst,
            confidence: f32::from(sure) / 255.0,
            nested_in: quotes.len().checked_sub(usize::from(nested / 4)),
            paragraph: usize::from(at),
            sentence: usize::from(length),
            entities: entity(sure).into_iter().collect(),
        });
    }
    quotes
}

/// A document behind the one that was made, with a quotation.
pub(super) fn last() -> (Document<'static>, Vec<Quote>) {
    let text = "“No,” said Ilse Varga.";
    let document = Document { id: "last.txt".into(), text: text.into(), kept: vec![None], ..Document::default() };
    let names = ["Ilse Varga".to_owned(), String::new()];
    (document, quotes(text, &names, &[0, 8, 120, 160, 32 + 64, 1, 0, 200]))
}

/// Leaves nothing out.
pub(super) fn everything() -> Selection {
    Selection { classes: vec![Class::Speech, Class::Thought, Class::Attitude, Class::Act], inner: true, ..Selection::usual() }
}
