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
