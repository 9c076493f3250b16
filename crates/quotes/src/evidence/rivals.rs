//! Weighs a candidate a second time, beside its rivals, where there is no
//! tagger to tell what else the words around it may be.
//!
//! Input: the weighed candidates of some paragraphs. Output: for each that is
//! not hopeless what stands beside it, as features: other words for the
//! speaker, a longer or shorter content, another cue that claims the same
//! words, each with its log-odds. Their weights stand in the same table and are
//! added to the log-odds that the candidate has by itself (stacking: Wolpert
//! 1992). A candidate is compared with the best [`MOST`] of its cue and with the
//! best of the [`REACH`] cues to either side in its paragraph, so that the work
//! for each has a bound. What stands wholly inside a quotation competes on its own: it
//! has no rivals and is none.

use std::ops::Range;

use super::features::NOBODY;
use super::values::{self, NONE};
use crate::candidate::{Candidate, End, Path};
use crate::context::Context;
use crate::feature::Value;
use crate::method::Method;

/// Candidates less probable than this stay so, and rival nobody.
const HOPELESS: f32 = 0.05;
/// Candidates of a cue that each of them is compared with.
const MOST: usize = 32;
/// Cues to either side whose best candidate is compared.
const REACH: usize = 8;

/// The most probable rival of some kind: its log-odds, and what it is.
type Best<T> = Option<(f32, T)>;

/// What stands beside a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rivals {
    /// Log-odds of the candidate by itself.
    pub(super) own: f32,
    /// Candidates whose cues overlap with its own, directly or through others,
    /// itself among them.
    all: usize,
    /// Those among the best [`MOST`] of these that are more probable.
    better: usize,
    /// The same content by another speaker.
    speaker: Best<Option<Path>>,
    /// The same speaker with more words said.
    longer: Best<End>,
    /// The same speaker with as many words or fewer.
    shorter: Best<End>,
    /// Other words by another speaker.
    other: Option<f32>,
    /// Content that begins elsewhere.
    start: Option<f32>,
    /// Of another cue: with this candidate inside its content.
    around: Best<Method>,
    /// Of another cue: inside this candidate's content.
    inside: Best<Method>,
    /// Of another cue: with some of the same words.
    crossing: Best<Method>,
    /// Of another cue: the same speaker.
    same_speaker: Option<f32>,
}

/// What stands beside each candidate that `may_rival` and is not hopeless, with
/// the candidate's index.
pub(super) fn find(context: &Context<'_, '_>, candidates: &[Candidate], may_rival: impl Fn(&Candidate) -> bool) -> Vec<(usize, Rivals)> {
    let live = |candidate: &Candidate| candidate.confidence >= HOPELESS && may_rival(candidate);
    let mut order: Vec<usize> = (0..candidates.len()).filter(|&i| live(&candidates[i])).collect();
    order.sort_by_key(|&i| place(&candidates[i]).start);
    let mut found: Vec<(usize, Rivals)> = Vec::with_capacity(order.len());
    // runs of candidates whose cues overlap, in text order, best first within each
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut end = 0;
    for i in order {
        let cue = place(&candidates[i]);
        match groups.last_mut() {
            Some(group) if cue.start < end => group.push(i),
            _ => groups.push(vec![i]),
        }
        end = end.max(cue.end);
    }
    for group in &mut groups {
        group.sort_by(|&a, &b| candidates[b].confidence.total_cmp(&candidates[a].confidence));
    }
    let paragraph = |group: &[usize]| context.document.paragraph_of(place(&candidates[group[0]]).start);
    // a logarithm for each, not for each pair
    let odds: Vec<f32> = candidates.iter().map(log_odds).collect();
    for (at, group) in groups.iter().enumerate() {
        let near = groups[at.saturating_sub(REACH)..groups.len().min(at + REACH + 1)].iter();
        let others = near.filter(|other| other[0] != group[0] && paragraph(other) == paragraph(group));
        let with_odds = |i: usize| (&candidates[i], odds[i]);
        let others: Vec<(&Candidate, f32)> = others.map(|other| with_odds(other[0])).collect();
        let same: Vec<(&Candidate, f32)> = group.iter().take(MOST).map(|&i| with_odds(i)).collect();
        for &i in group {
            found.push((i, Rivals::of(with_odds(i), group.len(), &same, &others)));
        }
    }
    found
}

/// The words of the cue; where there is none, the first of the content.
fn place(candidate: &Candidate) -> Range<usize> {
    let start = candidate.extent().start;
    candidate.cue.clone().unwrap_or(start..start + 1)
}

fn log_odds(candidate: &Candidate) -> f32 {
    let probability = candidate.confidence.clamp(1e-6, 1.0 - 1e-6);
    (probability / (1.0 - probability)).ln()
}

impl Rivals {
    /// Each candidate with its log-odds.
    fn of((candidate, own): (&Candidate, f32), all: usize, same: &[(&Candidate, f32)], others: &[(&Candidate, f32)]) -> Rivals {
        let mut found = Rivals { own, all, ..Rivals::default() };
        for &(rival, odds) in same.iter().filter(|(rival, _)| !std::ptr::eq(*rival, candidate)) {
            found.better += usize::from(odds > own);
            match (rival.content == candidate.content, speaker(rival) == speaker(candidate)) {
                (true, true) => {}
                (true, false) => raise(&mut found.speaker, odds, path(rival)),
                (false, true) if rival.len() > candidate.len() => raise(&mut found.longer, odds, rival.end),
                (false, true) => raise(&mut found.shorter, odds, rival.end),
                (false, false) => raise_alone(&mut found.other, odds),
            }
            if rival.extent().start != candidate.extent().start {
                raise_alone(&mut found.start, odds);
            }
        }
        for &(rival, odds) in others {
            if speaker(rival).is_some() && speaker(rival) == speaker(candidate) {
                raise_alone(&mut found.same_speaker, odds);
            }
            let shared = candidate.overlap(rival);
            let holds =
                |outer: &Candidate, inner: &Candidate| shared == inner.len() && inner.cue.as_ref().is_some_and(|cue| outer.holds(cue));
            let kind = match shared {
                0 => continue,
                _ if holds(candidate, rival) => &mut found.inside,
                _ if holds(rival, candidate) => &mut found.around,
                _ => &mut found.crossing,
            };
            raise(kind, odds, rival.method);
        }
        found
    }

    /// The same rivals of the candidate after its content has grown and it has
    /// another probability by itself.
    pub(super) fn of_grown(self, candidate: &Candidate) -> Rivals {
        Rivals { own: log_odds(candidate), ..self }
    }

    /// The features, each a template and its values.
    pub(super) fn features(&self, candidate: &Candidate, emit: &mut impl FnMut(&[Value<'_>])) {
        let method = *candidate.method.value();
        let end = values::end(candidate.end);
        let path_of = |path: Option<Path>| path.map_or(NOBODY, values::path);
        let path = path_of(path(candidate));
        let own = odds(Some(self.own));
        let margin = |rival: Option<f32>| step_of(rival.map(|rival| rival - self.own), &MARGINS);
        let of = |best: Best<Method>| (best.map(|best| best.0), best.map_or(NONE, |(_, method)| *method.value()));
        let end_of = |best: Best<End>| best.map_or(NONE, |(_, end)| values::end(end));
        let (around, around_method) = of(self.around);
        let (inside, inside_method) = of(self.inside);
        let (crossing, crossing_method) = of(self.crossing);
        emit! { emit,
            "rival-own": own, method;
            "rival-all": values::size(self.all);
            "rival-better": values::size(self.better);
            "rival-speaker": margin(self.speaker.map(|best| best.0)), path;
            "rival-speaker-path": path, self.speaker.map_or(NONE, |(_, path)| path_of(path));
            "rival-longer": margin(self.longer.map(|best| best.0)), end;
            "rival-longer-end": end, end_of(self.longer);
            "rival-shorter": margin(self.shorter.map(|best| best.0)), end;
            "rival-shorter-end": end, end_of(self.shorter);
            "rival-other": margin(self.other), method;
            "rival-start": margin(self.start), method;
            "rival-around": odds(around), own;
            "rival-around-method": method, around_method;
            "rival-inside": odds(inside), own;
            "rival-inside-method": method, inside_method;
            "rival-crossing": margin(crossing), own;
            "rival-crossing-method": method, crossing_method;
            "rival-same-speaker": odds(self.same_speaker), own;
        }
    }
}

/// A step of log-odds by its lower bound, and that as text.
type Step = (f32, Value<'static>);

const fn step(bound: f32, text: &'static str) -> Step {
    (bound, Value::of(text))
}

/// Steps of log-odds.
const ODDS: [Step; 10] = [
    step(-3.0, "-3"),
    step(-2.2, "-2.2"),
    step(-1.5, "-1.5"),
    step(-1.0, "-1"),
    step(-0.5, "-0.5"),
    step(0.0, "0"),
    step(0.5, "0.5"),
    step(1.0, "1"),
    step(1.6, "1.6"),
    step(2.4, "2.4"),
];
/// Steps of a rival's log-odds over the candidate's own.
const MARGINS: [Step; 13] = [
    step(-3.0, "-3"),
    step(-2.0, "-2"),
    step(-1.2, "-1.2"),
    step(-0.7, "-0.7"),
    step(-0.3, "-0.3"),
    step(-0.1, "-0.1"),
    step(0.0, "0"),
    step(0.1, "0.1"),
    step(0.3, "0.3"),
    step(0.7, "0.7"),
    step(1.2, "1.2"),
    step(2.0, "2"),
    step(3.0, "3"),
];

/// The step of a number, `low` below all steps.
fn step_of(number: Option<f32>, steps: &[Step]) -> Value<'static> {
    const LOW: Value<'static> = Value::of("low");
    number.map_or(NONE, |number| steps.iter().rev().find(|(bound, _)| *bound <= number).map_or(LOW, |&(_, text)| text))
}

fn odds(odds: Option<f32>) -> Value<'static> {
    step_of(odds, &ODDS)
}

fn speaker(candidate: &Candidate) -> Option<&Range<usize>> {
    candidate.subject.as_ref().map(|subject| &subject.tokens)
}

/// How the speaker was found.
fn path(candidate: &Candidate) -> Option<Path> {
    candidate.subject.as_ref().map(|subject| subject.path)
}

fn raise<T>(best: &mut Best<T>, odds: f32, what: T) {
    if best.as_ref().is_none_or(|&(most, _)| odds > most) {
        *best = Some((odds, what));
    }
}

fn raise_alone(best: &mut Option<f32>, odds: f32) {
    *best = Some(best.map_or(odds, |most| most.max(odds)));
}

#[cfg(test)]
mod tests {
    use crate::{Analyzer, Proposal};

    const TEXT: &str =
        "The mayor of Holany said the bridge was safe, and that nobody had asked the engineers, while the council warned that it was not.";

    fn explained(analyzer: &Analyzer, text: &str) -> Vec<(String, f32)> {
        let explanation = &analyzer.explain(text)[0];
        let sum: f32 = explanation.evidence.iter().map(|(_, weight)| weight).sum();
        assert!((1.0 / (1.0 + (-sum).exp()) - explanation.quote.confidence).abs() < 1e-3, "{explanation:?}");
        explanation.evidence.clone()
    }

    #[test]
    fn rivals_count_without_a_tagger_and_only_then() {
        let counts = |evidence: &[(String, f32)]| evidence.iter().any(|(feature, weight)| feature.starts_with("rival-") && *weight != 0.0);
        assert!(counts(&explained(&Analyzer::english_plain(), TEXT)));
        assert!(!counts(&explained(&Analyzer::english(), TEXT)));
    }

    /// The features of the kind `name` of a proposal.
    fn of_kind(proposal: &Proposal, name: &str) -> Vec<String> {
        let words = proposal.beside.iter().map(|feature| feature.split(' ').collect::<Vec<_>>());
        words.filter(|words| words[0] == name).map(|words| words[1..].join(" ")).collect()
    }

    #[test]
    fn the_longest_content_of_a_cue_has_no_longer_rival() {
        let proposals = Analyzer::english_plain().proposals(TEXT);
        let of_said = proposals.iter().filter(|proposal| {
            proposal.cue.is_some_and(|cue| cue.of(TEXT) == "said")
                && proposal.mention.is_some_and(|mention| mention.of(TEXT) == "The mayor of Holany")
                && !proposal.beside.is_empty()
        });
        let length = |proposal: &&Proposal| proposal.content.iter().map(|piece| piece.of(TEXT).len()).sum::<usize>();
        let (shortest, longest) = (of_said.clone().min_by_key(length).unwrap(), of_said.max_by_key(length).unwrap());
        assert_ne!(shortest.content, longest.content);
        assert!(of_kind(longest, "rival-longer")[0].starts_with("- "), "{longest:?}");
        assert!(!of_kind(shortest, "rival-longer")[0].starts_with("- "), "{shortest:?}");
    }

    #[test]
    fn a_report_inside_a_content_has_that_around_it() {
        let text = "The mayor of Holany said that the council had warned that the bridge was not safe.";
        let proposals = Analyzer::english_plain().proposals(text);
        let of_cue = |cue: &str| {
            let found = proposals.iter().filter(|proposal| proposal.cue.is_some_and(|found| found.of(text).ends_with(cue)));
            found.max_by(|a, b| a.confidence.total_cmp(&b.confidence)).unwrap()
        };
        let (said, warned) = (of_cue("said"), of_cue("warned"));
        assert!(!of_kind(said, "rival-inside")[0].starts_with("- "), "{said:?}");
        assert!(of_kind(said, "rival-around")[0].starts_with("- "), "{said:?}");
        assert!(!of_kind(warned, "rival-around")[0].starts_with("- "), "{warned:?}");
    }

    #[test]
    fn another_paragraph_has_no_rivals() {
        // all of the second paragraph is proposed as what the mayor said
        let text = "The mayor said:\nThe council warned that the bridge was not safe.";
        let proposals = Analyzer::english_plain().proposals(text);
        assert!(
            proposals
                .iter()
                .any(|proposal| !proposal.beside.is_empty() && proposal.mention.is_some_and(|mention| mention.of(text) == "The mayor"))
        );
        let warned =
            proposals.iter().filter(|proposal| proposal.cue.is_some_and(|cue| cue.of(text) == "warned") && !proposal.beside.is_empty());
        assert!(warned.clone().count() > 0);
        for proposal in warned {
            assert!(of_kind(proposal, "rival-around")[0].starts_with("- "), "{proposal:?}");
        }
    }

    #[test]
    fn what_goes_on_behind_a_report_keeps_its_rivals() {
        let text = "“The tide took the jetty in one night,” Ilse Varga told the council.\n“We will build it again before the herring come.”\nNobody voted.";
        let evidence = explained(&Analyzer::english_plain(), text);
        assert!(evidence.iter().any(|(feature, _)| feature == "fact joined"), "{evidence:?}");
        assert!(evidence.iter().any(|(feature, _)| feature.starts_with("rival-own")), "{evidence:?}");
    }

    #[test]
    fn a_long_text_is_read_as_it_is_explained() {
        let text = format!("{}Correction: The mayor said that the bridge was safe.", "Nobody came.\n".repeat(1100));
        let plain = Analyzer::english_plain().with_min_confidence(0.02);
        let read: Vec<f32> = plain.analyze(&text).quotes.iter().map(|quote| quote.confidence).collect();
        let explained: Vec<f32> = plain.explain(&text).iter().map(|explanation| explanation.quote.confidence).collect();
        assert!(!read.is_empty());
        assert_eq!(read, explained);
    }
}
