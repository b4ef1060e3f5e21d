//! Which files of a site are what: pages, files beside them, what pages are dressed in. It must never
//! look into a page. Enter at [`page_files`] and [`content_files`].

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, ScanProblem, SitePath, SourceTree, Span};

/// The folders and files that a site is made from.
pub const SOURCES: [&str; 11] = [
    "site-config.toml",
    "check-baseline.toml",
    "assets",
    "components",
    "content",
    "language",
    "strings",
    "templates",
    "themes",
    "types",
    "print",
];

/// A file beside a page, with its width and height in pixels if it is an image.
pub(super) type SiteFile = (SitePath, Option<(u32, u32)>);

/// What hosts of static files read: which headers they send, and where former addresses lead.
const HOST_FILES: [&str; 2] = ["content/_headers", "content/_redirects"];

/// More bytes than this make readers on slow lines wait.
const HEAVY_IMAGE: usize = 1_000_000;

/// The width and height of an image, from its first bytes, and what is wrong with the file. A vector
/// image has none that count.
fn image(tree: &SourceTree, id: FileId) -> (Option<(u32, u32)>, Option<Diagnostic>) {
    let path = &tree.file(id).path;
    let kind = path.extension().unwrap_or_default().to_ascii_lowercase();
    if !matches!(kind.as_str(), "avif" | "gif" | "jpeg" | "jpg" | "png" | "webp") {
        return (None, None);
    }
    let Ok(bytes) = tree.bytes(id) else { return (None, None) };
    let finding = |message: String, help: &str| {
        Some(Diagnostic::new(Code::ImageFile, message).at(path, Span::default()).help(help))
    };
    let name = path.name();
    let Ok(size) = imagesize::blob_size(&bytes) else {
        let help = "export the picture again as PNG, JPEG, WebP, AVIF, GIF or SVG";
        return (None, finding(format!("`{name}` holds no picture that browsers know"), help));
    };
    let heavy = (bytes.len() > HEAVY_IMAGE).then(|| {
        let (megabytes, tenths) = (bytes.len() / 1_000_000, bytes.len() / 100_000 % 10);
        let message =
            format!("`{name}` is {megabytes}.{tenths} MB, which readers on slow lines wait for");
        finding(message, "make it smaller: fewer pixels, or another form such as WebP")
    });
    let size = u32::try_from(size.width).ok().zip(u32::try_from(size.height).ok());
    (size, heavy.flatten())
}

/// What a file is that only looks like one to be published, and what to do about it.
fn stray(name: &str) -> Option<(String, String)> {
    let (stem, extension) = name.rsplit_once('.')?;
    let lower = extension.to_ascii_lowercase();
    match lower.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Some((
            format!("`{name}` is not taken for a page"),
            format!("rename it to {stem}.md: pages end in `.md`, in small letters"),
        )),
        "bak" | "orig" | "old" | "rej" | "part" | "crdownload" => Some((
            format!("`{name}` looks like a copy that a program left, and is not published"),
            "delete it, or move it out of content/".to_string(),
        )),
        _ => None,
    }
}

/// Whether a path is that of a page.
pub(super) fn is_page(path: &SitePath) -> bool {
    let name = path.name();
    path.within("content").is_some()
        && path.extension() == Some("md")
        && (name == "_index.md" || !name.starts_with('_'))
}

/// Whether a path is that of what pages are dressed in: nothing that decides which pages there are,
/// what they say or where they lead.
pub(super) fn is_dress(path: &SitePath) -> bool {
    let mut parts = path.as_str().split('/');
    let first = match parts.next() {
        Some("themes") => parts.nth(1),
        first => first,
    };
    matches!(first, Some("assets" | "components" | "strings" | "templates"))
        && parts.next().is_some()
}

/// The files of pages.
pub(super) fn page_files(tree: &SourceTree) -> impl Iterator<Item = FileId> {
    tree.below("content").filter(|(_, file)| is_page(&file.path)).map(|(id, _)| id)
}

/// The files beside the pages.
pub(super) fn content_files(tree: &SourceTree) -> (Vec<SiteFile>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut files = Vec::new();
    for (id, file) in tree.below("content").filter(|(_, file)| !is_page(&file.path)) {
        let name = file.path.name();
        match file.path.extension() {
            Some("toml") if name.starts_with('_') => {}
            _ if HOST_FILES.contains(&file.path.as_str()) => files.push((file.path.clone(), None)),
            _ if name.starts_with('_') => found.push(
                Diagnostic::new(Code::UnexpectedFile, format!("nothing reads `{name}`"))
                    .at(&file.path, Span::default())
                    .help("take the `_` off its name; to keep a page unpublished, write draft = true in it"),
            ),
            _ => match stray(name) {
                Some((message, help)) => found.push(
                    Diagnostic::new(Code::UnexpectedFile, message)
                        .at(&file.path, Span::default())
                        .help(help),
                ),
                None => {
                    let (size, finding) = image(tree, id);
                    found.extend(finding);
                    files.push((file.path.clone(), size));
                }
            },
        }
    }
    (files, found)
}

/// What was found while the site's folder was scanned, as a finding.
pub(super) fn scan_finding(problem: ScanProblem) -> Diagnostic {
    match problem {
        ScanProblem::NameNotText(shown) => {
            Diagnostic::new(Code::FileName, format!("the name of `{shown}` is not valid text"))
                .at(&SitePath::new(&shown), Span::default())
                .help("rename the file with plain letters, digits and hyphens")
        }
        ScanProblem::LinkOutside(path) => Diagnostic::new(
            Code::SymlinkOutside,
            "this symbolic link leads out of the site's folder or nowhere",
        )
        .at(&path, Span::default())
        .help("put a copy of the file here instead"),
        ScanProblem::LinkToFolder(path) => {
            Diagnostic::new(Code::SymlinkFolder, "this symbolic link stands for a folder")
                .at(&path, Span::default())
                .help("put a copy of the folder here instead")
        }
        ScanProblem::CaseClash(first, second) => Diagnostic::new(
            Code::CaseClash,
            format!("`{second}` and `{first}` are one file on many computers"),
        )
        .at(&second, Span::default())
        .help("rename one of the two so that they differ in more than capitals"),
        ScanProblem::Unreadable(path, reason) => {
            let reason = if reason.is_empty() { "it cannot be read".to_string() } else { reason };
            Diagnostic::new(Code::UnreadableFile, format!("`{path}` cannot be read: {reason}"))
                .at(&path, Span::default())
                .help("check who owns the file and whether it may be read")
        }
    }
}
