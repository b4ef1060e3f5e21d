//! Compacting templates: what is understood before is understood after and makes the same text.

#![no_main]

use alongside::minify::{compact_template, same_text};
use libfuzzer_sys::fuzz_target;

fn rendered(template: &str) -> Option<String> {
    let mut tera = tera::Tera::new();
    tera.add_raw_template("t.html", template).ok()?;
    tera.render("t.html", &tera::Context::new()).ok()
}

fuzz_target!(|template: &str| {
    let compact = compact_template(template);
    // Loops over large ranges are Tera's concern.
    if template.contains("for") || template.contains("range") {
        return;
    }
    if let Some(before) = rendered(template) {
        let after = rendered(&compact).expect("what was understood still is");
        assert!(same_text(&before, &after), "{before:?} became {after:?}");
    }
});
