//! Halves of UTF-16 pairs that stand alone in JSON: some programs write them,
//! and no text can hold them.

/// `line` with each escaped surrogate that has no partner as `\ufffd`; `None`
/// if there is none.
pub(super) fn mend(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let unit = |at: usize| {
        let digits = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&line[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            // Another escape: the character after the backslash belongs to it.
            None => at += 2,
        }
    }
    (copied > 0).then(|| mended + &line[copied..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_alone_are_replaced() {
        assert_eq!(mend(r#"{"text": "\\ud83d"}"#), None);
        assert_eq!(mend(r#"{"text": "\ud83d\ude00"}"#), None);
        assert_eq!(mend(r#"a \ud83d b \u00e9 \ude00"#).as_deref(), Some(r#"a \ufffd b \u00e9 \ufffd"#));
    }
}
