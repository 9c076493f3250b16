//! [`Lexicon`]: what is known of English words, read from `data/quotes/`.
//!
//! Input: tab-separated tables. Output: one record per word form that holds
//! its clusters, the cues it can be, and the lists it is on, so
//! that analysis looks every token up once.

mod cues;

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

pub use cues::{CueEntry, CuePart};

use crate::error::LexiconError;
use crate::feature;
pub(crate) use crate::tag::Tag;

/// The place of a word form in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct FormId(pub(crate) u32);

/// The form of tokens that the lexicon does not know.
pub(crate) const UNKNOWN: FormId = FormId(0);

/// What the lexicon knows of a word form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// The cue that the form can be, by part of speech, as indices into [`Lexicon::cue`].
    pub(crate) verb: Option<u16>,
    pub(crate) noun: Option<u16>,
    pub(crate) adjective: Option<u16>,
    /// Whether a cue of several words begins with it.
    pub(crate) begins_phrase: bool,
    /// Lists the form is on.
    pub(crate) lists: Lists,
    /// Clusters of words used alike: one of 64, one of 512.
    pub(crate) clusters: Option<(u16, u16)>,
    /// Hash of the form, as features have it.
    pub(crate) key: u64,
}

/// Verbs that often have a clause without *that* behind them.
pub(crate) const WITHOUT_THAT: [&str; 15] = [
    "believe",
    "claim",
    "fear",
    "feel",
    "guess",
    "hear",
    "hope",
    "insist",
    "know",
    "mean",
    "say",
    "suggest",
    "suppose",
    "think",
    "understand",
];

/// A set of word lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Lists(u16);

impl Lists {
    /// *president, minister, spokeswoman*
    pub(crate) const ROLE: Lists = Lists(1);
    /// *officials, critics, police*
    pub(crate) const GROUP: Lists = Lists(2);
    /// Personal pronouns that can speak: *he, they*.
    pub(crate) const PRONOUN: Lists = Lists(4);
    /// Names of days and months, *yesterday, year*.
    pub(crate) const TIME: Lists = Lists(8);
    /// Titles before names: *Mr., President*.
    pub(crate) const TITLE: Lists = Lists(16);
    /// *report, poll, study*
    pub(crate) const DOCUMENT: Lists = Lists(32);
    /// Nouns of organizations: *ministry, committee, company*.
    pub(crate) const BODY: Lists = Lists(64);
    /// *reporters, journalists*: those who are told.
    pub(crate) const ADDRESSEE: Lists = Lists(128);
    /// *statement, interview, tweet*: where something is said.
    pub(crate) const OCCASION: Lists = Lists(256);
    /// *Photo, Related, Share*: labels of parts of a page, which nobody speaks.
    pub(crate) const FURNITURE: Lists = Lists(512);
    /// *song, novel, titled*: a title follows.
    pub(crate) const WORK: Lists = Lists(1024);
    /// *plumber, pensioner, shopper*: trades and states of people who are seldom known.
    pub(crate) const PRIVATE: Lists = Lists(2048);
    /// *coach, driver, cousin*: what people are known for or introduced by, but nobody who holds an office is.
    pub(crate) const UNELECTED: Lists = Lists(4096);

    /// Whether the sets share a list.
    pub(crate) fn any(self, other: Lists) -> bool {
        self.0 & other.0 != 0
    }

    fn by_name(name: &str) -> Option<Lists> {
        Some(match name {
            "role" => Lists::ROLE,
            "group" => Lists::GROUP,
            "pronoun" => Lists::PRONOUN,
            "time" => Lists::TIME,
            "title" => Lists::TITLE,
            "document" => Lists::DOCUMENT,
            "body" => Lists::BODY,
            "addressee" => Lists::ADDRESSEE,
            "occasion" => Lists::OCCASION,
            "furniture" => Lists::FURNITURE,
            "work" => Lists::WORK,
            "private" => Lists::PRIVATE,
            "unelected" => Lists::UNELECTED,
            _ => return None,
        })
    }
}

/// Words, cues and lists. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Lexicon(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    ids: FxHashMap<Box<str>, FormId>,
    forms: Vec<Form>,
    /// The forms as they stand in features; apart, since few who look at a form want to read it.
    texts: Vec<Box<str>>,
    cues: Vec<CueEntry>,
    /// Cues of several words, with their words.
    phrases: Vec<(u16, Vec<Box<str>>)>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let tables = Tables {
        words: include_str!("../../data/words.tsv"),
        cues: include_str!("../../data/cues.tsv"),
        nouns: include_str!("../../data/nouns.tsv"),
    };
    match Lexicon::from_tables(&tables) {
        Ok(lexicon) => lexicon,
        // tests load the same text, so a built program cannot come here
        Err(error) => unreachable!("built-in lexicon: {error}"),
    }
});

/// The text of the tables that make a lexicon; `data/README.md` has their columns.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'t> {
    /// `words.tsv`: common word forms and their clusters.
    pub words: &'t str,
    /// `cues.tsv`: words that report.
    pub cues: &'t str,
    /// `nouns.tsv`: roles, groups, pronouns, times, documents …
    pub nouns: &'t str,
}

impl Lexicon {
    /// The built-in lexicon. Loaded once, some ten milliseconds.
    #[must_use]
    pub fn english() -> Lexicon {
        ENGLISH.clone()
    }

    /// A lexicon from the text of its tables.
    ///
    /// # Errors
    ///
    /// The first row that cannot be read, with table and line number.
    pub fn from_tables(tables: &Tables<'_>) -> Result<Lexicon, LexiconError> {
        let mut builder = Builder::default();
        builder.intern("");
        load_words(tables.words, &mut builder)?;
        let cues = cues::load(tables.cues, &mut builder)?;
        for (line, cells) in rows(tables.nouns) {
            let (Some(form), Some(names)) = (cells.first(), cells.get(1)) else {
                return Err(LexiconError::new("nouns.tsv", line, "a row needs a form and its lists"));
            };
            for name in names.split(' ') {
                let Some(list) = Lists::by_name(name) else {
                    return Err(LexiconError::new("nouns.tsv", line, format!("there is no list {name:?}")));
                };
                let id = builder.intern(form);
                let lists = &mut builder.forms[id.0 as usize].lists;
                lists.0 |= list.0;
            }
        }
        let phrases = (0..).zip(&cues).filter(|(_, cue)| cue.part == CuePart::Phrase);
        let phrases = phrases.map(|(index, cue)| (index, cue.lemma.split(' ').map(Box::from).collect())).collect();
        Ok(Lexicon(Arc::new(Inner { ids: builder.ids, forms: builder.forms, texts: builder.texts, cues, phrases })))
    }

    /// The cue of an index that a [`Form`] holds.
    pub(crate) fn cue(&self, index: u16) -> &CueEntry {
        &self.0.cues[usize::from(index)]
    }

    /// All cues.
    #[must_use]
    pub fn cues(&self) -> &[CueEntry] {
        &self.0.cues
    }

    /// The cues of several words, as indices, with their words.
    pub(crate) fn phrases(&self) -> &[(u16, Vec<Box<str>>)] {
        &self.0.phrases
    }

    pub(crate) fn form(&self, id: FormId) -> &Form {
        &self.0.forms[id.0 as usize]
    }

    /// The form as it stands in features: without spaces.
    pub(crate) fn text(&self, id: FormId) -> &str {
        self.0.texts.get(id.0 as usize).map_or("", |text| text)
    }

    /// All forms, in no order.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&str, FormId)> {
        self.0.ids.iter().map(|(form, &id)| (&**form, id))
    }

    /// The form of a word in any case; curly apostrophes count as straight ones.
    pub(crate) fn find(&self, word: &str) -> FormId {
        let mut buffer = [0_u8; 40];
        let bytes = word.as_bytes();
        if bytes.len() <= buffer.len() && bytes.is_ascii() {
            let lower = &mut buffer[..bytes.len()];
            lower.copy_from_slice(bytes);
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).ok().and_then(|key| self.0.ids.get(key)).copied().unwrap_or(UNKNOWN);
        }
        let lower = word.replace('’', "'").to_lowercase();
        self.0.ids.get(lower.as_str()).copied().unwrap_or(UNKNOWN)
    }
}

/// Reads `words.tsv`.
fn load_words(table: &str, builder: &mut Builder) -> Result<(), LexiconError> {
    for (line, cells) in rows(table) {
        let &[form, clusters] = cells.as_slice() else {
            return Err(LexiconError::new("words.tsv", line, format!("2 cells expected, {} found", cells.len())));
        };
        let id = builder.intern(form);
        if !clusters.is_empty() {
            let pair = clusters.split_once('/').and_then(|(coarse, fine)| Some((coarse.parse::<u16>().ok()?, fine.parse::<u16>().ok()?)));
            let pair = pair
                .filter(|pair| pair.0 < 64 && pair.1 < 512)
                .ok_or_else(|| LexiconError::new("words.tsv", line, format!("{clusters:?} is not two clusters, 0-63/0-511")))?;
            builder.forms[id.0 as usize].clusters = Some(pair);
        }
    }
    Ok(())
}

/// Word forms while tables are being read.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    ids: FxHashMap<Box<str>, FormId>,
    forms: Vec<Form>,
    texts: Vec<Box<str>>,
}

impl Builder {
    /// The id of a lower-case form, made if new.
    fn intern(&mut self, form: &str) -> FormId {
        if let Some(&id) = self.ids.get(form) {
            return id;
        }
        let id = FormId(u32::try_from(self.forms.len()).unwrap_or(0));
        self.ids.insert(form.into(), id);
        let text = if form.is_empty() { "-".to_owned() } else { feature::slug(form) };
        self.forms.push(Form { key: feature::value(&text), ..Form::default() });
        self.texts.push(text.into());
        id
    }
}

/// Rows of a table with their 1-based line numbers: comments and the header left out.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|(n, line)| (n + 1, line.split('\t').collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_forms_in_any_case() {
        let lexicon = Lexicon::english();
        let said = lexicon.form(lexicon.find("SAID"));
        assert_eq!(said.verb.map(|i| lexicon.cue(i).lemma.as_str()), Some("say"));
        assert_eq!(lexicon.find("qqqxyz"), UNKNOWN);
        assert!(lexicon.form(lexicon.find("spokeswoman")).lists.any(Lists::ROLE));
    }

    #[test]
    fn bad_rows_are_named() {
        let tables =
            Tables { words: "form\tclusters\nsay\t5/12\n", cues: "lemma\tpart\tclass\tforms\nsay\tverbe\tspeech\tsay\n", nouns: "f\tl\n" };
        let error = Lexicon::from_tables(&tables).unwrap_err();
        assert!(error.to_string().contains("cues.tsv, line 2"), "{error}");
        let with = |cell: &str| {
            let cues = format!("lemma\tpart\tclass\tforms\tact_with\nsee\tverb\tthought\tsee sees saw seen seeing\t{cell}\n");
            Lexicon::from_tables(&Tables { cues: &cues, ..tables })
        };
        let acts = |cell: &str| with(cell).map(|lexicon| (lexicon.cue(0).act_with_object, lexicon.cue(0).act_with_infinitive)).ok();
        assert_eq!([acts(""), acts("object"), acts("object infinitive")], [Some((false, false)), Some((true, false)), Some((true, true))]);
        let error = with("objects").unwrap_err().to_string();
        assert!(error.contains("cues.tsv, line 2") && error.contains("objects"), "{error}");
    }
}
