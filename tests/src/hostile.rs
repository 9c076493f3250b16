//! Texts made to be slow or to break something, of any length.
//!
//! Each shape is one kind of trouble: marks without end, sentences without
//! end, one word a million times, names by the thousand, floods of characters
//! that are no words. Nothing is read from outside and nothing is left to
//! chance: the same length gives the same text.

/// One kind of trouble.
pub struct Shape {
    /// What it is.
    pub name: &'static str,
    /// The text.
    pub text: String,
}

/// All shapes, each of about `bytes` bytes of UTF-8.
#[must_use]
pub fn shapes(bytes: usize) -> Vec<Shape> {
    let repeated = REPEATED.iter().map(|&(name, piece)| Shape { name, text: repeat(piece, bytes) });
    let made = MADE.iter().map(|&(name, make)| Shape { name, text: make(bytes) });
    repeated.chain(made).collect()
}

/// Pieces that are said again and again.
const REPEATED: &[(&str, &str)] = &[
    ("straight marks", "\""),
    ("opening marks", "“"),
    ("closing marks", "”"),
    ("apostrophes", "'"),
    ("marks of all kinds", "\"“”„‟‘’‚‛'```''«»‹›＂"),
    ("one letter between marks", "“a” "),
    ("marks inside marks", "“‘"),
    ("single marks round letters", "'a "),
    ("single marks never closed", "‘word "),
    ("marks never closed", "“word word word word word "),
    ("marks the wrong way round", "”word word word word word word“ "),
    ("marks at line starts", "“word word word word word word\n"),
    ("inches", "5\" "),
    ("no space", "a"),
    ("capitals without space", "A"),
    ("digits", "1"),
    ("said", "said "),
    ("saying", "saying "),
    ("he said that", "he said that "),
    ("he said", "He said. "),
    ("said and comma", "said, "),
    ("according to", "according to "),
    ("adding", ", adding that "),
    ("reports joined", "and he said and she warned and they claimed "),
    ("reports of reports", "he said that she warned that they claimed that "),
    ("part quoted", "called it \"a disgrace\" and said that "),
    ("quoted by a pronoun", "“I am here,” he said. "),
    ("quoted by names", "“I am here,” Anna Berg said. “You are there,” said Mr. Olsen. "),
    ("cue first", "He said: “I am here and you are there today.” "),
    ("quoted with names inside", "“Anna Berg met Mr. Olsen of Brazil in Paris today,” he said. "),
    ("one name", "Anna Berg "),
    ("one name speaks", "Anna Berg said it rained. "),
    ("a role speaks", "The mayor said it rained. "),
    ("a former role speaks", "The former foreign minister of Norway said it rained. "),
    ("pronouns speak", "He said she said they said it. "),
    ("pronouns", "he "),
    ("officials speak", "Officials and critics said it rained. "),
    ("lists of people speak", "Doctors, nurses and Mayor Olsen said it rained. "),
    ("lists in lists", "* The minister said:\n"),
    ("lists of points", "The minister said:\n* It is old, he said.\n* It is new.\n"),
    ("lines that go on", "the dam was old and it was leaking badly on\n"),
    ("relative clauses", "Berg, who said that Olsen, who said that "),
    ("appositions", "Berg, the mayor, the head of the club, "),
    ("titles", "Mr. "),
    ("president", "President "),
    ("united", "United "),
    ("New York", "New York "),
    ("of the", "of the "),
    ("commas", ","),
    ("commas and words", "a, "),
    ("and", "and "),
    ("that", "that "),
    ("to", "to "),
    ("not", "has not been "),
    ("headlines", "Mayor Says Bridge Is Safe: Report\n"),
    ("questions and answers", "Q: What? A: Nothing.\n"),
    ("transcript", "SMITH: Hello there my friends of the club.\n"),
    ("posts", "@anna_berg wrote on X: #rain is here https://example.org/a?b=c "),
    ("empty lines", "\n"),
    ("short lines", "a\n"),
    ("carriage returns", "\r"),
    ("line ends of all kinds", "a\r\nb\u{2028}c\u{2029}d\u{85}e\u{b}f\u{c}"),
    ("tabs", "\t"),
    ("stops", "."),
    ("initials", "A. "),
    ("abbreviations", "Inc. "),
    ("hyphens", "a-"),
    ("dashes", "a — "),
    ("brackets", "("),
    ("brackets in quotations", "“[He] is … here,” [she] said. "),
    ("dumped data", "[{\"a\":\"b\"},"),
    ("dumped code", "string(2336) \"[{\\\"said\\\":\\\"x\\\"}]\"\n"),
    ("combining characters", "\u{301}"),
    ("letters with combining characters", "e\u{301}\u{302}\u{303} "),
    ("no width", "\u{200b}"),
    ("directions", "\u{202e}a\u{202c} "),
    ("emoji", "👩‍👩‍👧 "),
    ("zero bytes", "\0"),
    ("byte order marks", "\u{feff}"),
    ("replacement characters", "\u{fffd}"),
    ("private use", "\u{e000}"),
    ("highest code point", "\u{10ffff}"),
    ("ligatures and odd cases", "ŉǰΐßﬃİ "),
    ("wide letters", "Ｓａｉｄ "),
    ("Chinese", "他说：「这是真的。」"),
    ("Arabic", "قال الوزير «نعم» "),
    ("Thai", "เขากล่าวว่า"),
    ("escape sequences", "\u{1b}[31mred\u{1b}[0m "),
];

type Make = fn(usize) -> String;

/// Texts that are no repetition.
const MADE: &[(&str, Make)] = &[
    ("many names", |bytes| each(bytes, |n| format!("{} ", name(n)))),
    ("many speakers", |bytes| each(bytes, |n| format!("{} {} said it rained. ", name(n), name(n + 7)))),
    ("many speakers of one surname", |bytes| each(bytes, |n| format!("{} Berg said it rained. ", name(n)))),
    ("many quoted speakers", |bytes| each(bytes, |n| format!("“It is {n} today,” said {} {}.\n", name(n), name(n * 3)))),
    ("many roles", |bytes| each(bytes, |n| format!("The {} minister said it rained. ", name(n).to_lowercase()))),
    ("many roles named", |bytes| {
        each(bytes, |n| format!("{} {}, the mayor of {}, spoke. She said so. ", name(n), name(n + 1), name(n + 2)))
    }),
    ("many firms", |bytes| each(bytes, |n| format!("{} Holdings Inc. said it had bought {} Ltd. ", name(n), name(n + 5)))),
    ("marks opened, then closed", |bytes| {
        let half = bytes / 12;
        "“‘".repeat(half) + "x" + &"’”".repeat(half)
    }),
    ("brackets opened, then closed", |bytes| "(".repeat(bytes / 2) + &")".repeat(bytes / 2)),
    ("one quotation without end", |bytes| format!("“{}", repeat("It rained in the town again. ", bytes))),
    ("one quotation of many lines", |bytes| format!("{}said Anna Berg.", repeat("“It rained in the town again.\n", bytes))),
    ("one sentence of speech", |bytes| format!("Anna Berg said that {}.", repeat("it rained and it snowed and ", bytes))),
    ("every code point", |bytes| {
        each(bytes, |n| char::from_u32(u32::try_from(n * 37 % 0x11_0000).unwrap_or(0)).map_or(" ".into(), String::from))
    }),
    ("letters by chance", |bytes| {
        let mut state = 9_u64;
        each(bytes, move |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            String::from(char::from(32 + (state >> 40) as u8 % 95))
        })
    }),
];

fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

/// Pieces by number until there are enough.
fn each(bytes: usize, mut piece: impl FnMut(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &piece(n);
    }
    text
}

/// A name of its own for every number.
fn name(number: usize) -> String {
    const HEADS: [&str; 16] = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu", "Na", "Pe", "Ri", "So", "Tu", "Va"];
    const TAILS: [&str; 16] =
        ["bal", "cet", "din", "for", "gus", "ham", "jek", "kil", "lor", "mut", "nas", "pel", "rin", "sov", "tur", "val"];
    let mut name = HEADS[number % 16].to_owned();
    let mut rest = number / 16;
    loop {
        name += TAILS[rest % 16];
        rest /= 16;
        if rest == 0 {
            return name;
        }
    }
}
