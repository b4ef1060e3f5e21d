//! `[serve]`: what the live preview is told about the people who use it.

use crate::data::Reader;
use crate::diagnostic::{Code, nearest};

/// Editor programs by name, with the address that opens a file in each at a line and column.
/// Sources: the documentation of each program on its URL handler.
const EDITORS: [(&str, &str); 6] = [
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("vscode", "vscode://file/{file}:{line}:{column}"),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
];

/// Schemes that open something else than an editor, or could run code in the page.
const REFUSED: [&str; 9] =
    ["about", "blob", "data", "file", "http", "https", "javascript", "mailto", "vbscript"];

/// The address that opens a file in somebody's editor program, with places for what is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorLink(String);

impl EditorLink {
    /// Takes the name of a known program, or an address with `{file}` and, if it likes, `{line}`
    /// and `{column}`. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<EditorLink, String> {
        if let Some((_, address)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Ok(EditorLink((*address).to_string()));
        }
        let Some((scheme, _)) = text.split_once(':') else {
            return Err("it is neither the name of an editor nor an address".to_string());
        };
        let sound = scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme.chars().all(|c| {
                c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.')
            });
        if !sound || REFUSED.contains(&scheme) {
            return Err(format!("`{scheme}:` does not open an editor"));
        }
        if !text.contains("{file}") {
            return Err("it does not say where `{file}` goes".to_string());
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err("an address has no spaces".to_string());
        }
        Ok(EditorLink(text.to_string()))
    }

    /// The address that opens a file, given by its full path, at a line and column.
    pub fn to(&self, file: &str, line: u32, column: u32) -> String {
        let mut path = String::with_capacity(file.len() + 8);
        for byte in file.replace('\\', "/").bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                    path.push(char::from(byte));
                }
                other => path.push_str(&format!("%{other:02X}")),
            }
        }
        // After the slash of an address, a path does not need its own.
        let file = match self.0.contains("/{file}") {
            true => path.trim_start_matches('/'),
            false => path.as_str(),
        };
        let numbers = [("{line}", line), ("{column}", column)];
        let address = self.0.replace("{file}", file);
        numbers.iter().fold(address, |address, (at, n)| address.replace(at, &n.to_string()))
    }
}

pub(super) fn read_serve(reader: &mut Reader) -> Option<EditorLink> {
    let table = reader.table("serve")?;
    let mut inner = reader.inner(&table, "[serve]");
    let editor = inner.text("editor").and_then(|text| {
        EditorLink::parse(&text.value)
            .map_err(|reason| {
                let message = format!("`{}` is no editor: {reason}", text.value);
                let names = EDITORS.map(|(name, _)| name);
                let help = match nearest(&text.value, names.iter().copied()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!(
                        "write one of {}, or an address such as \"myeditor://open?file={{file}}&line={{line}}\"",
                        names.join(", ")
                    ),
                };
                inner.report(Code::ConfigValue, text.span, message, Some(help));
            })
            .ok()
    });
    inner.finish();
    editor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_open_files() {
        let to = |text: &str, file: &str| EditorLink::parse(text).map(|link| link.to(file, 3, 7));
        assert_eq!(
            to("vscode", "/home/a b/content/é.md").as_deref(),
            Ok("vscode://file/home/a%20b/content/%C3%A9.md:3:7")
        );
        assert_eq!(to("vscode", "C:\\a\\b.md").as_deref(), Ok("vscode://file/C%3A/a/b.md:3:7"));
        assert_eq!(
            to("x-edit:open?f={file}&l={line}", "/a.md").as_deref(),
            Ok("x-edit:open?f=/a.md&l=3")
        );
    }

    #[test]
    fn refuses_what_opens_no_editor() {
        for text in
            ["", "javascript:alert('{file}')", "https://x/{file}", "vscode://file/", "a b://{file}"]
        {
            assert!(EditorLink::parse(text).is_err(), "{text}");
        }
    }
}
