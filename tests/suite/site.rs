//! Sites for tests: a small written one or a generated one, edited step by step, built here or
//! clean elsewhere, and read back whole.
//!
//! The files of a site are held in memory and brought to disk before each build, so that an edit is
//! a function over a map and a step back is a clone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use alongside::build::{self, BuildRequest, LoadRequest, Outcome, Policy};
use alongside::config::BaseUrl;
use alongside::data::{Date, parse_date};
use alongside::diagnostic::{Diagnostic, Failure, Format, Style, print};
use alongside::fingerprint::Fingerprint;
use alongside::output::{BeforeStep, Destination, default_cache};
use alongside::source::{Embedded, KEEP_BYTES};
use tempfile::TempDir;

/// Files by path below a root.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a site is built with.
#[derive(Clone)]
pub struct Options {
    pub date: Date,
    pub drafts: bool,
    pub base_url: Option<BaseUrl>,
    pub keep: u64,
    pub verify: bool,
    pub clean: bool,
    pub embedded: &'static [Embedded],
}

/// A site in a folder of its own.
pub struct Site {
    /// What the site consists of, as the next build will find it.
    pub files: Files,
    pub options: Options,
    on_disk: Files,
    folder: TempDir,
}

/// A build as a user sees it.
#[derive(Debug)]
pub struct Built {
    pub outcome: Outcome,
    /// The whole output folder.
    pub folder: Files,
    /// Path, key, content hash and length of every entry of the manifest.
    pub manifest: Vec<(String, Fingerprint, Fingerprint, u64)>,
    /// The findings as text.
    pub printed: String,
    /// The findings as JSON.
    pub json: String,
}

impl Built {
    /// The paths that were made, in order.
    pub fn made(&self) -> Vec<&str> {
        self.outcome.made.iter().map(|path| path.as_str()).collect()
    }
}

/// A fresh folder, in memory where the machine has that: thousands of small sites are built.
pub fn ground() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// A day on which every page of the small site is published.
pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

impl Site {
    /// A site with no files.
    pub fn empty() -> Site {
        let options = Options {
            date: day("2026-06-01"),
            drafts: false,
            base_url: None,
            keep: KEEP_BYTES,
            verify: false,
            clean: false,
            embedded: &[],
        };
        Site { files: Files::new(), options, on_disk: Files::new(), folder: ground() }
    }

    /// The site of `tests/fixtures/small`.
    pub fn small() -> Site {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
        Site { files: read_folder(&fixture), ..Site::empty() }
    }

    /// The portal that this repository carries, as it is, with the theme in the program.
    pub fn portal() -> Site {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut site = Site::empty();
        for part in ["content", "themes"] {
            for (path, bytes) in read_folder(&root.join(part)) {
                site.files.insert(format!("{part}/{path}"), bytes);
            }
        }
        site.files
            .insert("site-config.toml".into(), fs::read(root.join("site-config.toml")).unwrap());
        site
    }

    /// The portal without PDFs, for tests that build it many times: setting these takes a debug
    /// build longer than all the rest, and other tests are about them.
    pub fn portal_without_pdfs() -> Site {
        let mut site = Site::portal();
        for name in ["guidance", "pathway", "role-spec"] {
            site.edit(&format!("themes/default/types/{name}.toml"), "\"pdf\", ", "");
        }
        site
    }

    /// A site of about `pages` pages of generated prose over the small site's theme.
    pub fn generated(seed: u64, pages: usize) -> Site {
        let mut site = Site::small();
        super::prose::fill(&mut site, seed, pages);
        site
    }

    /// The site's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The output folder.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Adds or replaces a file.
    pub fn write(&mut self, path: &str, text: &str) -> &mut Site {
        self.files.insert(path.to_string(), text.as_bytes().to_vec());
        self
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no file `{path}`"));
        String::from_utf8(bytes.clone()).unwrap()
    }

    /// Replaces a part of a file that must be in it.
    #[track_caller]
    pub fn edit(&mut self, path: &str, from: &str, to: &str) -> &mut Site {
        let text = self.read(path);
        assert!(text.contains(from), "`{path}` does not hold `{from}`");
        self.write(path, &text.replacen(from, to, 1))
    }

    /// Removes a file that must be there.
    #[track_caller]
    pub fn remove(&mut self, path: &str) -> &mut Site {
        self.files.remove(path).unwrap_or_else(|| panic!("no file `{path}`"));
        self
    }

    /// Brings the files to disk, touching only those that differ. With `quietly`, a file that is
    /// replaced keeps its old time of last change.
    pub fn save(&mut self, quietly: bool) {
        let root = self.root();
        for path in self.on_disk.keys().filter(|path| !self.files.contains_key(*path)) {
            fs::remove_file(root.join(path)).unwrap();
        }
        for (path, bytes) in &self.files {
            if self.on_disk.get(path) == Some(bytes) {
                continue;
            }
            let place = root.join(path);
            let modified = fs::metadata(&place).and_then(|data| data.modified()).ok();
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, bytes).unwrap();
            if let Some(time) = modified.filter(|_| quietly) {
                fs::File::options()
                    .append(true)
                    .open(&place)
                    .and_then(|file| file.set_modified(time))
                    .unwrap();
            }
        }
        self.on_disk = self.files.clone();
    }

    /// Builds into the site's own output folder, on top of what is there.
    pub fn build(&mut self) -> Built {
        self.build_stepwise(&mut |_| Ok(())).unwrap()
    }

    /// As [`Site::build`], with a hook that may stop publishing at a step.
    pub fn build_stepwise(&mut self, before: &mut BeforeStep) -> Result<Built, Failure> {
        self.save(false);
        built(&self.root(), &self.out(), &self.options, before)
    }

    /// Builds a copy of the site in a fresh folder, with nothing to start from.
    pub fn build_clean_elsewhere(&self) -> Built {
        let folder = ground();
        let root = folder.path().join("elsewhere/copy");
        write_folder(&root, &self.files);
        built(&root, &folder.path().join("out"), &self.options, &mut |_| Ok(())).unwrap()
    }

    /// Builds and holds the result against a clean build: folder, findings and manifest.
    #[track_caller]
    pub fn build_and_compare(&mut self, after: &str) -> Built {
        let before = read_folder(&self.out());
        let here = self.build();
        let there = self.build_clean_elsewhere();
        assert_same_findings(&here, &there, after);
        if here.outcome.has_errors() {
            assert_same_files(&here.folder, &before, &format!("{after}: a failed build published"));
        } else {
            assert_same(&here, &there, after);
        }
        here
    }
}

/// Builds the site in `root`.
pub fn built(
    root: &Path,
    out: &Path,
    options: &Options,
    before: &mut BeforeStep,
) -> Result<Built, Failure> {
    let outcome = build::run_stepwise(&request(root, out, options), before)?;
    let cache = default_cache(root, out).unwrap();
    // Opened without a build, the destination only tells what is published.
    let manifest = match cache.join("manifest").exists() {
        true => Destination::open(out, &cache, &[], false)?
            .manifest()
            .entries
            .iter()
            .map(|(path, entry)| (path.to_string(), entry.key, entry.content, entry.len))
            .collect(),
        false => Vec::new(),
    };
    Ok(Built {
        printed: shown(root, &outcome.findings, Format::Human),
        json: shown(root, &outcome.findings, Format::Json),
        folder: read_folder(out),
        manifest,
        outcome,
    })
}

/// What the command line would ask for.
pub fn request<'r>(root: &'r Path, out: &'r Path, options: &'r Options) -> BuildRequest<'r> {
    BuildRequest {
        load: LoadRequest {
            root,
            embedded: options.embedded,
            base_url: options.base_url.as_ref(),
            drafts: options.drafts,
            date: options.date,
            fingerprint_assets: true,
            keep: options.keep,
        },
        output: Some(out),
        cache: None,
        engine: Fingerprint::of_bytes(b"the tests"),
        policy: Policy::default(),
        clean: options.clean,
        verify: options.verify,
        adopt: false,
    }
}

fn shown(root: &Path, findings: &[Diagnostic], format: Format) -> String {
    print(findings, format, Style::Plain, &|place| {
        let bytes = fs::read(root.join(place.path.as_str())).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned().into())
    })
}

/// Every file below a folder; none when there is no folder.
pub fn read_folder(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_string();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Writes files into a folder, in the order given by the map.
pub fn write_folder(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}

/// Fails, naming what differs, unless both builds are the same in every way that lasts.
#[track_caller]
pub fn assert_same(here: &Built, there: &Built, after: &str) {
    assert_same_findings(here, there, after);
    assert_same_files(&here.folder, &there.folder, after);
    let differ = here.manifest.iter().zip(&there.manifest).find(|(one, other)| one != other);
    assert!(differ.is_none(), "{after}: the manifests differ: {differ:#?}");
    assert_eq!(
        here.manifest.len(),
        there.manifest.len(),
        "{after}: the manifests differ in length"
    );
    assert_eq!(here.outcome.planned, there.outcome.planned, "{after}");
    assert_eq!(here.outcome.pages, there.outcome.pages, "{after}");
}

#[track_caller]
fn assert_same_findings(here: &Built, there: &Built, after: &str) {
    assert_eq!(here.outcome.findings, there.outcome.findings, "{after}: the findings differ");
    assert_eq!(here.printed, there.printed, "{after}: the printed findings differ");
    assert_eq!(here.json, there.json, "{after}: the findings differ as JSON");
}

/// Fails, naming the first path that differs and where, unless both folders are the same.
#[track_caller]
pub fn assert_same_files(here: &Files, there: &Files, after: &str) {
    let paths = here.keys().chain(there.keys().filter(|path| !here.contains_key(*path)));
    for path in paths {
        match (here.get(path), there.get(path)) {
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => panic!("{after}: `{path}` differs: {}", differ(one, other)),
            (Some(_), None) => panic!("{after}: `{path}` is here and not there"),
            (None, _) => panic!("{after}: `{path}` is not here"),
        }
    }
}

/// The surroundings of the first byte that differs.
fn differ(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let part = |bytes: &[u8]| {
        let part = bytes.get(at.saturating_sub(60)..bytes.len().min(at + 60)).unwrap_or_default();
        String::from_utf8_lossy(part).into_owned()
    };
    format!("at byte {at}\n  here:  {:?}\n  there: {:?}", part(one), part(other))
}
