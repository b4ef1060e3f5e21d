//! PDFs, read back: what they are tagged with, what a screen reader comes by, in which order.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::print::{Hostile, assert_expected, fixture, hostile, made, text, words_of_page};
use super::site::Site;

/// An element of the structure tree.
#[derive(Debug, Default)]
struct Element {
    role: String,
    /// Attributes and texts that go with it, such as `Scope Column`.
    notes: Vec<String>,
    kids: Vec<Kid>,
}

#[derive(Debug)]
enum Kid {
    Element(Element),
    Text(String),
}

/// A PDF as tests see it.
struct Pdf {
    document: Document,
    /// The text of marked content by page and number.
    marked: BTreeMap<(ObjectId, i64), String>,
    /// Text that is an artifact, page by page.
    artifacts: Vec<String>,
    /// Text that is neither.
    stray: String,
    /// Glyphs that stand for no sign.
    unmapped: usize,
}

impl Pdf {
    fn read(bytes: &[u8]) -> Pdf {
        let document = Document::load_mem(bytes).expect("it is a PDF");
        let mut pdf = Pdf {
            document,
            marked: BTreeMap::new(),
            artifacts: Vec::new(),
            stray: String::new(),
            unmapped: 0,
        };
        let pages: Vec<ObjectId> = pdf.document.get_pages().into_values().collect();
        for page in pages {
            pdf.read_page(page);
        }
        pdf
    }

    fn get<'d>(&'d self, object: &'d Object) -> &'d Object {
        match object {
            Object::Reference(id) => self.document.get_object(*id).expect("what is named is there"),
            object => object,
        }
    }

    fn entry<'d>(&'d self, dictionary: &'d Dictionary, key: &str) -> Option<&'d Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.get(object))
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("there is a catalogue")
    }

    fn read_page(&mut self, page: ObjectId) {
        let fonts = self.document.get_page_fonts(page).expect("the page has fonts");
        let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = fonts
            .iter()
            .map(|(name, font)| {
                let map = self.entry(font, "ToUnicode").expect("glyphs are mapped to signs");
                let stream = map.as_stream().unwrap().decompressed_content().unwrap();
                (name.clone(), unicode_map(&stream))
            })
            .collect();
        let content = self.document.get_page_content(page);
        let content = Content::decode(&content).unwrap();
        // The marks that are open: a number, an artifact, or another.
        let mut open: Vec<Mark> = Vec::new();
        let mut font = BTreeMap::new();
        let mut artifact = String::new();
        let (mut marked, mut stray, mut unmapped) = (BTreeMap::new(), String::new(), 0);
        for operation in &content.operations {
            let operands = &operation.operands;
            let mut said = String::new();
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let tag = operands[0].as_name().unwrap();
                    let properties = operands.get(1).and_then(|object| object.as_dict().ok());
                    let number = properties
                        .and_then(|properties| properties.get(b"MCID").ok()?.as_i64().ok());
                    let actual = properties.and_then(|p| p.get(b"ActualText").ok());
                    open.push(match (tag, number) {
                        (b"Artifact", _) => Mark::Artifact,
                        (_, Some(number)) => Mark::Number(number),
                        _ => Mark::Other(actual.map(string)),
                    });
                    if let Some(Mark::Other(Some(text))) = open.last() {
                        said.clone_from(text);
                    }
                }
                "EMC" => {
                    open.pop().expect("a mark is open");
                }
                "Tf" => font = maps[operands[0].as_name().unwrap()].clone(),
                "Td" | "TD" | "Tm" | "T*" => said.push(' '),
                "Tj" | "TJ" => {
                    let replaced = open.iter().any(|mark| matches!(mark, Mark::Other(Some(_))));
                    let strings = match &operands[0] {
                        Object::Array(items) => items.iter().collect(),
                        item => vec![item],
                    };
                    for bytes in strings.iter().filter_map(|item| item.as_str().ok()) {
                        for glyph in bytes.chunks(2).filter(|_| !replaced) {
                            match font.get(&u16::from_be_bytes([glyph[0], glyph[1]])) {
                                Some(text) => said.push_str(text),
                                None => unmapped += 1,
                            }
                        }
                    }
                }
                _ => {}
            }
            let number = open.iter().rev().find_map(|mark| match mark {
                Mark::Number(number) => Some(*number),
                _ => None,
            });
            if open.iter().any(|mark| matches!(mark, Mark::Artifact)) {
                artifact.push_str(&said);
            } else if let Some(number) = number {
                marked.entry((page, number)).or_insert_with(String::new).push_str(&said);
            } else {
                stray.push_str(&said);
            }
        }
        assert!(open.is_empty(), "every mark is closed");
        self.marked.extend(marked);
        self.artifacts.push(artifact);
        self.stray.push_str(&stray);
        self.unmapped += unmapped;
    }

    fn tree(&self) -> Element {
        let root = self.entry(self.catalog(), "StructTreeRoot").expect("it is tagged");
        let mut top = Element { role: "Root".to_string(), ..Element::default() };
        self.kids(root.as_dict().unwrap(), None, &mut top);
        top
    }

    fn element(&self, dictionary: &Dictionary, page: Option<ObjectId>) -> Element {
        let name = |key: &str| {
            let object = self.entry(dictionary, key)?;
            Some(String::from_utf8_lossy(object.as_name().ok()?).into_owned())
        };
        let mut element = Element { role: name("S").unwrap_or_default(), ..Element::default() };
        if let Some(alt) = self.entry(dictionary, "Alt") {
            element.notes.push(format!("Alt {:?}", string(alt)));
        }
        if let Some(language) = self.entry(dictionary, "Lang") {
            element.notes.push(format!("Lang {}", string(language)));
        }
        if let Some(attributes) = self.entry(dictionary, "A") {
            let all: Vec<&Object> = match attributes {
                Object::Array(items) => items.iter().map(|item| self.get(item)).collect(),
                one => vec![one],
            };
            for attribute in all.into_iter().filter_map(|object| object.as_dict().ok()) {
                for key in ["Scope", "ListNumbering"] {
                    if let Some(Object::Name(value)) = self.entry(attribute, key) {
                        let value = String::from_utf8_lossy(value);
                        element.notes.push(format!("{key} {value}"));
                    }
                }
            }
        }
        self.kids(dictionary, page, &mut element);
        element
    }

    fn kids(&self, dictionary: &Dictionary, page: Option<ObjectId>, into: &mut Element) {
        let page = match dictionary.get(b"Pg") {
            Ok(Object::Reference(id)) => Some(*id),
            _ => page,
        };
        let kids: Vec<&Object> = match dictionary.get(b"K").map(|kids| self.get(kids)) {
            Ok(Object::Array(items)) => items.iter().collect(),
            Ok(one) => vec![one],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            match self.get(kid) {
                Object::Integer(number) => {
                    let place = (page.expect("content is on a page"), *number);
                    let text = self.marked.get(&place).cloned().unwrap_or_default();
                    into.kids.push(Kid::Text(text));
                }
                Object::Dictionary(inner) if inner.has(b"MCID") => {
                    let page = match inner.get(b"Pg") {
                        Ok(Object::Reference(id)) => Some(*id),
                        _ => page,
                    };
                    let number = inner.get(b"MCID").unwrap().as_i64().unwrap();
                    let place = (page.expect("content is on a page"), number);
                    into.kids.push(Kid::Text(self.marked.get(&place).cloned().unwrap_or_default()));
                }
                // The annotation behind a link; its words are beside it.
                Object::Dictionary(inner) if inner.has(b"Obj") => {}
                Object::Dictionary(inner) => {
                    into.kids.push(Kid::Element(self.element(inner, page)));
                }
                other => panic!("an unexpected kid: {other:?}"),
            }
        }
    }
}

enum Mark {
    Number(i64),
    Artifact,
    Other(Option<String>),
}

/// A text string of a PDF.
fn string(object: &Object) -> String {
    let bytes = object.as_str().expect("a text");
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let wide: Vec<u16> =
                wide.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&wide)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The signs of glyphs, from a `ToUnicode` stream.
fn unicode_map(stream: &[u8]) -> BTreeMap<u16, String> {
    let text = String::from_utf8_lossy(stream);
    let hex = |word: &str| -> Vec<u16> {
        let word = word.trim_matches(['<', '>']);
        (0..word.len() / 4)
            .map(|at| u16::from_str_radix(&word[at * 4..at * 4 + 4], 16).unwrap())
            .collect()
    };
    let mut map = BTreeMap::new();
    for (begin, end) in [("beginbfchar", "endbfchar"), ("beginbfrange", "endbfrange")] {
        for part in text.split(begin).skip(1) {
            let part = part.split(end).next().unwrap();
            for line in part.lines().map(str::trim).filter(|line| line.starts_with('<')) {
                let words: Vec<&str> =
                    line.split(['>', '<', ' ']).filter(|w| !w.is_empty()).collect();
                let (from, to) = match begin {
                    "beginbfchar" => (hex(words[0])[0], hex(words[0])[0]),
                    _ => (hex(words[0])[0], hex(words[1])[0]),
                };
                let mut sign = hex(words.last().unwrap());
                for glyph in from..=to {
                    map.insert(glyph, String::from_utf16_lossy(&sign));
                    *sign.last_mut().unwrap() += 1;
                }
            }
        }
    }
    map
}

impl Element {
    fn each<'e>(&'e self, see: &mut dyn FnMut(&'e Element)) {
        see(self);
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                element.each(see);
            }
        }
    }

    fn count(&self, roles: &[&str]) -> usize {
        let mut count = 0;
        self.each(&mut |element| count += usize::from(roles.contains(&element.role.as_str())));
        count
    }

    /// The tree as text, in the order in which it is read.
    fn outline(&self, depth: usize, out: &mut String) {
        let own: String = self
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Text(text) => Some(text.as_str()),
                Kid::Element(_) => None,
            })
            .collect();
        let own = own.split_whitespace().collect::<Vec<_>>().join(" ");
        let notes: String = self.notes.iter().map(|note| format!(" [{note}]")).collect();
        let own = if own.is_empty() { String::new() } else { format!(": {own}") };
        out.push_str(&format!("{}{}{notes}{own}\n", "  ".repeat(depth), self.role));
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                element.outline(depth + 1, out);
            }
        }
    }

    /// The text without what the other forms count or keep elsewhere: marks of lists, and notes.
    fn text(&self, out: &mut String) {
        let counts = self
            .notes
            .iter()
            .any(|note| note != "ListNumbering None" && note.starts_with("ListNumbering"));
        if self.role == "Note" {
            return;
        }
        for kid in &self.kids {
            match kid {
                Kid::Text(text) => out.push_str(text),
                Kid::Element(item) if counts && item.role == "LI" => {
                    for kid in &item.kids {
                        match kid {
                            Kid::Element(label) if label.role == "Lbl" => {}
                            Kid::Element(element) => element.text(out),
                            Kid::Text(text) => out.push_str(text),
                        }
                    }
                }
                Kid::Element(element) => element.text(out),
            }
        }
    }
}

/// The signs of a text without white space, since where a line ends its space may not be written, and
/// without the dash that only some forms set before whose words a quotation is.
fn signs(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '\u{200b}' | '—')).collect()
}

/// Everything that must hold of any PDF of ours.
fn assert_sound(name: &str, bytes: &[u8], title: &str) -> Pdf {
    let pdf = Pdf::read(bytes);
    let catalog = pdf.catalog();
    let flag = |dictionary: &str, key: &str| {
        let inner = pdf.entry(catalog, dictionary).and_then(|object| object.as_dict().ok());
        inner.and_then(|inner| pdf.entry(inner, key)?.as_bool().ok())
    };
    assert_eq!(flag("MarkInfo", "Marked"), Some(true), "{name}: it is tagged");
    assert_eq!(
        flag("ViewerPreferences", "DisplayDocTitle"),
        Some(true),
        "{name}: its title is shown"
    );
    let language = pdf.entry(catalog, "Lang").map(string);
    assert_eq!(language.as_deref(), Some("en-GB"), "{name}");
    let metadata = pdf.entry(catalog, "Metadata").unwrap().as_stream().unwrap();
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}: {metadata}");
    let info =
        pdf.document.trailer.get(b"Info").map(|info| pdf.get(info).as_dict().unwrap()).unwrap();
    assert_eq!(pdf.entry(info, "Title").map(string).as_deref(), Some(title), "{name}");
    assert!(pdf.entry(info, "Author").is_some(), "{name}");
    assert!(pdf.entry(info, "CreationDate").is_none(), "{name}: the clock is not asked");
    assert!(pdf.entry(catalog, "Outlines").is_some(), "{name}: there are bookmarks");
    assert_eq!(pdf.stray.trim(), "", "{name}: text outside the tags");
    assert_eq!(pdf.unmapped, 0, "{name}: glyphs without a sign");
    // Fonts: embedded, and only the signs that are used.
    let mut fonts = 0;
    for object in pdf.document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary
            .get(b"Type")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"FontDescriptor")
        {
            fonts += 1;
            let name_of = dictionary.get(b"FontName").and_then(Object::as_name).unwrap();
            assert_eq!(name_of[6], b'+', "{name}: the font is a subset");
            assert!(
                dictionary.has(b"FontFile2") || dictionary.has(b"FontFile3"),
                "{name}: embedded"
            );
        }
    }
    assert!(fonts > 0, "{name}");
    let sheets = pdf.artifacts.len();
    for (number, artifact) in (1..).zip(&pdf.artifacts) {
        let wanted = signs(&format!("Page {number} of {sheets}"));
        assert!(signs(artifact).contains(&wanted), "{name}: {artifact:?}");
    }
    let tree = pdf.tree();
    // Headings go down one level at a time, and the title is the only one of level 1.
    let mut above = 0;
    tree.each(&mut |element| {
        let Some(level) =
            element.role.strip_prefix('H').and_then(|level| level.parse::<usize>().ok())
        else {
            return;
        };
        assert!(level <= above + 1, "{name}: H{level} below H{above}");
        above = level;
    });
    assert_eq!(tree.count(&["H1"]), 1, "{name}");
    tree.each(&mut |element| match element.role.as_str() {
        "Figure" => assert!(element.notes.iter().any(|note| note.starts_with("Alt")), "{name}"),
        "TH" => assert!(element.notes.iter().any(|note| note.starts_with("Scope")), "{name}"),
        "Table" => assert!(element.count(&["TH"]) > 0, "{name}: a table without header cells"),
        "L" => assert!(element.count(&["LI"]) > 0, "{name}: a list without items"),
        _ => {}
    });
    // Every link is described.
    let mut links = 0;
    for object in pdf.document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link") {
            links += 1;
            assert!(
                pdf.entry(dictionary, "Contents").is_some_and(|words| !string(words).is_empty()),
                "{name}"
            );
        }
    }
    assert!(links > 0 && tree.count(&["Link"]) > 0, "{name}");
    pdf
}

/// The PDF holds as many headings, tables, header cells and items as the print page, and its words
/// in its order.
fn assert_says(name: &str, pdf: &Pdf, page: &str) {
    let tree = pdf.tree();
    let start = page.find("<article").unwrap();
    let article = &page[start..page.find("</article>").unwrap()];
    let (article, notes) = match article.find("<section class=\"footnotes\"") {
        Some(at) => {
            let end = at + article[at..].find("</section>").unwrap();
            (format!("{}{}", &article[..at], &article[end..]), &article[at..end])
        }
        None => (article.to_string(), ""),
    };
    let of = |marks: &[&str]| marks.iter().map(|mark| article.matches(mark).count()).sum::<usize>();
    assert_eq!(
        tree.count(&["H1", "H2", "H3", "H4", "H5", "H6"]),
        of(&["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"]),
        "{name}: headings"
    );
    assert_eq!(tree.count(&["Table"]), of(&["<table"]), "{name}: tables");
    assert_eq!(tree.count(&["LI"]), of(&["<li", "<dt"]), "{name}: items");
    let mut heads = BTreeMap::new();
    tree.each(&mut |element| {
        if element.role == "TH" {
            *heads.entry(element.notes.join(" ")).or_insert(0) += 1;
        }
    });
    assert_eq!(heads.get("Scope Row").copied().unwrap_or(0), of(&["scope=\"row\""]), "{name}");
    assert_eq!(tree.count(&["Note"]), notes.matches("<li").count(), "{name}: notes");
    let mut said = String::new();
    tree.text(&mut said);
    let page = format!("<article{}</article>", article.strip_prefix("<article").unwrap());
    assert_eq!(signs(&said), signs(&words_of_page(&page).concat()), "{name}");
}

#[test]
fn a_role_specification_reads_like_its_page() {
    let built = made(&mut fixture());
    let bytes = &built.folder["roles/garden-worker/garden-worker.pdf"];
    let pdf = assert_sound("garden-worker", bytes, "Garden worker");
    let mut outline = String::new();
    pdf.tree().outline(0, &mut outline);
    assert_expected("garden-worker.pdf.txt", &outline);
    assert_says("garden-worker", &pdf, text(&built, "roles/garden-worker/print/index.html"));
}

#[test]
fn every_kind_of_block_keeps_its_tags() {
    let built = made(&mut fixture());
    let bytes = &built.folder["guidance/everything/everything.pdf"];
    let pdf = assert_sound("everything", bytes, "Everything at once");
    let mut outline = String::new();
    pdf.tree().outline(0, &mut outline);
    assert_expected("everything.pdf.txt", &outline);
}

#[test]
fn the_portals_files_are_sound_and_say_what_the_page_says() {
    let built = made(&mut Site::portal());
    let mut seen = BTreeSet::new();
    for (path, bytes) in built.folder.iter().filter(|(path, _)| path.ends_with(".pdf")) {
        let (folder, _) = path.rsplit_once('/').unwrap();
        let page = text(&built, &format!("{folder}/print/index.html"));
        let title = &page[page.find("<h1>").unwrap() + 4..page.find("</h1>").unwrap()];
        let pdf = assert_sound(path, bytes, &title.replace("&amp;", "&"));
        assert_says(path, &pdf, page);
        assert!(bytes.len() < 100_000, "{path} has {} bytes", bytes.len());
        seen.insert(path);
    }
    assert!(seen.len() >= 20, "{} files", seen.len());
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let one = made(&mut fixture());
    let other = fixture().build_clean_elsewhere();
    for (path, bytes) in one.folder.iter().filter(|(path, _)| path.ends_with(".pdf")) {
        assert!(other.folder[path] == *bytes, "{path}");
    }
}

#[test]
fn hostile_content_neither_breaks_nor_injects() {
    let (mut site, Hostile { code, long }) = hostile();
    let built = site.build();
    let codes: BTreeSet<&str> =
        built.outcome.findings.iter().map(|finding| finding.code.name()).collect();
    // What else is said of it is about its style.
    assert!(!built.outcome.has_errors() && codes.contains("print-sign"), "{}", built.printed);
    let signs_told = "no font of the theme has `ا` (U+0627)";
    assert!(built.printed.contains(signs_told), "{}", built.printed);
    assert!(built.printed.contains("and 2 more"), "{}", built.printed);
    let bytes = &built.folder["guidance/hostile/hostile.pdf"];
    let pdf = assert_sound("hostile", bytes, &code);
    let tree = pdf.tree();
    let mut said = String::new();
    tree.text(&mut said);
    let said = signs(&said).replace(['“', '”'], "\"");
    // What looks like code is text, in the title, the description, the question, the text, a
    // heading and the block of code.
    assert_eq!(said.matches(&signs(&code)).count(), 6, "{said}");
    assert!(said.contains(&long) && said.contains("[?]and[?]and[?]."));
    assert_eq!(tree.count(&["TR"]), 61);
    assert!(tree.count(&["LI"]) > 3000);
}

/// The size of the first sheet of a PDF, in points.
fn first_sheet(bytes: &[u8]) -> Vec<f32> {
    let document = Document::load_mem(bytes).expect("it is a PDF");
    let page = document.get_pages()[&1];
    let page = document.get_dictionary(page).unwrap();
    let sizes = page.get(b"MediaBox").unwrap().as_array().unwrap();
    sizes.iter().map(|size| size.as_float().unwrap().round()).collect()
}

#[test]
fn the_site_says_which_paper_is_used() {
    let mut site = fixture();
    let path = "roles/garden-worker/garden-worker.pdf";
    assert_eq!(first_sheet(&made(&mut site).folder[path]), [0.0, 0.0, 595.0, 842.0]);
    site.edit("site-config.toml", "[publisher]", "[print]\npaper = \"letter\"\n\n[publisher]");
    let built = made(&mut site);
    assert_eq!(first_sheet(&built.folder[path]), [0.0, 0.0, 612.0, 792.0]);
    assert_sound("letter", &built.folder[path], "Garden worker");
}

#[test]
fn what_cannot_be_set_is_told_at_its_place() {
    let mut site = fixture();
    // A picture that is none.
    site.files.insert("content/guidance/bed.png".into(), b"no picture".to_vec());
    let built = site.build();
    assert_expected("bad-picture.txt", &built.printed);
    assert!(built.outcome.report.is_none());
}

#[test]
fn a_mistake_in_the_layout_is_told_in_the_layout() {
    let mut site = fixture();
    site.write("print/document.typ", "#let title = json(\"/input.json\").document.titel\n#title\n");
    let built = site.build();
    assert_expected("bad-layout.txt", &built.printed);
}
