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
fn appositions_say_who() {
    check("As Olga Brandt, a tax lawyer, put it, “the code is long.”", &[("[a tax lawyer]", "“[the code is long]", &["Olga Brandt"])]);
    // a place is no lawyer
    check("In Brandt, a tax lawyer said it was late.", &[("[a tax lawyer]", "[it was late]", &["a tax lawyer"])]);
    check(
        "“Fine,” Carver’s niece, state Del. Olga Brandt (D-Newport), said.",
        &[("[Carver’s niece, state Del. Olga Brandt (D-Newport)]", "“[Fine]", &["Olga Brandt"])],
    );
}
