//! What a site may change of its looks, and the help that it promises.

use std::fs;

use alongside::build::{LoadRequest, Project};
use alongside::config::CONFIG_FILE;
use alongside::data::parse_date;
use alongside::diagnostic::{Code, Diagnostic};
use alongside::theme::DEFAULT_THEME;

const HELP: &str =
    "[help]\nchecked = 2026-11-20\n[[help.contacts]]\nname = \"Samaritans\"\nphone = \"116 123\"\n";

/// A site of one page with these lines in its configuration, and what is found in it. Each finding
/// is `code at "the words it points at": message`.
fn site(lines: &str) -> (Project, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = format!(
        "title = \"Site\"\ndescription = \"A site.\"\nbase_url = \"https://site.example/\"\n\
         [publisher]\nname = \"Us\"\n{lines}"
    );
    fs::create_dir(folder.path().join("content")).expect("a folder");
    fs::write(folder.path().join(CONFIG_FILE), &config).expect("a file");
    fs::write(
        folder.path().join("content/_index.md"),
        "+++\ntitle = \"Home\"\ndescription = \"Home.\"\n+++\n",
    )
    .expect("a file");
    let (project, found) = Project::load(LoadRequest {
        root: folder.path(),
        embedded: DEFAULT_THEME,
        base_url: None,
        drafts: false,
        date: parse_date("2026-11-22").expect("a date"),
        fingerprint_assets: true,
        keep: u64::MAX,
    });
    let shown = |finding: &Diagnostic| {
        let span = finding.place.as_ref().map(|place| place.span).unwrap_or_default();
        let words = &config[span.start as usize..span.end as usize];
        let first = words.lines().next().unwrap_or("");
        format!("{} at {first:?}: {}", finding.code, finding.message)
    };
    let found = found.into_sorted().iter().map(shown).collect();
    (project.expect("a site"), found)
}

fn found(lines: &str) -> Vec<String> {
    site(lines).1
}

/// The stylesheet of the colours.
fn palette(project: &Project) -> &str {
    let theme = project.theme.as_ref().expect("a theme");
    theme.assets.get("css/palette.css").and_then(|asset| asset.rewritten.as_deref()).unwrap_or("")
}

#[test]
fn the_default_colours_can_be_read_by_everybody() {
    let (project, found) = site(HELP);
    assert_eq!(found, Vec::<String>::new());
    let css = palette(&project);
    assert!(css.starts_with("@layer tokens{:root{--paper:#ffffff;--wash:#f4f7f5;"), "{css}");
    let theme = project.theme.as_ref().expect("a theme");
    let path = &theme.assets.get("css/palette.css").expect("the colours").path;
    assert!(path.starts_with("assets/css/palette.") && path.ends_with(".css"), "{path}");
}

#[test]
fn a_site_changes_one_colour_and_keeps_the_others() {
    let lines = format!(
        "{HELP}[appearance.light]\nbrand = \"#123\"\n[appearance.dark]\nbrand = \"#402030\"\n"
    );
    let (project, found) = site(&lines);
    assert_eq!(found, Vec::<String>::new());
    let css = palette(&project);
    let (light, dark) = css.split_once("@media screen and (prefers-color-scheme:dark)").expect(css);
    assert!(light.contains("--brand:#112233;") && light.contains("--ink:#1b2b30;"), "{css}");
    assert!(dark.contains("--brand:#402030;") && dark.contains("--ink:#e7eeed;"), "{css}");
}

#[test]
fn colours_too_near_each_other_are_found_at_their_place() {
    let lines = format!("{HELP}[appearance.light]\non-brand = \"#8ab\"\n");
    assert_eq!(
        found(&lines),
        [
            r##"palette-contrast at "\"#8ab\"": `on-brand` on `brand` has a contrast of 3.66 to 1 on light screens, and needs 4.5"##
        ]
    );
    // Edges need less, and the ground may be what was changed.
    let lines = format!("{HELP}[appearance.dark]\nedge = \"#60757a\"\n");
    assert_eq!(found(&lines), Vec::<String>::new());
    let lines = format!("{HELP}[appearance.dark]\nedge = \"#405055\"\n");
    assert_eq!(
        found(&lines),
        [
            r##"palette-contrast at "\"#405055\"": `edge` on `paper` has a contrast of 2.11 to 1 on dark screens, and needs 3"##,
            r##"palette-contrast at "\"#405055\"": `edge` on `wash` has a contrast of 1.88 to 1 on dark screens, and needs 3"##
        ]
    );
}

#[test]
fn mistakes_in_the_appearance_are_named() {
    let lines = format!(
        "{HELP}[appearance]\nfont = \"comic\"\nlogo = \"logo.svg\"\n\
         [appearance.phase]\nlabel = \"Trial\"\n\
         [appearance.light]\nbrnd = \"#123456\"\nink = \"black\"\n"
    );
    assert_eq!(
        found(&lines),
        [
            r##"config-value at "\"comic\"": `comic` is not a choice for `font`"##,
            r##"config-value at "\"logo.svg\"": there is no asset `logo.svg`"##,
            r##"config-missing at "[appearance.phase]": `text` is missing from [appearance.phase]"##,
            r##"config-key at "brnd": the theme has no colour `brnd`"##,
            r##"config-value at "\"black\"": `ink` is not a colour"##
        ]
    );
}

#[test]
fn help_that_cannot_be_trusted_is_found() {
    assert_eq!(
        found(""),
        [r##"help-contacts at "": the site names nobody whom readers can turn to for help"##]
    );
    let lines = "[help]\n[[help.contacts]]\nname = \"A\"\n[[help.contacts]]\nname = \"B\"\nurl = \"https://b.example/\"\n[[help.contacts]]\nname = \"C\"\nphone = \"none\"\n";
    assert_eq!(
        found(lines),
        [
            r##"help-contacts at "[help]": nobody says when the help contacts were last checked"##,
            r##"help-contacts at "[[help.contacts]]": readers cannot reach `A`: it has no phone number and no address"##,
            r##"help-contacts at "[[help.contacts]]": readers cannot reach `C`: it has no phone number and no address"##
        ]
    );
    // Good for 12 months to the day.
    assert_eq!(found(&HELP.replace("2026-11-20", "2025-11-22")), Vec::<String>::new());
    assert_eq!(
        found(&HELP.replace("2026-11-20", "2025-11-21")),
        [
            r##"help-contacts at "2025-11-21": the help contacts were last checked on 2025-11-21, more than 12 months ago"##
        ]
    );
    assert_eq!(Code::HelpContacts.name(), "help-contacts");
}
