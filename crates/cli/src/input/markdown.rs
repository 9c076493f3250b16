//! Markdown: its words, a paragraph a line, without code.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::{Document, Place, names};
use crate::error::Note;

/// What is understood besides `CommonMark`. Nothing that changes words.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

/// The document that `bytes` hold. Title, date and url, and what is to be
/// kept, are those of the block in front; else the title is the first heading
/// of the first level.
pub(super) fn document(bytes: &[u8], place: &Place<'_>, notes: &mut Vec<Note>) -> Document<'static> {
    let markdown = place.decode(bytes, None, notes);
    let Rendered { text, title, front } = render(&markdown);
    let values: Vec<&String> = front.values().collect();
    let field = |name: &String| Some(values[names::position(name, front.keys().map(String::as_str))?].clone());
    // A file has an id, its name.
    let [_, titles, dates, urls] = &place.fields.about;
    let first = |names: &[String]| names.iter().find_map(field);
    Document {
        text: text.into(),
        title: first(titles).or(title).map(Into::into),
        date: first(dates).map(Into::into),
        url: first(urls).map(Into::into),
        kept: place.fields.keep.iter().map(|name| field(name).map(Into::into)).collect(),
        ..Document::default()
    }
}

/// What a file in Markdown says.
#[derive(Default)]
struct Rendered {
    text: String,
    /// The first heading of the first level.
    title: Option<String>,
    /// Fields of the block in front.
    front: BTreeMap<String, String>,
}

fn render(markdown: &str) -> Rendered {
    let mut rendered = Rendered::default();
    let text = &mut rendered.text;
    // Where the line began that is being written.
    let mut line = 0;
    let (mut hidden, mut metadata) = (0_usize, String::new());
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => hidden += 1,
            Event::End(TagEnd::MetadataBlock(_)) => {
                hidden -= 1;
                rendered.front = front(&metadata);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden -= 1,
            Event::Text(words) if hidden > 0 => metadata.push_str(&words),
            Event::Text(words) | Event::Code(words) if hidden == 0 => text.push_str(&words),
            Event::SoftBreak if hidden == 0 => text.push(' '),
            Event::End(TagEnd::TableCell) => text.push('\t'),
            Event::Start(tag) if begins_line(&tag) => line = end_line(text),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if rendered.title.is_none() => {
                rendered.title = Some(text[line..].trim().to_owned()).filter(|title| !title.is_empty());
                line = end_line(text);
            }
            Event::HardBreak | Event::Rule => line = end_line(text),
            Event::End(tag) if ends_line(tag) => line = end_line(text),
            _ => {}
        }
    }
    end_line(text);
    rendered
}

/// Ends a line that has something on it; where the next begins.
fn end_line(text: &mut String) -> usize {
    text.truncate(text.trim_end_matches([' ', '\t']).len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.len()
}

fn begins_line(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::Item | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_)
    )
}

fn ends_line(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::HtmlBlock
    )
}

/// The fields of a block in front, each `name: value` on a line of its own.
fn front(block: &str) -> BTreeMap<String, String> {
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let value = value.trim();
        let quoted = |mark| value.strip_prefix(mark)?.strip_suffix(mark);
        let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
        (!value.is_empty() && !name.starts_with([' ', '#', '-'])).then(|| (name.trim_end().to_owned(), value.to_owned()))
    };
    block.lines().filter_map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of `markdown`.
    fn check(markdown: &str, text: &str) {
        assert_eq!(render(markdown).text, text, "{markdown:?}");
    }

    #[test]
    fn words_without_markup() {
        check("One\nparagraph.\n\nAnother.\n", "One paragraph.\nAnother.\n");
        check("She *never* said [so](http://x \"t\"), **he** `said`.", "She never said so, he said.\n");
        check("Fish &amp; chips, 2 \\* 3, it’s \"so\"", "Fish & chips, 2 * 3, it’s \"so\"\n");
        check("a  \nb\\\nc", "a\nb\nc\n");
        check("# Head\ntext\n\nOld\n===\n\n* * *\n", "Head\ntext\nOld\n");
        check("- one\n- two\n  more\n\n1. three\n\n   four\n", "one\ntwo more\nthree\nfour\n");
        check("> “Quoted,”\n> she said.\n\nafter", "“Quoted,” she said.\nafter\n");
        check("| a | b |\n|---|---|\n| c | d |\n", "a\tb\nc\td\n");
        check("before\n\n```\ncode \"says\"\n```\n\n    more code\n\nafter ![picture](x.png)", "before\nafter\n");
        check("<div class=\"x\">\n\ninside <b>bold</b>\n\n</div>\n<!-- no -->\n", "inside bold\n");
        check("A note[^1].\n\n[^1]: The note.\n", "A note.\nThe note.\n");
        check("", "");
    }

    #[test]
    fn titles_and_fields() {
        let title = |markdown| render(markdown).title;
        assert_eq!(title("text\n\n## Two\n\n# *The* one\n\n# No\n").as_deref(), Some("The one"));
        assert_eq!(title("text"), None);
        let markdown = "---\ntitle: \"Bridge: safe\"\ndate: 2024-05-01\ntags:\n  - a: b\n# no\n---\n\n# Head\n";
        let rendered = render(markdown);
        assert_eq!(rendered.text, "Head\n");
        let fields: Vec<_> = rendered.front.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("date", "2024-05-01"), ("title", "Bridge: safe")]);
    }
}
