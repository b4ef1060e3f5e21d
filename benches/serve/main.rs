//! The live preview on a generated site: how long from a save to the last byte of the new page, and
//! what of that is the watcher.
//!
//! ```text
//! cargo bench --bench serve                        1,000 pages, 100 edits of each kind
//! cargo bench --bench serve -- 10000               another size
//! cargo bench --bench serve -- 10000 --edits 20    fewer edits
//! cargo bench --bench serve -- 1000 --soak 10000   memory over many edits of texts
//! cargo bench --bench serve -- 1000 --binary PATH  another build of the program
//! ```
//!
//! The program runs as an editor would run it. Each edit is timed from the moment when the file was
//! written: until the event of it arrives, and until the last byte of the page, asked for then, has
//! arrived. No number here is asserted by any test.

#[path = "../build/generate.rs"]
mod generate;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{env, fs};

use generate::write_site;

const SEED: u64 = 20_261_120;

/// Longer than this and the preview is taken to have stopped.
const PATIENCE: Duration = Duration::from_secs(60);

struct Options {
    pages: usize,
    edits: usize,
    soak: usize,
    binary: PathBuf,
}

fn main() -> ExitCode {
    match options().and_then(|options| measure(&options).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, String> {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_alongside"));
    let mut options = Options { pages: 1_000, edits: 100, soak: 0, binary };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| format!("`{argument}` needs a value after it"));
        let number = |text: String| text.parse().map_err(|_| format!("`{text}` is no number"));
        match argument.as_str() {
            // Cargo says this to every bench.
            "--bench" => {}
            "--edits" => options.edits = number(value()?)?,
            "--soak" => options.soak = number(value()?)?,
            "--binary" => options.binary = PathBuf::from(value()?),
            size => options.pages = number(size.to_string())?,
        }
    }
    Ok(options)
}

fn measure(options: &Options) -> io::Result<()> {
    let shared = Path::new("/dev/shm");
    let ground = if shared.is_dir() { shared.to_path_buf() } else { env::temp_dir() };
    let folder = ground.join(format!("alongside-serve-bench-{}", std::process::id()));
    let result = measure_in(options, &folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure_in(options: &Options, folder: &Path) -> io::Result<()> {
    let site = write_site(folder, options.pages, SEED)?;
    let begun = Instant::now();
    let mut preview = Preview::start(&options.binary, folder)?;
    // Where the sample page is: its path without the ending.
    let below = site.sample.strip_prefix(folder.join("content")).map_err(io::Error::other)?;
    let page = format!("/{}/", below.with_extension("").display());
    let first = preview.get(&page)?;
    println!(
        "{} pages, {:.1} MB of Markdown: {:.0} ms from start to the first page ({} bytes), {:.0} MB of memory",
        site.pages,
        site.bytes as f64 / 1e6,
        begun.elapsed().as_secs_f64() * 1000.0,
        first.len(),
        preview.memory(),
    );
    println!(
        "{:<22}{:>12}{:>12}{:>12}{:>12}",
        "median ms, worst", "watcher", "next state", "page", "in all"
    );
    let text = fs::read_to_string(&site.sample)?;
    let edits: [(&str, &dyn Fn(usize) -> String); 3] = [
        ("one text", &|run| format!("{text}\nOne more sentence, {run}.\n")),
        ("one title", &|run| {
            let line = |line: &str| match line.strip_prefix("title = ") {
                Some(_) => format!("title = \"A title {run}\"\n"),
                None => format!("{line}\n"),
            };
            text.lines().map(line).collect()
        }),
        ("one heading", &|run| format!("{text}\n## One more heading {run}\n\nAnd a text.\n")),
    ];
    for (name, edit) in edits {
        let mut rows = Vec::new();
        for run in 0..options.edits {
            rows.push(preview.edit(&site.sample, &edit(run), &page)?);
        }
        line(name, &rows);
    }
    let stylesheet = folder.join("assets/css/site.css");
    let css = fs::read_to_string(&stylesheet)?;
    let mut rows = Vec::new();
    for run in 0..options.edits.min(20) {
        let text = format!("{css}\n.bench-{run} {{ color: red; }}\n");
        rows.push(preview.edit(&stylesheet, &text, "/assets/css/site.css")?);
    }
    line("one stylesheet", &rows);
    if options.soak > 0 {
        soak(options, &mut preview, &site.sample, &text, &page)?;
    }
    Ok(())
}

/// Many edits of texts one after another, and what memory the program holds on the way.
fn soak(
    options: &Options,
    preview: &mut Preview,
    file: &Path,
    text: &str,
    page: &str,
) -> io::Result<()> {
    for run in 0..options.soak {
        preview.edit(file, &format!("{text}\nEdit number {run} of many.\n"), page)?;
        if run % (options.soak / 10).max(1) == 0 {
            println!("after {run:>6} edits: {:.1} MB", preview.memory());
        }
    }
    println!("after {:>6} edits: {:.1} MB", options.soak, preview.memory());
    Ok(())
}

/// One edit in milliseconds: from the write to the event, what of that the program worked, from the
/// event to the page's last byte, and all of it.
struct Row {
    watcher: f64,
    state: f64,
    page: f64,
    all: f64,
}

fn line(name: &str, rows: &[Row]) {
    let of = |number: &dyn Fn(&Row) -> f64| {
        let mut numbers: Vec<f64> = rows.iter().map(number).collect();
        numbers.sort_by(f64::total_cmp);
        let at = |at: usize| numbers.get(at).copied().unwrap_or_default();
        format!("{:.1}, {:.0}", at(numbers.len() / 2), at(numbers.len().saturating_sub(1)))
    };
    println!(
        "{name:<22}{:>12}{:>12}{:>12}{:>12}",
        of(&|row| row.watcher),
        of(&|row| row.state),
        of(&|row| row.page),
        of(&|row| row.all)
    );
}

struct Preview {
    child: Child,
    address: String,
    events: Receiver<Instant>,
    worked: Receiver<f64>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(binary: &Path, root: &Path) -> io::Result<Preview> {
        let mut child = Command::new(binary)
            .args(["serve", "--port", "0", "--color", "never", "--date", "2026-11-20", "--root"])
            .arg(root)
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child.stderr.take().ok_or_else(|| io::Error::other("no standard error"))?;
        let mut said = BufReader::new(said).lines();
        let address = loop {
            let line = said.next().ok_or_else(|| io::Error::other("the preview has ended"))??;
            if let Some(rest) = line.strip_prefix("the site is at http://") {
                break rest.split('/').next().unwrap_or_default().to_string();
            }
        };
        let (tell_worked, worked) = channel();
        std::thread::spawn(move || {
            for line in said.map_while(Result::ok) {
                let took =
                    line.split_once(" changed (").and_then(|(_, rest)| rest.split_once(" ms"));
                if let Some(took) = took.and_then(|(took, _)| took.parse().ok()) {
                    let _ = tell_worked.send(took);
                }
            }
        });
        let (tell, events) = channel();
        let mut stream = TcpStream::connect(&address)?;
        write!(stream, "GET /.alongside/events HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if line == "event: change" {
                    let _ = tell.send(Instant::now());
                }
            }
        });
        Ok(Preview { child, address, events, worked })
    }

    /// The whole answer, head and all.
    fn get(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        if !bytes.starts_with(b"HTTP/1.1 200 ") {
            let text = String::from_utf8_lossy(&bytes).chars().take(200).collect::<String>();
            return Err(io::Error::other(format!("`{path}` is answered with {text}")));
        }
        Ok(bytes)
    }

    /// Saves a file and gets what is made from it.
    fn edit(&mut self, file: &Path, text: &str, path: &str) -> io::Result<Row> {
        let before = self.get(path)?;
        while self.events.try_recv().is_ok() || self.worked.try_recv().is_ok() {}
        fs::write(file, text)?;
        let saved = Instant::now();
        let late = |_| io::Error::other("the preview does not follow");
        let told = self.events.recv_timeout(PATIENCE).map_err(late)?;
        let mut after = self.get(path)?;
        // A save that was seen half is seen again.
        while after == before {
            self.events.recv_timeout(PATIENCE).map_err(late)?;
            after = self.get(path)?;
        }
        let all = ms(saved.elapsed());
        let until_told = ms(told.saturating_duration_since(saved));
        let state = self.worked.recv_timeout(PATIENCE).map_err(late)?;
        Ok(Row { watcher: until_told - state, state, page: all - until_told, all })
    }

    /// What the program holds in memory, in megabytes, where the system tells.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    }
}

fn ms(length: Duration) -> f64 {
    length.as_secs_f64() * 1000.0
}
