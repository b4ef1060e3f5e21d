//! The addresses of other sites that a site names.

use super::load::Project;
use crate::config::CONFIG_FILE;
use crate::document::body::LinkKind;
use crate::library::REFERENCES_FILE;
use crate::source::{Place, SitePath, Span};

/// Every address of another site with its place, in the order of files: links of pages and data
/// files, the works of the references, and what the configuration names.
pub fn external_links(project: &Project) -> Vec<(String, Place)> {
    let site = &project.site;
    let mut uses = Vec::new();
    for (_, page) in site.pages() {
        let summary = &page.summary;
        for used in summary.links.iter().filter(|used| used.kind == LinkKind::Page) {
            let target = page.links.get(&used.destination);
            if let Some(target) = target.filter(|target| target.external && is_web(&target.url)) {
                let place = Place { path: summary.path.clone(), span: used.span };
                uses.push((target.url.clone(), place));
            }
        }
    }
    for (path, links) in site.data_links.iter() {
        let external = links.values().filter(|target| target.external && is_web(&target.url));
        uses.extend(external.map(|target| (target.url.clone(), whole(path))));
    }
    let references = SitePath::new(REFERENCES_FILE);
    for work in project.library.bibliography.iter() {
        if let Some(url) = &work.url {
            uses.push((url.clone(), Place { path: references.clone(), span: work.key_span }));
        }
    }
    let config = SitePath::new(CONFIG_FILE);
    let publisher = &project.config.site.publisher;
    let licence = publisher.licence.as_ref().and_then(|licence| licence.url.as_ref());
    uses.extend(publisher.url.iter().chain(licence).map(|url| (url.clone(), whole(&config))));
    let spans = &project.config.help_places.contacts;
    for (contact, span) in project.config.help.contacts.iter().zip(spans) {
        let place = Place { path: config.clone(), span: *span };
        uses.extend(contact.url.iter().map(|url| (url.clone(), place.clone())));
    }
    uses
}

fn is_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

fn whole(path: &SitePath) -> Place {
    Place { path: path.clone(), span: Span::default() }
}
