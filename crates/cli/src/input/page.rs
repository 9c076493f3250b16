//! The words of a page, a block a line, without recursion: hostile pages are
//! deep.

use dom_query::{Document, NodeRef};

/// A line end in text, which it ends like `<br>`.
pub(super) const LINE_END: &str = "\u{2028}";
/// Elements that are no text.
const HIDDEN: [&str; 15] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "button", "select", "textarea", "head", "title", "nav", "math",
    "dialog",
];
/// Elements that are lines of their own.
const BLOCKS: [&str; 38] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "figure",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "form",
    "fieldset",
    "details",
    "summary",
    "address",
    "hr",
    "br",
    "center",
    "body",
    "hgroup",
];

/// Elements that nobody closes, or need not; the last are those of drawings.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "dt", "dd", "tr",
    "td", "th", "option", "body", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline", "use", "stop", "animate",
];

/// In how many elements each tag of `html` lies, all together, by a look at the
/// tags alone: parsing takes time in proportion to it.
pub(super) fn nesting(html: &str) -> u64 {
    let bytes = html.as_bytes();
    let (mut depth, mut sum) = (0_u64, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        let (closes, rest) = rest.strip_prefix(b"/").map_or((false, rest), |rest| (true, rest));
        let length = rest.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &rest[..length];
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        sum += depth;
        if !UNCLOSED.iter().any(|unclosed| name.eq_ignore_ascii_case(unclosed.as_bytes())) {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        }
    }
    sum
}

/// How many attributes a tag of `html` has at most, by a look at the bytes
/// between `<` and `>` alone: the parser compares each with all before it.
pub(super) fn attributes(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut at, mut most) = (0, 0);
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut count, mut apart, mut quote) = (0, false, None);
        while let Some(&byte) = bytes.get(at) {
            match quote {
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if byte.is_ascii_whitespace() || byte == b'/' => apart = true,
                None => {
                    count += usize::from(apart);
                    // a value begins with a mark, or a mark behind a value begins another attribute
                    quote = matches!(byte, b'"' | b'\'').then_some(byte);
                    apart = quote.is_some();
                }
            }
            at += 1;
        }
        most = most.max(count);
    }
    most
}

/// How many elements of `dom` lie in one another at most.
pub(super) fn depth(dom: &Document) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    walk(&dom.root(), |step| {
        match step {
            Step::Enter(_) => depth += 1,
            Step::Leave(_) => depth -= 1,
        }
        most = most.max(depth);
        true
    });
    most
}

/// The text below `root`.
pub(super) fn text(root: &NodeRef<'_>) -> String {
    let mut lines = Lines::default();
    let mut preformatted = 0_usize;
    walk(root, |step| {
        let (node, entered) = match step {
            Step::Enter(node) => (node, true),
            Step::Leave(node) => (node, false),
        };
        if node.is_text() {
            if entered {
                lines.add(&node.text(), preformatted > 0);
            }
            return true;
        }
        let Some(name) = node.node_name() else {
            return true;
        };
        let name: &str = &name;
        if entered && HIDDEN.contains(&name) {
            return false;
        }
        if name == "pre" {
            preformatted = if entered { preformatted + 1 } else { preformatted.saturating_sub(1) };
            lines.end();
        } else if BLOCKS.contains(&name) {
            lines.end();
        } else if !entered && matches!(name, "td" | "th") {
            lines.tab();
        }
        true
    });
    lines.end();
    lines.text
}

/// A step of a walk over a tree.
enum Step<'a, 'd> {
    Enter(&'a NodeRef<'d>),
    Leave(&'a NodeRef<'d>),
}

/// Walks over all below `root`. Where `visit` says `false` of a node that it
/// enters, what is below is left out, and so is leaving it.
fn walk<'d>(root: &NodeRef<'d>, mut visit: impl FnMut(Step<'_, 'd>) -> bool) {
    let mut next = root.first_child();
    while let Some(node) = next {
        let below = visit(Step::Enter(&node));
        if let Some(child) = below.then(|| node.first_child()).flatten() {
            next = Some(child);
            continue;
        }
        if below {
            visit(Step::Leave(&node));
        }
        let mut node = node;
        next = loop {
            if let Some(sibling) = node.next_sibling() {
                break Some(sibling);
            }
            match node.parent() {
                Some(parent) if parent.id != root.id => {
                    visit(Step::Leave(&parent));
                    node = parent;
                }
                _ => break None,
            }
        };
    }
}

/// Lines being written, with single spaces.
#[derive(Default)]
struct Lines {
    text: String,
    /// Where the last line begins.
    line: usize,
    /// White space that counts if something follows.
    space: Option<char>,
}

impl Lines {
    /// Adds words; their line ends count in preformatted text alone.
    fn add(&mut self, words: &str, preformatted: bool) {
        for c in words.chars() {
            match c {
                '\n' if preformatted => self.end(),
                '\u{2028}' | '\u{2029}' => self.end(),
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.space = self.space.or(Some(' ')),
                c => {
                    if let Some(space) = self.space.take()
                        && self.text.len() > self.line
                    {
                        self.text.push(space);
                    }
                    self.text.push(c);
                }
            }
        }
    }

    /// Keeps cells apart.
    fn tab(&mut self) {
        self.space = Some('\t');
    }

    /// Ends a line that has something on it.
    fn end(&mut self) {
        self.space = None;
        if self.text[self.line..].trim().is_empty() {
            self.text.truncate(self.line);
        } else {
            self.text.push('\n');
            self.line = self.text.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let dom = Document::from(html);
        assert_eq!(text(&dom.root()), expected, "{html}");
    }

    #[test]
    fn blocks_are_lines() {
        check("<p>one</p><p>two</p>", "one\ntwo\n");
        check("<p> one\n <b>two</b>three </p> four", "one twothree\nfour\n");
        check("a<span> b</span> <i>c</i>", "a b c\n");
        check("<ul><li>one<li>two</ul>", "one\ntwo\n");
        check("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a\tb\nc\n");
        check("<pre>one\n  two</pre>", "one\ntwo\n");
        check("one<br><br/>two", "one\ntwo\n");
        check("<p>&nbsp;</p><p>a&nbsp;b &amp; &#8220;c&#8221;</p>", "a\u{a0}b & “c”\n");
        check("<nav>Home</nav><p>text<script>x</script> more</p><noscript>no</noscript>", "text more\n");
        check("", "");
    }

    #[test]
    fn tags_tell_of_depth() {
        assert_eq!(nesting("<p><b>x</b></p><p><i><u>x</u></i><br><br><img>"), 1 + 1 + 2 + 1);
        assert_eq!(nesting("a < b <3 <!-- x -->"), 0);
        assert_eq!(nesting(&"<div>".repeat(100)), 99 * 100 / 2);
        assert_eq!(nesting(&"<p>one<br><path d='M0 0'/>".repeat(9000)), 0);
    }

    #[test]
    fn depth_is_that_of_elements_and_text() {
        // html and body are always there.
        assert_eq!(depth(&Document::from("<p><b>x</b></p>")), 5);
        assert!(depth(&Document::from("<div>".repeat(5000))) > 4000);
    }
}
