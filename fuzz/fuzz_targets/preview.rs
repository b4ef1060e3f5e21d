//! What anybody may send to the preview: it answers in HTTP or not at all, never with what is not an
//! output, and goes on answering.

#![no_main]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use alongside::build::Policy;
use alongside::data::parse_date;
use alongside::serve::{ServeRequest, start};
use alongside::theme::DEFAULT_THEME;
use libfuzzer_sys::fuzz_target;

const CONFIG: &str = "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
    language = \"en-GB\"\n[publisher]\nname = \"P\"\n";

static SERVER: LazyLock<SocketAddr> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    std::fs::create_dir(folder.join("content")).expect("a folder");
    std::fs::write(folder.join("site-config.toml"), CONFIG).expect("a file");
    std::fs::write(folder.join("content/_index.md"), "+++\ntitle = \"Home\"\n+++\n")
        .expect("a file");
    let request = ServeRequest {
        root: folder,
        embedded: DEFAULT_THEME,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        policy: Policy::default(),
        host: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        poll: true,
        keep: u64::MAX,
        run: 1,
    };
    start(request, |_| {}).expect("a server").address
});

fn ask(bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(*SERVER).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time");
    // It may have answered and gone before all is sent.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    // A stream of events has no end, and its beginning is enough.
    let _ = stream.take(4096).read_to_end(&mut answer);
    answer
}

fuzz_target!(|bytes: &[u8]| {
    // What is sent by itself, and as an address that the server takes for its own.
    let path: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let own = format!(" HTTP/1.1\r\nHost: {}\r\n\r\n", *SERVER);
    let asked = [b"GET /".as_slice(), &path, own.as_bytes()].concat();
    for request in [bytes, &asked] {
        // Events never end.
        if request.windows(6).any(|part| part == b"events") {
            return;
        }
        let answer = ask(request);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "));
        // The text of the configuration, which is no output.
        assert!(!answer.windows(11).any(|part| part == b"[publisher]"));
    }
    assert!(
        ask(["GET /".as_bytes(), own.as_bytes()].concat().as_slice()).starts_with(b"HTTP/1.1 200")
    );
});
