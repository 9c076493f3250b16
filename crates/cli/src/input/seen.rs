//! [`Seen`]: what the records of a source show of their fields, and
//! [`Survey`]: what there is to tell of it when all of them are read.
//!
//! A worker fills one [`Seen`] for each source of a batch. The survey puts them
//! together in the order of the input, and holds no more than one source.

use serde::{Deserialize, Serialize};

use super::shared::{Named, Shared};
use super::{Fields, Source, names};
use crate::error::Note;

/// Records without a text that are told one by one; the others are counted.
const TOLD: usize = 3;
/// Names of fields that are remembered.
const NAMES: usize = 40;

/// What some records of one source show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Seen {
    /// What messages call the source.
    source: String,
    /// Whether nobody named it.
    found: bool,
    /// Records with a text, and the fields it was in.
    texts: u64,
    used: Vec<String>,
    /// Records without, and what there is to say of the first of them.
    without: u64,
    why: Vec<String>,
    /// Rows of a table whose text has no words, and where the first is.
    #[serde(default)]
    blank: u64,
    #[serde(default)]
    first_blank: Option<String>,
    /// Fields of the first records.
    names: Vec<String>,
    /// Flags that name a field, and whether a record has it.
    wanted: Vec<(String, bool)>,
    /// Documents that have an id of their own. Put together, only what they
    /// share is kept.
    #[serde(skip)]
    named: Vec<Named>,
}

impl Seen {
    /// Nothing yet.
    fn new(source: &Source, fields: &Fields) -> Seen {
        // Nobody asked for those that are looked for anyway.
        let about = Fields::FLAGS.iter().zip(&fields.about).zip(Fields::ABOUT);
        let about = about.map(|((flag, names), usual)| (format!("{flag} {}", names.join(",")), names.join(",") == usual));
        let keep = fields.keep.iter().map(|name| (format!("--keep {name}"), false));
        Seen { source: source.name.clone(), found: source.found, wanted: about.chain(keep).collect(), ..Seen::default() }
    }

    /// What `notes` say of the records of `source`, put there if it is not.
    pub(super) fn of<'n>(notes: &'n mut Vec<Note>, source: &Source, fields: &Fields) -> &'n mut Seen {
        let is_it = |note: &Note| matches!(note, Note::Seen(seen) if seen.source == source.name);
        let place = notes.iter().rposition(is_it).unwrap_or_else(|| {
            notes.push(Note::Seen(Box::new(Seen::new(source, fields))));
            notes.len() - 1
        });
        match &mut notes[place] {
            Note::Seen(seen) => seen,
            _ => unreachable!("it was put there or found"),
        }
    }

    /// Whether the names of fields are still to be told.
    pub(super) fn wants_names(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds the names of the fields of a record.
    pub(super) fn name<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        add_names(&mut self.names, names);
    }

    /// Notes that a wanted field is there: in `place` id, title, date, url, those to keep.
    pub(super) fn has(&mut self, place: usize) {
        if let Some((_, seen)) = self.wanted.get_mut(place) {
            *seen = true;
        }
    }

    /// Counts a record with a text, which is in `field` if it has fields.
    pub(super) fn text(&mut self, field: Option<&str>) {
        self.texts += 1;
        if let Some(field) = field.filter(|field| !self.used.iter().any(|used| used == field)) {
            self.used.push(field.to_owned());
        }
    }

    /// Notes that the document at `place` has an `id` of its own.
    pub(super) fn id(&mut self, id: &str, place: &str) {
        self.named.push(Named::new(id, place));
    }

    /// Counts a row at `place` whose text has no words.
    pub(super) fn blank(&mut self, place: impl FnOnce() -> String) {
        self.blank += 1;
        self.first_blank.get_or_insert_with(place);
    }

    /// Counts a record without a text, of which there is this to say.
    pub(super) fn lacks(&mut self, why: String) {
        self.without += 1;
        if self.why.len() < TOLD {
            self.why.push(why);
        }
    }
}

fn add_names<'n>(all: &mut Vec<String>, names: impl Iterator<Item = &'n str>) {
    for name in names {
        if all.len() >= NAMES {
            return;
        }
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    }
}

/// What all records show, in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Survey {
    /// The source that was read last, and how much was said of it.
    current: Seen,
    told: usize,
    /// Of all sources.
    names: Vec<String>,
    wanted: Vec<(String, bool)>,
    records: u64,
    #[serde(default)]
    shared: Shared,
}

impl Survey {
    /// Adds what was seen next; what there is to tell now.
    pub(crate) fn add(&mut self, seen: &Seen) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.current.source != seen.source {
            notes = self.end_source();
            self.current = Seen { source: seen.source.clone(), found: seen.found, ..Seen::default() };
        }
        let current = &mut self.current;
        current.texts += seen.texts;
        current.without += seen.without;
        current.blank += seen.blank;
        current.first_blank = current.first_blank.take().or_else(|| seen.first_blank.clone());
        self.records += seen.texts + seen.without;
        seen.named.iter().for_each(|document| self.shared.add(document));
        add_names(&mut current.used, seen.used.iter().map(String::as_str));
        add_names(&mut current.names, seen.names.iter().map(String::as_str));
        add_names(&mut self.names, seen.names.iter().map(String::as_str));
        current.why.extend(seen.why.iter().take(TOLD - current.why.len()).cloned());
        if self.wanted.is_empty() {
            self.wanted.clone_from(&seen.wanted);
        }
        self.wanted.iter_mut().zip(&seen.wanted).for_each(|((_, own), (_, other))| *own |= other);
        // Of a file that nobody named, all records may lack it: that is one thing to tell.
        if !current.found || current.texts > 0 {
            notes.extend(current.why[self.told..].iter().cloned().map(Note::Failure));
            self.told = current.why.len();
        }
        notes
    }

    /// What there is to tell when a source is read.
    fn end_source(&mut self) -> Vec<Note> {
        let Seen { source, found, texts, used, without, names, blank, first_blank, .. } = std::mem::take(&mut self.current);
        let told = std::mem::take(&mut self.told);
        let mut notes = Vec::new();
        if !used.is_empty() {
            notes.push(Note::Told(format!("{source}: the text is in {}", used.join(", "))));
        }
        if let Some(first) = first_blank {
            notes.push(Note::Warning(match blank {
                1 => format!("{source}: 1 row has an empty text, {first}; fill it or leave the row out"),
                _ => format!("{source}: {blank} rows have an empty text, the first {first}; fill them or leave the rows out"),
            }));
        }
        if without > 0 && found && texts == 0 {
            let records =
                if without == 1 { "its one record has no text".to_owned() } else { format!("none of its {without} records has a text") };
            notes.push(Note::Warning(format!(
                "{source}: left out, for {records}; fields seen: {}; name the one that holds the text with --text-field",
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            )));
        } else if without > told as u64 {
            let count = without - told as u64;
            notes.push(Note::More(format!("{source}: and {count} more like this"), count));
        }
        notes
    }

    /// What there is to tell when everything is read.
    pub(crate) fn end(&mut self) -> Vec<Note> {
        let mut notes = self.end_source();
        if self.records == 0 {
            return notes;
        }
        for (flag, _) in self.wanted.iter().filter(|(_, seen)| !seen) {
            let wanted = flag.split_once(' ').map_or("", |(_, names)| names);
            // A comma parts names of a list; one to keep can have none.
            let hint = names::hint(wanted.split(','), self.names.iter().map(String::as_str));
            // A page may have it, and none of these has.
            if wanted.split(',').any(|wanted| self.names.iter().any(|name| name == wanted)) {
                notes.push(Note::Warning(format!("{flag}: no document says it")));
                continue;
            }
            let names = match self.names.as_slice() {
                [] => "plain text has no fields, and --input-format csv reads it as a table".to_owned(),
                names => format!("fields seen: {}", names.join(", ")),
            };
            notes.push(Note::Warning(format!("{flag}: no document has this field{hint}; {names}")));
        }
        notes.extend(self.shared.told());
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, found: bool) -> Source {
        Source { path: None, name: name.to_owned(), id: name.to_owned(), format: super::super::InputFormat::Jsonl, found }
    }

    /// What is told of one source whose records have a text or not.
    fn check(found: bool, texts: &[bool], expected: &[&str]) {
        let fields = Fields {
            keep: vec!["sektion".to_owned()],
            about: Fields::ABOUT.map(|names| names.split(',').map(str::to_owned).collect()),
            ..Fields::default()
        };
        let (source, mut survey, mut told) = (source("a", found), Survey::default(), Vec::new());
        for (number, &text) in texts.iter().enumerate() {
            let mut notes = Vec::new();
            let seen = Seen::of(&mut notes, &source, &fields);
            seen.name(["section", "body"].into_iter());
            if text {
                seen.text(Some("body"))
            } else {
                seen.lacks(format!("a:{number}: no"))
            }
            told.extend(survey.add(Seen::of(&mut notes, &source, &fields)));
        }
        told.extend(survey.end());
        let told: Vec<String> = told
            .into_iter()
            .map(|note| match note {
                Note::Failure(why) => why,
                Note::Warning(why) => format!("warning {why}"),
                Note::More(why, count) => format!("{count} {why}"),
                Note::Told(why) => format!("note {why}"),
                Note::Seen(_) => panic!("a summary"),
            })
            .collect();
        let keep = "warning --keep sektion: no document has this field; did you mean ‘section’?; fields seen: section, body";
        let expected: Vec<&str> = expected.iter().copied().chain([keep]).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn records_without_a_text() {
        check(false, &[true], &["note a: the text is in body"]);
        check(false, &[false], &["a:0: no"]);
        check(false, &[false, false, false, false, false], &["a:0: no", "a:1: no", "a:2: no", "2 a: and 2 more like this"]);
        check(
            true,
            &[false; 5],
            &[
                "warning a: left out, for none of its 5 records has a text; fields seen: section, body; name the one that holds the text with --text-field",
            ],
        );
        check(true, &[false, true, false], &["a:0: no", "a:2: no", "note a: the text is in body"]);
    }

    #[test]
    fn blank_rows_are_counted_over_batches() {
        let (fields, mut survey, mut told) = (Fields::default(), Survey::default(), Vec::new());
        for (name, rows) in [("a", &[4, 9][..]), ("a", &[]), ("a", &[12]), ("b", &[2]), ("c", &[])] {
            let mut notes = Vec::new();
            let seen = Seen::of(&mut notes, &source(name, false), &fields);
            rows.iter().for_each(|row| seen.blank(|| format!("on line {row}")));
            told.extend(survey.add(seen));
        }
        told.extend(survey.end());
        let expected = [
            "a: 3 rows have an empty text, the first on line 4; fill them or leave the rows out",
            "b: 1 row has an empty text, on line 2; fill it or leave the row out",
        ];
        assert_eq!(told, expected.map(|why| Note::Warning(why.to_owned())));
    }

    #[test]
    fn nothing_read_is_nothing_to_tell() {
        assert_eq!(Survey::default().end(), []);
    }
}
