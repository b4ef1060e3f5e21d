//! Writing HTML and XML: elements, attributes and text, each escaped by itself.

/// A text of elements under way.
#[derive(Default)]
pub(super) struct Markup {
    text: String,
}

impl Markup {
    /// The finished text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Begins an element: `<name a="…">`. Nothing is written for attributes of no value.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push('>');
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An XML element without content: `<name a="…"/>`.
    #[cfg(feature = "docx")]
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str("/>");
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.escaped(value);
            self.text.push('"');
        }
    }

    /// An element with content.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Markup),
    ) {
        self.open(name, attributes);
        inside(self);
        self.close(name);
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.escaped(text);
    }

    /// What is written already.
    pub(super) fn raw(&mut self, written: &str) {
        self.text.push_str(written);
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                // XML cannot hold these at all, and HTML takes them for mistakes.
                '\t' | '\n' => self.text.push(c),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    self.text.push('\u{fffd}');
                }
                c => self.text.push(c),
            }
        }
    }
}

/// An address with everything percent-encoded that no address may hold; what is encoded already
/// stays as it is.
pub(super) fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        let is_plain = byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
        if is_plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        let mut markup = Markup::default();
        markup.element("a", &[("href", "\"><b>&'")], |markup| markup.text("<i>\u{0}\u{1b}\n"));
        assert_eq!(
            markup.finish(),
            "<a href=\"&quot;&gt;&lt;b&gt;&amp;'\">&lt;i&gt;\u{fffd}\u{fffd}\n</a>"
        );
    }

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(
            encoded("https://a.example/é b?c=%20\"#x"),
            "https://a.example/%C3%A9%20b?c=%20%22#x"
        );
    }
}
