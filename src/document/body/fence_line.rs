//! What one `:::` line says: the small grammar of directives.
//!
//! ```text
//! line      = ":::" { ":" } [ name [ "{" { argument } "}" ] ]
//! argument  = name "=" ( '"' text '"' | number | "true" | "false" )
//! ```
//!
//! In text, `\"` is a quotation mark and `\\` a backslash. A wrong line never stops the page: what
//! could be read is kept, so that the closing line still finds its partner.

use std::ops::Range;

use super::tree::ArgumentValue;

/// What a fence line says.
#[derive(Debug, PartialEq)]
pub(super) enum FenceLine {
    /// A bare `:::`.
    Close,
    /// `::: name …`.
    Open(Opening),
}

/// The opening line of a directive. Ranges count from the beginning of the line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Opening {
    /// The name; empty if there is none that can be read.
    pub(super) name: String,
    /// Where the name stands, or should stand.
    pub(super) name_range: Range<usize>,
    /// The arguments that could be read.
    pub(super) arguments: Vec<RawArgument>,
    /// What is wrong with the line.
    pub(super) problems: Vec<Problem>,
}

/// One argument as it stands in the line.
#[derive(Debug, PartialEq)]
pub(super) struct RawArgument {
    pub(super) name: String,
    pub(super) name_range: Range<usize>,
    pub(super) value: ArgumentValue,
    pub(super) value_range: Range<usize>,
}

/// Something wrong with the line.
#[derive(Debug, PartialEq)]
pub(super) struct Problem {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

const EXAMPLE: &str = "write it like `::: callout {kind=\"note\"}`";
const QUOTE: &str = "put text between straight double quotes: key=\"value\"";

/// Reads a line that begins with three colons.
pub(super) fn parse(line: &str) -> FenceLine {
    let mut reader = LineReader { line, at: 0, opening: Opening::default() };
    reader.take_while(|c| c == ':');
    reader.skip_space();
    if reader.peek().is_none() {
        return FenceLine::Close;
    }
    reader.name();
    FenceLine::Open(reader.opening)
}

struct LineReader<'l> {
    line: &'l str,
    at: usize,
    opening: Opening,
}

impl<'l> LineReader<'l> {
    fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'l str {
        let rest = self.rest();
        let taken = rest.find(|c| !wanted(c)).map_or(rest, |end| rest.get(..end).unwrap_or(""));
        self.at += taken.len();
        taken
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn problem(&mut self, range: Range<usize>, message: String, help: &'static str) {
        self.opening.problems.push(Problem { range, message, help });
    }

    /// The name and everything after it.
    fn name(&mut self) {
        let start = self.at;
        self.opening.name = self.take_while(is_name).to_string();
        self.opening.name_range = start..self.at;
        if self.opening.name.is_empty() {
            let message = "a `:::` block has no name".to_string();
            return self.problem(start..self.line.len(), message, EXAMPLE);
        }
        self.skip_space();
        match self.peek() {
            None => {}
            Some('{') => self.arguments(),
            Some(_) => self.stray(EXAMPLE),
        }
    }

    /// Reports the rest of the line as not belonging there.
    fn stray(&mut self, help: &'static str) {
        let rest = self.rest().trim_end();
        let range = self.at..self.at + rest.len();
        self.problem(range, format!("`{rest}` does not belong in the line"), help);
    }

    fn arguments(&mut self) {
        let open = self.at;
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    let message = "the arguments are not closed by `}`".to_string();
                    return self.problem(open..self.line.len(), message, EXAMPLE);
                }
                Some('}') => {
                    self.at += 1;
                    self.skip_space();
                    if self.peek().is_some() {
                        self.stray("end the line after `}` and close the block on its own line");
                    }
                    return;
                }
                Some(_) => {
                    if !self.argument() {
                        return;
                    }
                }
            }
        }
    }

    /// One argument; false if the rest of the line cannot be read.
    fn argument(&mut self) -> bool {
        let start = self.at;
        let name = self.take_while(is_name).to_string();
        let name_range = start..self.at;
        if name.is_empty() {
            self.stray("write arguments as key=\"value\" with a space between them");
            return false;
        }
        self.skip_space();
        if self.peek() != Some('=') {
            let message = format!("the argument `{name}` has no value");
            self.problem(name_range, message, "write it as key=\"value\"");
            return true;
        }
        self.at += 1;
        self.skip_space();
        let value_start = self.at;
        let value = if self.peek() == Some('"') { self.quoted() } else { self.bare(&name) };
        let Some(value) = value else { return false };
        let value_range = value_start..self.at;
        if let Some(value) = value {
            if self.opening.arguments.iter().any(|argument| argument.name == name) {
                let message = format!("the argument `{name}` is given twice");
                self.problem(name_range, message, "keep one of them");
            } else {
                let argument = RawArgument { name, name_range, value, value_range };
                self.opening.arguments.push(argument);
            }
        }
        true
    }

    /// A text in quotation marks; `None` if they are never closed.
    fn quoted(&mut self) -> Option<Option<ArgumentValue>> {
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return Some(Some(ArgumentValue::Text(text)));
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                other => text.push(other),
            }
        }
        let message = "a text is not closed by `\"`".to_string();
        self.problem(self.at..self.line.len(), message, QUOTE);
        None
    }

    /// A number, `true` or `false`; the inner `None` if it is none of them.
    fn bare(&mut self, name: &str) -> Option<Option<ArgumentValue>> {
        let start = self.at;
        let word = self.take_while(|c| !c.is_whitespace() && c != '}');
        let value = match word {
            "true" => Some(ArgumentValue::Boolean(true)),
            "false" => Some(ArgumentValue::Boolean(false)),
            _ => number(word),
        };
        if value.is_none() {
            let range = start..self.at;
            self.problem(range, format!("the value of `{name}` is not in quotes"), QUOTE);
            // Typographic or single quotes may hold spaces and braces: nothing after is certain.
            if word.starts_with(['\'', '“', '”', '„', '‘', '’', '«']) {
                return None;
            }
        }
        Some(value)
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// A decimal number; `inf`, `nan` and numbers too large to hold are none.
fn number(word: &str) -> Option<ArgumentValue> {
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    if let Ok(integer) = word.parse() {
        return Some(ArgumentValue::Integer(integer));
    }
    if !word.ends_with(|c: char| c.is_ascii_digit()) || !word.contains(['.', 'e', 'E']) {
        return None;
    }
    word.parse().ok().filter(|float: &f64| float.is_finite()).map(ArgumentValue::Float)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(line: &str) -> Opening {
        match parse(line) {
            FenceLine::Open(opening) => opening,
            FenceLine::Close => panic!("`{line}` should open a block"),
        }
    }

    fn problems(line: &str) -> Vec<String> {
        let found = opening(line).problems.into_iter();
        found.map(|problem| format!("{} @ {}", problem.message, &line[problem.range])).collect()
    }

    #[test]
    fn bare_colons_close() {
        assert_eq!(parse(":::"), FenceLine::Close);
        assert_eq!(parse(":::::  \t"), FenceLine::Close);
    }

    #[test]
    fn arguments_have_types_and_places() {
        let line = r#":::note {title="A \"b\" \\ \c" n=3 x=-1.5 open = true}"#;
        let opening = opening(line);
        assert_eq!(opening.problems, []);
        assert_eq!(opening.name, "note");
        assert_eq!(&line[opening.name_range], "note");
        let seen: Vec<_> = opening
            .arguments
            .iter()
            .map(|a| (&line[a.name_range.clone()], &line[a.value_range.clone()], a.value.clone()))
            .collect();
        assert_eq!(
            seen,
            [
                ("title", r#""A \"b\" \\ \c""#, ArgumentValue::Text(r#"A "b" \ \c"#.into())),
                ("n", "3", ArgumentValue::Integer(3)),
                ("x", "-1.5", ArgumentValue::Float(-1.5)),
                ("open", "true", ArgumentValue::Boolean(true)),
            ]
        );
    }

    #[test]
    fn wrong_lines_are_named_and_what_is_right_is_kept() {
        assert_eq!(problems("::: {.note}"), ["a `:::` block has no name @ {.note}"]);
        assert_eq!(problems("::: a b"), ["`b` does not belong in the line @ b"]);
        assert_eq!(problems("::: a {} x "), ["`x` does not belong in the line @ x"]);
        assert_eq!(
            problems("::: a {b"),
            ["the argument `b` has no value @ b", "the arguments are not closed by `}` @ {b",]
        );
        assert_eq!(problems("::: a {b=c}"), ["the value of `b` is not in quotes @ c"]);
        assert_eq!(problems("::: a {b=“c d”}"), ["the value of `b` is not in quotes @ “c"]);
        assert_eq!(problems("::: a {b=\"c}"), ["a text is not closed by `\"` @ \"c}"]);
        assert_eq!(problems("::: a {b=1 b=2}"), ["the argument `b` is given twice @ b"]);
        assert_eq!(problems("::: a {b=inf c=1e999}").len(), 2);
        assert_eq!(opening("::: a {b=c d=1}").arguments.len(), 1);
    }
}
