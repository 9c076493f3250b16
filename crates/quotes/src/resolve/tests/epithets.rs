//! Words beside or in place of a name, labels, things: what must not happen.

use super::check;

#[test]
fn a_noun_before_a_name_is_not_always_its() {
    // a list, a place, a report, a plural, another's clause
    check(
        "The plasterer, Olga Brandt and Piet Veld left, the plasterer said.",
        &[("left, [the plasterer] said", "[left]", &["the plasterer"])],
    );
    check("The survey, Olga Brandt said, was wrong.", &[("[The survey], Olga", "[wrong]", &["The survey"])]);
    check("The plasterers, Olga Brandt says, were late.", &[("[The plasterers], Olga", "[late]", &["The plasterers"])]);
    check("A plasterer, Olga Brandt says, was late.", &[("[A plasterer], Olga", "[late]", &["A plasterer"])]);
}

#[test]
fn nations_and_ages_need_someone_spoken_of() {
    check("Piet Veld won. The Frenchman said it was late.", &[("[The Frenchman]", "[it was late]", &["Piet Veld"])]);
    check("Olga Brandt won. The Frenchman said it was late.", &[("[The Frenchman]", "[it was late]", &["Frenchman"])]);
    check("Rain fell. The 33-year-old said it was late.", &[("[The 33-year-old]", "[it was late]", &["The 33-year-old"])]);
    check("Rain fell. The couple said it was late.", &[("[The couple]", "[it was late]", &["The couple"])]);
}

#[test]
fn the_police_are_no_company() {
    check("The Metropolitan Police met. The force said it was late.", &[("[The force]", "[it was late]", &["Metropolitan Police"])]);
    check("The Metropolitan Police met. The company said it was late.", &[("[The company]", "[it was late]", &["The company"])]);
}

#[test]
fn initials_are_those_of_an_office() {
    check(
        "Prime Minister Emil Brandt met Harbour Master Piet Veld. The PM said it was late.",
        &[("[The PM]", "[it was late]", &["Emil Brandt"])],
    );
}

#[test]
fn labels_that_are_none() {
    // no interview, nobody introduced, initials of two
    check("Olga Brandt met Peter Hale.\n\nPlan A: They float.", &[("Plan [A]: They", "They [float]", &["A"])]);
    check("Boats are old.\n\nQ: Why boats?\n\nA: They float.", &[("[A]: They", "They [float]", &["A"])]);
    check("Olga Brandt met Otto Berg.\n\nQ: Why boats?\n\nO.B.: They float.", &[("[O.B.]: They", "They [float]", &["O.B."])]);
}

#[test]
fn documents_keep_what_tells_them_apart() {
    check(
        "A recent Harbour Office survey of ferries said it was late.",
        &[("[A recent Harbour Office survey of ferries]", "[it was late]", &["A recent Harbour Office survey"])],
    );
    check(
        "A recent survey of ferries said it was late.",
        &[("[A recent survey of ferries]", "[it was late]", &["A recent survey of ferries"])],
    );
    check(
        "A survey by the Harbour Office said it was late.",
        &[("[A survey by the Harbour Office]", "[it was late]", &["A survey by the Harbour Office"])],
    );
}

#[test]
fn parts_of_a_mention() {
    check(
        "The Brandt campaign and FBI said it was late.",
        &[("[The Brandt campaign and FBI]", "[it was late]", &["Brandt campaign", "FBI"])],
    );
    check("Trade and farm groups said it was late.", &[("[Trade and farm groups]", "[it was late]", &["Trade and farm groups"])]);
}
