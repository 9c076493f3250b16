//! What people stumbled over who read rows of their own news: each text with
//! its rows, as *speaker: content*, those inside others and those of beliefs
//! and acts left out.

use inquit_quotes::{Analyzer, Class};

fn rows(text: &str) -> Vec<String> {
    let analysis = Analyzer::english().analyze(text);
    let said = analysis.quotes.iter().filter(|quote| quote.nested_in.is_none() && quote.class == Class::Speech);
    said.map(|quote| {
        let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let pieces: Vec<&str> = quote.content.iter().map(|piece| piece.of(text)).collect();
        format!("{}: {}", if names.is_empty() { "?".to_owned() } else { names.join(" + ") }, pieces.join(" ... "))
    })
    .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(rows(text), *expected, "{text}");
    }
}

#[test]
fn the_head_of_a_long_phrase_speaks() {
    check(&[
        ("A source close to the club said the sale was off.", &["A source close to the club: the sale was off"]),
        (
            "Two people briefed on the talks, who declined to be identified, told the paper that the deal was dead.",
            &["Two people: that the deal was dead"],
        ),
        (
            "A senior aide to the prime minister, speaking on condition of anonymity, said the bill was dead.",
            &["A senior aide to the prime minister: the bill was dead"],
        ),
        (
            "People familiar with the matter said the bank would close forty branches.",
            &["People familiar with the matter: the bank would close forty branches"],
        ),
    ]);
}

#[test]
fn titles_are_no_names() {
    check(&[
        ("“It was close,” said Ward 3 Councilman Tom Bell.", &["Tom Bell: “It was close,”"]),
        ("“We have plans,” said Parks and Recreation Director Joan Lee.", &["Joan Lee: “We have plans,”"]),
        ("“It was a long day,” said Public Works Director Kyle Brandt.", &["Kyle Brandt: “It was a long day,”"]),
        ("“Prices rose,” said Texas A&M economist Joan Lee.", &["Joan Lee: “Prices rose,”"]),
        ("“We will sue,” said ACLU of Ohio attorney Joan Lee.", &["Joan Lee: “We will sue,”"]),
        ("“We swung hard,” Shortstop Lou Diaz said.", &["Lou Diaz: “We swung hard,”"]),
    ]);
}

#[test]
fn whom_an_apposition_names() {
    check(&[
        ("The local MP, Sheila Grote, said the road was closed.", &["Sheila Grote: the road was closed"]),
        ("His wife, Rutendo, said he was ill.", &["Rutendo: he was ill"]),
        ("“It is a shame,” said his best friend, Reece.", &["Reece: “It is a shame,”"]),
        (
            "The study's lead author, Dr Hana Sato of the University of Kerrow, said the results were preliminary.",
            &["Hana Sato: the results were preliminary"],
        ),
    ]);
}

#[test]
fn a_pronoun_follows_the_sentence_before() {
    check(&[
        (
            "The mayor, Karl Lenz, said it was a sham.\n\nAn elderly shopkeeper swept up the glass. “I have nothing,” he said.",
            &["Karl Lenz: it was a sham", "An elderly shopkeeper: “I have nothing,”"],
        ),
        (
            "Senator Mona Shah said it was a sham.\n\nRutendo, who is 13, sits on a wall. “I teach the goats,” she said.",
            &["Mona Shah: it was a sham", "Rutendo: “I teach the goats,”"],
        ),
        (
            "“The pumps failed twice,” Lund told the Harbour Times. Her deputy, Tom Reyes, disagreed. “They came at noon,” he said.",
            &["Lund: “The pumps failed twice,”", "Tom Reyes: “They came at noon,”"],
        ),
    ]);
}

#[test]
fn who_is_told_is_no_content() {
    check(&[
        ("Alma Ruiz told jurors the plant would close in May.", &["Alma Ruiz: the plant would close in May"]),
        ("The doctor told her she would never walk again.", &["The doctor: she would never walk again"]),
        ("Lund said Friday that the port would close.", &["Lund: that the port would close"]),
    ]);
}

#[test]
fn a_content_stops_where_another_report_begins() {
    check(&[
        (
            "Sources told the Kerrow Argus that the deal was “99 per cent done”, but the club's chairman, Vic Stone, insisted: “Nothing is signed.”",
            &["Sources: that the deal was “99 per cent done”", "Vic Stone: “Nothing is signed.”"],
        ),
        ("The army said rebels shelled a school in Adan; the rebels deny it.", &["The army: rebels shelled a school in Adan"]),
        ("Bell agreed to resign, telling the board, “I made a mistake.”", &["Bell: “I made a mistake.”"]),
        ("It was “like a bomb”, an eyewitness, Pat Lowe, told reporters.", &["Pat Lowe: It was “like a bomb”"]),
    ]);
}

#[test]
fn halves_of_a_clause_belong_together() {
    check(&[
        ("It was, she added, “a monument to cowardice”.", &["?: It was ... “a monument to cowardice”"]),
        ("The boy, she said, was asleep.", &["?: The boy ... was asleep"]),
        ("The memo was ignored, she said.", &["?: The memo was ignored"]),
    ]);
}

#[test]
fn what_goes_on_is_no_content() {
    check(&[
        ("The driver, who told officers he had fallen asleep, was not hurt.", &["The driver: he had fallen asleep"]),
        ("She shouted “Liar!” as the witness described the room.", &["?: “Liar!”", "the witness: the room"]),
        ("Esch said the cost was “nine million,” a claim disputed by the mayor.", &["Esch: the cost was “nine million,”"]),
    ]);
}

#[test]
fn names_of_things_are_no_quotations() {
    check(&[("They run a stall called “Bits and Bobs” in the square.", &[]), ("He sang the anthem “A Night at Sea” twice.", &[])]);
}

#[test]
fn others_say_what_a_passive_tells() {
    check(&[
        ("Mr Tran was told by a doctor: “Go home and rest for a week.”", &["Tran: “Go home and rest for a week.”"]),
        ("The plan was described as “dangerous” by Mayor Ann Shaw.", &["Ann Shaw: The plan ... “dangerous”"]),
        ("Dorn is said to be furious.", &["?: Dorn ... to be furious"]),
    ]);
}

#[test]
fn places_before_a_report_do_not_speak() {
    check(&[(
        "NEW DELHI: The High Court on Friday stayed the order, observing that it was “wholly arbitrary”.",
        &["High Court: that it was “wholly arbitrary”"],
    )]);
}

#[test]
fn paragraphs_of_quotation_go_on() {
    check(&[(
        "Mr Achebe said he had asked the children to sing.\n\n“They were marvellous.”\n\nThe school is closed.",
        &["Achebe: he had asked the children to sing", "Achebe: “They were marvellous.”"],
    )]);
}

#[test]
fn as_somebody_puts_it() {
    check(&[("As Alice Tran put it, “Why are you whispering?”", &["Alice Tran: “Why are you whispering?”"])]);
}

#[test]
fn other_marks_are_marks() {
    check(&[
        (
            "‘We shall not sell,’ the chairman said. ‘Not now. Not ever.’ He added that the board was ‘entirely united’.",
            &["the chairman: ‘We shall not sell,’ ... ‘Not now. Not ever.’", "the chairman: that the board was ‘entirely united’"],
        ),
        (
            "‘The workers’ union has said its piece,’ said Rosa Lindt. ‘They’re lyin’ low now.’",
            &["Rosa Lindt: ‘The workers’ union has said its piece,’ ... ‘They’re lyin’ low now.’"],
        ),
    ]);
}
