//! Which outputs a site consists of, and where each goes.

use super::lists::SITEMAP_LIMIT;
use super::{Plan, Recipe};
use crate::output::Phase;
use crate::search::ENTRY;
use crate::site::{Listing, PageId};

impl<'p> Plan<'p> {
    /// The recipes of all outputs but the files of the search index, with their places.
    pub(super) fn recipes(&self) -> Vec<(String, Phase, Recipe)> {
        let site = &self.project.site;
        let config = &self.project.config;
        let per_page = config.output.per_page;
        let mut recipes = Vec::new();
        for (name, asset) in self.theme.assets.iter() {
            recipes.push((asset.path.clone(), Phase::Asset, Recipe::Asset(name.to_string())));
        }
        for (path, file) in site.files.iter() {
            if let Some(id) = self.project.tree.find(path.as_str()) {
                recipes.push((file.published.clone(), Phase::Asset, Recipe::File(id)));
            }
        }
        for (id, page) in site.pages() {
            for number in 1..=self.list_pages(id) {
                let path = Listing::path(&page.path, number);
                recipes.push((index(&path), Phase::Page, Recipe::Page(id, number)));
            }
        }
        recipes.extend(self.print_recipes());
        for (taxonomy, terms) in site.taxonomies.iter() {
            let Some(entry) = config.taxonomies.get(*taxonomy) else { continue };
            recipes.push((
                index(&format!("{}/", entry.name)),
                Phase::Page,
                Recipe::Taxonomy(*taxonomy),
            ));
            for (at, used) in terms.iter().enumerate() {
                let Some(term) = entry.terms.get(used.term) else { continue };
                let path = format!("{}/{}/", entry.name, term.slug);
                for number in 1..=Listing::split(&used.pages, per_page).len() {
                    let path = index(&Listing::path(&path, number));
                    recipes.push((path, Phase::Page, Recipe::Term(*taxonomy, at, number)));
                }
            }
        }
        for (at, (path, _)) in site.redirects.iter().enumerate() {
            let path = if path.ends_with('/') { index(path) } else { path.clone() };
            recipes.push((path, Phase::Page, Recipe::Redirect(at)));
        }
        recipes.push(("a-z/index.html".into(), Phase::Page, Recipe::AToZ));
        recipes.push(("changes/index.html".into(), Phase::Page, Recipe::Changes));
        recipes.push(("404.html".into(), Phase::Page, Recipe::NotFound));
        if self.theme.searches() {
            recipes.push(("search/index.html".into(), Phase::Page, Recipe::SearchPage));
        }
        recipes.push(("feed.xml".into(), Phase::Index, Recipe::Feed));
        recipes.push(("robots.txt".into(), Phase::Index, Recipe::Robots));
        let sitemaps = self.indexed_pages().len().div_ceil(SITEMAP_LIMIT);
        recipes.push(("sitemap.xml".into(), Phase::Index, Recipe::Sitemap(None)));
        for number in (1..=sitemaps).filter(|_| sitemaps > 1) {
            let path = format!("sitemap-{number}.xml");
            recipes.push((path, Phase::Index, Recipe::Sitemap(Some(number))));
        }
        recipes
    }

    /// The recipes of the files of the search index, with their places.
    pub(super) fn search_recipes(&self) -> Vec<(String, Phase, Recipe)> {
        let files = self.search_files().enumerate();
        files
            .map(|(at, file)| {
                // The entry comes last: whatever it names is in place by then.
                let phase = if file.path == ENTRY { Phase::Index } else { Phase::Asset };
                (file.path.clone(), phase, Recipe::SearchFile(at))
            })
            .collect()
    }

    fn list_pages(&self, id: PageId) -> usize {
        let page = self.project.site.page(id);
        if page.is_index() {
            Listing::split(&page.children, self.project.config.output.per_page).len()
        } else {
            1
        }
    }
}

fn index(path: &str) -> String {
    format!("{path}index.html")
}
