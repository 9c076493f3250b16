//! Names that the text gives in several forms, and those of the gazetteer.

use super::{check, with_context};
use crate::names::classify;
use crate::resolve::{Unresolved, resolve};

/// The gazetteer's name for the speaker of a text of one reporting clause that
/// opens with the mention.
fn entity(text: &str, mention: &str) -> Option<String> {
    with_context(text, |context| {
        let start = text.find(mention).unwrap();
        let mention = context.document.tokens_of(inquit_gazetteer::Span::new(start, start + mention.len()));
        let last = context.document.tokens.len() - 1;
        let kind = classify(context, mention.clone());
        let unresolved = Unresolved { mention: Some(mention), kind, cue: None, content: std::iter::once(last..last + 1).collect() };
        let speakers = resolve(context, &[unresolved]);
        let entity = speakers[0].first()?.entity?;
        context.gazetteer.get(entity).map(|entity| entity.name.clone())
    })
}

#[test]
fn nicknames_inside_names() {
    check(
        "Rep. Walter C. \"Bobby\" Strand came. “Fine,” Bobby Strand said. “Late,” Strand added.",
        &[
            ("[Bobby Strand] said", "“[Fine]", &["Walter C. \"Bobby\" Strand"]),
            ("” [Strand] added", "“[Late]", &["Walter C. \"Bobby\" Strand"]),
        ],
    );
    check("William (Billy) Okafor came. “Fine,” Okafor said.", &[("[Okafor] said", "“[Fine]", &["William (Billy) Okafor"])]);
    // a place in brackets is no nickname
    check("Walter Strand (Leeds) came. “Fine,” Strand said.", &[("[Strand] said", "“[Fine]", &["Walter Strand"])]);
    // nor is what someone says
    check("Walter showed plan B. “Go,” Strand said.", &[("[Strand] said", "“[Go]", &["Strand"])]);
}

#[test]
fn words_before_names() {
    check(
        "“Fine,” retired Air Force general Lloyd Brandt said.",
        &[("[retired Air Force general Lloyd Brandt]", "[Fine]", &["Lloyd Brandt"])],
    );
    check("“Fine,” said 9/11 widow Terry Okafor.", &[("[9/11 widow Terry Okafor]", "[Fine]", &["Terry Okafor"])]);
    check("Ryan Ellison came. Said Ellison: “It is late.”", &[("[Said Ellison]", "[It is late]", &["Ryan Ellison"])]);
    check("Said Ellison came. “Fine,” Said Ellison said.", &[("[Said Ellison] said", "“[Fine]", &["Said Ellison"])]);
    check(
        "Secretary of State Piet F. Hollander said it was late.",
        &[("[Secretary of State Piet F. Hollander]", "[it was late]", &["Piet F. Hollander"])],
    );
    check(
        "The Secretary of Education said it was late.",
        &[("[The Secretary of Education]", "[it was late]", &["The Secretary of Education"])],
    );
}

#[test]
fn offices_tell_whose_family_name_it_is() {
    for (text, mention, expected) in [
        ("President Macron said it was late.", "President Macron", Some("Emmanuel Macron")),
        ("Secretary of State Kerry said it was late.", "Secretary of State Kerry", Some("John Kerry")),
        ("Sen. Warren said it was late.", "Sen. Warren", Some("Elizabeth Warren")),
        // another office, another country, an office that many of the name held
        ("Judge Kerry said it was late.", "Judge Kerry", None),
        ("Deputy Secretary Kerry said it was late.", "Deputy Secretary Kerry", None),
        ("French President Putin said it was late.", "French President Putin", None),
        ("Rep. Johnson said it was late.", "Rep. Johnson", None),
    ] {
        assert_eq!(entity(text, mention).as_deref(), expected, "{text}");
    }
    // the wife's full name does not make her the president
    check(
        "Michelle Obama came. “Fine,” President Obama said. “Late,” Mrs. Obama said.",
        &[("[President Obama]", "“[Fine]", &["Barack Obama"]), ("[Mrs. Obama]", "“[Late]", &["Michelle Obama"])],
    );
}

#[test]
fn fame_and_initials() {
    for (text, mention, expected) in [
        ("Merkel said it was late.", "Merkel", Some("Angela Merkel")),
        ("Mr. Merkel said it was late.", "Mr. Merkel", None),
        ("Hill said it was late.", "Hill", None),
        ("Angela D. Merkel said it was late.", "Angela D. Merkel", Some("Angela Merkel")),
        ("Angela Dorothea Merkel said it was late.", "Angela Dorothea Merkel", None),
        ("Piet Merkel said it was late.", "Piet Merkel", None),
    ] {
        assert_eq!(entity(text, mention).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_slip_in_a_family_name() {
    check("Leslie Wimes came. “Fine,” Wines said.", &[("[Wines] said", "“[Fine]", &["Leslie Wimes"])]);
    // two people, a place, and a name too short to tell
    check("Leslie Hansen met Piet Hanson. “Fine,” Hanson said.", &[("[Hanson] said", "“[Fine]", &["Piet Hanson"])]);
    check("Leslie Lee came. “Fine,” Leo said.", &[("[Leo] said", "“[Fine]", &["Leo"])]);
    check("Leslie Wimes and Piet Wilmes came. “Fine,” Wimmes said.", &[("[Wimmes] said", "“[Fine]", &["Wimmes"])]);
}

#[test]
fn the_known_one_of_a_family() {
    // the daughter is named last, the family name means the father
    check(
        "Donald Trump came. A plan of Ivanka Trump is out. Ivanka Trump left. “Fine,” Trump said.",
        &[("[Trump] said", "“[Fine]", &["Donald Trump"])],
    );
    // nobody of the family is known
    check(
        "Piet Brandt came. A plan of Olga Brandt is out. Olga Brandt left. “Fine,” Brandt said.",
        &[("[Brandt] said", "“[Fine]", &["Olga Brandt"])],
    );
}

#[test]
fn lists_of_speakers() {
    for (text, mention, expected) in [
        ("Doctors, nurses and Mayor Ann Reed said so.", "Doctors, nurses and Mayor Ann Reed", &["Doctors", "nurses", "Ann Reed"][..]),
        ("Ann Reed, Bo Hart and other drivers said so.", "Ann Reed, Bo Hart and other drivers", &["Ann Reed", "Bo Hart", "other drivers"]),
        ("Ann Reed and colleagues said so.", "Ann Reed and colleagues", &["Ann Reed", "colleagues"]),
        ("Both teachers and parents said so.", "Both teachers and parents", &["teachers", "parents"]),
        // one person and what they are
        ("Ann Reed, Amazon's founder and chief executive, said so.", "Ann Reed, Amazon's founder and chief executive", &["Ann Reed"]),
        (
            "Ann Reed, a former Food and Drug Administration reviewer, said so.",
            "Ann Reed, a former Food and Drug Administration reviewer",
            &["Ann Reed"],
        ),
        ("Ann Reed, 40, and police said so.", "Ann Reed, 40", &["Ann Reed"]),
    ] {
        check(text, &[(&format!("[{mention}]"), "[so]", expected)]);
    }
    check("Ann Reed left. Bo Hart came. He and Ann Reed said so.", &[("[He and Ann Reed]", "[so]", &["Bo Hart", "Ann Reed"])]);
}

#[test]
fn whom_a_page_or_a_bank_names() {
    check("READ Karsk's full remarks\n“We need cranes,” Karsk said.", &[("[Karsk] said", "“[We]", &["Karsk"])]);
    check("Bank of Lorne Governor Ottilie Hale left. “We need higher rates,” Hale said.", &[("[Hale] said", "“[We]", &["Ottilie Hale"])]);
    check("The USS Higgins sailed. “We need cranes,” the minister said.", &[("[the minister]", "“[We]", &["the minister"])]);
    check("North Korea was angry. On Friday, the North said so.", &[("[the North]", "[so]", &["North Korea"])]);
}
