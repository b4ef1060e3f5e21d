//! Paragraphs: their style, their list, how far they stand in, the box that they are in.

use super::super::numbering::INDENT;
use super::Writer;

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'p> {
    /// How far it stands in, in twentieths of a point.
    pub(super) indent: usize,
    /// How deep it lies in lists.
    pub(super) depth: usize,
    /// The tone of the box that it is in.
    pub(super) tone: Option<&'p str>,
    /// The style that plain paragraphs have here.
    pub(super) style: Option<&'p str>,
    /// Whether it stays on one sheet with what follows.
    pub(super) keeps_next: bool,
}

/// How a paragraph begins.
#[derive(Default)]
pub(super) struct Layout<'l> {
    pub(super) style: &'l str,
    pub(super) keep_next: bool,
    pub(super) page_before: bool,
    /// The list and the level.
    pub(super) list: Option<(usize, usize)>,
    /// How far the first line hangs out to the left.
    pub(super) hanging: usize,
    pub(super) align: Option<&'static str>,
}

impl Writer<'_> {
    pub(super) fn paragraph(
        &mut self,
        layout: &Layout,
        place: Place,
        inside: impl FnOnce(&mut Self),
    ) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        let style = match layout.style {
            "" => place.style.unwrap_or("Normal"),
            style => style,
        };
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        if layout.keep_next || place.keeps_next {
            self.xml.empty("w:keepNext", &[]);
        }
        if layout.page_before {
            self.xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some((list, level)) = layout.list {
            self.xml.open("w:numPr", &[]);
            self.xml.empty("w:ilvl", &[("w:val", &level.to_string())]);
            self.xml.empty("w:numId", &[("w:val", &list.to_string())]);
            self.xml.close("w:numPr");
        }
        if let Some(tone) = place.tone {
            let (ground, edge) = match tone {
                "gap" | "checklist" => ("wash".to_string(), "edge".to_string()),
                tone => (tone.to_string(), format!("{tone}-edge")),
            };
            let (ground, edge) =
                (self.style.colour(&ground, "f4f7f5"), self.style.colour(&edge, "64767b"));
            self.xml.open("w:pBdr", &[]);
            // A line in the ground's colour above and below keeps words off its edges.
            for (side, size, space, colour) in [
                ("w:top", "4", "4", &ground),
                ("w:left", "24", "8", &edge),
                ("w:bottom", "4", "4", &ground),
            ] {
                let border = [
                    ("w:val", "single"),
                    ("w:sz", size),
                    ("w:space", space),
                    ("w:color", colour.as_str()),
                ];
                self.xml.empty(side, &border);
            }
            self.xml.close("w:pBdr");
            let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground.as_str())];
            self.xml.empty("w:shd", &shade);
        }
        if let Some((_, from_right)) = &self.language {
            self.xml.empty("w:bidi", &[("w:val", if *from_right { "1" } else { "0" })]);
        }
        let list_indent = match (layout.list, place.tone) {
            // A list in a box stands in with it; elsewhere the list itself says how far.
            (Some(_), Some(_)) => Some((place.indent + INDENT, INDENT)),
            (Some(_), None) => None,
            (None, _) => Some((place.indent + layout.hanging, layout.hanging)),
        };
        if let Some((left, hanging)) = list_indent.filter(|(left, _)| *left > 0) {
            let (left, hanging) = (left.to_string(), hanging.to_string());
            self.xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        }
        if let Some(align) = layout.align {
            self.xml.empty("w:jc", &[("w:val", align)]);
        }
        self.xml.close("w:pPr");
        inside(self);
        self.xml.close("w:p");
    }
}
