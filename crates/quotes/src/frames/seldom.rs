//! What is hardly ever right, and so not even proposed.
//!
//! Input: how a candidate would be made. Output: whether it is worth making.
//! Counted on the 840 training articles, where the combinations below, and what
//! the tagger gave a speaker but was proposed without one, made a sixth of all
//! candidates and two in a thousand of those that were chosen.

use super::VerbCue;
use crate::candidate::{End, Subject, fact};
use crate::method::Method;
use crate::quote::Class;

/// Whether it would be said by nobody and need somebody: an act, a stance, an
/// object, a clause without *that*, a complement.
pub(super) fn is_nobodys(class: Class, method: Method, subject: Option<&Subject>) -> bool {
    let held = matches!(class, Class::Attitude | Class::Act);
    subject.is_none() && (held || matches!(method, Method::Object | Method::BareClause | Method::Complement))
}

/// Whether a content ends within its sentence, as that of a noun which is
/// nobody's does not.
pub(super) fn ends_early(end: End) -> bool {
    !matches!(end, End::Sentence | End::Mark | End::Paragraph)
}

/// Whether the cue has a subject that does not go with such a content: a second
/// or third one with a lone noun or a clause before the cue, the one that a
/// passive has without an agent with a lone noun, an infinitive or as what is
/// said itself, unless it is a stance (*was concerned that*).
pub(super) fn is_ill_matched(cue: &VerbCue<'_, '_, '_>, method: Method, end: End) -> bool {
    let another = cue.rank == fact!("second") || cue.rank == fact!("third");
    let passive = cue.rank == fact!("grammatical") && cue.entry.class != Class::Attitude;
    let lone = end == End::Noun && matches!(method, Method::Object | Method::PrepositionalObject);
    another && (lone || method == Method::Fronted) || passive && (lone || matches!(method, Method::Infinitive | Method::Passive))
}

#[cfg(test)]
mod tests {
    use crate::{Analyzer, Proposal};

    fn proposals(text: &str) -> Vec<Proposal> {
        Analyzer::english_plain().proposals(text)
    }

    fn method(proposal: &Proposal) -> &str {
        proposal.features.iter().find_map(|feature| feature.strip_prefix("method ")).unwrap_or("")
    }

    /// The methods of what is proposed without a speaker.
    fn nobodys(text: &str) -> Vec<String> {
        proposals(text).iter().filter(|proposal| proposal.mention.is_none()).map(|proposal| method(proposal).to_owned()).collect()
    }

    #[test]
    fn nobody_says_by_passives_and_nouns() {
        assert!(nobodys("It was said on Monday that the bridge was safe.").contains(&"that-clause".to_owned()));
        assert!(nobodys("There were reports that the bridge was safe.").contains(&"nominal".to_owned()));
        // both pieces, though the second alone would be an object of nobody
        let text = "The attack was labelled an act of terror.";
        assert!(proposals(text).iter().any(|proposal| method(proposal) == "passive" && proposal.content.len() == 2), "{text}");
    }

    #[test]
    fn nobody_acts_and_nobody_says_a_thing() {
        for text in ["Praised by all, the bridge was called a gift.", "There were attempts to close the bridge to lorries."] {
            let found = nobodys(text);
            assert!(
                !found.iter().any(|method| matches!(&**method, "object" | "bare-clause" | "complement" | "infinitive")),
                "{text} {found:?}"
            );
        }
        let of_nouns = |text: &str| nobodys(text).iter().filter(|method| *method == "nominal").count();
        assert_eq!(of_nouns("There were attempts to close the bridge."), 0);
    }

    #[test]
    fn a_noun_of_nobody_has_its_whole_sentence() {
        let text = "There were warnings of a flood in the old town, and the bridge was closed.";
        let nouns = proposals(text).into_iter().filter(|proposal| method(proposal) == "nominal" && proposal.mention.is_none());
        let contents: Vec<String> = nouns.map(|proposal| proposal.content[0].of(text).to_owned()).collect();
        assert_eq!(contents, ["a flood in the old town, and the bridge was closed"]);
    }

    #[test]
    fn a_second_subject_says_no_lone_noun() {
        let text = "The council released a statement criticising the plan for the quay.";
        let found = proposals(text);
        let objects = found.iter().filter(|proposal| method(proposal) == "object" && proposal.content[0].of(text) == "the plan");
        let ranks = |fact: &str| objects.clone().any(|proposal| proposal.features.contains(&format!("fact {fact}")));
        assert!(ranks("first") && !ranks("second"), "{found:?}");
    }
}
