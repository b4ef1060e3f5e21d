//! How much is made again: for each kind of edit of the small site, exactly which outputs.

use super::site::{Site, day};

/// What is made after an edit of the small site that was built before.
fn made(edit: impl FnOnce(&mut Site)) -> Vec<String> {
    let mut site = Site::small();
    site.build();
    edit(&mut site);
    let built = site.build_and_compare("the edit");
    assert!(!built.outcome.has_errors(), "{}", built.printed);
    built.made().into_iter().map(str::to_string).collect()
}

/// Every page that a template makes, with `others` in the order of paths.
fn all_pages_and(others: &[&str]) -> Vec<String> {
    let mut site = Site::small();
    let built = site.build();
    let is_page = |path: &String| path.ends_with(".html") && path != "old/leaving/index.html";
    let mut all: Vec<String> = built.folder.keys().filter(|path| is_page(path)).cloned().collect();
    all.extend(others.iter().map(|path| path.to_string()));
    all.sort();
    all
}

/// The published names of assets, which change with their bytes, without that part.
fn plain(paths: Vec<String>) -> Vec<String> {
    let plain = |path: String| match path.split('.').collect::<Vec<_>>()[..] {
        [stem, print, extension] if print.len() == 8 => format!("{stem}.{extension}"),
        _ => path,
    };
    let mut paths: Vec<String> = paths.into_iter().map(plain).collect();
    paths.sort();
    paths
}

#[test]
fn nothing_after_no_change() {
    assert_eq!(made(|_| {}), [""; 0]);
}

#[test]
fn nothing_after_files_were_only_touched() {
    let mut site = Site::small();
    site.build();
    let files = std::mem::take(&mut site.files);
    site.save(false);
    site.files = files;
    assert_eq!(site.build_and_compare("all files written again").made(), [""; 0]);
}

#[test]
fn a_body_edit_makes_its_page() {
    let made = made(|site| {
        site.edit("content/guidance/leaving.md", "and that is fine", "and it is fine to do so");
    });
    assert_eq!(made, ["guidance/leaving/index.html"]);
}

#[test]
fn a_heading_edit_makes_its_page_though_others_link_to_it() {
    let made = made(|site| {
        site.edit("content/guidance/first-week.md", "Meet the team", "Meeting the team");
    });
    assert_eq!(made, ["guidance/first-week/index.html"]);
}

#[test]
fn a_title_edit_makes_the_page_its_siblings_and_the_lists_that_hold_it() {
    let made = made(|site| {
        site.edit("content/guidance/leaving.md", "\"Leaving\"", "\"Going\"");
    });
    let expected = [
        "a-z/index.html",
        "guidance/first-week/index.html",
        "guidance/index.html",
        "guidance/leaving/index.html",
        "guidance/staying/index.html",
        "old/leaving/index.html",
        "topic/leaving/index.html",
    ];
    assert_eq!(made, expected);
}

#[test]
fn a_title_edit_makes_those_that_link_relate_or_refer() {
    let made = made(|site| {
        site.edit("content/roles/worker.md", "\"Peer worker\"", "\"Support worker\"");
    });
    let expected = [
        "a-z/index.html",
        "audience/workers/index.html",
        // Related by audience; a backlink from the link in a point.
        "guidance/first-week/index.html",
        // Related by audience.
        "guidance/staying/index.html",
        // The list of works names the pages that cite each.
        "about/sources/index.html",
        "roles/index.html",
        "roles/lead/index.html",
        "roles/worker/index.html",
    ];
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(made, expected);
}

#[test]
fn a_description_edit_makes_the_page_and_cards_of_it() {
    let made = made(|site| {
        site.edit("content/guidance/leaving.md", "How to leave.", "How to leave well.");
    });
    let expected =
        ["guidance/index.html", "guidance/leaving/index.html", "topic/leaving/index.html"];
    assert_eq!(made, expected);
}

#[test]
fn an_order_edit_makes_the_page_its_list_and_its_neighbours() {
    let made = made(|site| {
        site.edit("content/guidance/leaving.md", "order = 3", "order = 0");
    });
    let expected = [
        "guidance/first-week/index.html",
        "guidance/index.html",
        "guidance/leaving/index.html",
        "guidance/staying/index.html",
        "topic/leaving/index.html",
    ];
    assert_eq!(made, expected);
}

#[test]
fn a_new_page_makes_itself_its_section_and_the_lists() {
    let made = made(|site| {
        site.write(
            "content/roles/volunteer.md",
            "+++\ntitle = \"Volunteer\"\ndescription = \"Who helps out.\"\n+++\nThey help.\n",
        );
    });
    let expected = [
        "a-z/index.html",
        // Says how many pages each section has.
        "index.html",
        "roles/index.html",
        "roles/lead/index.html",
        "roles/volunteer/index.html",
        "roles/worker/index.html",
        "sitemap.xml",
    ];
    assert_eq!(made, expected);
}

#[test]
fn a_component_edit_makes_its_users() {
    let directive = made(|site| {
        site.edit("themes/small/components/since.html", "<div>", "<div class=\"since\">");
    });
    assert_eq!(directive, ["guidance/deeper/thinking/index.html", "guidance/leaving/index.html"]);
    let in_template = made(|site| {
        site.edit("themes/small/components/contents.html", "<ul>", "<ul class=\"contents\">");
    });
    assert_eq!(in_template, ["guidance/first-week/index.html", "guidance/staying/index.html"]);
}

#[test]
fn a_template_edit_makes_its_users() {
    let own = made(|site| {
        site.edit("themes/small/templates/guide.html", "<p>", "<p class=\"kind\">");
    });
    assert_eq!(own, ["guidance/first-week/index.html", "guidance/staying/index.html"]);
    let included = made(|site| {
        site.edit("themes/small/templates/parts/list.html", "<ul>", "<ul class=\"list\">");
    });
    let expected = [
        "about/index.html",
        "audience/managers/index.html",
        "audience/workers/index.html",
        "guidance/deeper/index.html",
        "guidance/index.html",
        "index.html",
        "roles/index.html",
        "topic/leaving/index.html",
        "topic/starting/index.html",
        "topic/staying/index.html",
    ];
    assert_eq!(included, expected);
    let base = made(|site| {
        site.edit("themes/small/templates/base.html", "<main id", "<main class=\"m\" id");
    });
    assert_eq!(base, all_pages_and(&[]));
}

#[test]
fn a_stylesheet_edit_makes_every_page_that_names_it() {
    let made = made(|site| {
        site.edit("themes/small/assets/css/site.css", "#222", "#333");
    });
    assert_eq!(plain(made), all_pages_and(&["assets/css/site.css"]));
}

#[test]
fn an_asset_that_others_name_makes_those_and_the_pages() {
    let made = made(|site| {
        site.edit("themes/small/assets/img/back.svg", "width=\"1\"", "width=\"2\"");
    });
    assert_eq!(plain(made), all_pages_and(&["assets/css/site.css", "assets/img/back.svg"]));
}

#[test]
fn a_file_under_its_own_name_makes_itself() {
    let asset = made(|site| {
        site.edit("themes/small/assets/note.txt", "Nobody", "No one");
    });
    assert_eq!(asset, ["assets/note.txt"]);
    let beside = made(|site| {
        site.edit("content/roles/badge.svg", "r=\"1\"", "r=\"2\"");
    });
    assert_eq!(beside, ["roles/badge.svg"]);
}

#[test]
fn a_glossary_meaning_makes_the_glossary() {
    let made = made(|site| {
        site.edit("content/_glossary.toml", "Regular time", "A fixed time");
    });
    assert_eq!(made, ["glossary/index.html"]);
}

#[test]
fn a_glossary_word_makes_the_glossary_and_the_pages_that_use_it() {
    let new = made(|site| {
        let text = site.read("content/_glossary.toml")
            + "\n[[terms]]\nid = \"exit-talk\"\nterm = \"exit talk\"\nmeaning = \"A talk.\"\n";
        site.write("content/_glossary.toml", &text);
    });
    assert_eq!(new, ["glossary/index.html", "guidance/leaving/index.html"]);
    let unused = made(|site| {
        site.edit("content/_glossary.toml", "abbr = \"SV\"", "abbr = \"SUP\"");
    });
    // Those that use another word for the same term: which word comes first decides what is marked.
    let expected = [
        "glossary/index.html",
        "guidance/deeper/thinking/index.html",
        "guidance/staying/index.html",
        "roles/worker/index.html",
    ];
    assert_eq!(unused, expected);
}

#[test]
fn a_reference_note_makes_the_pages_that_cite_the_work_and_the_list_of_works() {
    let note = made(|site| {
        site.edit("content/_references.toml", "chapter two", "chapter three");
    });
    let expected = [
        "about/sources/index.html",
        "glossary/index.html",
        "guidance/staying/index.html",
        "roles/worker/index.html",
    ];
    assert_eq!(note, expected);
    let uncited = made(|site| {
        site.edit("content/_references.toml", "A survey of moors", "A survey of all moors");
    });
    assert_eq!(uncited, ["about/sources/index.html"]);
}

#[test]
fn a_configuration_edit_makes_what_shows_it() {
    let feed = made(|site| {
        site.edit("site-config.toml", "limit = 4", "limit = 1");
    });
    assert_eq!(feed, ["feed.xml"]);
    let list_length = made(|site| {
        site.edit("site-config.toml", "per_page = 12", "per_page = 11");
    });
    assert_eq!(list_length, [""; 0]);
    let level = made(|site| {
        site.edit("site-config.toml", "[checks]", "[checks]\nduplicate-title = \"off\"");
    });
    assert_eq!(level, [""; 0]);
    let motto = made(|site| {
        site.edit("site-config.toml", "Side by side", "Together");
    });
    assert_eq!(motto, all_pages_and(&[]));
    let owner = made(|site| {
        site.edit("site-config.toml", "name = \"Helpline\"", "name = \"The helpline\"");
    });
    assert_eq!(owner, all_pages_and(&[]));
}

#[test]
fn a_term_label_makes_its_lists_and_the_pages_that_have_it() {
    let term = made(|site| {
        site.edit("site-config.toml", "\"Managers\"", "\"Leaders\"");
    });
    let expected = [
        "audience/index.html",
        "audience/managers/index.html",
        "guidance/staying/index.html",
        "roles/lead/index.html",
    ];
    assert_eq!(term, expected);
    // The names of taxonomies are part of what every page is given.
    let taxonomy = made(|site| {
        site.edit("site-config.toml", "\"Who it is for\"", "\"For\"");
    });
    assert_eq!(taxonomy, all_pages_and(&[]));
}

#[test]
fn words_of_the_interface_make_the_pages_of_their_language() {
    let english = made(|site| {
        site.edit("themes/small/strings/en-GB.toml", "Skip to", "Jump to");
    });
    let mut expected = all_pages_and(&[]);
    expected.retain(|path| path != "guidance/deeper/thinking/index.html");
    assert_eq!(english, expected);
    let welsh = made(|site| {
        site.edit("themes/small/strings/cy.toml", "Neidio", "Ewch");
    });
    assert_eq!(welsh, ["guidance/deeper/thinking/index.html"]);
}

#[test]
fn a_content_type_edit_makes_its_pages_and_what_names_the_type() {
    let default = made(|site| {
        site.edit("themes/small/types/guide.toml", "default = \"easy\"", "default = \"hard\"");
    });
    assert_eq!(default, ["guidance/first-week/index.html", "guidance/staying/index.html"]);
    let label = made(|site| {
        site.edit("themes/small/types/role.toml", "label = \"Role\"", "label = \"Post\"");
    });
    let expected = [
        "a-z/index.html",
        "audience/managers/index.html",
        "audience/workers/index.html",
        // Related by audience.
        "guidance/first-week/index.html",
        "guidance/staying/index.html",
        "roles/index.html",
        "roles/lead/index.html",
        "roles/worker/index.html",
    ];
    assert_eq!(label, expected);
}

#[test]
fn a_new_day_makes_the_pages_whose_review_fell_due() {
    // Due on 2026-11-01 and 2026-04-10.
    let made = made(|site| site.options.date = day("2026-11-02"));
    assert_eq!(made, ["guidance/first-week/index.html"]);
}

#[test]
fn a_new_alias_makes_its_redirect() {
    let made = made(|site| {
        site.edit("content/roles/lead.md", "type =", "aliases = [\"/lead/\"]\ntype =");
    });
    // The page itself too, since its file is one of its inputs.
    assert_eq!(made, ["lead/index.html", "roles/lead/index.html"]);
}
