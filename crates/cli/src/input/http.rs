//! What a web server answered, as an archive holds it: headers and a body,
//! perhaps in chunks, perhaps compressed.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;
use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};

/// Most headers of an answer.
const HEADERS: usize = 256;
/// Most bytes that a compressed body may grow to.
pub(super) const MOST: usize = 64 << 20;
/// Why a body is cut that grows to more.
const TOO_LARGE: &str = "it unpacks to more than 64 MB";
/// Bytes unpacked at once.
const STEP: usize = 32 * 1024;
/// With what gzip and zstd begin.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// An answer of a server.
pub(super) struct Answer<'a> {
    /// The media type, such as `text/html`, in lower case.
    pub(super) kind: String,
    /// The encoding that the header declares.
    pub(super) charset: Option<&'static Encoding>,
    /// Whether it is the page that was asked for.
    pub(super) is_success: bool,
    chunked: bool,
    /// How many bytes the server said that it sends.
    length: Option<u64>,
    /// What the body is compressed with.
    compressed: Option<String>,
    body: &'a [u8],
}

/// The body of an answer as far as it is there.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// The page, without chunks and compression.
    pub(super) bytes: Cow<'a, [u8]>,
    /// Why this is not all of it, if it is not.
    pub(super) cut: Option<&'static str>,
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
        length: value("content-length").and_then(|value| value.parse().ok()),
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

/// Whether pages are of the media type `kind`.
pub(super) fn is_html(kind: &str) -> bool {
    matches!(kind, "text/html" | "application/xhtml+xml")
}

impl<'a> Answer<'a> {
    /// Whether it is a page, if it says what it is.
    pub(super) fn is_page(&self) -> Option<bool> {
        match self.kind.as_str() {
            _ if !self.is_success => Some(false),
            "" => None,
            kind => Some(is_html(kind)),
        }
    }

    /// The body as the browser would have seen it, up to some more than `most` bytes.
    ///
    /// # Errors
    ///
    /// That it is compressed in a way that is not known here.
    pub(super) fn body(&self, most: usize) -> Result<Body<'a>, String> {
        // Some archives take chunks and compression away and leave the headers.
        let body = match self.chunked.then(|| dechunked(self.body)).flatten() {
            Some(body) => body,
            None => Body { bytes: Cow::Borrowed(self.body), cut: None },
        };
        let Some(form) = self.compressed.as_ref().filter(|_| !self.body.is_empty()) else {
            return Ok(self.measured(body));
        };
        let unpacked = match form.as_str() {
            "gzip" | "x-gzip" if begins(&body.bytes, GZIP) => gunzipped(&body.bytes, most),
            "zstd" if begins(&body.bytes, ZSTD) => unzstd(&body.bytes, most)?,
            "deflate" => match deflated(&body.bytes, most) {
                Some(unpacked) => unpacked,
                None => return Ok(body),
            },
            "gzip" | "x-gzip" | "zstd" => return Ok(body),
            _ if is_markup(&body.bytes) => return Ok(body),
            other => return Err(format!("the page is compressed with {other}, which is not read; save the archive with gzip")),
        };
        // What the server counted is what it had compressed.
        let cut = self.measured(body).cut.or(unpacked.cut);
        Ok(Body { cut, ..unpacked })
    }

    /// `body` with whether it is shorter than the server said.
    fn measured(&self, body: Body<'a>) -> Body<'a> {
        let short = !self.chunked && self.length.is_some_and(|length| (self.body.len() as u64) < length);
        Body { cut: body.cut.or(short.then_some("it is shorter than its Content-Length")), ..body }
    }
}

/// Whether `bytes` begin with `magic`, as far as they go.
fn begins(bytes: &[u8], magic: &[u8]) -> bool {
    let length = bytes.len().min(magic.len());
    length > 0 && bytes[..length] == magic[..length]
}

fn is_markup(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains('<'))
}

/// What there is in `reader`, as far as it can be read: crawlers cut pages off.
fn unpacked(reader: impl Read, most: usize, broken: &'static str) -> Body<'static> {
    let mut bytes = Vec::new();
    // What was read before an error is there.
    let cut = match reader.take(most as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > most => Some(TOO_LARGE),
        Ok(_) => None,
        Err(_) => Some(broken),
    };
    Body { bytes: Cow::Owned(bytes), cut }
}

/// The content of `body`, gzip of any number of members; browsers pass over
/// what else stands behind them.
fn gunzipped(body: &[u8], most: usize) -> Body<'static> {
    let mut all = Body { bytes: Cow::Borrowed(&[]), cut: None };
    let mut rest = body;
    while begins(rest, GZIP) && all.cut.is_none() {
        let mut member = GzDecoder::new(rest);
        let more = unpacked(&mut member, most.saturating_sub(all.bytes.len()), "its gzip breaks off");
        all.bytes.to_mut().extend_from_slice(&more.bytes);
        all.cut = more.cut;
        rest = member.into_inner();
    }
    all
}

fn unzstd(body: &[u8], most: usize) -> Result<Body<'static>, String> {
    let reader = zstd::Decoder::with_buffer(body).map_err(|error| error.to_string())?;
    Ok(unpacked(reader, most, "its zstd breaks off"))
}

/// The content of what is called deflate; `None` if it is not compressed. The
/// standard means zlib, and some servers send it without.
fn deflated(body: &[u8], most: usize) -> Option<Body<'static>> {
    let zlib = inflated(body, true, most);
    if zlib.cut.is_none() || !zlib.bytes.is_empty() {
        return Some(zlib);
    }
    let bare = inflated(body, false, most);
    (bare.cut.is_none() || !(body.is_empty() || is_markup(body))).then_some(bare)
}

/// The content of a deflate stream, in zlib or not. The readers of [`flate2`]
/// do not tell an early end of it from the end.
fn inflated(body: &[u8], zlib: bool, most: usize) -> Body<'static> {
    let mut inflate = Decompress::new(zlib);
    let (mut bytes, mut rest) = (Vec::new(), body);
    let cut = loop {
        bytes.reserve(STEP);
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress_vec(rest, &mut bytes, FlushDecompress::None);
        let read = usize::try_from(inflate.total_in() - read).unwrap_or(usize::MAX);
        rest = rest.get(read..).unwrap_or_default();
        match status {
            _ if bytes.len() > most => break Some(TOO_LARGE),
            Ok(Status::StreamEnd) => break None,
            Ok(_) if read > 0 || inflate.total_out() > written => {}
            _ => break Some("its deflate breaks off"),
        }
    };
    Body { bytes: Cow::Owned(bytes), cut }
}

/// The content of chunks; `None` if `body` does not consist of them.
fn dechunked(mut body: &[u8]) -> Option<Body<'static>> {
    let mut bytes = Vec::new();
    // Of what is cut off, the chunks before are there.
    let cut = loop {
        let (begin, length) = match httparse::parse_chunk_size(body) {
            Ok(httparse::Status::Complete(size)) => size,
            Err(_) if bytes.is_empty() => return None,
            Ok(httparse::Status::Partial) | Err(_) => break true,
        };
        if length == 0 {
            break false;
        }
        let rest = body.get(begin..)?;
        let there = usize::try_from(length).unwrap_or(usize::MAX).min(rest.len());
        bytes.extend_from_slice(&rest[..there]);
        if (there as u64) < length {
            break true;
        }
        body = rest[there..].strip_prefix(b"\r\n").unwrap_or(&rest[there..]);
    };
    Some(Body { bytes: Cow::Owned(bytes), cut: cut.then_some("its chunks end too soon") })
}

#[cfg(test)]
mod tests {
    use super::super::compression::tests::compress;
    use super::*;

    /// The body of an answer with `headers`, and why it is cut.
    fn body_to(most: usize, headers: &str, body: &[u8]) -> Result<(Vec<u8>, Option<&'static str>), String> {
        let mut bytes = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        let body = parse(&bytes).expect("an answer").body(most)?;
        Ok((body.bytes.into_owned(), body.cut))
    }

    /// The body of an answer with `headers`, which is whole.
    #[track_caller]
    fn body(headers: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        body_to(MOST, headers, body).map(|(bytes, cut)| {
            assert_eq!(cut, None, "{headers}");
            bytes
        })
    }

    /// `bytes` in deflate, with the frame of zlib or without.
    fn deflate(bytes: &[u8], zlib: bool) -> Vec<u8> {
        let mut packed = Vec::with_capacity(bytes.len() + 1000);
        let mut packer = flate2::Compress::new(flate2::Compression::fast(), zlib);
        packer.compress_vec(bytes, &mut packed, flate2::FlushCompress::Finish).expect("room for all");
        packed
    }

    #[test]
    fn bodies() {
        let chunks = b"6\r\n<p>She\r\nb;x=y\r\n said so.</\r\n2\r\np>\r\n0\r\n\r\n";
        let page = b"<p>She said so.</p>";
        assert_eq!(body("A: b", page).unwrap(), page);
        assert_eq!(body("Transfer-Encoding: chunked", chunks).unwrap(), page);
        assert_eq!(body("Transfer-Encoding: chunked", page).unwrap(), page);
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
        for zlib in [true, false] {
            assert_eq!(body("Content-Encoding: deflate", &deflate(page, zlib)).unwrap(), page, "{zlib}");
        }
        assert_eq!(body("Content-Encoding: deflate", page).unwrap(), page);
        // Members of gzip follow one another; other bytes behind them are nothing.
        let members = [compress(b"<p>She ", "gz"), compress(b"said so.</p>", "gz"), b"\0\0more".to_vec()].concat();
        assert_eq!(body("Content-Encoding: gzip", &members).unwrap(), page);
        // What was unpacked by the archive is not measured by what the server sent.
        assert_eq!(body("Content-Length: 19", page).unwrap(), page);
        assert_eq!(body("Content-Length: 700\r\nContent-Encoding: gzip", page).unwrap(), page);
        assert_eq!(body("Content-Length: 700\r\nTransfer-Encoding: chunked", page).unwrap(), page);
    }

    #[test]
    fn what_is_cut_is_read_as_far_as_it_goes() {
        // Of zstd whole blocks are there, of 128 kB.
        let page: Vec<u8> = (0..60_000_u32).flat_map(|n| format!("<p>{:x}", n.wrapping_mul(2_654_435_761)).into_bytes()).collect();
        let check = |headers: &str, whole: &[u8], why: &str| {
            assert_eq!(body(headers, whole).unwrap(), page, "{headers}");
            for length in [whole.len() / 2, whole.len() * 9 / 10] {
                let (bytes, cut) = body_to(MOST, headers, &whole[..length]).unwrap();
                assert_eq!(cut, Some(why), "{headers}");
                assert!(page.starts_with(&bytes) && bytes.len() > page.len() / 4, "{headers}: {} bytes", bytes.len());
            }
            assert_eq!(body_to(MOST, headers, &whole[..1]).unwrap().1, Some(why), "{headers}");
        };
        check(&format!("Content-Length: {}", page.len()), &page, "it is shorter than its Content-Length");
        check("Content-Encoding: gzip", &compress(&page, "gz"), "its gzip breaks off");
        check("Content-Encoding: zstd", &compress(&page, "zst"), "its zstd breaks off");
        for zlib in [true, false] {
            check("Content-Encoding: deflate", &deflate(&page, zlib), "its deflate breaks off");
        }
        let mut chunks = Vec::new();
        for chunk in page.chunks(1000).chain([&b""[..]]) {
            chunks.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        }
        check("Transfer-Encoding: chunked", &chunks, "its chunks end too soon");
        // At the end of a chunk as well, and where other bytes follow it.
        for rest in [&b""[..], b"<p>so", b"5"] {
            let cut = [b"3\r\n<p>\r\n", rest].concat();
            assert_eq!(body_to(MOST, "Transfer-Encoding: chunked", &cut).unwrap(), (b"<p>".to_vec(), Some("its chunks end too soon")));
        }
        // The first reason is told.
        let packed = compress(&page, "gz");
        let headers = format!("Content-Encoding: gzip\r\nContent-Length: {}", packed.len());
        assert_eq!(body_to(MOST, &headers, &packed[..1000]).unwrap().1, Some("it is shorter than its Content-Length"));
        // What is too large is cut, however it is compressed.
        for (form, packed) in [("gzip", packed), ("zstd", compress(&page, "zst")), ("deflate", deflate(&page, true))] {
            let (bytes, cut) = body_to(10_000, &format!("Content-Encoding: {form}"), &packed).unwrap();
            assert!(page.starts_with(&bytes) && bytes.len() > 10_000 && bytes.len() < 200_000, "{form}: {}", bytes.len());
            assert_eq!(cut, Some(TOO_LARGE), "{form}");
        }
    }

    #[test]
    fn heads() {
        let answer = parse(b"HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; Charset=\"ISO-8859-2\"\r\n\r\n").expect("an answer");
        assert_eq!(answer.is_page(), Some(true));
        assert_eq!(answer.charset.map(Encoding::name), Some("ISO-8859-2"));
        let is_page = |head: &str| parse(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes()).expect("an answer").is_page();
        assert_eq!(is_page("200 OK\r\nContent-Type: Application/XHTML+XML; charset=utf-8"), Some(true));
        assert_eq!(is_page("404 Not Found\r\nContent-Type: text/html"), Some(false));
        assert_eq!(is_page("200 OK\r\nContent-Type: image/png"), Some(false));
        assert_eq!(is_page("200 OK\r\nServer: x"), None);
        assert_eq!(is_page("404 Not Found\r\nServer: x"), Some(false));
        assert!(parse(b"HTTP/1.1 200 OK\r\nContent-Ty").is_none());
        assert!(parse(b"<html>").is_none());
    }
}
