//! The linear chain: best path and marginal probabilities.
//!
//! Input: for each token of one paragraph a score of every label, and the
//! class of the step from the token before. Output: Viterbi's path, and by the
//! forward-backward algorithm the probability of every label of every token.
//! Forward sums are scaled at each token, so that no length overflows. Nothing
//! here knows words or features.

use super::label::{LABELS, LANES, Label, Lanes};

/// Classes of steps from one token to the next; each has weights of its own.
pub(crate) const CLASSES: usize = 18;

/// Row of the labels before that stands for the start of a paragraph.
pub(crate) const START: usize = LABELS;

/// One number for every step from a label (or the start) to a label, by class.
pub(crate) type Steps = [[Lanes; LABELS + 1]; CLASSES];

/// No weights yet.
pub(crate) fn empty_steps() -> Box<Steps> {
    Box::new([[[0.0; LANES]; LABELS + 1]; CLASSES])
}

/// Score of what cannot be.
const NEVER: f32 = -1.0e9;

/// Weights of steps, and their exponentials.
#[derive(Clone, Debug)]
pub(crate) struct Transitions {
    scores: Box<Steps>,
    factors: Box<Steps>,
}

impl Transitions {
    /// Takes the weights of the steps that can be; the others are overruled.
    pub(crate) fn new(mut scores: Box<Steps>) -> Transitions {
        let mut factors = empty_steps();
        for (scores, factors) in scores.iter_mut().zip(factors.iter_mut()) {
            for (before, (scores, factors)) in scores.iter_mut().zip(factors.iter_mut()).enumerate() {
                for label in 0..LANES {
                    if is_allowed(before, label) {
                        factors[label] = scores[label].exp();
                    } else {
                        scores[label] = NEVER;
                    }
                }
            }
        }
        Transitions { scores, factors }
    }

    /// The weight of one step.
    pub(crate) fn score(&self, class: u8, before: usize, label: usize) -> f32 {
        self.scores[usize::from(class)][before][label]
    }
}

/// Whether label number `label` can follow number `before`.
pub(crate) fn is_allowed(before: usize, label: usize) -> bool {
    let before = (before != START).then(|| Label::of(before));
    label < LABELS && Label::of(label).may_follow(before)
}

/// Scratch space of the algorithms.
#[derive(Debug, Default)]
pub(crate) struct ChainScratch {
    back: Vec<[u8; LANES]>,
    forward: Vec<Lanes>,
    scales: Vec<f32>,
}

/// Appends the most probable labels to `path`.
pub(crate) fn best_path(transitions: &Transitions, scores: &[Lanes], classes: &[u8], scratch: &mut ChainScratch, path: &mut Vec<Label>) {
    let (Some(first), Some(&class)) = (scores.first(), classes.first()) else { return };
    let mut best = add(&transitions.scores[usize::from(class)][START], first);
    scratch.back.clear();
    scratch.back.push([0; LANES]);
    for (scores, &class) in scores.iter().zip(classes).skip(1) {
        let steps = &transitions.scores[usize::from(class)];
        let mut top = [2.0 * NEVER; LANES];
        let mut from = [0_i32; LANES];
        for (before, number) in (0..LABELS).zip(0_i32..) {
            let reached = best[before];
            for label in 0..LANES {
                let sum = reached + steps[before][label];
                let better = sum > top[label];
                top[label] = if better { sum } else { top[label] };
                from[label] = if better { number } else { from[label] };
            }
        }
        best = add(&top, scores);
        scratch.back.push(from.map(|label| label as u8));
    }
    let mut at = 0;
    for label in 1..LABELS {
        if best[label] > best[at] {
            at = label;
        }
    }
    let start = path.len();
    path.resize(start + scratch.back.len(), Label::Outside);
    for (label, back) in path[start..].iter_mut().zip(&scratch.back).rev() {
        *label = Label::of(at);
        at = usize::from(back[at]);
    }
}

/// Appends the probabilities of the labels of every token to `marginals`.
///
/// `factors` are the exponentials of the scores, each token's divided by its
/// largest. Returns the logarithm of the sum over all paths, of these factors.
/// Where `expected` is given, expected counts of steps are added to it.
pub(crate) fn marginals(
    transitions: &Transitions,
    factors: &[Lanes],
    classes: &[u8],
    scratch: &mut ChainScratch,
    marginals: &mut Vec<Lanes>,
    expected: Option<&mut Steps>,
) -> f64 {
    let log_sum = forward(transitions, factors, classes, scratch);
    backward(transitions, factors, classes, scratch, marginals, expected);
    log_sum
}

fn forward(transitions: &Transitions, factors: &[Lanes], classes: &[u8], scratch: &mut ChainScratch) -> f64 {
    scratch.forward.clear();
    scratch.scales.clear();
    let mut log_sum = 0.0;
    let mut before: Option<Lanes> = None;
    for (factors, &class) in factors.iter().zip(classes) {
        let steps = &transitions.factors[usize::from(class)];
        let mut sums = match before {
            None => steps[START],
            Some(before) => {
                let mut sums = [0.0; LANES];
                for (reached, steps) in before.iter().zip(&steps[..LABELS]) {
                    for label in 0..LANES {
                        sums[label] += reached * steps[label];
                    }
                }
                sums
            }
        };
        for label in 0..LANES {
            sums[label] *= factors[label];
        }
        let total = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        log_sum += f64::from(total.ln());
        let scale = 1.0 / total;
        let scaled = sums.map(|sum| sum * scale);
        scratch.scales.push(scale);
        scratch.forward.push(scaled);
        before = Some(scaled);
    }
    log_sum
}

fn backward(
    transitions: &Transitions,
    factors: &[Lanes],
    classes: &[u8],
    scratch: &ChainScratch,
    marginals: &mut Vec<Lanes>,
    mut expected: Option<&mut Steps>,
) {
    let n = factors.len();
    let start = marginals.len();
    marginals.resize(start + n, [0.0; LANES]);
    let out = &mut marginals[start..];
    let mut behind: Lanes = [1.0; LANES];
    for i in (0..n).rev() {
        let reached = &scratch.forward[i];
        let product = multiply(reached, &behind);
        // the sum is 1 but for rounding
        let scale = 1.0 / sum(&product).max(f32::MIN_POSITIVE);
        out[i] = product.map(|share| share * scale);
        let class = usize::from(classes[i]);
        if i == 0 {
            if let Some(expected) = expected.as_deref_mut() {
                expected[class][START] = add(&expected[class][START], &out[0]);
            }
            break;
        }
        let mut weighed = [0.0; LANES];
        for label in 0..LANES {
            weighed[label] = factors[i][label] * behind[label] * scratch.scales[i];
        }
        let steps = &transitions.factors[class];
        let before = &scratch.forward[i - 1];
        for from in 0..LABELS {
            let product = multiply(&steps[from], &weighed);
            behind[from] = sum(&product);
            if let Some(expected) = expected.as_deref_mut() {
                for label in 0..LANES {
                    expected[class][from][label] += before[from] * product[label];
                }
            }
        }
    }
}

fn add(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|label| a[label] + b[label])
}

fn multiply(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|label| a[label] * b[label])
}

/// The sum by halves, which runs in vector registers.
fn sum(lanes: &Lanes) -> f32 {
    let eight: [f32; 8] = std::array::from_fn(|k| lanes[k] + lanes[k + 8]);
    let four: [f32; 4] = std::array::from_fn(|k| eight[k] + eight[k + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look random.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> f32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
        }
    }

    struct Chain {
        transitions: Transitions,
        scores: Vec<Lanes>,
        classes: Vec<u8>,
    }

    impl Chain {
        fn random(seed: u64, length: usize, strength: f32) -> Chain {
            let mut numbers = Numbers(seed);
            let mut steps = empty_steps();
            for lanes in steps.iter_mut().flatten() {
                lanes[..LABELS].fill_with(|| strength * numbers.next());
            }
            let mut scores = vec![[0.0; LANES]; length];
            for lanes in &mut scores {
                lanes[..LABELS].fill_with(|| strength * numbers.next());
            }
            let classes = (0..length).map(|_| ((numbers.next() + 1.0) * 8.9) as u8).collect();
            Chain { transitions: Transitions::new(steps), scores, classes }
        }

        /// Every path that may be, with its score.
        fn paths(&self) -> Vec<(Vec<usize>, f64)> {
            let mut paths: Vec<(Vec<usize>, f64)> = vec![(Vec::new(), 0.0)];
            for (scores, &class) in self.scores.iter().zip(&self.classes) {
                let mut longer = Vec::new();
                for (path, score) in &paths {
                    let before = path.last().copied().unwrap_or(START);
                    for label in (0..LABELS).filter(|&label| is_allowed(before, label)) {
                        let step = f64::from(self.transitions.score(class, before, label)) + f64::from(scores[label]);
                        longer.push(([path.as_slice(), &[label]].concat(), score + step));
                    }
                }
                paths = longer;
            }
            paths
        }

        /// The exponentials of the scores and the sum of what they were divided by.
        fn factors(&self) -> (Vec<Lanes>, f64) {
            let mut logs = 0.0;
            let factors = self.scores.iter().map(|scores| {
                let largest = scores[..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
                logs += f64::from(largest);
                std::array::from_fn(|label| if label < LABELS { (scores[label] - largest).exp() } else { 0.0 })
            });
            (factors.collect(), logs)
        }
    }

    #[test]
    fn best_path_and_marginals_equal_enumeration() {
        for (seed, length, strength) in [(1, 1, 1.0), (2, 2, 4.0), (3, 3, 1.0), (4, 4, 3.0), (5, 5, 2.0), (6, 5, 0.1)] {
            let chain = Chain::random(seed, length, strength);
            let paths = chain.paths();
            let (mut scratch, mut path, mut found) = (ChainScratch::default(), Vec::new(), Vec::new());

            best_path(&chain.transitions, &chain.scores, &chain.classes, &mut scratch, &mut path);
            let best = paths.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            assert_eq!(path.iter().map(|&label| label as usize).collect::<Vec<_>>(), best.0, "seed {seed}");

            let mut expected = empty_steps();
            let (factors, logs) = chain.factors();
            let log_sum = logs + marginals(&chain.transitions, &factors, &chain.classes, &mut scratch, &mut found, Some(&mut expected));
            let sum: f64 = paths.iter().map(|(_, score)| score.exp()).sum();
            assert!((log_sum - sum.ln()).abs() < 1e-4, "seed {seed}: {log_sum} {}", sum.ln());
            for (i, lanes) in found.iter().enumerate() {
                for (label, &marginal) in lanes[..LABELS].iter().enumerate() {
                    let share: f64 = paths.iter().filter(|(path, _)| path[i] == label).map(|(_, score)| score.exp()).sum();
                    assert!((f64::from(marginal) - share / sum).abs() < 1e-5, "seed {seed}, token {i}, label {label}");
                }
            }
            let mut counts = [[[0.0_f64; LANES]; LABELS + 1]; CLASSES];
            for (path, score) in &paths {
                for (i, &class) in chain.classes.iter().enumerate() {
                    let before = if i == 0 { START } else { path[i - 1] };
                    counts[usize::from(class)][before][path[i]] += score.exp() / sum;
                }
            }
            for (found, counted) in expected.iter().flatten().flatten().zip(counts.iter().flatten().flatten()) {
                assert!((f64::from(*found) - counted).abs() < 1e-4, "seed {seed}: {found} {counted}");
            }
        }
    }

    #[test]
    fn long_chains_stay_in_range() {
        let chain = Chain::random(9, 20_000, 12.0);
        let (factors, _) = chain.factors();
        let (mut scratch, mut path, mut found) = (ChainScratch::default(), Vec::new(), Vec::new());
        best_path(&chain.transitions, &chain.scores, &chain.classes, &mut scratch, &mut path);
        let log_sum = marginals(&chain.transitions, &factors, &chain.classes, &mut scratch, &mut found, None);
        assert!(log_sum.is_finite());
        assert_eq!((path.len(), found.len()), (20_000, 20_000));
        assert!(found.iter().all(|lanes| (lanes.iter().sum::<f32>() - 1.0).abs() < 1e-3));
        let steps = path.iter().scan(None, |before, &label| Some((before.replace(label), label)));
        assert!(steps.into_iter().all(|(before, label)| label.may_follow(before)));
    }

    #[test]
    fn nothing() {
        let chain = Chain::random(1, 0, 1.0);
        let (mut scratch, mut path, mut found) = (ChainScratch::default(), Vec::new(), Vec::new());
        best_path(&chain.transitions, &[], &[], &mut scratch, &mut path);
        marginals(&chain.transitions, &[], &[], &mut scratch, &mut found, None);
        assert!(path.is_empty() && found.is_empty());
    }
}
