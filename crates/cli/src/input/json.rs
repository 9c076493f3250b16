//! A stream of JSON: an array of objects, one object, or several one after
//! another, of which only one is in memory at a time.
//!
//! Only where objects begin and end is found out here; what they hold is for
//! [`super::object`].

use std::io::{self, BufRead};
use std::sync::Arc;

use super::reader::Reader;
use super::{Limits, Source, What, wrapped};

/// How deep lists and objects may lie in one another, as `serde_json` has it.
const DEEPEST: usize = 127;

/// Adds the objects of a source. `offset` is that of `bytes` in it.
///
/// # Errors
///
/// Those of reading, and broken JSON between objects, behind those before it.
pub(super) fn split(reader: &mut Reader<'_>, source: &Arc<Source>, bytes: &mut dyn BufRead, offset: u64) -> io::Result<bool> {
    values(reader, source, Stream { bytes, line: 1, column: 0, offset })
}

/// Adds the objects of a `list` that begins on `line` and lies at `offset`.
///
/// # Errors
///
/// As [`split`].
pub(super) fn split_list(reader: &mut Reader<'_>, source: &Arc<Source>, mut list: &[u8], line: u64, offset: u64) -> io::Result<bool> {
    values(reader, source, Stream { bytes: &mut list, line, column: 0, offset })
}

fn values(reader: &mut Reader<'_>, source: &Arc<Source>, mut stream: Stream<'_>) -> io::Result<bool> {
    let mut number = 0;
    while let Some(first) = stream.peek()? {
        let list = first == b'[';
        if list {
            stream.take();
            if stream.peek()? == Some(b']') {
                stream.take();
                continue;
            }
        }
        loop {
            number += 1;
            let (line, offset) = (stream.line, stream.offset);
            let from = reader.batch.bytes.len();
            let limits = reader.fields.limits;
            let wanted = match stream.element(&mut reader.batch.bytes, limits) {
                Ok(true) if number == 1 && !list => {
                    let what = What::Element(number, line);
                    // What comes behind it may be broken; it is there all the same.
                    let next = stream.peek();
                    let wanted = match next {
                        Ok(None) => wrapped::push(reader, source, what, from, line, offset)?,
                        _ => reader.push(source, what, from, offset),
                    };
                    if wanted {
                        next?;
                    }
                    wanted
                }
                Ok(true) => reader.push(source, What::Element(number, line), from, offset),
                Ok(false) => {
                    reader.batch.bytes.truncate(from);
                    reader.too_large(source, &format!("{}:{line}", source.name))
                }
                Err(error) => {
                    reader.batch.bytes.truncate(from);
                    return Err(error);
                }
            };
            if !wanted {
                return Ok(false);
            }
            if !list {
                break;
            }
            match stream.peek()? {
                Some(b',') => stream.take(),
                Some(b']') => {
                    stream.take();
                    break;
                }
                Some(_) => return Err(stream.broken("expected a comma or the end of the list")),
                None => return Err(stream.broken("the list is not closed")),
            }
            stream.peek()?;
        }
    }
    Ok(true)
}

/// Whether the object that `start` begins with goes on behind its first line,
/// as in no JSONL.
pub(super) fn goes_on(start: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', start) else {
        return false;
    };
    let mut nesting = Nesting::default();
    start[..end].iter().all(|&byte| nesting.step(byte).is_ok() && !nesting.is_complete()) && !nesting.quoted
}

/// Where one is in a value: in which lists and objects, and whether in a string.
#[derive(Default)]
struct Nesting {
    /// The brackets that close what is open.
    open: Vec<u8>,
    quoted: bool,
    escaped: bool,
}

impl Nesting {
    /// Goes one byte on.
    fn step(&mut self, byte: u8) -> Result<(), &'static str> {
        if self.quoted {
            self.quoted = self.escaped || byte != b'"';
            self.escaped = byte == b'\\' && !self.escaped;
            return Ok(());
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' if self.open.len() == DEEPEST => return Err("lists and objects lie too deep in one another"),
            b'{' => self.open.push(b'}'),
            b'[' => self.open.push(b']'),
            b'}' | b']' if self.open.pop() != Some(byte) => return Err("a bracket closes what it does not open"),
            _ => {}
        }
        Ok(())
    }

    /// Whether a value that began with a bracket or quotation mark is complete.
    fn is_complete(&self) -> bool {
        self.open.is_empty() && !self.quoted
    }
}

/// Bytes, and where one is in them.
struct Stream<'b> {
    bytes: &'b mut dyn BufRead,
    /// Number of the line, from 1.
    line: u64,
    /// Bytes before in the line.
    column: u64,
    offset: u64,
}

impl Stream<'_> {
    /// The next byte that is not white space, which is passed over.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.bytes.fill_buf()?;
            let space = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
            let (next, ended) = (bytes.get(space).copied(), bytes.is_empty());
            self.pass(space);
            if next.is_some() || ended {
                return Ok(next);
            }
        }
    }

    /// Passes over the byte that was peeked at.
    fn take(&mut self) {
        self.bytes.consume(1);
        self.column += 1;
        self.offset += 1;
    }

    /// Passes over white space in the buffer.
    fn pass(&mut self, length: usize) {
        if let Ok(bytes) = self.bytes.fill_buf() {
            let (lines, column) = place(&bytes[..length], self.column);
            (self.line, self.column) = (self.line + lines, column);
        }
        self.offset += length as u64;
        self.bytes.consume(length);
    }

    /// Appends the value that begins here; `false` if it is too large, and
    /// passed over.
    fn element(&mut self, out: &mut Vec<u8>, limits: Limits) -> io::Result<bool> {
        let begun = self.line;
        let from = out.len();
        let mut fits = true;
        let mut nesting = Nesting::default();
        let mut first = true;
        loop {
            let bytes = self.bytes.fill_buf()?;
            if bytes.is_empty() {
                return if first || !nesting.is_complete() {
                    Err(self.broken(&format!("it ends in the middle of what begins at line {begun}")))
                } else {
                    Ok(fits)
                };
            }
            let (length, state) = scan(&mut nesting, bytes, &mut first);
            fits = fits && !limits.refuses(out.len() - from + length);
            if fits {
                out.extend_from_slice(&bytes[..length]);
            }
            let (lines, column) = place(&bytes[..length], self.column);
            (self.line, self.column) = (self.line + lines, column);
            self.offset += length as u64;
            self.bytes.consume(length);
            match state {
                State::Within => {}
                State::Complete => return Ok(fits),
                State::Broken(why) => return Err(self.broken(why)),
            }
        }
    }

    fn broken(&self, why: &str) -> io::Error {
        io::Error::other(format!("broken JSON at line {}, column {}: {why}; correct it there", self.line, self.column + 1))
    }
}

enum State {
    Within,
    Complete,
    Broken(&'static str),
}

/// How much of `bytes` belongs to the value, and whether that is all of it.
fn scan(nesting: &mut Nesting, bytes: &[u8], first: &mut bool) -> (usize, State) {
    let mut at = 0;
    while at < bytes.len() {
        // Most bytes are those of long strings.
        if nesting.quoted && !nesting.escaped {
            let Some(next) = memchr::memchr2(b'"', b'\\', &bytes[at..]) else {
                return (bytes.len(), State::Within);
            };
            at += next;
        }
        let byte = bytes[at];
        if nesting.is_complete() && matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}') {
            // A value without brackets ends before what follows it.
            return if *first { (at, State::Broken("expected a value")) } else { (at, State::Complete) };
        }
        if let Err(why) = nesting.step(byte) {
            return (at, State::Broken(why));
        }
        *first = false;
        at += 1;
        if nesting.is_complete() && matches!(byte, b'"' | b'}' | b']') {
            return (at, State::Complete);
        }
    }
    (at, State::Within)
}

/// Line ends in `bytes`, and the column behind them, if they begin at `column`.
fn place(bytes: &[u8], column: u64) -> (u64, u64) {
    match memchr::memrchr(b'\n', bytes) {
        None => (0, column + bytes.len() as u64),
        Some(last) => (memchr::memchr_iter(b'\n', bytes).count() as u64, (bytes.len() - last - 1) as u64),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
    use serde_json::{Value, json};

    /// Ids and texts in `json`, and the failures.
    fn read(json: &str) -> (Vec<(String, String)>, Vec<String>) {
        let (documents, mut notes) = super::super::tests::read("a.json", json.as_bytes(), &[]);
        // That there is nothing is told, and is no failure.
        if documents.is_empty() {
            notes.retain(|note| !note.ends_with("a.json: there is nothing to read in it"));
        }
        (documents.into_iter().map(|document| (document.id.into_owned(), document.text.into_owned())).collect(), notes)
    }

    /// Fails unless `json` holds documents with these texts and ids by number,
    /// and one failure with these words, if any.
    fn check(json: &str, texts: &[&str], failure: &str) {
        let (documents, failures) = read(json);
        let found: Vec<&str> = documents.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(found, texts, "{json}");
        for (id, _) in &documents {
            assert!(id.starts_with("a.json:"), "{id}");
        }
        match failures.as_slice() {
            [] => assert_eq!(failure, "", "{json}"),
            [why] => assert!(!failure.is_empty() && why.contains(failure), "{json}: {why}"),
            more => panic!("{more:?}"),
        }
    }

    #[test]
    fn lists_objects_and_several() {
        check(r#"[{"text": "a"}, {"text": "b"}]"#, &["a", "b"], "");
        check(r#" {"text": "a"}"#, &["a"], "");
        check("{\"text\": \"a\"}\n{\"text\": \"b\"}{\"text\":\"c\"}", &["a", "b", "c"], "");
        check("[{\n\"text\": \"]}\\\\\\\"[\"}\r\n,\t{\"a\": [{}, []], \"text\": \"b\"}]", &["]}\\\"[", "b"], "");
        check("[] [{\"text\": \"a\"}]\n", &["a"], "");
        check("", &[], "");
        check(" \n", &[], "");
    }

    #[test]
    fn what_stands_before_broken_json_is_kept() {
        let a = r#"{"text": "a"}"#;
        check(&format!("[{a}, {{\"text\": \"b"), &["a"], "a.json: cannot be read beyond its first document: broken JSON at line 1, column");
        check(&format!("[{a},\n{{\"text\": ["), &["a"], "it ends in the middle of what begins at line 2");
        check(&format!("[{a}\n\n  {a}]"), &["a"], "broken JSON at line 3, column 3: expected a comma or the end of the list");
        check(&format!("[{a}"), &["a"], "the list is not closed");
        check(&format!("[{a},]"), &["a"], "expected a value");
        check(&format!("[{a},{{\"b\": [1}}}}]"), &["a"], "a bracket closes what it does not open");
        check(&format!("{a} ]"), &["a"], "expected a value");
        check(&format!("[{a},{}]", "[".repeat(1_000_000)), &["a"], "too deep");
        // What is broken within an element is one element's failure.
        check(&format!("[{a},\n{{\"text\": tru}},\n{a}]"), &["a", "a"], "a.json:2: element 2: broken JSON at column");
        check(&format!("[{a},\n{{\n\"text\" \"b\"}},{a}]"), &["a", "a"], "a.json:2: element 2: broken JSON at column 8 of its line 2");
        check(&format!("[{a}, 17, {a}]"), &["a", "a"], "a.json:1: element 2: broken JSON");
        check(&format!("[{a}, \"b\"]"), &["a"], "a.json:1: element 2: broken JSON");
    }

    /// Any JSON, of any depth up to a few.
    fn anything() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
            r#"[\[\]{}",: \\\n]{0,8}"#.prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,4}", inner, 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_stream_holds_what_serde_json_reads(articles in prop::collection::vec((r#"[a-z"\\\[\]{}, \n“]{0,20}"#, anything()), 0..8), pretty: bool) {
            let list = articles.iter().map(|(text, more)| json!({"more": more, "text": text, "id": text.len()})).collect();
            let list = Value::Array(list);
            let text = if pretty { serde_json::to_string_pretty(&list) } else { serde_json::to_string(&list) }.unwrap();
            let whole: Vec<Value> = serde_json::from_str(&text).unwrap();
            let expected: Vec<_> = whole.iter().map(|v| (v["id"].to_string(), v["text"].as_str().unwrap().to_owned())).collect();
            assert_eq!(read(&text), (expected.clone(), Vec::new()));
            // One after another, the same.
            let apart: Vec<String> = whole.iter().map(Value::to_string).collect();
            assert_eq!(read(&apart.join(if pretty { "\n" } else { "" })), (expected, Vec::new()));
        }
    }
}
