//! A page of every type to a Word file: no panic, the archive opens, and every part is XML.

#![no_main]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use alongside::build::Project;
use alongside::config::Paper;
use alongside::document::parse;
use alongside::print::compose::{Inputs, Part, Picture, Target, add, settle};
use alongside::print::{PrintDocument, Words, docx, html};
use alongside::source::SitePath;
use alongside_fuzz::site;
use libfuzzer_sys::fuzz_target;

static SITE: LazyLock<Project> = LazyLock::new(site);

fuzz_target!(|text: &str| {
    let project = &*SITE;
    let theme = project.theme.as_ref().expect("a theme");
    let (document, _) = parse(&SitePath::new("content/page.md"), text, project.rules());
    let Some(document) = document else { return };
    let Some(content_type) = project.types.get(&document.front.kind) else { return };
    let target = |inside: &str, address: &str| Target {
        inside: inside.to_string(),
        address: address.to_string(),
        external: !address.starts_with(['/', '#']),
    };
    let mut print = PrintDocument {
        title: document.front.title.clone(),
        kind: document.front.kind.clone(),
        description: document.front.description.clone(),
        language: "en-GB".into(),
        direction: "ltr".into(),
        publisher: "P".into(),
        site: "T".into(),
        paper: Paper::A4,
        blocks: Vec::new(),
        notes: Vec::new(),
        works: Vec::new(),
        sources: Vec::new(),
        imprint: Vec::new(),
        words: Words::default(),
    };
    let inputs = Inputs {
        link: &|written| Some(target(written.strip_prefix('#').unwrap_or(""), written)),
        image: &|written| Some(Picture { address: written.to_string(), size: Some((3, 2)) }),
        reference: &|written| Some((written.to_string(), target("", written))),
        number: &|_| Some(1),
        style: &theme.print,
        word: &|path| path.to_string(),
        date: &|date| date.to_string(),
        contacts: &[],
    };
    for (prefix, heading) in [("", None), ("a-", Some("a"))] {
        let part = Part { document: &document, content_type, prefix, heading, notices: &[] };
        add(&mut print, &part, &inputs);
    }
    settle(&mut print);
    html::write(&print, "https://example.org");
    let style = docx::Style { colours: &BTreeMap::new(), pictures: &[] };
    let bytes = docx::write(&print, &style).expect("a small file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for at in 0..archive.len() {
        let mut part = String::new();
        let mut file = archive.by_index(at).expect("a part");
        file.read_to_string(&mut part).expect("text");
        roxmltree::Document::parse(&part).expect("XML");
    }
});
