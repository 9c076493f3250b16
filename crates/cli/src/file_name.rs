//! The name of a file for the id of a document, which may hold anything.

use std::fmt::Write as _;

/// The most bytes of a name, so that extensions and a number still fit.
const MOST_BYTES: usize = 120;
/// Names that Windows has given to devices, some of them with a digit behind.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
/// What stands before the number in a name that was made for another.
const MARK: char = '~';

/// A name without an extension that is safe on every system: letters, digits,
/// `-`, `_` and `.`, neither hidden nor a path. Different ids may have the same.
pub(crate) fn safe(id: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let mut name: String = id.chars().map(safe).collect();
    name.truncate(name.floor_char_boundary(MOST_BYTES));
    // Windows drops dots at the end.
    name.truncate(name.trim_end_matches('.').len());
    let before_dot = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = DEVICES.iter().any(|device| before_dot.strip_prefix(device).is_some_and(|rest| rest.is_empty() || is_digit(rest)));
    if name.is_empty() || name.starts_with('.') || device {
        name.insert(0, '_');
    }
    name
}

/// The same for one id alone: the id, if it is safe as it stands, else with a
/// number behind it that is made of all of the id. Letters beyond ASCII get one
/// too, because there are systems that take two ways to write them for one.
pub(crate) fn unique(id: &str) -> String {
    let mut name = safe(id);
    if name != id || !id.is_ascii() {
        // Writing to a string cannot fail.
        let _ = write!(name, "{MARK}{:016x}", hash(id));
    }
    name
}

/// An id without the extension of text, which its file gets anyway.
pub(crate) fn without_txt(id: &str) -> &str {
    match id.len().checked_sub(4).and_then(|at| id.split_at_checked(at)) {
        Some((stem, extension)) if extension.eq_ignore_ascii_case(".txt") => stem,
        _ => id,
    }
}

/// FNV-1a, which is the same everywhere and for ever.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, name: &str) {
        assert_eq!(safe(without_txt(id)), name, "{id}");
    }

    #[test]
    fn names_are_no_paths() {
        check("report.txt", "report");
        check("a/b/../c.TXT", "a_b_.._c");
        check("../../etc/passwd", "_.._.._etc_passwd");
        check("C:\\x", "C__x");
        check("news.jsonl:7", "news.jsonl_7");
        check("https://example.org/?q=1&r", "https___example.org__q_1_r");
        check("Zoë 日本", "Zoë_日本");
        check("a\n\u{1b}[31m\0b", "a___31m_b");
        check("", "_");
        check(".", "_");
        check(".hidden", "_.hidden");
        check("nul", "_nul");
        check("COM1.b", "_COM1.b");
        check("context", "context");
        check("é.tx", "é.tx");
    }

    #[test]
    fn names_are_short() {
        assert_eq!(safe(&"é".repeat(500)).len(), 120);
    }

    #[test]
    fn unique_names_differ() {
        for id in ["17", "a.txt", "news.jsonl-3_b"] {
            assert_eq!(unique(id), id);
        }
        let long = ["x".repeat(300), "x".repeat(301)];
        let ids = [
            "",
            ".",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "a/b",
            "a_b",
            "a\\b",
            "a\0b",
            ".hidden",
            "C:x",
            "nul",
            "NUL.txt",
            "_nul",
            "é",
            "e\u{301}",
            "ü",
            "a b",
            "~",
            "a.",
            "a",
        ];
        let mut names: Vec<String> = ids.into_iter().chain(long.iter().map(String::as_str)).map(unique).collect();
        for name in &names {
            assert!(name.len() < 200 && !name.starts_with('.') && !name.ends_with('.'), "{name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || "-_.~".contains(c)), "{name}");
            assert_eq!(std::path::Path::new(name).components().count(), 1, "{name}");
        }
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
