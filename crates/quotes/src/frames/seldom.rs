//! What is never right, and so not even proposed.
//!
//! Input: how a candidate would be made. Output: whether it is worth making.
//! Counted on the 840 training articles, where the combinations below make a
//! sixth of all candidates and two in a thousand of those that were chosen: a
//! report by nobody of what is no speech, a second subject for a lone noun.

use super::VerbCue;
use crate::candidate::{End, Subject, fact};
use crate::method::Method;
use crate::quote::Class;

/// Whether what nobody says would be said by this cue: acts and stances need
/// somebody whose they are, and so does what stands behind an active verb.
pub(super) fn is_nobodys(class: Class, method: Method, subject: Option<&Subject>) -> bool {
    let held = matches!(class, Class::Attitude | Class::Act);
    subject.is_none() && (held || matches!(method, Method::Object | Method::BareClause | Method::Complement))
}

/// Whether the content of a noun that is nobody's would end within its sentence.
pub(super) fn ends_early(end: End) -> bool {
    !matches!(end, End::Sentence | End::Mark | End::Paragraph)
}

/// Whether a verb would report that has another subject than its nearest, or
/// none but the one that a passive has.
pub(super) fn is_far(cue: &VerbCue<'_, '_, '_>, method: Method, end: End) -> bool {
    let another = cue.rank == fact!("second") || cue.rank == fact!("third");
    let passive = cue.rank == fact!("grammatical") && cue.entry.class != Class::Attitude;
    let lone = end == End::Noun && matches!(method, Method::Object | Method::PrepositionalObject);
    another && (lone || method == Method::Fronted) || passive && (lone || matches!(method, Method::Infinitive | Method::Passive))
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;

    /// The methods of what is proposed without a speaker.
    fn nobodys(text: &str) -> Vec<String> {
        let proposals = Analyzer::english_plain().proposals(text);
        let of = |features: &[String]| features.iter().find_map(|feature| feature.strip_prefix("method ")).map(str::to_owned);
        proposals.iter().filter(|proposal| proposal.mention.is_none()).filter_map(|proposal| of(&proposal.features)).collect()
    }

    #[test]
    fn nobody_says_by_passives_and_nouns() {
        assert!(nobodys("It was said on Monday that the bridge was safe.").contains(&"that-clause".to_owned()));
        assert!(nobodys("There were reports that the bridge was safe.").contains(&"nominal".to_owned()));
    }

    #[test]
    fn nobody_acts_and_nobody_says_a_thing() {
        assert_eq!(nobodys("Said the bridge was safe, and praised the engineers."), [""; 0]);
        assert_eq!(nobodys("There were attempts to close the bridge to lorries."), [""; 0]);
    }
}
