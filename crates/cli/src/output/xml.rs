//! Text in XML 1.0, which has no place for some characters.

/// `c`, or what stands for it where XML 1.0 cannot hold it, not even escaped: a
/// space for the white space that ends a page or goes a line down, else U+FFFD.
pub(super) fn allowed(c: char) -> char {
    match c {
        '\u{b}' | '\u{c}' => ' ',
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

/// Appends `text` as the content of an element, each character as [`allowed`].
pub(super) fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser would read it as a line feed.
            '\r' => out.push_str("&#13;"),
            c => out.push(allowed(c)),
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
        element("p", "a<b>&\"c\"]]>\r\n\u{1b}\u{0}\u{b}\u{c}", &mut out);
        attribute("n", "\"<\n\t&\u{7}", &mut out);
        assert_eq!(out, "<p>a&lt;b&gt;&amp;\"c\"]]&gt;&#13;\n\u{fffd}\u{fffd}  </p> n=\"&quot;&lt;&#10;&#9;&amp;\u{fffd}\"");
    }
}
