//! What pages that need no network have in common: escaping, and the policy
//! that lets nothing run but what the program wrote.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// `text` as HTML shows it, in an element or in a quoted attribute.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'', '\0']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// JSON as it may stand in a script element: no `<` is left that could end it.
pub(crate) fn in_script(json: &str) -> Cow<'_, str> {
    // In JSON this character stands in strings alone, where the escape means the same.
    if json.contains('<') { Cow::Owned(json.replace('<', "\\u003c")) } else { Cow::Borrowed(json) }
}

/// A Content-Security-Policy: this style and this script, if any, and nothing else.
pub(crate) fn policy(style: &str, script: Option<&str>) -> String {
    let hash = |source: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(source.as_bytes())));
    let script = script.map_or(String::new(), |script| format!("; script-src {}", hash(script)));
    format!("default-src 'none'; style-src {}{script}; base-uri 'none'; form-action 'none'", hash(style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_what_it_stands_in() {
        assert_eq!(escaped("plain"), "plain");
        assert_eq!(escaped("<b title=\"x\" a='y'>&\0"), "&lt;b title=&quot;x&quot; a=&#39;y&#39;&gt;&amp;\u{fffd}");
        assert_eq!(in_script(r#"{"a":"</script><!--"}"#), r#"{"a":"\u003c/script>\u003c!--"}"#);
    }

    #[test]
    fn policies_name_what_may_run() {
        let policy = policy("", Some("x"));
        // The hash of nothing is known to everybody.
        assert!(
            policy.starts_with("default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src 'sha256-")
        );
    }
}
