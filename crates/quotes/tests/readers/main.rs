//! What people stumbled over who read rows of their own news: each text with
//! its rows, as *speaker: content*, those inside others and those of beliefs
//! and acts left out.

mod who_and_what;

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

#[test]
fn an_open_quotation_is_taken_to_its_end() {
    check(&[
        (
            "Det Insp Owen Pryce said: \"We have found the van. It was in the lake.\n\"We want to speak to its driver.\"\nHe took no questions.",
            &["Owen Pryce: \"We have found the van. It was in the lake. ... \"We want to speak to its driver.\""],
        ),
        (
            "'I came for a week,' she told the council. 'Then the bridge fell and I could not leave.\n'By spring I had a shop.'\nNobody laughed.",
            &["?: 'I came for a week,' ... 'Then the bridge fell and I could not leave. ... 'By spring I had a shop.'"],
        ),
    ]);
}

#[test]
fn a_quotation_alone_is_whose_sentence_stands_before_it() {
    check(&[
        (
            "Gary Tull, now a pundit, was scathing. “It is a shambles from top to bottom. They cannot defend a corner.”",
            &["Gary Tull: “It is a shambles from top to bottom. They cannot defend a corner.”"],
        ),
        (
            "Manager Iain Dowd was unhappy with the pitch.\n“You cannot play football on that. It was a potato field.”",
            &["Iain Dowd: “You cannot play football on that. It was a potato field.”"],
        ),
        (
            "Though it was late, Ada Lowe voted for the pier.\n“A town without a pier is only a road.”",
            &["Ada Lowe: “A town without a pier is only a road.”"],
        ),
        // what a question asks is for another to answer
        ("“And after that?” Mr Anstey asked.\n“After that I stopped writing letters.”", &["Anstey: “And after that?”"]),
    ]);
}

#[test]
fn a_paragraph_speaks_of_whom_it_names() {
    let before = "“We are proud,” said Hanna Lowick, the head of the school.\n";
    for about in
        ["The noise does not bother Petra Brandl, 60.", "Petra Brandl's house is opposite.", "For Petra Brandl, the noise is the price."]
    {
        let text = format!("{before}{about} “It is home,” she said.");
        assert_eq!(rows(&text), ["Hanna Lowick: “We are proud,”", "Petra Brandl: “It is home,”"], "{text}");
    }
    // who is she cannot be called he
    let text = "Sefa Lund, the manager, was unhappy. “I get up at five,” she said.\nTavi Okoro runs the farm. “We are late,” he said.\n\
                The shop opens at nine. “We are never late,” she said.";
    assert_eq!(rows(text)[2], "Sefa Lund: “We are never late,”");
}

#[test]
fn a_role_without_a_name_stays_without() {
    let text = "Talks went on in Lind on Monday.\nThe envoy flew in at noon.\nNobody expected much of it.\n\
                A senior diplomat said the accord was near.\nThe diplomat Martin Achter, of the council, left on Friday.";
    assert_eq!(rows(text), ["A senior diplomat: the accord was near"]);
}

#[test]
fn names_behind_titles_of_the_world() {
    check(&[
        ("Alhaji Musa Danladi said the road was bad.", &["Musa Danladi: the road was bad"]),
        ("Cr Bev Tomar said the beach was shut.", &["Bev Tomar: the beach was shut"]),
        ("Opposition MLA Nitin Bhoy said the road was bad.", &["Nitin Bhoy: the road was bad"]),
        ("Protest leader Maxim Quisp said the march would go on.", &["Maxim Quisp: the march would go on"]),
        ("Its General Secretary, Rita Ofori, said the deal was dead.", &["Rita Ofori: the deal was dead"]),
        ("Its president, S.C. Raman, said he would resign.", &["S.C. Raman: he would resign"]),
        ("The regulator, Ofnet, said prices would fall.", &["Ofnet: prices would fall"]),
        ("Cabinet Secretary Daniel Mutis opened the dam. The CS said the water was clean.", &["Daniel Mutis: the water was clean"]),
        ("The Danish coach Lars Holm arrived late. The Dane said he was tired.", &["Lars Holm: he was tired"]),
    ]);
}

#[test]
fn bodies_of_members() {
    check(&[
        ("The Farmers' Union said the price was too low.", &["Farmers' Union: the price was too low"]),
        ("The opposition People's Reform Party said the vote was stolen.", &["People's Reform Party: the vote was stolen"]),
        ("St John's College said it would appeal.", &["St John's College: it would appeal"]),
        ("Labour's Aoife Brann said the bill was late.", &["Aoife Brann: the bill was late"]),
        ("Canada's Liberal Party said it would vote against.", &["Liberal Party: it would vote against"]),
    ]);
}

#[test]
fn a_sentence_before_its_report() {
    check(&[
        ("Two workers died in the blast, the company said on Monday.", &["the company: Two workers died in the blast"]),
        ("Ten boats were lost, the coastguard told reporters on Sunday.", &["the coastguard: Ten boats were lost"]),
        ("The road would reopen by Friday, Anil Rawat told the Daily Post.", &["Anil Rawat: The road would reopen by Friday"]),
    ]);
}

#[test]
fn one_speaker_reports_twice() {
    check(&[
        (
            "The trust said the news was a hammer blow but insisted Rovers would survive.",
            &["The trust: the news was a hammer blow", "The trust: Rovers would survive"],
        ),
        (
            "“I was terrified,” said Lena Voss. “Absolutely terrified,” agrees her sister Marta.",
            &["Lena Voss: “I was terrified,”", "Marta: “Absolutely terrified,”"],
        ),
    ]);
}

#[test]
fn who_keeps_silent_says_nothing() {
    check(&[
        ("The firm did not respond to a request for comment.", &[]),
        ("Police are questioning the driver of the van.", &[]),
        ("Tsereli is expected to address a rally on Monday.", &[]),
        ("Asked if the captain would bat, Ghosh said, “Would you drop him?”", &["Ghosh: “Would you drop him?”"]),
    ]);
}

#[test]
fn a_nation_names_whom_the_text_ties_to_it() {
    let last = |text: &str| rows(text).pop().unwrap();
    for (text, row) in [
        ("Ola Berg met Italy's Marco Conti. “We were late,” the Italian said.", "Marco Conti: “We were late,”"),
        ("Brazil coach Tito Ramos met Argentina coach Hugo Vega. “We were late,” the Argentine said.", "Hugo Vega: “We were late,”"),
        ("President Jean Roux met the Italian delegation. “We were late,” the Italian said.", "Italian: “We were late,”"),
        ("Manager Rob Platt met Ivan Petrov. “We were late,” the Bulgarian said.", "Bulgarian: “We were late,”"),
    ] {
        assert_eq!(last(text), row, "{text}");
    }
}

#[test]
fn letters_behind_a_name_are_none_of_it() {
    check(&[
        ("Defence barrister Tony Abruz KC said his client was ill.", &["Tony Abruz: his client was ill"]),
        ("Evidence leader advocate Thandeka Mab SC said the door was shut.", &["Thandeka Mab: the door was shut"]),
        ("The shadow minister of police Gerrit Steenk said the plan was bad.", &["Gerrit Steenk: the plan was bad"]),
        ("A friend of footballer Gerrit Steenk said the plan was bad.", &["A friend of footballer Gerrit Steenk: the plan was bad"]),
    ]);
}

#[test]
fn the_manager_is_he() {
    let text = "“I am tired,” Ian Mallory said.\nJoakim Brandt's comments amused the manager. “Fine,” he said.";
    assert_eq!(rows(text)[1], "Ian Mallory: “Fine,”");
}

#[test]
fn who_is_the_person_before_it() {
    check(&[
        ("Ada Lowe met the candidate for governor, who said it was late.", &["the candidate for governor: it was late"]),
        ("Ada Lowe met a member of the council, who said it was late.", &["a member of the council: it was late"]),
        ("Ada Lowe met the mayor of Ostra, who said it was late.", &["the mayor of Ostra: it was late"]),
    ]);
}

#[test]
fn where_it_was_said_is_no_content() {
    check(&[
        (
            "Prosecutor Ann Hale told the Brisbane District Court Mr Dorn had taken the money in cash.",
            &["Ann Hale: Mr Dorn had taken the money in cash"],
        ),
        ("The trust said in an email the district failed to act in time.", &["The trust: the district failed to act in time"]),
        ("Lawyers said in a filing on Monday the judge was wrong.", &["Lawyers: the judge was wrong"]),
        ("Police said in a social media post the man was safe.", &["Police: the man was safe"]),
    ]);
}

#[test]
fn what_a_person_is_goes_before_the_name() {
    check(&[
        ("Mum of two Vera Hart said the school had closed.", &["Vera Hart: the school had closed"]),
        ("Defence barrister Tom Wells said that his client was sorry.", &["Tom Wells: that his client was sorry"]),
        ("Class six pupil Amelia Dobson said the test was fair.", &["Amelia Dobson: the test was fair"]),
        ("Rents had doubled, according to the campaign group Homes for All.", &["Homes for All: Rents had doubled"]),
    ]);
}

#[test]
fn a_word_for_not_reports_nothing() {
    let analysis = Analyzer::english().analyze("The party promised not to raise taxes. Officials warned residents not to drink the water.");
    let cues: Vec<usize> = analysis.quotes.iter().filter_map(|quote| Some(quote.cue.as_ref()?.span.start())).collect();
    assert_eq!(cues, [10, 49]);
}

#[test]
fn all_of_a_list_speak() {
    check(&[
        ("Ada Hart, Ben Ridley and Cora Venn said the bridge was closed.", &["Ada Hart + Ben Ridley + Cora Venn: the bridge was closed"]),
        (
            "Sens. Ada Hart, Ben Ridley, Tom Wells and Cora Venn told the council that it was late.",
            &["Ada Hart + Ben Ridley + Tom Wells + Cora Venn: that it was late"],
        ),
        ("Ada Hart, mayor of Sarn, and Cora Venn told the council that it was late.", &["Ada Hart + Cora Venn: that it was late"]),
        ("Ada Hart, who runs the harbour, said that it was late.", &["Ada Hart: that it was late"]),
        ("Ada Hart, Cora Venn's aide, said that it was late.", &["Ada Hart: that it was late"]),
    ]);
}

#[test]
fn two_posts_are_two_people() {
    let (farmer, minister) = ("Farmer Paul Webb said the river was rising.", "Paul Webb: the river was rising");
    for (post, expected) in [
        ("The environment minister", "The environment minister: help was coming"),
        ("The prime minister", "The prime minister: help was coming"),
        ("The police chief", "The police chief: help was coming"),
        ("The farmer", "Paul Webb: help was coming"),
    ] {
        assert_eq!(rows(&format!("{farmer} {post} said help was coming.")), [minister, expected]);
    }
    for (named, post, known) in [
        ("French President Louis Carel", "The Polish president", false),
        ("Former prime minister Nils Berg", "The prime minister", false),
        ("Deputy Prime Minister Ann Rice", "The prime minister", false),
        ("Finance Minister Ann Rice", "The defence minister", false),
        ("Captain Ann Rice", "The opposing captain", false),
        ("Finance Minister Ann Rice", "The finance minister", true),
        ("Former mayor Ann Rice", "The former mayor", true),
    ] {
        let found = rows(&format!("{named} left on Monday. {post} said it was late."));
        let name: Vec<&str> = named.rsplit(' ').take(2).collect();
        let speaker = if known { format!("{} {}", name[1], name[0]) } else { post.to_owned() };
        assert_eq!(found, [format!("{speaker}: it was late")], "{named}, {post}");
    }
}

#[test]
fn what_a_wire_adds_is_a_second_row() {
    check(&[
        (
            "Tickets are sold out, Moss said, adding that he expected a record crowd.",
            &["Moss: Tickets are sold out", "Moss: that he expected a record crowd"],
        ),
        (
            "Repairs will take months, officials said Friday, adding that the road would stay closed.",
            &["officials: Repairs will take months", "officials: that the road would stay closed"],
        ),
        (
            "The college, Dean Ortiz said, will announce the winner Friday.",
            &["Dean Ortiz: The college ... will announce the winner Friday"],
        ),
        ("The pumps failed within an hour, the report found.", &["the report: The pumps failed within an hour"]),
    ]);
}

#[test]
fn a_sentence_ends_at_the_hour() {
    check(&[
        (
            "Sheriff Dan Moss said the road would reopen at 6 a.m. \"Give us time,\" he said.",
            &["Dan Moss: the road would reopen at 6 a.m.", "Dan Moss: \"Give us time,\""],
        ),
        ("Tucker said the doors open at 8 a.m. Bring a coat.", &["Tucker: the doors open at 8 a.m."]),
    ]);
}

#[test]
fn what_looks_like_a_report() {
    check(&[
        ("Barrow called his mother after the game.", &[]),
        ("Barrow called the deal a disgrace.", &["Barrow: the deal a disgrace"]),
        ("A dog named Biscuit sat on the porch.", &[]),
        ("The automaker recalled 2.1 million vehicles.", &[]),
        ("Ellis found Marsh in the end zone to tie the game.", &[]),
        ("Workers were asked to sign a form.", &["?: to sign a form"]),
        (
            "A study published last year found that one-third of dams had not been inspected.",
            &["A study: that one-third of dams had not been inspected"],
        ),
        ("State television quoted Interior Minister Ivan Petrov as saying the border was closed.", &["Ivan Petrov: the border was closed"]),
    ]);
}

#[test]
fn a_body_is_called_by_what_it_is() {
    check(&[
        ("Harlan Foods sued the FDA. The company said the rule was unfair.", &["Harlan Foods: the rule was unfair"]),
        ("Corley Foods missed Wall Street estimates. The company said sales were weak.", &["Corley Foods: sales were weak"]),
        ("Corley Shipping lost contact with the vessel at 0340 GMT. It said the crew was safe.", &["Corley Shipping: the crew was safe"]),
        ("The Riverside Tenants Union met on Monday. The group said rents had doubled.", &["Riverside Tenants Union: rents had doubled"]),
        ("DAYTON, Ohio - A jury convicted a man on Friday. The company said it was thankful.", &["The company: it was thankful"]),
    ]);
}

#[test]
fn names_with_small_letters_and_short_ones() {
    check(&[
        ("Health minister Firas al-Khatib said the talks were over.", &["Firas al-Khatib: the talks were over"]),
        (
            "Anne d'Harcourt, a curator, said the talks were over. D'Harcourt said she was glad.",
            &["Anne d'Harcourt: the talks were over", "Anne d'Harcourt: she was glad"],
        ),
        ("Palace press officer Claire dela Cruz said the reef was safe.", &["Claire dela Cruz: the reef was safe"]),
        ("Wu Jian, a shopkeeper, closed early. Wu said it was quiet.", &["Wu Jian: it was quiet"]),
        ("Founder and Chairman Lin Zhao said the product would ship in May.", &["Lin Zhao: the product would ship in May"]),
    ]);
}
