//! Sites of any size, made from the portal's own prose.
//!
//! The portal itself comes first, as it is; then pages are added until the size is reached. Their
//! paragraphs, lists, tables, blocks and headings are the portal's, put together anew by a seeded
//! generator, so that the words, the citations and the glossary terms are as common as in real
//! pages. The same size and seed always give the same site. Enter at [`write_site`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A generated site.
pub struct Generated {
    /// How many bytes of Markdown it holds.
    pub bytes: u64,
    /// How many pages.
    pub pages: usize,
    /// The page that edits are made to, in the middle of the site.
    pub sample: PathBuf,
}

/// No section has more pages: guidance portals have none, and neither should a measurement.
const PAGES_OF_SECTION: usize = 95;

const SECTIONS_OF_PART: usize = 20;

/// About how long the text of a page is.
const BODY_BYTES: usize = 3_000;

/// Writes a site of `pages` pages into the empty folder `root`.
pub fn write_site(root: &Path, pages: usize, seed: u64) -> io::Result<Generated> {
    let portal = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(root)?;
    fs::copy(portal.join("site-config.toml"), root.join("site-config.toml"))?;
    let mut material = Material::default();
    let mut written = copy_content(&portal.join("content"), &root.join("content"), &mut material)?;
    // The site's own copies of what is edited, since a site usually shadows a file or two.
    for file in ["components/callout.html", "assets/css/site.css"] {
        let to = root.join(file);
        fs::create_dir_all(to.parent().unwrap_or(root))?;
        fs::copy(portal.join("themes/default").join(file), to)?;
    }
    let places = places(pages.saturating_sub(written.pages));
    let titles: Vec<String> = places
        .iter()
        .enumerate()
        .map(|(at, _)| {
            format!("{} {}", material.headings[at * 7 % material.headings.len()], at + 1)
        })
        .collect();
    let mut random = Random(seed);
    let mut sample = PathBuf::new();
    for (at, place) in places.iter().enumerate() {
        let text = page(at, &places, &titles, &material, &mut random);
        let file = root.join("content").join(&place[1..]);
        fs::create_dir_all(file.parent().unwrap_or(root))?;
        fs::write(&file, &text)?;
        written.bytes += text.len() as u64;
        if !is_index(place) && (sample.as_os_str().is_empty() || at <= places.len() / 2) {
            sample = file;
        }
    }
    written.pages += places.len();
    written.sample = sample;
    Ok(written)
}

/// What the portal's pages consist of.
#[derive(Default)]
struct Material {
    headings: Vec<String>,
    paragraphs: Vec<String>,
    lists: Vec<String>,
    tables: Vec<String>,
    blocks: Vec<String>,
    works: Vec<String>,
}

fn copy_content(from: &Path, to: &Path, material: &mut Material) -> io::Result<Generated> {
    let mut copied = Generated { bytes: 0, pages: 0, sample: PathBuf::new() };
    fs::create_dir_all(to)?;
    let mut entries: Vec<PathBuf> =
        fs::read_dir(from)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            let inner = copy_content(&path, &target, material)?;
            copied.bytes += inner.bytes;
            copied.pages += inner.pages;
            continue;
        }
        fs::copy(&path, &target)?;
        let text = fs::read_to_string(&path).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "md") {
            copied.bytes += text.len() as u64;
            copied.pages += 1;
            harvest(&text, material);
        } else if path.ends_with("_references.toml") {
            let keys = text.lines().filter_map(|line| line.strip_prefix("key = \""));
            material.works.extend(keys.map(|key| key.trim_end_matches('"').to_string()));
        }
    }
    Ok(copied)
}

/// Takes a page apart.
fn harvest(text: &str, material: &mut Material) {
    let body = text.splitn(3, "+++\n").nth(2).unwrap_or(text);
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let mut block = line.to_string();
        let directive = line.starts_with(":::");
        while let Some(next) = lines.peek() {
            if !directive && next.is_empty() {
                break;
            }
            block.push('\n');
            block.push_str(next);
            let closing = *next == ":::";
            lines.next();
            if directive && closing {
                break;
            }
        }
        if let Some(heading) = line.strip_prefix("## ") {
            // Titles are shown without markup.
            if heading.chars().all(|c| c.is_alphanumeric() || c == ' ') && heading.len() < 40 {
                material.headings.push(heading.to_string());
            }
        } else if line.starts_with("::: ") {
            let known = ["callout", "checklist", "do", "dont", "steps"];
            if line.split(' ').nth(1).is_some_and(|name| known.contains(&name)) {
                material.blocks.push(block);
            }
        } else if line.starts_with('|') {
            material.tables.push(block);
        } else if line.starts_with("- ") {
            material.lists.push(block);
        } else if line.chars().next().is_some_and(char::is_alphabetic)
            && !line.starts_with("Table:")
            && block.len() > 80
        {
            material.paragraphs.push(block);
        }
    }
}

/// The paths of the pages to add, below `/` of the content folder, index pages first.
fn places(pages: usize) -> Vec<String> {
    let mut places = Vec::with_capacity(pages);
    let mut section = 0;
    while places.len() < pages {
        if section == 0 {
            places.push("/library/_index.md".to_string());
        }
        let part = section / SECTIONS_OF_PART + 1;
        if section % SECTIONS_OF_PART == 0 {
            places.push(format!("/library/part-{part:03}/_index.md"));
        }
        section += 1;
        let folder = format!("/library/part-{part:03}/section-{section:04}");
        places.push(format!("{folder}/_index.md"));
        for page in 1..=PAGES_OF_SECTION {
            places.push(format!("{folder}/page-{page:02}.md"));
        }
    }
    places.truncate(pages);
    places
}

fn is_index(place: &str) -> bool {
    place.ends_with("/_index.md")
}

fn page(
    at: usize,
    places: &[String],
    titles: &[String],
    material: &Material,
    random: &mut Random,
) -> String {
    let index = is_index(&places[at]);
    let kind = match random.below(10) {
        _ if index => "section",
        0..6 => "page",
        6..8 => "guidance",
        _ => "principle",
    };
    let title = &titles[at];
    let mut text = format!(
        "+++\ntitle = \"{title}\"\ndescription = \"{title}: what to do, whom to ask and when, for \
         people who plan, do and support peer work.\"\ntype = \"{kind}\"\nreviewed = 2026-11-20\n\
         owner = \"{}\"\n",
        random.of(&["editorial", "practice", "evidence"])
    );
    if !index {
        let audiences = ["peer-workers", "managers", "hr", "commissioners", "clinical-teams"];
        let topics = ["role", "boundaries", "perinatal", "planning", "recruitment", "training"];
        let (first, second) = (random.of(&audiences), random.of(&audiences));
        text.push_str(&format!(
            "order = {at}\naudience = [\"{first}\"{}]\nsetting = [\"{}\"]\ntopic = [\"{}\"]\n",
            if first == second { String::new() } else { format!(", \"{second}\"") },
            random.of(&["inpatient", "community", "voluntary-sector"]),
            random.of(&topics),
        ));
        text.push_str(&format!("sources = [\"{}\"]\n", random.of(&material.works)));
        if random.below(3) == 0 {
            text.push_str(&format!("related = [\"{}\"]\n", near(at, places, random)));
        }
        if random.below(50) == 0 {
            text.push_str(&format!("aliases = [\"/old/page-{at}/\"]\n"));
        }
    }
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    let sentence = |random: &mut Random| {
        let paragraph = random.of(&material.paragraphs).as_str();
        let paragraph = relinked(paragraph, at, places, random);
        quoted(paragraph.split_inclusive(". ").next().unwrap_or(&paragraph).trim())
    };
    match kind {
        "guidance" => {
            text.push_str(&format!("question = \"What about {}?\"\nchecklist = [\n", title));
            for _ in 0..4 {
                text.push_str(&format!("  \"{}\",\n", sentence(random)));
            }
            text.push_str("]\n");
        }
        "principle" => {
            text.push_str(&format!("number = {}\nset = \"A set\"\n", at % 9 + 1));
            text.push_str(&format!("statement = \"{}\"\nin_practice = [\n", sentence(random)));
            for _ in 0..3 {
                text.push_str(&format!("  \"{}\",\n", sentence(random)));
            }
            text.push_str("]\n");
        }
        _ => {}
    }
    if random.below(10) == 0 {
        text.push_str("\n[[changes]]\ndate = 2026-11-12\nnote = \"We wrote it anew.\"\n");
    }
    text.push_str("+++\n");
    let mut body = String::new();
    let mut turn = 0;
    while body.len() < BODY_BYTES {
        let block = match turn % 7 {
            1 | 4 if random.below(3) == 0 => random.of(&material.lists).clone(),
            3 if random.below(2) == 0 => random.of(&material.tables).clone(),
            5 if random.below(2) == 0 => random.of(&material.blocks).clone(),
            0 if turn > 0 => format!("## {}", random.of(&material.headings)),
            // A third level before any second would be a finding.
            2 if turn > 7 && random.below(2) == 0 => {
                format!("### {}", random.of(&material.headings))
            }
            _ => random.of(&material.paragraphs).clone(),
        };
        turn += 1;
        body.push('\n');
        body.push_str(&relinked(&block, at, places, random));
        body.push('\n');
    }
    text + &body
}

/// A text with its links within the site led to pages of the generated part.
fn relinked(text: &str, at: usize, places: &[String], random: &mut Random) -> String {
    let mut result = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, after)) = after.split_once(')') else { break };
        result.push_str(before);
        result.push_str("](");
        if target.contains(':') {
            result.push_str(target);
        } else {
            result.push_str(near(at, places, random));
        }
        result.push(')');
        rest = after;
    }
    result.push_str(rest);
    result
}

/// A page to link to: half of the time one of the neighbours.
fn near<'p>(at: usize, places: &'p [String], random: &mut Random) -> &'p str {
    let to = match random.below(2) {
        0 => at.saturating_sub(20) + random.below(40),
        _ => random.below(places.len()),
    };
    // Never the page itself.
    let to = if to == at { at + 1 } else { to };
    &places[to % places.len()]
}

/// Numbers that look random and are the same in every run. Source: splitmix64, Steele et al. 2014.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }
}
