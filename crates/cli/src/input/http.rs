//! What a web server answered, as an archive holds it: headers and a body,
//! perhaps in chunks, perhaps compressed.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;

/// Most headers of an answer.
const HEADERS: usize = 256;
/// Most bytes that a compressed body may grow to.
const MOST: u64 = 64 << 20;

/// An answer of a server.
pub(super) struct Answer<'a> {
    /// The media type, such as `text/html`, in lower case.
    pub(super) kind: String,
    /// The encoding that the header declares.
    pub(super) charset: Option<&'static Encoding>,
    /// Whether it is the page that was asked for.
    pub(super) is_success: bool,
    chunked: bool,
    /// What the body is compressed with.
    compressed: Option<String>,
    body: &'a [u8],
}

/// Reads the head of an answer; `None` if it is none, or not all of it is there.
pub(super) fn parse(bytes: &[u8]) -> Option<Answer<'_>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let mut lenient = httparse::ParserConfig::default();
    lenient
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true);
    let Ok(httparse::Status::Complete(length)) = lenient.parse_response(&mut response, bytes) else {
        return None;
    };
    let value = |name: &str| {
        let header = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(header.value).trim().to_ascii_lowercase())
    };
    let (kind, charset) = media_type(&value("content-type").unwrap_or_default());
    Some(Answer {
        kind,
        charset,
        is_success: matches!(response.code, Some(200..=299)),
        chunked: value("transfer-encoding").is_some_and(|value| value.contains("chunked")),
        compressed: value("content-encoding").filter(|value| value != "identity" && !value.is_empty()),
        body: bytes.get(length..).unwrap_or_default(),
    })
}

/// The media type and the encoding that a value of `Content-Type` declares.
pub(super) fn media_type(value: &str) -> (String, Option<&'static Encoding>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(value.trim().trim_matches(['"', '\'']).as_bytes()))?
    });
    (kind, charset)
}

impl<'a> Answer<'a> {
    /// Whether it is a page.
    pub(super) fn is_page(&self) -> bool {
        self.is_success && matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }

    /// The body as the browser would have seen it.
    ///
    /// # Errors
    ///
    /// That it is compressed in a way that is not known here.
    pub(super) fn body(&self) -> Result<Cow<'a, [u8]>, String> {
        // Some archives take chunks and compression away and leave the headers.
        let body = if self.chunked { dechunked(self.body) } else { None };
        let body = body.map_or(Cow::Borrowed(self.body), Cow::Owned);
        let Some(form) = &self.compressed else {
            return Ok(body);
        };
        Ok(match form.as_str() {
            "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => Cow::Owned(decompressed(flate2::bufread::MultiGzDecoder::new(&*body))),
            "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                Cow::Owned(zstd::Decoder::with_buffer(&*body).map(decompressed).map_err(|error| error.to_string())?)
            }
            // The standard means zlib, and some servers send it without.
            "deflate" => {
                let bytes = decompressed(flate2::bufread::ZlibDecoder::new(&*body));
                Cow::Owned(if bytes.is_empty() { decompressed(flate2::bufread::DeflateDecoder::new(&*body)) } else { bytes })
            }
            "gzip" | "x-gzip" | "zstd" => body,
            _ if std::str::from_utf8(&body).is_ok_and(|text| text.contains('<')) => body,
            other => return Err(format!("the page is compressed with {other}, which is not read; save the archive with gzip")),
        })
    }
}

/// What there is in `reader`, as far as it can be read: crawlers cut pages off.
fn decompressed(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was read before an error is there.
    let _ = reader.take(MOST).read_to_end(&mut bytes);
    bytes
}

/// The content of chunks; `None` if `body` does not consist of them.
fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((begin, length))) = httparse::parse_chunk_size(body) else {
            // Of what is cut off, the chunks before are there.
            return (!bytes.is_empty()).then_some(bytes);
        };
        let rest = body.get(begin..)?;
        let length = usize::try_from(length).ok()?.min(rest.len());
        if length == 0 {
            return Some(bytes);
        }
        bytes.extend_from_slice(&rest[..length]);
        body = rest[length..].strip_prefix(b"\r\n").unwrap_or(&rest[length..]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::compression::tests::compress;
    use super::*;

    /// The body of an answer with `headers`.
    fn body(headers: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut bytes = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        parse(&bytes).expect("an answer").body().map(Cow::into_owned)
    }

    #[test]
    fn bodies() {
        let chunks = b"6\r\n<p>She\r\nb;x=y\r\n said so.</\r\n2\r\np>\r\n0\r\n\r\n";
        let page = b"<p>She said so.</p>";
        assert_eq!(body("A: b", page).unwrap(), page);
        assert_eq!(body("Transfer-Encoding: chunked", chunks).unwrap(), page);
        assert_eq!(body("Transfer-Encoding: chunked", page).unwrap(), page);
        assert_eq!(body("Transfer-Encoding: chunked", &chunks[..24]).unwrap(), b"<p>She said ");
        for (name, extension) in [("gzip", "gz"), ("zstd", "zst")] {
            let header = format!("Content-Encoding: {name}");
            let small = compress(page, extension);
            assert_eq!(body(&header, &small).unwrap(), page, "{name}");
            assert_eq!(body(&header, page).unwrap(), page, "{name}");
            let mut chunked = format!("{:x}\r\n", small.len()).into_bytes();
            chunked.extend([small.as_slice(), b"\r\n0\r\n\r\n"].concat());
            assert_eq!(body(&format!("{header}\r\nTransfer-Encoding: chunked"), &chunked).unwrap(), page, "{name}");
        }
        assert!(body("Content-Encoding: br", b"\x0b\xff\x80").unwrap_err().contains("compressed with br"));
        assert_eq!(body("Content-Encoding: br", page).unwrap(), page);
    }

    #[test]
    fn heads() {
        let answer = parse(b"HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; Charset=\"ISO-8859-2\"\r\n\r\n").expect("an answer");
        assert!(answer.is_page());
        assert_eq!(answer.charset.map(Encoding::name), Some("ISO-8859-2"));
        assert!(!parse(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n").expect("an answer").is_page());
        assert!(!parse(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n").expect("an answer").is_page());
        assert!(parse(b"HTTP/1.1 200 OK\r\nContent-Ty").is_none());
        assert!(parse(b"<html>").is_none());
    }
}
