//! Text into HTML, so that nothing an author writes becomes mark-up by accident.

/// Appends text between tags.
pub fn push_text(html: &mut String, text: &str) {
    push_replacing(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// Appends the value of an attribute that stands in double quotes.
pub fn push_attribute(html: &mut String, value: &str) {
    push_replacing(html, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// Appends an address as the value of an attribute: bytes that no address may hold are
/// percent-encoded, which leaves an address that is already encoded as it is.
pub fn push_address(html: &mut String, address: &str) {
    let mut from = 0;
    for (at, byte) in address.bytes().enumerate() {
        let replacement = match byte {
            b'&' => Some("&amp;"),
            b'\'' => Some("&#x27;"),
            _ if is_plain(byte) => continue,
            _ => None,
        };
        // Everything that is replaced is either ASCII or part of a character all of whose bytes
        // are, so the cuts are character boundaries or empty.
        html.push_str(address.get(from..at).unwrap_or(""));
        from = at + 1;
        match replacement {
            Some(replacement) => html.push_str(replacement),
            None => {
                html.push('%');
                html.push(hexadecimal(byte >> 4));
                html.push(hexadecimal(byte & 15));
            }
        }
    }
    html.push_str(address.get(from..).unwrap_or(""));
}

/// The value of an attribute that stands in double quotes.
pub fn attribute(value: &str) -> String {
    let mut html = String::with_capacity(value.len());
    push_attribute(&mut html, value);
    html
}

/// Text between tags.
pub fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_text(&mut html, text);
    html
}

fn push_replacing(html: &mut String, text: &str, replace: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replace(byte) {
            html.push_str(text.get(from..at).unwrap_or(""));
            html.push_str(replacement);
            from = at + 1;
        }
    }
    html.push_str(text.get(from..).unwrap_or(""));
}

/// Bytes that stand in an address as they are: unreserved and reserved ones, and `%`.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!*();/?:@=+$,#%".contains(&byte)
}

fn hexadecimal(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(written: &str) -> String {
        let mut html = String::new();
        push_address(&mut html, written);
        html
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(text("<b a=\"x\">&\0é"), "&lt;b a=\"x\"&gt;&amp;\u{fffd}é");
        assert_eq!(attribute("\"><b>&\0"), "&quot;&gt;&lt;b&gt;&amp;\u{fffd}");
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(address("/a b/é?x=1&y=%20#z"), "/a%20b/%C3%A9?x=1&amp;y=%20#z");
        assert_eq!(address("x\"onload='y'"), "x%22onload=&#x27;y&#x27;");
        assert_eq!(address("[\\]\0"), "%5B%5C%5D%00");
    }
}
