//! Running text: words and their looks, links, marks of notes and works.

use super::super::super::document::Run;
use super::super::super::markup::encoded;
use super::super::parts::PartLink;
use super::Writer;

/// How words look.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    pub(super) link: bool,
}

impl Writer<'_> {
    pub(super) fn runs(&mut self, runs: &[Run], look: Look) {
        for run in runs {
            self.run(run, look);
        }
    }

    pub(super) fn run(&mut self, run: &Run, look: Look) {
        match run {
            Run::Text { text } => self.words(&text.replace('\n', " "), look),
            Run::Code { text } => self.words(text, Look { code: true, ..look }),
            Run::Emphasis { runs } => self.runs(runs, Look { emphasis: true, ..look }),
            Run::Strong { runs } => self.runs(runs, Look { strong: true, ..look }),
            Run::Struck { runs } => self.runs(runs, Look { struck: true, ..look }),
            Run::Link { inside, address, runs, .. } => {
                let look = Look { link: true, ..look };
                match self.bookmarks.get(inside).cloned() {
                    Some(name) => self.xml.open("w:hyperlink", &[("w:anchor", &name)]),
                    None => {
                        let id = self.link("hyperlink", encoded(address), true);
                        self.xml.open("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
                    }
                }
                self.runs(runs, look);
                self.xml.close("w:hyperlink");
            }
            Run::Picture { image } => self.picture(image),
            Run::Break => self.xml.raw("<w:r><w:br/></w:r>"),
            Run::Note { number, occurrence } if *occurrence <= 1 => {
                let name = format!("note_{number}");
                let id = number.to_string();
                self.bookmarked(&name, |to| {
                    to.xml.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
                    to.xml.empty("w:footnoteReference", &[("w:id", &id)]);
                    to.xml.raw("</w:r>");
                });
            }
            // A note has one mark in Word; further ones repeat its number.
            Run::Note { number, .. } => {
                let field = format!(" NOTEREF note_{number} \\f \\h ");
                self.xml.open("w:fldSimple", &[("w:instr", &field)]);
                self.xml.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
                self.xml.element("w:t", &[], |xml| xml.text(&number.to_string()));
                self.xml.raw("</w:r>");
                self.xml.close("w:fldSimple");
            }
            Run::Cite { works } => {
                self.words("[", look);
                for (at, cited) in works.iter().enumerate() {
                    if at > 0 {
                        self.words("; ", look);
                    }
                    let name = format!("reference_{}", cited.number);
                    self.xml.open("w:hyperlink", &[("w:anchor", &name)]);
                    self.words(&cited.number.to_string(), Look { link: true, ..look });
                    self.xml.close("w:hyperlink");
                    self.words(&cited.locator, look);
                }
                self.words("]", look);
            }
        }
    }

    pub(super) fn words(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.xml.open("w:r", &[]);
        self.xml.open("w:rPr", &[]);
        if look.link {
            self.xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
        }
        if look.code {
            self.xml.raw(
                "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>",
            );
        }
        for (on, marks) in [
            (look.strong, "<w:b/><w:bCs/>"),
            (look.emphasis, "<w:i/><w:iCs/>"),
            (look.struck, "<w:strike/>"),
        ] {
            if on {
                self.xml.raw(marks);
            }
        }
        if let Some((language, from_right)) = &self.language {
            self.xml.empty("w:rtl", &[("w:val", if *from_right { "1" } else { "0" })]);
            let tag = language.as_str();
            let languages = [("w:val", tag), ("w:eastAsia", tag), ("w:bidi", tag)];
            self.xml.empty("w:lang", &languages);
        }
        self.xml.close("w:rPr");
        self.xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
        self.xml.close("w:r");
    }

    pub(super) fn bookmarked(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.marks += 1;
        let id = self.marks.to_string();
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
        inside(self);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// The id of a link; the same target has one.
    pub(super) fn link(&mut self, kind: &'static str, target: String, outside: bool) -> String {
        let known = self.links.iter().find(|link| link.target == target && link.kind == kind);
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = format!("rId{}", self.links.len() + 1);
        self.links.push(PartLink { id: id.clone(), kind, target, outside });
        id
    }
}
