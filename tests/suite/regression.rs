//! One test per mistake that was found, named after it.

use super::site::Site;

/// Templates were compacted or not, and pages that were kept did not notice.
#[test]
fn turning_template_compaction_off_makes_pages_anew() {
    let mut site = Site::small();
    site.build();
    site.edit("site-config.toml", "minify = \"templates\"", "minify = \"off\"");
    let built = site.build_and_compare("minify = \"off\"");
    assert!(built.made().contains(&"404.html"));
}

/// A component without `strings` takes the names of months from the site's language, also on a
/// page in another.
#[test]
fn months_of_the_sites_language_reach_pages_in_other_languages() {
    let mut site = Site::small();
    site.build();
    site.edit("themes/small/strings/en-GB.toml", "\"January\"", "\"Jan\"");
    let built = site.build_and_compare("another name for January");
    assert!(built.made().contains(&"guidance/deeper/thinking/index.html"));
}

/// A link to nowhere was taken for a slip in the name of its section's `_index.md`, since the two
/// paths share their folders.
#[test]
fn a_folder_in_common_makes_no_near_miss() {
    let mut site = Site::small();
    let page =
        "+++\ntitle = \"Lost\"\n+++\n\nSee [the plan](nowhere.md) and [it](suppervision.md).\n";
    site.write("content/guidance/lost.md", page);
    site.write("content/guidance/supervision.md", "+++\ntitle = \"With care\"\n+++\n\nText.\n");
    let printed = site.build().printed;
    assert!(printed.contains("= help: correct the path, or add the page"), "{printed}");
    assert!(printed.contains("= help: did you mean `supervision.md`?"), "{printed}");
}

/// A path that was proposed began with a slash, which programs that show Markdown take for the folder
/// of the repository.
#[test]
fn proposed_paths_are_written_as_the_editor_writes_them() {
    let mut site = Site::small();
    let page = "+++\ntitle = \"Lost\"\n+++\n\nSee [a](suppervision.md), [b](/guidance/suppervision.md) \
                and [c](https://example.org/).\n";
    let supervision = "+++\ntitle = \"With care\"\n+++\n\nText.\n";
    site.write("content/guidance/supervision.md", supervision);
    site.write("content/guidance/lost.md", page);
    let elsewhere = page.replace("Lost", "Elsewhere").replace("(supp", "(guidance/supp");
    site.write("content/elsewhere.md", &elsewhere);
    site.write("content/guidance/deeper/lost.md", &page.replace("Lost", "Deeper"));
    let printed = site.build().printed;
    let advice = [
        "supervision.md",
        "/guidance/supervision.md",
        "guidance/supervision.md",
        "../supervision.md",
    ];
    for path in advice {
        assert!(printed.contains(&format!("did you mean `{path}`?")), "{path}: {printed}");
    }
}
