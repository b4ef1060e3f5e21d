//! `alongside init`.

use super::arguments::{Common, Init};
use super::{Ending, engine, show};
use crate::diagnostic::Failure;
use crate::output::write_new;

/// The day that the starter's pages give as that of their review. A new site has its own first day
/// in its place.
const STARTER_DAY: &str = "2026-11-20";

/// The files of a new site.
const STARTER: [(&str, &str); 9] = [
    ("site-config.toml", include_str!("starter/site-config.toml")),
    (".gitignore", include_str!("starter/gitignore")),
    ("content/_index.md", include_str!("starter/home.md")),
    ("content/_glossary.toml", include_str!("starter/glossary.toml")),
    ("content/_references.toml", include_str!("starter/references.toml")),
    ("content/glossary.md", include_str!("starter/glossary.md")),
    ("content/guidance/_index.md", include_str!("starter/guidance/index.md")),
    ("content/guidance/first-week.md", include_str!("starter/guidance/first-week.md")),
    ("content/guidance/supervision.md", include_str!("starter/guidance/supervision.md")),
];

pub(super) fn run(wanted: &Init, common: &Common) -> Result<Ending, Failure> {
    let folder = &wanted.folder;
    let taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => {
            return Err(Failure::of_disk(format!("cannot use `{}`", folder.display()), &error));
        }
    };
    if taken {
        let failure = Failure::new(format!("the folder `{}` is not empty", folder.display()))
            .help("name a new folder; nothing was changed");
        show::failure(&failure, show::style(common.color));
        return Ok(Ending::Usage);
    }
    let today = engine::today().to_string();
    for (path, text) in STARTER {
        // Who checked the help contacts, and when, is another matter.
        let text = match path.ends_with(".md") {
            true => text.replace(STARTER_DAY, &today),
            false => text.to_string(),
        };
        write_new(&folder.join(path), text.as_bytes())?;
    }
    let shown = folder.display();
    show::say(&format!("started a site in {shown}"), common);
    show::say(&format!("next: alongside build --root {shown}"), common);
    Ok(Ending::Fine)
}
