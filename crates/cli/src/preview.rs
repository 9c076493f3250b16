//! `inquit preview`: the first rows of a table, aligned for a terminal.

use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, anyhow};

use crate::args::PreviewArgs;
use crate::error::Stop;
use crate::output::columns;
use crate::terminal;

/// What is shown of a row, with the most columns of the terminal each may
/// take; the last takes what is left.
const SHOWN: [(&str, usize); 5] = [("type", 8), ("confidence", 10), ("speaker", 26), ("cue", 16), ("text", usize::MAX)];

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if the table cannot be read or shown.
pub(crate) fn run(args: &PreviewArgs) -> Result<ExitCode, Stop> {
    let name = args.file.display();
    let file = File::open(&args.file).with_context(|| format!("cannot read {name}")).map_err(Stop::Usage)?;
    let preview = preview(file, args.rows, terminal::width()).with_context(|| format!("cannot show {name}")).map_err(Stop::Failed)?;
    io::stdout().write_all(preview.as_bytes()).map_err(|error| Stop::writing("standard output", error))?;
    Ok(ExitCode::SUCCESS)
}

/// The first `rows` rows of the table, in lines of at most `width` columns if
/// that is enough at all, and a line that says how many rows there are.
fn preview(table: impl io::Read, rows: usize, width: usize) -> anyhow::Result<String> {
    let mut table = csv::Reader::from_reader(table);
    let header = table.headers()?;
    let mut places = Vec::new();
    for (wanted, _) in SHOWN {
        // The mark that --spreadsheet writes is taken off by the reader.
        let place = header.iter().position(|name| name == wanted).ok_or_else(|| {
            let names: Vec<_> = columns::names().collect();
            anyhow!("it has no column {wanted}; a table of quotations has {}", names.join(", "))
        })?;
        places.push(place);
    }
    let mut lines = vec![SHOWN.map(|(name, _)| name.to_owned()).to_vec()];
    let mut total = 0;
    let mut row = csv::StringRecord::new();
    while table.read_record(&mut row)? {
        total += 1;
        if total <= rows {
            let mut cells = SHOWN.map(|_| String::new());
            for (cell, &place) in cells.iter_mut().zip(&places) {
                row.get(place).unwrap_or_default().clone_into(cell);
            }
            lines.push(cells.to_vec());
        }
    }
    let mut shown = terminal::align(&lines, &SHOWN.map(|(_, most)| most), width);
    shown.push_str(&match total {
        0 => "(no rows)\n".to_owned(),
        1 => "(1 row)\n".to_owned(),
        _ if total <= rows => format!("({total} rows)\n"),
        _ => format!("({rows} of {total} rows)\n"),
    });
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\u{feff}text,type,cue,speaker,confidence\r\n\
        \"“It works,\r\n really, and it is quite cheap.”\",direct,said,Zoë Low,0.91\r\n\
        that it \u{1b}[31mfails,indirect,according to,日本 Bank,0.50\r\n\
        third,mixed,:,,0.10\r\n";

    #[test]
    fn rows_align_and_are_harmless() {
        let shown = preview(TABLE.as_bytes(), 2, 70).unwrap();
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
        let shown = preview(TABLE.as_bytes(), 9, 70).unwrap();
        assert!(shown.ends_with("third\n(3 rows)\n"), "{shown}");
        let header = TABLE.lines().next().unwrap();
        assert!(preview(header.as_bytes(), 9, 70).unwrap().ends_with("(no rows)\n"));
    }

    #[test]
    fn another_table_is_refused() {
        let error = preview("a,b\n1,2\n".as_bytes(), 9, 70).unwrap_err();
        assert!(error.to_string().contains("no column type"), "{error}");
    }
}
