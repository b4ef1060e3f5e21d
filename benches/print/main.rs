//! What PDFs and Word files of the portal cost: time and size of each role specification.
//!
//! ```text
//! cargo bench --bench print --features pdf         9 rounds
//! cargo bench --bench print --features pdf -- 21   more
//! ```
//!
//! Each round makes every file of the portal once, one after the other, on one thread, so that a
//! file is always made after two dozen others: warm, and without what is remembered of itself. Times are
//! from the Markdown to the bytes, the median of the rounds. No test asserts a number.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use alongside::build::{self, LoadRequest, Made, Plan, Project, Tools};
use alongside::data::parse_date;
use alongside::fingerprint::Fingerprint;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let rounds: usize = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(9);
    let request = LoadRequest {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        embedded: &[],
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    let (project, _) = Project::load(request);
    let project = project.expect("the portal loads");
    let theme = project.theme.as_ref().expect("the theme loads");
    let plan = Plan::new(&project, theme, Fingerprint::of("engine", "bench"));
    let tools =
        Tools { tree: &project.tree, theme, rules: project.rules(), matcher: &project.matcher };
    let files = plan.downloads();
    let mut times: BTreeMap<&str, (Vec<Duration>, Made)> = BTreeMap::new();
    let start = Instant::now();
    for round in 0..=rounds {
        for file in &files {
            let start = Instant::now();
            let made = build::make(&plan.inputs(&file.recipe), tools).expect("it can be made");
            let time = start.elapsed();
            // The first round is not warm.
            if round > 0 {
                times.entry(file.path.as_str()).or_insert((Vec::new(), made)).0.push(time);
            }
        }
        if round == 0 {
            println!(
                "{} files, the first round {:.0} ms",
                files.len(),
                milliseconds(start.elapsed())
            );
        }
    }
    let mut all: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (path, (times, made)) in &mut times {
        times.sort_unstable();
        let median = milliseconds(times[times.len() / 2]);
        let (_, kind) = path.rsplit_once('.').unwrap_or_default();
        all.entry(kind).or_default().push(median);
        if path.starts_with("roles/") {
            let sheets = made.sheets.map_or(String::new(), |sheets| format!(", {sheets} sheets"));
            println!("{median:6.1} ms {:7} bytes{sheets}  {path}", made.bytes.len());
        }
    }
    for (kind, mut medians) in all {
        medians.sort_unstable_by(f64::total_cmp);
        let (middle, most) = (medians[medians.len() / 2], medians[medians.len() - 1]);
        println!("{} {kind} files: median {middle:.1} ms, longest {most:.1} ms", medians.len());
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
