//! Pages put through minify-html: smaller, and the same to read and hear.

use alongside::diagnostic::Code;
use alongside::minify::same_text;

use super::site::{Built, Site};

fn portal(minify: &str) -> Built {
    let mut site = Site::portal_without_pdfs();
    let config = site.read("site-config.toml");
    site.write("site-config.toml", &format!("{config}\n[output]\nminify = \"{minify}\"\n"));
    let built = site.build();
    assert!(built.outcome.report.is_some(), "{}", built.printed);
    built
}

#[test]
fn minified_pages_of_the_portal_are_smaller_and_say_the_same() {
    let (plain, small) = (portal("templates"), portal("pages"));
    let findings = small.outcome.findings.iter();
    let refused: Vec<_> = findings.filter(|finding| finding.code == Code::MinifyGuard).collect();
    assert!(refused.is_empty(), "{refused:?}");

    let paths: Vec<_> = plain.folder.keys().filter(|path| path.ends_with(".html")).collect();
    assert!(paths.len() > 100, "the portal has pages");
    let mut bytes = (0, 0);
    for path in paths {
        let of =
            |built: &Built| String::from_utf8(built.folder[path].clone()).expect("a page is text");
        let (before, after) = (of(&plain), of(&small));
        assert!(same_text(&before, &after), "{path} reads differently");
        bytes = (bytes.0 + before.len(), bytes.1 + after.len());
    }
    assert!(bytes.1 < bytes.0, "{} bytes became {}", bytes.0, bytes.1);
}
