//! Requests that no browser sends for its reader. Each gets a 4xx or is dropped, and the preview
//! lives on.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use super::preview::Preview;
use super::{DAY, saved};
use crate::site::Site;

/// A preview of the small site beside a file that nobody may see.
fn preview() -> (Site, Preview) {
    let site = saved(Site::small());
    std::fs::write(site.root().parent().unwrap().join("secret.txt"), "the secret").unwrap();
    std::fs::write(site.root().join("secret.txt"), "the secret").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", site.root().join("etc")).unwrap();
    let preview = Preview::of(&site.root(), &["--date", DAY]);
    (site, preview)
}

#[track_caller]
fn assert_lives(preview: &mut Preview) {
    assert_eq!(preview.get("/").status, 200);
    assert!(preview.lives());
}

#[test]
fn no_path_leads_out_of_the_plan() {
    let (_site, mut preview) = preview();
    let long = format!("/{}", "a/".repeat(1_900));
    let longer = format!("/{}", "a".repeat(12_000));
    let paths = [
        "/../secret.txt",
        "/../../../../../../etc/passwd",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/.%2e/secret.txt",
        "/guidance/../../secret.txt",
        "/guidance/..%2f..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/%00",
        "/a%00b",
        "/index.html%00",
        "/c:/windows/win.ini",
        "/C%3A/windows/win.ini",
        "/c:secret.txt",
        "//server/share/secret.txt",
        "/\\\\server\\share",
        "/%5c%5cserver%5cshare",
        "//etc/passwd",
        "/etc/passwd",
        "/etc/",
        "/./secret.txt",
        "/site-config.toml",
        "/content/_index.md",
        "/content/",
        "/templates/",
        "/themes/small/theme.toml",
        "/.git/config",
        "/.alongside/",
        "/.alongside/../secret.txt",
        "/.alongside/%2e%2e/secret.txt",
        "/.alongside/nothing",
        "/.alongside/client.js/",
        "/assets/",
        "/assets",
        "/assets/css/",
        "/roles/badge.svg/",
        "/con",
        "/nul",
        "/aux.html",
        "/index.html/",
        "/index.html.",
        "/index.html%20",
        "/INDEX.HTML",
        "/%ff%fe",
        "/%c0%ae%c0%ae/secret.txt",
        "/%u002e%u002e/secret.txt",
        "/%",
        "/%2",
        "/%zz",
        "/a%0d%0aSet-Cookie:%20a=b",
        "/guidance/staying/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/;/../secret.txt",
        "/~root/",
        long.as_str(),
        longer.as_str(),
    ];
    for path in paths {
        let answer = preview.get(path);
        assert!((400..500).contains(&answer.status), "{path:.80} is answered with {}", answer.head);
        assert!(!answer.text().contains("the secret"), "{path:.80}");
        assert!(!answer.head.contains("Set-Cookie"), "{path:.80}");
    }
    // Nothing of the preview's own can be asked about a file either.
    for path in ["/../secret.txt", "%2f..%2fsecret.txt", "", "%ff", "/secret.txt"] {
        let answer = preview.get(&format!("/.alongside/page?path={path}"));
        assert!(!answer.text().contains("secret"), "{path}");
    }
    assert_lives(&mut preview);
}

#[test]
fn what_is_no_plain_question_is_refused() {
    let (_site, mut preview) = preview();
    let own = preview.address.clone();
    let host = format!("Host: {own}\r\n");
    let cases: Vec<(String, u16)> = vec![
        (format!("POST / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc"), 405),
        (format!("PUT /index.html HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("DELETE / HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("OPTIONS / HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("TRACE / HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("CONNECT example.org:443 HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("GET / HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\nabcde"), 400),
        (format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400),
        ("GET / HTTP/1.1\r\n\r\n".to_string(), 400),
        (format!("GET / HTTP/1.1\r\n{host}{host}\r\n"), 400),
        (format!("GET http://{own}/ HTTP/1.1\r\n{host}\r\n"), 400),
        (format!("GET / HTTP/3.0\r\n{host}\r\n"), 505),
        (format!("GET  /  HTTP/1.1\r\n{host}\r\n"), 400),
        (format!("GET / HTTP/1.1\r\n{host}A: {}\r\n\r\n", "b".repeat(40_000)), 431),
        (format!("GET / HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(500)), 431),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n".to_string(), 400),
        ("\r\n\r\n\r\n nonsense \r\n\r\n".to_string(), 400),
        // A name that was made to lead here, and pages of other sites.
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_string(), 403),
        (
            format!(
                "GET / HTTP/1.1\r\nHost: evil.example:{}\r\n\r\n",
                own.split(':').nth(1).unwrap()
            ),
            403,
        ),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_string(), 403),
        (format!("GET / HTTP/1.1\r\n{host}Origin: https://evil.example\r\n\r\n"), 403),
        (format!("GET / HTTP/1.1\r\n{host}Origin: null\r\n\r\n"), 403),
        (
            format!("GET /.alongside/events HTTP/1.1\r\n{host}Origin: http://localhost:1\r\n\r\n"),
            403,
        ),
        (
            format!(
                "GET /.alongside/page HTTP/1.1\r\n{host}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n"
            ),
            403,
        ),
    ];
    for (request, status) in &cases {
        let answer = preview.send(request.as_bytes());
        let answered = answer.as_ref().map(|answer| answer.status);
        assert_eq!(answered, Some(*status), "{request:.100}");
        let head = answer.unwrap().head;
        assert!(!head.to_ascii_lowercase().contains("access-control-allow"), "{head}");
    }
    // A link on another site that somebody follows is a reader's own doing.
    let followed = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    assert_eq!(preview.ask("/", followed).status, 200);
    let origin = format!("Origin: http://{own}\r\n");
    assert_eq!(preview.ask("/", &origin).status, 200);
    let port = own.split(':').nth(1).unwrap();
    let named =
        preview.send(format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").as_bytes());
    assert_eq!(named.unwrap().status, 200);
    assert_lives(&mut preview);
}

#[test]
fn head_and_ranges_are_answered_as_they_should() {
    let (_site, preview) = preview();
    let whole = preview.get("/assets/css/site.css");
    let request =
        format!("HEAD /assets/css/site.css HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let head = preview.send(request.as_bytes()).unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.header("content-length"));
    let part = preview.ask("/assets/css/site.css", "Range: bytes=1-4\r\n");
    assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[1..5]));
    let request = format!("HEAD /.alongside/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    assert_eq!(preview.send(request.as_bytes()).unwrap().status, 200);
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-cache"),
    ] {
        assert_eq!(whole.header(name), Some(value));
    }
}

#[test]
fn half_a_head_and_slow_bytes_are_given_up() {
    let (_site, mut preview) = preview();
    let mut half = preview.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let mut slow = preview.connect();
    let begun = Instant::now();
    let drip = std::thread::spawn(move || {
        // Never silent for long, and never done.
        while slow.write_all(b"G").is_ok() && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(200));
        }
        begun.elapsed()
    });
    let mut answer = Vec::new();
    let _ = half.read_to_end(&mut answer);
    assert!(answer.starts_with(b"HTTP/1.1 408 "), "{}", String::from_utf8_lossy(&answer));
    assert!(drip.join().unwrap() < Duration::from_secs(30), "a slow request is kept for ever");
    assert_lives(&mut preview);
}

#[test]
fn thousands_of_connections_do_not_keep_a_reader_out() {
    let (_site, mut preview) = preview();
    let mut open: Vec<TcpStream> = Vec::new();
    for number in 0..3_000 {
        if let Ok(mut stream) = TcpStream::connect(&preview.address) {
            if number % 2 == 0 {
                let _ = stream.write_all(b"GET /");
            }
            open.push(stream);
        }
        // This process may hold only so many itself.
        if open.len() > 500 {
            open.remove(0);
        }
        if number % 500 == 499 {
            assert_eq!(preview.get("/").status, 200, "after {number} connections");
        }
    }
    // Streams of events have a bound of their own, and leave room for everything else.
    let request = format!("GET /.alongside/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    for _ in 0..200 {
        if let Ok(mut stream) = TcpStream::connect(&preview.address) {
            let _ = stream.write_all(request.as_bytes());
            open.push(stream);
        }
    }
    assert_lives(&mut preview);
    #[cfg(target_os = "linux")]
    {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", preview.process())).unwrap();
        assert!(tasks.count() < 300, "a thread for each connection");
    }
    drop(open);
    assert_lives(&mut preview);
}

#[test]
fn a_port_that_is_taken_leads_to_the_next_one() {
    let site = saved(Site::small());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::of(&site.root(), &["--date", DAY, "--port", &port.to_string()]);
    assert_ne!(preview.address, format!("127.0.0.1:{port}"));
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_it_while_pages_listen() {
    let site = saved(Site::small());
    // Whoever runs the tests in the background may have told programs to ignore interrupts.
    let mut program = std::process::Command::new("env");
    program.args(["--default-signal=INT", env!("CARGO_BIN_EXE_alongside")]);
    let mut preview = Preview::with(program, &site.root(), &["--date", DAY]);
    let events = preview.events();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &preview.process().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    preview.ended();
    while events.recv().is_ok() {}
}
