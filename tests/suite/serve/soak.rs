//! Every page that the preview serves equals a clean build of the same files, after any series of
//! edits. `SOAK_SEED=7 SOAK_ROUNDS=500 cargo test --test suite soak` runs others.

use std::time::{Duration, Instant};

use super::preview::{Preview, without_client};
use super::{DAY, address, published, saved};
use crate::prose::Numbers;
use crate::site::{Site, day};
use crate::twin;

/// How many edits each soak makes unless `SOAK_ROUNDS` says otherwise.
const ROUNDS: usize = 40;

/// Not edits of files, but of what a build is told.
const NOT_OF_FILES: [&str; 4] = ["date", "base URL of the command", "drafts", "keep"];

#[test]
fn served_pages_equal_a_clean_build() {
    soak(Site::generated(number("SOAK_SEED", 11), 24), 1);
}

#[test]
fn served_pages_equal_a_clean_build_with_search() {
    let mut site = Site::generated(number("SOAK_SEED", 12), 12);
    site.write("templates/search.html", "{{ search.index }}");
    soak(site, 2);
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn soak(site: Site, own: u64) {
    let seed = number("SOAK_SEED", 0) * 2 + own;
    let rounds = number("SOAK_ROUNDS", ROUNDS as u64) as usize;
    eprintln!("soak: seed {seed}, {rounds} rounds");
    let mut numbers = Numbers(seed);
    let mut site = saved(site);
    let mut preview = Preview::of(&site.root(), &["--date", DAY]);
    let mut good = site.files.clone();
    compare(&mut preview, &site, &format!("seed {seed}, at first"));
    for round in 0..rounds {
        let mut names = Vec::new();
        for _ in 0..1 + numbers.below(6) / 4 {
            let (name, edit) = numbers.pick(twin::EDITS);
            if NOT_OF_FILES.contains(&name) {
                continue;
            }
            edit(&mut site, &mut numbers);
            names.push(name);
        }
        site.save(numbers.one_in(2));
        let after = format!("seed {seed}, round {round}, after {names:?}");
        if compare(&mut preview, &site, &after) {
            good = site.files.clone();
        } else if numbers.one_in(2) {
            site.files = good.clone();
            site.save(false);
            assert!(compare(&mut preview, &site, &format!("{after}, then mended")));
        }
    }
}

/// Waits until everything is served as a clean build would publish it. Gives whether the site could
/// be published at all; if not, the preview only has to live on.
fn compare(preview: &mut Preview, site: &Site, after: &str) -> bool {
    assert!(preview.lives(), "{after}: the preview has ended");
    let Some(wanted) = published(&site.files, site, day(DAY)) else { return false };
    let config = site.read("site-config.toml");
    let line = config.lines().find(|line| line.starts_with("base_url")).unwrap();
    let url = line.split('"').nth(1).unwrap();
    let base = format!("/{}", url.splitn(4, '/').nth(3).unwrap_or_default());
    let begun = Instant::now();
    loop {
        let wrong = wanted.iter().find_map(|(path, bytes)| {
            let answer = preview.get(&address(&base, path));
            let status = if path == "404.html" { 200 } else { answer.status };
            let served = without_client(answer.body);
            (status != 200 || served != *bytes).then(|| {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                format!("`{path}` is {status}\n{}\nand not\n{}", text(&served), text(bytes))
            })
        });
        let Some(wrong) = wrong else { return true };
        assert!(begun.elapsed() < Duration::from_secs(30), "{after}: {wrong}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
