//! `inquit preview`: the first rows of a table, aligned for a terminal.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde_json::Value;

use crate::args::PreviewArgs;
use crate::error::Stop;
use crate::output::columns;
use crate::tables::source::{self, Format, Opened};
use crate::terminal;

/// What is shown of a row, with the most columns of the terminal each may
/// take; the last takes what is left.
const SHOWN: [(&str, usize); 5] = [("type", 8), ("confidence", 10), ("speaker", 26), ("cue", 16), ("text", usize::MAX)];

/// What a row has of what is shown; nothing where the table has no such column.
type Cells = [Option<String>; SHOWN.len()];

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if the table cannot be read or shown.
pub(crate) fn run(args: &PreviewArgs) -> Result<ExitCode, Stop> {
    let name = args.file.display();
    let path = Some(args.file.as_path()).filter(|path| *path != Path::new("-"));
    let opened = source::open(path, &name.to_string()).map_err(Stop::Usage)?;
    let preview = preview(opened, args.rows, terminal::width()).with_context(|| format!("cannot show {name}")).map_err(Stop::Failed)?;
    io::stdout().write_all(preview.as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
    Ok(ExitCode::SUCCESS)
}

/// The first `rows` rows of the table, in lines of at most `width` columns if
/// that is enough at all, and a line that says how many rows there are.
fn preview(table: Opened, rows: usize, width: usize) -> anyhow::Result<String> {
    let mut lines: Vec<Cells> = Vec::new();
    let mut total = 0;
    let take = |cells: &dyn Fn() -> Cells| {
        total += 1;
        if total <= rows {
            lines.push(cells());
        }
    };
    match table.format {
        Format::Jsonl => objects(table.bytes, take)?,
        other => records(table.bytes, other.delimiter(), take)?,
    }
    let is_there = |place: &usize| lines.first().is_none_or(|cells| cells[*place].is_some());
    let there: Vec<usize> = (0..SHOWN.len()).filter(is_there).collect();
    let header = SHOWN.map(|(name, _)| Some(name.to_owned()));
    let row = |cells: &Cells| there.iter().map(|&place| cells[place].clone().unwrap_or_default()).collect();
    let lines: Vec<Vec<String>> = [&header].into_iter().chain(&lines).map(row).collect();
    let mut shown = terminal::align(&lines, &there.iter().map(|&place| SHOWN[place].1).collect::<Vec<_>>(), width);
    shown.push_str(&match total {
        0 => "(no rows)\n".to_owned(),
        1 => "(1 row)\n".to_owned(),
        _ if total <= rows => format!("({total} rows)\n"),
        _ => format!("({rows} of {total} rows)\n"),
    });
    Ok(shown)
}

/// Hands over the cells of each record under a header.
fn records(table: impl io::Read, delimiter: u8, mut take: impl FnMut(&dyn Fn() -> Cells)) -> anyhow::Result<()> {
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table);
    let header = table.headers()?;
    if header.is_empty() {
        return Ok(());
    }
    // Who chose the columns of a table sees those of them that are shown.
    // The mark that --spreadsheet writes is taken off by the reader.
    let places = SHOWN.map(|(wanted, _)| header.iter().position(|name| name == wanted));
    if places.iter().all(Option::is_none) {
        let (wanted, names) = (SHOWN.map(|(name, _)| name).join(", "), columns::names().collect::<Vec<_>>().join(", "));
        return Err(anyhow!("it has none of the columns {wanted}; a table of quotations has {names}"));
    }
    let mut row = csv::StringRecord::new();
    while table.read_record(&mut row)? {
        take(&|| {
            let cell = |place: Option<usize>| place.map(|place| row.get(place).unwrap_or_default().to_owned());
            let mut cells = places.map(cell);
            cells[1] = cells[1].as_deref().map(rounded);
            cells
        });
    }
    Ok(())
}

/// Hands over the cells of each line of JSONL.
fn objects(table: impl BufRead, mut take: impl FnMut(&dyn Fn() -> Cells)) -> anyhow::Result<()> {
    for (number, line) in (1..).zip(table.lines()) {
        let line = line?;
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        let row: Value = serde_json::from_str(line).with_context(|| format!("line {number} is no JSON"))?;
        let Some(speakers) = row["speakers"].as_array() else {
            return Err(anyhow!("line {number} has no speakers; a row of quotations has doc_id, type, text, speakers, cue, confidence"));
        };
        take(&|| {
            let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let names: Vec<String> = speakers.iter().map(|speaker| words(&speaker["name"])).collect();
            let confidence = rounded(&row["confidence"].to_string());
            [words(&row["type"]), confidence, names.join("; "), words(&row["cue"]["text"]), words(&row["text"])].map(Some)
        });
    }
    Ok(())
}

/// A probability with two decimals, as CSV has them; other words as they are.
fn rounded(cell: &str) -> String {
    cell.parse::<f64>().map_or_else(|_| cell.to_owned(), |number| format!("{number:.2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A preview of rows in `format`.
    fn preview(table: &'static str, format: Format, rows: usize) -> anyhow::Result<String> {
        super::preview(Opened { bytes: Box::new(table.as_bytes()), format }, rows, 70)
    }

    const TABLE: &str = "\u{feff}text,type,cue,speaker,confidence\r\n\
        \"“It works,\r\n really, and it is quite cheap.”\",direct,said,Zoë Low,0.91\r\n\
        that it \u{1b}[31mfails,indirect,according to,日本 Bank,0.50\r\n\
        third,mixed,:,,0.10\r\n";

    #[test]
    fn rows_align_and_are_harmless() {
        let shown = preview(TABLE, Format::Csv, 2).unwrap();
        let expected = "\
type      confidence  speaker    cue           text
direct    0.91        Zoë Low    said          “It works, really, and…
indirect  0.50        日本 Bank  according to  that it \u{fffd}[31mfails
(2 of 3 rows)
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn all_rows_and_none() {
        let shown = preview(TABLE, Format::Csv, 9).unwrap();
        assert!(shown.ends_with("third\n(3 rows)\n"), "{shown}");
        let header = TABLE.lines().next().unwrap();
        assert!(preview(header, Format::Csv, 9).unwrap().ends_with("(no rows)\n"));
    }

    #[test]
    fn another_table_is_refused() {
        let error = preview("a,b\n1,2\n", Format::Csv, 9).unwrap_err();
        assert!(error.to_string().contains("none of the columns type, "), "{error}");
    }
    #[test]
    fn lines_of_json_and_tabs() {
        let line = r#"{"doc_id":"a","type":"mixed","text":"it\nworks","speakers":[{"name":"Zoë Low"},{"name":"Bo Dahl"}],"cue":null,"confidence":0.915}"#;
        let expected = "type   confidence  speaker           cue  text\nmixed  0.92        Zoë Low; Bo Dahl       it works\n(1 row)\n";
        assert_eq!(preview(line, Format::Jsonl, 9).unwrap(), expected);
        assert!(preview("{\"id\":1,\"quotes\":[]}", Format::Jsonl, 9).unwrap_err().to_string().contains("line 1 has no speakers"));
        let chosen = "speaker,text,url\nZoë Low,it works,u\n";
        assert_eq!(preview(chosen, Format::Csv, 9).unwrap(), "speaker  text\nZoë Low  it works\n(1 row)\n");
        assert!(preview("", Format::Csv, 9).unwrap().ends_with("(no rows)\n"), "JSONL without rows is empty");
        let table = "text\ttype\tcue\tspeaker\tconfidence\nit, too\tdirect\tsaid\tZoë Low\t0.9\n";
        assert!(preview(table, Format::Tsv, 9).unwrap().contains("direct  0.90        Zoë Low  said  it, too\n"));
    }
}
