mod epithets;
mod names;
mod pronouns;
mod roles;

use inquit_gazetteer::Span;

use super::{Unresolved, resolve};
use crate::analyzer::Analyzer;
use crate::context::Context;
use crate::names::classify;
use crate::quote::{MentionKind, SpeakerKind};

/// Gives `work` the layers of `text` under the built-in data.
pub(super) fn with_context<T>(text: &str, work: impl FnOnce(&Context<'_, '_>) -> T) -> T {
    Analyzer::english().without_tagger().with_context(text, work)
}

/// The span of the words in brackets, *[he] added*, where the words around
/// them stand in the text.
fn find(text: &str, pattern: &str) -> Span {
    let (before, rest) = pattern.split_once('[').unwrap();
    let (words, after) = rest.split_once(']').unwrap();
    let start = text.find(&format!("{before}{words}{after}")).unwrap_or_else(|| panic!("{pattern} is not in the text")) + before.len();
    Span::new(start, start + words.len())
}

/// Each attribution: the mention in brackets, the content in brackets, its speakers.
fn check(text: &str, attributions: &[(&str, &str, &[&str])]) {
    with_context(text, |context| {
        let unresolved: Vec<Unresolved> = attributions
            .iter()
            .map(|(mention, content, _)| {
                let mention = context.document.tokens_of(find(text, mention));
                let content = vec![context.document.tokens_of(find(text, content))];
                Unresolved { kind: classify(context, mention.clone()), mention: Some(mention), cue: None, content }
            })
            .collect();
        let found = resolve(context, &unresolved);
        for ((mention, _, expected), speakers) in attributions.iter().zip(&found) {
            let names: Vec<&str> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
            assert_eq!(&names, expected, "{mention} in {text}");
        }
    });
}

/// The kind of the words in brackets.
fn check_kind(text: &str, pattern: &str, expected: MentionKind) {
    with_context(text, |context| {
        let mention = context.document.tokens_of(find(text, pattern));
        assert_eq!(classify(context, mention), expected, "{pattern} in {text}");
    });
}

#[test]
fn kinds_of_mentions() {
    use MentionKind::{Country, Group, Name, Organization, Pronoun, Role};
    for (text, pattern, kind) in [
        ("Finance Minister Odile Marchetti said it was late.", "[Finance Minister Odile Marchetti]", Name),
        ("Marchetti spokesman Piet Hollander said it was late.", "[Marchetti spokesman Piet Hollander]", Name),
        ("The harbour board's director, Inga Solberg, said it was late.", "[The harbour board's director, Inga Solberg,]", Name),
        ("The former finance minister said it was late.", "[The former finance minister]", Role),
        ("A spokesman for the harbour board said it was late.", "[A spokesman for the harbour board]", Role),
        ("The report said it was late.", "[The report]", Role),
        ("He said it was late.", "[He]", Pronoun),
        ("Carver, who said it was late, left.", "[who]", Pronoun),
        ("The Ministry of Transport said it was late.", "[The Ministry of Transport]", Organization),
        ("The company said it was late.", "[The company]", Organization),
        ("Norway said it was late.", "[Norway]", Country),
        ("Two officials said it was late.", "[Two officials]", Group),
        ("Some said it was late.", "[Some]", Group),
        ("Norwegians said it was late.", "[Norwegians]", Group),
    ] {
        check_kind(text, pattern, kind);
    }
}

#[test]
fn names_cluster() {
    check(
        "Odile Marchetti came. “Fine,” Dr Marchetti said. “It is late,” MARCHETTI added.",
        &[("Dr [Marchetti] said", "“[Fine]", &["Odile Marchetti"]), ("[MARCHETTI] added", "“[It is late]", &["Odile Marchetti"])],
    );
    // a couple of one family name
    check(
        "Tom Okafor and Lucy Okafor came. “Yes,” Mrs. Okafor said. “No,” Mr. Okafor said.",
        &[("[Mrs. Okafor] said", "“[Yes]", &["Lucy Okafor"]), ("[Mr. Okafor] said", "“[No]", &["Tom Okafor"])],
    );
    // father and son
    check(
        "Samuel Reyes Jr. sued Samuel Reyes. It was late, Samuel Reyes Jr. said.",
        &[(", [Samuel Reyes Jr.] said", "[It was late]", &["Samuel Reyes Jr."])],
    );
    check(
        "“We agree,” Inga Solberg and Piet Hollander said.",
        &[("[Inga Solberg and Piet Hollander]", "[We agree]", &["Inga Solberg", "Piet Hollander"])],
    );
    // a name inside an apposition is no second speaker
    check(
        "“We agree,” said Inga Solberg, an aide to Piet Hollander.",
        &[("[Inga Solberg, an aide to Piet Hollander]", "[We agree]", &["Inga Solberg"])],
    );
}

#[test]
fn roles_bind() {
    check(
        "Inga Solberg, the harbour master, met Mayor Piet Hollander. “No,” the harbour master said. “Yes,” the mayor said.",
        &[("[the harbour master] said", "“[No]", &["Inga Solberg"]), ("[the mayor] said", "“[Yes]", &["Piet Hollander"])],
    );
    // a deputy is not the office
    check(
        "Deputy Mayor Inga Solberg met Mayor Piet Hollander. “Yes,” the mayor said.",
        &[("[the mayor] said", "“[Yes]", &["Piet Hollander"])],
    );
    // forward, from the lead to the next paragraph
    check(
        "A senior aide to the governor says the dam will hold.\nWilla Strand, who runs the water office, spoke on Monday.\n“It will hold,” Strand said.",
        &[
            ("[A senior aide to the governor]", "[the dam will hold]", &["Willa Strand"]),
            ("[Strand] said", "“[It will hold]", &["Willa Strand"]),
        ],
    );
    // nobody holds it
    check("The road is closed. A doctor said it was late.", &[("[A doctor]", "[it was late]", &["A doctor"])]);
    check("Willa Strand met a lawyer. “Yes,” his lawyer said.", &[("[his lawyer]", "“[Yes]", &["his lawyer"])]);
}

#[test]
fn pronouns_follow_gender_and_flow() {
    check("Maria Keller met James Boyd on Monday. “It is late,” she said. He left.", &[("[she] said", "“[It is late]", &["Maria Keller"])]);
    // the one who is speaking goes on, though another man is named
    check(
        "James Boyd said he would stay. The visit of Peter Lund was routine, he noted.",
        &[
            ("[James Boyd] said", "[he would stay]", &["James Boyd"]),
            ("routine, [he] noted", "[The visit of Peter Lund was routine]", &["James Boyd"]),
        ],
    );
    // but not after another man has been the subject
    check(
        "James Boyd said it was late. Peter Lund disagreed. “It is early,” he said.",
        &[("[James Boyd] said", "[it was late]", &["James Boyd"]), ("” [he] said", "“[It is early]", &["Peter Lund"])],
    );
    check(
        "“I think it is late,” Maria Keller said.",
        &[("[Maria Keller]", "“[I think it is late]", &["Maria Keller"]), ("“[I] think", "think [it is late]", &["Maria Keller"])],
    );
    check("Critics, who said it was late, left.", &[("[who]", "[it was late]", &["Critics"])]);
    check("It was late. “Go,” you said.", &[("[you]", "“[Go]", &[])]);
}

#[test]
fn things_take_their_fullest_name() {
    check(
        "The Baltic Fisheries Commission (BFC) met. It was late, the BFC said. It closed early, the commission added.",
        &[
            ("the [BFC] said", "[It was late]", &["Baltic Fisheries Commission"]),
            ("[the commission] added", "[It closed early]", &["Baltic Fisheries Commission"]),
        ],
    );
    check("Norway and Sweden said it was late.", &[("[Norway and Sweden]", "[it was late]", &["Norway", "Sweden"])]);
    check("Farmers and fishermen said it was late.", &[("[Farmers and fishermen]", "[it was late]", &["Farmers", "fishermen"])]);
    check("Six men and six women said it was late.", &[("[Six men and six women]", "[it was late]", &["Six men and six women"])]);
    check(
        "A Harbour Office survey came out. The survey said it was late.",
        &[("[The survey]", "[it was late]", &["A Harbour Office survey"])],
    );
}

#[test]
fn ids_are_given_for_full_names_only() {
    with_context("Angela Merkel came. It was late, Merkel said. It was early, Okonkwo said.", |context| {
        let names: Vec<_> = ["Merkel", "Okonkwo"].iter().map(|name| context.document.text().rfind(name).unwrap()).collect();
        let unresolved: Vec<Unresolved> = names
            .iter()
            .map(|&at| {
                let token = context.document.token_at(at);
                Unresolved {
                    mention: Some(token..token + 1),
                    kind: MentionKind::Name,
                    cue: None,
                    content: std::iter::once(token - 3..token - 1).collect(),
                }
            })
            .collect();
        let found = resolve(context, &unresolved);
        let id = found[0][0].entity.and_then(|id| context.gazetteer.get(id)).map(|entity| entity.name.as_str());
        assert_eq!((found[0][0].name.as_str(), id, found[0][0].kind), ("Angela Merkel", Some("Angela Merkel"), SpeakerKind::Person));
        assert_eq!((found[1][0].name.as_str(), found[1][0].entity), ("Okonkwo", None));
    });
}

#[test]
fn nothing_to_resolve() {
    with_context("It was late.", |context| {
        assert!(resolve(context, &[]).is_empty());
        let none = Unresolved { mention: None, kind: MentionKind::Role, cue: None, content: std::iter::once(0..1).collect() };
        assert_eq!(resolve(context, &[none]), [Vec::new()]);
    });
}

const PIECES: [&str; 40] = [
    "the",
    "The",
    "’s",
    "'s",
    ",",
    ".",
    "(",
    ")",
    "“",
    "”",
    "and",
    "of",
    "who",
    "He",
    "she",
    "they",
    "it",
    "I",
    "minister",
    "president",
    "former",
    "two",
    "men",
    "officials",
    "report",
    "Carver",
    "Jane",
    "Dr.",
    "BFC",
    "Baltic",
    "Commission",
    "Iran",
    "Iranian",
    "said",
    "is",
    "to",
    "a",
    "\n",
    "É",
    "R-Tenn.",
];

proptest::proptest! {
    /// Any mention of any text can be asked for: one answer each, never a panic.
    #[test]
    fn any_mention_has_an_answer(pieces in proptest::collection::vec(0..PIECES.len(), 1..60), ranges in proptest::collection::vec((0..60_usize, 1..6_usize, 0..6_usize), 1..8)) {
        let text = pieces.iter().map(|&at| PIECES[at]).collect::<Vec<_>>().join(" ");
        with_context(&text, |context| {
            let tokens = context.document.tokens.len();
            let kinds = [MentionKind::Name, MentionKind::Role, MentionKind::Pronoun, MentionKind::Organization, MentionKind::Country, MentionKind::Group];
            let unresolved: Vec<Unresolved> = ranges
                .iter()
                .filter(|range| range.0 < tokens)
                .flat_map(|&(start, length, kind)| {
                    let mention = start..(start + length).min(tokens);
                    [kinds[kind], classify(context, mention.clone())].map(|kind| Unresolved {
                        mention: Some(mention.clone()),
                        kind,
                        cue: None,
                        content: std::iter::once(0..tokens.min(start + 1)).collect(),
                    })
                })
                .collect();
            assert_eq!(resolve(context, &unresolved).len(), unresolved.len());
        });
    }
}

#[test]
fn names_right_behind_a_noun() {
    check(
        "The plasterer, Olga Brandt, said it was late. The report, Olga Brandt said, was wrong.",
        &[("[The plasterer], Olga", "it was [late]", &["Olga Brandt"]), ("[The report], Olga", "was [wrong]", &["The report"])],
    );
}

#[test]
fn labels_of_an_interview() {
    check(
        "Olga Brandt talked to Peter Hale about boats.\n\nQ: Why boats?\n\nA: They float.\n\nBrandt left.",
        &[("[Q]: Why", "Why [boats]?", &["Peter Hale"]), ("[A]: They", "They [float]", &["Olga Brandt"])],
    );
}

/// The chain of the first speaker of the last attribution, `words < rule`, and
/// how the entity was found.
fn check_chain(text: &str, attributions: &[(&str, &str)], expected: &[&str]) {
    with_context(text, |context| {
        let unresolved: Vec<Unresolved> = attributions
            .iter()
            .map(|(mention, content)| {
                let mention = context.document.tokens_of(find(text, mention));
                let content = vec![context.document.tokens_of(find(text, content))];
                Unresolved { kind: classify(context, mention.clone()), mention: Some(mention), cue: None, content }
            })
            .collect();
        let found = resolve(context, &unresolved);
        let speaker = &found.last().unwrap()[0];
        let steps = speaker.chain.iter().map(|step| format!("{} < {}", step.span.of(text), step.rule.as_str()));
        let steps: Vec<String> = steps.chain(speaker.identified.map(|rule| rule.as_str().to_owned())).collect();
        assert_eq!(steps, expected, "{text}");
    });
}

#[test]
fn chains_of_names() {
    let text = "Odile Marchetti came. “Fine,” Dr Marchetti said. “It is late,” she added. “Yes,” said Odile Marchetti.";
    let [fine, late, yes] = [("[Dr Marchetti] said", "“[Fine]"), ("[she] added", "“[It is late]"), ("said [Odile Marchetti]", "“[Yes]")];
    check_chain(text, &[fine], &["Dr Marchetti < name: surname", "Odile Marchetti < name: longest"]);
    check_chain(text, &[fine, late], &["she < pronoun: running speaker", "Marchetti < name: surname", "Odile Marchetti < name: longest"]);
    check_chain(text, &[fine, late, yes], &["Odile Marchetti < name: longest"]);
}

#[test]
fn chains_of_roles_and_pronouns() {
    let text =
        "Inga Solberg, the harbour master, met Mayor Piet Hollander. “No,” the harbour master said. “I agree that we know,” Solberg said.";
    let master = ("[the harbour master] said", "“[No]");
    check_chain(text, &[master], &["the harbour master < role: given before", "Inga Solberg < name: longest"]);
    check_chain(
        text,
        &[("[Solberg] said", "“[I agree that we know]"), ("that [we] know", "[I agree]")],
        &["we < pronoun: speaker of the words around it", "Solberg < name: surname", "Inga Solberg < name: longest"],
    );
    check_chain("The road is closed. A doctor said it was late.", &[("[A doctor]", "[it was late]")], &["A doctor < words: as they stand"]);
    check_chain(
        "“We agree,” Inga Solberg, who knew it, said.",
        &[("[who] knew", "[it]")],
        &["who < pronoun: words before it", "Inga Solberg < name: longest"],
    );
}

#[test]
fn chains_of_bodies_and_entities() {
    check_chain(
        "The Harbour Safety Board met. The HSB said it was late.",
        &[("The [HSB] said", "[it was late]")],
        &["HSB < name: short form", "Harbour Safety Board < words: as they stand"],
    );
    check_chain(
        "Norway said it was late.",
        &[("[Norway]", "[it was late]")],
        &["Norway < words: as they stand", "gazetteer: only entity of the name"],
    );
}
