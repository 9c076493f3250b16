//! Family names that the text spells in two ways.
//!
//! Input: two words. Output: whether one is the other with a letter too many,
//! too few or wrong: *Schneider, Scheider*.

/// The shortest name that can be taken for a misspelt one: *Lee* and *Leo* are
/// two names.
const SHORTEST: usize = 5;

/// Whether the words differ by one letter, the first and the last are the same,
/// and both are long enough to be hardly two names.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < SHORTEST || long.len() - short.len() > 1 || short.first() != long.first() || short.last() != long.last() {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    same < long.len() && short[same + usize::from(short.len() == long.len())..] == long[same + 1..]
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn one_letter_off() {
        for (a, b, slip) in [
            ("Schneider", "Scheider", true),
            ("Wimes", "Wines", true),
            ("McClenny", "McLenny", true),
            ("Hansen", "Hanson", true),
            ("Hansen", "Hansen", false),
            ("Hansen", "Hanso", false),
            ("Brandt", "Grandt", false),
            ("Lee", "Lie", false),
            ("Brandt", "Brunet", false),
        ] {
            assert_eq!(is_slip(a, b), slip, "{a} {b}");
            assert_eq!(is_slip(b, a), slip, "{b} {a}");
        }
    }
}
