//! The first promise: after any series of edits an incremental build equals a clean one, in every
//! byte of the folder, every finding and every entry of the manifest.
//!
//! Random edits on a generated site. A failure names the seed; run it again with
//! `TWIN_SEED=… TWIN_ROUNDS=… cargo test --test suite twin`, and make it a named regression.

use std::fs;

use alongside::config::BaseUrl;
use alongside::diagnostic::Failure;

use super::prose::{self, Numbers};
use super::site::{Files, Site, day, read_folder};

/// How many edits each seed makes unless `TWIN_ROUNDS` says otherwise.
const ROUNDS: usize = 50;

#[test]
fn incremental_equals_clean_one() {
    series(1);
}

#[test]
fn incremental_equals_clean_two() {
    series(2);
}

#[test]
fn incremental_equals_clean_on_the_portal() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("TWIN_SEED").unwrap_or(0);
    // Each of its builds takes as long as many of the small site.
    let rounds = number("TWIN_ROUNDS").map_or(ROUNDS, |rounds| rounds as usize).div_ceil(10);
    eprintln!("twin: the portal, seed {seed}, {rounds} rounds");
    run(Site::portal_without_pdfs(), seed, rounds);
}

#[test]
fn incremental_equals_clean_with_search() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("TWIN_SEED").unwrap_or(0) * 2 + 7;
    let rounds = number("TWIN_ROUNDS").map_or(ROUNDS, |rounds| rounds as usize);
    eprintln!("twin: with search, seed {seed}, {rounds} rounds");
    let mut site = Site::generated(seed, 40);
    site.files.insert("templates/search.html".into(), b"{{ search.index }}".to_vec());
    run(site, seed, rounds);
}

fn series(own: u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("TWIN_SEED").unwrap_or(0) * 2 + own;
    let rounds = number("TWIN_ROUNDS").map_or(ROUNDS, |rounds| rounds as usize);
    eprintln!("twin: seed {seed}, {rounds} rounds");
    run(Site::generated(seed, 24), seed, rounds);
}

/// Makes `rounds` edits on a site, with a comparison after each.
fn run(mut site: Site, seed: u64, rounds: usize) {
    let mut numbers = Numbers(seed);
    site.build_and_compare(&format!("seed {seed}, at first"));
    let mut good = site.files.clone();
    for round in 0..rounds {
        // Some rounds make several edits before the next build, as people do.
        let mut names = Vec::new();
        for _ in 0..1 + numbers.below(6) / 4 {
            let (name, edit) = numbers.pick(EDITS);
            edit(&mut site, &mut numbers);
            names.push(name);
        }
        // Half of the edits leave no trace in the times of files.
        site.save(numbers.one_in(2));
        if numbers.one_in(5) {
            let mut steps = numbers.below(40);
            let stopped = site.build_stepwise(&mut |_| {
                steps = steps.checked_sub(1).ok_or_else(|| Failure::new("stopped"))?;
                Ok(())
            });
            names.push(if stopped.is_err() { "a stopped build" } else { "a build" });
        }
        let after = format!("seed {seed}, round {round}, after {names:?}");
        let built = site.build_and_compare(&after);
        if std::env::var_os("TWIN_LOUD").is_some() {
            let errors: Vec<&str> = built.outcome.findings.iter().map(|f| f.code.name()).collect();
            eprintln!("{after}: {} made, found {errors:?}", built.outcome.made.len());
        }
        if !built.outcome.has_errors() {
            good = site.files.clone();
            if numbers.one_in(8) {
                tamper(&site, &mut numbers);
                site.build_and_compare(&format!("{after}, then a published file changed"));
            }
        } else if numbers.one_in(2) {
            // Mended: as it was when it last was good.
            site.files = good.clone();
            site.build_and_compare(&format!("{after}, then mended"));
        }
    }
}

/// Somebody deletes or changes a published file.
fn tamper(site: &Site, numbers: &mut Numbers) {
    let published: Vec<String> = read_folder(&site.out()).into_keys().collect();
    let place = site.out().join(numbers.pick(&published));
    match numbers.one_in(2) {
        true => fs::remove_file(place).unwrap(),
        false => fs::write(place, "not what was published").unwrap(),
    }
}

pub type Edit = fn(&mut Site, &mut Numbers);

/// Every kind of edit, some more than once since they are more usual.
pub const EDITS: &[(&str, Edit)] = &[
    ("body", body),
    ("body", body),
    ("body, same size", same_size),
    ("body, same size", same_size),
    ("append a paragraph", append),
    ("title", |site, numbers| front(site, numbers, "title", |n| quoted(&prose::title(n)))),
    ("title", |site, numbers| front(site, numbers, "title", |n| quoted(&prose::title(n)))),
    ("description", |site, numbers| {
        front(site, numbers, "description", |n| quoted(&prose::title(n)))
    }),
    ("order", |site, numbers| front(site, numbers, "order", |n| n.below(9).to_string())),
    ("slug", |site, numbers| front(site, numbers, "slug", |n| format!("\"s{}\"", n.below(1000)))),
    ("type", |site, numbers| {
        front(site, numbers, "type", |n| quoted(n.pick(&["page", "guide", "role", "page"])))
    }),
    ("audience", |site, numbers| {
        front(site, numbers, "audience", |n| {
            n.pick(&["[\"managers\"]", "[\"workers\"]", "[]", "[\"workers\", \"managers\"]"])
                .to_string()
        })
    }),
    ("topic", |site, numbers| {
        front(site, numbers, "topic", |n| {
            format!("[\"{}\"]", n.pick(&["starting", "staying", "leaving"]))
        })
    }),
    ("sources", |site, numbers| {
        front(site, numbers, "sources", |n| {
            format!("[\"{}\"]", n.pick(&["field-2019", "hill-2021", "moor-2023"]))
        })
    }),
    ("related", |site, numbers| {
        let target = link(site, numbers);
        front(site, numbers, "related", move |_| format!("[\"{target}\"]"));
    }),
    ("page language", |site, numbers| {
        front(site, numbers, "language", |n| quoted(n.pick(&["cy", "en-GB", "gd"])))
    }),
    ("owner", |site, numbers| {
        front(site, numbers, "owner", |n| quoted(n.pick(&["editors", "training"])))
    }),
    ("reviewed", |site, numbers| {
        front(site, numbers, "reviewed", |n| format!("2025-{:02}-03", 1 + n.below(12)))
    }),
    ("draft of a page", |site, numbers| front(site, numbers, "draft", |n| n.one_in(2).to_string())),
    ("alias", |site, numbers| {
        front(site, numbers, "aliases", |n| format!("[\"/old/{}/\"]", n.below(40)))
    }),
    ("status", |site, numbers| {
        let path = page(site, numbers);
        set_front(site, &path, "status", "\"withdrawn\"");
        set_front(site, &path, "status_reason", "\"It no longer holds.\"");
    }),
    ("change", |site, numbers| {
        let path = page(site, numbers);
        let date = format!("2026-0{}-0{}", 1 + numbers.below(9), 1 + numbers.below(9));
        let entry = format!("[[changes]]\ndate = {date}\nnote = \"Changed.\"\n+++\n");
        let text = site.read(&path).replacen("\n+++\n", &format!("\n{entry}"), 1);
        site.write(&path, &text);
    }),
    ("add a page", add),
    ("add a page", add),
    ("add a section", |site, numbers| {
        let name = format!("content/stories/s{}/_index.md", numbers.below(6));
        let text = format!("+++\ntitle = {}\n+++\n", quoted(&prose::title(numbers)));
        site.write(&name, &text);
    }),
    ("delete a page", |site, numbers| {
        let path = page(site, numbers);
        site.remove(&path);
    }),
    ("delete a generated page", |site, numbers| {
        if let Some(path) = generated(site, numbers) {
            site.remove(&path);
        }
    }),
    ("delete any file", |site, numbers| {
        let paths: Vec<String> = site.files.keys().cloned().collect();
        let path = numbers.pick(&paths);
        site.remove(&path);
    }),
    ("rename a page", |site, numbers| {
        let (path, number) = (page(site, numbers), numbers.below(1000));
        let folder = path.rsplit_once('/').unwrap().0.to_string();
        moved(site, &path, &format!("{folder}/r{number}.md"));
    }),
    ("move a page", |site, numbers| {
        let path = page(site, numbers);
        let name = path.rsplit_once('/').unwrap().1.to_string();
        let section = numbers.pick(prose::SECTIONS);
        moved(site, &path, &format!("content/{section}/{name}"));
    }),
    ("move a section", |site, numbers| {
        let (from, to) = numbers.pick(&[
            ("content/guidance/deeper/", "content/deeper/"),
            ("content/deeper/", "content/guidance/deeper/"),
            ("content/stories/", "content/about/stories/"),
            ("content/about/stories/", "content/stories/"),
        ]);
        let paths: Vec<String> =
            site.files.keys().filter(|path| path.starts_with(from)).cloned().collect();
        for path in paths {
            let target = path.replacen(from, to, 1);
            moved(site, &path, &target);
        }
    }),
    ("link", |site, numbers| {
        let (path, target) = (page(site, numbers), link(site, numbers));
        let text = format!("{}\nSee [that page]({target}).\n", site.read(&path));
        site.write(&path, &text);
    }),
    ("heading and a link to it", |site, numbers| {
        let (path, other, number) = (page(site, numbers), page(site, numbers), numbers.below(99));
        let text = format!("{}\n## Part {number} {{#part-{number}}}\n", site.read(&path));
        site.write(&path, &text);
        let below = path.strip_prefix("content").unwrap();
        let text = format!("{}\n[Part]({below}#part-{number}).\n", site.read(&other));
        site.write(&other, &text);
    }),
    ("citation", |site, numbers| {
        let path = page(site, numbers);
        let key = numbers.pick(&["field-2019", "hill-2021", "moor-2023"]);
        let text = format!("{}\nAs known [@{key}, p. 4].\n", site.read(&path));
        site.write(&path, &text);
    }),
    ("add a glossary term", |site, numbers| {
        let word = numbers.pick(&["trust", "the week", "peer", "open", "support is given", "SV"]);
        let text = format!(
            "{}\n[[terms]]\nid = \"t{}\"\nterm = {word:?}\nmeaning = \"A word.\"\n",
            text(site, GLOSSARY),
            numbers.below(100)
        );
        site.write(GLOSSARY, &text);
    }),
    ("glossary meaning", |site, numbers| swap(site, GLOSSARY, numbers, MEANINGS)),
    ("glossary alias", |site, numbers| swap(site, GLOSSARY, numbers, ALIASES)),
    ("glossary term", |site, numbers| swap(site, GLOSSARY, numbers, TERMS)),
    ("glossary sources", |site, numbers| swap(site, GLOSSARY, numbers, TERM_SOURCES)),
    ("reference", |site, numbers| swap(site, REFERENCES, numbers, WORKS)),
    ("add a reference", |site, numbers| {
        let text = format!(
            "{}\n[[references]]\nkey = \"a-{}\"\ntitle = \"Anew\"\n",
            text(site, REFERENCES),
            numbers.below(1000)
        );
        site.write(REFERENCES, &text);
    }),
    ("template", |site, numbers| theme_edit(site, numbers, "templates")),
    ("template", |site, numbers| theme_edit(site, numbers, "templates")),
    ("component", |site, numbers| theme_edit(site, numbers, "components")),
    ("component", |site, numbers| theme_edit(site, numbers, "components")),
    ("site template over the theme's", |site, numbers| {
        let name = numbers.pick(&["page.html", "parts/header.html", "parts/list.html"]);
        let own = format!("templates/{name}");
        if site.files.remove(&own).is_none() {
            let text = text(site, &theme_path(site, &format!("templates/{name}")));
            site.write(&own, &format!("{text}<!-- own -->\n"));
        }
    }),
    ("site component over the theme's", |site, numbers| {
        let name = numbers.pick(&["day.html", "card.html", "callout.html"]);
        let own = format!("components/{name}");
        if site.files.remove(&own).is_none() {
            let text = text(site, &theme_path(site, &format!("components/{name}")));
            site.write(&own, &text.replacen("-%}\n<", "-%}\n<b>own</b><", 1));
        }
    }),
    ("asset", |site, numbers| {
        let name =
            numbers.pick(&["css/site.css", "css/print.css", "js/app.js", "js/part.js", "note.txt"]);
        let path = theme_path(site, &format!("assets/{name}"));
        let text = format!("{}/* {} */\n", text(site, &path), numbers.below(1000));
        site.write(&path, &text);
    }),
    ("asset that a stylesheet names", |site, numbers| {
        let text = format!("<svg><!-- {} --></svg>", numbers.below(1000));
        site.write(&theme_path(site, "assets/img/back.svg"), &text);
    }),
    ("new asset", |site, numbers| {
        site.write(&format!("assets/new{}.svg", numbers.below(5)), "<svg/>");
    }),
    ("file beside a page", |site, numbers| {
        let text = format!("<svg><!-- {} --></svg>", numbers.below(1000));
        site.write("content/roles/badge.svg", &text);
    }),
    ("image beside a page", |site, numbers| {
        let image = prose::image(1 + numbers.below(4) as u32, 7);
        site.files.insert(prose::IMAGE.to_string(), image);
    }),
    ("strings", |site, numbers| {
        let language = numbers.pick(&["en-GB", "cy"]);
        swap(site, &theme_path(site, &format!("strings/{language}.toml")), numbers, STRINGS);
    }),
    ("site strings", |site, numbers| {
        let text = format!("due = \"Due {}\"\n", numbers.below(10));
        site.write("strings/en-GB.toml", &text);
    }),
    ("config", |site, numbers| swap(site, CONFIG, numbers, CONFIGS)),
    ("config", |site, numbers| swap(site, CONFIG, numbers, CONFIGS)),
    ("config", |site, numbers| swap(site, CONFIG, numbers, CONFIGS)),
    ("type declaration", |site, numbers| {
        let name = numbers.pick(&["guide", "role", "page", "section"]);
        swap(site, &theme_path(site, &format!("types/{name}.toml")), numbers, DECLARATIONS);
    }),
    ("date", |site, numbers| {
        site.options.date = day(&format!("2026-{:02}-15", 1 + numbers.below(12)));
    }),
    ("base URL of the command", |site, numbers| {
        let other = BaseUrl::parse("https://preview.example/a/b/").unwrap();
        site.options.base_url = numbers.one_in(2).then_some(other);
    }),
    ("drafts", |site, _| site.options.drafts = !site.options.drafts),
    ("keep", |site, _| site.options.keep = if site.options.keep == 0 { 1 << 20 } else { 0 }),
    ("break a page", |site, numbers| {
        let path = page(site, numbers);
        let broken = numbers.pick(&[
            "\n[nowhere](/no/such.md)\n",
            "\n::: callot\n:::\n",
            "\n::: callout\n",
            "\n[^none]\n",
            "\n<b>raw</b>\n",
            "\n[@nobody-1900]\n",
        ]);
        let text = site.read(&path) + broken;
        site.write(&path, &text);
    }),
    ("break front matter", |site, numbers| {
        let path = page(site, numbers);
        let text = site.read(&path).replacen("title", numbers.pick(&["titel", "title = 3\nx"]), 1);
        site.write(&path, &text);
    }),
    ("break a template", |site, numbers| {
        let name = numbers.pick(&["page.html", "guide.html", "parts/list.html"]);
        let path = theme_path(site, &format!("templates/{name}"));
        let text =
            text(site, &path) + numbers.pick(&["{% if %}", "{{ page.none.such }}", "{{ nobody }}"]);
        site.write(&path, &text);
    }),
    ("not text", |site, numbers| {
        let path = page(site, numbers);
        site.files.get_mut(&path).unwrap().push(0xff);
    }),
];

const CONFIG: &str = "site-config.toml";
const GLOSSARY: &str = "content/_glossary.toml";
const REFERENCES: &str = "content/_references.toml";

/// Pairs of texts, of which one stands in for the other, both ways.
type Pairs = &'static [(&'static str, &'static str)];

const MEANINGS: Pairs = &[
    ("Regular time to think", "A fixed hour to think"),
    ("A life that is worth living.", "See [leaving](/guidance/leaving.md)."),
    ("see = [\"supervision\"]", "see = [\"recovery\"]"),
    ("/roles/_index.md", "/roles/worker.md"),
];
const ALIASES: Pairs = &[
    ("aliases = [\"reflective practice\"]", "aliases = [\"thinking together\", \"week\"]"),
    ("abbr = \"SV\"", "abbr = \"SUP\""),
    ("meaning = \"A life", "link = false\nmeaning = \"A life"),
];
const TERMS: Pairs = &[
    ("term = \"recovery\"", "term = \"a recovery\""),
    ("term = \"peer support\"", "term = \"peer\""),
    ("id = \"recovery\"", "id = \"getting-well\""),
    ("term = \"supervision\"", "term = \"zone of supervision\""),
];
const TERM_SOURCES: Pairs = &[
    ("sources = [\"field-2019\"]", "sources = [\"moor-2023\", \"field-2019\"]"),
    ("id = \"recovery\"", "id = \"recovery\"\nsources = [\"hill-2021\"]"),
];
const WORKS: Pairs = &[
    ("Read *chapter two*.", "Read *all of it*."),
    ("Read *chapter two*.", "See [leaving](/guidance/leaving.md)."),
    ("year = \"2021\"", "year = \"2022\""),
    ("https://papers.example/hill", "https://papers.example/dale"),
    ("title = \"A survey of moors\"", "title = \"A survey of moors\"\nnote = \"Dry.\""),
    ("seed = true", "seed = false"),
];
const STRINGS: Pairs = &[
    ("skip = \"", "skip = \"Now: "),
    ("words_one = \"1 word\"", "words_one = \"one word\""),
    ("\"January\"", "\"Jan\""),
    ("\"March\"", "\"Mar\""),
    ("\"Mawrth\"", "\"Maw\""),
    ("\"November\", \"December\"]", "\"November\"]"),
    ("\"Tachwedd\", \"Rhagfyr\"]", "\"Tachwedd\"]"),
    ("title = \"A to Z\"", "title = \"All pages\""),
    ("description = \"All of these.\"", "description = \"Every one.\""),
    ("note = \"Note\"", "note = \"Mind\""),
    ("title = \"Notes\"", "title = \"Footnotes\""),
];
const CONFIGS: Pairs = &[
    ("title = \"Small\"", "title = \"Smaller\""),
    ("A small site", "A tiny site"),
    ("https://small.example/", "https://small.example/sub/"),
    ("https://small.example/", "https://other.example/"),
    ("name = \"The testers\"", "name = \"The writers\""),
    ("name = \"The editors\"", "name = \"Editing\""),
    ("phone = \"116 123\"", "phone = \"116 124\""),
    ("checked = 2026-01-05", "checked = 2026-03-05"),
    ("label = \"Guidance\"", "label = \"Guides\""),
    ("page = \"roles/_index.md\"", "page = \"roles/worker.md\""),
    ("label = \"Who it is for\"", "label = \"For\""),
    ("label = \"Managers\"", "label = \"Leads\""),
    ("description = \"People who do the work.\"", "description = \"Workers.\""),
    ("slug = \"staying\"\nlabel = \"Staying\"", "slug = \"staying\"\nlabel = \"Stay\""),
    ("smart_punctuation = true", "smart_punctuation = false"),
    ("raw_html = false", "raw_html = true"),
    ("minify = \"templates\"", "minify = \"off\""),
    ("minify = \"templates\"", "minify = \"pages\""),
    ("per_page = 12", "per_page = 4"),
    ("limit = 4", "limit = 2"),
    ("Side by side", "Together"),
    ("language = \"en-GB\"", "language = \"cy\""),
    ("[extra]", "[checks]\nduplicate-title = \"off\"\n[extra]"),
    ("[extra]", "[checks]\nbroken-link = \"warning\"\n[extra]"),
];
const DECLARATIONS: Pairs = &[
    ("label = \"Guide\"", "label = \"How to\""),
    ("label = \"Page\"", "label = \"Leaf\""),
    ("label = \"Role\"", "label = \"Post\""),
    ("plural = \"Roles\"", "plural = \"Posts\""),
    ("label = \"Easy\"", "label = \"Light\""),
    ("default = \"easy\"", "default = \"hard\""),
    ("review_in = \"12 months\"", "review_in = \"6 months\""),
    ("template = \"page.html\"", "template = \"changes.html\""),
    ("template = \"page.html\"", "template = \"guide.html\""),
    ("kind = \"text\"", "kind = \"markdown\""),
    ("label = \"Section\"", "label = \"Part\""),
];

/// The path of a file of the site's theme.
fn theme_path(site: &Site, name: &str) -> String {
    let small = site.files.keys().any(|path| path.starts_with("themes/small/"));
    format!("themes/{}/{name}", if small { "small" } else { "default" })
}

/// The text of a file that an earlier edit may have deleted.
fn text(site: &Site, path: &str) -> String {
    site.files
        .get(path)
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .unwrap_or_default()
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// All pages but the home page.
fn pages(site: &Site) -> Vec<String> {
    let is_page = |path: &&String| path.starts_with("content/") && path.ends_with(".md");
    site.files.keys().filter(is_page).filter(|path| *path != "content/_index.md").cloned().collect()
}

fn page(site: &Site, numbers: &mut Numbers) -> String {
    // A page that is no text any more is not edited as one.
    let text = |path: &String| std::str::from_utf8(&site.files[path]).is_ok();
    let pages: Vec<String> = pages(site).into_iter().filter(text).collect();
    numbers.pick(&pages)
}

fn generated(site: &Site, numbers: &mut Numbers) -> Option<String> {
    let written = Site::small().files;
    let new: Vec<String> =
        pages(site).into_iter().filter(|path| !written.contains_key(path)).collect();
    (!new.is_empty()).then(|| numbers.pick(&new))
}

fn link(site: &Site, numbers: &mut Numbers) -> String {
    page(site, numbers).strip_prefix("content").unwrap().to_string()
}

/// Sets a key of the front matter, or now and then removes it.
fn front(
    site: &mut Site,
    numbers: &mut Numbers,
    key: &str,
    value: impl FnOnce(&mut Numbers) -> String,
) {
    let path = page(site, numbers);
    let value = value(numbers);
    set_front(site, &path, key, &value);
}

pub fn set_front(site: &mut Site, path: &str, key: &str, value: &str) {
    let start = format!("{key} = ");
    let text = site.read(path);
    let lines = text.lines().filter(|line| !line.starts_with(&start));
    let mut lines: Vec<&str> = lines.collect();
    let line = format!("{start}{value}");
    lines.insert(1.min(lines.len()), &line);
    let text = lines.join("\n") + "\n";
    site.write(path, &text);
}

fn body(site: &mut Site, numbers: &mut Numbers) {
    let path = page(site, numbers);
    let text = site.read(&path);
    let Some((front, _)) = text.split_once("\n+++\n") else { return };
    let targets: Vec<String> = pages(site)
        .iter()
        .filter_map(|path| path.strip_prefix("content/").map(str::to_string))
        .collect();
    let text = format!("{front}\n+++\n{}", prose::body(numbers, &targets));
    site.write(&path, &text);
}

fn append(site: &mut Site, numbers: &mut Numbers) {
    let path = page(site, numbers);
    let text = format!("{}\n{}\n", site.read(&path), prose::paragraph(numbers));
    site.write(&path, &text);
}

/// Changes a letter, so that neither the size nor, when saved quietly, the time tells.
fn same_size(site: &mut Site, numbers: &mut Numbers) {
    let path = page(site, numbers);
    let text = site.read(&path);
    let text = match text.contains("the") {
        true => text.replacen("the", "teh", 1),
        false => text.replacen("teh", "the", 1),
    };
    site.write(&path, &text);
}

fn add(site: &mut Site, numbers: &mut Numbers) {
    let targets: Vec<String> = pages(site)
        .iter()
        .filter_map(|path| path.strip_prefix("content/").map(str::to_string))
        .collect();
    let kind = numbers.pick(&["page", "guide", "role"]);
    let text = prose::page(numbers, kind, &targets);
    let section = numbers.pick(prose::SECTIONS);
    site.write(&format!("content/{section}/a{}.md", numbers.below(1000)), &text);
}

/// Moves a file and, as a careful editor would, the links to it.
fn moved(site: &mut Site, from: &str, to: &str) {
    let Some(bytes) = site.files.remove(from) else { return };
    site.files.insert(to.to_string(), bytes);
    let below = |path: &str| path.strip_prefix("content").unwrap_or(path).to_string();
    let (from, to) = (below(from), below(to));
    let texts: Files = site
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".md") || path.ends_with(".toml"))
        .filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            let changed = text.replace(&from, &to).replace(
                &format!("\"{}\"", from.trim_start_matches('/')),
                &format!("\"{}\"", to.trim_start_matches('/')),
            );
            (changed != text).then(|| (path.clone(), changed.into_bytes()))
        })
        .collect();
    site.files.extend(texts);
}

/// Replaces one of the texts that stand in the file by the other of its pair.
fn swap(site: &mut Site, path: &str, numbers: &mut Numbers, pairs: Pairs) {
    let Some(bytes) = site.files.get(path) else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let from = numbers.below(pairs.len());
    let Some(changed) = pairs.iter().cycle().skip(from).take(pairs.len()).find_map(|(a, b)| {
        // The longer first, since it may hold the other.
        let (a, b) = if text.contains(b) { (b, a) } else { (a, b) };
        text.contains(a).then(|| text.replacen(a, b, 1))
    }) else {
        return;
    };
    site.write(path, &changed);
}

fn theme_edit(site: &mut Site, numbers: &mut Numbers, folder: &str) {
    let prefix = theme_path(site, &format!("{folder}/"));
    let paths: Vec<String> =
        site.files.keys().filter(|path| path.starts_with(&prefix)).cloned().collect();
    if paths.is_empty() {
        return;
    }
    let path = numbers.pick(&paths);
    let text = site.read(&path);
    // Every template and component of the theme has one of these.
    let marks =
        ["<li>", "<p>", "<body>", "<header>", "<footer>", "<time", "<dl>", "<span>", "{% e"];
    let number = numbers.below(100);
    if let Some(mark) = marks.iter().find(|mark| text.contains(*mark)) {
        site.write(&path, &text.replacen(mark, &format!("<!-- {number} -->{mark}"), 1));
    }
}
