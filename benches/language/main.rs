//! What the language rules cost beside reading and making the same pages.
//!
//! ```text
//! cargo bench --bench language             the portal's pages, as often as makes 10,000
//! cargo bench --bench language -- 2000     another number of pages
//! ```
//!
//! One thread, everything in memory, the median of five rounds. "making" is a page from its inputs to
//! its bytes: read, written as HTML, put through its template. No test asserts a number.

use std::path::Path;
use std::time::{Duration, Instant};

use alongside::build::{LoadRequest, Plan, Project, Recipe, Tools, make};
use alongside::data::parse_date;
use alongside::document;
use alongside::fingerprint::Fingerprint;
use alongside::lint::language::{self, WordLists};

fn main() {
    let pages: usize =
        std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(10_000);
    let request = LoadRequest {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        embedded: &[],
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    let start = Instant::now();
    let (project, _) = Project::load(request);
    let project = project.expect("the portal loads");
    println!("loading the portal: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let start = Instant::now();
    let (lists, _) = WordLists::read(
        &project.tree,
        "default",
        &project.config.writing,
        &project.library.glossary,
    );
    println!("reading the word lists: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let texts: Vec<_> = project
        .tree
        .below("content")
        .filter(|(_, file)| file.path.as_str().ends_with(".md"))
        .filter_map(|(id, file)| Some((file.path.clone(), project.tree.text(id).ok()?)))
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    println!("{} pages of {} bytes on average, {pages} in all", texts.len(), bytes / texts.len());
    let rules = project.rules();
    let rounds = |run: &mut dyn FnMut()| {
        let mut times: Vec<Duration> = (0..5)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        times[2].as_secs_f64() * 1e6 / pages as f64
    };
    let parsing = rounds(&mut || {
        for (path, text) in texts.iter().cycle().take(pages) {
            std::hint::black_box(document::parse(path, text, rules));
        }
    });
    let documents: Vec<_> = texts
        .iter()
        .filter_map(|(path, text)| Some((path, text, document::parse(path, text, rules).0?)))
        .collect();
    let checking = rounds(&mut || {
        for (path, text, document) in documents.iter().cycle().take(pages) {
            std::hint::black_box(language::check(path, text, document, "en-GB", &lists));
        }
    });
    let theme = project.theme.as_ref().expect("the theme loads");
    let plan = Plan::new(&project, theme, Fingerprint::of("engine", "bench"));
    let tools = Tools { tree: &project.tree, theme, rules, matcher: &project.matcher };
    let recipes: Vec<Recipe> = plan
        .listed()
        .0
        .into_iter()
        .map(|listed| listed.recipe)
        .filter(|recipe| matches!(recipe, Recipe::Page(..)))
        .collect();
    let making = rounds(&mut || {
        for recipe in recipes.iter().cycle().take(pages) {
            let _ = std::hint::black_box(make(&plan.inputs(recipe), tools));
        }
    });
    println!("parsing   {parsing:8.1} microseconds a page");
    println!("the rules {checking:8.1} microseconds a page");
    println!("making    {making:8.1} microseconds a page");
}
