//! Search: that the program and the client agree, that the index is small work, and what is in it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::site::Site;
use alongside::build::{LoadRequest, Plan, Project};
use alongside::data::parse_date;
use alongside::fingerprint::Fingerprint;
use alongside::search::{Answer, IndexFile, Ranker, Reader, Stems, compress, words};

fn portal() -> Project {
    let request = LoadRequest {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        embedded: &[],
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    };
    Project::load(request).0.expect("the configuration can be used")
}

fn files(project: &Project) -> Vec<IndexFile> {
    let theme = project.theme.as_ref().expect("the theme can be used");
    let plan = Plan::new(project, theme, Fingerprint::of("engine", "test"));
    plan.search_files().cloned().collect()
}

/// Every line of the portal, every word of it with every ending, and what nobody would write.
fn texts(project: &Project) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, file) in project.tree.below("content") {
        let text = project.tree.text(id).expect("the portal is UTF-8");
        assert!(file.len > 0);
        texts.extend(text.lines().map(str::to_string));
        seen.extend(words(&text).into_iter().map(|word| word.form));
    }
    // The collection that ranking was tuned on, where it is at hand.
    let cisi = std::env::var("CISI").unwrap_or_else(|_| "../shared/search-data/cisi".to_string());
    if let Ok(bytes) = std::fs::read(Path::new(&cisi).join("CISI.ALL")) {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        seen.extend(words(&text).into_iter().map(|word| word.form));
    }
    const ENDINGS: [&str; 40] = [
        "s", "es", "ies", "ied", "sses", "us", "ss", "ed", "eed", "eedly", "edly", "ing", "ingly",
        "y", "ly", "li", "ogi", "ogist", "bli", "abli", "alli", "fulli", "lessli", "ousli",
        "entli", "ation", "ational", "ization", "iveness", "fulness", "ousness", "ative", "ical",
        "iciti", "ness", "ement", "ion", "e", "ll", "yy",
    ];
    for word in &seen {
        let short = word.get(..word.len().min(5)).unwrap_or(word);
        texts.push(word.clone());
        texts.extend(ENDINGS.iter().map(|ending| format!("{word}{ending} {short}{ending}")));
    }
    texts.extend(
        [
            "skis skies sky dying lying tying idly gently ugly early only singly andes news howe",
            "inning outing canning herring earring evening proceed exceed succeed past pasted",
            "yes youth boy boyish say sayings yyy ay aye by eying ebb egg add off",
            "İSTANBUL ŒUVRE Straße ﬃ ½ ① Ⅷ ǅ ΌΣΟΣ ὈΔΥΣΣΕΎΣ café naïve coöperate",
            "don’t DON'T 'tis rock ’n’ roll o'clock's x's 's s' -a- a--b a-b-c-d-e 3-D 3-4 1,000.5 .5 1. 1,a",
            "مرحبا بالعالم שלום 你好，世界 こんにちは 한국어 हिन्दी ไทย 👩‍👩‍👧 e\u{301}\u{302} \u{200b}zero\u{200d}width",
            "co‑production co–production mother-and-baby a-very-long-compound well-being",
            "pneumonoultramicroscopicsilicovolcanoconiosisx pneumonoultramicroscopicsilico-volcanoconiosis",
        ]
        .map(str::to_string),
    );
    texts
}

/// What readers might type: the tested queries whole, cut short and with slips, and worse.
fn queries(project: &Project) -> Vec<String> {
    let mut queries = Vec::new();
    for test in &project.library.search_tests {
        let query = &test.query.value;
        let chars: Vec<char> = query.chars().collect();
        queries.push(query.clone());
        queries.push(chars.iter().take(chars.len() * 6 / 10 + 1).collect());
        for at in [1, chars.len() / 2, chars.len().saturating_sub(2)] {
            let mut slipped = chars.clone();
            if at + 1 < slipped.len() {
                slipped.swap(at, at + 1);
            }
            queries.push(slipped.iter().collect());
            queries
                .push(chars.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect());
        }
        queries.push(format!("{query} -pay \"peer support\""));
        queries.push(format!("\"{query}\" "));
    }
    for (_, page) in project.site.pages() {
        queries.push(page.summary.front.title.clone());
        queries.push(page.summary.front.description.clone().unwrap_or_default());
    }
    queries.extend(
        [
            "",
            " ",
            "\"",
            "\"\"",
            "-",
            "--pay",
            "-\"peer support\" worker",
            "the",
            "the of \"the\"",
            "<b>pay</b>",
            "pay pay pay band",
            ".*+?^${}()|[]\\",
            "🙂",
            "שלום pay",
            "mother-and-ba",
            "PSW MBU psw",
        ]
        .map(str::to_string),
    );
    queries.push("pay ".repeat(5000));
    queries
}

#[test]
fn the_client_reads_and_ranks_as_the_program_does() {
    let project = portal();
    let files = files(&project);
    let site = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(site.path().join("search")).expect("a folder");
    for file in &files {
        std::fs::write(site.path().join(&file.path), compress(&file.bytes)).expect("a file");
    }
    let mut stems = Stems::new("en-GB");
    let said_words: Vec<(String, String)> = texts(&project)
        .into_iter()
        .map(|text| {
            let words: Vec<String> = words(&text)
                .into_iter()
                .map(|word| format!("{} {} {}", word.form, stems.of(&word.form), word.joined))
                .collect();
            (text, words.join("|"))
        })
        .collect();
    assert!(said_words.len() > 50_000, "only {} texts", said_words.len());
    let reader = Reader::new(&files).expect("an index");
    let mut ranker = Ranker::new(&reader);
    let answers: Vec<_> = queries(&project)
        .into_iter()
        .map(|query| {
            let answer = ranker.search(&query, 20);
            let pages: Vec<u32> = answer.hits.iter().map(|hit| hit.page).collect();
            let corrections: Vec<String> =
                answer.corrections.iter().map(|(from, to)| format!("{from} {to}")).collect();
            (query, pages, answer.total, corrections.join("|"))
        })
        .collect();
    assert!(answers.len() > 500, "only {} queries", answers.len());
    let said = serde_json::json!({ "site": site.path(), "words": said_words, "answers": answers });
    let mut node = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/parity.mjs"))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node runs the client: install Node.js");
    let mut input = node.stdin.take().expect("a pipe");
    input.write_all(said.to_string().as_bytes()).expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_slip_is_answered_as_the_right_word_is() {
    let project = portal();
    let files = files(&project);
    let reader = Reader::new(&files).expect("an index");
    let mut ranker = Ranker::new(&reader);
    for (slip, word) in [
        ("supervison", "supervision"),
        ("recuritment", "recruitment"),
        ("voluntere", "volunteer"),
        ("uspervision", "supervision"),
        // One that has synonyms.
        ("vacamcy", "vacancy"),
    ] {
        for others in ["", " band", " policy"] {
            // With a space at the end: the last word is whole.
            let answer = ranker.search(&format!("{slip}{others} "), 20);
            assert_eq!(answer.corrections, [(slip.to_string(), word.to_string())]);
            let right = ranker.search(&format!("{word}{others} "), 20);
            let hits = |answer: &Answer| -> Vec<(u32, f64)> {
                answer.hits.iter().map(|hit| (hit.page, hit.score)).collect()
            };
            assert_eq!(hits(&answer), hits(&right), "{slip}{others}");
        }
    }
}

#[test]
fn the_index_is_the_same_every_time() {
    let project = portal();
    assert_eq!(files(&project), files(&project));
}

#[test]
fn a_damaged_index_is_refused_and_never_a_panic() {
    let project = portal();
    let files = files(&project);
    for cut in [0, 1, 2, 5] {
        let damaged: Vec<IndexFile> = files
            .iter()
            .map(|file| {
                let mut bytes = file.bytes.clone();
                if !file.path.ends_with("index.bin") {
                    bytes.truncate(bytes.len() * cut / 6);
                }
                IndexFile { path: file.path.clone(), bytes }
            })
            .collect();
        let reader = Reader::new(&damaged).expect("the entry is whole");
        let _ = Ranker::new(&reader).search("\"peer support\" pay supervison", 10);
    }
}

/// A site of many pages with search.
fn many() -> Site {
    let mut site = Site::generated(3, 400);
    site.files.insert("templates/search.html".into(), b"{{ search.index }}".to_vec());
    site
}

#[test]
fn a_body_edit_makes_few_search_files() {
    let mut site = many();
    let all = site.build();
    let searched = |path: &&str| path.starts_with("search/");
    let whole = all.made().into_iter().filter(searched).count();
    let (path, text) = site
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("content/guidance/p") && path.ends_with(".md"))
        .map(|(path, text)| (path.clone(), String::from_utf8_lossy(text).into_owned()))
        .next()
        .expect("a page");
    site.files.insert(path, format!("{text}\n\nZebracrossing.\n").into_bytes());
    let again = site.build();
    let made: Vec<&str> = again.made().into_iter().filter(searched).collect();
    // The new word with its places, the vocabulary, the entry; and those words of the page whose
    // weight the greater length pushed down a step.
    assert!(made.len() * 3 <= whole * 2 || made.len() <= 8, "{} of {whole}: {made:?}", made.len());
    assert!(made.contains(&"search/index.bin"));
}
