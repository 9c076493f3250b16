//! The gold corpus: one TOML file an article, annotated with strings.
//!
//! Nobody counts bytes: an annotation quotes the words of its content, cue and
//! mention, and the loader finds them and fails where it cannot.
//!
//! ```toml
//! id = "ferry"
//! about = "quote, verb, speaker"
//! text = '''
//! “The last boat is full,” the harbour master said.
//! '''
//!
//! [[quote]]
//! content = ["“The last boat is full,”"]
//! cue = "said"
//! mention = "the harbour master"
//! speaker = "the harbour master"
//! kind = "unknown"
//! mention_kind = "role"
//! type = "direct"
//! class = "speech"
//! nested = false
//! ```
//!
//! How the strings are found:
//!
//! * A string that begins or ends with a letter or digit is found as whole
//!   words: `he` does not stand in *the*.
//! * Annotations stand in text order. The first piece of a content is searched
//!   from the start of the annotation before, each further piece from the end
//!   of the piece before.
//! * Cue and mention are the occurrence nearest to the content, counted in
//!   bytes of the gap, the later one among equals.
//! * `content_after`, `cue_after` and `mention_after` overrule this: then the
//!   (first piece of the) string is the first occurrence behind the first
//!   occurrence of that text in the article.
//! * An empty cue, mention or speaker says that there is none, or that it
//!   cannot be known. Joint speakers are parted by `; `.
//! * A `[[not_quote]]` names a `text` that is no quotation, and the `reason`;
//!   it may be found as an act or attitude, which the usual table leaves out.

mod rows;

use std::fs;
use std::path::{Path, PathBuf};

use inquit_quotes::{Analysis, Class, Span};

use self::rows::{File, Finder, occurrences};
use crate::annotation::{Attribution, CodePoints, Type, Who};

/// A reason with one of these words forbids any overlap with a content.
const NEVER_CONTENT: &[&str] = &["dump", "boilerplate", "heading", "furniture", "dateline"];
/// Share of a predicted piece that must be a `not_quote` text to break it.
const MOSTLY: f64 = 0.8;

/// Why a gold file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The folder or file cannot be read.
    #[error("{path}: {source}", path = path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no TOML, or has other fields than the format.
    #[error("{path}: {source}", path = path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What the parser says, with the line.
        source: Box<toml::de::Error>,
    },
    /// The `id` is not the name of the file.
    #[error("{path}: id is {id:?}, which is not the name of the file", path = path.display())]
    Id {
        /// The file.
        path: PathBuf,
        /// The id it gives.
        id: String,
    },
    /// An annotated string does not stand where the rules look for it.
    #[error("{path}: {table} number {number}: {field} {text:?} not found", path = path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// `quote` or `not_quote`.
        table: &'static str,
        /// 1-based number of the table in the file.
        number: usize,
        /// The field that holds the string.
        field: &'static str,
        /// The string.
        text: String,
    },
    /// A field holds none of the words it may hold.
    #[error("{path}: quote number {number}: {field} is {value:?}, none of {allowed:?}", path = path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// 1-based number of the quote in the file.
        number: usize,
        /// The field.
        field: &'static str,
        /// What it holds.
        value: String,
        /// What it may hold.
        allowed: &'static [&'static str],
    },
}

/// An annotated article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The name of the file without its extension.
    pub id: String,
    /// What the article is there to show.
    pub about: String,
    /// The text.
    pub text: String,
    /// Its attributions, in text order.
    pub quotes: Vec<GoldQuote>,
    /// What must not be taken for a quotation.
    pub not_quotes: Vec<NotQuote>,
}

/// An annotated attribution. Positions are bytes.
#[derive(Clone, Debug)]
pub struct GoldQuote {
    /// What was said: pieces in text order.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub mention: Option<Span>,
    /// Who that is; joint speakers parted by `; `.
    pub speaker: Option<String>,
    /// *person*, *organization*, *country*, *group* or *unknown*; may be empty
    /// without a speaker.
    pub kind: String,
    /// Kind of words the mention is; *none* or empty without one.
    pub mention_kind: String,
    /// Whether the words stand between marks.
    pub quote_type: Type,
    /// *speech*, *thought*, *attitude* or *act*.
    pub class: String,
    /// Whether it stands in the content of another attribution.
    pub nested: bool,
}

/// A text that looks like a quotation and is none.
#[derive(Clone, Debug)]
pub struct NotQuote {
    /// Where it stands: every occurrence, except those inside annotated
    /// contents where it has others. Bytes; never empty.
    pub occurrences: Vec<Span>,
    /// The text.
    pub text: String,
    /// Why it is none.
    pub reason: String,
}

/// The files of `tests/gold`, by name.
///
/// # Errors
///
/// Where the folder cannot be read.
pub fn files() -> Result<Vec<PathBuf>, GoldError> {
    let folder = crate::tests_folder().join("gold");
    let read = |source| GoldError::Read { path: folder.clone(), source };
    let entries: Result<Vec<_>, _> = fs::read_dir(&folder).map_err(read)?.collect();
    let mut paths: Vec<PathBuf> = entries.map_err(read)?.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

/// The article of one file.
///
/// # Errors
///
/// Where the file cannot be read or does not hold what it says; see [`GoldError`].
pub fn load(path: &Path) -> Result<Article, GoldError> {
    let source = fs::read_to_string(path).map_err(|source| GoldError::Read { path: path.to_owned(), source })?;
    parse(path, &source)
}

/// The article in `source`, the contents of the file `path`, which is only
/// named in errors.
///
/// # Errors
///
/// As [`load`], except for reading.
pub fn parse(path: &Path, source: &str) -> Result<Article, GoldError> {
    let file: File = toml::from_str(source).map_err(|source| GoldError::Parse { path: path.to_owned(), source: Box::new(source) })?;
    if path.file_stem().is_none_or(|stem| stem.to_string_lossy() != file.id) {
        return Err(GoldError::Id { path: path.to_owned(), id: file.id });
    }
    let mut quotes: Vec<GoldQuote> = Vec::new();
    for (at, row) in file.quote.into_iter().enumerate() {
        let start = quotes.last().and_then(|quote| quote.content.first()).map_or(0, |piece| piece.start());
        let finder = Finder { path, text: &file.text, number: at + 1 };
        quotes.push(finder.quote(row, start)?);
    }
    let mut not_quotes = Vec::new();
    for (at, row) in file.not_quote.into_iter().enumerate() {
        let all: Vec<Span> = occurrences(&file.text, &row.text, 0).collect();
        let outside = |span: &Span| !quotes.iter().any(|quote| quote.content.iter().any(|piece| piece.covers(*span)));
        let free: Vec<Span> = all.iter().copied().filter(outside).collect();
        let occurrences = if free.is_empty() { all } else { free };
        if occurrences.is_empty() {
            return Err(GoldError::Missing { path: path.to_owned(), table: "not_quote", number: at + 1, field: "text", text: row.text });
        }
        not_quotes.push(NotQuote { occurrences, text: row.text, reason: row.reason });
    }
    Ok(Article { id: file.id, about: file.about, text: file.text, quotes, not_quotes })
}

impl Article {
    /// The attributions to score: those not inside another one's content.
    #[must_use]
    pub fn attributions(&self) -> Vec<Attribution> {
        let points = CodePoints::new(&self.text);
        let flat = self.quotes.iter().filter(|quote| !quote.nested);
        flat.map(|quote| Attribution {
            content: quote.content.iter().map(|span| points.of(*span)).collect(),
            mention: quote.mention.iter().map(|span| points.of(*span)).collect(),
            cue: quote.cue.iter().map(|span| points.of(*span)).collect(),
            who: Some(Who { name: quote.speaker.clone(), kind: Some(quote.kind.clone()) }),
            quote_type: quote.quote_type,
        })
        .collect()
    }

    /// The [`NotQuote`]s that the analysis takes for quotations: rows that the
    /// usual table holds, of speech and thought.
    #[must_use]
    pub fn broken_not_quotes(&self, analysis: &Analysis) -> Vec<&NotQuote> {
        let usual = analysis.quotes.iter().filter(|quote| matches!(quote.class, Class::Speech | Class::Thought));
        let pieces: Vec<Span> = usual.flat_map(|quote| quote.content.iter().copied()).collect();
        self.not_quotes.iter().filter(|not_quote| pieces.iter().any(|piece| not_quote.is_broken_by(*piece))).collect()
    }
}

impl NotQuote {
    /// Whether a predicted piece of content is this text.
    ///
    /// Scare quotes, titles and terms may stand inside a longer content; a
    /// piece breaks them when 80 % of its bytes are theirs. Page furniture
    /// (the reason says dump, boilerplate, heading, furniture or dateline)
    /// must not share a byte with any content.
    #[must_use]
    pub fn is_broken_by(&self, piece: Span) -> bool {
        let never = NEVER_CONTENT.iter().any(|word| self.reason.to_lowercase().contains(word));
        self.occurrences.iter().any(|own| {
            let shared = own.end().min(piece.end()).saturating_sub(own.start().max(piece.start()));
            shared > 0 && (never || shared as f64 >= MOSTLY * piece.len() as f64)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Article, GoldError, NotQuote, parse};
    use inquit_quotes::Span;

    const TEXT: &str = "text = '''\n“No,” the mayor said. He left. “No,” she said later, and he said: “No.”\n'''\n";

    fn article(quotes: &str) -> Result<Article, GoldError> {
        parse(Path::new("gold/sample.toml"), &format!("id = \"sample\"\nabout = \"\"\n{TEXT}{quotes}"))
    }

    fn row(fields: &str) -> String {
        format!("[[quote]]\n{fields}\nkind = \"person\"\nmention_kind = \"pronoun\"\ntype = \"direct\"\nclass = \"speech\"\n")
    }

    #[test]
    fn strings_are_found_nearby() {
        let rows = [
            row("content = [\"“No,”\"]\ncue = \"said\"\nmention = \"the mayor\""),
            row("content = [\"“No,”\"]\ncontent_after = \"left.\"\ncue = \"said\"\nmention = \"he\""),
            row("content = [\"“No.”\"]\ncue = \"said\"\nmention = \"she\"\nmention_after = \"left\""),
        ];
        let article = article(&rows.concat()).unwrap();
        let text = &article.text;
        let at = |wanted: &str, nth: usize| text.match_indices(wanted).nth(nth).unwrap().0;
        let found: Vec<_> =
            article.quotes.iter().map(|q| (q.content[0].start(), q.cue.unwrap().start(), q.mention.unwrap().start())).collect();
        // "he" is the word, not the first letters of "the" nor the last of "she".
        let expected = [
            (at("“No,”", 0), at("said", 0), at("the mayor", 0)),
            (at("“No,”", 1), at("said", 1), at("he said", 1)),
            (at("“No.”", 0), at("said", 2), at("she", 0)),
        ];
        assert_eq!(text[at("he said", 1) - 1..].chars().next(), Some(' '));
        assert_eq!(found, expected);
    }

    #[test]
    fn errors_name_the_place() {
        let check = |quotes: &str, expected: &str| {
            let error = article(quotes).unwrap_err().to_string();
            assert!(error.contains("sample.toml") && error.contains(expected), "{error}");
        };
        let fine = row("content = [\"“No,”\"]");
        check(&format!("{fine}{}", row("content = [\"“Yes.”\"]")), "quote number 2: content \"“Yes.”\" not found");
        check(&row("content = [\"“No.”\", \"“No,”\"]"), "content \"“No,”\" not found");
        check(&row("content = [\"“No,”\"]\ncue = \"sai\""), "cue \"sai\" not found");
        check(&row("content = [\"“No,”\"]\ncue = \"said\"\ncue_after = \"“No.”\""), "cue \"said\" not found");
        check(&row("content = []"), "content");
        check(&row("content = [\"“No,”\"]\nnote = \"x\""), "unknown field");
        check(&fine.replace("\"pronoun\"", "\"he\""), "mention_kind is \"he\"");
        check("[[not_quote]]\ntext = \"elsewhere\"\nreason = \"term\"", "not_quote number 1");
        let other = parse(Path::new("gold/other.toml"), &format!("id = \"sample\"\nabout = \"\"\n{TEXT}")).unwrap_err();
        assert!(other.to_string().contains("not the name of the file"));
    }

    #[test]
    fn not_quotes_break_by_share_or_by_touch() {
        let check = |reason: &str, piece: (usize, usize), expected: bool| {
            let not_quote = NotQuote { occurrences: vec![Span::new(10, 20)], text: String::new(), reason: reason.to_owned() };
            assert_eq!(not_quote.is_broken_by(Span::new(piece.0, piece.1)), expected, "{reason} {piece:?}");
        };
        check("scare quotes", (10, 20), true);
        check("scare quotes", (9, 21), true);
        check("scare quotes", (12, 15), true);
        check("scare quotes", (0, 20), false);
        check("scare quotes", (20, 25), false);
        check("JSON dump", (0, 11), true);
        check("section Heading", (20, 25), false);
    }
}
