//! Compacting a template once, so that every page made with it is compact.
//!
//! minify-html could minify templates too, but it drops the quotes around `href="{{url}}"`, which
//! would let an address break out of its attribute, and it may reorder attributes that stand
//! between template tags. Folding white space alone gives nearly the same bytes and can do neither.

use super::{is_block, keeps_space};

/// Folds white space and drops comments in a Tera template. What stands inside template tags,
/// quotes, `pre`, `textarea`, `script` and `style` is left alone.
pub fn compact_template(source: &str) -> String {
    let mut folded =
        Folded { out: String::with_capacity(source.len()), space: None, after_block: true };
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, after) = next_piece(rest);
        rest = after;
        match piece {
            Piece::Comment(text) => {
                // A tag that eats space must not reach what the comment kept from it.
                let written = folded.out.trim_end();
                let eaten = ["-}}", "-%}", "-#}"].iter().any(|end| written.ends_with(end));
                let eats =
                    ["{{-", "{%-", "{#-"].iter().any(|begin| after.trim_start().starts_with(begin));
                // Nor may what it parts become a tag or a sign together.
                let mut parts = folded.out.rsplit(|c: char| c.is_ascii_whitespace() || c == '>');
                let parts_sign = text.starts_with("<!--")
                    && folded.space.is_none()
                    && parts.next().is_some_and(|part| part.contains(['<', '&']));
                if eats || eaten || parts_sign {
                    folded.template(text);
                }
            }
            Piece::Template(text) => folded.template(text),
            Piece::Raw(text) => folded.verbatim(text),
            Piece::Text(text) => folded.text(text),
            Piece::Tag { text, name } => {
                folded.tag(text, &name);
                if keeps_space(&name) && !text.starts_with("</") {
                    let end = find_closing(rest, &name);
                    let (verbatim, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                    folded.out.push_str(verbatim);
                    rest = after;
                }
            }
        }
    }
    folded.out
}

enum Piece<'s> {
    Template(&'s str),
    Raw(&'s str),
    Comment(&'s str),
    Tag { text: &'s str, name: String },
    Text(&'s str),
}

fn next_piece(rest: &str) -> (Piece<'_>, &str) {
    let split = |end: usize| rest.split_at_checked(end).unwrap_or((rest, ""));
    if let Some(end) = template_end(rest) {
        let (text, after) = split(end);
        if is_raw(text) {
            // Up to the end of what is to be taken as it is written, tags that look like ours too.
            let end = raw_end(after).map_or(rest.len(), |end| text.len() + end);
            let (text, after) = split(end);
            return (Piece::Raw(text), after);
        }
        let piece =
            if is_mere_comment(text) { Piece::Comment(text) } else { Piece::Template(text) };
        return (piece, after);
    }
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |at| at + 3);
        let (text, after) = split(end);
        return (Piece::Comment(text), after);
    }
    let begins_tag = |text: &str| {
        let mut next = text.chars().skip(1);
        text.starts_with('<')
            && match next.next() {
                Some(c) => c.is_ascii_alphabetic() || c == '!' || c == '/',
                None => false,
            }
    };
    if begins_tag(rest) {
        let (text, after) = split(tag_end(rest));
        let name = tag_name(text);
        return (Piece::Tag { text, name }, after);
    }
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(at, c)| {
            let here = rest.get(*at..).unwrap_or("");
            (*c == '{' && template_end(here).is_some()) || (*c == '<' && begins_tag(here))
        })
        .map_or(rest.len(), |(at, _)| at);
    let (text, after) = split(end);
    (Piece::Text(text), after)
}

/// Whether a template tag is a comment that writes nothing and takes nothing away: `{#- -#}` eats
/// the space beside it, so it has to stay.
fn is_mere_comment(tag: &str) -> bool {
    tag.starts_with("{#") && !tag.starts_with("{#-") && !tag.ends_with("-#}")
}

fn is_statement(tag: &str, name: &str) -> bool {
    let inside = tag.strip_prefix("{%").and_then(|tag| tag.strip_suffix("%}"));
    inside.is_some_and(|inside| inside.trim_matches('-').trim() == name)
}

fn is_raw(tag: &str) -> bool {
    is_statement(tag, "raw")
}

/// Where the tag ends that closes a raw part.
fn raw_end(text: &str) -> Option<usize> {
    text.match_indices("{%").find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find("%}")? + 2;
        is_statement(rest.get(..end)?, "endraw").then_some(at + end)
    })
}

/// The end of a template tag that begins here. A tag that is never closed is left to Tera to report.
fn template_end(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    let mut quote = None;
    for (at, c) in text.char_indices().skip(2) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if close != "#}" && matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text.get(at..).is_some_and(|rest| rest.starts_with(close)) => {
                return Some(at + 2);
            }
            None => {}
        }
    }
    None
}

/// The template tag that begins at a place, or what is to be taken as it is written, and its end.
fn template_at(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?;
    let (tag, after) = rest.split_at_checked(template_end(rest)?)?;
    let length = match is_raw(tag) {
        true => raw_end(after).map_or(rest.len(), |end| tag.len() + end),
        false => tag.len(),
    };
    Some((at + length, rest.get(..length)?))
}

/// Follows the quotes of a tag as browsers do: one opens only where a value begins, so that a stray
/// apostrophe does not swallow what comes after the tag.
#[derive(Default)]
pub(super) struct Quotes {
    open: Option<char>,
    /// Whether a value may begin here.
    value: bool,
}

impl Quotes {
    /// Takes the next character; whether it is outside quotes and none itself.
    pub(super) fn take(&mut self, c: char) -> bool {
        if let Some(open) = self.open {
            self.open = Some(open).filter(|open| *open != c);
            return false;
        }
        self.open = Some(c).filter(|c| self.value && matches!(c, '"' | '\''));
        if !c.is_ascii_whitespace() {
            self.value = c == '=';
        }
        self.open.is_none()
    }

    /// Passes over a template tag. Only a value that is written ends where a value may begin.
    fn pass(&mut self, template: &str) {
        let first = template_end(template);
        self.value &= !template.starts_with("{{") && first == Some(template.len());
    }
}

/// The end of an HTML tag that begins here: the first `>` outside quotes and template tags.
fn tag_end(text: &str) -> usize {
    let mut quotes = Quotes::default();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some((end, template)) = template_at(text, at) {
            quotes.pass(template);
            skip_to = end;
        } else if quotes.take(c) && c == '>' {
            return at + 1;
        }
    }
    text.len()
}

pub(super) fn tag_name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect::<String>()
        .to_ascii_lowercase()
}

fn find_closing(rest: &str, name: &str) -> usize {
    let lower = rest.to_ascii_lowercase();
    lower.find(&format!("</{name}")).unwrap_or(rest.len())
}

struct Folded {
    out: String,
    /// White space that was met and not yet written.
    space: Option<char>,
    /// Whether the last thing written was the edge of a block element.
    after_block: bool,
}

impl Folded {
    fn settle(&mut self, before_block: bool) {
        if let Some(space) = self.space.take()
            && !self.after_block
            && !before_block
        {
            self.out.push(space);
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.space = Some(' ');
            } else {
                self.settle(false);
                self.after_block = false;
                self.out.push(c);
            }
        }
    }

    fn verbatim(&mut self, text: &str) {
        self.settle(false);
        self.after_block = false;
        self.out.push_str(text);
    }

    fn template(&mut self, text: &str) {
        if text.starts_with("{{") {
            self.settle(false);
            self.after_block = false;
            self.out.push_str(text);
            return;
        }
        // A statement writes nothing itself. The space before it is held back until it is known
        // what follows, unless it has to be written on this side of the statement.
        let was_after_block = self.after_block;
        self.settle(false);
        self.out.push_str(text);
        // What was written just before the other end of a branch or a loop is not known here.
        let name = text.trim_start_matches(['{', '%', '-']).split_whitespace().next();
        let straight = matches!(name, Some("if" | "set"));
        self.after_block = straight && was_after_block && self.space.is_none();
    }

    fn tag(&mut self, text: &str, name: &str) {
        // A doctype, or what browsers take for a comment: words on both sides of it stay apart. A tag
        // that is never closed stays as it is.
        if text.starts_with("<!") || !text.ends_with('>') {
            self.settle(false);
            self.out.push_str(text);
            return;
        }
        let block = is_block(name);
        self.settle(block);
        self.push_tag(text);
        self.after_block = block;
    }

    /// The tag with single spaces between its parts.
    fn push_tag(&mut self, tag: &str) {
        let mut skip_to = 0;
        let mut quotes = Quotes::default();
        let mut space = false;
        for (at, c) in tag.char_indices() {
            if at < skip_to {
                continue;
            }
            if let Some((end, template)) = template_at(tag, at) {
                if space {
                    self.out.push(' ');
                    space = false;
                }
                if !is_mere_comment(template) {
                    self.out.push_str(template);
                }
                quotes.pass(template);
                skip_to = end;
                continue;
            }
            if quotes.take(c) && c.is_ascii_whitespace() {
                space = true;
                continue;
            }
            if space && c != '>' {
                self.out.push(' ');
            }
            space = false;
            self.out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compact_template;

    #[test]
    fn folds_space_where_it_means_nothing() {
        let cases = [
            ("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
            ("<p>By <b>Jo</b> <i>now</i></p>", "<p>By <b>Jo</b> <i>now</i></p>"),
            ("<div>\n <a>x</a>\n <a>y</a>\n</div>", "<div><a>x</a> <a>y</a></div>"),
            (
                "<ul>\n{% for x in y %}\n<li>{{ x }}</li>\n{% endfor %}\n</ul>",
                "<ul>{% for x in y %}<li>{{ x }}</li>{% endfor %}</ul>",
            ),
            ("<p>{{ a }} {{ b }}</p>", "<p>{{ a }} {{ b }}</p>"),
            ("<p>a {% if b %} b {% endif %} c</p>", "<p>a {% if b %} b {% endif %} c</p>"),
            ("<pre>\n  x\n</pre> <p>y</p>", "<pre>\n  x\n</pre><p>y</p>"),
            (
                "<a\n  href=\"{{ u }}\"\n  class=\"a  b\">x</a>",
                "<a href=\"{{ u }}\" class=\"a  b\">x</a>",
            ),
            ("a{# gone #}b<!-- gone -->c", "abc"),
            ("a{% if b %}<p>{% endif %} c", "a{% if b %}<p>{% endif %} c"),
            ("<p>{% for x in y %} {{ x }}{% endfor %}", "<p>{% for x in y %} {{ x }}{% endfor %}"),
            ("{{ x -}}<!-- c --> <b>", "{{ x -}}<!-- c --> <b>"),
            ("a <!-- c -->{{- x }}", "a <!-- c -->{{- x }}"),
            ("a {#- eats space -#} b", "a {#- eats space -#} b"),
            ("{% raw %}a  {# b #}{% endraw %}  c", "{% raw %}a  {# b #}{% endraw %} c"),
            ("<p title=\"{{ a > b }}\">x</p>", "<p title=\"{{ a > b }}\">x</p>"),
            ("1 < 2 and {{ \"}}\" }}", "1 < 2 and {{ \"}}\" }}"),
            ("<p>nbsp\u{a0} stays</p>", "<p>nbsp\u{a0} stays</p>"),
            ("{{ unclosed", "{{ unclosed"),
            ("<!doctype html>\n<html>\n<body>", "<!doctype html><html><body>"),
        ];
        for (source, wanted) in cases {
            assert_eq!(compact_template(source), wanted, "{source}");
        }
    }

    #[test]
    fn broken_tags_change_no_text() {
        let cases = [
            ("a <!doctype html> b", "a <!doctype html> b"),
            ("a\n<!x>\nb", "a <!x> b"),
            ("<a title=\"b\n", "<a title=\"b\n"),
            ("<a b\n", "<a b\n"),
            ("<h='alt='  ", "<h='alt='  "),
            ("<p id=a'b>c</p><pre>d  e</pre> 'f'", "<p id=a'b>c</p><pre>d  e</pre>'f'"),
            ("</\n<p", "</\n<p"),
            ("</\n<p>b", "</ <p>b"),
            ("<<!-- c -->b &l<!-- c -->t; <!-- c -->", "<<!-- c -->b &l<!-- c -->t;"),
            (
                "<a b={% raw %}\"a  {# b #}{% endraw %}\">",
                "<a b={% raw %}\"a  {# b #}{% endraw %}\">",
            ),
            ("<a b={# c #}\"d  e\">", "<a b=\"d  e\">"),
        ];
        for (source, wanted) in cases {
            assert_eq!(compact_template(source), wanted, "{source}");
        }
    }
}
