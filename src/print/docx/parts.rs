//! The parts of a Word file beside its text: styles, settings, properties, the footer, links.

use super::super::document::PrintDocument;
use super::super::markup::Markup;
use super::{Sheet, Style};

pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument";

/// A face that every office has and that reads well.
const FACE: &str = "Arial";

/// An XML file that has just begun.
pub(super) fn xml() -> Markup {
    let mut xml = Markup::default();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    xml
}

/// Which part is of which kind.
pub(super) fn content_types(pictures: &[(String, Vec<u8>)]) -> String {
    let mut xml = xml();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let mut extensions = vec![
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ];
    for (extension, kind) in [("png", "image/png"), ("jpg", "image/jpeg"), ("gif", "image/gif")] {
        if pictures.iter().any(|(name, _)| name.ends_with(extension)) {
            extensions.push((extension, kind));
        }
    }
    for (extension, kind) in extensions {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("/word/document.xml", "wordprocessingml.document.main+xml"),
        ("/word/styles.xml", "wordprocessingml.styles+xml"),
        ("/word/numbering.xml", "wordprocessingml.numbering+xml"),
        ("/word/settings.xml", "wordprocessingml.settings+xml"),
        ("/word/footer1.xml", "wordprocessingml.footer+xml"),
        ("/word/footnotes.xml", "wordprocessingml.footnotes+xml"),
        ("/docProps/app.xml", "extended-properties+xml"),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", &format!("{OFFICE}.{kind}"))]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.close("Types");
    xml.finish()
}

/// A link between parts: its kind, where it leads, and whether that is outside the file.
pub(super) struct PartLink {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) target: String,
    pub(super) outside: bool,
}

fn relationships(links: &[(String, String, String, bool)]) -> String {
    let mut xml = xml();
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for (id, kind, target, outside) in links {
        let mut attributes = vec![("Id", id.as_str()), ("Type", kind), ("Target", target)];
        attributes.extend(outside.then_some(("TargetMode", "External")));
        xml.empty("Relationship", &attributes);
    }
    xml.close("Relationships");
    xml.finish()
}

/// Where the parts of the package are.
pub(super) fn root_links() -> String {
    let own =
        |id: &str, kind: String, target: &str| (id.to_string(), kind, target.to_string(), false);
    relationships(&[
        own("rId1", format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        own(
            "rId2",
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        own("rId3", format!("{RELATIONS}/extended-properties"), "docProps/app.xml"),
    ])
}

/// The links of the text: to the other parts, and those of readers.
pub(super) fn links(found: &[PartLink]) -> String {
    let parts = ["styles", "numbering", "settings", "footnotes"].map(|part| {
        (part.to_string(), format!("{RELATIONS}/{part}"), format!("{part}.xml"), false)
    });
    let footer = ("footer1".into(), format!("{RELATIONS}/footer"), "footer1.xml".into(), false);
    let all: Vec<_> = parts.into_iter().chain([footer]).chain(rows(found)).collect();
    relationships(&all)
}

/// The links of the notes. All links of the text are declared for them too: a link that nobody
/// uses does no harm.
pub(super) fn note_links(found: &[PartLink]) -> String {
    relationships(&rows(found).collect::<Vec<_>>())
}

fn rows(found: &[PartLink]) -> impl Iterator<Item = (String, String, String, bool)> + '_ {
    found.iter().map(|link| {
        let kind = format!("{RELATIONS}/{}", link.kind);
        (link.id.clone(), kind, link.target.clone(), link.outside)
    })
}

/// Title, author, language.
pub(super) fn core(print: &PrintDocument) -> String {
    let mut xml = xml();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let mut property = |name: &str, text: &str| xml.element(name, &[], |xml| xml.text(text));
    property("dc:title", &print.title);
    property("dc:subject", &print.kind);
    property("dc:creator", &print.publisher);
    if let Some(description) = &print.description {
        property("dc:description", description);
    }
    property("dc:language", &print.language);
    xml.close("cp:coreProperties");
    xml.finish()
}

/// Who published it.
pub(super) fn app(print: &PrintDocument) -> String {
    let mut xml = xml();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", space)]);
    xml.element("Application", &[], |xml| xml.text("alongside"));
    xml.element("Company", &[], |xml| xml.text(&print.publisher));
    xml.close("Properties");
    xml.finish()
}

/// Settings: the language, and where notes are parted from the text.
pub(super) fn settings(print: &PrintDocument) -> String {
    let mut xml = xml();
    xml.open("w:settings", &[("xmlns:w", WORD)]);
    xml.empty("w:zoom", &[("w:percent", "100")]);
    xml.empty("w:defaultTabStop", &[("w:val", "425")]);
    xml.empty("w:autoHyphenation", &[("w:val", "false")]);
    xml.open("w:footnotePr", &[]);
    xml.empty("w:footnote", &[("w:id", "-1")]);
    xml.empty("w:footnote", &[("w:id", "0")]);
    xml.close("w:footnotePr");
    xml.open("w:compat", &[]);
    // As of Word 2013: anything older opens in a compatibility mode.
    let mode = "http://schemas.microsoft.com/office/word";
    let setting = [("w:name", "compatibilityMode"), ("w:uri", mode), ("w:val", "15")];
    xml.empty("w:compatSetting", &setting);
    xml.close("w:compat");
    xml.empty("w:themeFontLang", &[("w:val", &print.language)]);
    xml.close("w:settings");
    xml.finish()
}

/// The line at the foot of each sheet: the title and the sheet's number.
pub(super) fn footer(print: &PrintDocument) -> String {
    let mut xml = xml();
    xml.open("w:ftr", &[("xmlns:w", WORD)]);
    xml.open("w:p", &[]);
    xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", "Footer")]));
    words(&mut xml, &format!("{}: {}", print.site, print.title));
    xml.raw("<w:r><w:tab/></w:r>");
    let mut rest = print.words.page_of.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        words(&mut xml, before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let field = if name == "pages" { " NUMPAGES " } else { " PAGE " };
        xml.open("w:fldSimple", &[("w:instr", field)]);
        words(&mut xml, "1");
        xml.close("w:fldSimple");
        rest = after;
    }
    words(&mut xml, rest);
    xml.close("w:p");
    xml.close("w:ftr");
    xml.finish()
}

fn words(xml: &mut Markup, text: &str) {
    xml.open("w:r", &[]);
    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    xml.close("w:r");
}

/// The looks of everything by name, so that an editor can change them in one place.
pub(super) fn styles(print: &PrintDocument, style: &Style) -> String {
    let accent = style.colour("brand", "000000");
    let link = style.colour("link", "0e5566");
    let soft = style.colour("soft", "48595f");
    let edge = style.colour("edge", "64767b");
    let mut xml = xml();
    xml.open("w:styles", &[("xmlns:w", WORD)]);
    let language = print.language.as_str();
    xml.raw("<w:docDefaults><w:rPrDefault><w:rPr>");
    let faces = [("w:ascii", FACE), ("w:hAnsi", FACE), ("w:eastAsia", FACE), ("w:cs", FACE)];
    xml.empty("w:rFonts", &faces);
    xml.raw("<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>");
    let languages = [("w:val", language), ("w:eastAsia", language), ("w:bidi", language)];
    xml.empty("w:lang", &languages);
    xml.raw("</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>");
    if print.direction == "rtl" {
        xml.raw("<w:bidi/>");
    }
    xml.raw("<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>");
    let mut paragraph = |id: &str, name: &str, next: &str, layout: &str, look: &str| {
        let is_default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        let based = if id == "Normal" { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
        xml.raw(&format!(
            "<w:style w:type=\"paragraph\"{is_default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}\
             <w:next w:val=\"{next}\"/><w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        ));
    };
    paragraph("Normal", "Normal", "Normal", "<w:widowControl/>", "");
    for (level, size, before) in
        [(1, 48, 0), (2, 34, 400), (3, 28, 320), (4, 24, 240), (5, 22, 200), (6, 22, 200)]
    {
        let outline = level - 1;
        paragraph(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            "Normal",
            &format!(
                "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before=\"{before}\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"{outline}\"/>"
            ),
            &format!(
                "<w:b/><w:bCs/><w:color w:val=\"{accent}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
            ),
        );
    }
    let small = format!("<w:color w:val=\"{soft}\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>");
    paragraph(
        "Kind",
        "Kind of page",
        "Heading1",
        "<w:keepNext/><w:spacing w:after=\"40\"/>",
        &small,
    );
    paragraph("Lead", "Lead", "Normal", "", "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>");
    paragraph("Fact", "Fact", "Fact", "<w:spacing w:after=\"60\"/>", "");
    paragraph(
        "ListParagraph",
        "List Paragraph",
        "ListParagraph",
        "<w:spacing w:after=\"80\"/>",
        "",
    );
    paragraph(
        "Checklist",
        "Checklist",
        "Checklist",
        "<w:keepLines/><w:spacing w:after=\"80\"/>",
        "",
    );
    paragraph(
        "BoxTitle",
        "Box title",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"0\"/>",
        "<w:b/><w:bCs/>",
    );
    paragraph(
        "Quote",
        "Quote",
        "Normal",
        "<w:keepLines/><w:ind w:left=\"567\" w:right=\"567\"/>",
        "",
    );
    paragraph("Caption", "caption", "Normal", "<w:keepNext/>", "<w:b/><w:bCs/>");
    paragraph("TableText", "Table text", "TableText", "<w:spacing w:after=\"40\"/>", "");
    paragraph(
        "Code",
        "Code",
        "Code",
        "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"19\"/>",
    );
    paragraph(
        "FootnoteText",
        "footnote text",
        "FootnoteText",
        "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>",
    );
    let width = Sheet::of(print).text_width();
    let tab = format!(
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"{edge}\"/></w:pBdr>\
         <w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs><w:spacing w:after=\"0\"/>"
    );
    paragraph("Footer", "footer", "Footer", &tab, &small);
    let mut character = |id: &str, name: &str, look: &str| {
        xml.raw(&format!(
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{look}</w:rPr></w:style>"
        ));
    };
    character(
        "Hyperlink",
        "Hyperlink",
        &format!("<w:color w:val=\"{link}\"/><w:u w:val=\"single\"/>"),
    );
    character("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>");
    character(
        "PlaceholderText",
        "Placeholder Text",
        &format!("<w:color w:val=\"{soft}\"/><w:u w:val=\"dotted\"/>"),
    );
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{edge}\"/>")
    };
    let borders: String =
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    xml.raw(&format!(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    ));
    xml.close("w:styles");
    xml.finish()
}
