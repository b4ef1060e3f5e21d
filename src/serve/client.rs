//! The scripts and the stylesheet that the preview adds to pages. They are files of their own, so
//! that a strict content security policy lets them in, and know nothing of any theme.

/// One file of the client.
pub(super) struct ClientFile {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

const FILES: [ClientFile; 7] = [
    ClientFile { name: "client.js", kind: SCRIPT, text: include_str!("client/client.js") },
    ClientFile { name: "events.js", kind: SCRIPT, text: include_str!("client/events.js") },
    ClientFile { name: "listener.js", kind: SCRIPT, text: include_str!("client/listener.js") },
    ClientFile { name: "morph.js", kind: SCRIPT, text: include_str!("client/morph.js") },
    ClientFile { name: "overlay.js", kind: SCRIPT, text: include_str!("client/overlay.js") },
    ClientFile { name: "page.js", kind: SCRIPT, text: include_str!("client/page.js") },
    ClientFile {
        name: "overlay.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("client/overlay.css"),
    },
];

/// The file of that name.
pub(super) fn file(name: &str) -> Option<&'static ClientFile> {
    FILES.iter().find(|file| file.name == name)
}

/// A page with the client in it. `key` is the name of the page's bytes, `frame` that of everything
/// round its main part.
pub(super) fn with_client(page: &[u8], key: &str) -> Vec<u8> {
    let frame = frame(page);
    let script = format!(
        "<script type=\"module\" src=\"/.alongside/client.js\" data-alongside-key=\"{key}\" data-alongside-frame=\"{frame}\"></script>\n"
    );
    let at = find(page, b"</head>").or_else(|| find(page, b"</body>")).unwrap_or(page.len());
    let (before, after) = page.split_at_checked(at).unwrap_or((page, &[]));
    [before, script.as_bytes(), after].concat()
}

/// The name of everything of a page but what stands inside its main part: when that changes, the
/// page has to be loaded anew.
pub(super) fn frame(page: &[u8]) -> String {
    let main = find(page, b"<main").zip(rfind(page, b"</main>"));
    let parts = match main {
        Some((from, to)) if from < to => (page.get(..from), page.get(to..)),
        _ => (Some(page), None),
    };
    crate::fingerprint::Fingerprint::of("frame", &parts).short(16)
}

fn find(page: &[u8], what: &[u8]) -> Option<usize> {
    page.windows(what.len()).position(|part| part == what)
}

fn rfind(page: &[u8], what: &[u8]) -> Option<usize> {
    page.windows(what.len()).rposition(|part| part == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_all_but_the_main_part() {
        let page = |head: &str, main: &str| {
            format!("<html><head>{head}</head><body><main id=m>{main}</main>foot</body></html>")
        };
        let frame = |head: &str, main: &str| frame(page(head, main).as_bytes());
        assert_eq!(frame("a", "b"), frame("a", "c"));
        assert_ne!(frame("a", "b"), frame("c", "b"));
        assert_ne!(super::frame(b"no main part"), super::frame(b"another"));
    }

    #[test]
    fn the_client_stands_at_the_end_of_the_head() {
        let with = |page: &str| String::from_utf8(with_client(page.as_bytes(), "k")).unwrap();
        let page = with("<head><title>x</title></head><body>y</body>");
        assert!(page.contains("</title><script type=\"module\" src=\"/.alongside/client.js\""));
        assert!(page.ends_with("</script>\n</head><body>y</body>"));
        assert!(with("bare").starts_with("bare<script"));
    }
}
