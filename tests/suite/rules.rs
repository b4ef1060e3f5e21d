//! The language rules on their own examples and on sentences that were written before they were.
//!
//! Each rule has a file in `tests/fixtures/rules/` with texts that it must report and texts that it
//! must not. What is measured is printed with `--nocapture`; the floors are what editors can live
//! with: a rule that cries wolf is switched off.

use std::collections::BTreeMap;
use std::path::Path;

use alongside::config::{Config, ContentTypes, WritingSettings};
use alongside::data::{Node, NodeKind, parse_toml};
use alongside::diagnostic::Diagnostics;
use alongside::document::{self, body};
use alongside::library::Library;
use alongside::lint::language::{self, Check, Group, RULES, Rule, WordLists};
use alongside::source::{KEEP_BYTES, SitePath, SourceTree};

/// What a fixture file holds.
struct Fixture {
    prefer: Option<String>,
    flags: Vec<Text>,
    passes: Vec<Text>,
}

/// The text of a page: so many times the same, for readers of one audience.
struct Text {
    text: String,
    times: usize,
    audience: Option<String>,
}

impl Text {
    fn plain(text: &str) -> Text {
        Text { text: text.to_string(), times: 1, audience: None }
    }

    fn of(node: &Node) -> Text {
        match &node.kind {
            NodeKind::Text(text) => Text::plain(text),
            NodeKind::Table(table) => {
                let text = |key: &str| match table.get(key).map(|entry| &entry.value.kind) {
                    Some(NodeKind::Text(text)) => Some(text.clone()),
                    _ => None,
                };
                let times = match table.get("times").map(|entry| &entry.value.kind) {
                    Some(NodeKind::Integer(times)) => usize::try_from(*times).expect("a count"),
                    _ => 1,
                };
                Text { text: text("text").expect("a text"), times, audience: text("audience") }
            }
            other => panic!("{other:?} is no text"),
        }
    }
}

struct Bench {
    types: ContentTypes,
    taxonomies: Vec<alongside::config::Taxonomy>,
    tree: SourceTree,
    library: Library,
}

impl Bench {
    fn new() -> Bench {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let entries = ["site-config.toml", "themes/default/types", "themes/default/theme.toml"];
        let (site, _) = SourceTree::scan(root, &entries, &[], KEEP_BYTES);
        let (config, _) = Config::read(&site);
        let taxonomies = config.expect("the portal's configuration").taxonomies;
        let names: Vec<&str> = taxonomies.iter().map(|t| t.name.as_str()).collect();
        let (types, _) = ContentTypes::read(&site, "default", &names);
        // The default theme's lists, and no glossary.
        let (tree, _) = SourceTree::scan(root, &["themes/default/language"], &[], KEEP_BYTES);
        let (library, _) = Library::read(&tree);
        Bench { types, taxonomies, tree, library }
    }

    fn lists(&self, settings: &WritingSettings) -> WordLists {
        let (lists, found) =
            WordLists::read(&self.tree, "default", settings, &self.library.glossary);
        assert!(found.is_empty(), "{:#?}", found.into_sorted());
        lists
    }

    fn found(&self, text: &Text, lists: &WordLists) -> Diagnostics {
        let Text { text, times, audience } = text;
        let text = vec![text.as_str(); *times].join(" ");
        let audience =
            audience.as_ref().map_or(String::new(), |name| format!("audience = [\"{name}\"]\n"));
        let source = format!("+++\ntitle = \"A page\"\n{audience}+++\n\n{text}\n");
        let path = SitePath::new("content/page.md");
        let markdown = body::Options { smart_punctuation: true, raw_html: true, strict: false };
        let rules = document::Rules {
            types: &self.types,
            taxonomies: &self.taxonomies,
            owners: &[],
            markdown,
        };
        let (document, mut found) = document::parse(&path, &source, rules);
        let document = document.expect("the page can be read");
        found.extend(language::check(&path, &source, &document, "en-GB", lists));
        found
    }

    fn reports(&self, rule: &Rule, text: &Text, lists: &WordLists) -> bool {
        self.found(text, lists).iter().any(|finding| finding.code == rule.code)
    }
}

fn fixture(folder: &str, rule: &Rule) -> Fixture {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/fixtures/{folder}/{}.toml", rule.code.name()));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
    read_fixture(&text, &path)
}

fn read_fixture(text: &str, path: &Path) -> Fixture {
    let table = parse_toml(text, 0).unwrap_or_else(|errors| panic!("{errors:?}"));
    let texts = |key: &str| match table.get(key).map(|entry| &entry.value.kind) {
        Some(NodeKind::List(items)) => items.iter().map(Text::of).collect(),
        _ => panic!("{} has no {key}", path.display()),
    };
    let prefer = table.get("prefer").map(|entry| Text::of(&entry.value).text);
    Fixture { prefer, flags: texts("flags"), passes: texts("passes") }
}

#[test]
fn there_are_fifty_one_rules_with_a_manual_page_each() {
    assert_eq!(RULES.len(), 51);
    for rule in RULES {
        let id = rule.id.to_lowercase();
        let start = format!("{}-{}-", &id[..2], &id[2..]);
        assert!(rule.code.name().starts_with(&start), "{} is not {}", rule.code.name(), rule.id);
        for text in [rule.title, rule.flags, rule.why, rule.reason, rule.write] {
            assert!(!text.trim().is_empty(), "{} says too little", rule.id);
        }
        assert!(!rule.bad.is_empty() && !rule.good.is_empty(), "{} needs examples", rule.id);
    }
}

#[test]
fn rules_are_right_about_their_own_examples() {
    let bench = Bench::new();
    let mut wrong = Vec::new();
    for rule in RULES {
        let settings = WritingSettings {
            house_term: (rule.id == "ST10").then(|| "people".to_string()),
            ..WritingSettings::default()
        };
        let lists = bench.lists(&settings);
        for (texts, expected) in [(rule.bad, true), (rule.good, false)] {
            for text in texts {
                if bench.reports(rule, &Text::plain(text), &lists) != expected {
                    let what = if expected { "misses" } else { "reports" };
                    wrong.push(format!("{} {what}: {text}", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[derive(Default)]
struct Tally {
    hits: usize,
    misses: usize,
    alarms: usize,
}

#[test]
fn rules_hold_on_sentences_that_they_were_not_made_from() {
    hold_on("rules");
}

/// These were written by somebody who had not seen the rules, in the shapes that guidance has:
/// lists, tables, headings, emphasis within the phrase, and a hard case for each exception.
#[test]
fn rules_hold_on_sentences_of_somebody_who_had_not_seen_them() {
    hold_on("rules/unseen");
}

fn hold_on(folder: &str) {
    let bench = Bench::new();
    let mut groups: BTreeMap<Group, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for rule in RULES {
        let fixture = fixture(folder, rule);
        assert!(fixture.flags.len() + fixture.passes.len() >= 12, "{} has too few", rule.id);
        let settings = WritingSettings { house_term: fixture.prefer, ..WritingSettings::default() };
        let lists = bench.lists(&settings);
        let tally = groups.entry(rule.group).or_default();
        for text in &fixture.flags {
            if bench.reports(rule, text, &lists) {
                tally.hits += 1;
            } else {
                tally.misses += 1;
                wrong.push(format!("{} misses: {}", rule.id, text.text));
            }
        }
        for text in &fixture.passes {
            if bench.reports(rule, text, &lists) {
                tally.alarms += 1;
                wrong.push(format!("{} reports: {}", rule.id, text.text));
            }
        }
    }
    println!("{}", wrong.join("\n"));
    let mut below = Vec::new();
    for (group, Tally { hits, misses, alarms }) in &groups {
        let (hits, misses, alarms) = (*hits as f64, *misses as f64, *alarms as f64);
        let (precision, recall) = (hits / (hits + alarms), hits / (hits + misses));
        println!("{folder} {group:?}: precision {precision:.3}, recall {recall:.3}");
        if precision < 0.95 || recall < 0.9 {
            below.push(group);
        }
    }
    assert!(below.is_empty(), "{below:?}\n{}", wrong.join("\n"));
}

/// Whatever else a text says, a rule that looks for words must not stumble over another's.
#[test]
fn every_list_is_of_a_rule_that_reads_it() {
    let bench = Bench::new();
    let lists = bench.lists(&WritingSettings::default());
    for rule in RULES {
        if matches!(rule.check, Check::Words | Check::WordsIf(_)) {
            assert!(lists.has_phrases_of(rule), "{} has no list", rule.id);
        }
    }
}

/// `tests/fixtures/syllables.txt` has words of real guidance with their syllables in the CMU
/// pronouncing dictionary; several numbers where it has several pronunciations.
#[test]
fn syllables_are_those_of_a_pronouncing_dictionary() {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for line in include_str!("../fixtures/syllables.txt").lines().filter(|l| !l.starts_with('#')) {
        let (word, counts) = line.split_once(' ').expect("a word and its syllables");
        let count = language::syllables(word);
        all += 1;
        if counts.split(',').any(|known| known.parse() == Ok(count)) {
            right += 1;
        } else {
            wrong.push(format!("{word}: {count}, not {counts}"));
        }
    }
    println!("{right} of {all} words\n{}", wrong.join("\n"));
    assert!(right * 100 >= all * 97, "{right} of {all}\n{}", wrong.join("\n"));
}
