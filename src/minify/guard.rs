//! The guard: do two pages read the same?

use super::template::{Quotes, tag_name};
use super::{is_block, keeps_space};

/// Whether two pages have the same words, the same gaps between them and the same elements in the
/// same order, and the same texts for screen readers (`alt`, `title`, `aria-label`, `placeholder`).
pub fn same_text(before: &str, after: &str) -> bool {
    reading(before) == reading(after)
}

#[derive(Debug, PartialEq, Eq)]
enum Unit {
    Text(String),
    Tag(String),
    Name(String),
}

/// A page as it is read: text with its gaps folded, tags by name, and spoken attributes.
fn reading(html: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut text = String::new();
    let mut gap = false;
    let mut after_block = true;
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let is_tag = rest.starts_with("</")
            || (c == '<'
                && rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '!'));
        if rest.starts_with("<!--") {
            rest = rest.find("-->").and_then(|at| rest.get(at + 3..)).unwrap_or("");
        } else if is_tag {
            let (tag, after) = rest.split_at_checked(end_of_tag(rest)).unwrap_or((rest, ""));
            rest = after;
            let name = tag_name(tag);
            if tag.starts_with("<!") {
                continue;
            }
            let block = is_block(&name) || is_control(&name);
            if gap && !after_block && !block {
                text.push(' ');
            }
            gap = gap && !after_block && !block && text.is_empty();
            flush(&mut units, &mut text);
            after_block = block || (after_block && !gap);
            gap = false;
            let closing = if tag.starts_with("</") { "/" } else { "" };
            units.push(Unit::Tag(format!("{closing}{name}")));
            units.extend(spoken(tag));
            if keeps_space(&name) && closing.is_empty() {
                let end =
                    rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len());
                let (verbatim, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                units.push(Unit::Text(verbatim.trim().to_string()));
                rest = after;
            }
        } else {
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            if c.is_ascii_whitespace() {
                gap = true;
                continue;
            }
            if gap && !after_block {
                text.push(' ');
            }
            gap = false;
            after_block = false;
            if c == '&' {
                let (decoded, after) = entity(rest);
                text.push_str(&decoded);
                rest = after;
            } else {
                text.push(c);
            }
        }
    }
    flush(&mut units, &mut text);
    units
}

/// Controls stand apart from words by themselves, to the eye and to screen readers.
fn is_control(name: &str) -> bool {
    matches!(name, "button" | "input" | "select" | "textarea")
}

fn flush(units: &mut Vec<Unit>, text: &mut String) {
    if !text.is_empty() {
        units.push(Unit::Text(std::mem::take(text)));
    }
}

fn end_of_tag(text: &str) -> usize {
    let mut quotes = Quotes::default();
    let end = text.char_indices().find(|(_, c)| quotes.take(*c) && *c == '>');
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// The attributes of a tag that are read aloud.
fn spoken(tag: &str) -> Vec<Unit> {
    let mut names = Vec::new();
    for attribute in ["alt", "title", "aria-label", "placeholder"] {
        let mut rest = tag;
        while let Some(at) = rest.find(attribute) {
            let before_is_gap = rest
                .get(..at)
                .and_then(|b| b.chars().last())
                .is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
            rest = rest.get(at + attribute.len()..).unwrap_or("");
            let Some(value) = rest.strip_prefix('=').filter(|_| before_is_gap) else { continue };
            let value = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value.get(1..).and_then(|v| v.split(quote).next()).unwrap_or("")
                }
                _ => {
                    value.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or("")
                }
            };
            names.push(Unit::Name(format!("{attribute}={}", decode(value))));
        }
    }
    names
}

fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (decoded, left) = entity(after);
        out.push_str(&decoded);
        rest = left;
    }
    out + rest
}

/// The character that an entity stands for, given what follows its `&`, and what follows it. Only
/// the few that HTML of ours holds are known; others count as they are written.
fn entity(rest: &str) -> (String, &str) {
    let plain = ("&".to_string(), rest);
    let Some((name, after)) = rest.split_once(';').filter(|(name, _)| name.len() <= 8) else {
        return plain;
    };
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => match name {
            "amp" => Some(0x26),
            "lt" => Some(0x3c),
            "gt" => Some(0x3e),
            "quot" => Some(0x22),
            "apos" => Some(0x27),
            "nbsp" => Some(0xa0),
            _ => None,
        },
    };
    number.and_then(char::from_u32).map_or(plain, |c| (c.to_string(), after))
}

#[cfg(test)]
mod tests {
    use super::same_text;

    #[test]
    fn joined_words_are_noticed() {
        let same = [
            ("<div> <p>a</p> <p>b</p> </div>", "<div><p>a</p><p>b</p></div>"),
            ("<p>a  b\n c</p>", "<p>a b c</p>"),
            ("<p>a<!-- x --> b</p>", "<p>a b</p>"),
            ("<p>&quot;a&quot; &#38; b</p>", "<p>\"a\" & b</p>"),
            ("<img alt=\"a b\">", "<img alt='a b'>"),
            ("<label>a</label> <input id=\"b\">", "<label>a</label><input id=b>"),
        ];
        for (before, after) in same {
            assert!(same_text(before, after), "{before} | {after}");
        }
        let different = [
            ("<div>By <b>Jo</b> <i>now</i></div>", "<div>By <b>Jo</b><i>now</i></div>"),
            ("<div><a>Prev</a> <a>Next</a></div>", "<div><a>Prev</a><a>Next</a></div>"),
            ("<p>a b</p>", "<p>ab</p>"),
            ("<pre>a\n  b</pre>", "<pre>a b</pre>"),
            ("<img alt=\"a\">", "<img alt=\"b\">"),
            ("<p>a</p>", "<div>a</div>"),
            ("<p>a&nbsp;b</p>", "<p>a b</p>"),
        ];
        for (before, after) in different {
            assert!(!same_text(before, after), "{before} | {after}");
        }
    }
}
