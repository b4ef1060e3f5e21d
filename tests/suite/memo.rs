//! What is remembered of pages between runs never shows in a result: whatever is edited, a build
//! that recalls equals one that does not, findings included.

use std::fs;
use std::path::{Path, PathBuf};

use alongside::build::{BuildRequest, LoadRequest, Outcome, Policy, run};
use alongside::fingerprint::Fingerprint;
use alongside::source::KEEP_BYTES;
use alongside::theme::DEFAULT_THEME;

struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        site.write(
            "site-config.toml",
            "title = \"T\"\ndescription = \"D\"\nbase_url = \"https://example.org/\"\n\
             language = \"en-GB\"\ntheme = \"default\"\n\n[publisher]\nname = \"P\"\n\n\
             [[owners]]\nid = \"us\"\nname = \"Us\"\n\n[[taxonomies]]\nname = \"topic\"\n\
             label = \"Topic\"\n\n[[taxonomies.terms]]\nslug = \"one\"\nlabel = \"One\"\n\
             description = \"One.\"\n",
        );
        site.write(
            "components/box.html",
            "{% component box(title: string) -%}\n\
             <div><p>{{ title }}</p>{{ body }}</div>\n{%- endcomponent box %}\n",
        );
        site.write(
            "types/note.toml",
            "name = \"note\"\nlabel = \"Note\"\n\
             template = \"page.html\"\n\n[[fields]]\nname = \"mood\"\nlabel = \"Mood\"\n\
             kind = \"text\"\n",
        );
        site.write(
            "content/_glossary.toml",
            "[[terms]]\nid = \"peer\"\nterm = \"peer\"\n\
             meaning = \"Somebody alike.\"\n",
        );
        site.write("content/_index.md", "+++\ntitle = \"Home\"\n+++\n\nWelcome, peer.\n");
        for name in ["a", "b", "c"] {
            site.write(
                &format!("content/{name}.md"),
                &format!(
                    "+++\ntitle = \"Page {name}\"\ntype = \"note\"\nowner = \"us\"\n\
                     topic = [\"one\"]\nmood = \"good\"\n+++\n\nA \"peer\" reads \
                     [home](_index.md).\n\n::: box {{title=\"A box\"}}\nText.\n:::\n"
                ),
            );
        }
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.write(path, &text.replace(from, to));
    }

    fn build(&self, output: &str, drafts: bool) -> Outcome {
        let output = self.root().join(output);
        run(&BuildRequest {
            load: LoadRequest {
                root: self.root(),
                embedded: DEFAULT_THEME,
                base_url: None,
                drafts,
                date: "2026-11-20".parse().unwrap(),
                fingerprint_assets: true,
                keep: KEEP_BYTES,
            },
            output: Some(&output),
            cache: None,
            engine: Fingerprint::of_bytes(b"engine"),
            policy: Policy::default(),
            clean: false,
            verify: false,
            adopt: false,
        })
        .unwrap()
    }

    /// Builds beside all that is remembered and from nothing, and compares.
    fn check(&self, edit: &str, drafts: bool) {
        let recalling = self.build("public", drafts);
        let clean = self.build(&format!("clean-{}", edit.replace(' ', "-")), drafts);
        assert_eq!(recalling.findings, clean.findings, "after {edit}");
        assert_eq!(recalling.report.is_some(), clean.report.is_some(), "after {edit}");
        if clean.report.is_some() {
            let clean_folder = self.root().join(format!("clean-{}", edit.replace(' ', "-")));
            assert_eq!(files(&self.root().join("public")), files(&clean_folder), "after {edit}");
        }
    }

    fn memo(&self) -> PathBuf {
        let mut found = fs::read_dir(self.root().join(".alongside"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("public"));
        found.next().unwrap().join("memo")
    }
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<(PathBuf, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn whatever_reading_depends_on_is_read_anew() {
    let site = Site::new();
    site.check("nothing", false);
    site.check("no edit", false);
    let edits: &[(&str, &str, &str, &str)] = &[
        ("a text", "content/a.md", "reads", "likes"),
        ("a wrong link", "content/a.md", "_index.md", "nowhere.md"),
        ("the link mended", "content/a.md", "nowhere.md", "_index.md"),
        ("an owner gone", "site-config.toml", "id = \"us\"", "id = \"them\""),
        ("the owner back", "site-config.toml", "id = \"them\"", "id = \"us\""),
        ("a term gone", "site-config.toml", "slug = \"one\"", "slug = \"two\""),
        ("the term back", "site-config.toml", "slug = \"two\"", "slug = \"one\""),
        ("a field renamed", "types/note.toml", "name = \"mood\"", "name = \"weather\""),
        ("the field back", "types/note.toml", "name = \"weather\"", "name = \"mood\""),
        ("a field of dates", "types/note.toml", "kind = \"text\"", "kind = \"date\""),
        ("the field of text", "types/note.toml", "kind = \"date\"", "kind = \"text\""),
        ("a glossary word", "content/_glossary.toml", "term = \"peer\"", "term = \"reads\""),
        ("an argument renamed", "components/box.html", "title", "heading"),
        ("the argument back", "components/box.html", "heading", "title"),
        ("a component gone", "components/box.html", "component box", "component crate"),
        ("the component back", "components/box.html", "component crate", "component box"),
        ("a wrong template", "components/box.html", "{{ body }}", "{{ body"),
        ("the template mended", "components/box.html", "{{ body</div>", "{{ body }}</div>"),
        ("a draft", "content/b.md", "owner = \"us\"", "owner = \"us\"\ndraft = true"),
        ("no front matter", "content/c.md", "+++\ntitle", "title"),
        ("front matter again", "content/c.md", "title = \"Page c\"", "+++\ntitle = \"Page c\""),
    ];
    for (edit, path, from, to) in edits {
        site.replace(path, from, to);
        site.check(edit, false);
        site.check(&format!("{edit} twice"), true);
    }
    site.write("site-config.toml", &{
        fs::read_to_string(site.root().join("site-config.toml")).unwrap()
            + "\n[markdown]\nsmart_punctuation = false\n"
    });
    site.check("plain quotes", false);
    fs::rename(site.root().join("content/a.md"), site.root().join("content/z.md")).unwrap();
    site.check("a file renamed", false);
    fs::remove_file(site.root().join("content/z.md")).unwrap();
    site.check("a file removed", false);
}

#[test]
fn a_page_with_a_finding_says_it_again_and_again() {
    let site = Site::new();
    site.replace("content/a.md", "::: box {title", "::: box {titel");
    for number in 0..3 {
        site.check(&format!("run {number}"), false);
    }
    site.replace("content/a.md", "::: box {titel", "::: box {title");
    site.replace("content/a.md", "A \"peer\"", "## One\n\n#### Four\n\nA \"peer\"");
    for number in 3..6 {
        site.check(&format!("run {number}"), false);
    }
}

#[test]
fn a_damaged_memo_changes_nothing() {
    let site = Site::new();
    site.check("nothing", false);
    let memo = site.memo();
    let sound = fs::read(&memo).unwrap();
    for (number, damage) in
        [Vec::new(), sound[..sound.len() / 2].to_vec(), sound.iter().map(|byte| byte ^ 1).collect()]
            .into_iter()
            .enumerate()
    {
        fs::write(&memo, damage).unwrap();
        site.check(&format!("damage {number}"), false);
    }
    let mut flipped = sound.clone();
    if let Some(byte) = flipped.last_mut() {
        *byte ^= 0xff;
    }
    fs::write(&memo, flipped).unwrap();
    site.check("one byte", false);
}
