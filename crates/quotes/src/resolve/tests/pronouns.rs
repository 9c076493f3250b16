//! Pronouns after other speakers, and relative pronouns.

use super::check;

#[test]
fn whom_and_which_with_words_around() {
    check("It angered the farmers, most of whom said it was late.", &[("[most of whom]", "[it was late]", &["the farmers"])]);
    check(
        "They closed a road, which the mayor, Olga Brandt, called late.",
        &[("[which the mayor, Olga Brandt,]", "[late]", &["Olga Brandt"])],
    );
    check("He met Inga Solberg and Piet Hollander, who say it is late.", &[("[who]", "[it is late]", &["Inga Solberg", "Piet Hollander"])]);
    check(
        "It angered 95 generals and admirals, many of whom said it was late.",
        &[("[many of whom]", "[it was late]", &["95 generals and admirals"])],
    );
    check("He met the mayor and farmers, many of whom said it was late.", &[("[many of whom]", "[it was late]", &["farmers"])]);
    // one of the two
    check("He met Inga Solberg and Piet Hollander, who says it is late.", &[("[who]", "[it is late]", &["Piet Hollander"])]);
}

#[test]
fn the_outer_speaker_goes_on() {
    check(
        "James Boyd noted that Peter Lund denied any wrong. “It is late,” he said.",
        &[
            ("[James Boyd]", "[that Peter Lund denied any wrong]", &["James Boyd"]),
            ("[Peter Lund]", "[any wrong]", &["Peter Lund"]),
            ("” [he] said", "“[It is late]", &["James Boyd"]),
        ],
    );
}

#[test]
fn a_paragraph_may_begin_with_who_speaks() {
    check(
        "“Yes, it is late,” Otto Falk said.\n\nThe manager was amused by Emil Brandt’s comments. “Fine,” he said.",
        &[("[Otto Falk]", "“[Yes, it is late]", &["Otto Falk"]), ("” [he] said", "“[Fine]", &["The manager"])],
    );
    check(
        "“Yes, it is late,” said Otto Falk, the mayor.\n\n“It is cold,” he said.\n\nThe mayor was tired. So was Emil Brandt. “Fine,” he said.",
        &[
            ("[Otto Falk]", "“[Yes, it is late]", &["Otto Falk"]),
            ("cold,” [he] said", "“[It is cold]", &["Otto Falk"]),
            ("Fine,” [he] said", "“[Fine]", &["Otto Falk"]),
        ],
    );
}

#[test]
fn people_before_who_are_of_its_sentence() {
    check("Warning to tourists\n\nAnd residents who fled said it was late.", &[("[who]", "[it was late]", &["residents"])]);
    check("And residents who fled said it was late.", &[("[who]", "[it was late]", &["residents"])]);
}

#[test]
fn appositions_say_who() {
    check("As Olga Brandt, a tax lawyer, put it, “the code is long.”", &[("[a tax lawyer]", "“[the code is long]", &["Olga Brandt"])]);
    // a place is no lawyer
    check("In Brandt, a tax lawyer said it was late.", &[("[a tax lawyer]", "[it was late]", &["a tax lawyer"])]);
    check(
        "“Fine,” Carver’s niece, state Del. Olga Brandt (D-Newport), said.",
        &[("[Carver’s niece, state Del. Olga Brandt (D-Newport)]", "“[Fine]", &["Olga Brandt"])],
    );
}

#[test]
fn the_writer_says_i() {
    let text = "The dam is old.\n\nIt leaks.\n\nI think it will hold.\n\nIt was built late.\n\nOlga Brandt is an engineer in Halden.";
    check(text, &[("[I] think", "[it will hold]", &["Olga Brandt"])]);
    check("By Olga Brandt\n\nThe dam is old. I think it will hold.", &[("[I] think", "[it will hold]", &["Olga Brandt"])]);
    // one of whom the text tells, one who speaks, and several who write
    let told = "Olga Brandt left.\n\nIt leaks.\n\nI think it will hold.\n\nIt was built late.\n\nOlga Brandt is an engineer in Halden.";
    check(told, &[("[I] think", "[it will hold]", &[])]);
    check("By Olga Brandt\n\nHe said: “I think it will hold.”", &[("[I] think", "[it will hold]", &[])]);
    check("By Olga Brandt\n\nThe dam is old. We think it will hold.", &[("[We] think", "[it will hold]", &[])]);
    check("By Sunday Olga Brandt had left. I think it will hold.", &[("[I] think", "[it will hold]", &[])]);
}

#[test]
fn people_of_one_name() {
    check(
        "Olga Brandt came. Melanie laughed. “Fine,” Melanie said. The room of Melanie is old. “Late,” she said.",
        &[("[Melanie] said", "“[Fine]", &["Melanie"]), ("” [she] said", "“[Late]", &["Melanie"])],
    );
    // a town with the name of a girl does not speak
    check(
        "Olga Brandt came to Melanie. Near Melanie and in Melanie it rained. “Late,” she said.",
        &[("” [she] said", "“[Late]", &["Olga Brandt"])],
    );
}

#[test]
fn somebody_else_in_ones_own_words() {
    check(
        "Paul Reyes came back to Dover, where he and Carl Dunning grew up. “We need sailors,” he said.",
        &[("[he] said", "“[We]", &["Paul Reyes"])],
    );
    check("Carlos Reyes, a mother of three, lost her job. “We manage,” she said.", &[("[she] said", "“[We]", &["Carlos Reyes"])]);
    check(
        "Tomas Vik won the vote in May. Although he denied it at first, Lars Moen told the court.",
        &[("[he] denied", "denied [it]", &["Lars Moen"])],
    );
}
