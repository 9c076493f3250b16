//! [`Page`]: an article as lines for a terminal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use inquit_table::Record;
use unicode_width::UnicodeWidthStr;

use super::cells::{Cell, length, paragraphs, wrap};
use crate::input::Document;
use crate::terminal;

/// Columns of the margin, with the line beside it.
const MARGIN: usize = 28;
/// In fewer columns there is no margin.
const LEAST: usize = 60;
/// Colours of speakers, in the order in which they begin to speak; the numbers
/// of the terminal's palette that can be read on dark and on light.
const COLORS: [u8; 6] = [36, 35, 32, 31, 33, 34];
/// Of a speaker who is not known.
const UNKNOWN: u8 = 90;
const RESET: &str = "\u{1b}[0m";

/// How articles are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// Columns.
    pub(super) width: usize,
    pub(super) color: bool,
}

/// A line of the margin.
struct Note {
    words: String,
    /// The codes of its colour.
    style: String,
}

impl Page {
    /// The lines of an article.
    pub(super) fn article(&self, document: &Document<'_>, rows: &[Record<'_>]) -> String {
        let mut out = String::new();
        self.head(&mut out, document, rows);
        let colors = colors(rows);
        let numbers: Vec<String> = rows.iter().map(number).collect();
        let columns = if self.has_margin() { self.width - MARGIN } else { self.width };
        let mut begins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (row, record) in rows.iter().enumerate() {
            if let Some(start) = record.start() {
                begins.entry(start).or_default().push(row);
            }
        }
        begins.values_mut().for_each(|own| own.sort_by_key(|&row| Reverse(length(&rows[row]))));
        let front = |cell: &Cell| begins.get(&cell.byte).map_or(&[][..], Vec::as_slice);
        let room = |cell: &Cell| if self.color { front(cell).iter().map(|&row| numbers[row].len() + 1).sum() } else { 0 };
        let mut margin = VecDeque::new();
        for paragraph in paragraphs(&document.text, rows) {
            // What did not fit beside a paragraph may go on beside an empty line.
            if !paragraph.is_empty() {
                self.rest(&mut out, &mut margin);
            }
            for line in wrap(&paragraph, columns, room) {
                let begun = line.iter().flat_map(front);
                margin.extend(begun.flat_map(|&row| self.notes(&rows[row], &numbers[row], colors[row])));
                if !self.has_margin() {
                    self.rest(&mut out, &mut margin);
                }
                if self.color {
                    self.line(&mut out, margin.pop_front(), &painted(line, &colors, &numbers, front));
                } else {
                    self.line(&mut out, margin.pop_front(), &plain(line));
                    marks(line, &numbers, front).iter().for_each(|marks| self.line(&mut out, margin.pop_front(), marks));
                }
            }
        }
        self.rest(&mut out, &mut margin);
        out
    }

    fn has_margin(&self) -> bool {
        self.width >= LEAST
    }

    fn head(&self, out: &mut String, document: &Document<'_>, rows: &[Record<'_>]) {
        let count = match rows.len() {
            0 => "no quotations".to_owned(),
            1 => "1 quotation".to_owned(),
            many => format!("{many} quotations"),
        };
        let facts = [Some(document.id.as_ref()), document.title.as_deref(), document.date.as_deref(), document.url.as_deref()];
        let facts: Vec<&str> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        let name = terminal::shorten(&facts.join(" · "), self.width.saturating_sub(count.len() + 2));
        // Writing to a string cannot fail, here and below.
        let _ = match self.color {
            true => writeln!(out, "\u{1b}[1m{name}{RESET}  {count}\n"),
            false => writeln!(out, "{name}  {count}\n"),
        };
    }

    /// What the margin says of a row: two lines, or one above the text.
    fn notes(&self, row: &Record<'_>, number: &str, color: u8) -> Vec<Note> {
        let names: Vec<&str> = row.speakers.iter().map(|speaker| speaker.name).collect();
        let speaker = if names.is_empty() { "(unknown)".to_owned() } else { names.join("; ") };
        let nested = if row.nested_in.is_some() { " nested" } else { "" };
        let facts = format!("{} {:.2}{nested}", row.quote_type, row.confidence);
        if self.has_margin() {
            let words = terminal::shorten(&format!("{number} {speaker}"), MARGIN - 4);
            let first = Note { words, style: color.to_string() };
            vec![first, Note { words: format!("{} {facts}", " ".repeat(number.len())), style: "2".to_owned() }]
        } else {
            let speaker = terminal::shorten(&speaker, self.width.saturating_sub(number.len() + facts.len() + 5));
            vec![Note { words: format!("({number} {speaker}, {facts})"), style: format!("2;{color}") }]
        }
    }

    /// A line of text with what stands beside it.
    fn line(&self, out: &mut String, note: Option<Note>, text: &str) {
        let note = note.unwrap_or(Note { words: String::new(), style: String::new() });
        let gap = " ".repeat((MARGIN - 3).saturating_sub(note.words.width()));
        let rule = if self.color { "\u{1b}[2m│\u{1b}[0m" } else { "│" };
        let line = if self.has_margin() { format!("{}{gap} {rule} {text}", self.styled(&note)) } else { text.to_owned() };
        let _ = writeln!(out, "{}", line.trim_end());
    }

    /// What is left of the margin, beside no text.
    fn rest(&self, out: &mut String, margin: &mut VecDeque<Note>) {
        for note in margin.drain(..) {
            match self.has_margin() {
                true => self.line(out, Some(note), ""),
                false => {
                    let _ = writeln!(out, "{}", self.styled(&note));
                }
            }
        }
    }

    fn styled(&self, note: &Note) -> String {
        let Note { words, style } = note;
        if self.color && !words.is_empty() { format!("\u{1b}[{style}m{words}{RESET}") } else { words.clone() }
    }
}

/// The ordinal of a row in its document, as its id has it.
fn number(row: &Record<'_>) -> String {
    row.quote_id.rsplit('#').next().unwrap_or_default().to_owned()
}

/// The colour of each row: one for each speaker.
fn colors(rows: &[Record<'_>]) -> Vec<u8> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut color = |row: &Record<'_>| {
        let name: Vec<&str> = row.speakers.iter().map(|speaker| speaker.name).collect();
        if name.is_empty() {
            return UNKNOWN;
        }
        let next = known.len();
        COLORS[*known.entry(name.join("; ")).or_insert(next) % COLORS.len()]
    };
    rows.iter().map(&mut color).collect()
}

fn plain(line: &[Cell]) -> String {
    line.iter().map(|cell| cell.c).collect()
}

/// The line with colours, and a number where a content begins.
fn painted<'f>(line: &[Cell], colors: &[u8], numbers: &[String], front: impl Fn(&Cell) -> &'f [usize]) -> String {
    let mut out = String::new();
    let mut current = String::new();
    for cell in line {
        let style = style(cell, colors);
        for &row in front(cell) {
            if !current.is_empty() {
                out.push_str(RESET);
                current.clear();
            }
            let number: String = numbers[row].chars().map(raised).collect();
            let _ = write!(out, "\u{1b}[1;{}m{number}{RESET} ", colors[row]);
        }
        if style != current {
            if !current.is_empty() {
                out.push_str(RESET);
            }
            if !style.is_empty() {
                let _ = write!(out, "\u{1b}[{style}m");
            }
            current = style;
        }
        out.push(cell.c);
    }
    if !current.is_empty() {
        out.push_str(RESET);
    }
    out
}

/// The codes of a cell.
fn style(cell: &Cell, colors: &[u8]) -> String {
    let mut codes = Vec::new();
    if cell.mention.is_some() {
        codes.push(1);
    }
    if cell.depth > 1 {
        codes.push(3);
    }
    if cell.cue || cell.mention.is_some() {
        codes.push(4);
    }
    codes.extend(cell.content.or(cell.mention).map(|row| colors[row]));
    codes.iter().map(u8::to_string).collect::<Vec<_>>().join(";")
}

/// A digit above the line.
fn raised(digit: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digit.to_digit(10).map_or(digit, |digit| RAISED[digit as usize])
}

/// Marks below a line: what is said, who and how; in further lines what
/// stands within a content. Only where there is something to mark. A content
/// has its number where it begins, if it has room.
fn marks<'f>(line: &[Cell], numbers: &[String], front: impl Fn(&Cell) -> &'f [usize]) -> Vec<String> {
    let deepest = line.iter().map(|cell| cell.depth + usize::from(is_named(cell))).max().unwrap_or(0);
    let row = |level: usize| {
        let mark = |cell: &Cell| match cell.depth {
            depth if depth > level => '~',
            depth if depth == level && cell.mention.is_some() => '=',
            depth if depth == level && cell.cue => '^',
            _ => ' ',
        };
        let mut marks: Vec<char> = Vec::new();
        let mut begun = Vec::new();
        for cell in line {
            // Of several that begin here, the outer ones come first.
            let own = front(cell);
            let at = (level + own.len()).checked_sub(cell.depth);
            begun.extend(at.and_then(|at| own.get(at)).map(|&row| (marks.len(), row)));
            marks.extend(std::iter::repeat_n(mark(cell), cell.width));
        }
        for (at, row) in begun {
            let end = at + numbers[row].len();
            if marks.get(at..end).is_some_and(|room| room.iter().all(|mark| *mark == '~')) {
                marks.splice(at..end, numbers[row].chars());
            }
        }
        marks.into_iter().collect::<String>().trim_end().to_owned()
    };
    (0..deepest).map(row).filter(|row| !row.is_empty()).collect()
}

fn is_named(cell: &Cell) -> bool {
    cell.cue || cell.mention.is_some()
}
