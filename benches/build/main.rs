//! The whole program on sites of several sizes: where its time goes, how much memory it takes and
//! how much it writes.
//!
//! ```text
//! cargo bench --bench build                        100 and 1,000 pages
//! cargo bench --bench build -- 10000 100000        other sizes
//! cargo bench --bench build -- 10000 --runs 5      more runs; medians are shown
//! cargo bench --bench build -- 1000 --in memory    only `memory`, or only `disk`
//! cargo bench --bench build -- 1000 --binary PATH  another build of the program
//! cargo bench --bench build -- 1000 --site DIR     only write the site into DIR
//! ```
//!
//! Every run is a process of its own. Files are as hot in the machine's cache as the run before
//! left them. No number here is asserted by any test: see the folder's README for how to read them.

mod generate;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs, io};

use generate::{Generated, write_site};

const SEED: u64 = 20_261_120;

struct Options {
    sizes: Vec<usize>,
    runs: Option<usize>,
    binary: PathBuf,
    media: Vec<Medium>,
    site: Option<PathBuf>,
}

/// Where site and output are.
#[derive(Clone)]
struct Medium {
    name: &'static str,
    folder: PathBuf,
}

/// What one run told.
#[derive(Clone, Default)]
struct Run {
    wall: f64,
    /// Steps with their milliseconds.
    steps: Vec<(String, f64)>,
    peak: f64,
    files: f64,
    megabytes: f64,
}

fn main() -> ExitCode {
    let result = options().and_then(|options| measure(&options).map_err(|e| e.to_string()));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, String> {
    let mut options =
        Options { sizes: Vec::new(), runs: None, binary: binary(), media: media(), site: None };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| format!("`{argument}` needs a value after it"));
        match argument.as_str() {
            // Cargo says this to every bench.
            "--bench" => {}
            "--runs" => options.runs = Some(value()?.parse().map_err(|_| "not a number")?),
            "--binary" => options.binary = PathBuf::from(value()?),
            "--site" => options.site = Some(PathBuf::from(value()?)),
            "--in" => {
                let name = value()?;
                options.media.retain(|medium| medium.name == name);
            }
            size => options.sizes.push(
                size.replace([',', '_'], "").parse().map_err(|_| format!("`{size}` is no size"))?,
            ),
        }
    }
    if options.sizes.is_empty() {
        options.sizes = vec![100, 1_000];
    }
    Ok(options)
}

/// The program: Cargo names it to benches; otherwise it is two folders above this bench.
fn binary() -> PathBuf {
    if let Some(path) = option_env!("CARGO_BIN_EXE_alongside") {
        return PathBuf::from(path);
    }
    let own = env::current_exe().unwrap_or_default();
    own.parent().and_then(Path::parent).unwrap_or(&own).join("alongside")
}

fn media() -> Vec<Medium> {
    let shared = Path::new("/dev/shm");
    let disk = option_env!("CARGO_TARGET_TMPDIR").map_or_else(env::temp_dir, PathBuf::from);
    let mut media = vec![Medium { name: "disk", folder: disk }];
    if shared.is_dir() {
        media.insert(0, Medium { name: "memory", folder: shared.to_path_buf() });
    }
    media
}

fn measure(options: &Options) -> io::Result<()> {
    if let (Some(folder), Some(size)) = (&options.site, options.sizes.first()) {
        write_site(folder, *size, SEED)?;
        println!("{size} pages are in {}", folder.display());
        return Ok(());
    }
    println!("the program is {}, {} bytes", options.binary.display(), {
        fs::metadata(&options.binary)?.len()
    });
    for size in &options.sizes {
        let runs = options.runs.unwrap_or(match size {
            0..=2_000 => 7,
            2_001..=20_000 => 5,
            _ => 1,
        });
        for medium in &options.media {
            let folder = medium.folder.join(format!("alongside-bench-{}", std::process::id()));
            let result = measure_site(options, *size, runs, medium, &folder);
            fs::remove_dir_all(&folder)?;
            result?;
        }
    }
    Ok(())
}

fn measure_site(
    options: &Options,
    size: usize,
    runs: usize,
    medium: &Medium,
    folder: &Path,
) -> io::Result<()> {
    let site = write_site(folder, size, SEED)?;
    let bench = Bench { binary: &options.binary, folder, site, runs };
    println!();
    println!(
        "{} pages, {:.1} MB of Markdown, in {}, median of {runs}",
        bench.site.pages,
        bench.site.bytes as f64 / 1e6,
        medium.name,
    );
    let clean = bench.row("clean", &|_| bench.empty())?;
    println!("{}", head(&clean));
    println!("{}", line("clean", &clean, &clean));
    for (name, edit) in bench.edits() {
        println!("{}", line(name, &bench.row(name, edit.as_ref())?, &clean));
    }
    if medium.name == "memory" && size <= 20_000 {
        for mode in ["templates", "pages", "off"] {
            bench.minify(mode)?;
            let name = format!("clean, minify {mode}");
            println!("{}", line(&name, &bench.row(&name, &|_| bench.empty())?, &clean));
        }
    }
    Ok(())
}

type Edit<'b> = Box<dyn Fn(usize) -> io::Result<()> + 'b>;

struct Bench<'b> {
    binary: &'b Path,
    folder: &'b Path,
    site: Generated,
    runs: usize,
}

impl Bench<'_> {
    /// The changes after each of which a build is timed, in their order.
    fn edits(&self) -> Vec<(&'static str, Edit<'_>)> {
        let append = |file: PathBuf, text: fn(usize) -> String| -> Edit<'_> {
            Box::new(move |run| {
                let mut all = fs::read_to_string(&file)?;
                all.push_str(&text(run));
                fs::write(&file, all)
            })
        };
        let title: Edit<'_> = Box::new(|run| {
            let text = fs::read_to_string(&self.site.sample)?;
            let lines = text.lines().map(|line| match line.strip_prefix("title = ") {
                Some(_) => format!("title = \"A title {run}\"\n"),
                None => format!("{line}\n"),
            });
            fs::write(&self.site.sample, lines.collect::<String>())
        });
        let component: Edit<'_> = Box::new(|run| {
            let path = self.folder.join("components/callout.html");
            let text = fs::read_to_string(&path)?;
            let (before, after) = text.split_once(" role=\"note\"").unwrap_or((&text, ""));
            let (before, _) = before.split_once(" data-bench").unwrap_or((before, ""));
            fs::write(&path, format!("{before} data-bench=\"{run}\" role=\"note\"{after}"))
        });
        vec![
            ("no change", Box::new(|_| Ok(()))),
            (
                "one body",
                append(self.site.sample.clone(), |run| format!("\nOne more sentence, {run}.\n")),
            ),
            ("one title", title),
            ("one component", component),
            (
                "one stylesheet",
                append(self.folder.join("assets/css/site.css"), |run| {
                    format!("\n.bench-{run} {{ color: red; }}\n")
                }),
            ),
        ]
    }

    fn output(&self) -> PathBuf {
        self.folder.join("public")
    }

    /// Removes what was published and what is remembered of it.
    fn empty(&self) -> io::Result<()> {
        for folder in [self.output(), self.folder.join(".alongside")] {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
        }
        Ok(())
    }

    fn minify(&self, mode: &str) -> io::Result<()> {
        let path = self.folder.join("site-config.toml");
        let text = fs::read_to_string(&path)?;
        let bare = text.split("\n[output]").next().unwrap_or(&text);
        fs::write(&path, format!("{bare}\n[output]\nminify = \"{mode}\"\n"))
    }

    /// The median run after a change.
    fn row(&self, name: &str, before: &dyn Fn(usize) -> io::Result<()>) -> io::Result<Run> {
        let mut runs = Vec::with_capacity(self.runs);
        for number in 0..self.runs {
            before(number)?;
            runs.push(self.run(name)?);
        }
        Ok(median(&runs))
    }

    fn run(&self, name: &str) -> io::Result<Run> {
        let mut command = Command::new(self.binary);
        command.args(["build", "--timings", "--color", "never", "--date", "2026-11-20", "--root"]);
        command.arg(self.folder).arg("--output").arg(self.output());
        let start = Instant::now();
        let output = command.output()?;
        let wall = start.elapsed().as_secs_f64() * 1000.0;
        let text = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(io::Error::other(format!("{name} failed:\n{text}")));
        }
        let mut run = Run { wall, ..Run::default() };
        for line in text.lines() {
            let mut words = line.split_whitespace();
            let number = words.next().and_then(|word| word.parse::<f64>().ok());
            let (Some(number), Some(unit)) = (number, words.next()) else { continue };
            let what = words.collect::<Vec<_>>().join(" ");
            match (unit, what.as_str()) {
                ("ms", "in all") => {}
                ("ms", step) => run.steps.push((step.to_string(), number)),
                ("MB", "of memory at most") => run.peak = number,
                ("MB", "written") => run.megabytes = number,
                ("files", "written") => run.files = number,
                _ => {}
            }
        }
        Ok(run)
    }
}

/// Every number's own median.
fn median(runs: &[Run]) -> Run {
    let of = |number: &dyn Fn(&Run) -> f64| {
        let mut numbers: Vec<f64> = runs.iter().map(number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.get(numbers.len() / 2).copied().unwrap_or_default()
    };
    let names = runs.first().map(|run| run.steps.clone()).unwrap_or_default();
    let step = |at: usize| of(&|run| run.steps.get(at).map_or(0.0, |step| step.1));
    Run {
        wall: of(&|run| run.wall),
        steps: names.into_iter().enumerate().map(|(at, (name, _))| (name, step(at))).collect(),
        peak: of(&|run| run.peak),
        files: of(&|run| run.files),
        megabytes: of(&|run| run.megabytes),
    }
}

fn head(run: &Run) -> String {
    let steps: String = run.steps.iter().map(|(name, _)| format!("{name:>9}")).collect();
    format!("{:<24}{:>9}{steps}{:>9}{:>9}{:>9}", "", "wall ms", "peak MB", "files", "MB")
}

/// The numbers of a run below the steps of another. A run that finds nothing changed has few of them.
fn line(name: &str, run: &Run, below: &Run) -> String {
    let mut left = run.steps.iter().peekable();
    let mut length = |step: &str| left.next_if(|own| own.0 == step).map_or(0.0, |own| own.1);
    let steps = below.steps.iter().map(|(step, _)| format!("{:>9.1}", length(step)));
    let steps: String = steps.collect();
    format!(
        "{name:<24}{:>9.1}{steps}{:>9.1}{:>9}{:>9.1}",
        run.wall, run.peak, run.files, run.megabytes
    )
}
