//! What each request is answered with. A request can name only an output of the plan or a file of
//! the preview itself; no path of it ever reaches the disk.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use super::address::Hosts;
use super::client;
use super::http::{Answer, Body, Request, Status};
use super::insight::insight;
use super::snapshot::{Served, Snapshot};
use super::store::Kept;
use super::workbench::Workbench;
use crate::fingerprint::Fingerprint;
use crate::output::OutputPath;

/// Where everything is that is not of the site. No output can begin so.
const OWN: &str = "/.alongside/";

/// How often a silent stream of events shows that it is alive, and finds out that nobody listens.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

const HTML: &str = "text/html; charset=utf-8";

/// The way from requests to answers.
pub(super) struct Routes {
    workbench: Arc<Workbench>,
    hosts: Hosts,
    /// Tells this run of the program from others.
    run: String,
}

impl Routes {
    pub(super) fn new(workbench: Arc<Workbench>, hosts: Hosts, run: u128) -> Routes {
        let run = run.to_string();
        Routes { workbench, hosts, run }
    }

    /// The answer to a request.
    pub(super) fn answer(&self, request: &Request) -> Answer {
        if let Some(refused) = self.refused(request) {
            return refused;
        }
        let Some(path) = decoded(&request.path) else { return Answer::plain(Status::BadRequest) };
        let snapshot = self.workbench.snapshot();
        let answer = match path.strip_prefix(OWN) {
            Some(name) => self.own(name, request, &snapshot),
            None => self.output(&path, &snapshot),
        };
        let known = answer.tag.as_ref().is_some_and(|tag| {
            let has = request.if_none_match.as_deref().unwrap_or_default();
            has.split(',').any(|other| {
                other.trim().trim_start_matches("W/").trim_matches('"') == tag.as_str()
            })
        });
        if known && answer.status == Status::Ok {
            return Answer {
                status: Status::NotModified,
                body: Body::Bytes((&[]).into()),
                ..answer
            };
        }
        answer
    }

    /// Requests of other sites, and those that came here by a name that is not ours.
    fn refused(&self, request: &Request) -> Option<Answer> {
        let refuse = |text: &str| {
            let kind = "text/plain; charset=utf-8";
            Some(Answer::text(Status::Forbidden, kind, format!("{text}\n")))
        };
        if !self.hosts.allow(&request.host) {
            return refuse(
                "This preview answers only at its own address. Use the link that `alongside serve` printed.",
            );
        }
        if request.origin.as_ref().is_some_and(|origin| !self.hosts.allow_origin(origin)) {
            return refuse("This preview does not answer other sites.");
        }
        let foreign = matches!(request.site.as_deref(), Some("cross-site" | "same-site"));
        // Following a link to the preview is no harm; reading it from another page is.
        if foreign && request.mode.as_deref() != Some("navigate") {
            return refuse("This preview does not answer other sites.");
        }
        None
    }

    /// What is not of the site.
    fn own(&self, name: &str, request: &Request, snapshot: &Snapshot) -> Answer {
        match name {
            "events" => self.events(request),
            "page" => {
                let query = request.query.strip_prefix("path=").and_then(decoded);
                let path = query.and_then(|path| output_path(&path, &snapshot.base()).ok());
                let insight = insight(&self.workbench, snapshot, path.as_ref());
                match serde_json::to_string(&insight) {
                    Ok(text) => Answer::text(Status::Ok, "application/json", text),
                    Err(_) => Answer::plain(Status::InternalServerError),
                }
            }
            name => match client::file(name) {
                Some(file) => Answer {
                    status: Status::Ok,
                    kind: file.kind,
                    tag: Some(Fingerprint::of_bytes(file.text.as_bytes()).short(32)),
                    location: None,
                    body: Body::Bytes(file.text.as_bytes().into()),
                },
                None => Answer::plain(Status::NotFound),
            },
        }
    }

    /// The stream of changes.
    fn events(&self, request: &Request) -> Answer {
        // Where a stream that was cut off goes on. A number of another run means nothing here.
        let last = request.last_event.as_deref().and_then(|last| last.split_once('-'));
        let seen = last.filter(|(run, _)| *run == self.run).and_then(|(_, seen)| seen.parse().ok());
        let hub = Arc::clone(&self.workbench);
        let run = self.run.clone();
        let body = Body::Stream(Box::new(move |stream| {
            let hub = &hub.hub;
            let mut seen: u64 = seen.unwrap_or_else(|| hub.version());
            let hello = serde_json::json!({ "run": run, "version": seen });
            write!(stream, "retry: 500\nevent: hello\nid: {run}-{seen}\ndata: {hello}\n\n")?;
            loop {
                match hub.wait(seen, SIGN_OF_LIFE) {
                    Some(change) => {
                        seen = change.version;
                        let data = serde_json::to_string(&change).unwrap_or_default();
                        let event = format!("event: change\nid: {run}-{seen}\ndata: {data}\n\n");
                        stream.write_all(event.as_bytes())?;
                    }
                    None => stream.write_all(b": alive\n\n")?,
                }
            }
        }));
        Answer { status: Status::Ok, kind: "text/event-stream", tag: None, location: None, body }
    }

    /// An output of the site.
    fn output(&self, path: &str, snapshot: &Snapshot) -> Answer {
        let base = snapshot.base();
        let path = match output_path(path, &base) {
            Ok(path) => path,
            Err(Some(location)) => return Answer::to(location),
            Err(None) => return self.missing(snapshot),
        };
        match self.workbench.serve(snapshot, &path) {
            Served::Made(kept) => made(&path, kept),
            Served::Failed(_, Some(kept)) => made(&path, kept),
            Served::Failed(_, None) => apology(),
            Served::Missing => {
                let folder = format!("{}/index.html", path.as_str());
                let is_folder = OutputPath::new(&folder).ok().zip(snapshot.good.as_ref());
                match is_folder.and_then(|(folder, good)| good.recipe(&folder)) {
                    Some(_) => Answer::to(format!("{base}{}/", encoded(path.as_str()))),
                    None => self.missing(snapshot),
                }
            }
        }
    }

    /// The site's own page for addresses that do not exist.
    fn missing(&self, snapshot: &Snapshot) -> Answer {
        if snapshot.good.is_none() {
            return apology();
        }
        let Ok(path) = OutputPath::new("404.html") else {
            return Answer::plain(Status::NotFound);
        };
        match self.workbench.serve(snapshot, &path) {
            Served::Made(kept) | Served::Failed(_, Some(kept)) => {
                Answer { status: Status::NotFound, ..made(&path, kept) }
            }
            Served::Failed(..) | Served::Missing => Answer::plain(Status::NotFound),
        }
    }
}

/// What is shown when there is nothing to show yet: the panel says why.
fn apology() -> Answer {
    let page = "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <title>This page cannot be shown yet</title>\n</head>\n<body>\n\
        <main><h1>This page cannot be shown yet</h1>\n\
        <p>What is in the way stands in the panel below. The page appears as soon as it is mended.</p></main>\n\
        </body>\n</html>\n";
    let key = Fingerprint::of_bytes(page.as_bytes()).short(32);
    let body = client::with_client(page.as_bytes(), &key);
    Answer {
        status: Status::InternalServerError,
        kind: HTML,
        tag: Some(key),
        location: None,
        body: Body::Bytes(body.into()),
    }
}

/// An output that was made; pages get the client.
fn made(path: &OutputPath, kept: Arc<Kept>) -> Answer {
    let kind = kind(path.as_str());
    let tag = kept.key.short(32);
    let body = match kind {
        HTML => Body::Bytes(client::with_client(&kept.bytes, &tag).into()),
        _ => Body::Shared(kept),
    };
    Answer { status: Status::Ok, kind, tag: Some(tag), location: None, body }
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The kind of a file by its name.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "jpeg" | "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "ogg" => "audio/ogg",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

/// The output that a decoded path names, below the site's address. What is not below it leads to
/// the home page, or nowhere.
fn output_path(path: &str, base: &str) -> Result<OutputPath, Option<String>> {
    let Some(below) = path.strip_prefix(base) else {
        let is_home = path == "/" || format!("{path}/") == base;
        return Err(is_home.then(|| base.to_string()));
    };
    let name = match below.is_empty() || below.ends_with('/') {
        true => format!("{below}index.html"),
        false => below.to_string(),
    };
    OutputPath::new(&name).map_err(|_| None)
}

/// A path without percent signs. Nothing when it is not text or holds what no path of ours holds.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    let path = String::from_utf8(bytes).ok()?;
    let sound = path.starts_with('/') && !path.contains(|c: char| c.is_control() || c == '\\');
    sound.then_some(path)
}

/// A path as an address holds it.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once_and_must_be_one_of_ours() {
        assert_eq!(decoded("/a%20b/%C3%A9"), Some("/a b/é".to_string()));
        assert_eq!(decoded("/%252e"), Some("/%2e".to_string()));
        for bad in ["/%", "/%zz", "/%ff", "/a%00b", "/a%5cb", "/a\\b", "/%0d%0aX: y", "a", ""] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_outputs_have_paths() {
        let to = |path: &str, base: &str| output_path(path, base).map(|path| path.to_string());
        assert_eq!(to("/", "/"), Ok("index.html".into()));
        assert_eq!(to("/a/", "/"), Ok("a/index.html".into()));
        assert_eq!(to("/sub/a.css", "/sub/"), Ok("a.css".into()));
        assert_eq!(to("/", "/sub/"), Err(Some("/sub/".into())));
        assert_eq!(to("/sub", "/sub/"), Err(Some("/sub/".into())));
        for bad in
            ["/../a", "/a/../../b", "//a", "/a//b", "/./a", "/c:/a", "/a/..", "/.alongside/x"]
        {
            assert_eq!(to(bad, "/"), Err(None), "{bad}");
        }
        assert_eq!(to("/other/a", "/sub/"), Err(None));
    }
}
