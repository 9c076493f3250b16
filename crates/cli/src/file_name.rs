//! A name of a file for the id of a document, which may hold anything.

/// The most bytes of a name, so that extensions and a number still fit.
const MOST_BYTES: usize = 120;
/// Names that Windows has given to devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name without an extension that is safe on every system: letters, digits,
/// `-`, `_` and `.`, neither hidden nor a path. Different ids may have the same.
pub(super) fn of(id: &str) -> String {
    let stem = match id.len().checked_sub(4).and_then(|at| id.split_at_checked(at)) {
        Some((stem, extension)) if extension.eq_ignore_ascii_case(".txt") => stem,
        _ => id,
    };
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let mut name: String = stem.chars().map(safe).collect();
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

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, name: &str) {
        assert_eq!(of(id), name, "{id}");
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
        assert_eq!(of(&"é".repeat(500)).len(), 120);
    }
}
