//! A build that finds nothing changed plans nothing: what it says and leaves is what a clean build
//! would, whatever was built, edited or touched in between.

use std::fs;

use super::site::{Site, day};

#[test]
fn a_second_build_says_and_leaves_the_same() {
    let mut site = Site::generated(11, 30);
    let first = site.build();
    let second = site.build_and_compare("nothing");
    assert_eq!(second.made(), [""; 0]);
    assert_eq!(second.printed, first.printed);
    assert_eq!(second.outcome.pages, first.outcome.pages);
    assert_eq!(second.outcome.planned, first.outcome.planned);
}

#[test]
fn what_was_built_in_between_is_not_taken_for_what_is_asked_for() {
    let mut site = Site::generated(12, 30);
    site.build();
    site.options.drafts = true;
    site.build_and_compare("drafts");
    site.options.drafts = false;
    site.build_and_compare("no drafts");
    let (page, before) = first_page(&site);
    site.write(&page, &before.replace("title = \"", "title = \"Another "));
    site.build_and_compare("another title");
    site.write(&page, &before);
    site.build_and_compare("the first title");
    site.build_and_compare("the first title again");
    site.options.date = day("2031-01-01");
    site.build_and_compare("years later");
}

#[test]
fn what_is_missing_or_changed_in_the_folder_is_mended() {
    let mut site = Site::generated(13, 10);
    site.build();
    let output = site.out().join("sitemap.xml");
    fs::remove_file(&output).unwrap();
    assert_eq!(site.build_and_compare("a file removed").made(), ["sitemap.xml"]);
    fs::write(&output, "not ours").unwrap();
    assert_eq!(site.build_and_compare("a file changed").made(), ["sitemap.xml"]);
    assert_eq!(site.build_and_compare("nothing").made(), [""; 0]);
}

#[test]
fn a_damaged_note_only_costs_time() {
    let mut site = Site::generated(14, 10);
    site.build();
    for cache in fs::read_dir(site.root().join(".alongside")).unwrap() {
        let note = cache.unwrap().path().join("whole");
        let mut bytes = fs::read(&note).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&note, bytes).unwrap();
    }
    assert_eq!(site.build_and_compare("a damaged note").made(), [""; 0]);
}

fn first_page(site: &Site) -> (String, String) {
    let page = site.files.keys().find(|path| path.ends_with(".md")).unwrap();
    (page.clone(), site.read(page))
}
