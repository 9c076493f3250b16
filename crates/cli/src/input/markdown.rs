//! Markdown: its words, a paragraph a line, without code; of HTML in it the words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dom_query::Document as Dom;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Document, Place, html, names, page};
use crate::error::Note;

/// What is understood besides `CommonMark`. Nothing that changes words.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_TASKLISTS);

/// The document that `bytes` hold. Title, date and url, and what is to be
/// kept, are those of the block in front; else the title is the first heading
/// of the first level.
///
/// # Errors
///
/// That HTML in it is too deep to be read, as only what was made for that.
pub(super) fn document(bytes: &[u8], place: &Place<'_>, notes: &mut Vec<Note>) -> Result<Document<'static>, String> {
    let markdown = place.decode(bytes, None, notes);
    let Rendered { text, title, front } = render(&markdown)?;
    let values: Vec<&String> = front.values().collect();
    let field = |name: &String| Some(values[names::position(name, front.keys().map(String::as_str))?].clone());
    // A file has an id, its name.
    let [_, titles, dates, urls] = &place.fields.about;
    let first = |names: &[String]| names.iter().find_map(field);
    Ok(Document {
        text: text.into(),
        title: first(titles).or(title).map(Into::into),
        date: first(dates).map(Into::into),
        url: first(urls).map(Into::into),
        kept: place.fields.keep.iter().map(|name| field(name).map(Into::into)).collect(),
        ..Document::default()
    })
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

fn render(markdown: &str) -> Result<Rendered, String> {
    let (front, markdown) = front(markdown);
    let mut rendered = Rendered { front, ..Rendered::default() };
    let text = &mut rendered.text;
    // Where the line began that is being written.
    let mut line = 0;
    let (mut hidden, mut block, mut nesting) = (0_usize, String::new(), 0);
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden -= 1,
            Event::Text(words) | Event::Code(words) if hidden == 0 => text.push_str(&words),
            Event::SoftBreak if hidden == 0 => text.push(' '),
            Event::End(TagEnd::TableCell) => text.push('\t'),
            Event::Start(tag) if begins_line(&tag) => line = end_line(text),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if rendered.title.is_none() => {
                rendered.title = Some(text[line..].trim().to_owned()).filter(|title| !title.is_empty());
                line = end_line(text);
            }
            Event::Html(words) => block.push_str(&words),
            Event::End(TagEnd::HtmlBlock) => {
                html::check_cost(&block, &mut nesting)?;
                end_line(text);
                text.push_str(&page::text(&Dom::fragment(std::mem::take(&mut block)).root()));
                line = end_line(text);
            }
            Event::InlineHtml(tag) if tag.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) => line = end_line(text),
            Event::HardBreak | Event::Rule => line = end_line(text),
            Event::End(tag) if ends_line(tag) => line = end_line(text),
            _ => {}
        }
    }
    end_line(text);
    Ok(rendered)
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
    )
}

/// The fields of the block in front, YAML between lines of `---` or TOML between
/// lines of `+++`, and what is behind it. What is no field, such as words
/// between two rules, is no block.
fn front(markdown: &str) -> (BTreeMap<String, String>, &str) {
    let whole = markdown.trim_start_matches('\u{feff}');
    let none = || (BTreeMap::new(), markdown);
    let Some((fence, rest)) = whole.split_once('\n').filter(|(fence, _)| matches!(fence.trim_end(), "---" | "+++")) else { return none() };
    let fence = fence.trim_end();
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let closes = line.trim_end() == fence || fence == "---" && line.trim_end() == "...";
        if closes {
            let (block, behind) = (&rest[..end], &rest[end + line.len()..]);
            let fields = if fence == "---" { yaml(block) } else { toml(block) };
            return fields.map_or_else(none, |fields| (fields, behind));
        }
        end += line.len();
    }
    none()
}

/// The fields of TOML, if it is some; what is nested is left out.
fn toml(block: &str) -> Option<BTreeMap<String, String>> {
    let table: toml::Table = block.parse().ok()?;
    let cell = |value: toml::Value| match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Table(_) | toml::Value::Array(_) => None,
        other => Some(other.to_string()),
    };
    Some(table.into_iter().filter_map(|(name, value)| Some((name, cell(value)?))).collect())
}

/// The fields of YAML, each `name: value` on a line of its own, folded and
/// literal blocks joined to a line; what is nested is left out. None if the
/// first line is no field.
fn yaml(block: &str) -> Option<BTreeMap<String, String>> {
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let name = unquoted(name.trim_end());
        let is_name = !name.is_empty() && !name.starts_with([' ', '\t', '#', '-', '“', '"', '\'']) && name.split_whitespace().count() < 4;
        (is_name && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then(|| (name.into_owned(), value.trim().to_owned()))
    };
    let mut fields = BTreeMap::new();
    let mut lines = block.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    if lines.peek().is_some_and(|line| field(line).is_none()) {
        return None;
    }
    while let Some(line) = lines.next() {
        let Some((name, value)) = field(line) else { continue };
        let value = if matches!(value.as_bytes(), [b'>' | b'|'] | [b'>' | b'|', b'-' | b'+']) {
            let mut words = Vec::new();
            while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t'])) {
                words.push(more.trim());
            }
            words.join(" ")
        } else {
            unquoted(value.split_once(" #").filter(|_| !value.starts_with(['"', '\''])).map_or(&*value, |(value, _)| value.trim_end()))
                .into_owned()
        };
        if !value.is_empty() && value != "~" && value != "null" {
            fields.insert(name, value);
        }
    }
    Some(fields)
}

/// A scalar of YAML without its marks.
fn unquoted(value: &str) -> Cow<'_, str> {
    let within = |mark| value.strip_prefix(mark)?.strip_suffix(mark);
    match (within('"'), within('\'')) {
        (Some(text), _) => Cow::Owned(text.replace("\\\"", "\"").replace("\\\\", "\\")),
        (_, Some(text)) => Cow::Owned(text.replace("''", "'")),
        _ => Cow::Borrowed(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of `markdown`.
    fn check(markdown: &str, text: &str) {
        assert_eq!(render(markdown).unwrap().text, text, "{markdown:?}");
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
        // What people write in HTML is said all the same.
        check(
            "One<br>two<br/>three.\n\n<p>“We are safe,” said Ada Holm.</p>\n\n<blockquote>Q <i>R</i></blockquote>\nstill\n\nend\n",
            "One\ntwo\nthree.\n“We are safe,” said Ada Holm.\nQ R\nstill\nend\n",
        );
        check("<script>\nno()\n</script>\n\nyes\n", "yes\n");
        check("A note[^1].\n\n[^1]: The note.\n", "A note.\nThe note.\n");
        check("", "");
    }

    #[test]
    fn titles_and_fields() {
        let title = |markdown| render(markdown).unwrap().title;
        assert_eq!(title("text\n\n## Two\n\n# *The* one\n\n# No\n").as_deref(), Some("The one"));
        assert_eq!(title("text"), None);
        let markdown = "---\ntitle: \"Bridge: safe\"\ndate: 2024-05-01\ntags:\n  - a: b\n# no\n---\n\n# Head\n";
        let rendered = render(markdown).unwrap();
        assert_eq!(rendered.text, "Head\n");
        let fields: Vec<_> = rendered.front.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("date", "2024-05-01"), ("title", "Bridge: safe")]);
    }

    #[test]
    fn only_the_block_in_front_is_one() {
        let fields = |markdown: &str| render(markdown).unwrap().front.into_iter().collect::<Vec<_>>();
        let named = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let later = "---\ntitle: Real\n---\nIntro.\n\n---\ntitle: Second\n“No,” said Bob Hale.\n\n---\n\nEnd.\n";
        assert_eq!(fields(later), [named("title", "Real")]);
        check(later, "Intro.\ntitle: Second “No,” said Bob Hale.\nEnd.\n");
        // Two rules with words between them.
        check("---\n“We are safe,” said Olsen: all.\n\n---\nMore.\n", "“We are safe,” said Olsen: all.\nMore.\n");
        check("---\n“We are safe,” said Olsen.\n", "“We are safe,” said Olsen.\n");
        for (value, means) in [
            ("'It''s'", "It's"),
            ("\"He said \\\"yes\\\"\"", "He said \"yes\""),
            ("Real # comment", "Real"),
            ("C# in use", "C# in use"),
            (">-\n  Folded\n  title", "Folded title"),
        ] {
            assert_eq!(fields(&format!("---\n\"title\": {value}\nx: ~\n---\ntext\n")), [named("title", means)], "{value}");
        }
        let toml = "+++\ntitle = \"A: b\"\ndate = 2024-05-01\ntags = [\"x\"]\n+++\ntext\n";
        assert_eq!(fields(toml), [named("date", "2024-05-01"), named("title", "A: b")]);
        check(toml, "text\n");
    }
}
