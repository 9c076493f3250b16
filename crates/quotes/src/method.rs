//! [`Method`]: the rules that make attributions, by name.

use crate::feature::Value;

macro_rules! methods {
    ($($(#[$doc:meta])* $variant:ident $name:literal;)*) => {
        /// The rule that made an attribution.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Method {
            $($(#[$doc])* $variant,)*
        }

        impl Method {
            /// Every method, in the order of this page.
            pub const ALL: &'static [Method] = &[$(Method::$variant),*];

            /// The name written into tables.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                self.value().text
            }

            /// The name as it stands in features.
            pub(crate) fn value(self) -> &'static Value<'static> {
                match self {
                    $(Method::$variant => const { &Value::of($name) },)*
                }
            }
        }
    };
}

methods! {
    /// A quotation before its reporting clause: *"…", X said*; *"…", said X*.
    QuoteFirst "quote-first";
    /// A quotation behind its cue: *X said: "…"*.
    CueFirst "cue-first";
    /// A clause with *that*: *X said that …*.
    ThatClause "that-clause";
    /// A clause without *that*: *X said he would …*.
    BareClause "bare-clause";
    /// A question clause: *X asked whether …*, *X explained why …*.
    QuestionClause "question-clause";
    /// An infinitive: *X vowed to …*.
    Infinitive "infinitive";
    /// A noun phrase: *X criticized the plan*.
    Object "object";
    /// A noun phrase behind a preposition: *X called for calm*.
    PrepositionalObject "prepositional-object";
    /// An adjective or participle: *X seemed surprised*.
    Complement "complement";
    /// A clause before its reporting clause: *…, X said*.
    Fronted "fronted";
    /// A report without active subject: *the plan was called …*, *Y is said to …*.
    Passive "passive";
    /// *According to X, …* and its kin.
    AccordingTo "according-to";
    /// A noun that reports: *X's claim that …*.
    Nominal "nominal";
    /// An adjective that reports: *X is confident that …*.
    Adjectival "adjectival";
    /// A label: *X: …* in a headline or transcript, or *X said:* before a list.
    Label "label";
    /// A name behind the words: *…: X*, *"…" — X*.
    Signature "signature";
    /// A quotation that goes on from the paragraph before.
    Continued "continued";
    /// A quotation under a paragraph that ends in a colon.
    Block "block";
    /// A quotation beside a name, without a word that reports.
    Beside "beside";
    /// A quotation alone: the speaker of the one before.
    Carried "carried";
    /// As the learned tagger labels the words.
    Tagged "tagged";
    /// A quotation whose speaker is not found.
    Unattributed "unattributed";
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn names_are_unique() {
        for (i, a) in Method::ALL.iter().enumerate() {
            assert!(Method::ALL[i + 1..].iter().all(|b| a.as_str() != b.as_str()), "{}", a.as_str());
        }
    }
}
