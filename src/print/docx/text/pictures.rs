//! Pictures, each with its words.

use super::super::super::document::Image;
use super::super::Sheet;
use super::Writer;
use super::runs::Look;

/// English Metric Units in a pixel of 96 to the inch, and in a twentieth of a point.
const EMU_PER_PIXEL: u64 = 9525;
const EMU_PER_TWIP: u64 = 635;

impl Writer<'_> {
    /// A picture with its words; only the words where Word cannot show the picture.
    pub(super) fn picture(&mut self, image: &Image) {
        let found = self.style.pictures.iter().find(|(address, _)| *address == image.address);
        let extension = found.and_then(|(_, bytes)| kind_of(bytes));
        let (Some((_, bytes)), Some(extension)) = (found, extension) else {
            return self.words(&image.alt, Look::default());
        };
        let target = |name: &str| format!("media/{name}");
        let known = self.pictures.iter().find(|(_, other)| other == bytes);
        let name = match known {
            Some((name, _)) => name.clone(),
            None => {
                let name = format!("image{}.{extension}", self.pictures.len() + 1);
                self.pictures.push((name.clone(), bytes.clone()));
                name
            }
        };
        let link = self.link("image", target(&name), false);
        let widest = Sheet::of(self.print).text_width() as u64 * EMU_PER_TWIP;
        let (width, height) = (
            u64::from(image.width.unwrap_or(600)) * EMU_PER_PIXEL,
            u64::from(image.height.unwrap_or(400)) * EMU_PER_PIXEL,
        );
        let (width, height) = match width > widest {
            true => (widest, height * widest / width.max(1)),
            false => (width, height),
        };
        let (width, height) = (width.to_string(), height.to_string());
        self.drawings += 1;
        let id = self.drawings.to_string();
        let size = [("cx", width.as_str()), ("cy", height.as_str())];
        self.xml.raw("<w:r><w:drawing>");
        self.xml
            .open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        self.xml.empty("wp:extent", &size);
        self.xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", &image.alt)]);
        self.xml.open("a:graphic", &[]);
        let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
        self.xml.open("a:graphicData", &[("uri", kind)]);
        self.xml.open("pic:pic", &[]);
        self.xml.open("pic:nvPicPr", &[]);
        self.xml.empty("pic:cNvPr", &[("id", &id), ("name", &name), ("descr", &image.alt)]);
        self.xml.raw("<pic:cNvPicPr/>");
        self.xml.close("pic:nvPicPr");
        self.xml.open("pic:blipFill", &[]);
        self.xml.empty("a:blip", &[("r:embed", &link)]);
        self.xml.raw("<a:stretch><a:fillRect/></a:stretch>");
        self.xml.close("pic:blipFill");
        self.xml.raw("<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
        self.xml.empty("a:ext", &size);
        self.xml.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>");
        self.xml.close("pic:pic");
        self.xml.close("a:graphicData");
        self.xml.close("a:graphic");
        self.xml.close("wp:inline");
        self.xml.raw("</w:drawing></w:r>");
    }
}

/// The kind of a picture by its first bytes, if Word can show it.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        _ => None,
    }
}
