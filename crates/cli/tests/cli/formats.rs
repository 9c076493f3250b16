//! Every format of input: the same articles give the same rows.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Int64Array, ListArray, RecordBatch, StringArray, TimestampSecondArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::archives::answer;
use super::{Folder, rows};

/// Paragraphs of an article, with what markup has to escape.
const PARAGRAPHS: [&str; 3] = [
    "“The bridge is safe,” said Marta Olsen, the mayor of Vik & Dal. She warned that it would close at night, and that nobody should wait for the last ferry of the day.",
    "Engineers looked at the two towers for a month, and the council has paid for new cables, which will arrive in June when the days are long.",
    "“We have found cracks in two cranes,” said Ilse Varga, its director. Varga added that nobody was hurt, and that the harbour would open again within a week.",
];
const TITLE: &str = "Bridge to stay open";
const DATE: &str = "2024-05-01";
const URL: &str = "https://post.example/bridge";
const SECTION: &str = "local, \"north\"";

fn text() -> String {
    PARAGRAPHS.map(|paragraph| paragraph.to_owned() + "\n").concat()
}

fn page() -> String {
    let escaped =
        PARAGRAPHS.map(|p| format!("<p>{}</p>\n", p.replace('&', "&amp;").replace('“', "&ldquo;").replace(" said ", "\n <b>said</b> ")));
    format!(
        "<!DOCTYPE html><html><head><title>{TITLE}</title><link rel=canonical href='{URL}'>\
         <meta property='article:published_time' content='{DATE}'></head><body>\
         <nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>{TITLE}</h1>{}</article>\
         <footer>Copyright, “all rights,” said nobody.</footer></body></html>",
        escaped.concat()
    )
}

fn object() -> String {
    serde_json::json!({"id": "b", "text": text(), "title": TITLE, "date": DATE, "url": URL, "section": SECTION}).to_string()
}

/// A record of a web archive.
fn record(kind: &str, address: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    super::archives::record(kind, address, &format!("WARC-Date: {DATE}\r\nContent-Type: {content_type}"), block)
}

fn archive() -> Vec<u8> {
    let zipped = compress(page().as_bytes(), "gz");
    let (one, two) = zipped.split_at(100);
    let mut chunked = Vec::new();
    for chunk in [one, two, b""] {
        chunked.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    }
    let html = "Content-Type: text/html; charset=utf-8";
    let encoded = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
    let response = "application/http; msgtype=response";
    [
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        record("request", URL, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://post.example/logo", response, &answer("200 OK", "Content-Type: image/png", &[0; 5000])),
        record("response", "https://post.example/old", response, &answer("301 Moved", html, b"<p>Moved</p>")),
        record("response", URL, response, &answer("200 OK", encoded, &chunked)),
    ]
    .concat()
}

fn table(separator: &str) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let head = ["url", "section", "text", "id", "date", "title"].join(separator);
    let cells = [URL, SECTION, &text(), "b", DATE, TITLE].map(quoted).join(separator);
    format!("{head}\n{cells}\n")
}

/// A table in Parquet, of columns in another order than ours.
fn parquet_table(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).expect("a table");
    let properties = WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(2)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.into_inner().expect("a file")
}

fn strings(cells: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(cells.to_vec()))
}

fn parquet_article(compression: Compression) -> Vec<u8> {
    let text = text();
    let columns = [("url", URL), ("section", SECTION), ("text", text.as_str()), ("id", "b"), ("date", DATE), ("title", TITLE)];
    parquet_table(columns.map(|(name, cell)| (name, strings(&[Some(cell)]))).to_vec(), compression)
}

/// `bytes` compressed as a file of `extension` is.
fn compress(bytes: &[u8], extension: &str) -> Vec<u8> {
    super::compressed::compress(bytes, extension)
}

/// Each format by its extension, and whether it has metadata.
fn formats() -> Vec<(&'static str, Vec<u8>, bool)> {
    let markdown = format!(
        "---\ntitle: {TITLE}\ndate: {DATE}\nurl: {URL}\n---\n\n{}",
        PARAGRAPHS.map(|p| p.replace('&', "&amp;").replace(" said ", "\n**said** ") + "\n\n").concat()
    );
    vec![
        ("txt", text().into_bytes(), false),
        ("md", markdown.into_bytes(), true),
        ("html", page().into_bytes(), true),
        ("json", format!("[\n{}\n]", object()).into_bytes(), true),
        ("jsonl", object().into_bytes(), true),
        ("csv", table(",").into_bytes(), true),
        ("tsv", table("\t").into_bytes(), true),
        ("parquet", parquet_article(Compression::SNAPPY), true),
        ("warc", archive(), true),
        ("wet", record("conversion", URL, "text/plain", text().as_bytes()), false),
    ]
}

#[test]
fn the_same_article_gives_the_same_rows() {
    let folder = Folder::with(&[]);
    let mut expected: Option<Vec<Vec<String>>> = None;
    for (format, bytes, metadata) in formats() {
        for compression in ["", "gz", "bz2", "zst"] {
            let name = if compression.is_empty() { format!("b.{format}") } else { format!("b.{format}.{compression}") };
            let bytes = compress(&bytes, compression);
            folder.write(&name, &bytes);
            // By the name, by the first bytes, and as it is told.
            let input_format = if format == "wet" { "warc" } else { format };
            let piped = format!("extract - --input-format {input_format}");
            let mut runs = vec![folder.run(&format!("extract {name}"))];
            if !compression.is_empty() {
                runs.push(folder.run_with(&piped, &bytes));
            }
            for run in runs {
                let run = run.code(0);
                assert_eq!(run.err, "", "{name}");
                let mut table = rows(&run.out);
                assert!(table.len() > 4, "{name}: {table:?}");
                if metadata {
                    assert!(table[1..].iter().all(|row| row[26..] == [TITLE, DATE, URL]), "{name}: {:?}", table[1]);
                }
                // All but ids, and what text cannot have.
                for row in &mut table {
                    row.drain(26..);
                    row[20] = row[20].rsplit('#').next().unwrap_or_default().to_owned();
                    row.drain(..2);
                }
                assert_eq!(*expected.get_or_insert_with(|| table.clone()), table, "{name}");
            }
            if compression.is_empty() && !matches!(format, "md" | "csv" | "tsv") {
                let run = folder.run_with("extract -", &bytes).code(0);
                assert_eq!(rows(&run.out).len(), expected.as_ref().map_or(0, Vec::len), "{name} by its first bytes");
            }
        }
    }
}

#[test]
fn ids_and_fields_of_each_format() {
    let folder = Folder::with(&[]);
    for (format, bytes, _) in formats() {
        folder.write(&format!("b.{format}"), &bytes);
    }
    let id = |format: &str| folder.run(&format!("extract b.{format} --format predictions")).code(0).ids();
    for format in ["txt", "md", "html"] {
        assert_eq!(id(format), [format!("b.{format}")]);
    }
    for format in ["json", "jsonl", "csv", "tsv", "parquet"] {
        assert_eq!(id(format), ["b"]);
        let other = folder.run(&format!("extract b.{format} --format predictions --text-field title --id-field none")).code(0).ids();
        let number = if matches!(format, "csv" | "tsv") { 2 } else { 1 };
        assert_eq!(other, [format!("b.{format}:{number}")]);
    }
    assert_eq!(id("warc"), [URL]);
    assert_eq!(id("wet"), [URL]);
    // All of them at once, as a folder.
    let run = folder.run("extract . --format predictions").code(0);
    assert_eq!(run.ids(), ["b", "b.html", "b", "b", "b.md", "b", "b", "b.txt", URL, URL]);
}

#[test]
fn csv_names_lines_and_goes_on() {
    let folder = Folder::with(&[("n.csv", "id,text\n1,\"a\n\nb \"\"c\"\"\"\n2,b,c\n3\n\n4,d\n,e\n5,\n\"6\",\"f, g\"\n")]);
    let run = folder.run("extract n.csv --format predictions").code(1);
    assert_eq!(run.ids(), ["1", "4", "n.csv:9", "5", "6"]);
    let run = run.says(&["error: n.csv:5: 3 fields under a header of 2;", "error: n.csv:6: 1 fields under a header of 2;"]);
    let run = run.says(&["warning: n.csv: 1 row has an empty text, on line 10; fill it or leave the row out\n"]);
    assert_eq!(run.err.lines().count(), 3, "{}", run.err);
    folder.write("open.csv", b"id,text\n1,a\n2,\"b\n3,c\n4,d\n");
    folder
        .run("extract open.csv --format predictions")
        .code(1)
        .says(&["error: open.csv:3: a quotation mark that opens here is never closed"]);
    folder.write("semicolons.csv", b"id;text;n\n1;a, b;x\n");
    assert_eq!(folder.run("extract semicolons.csv --format predictions").code(0).ids(), ["1"]);
    folder.write("bare.csv", b"id,story,\x1b[31m\n1,a,b\n");
    let run = folder.run("extract bare.csv").code(1);
    run.says(&[
        "error: bare.csv: cannot be read: no column for the text, as text or body; columns seen: id, story, \u{fffd}[31m; ",
        "--text-field",
    ]);
    folder.write("empty.csv", b"");
    folder.write("header.csv", b"id,text\n");
    folder.run("extract empty.csv header.csv --format predictions").code(0);
}

#[test]
fn a_line_in_front_of_csv_names_its_separator() {
    let folder = Folder::with(&[]);
    let table = "ID;Text\r\n1;“One, two, three,” said Marta Olsen.\r\n;“Four,” said Marta Olsen.\r\n3\r\n";
    for (first, separator) in
        [("sep=;", ";"), ("SEP=;", ";"), ("\"sep=;\"", ";"), ("\u{feff}sep=;", ";"), ("sep=|", "|"), ("sep=\t", "\t"), ("sep=^", "^")]
    {
        for end in ["\r\n", "\n"] {
            let table = format!("{first}\r\n{}", table.replace(';', separator)).replace("\r\n", end);
            folder.write("n/n.csv", table.as_bytes());
            folder.write("n.tsv", table.as_bytes());
            let wide: Vec<u8> =
                format!("\u{feff}{}", table.trim_start_matches('\u{feff}')).encode_utf16().flat_map(u16::to_le_bytes).collect();
            folder.write("wide.csv", &wide);
            for name in ["n/n.csv", "n", "n.tsv", "wide.csv"] {
                let run = folder.run(&format!("extract {name} --format predictions")).code(1);
                let file = if name == "n" { "n.csv" } else { name.trim_start_matches("n/") };
                assert_eq!(run.ids(), ["1".to_owned(), format!("{file}:4")], "{first:?}: {run:?}");
                let named = if name == "n" { "n/n.csv" } else { name };
                assert_eq!(
                    run.err,
                    format!("error: {named}:5: 1 fields under a header of 2; put fields that hold the separator between quotation marks\n")
                );
            }
            assert_eq!(folder.run_with("extract - --format predictions", table.as_bytes()).code(1).ids(), ["1", "stdin:4"]);
        }
    }
    // Nothing behind it is nothing to read, and other first lines are headers.
    folder.write("n.csv", b"sep=;\n");
    folder.run("extract n.csv").code(0).says(&["n.csv: there is nothing to read in it"]);
    for header in ["sep=a", "sep=;;", "sep="] {
        folder.write("n.csv", format!("{header}\nx\n").as_bytes());
        folder.run("extract n.csv").code(1).says(&["columns seen: sep="]);
    }
}

#[test]
fn json_before_a_break_is_kept() {
    let folder = Folder::with(&[("n.json", "[{\"text\":\"a\"},\n{\"id\":7,\"text\":\"b\"},\n{\"text\":\"c"), ("z.txt", "z")]);
    let run = folder.run("extract n.json z.txt --format predictions").code(1);
    assert_eq!(run.ids(), ["n.json:1", "7", "z.txt"]);
    run.says(&["error: n.json: cannot be read beyond its first 2 documents: broken JSON at line 3, column 11: it ends in the middle"]);
}

#[test]
fn a_page_without_words_is_worth_a_warning() {
    let folder = Folder::with(&[("a.html", "<html><head><title>x</title></head></html>"), ("b.html", "")]);
    let run = folder.run("extract a.html b.html --format predictions").code(0);
    run.says(&["warning: a.html: no text is found", "warning: b.html: no text is found"]);
    folder.write("deep.html", "<div>".repeat(100_000).as_bytes());
    folder.run("extract deep.html").code(1).says(&["error: deep.html: thousands of its elements lie in one another"]);
    // HTML in Markdown is bounded as pages are, many blocks together as well.
    for (name, html) in [("deep.md", "<div>".repeat(100_000)), ("many.md", format!("{}\n\n", "<div>".repeat(4000)).repeat(40))] {
        folder.write(name, html.as_bytes());
        folder.run(&format!("extract {name}")).code(1).says(&[&format!("error: {name}: thousands of its elements lie in one another")]);
    }
}

#[test]
fn an_archive_cut_in_the_middle_keeps_what_is_before() {
    let folder = Folder::with(&[]);
    let whole = record("conversion", "https://post.example/1", "text/plain", b"One.");
    let pages = [whole.clone(), whole.clone(), archive()].concat();
    for (cut, bytes) in [("body", &pages[..pages.len() - 40]), ("head", &pages[..whole.len() * 2 + 20])] {
        folder.write("n.warc", bytes);
        let run = folder.run("extract n.warc --format predictions").code(1);
        assert_eq!(run.ids(), ["https://post.example/1"; 2], "{cut}");
        run.says(&["error: n.warc: cannot be read beyond its first 2 documents: record ", "it ends too soon; get the whole file"]);
    }
    folder.write("n.warc", &[whole.as_slice(), b"nonsense\r\n\r\n", &whole].concat());
    folder.run("extract n.warc").code(1).says(&["record 2, near byte", "a record should begin here with WARC/"]);
    folder.write("n.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    folder.run("extract n.warc").code(1).says(&["record 1", "it has no Content-Length"]);
    // An address is the work of others.
    folder.write(
        "n.warc",
        &record(
            "response",
            "x:\u{1b}[31m",
            "application/http",
            &answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: br", b"\xff"),
        ),
    );
    let run = folder.run("extract n.warc").code(1).says(&["record 1: the page is compressed with br"]);
    assert!(!run.err.contains('\u{1b}'));
}

#[test]
fn parquet_rows_and_columns() {
    let folder = Folder::with(&[]);
    let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None]), None, Some(vec![])]);
    let columns = || -> Vec<(&str, ArrayRef)> {
        vec![
            ("n", Arc::new(Int64Array::from(vec![Some(7), None, Some(9)]))),
            ("when", Arc::new(TimestampSecondArray::from(vec![Some(1_714_557_600), None, Some(0)]))),
            ("tags", Arc::new(lists.clone())),
            ("text", strings(&[Some("“One,” said Marta Olsen."), None, Some("“Three,” said Marta Olsen.")])),
        ]
    };
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default()), Compression::ZSTD(Default::default())]
    {
        folder.write("n.parquet", &parquet_table(columns(), compression));
        let run = folder.run("extract n.parquet --id-field n --format predictions").code(1);
        assert_eq!(run.ids(), ["7", "9"], "{compression}");
        run.says(&["error: n.parquet: row 2: column \"text\" is empty here"]);
    }
    folder
        .run("extract n.parquet --text-field body")
        .code(1)
        .says(&["error: n.parquet: cannot be read: no column \"body\"; columns seen: n, when, tags, text; ", "--text-field"]);
    let whole = parquet_table(columns(), Compression::SNAPPY);
    folder.write("n.parquet", &whole[..whole.len() / 2]);
    folder.run("extract n.parquet").code(1).says(&["error: n.parquet: cannot be read: broken Parquet: "]);
    folder.write("n.parquet", b"not at all");
    folder.run("extract n.parquet").code(1).says(&["error: n.parquet: cannot be read: broken Parquet: "]);
}

#[test]
fn columns_of_ours_are_not_kept_twice() {
    let folder = Folder::with(&[("a.csv", &table(","))]);
    folder.run("extract a.csv --keep section").code(0);
    folder.run("extract a.csv --keep section,speaker").code(2).says(&["--keep speaker: the table has a column of"]);
    folder.run("extract a.csv --keep title").code(2).says(&["--keep title: the table has it already"]);
    folder.run("explain a.csv --keep cue").code(2);
    folder.run("gazetteer find a.csv --keep cue").code(2);
}

#[test]
fn tables_on_standard_input() {
    let folder = Folder::with(&[]);
    for (header, cells) in [
        ("id,Text,date", "7,\"“The bridge is safe,” said Marta Olsen.\",2024-05-01"),
        ("id;body;date", "7;“The bridge is safe,” said Marta Olsen.;2024-05-01"),
        ("id\tcontent\tdate", "7\t“The bridge is safe,” said Marta Olsen.\t2024-05-01"),
    ] {
        let run = folder.run_with("extract -", format!("{header}\n{cells}\n").as_bytes()).code(0);
        let table = super::rows(&run.out);
        assert_eq!((table.len(), table[1][0].as_str(), run.err.as_str()), (2, "7", ""), "{header}: {table:?}");
    }
    let run = folder.run_with("extract - --text-field lead", b"id,lead\n7,She said so.\n").code(0);
    assert!(run.out.contains("\n7,7#1,"), "{run:?}");
    let told = "standard input: it looks like CSV and is read as plain text; --input-format csv";
    folder.run_with("extract -", b"id,lead,date\n7,She said so.,2024\n").code(0).says(&[told]);
    for text in [
        "She said so, and the text, she said, was long.\nIt rained, he said, and snowed.\n",
        "Text\nHe said so.\n",
        "body, text, and soul.",
    ] {
        let run = folder.run_with("extract -", text.as_bytes()).code(0);
        assert_eq!(run.err, "", "{text}");
    }
}

#[test]
fn names_that_several_columns_of_parquet_have_are_told() {
    let columns = |second: &'static str| {
        vec![("id", strings(&[Some("7")])), ("text", strings(&[Some(PARAGRAPHS[0])])), (second, strings(&[Some("no")]))]
    };
    let folder = Folder::with(&[]);
    folder.write("text.parquet", &parquet_table(columns("text"), Compression::SNAPPY));
    folder.write("note.parquet", &parquet_table([columns("note"), vec![("note", strings(&[None]))]].concat(), Compression::SNAPPY));
    let run = folder.run("extract text.parquet --format predictions").code(0);
    assert_eq!(run.err, "warning: text.parquet: \"text\" is the name of columns 2 and 3; column 2 is read; rename the others\n");
    assert_eq!(run.ids(), ["7"]);
    assert_eq!(folder.run("extract note.parquet").code(0).err, "");
}

#[test]
fn bars_separate_fields_where_they_separate_those_of_all_records() {
    let folder = Folder::with(&[
        ("bars.csv", "id|title|text\n7|A, B; C|\"He said: left | right.\"\n8|D|He said: no.\n9|E\n"),
        ("commas.csv", "id,text,\"a|b|c|d\"\n1,He said: left|right|centre.,x\n"),
        ("one.csv", "text\nHe said: left|right.\n"),
        ("semicolons.csv", "id;text\n2;He said: left|right|centre.\n"),
    ]);
    let run = folder.run("extract bars.csv --format predictions").code(1).says(&["bars.csv:4: 2 fields under a header of 3;"]);
    assert_eq!(run.ids(), ["7", "8"]);
    let run = folder.run("extract commas.csv one.csv semicolons.csv --format predictions").code(0);
    assert_eq!((run.ids(), run.err.as_str()), (["1", "one.csv:2", "2"].map(str::to_owned).to_vec(), ""));
    let run = folder.run("extract commas.csv semicolons.csv --columns doc_id,text").code(0);
    assert_eq!(run.out, "doc_id,text\r\n1,left|right|centre\r\n2,left|right|centre\r\n");
    // Without a name, the first lines tell.
    let ids = |stdin: &str| folder.run_with("extract - --format predictions", stdin.as_bytes()).code(0).ids();
    assert_eq!(ids("id|text\n7|He said: no.\n"), ["7"]);
    assert_eq!(ids("id|text|n\n7|\"He said:\n no | yes.\"|x\n8|He said: no.|y\n"), ["7", "8"]);
    for prose in [
        "Text | Photos\nHome | News\n\nHe said: no.\n",
        "Text|Photos\nHe said: left or right.\n",
        "Body | The Vik Courier\n\n“We go left|right,” she said.\n",
    ] {
        let run = folder.run_with("extract - --format predictions", prose.as_bytes()).code(0);
        assert_eq!((run.ids(), run.err.as_str()), (vec!["stdin".to_owned()], ""), "{prose}");
    }
}
