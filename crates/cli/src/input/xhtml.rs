//! XHTML, made such that a parser of HTML reads it.
//!
//! In XML `<script src="a.js"/>` is whole. In HTML it is left open, and all
//! that follows is its content: the page would be empty.

use std::borrow::Cow;

/// Elements whose content is no markup in HTML, up to where they end.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp"];

/// Whether a page is XML: it is served as `kind`, or its text says so.
pub(super) fn is_xml(kind: &str, text: &str) -> bool {
    kind == "application/xhtml+xml" || text.trim_start().starts_with("<?xml")
}

/// `page` with end tags for elements of [`RAW`] that end where they begin.
pub(super) fn closed(page: &str) -> Cow<'_, str> {
    let (mut closed, mut done, mut at) = (String::new(), 0, 0);
    // What has no end is the rest of the page, in which nothing is to be closed.
    while let Some(found) = memchr::memchr(b'<', &page.as_bytes()[at..]) {
        let begin = at + found;
        let rest = &page[begin + 1..];
        if rest.starts_with("!--") {
            let Some(length) = rest.find("-->") else { break };
            at = begin + 1 + length;
            continue;
        }
        let Some(name) = RAW.into_iter().find(|name| is_tag(rest, name)) else {
            at = begin + 1;
            continue;
        };
        let Some(length) = tag_length(rest) else { break };
        at = begin + 1 + length;
        if rest[..length].ends_with('/') {
            closed.push_str(&page[done..at - 1]);
            closed.extend(["></", name]);
            done = at;
        } else {
            let Some(length) = memchr::memmem::find(&page.as_bytes()[at..], format!("</{name}").as_bytes()) else { break };
            at += length + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(page);
    }
    closed.push_str(&page[done..]);
    Cow::Owned(closed)
}

/// Whether a tag of the element `name` begins with `rest`, behind its bracket.
fn is_tag(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')))
}

/// Bytes of a tag up to the bracket that closes it; one between quotation
/// marks does not.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quoted = None;
    tag.bytes().position(|byte| match (quoted, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quoted = Some(byte);
            false
        }
        (Some(mark), _) if mark == byte => {
            quoted = None;
            false
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_where_it_begins_is_closed() {
        for (page, expected) in [
            ("<p><script src='a>b/>'/>x<title/>", "<p><script src='a>b/>'></script>x<title></title>"),
            ("<style a=\"/\" />x</p>", "<style a=\"/\" ></style>x</p>"),
        ] {
            assert_eq!(closed(page), expected);
        }
    }

    #[test]
    fn all_else_stays() {
        for page in [
            "<p>a<br/>b</p>",
            "<script>document.write('<script/>')</script>",
            "<!-- <script/> --><scripts/><Script/>",
            "<!-- <script/>",
            "<script src='/>",
            "<title>a/</title>",
            "<style><title/>",
            "a < b",
            "<",
            "",
        ] {
            assert_eq!(closed(page), page);
        }
    }
}
