//! Where links lead: from the path in the Markdown to the address on the site.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::addresses::CONTENT;
use super::{PageId, SiteFile, is_unread};
use crate::config::BaseUrl;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::PageSummary;
use crate::document::body::{LinkKind, LinkUse};
use crate::library::{GLOSSARY_FILE, GLOSSARY_TYPE, Library, REFERENCES_FILE, SOURCES_TYPE};
use crate::source::{SitePath, Span};

/// Links of one file: the destination as written, and where it leads.
pub type Links = BTreeMap<String, ResolvedTarget>;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResolvedTarget {
    /// The address for `href` or `src`.
    pub url: String,
    /// Whether it leads to another site.
    pub external: bool,
    /// The width and height in pixels of an image of this site.
    pub size: Option<(u32, u32)>,
    /// The page that it leads to; not part of any key, since the address says it all.
    #[serde(skip)]
    pub page: Option<PageId>,
}

/// Everything that links of a site can lead to.
pub(super) struct Resolver<'r> {
    pub(super) summaries: &'r [Arc<PageSummary>],
    pub(super) urls: &'r [String],
    pub(super) by_path: &'r BTreeMap<SitePath, PageId>,
    /// The same, to be asked for every link of the site; never gone through.
    pub(super) pages: HashMap<&'r str, PageId>,
    /// Pages that exist and are not published, with the reason.
    pub(super) hidden: &'r BTreeMap<SitePath, &'static str>,
    /// Pages that exist and could not be read, which was reported.
    pub(super) unread: &'r BTreeSet<SitePath>,
    pub(super) files: &'r BTreeMap<SitePath, SiteFile>,
    /// Published paths of pages, for links written as addresses.
    pub(super) by_url: &'r BTreeMap<&'r str, PageId>,
    /// Published paths of pages that the program makes itself.
    pub(super) made: &'r BTreeSet<String>,
    pub(super) base_url: &'r BaseUrl,
    pub(super) library: &'r Library,
}

const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether a browser shows a file of this name as an image.
fn is_image(path: &SitePath) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "apng" | "avif" | "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp")
}

impl Resolver<'_> {
    /// Resolves one link of the file `from`. A warning may come beside a target.
    pub(super) fn resolve(
        &self,
        from: &SitePath,
        used: &LinkUse,
    ) -> (Option<ResolvedTarget>, Option<Diagnostic>) {
        let written = used.destination.trim();
        let finding = |code, message: String, help: String| {
            Some(Diagnostic::new(code, message).at(from, used.span).help(help))
        };
        if written.is_empty() {
            return (None, None);
        }
        if let Some(scheme) = scheme(written) {
            return self.resolve_address(from, written, (&scheme, used.kind), &finding);
        }
        if written.starts_with("//") {
            let help = "write the address in full, beginning with https://".to_string();
            return (None, finding(Code::UnsafeLink, format!("`{written}` has no scheme"), help));
        }
        let (path, fragment) = split_fragment(written);
        if path.is_empty() {
            if let Some(shown) = self.shown_on(from) {
                return self.with_anchor(Some(shown), written, fragment, Some(shown), &finding);
            }
            let own = self.pages.get(from.as_str()).copied();
            return self.with_anchor(own, written, fragment, None, &finding);
        }
        let decoded = percent_decode(path.split('?').next().unwrap_or(path));
        let climbs = || {
            let help = "link to a page below content/, as a path from this file".to_string();
            let message = format!("`{written}` climbs out of the content folder");
            finding(Code::LinkOutside, message, help)
        };
        let Some(target) = SitePath::join(CONTENT, from.folder(), &decoded) else {
            return (None, climbs());
        };
        if target.within(CONTENT).is_none() && target.as_str() != CONTENT {
            return (None, climbs());
        }
        if is_unread(self.unread, &target) {
            return (None, None);
        }
        if self.pages.contains_key(target.as_str()) && used.kind == LinkKind::Image {
            let help = "show an image file, or write a link: without the exclamation mark";
            let message = format!("`{written}` is a page, not an image");
            return (None, finding(Code::BrokenImage, message, help.to_string()));
        }
        if let Some(page) = self.pages.get(target.as_str()) {
            return self.with_anchor(Some(*page), written, fragment, Some(*page), &finding);
        }
        if let Some(reason) = self.hidden.get(&target) {
            let help = "publish that page as well, or remove the link".to_string();
            return (
                None,
                finding(
                    Code::LinkToDraft,
                    format!("`{written}` leads to a page that {reason}"),
                    help,
                ),
            );
        }
        if let Some(file) = self.files.get(&target) {
            if used.kind == LinkKind::Image && !is_image(&target) {
                let help = "show an image file, or write a link: without the exclamation mark";
                let message = format!("`{written}` is not an image");
                return (None, finding(Code::BrokenImage, message, help.to_string()));
            }
            let url = encode_path(&self.base_url.address(&file.published));
            let size = file.size;
            return (Some(ResolvedTarget { url, external: false, size, page: None }), None);
        }
        self.resolve_missing(from, (written, &decoded), &target, (used, fragment), &finding)
    }

    /// A link with a scheme: to another site, or to this one by its address.
    fn resolve_address(
        &self,
        from: &SitePath,
        written: &str,
        (scheme, kind): (&str, LinkKind),
        finding: &dyn Fn(Code, String, String) -> Option<Diagnostic>,
    ) -> (Option<ResolvedTarget>, Option<Diagnostic>) {
        if !SAFE_SCHEMES.contains(&scheme) {
            let help = if scheme.len() == 1 {
                "put the file beside the page and link to it by its name".to_string()
            } else {
                "links may begin with https:, http:, mailto: or tel:".to_string()
            };
            return (
                None,
                finding(Code::UnsafeLink, format!("`{scheme}:` is not allowed in links"), help),
            );
        }
        if kind == LinkKind::Image {
            let help = "save the image beside the page, if its licence allows, and show that file";
            let message = format!("`{written}` would be fetched from another site");
            return (None, finding(Code::RemoteImage, message, help.to_string()));
        }
        let external = ResolvedTarget {
            url: written.to_string(),
            external: scheme.starts_with("http"),
            size: None,
            page: None,
        };
        let warning = self.base_url.path_within(written).and_then(|path| {
            let help = self.path_of_address(from, path);
            finding(Code::LinkByAddress, format!("`{written}` is an address of this site"), help)
        });
        (Some(external), warning)
    }

    fn path_of_address(&self, from: &SitePath, path: &str) -> String {
        let bare = path.split(['#', '?']).next().unwrap_or(path);
        match self.page_at(bare) {
            Some(page) => {
                let shown = path_from(from, "", &self.summary_path(page));
                format!("write the path of the page, which is checked: {shown}")
            }
            None => "write the path of a page below content/, which is checked".to_string(),
        }
    }

    fn page_at(&self, path: &str) -> Option<PageId> {
        self.by_url.get(path).or_else(|| self.by_url.get(format!("{path}/").as_str())).copied()
    }

    fn summary_path(&self, page: PageId) -> SitePath {
        self.summaries
            .get(page.0 as usize)
            .map_or_else(|| SitePath::new(CONTENT), |summary| summary.path.clone())
    }

    /// A link to a page, with its anchor checked.
    fn with_anchor(
        &self,
        target: Option<PageId>,
        written: &str,
        fragment: Option<&str>,
        leads_to: Option<PageId>,
        finding: &dyn Fn(Code, String, String) -> Option<Diagnostic>,
    ) -> (Option<ResolvedTarget>, Option<Diagnostic>) {
        let Some(summary) = target.and_then(|page| self.summaries.get(page.0 as usize)) else {
            return (None, None);
        };
        let page_url = match leads_to {
            Some(page) => self.urls.get(page.0 as usize).cloned().unwrap_or_default(),
            None => String::new(),
        };
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            let url = if page_url.is_empty() { written.to_string() } else { page_url };
            return (
                Some(ResolvedTarget { url, external: false, size: None, page: leads_to }),
                None,
            );
        };
        let id = percent_decode(fragment);
        let known = summary.anchors.contains(&id) || self.has_listed(summary, &id);
        let url = format!("{page_url}#{}", encode_path(&id));
        if known {
            return (
                Some(ResolvedTarget { url, external: false, size: None, page: leads_to }),
                None,
            );
        }
        let is_glossary = summary.front.kind == GLOSSARY_TYPE;
        let terms = self.library.glossary.terms().iter().filter(|_| is_glossary);
        let headings = summary.outline.iter().map(|heading| heading.id.as_str());
        let headings = headings.chain(terms.map(|term| term.id.as_str()));
        let what = if is_glossary { "term" } else { "heading" };
        let help = match nearest(&id, headings.clone()) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => {
                let all: Vec<String> = headings.take(12).map(|id| format!("#{id}")).collect();
                if all.is_empty() {
                    "that page has no headings to link to".to_string()
                } else {
                    format!("the {what}s there are: {}", all.join(", "))
                }
            }
        };
        let message = format!("`{}` has no {what} `#{id}`", summary.front.title);
        (None, finding(Code::BrokenAnchor, message, help))
    }

    /// The page that shows a data file.
    fn shown_on(&self, from: &SitePath) -> Option<PageId> {
        let kind = match from.as_str() {
            GLOSSARY_FILE => GLOSSARY_TYPE,
            REFERENCES_FILE => SOURCES_TYPE,
            _ => return None,
        };
        let at = self.summaries.iter().position(|summary| summary.front.kind == kind)?;
        u32::try_from(at).ok().map(PageId)
    }

    /// Whether a page has an anchor that is not in its text: that of a work in its list, or of a
    /// term on the glossary's page.
    fn has_listed(&self, summary: &PageSummary, id: &str) -> bool {
        if summary.front.kind == GLOSSARY_TYPE
            && self.library.glossary.terms().iter().any(|term| term.id == id)
        {
            return true;
        }
        let Some(key) = id.strip_prefix("ref-") else { return false };
        if summary.front.kind == SOURCES_TYPE {
            return self.library.bibliography.get(key).is_some();
        }
        summary.citations.iter().any(|(cited, _)| cited == key)
    }

    /// A link to nothing: find what may have been meant.
    fn resolve_missing(
        &self,
        from: &SitePath,
        (written, decoded): (&str, &str),
        target: &SitePath,
        (used, fragment): (&LinkUse, Option<&str>),
        finding: &dyn Fn(Code, String, String) -> Option<Diagnostic>,
    ) -> (Option<ResolvedTarget>, Option<Diagnostic>) {
        let is_page_file = target.extension() == Some("md");
        if decoded.starts_with('/') && !is_page_file && used.kind == LinkKind::Page {
            // An address of the site, as readers see it: with the path of `base_url`, or without.
            let bare = decoded.trim_start_matches('/');
            let addresses = [self.base_url.path_within(decoded).unwrap_or(bare), bare];
            for within in addresses {
                let page = self.page_at(within);
                let made = self.made.contains(within) || self.made.contains(&format!("{within}/"));
                if !made && page.is_none() {
                    continue;
                }
                let anchor = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
                // A page's address ends in a slash, even when it was written without.
                let is_file = within.rsplit('/').next().is_some_and(|last| last.contains('.'));
                let slash =
                    if is_file || within.is_empty() || within.ends_with('/') { "" } else { "/" };
                let url = format!("{}{slash}{anchor}", self.base_url.address(within));
                let target = ResolvedTarget { url, external: false, size: None, page };
                let message = format!("`{written}` is an address of this site");
                let warning = page.and_then(|_| {
                    finding(Code::LinkByAddress, message, self.path_of_address(from, within))
                });
                return (Some(target), warning);
            }
        }
        if used.kind == LinkKind::Image {
            let help = match self.nearest_file(target) {
                Some(near) => format!("did you mean `{}`?", path_from(from, written, near)),
                None => "put the image beside the page, or correct its path".to_string(),
            };
            return (
                None,
                finding(Code::BrokenImage, format!("there is no file `{written}`"), help),
            );
        }
        let (what, help) = self.meant(from, written, target);
        (None, finding(Code::BrokenLink, format!("there is no {what} `{written}`"), help))
    }

    /// What a link to nothing should have led to: a page or a file, and the best advice.
    fn meant(&self, from: &SitePath, written: &str, target: &SitePath) -> (&'static str, String) {
        let index = SitePath::new(&format!("{target}/_index.md"));
        if self.pages.contains_key(index.as_str()) {
            let shown = path_from(from, written, &index);
            return ("page", format!("link to the page of the folder: {shown}"));
        }
        if written.starts_with("www.") {
            return ("page", format!("write the address in full: https://{written}"));
        }
        if written.contains('@') && !written.contains('/') {
            return ("page", format!("write mailto:{written} to link to an address for mail"));
        }
        let extension = target.extension().filter(|extension| {
            !matches!(*extension, "md" | "html" | "htm") && !written.ends_with('/')
        });
        if extension.is_some() {
            let help = match self.nearest_file(target) {
                Some(near) => format!("did you mean `{}`?", path_from(from, written, near)),
                None => "put the file beside the page, or correct its path".to_string(),
            };
            return ("file", help);
        }
        let help = match self.nearest_page(target) {
            Some(near) => format!("did you mean `{}`?", path_from(from, written, &near)),
            None if target.extension() == Some("md") => {
                "correct the path, or add the page with `alongside new`".to_string()
            }
            None => "link to a page by the path of its .md file".to_string(),
        };
        ("page", help)
    }

    /// The page whose path is most like `target`: the same path but for case, the same file name in
    /// another folder, a file name that is nearly the same, or a path that is.
    fn nearest_page(&self, target: &SitePath) -> Option<SitePath> {
        let target = &SitePath::new(&target.as_str().replace('\\', "/"));
        let all = || self.by_path.keys();
        let with_extension = format!("{target}.md");
        let same_path = all().find(|path| path.as_str().eq_ignore_ascii_case(target.as_str()));
        let same_name = || {
            let named = |path: &&SitePath| path.name() != "_index.md";
            all().filter(named).find(|path| path.stem() == target.stem())
        };
        let found = same_path
            .or_else(same_name)
            .or_else(|| all().find(|path| path.as_str() == with_extension));
        found.cloned().or_else(|| {
            let same_folder = all().filter(|path| path.folder() == target.folder());
            let near = nearest(target.name(), same_folder.map(|path| path.name()));
            // Folders that are alike do not make two names alike.
            let alike = |path: &&SitePath| nearest(target.name(), [path.name()]).is_some();
            near.map(|near| SitePath::new(&format!("{}/{near}", target.folder()))).or_else(|| {
                let near = nearest(target.as_str(), all().filter(alike).map(SitePath::as_str))?;
                Some(SitePath::new(near))
            })
        })
    }

    fn nearest_file(&self, target: &SitePath) -> Option<&SitePath> {
        let all = || self.files.keys();
        let beside = all().filter(|path| path.folder() == target.folder());
        let near = nearest(target.name(), beside.map(|path| path.name()));
        near.and_then(|near| {
            all().find(|path| path.folder() == target.folder() && path.name() == near)
        })
        .or_else(|| all().find(|path| path.name().eq_ignore_ascii_case(target.name())))
    }

    /// The page that a field or front matter refers to. No finding comes with a page that exists
    /// and could not be read.
    pub(super) fn resolve_page(
        &self,
        from: &SitePath,
        written: &str,
        span: Span,
        types: &[String],
    ) -> Result<PageId, Option<Diagnostic>> {
        let finding = |message: String, help: String| {
            Some(Diagnostic::new(Code::BrokenReference, message).at(from, span).help(help))
        };
        let target = SitePath::join(CONTENT, from.folder(), written.trim())
            .filter(|target| target.within(CONTENT).is_some());
        let Some(target) = target else {
            return Err(finding(
                format!("`{written}` climbs out of the content folder"),
                "write the path of a page below content/".to_string(),
            ));
        };
        if let Some(page) = self.pages.get(target.as_str()).copied() {
            let kind = self.summaries.get(page.0 as usize).map(|s| s.front.kind.as_str());
            if let Some(kind) =
                kind.filter(|kind| !types.is_empty() && !types.iter().any(|t| t == kind))
            {
                return Err(finding(
                    format!("`{written}` is a page of type `{kind}`"),
                    format!("this field takes pages of type: {}", types.join(", ")),
                ));
            }
            return Ok(page);
        }
        if is_unread(self.unread, &target) {
            return Err(None);
        }
        if let Some(reason) = self.hidden.get(&target) {
            return Err(finding(
                format!("`{written}` is a page that {reason}"),
                "publish that page as well, or remove it from here".to_string(),
            ));
        }
        let help = match self.nearest_page(&target) {
            Some(near) => format!("did you mean `{}`?", path_from(from, written, &near)),
            None => "write the path of a page's .md file, from this file or from / for content/"
                .to_string(),
        };
        Err(finding(format!("there is no page `{written}`"), help))
    }
}

/// How a file of `from` writes the path of another: from its own folder, as every program that shows
/// Markdown understands it, or from the content folder where the writer began like that.
fn path_from(from: &SitePath, written: &str, path: &SitePath) -> String {
    let below = path.within(CONTENT).unwrap_or(path.as_str());
    if written.trim_start().starts_with('/') {
        return format!("/{below}");
    }
    let here = from.folder().strip_prefix(CONTENT).unwrap_or_default();
    let mut here: Vec<&str> = here.split('/').filter(|part| !part.is_empty()).collect();
    let mut there: Vec<&str> = below.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    // A file's name is never shared: it is no folder.
    let shared = shared.min(there.len() - 1);
    here.drain(..shared);
    there.drain(..shared);
    format!("{}{}", "../".repeat(here.len()), there.join("/"))
}

/// The scheme of an address, in small letters.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    // Browsers skip control characters and white space in schemes, so they count as part of one.
    let cleaned: String =
        scheme.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let sound = !cleaned.is_empty()
        && cleaned.starts_with(|c: char| c.is_ascii_alphabetic())
        && cleaned.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    sound.then(|| cleaned.to_ascii_lowercase())
}

fn split_fragment(link: &str) -> (&str, Option<&str>) {
    link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)))
}

/// `%20` and its like as the bytes they stand for. What is not valid stays as written.
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |b: &u8| (*b as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
        match (first, after) {
            (b'%', [high, low, beyond @ ..]) => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = beyond;
                }
                _ => {
                    bytes.push(b'%');
                    rest = after;
                }
            },
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

/// A path as an address holds it: spaces and the few characters that would end it are encoded;
/// letters of any script stay, as browsers show them.
fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '"' | '<' | '>' | '`' | '%' | '?' | '\\' | '^' | '{' | '|' | '}' => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_cannot_hide() {
        assert_eq!(scheme("java\tscript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("HTTPS://x").as_deref(), Some("https"));
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("b.md"), None);
    }

    #[test]
    fn percent_signs() {
        assert_eq!(percent_decode("a%20b%2e"), "a b.");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff"), "%ff");
        assert_eq!(encode_path("/a b/é%.pdf"), "/a%20b/é%25.pdf");
    }
}
