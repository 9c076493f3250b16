//! Roles and relatives that stand for someone named elsewhere, or do not.

use super::check;

#[test]
fn a_place_before_a_report_holds_no_office() {
    check(
        "Rain fell on Brandt, the mayor said. It was late, the mayor said.",
        &[("late, [the mayor] said", "[It was late]", &["the mayor"])],
    );
    // the comma behind the office is lost, the name is full
    check("Olga Brandt, the mayor said. It was late, the mayor said.", &[("late, [the mayor] said", "[It was late]", &["Olga Brandt"])]);
}

#[test]
fn a_plural_title_is_held_by_all() {
    let text = "Senators Olga Brandt, of Halden, and Piet Veld wrote. It was late, the senators said. It was early, the senator said.";
    check(text, &[("late, [the senators] said", "[It was late]", &["Olga Brandt", "Piet Veld"])]);
    check(
        "Senators Olga Brandt and Piet Veld and Mayor Inga Solberg wrote. It was late, the senators said.",
        &[("late, [the senators] said", "[It was late]", &["Olga Brandt", "Piet Veld"])],
    );
    check(
        "Senator Olga Brandt and Piet Veld wrote. It was late, the senators said.",
        &[("late, [the senators] said", "[It was late]", &["the senators"])],
    );
}

#[test]
fn relatives_of_one_name() {
    let text = "Piet Brandt and Olga Brandt sued. Brandt left on Monday. “Fine,” his wife said. “Late,” his son said. “Early,” Piet Brandt’s wife said.";
    check(
        text,
        &[
            ("[his wife] said", "“[Fine]", &["Olga Brandt"]),
            ("[his son] said", "“[Late]", &["his son"]),
            ("[Piet Brandt’s wife] said", "“[Early]", &["Olga Brandt"]),
        ],
    );
    // two of them, none of that name, no owner
    check(
        "Piet Brandt, Olga Brandt and Maria Brandt sued. Piet Brandt left. “Fine,” his daughter said.",
        &[("[his daughter] said", "“[Fine]", &["his daughter"])],
    );
    check("Piet Brandt and Olga Veld sued. Piet Brandt left. “Fine,” his wife said.", &[("[his wife] said", "“[Fine]", &["his wife"])]);
    check("Piet Brandt and Olga Brandt sued. “Fine,” my wife said.", &[("[my wife] said", "“[Fine]", &["my wife"])]);
}

#[test]
fn offices_of_the_gazetteer_told_in_other_words() {
    let text = "Velayati came. A senior advisor to the Supreme Leader for international affairs said it was late. Ali Akbar Velayati left.";
    check(text, &[("[A senior advisor to the Supreme Leader for international affairs]", "[it was late]", &["Ali Akbar Velayati"])]);
    // another office; too few words; nobody in the text holds it
    let text = "Ali Akbar Velayati came. A lawyer of the Supreme Leader for international affairs said it was late.";
    check(
        text,
        &[(
            "[A lawyer of the Supreme Leader for international affairs]",
            "[it was late]",
            &["A lawyer of the Supreme Leader for international affairs"],
        )],
    );
    check(
        "Olga Brandt came. An adviser on international affairs said it was late.",
        &[("[An adviser on international affairs]", "[it was late]", &["An adviser on international affairs"])],
    );
}
