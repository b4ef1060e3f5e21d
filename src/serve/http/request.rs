//! The head of a request.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::Status;

/// A longer head is nobody's.
const LONGEST_HEAD: usize = 16 * 1024;

/// A longer address is nobody's either.
const LONGEST_TARGET: usize = 4 * 1024;

const MOST_HEADERS: usize = 64;

/// What of a request decides the answer.
#[derive(Debug)]
pub(in super::super) struct Request {
    pub(super) is_head: bool,
    /// The path as sent, percent signs and all.
    pub(in super::super) path: String,
    /// What follows the question mark.
    pub(in super::super) query: String,
    pub(in super::super) host: String,
    pub(in super::super) origin: Option<String>,
    /// What browsers say of the page that asks: `same-origin`, `cross-site`, …
    pub(in super::super) site: Option<String>,
    /// What browsers say of why they ask: `navigate`, `no-cors`, …
    pub(in super::super) mode: Option<String>,
    /// What the asker has already.
    pub(in super::super) if_none_match: Option<String>,
    pub(in super::super) last_event: Option<String>,
    pub(super) range: Option<String>,
}

/// Reads a head. Nothing when the other side goes before it has asked.
pub(super) fn read(stream: &mut TcpStream, at_most: Duration) -> Result<Option<Request>, Status> {
    let deadline = Instant::now() + at_most;
    let mut head = Vec::with_capacity(1024);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(Status::Timeout);
        }
        let mut part = [0; 2048];
        match stream.read(&mut part) {
            Ok(0) => return Ok(None),
            Ok(length) => head.extend_from_slice(part.get(..length).unwrap_or_default()),
            Err(error) => match error.kind() {
                ErrorKind::Interrupted => continue,
                ErrorKind::WouldBlock | ErrorKind::TimedOut => return Err(Status::Timeout),
                _ => return Ok(None),
            },
        }
        if let Some(request) = parse(&head)? {
            return Ok(Some(request));
        }
        if head.len() > LONGEST_HEAD {
            return Err(Status::HeadersTooLarge);
        }
    }
}

/// The request of a head; nothing while it is not whole.
fn parse(head: &[u8]) -> Result<Option<Request>, Status> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Status::HeadersTooLarge),
        Err(httparse::Error::Version) => return Err(Status::Version),
        Err(_) => return Err(Status::BadRequest),
    }
    let is_head = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Status::MethodNotAllowed),
    };
    let target = parsed.path.unwrap_or_default();
    if target.len() > LONGEST_TARGET {
        return Err(Status::UriTooLong);
    }
    if !target.starts_with('/') {
        return Err(Status::BadRequest);
    }
    let all = |name: &str| {
        let named = parsed.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| std::str::from_utf8(header.value)).collect::<Vec<_>>()
    };
    let one = |name: &str| match all(name).as_slice() {
        [] => Ok(None),
        [Ok(value)] => Ok(Some((*value).to_string())),
        // Twice, or not text: two readers could take it for two things.
        _ => Err(Status::BadRequest),
    };
    // Nobody sends a body with these, and one that is not read would be the next request.
    let has_body = one("content-length")?.is_some_and(|length| length != "0")
        || one("transfer-encoding")?.is_some();
    if has_body {
        return Err(Status::BadRequest);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Some(Request {
        is_head,
        path: path.to_string(),
        query: query.to_string(),
        host: one("host")?.ok_or(Status::BadRequest)?,
        origin: one("origin")?,
        site: one("sec-fetch-site")?,
        mode: one("sec-fetch-mode")?,
        if_none_match: one("if-none-match")?,
        last_event: one("last-event-id")?,
        range: one("range")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Result<Option<String>, Status> {
        parse(head.as_bytes()).map(|request| request.map(|request| request.path))
    }

    #[test]
    fn takes_whole_heads_and_waits_for_the_rest() {
        assert_eq!(read("GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n"), Ok(Some("/a".into())));
        assert_eq!(read("HEAD / HTTP/1.0\r\nhost: x\r\n\r\n"), Ok(Some("/".into())));
        assert_eq!(read("GET /a HTTP/1.1\r\nHost: x\r\n"), Ok(None));
        assert_eq!(read(""), Ok(None));
    }

    #[test]
    fn refuses_what_is_no_plain_question() {
        let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(5_000));
        let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "a: b\r\n".repeat(100));
        let cases = [
            ("POST / HTTP/1.1\r\nHost: x\r\n\r\n", Status::MethodNotAllowed),
            ("get / HTTP/1.1\r\nHost: x\r\n\r\n", Status::MethodNotAllowed),
            ("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", Status::BadRequest),
            ("GET * HTTP/1.1\r\nHost: x\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", Status::Version),
            ("GET / HTTP/1.1\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", Status::BadRequest),
            ("\0\0\0\0\r\n\r\n", Status::BadRequest),
            (long.as_str(), Status::UriTooLong),
            (many.as_str(), Status::HeadersTooLarge),
        ];
        for (head, status) in cases {
            assert_eq!(read(head), Err(status), "{head:.60}");
        }
    }
}
