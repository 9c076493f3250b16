//! Annotations in brat's standoff format: `NAME.ann` beside `NAME.txt`.
//!
//! ```text
//! T1<tab>Source 26 37<tab>Marta Olsen
//! T2<tab>Cue 21 25<tab>said
//! T3<tab>Content 0 20;39 51<tab>“The bridge is safe, and it is cheap.”
//! R1<tab>Says Arg1:T1 Arg2:T2
//! R2<tab>Says Arg1:T2 Arg2:T3
//! ```
//!
//! * Entities are *Content* (or *Quote*), *Cue*, and *Source* (or *Speaker*),
//!   in any case. Others are passed over, with the relations that name them.
//! * Relations have any name and either direction. What relations join, over
//!   cues and contents, is one attribution: contents of one cue are the pieces
//!   of an interrupted quotation. A source may be joined to several
//!   attributions, to their cues or to their contents.
//! * Events are read as relations of their trigger, normally the cue, with
//!   each of their arguments.
//! * A content that nothing joins is an attribution without cue and source; a
//!   cue or source without a content is none.
//! * Discontinuous spans (`0 20;39 51`) are pieces. Positions are code points.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::annotation::Attribution;
use crate::documents::{Document, GoldError};
use crate::regions::{Range, Scored};

/// The document whose annotations lie in `annotations`, a path that ends in
/// `.ann`; its text lies beside it. `id` is what it is called.
///
/// # Errors
///
/// Where a file cannot be read, or a line is not in the format or does not fit
/// the text.
pub fn load(annotations: &Path, id: &str) -> Result<Document, GoldError> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|cause| GoldError::Read { path: path.to_owned(), cause });
    let text = read(&annotations.with_extension("txt"))?;
    let standoff = read(annotations)?;
    let chars: Vec<char> = text.chars().collect();
    let mut reader = Reader { path: annotations, chars: &chars, entities: BTreeMap::new(), triggers: BTreeMap::new(), links: Vec::new() };
    for (number, line) in (1..).zip(standoff.lines()) {
        reader.line(number, line).map_err(|problem| reader.error(number, problem))?;
    }
    let attributions = reader.attributions(&Scored::new(&text))?;
    Ok(Document { id: id.to_owned(), text, attributions })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Content,
    Cue,
    Source,
    /// Of no interest here.
    Other,
}

#[derive(Debug)]
struct Entity {
    kind: Kind,
    pieces: Vec<Range>,
}

struct Reader<'a> {
    path: &'a Path,
    chars: &'a [char],
    /// By name: `T1`.
    entities: BTreeMap<String, Entity>,
    /// Entities that trigger events, by the name of the event: `E1`.
    triggers: BTreeMap<String, String>,
    /// What relations and events join, with their line.
    links: Vec<(usize, String, String)>,
}

impl Reader<'_> {
    fn error(&self, line: usize, problem: String) -> GoldError {
        GoldError::Standoff { path: self.path.to_owned(), line, problem }
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let mut fields = line.trim_end_matches('\r').splitn(3, '\t');
        let name = fields.next().unwrap_or_default();
        let what = fields.next().unwrap_or_default();
        match name.chars().next() {
            Some('T') => {
                let entity = self.entity(what, fields.next())?;
                if self.entities.insert(name.to_owned(), entity).is_some() {
                    return Err(format!("there is another {name}"));
                }
            }
            Some('R') => {
                let arguments: Vec<&str> = arguments(what).map(|(_, name)| name).collect();
                let &[one, other] = arguments.as_slice() else {
                    return Err(format!("{name} should join two: {name}<tab>Name Arg1:T1 Arg2:T2"));
                };
                self.links.push((number, one.to_owned(), other.to_owned()));
            }
            Some('E') => {
                let mut arguments = what.split_whitespace().filter_map(|word| word.split_once(':'));
                let Some((_, trigger)) = arguments.next() else {
                    return Err(format!("{name} should have a trigger: {name}<tab>Cue:T1 Source:T2 Content:T3"));
                };
                self.triggers.insert(name.to_owned(), trigger.to_owned());
                for (_, argument) in arguments {
                    self.links.push((number, trigger.to_owned(), argument.to_owned()));
                }
            }
            // attributes, notes, equivalences, normalizations; empty lines
            Some('A' | 'M' | 'N' | '#' | '*') | None => {}
            Some(_) => return Err(format!("{name:?} begins no line of brat's standoff format")),
        }
        Ok(())
    }

    /// `Content 0 20;39 51` and the words that stand there.
    fn entity(&self, what: &str, words: Option<&str>) -> Result<Entity, String> {
        let (kind, ranges) = what.split_once(' ').ok_or("an entity should be its type, a space and its offsets")?;
        let kind = match kind.to_lowercase().as_str() {
            "content" | "quote" => Kind::Content,
            "cue" => Kind::Cue,
            "source" | "speaker" => Kind::Source,
            _ => Kind::Other,
        };
        let range = |range: &str| -> Option<Range> {
            let (start, end) = range.split_once(' ')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let mut pieces = Vec::new();
        for piece in ranges.split(';') {
            let (start, end) = range(piece).ok_or_else(|| format!("{piece:?} should be a start, a space and an end"))?;
            if start >= end || end > self.chars.len() {
                return Err(format!("{start} to {end} lies outside of the text, which has {} characters", self.chars.len()));
            }
            pieces.push((start, end));
        }
        pieces.sort_unstable();
        self.compare(&pieces, words)?;
        Ok(Entity { kind, pieces })
    }

    /// Text and annotation drift apart if one of them is edited.
    fn compare(&self, pieces: &[Range], words: Option<&str>) -> Result<(), String> {
        let Some(words) = words else { return Ok(()) };
        let bare = |chars: &mut dyn Iterator<Item = char>| chars.filter(|c| !c.is_whitespace()).collect::<String>();
        let found = bare(&mut pieces.iter().flat_map(|&(start, end)| &self.chars[start..end]).copied());
        if found == bare(&mut words.chars()) {
            return Ok(());
        }
        Err(format!("the text there is {found:?}, not {words:?}; text and annotation do not belong together"))
    }

    /// Contents and what relations join to them.
    fn attributions(&self, scored: &Scored) -> Result<Vec<Attribution>, GoldError> {
        let links = self.resolved()?;
        let mut group: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, entity) in &self.entities {
            if matches!(entity.kind, Kind::Content | Kind::Cue) {
                group.insert(name, name);
            }
        }
        for &(one, other) in &links {
            if let (Some(&to), Some(&from)) = (group.get(one), group.get(other)) {
                group.values_mut().filter(|first| **first == from).for_each(|first| *first = to);
            }
        }
        let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (&name, &first) in &group {
            members.entry(first).or_default().insert(name);
        }
        for (source, other) in links.iter().flat_map(|&(one, other)| [(one, other), (other, one)]) {
            if self.entities[source].kind == Kind::Source
                && let Some(first) = group.get(other)
            {
                members.entry(first).or_default().insert(source);
            }
        }
        let pieces = |names: &BTreeSet<&str>, kind: Kind| {
            let entities = names.iter().map(|name| &self.entities[*name]).filter(|entity| entity.kind == kind);
            let mut pieces: Vec<Range> = entities.flat_map(|entity| &entity.pieces).copied().collect();
            pieces.sort_unstable();
            pieces.dedup();
            pieces
        };
        let one = |names: &BTreeSet<&str>| {
            let content = pieces(names, Kind::Content);
            (!content.is_empty()).then(|| Attribution {
                quote_type: scored.type_of(&content),
                mention: pieces(names, Kind::Source),
                cue: pieces(names, Kind::Cue),
                who: None,
                content,
            })
        };
        let mut found: Vec<Attribution> = members.values().filter_map(one).collect();
        found.sort_by(|a, b| (&a.content, &a.cue).cmp(&(&b.content, &b.cue)));
        Ok(found)
    }

    /// Links between entities, events by their triggers.
    fn resolved(&self) -> Result<Vec<(&str, &str)>, GoldError> {
        let entity = |line: usize, name: &str| {
            let name = self.triggers.get(name).map_or(name, String::as_str);
            let known = self.entities.get_key_value(name).map(|(name, _)| name.as_str());
            known.ok_or_else(|| self.error(line, format!("there is no {name}")))
        };
        self.links.iter().map(|(line, one, other)| Ok((entity(*line, one)?, entity(*line, other)?))).collect()
    }
}

/// `Name Arg1:T1 Arg2:T2` as pairs, without the name.
fn arguments(what: &str) -> impl Iterator<Item = (&str, &str)> {
    what.split_whitespace().skip(1).filter_map(|word| word.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“The bridge is safe,” said Zoë Low, “and cheap.” She smiled. It rained, Al said and Bo wrote.\n";

    /// Contents, sources and cues as text.
    fn check(standoff: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.ann");
        fs::write(folder.path().join("a.txt"), TEXT).expect("a file");
        fs::write(&path, standoff.replace('|', "\t")).expect("a file");
        let document = load(&path, "a").map_err(|error| error.to_string())?;
        let chars: Vec<char> = document.text.chars().collect();
        let words = |ranges: &[Range]| ranges.iter().map(|&(s, e)| chars[s..e].iter().collect::<String>()).collect::<Vec<_>>().join(" … ");
        let shown =
            |a: &Attribution| format!("{} | {} | {} | {}", words(&a.content), words(&a.mention), words(&a.cue), a.quote_type.as_str());
        Ok(document.attributions.iter().map(shown).collect())
    }

    #[test]
    fn relations_join() {
        let standoff = "T1|Source 27 34|Zoë Low\nT2|Cue 22 26|said\nT3|Content 0 21;36 48|“The bridge is safe,” “and cheap.”\n\
            R1|Says Arg1:T1 Arg2:T2\nR2|Says Arg1:T2 Arg2:T3\n#1|AnnotatorNotes T1|hm\nA1|Sure T3\n";
        let expected = ["“The bridge is safe,” … “and cheap.” | Zoë Low | said | direct"];
        assert_eq!(check(standoff).unwrap(), expected);
        // the same in two contents, by one cue
        let two = "T1|speaker 27 34|Zoë Low\nT2|cue 22 26|said\nT3|quote 0 21\nT4|quote 36 48\n\
            R1|a Arg1:T3 Arg2:T2\nR2|b Arg1:T2 Arg2:T4\nR3|c Arg1:T4 Arg2:T1\n";
        assert_eq!(check(two).unwrap(), expected);
    }

    #[test]
    fn events_join() {
        let standoff = "T1|Source 27 34|Zoë Low\nT2|Cue 22 26|said\nT3|Content 0 21\nT5|Place 4 10\nE1|Cue:T2 Source:T1 Content:T3\n";
        assert_eq!(check(standoff).unwrap(), ["“The bridge is safe,” | Zoë Low | said | direct"]);
    }

    #[test]
    fn contents_alone_and_shared_sources() {
        let standoff = "T1|Content 0 21\nT2|Content 36 48\nT3|Source 27 34\nT4|Cue 22 26\nT5|Cue 78 82\n\
            R1|by Arg1:T1 Arg2:T3\nR2|by Arg1:T2 Arg2:T3\n";
        assert_eq!(check(standoff).unwrap(), ["“The bridge is safe,” | Zoë Low |  | direct", "“and cheap.” | Zoë Low |  | direct"]);
        assert_eq!(check("T1|Content 61 70\n").unwrap(), ["It rained |  |  | indirect"]);
        assert!(check("T4|Cue 22 26\n\n").unwrap().is_empty());
    }

    #[test]
    fn errors_name_the_line() {
        for (standoff, says) in [
            ("T1|Cue 22 26|said\nT2|Content 90 400\n", "a.ann:2: 90 to 400 lies outside"),
            ("T1|Content 5 5\n", "a.ann:1: 5 to 5"),
            ("T1|Content 0 9;x 20\n", "a.ann:1: \"x 20\""),
            ("T1|Content\n", "a.ann:1: an entity"),
            ("T1|Cue 22 26|wrote\n", "a.ann:1: the text there is \"said\""),
            ("T1|Cue 22 26\nR1|by Arg1:T1 Arg2:T7\n", "a.ann:2: there is no T7"),
            ("T1|Cue 22 26\nR1|by Arg1:T1\n", "a.ann:2: R1 should join two"),
            ("T1|Cue 22 26\nE1|\n", "a.ann:2: E1 should have a trigger"),
            ("T1|Cue 22 26\nT1|Cue 22 26\n", "a.ann:2: there is another T1"),
            ("{\"id\": 1}\n", "a.ann:1: "),
        ] {
            let error = check(standoff).unwrap_err();
            assert!(error.contains(says), "{says} in {error}");
        }
    }
}
