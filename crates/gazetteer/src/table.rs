//! Tables of entities: tab-separated rows under a header line.
//!
//! A table is checked once, row by row, when it is added, and read again only
//! for the names (to build the index) and for single entities (when asked
//! for). The built-in tables are checked by a test instead of at run time.

use std::borrow::Cow;

use crate::entity::{DEFAULT_PRIOR, Entity, EntityKind, Gender, Name, NameClass, Office};
use crate::error::Error;
use crate::index::Marks;

/// The columns a table may have, in the order of [`Column`].
pub(crate) const COLUMNS: [&str; 17] = [
    "id",
    "name",
    "kind",
    "category",
    "gender",
    "birth",
    "death",
    "countries",
    "codes",
    "offices",
    "prior",
    "aliases",
    "acronyms",
    "demonyms",
    "metonyms",
    "nicknames",
    "source",
];

/// Columns that hold names, with the class of the names.
const NAME_COLUMNS: [(Column, NameClass); 6] = [
    (Column::Name, NameClass::Official),
    (Column::Aliases, NameClass::Alias),
    (Column::Acronyms, NameClass::Acronym),
    (Column::Demonyms, NameClass::Demonym),
    (Column::Metonyms, NameClass::Metonym),
    (Column::Nicknames, NameClass::Nickname),
];

/// A column, as its place in [`COLUMNS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Column {
    Id,
    Name,
    Kind,
    Category,
    Gender,
    Birth,
    Death,
    Countries,
    Codes,
    Offices,
    Prior,
    Aliases,
    Acronyms,
    Demonyms,
    Metonyms,
    Nicknames,
    /// Read by people and tests only.
    Source,
}

/// A text of rows and the order of its columns.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) file: String,
    text: Cow<'static, str>,
    /// For each place in a row, the column it holds.
    order: Vec<Column>,
    kind: Option<EntityKind>,
    /// Byte offset of the first row.
    body: usize,
    first_line: usize,
    /// Built in, and so checked by a test.
    trusted: bool,
}

/// One row, cut into cells.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    cells: [&'t str; COLUMNS.len()],
    /// Byte offset of the row in its table.
    pub(crate) start: usize,
    /// 1-based line.
    pub(crate) line: usize,
}

impl<'t> Row<'t> {
    pub(crate) fn cell(&self, column: Column) -> &'t str {
        self.cells[column as usize]
    }

    /// The names of the row with their class and marks.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&'t str, NameClass, Marks)> + '_ {
        NAME_COLUMNS.iter().flat_map(|&(column, class)| {
            let cell = self.cell(column);
            // Names may hold any character but the separator.
            let names = (!cell.is_empty()).then(|| cell.split('|'));
            names.into_iter().flatten().map(move |name| {
                let (name, marks) = unmark(name);
                (name, class, marks)
            })
        })
    }

    pub(crate) fn prior(&self) -> u8 {
        self.cell(Column::Prior).parse().unwrap_or(DEFAULT_PRIOR)
    }
}

/// Takes the signs off a name: `~` weak, `^` only where it stands alone.
pub(crate) fn unmark(mut name: &str) -> (&str, Marks) {
    let mut marks = Marks { weak: false, alone: false };
    loop {
        if let Some(rest) = name.strip_prefix('~') {
            marks.weak = true;
            name = rest;
        } else if let Some(rest) = name.strip_prefix('^') {
            marks.alone = true;
            name = rest;
        } else {
            return (name, marks);
        }
    }
}

impl Table {
    /// Reads the header. The rows are not looked at.
    pub(crate) fn new(file: &str, text: Cow<'static, str>, kind: Option<EntityKind>) -> Result<Table, Error> {
        let fault = |line, fault: String| Error::Header { file: file.to_owned(), line, fault };
        let mut start = text.strip_prefix('\u{feff}').map_or(0, |rest| text.len() - rest.len());
        let mut line = 1;
        let header = loop {
            let rest = text.get(start..).unwrap_or("");
            if rest.is_empty() {
                return Err(fault(line, "no header line; the first row names the columns, `id` and `name` at least".to_owned()));
            }
            let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let (row, next) = rest.split_at(end);
            start = text.len() - next.len();
            if !row.starts_with('#') && !row.trim().is_empty() {
                break row.trim_end_matches(['\r', '\n']);
            }
            line += 1;
        };
        let mut order = Vec::new();
        for title in header.split('\t') {
            let Some(place) = COLUMNS.iter().position(|known| *known == title) else {
                let known = COLUMNS.join(", ");
                return Err(fault(line, format!("unknown column `{title}`; the columns are {known}, separated by tabs")));
            };
            let column = ALL[place];
            if order.contains(&column) {
                return Err(fault(line, format!("column `{title}` stands twice")));
            }
            order.push(column);
        }
        for needed in [Column::Id, Column::Name] {
            if !order.contains(&needed) {
                return Err(fault(line, format!("no column `{}`", COLUMNS[needed as usize])));
            }
        }
        if kind.is_none() && !order.contains(&Column::Kind) {
            return Err(fault(line, "no column `kind` (person, organization or country)".to_owned()));
        }
        Ok(Table { file: file.to_owned(), text, order, kind, body: start, first_line: line + 1, trusted: false })
    }

    /// A built-in table.
    pub(crate) fn built_in(file: &str, text: &'static str, kind: EntityKind) -> Option<Table> {
        let table = Table::new(file, Cow::Borrowed(text), Some(kind)).ok()?;
        Some(Table { trusted: true, ..table })
    }

    /// Whether rows are of this kind unless they say otherwise.
    #[cfg(feature = "serde")]
    pub(crate) fn holds(&self, kind: EntityKind) -> bool {
        self.kind == Some(kind)
    }

    /// Whether the rows need no check.
    pub(crate) fn trusted(&self) -> bool {
        self.trusted
    }

    /// Every row, unchecked. Empty lines and lines that start with `#` are
    /// comments.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows_of(self.order.len())
    }

    /// Every row, with only the cells that hold names and what stands before
    /// them. It is quicker where those columns come first.
    pub(crate) fn name_rows(&self) -> impl Iterator<Item = Row<'_>> {
        let needed =
            |column: &Column| matches!(column, Column::Kind | Column::Prior) || NAME_COLUMNS.iter().any(|known| known.0 == *column);
        self.rows_of(self.order.iter().rposition(needed).map_or(0, |at| at + 1))
    }

    fn rows_of(&self, columns: usize) -> impl Iterator<Item = Row<'_>> {
        let mut start = self.body;
        let mut line = self.first_line;
        std::iter::from_fn(move || {
            loop {
                let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
                let len = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
                let (at, number) = (start, line);
                start += len + 1;
                line += 1;
                let row = rest.get(..len).unwrap_or("");
                if !row.is_empty() && !row.starts_with('#') && row != "\r" {
                    return Some(self.cut(row, columns, at, number));
                }
            }
        })
    }

    /// The row that starts at a byte offset.
    pub(crate) fn row_at(&self, start: usize) -> Row<'_> {
        self.cut(self.line_at(start), self.order.len(), start, 0)
    }

    /// The name and the countries of the row that starts at a byte offset.
    pub(crate) fn name_and_countries(&self, start: usize) -> (&str, &str) {
        let last = self.order.iter().rposition(|column| matches!(column, Column::Name | Column::Countries));
        let row = self.cut(self.line_at(start), last.map_or(0, |last| last + 1), start, 0);
        (row.cell(Column::Name), row.cell(Column::Countries))
    }

    fn line_at(&self, start: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or("");
        &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }

    fn cut<'t>(&self, row: &'t str, columns: usize, start: usize, line: usize) -> Row<'t> {
        let mut cells = [""; COLUMNS.len()];
        let row = row.strip_suffix('\r').unwrap_or(row);
        let mut from = 0;
        let mut columns = self.order.iter().take(columns);
        for tab in memchr::memchr_iter(b'\t', row.as_bytes()).chain([row.len()]) {
            let Some(&column) = columns.next() else { break };
            cells[column as usize] = row.get(from..tab).unwrap_or("");
            from = tab + 1;
        }
        Row { cells, start, line }
    }

    /// About how many names the table holds.
    pub(crate) fn size_hint(&self) -> usize {
        self.text.len() / 90
    }

    pub(crate) fn kind_of(&self, row: &Row<'_>) -> Option<EntityKind> {
        match row.cell(Column::Kind) {
            "" => self.kind,
            word => word.parse().ok(),
        }
    }

    /// Refuses the first wrong row.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for row in self.rows() {
            self.check_whole(&row).map_err(|fault| self.fault(&row, fault))?;
        }
        Ok(())
    }

    /// What is wrong with a row of [`Table::rows`].
    pub(crate) fn check_whole(&self, row: &Row<'_>) -> Result<(), String> {
        let text = self.text.get(row.start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let cells = memchr::memchr_iter(b'\t', text.as_bytes()).count() + 1;
        if cells != self.order.len() {
            return Err(format!("{cells} cells under {} columns; separate cells by one tab each", self.order.len()));
        }
        self.check_row(row)
    }

    fn fault(&self, row: &Row<'_>, fault: String) -> Error {
        Error::Row { file: self.file.clone(), line: row.line, fault }
    }

    fn check_row(&self, row: &Row<'_>) -> Result<(), String> {
        if row.cell(Column::Id).trim().is_empty() {
            return Err("the id is empty".to_owned());
        }
        if self.kind_of(row).is_none() {
            return Err(format!("unknown kind `{}`; write person, organization or country", row.cell(Column::Kind)));
        }
        if !matches!(row.cell(Column::Gender), "" | "f" | "m") {
            return Err(format!("unknown gender `{}`; write f, m or nothing", row.cell(Column::Gender)));
        }
        let prior = row.cell(Column::Prior);
        if !prior.is_empty() && !prior.parse::<u8>().is_ok_and(|prior| prior <= 100) {
            return Err(format!("prior `{prior}` is not a number from 0 to 100"));
        }
        for (name, _, _) in row.names() {
            check_name(name)?;
        }
        if row.cell(Column::Name).is_empty() {
            return Err("the name is empty".to_owned());
        }
        if row.cell(Column::Name).contains('|') {
            return Err(format!("the name `{}` is several; keep one and write the others as aliases", row.cell(Column::Name)));
        }
        for day in [Column::Birth, Column::Death] {
            check_day(row.cell(day))?;
        }
        for office in list(row.cell(Column::Offices)) {
            let office = parse_office(office);
            if office.title.is_empty() {
                return Err("an office has no title; write title@start..end".to_owned());
            }
            check_day(&office.start)?;
            check_day(&office.end)?;
        }
        Ok(())
    }

    /// The entity of a row. Wrong cells count as empty; [`Table::check`] has
    /// refused them where the table is not built in.
    pub(crate) fn entity(&self, row: &Row<'_>) -> Entity {
        let text = |column| row.cell(column).to_owned();
        let texts = |column| list(row.cell(column)).map(str::to_owned).collect();
        let mut entity =
            Entity::new(text(Column::Id), unmark(row.cell(Column::Name)).0, self.kind_of(row).unwrap_or(EntityKind::Organization));
        entity.category = text(Column::Category);
        entity.gender = match row.cell(Column::Gender) {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            _ => None,
        };
        entity.birth = text(Column::Birth);
        entity.death = text(Column::Death);
        entity.countries = texts(Column::Countries);
        entity.codes = texts(Column::Codes);
        entity.offices = list(row.cell(Column::Offices)).map(parse_office).collect();
        entity.prior = row.prior();
        entity.names =
            row.names().map(|(text, class, marks)| Name { weak: marks.weak, alone: marks.alone, ..Name::new(text, class) }).collect();
        entity
    }
}

/// [`Column`] by place in [`COLUMNS`].
const ALL: [Column; COLUMNS.len()] = [
    Column::Id,
    Column::Name,
    Column::Kind,
    Column::Category,
    Column::Gender,
    Column::Birth,
    Column::Death,
    Column::Countries,
    Column::Codes,
    Column::Offices,
    Column::Prior,
    Column::Aliases,
    Column::Acronyms,
    Column::Demonyms,
    Column::Metonyms,
    Column::Nicknames,
    Column::Source,
];

/// The values of a cell.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|value| !value.is_empty())
}

/// `title@start..end`, where the dates and even the `@` may be missing.
fn parse_office(text: &str) -> Office {
    let (title, dates) = text.rsplit_once('@').unwrap_or((text, ""));
    let (start, end) = dates.split_once("..").unwrap_or((dates, ""));
    Office { title: title.trim().to_owned(), start: start.to_owned(), end: end.to_owned() }
}

/// A name must have a letter or digit and no control character.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    if !name.chars().any(char::is_alphanumeric) {
        return Err(format!("the name `{name}` has no letter or digit"));
    }
    if name.chars().any(char::is_control) {
        return Err(format!("the name {name:?} has a control character"));
    }
    if name.trim() != name {
        return Err(format!("the name `{name}` starts or ends with a space"));
    }
    let limit = crate::index::MAX_WORDS;
    if crate::fold::words(name).count() > limit {
        return Err(format!("the name `{name}` has more than {limit} words"));
    }
    Ok(())
}

/// Empty, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn check_day(day: &str) -> Result<(), String> {
    let shape: String = day.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "" | "0000" | "0000-00" | "0000-00-00" => Ok(()),
        _ => Err(format!("`{day}` is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")),
    }
}
