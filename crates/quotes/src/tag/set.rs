//! The tag set: Penn Treebank tags (Santorini 1990), all signs under one.

use crate::feature::Value;

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

    /// The name as it stands in features.
    pub(crate) fn value(self) -> Value<'static> {
        static VALUES: [Value<'static>; Tag::COUNT] = {
            let mut values = [Value::of(""); Tag::COUNT];
            let mut i = 0;
            while i < Tag::COUNT {
                values[i] = Value::of(NAMES[i].0);
                i += 1;
            }
            values
        };
        VALUES[self as usize]
    }

    pub(crate) const ALL: [Tag; Tag::COUNT] = {
        let mut all = [Tag::CC; Tag::COUNT];
        let mut i = 0;
        while i < Tag::COUNT {
            all[i] = NAMES[i].1;
            i += 1;
        }
        all
    };

    pub(crate) fn by_name(name: &str) -> Option<Tag> {
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
