//! Data for machines inside a text: dumps of JSON and scraps of code that end
//! up in scraped pages.
//!
//! Input: a line. Output: where its data begins, if it holds any. Quotation
//! marks in data quote nobody, so what follows is not read. Prose is not
//! judged: signs that hardly ever stand together in it are counted.

/// Signs of data. Each is rare in prose, and several together do not occur.
const SIGNS: [&str; 12] = ["{\"", "\"}", "\":", "\",\"", "[{", "}]", "};", "){", "\");", "\\\"", "/>", "&&"];
/// Signs that make data of a line.
const LEAST: usize = 3;

/// The byte of `line` from which on it is data, at the start of a word.
pub(super) fn data_start(line: &str) -> Option<usize> {
    // every kind of data has one of these
    let bytes = line.as_bytes();
    if memchr::memchr3(b'{', b'\\', b'}', bytes).is_none() && memchr::memchr3(b':', b'&', b'>', bytes).is_none() {
        return None;
    }
    if is_member(line) {
        return Some(0);
    }
    let mut first = line.len();
    let (mut signs, mut kinds) = (0, 0);
    for sign in SIGNS {
        let mut from = 0;
        let mut seen = false;
        while let Some(at) = line[from..].find(sign) {
            first = first.min(from + at);
            from += at + sign.len();
            signs += 1;
            seen = true;
        }
        kinds += usize::from(seen);
    }
    if signs < LEAST || kinds < 2 {
        return None;
    }
    let start = word_start(&line[..first]);
    // *string(2336) "[{*: the word before belongs to it
    let before = line[..start].trim_end();
    let word = word_start(before);
    let call = before[word..].ends_with([')', '=', '(']) && before[word..].contains(['(', '=']);
    Some(if call { word } else { start })
}

/// The byte where the last word of `text` begins.
fn word_start(text: &str) -> usize {
    text.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
}

/// A line of a data file: *"title": "…",*
fn is_member(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '{', '[', ',']);
    let Some(rest) = line.strip_prefix('"') else { return false };
    let Some((key, value)) = rest.split_once('"') else { return false };
    let Some(value) = value.trim_start().strip_prefix(':').map(str::trim) else { return false };
    let identifier = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'@' | b'$'));
    let ended = value.trim_end_matches([',', '}', ']', ' ']);
    let scalar = ended.strip_prefix('"').is_some_and(|text| text.ends_with('"'))
        || matches!(ended, "true" | "false" | "null" | "")
        || value.starts_with(['{', '['])
        || ended.parse::<f64>().is_ok();
    identifier && scalar
}

#[cfg(test)]
mod tests {
    use super::data_start;

    fn check(line: &str, prose: &str) {
        assert_eq!(data_start(line).map_or(line, |start| line[..start].trim_end()), prose, "{line}");
    }

    #[test]
    fn dumps_are_found() {
        check(r#"[{"id":502,"title":"Rain Is Possible, Low Says"}]"#, "");
        check(r#"Read more string(2336) "[{"id":"1","title":"Low: No"},{"id":"2"}]""#, "Read more");
        check(r#"  "title": "Frost Is Coming, Low Says","#, "");
        check(r#""quote":"said Low""#, "");
        check("Ein Wort\u{2003}[{\"id\":1},{\"id\":2}]", "Ein Wort");
        check(r#"The end. if (a && b) { say("Low said so"); };"#, "The end. if (a");
    }

    #[test]
    fn prose_is_left_alone() {
        for line in [
            r#""Yes": that was all she said."#,
            r#"He read "Dombey and Son","#,
            r#"“A”: “B”, she said; {sic} was added."#,
            r#"Low said: "No.""#,
            "a plain line",
            "",
        ] {
            check(line, line);
        }
    }
}
