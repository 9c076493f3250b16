//! Web archives: which records are pages, and pages that the crawl cut.

use super::{Folder, Run, compressed};

/// A page of three short quotations.
const PAGE: &str = "<!DOCTYPE html><html><head><title>Bridge</title></head><body>\n\
    <p>“The bridge is safe,” said Marta Olsen, the mayor.</p>\n\
    <p>“The ferry is late,” said Ilse Varga, the director.</p>\n\
    <p>“The road is closed,” said Gerald Fane, the engineer.</p></body></html>";

/// A record of a web archive with the header `fields`.
pub(crate) fn record(kind: &str, address: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head =
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n{fields}\r\nContent-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The answer of a server.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n").as_bytes(), body].concat()
}

/// A record of an answer with `headers`.
fn response(address: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    record("response", address, "Content-Type: application/http; msgtype=response", &answer("200 OK", headers, body))
}

/// What is read of an archive of `records`.
fn read(records: &[Vec<u8>], flags: &str) -> Run {
    let folder = Folder::with(&[]);
    folder.write("n.warc", &records.concat());
    folder.run(&format!("extract n.warc {flags}")).code(0)
}

/// How many rows `run` has.
fn count(run: &Run) -> usize {
    super::rows(&run.out).len() - 1
}

#[test]
fn xhtml_is_html() {
    let page = PAGE.replace("<!DOCTYPE html>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>");
    let kinds = ["application/xhtml+xml", "Application/XHTML+XML; charset=utf-8", "application/xhtml+xml;profile=x"];
    for kind in kinds {
        let header = format!("Content-Type: {kind}");
        let run = read(&[record("resource", "x:a", &header, page.as_bytes()), response("x:b", &header, page.as_bytes())], "");
        assert_eq!((count(&run), run.err.as_str()), (6, ""), "{kind}: {run:?}");
    }
    // What ends where it begins in XML would hold all the rest in HTML.
    let header = "Content-Type: application/xhtml+xml";
    let scripts = PAGE.replace("<title>", "<script src=\"a.js\"/><title>");
    let run = read(&[record("resource", "x:a", header, scripts.as_bytes()), response("x:b", header, scripts.as_bytes())], "");
    assert_eq!((count(&run), run.err.as_str()), (6, ""), "{run:?}");
    let run = read(&[record("resource", "x:a", "Content-Type: application/xml", page.as_bytes())], "--format predictions");
    assert_eq!(run.ids(), [""; 0]);
}

#[test]
fn answers_that_do_not_say_what_they_are_are_looked_at() {
    let zipped = compressed::compress(PAGE.as_bytes(), "gz");
    let chunked = [format!("{:x}\r\n", zipped.len()).as_bytes(), &zipped, b"\r\n0\r\n\r\n"].concat();
    let commented = format!("\u{feff}\r\n <!-- a > b -->\n<HTML>{}", &PAGE["<!DOCTYPE html><html>".len()..]);
    // Longer than what is looked at.
    let long = PAGE.replace("<body>", &format!("<body><p>{}</p>", "It rained. ".repeat(5000)));
    let data = format!("{{\"html\": {PAGE:?}}}");
    let records = [
        response("x:plain", "Server: x", PAGE.as_bytes()),
        response("x:commented", "Content-Type: ", commented.as_bytes()),
        response("x:packed", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &chunked),
        response("x:long", "Server: x", long.as_bytes()),
        record("resource", "x:resource", "WARC-Date: 2024-05-01", PAGE.as_bytes()),
        // These are none.
        response("x:json", "Server: x", data.as_bytes()),
        response("x:picture", "Server: x", &[0; 50_000]),
        response("x:nothing", "Server: x", b""),
        response("x:text", "Content-Type: text/plain", PAGE.as_bytes()),
        record("resource", "x:words", "WARC-Date: 2024-05-01", b"She said <html>."),
        record("response", "x:moved", "Content-Type: application/http", &answer("301 Moved", "Server: x", PAGE.as_bytes())),
        record("request", "x:request", "WARC-Date: 2024-05-01", PAGE.as_bytes()),
    ];
    let run = read(&records, "--format predictions");
    assert_eq!(
        (run.ids(), run.err.as_str()),
        (["x:plain", "x:commented", "x:packed", "x:long", "x:resource"].map(str::to_owned).to_vec(), "")
    );
    assert_eq!(count(&read(&records, "")), 15);
    // What is too large is told only of pages.
    let folder = Folder::with(&[]);
    folder.write("n.warc", &records.concat());
    let run = folder.run("extract n.warc --format predictions --max-document-bytes 20K").code(1);
    assert_eq!((run.ids().len(), run.err.lines().count()), (4, 1), "{}", run.err);
    run.says(&["error: n.warc: record 4: it is larger than 20480 bytes"]);
}

#[test]
fn a_cut_page_is_read_as_far_as_it_goes() {
    let html = "Content-Type: text/html; charset=utf-8";
    // In the middle of the mark that opens the third quotation.
    let cut = PAGE.rfind('“').expect("a mark") + 1;
    let short = &PAGE.as_bytes()[..cut];
    // What shrinks little breaks off behind the quotations.
    let long: String = (0..30_000_u32).map(|n| format!("<!--{:x}-->", n.wrapping_mul(2_654_435_761))).collect();
    let long = PAGE.replace("</body>", &long);
    let zipped = |extension: &str| {
        let bytes = compressed::compress(long.as_bytes(), extension);
        bytes[..bytes.len() * 3 / 4].to_vec()
    };
    let chunked = [format!("{:x}\r\n", PAGE.len()).as_bytes(), short].concat();
    let truncated = "WARC-Truncated: length";
    let of_length = format!("Content-Length: {}\r\n{html}", PAGE.len());
    let all = [
        (response("x:a", &of_length, short), 2, "it is shorter than its Content-Length"),
        (response("x:a", &format!("{html}\r\nTransfer-Encoding: chunked"), &chunked), 2, "its chunks end too soon"),
        (response("x:a", &format!("{html}\r\nContent-Encoding: gzip"), &zipped("gz")), 3, "its gzip breaks off"),
        (response("x:a", &format!("{html}\r\nContent-Encoding: zstd"), &zipped("zst")), 3, "its zstd breaks off"),
        (record("resource", "x:a", &format!("Content-Type: text/html\r\n{truncated}"), short), 2, "its record says WARC-Truncated: length"),
        (
            record("conversion", "x:a", truncated, &"“So,” said Marta Olsen. “".as_bytes()[..27]),
            1,
            "its record says WARC-Truncated: length",
        ),
        (record("response", "x:a", truncated, &answer("200 OK", html, short)), 2, "its record says WARC-Truncated: length"),
        // Nothing says what it is, either.
        (record("response", "x:a", truncated, &answer("200 OK", "Server: x", short)), 2, "its record says WARC-Truncated: length"),
    ];
    let whole = response("x:b", &of_length, PAGE.as_bytes());
    for (record, rows, why) in all {
        let run = read(&[record, whole.clone()], "");
        assert_eq!(count(&run), rows + 3, "{why}: {run:?}");
        let told =
            format!("warning: n.warc: record 1 (x:a): the page is cut, and read as far as it goes: {why}; fetch it again for the rest\n");
        assert_eq!(run.err, told);
    }
}

#[test]
fn what_is_whole_is_not_called_cut() {
    let html = "Content-Type: text/html; charset=utf-8";
    let zipped = compressed::compress(PAGE.as_bytes(), "gz");
    let records = [
        // Archives unpack pages and leave the headers; servers send bytes behind them.
        response("x:a", &format!("{html}\r\nContent-Encoding: gzip\r\nContent-Length: 70000"), PAGE.as_bytes()),
        response("x:b", &format!("{html}\r\nTransfer-Encoding: chunked"), PAGE.as_bytes()),
        response("x:c", &format!("{html}\r\nContent-Encoding: deflate"), PAGE.as_bytes()),
        response("x:d", &format!("{html}\r\nContent-Encoding: gzip"), &[zipped.as_slice(), b"\0\0more"].concat()),
        response("x:e", &format!("{html}\r\nContent-Length: 3"), PAGE.as_bytes()),
    ];
    let run = read(&records, "");
    assert_eq!((count(&run), run.err.as_str()), (15, ""));
}
