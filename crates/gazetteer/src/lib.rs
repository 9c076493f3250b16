/*!
A dictionary of people, organizations and countries, and a fast matcher that
finds their names in text.

```
use inquit_gazetteer::Gazetteer;

let gazetteer = Gazetteer::curated();
let text = "Officials in Tehran met the IAEA's Rafael Grossi.";
for found in gazetteer.find_iter(text) {
    let Some(entity) = gazetteer.get(found.candidates[0].entity) else { continue };
    println!("{}: {} ({})", found.span.of(text), entity.name, entity.id);
}
```

# Overview

- [`Gazetteer`] is the finished dictionary: immutable, cheap to clone, shared
  between threads. [`Gazetteer::curated`] is the built-in data, about 24,800
  people, 11,200 organizations and 295 countries and territories.
- [`Builder`] makes one from built-in data, files, readers and iterators;
  [`Gazetteer::write_compiled`] keeps a large one ready for use, and
  [`Gazetteer::open`] loads a file of any form.
- [`Check`] lists what is wrong or risky in tables, with line numbers.
- [`Match`] is a [`Span`] of bytes and the [`Candidate`]s it may stand for, best
  first. An ambiguous name keeps all its meanings.
- [`Entity`] holds what is known: id, names, countries, offices with dates.
- [`FindOptions`] changes what is found; [`Gazetteer::resolve`] picks the meaning
  that fits a [`Context`].
- [`GivenNames`], [`Honorifics`], [`Nicknames`] and [`name_particles`] help to read
  names that are in no dictionary, [`fold()`] to compare them.

# Examples

Spellings of one name are one name: case, diacritics, hyphens, apostrophes,
middle initials and usual transliterations do not matter.

```
use inquit_gazetteer::Gazetteer;

let gazetteer = Gazetteer::curated();
let id = |text: &str| gazetteer.find_iter(text).next().map(|found| found.candidates[0].entity);
assert_eq!(id("Bashar al-Assad"), id("BASHAR AL ASAD"));
assert_eq!(id("Paul Ryan"), id("Paul D. Ryan"));
assert_eq!(id("Mohammad Javad Zarif"), id("Mohammed Javad Zarif"));
```

Capitals matter where they tell names from words, and what stands beside a name
does too.

```
use inquit_gazetteer::Gazetteer;

let gazetteer = Gazetteer::curated();
let names = |text: &'static str| gazetteer.find_iter(text).map(|found| found.span.of(text)).collect::<Vec<_>>();
assert_eq!(names("The turkey told us who won in Turkey."), ["Turkey"]);
assert_eq!(names("The WHO and the US objected."), ["WHO", "US"]);
assert_eq!(names("Michael Jordan flew to Jordan."), ["Jordan"]);
assert_eq!(names("New Mexico is not Mexico."), ["Mexico"]);
```

Own entities can be added, changed, removed and hidden.

```
use inquit_gazetteer::{Entity, EntityKind, Gazetteer, NameClass};

# fn main() -> Result<(), inquit_gazetteer::Error> {
let mut mayor = Entity::new("x:mayor", "Ada Example", EntityKind::Person);
mayor.add_name("Mayor Example", NameClass::Alias);
let gazetteer = Gazetteer::builder().add_curated().add_entity(mayor).remove("Q794").block("Example Street").build()?;
assert_eq!(gazetteer.find_iter("Mayor Example spoke of Iran on Example Street.").count(), 1);
# Ok(())
# }
```

A family name alone is found where the same text has the full name.

```
use inquit_gazetteer::{FindOptions, Gazetteer, Weak};

let gazetteer = Gazetteer::curated();
let text = "Merkel smiled. Angela Merkel had won, said Mr. Merkel of Bonn.";
let options = FindOptions::new().weak(Weak::Licensed);
assert_eq!(gazetteer.find_iter_with(text, options).count(), 3);
assert_eq!(gazetteer.find_iter(text).count(), 1);
```

An ambiguous name is resolved by what is known of the text.

```
use inquit_gazetteer::{Context, Gazetteer};

let gazetteer = Gazetteer::curated();
let name = |context: &Context<'_>| {
    let best = gazetteer.resolve("Congo", context)?;
    Some(gazetteer.get(best.entity)?.countries[0].as_str())
};
assert_eq!(name(&Context::new()), Some("CD"));
assert_eq!(name(&Context::new().country("CG")), Some("CG"));
```

# What may surprise

- Positions are **byte** offsets into the text as given.
- A possessive *'s* stays outside the match; *the* before a name does, unless it
  belongs to it (*The Hague*).
- Matching is leftmost longest, but a longer name that fails a test (case,
  neighbours) never hides a shorter one. [`Overlap::All`] gives all.
- Adjectives and inhabitants are names of the country, of class
  [`NameClass::Demonym`], and capitals are, of class [`NameClass::Metonym`]: it is
  the caller's matter whether *Tehran* is the place or the government.
- A name inside a longer name that is in no dictionary is found (*Iran* in *Iran
  Air*), unless it is marked to stand alone.
- A match of a person's name says that somebody of that name is in the
  dictionary, not that the text means them. Candidates are ordered by the class
  of the name and the prominence of the entity.
- What a name belongs to can take it away: no person in *George Washington
  Bridge* or *Donald Trump, Jr.*, no company in *Johanna Bayer*, no country in
  *speaks Spanish*; and *William D. Burns* is not *William J. Burns*.
- Text in small letters throughout needs [`Case::Ignore`].

# Speed and memory

The index is a trie of whole words in one hash table: a node is the hash of the
words that lead to it, so a step is a multiplication and a probe, and two small
filters turn away most words before that. Text is scanned from capital to
capital, eight bytes at a time. Finding takes time linear in the text, building
in the bytes of the names.

Compared with automata over bytes: the 61,000 names of the built-in data on
3.9 MB of US political news (480 names in 100 kB), one core of a shared
machine, each in its leftmost-longest mode; `benches/find.rs` repeats it:

| index | build | memory | find |
| --- | --- | --- | --- |
| this crate, every test of case, spelling and neighbours included | 40 ms | 8 MB | 207 MB/s |
| this crate, [`Overlap::All`] | | | 199 MB/s |
| this crate, [`Weak::Licensed`] (two passes) | | | 68 MB/s |
| daachorse 1.0, bytes | 450 ms | 9 MB | 187 MB/s |
| daachorse 1.0, characters | 380 ms | 12 MB | 106 MB/s |
| aho-corasick 1.1, DFA | 1,710 ms | 718 MB | 124 MB/s |
| aho-corasick 1.1, contiguous NFA | 360 ms | 10 MB | 107 MB/s |
| the same, ASCII case-insensitive | 750 ms | 13 MB | 64 MB/s |
| aho-corasick 1.1, noncontiguous NFA | 360 ms | 24 MB | 71 MB/s |

The automata find the names as they are written and nothing else: not *ALI
AKBAR VELAYATI* nor *Ali-Akbar Velayati*, but *Iran* in *Iranian*. What they
find would still have to be tested, and a longer name that failed would hide a
shorter one. With the other machines at rest the first row reads 330 MB/s.

| | built-in data | a million names |
| --- | --- | --- |
| load, to the first match | 30 ms | 0.4 s ([`Gazetteer::read_compiled_path`]), 1.7 s (table) |
| memory after loading | 16 MB | 210 MB |
| peak while loading | 22 MB | 210 MB (compiled), 320 MB (table) |
| find | 207-330 MB/s | 113-255 MB/s |

An entity is read from its row, and memory for it taken, when
[`Gazetteer::get`] first asks for it; [`Gazetteer::entities_iter`] keeps nothing.
[`Gazetteer::heap_bytes`] tells what the index takes.

# Untrusted input

Searching cannot fail, does not recurse and allocates only for its results; time is linear in the text, with at
most 24 words looked at from each start. Words and paths of words are compared
by 64-bit hashes that are not keyed: a text made for the purpose could collide
with a name and give a wrong match, nothing worse. Loading reports the first
fault with file and line as an [`Error`] and never panics. A compiled file
carries a checksum against accidents, not against forgery: a forged one can give
wrong answers, but no length in it makes the reader take much more memory
than the file is long.

# Features

- `people`, `organizations`, `countries` (default): the built-in tables. Without a
  feature its table is not in the program, and without all three no data at all
  is: [`Gazetteer::curated`] is empty then. Given names come with people or
  organizations; honorifics, nicknames and particles with people.
- `serde`: `Serialize` and `Deserialize` for [`Entity`] and its parts, loading
  from JSON lines, rows from a Wikidata dump (`WikidataImport`).
- `csv`: loading from CSV.

This crate knows nothing of quotations, documents or articles.
*/

mod builder;
mod check;
mod compiled;
mod context;
mod curated;
mod entity;
mod error;
mod find;
mod fold;
mod formats;
mod gazetteer;
mod index;
mod index_file;
mod lists;
mod resolve;
mod scan;
mod span;
mod spelling;
mod surname;
mod table;
#[cfg(feature = "serde")]
mod wikidata;
mod write;

pub use builder::{Builder, OnDuplicate};
pub use check::{Check, Finding, FindingKind};
pub use entity::{Entity, EntityId, EntityKind, Gender, Name, NameClass, Office, UnknownKind};
pub use error::Error;
pub use find::{Case, FindIter, FindOptions, Match, Overlap, Weak};
pub use fold::fold;
pub use gazetteer::{Candidate, Gazetteer};
pub use lists::{GivenNames, Honorific, Honorifics, Nicknames, name_particles};
pub use resolve::Context;
pub use span::Span;
#[cfg(feature = "serde")]
pub use wikidata::{ImportCounts, WikidataImport};
