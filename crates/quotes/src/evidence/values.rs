//! Values of features: names of classes, hashed at compile time.

use crate::candidate::{End, Head, Path};
use crate::feature::Value;
use crate::lexicon::CuePart;
use crate::quote::Class;

/// Nothing to name.
pub(super) const NONE: Value<'static> = Value::of("-");

/// A number of tokens, in classes.
pub(super) fn size(tokens: usize) -> Value<'static> {
    match tokens {
        0 => const { Value::of("0") },
        1 => const { Value::of("1") },
        2 => const { Value::of("2") },
        3..=4 => const { Value::of("3") },
        5..=8 => const { Value::of("5") },
        9..=16 => const { Value::of("9") },
        17..=32 => const { Value::of("17") },
        _ => const { Value::of("33") },
    }
}

/// The kind of a sign.
pub(super) fn sign(word: &str) -> Value<'static> {
    match word {
        "." => const { Value::of("stop") },
        "," => const { Value::of("comma") },
        ";" | ":" => const { Value::of("colon") },
        "?" | "!" => const { Value::of("question") },
        "—" | "–" | "--" | "-" => const { Value::of("dash") },
        "" => const { Value::of("end") },
        "”" | "\"" | "“" | "''" => const { Value::of("mark") },
        _ => const { Value::of("sign") },
    }
}

pub(super) fn class(class: Class) -> Value<'static> {
    match class {
        Class::Speech => const { Value::of("speech") },
        Class::Thought => const { Value::of("thought") },
        Class::Attitude => const { Value::of("attitude") },
        Class::Act => const { Value::of("act") },
    }
}

pub(super) fn part(part: CuePart) -> Value<'static> {
    match part {
        CuePart::Verb => const { Value::of("verb") },
        CuePart::Noun => const { Value::of("noun") },
        CuePart::Adjective => const { Value::of("adjective") },
        CuePart::Phrase => const { Value::of("phrase") },
    }
}

pub(super) fn end(end: End) -> Value<'static> {
    match end {
        End::Sentence => const { Value::of("sentence") },
        End::Mark => const { Value::of("mark") },
        End::Comma => const { Value::of("comma") },
        End::Coordination => const { Value::of("coordination") },
        End::Conjunction => const { Value::of("conjunction") },
        End::Cue => const { Value::of("cue") },
        End::Noun => const { Value::of("noun") },
        End::Phrase => const { Value::of("phrase") },
        End::Paragraph => const { Value::of("paragraph") },
    }
}

pub(super) fn head(head: Head) -> Value<'static> {
    match head {
        Head::Name => const { Value::of("name") },
        Head::Pronoun => const { Value::of("pronoun") },
        Head::It => const { Value::of("it") },
        Head::Relative => const { Value::of("relative") },
        Head::Role => const { Value::of("role") },
        Head::Group => const { Value::of("group") },
        Head::Body => const { Value::of("body") },
        Head::Document => const { Value::of("document") },
        Head::Time => const { Value::of("time") },
        Head::Plural => const { Value::of("plural") },
        Head::Other => const { Value::of("other") },
    }
}

pub(super) fn path(path: Path) -> Value<'static> {
    match path {
        Path::Adjacent => const { Value::of("adjacent") },
        Path::Parenthetical => const { Value::of("parenthetical") },
        Path::Coordinated => const { Value::of("coordinated") },
        Path::Participle => const { Value::of("participle") },
        Path::Relative => const { Value::of("relative") },
        Path::Governor => const { Value::of("governor") },
        Path::Inverted => const { Value::of("inverted") },
        Path::Agent => const { Value::of("agent") },
        Path::Possessive => const { Value::of("possessive") },
        Path::Label => const { Value::of("label") },
        Path::Carried => const { Value::of("carried") },
        Path::Tagged => const { Value::of("tagged") },
    }
}
