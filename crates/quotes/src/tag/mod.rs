//! Part-of-speech tags by an averaged perceptron (Collins 2002).
//!
//! Input: a document, the lexicon and a [`TagModel`]. Output: a [`Tag`] and a
//! word form for every token, and which sentences are written like headlines.
//! Signs are PUNCT and numbers CD; a word that has one tag in the model's
//! dictionary gets it; for any other the weights of some thirty features are
//! summed, from left to right, each decision seen by the next two. Cost is
//! linear in the text. It decides whether *claims* is a verb, nothing else: no
//! names, no clauses.

mod features;
mod letters;
mod model;
mod set;
mod vocabulary;

pub(crate) use features::{FEATURES, LANES, Lookup, Window, lane_of};
pub(crate) use letters::normal_hash;
pub use model::TagModel;
pub(crate) use model::{CAPITAL, Dictionary, UNDECIDED};
pub(crate) use set::Tag;
pub(crate) use vocabulary::Vocabulary;

use fearless_simd::{Level, Simd, dispatch};

use crate::document::{Document, Token, TokenKind};
use crate::lexicon::{FormId, Lexicon, Lists, UNKNOWN};

/// What is known of every token after tagging.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) forms: Vec<FormId>,
    pub(crate) tags: Vec<Tag>,
    /// Whether each sentence is written like a headline.
    pub(crate) title_case: Vec<bool>,
}

/// Looks every token up and tags it.
pub(crate) fn tag(document: &Document<'_>, vocabulary: &Vocabulary) -> Words {
    let Vocabulary { lexicon, model, .. } = vocabulary;
    let mut words = Words {
        forms: Vec::with_capacity(document.tokens.len()),
        tags: Vec::with_capacity(document.tokens.len()),
        title_case: Vec::with_capacity(document.sentences.len()),
    };
    weigh(document, vocabulary, model, &mut words, |words, token, form| {
        words.forms.push(match form {
            Some(form) => form,
            None if token.kind == TokenKind::Word => lexicon.find(token.span.of(document.text())),
            None => UNKNOWN,
        });
    });
    introduce(document, lexicon, &mut words);
    invert(document, lexicon, &mut words);
    follow(document, lexicon, &mut words);
    place(document, &mut words);
    report(document, lexicon, model, &mut words);
    act(document, &mut words);
    words
}

/// *She nodded and left*, *…, Example nodded*: a rare word in -ed behind the
/// subject of a clause is what somebody did, not what somebody is.
fn act(document: &Document<'_>, words: &mut Words) {
    for i in 1..document.tokens.len() {
        if words.tags[i] != Tag::JJ {
            continue;
        }
        let sentence = &document.sentences[document.sentence_of(i)].tokens;
        if i == sentence.start || document.tokens[i].capital || !document.word(i).ends_with("ed") {
            continue;
        }
        let pronoun = ["he", "she", "they", "we", "I"].iter().any(|pronoun| document.word(i - 1).eq_ignore_ascii_case(pronoun));
        // *the coach grinned*
        let noun = |k: usize| words.tags[k].is_noun() || matches!(words.tags[k], Tag::DT | Tag::PRPS);
        let subject = (sentence.start..i).rev().take_while(|&k| noun(k) && (words.tags[k + 1] != Tag::DT)).last();
        let opens = subject.is_some_and(|first| first == sentence.start || document.tokens[first - 1].sign == b',');
        let next = words.tags.get(i + 1).filter(|_| i + 1 < sentence.end);
        let ends = next.is_none_or(|tag| matches!(tag, Tag::CC | Tag::PUNCT | Tag::IN | Tag::RB | Tag::TO | Tag::PRPS | Tag::DT));
        if (pronoun || opens) && ends {
            words.tags[i] = Tag::VBD;
        }
    }
}

/// *The Harbour Times reports: "…"*: a plural behind a name that is a reporting
/// verb too, and a colon with a quotation or nothing behind it.
fn introduce(document: &Document<'_>, lexicon: &Lexicon, words: &mut Words) {
    for colon in (2..document.tokens.len()).filter(|&i| document.tokens[i].sign == b':') {
        let reports = words.tags[colon - 1] == Tag::NNS && lexicon.form(words.forms[colon - 1]).verb.is_some();
        if reports && words.tags[colon - 2].is_name() {
            let paragraph = &document.paragraphs[document.paragraph_of(colon)].tokens;
            let quoted = document.tokens.get(colon + 1).is_none_or(|next| next.kind == TokenKind::Mark);
            if paragraph.start <= colon - 2 && (quoted || colon + 1 == paragraph.end) {
                words.tags[colon - 1] = Tag::VBZ;
            }
        }
    }
}

/// *“It is everywhere,” **cautions** Mara Lind*: a plural that is a reporting
/// verb too, between a comma with a quotation mark and words that begin a name
/// or noun group.
fn invert(document: &Document<'_>, lexicon: &Lexicon, words: &mut Words) {
    let tokens = &document.tokens;
    let ends = |i: usize| matches!(tokens[i].sign, b',' | b'?' | b'!');
    for i in 2..tokens.len().saturating_sub(1) {
        if words.tags[i] != Tag::NNS || tokens[i].capital {
            continue;
        }
        let is_mark = |at: usize| tokens[at].kind == TokenKind::Mark;
        let closed = is_mark(i - 1) && ends(i - 2) || tokens[i - 1].sign == b',' && is_mark(i - 2);
        if !closed || lexicon.form(words.forms[i]).verb.is_none() {
            continue;
        }
        let next = words.tags[i + 1];
        let begins = tokens[i + 1].capital && tokens[i + 1].kind == TokenKind::Word || matches!(next, Tag::DT | Tag::PRPS | Tag::PRP);
        if begins && document.sentence_of(i + 1) == document.sentence_of(i) {
            words.tags[i] = Tag::VBZ;
        }
    }
}

/// *Two wards have closed, the Gazette **reports**.*, *…, Park **notes**.*: a
/// plural that is a reporting verb too, at the end of a sentence or before
/// *, citing*, behind a comma and a name or who can speak; the clause before has
/// a verb.
fn follow(document: &Document<'_>, lexicon: &Lexicon, words: &mut Words) {
    let tokens = &document.tokens;
    for sentence in &document.sentences {
        let start = sentence.tokens.start;
        for i in start + 4..sentence.tokens.end {
            if !matches!(words.tags[i], Tag::NNS | Tag::NN) || tokens[i].capital || lexicon.form(words.forms[i]).verb.is_none() {
                continue;
            }
            let cites = |at: usize| tokens[at].sign == b',' && at + 1 < sentence.tokens.end && words.tags[at + 1] == Tag::VBG;
            let ends = i + 1 >= sentence.tokens.end || tokens[i + 1].sign == b'.' || cites(i + 1);
            if !ends || !document.word(i).ends_with('s') {
                continue;
            }
            let mut first = i;
            while first > start && (words.tags[first - 1].is_noun() || words.tags[first - 1].is_adjective()) {
                first -= 1;
            }
            let lists = lexicon.form(words.forms[i - 1]).lists;
            let speaks = words.tags[i - 1].is_name() && tokens[i - 1].capital || lists.any(Lists::ROLE) || lists.any(Lists::BODY);
            // *…, a claim Example disputes*
            let indefinite = first > start && matches!(document.word(first - 1), "a" | "an");
            let article = first > start && matches!(words.tags[first - 1], Tag::DT | Tag::PRPS) && !indefinite;
            let comma = (first - usize::from(article)).checked_sub(1).filter(|&at| at > start + 1 && tokens[at].sign == b',');
            let clause = comma.is_some_and(|comma| (start..comma).any(|k| words.tags[k].is_finite()));
            // *…, hopes and fears*; *the roads, schools, pension claims*
            let listed = comma.is_some_and(|comma| {
                let bare = (start..comma).rev().take_while(|&k| words.tags[k].is_noun() || words.tags[k].is_adjective()).count();
                comma > start + bare && tokens[comma - bare - 1].sign == b','
            });
            if first < i && speaks && clause && !listed && !indefinite && (article || words.tags[i - 1].is_name()) {
                words.tags[i] = Tag::VBZ;
            }
        }
    }
}

/// ***Outside** court, they cheered*: a place before a word in lower case is in no name.
fn place(document: &Document<'_>, words: &mut Words) {
    for sentence in &document.sentences {
        let (first, next) = (sentence.tokens.start, sentence.tokens.start + 1);
        let leads = ["Outside", "Inside", "Near", "Opposite", "Beneath", "Underneath", "Amid"].contains(&document.word(first));
        let common = next < sentence.tokens.end && !document.tokens[next].capital && words.tags[next].is_noun();
        if leads && common {
            words.tags[first] = Tag::IN;
        }
    }
}

/// *Agents **reckon** the dam was opened*: a rare verb that only reports, behind
/// a plural and before what can begin a clause.
fn report(document: &Document<'_>, lexicon: &Lexicon, model: &TagModel, words: &mut Words) {
    for i in 1..document.tokens.len().saturating_sub(1) {
        // *Traders* at the start of a sentence looks like a name
        if !matches!(words.tags[i], Tag::NN | Tag::JJ | Tag::VB) {
            continue;
        }
        let before = words.tags[i - 1];
        let plural = matches!(before, Tag::NNS | Tag::NNPS) || before.is_name() && document.word(i - 1).ends_with('s');
        if !plural {
            continue;
        }
        let form = lexicon.form(words.forms[i]);
        let verb = form.verb.is_some() && form.noun.is_none() && form.adjective.is_none() && !document.tokens[i].capital;
        let next = words.tags[i + 1];
        let clause = matches!(next, Tag::DT | Tag::PRP | Tag::PRPS | Tag::EX) || document.word(i + 1) == "that" || next.is_name();
        if verb && clause && model.find(normal_hash(document.word(i))).0 == 0 {
            words.tags[i] = Tag::VBP;
        }
    }
}

/// Appends the tags of all tokens. `look` is told of every token and, if it is
/// a word without digits, its form.
fn weigh(
    document: &Document<'_>,
    dictionary: &impl Lookup,
    model: &TagModel,
    words: &mut Words,
    look: impl Fn(&mut Words, &Token, Option<FormId>),
) {
    let mut window = Window::default();
    let level = Level::new();
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.clone()];
        let title = title_case(tokens);
        words.title_case.push(title);
        window.fill(tokens.iter().map(|token| (token.span.of(document.text()), token.kind)), title, dictionary);
        for (token, form) in tokens.iter().zip(window.forms()) {
            look(words, token, form);
        }
        // built for several sets of instructions, of which the processor's best is taken
        dispatch!(level, simd => simd.vectorize(#[inline(always)] || window.decide(|rows| model.best(rows), &mut words.tags)));
    }
}

impl TagModel {
    /// The Penn Treebank tag of every token of a document, `PUNCT` for signs.
    ///
    /// ```
    /// use inquit_quotes::{Document, TagModel};
    /// let tags = TagModel::english().tags(&Document::parse("He claims the prize."));
    /// assert_eq!(tags, ["PRP", "VBZ", "DT", "NN", "PUNCT"]);
    /// ```
    #[must_use]
    pub fn tags(&self, document: &Document<'_>) -> Vec<&'static str> {
        let mut words = Words { tags: Vec::with_capacity(document.tokens.len()), ..Words::default() };
        weigh(document, self, self, &mut words, |_, _, _| {});
        words.tags.into_iter().map(Tag::name).collect()
    }
}

/// Whether most longer words of the sentence are capitalised, as in a headline.
/// What follows a quotation, *said Public Works Director Example*, is none.
pub(crate) fn title_case(tokens: &[Token]) -> bool {
    let (mut capital, mut small, mut quoted) = (0, 0, false);
    for (i, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Word && token.span.len() > 3 {
            if token.capital {
                capital += 1;
            } else {
                small += 1;
                quoted |= i > 0 && tokens[i - 1].kind == TokenKind::Mark;
            }
        }
    }
    capital >= 3 && capital > 2 * small && !quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ModelError;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text);
        let words = tag(&document, &Vocabulary::new(Lexicon::english(), TagModel::english()));
        let found: Vec<&str> = words.tags.iter().map(|tag| tag.name()).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    fn check_verbs(text: &str, expected: &[&str]) {
        let document = Document::parse(text);
        let words = tag(&document, &Vocabulary::new(Lexicon::english(), TagModel::english()));
        let is_verb = |i: &usize| words.tags[*i].is_verb() || words.tags[*i] == Tag::MD;
        let found: Vec<&str> = (0..document.tokens.len()).filter(is_verb).map(|i| document.word(i)).collect();
        assert_eq!(found, expected, "{text}: {:?}", words.tags);
    }

    #[test]
    fn verbs_and_nouns_of_one_form() {
        check("He claims the plans changed.", "PRP VBZ DT NNS VBD PUNCT");
        check("The claims were denied by police.", "DT NNS VBD VBN IN NN PUNCT");
        check("“We won,” Marwick said.", "PUNCT PRP VBD PUNCT PUNCT NNP VBD PUNCT");
        check("She plans to report on the report.", "PRP VBZ TO VB IN DT NN PUNCT");
        check("Their plans worry the guards.", "PRP$ NNS VBP DT NNS PUNCT");
        check("The charges surprised nobody.", "DT NNS VBD NN PUNCT");
        check("The firm charges a fee.", "DT NN VBZ DT NN PUNCT");
    }

    #[test]
    fn participles_and_past_forms() {
        check("The driver, said to be in Norway, has denied it.", "DT NN PUNCT VBD TO VB IN NNP PUNCT VBZ VBN PRP PUNCT");
        check("The law named after the senator failed.", "DT NN VBN IN DT NN VBD PUNCT");
        check("She named the ship.", "PRP VBD DT NN PUNCT");
        check("He has said so.", "PRP VBZ VBN RB PUNCT");
        check("He said so.", "PRP VBD RB PUNCT");
    }

    #[test]
    fn what_a_subject_did() {
        check("She nodded and left.", "PRP VBD CC VBD PUNCT");
        check("Asked to sit, Petrov nodded.", "VBN TO VB PUNCT NNP VBD PUNCT");
        check("Maria Petrov nodded.", "NNP NNP VBD PUNCT");
        check("It left Petrov tired.", "PRP VBD NNP JJ PUNCT");
    }

    #[test]
    fn verbs_of_headlines() {
        check_verbs("Mayor Claims the Plans Were Dropped", &["Claims", "Were", "Dropped"]);
        check_verbs("Union Warns Ferry Strike Could Last Weeks", &["Warns", "Could", "Last"]);
        check_verbs("Harbour Pilots Reject Pay Offer", &["Reject"]);
        check_verbs("Police Search for Claims Adviser", &[]);
    }

    #[test]
    fn verbs_that_look_like_plurals_and_adjectives() {
        check("“It is everywhere,” cautions Mara Lind.", "PUNCT PRP VBZ RB PUNCT PUNCT VBZ NNP NNP PUNCT");
        check("'It is everywhere', counters the baker.", "PUNCT PRP VBZ RB PUNCT PUNCT VBZ DT NN PUNCT");
        // no quotation before it, nobody behind it
        check_verbs("After the storm, cautions were ignored.", &["were", "ignored"]);
        check_verbs("“Bread,” counters and tills were gone.", &["were", "gone"]);
        check("Agents reckon the dam was opened.", "NNS VBP DT NN VBD VBN PUNCT");
        check("Growers reckon that rain will come.", "NNP VBP WDT NN MD VB PUNCT");
        check("Most traders reckon it will pass.", "JJS NNS VBP PRP MD VB PUNCT");
        check("The traders market the wool.", "DT NNS VBP DT NN PUNCT");
        check("Outside court, they cheered.", "IN NN PUNCT PRP VBD PUNCT");
        check("The lake was low in May, Park notes.", "DT NN VBD JJ IN NNP PUNCT NNP VBZ PUNCT");
        check_verbs("Two wards have closed, the Gazette reports.", &["have", "closed", "reports"]);
        check_verbs("The mill was sold, the mayor claims, citing two partners.", &["was", "sold", "claims", "citing"]);
        // no clause before it, nobody who speaks
        check_verbs("In the end, Park notes.", &[]);
        check_verbs("They fixed roads, schools, the damage claims.", &["fixed"]);
        check_verbs("They fixed it, a claim Park disputes.", &["fixed"]);
        check_verbs("They reviewed emails, photos, Twitter posts.", &["reviewed"]);
    }

    #[test]
    fn small_words_of_many_tags() {
        check("That man said that that was her dog.", "DT NN VBD IN DT VBD PRP$ NN PUNCT");
        check("I won't tell him that.", "PRP MD RB VB PRP DT PUNCT");
        check("There’s a cat in the pilot’s bag.", "EX VBZ DT NN IN DT NN POS NN PUNCT");
    }

    #[test]
    fn nothing_and_signs() {
        check("", "");
        check("* * 12", "PUNCT PUNCT CD");
    }

    #[test]
    fn any_text_has_as_many_tags_as_tokens() {
        for text in ["ÄÖÜ ßẞ İstanbul", "x", "’s", "ａｂｃ １２３", &"long".repeat(500), "\u{1f600} said \u{301}"] {
            let document = Document::parse(text);
            let words = tag(&document, &Vocabulary::new(Lexicon::english(), TagModel::english()));
            assert_eq!(words.tags.len(), document.tokens.len(), "{text}");
        }
    }

    #[test]
    fn a_model_is_the_same_after_its_bytes() {
        let bytes = TagModel::english().to_bytes();
        assert!(bytes.len() <= 3 << 20, "{} bytes", bytes.len());
        let again = TagModel::from_bytes(&bytes).map(|model| model.to_bytes());
        assert!(again.is_ok_and(|again| again == bytes));
    }

    #[test]
    fn foreign_and_broken_bytes_are_refused() {
        let bytes = TagModel::english().to_bytes();
        assert_eq!(TagModel::from_bytes(b"").unwrap_err(), ModelError::Foreign("tag model"));
        assert_eq!(TagModel::from_bytes(&[b'x'; 4096]).unwrap_err(), ModelError::Foreign("tag model"));
        for length in [8, 9, 15, 23, 24, 25, 200, bytes.len() - 1] {
            let error = TagModel::from_bytes(&bytes[..length]).unwrap_err();
            assert!(matches!(error, ModelError::Length { found, .. } if found == length), "{length}: {error}");
            assert!(error.to_string().contains("train it again"), "{error}");
        }
        let altered = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[at] = byte;
            TagModel::from_bytes(&bytes).unwrap_err()
        };
        assert!(matches!(altered(8, 9), ModelError::Version { found: 9, supported: 1, .. }));
        assert!(matches!(altered(12, 77), ModelError::Damaged { .. }));
        assert!(matches!(altered(25, 200), ModelError::Damaged { .. }));
        // any byte of the sizes, whatever its value
        for (at, byte) in (8..24).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
            let mut bytes = bytes[..4096].to_vec();
            bytes[at] = byte;
            assert!(TagModel::from_bytes(&bytes).is_err());
        }
    }
}
