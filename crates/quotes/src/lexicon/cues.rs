//! Words that report: `cues.tsv`.

use super::{Builder, rows};
use crate::error::LexiconError;
use crate::feature;
use crate::quote::Class;

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CuePart {
    /// *said, has warned*
    Verb,
    /// *claim, warning*
    Noun,
    /// *confident, afraid*
    Adjective,
    /// Several words: *according to*
    Phrase,
}

/// A row of `cues.tsv`.
#[derive(Clone, Debug)]
pub struct CueEntry {
    /// The base form.
    pub lemma: String,
    /// Its part of speech.
    pub part: CuePart,
    /// What it reports.
    pub class: Class,
    /// All forms; for a verb base, -s, past, past participle, -ing, each
    /// perhaps with variants after `|`.
    pub forms: Vec<String>,
    /// Whether it tells an act where a mere noun group is its object: *see a
    /// light* does not report, *see that it shines* does.
    pub act_with_object: bool,
    /// Whether it tells an act before an infinitive: *decided to leave*.
    pub act_with_infinitive: bool,
    /// Hash of the base form in features.
    pub(crate) key: u64,
}

pub(crate) fn load(table: &str, builder: &mut Builder) -> Result<Vec<CueEntry>, LexiconError> {
    let mut cues = Vec::new();
    for (line, cells) in rows(table) {
        let (&[lemma, part, class, forms] | &[lemma, part, class, forms, _]) = cells.as_slice() else {
            return Err(LexiconError::new("cues.tsv", line, format!("4 or 5 cells expected, {} found", cells.len())));
        };
        let act_with: Vec<&str> = cells.get(4).into_iter().flat_map(|cell| cell.split_whitespace()).collect();
        let bad = |what: &str, cell: &str| LexiconError::new("cues.tsv", line, format!("there is no {what} {cell:?}"));
        let part = match part {
            "verb" => CuePart::Verb,
            "noun" => CuePart::Noun,
            "adjective" => CuePart::Adjective,
            "phrase" => CuePart::Phrase,
            other => return Err(bad("part", other)),
        };
        let class = match class {
            "speech" => Class::Speech,
            "thought" => Class::Thought,
            "attitude" => Class::Attitude,
            "act" => Class::Act,
            other => return Err(bad("class", other)),
        };
        if let Some(other) = act_with.iter().find(|what| !matches!(**what, "object" | "infinitive")) {
            return Err(bad("act_with", other));
        }
        let index = u16::try_from(cues.len()).map_err(|_| LexiconError::new("cues.tsv", line, "more than 65,535 rows"))?;
        let forms: Vec<String> =
            if part == CuePart::Phrase { vec![forms.to_owned()] } else { forms.split(' ').map(str::to_owned).collect() };
        if part == CuePart::Phrase {
            let id = builder.intern(lemma.split(' ').next().unwrap_or(lemma));
            builder.forms[id.0 as usize].begins_phrase = true;
        }
        for form in forms.iter().flat_map(|slot| slot.split('|')) {
            let id = builder.intern(form);
            let entry = &mut builder.forms[id.0 as usize];
            let place = match part {
                CuePart::Verb => &mut entry.verb,
                CuePart::Noun => &mut entry.noun,
                CuePart::Adjective => &mut entry.adjective,
                CuePart::Phrase => continue,
            };
            // two verbs can share a form (*found*): the first row has it
            place.get_or_insert(index);
        }
        cues.push(CueEntry {
            lemma: lemma.to_owned(),
            part,
            class,
            forms,
            act_with_object: act_with.contains(&"object"),
            act_with_infinitive: act_with.contains(&"infinitive"),
            key: feature::value(&feature::slug(lemma)),
        });
    }
    Ok(cues)
}
