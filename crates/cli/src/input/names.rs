//! Names of fields and columns as people write them: exactly as they stand in
//! a file, else without regard to case where only one can be meant.

/// Names of which one is a little alike are proposed, from 0 to 1.
const ALIKE: f64 = 0.7;

/// How a name that stands in a file is the wanted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Letter for letter.
    Exact,
    /// But for capitals and small letters.
    Case,
}

/// How `name` is `wanted`, if it is.
pub(super) fn likeness(wanted: &str, name: &str) -> Option<Likeness> {
    if wanted == name {
        Some(Likeness::Exact)
    } else if is_same_but_for_case(wanted, name) {
        Some(Likeness::Case)
    } else {
        None
    }
}

fn is_same_but_for_case(one: &str, other: &str) -> bool {
    match (one.is_ascii(), other.is_ascii()) {
        (true, true) => one.eq_ignore_ascii_case(other),
        (false, false) => one.to_lowercase() == other.to_lowercase(),
        // the Kelvin sign is a k to nobody who writes names of fields
        _ => false,
    }
}

/// The place of the name among `names` that is `wanted`: the one that is so
/// exactly, else the only one but for case.
pub(crate) fn position<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<usize> {
    let mut alike = None;
    for (place, name) in names.enumerate() {
        match likeness(wanted, name) {
            Some(Likeness::Exact) => return Some(place),
            Some(Likeness::Case) => alike = Some(alike.map_or(Some(place), |_| None)),
            None => {}
        }
    }
    alike.flatten()
}

/// `; did you mean ‘…’?` with the one of `names` that is most like one of
/// `wanted`, if any is like it.
pub(crate) fn hint<'n>(wanted: impl Iterator<Item = &'n str> + Clone, names: impl Iterator<Item = &'n str>) -> String {
    let likest = |name: &'n str| (wanted.clone().map(|wanted| alike(wanted, name)).fold(0.0, f64::max), name);
    let nearest = names.map(likest).filter(|(alike, _)| *alike > ALIKE);
    // Among equals the first in the file.
    let nearest = nearest.reduce(|best, other| if other.0 > best.0 { other } else { best });
    nearest.map_or(String::new(), |(_, name)| format!("; did you mean ‘{name}’?"))
}

/// How alike two names are, from 0 to 1, whatever their case; one slip leaves short names alike too.
pub(crate) fn alike(one: &str, other: &str) -> f64 {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let slip = if one.len() > 1 && strsim::osa_distance(&one, &other) < 2 { 0.9 } else { 0.0 };
    strsim::jaro_winkler(&one, &other).max(slip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_names_come_before_those_of_another_case() {
        let check = |wanted: &str, names: &[&str], place: Option<usize>| {
            assert_eq!(position(wanted, names.iter().copied()), place, "{wanted} in {names:?}");
        };
        check("text", &["id", "Text"], Some(1));
        check("text", &["TEXT", "Text", "text"], Some(2));
        check("text", &["TEXT", "Text"], None);
        check("text", &["TEXT", "Text", "tExt"], None);
        check("Überschrift", &["ÜBERSCHRIFT"], Some(0));
        check("text", &["texts", "", "tëxt"], None);
        check("", &["a"], None);
    }

    #[test]
    fn the_nearest_name_is_proposed() {
        let check = |wanted: &[&str], names: &[&str], told: &str| {
            assert_eq!(hint(wanted.iter().copied(), names.iter().copied()), told, "{wanted:?} in {names:?}");
        };
        check(&["sektion"], &["id", "section", "sections"], "; did you mean ‘section’?");
        check(&["udi"], &["uid"], "; did you mean ‘uid’?");
        check(&["zzz"], &["id", "text"], "");
        check(&["body", "txet"], &["id", "text"], "; did you mean ‘text’?");
        check(&["text"], &["TEXT", "Text"], "; did you mean ‘TEXT’?");
        check(&["a"], &[], "");
    }
}
