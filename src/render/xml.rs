//! The files that are not for people: feed, sitemap, robots, redirects.

use std::fmt::Write;

use serde::Serialize;

use super::html::escape;
use crate::data::Date;

/// One entry of an Atom feed.
pub struct Entry<'e> {
    /// The title.
    pub title: &'e str,
    /// The full address.
    pub url: &'e str,
    /// When.
    pub date: Date,
    /// What happened.
    pub note: &'e str,
}

/// An Atom feed. Source: RFC 4287. The feed was last updated when its newest entry was; an empty
/// one bears a fixed date, since no clock is read.
pub fn feed(
    (title, subtitle, author, language): (&str, &str, &str, &str),
    (site, own): (&str, &str),
    entries: &[Entry],
) -> String {
    let updated = entries.iter().map(|entry| entry.date).max();
    let stamp = |date: Option<Date>| {
        date.map_or("2000-01-01T00:00:00Z".to_string(), |date| format!("{date}T00:00:00Z"))
    };
    let text = escape::text;
    let attribute = |value: &str| {
        let mut out = String::new();
        escape::push_attribute(&mut out, value);
        out
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{}\">\n<title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{}\"/>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n",
        attribute(language),
        text(title),
        text(subtitle),
        text(own),
        attribute(own),
        attribute(site),
        stamp(updated),
        text(author),
    );
    for (at, entry) in entries.iter().enumerate() {
        // Several changes of one page on one day need ids of their own.
        let same = |other: &&Entry| other.url == entry.url && other.date == entry.date;
        let later = entries.iter().skip(at + 1).filter(same).count();
        let number = if later == 0 { String::new() } else { format!("-{}", later + 1) };
        let _ = write!(
            xml,
            "<entry>\n<title>{}</title>\n<id>{}#change-{}{number}</id>\n<link href=\"{}\"/>\n\
             <updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            text(entry.title),
            text(entry.url),
            entry.date,
            attribute(entry.url),
            stamp(Some(entry.date)),
            text(entry.note),
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// A page in a sitemap.
#[derive(Serialize)]
pub struct Address {
    /// Its full address.
    pub url: String,
    /// The day on which it last changed.
    pub modified: Option<Date>,
    /// Other forms of it: media type and full address.
    pub alternates: Vec<(&'static str, String)>,
}

/// A sitemap of pages. Source: sitemaps.org, protocol 0.9; other forms of a page as search engines
/// take those in other languages.
pub fn sitemap(pages: &[Address]) -> String {
    let others = pages.iter().any(|page| !page.alternates.is_empty());
    let xhtml = if others { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{xhtml}>\n"
    );
    for Address { url, modified, alternates } in pages {
        let _ = write!(xml, "<url><loc>{}</loc>", encoded(url));
        if let Some(date) = modified {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        for (media, url) in alternates {
            let url = encoded(url);
            let _ = write!(xml, "<xhtml:link rel=\"alternate\" type=\"{media}\" href=\"{url}\"/>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The index of several sitemaps.
pub fn sitemap_index(sitemaps: &[String]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_string();
    for url in sitemaps {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", encoded(url));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// An address in plain ASCII, as sitemaps want it.
fn encoded(url: &str) -> String {
    let mut out = String::new();
    escape::push_address(&mut out, url);
    out
}

/// `robots.txt`: everything may be read, and there is the sitemap.
pub fn robots(sitemap: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

/// The page at a former address: sends readers on at once, without a script, and shows the link to
/// those whose browser does not.
pub fn redirect(
    (heading, text, title): (&str, &str, &str),
    (url, permalink, language): (&str, &str, &str),
) -> String {
    let address = |value: &str| {
        let mut out = String::new();
        escape::push_address(&mut out, value);
        out
    };
    let mut language_attribute = String::new();
    escape::push_attribute(&mut language_attribute, language);
    format!(
        "<!doctype html><html lang=\"{language_attribute}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{heading}</title><meta http-equiv=\"refresh\" content=\"0; url={url}\">\
         <meta name=\"robots\" content=\"noindex\"><link rel=\"canonical\" href=\"{permalink}\">\
         </head><body><main><h1>{heading}</h1><p>{text} <a href=\"{url}\">{title}</a></p></main></body></html>\n",
        heading = escape::text(heading),
        text = escape::text(text),
        title = escape::text(title),
        url = address(url),
        permalink = address(permalink),
    )
}
