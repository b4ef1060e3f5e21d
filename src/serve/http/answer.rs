//! Answers on the wire.

use std::borrow::Cow;
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::Arc;

/// What every answer says: nothing of this server runs elsewhere, or in a frame of another site.
/// A page of ours may frame another, for the view of a narrow screen.
const ALWAYS: &str = "\
Connection: close\r
Cache-Control: no-cache\r
Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'\r
Cross-Origin-Opener-Policy: same-origin\r
Cross-Origin-Resource-Policy: same-origin\r
Referrer-Policy: same-origin\r
X-Content-Type-Options: nosniff\r
";

/// How an answer begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Status {
    Ok,
    Found,
    NotModified,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Timeout,
    UriTooLong,
    HeadersTooLarge,
    InternalServerError,
    Unavailable,
    Version,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::Found => "302 Found",
            Status::NotModified => "304 Not Modified",
            Status::BadRequest => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
            Status::Timeout => "408 Request Timeout",
            Status::UriTooLong => "414 URI Too Long",
            Status::HeadersTooLarge => "431 Request Header Fields Too Large",
            Status::InternalServerError => "500 Internal Server Error",
            Status::Unavailable => "503 Service Unavailable",
            Status::Version => "505 HTTP Version Not Supported",
        }
    }
}

/// Writes events until the other side goes.
pub(in super::super) type Streamed = Box<dyn FnOnce(&mut TcpStream) -> io::Result<()> + Send>;

/// What is sent.
pub(in super::super) enum Body {
    Bytes(Cow<'static, [u8]>),
    /// Bytes that others hold as well.
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
    Stream(Streamed),
}

impl Body {
    fn bytes(&self) -> &[u8] {
        match self {
            Body::Bytes(bytes) => bytes,
            Body::Shared(bytes) => (**bytes).as_ref(),
            Body::Stream(_) => &[],
        }
    }
}

/// An answer.
pub(in super::super) struct Answer {
    pub(in super::super) status: Status,
    pub(in super::super) kind: &'static str,
    /// The name of exactly these bytes, without quotes.
    pub(in super::super) tag: Option<String>,
    /// Where to go instead.
    pub(in super::super) location: Option<String>,
    pub(in super::super) body: Body,
}

impl Answer {
    /// A line of text.
    pub(in super::super) fn plain(status: Status) -> Answer {
        Answer::text(status, "text/plain; charset=utf-8", format!("{}\n", status.line()))
    }

    /// A text.
    pub(in super::super) fn text(status: Status, kind: &'static str, text: String) -> Answer {
        let body = Body::Bytes(text.into_bytes().into());
        Answer { status, kind, tag: None, location: None, body }
    }

    /// The way to another address of this server.
    pub(in super::super) fn to(location: String) -> Answer {
        Answer { location: Some(location), ..Answer::plain(Status::Found) }
    }
}

/// Sends an answer, or the part of it that was asked for.
pub(super) fn send(
    stream: &mut TcpStream,
    answer: Answer,
    is_head: bool,
    range: Option<&str>,
) -> io::Result<()> {
    let whole = answer.body.bytes();
    let wanted = range.filter(|_| answer.status == Status::Ok);
    let part = wanted.and_then(|range| part_of(range, whole.len()));
    let mut head = match (&part, wanted) {
        (Some(part), _) => format!(
            "HTTP/1.1 206 Partial Content\r\n{ALWAYS}Content-Range: bytes {}-{}/{}\r\n",
            part.start,
            part.end - 1,
            whole.len()
        ),
        (None, _) => format!("HTTP/1.1 {}\r\n{ALWAYS}", answer.status.line()),
    };
    let body = part.and_then(|part| whole.get(part)).unwrap_or(whole);
    if answer.status == Status::MethodNotAllowed {
        head.push_str("Allow: GET, HEAD\r\n");
    }
    if let Some(location) = &answer.location {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    if let Some(tag) = &answer.tag {
        head.push_str(&format!("ETag: \"{tag}\"\r\n"));
    }
    if answer.status == Status::NotModified {
        head.push_str("\r\n");
        return stream.write_all(head.as_bytes());
    }
    head.push_str(&format!(
        "Accept-Ranges: bytes\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        answer.kind,
        body.len()
    ));
    let mut bytes = head.into_bytes();
    if !is_head {
        bytes.extend_from_slice(body);
    }
    stream.write_all(&bytes)?;
    stream.shutdown(std::net::Shutdown::Write)
}

/// Begins a stream of events.
pub(super) fn send_stream_head(stream: &mut TcpStream) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\n{ALWAYS}Content-Type: text/event-stream\r\n\r\n");
    stream.write_all(head.as_bytes())
}

/// The bytes that a `Range` header asks for: one run of them, as players of sound and film do.
/// Anything else is not understood, and the whole is sent, as RFC 9110 allows.
fn part_of(range: &str, length: usize) -> Option<std::ops::Range<usize>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let part = match (from.trim(), to.trim()) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (from, "") => number(from)?..length,
        (from, to) => number(from)?..number(to)?.saturating_add(1).min(length),
    };
    (part.start < part.end && part.end <= length).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(part_of("bytes=0-0", 10), Some(0..1));
        assert_eq!(part_of("bytes=2-", 10), Some(2..10));
        assert_eq!(part_of("bytes=-3", 10), Some(7..10));
        assert_eq!(part_of("bytes=5-99", 10), Some(5..10));
        for other in
            ["bytes=9-2", "bytes=10-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-0"]
        {
            assert_eq!(part_of(other, 10), None, "{other}");
        }
    }
}
