//! HTML: the main text of a page, a paragraph a line, and what the page says
//! about itself.
//!
//! Which part of a page is its article is decided by [`dom_smoothie`], the rules
//! of a browser's reader view. Where these find nothing, all is taken that is
//! no navigation, by [`mod@page`].

use std::borrow::Cow;

use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Document, Place, encoding, names, page, xhtml};
use crate::error::Note;

/// What a page says of itself besides title, date and url.
pub(super) const FIELDS: [&str; 4] = ["byline", "site", "language", "description"];
/// Elements that may lie in one another. Deeper pages are read without the
/// reader view, which goes down by recursion.
const DEEPEST: usize = 512;
/// The most of [`page::nesting`], some 6000 elements in one another: what
/// takes more than a second to parse was made to.
const MOST_NESTING: u64 = 20_000_000;
/// The most attributes of a tag; pages made by programs have some dozens.
const MOST_ATTRIBUTES: usize = 2000;
/// Bytes in which a page may declare its encoding.
const DECLARED_WITHIN: usize = 4096;

/// The document in a file.
///
/// # Errors
///
/// As [`page()`].
pub(super) fn document(bytes: &[u8], place: &Place<'_>, notes: &mut Vec<Note>) -> Result<Document<'static>, String> {
    let document = page(bytes, ("", None), place, notes)?;
    if document.text.is_empty() {
        notes.push(Note::Warning(format!("{}: no text is found in this page", place.name)));
    }
    Ok(document)
}

/// The document in a page that was served as this media type and encoding,
/// without an id.
///
/// # Errors
///
/// That it is too deep to be read, as only pages made for that are.
pub(super) fn page(
    bytes: &[u8],
    (kind, charset): (&str, Option<&'static Encoding>),
    place: &Place<'_>,
    notes: &mut Vec<Note>,
) -> Result<Document<'static>, String> {
    let text = decode(bytes, charset, place, notes);
    let html = if xhtml::is_xml(kind, &text) { xhtml::closed(&text) } else { Cow::Borrowed(&*text) };
    check_cost(&html, &mut 0)?;
    let dom = Dom::from(&*html);
    let mut about = About::of(&dom);
    let deep = page::depth(&dom) > DEEPEST;
    let mut text = String::new();
    if !deep {
        // Some line ends are lost to the reader view, and words would run together.
        for end in dom.select("br").nodes() {
            end.insert_before(&dom.tree.new_text(page::LINE_END));
        }
        // The only setting that can fail is an address, and none is given.
        if let Ok(mut readability) = Readability::with_document(dom, None, Some(Config::default())) {
            about.complete(&readability);
            readability.config.disable_json_ld = true;
            if let Ok(article) = readability.parse() {
                text = page::text(&Dom::fragment(article.content).root());
            }
        }
    }
    if text.is_empty() {
        let dom = Dom::from(&*html);
        text = dom.body().map(|body| page::text(&body)).unwrap_or_default();
    }
    let kept = place.fields.keep.iter().map(|name| about.field(name).map(Cow::Owned)).collect();
    Ok(Document {
        text: text.into(),
        title: about.title.map(Into::into),
        date: about.date.map(Into::into),
        url: about.url.map(Into::into),
        kept,
        ..Document::default()
    })
}

/// Whether a page begins with `head`, behind white space, comments and an XML
/// declaration: of markup that does not say what it is.
pub(super) fn begins(head: &[u8]) -> bool {
    let text = match encoding::utf16(head) {
        Some(wide) => wide.decode(head).0,
        None => String::from_utf8_lossy(head.strip_prefix(encoding::BOM).unwrap_or(head)),
    };
    let mut rest = text.trim_start();
    while let Some(end) = [("<!--", "-->"), ("<?", "?>")].into_iter().find_map(|(opens, ends)| rest.strip_prefix(opens).map(|_| ends)) {
        let Some((_, behind)) = rest.split_once(end) else { return false };
        rest = behind.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| {
        let begin = rest.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag));
        begin && rest[tag.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

/// Whether `html` can be parsed in the time that pages take, together with what
/// of its document was before it: `nesting` is the sum so far.
///
/// # Errors
///
/// That it cannot, as only what was made for that.
pub(super) fn check_cost(html: &str, nesting: &mut u64) -> Result<(), String> {
    *nesting += page::nesting(html);
    if *nesting > MOST_NESTING {
        return Err("thousands of its elements lie in one another; close them or leave the page out".to_owned());
    }
    if page::attributes(html) > MOST_ATTRIBUTES {
        return Err("one of its tags has thousands of attributes; mend it or leave the page out".to_owned());
    }
    Ok(())
}

/// The text of a page: UTF-8 if it can be, whatever is declared, which is
/// wrong more often than such text is something else.
fn decode<'a>(bytes: &'a [u8], charset: Option<&'static Encoding>, place: &Place<'_>, notes: &mut Vec<Note>) -> Cow<'a, str> {
    if let Some(wide) = encoding::utf16(&bytes[..bytes.len().min(DECLARED_WITHIN)]) {
        return wide.decode(bytes).0;
    }
    let bytes = bytes.strip_prefix(encoding::BOM).unwrap_or(bytes);
    // What was recoded on its way here is UTF-8, and read as such.
    let declared = place.fields.encoding.or(charset).or_else(|| declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]));
    place.decode(bytes, declared, notes)
}

/// The encoding that a `meta` element among the first bytes of a page declares,
/// or else its XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = |tag: &str, attribute: &str| {
        let (_, rest) = tag.split('>').next()?.split_once(attribute)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>')).unwrap_or(value.len());
        Encoding::for_label(&value.as_bytes()[..end])
    };
    let declared = head.split("<meta").skip(1).find_map(|rest| named(rest, "charset"));
    let declared = declared.or_else(|| named(head.trim_start().strip_prefix("<?xml")?, "encoding"));
    // Who could read this declaration is not reading UTF-16.
    declared.map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What a page says about itself.
#[derive(Default)]
struct About {
    title: Option<String>,
    date: Option<String>,
    url: Option<String>,
    byline: Option<String>,
    site: Option<String>,
    language: Option<String>,
    description: Option<String>,
}

impl About {
    /// What [`dom_smoothie`] does not look for.
    fn of(dom: &Dom) -> About {
        let attribute = |selector: &str, name: &str| {
            let found = dom.select(selector);
            found.iter().find_map(|element| line(element.attr(name)?.as_ref()))
        };
        let address =
            |selector: &str, name: &str| attribute(selector, name).filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        About {
            url: address("link[rel~=canonical]", "href").or_else(|| address("meta[property='og:url']", "content")),
            date: attribute("meta[property='article:published_time']", "content")
                .or_else(|| linked_data(dom, "datePublished"))
                .or_else(|| attribute("meta[itemprop=datePublished]", "content"))
                .or_else(|| attribute("time[itemprop=datePublished], time[pubdate]", "datetime")),
            ..About::default()
        }
    }

    /// Adds what [`dom_smoothie`] finds.
    fn complete(&mut self, readability: &Readability) {
        let found = readability.get_article_metadata(readability.parse_json_ld());
        let line = |found: Option<String>| line(&found?);
        self.title = line(Some(found.title));
        self.date = self.date.take().or_else(|| line(found.published_time));
        if self.date.is_none() {
            let times = readability.doc.select("article time[datetime]");
            self.date = times.iter().next().and_then(|time| line(time.attr("datetime").map(Into::into)));
        }
        self.url = self.url.take().or_else(|| line(found.url));
        self.byline = line(found.byline);
        self.site = line(found.site_name);
        self.language = line(found.lang);
        self.description = line(found.excerpt);
    }

    /// What `--keep` may ask for, one of [`FIELDS`].
    fn field(&self, name: &str) -> Option<String> {
        let fields = [&self.byline, &self.site, &self.language, &self.description];
        names::position(name, FIELDS.into_iter()).and_then(|place| fields[place].clone())
    }
}

/// `text` with single spaces, if there is any.
fn line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The first string called `name` in the linked data of a page, however deep.
fn linked_data(dom: &Dom, name: &str) -> Option<String> {
    dom.select("script[type='application/ld+json']").iter().find_map(|script| {
        let json: serde_json::Value = serde_json::from_str(script.text().trim()).ok()?;
        let mut todo = vec![&json];
        // Breadth first: what lies deeper is about something else.
        while !todo.is_empty() {
            let mut below = Vec::new();
            for value in todo {
                match value {
                    serde_json::Value::Object(fields) => {
                        if let Some(found) = fields.get(name).and_then(serde_json::Value::as_str).and_then(line) {
                            return Some(found);
                        }
                        below.extend(fields.values());
                    }
                    serde_json::Value::Array(values) => below.extend(values),
                    _ => {}
                }
            }
            todo = below;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::super::Fields;
    use super::*;

    /// The document in `bytes`, and the warnings.
    fn read(bytes: &[u8], keep: &[&str]) -> (Document<'static>, usize) {
        let fields = Fields { keep: keep.iter().map(|&name| name.to_owned()).collect(), ..Fields::default() };
        let mut notes = Vec::new();
        let place = Place { name: "a.html".to_owned(), offset: 0, fields: &fields };
        (document(bytes, &place, &mut notes).expect("a page"), notes.len())
    }

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
        <title>Bridge to stay open | The Harbour Post</title>
        <meta property="og:title" content="Bridge to stay open">
        <meta property="og:site_name" content="The Harbour Post">
        <meta name="author" content="Pia Lund">
        <link rel="canonical" href="https://post.example/bridge">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Post"},
            {"@type": "NewsArticle", "datePublished": "2024-05-01T10:00:00Z"}]}</script>
        <style>p { color: red }</style></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
        <article><h1>Bridge to stay open</h1>
        <p>&ldquo;The bridge is <em>safe</em>,&rdquo; said
           <a href="/o">Marta Olsen</a>, the mayor of Vik &amp; Dal. She warned that it would close at night, and that nobody should
           wait for the last ferry.</p>
        <p>Engineers have looked at the two towers for a month, and the council has paid for new cables, which will arrive in June.</p>
        <p>&#8220;We have found cracks in two cranes,&#8221; said Ilse Varga, the director of the harbour. Varga added that nobody was hurt, and
           that the harbour would open again within a week.</p></article>
        <footer>Copyright The Harbour Post</footer><script>alert("“no”")</script></body></html>"#;

    #[test]
    fn a_page_is_its_article() {
        let (document, notes) = read(PAGE.as_bytes(), &["byline", "Site", "language", "section"]);
        let lines: Vec<&str> = document.text.lines().collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("“The bridge is safe,” said Marta Olsen, the mayor of Vik & Dal. She warned"), "{lines:?}");
        assert!(lines[2].starts_with("“We have found cracks in two cranes,” said Ilse Varga"), "{lines:?}");
        assert_eq!(document.title.as_deref(), Some("Bridge to stay open"));
        assert_eq!(document.date.as_deref(), Some("2024-05-01T10:00:00Z"));
        assert_eq!(document.url.as_deref(), Some("https://post.example/bridge"));
        let kept: Vec<Option<&str>> = document.kept.iter().map(Option::as_deref).collect();
        assert_eq!(kept, [Some("Pia Lund"), Some("The Harbour Post"), Some("en"), None]);
        assert_eq!(notes, 0);
    }

    #[test]
    fn short_and_broken_pages_are_read_as_well() {
        let text = |html: &str| read(html.as_bytes(), &[]).0.text.into_owned();
        assert_eq!(text("<p>“So,” she said."), "“So,” she said.\n");
        assert_eq!(text("<html><body>one<br>two<div>three <b>four"), "one\ntwo\nthree four\n");
        assert_eq!(read(b"<html><head><title>Only</title></head></html>", &[]).1, 1);
        assert_eq!(read(b"", &[]).1, 1);
        let deep = format!("{}“Deep,” she said.", "<div>".repeat(2000));
        assert_eq!(text(&deep), "“Deep,” she said.\n");
        let tag = |count: usize| format!("<p {}>“Deep,” she said.</p>", (0..count).map(|n| format!("a{n}='> x y' ")).collect::<String>());
        assert_eq!(text(&tag(1000)), "“Deep,” she said.\n");
        let deep = "<b><i>".repeat(20_000);
        let fields = Fields::default();
        let place = Place { name: String::new(), offset: 0, fields: &fields };
        let why = document(tag(5000).as_bytes(), &place, &mut Vec::new()).unwrap_err();
        assert!(why.contains("thousands of attributes"), "{why}");
        let why = document(deep.as_bytes(), &place, &mut Vec::new()).unwrap_err();
        assert!(why.contains("thousands of its elements"), "{why}");
    }

    #[test]
    fn pages_are_told_by_their_beginning() {
        let page = "<!-- a > b --> \n<!----><HTML lang=en>";
        let wide: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        for head in [
            "<!DOCTYPE html>",
            "\r\n\t<!doctype HTML PUBLIC \"x\">",
            "\u{feff}<body>",
            "<?xml version='1.0'?>\n<html xmlns='x'>",
            "<head/>",
            page,
        ] {
            assert!(begins(head.as_bytes()), "{head}");
        }
        assert!(begins(&wide));
        for head in [
            "",
            "He said <html>",
            "<header>",
            "<!DOCTYPE svg>",
            "<svg><body>",
            "<html",
            "<!-- <html>",
            "{\"a\": \"<html>\"}",
            "<?xml?><rss>",
            "\u{fffd}PNG<html>",
        ] {
            assert!(!begins(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn encodings_are_declared() {
        let text = |bytes: &[u8]| {
            let (document, notes) = read(bytes, &[]);
            (document.text.into_owned(), notes)
        };
        assert_eq!(text(b"<meta charset=\"iso-8859-2\"><p>\xa9varc</p>"), ("Švarc\n".to_owned(), 0));
        assert_eq!(
            text(b"<meta http-equiv=x content='text/html; charset=windows-1252'><p>\x93caf\xe9\x94</p>"),
            ("“café”\n".to_owned(), 0)
        );
        assert_eq!(text(b"<?xml version='1.0' encoding='iso-8859-2'?><p>\xa9varc</p>"), ("Švarc\n".to_owned(), 0));
        assert_eq!(text("<meta charset=latin1><p>“café”</p>".as_bytes()), ("“café”\n".to_owned(), 0));
        assert_eq!(text(b"<p>\x93The caf\xe9 is shut,\x94 she said</p>"), ("“The café is shut,” she said\n".to_owned(), 1));
        let wide: Vec<u8> = "<p>“café”</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), ("“café”\n".to_owned(), 0));
    }
}
