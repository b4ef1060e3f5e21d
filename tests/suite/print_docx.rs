//! Word files, read back.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};

use super::print::{Hostile, assert_expected, fixture, hostile, made, text, words, words_of_page};
use super::site::Site;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a Word file, in their order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().to_string(), bytes)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let parts = parts(bytes);
    let (_, bytes) = parts.into_iter().find(|(other, _)| other == name).expect("the part is there");
    String::from_utf8(bytes).unwrap()
}

fn value<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attribute((WORD, name))
}

fn all<'d>(document: &'d Document<'d>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    document.descendants().filter(move |node| node.has_tag_name((WORD, name)))
}

/// A paragraph as a line: its style, its list, and its text.
fn lines(document: &Document) -> String {
    let mut out = String::new();
    for paragraph in all(document, "p") {
        let find = |name: &'static str| {
            paragraph.descendants().find(|node| node.has_tag_name((WORD, name)))
        };
        let style = find("pStyle").and_then(|node| value(node, "val")).unwrap_or("");
        let list = find("numId").and_then(|node| value(node, "val"));
        let in_cell = paragraph.ancestors().any(|node| node.has_tag_name((WORD, "tc")));
        let list = list.map(|list| format!(" list {list}")).unwrap_or_default();
        let cell = if in_cell { " cell" } else { "" };
        out.push_str(&format!("{style}{list}{cell}: {}\n", text_of(paragraph)));
    }
    out
}

fn text_of(node: Node) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        if node.has_tag_name((WORD, "t")) {
            text.push_str(node.text().unwrap_or(""));
        } else if node.has_tag_name((WORD, "tab"))
            && node.parent().is_some_and(|p| p.has_tag_name((WORD, "r")))
        {
            text.push('\t');
        } else if node.has_tag_name((WORD, "br")) {
            text.push('\n');
        }
    }
    text
}

/// Everything that must hold of any Word file of ours.
fn assert_sound(name: &str, bytes: &[u8]) {
    let parts = parts(bytes);
    for (part, bytes) in
        parts.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels"))
    {
        let text = std::str::from_utf8(bytes).unwrap();
        Document::parse(text).unwrap_or_else(|error| panic!("{name}: {part}: {error}"));
    }
    let get = |wanted: &str| {
        let (_, bytes) =
            parts.iter().find(|(other, _)| other == wanted).expect("the part is there");
        std::str::from_utf8(bytes).unwrap()
    };
    // Every part is declared, and every declared part is there.
    let types = get("[Content_Types].xml");
    for (part, _) in &parts {
        let extension = part.rsplit('.').next().unwrap();
        assert!(
            types.contains(&format!("/{part}\""))
                || types.contains(&format!("Extension=\"{extension}\"")),
            "{name}: {part}"
        );
    }
    let (main, styles) = (get("word/document.xml"), get("word/styles.xml"));
    let (main, styles) = (Document::parse(main).unwrap(), Document::parse(styles).unwrap());
    let numbering = Document::parse(get("word/numbering.xml")).unwrap();
    let notes = Document::parse(get("word/footnotes.xml")).unwrap();
    let declared: BTreeSet<&str> =
        styles.descendants().filter_map(|node| value(node, "styleId")).collect();
    for kind in ["pStyle", "rStyle", "tblStyle"] {
        for node in all(&main, kind).chain(all(&notes, kind)) {
            let style = value(node, "val").unwrap();
            assert!(declared.contains(style), "{name}: no style `{style}`");
        }
    }
    let lists: BTreeSet<&str> =
        all(&numbering, "num").filter_map(|node| value(node, "numId")).collect();
    for node in all(&main, "numId") {
        assert!(lists.contains(value(node, "val").unwrap()), "{name}: a list that is not declared");
    }
    let names: Vec<&str> =
        all(&main, "bookmarkStart").filter_map(|node| value(node, "name")).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{name}: bookmarks");
    assert!(names.iter().all(|name| name.len() <= 40), "{name}: bookmarks");
    for node in all(&main, "hyperlink").filter_map(|node| value(node, "anchor")) {
        assert!(names.contains(&node), "{name}: no place `{node}`");
    }
    let links = Document::parse(get("word/_rels/document.xml.rels")).unwrap();
    let ids: BTreeSet<&str> = links.descendants().filter_map(|node| node.attribute("Id")).collect();
    for node in main.descendants() {
        for id in [node.attribute((RELATIONS, "id")), node.attribute((RELATIONS, "embed"))]
            .into_iter()
            .flatten()
        {
            assert!(ids.contains(id), "{name}: no relationship `{id}`");
        }
    }
    let known: BTreeSet<&str> =
        all(&notes, "footnote").filter_map(|node| value(node, "id")).collect();
    for node in all(&main, "footnoteReference") {
        assert!(known.contains(value(node, "id").unwrap()), "{name}: no such note");
    }
    for table in all(&main, "tbl") {
        let first = table.children().find(|node| node.has_tag_name((WORD, "tr"))).unwrap();
        assert!(first.descendants().any(|node| node.has_tag_name((WORD, "tblHeader"))), "{name}");
        let of =
            |kind: &'static str| table.descendants().find(|node| node.has_tag_name((WORD, kind)));
        assert!(
            of("tblCaption").and_then(|node| value(node, "val")).is_some_and(|v| !v.is_empty())
        );
        assert!(of("tblDescription").is_some());
        // A cell without a paragraph is damage to Word.
        let cells = table.descendants().filter(|node| node.has_tag_name((WORD, "tc")));
        for cell in cells {
            assert!(cell.children().next_back().is_some_and(|node| node.has_tag_name((WORD, "p"))));
        }
    }
    assert!(!main.descendants().any(|node| node.tag_name().name().contains("txbx")), "{name}");
    // Headings go down one level at a time.
    let mut above = 0;
    for node in all(&main, "pStyle") {
        let Some(level) = value(node, "val").unwrap().strip_prefix("Heading") else { continue };
        let level: usize = level.parse().unwrap();
        assert!(level <= above + 1, "{name}: a heading of level {level} below one of {above}");
        above = level;
    }
}

#[test]
fn a_role_specification_is_a_document_to_edit() {
    let built = made(&mut fixture());
    let bytes = &built.folder["roles/garden-worker/garden-worker.docx"];
    assert_sound("garden-worker", bytes);
    let main = part(bytes, "word/document.xml");
    assert_expected("garden-worker.docx.txt", &lines(&Document::parse(&main).unwrap()));
    let core = part(bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>Garden worker</dc:title>"), "{core}");
    assert!(core.contains("<dc:creator>Riverside Trust</dc:creator>"), "{core}");
    assert!(core.contains("<dc:language>en-GB</dc:language>"), "{core}");
    let styles = part(bytes, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"en-GB\""));
    assert!(styles.contains("<w:outlineLvl w:val=\"1\"/>"));
    let footer = part(bytes, "word/footer1.xml");
    assert!(footer.contains("\" PAGE \"") && footer.contains("\" NUMPAGES \""), "{footer}");
    // Letters are counted by Word, those of the source before them.
    let numbering = part(bytes, "word/numbering.xml");
    assert!(numbering.contains("<w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"C %1\"/>"));
}

#[test]
fn every_kind_of_block_has_its_form() {
    let built = made(&mut fixture());
    let bytes = &built.folder["guidance/everything/everything.docx"];
    assert_sound("everything", bytes);
    let main = part(bytes, "word/document.xml");
    assert_expected("everything.docx.txt", &lines(&Document::parse(&main).unwrap()));
    let notes = part(bytes, "word/footnotes.xml");
    assert!(notes.contains("The note has ") && notes.contains("<w:footnoteRef/>"));
    assert!(main.contains("descr=\"A bed of beans\""));
    assert!(main.contains("NOTEREF note_1"), "a second mark repeats the number");
    assert!(main.contains("<w14:checkbox>"));
    assert!(parts(bytes).iter().any(|(name, _)| name == "word/media/image1.png"));
}

#[test]
fn a_passage_in_another_language_says_so() {
    let mut site = fixture();
    let page = site.read("content/guidance/everything.md").replace(
        "Mae croeso **i bawb**.\n:::",
        "Mae croeso **i bawb**.\n:::\n\n::: passage {lang=\"ar\"}\nمرحبا\n:::",
    );
    site.write("content/guidance/everything.md", &page);
    let built = site.build();
    let bytes = &built.folder["guidance/everything/everything.docx"];
    assert_sound("everything", bytes);
    let main = part(bytes, "word/document.xml");
    let main = Document::parse(&main).unwrap();
    let marked = |words: &str| {
        let mut runs = all(&main, "r").filter(|run| text_of(*run) == words);
        let run = runs.next().expect("the words are there");
        let paragraph = run.ancestors().find(|node| node.has_tag_name((WORD, "p"))).unwrap();
        let find = |node: Node<'_, '_>, name: &'static str, key: &str| {
            let found = node.descendants().find(|node| node.has_tag_name((WORD, name)));
            found.and_then(|node| value(node, key).map(str::to_string)).unwrap_or_default()
        };
        [find(run, "lang", "val"), find(run, "rtl", "val"), find(paragraph, "bidi", "val")]
    };
    assert_eq!(marked("i bawb"), ["cy", "0", "0"]);
    assert_eq!(marked("مرحبا"), ["ar", "1", "1"]);
    assert_eq!(marked("The last words."), ["", "", ""], "it ends with the passage");
}

#[test]
fn the_portals_files_are_sound_and_say_what_the_page_says() {
    let built = made(&mut Site::portal());
    let mut seen = 0;
    for (path, bytes) in built.folder.iter().filter(|(path, _)| path.ends_with(".docx")) {
        assert_sound(path, bytes);
        assert!(bytes.len() < 20_000, "{path} has {} bytes", bytes.len());
        let (folder, _) = path.rsplit_once('/').unwrap();
        let page = text(&built, &format!("{folder}/print/index.html"));
        let main = part(bytes, "word/document.xml");
        let document = Document::parse(&main).unwrap();
        let paragraphs: Vec<String> = all(&document, "p").map(text_of).collect();
        assert_eq!(normal(words(&paragraphs.join("\n"))), normal(words_of_page(page)), "{path}");
        seen += 1;
    }
    assert!(seen >= 20, "{seen} files");
}

/// Words without what is a mark in one form and drawn in the other: boxes, colons behind labels.
fn normal(words: Vec<String>) -> Vec<String> {
    let words = words.into_iter().map(|word| word.trim_start_matches(['☐', '☒', '–']).to_string());
    words
        .map(|word| word.trim_end_matches(':').to_string())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn hostile_content_neither_breaks_nor_injects() {
    let (mut site, Hostile { code, long }) = hostile();
    let built = site.build();
    let bytes = &built.folder["guidance/hostile/hostile.docx"];
    assert_sound("hostile", bytes);
    let main = part(bytes, "word/document.xml");
    let document = Document::parse(&main).unwrap();
    let said = text_of(document.root()).replace(['“', '”'], "\"");
    assert_eq!(said.matches(code.as_str()).count(), 6, "{said}");
    assert!(said.contains(&long) && said.contains("مرحبا بكم and 🙂"));
    assert_eq!(all(&document, "tr").count(), 61);
    assert!(all(&document, "numPr").count() > 3000);
}

#[test]
fn the_site_says_which_paper_is_used() {
    let mut site = fixture();
    let path = "roles/garden-worker/garden-worker.docx";
    let sheet = |bytes: &[u8]| {
        let main = part(bytes, "word/document.xml");
        let document = Document::parse(&main).unwrap();
        let size = all(&document, "pgSz").next().expect("the sheet has a size");
        (value(size, "w").unwrap().to_string(), value(size, "h").unwrap().to_string())
    };
    let size = |width: &str, height: &str| (width.to_string(), height.to_string());
    assert_eq!(sheet(&made(&mut site).folder[path]), size("11906", "16838"));
    site.edit("site-config.toml", "[publisher]", "[print]\npaper = \"letter\"\n\n[publisher]");
    assert_eq!(sheet(&made(&mut site).folder[path]), size("12240", "15840"));
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let one = made(&mut fixture());
    let other = fixture().build_clean_elsewhere();
    for (path, bytes) in one.folder.iter().filter(|(path, _)| path.ends_with(".docx")) {
        assert!(other.folder[path] == *bytes, "{path}");
    }
}
