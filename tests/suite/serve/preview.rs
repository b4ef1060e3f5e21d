//! A running preview: the real program on a site's folder, asked over loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longer than this and the preview is taken to have stopped.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that ends with the test.
pub struct Preview {
    child: Child,
    /// Host and port.
    pub address: String,
    /// The link that was printed.
    pub url: String,
    said: Receiver<String>,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let of = |line: &'_ str| {
            let (other, _) = line.split_once(": ")?;
            other.eq_ignore_ascii_case(name).then_some(other.len() + 2)
        };
        self.head.lines().find_map(|line| Some(&line[of(line)?..]))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// Starts the program and waits until it has said where the site is.
    pub fn of(root: &Path, arguments: &[&str]) -> Preview {
        Preview::with(Command::new(env!("CARGO_BIN_EXE_alongside")), root, arguments)
    }

    /// As [`Preview::of`], with a command that has an environment of its own.
    pub fn with(mut program: Command, root: &Path, arguments: &[&str]) -> Preview {
        let mut child = program
            .args(["serve", "--color", "never", "--root"])
            .arg(root)
            .args(if arguments.contains(&"--port") { &[][..] } else { &["--port", "0"] })
            .args(arguments)
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .expect("the program can be started");
        let (tell, said) = channel();
        let lines = BufReader::new(child.stderr.take().expect("standard error is piped")).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        let mut preview = Preview { child, address: String::new(), url: String::new(), said };
        let line = preview.hear("the site is at ");
        let url = line.trim_start_matches("the site is at ").split(' ').next().unwrap();
        preview.url = url.to_string();
        preview.address = url["http://".len()..].split('/').next().unwrap().to_string();
        preview
    }

    /// The next line on standard error that holds these words.
    #[track_caller]
    pub fn hear(&self, words: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("`{words}` was not said, but {heard:#?}"),
            }
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and gives what comes back, if anything does.
    pub fn send(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        // The server may answer and close before it has read all of it.
        let _ = stream.write_all(bytes);
        let _ = stream.flush();
        read_answer(&mut stream)
    }

    /// Asks for an address with more lines of head.
    pub fn ask(&self, path: &str, more: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{more}\r\n", self.address);
        self.send(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {path}"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(path, "")
    }

    /// The bytes of an output as it would be published: without what the preview adds to pages.
    #[track_caller]
    pub fn output(&self, path: &str) -> Vec<u8> {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        without_client(answer.body)
    }

    /// What the panel shows for the page at an address.
    pub fn panel(&self, path: &str) -> Value {
        let answer = self.get(&format!("/.alongside/page?path={path}"));
        assert_eq!(answer.status, 200, "{}", answer.head);
        serde_json::from_slice(&answer.body).expect("the panel is JSON")
    }

    /// Asks again and again until the answer is as wished.
    #[track_caller]
    pub fn until(&self, path: &str, wished: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if wished(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "{path} stays {}\n{}", answer.head, answer.text());
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until a page holds these words.
    #[track_caller]
    pub fn until_says(&self, path: &str, words: &str) -> Answer {
        self.until(path, |answer| answer.status == 200 && answer.text().contains(words))
    }

    /// Waits until the panel of a page is as wished.
    #[track_caller]
    pub fn until_panel(&self, path: &str, wished: impl Fn(&Value) -> bool) -> Value {
        let asked = format!("/.alongside/page?path={path}");
        let answer = self.until(&asked, |answer| {
            serde_json::from_slice(&answer.body).is_ok_and(|panel| wished(&panel))
        });
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Whether the program still runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until the program has ended.
    /// Waits until the program has ended.
    #[track_caller]
    pub fn ended(&mut self) {
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < PATIENCE, "the preview goes on");
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The events of the preview, line by line.
    pub fn events(&self) -> Receiver<String> {
        let (tell, events) = channel();
        let mut stream = self.connect();
        write!(stream, "GET /.alongside/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address)
            .unwrap();
        let mut lines = BufReader::new(stream).lines();
        let head: Vec<String> =
            lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        assert_eq!(head[0], "HTTP/1.1 200 OK");
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        events
    }
}

fn read_answer(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    // What was dropped may end in an error after all of the answer has come.
    let _ = stream.read_to_end(&mut bytes);
    let at = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
    let body = bytes.split_off(at + 4);
    let head = String::from_utf8(bytes).expect("a head is text");
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head, body })
}

/// A page without the one line that the preview adds to it.
pub fn without_client(page: Vec<u8>) -> Vec<u8> {
    let start = b"<script type=\"module\" src=\"/.alongside/client.js\"";
    let Some(at) = page.windows(start.len()).position(|part| part == start) else { return page };
    let end = page[at..].iter().position(|byte| *byte == b'\n').expect("a line ends") + at + 1;
    [&page[..at], &page[end..]].concat()
}
