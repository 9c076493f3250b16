//! As much of JSON as the gold files need.

/// A value of a JSON text.
#[derive(Clone, Debug)]
pub(super) enum Json {
    Null,
    Number(usize),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

const NULL: Json = Json::Null;

impl Json {
    /// Reads one value; panics on what is none.
    pub(super) fn parse(text: &str) -> Json {
        let mut chars = text.char_indices().peekable();
        value(text, &mut chars)
    }

    pub(super) fn key(&self, key: &str) -> &Json {
        match self {
            Json::Object(pairs) => pairs.iter().find(|(name, _)| name == key).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    pub(super) fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn number(&self) -> usize {
        match self {
            Json::Number(number) => *number,
            other => panic!("no number: {other:?}"),
        }
    }

    pub(super) fn try_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> &str {
        self.try_text().unwrap_or_else(|| panic!("no text: {self:?}"))
    }
}

type Chars<'t> = std::iter::Peekable<std::str::CharIndices<'t>>;

fn value(text: &str, chars: &mut Chars<'_>) -> Json {
    skip(chars);
    match chars.next().map(|(_, c)| c) {
        Some('"') => Json::Text(string(text, chars)),
        Some('[') => {
            let mut items = Vec::new();
            while !ends(chars, ']') {
                items.push(value(text, chars));
            }
            Json::List(items)
        }
        Some('{') => {
            let mut pairs = Vec::new();
            while !ends(chars, '}') {
                chars.next();
                let name = string(text, chars);
                skip(chars);
                chars.next();
                pairs.push((name, value(text, chars)));
            }
            Json::Object(pairs)
        }
        Some(digit) if digit.is_ascii_digit() => {
            let mut number = digit as usize - '0' as usize;
            while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                number = 10 * number + (c as usize - '0' as usize);
            }
            Json::Number(number)
        }
        // null, true, false
        _ => {
            while chars.next_if(|(_, c)| c.is_ascii_alphabetic()).is_some() {}
            Json::Null
        }
    }
}

fn skip(chars: &mut Chars<'_>) {
    while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
}

/// Whether the list or object ends here; passes a comma and spaces.
fn ends(chars: &mut Chars<'_>, close: char) -> bool {
    while chars.next_if(|(_, c)| c.is_whitespace() || *c == ',').is_some() {}
    chars.peek().is_none() || chars.next_if(|(_, c)| *c == close).is_some()
}

fn string(text: &str, chars: &mut Chars<'_>) -> String {
    let mut out = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('b') => out.push('\u{8}'),
                Some('f') => out.push('\u{c}'),
                Some('u') => {
                    let unit = |at: usize| u16::from_str_radix(&text[at..at + 4], 16).unwrap();
                    let mut units = vec![unit(at + 2)];
                    if (0xd800..0xdc00).contains(&units[0]) {
                        units.push(unit(at + 8));
                    }
                    for _ in 0..if units.len() == 2 { 10 } else { 4 } {
                        chars.next();
                    }
                    out.push_str(&String::from_utf16_lossy(&units));
                }
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}
