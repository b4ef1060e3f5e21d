//! What pages are made from: the document, its place in the site, and what its template sees besides.

use super::super::inputs::{DocumentInputs, PageInputs, Shared};
use super::super::load::Project;
use super::Plan;
use crate::config::Minify;
use crate::library::{GLOSSARY_TYPE, RULES_TYPE, SOURCES_TYPE};
use crate::lint::language::{Group, RULES, Rule};
use crate::site::views::CardView;
use crate::site::{Listing, PageId};

impl<'p> Plan<'p> {
    pub(super) fn page(&self, id: PageId, number: usize) -> PageInputs<'p> {
        let Project { site, config, types, .. } = self.project;
        let page = site.page(id);
        let kind = types.get(&page.summary.front.kind);
        let template = if site.home() == Some(id) {
            "home.html"
        } else {
            kind.map_or("page.html", |kind| kind.template.as_str())
        };
        let language = page.summary.front.language.as_ref().unwrap_or(&config.site.language);
        let strings = self.theme.strings(language);
        let mut view = site.page_view(id, config, types);
        if number > 1 {
            let path = Listing::path(&page.path, number);
            view.url = site.base_url.address(&path);
            view.permalink = site.base_url.permalink(&view.url);
        }
        PageInputs {
            template,
            template_closure: self.theme.template_fingerprint(template),
            document: self.document(id),
            page: view,
            breadcrumbs: site.breadcrumbs(id),
            previous: page.previous.map(|id| site.link(id)),
            next: page.next.map(|id| site.link(id)),
            section: site.section_of(id).and_then(|section| self.section(section)),
            site: self.site.clone(),
            strings: Shared::known(strings.fingerprint, strings.value.clone()),
            assets: self.assets.clone(),
            print: self.prints(id),
            extra: self.extra(id, number),
            minify: config.output.minify == Minify::Pages,
        }
    }

    pub(super) fn document(&self, id: PageId) -> Option<DocumentInputs<'p>> {
        let Project { site, config, types, tree, .. } = self.project;
        let page = site.page(id);
        let summary = &page.summary;
        Some(DocumentInputs {
            file: tree.find(summary.path.as_str())?,
            path: summary.path.clone(),
            source: summary.source,
            content_type: types.get(&summary.front.kind).and_then(|kind| kind.fingerprint),
            markdown: config.markdown,
            components: summary
                .directives
                .iter()
                .map(|name| self.theme.component_fingerprint(name))
                .collect(),
            links: &page.links,
            references: page
                .references
                .iter()
                .map(|(written, page)| (written.as_str(), site.reference(*page, types)))
                .collect(),
            works: self.cited(id),
            sources: summary.front.sources.iter().filter_map(|(key, _)| self.work(key)).collect(),
            terms: summary.terms.iter().filter_map(|at| self.terms.get(*at).cloned()).collect(),
        })
    }

    /// What the templates of lists, the glossary and the list of works see besides.
    fn extra(&self, id: PageId, number: usize) -> Vec<(&'static str, Shared)> {
        let Project { site, config, .. } = self.project;
        let page = site.page(id);
        let mut extra = Vec::new();
        if page.is_index() {
            let listings = Listing::split(&page.children, config.output.per_page);
            extra.extend(self.listing(&listings, number, &page.path));
            extra.push(("subsections", Shared::of("subsections", &site.subsection_views(id))));
        }
        if page.summary.front.kind == GLOSSARY_TYPE {
            extra.push(("glossary", self.glossary(&self.cited(id))));
        }
        if page.summary.front.kind == RULES_TYPE {
            extra.push(("rule_groups", Shared::of("rule groups", &rule_groups())));
        }
        if page.summary.front.kind == SOURCES_TYPE {
            extra.push(("bibliography", self.bibliography()));
        }
        extra
    }

    fn cards(&self, pages: &[PageId]) -> Vec<CardView> {
        pages.iter().map(|id| self.project.site.card(*id, &self.project.types)).collect()
    }

    /// One page of a list: its pages, and the way to the others.
    pub(super) fn listing(
        &self,
        listings: &[Listing],
        number: usize,
        path: &str,
    ) -> [(&'static str, Shared); 2] {
        let address =
            |number: usize| self.project.site.base_url.address(&Listing::path(path, number));
        let listing = listings.get(number.saturating_sub(1));
        let pages = listing.map(|listing| self.cards(&listing.pages)).unwrap_or_default();
        let pagination = listing.filter(|listing| listing.of > 1).map(|listing| PaginationView {
            page: listing.number,
            pages: listing.of,
            previous_url: (listing.number > 1).then(|| address(listing.number - 1)),
            next_url: (listing.number < listing.of).then(|| address(listing.number + 1)),
        });
        [
            ("pages", Shared::of("pages", &pages)),
            ("pagination", Shared::of("pagination", &pagination)),
        ]
    }
}

/// The language rules by group, as their page shows them.
fn rule_groups() -> Vec<RuleGroupView> {
    Group::ALL
        .iter()
        .map(|group| RuleGroupView {
            title: group.title(),
            rules: RULES
                .iter()
                .filter(|rule| rule.group == *group)
                .map(|rule| rule.into())
                .collect(),
        })
        .collect()
}

#[derive(serde::Serialize)]
struct RuleGroupView {
    title: &'static str,
    rules: Vec<RuleView>,
}

#[derive(serde::Serialize)]
struct RuleView {
    id: &'static str,
    code: &'static str,
    title: &'static str,
    level: &'static str,
    flags: &'static str,
    why: &'static str,
    write: &'static str,
    except: Option<&'static str>,
    bad: Vec<&'static str>,
    good: Vec<&'static str>,
}

impl From<&&Rule> for RuleView {
    fn from(rule: &&Rule) -> RuleView {
        // Whole pages as examples would drown what they show.
        let short = |texts: &[&'static str]| {
            texts.iter().copied().filter(|text| text.len() <= 200).collect()
        };
        RuleView {
            id: rule.id,
            code: rule.code.name(),
            title: rule.title,
            level: rule.severity().name(),
            flags: rule.flags,
            why: rule.why,
            write: rule.write,
            except: rule.except,
            bad: short(rule.bad),
            good: short(rule.good),
        }
    }
}

#[derive(serde::Serialize)]
struct PaginationView {
    page: usize,
    pages: usize,
    previous_url: Option<String>,
    next_url: Option<String>,
}
