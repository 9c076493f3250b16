//! What the name of an output says of its format, where a command writes one
//! format alone: a file must not hold what its name denies.

use std::path::Path;

use anyhow::anyhow;

/// Extensions that say what a file holds.
const KNOWN: [&str; 28] = [
    "bz2", "csv", "doc", "docx", "gz", "htm", "html", "json", "jsonl", "jsonld", "md", "ndjson", "ods", "parquet", "pdf", "tab", "tei",
    "toml", "tsv", "txt", "warc", "wet", "xls", "xlsm", "xlsx", "xml", "zip", "zst",
];

/// Whether the name ends with an extension that says what the file holds.
pub(crate) fn is_known(path: &Path) -> bool {
    path.extension().is_some_and(|extension| KNOWN.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Refuses a name that says that the file holds another format than `what`,
/// which has the extensions `own`. Standard output, and a name that says
/// nothing of formats, may hold anything.
///
/// # Errors
///
/// That it does, with a name that fits.
pub(crate) fn check(path: &Path, what: &str, own: &[&str]) -> anyhow::Result<()> {
    let fits = path.extension().is_some_and(|extension| own.iter().any(|own| extension.eq_ignore_ascii_case(own)));
    if fits || !is_known(path) {
        return Ok(());
    }
    let other = own.iter().map(|own| path.with_extension(own).display().to_string()).collect::<Vec<_>>().join(" or ");
    let other = if other.is_empty() { path.with_extension("model").display().to_string() } else { other };
    Err(anyhow!("{}: {what} does not go into a file of this name; choose another name, as {other}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_formats() {
        assert!(KNOWN.is_sorted());
        let fits = |name: &str| check(Path::new(name), "the list (CSV or JSONL)", &["csv", "jsonl"]).is_ok();
        for name in ["a.csv", "a.JSONL", "-", "a", "/dev/null", "a.out", "folder.d/a"] {
            assert!(fits(name), "{name}");
        }
        for name in ["a.xlsx", "a.tsv", "b/a.PDF", "a.csv.gz"] {
            assert!(!fits(name), "{name}");
        }
        let why = check(Path::new("b/a.xlsx"), "the list (CSV or JSONL)", &["csv", "jsonl"]).unwrap_err();
        let expected =
            "b/a.xlsx: the list (CSV or JSONL) does not go into a file of this name; choose another name, as b/a.csv or b/a.jsonl";
        assert_eq!(why.to_string(), expected);
    }
}
