//! What prints are made from: print pages of pages and sections, PDFs, Word files.

use std::collections::BTreeMap;

use super::super::inputs::{
    DownloadView, Place, PrintImage, PrintInputs, PrintPart, PrintsView, Shared,
};
use super::super::load::Project;
use super::{Plan, Recipe};
use crate::config::{Contact, ContentType, PrintFormat};
use crate::data::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Status;
use crate::library::{GLOSSARY_TYPE, SOURCES_TYPE};
use crate::output::Phase;
use crate::print::compose::{Entry, entry};
use crate::print::{Fact, PrintDocument, Run, Words};
use crate::site::PageId;
use crate::theme::PRINT_TEMPLATE;

/// A section of more pages is not printed whole: nobody carries that, and it would tie all its pages
/// to one output.
const LONGEST_PRINT: usize = 60;

/// What is known of a file once it is made: what readers are told before they take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Its size.
    pub bytes: u64,
    /// How many sheets it fills, where that is known.
    pub sheets: Option<u32>,
}

/// The forms that this build of the program can write.
fn is_built_in(format: PrintFormat) -> bool {
    match format {
        PrintFormat::Html => true,
        PrintFormat::Pdf => cfg!(feature = "pdf"),
        PrintFormat::Docx => cfg!(feature = "docx"),
    }
}

fn extension(format: PrintFormat) -> &'static str {
    match format {
        PrintFormat::Html => "html",
        PrintFormat::Pdf => "pdf",
        PrintFormat::Docx => "docx",
    }
}

fn media(format: PrintFormat) -> &'static str {
    match format {
        PrintFormat::Html => "text/html",
        PrintFormat::Pdf => "application/pdf",
        PrintFormat::Docx => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }
}

impl<'p> Plan<'p> {
    fn kind_of(&self, id: PageId) -> Option<&'p ContentType> {
        self.project.types.get(&self.project.site.page(id).summary.front.kind)
    }

    /// The forms in which a page is printed.
    fn formats(&self, id: PageId) -> Vec<PrintFormat> {
        let Some(kind) = self.kind_of(id) else { return Vec::new() };
        if self.printed(id).is_empty() {
            return Vec::new();
        }
        let can = |format: &PrintFormat| match format {
            PrintFormat::Html => self.theme.prints(),
            PrintFormat::Pdf => is_built_in(*format) && self.theme.print.lays_out(),
            PrintFormat::Docx => is_built_in(*format),
        };
        kind.print.iter().copied().filter(can).collect()
    }

    /// The pages that the print of a page consists of: itself, or those of its section.
    fn printed(&self, id: PageId) -> Vec<PageId> {
        let site = &self.project.site;
        let page = site.page(id);
        if !page.is_index() {
            return vec![id];
        }
        // The home page's section is the whole site.
        if site.home() == Some(id) || page.children.len() > LONGEST_PRINT {
            return Vec::new();
        }
        let is_text = |child: &PageId| {
            let front = &site.page(*child).summary.front;
            let listed = front.kind == GLOSSARY_TYPE || front.kind == SOURCES_TYPE;
            !listed && front.status == Status::Current
        };
        let pages: Vec<PageId> = page.children.iter().copied().filter(is_text).collect();
        if pages.len() < 2 { Vec::new() } else { pages }
    }

    /// The last part of a page's address.
    fn slug(&self, id: PageId) -> &'p str {
        let path = self.project.site.page(id).path.trim_end_matches('/');
        path.rsplit('/').next().unwrap_or(path)
    }

    /// Where the print of a page goes.
    fn print_path(&self, id: PageId, format: PrintFormat) -> String {
        let path = &self.project.site.page(id).path;
        match format {
            PrintFormat::Html => format!("{path}print/index.html"),
            _ => format!("{path}{}.{}", self.slug(id), extension(format)),
        }
    }

    /// The prints of the whole site.
    pub(super) fn print_recipes(&self) -> Vec<(String, Phase, Recipe)> {
        let recipes = self.project.site.pages().flat_map(|(id, _)| {
            let recipe =
                move |format| (self.print_path(id, format), Phase::Page, Recipe::Print(id, format));
            self.formats(id).into_iter().map(recipe).collect::<Vec<_>>()
        });
        recipes.collect()
    }

    /// Learns what the files to take away turned out to be; pages then say it.
    pub fn learn(&mut self, facts: BTreeMap<String, FileFacts>) {
        self.facts = facts;
    }

    /// What cannot be made although content types ask for it, once for each form.
    pub(super) fn left_out(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        let asked = |format: PrintFormat| {
            let kinds = self.project.site.pages().filter_map(|(id, _)| self.kind_of(id));
            !is_built_in(format) && kinds.into_iter().any(|kind| kind.print.contains(&format))
        };
        for (format, what, feature) in
            [(PrintFormat::Pdf, "PDFs", "pdf"), (PrintFormat::Docx, "Word files", "docx")]
        {
            if asked(format) {
                let message = format!(
                    "{what} are left out: this alongside was built without the feature `{feature}`"
                );
                let help = format!(
                    "pages offer their other printed forms; for {what} use a release of alongside, or build it with `--features {feature}`"
                );
                found.push(Diagnostic::new(Code::PrintLeftOut, message).help(help));
            }
        }
        found
    }

    /// The forms in which a page can be printed, as its template sees them.
    pub(super) fn prints(&self, id: PageId) -> Option<PrintsView> {
        let formats = self.formats(id);
        if formats.is_empty() {
            return None;
        }
        let page = self.project.site.page(id);
        let base = &self.project.site.base_url;
        let downloads = formats.iter().filter(|format| **format != PrintFormat::Html);
        let downloads = downloads.map(|format| {
            let path = self.print_path(id, *format);
            let facts = self.facts.get(&path);
            DownloadView {
                format: *format,
                url: base.address(&path),
                media: media(*format),
                size: facts.map(|facts| size(facts.bytes)),
                sheets: facts.and_then(|facts| facts.sheets),
            }
        });
        let own = formats.contains(&PrintFormat::Html);
        Some(PrintsView {
            url: own.then(|| base.address(&format!("{}print/", page.path))),
            whole: page.is_index(),
            downloads: downloads.collect(),
        })
    }

    /// The other forms of a page for the sitemap: media type and full address.
    pub(super) fn alternates(&self, id: PageId) -> Vec<(&'static str, String)> {
        let base = &self.project.site.base_url;
        let files = self.formats(id).into_iter().filter(|format| *format != PrintFormat::Html);
        files
            .map(|format| {
                (media(format), base.permalink(&base.address(&self.print_path(id, format))))
            })
            .collect()
    }

    pub(super) fn print(&self, id: PageId, format: PrintFormat) -> PrintInputs<'_> {
        let Project { site, config, .. } = self.project;
        let pages = self.printed(id);
        let is_whole = site.page(id).is_index();
        let language = site.page(id).summary.front.language.as_ref();
        let strings = self.theme.strings(language.unwrap_or(&config.site.language));
        let place = |page: PageId| match is_whole {
            true => Place {
                heading: self.slug(page).to_string(),
                prefix: format!("{}--", self.slug(page)),
            },
            false => Place { heading: String::new(), prefix: String::new() },
        };
        let places = pages.iter().map(|page| (site.page(*page).url.clone(), place(*page)));
        let places = places.collect();
        let cited = pages.iter().flat_map(|page| &site.page(*page).summary.citations);
        let works = self.entries(cited.map(|(key, _)| key.as_str()));
        let declared = pages.iter().flat_map(|page| &site.page(*page).summary.front.sources);
        let sources = self.entries(declared.map(|(key, _)| key.as_str()));
        let sources: Vec<Entry> = sources
            .into_iter()
            .filter(|source| works.iter().all(|work| work.key != source.key))
            .collect();
        let shell = (format == PrintFormat::Html).then(|| {
            let mut shell = self.page(id, 1);
            shell.template = PRINT_TEMPLATE;
            shell.template_closure = self.theme.template_fingerprint(PRINT_TEMPLATE);
            shell.document = None;
            shell.page.noindex = true;
            shell.extra = Vec::new();
            (shell.previous, shell.next, shell.section) = (None, None, None);
            shell
        });
        PrintInputs {
            format,
            head: self.head(id, sources),
            parts: pages.iter().filter_map(|page| self.part(*page)).collect(),
            places,
            works,
            contacts: config.help.contacts.iter().map(contact).collect(),
            origin: site.base_url.permalink(""),
            strings: Shared::known(strings.fingerprint, strings.value.clone()),
            looks: self.theme.print.looks_fingerprint,
            layout: self.theme.print.layout_fingerprint.filter(|_| format == PrintFormat::Pdf),
            #[cfg(feature = "pdf")]
            press: &self.press,
            shell,
        }
    }

    /// The entries of works, each once, in the order of the keys.
    fn entries<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Vec<Entry> {
        let library = &self.project.library;
        let mut entries: Vec<Entry> = Vec::new();
        for key in keys {
            if entries.iter().any(|other| other.key == key) {
                continue;
            }
            let works = library.bibliography.iter().zip(&self.project.texts.notes);
            let work = works.into_iter().find(|(work, _)| work.key == key);
            entries.extend(work.map(|(work, note)| {
                let note = note.as_ref().map(words_of);
                entry(work, note.as_deref())
            }));
        }
        entries
    }

    /// A print before its text.
    fn head(&self, id: PageId, sources: Vec<Entry>) -> PrintDocument {
        let Project { site, config, types, .. } = self.project;
        let page = site.page(id);
        let front = &page.summary.front;
        let language = front.language.as_ref().unwrap_or(&config.site.language);
        let strings = self.theme.strings(language);
        let word = |path: &str| strings.text(path);
        let months = strings.texts("dates.months");
        let mut imprint = Vec::new();
        let mut fact = |label: &str, runs: Vec<Run>| {
            imprint.push(Fact { label: word(label), runs, blank: false });
        };
        let linked = |words: &str, address: &str| Run::Link {
            inside: String::new(),
            address: address.to_string(),
            external: true,
            runs: vec![Run::text(words)],
        };
        let address = site.base_url.permalink(&page.url);
        fact("print.web", vec![linked(&address, &address)]);
        let publisher = &config.site.publisher;
        fact(
            "print.publisher",
            vec![match &publisher.url {
                Some(url) => linked(&publisher.name, url),
                None => Run::text(&publisher.name),
            }],
        );
        let owner = front.owner.as_ref();
        let owner = owner.and_then(|id| config.site.owners.iter().find(|owner| owner.id == *id));
        if let Some(owner) = owner {
            fact("about_page.owner", vec![Run::text(&owner.name)]);
        }
        let dates = [
            ("about_page.updated", page.updated()),
            ("about_page.reviewed", front.reviewed),
            ("about_page.review_due", page.review_due),
        ];
        for (label, date) in dates {
            if let Some(date) = date {
                fact(label, vec![Run::text(in_words(date, &months))]);
            }
        }
        if let Some(licence) = &publisher.licence {
            fact(
                "print.licence",
                vec![match &licence.url {
                    Some(url) => linked(&licence.name, url),
                    None => Run::text(&licence.name),
                }],
            );
        }
        PrintDocument {
            title: front.title.clone(),
            kind: types.get(&front.kind).map(|kind| kind.label.clone()).unwrap_or_default(),
            description: front.description.clone(),
            language: language.tag().to_string(),
            direction: language.direction().to_string(),
            publisher: publisher.name.clone(),
            site: config.site.title.clone(),
            paper: config.paper,
            blocks: Vec::new(),
            notes: Vec::new(),
            works: Vec::new(),
            sources: sources.into_iter().map(Entry::into_work).collect(),
            imprint,
            words: Words {
                contents: word("contents.title"),
                notes: word("footnotes.title"),
                references: word("references.title"),
                sources: word("sources.title"),
                imprint: word("print.imprint"),
                page_of: word("pagination.page_of"),
                blank: word("print.blank"),
                open: word("tasks.open"),
                done: word("tasks.done"),
                table: word("tables.region"),
                note_mark: word("footnotes.mark"),
                reference_mark: word("references.mark"),
            },
        }
    }

    /// A page in a print; none if its file is gone, which was reported.
    fn part(&self, id: PageId) -> Option<PrintPart<'p>> {
        let Project { site, config, types, tree, .. } = self.project;
        let page = site.page(id);
        let summary = &page.summary;
        let front = &summary.front;
        let language = front.language.as_ref().unwrap_or(&config.site.language);
        let strings = self.theme.strings(language);
        let mut notices = Vec::new();
        let mut notice = |title: &str, text: &str, reason: Option<&String>| {
            let reason =
                reason.map(|reason| format!(" {} {reason}", strings.text("status.reason")));
            let text = format!("{}{}", strings.text(text), reason.unwrap_or_default());
            notices.push((strings.text(title), text));
        };
        if front.draft {
            notice("status.draft", "status.draft_text", None);
        }
        match &front.status {
            Status::Current => {}
            Status::Withdrawn { reason } => {
                notice("status.withdrawn", "status.withdrawn_text", Some(reason));
            }
            Status::Superseded { reason, .. } => {
                notice("status.superseded", "status.superseded_text", reason.as_ref());
            }
        }
        let images = page.links.values().filter_map(|target| {
            let path = site.base_url.path_within(&target.url)?;
            let file = tree.find(self.published.get(path)?)?;
            Some(PrintImage { url: target.url.clone(), file, source: tree.file(file).fingerprint })
        });
        Some(PrintPart {
            file: tree.find(summary.path.as_str())?,
            path: summary.path.clone(),
            source: summary.source,
            kind: &front.kind,
            content_type: types.get(&front.kind).and_then(|kind| kind.fingerprint),
            markdown: config.markdown,
            url: page.url.clone(),
            links: &page.links,
            references: page
                .references
                .iter()
                .map(|(written, page)| (written.as_str(), site.reference(*page, types)))
                .collect(),
            notices,
            images: images.collect(),
        })
    }
}

/// A date as readers write it; the site's own form where the theme has no months.
pub(in super::super) fn in_words(date: Date, months: &[String]) -> String {
    match months.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)) {
        Some(month) => format!("{} {month} {}", date.day(), date.year()),
        None => date.to_string(),
    }
}

/// A size in words, as file managers say it: thousands of bytes, rounded up.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Somebody to call, in one line.
fn contact(contact: &Contact) -> Vec<Run> {
    let mut runs = vec![Run::Strong { runs: vec![Run::text(&contact.name)] }];
    if let Some(phone) = &contact.phone
        && !contact.name.contains(phone)
    {
        runs.push(Run::text(format!(" {phone}")));
    }
    if let Some(text) = &contact.text {
        runs.push(Run::text(format!(", {text}")));
    }
    runs
}

/// The words of a remark in the references file.
fn words_of(body: &crate::document::body::Body) -> String {
    let mut words = Vec::new();
    for block in &body.blocks {
        if let crate::document::body::BlockKind::Paragraph(inlines) = &block.kind {
            words.push(crate::document::body::plain_text(inlines));
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(84_000), "84 KB");
        assert_eq!(size(84_001), "85 KB");
        assert_eq!(size(1_250_000), "1.2 MB");
    }
}
