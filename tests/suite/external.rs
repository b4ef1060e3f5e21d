//! Asking other sites, held against a server that misbehaves in every way that servers do. Nothing
//! here leaves this machine.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alongside::data::Date;
use alongside::diagnostic::Severity;
use alongside::external::{Answer, Client, Known, Manners, Round, check};
use alongside::source::{Place, SitePath, Span};

/// A server on this machine that answers as the path of a request asks it to.
struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    stop: AtomicBool,
    requests: Mutex<Vec<String>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let seen = Arc::new(Seen::default());
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.stop.load(Ordering::SeqCst) {
                    return;
                }
                let seen = Arc::clone(&shared);
                std::thread::spawn(move || {
                    // Whoever asked may be gone; that is theirs to decide.
                    let _ = answer(stream, &seen);
                });
            }
        });
        Server { address, seen }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far, in order, and forgets it.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.seen.requests.lock().expect("nobody panicked"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.seen.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(mut stream: TcpStream, seen: &Seen) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = line.split_whitespace();
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let requests = || seen.requests.lock().expect("nobody panicked");
    requests().push(format!("{method} {path}"));
    let mut reply = |status: &str, more: &str| {
        write!(stream, "HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
    };
    match (method, path) {
        ("HEAD", "/no-head") => reply("405 Method Not Allowed", ""),
        ("HEAD", "/wrong-head" | "/endless") => reply("404 Not Found", ""),
        ("HEAD", "/head-breaks") => Ok(()),
        (_, "/gone") => reply("404 Not Found", ""),
        (_, "/gone-for-good") => reply("410 Gone", ""),
        (_, "/forbidden") => reply("403 Forbidden", ""),
        (_, "/password") => reply("401 Unauthorized", "WWW-Authenticate: Basic\r\n"),
        (_, "/too-many") => reply("429 Too Many Requests", "Retry-After: 100\r\n"),
        (_, "/trouble") => reply("503 Service Unavailable", ""),
        (_, "/odd") => reply("999 No", ""),
        (_, "/moved") => reply("301 Moved Permanently", "Location: /fine\r\n"),
        (_, "/moved-twice") => reply("308 Permanent Redirect", "Location: moved#part\r\n"),
        (_, "/elsewhere-now") => reply("302 Found", "Location: /fine\r\n"),
        (_, "/moved-then-elsewhere") => reply("301 Moved", "Location: /elsewhere-now\r\n"),
        (_, "/moved-to-nothing") => reply("301 Moved", "Location: /gone\r\n"),
        (_, "/circle") => reply("302 Found", "Location: /circle/back\r\n"),
        (_, "/circle/back") => reply("302 Found", "Location: /circle\r\n"),
        (_, "/self") => reply("301 Moved", "Location: /self\r\n"),
        (_, path) if path.starts_with("/chain/") => {
            reply("302 Found", &format!("Location: {path}x\r\n"))
        }
        (_, "/no-location") => reply("302 Found", ""),
        (_, "/to-mail") => reply("302 Found", "Location: mailto:a@b.example\r\n"),
        (_, "/slow") => {
            // Holds the line until whoever asks gives up.
            let mut rest = Vec::new();
            reader.read_to_end(&mut rest).map(|_| ())
        }
        (_, "/drip") => {
            write!(stream, "HTTP/1.1 200 OK\r\n")?;
            loop {
                write!(stream, "X-Drop: x\r\n")?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        (_, "/breaks") => Ok(()),
        (_, "/half") => write!(stream, "HTTP/1.1 200 OK\r\nContent-Le"),
        (_, "/other-protocol") => write!(stream, "SSH-2.0-OpenSSH_9.6\r\n"),
        (_, "/big-header") => {
            write!(stream, "HTTP/1.1 200 OK\r\nX-Big: ")?;
            for _ in 0..4096 {
                stream.write_all(&[b'x'; 4096])?;
            }
            write!(stream, "\r\n\r\n")
        }
        ("GET", "/endless") => {
            write!(stream, "HTTP/1.1 200 OK\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 65536])?;
            }
        }
        _ => reply("200 OK", ""),
    }
}

fn unknown(reason: &str) -> Answer {
    Answer::Unknown(reason.to_string())
}

fn gone(reason: &str) -> Answer {
    Answer::Gone(reason.to_string())
}

#[test]
fn every_way_to_answer() {
    let server = Server::start();
    let client = Client::new(Duration::from_secs(60));
    let impatient = Client::new(Duration::from_millis(400));
    let moved = |path: &str| Answer::Moved(server.url(path));
    for (path, expected) in [
        ("/fine", Answer::Fine),
        ("/no-head", Answer::Fine),
        ("/wrong-head", Answer::Fine),
        ("/head-breaks", Answer::Fine),
        ("/endless", Answer::Fine),
        ("/gone", gone("it answers 404 (not found)")),
        ("/gone-for-good", gone("it answers 410 (gone)")),
        ("/forbidden", unknown("it answers 403 (it does not let machines in)")),
        ("/password", unknown("it answers 401 (it wants a password)")),
        ("/too-many", Answer::TooMany),
        ("/trouble", unknown("it answers 503 (it has trouble of its own)")),
        ("/odd", unknown("it answers 999")),
        ("/moved", moved("/fine")),
        ("/moved-twice", moved("/fine")),
        ("/elsewhere-now", Answer::Fine),
        ("/moved-then-elsewhere", moved("/elsewhere-now")),
        ("/moved-to-nothing", gone("it answers 404 (not found)")),
        ("/circle", gone("it sends readers round in a circle")),
        ("/self", gone("it sends readers round in a circle")),
        ("/chain/x", gone("it sends readers on more than 10 times")),
        ("/no-location", unknown("it sends readers to an address that cannot be asked")),
        ("/to-mail", unknown("it sends readers to an address that cannot be asked")),
        ("/breaks", unknown("the connection broke off")),
        ("/half", unknown("the connection broke off")),
        ("/other-protocol", unknown("it answers in a way that cannot be understood")),
        ("/big-header", unknown("it answers in a way that cannot be understood")),
    ] {
        assert_eq!(client.ask(&server.url(path)), expected, "{path}");
    }
    for path in ["/slow", "/drip"] {
        let expected = unknown("it does not answer in time");
        assert_eq!(impatient.ask(&server.url(path)), expected, "{path}");
    }
    // A server without a certificate, a port where nobody listens, and what is no address at all.
    let secure = server.url("/fine").replace("http:", "https:");
    let said = client.ask(&secure);
    assert!(matches!(said, Answer::Unknown(_)), "{said:?}");
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let nobody = format!("http://{}/", nobody.expect("a port is free"));
    assert_eq!(client.ask(&nobody), unknown("it takes no connection"));
    assert_eq!(client.ask("http://a b/"), gone("it is not an address that can be asked"));
}

const DAY: Date = Date::constant(2026, 11, 22);

fn uses(addresses: &[&str]) -> Vec<(String, Place)> {
    let place = |at: usize| Place {
        path: SitePath::new(&format!("content/{at}.md")),
        span: Span::new(at..at + 1),
    };
    addresses.iter().enumerate().map(|(at, address)| (address.to_string(), place(at))).collect()
}

/// A round without a network: the answers by address, what was asked in order, and the pauses.
fn round(
    addresses: &[&str],
    known: &Known,
    day: Date,
    answers: &BTreeMap<&str, Answer>,
) -> (Round, Vec<String>) {
    let asked = Mutex::new(Vec::new());
    let log = |line: String| asked.lock().expect("nobody panicked").push(line);
    let manners = Manners { sites_at_once: 1, ..Manners::default() };
    let ask = |address: &str| {
        log(address.to_string());
        answers.get(address).cloned().unwrap_or(Answer::Fine)
    };
    let wait = |pause: Duration| log(format!("pause {}", pause.as_secs()));
    let round = check(uses(addresses), known, day, manners, &ask, &wait);
    (round, asked.into_inner().expect("nobody panicked"))
}

fn said(round: &Round) -> Vec<String> {
    let findings = round.findings.clone().into_sorted();
    findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

#[test]
fn each_address_is_asked_once_with_a_pause_for_each_site() {
    let addresses = [
        "https://b.example/2",
        "https://a.example/1#x",
        "https://A.example/3",
        "https://a.example/1",
    ];
    let (round, asked) = round(&addresses, &Known::default(), DAY, &BTreeMap::new());
    assert_eq!(
        asked,
        ["https://A.example/3", "pause 1", "https://a.example/1", "https://b.example/2"]
    );
    assert_eq!((round.asked, round.sites, round.spared), (3, 2, 0));
    assert_eq!(said(&round), [""; 0]);
}

#[test]
fn what_answered_is_believed_for_a_week_and_what_did_not_is_asked_again() {
    let addresses = ["https://a.example/", "https://b.example/", "https://c.example/"];
    let answers = BTreeMap::from([
        ("https://b.example/", unknown("it answers 403")),
        ("https://c.example/", Answer::Moved("https://d.example/".to_string())),
    ]);
    let (first, _) = round(&addresses, &Known::default(), DAY, &answers);
    let later = |days: i8| Date::constant(2026, 11, 22 + days);
    let (second, asked) = round(&addresses, &first.known, later(7), &answers);
    assert_eq!(asked, ["https://b.example/"]);
    assert_eq!((second.asked, second.spared), (1, 2));
    assert_eq!(said(&second), said(&first), "what is known is said again");
    let (_, asked) = round(&addresses, &second.known, later(8), &answers);
    assert_eq!(asked.len(), 3, "the answers kept their first day");
}

#[test]
fn a_site_that_has_enough_is_left_alone() {
    let addresses = ["https://a.example/1", "https://a.example/2", "https://a.example/3"];
    let answers = BTreeMap::from([("https://a.example/2", Answer::TooMany)]);
    let (round, asked) = round(&addresses, &Known::default(), DAY, &answers);
    assert_eq!(asked, ["https://a.example/1", "pause 1", "https://a.example/2"]);
    assert_eq!(
        said(&round),
        [
            "external-link-unchecked: `https://a.example/2` could not be checked: the site asks for fewer questions",
            "external-link-unchecked: `https://a.example/3` could not be checked: the site asks for fewer questions",
        ]
    );
}

#[test]
fn without_a_network_no_site_is_called_gone() {
    let addresses = ["https://a.example/", "https://b.example/"];
    let mut answers = BTreeMap::from([
        ("https://a.example/", Answer::NoSite),
        ("https://b.example/", unknown("it takes no connection")),
    ]);
    let (offline, _) = round(&addresses, &Known::default(), DAY, &answers);
    assert!(said(&offline).iter().all(|line| line.starts_with("external-link-unchecked")));
    answers.remove("https://b.example/");
    let (online, _) = round(&addresses, &Known::default(), DAY, &answers);
    assert_eq!(
        said(&online),
        ["external-link-broken: `https://a.example/` is gone: there is no site of that name"]
    );
    assert!(online.findings.iter().all(|finding| finding.severity < Severity::Error));
}

#[test]
fn one_question_at_a_time_over_the_network() {
    let servers = [Server::start(), Server::start()];
    let client = Client::new(Duration::from_secs(10));
    let addresses: Vec<String> = (0..6)
        .flat_map(|page| servers.iter().map(move |server| server.url(&format!("/page/{page}"))))
        .collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let manners = Manners { pause: Duration::ZERO, ..Manners::default() };
    // Which site is being asked is only known on this side: a server may still be closing one
    // connection when it accepts the next.
    let busy = [AtomicBool::new(false), AtomicBool::new(false)];
    let ask = |address: &str| {
        let site = usize::from(address.starts_with(&servers[1].url("/")));
        assert!(!busy[site].swap(true, Ordering::SeqCst), "two questions at once: {address}");
        let answer = client.ask(address);
        busy[site].store(false, Ordering::SeqCst);
        answer
    };
    let round = check(uses(&addresses), &Known::default(), DAY, manners, &ask, &|_| {});
    assert_eq!((round.asked, round.sites), (12, 2));
    for server in &servers {
        let asked: Vec<String> = (0..6).map(|page| format!("HEAD /page/{page}")).collect();
        assert_eq!(server.asked(), asked);
    }
}

#[test]
fn the_command_says_what_is_gone_and_remembers_what_is_there() {
    let server = Server::start();
    let ground = super::site::ground();
    let site = ground.path().join("site");
    let command = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
            .current_dir(ground.path())
            .args(more)
            .env("NO_COLOR", "1")
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .expect("the program can be started");
        let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    assert_eq!(command(&["init", "site"]).0, Some(0));
    // The site that `init` makes names two others, which nobody here may ask.
    let mute = |file: &str| {
        let path = site.join(file);
        let text = fs::read_to_string(&path).expect("it is there");
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("url = ")).collect();
        fs::write(path, kept.join("\n")).expect("it can be written");
    };
    mute("site-config.toml");
    mute("content/_references.toml");
    let page = format!(
        "+++\ntitle = \"Links\"\n+++\n\n[Fine]({0}/fine#x),\n[moved]({0}/moved),\n\
         [gone]({0}/gone),\n[closed]({0}/forbidden),\n[still fine]({0}/fine)\nand [a part of it]({0}/gone#part).\n",
        server.url("")
    );
    fs::write(site.join("content/guidance/links.md"), page).expect("it can be written");
    let check = ["check", "--external-links", "--root", "site", "--date", "2026-11-22"];
    let (code, out, err) = command(&[&check[..], &["--format", "json"]].concat());
    assert_eq!((code, err.as_str()), (Some(0), ""), "it never fails a build unless asked");
    let found: Vec<String> = out
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            let more = line["related"].as_array().map_or(0, Vec::len);
            format!("{} {} {more}", line["code"].as_str().unwrap_or(""), line["line"])
        })
        .collect();
    assert_eq!(
        found,
        ["external-link-moved 6 0", "external-link-broken 7 1", "external-link-unchecked 8 0"]
    );
    let mut asked = server.asked();
    asked.sort();
    asked.dedup();
    assert_eq!(
        asked,
        [
            "GET /forbidden",
            "GET /gone",
            "HEAD /fine",
            "HEAD /forbidden",
            "HEAD /gone",
            "HEAD /moved"
        ]
    );
    let (code, _, err) = command(&[&check[..], &["--deny", "external-link-broken"]].concat());
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("asked 1 site about 2 addresses; 2 more answered in the last 7 days"));
    let asked = server.asked();
    assert!(!asked.iter().any(|line| line.ends_with("/fine") || line.ends_with("/moved")));
    // A build asks nobody.
    assert_eq!(command(&["build", "-q", "--root", "site", "--date", "2026-11-22"]).0, Some(0));
    assert_eq!(server.asked(), [""; 0]);
}
