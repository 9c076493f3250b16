//! What is found in text, and what is not: sentences with the expected names
//! beside negatives that look like them.
#![cfg(all(feature = "people", feature = "organizations", feature = "countries"))]

use inquit_gazetteer::{Case, EntityKind, FindOptions, Gazetteer, NameClass, Overlap, Weak};

fn names(text: &str) -> Vec<&str> {
    Gazetteer::curated().find_iter(text).map(|found| found.span.of(text)).collect()
}

fn ids(text: &str) -> Vec<String> {
    let gazetteer = Gazetteer::curated();
    let best = gazetteer.find_iter(text).filter_map(|found| gazetteer.get(found.candidates[0].entity));
    best.map(|entity| entity.id.clone()).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(names(text), expected, "{text}");
}

#[test]
fn spellings_of_one_person() {
    for text in [
        "Ali Akbar Velayati",
        "Ali-Akbar Velayati",
        "ALI AKBAR VELAYATI",
        "Ali  Akbar\nVelayati",
        "Ali\u{a0}Akbar Velayati",
        "Ali Akbar Velayati’s",
    ] {
        assert_eq!(ids(text), ["x:ali-akbar-velayati"], "{text}");
    }
    let assad = ids("Bashar al-Assad");
    assert_eq!(assad.len(), 1);
    for text in ["Bashar al-Asad", "Bashar Al Assad", "BASHAR AL-ASSAD", "Bashar Assad", "Bashar el-Assad"] {
        assert_eq!(ids(text), assad, "{text}");
    }
    for (one, other) in [
        ("Qasem Soleimani", "Ghasem Suleimani"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Mohammad Javad Zarif", "Mohammed Javad Zarif"),
        ("Muammar Gaddafi", "Moammar Gadhafi"),
        ("Osama bin Laden", "Usama Bin Laden"),
        ("Aung San Suu Kyi", "AUNG SAN SUU KYI"),
        ("Paul Ryan", "Paul D. Ryan"),
        ("Kim Jong-un", "Kim Jong Un"),
    ] {
        assert_eq!(ids(one).len(), 1, "{one}");
        assert_eq!(ids(one), ids(other), "{one} / {other}");
    }
}

#[test]
fn acronyms_need_their_case() {
    check("The U.S. and the US agreed, not us.", &["U.S.", "US"]);
    check("WHO said it; who said it? Who?", &["WHO"]);
    check("An IT firm, it seems", &[]);
    check("NATO and Nato, nato", &["NATO", "Nato"]);
    check("the AfD won; afd lost", &["AfD"]);
    check("LET US PRAY", &[]);
    check("U.S.-led talks", &["U.S."]);
}

#[test]
fn words_that_are_also_names() {
    check("They ate turkey in Turkey.", &["Turkey"]);
    check("a china plate from China", &["China"]);
    check("Will Bush march in May? Polish it, dear pole.", &["Polish"]);
    check("Michael Jordan met Jordan Peele.", &[]);
    check("He flew to Jordan and Chad.", &["Jordan", "Chad"]);
    check("New Mexico is not Mexico; New Jersey is not Jersey", &["Mexico", "Jersey"]);
    check("the Paris Agreement", &[]);
}

#[test]
fn edges_of_a_name() {
    check("Iran's and Iran’s, (Iran), “Iran”, Iran-backed, pro-Iran", &["Iran"; 6]);
    check("Iranian officials, Irano, Irans", &["Iranian"]);
    check("www.iran.ir and @Iran and user@Iran.ir", &[]);
    check("the Kremlin said", &["Kremlin"]);
    check("Downing Street and the White House", &["Downing Street", "White House"]);
    // A given name before it makes another person of it.
    check("Jean-Marine Le Pen", &[]);
    check("pro-Marine Le Pen and anti-Donald Trump", &["Marine Le Pen", "Donald Trump"]);
    check("Donald Trump, Jr., Donald Trump Jr. and Donald Trump, Ivanka", &["Donald Trump Jr", "Donald Trump"]);
    check("In Tehran.\n\nHassan Rouhani", &["Tehran", "Hassan Rouhani"]);
    check("Iran & Russia", &["Iran", "Russia"]);
    check("People's Liberation Army", &["People's Liberation Army"]);
}

#[test]
fn the_longest_name_wins_and_a_failed_longer_one_hides_nothing() {
    check("the Bank of England", &["Bank of England"]);
    check("South Korean officials", &["South Korean"]);
    check("United Nationsfoo", &[]);
    check("Hillary Clinton Foundation", &["Hillary Clinton"]);
    check("Iranian Foreign Ministry spokesman", &["Iranian Foreign Ministry"]);
    check("Iranian foreign minister", &["Iranian"]);
}

#[test]
fn all_overlaps_on_request() {
    let gazetteer = Gazetteer::curated();
    let text = "the Bank of England in New Mexico";
    let options = FindOptions::new().overlap(Overlap::All);
    let found: Vec<_> = gazetteer.find_iter_with(text, options).map(|found| found.span.of(text)).collect();
    assert_eq!(found, ["Bank of England", "England"]);
}

#[test]
fn case_can_be_ignored() {
    let gazetteer = Gazetteer::curated();
    let text = "hillary clinton and the kremlin";
    assert_eq!(gazetteer.find_iter(text).count(), 0);
    assert_eq!(gazetteer.find_iter_with(text, FindOptions::new().case(Case::Ignore)).count(), 2);
}

#[test]
fn ambiguous_names_keep_their_meanings() {
    let gazetteer = Gazetteer::curated();
    let text = "Georgia";
    let found: Vec<_> = gazetteer.find_iter(text).collect();
    let ids: Vec<_> = found[0].candidates.iter().filter_map(|c| gazetteer.get(c.entity)).map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["Q230", "Q1428"]);
    let text = "Iranians in Tehran";
    let classes: Vec<_> = gazetteer.find_iter(text).map(|found| found.candidates[0].class).collect();
    assert_eq!(classes, [NameClass::Demonym, NameClass::Metonym]);
}

#[test]
fn family_names_alone() {
    let gazetteer = Gazetteer::curated();
    let find = |weak, text: &'static str| -> Vec<&str> {
        gazetteer.find_iter_with(text, FindOptions::new().weak(weak)).map(|found| found.span.of(text)).collect()
    };
    let text = "Larijani spoke. Ali Larijani, or Mr. Larijani, knows Fadi Larijani and Larijani Street.";
    assert_eq!(find(Weak::Never, text), ["Ali Larijani"]);
    assert_eq!(find(Weak::Licensed, text), ["Larijani", "Ali Larijani", "Larijani"]);
    assert_eq!(find(Weak::Licensed, "Larijani spoke."), Vec::<&str>::new());
    assert_eq!(find(Weak::Always, "Larijani spoke."), ["Larijani"]);
    let text = "Bill Clinton and Hillary Clinton; Clinton left";
    let both = gazetteer.find_iter_with(text, FindOptions::new().weak(Weak::Licensed)).last().map(|found| found.candidates.len());
    assert!(both.is_some_and(|candidates| candidates >= 1));
}

#[test]
fn kinds_and_look_up() {
    let gazetteer = Gazetteer::curated();
    for (name, kind) in [
        ("Iran", EntityKind::Country),
        ("iranian", EntityKind::Country),
        ("IAEA", EntityKind::Organization),
        ("iaea", EntityKind::Organization),
        ("Vladimir Putin", EntityKind::Person),
    ] {
        let best = gazetteer.lookup(name).first().and_then(|candidate| gazetteer.kind(candidate.entity));
        assert_eq!(best, Some(kind), "{name}");
    }
    assert!(gazetteer.lookup("").is_empty());
    assert!(gazetteer.lookup("New Mexico").is_empty());
    assert!(gazetteer.id_of("Q0").is_none());
}

#[test]
fn a_gazetteer_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let gazetteer = Gazetteer::curated();
    shared(&gazetteer);
    let counts = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(|| gazetteer.find_iter("Iran and Iraq").count()));
        threads.map(|thread| thread.join().ok())
    });
    assert_eq!(counts, [Some(2); 4]);
}

#[test]
fn names_that_are_part_of_a_persons() {
    check("“We wait,” said Johanna Bayer of Bayer.", &["Bayer"]);
    check("M. Dane Waters is no Dane.", &["Dane"]);
    check("Michael Patrick Leahy wrote to Senator Patrick Leahy", &["Patrick Leahy"]);
    check("Prince Mohammed bin Salman met W. Neil Eggleston", &["Mohammed bin Salman", "Neil Eggleston"]);
    check("In June Google met Apple; Will Apple win?", &["Google", "Apple", "Apple"]);
    check("the U.S. Apple store in China Google left", &["U.S.", "Apple", "China", "Google"]);
    check("George Washington University and the George Washington Bridge", &["George Washington University"]);
    check("Muslim Americans and an anti-Muslim YouTube film; Wilma French", &["Americans", "YouTube"]);
    check("George Washington slept here", &["George Washington"]);
}

#[test]
fn middle_initials() {
    check("William J. Burns and William Burns", &["William J. Burns", "William Burns"]);
    check("William D. Burns, a retired officer", &[]);
    check("Paul D. Ryan", &["Paul D. Ryan"]);
}

#[test]
fn languages_are_no_countries() {
    check("a Spanish-language ad, read in Spanish; he speaks French and Russian-speaking voters", &[]);
    check("a lorry drove into Israelis in the street", &["Israelis"]);
    check("in Spanish waters, a Spanish ad, from French officials", &["Spanish", "Spanish", "French"]);
}
