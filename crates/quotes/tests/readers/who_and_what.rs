//! Namesakes, relatives and bodies apart; where contents begin and end.

use inquit_quotes::Analyzer;

use super::{check, rows};

#[test]
fn a_father_and_a_son_of_one_name() {
    check(&[(
        "Martin Luther Ottey Jr. said the vote was void. “We will appeal,” Ottey said. His father, Martin Ottey Sr., said he was proud.",
        &["Martin Luther Ottey Jr.: the vote was void", "Martin Luther Ottey Jr.: “We will appeal,”", "Martin Ottey Sr.: he was proud"],
    )]);
}

#[test]
fn a_role_that_is_said_to_be_somebody() {
    check(&[
        ("The driver was Paul Renn. “I never saw it,” he said.", &["Paul Renn: “I never saw it,”"]),
        ("The driver of the bus was Paul Renn. The driver said the brakes failed.", &["Paul Renn: the brakes failed"]),
        ("The driver was Paul Renn’s son. The driver said the brakes failed.", &["The driver: the brakes failed"]),
        ("The driver was a friend of Paul Renn. The driver said the brakes failed.", &["The driver: the brakes failed"]),
    ]);
}

#[test]
fn what_somebody_did_before_it_is_no_speaker() {
    check(&[
        ("Anna Holt smiled. She nodded and said the school would open.", &["Anna Holt: the school would open"]),
        ("Paul Renn nodded and said the school would open.", &["Paul Renn: the school would open"]),
    ]);
}

#[test]
fn a_question_ends_before_its_answer() {
    let contents = |text: &str| {
        let quotes = Analyzer::english().analyze(text).quotes;
        quotes.iter().map(|quote| quote.content.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let question = "whether he understood the charges";
    assert_eq!(contents("Asked whether he understood the charges, Paul Renn nodded.")[0], question);
    assert!(contents("Asked whether he understood the charges, Paul Renn said: “I do.”").contains(&"“I do.”".to_owned()));
}

#[test]
fn whom_a_report_rests_on_is_no_content() {
    check(&[
        ("The club is closing, the paper reported, citing people familiar with the matter.", &["the paper: The club is closing"]),
        ("Shares fell 3 percent, Reuters reported on Monday, citing two sources close to the deal.", &["Reuters: Shares fell 3 percent"]),
    ]);
}

#[test]
fn reading_and_rating_are_no_reports() {
    check(&[
        (
            "Analyst Maria Lindqvist, who rates the stock “underperform,” said the margin was thin.",
            &["Maria Lindqvist: the margin was thin"],
        ),
        ("Maria Holt sat by the window, reading the papers.", &[]),
        ("Maria Holt read a statement: “We are sorry.”", &["Maria Holt: “We are sorry.”"]),
    ]);
}

#[test]
fn what_is_denied_is_not_said() {
    check(&[
        ("Dell rejected suggestions that the dividend was at risk.", &["Dell: suggestions that the dividend was at risk"]),
        ("The minister has resisted calls to close the bank.", &[]),
        ("Lund declined to say whether the bank had opened.", &[]),
    ]);
    let text = "Tom Lund repeated suggestions that the dividend was at risk.";
    assert!(rows(text).iter().any(|row| row.ends_with("the dividend was at risk")), "{:?}", rows(text));
}

#[test]
fn a_report_ends_with_its_clause() {
    check(&[
        (
            "According to Katie Brandt, a professor of computer security at Halden, the breach is the worst in years.",
            &["Katie Brandt: the breach is the worst in years"],
        ),
        ("According to Tom Lund, who runs the firm, it was fine.", &["Tom Lund: it was fine"]),
        ("While Tom Lund said the plan was sound, residents left the hall.", &["Tom Lund: the plan was sound"]),
        ("After police said the road was shut, drivers turned back.", &["police: the road was shut"]),
        (
            "The railway said it was “deeply disappointed” by the decision and advised passengers not to travel.",
            &["The railway: it was “deeply disappointed” by the decision"],
        ),
    ]);
}

#[test]
fn the_sentence_before_names_the_reply() {
    check(&[
        (
            "Head coach John Sadler’s verdict was blunt. “We dropped three catches. You don’t win games like that.”",
            &["John Sadler: “We dropped three catches. You don’t win games like that.”"],
        ),
        (
            "Anna Holt left the stage. Her message was simple. “We will be back in the spring with a new play.”",
            &["Anna Holt: “We will be back in the spring with a new play.”"],
        ),
    ]);
}

#[test]
fn names_that_begin_or_end_with_small_words() {
    check(&[
        ("Martin Luther King III said it was late.", &["Martin Luther King III: it was late"]),
        ("Ian St. John said it was late.", &["Ian St. John: it was late"]),
        ("Tom Lund was born in St. Louis. “It was hot,” he said.", &["Tom Lund: “It was hot,”"]),
        ("Ken Griffey Jr. scored. Griffey Sr. said he was glad.", &["Griffey Sr.: he was glad"]),
        ("Comrade Joe Ajaero said the strike was on.", &["Joe Ajaero: the strike was on"]),
    ]);
}

#[test]
fn a_word_makes_another_body_of_a_known_one() {
    check(&[
        ("The California Department of Justice said it was late.", &["California Department of Justice: it was late"]),
        ("Japan’s Liberal Democratic Party said it was late.", &["Liberal Democratic Party: it was late"]),
        ("The Social Democratic Party said it was right.", &["Social Democratic Party: it was right"]),
    ]);
}

#[test]
fn who_hides_is_nobody_named_later() {
    check(&[(
        "The researcher, who goes by the name of Fernhollow, told the Ledger that the hole was open. Katie Brandt, a researcher, said it was shut.",
        &["The researcher: that the hole was open", "Katie Brandt: it was shut"],
    )]);
}

#[test]
fn a_family_name_is_that_of_the_one_named_before() {
    check(&[(
        "Beau Biden said it was late. “It is dark,” Biden said. His father is Joe Biden.",
        &["Beau Biden: it was late", "Beau Biden: “It is dark,”"],
    )]);
}

#[test]
fn an_interview_whose_names_become_initials() {
    let text = "Interview: Marta Kolsrud on her debut\n\nMarta Kolsrud talks to Imogen Tate.\n\nImogen Tate: Did you write on the road?\n\n\
                Marta Kolsrud: All the time.\n\nIT: Your heroine has no name. Why?\n\nMK: Nobody wants it.\n\nIT: Is that fair?\n\nMK: It is.";
    let turns: Vec<String> = rows(text).into_iter().filter(|row| !row.contains("Imogen Tate.")).collect();
    assert_eq!(turns.len(), 6, "{turns:?}");
    let asked = turns.iter().filter(|row| row.starts_with("Imogen Tate: ")).count();
    let answered = turns.iter().filter(|row| row.starts_with("Marta Kolsrud: ")).count();
    assert_eq!((asked, answered), (3, 3), "{turns:?}");
}
