//! Part-of-speech counts: `words.tsv`, `suffixes.tsv`, `transitions.tsv`.

use rustc_hash::FxHashMap;

use super::{Builder, CueEntry, CuePart, FormId, Tables, rows};
use crate::error::LexiconError;

macro_rules! tags {
    ($($name:ident $text:literal),* $(,)?) => {
        /// A Penn Treebank tag; all signs share one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(clippy::upper_case_acronyms, reason = "the tag set's own names")]
        pub(crate) enum Tag { $($name),* }
        const NAMES: &[(&str, Tag)] = &[$(($text, Tag::$name)),*];
    };
}

tags! {
    CC "CC", CD "CD", DT "DT", EX "EX", FW "FW", IN "IN", JJ "JJ", JJR "JJR", JJS "JJS", LS "LS", MD "MD",
    NN "NN", NNP "NNP", NNPS "NNPS", NNS "NNS", PDT "PDT", POS "POS", PRP "PRP", PRPS "PRP$", PUNCT "PUNCT",
    RB "RB", RBR "RBR", RBS "RBS", RP "RP", TO "TO", UH "UH", VB "VB", VBD "VBD", VBG "VBG", VBN "VBN",
    VBP "VBP", VBZ "VBZ", WDT "WDT", WP "WP", WPS "WP$", WRB "WRB",
}

impl Tag {
    pub(crate) const COUNT: usize = NAMES.len();

    pub(crate) fn name(self) -> &'static str {
        NAMES[self as usize].0
    }

    fn by_name(name: &str) -> Option<Tag> {
        NAMES.binary_search_by_key(&name, |&(text, _)| text).ok().map(|i| NAMES[i].1)
    }

    /// VBD, VBZ, VBP, MD: a verb that makes a clause.
    pub(crate) fn is_finite(self) -> bool {
        matches!(self, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
    }

    /// Any form of a verb but the modals.
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// Common and proper nouns.
    pub(crate) fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// Proper nouns.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Tag::NNP | Tag::NNPS)
    }

    /// Adverbs and particles.
    pub(crate) fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS | Tag::RP)
    }

    /// Adjectives.
    pub(crate) fn is_adjective(self) -> bool {
        matches!(self, Tag::JJ | Tag::JJR | Tag::JJS)
    }
}

/// A tag a word can have, with the log of the word's share under the tag.
pub(crate) type Emission = (Tag, f32);

/// How a word is written and where it stands, which decides the counts to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// With a small letter.
    Lower,
    /// With a capital inside a sentence.
    Capital,
    /// With a capital that means little: at the start of a sentence or in a title.
    Either,
}

/// Emissions of every form and transitions between tags.
#[derive(Debug)]
pub(crate) struct TagModel {
    emissions: Vec<Emission>,
    /// start of the emissions of each form: lower, capital, either
    index: Vec<[(u32, u8); 3]>,
    suffixes: FxHashMap<Box<str>, (u32, u8)>,
    unknown_name: (u32, u8),
    /// log probability of a tag after a tag; the last row is the start of a sentence
    transitions: Vec<[f32; Tag::COUNT]>,
}

/// Counts while they are being read.
#[derive(Debug)]
pub(crate) struct TagCounts {
    words: Vec<(FormId, Counts, Counts)>,
    suffixes: Vec<(String, Counts)>,
    pairs: Vec<[f32; Tag::COUNT]>,
}

type Counts = Vec<(Tag, f32)>;

impl TagModel {
    pub(crate) fn load(tables: &Tables<'_>, builder: &mut Builder) -> Result<TagCounts, LexiconError> {
        let mut words = Vec::new();
        for (line, cells) in rows(tables.words) {
            let &[form, lower, capital, clusters] = cells.as_slice() else {
                return Err(LexiconError::new("words.tsv", line, format!("4 cells expected, {} found", cells.len())));
            };
            let id = builder.intern(form);
            if !clusters.is_empty() {
                let pair =
                    clusters.split_once('/').and_then(|(coarse, fine)| Some((coarse.parse::<u16>().ok()?, fine.parse::<u16>().ok()?)));
                let (coarse, fine) = pair
                    .filter(|pair| pair.0 < 64 && pair.1 < 512)
                    .ok_or_else(|| LexiconError::new("words.tsv", line, format!("{clusters:?} is not two clusters, 0-63/0-511")))?;
                builder.forms[id.0 as usize].clusters = Some((coarse, fine));
            }
            words.push((id, counts("words.tsv", line, lower)?, counts("words.tsv", line, capital)?));
        }
        let mut suffixes = Vec::new();
        for (line, cells) in rows(tables.suffixes) {
            let &[suffix, cell] = cells.as_slice() else {
                return Err(LexiconError::new("suffixes.tsv", line, format!("2 cells expected, {} found", cells.len())));
            };
            suffixes.push((suffix.trim_start_matches('-').to_owned(), counts("suffixes.tsv", line, cell)?));
        }
        let mut pairs = vec![[0.1; Tag::COUNT]; Tag::COUNT + 1];
        for (line, cells) in rows(tables.transitions) {
            let row = match cells.first() {
                Some(&"START") => Tag::COUNT,
                Some(name) => Tag::by_name(name)
                    .ok_or_else(|| LexiconError::new("transitions.tsv", line, format!("there is no tag {name:?}")))?
                    as usize,
                None => continue,
            };
            if cells.len() != Tag::COUNT + 1 {
                return Err(LexiconError::new(
                    "transitions.tsv",
                    line,
                    format!("{} cells expected, {} found", Tag::COUNT + 1, cells.len()),
                ));
            }
            for (place, cell) in pairs[row].iter_mut().zip(&cells[1..]) {
                *place += cell.parse::<f32>().map_err(|_| LexiconError::new("transitions.tsv", line, format!("{cell:?} is no number")))?;
            }
        }
        Ok(TagCounts { words, suffixes, pairs })
    }

    /// The tags that a word can have, best evidence first.
    pub(crate) fn emissions(&self, form: FormId, case: Case, word: &str) -> &[Emission] {
        let slot = self.index.get(form.0 as usize).map_or((0, 0), |slots| slots[case as usize]);
        if slot.1 > 0 {
            return self.slice(slot);
        }
        if case == Case::Capital {
            return self.slice(self.unknown_name);
        }
        // longest known ending, on a character border
        let mut start = word.len().saturating_sub(4);
        while start <= word.len() {
            if let Some(slot) = word.get(start..).and_then(|suffix| self.suffixes.get(suffix)) {
                return self.slice(*slot);
            }
            start += 1;
        }
        self.slice(self.unknown_name)
    }

    fn slice(&self, slot: (u32, u8)) -> &[Emission] {
        let start = slot.0 as usize;
        &self.emissions[start..start + usize::from(slot.1)]
    }

    /// Log probability of `tag` after `before` (`None` at the start of a sentence).
    pub(crate) fn transition(&self, before: Option<Tag>, tag: Tag) -> f32 {
        self.transitions[before.map_or(Tag::COUNT, |t| t as usize)][tag as usize]
    }
}

impl TagCounts {
    pub(crate) fn finish(self, builder: &Builder, cues: &[CueEntry]) -> TagModel {
        let mut total = [0.0_f32; Tag::COUNT];
        for row in &self.pairs {
            for (sum, n) in total.iter_mut().zip(row) {
                *sum += n;
            }
        }
        let mut emissions: Vec<Emission> = Vec::new();
        let mut put = |counts: &Counts| -> (u32, u8) {
            let sum: f32 = counts.iter().map(|c| c.1).sum();
            if sum <= 0.0 {
                return (0, 0);
            }
            let start = u32::try_from(emissions.len()).unwrap_or(u32::MAX);
            emissions.extend(counts.iter().map(|&(tag, n)| (tag, (n / sum).ln() - (total[tag as usize]).ln())));
            (start, u8::try_from(counts.len()).unwrap_or(u8::MAX))
        };
        let unknown_name = put(&vec![(Tag::NNP, 90.0), (Tag::NNPS, 3.0), (Tag::JJ, 3.0), (Tag::NN, 2.0), (Tag::NNS, 1.0)]);
        let suffixes: FxHashMap<Box<str>, (u32, u8)> =
            self.suffixes.iter().map(|(suffix, counts)| (suffix.as_str().into(), put(counts))).collect();
        let mut index = vec![[(0, 0); 3]; builder.forms.len()];
        for (id, lower, capital) in &self.words {
            let either = add(lower, capital, 0.7);
            let capital = if capital.is_empty() { add(&vec![(Tag::NNP, 2.0)], lower, 0.5) } else { add(capital, lower, 0.1) };
            index[id.0 as usize] = [put(lower), put(&capital), put(&either)];
        }
        // forms of cues that the counts do not hold
        for cue in cues.iter().filter(|cue| cue.part == CuePart::Verb) {
            for (slot, form) in cue.forms.iter().enumerate().flat_map(|(n, forms)| forms.split('|').map(move |form| (n, form))) {
                let Some(id) = builder.ids.get(form) else { continue };
                let place = &mut index[id.0 as usize];
                if place[0].1 == 0 {
                    let counts: Counts = match slot {
                        0 => vec![(Tag::VB, 5.0), (Tag::VBP, 3.0), (Tag::NN, 2.0)],
                        1 => vec![(Tag::VBZ, 7.0), (Tag::NNS, 3.0)],
                        2 => vec![(Tag::VBD, 6.0), (Tag::VBN, 4.0)],
                        3 => vec![(Tag::VBN, 6.0), (Tag::VBD, 4.0)],
                        _ => vec![(Tag::VBG, 8.0), (Tag::NN, 2.0)],
                    };
                    place[0] = put(&counts);
                    place[2] = place[0];
                }
            }
        }
        let transitions = self
            .pairs
            .iter()
            .map(|row| {
                let sum: f32 = row.iter().sum();
                row.map(|n| (n / sum).ln())
            })
            .collect();
        TagModel { emissions, index, suffixes, unknown_name, transitions }
    }
}

/// `a + weight * b`
fn add(a: &Counts, b: &Counts, weight: f32) -> Counts {
    let mut out = a.clone();
    for &(tag, n) in b {
        match out.iter_mut().find(|c| c.0 == tag) {
            Some(c) => c.1 += weight * n,
            None => out.push((tag, weight * n)),
        }
    }
    out
}

fn counts(table: &'static str, line: usize, cell: &str) -> Result<Counts, LexiconError> {
    cell.split_ascii_whitespace()
        .map(|pair| {
            let parsed = pair.split_once(':').and_then(|(tag, n)| Some((Tag::by_name(tag)?, n.parse::<f32>().ok()?)));
            parsed.ok_or_else(|| LexiconError::new(table, line, format!("{pair:?} is not TAG:COUNT")))
        })
        .collect()
}
