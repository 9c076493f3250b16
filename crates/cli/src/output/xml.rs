//! Text in XML 1.0, which has no place for some characters.

/// Whether XML 1.0 cannot hold `c`, not even escaped.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends `text` as the content of an element. What XML cannot hold is U+FFFD.
pub(super) fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser would read it as a line feed.
            '\r' => out.push_str("&#13;"),
            c if is_forbidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Appends ` name="value"`.
pub(super) fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => push(c.encode_utf8(&mut [0; 4]), out),
        }
    }
    out.push('"');
}

/// Appends `<name>text</name>`.
pub(super) fn element(name: &str, text: &str, out: &mut String) {
    out.push_str(&format!("<{name}>"));
    push(text, out);
    out.push_str(&format!("</{name}>"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_what_it_stands_in() {
        let mut out = String::new();
        element("p", "a<b>&\"c\"]]>\r\n\u{1b}\u{0}", &mut out);
        attribute("n", "\"<\n\t&\u{7}", &mut out);
        assert_eq!(out, "<p>a&lt;b&gt;&amp;\"c\"]]&gt;&#13;\n\u{fffd}\u{fffd}</p> n=\"&quot;&lt;&#10;&#9;&amp;\u{fffd}\"");
    }
}
