//! The tables in data/gazetteer: sorted, complete, without duplicates, and
//! what the generator makes of the raw tables.
#![cfg(all(feature = "people", feature = "organizations", feature = "countries"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use inquit_gazetteer::{Check, EntityKind, FindingKind, Gazetteer, GivenNames, Honorifics, Nicknames};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn table(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = fs::read_to_string(data().join(name)).expect(name);
    let mut rows = text.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let header = rows.next().expect("a header");
    let rows: Vec<_> = rows.collect();
    for row in &rows {
        assert_eq!(row.len(), header.len(), "{name}: {row:?}");
    }
    (header, rows)
}

/// Wikidata ids by number, before all others.
fn key(id: &str) -> (bool, u64, String) {
    match id.strip_prefix('Q').and_then(|number| number.parse().ok()) {
        Some(number) => (false, number, String::new()),
        None => (true, 0, id.to_owned()),
    }
}

#[test]
fn tables_load_without_a_fault() {
    // The built-in tables are not checked at run time; here they are.
    let mut builder = Gazetteer::builder();
    for (name, kind) in [("countries.tsv", "country"), ("organizations.tsv", "organization"), ("people.tsv", "person")] {
        let text = fs::read_to_string(data().join(name)).expect(name);
        let mut rows = text.lines();
        let mut with_kind = format!("{}\tkind\n", rows.next().expect("a header"));
        for row in rows {
            with_kind.push_str(&format!("{row}\t{kind}\n"));
        }
        builder.add_tsv_reader(name, with_kind.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    }
    let checked = builder.on_duplicate(inquit_gazetteer::OnDuplicate::Refuse).build().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(checked.len(), Gazetteer::curated().len());
}

#[test]
fn tables_are_sorted_and_say_where_rows_come_from() {
    for name in ["countries.tsv", "organizations.tsv", "people.tsv"] {
        let (header, rows) = table(name);
        let source = header.iter().position(|title| title == "source").expect("a source column");
        for pair in rows.windows(2) {
            assert!(key(&pair[0][0]) < key(&pair[1][0]), "{name}: {} before {}", pair[0][0], pair[1][0]);
        }
        for row in &rows {
            assert!(!row[source].is_empty(), "{name}: {} has no source", row[0]);
        }
    }
    for name in ["first_names.tsv", "honorifics.tsv", "nicknames.tsv", "particles.tsv", "spellings.tsv", "blocked.tsv", "common_words.tsv"]
    {
        let (_, rows) = table(name);
        for pair in rows.windows(2) {
            assert!(pair[0][0] < pair[1][0], "{name}: {} before {}", pair[0][0], pair[1][0]);
        }
    }
}

#[test]
fn no_name_is_repeated_in_a_row() {
    for name in ["countries.tsv", "organizations.tsv", "people.tsv"] {
        let (header, rows) = table(name);
        let columns = ["name", "aliases", "acronyms", "demonyms", "metonyms"];
        for row in &rows {
            let mut seen = BTreeSet::new();
            for (title, cell) in header.iter().zip(row) {
                if columns.contains(&title.as_str()) {
                    for text in cell.split('|').filter(|text| !text.is_empty()) {
                        assert!(seen.insert((title, text)), "{name}: {text} twice in {}", row[0]);
                    }
                }
            }
        }
    }
}

#[test]
fn a_check_finds_no_error() {
    for (name, kind) in
        [("countries.tsv", EntityKind::Country), ("organizations.tsv", EntityKind::Organization), ("people.tsv", EntityKind::Person)]
    {
        let mut check = Check::new();
        let findings = check.default_kind(kind).add_path(data().join(name)).expect("a table").findings();
        assert!(check.len() > 200);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.kind.is_error()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let dangerous = findings.iter().filter(|finding| finding.kind == FindingKind::DangerousName).count();
        assert!(dangerous <= 30, "{name}: {dangerous} dangerous names; look at `inquit gazetteer check`");
    }
}

#[test]
fn spellings_are_told_apart() {
    let (_, rows) = table("spellings.tsv");
    let mut seen = BTreeMap::new();
    for row in &rows {
        for word in std::iter::once(row[0].as_str()).chain(row[1].split('|')) {
            assert_eq!(seen.insert(word.to_owned(), &row[0]), None, "{word} stands in two rows");
        }
    }
}

#[test]
fn blocked_phrases_are_no_entities() {
    let gazetteer = Gazetteer::curated();
    for row in table("blocked.tsv").1 {
        assert!(gazetteer.lookup(&row[0]).is_empty(), "{} is blocked and an entity", row[0]);
    }
}

#[test]
fn sizes() {
    let gazetteer = Gazetteer::curated();
    let count = |kind| gazetteer.ids_iter().filter(|id| gazetteer.kind(*id) == Some(kind)).count();
    assert!(count(EntityKind::Person) >= 15_000);
    assert!(count(EntityKind::Organization) >= 5_000);
    assert!(count(EntityKind::Country) >= 280);
    assert!((8_000..=12_000).contains(&GivenNames::curated().len()));
    assert!(Honorifics::curated().len() >= 250);
    assert!(Nicknames::curated().same_person("Bob", "Robert"));
    assert!(gazetteer.heap_bytes() < 30_000_000);
}

#[test]
fn people_of_the_news_are_there() {
    let gazetteer = Gazetteer::curated();
    let people = [
        "Ali Akbar Velayati",
        "Qasem Soleimani",
        "Angela Merkel",
        "Ursula von der Leyen",
        "Ismail Haniyeh",
        "Hassan Nasrallah",
        "Khaled Meshaal",
        "Yahya Sinwar",
        "Yoav Gallant",
        "Zhao Lijian",
        "Muqtada al-Sadr",
        "Dmitry Peskov",
        "Yevgeny Prigozhin",
        "Staffan de Mistura",
        "Rafael Grossi",
        "Yukiya Amano",
        "Aung San Suu Kyi",
        "Walid Jumblatt",
        "Ayman al-Zawahiri",
        "Abu Bakr al-Baghdadi",
        "Osama bin Laden",
        "Ahmed al-Sharaa",
        "Abdel Rahman al-Sudais",
        "Elon Musk",
        "Jeff Bezos",
        "Mark Zuckerberg",
        "Bill Gates",
        "Sergei Lavrov",
        "Javad Zarif",
        "Alexey Pushkov",
        "Volodymyr Zelenskiy",
        "King Salman",
    ];
    for name in people {
        let person = gazetteer.lookup(name).first().and_then(|candidate| gazetteer.kind(candidate.entity));
        assert_eq!(person, Some(EntityKind::Person), "{name}");
    }
    let organizations = [
        "YPG",
        "IRNA",
        "TASS",
        "ITAR-TASS",
        "RIA Novosti",
        "Interfax",
        "Tasnim",
        "Fars News Agency",
        "Mehr News",
        "ISNA",
        "Press TV",
        "SANA",
        "KCNA",
        "Yonhap",
        "Kyodo",
        "DPA",
        "Al Arabiya",
        "Financial Times",
        "African Union",
        "G7",
        "G20",
        "Save the Children",
        "Downing Street",
        "Bundestag",
        "European Central Bank",
        "Bank of England",
        "Fatah",
        "Ba'ath Party",
        "Airbus",
        "Volkswagen",
        "Gazprom",
        "Rosneft",
        "Huawei",
        "Twitter",
        "Saudi Aramco",
        "FIFA",
        "UEFA",
        "WADA",
        "Wagner Group",
        "Houthis",
        "Anadolu Agency",
        "World Trade Organization",
        "International Criminal Court",
        "Gulf Cooperation Council",
        "Federal Reserve",
        "Facebook",
    ];
    for name in organizations {
        let found = gazetteer.lookup(name).iter().any(|candidate| gazetteer.kind(candidate.entity) == Some(EntityKind::Organization));
        assert!(found, "{name}");
    }
}

/// The folder of the raw tables: `$INQUIT_SHARED/gazetteer`, or beside the
/// repository.
fn raw() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("INQUIT_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    Some(shared.join("gazetteer")).filter(|folder| folder.join("people.tsv").is_file())
}

#[test]
fn committed_tables_are_what_the_generator_builds() {
    let Some(raw) = raw() else {
        println!("SKIPPED: no raw tables beside the repository and INQUIT_SHARED not set; the committed tables were not rebuilt");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out = tempfile::tempdir().expect("a folder");
    let status = Command::new("python3")
        .arg(root.join("scripts/gazetteer/build.py"))
        .args([&raw, &data(), &out.path().to_owned()])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status();
    let Ok(status) = status else {
        println!("SKIPPED: python3 does not run here; the committed tables were not rebuilt");
        return;
    };
    assert!(status.success());
    let mut built = 0;
    for entry in fs::read_dir(out.path()).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let (new, old) = (fs::read(out.path().join(&name)).expect("built"), fs::read(data().join(&name)).expect("committed"));
        assert!(new == old, "{} differs from what the generator builds; run `make gazetteer`", name.display());
        built += 1;
    }
    assert_eq!(built, 10);
}
