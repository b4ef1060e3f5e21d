//! `site-config.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::writing::{SETTINGS, WritingSettings};
use super::{Appearance, BaseUrl, CONFIG_FILE, EditorLink, HelpPlaces, Language, Paper};
use crate::data::{
    Codes, Date, Located, Node, NodeKind, Period, PeriodUnit, Reader, SyntaxError, Table,
    parse_toml,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::source::{SitePath, SourceTree, Span};

/// A checked `site-config.toml`. Rooms are given the part that they need, never the whole.
#[derive(Clone, Debug)]
pub struct Config {
    /// Who and where the site is.
    pub site: SiteInfo,
    /// The theme's folder name and where it was named.
    pub theme: Located<String>,
    /// What the site changes of the theme's looks.
    pub appearance: Appearance,
    /// Whom to call for help.
    pub help: HelpContacts,
    /// Where the help contacts stand.
    pub help_places: HelpPlaces,
    /// The page with more about help.
    pub help_page: Option<Located<String>>,
    /// The primary navigation, in order.
    pub navigation: Vec<NavigationEntry>,
    /// The links at the foot of every page, in order.
    pub footer: Vec<NavigationEntry>,
    /// The controlled vocabularies.
    pub taxonomies: Vec<Taxonomy>,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// How outputs are made.
    pub output: OutputSettings,
    /// How long before a review or a permission ends it is mentioned.
    pub notice: Period,
    /// Words and phrases that search takes for one another.
    pub synonyms: Vec<Vec<String>>,
    /// The paper that files to take away are made for.
    pub paper: Paper,
    /// How the live preview opens files in an editor.
    pub editor: Option<EditorLink>,
    /// The levels that differ from the codes' own.
    pub checks: BTreeMap<Code, Level>,
    /// The settings of the language rules.
    pub writing: WritingSettings,
}

/// Who and where the site is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteInfo {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// The language of pages that name none.
    pub language: Language,
    /// Who publishes it.
    pub publisher: Publisher,
    /// The teams that own pages.
    pub owners: Vec<Owner>,
    /// Free values for themes.
    pub extra: Node,
}

/// Who publishes the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// The name.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// How to write to it.
    pub email: Option<String>,
    /// Under which licence the content may be used.
    pub licence: Option<Licence>,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// The name.
    pub name: String,
    /// Where its text stands.
    pub url: Option<String>,
}

/// A team that owns pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// What pages write.
    pub id: String,
    /// What readers see.
    pub name: String,
    /// How to write to it.
    pub email: Option<String>,
}

/// Whom readers can call, and when that was last checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HelpContacts {
    /// A heading.
    pub title: Option<String>,
    /// The day on which somebody last checked the contacts.
    pub checked: Option<Date>,
    /// The contacts in order.
    pub contacts: Vec<Contact>,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The number as it is shown.
    pub phone: Option<String>,
    /// The number as a `tel:` address.
    pub tel: Option<String>,
    /// When and for what.
    pub text: Option<String>,
    /// Its site.
    pub url: Option<String>,
    /// Whether it is for emergencies.
    pub urgent: bool,
}

/// A link of the primary navigation or the footer.
#[derive(Clone, Debug, PartialEq)]
pub struct NavigationEntry {
    /// The words.
    pub label: String,
    /// The page, below `content/`, and where it was named.
    pub page: Located<String>,
}

/// A controlled vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taxonomy {
    /// The key in front matter and the folder of its addresses.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// Its terms, in order.
    pub terms: Vec<Term>,
}

impl Taxonomy {
    /// The term of a slug, if there is one.
    pub fn term(&self, slug: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.slug == slug)
    }
}

/// One term of a [`Taxonomy`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// What pages write and the address ends in.
    pub slug: String,
    /// What readers see.
    pub label: String,
    /// A sentence about it.
    pub description: Option<String>,
}

/// How Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MarkdownSettings {
    /// Whether straight quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// Whether HTML in Markdown is let through.
    pub raw_html: bool,
}

/// How outputs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OutputSettings {
    /// What is minified.
    pub minify: Minify,
    /// How many pages one list page holds.
    pub per_page: usize,
    /// How many changes the feed holds.
    pub feed_limit: usize,
}

/// What is minified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Minify {
    /// Each template once, when it is loaded.
    Templates,
    /// Each page when it is made.
    Pages,
    /// Nothing.
    Off,
}

/// The level that configuration gives a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Level {
    /// Not reported.
    Off,
    /// Reported with this weight.
    On(Severity),
}

/// Findings of text that is not TOML.
pub(super) fn syntax_findings(path: &SitePath, errors: Vec<SyntaxError>) -> Diagnostics {
    errors
        .into_iter()
        .map(|error| {
            Diagnostic::new(Code::InvalidToml, error.message)
                .at(path, error.span)
                .maybe_help(error.help)
        })
        .collect()
}

impl Config {
    /// Reads the configuration of a site. `None` when it is too broken to go on.
    pub fn read(tree: &SourceTree) -> (Option<Config>, Diagnostics) {
        let mut found = Diagnostics::new();
        let path = SitePath::new(CONFIG_FILE);
        let Some(id) = tree.find(CONFIG_FILE) else {
            found.push(
                Diagnostic::new(Code::MissingConfig, format!("there is no `{CONFIG_FILE}` here"))
                    .help("run this in the site's folder, name the folder with --root, or start a new site with `alongside init FOLDER`"),
            );
            return (None, found);
        };
        let text = match tree.text(id) {
            Ok(text) => text,
            Err(error) => {
                found.push(Diagnostic::unread(&path, &format!("`{CONFIG_FILE}`"), &error));
                return (None, found);
            }
        };
        let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let table = match parse_toml(text.get(bom..).unwrap_or(""), bom as u32) {
            Ok(table) => table,
            Err(errors) => return (None, syntax_findings(&path, errors)),
        };
        let mut reader = Reader::new(
            &table,
            Span::default(),
            &path,
            Codes::CONFIGURATION,
            CONFIG_FILE,
            &mut found,
        );
        let config = read(&mut reader);
        reader.finish();
        (config, found)
    }
}

fn read(reader: &mut Reader) -> Option<Config> {
    let title = reader.required_text("title", "add a line such as title = \"Our guidance\"");
    let description =
        reader.required_text("description", "add one sentence that says what the site is for");
    let base_url = read_base_url(reader);
    let language = read_language(reader);
    let theme = reader
        .text("theme")
        .unwrap_or(Located { value: "default".to_string(), span: Span::default() });
    let publisher = read_publisher(reader);
    let owners = read_owners(reader);
    let appearance = Appearance::read(reader);
    let (help, help_places, help_page) = read_help(reader);
    let navigation = read_navigation(reader, "navigation", "[[navigation]]");
    let footer = read_navigation(reader, "footer", "[[footer]]");
    let taxonomies = read_taxonomies(reader);
    let markdown = read_markdown(reader);
    let output = read_output(reader);
    let notice = read_notice(reader);
    let synonyms = read_synonyms(reader);
    let paper = super::paper::read_paper(reader);
    let editor = super::serve::read_serve(reader);
    let (checks, writing) = read_checks(reader);
    let extra = reader
        .entry("extra")
        .map_or(Node { kind: NodeKind::Table(Table::default()), span: Span::default() }, |entry| {
            entry.value.clone()
        });
    Some(Config {
        site: SiteInfo {
            title: title?.value,
            description: description?.value,
            base_url: base_url?,
            language: language?,
            publisher,
            owners,
            extra,
        },
        theme,
        appearance,
        help,
        help_places,
        help_page,
        navigation,
        footer,
        taxonomies,
        markdown,
        output,
        notice,
        synonyms,
        paper,
        editor,
        checks,
        writing,
    })
}

fn read_base_url(reader: &mut Reader) -> Option<BaseUrl> {
    let text = reader.required_text(
        "base_url",
        "add the address at which the site is published: base_url = \"https://example.org/\"",
    )?;
    BaseUrl::parse(&text.value)
        .map_err(|reason| {
            let message = format!("`base_url` is not an address: {reason}");
            let help = "write it in full: base_url = \"https://example.org/guidance/\"".to_string();
            reader.report(Code::ConfigValue, text.span, message, Some(help));
        })
        .ok()
}

fn read_language(reader: &mut Reader) -> Option<Language> {
    let Some(text) = reader.text("language") else { return Language::parse("en-GB") };
    let language = Language::parse(&text.value);
    if language.is_none() {
        let message = format!("`{}` is not a language tag", text.value);
        let help = "write a tag such as \"en-GB\", \"cy\" or \"gd\"".to_string();
        reader.report(Code::ConfigValue, text.span, message, Some(help));
    }
    language
}

fn read_publisher(reader: &mut Reader) -> Publisher {
    let Some(table) = reader.table("publisher") else {
        reader.missing(
            "publisher",
            "add a table [publisher] with the name of who publishes the site",
        );
        return Publisher::default();
    };
    let mut inner = reader.inner(&table, "[publisher]");
    let name = inner.required_text("name", "add the name of who publishes the site");
    let url = web_address(&mut inner, "url");
    let email = plain(&mut inner, "email");
    let licence = inner.table("licence").and_then(|table| {
        let mut inner = inner.inner(&table, "[publisher.licence]");
        let name = inner.required_text("name", "add the name of the licence");
        let url = web_address(&mut inner, "url");
        inner.finish();
        Some(Licence { name: name?.value, url })
    });
    inner.finish();
    Publisher { name: name.map(|name| name.value).unwrap_or_default(), url, email, licence }
}

fn plain(reader: &mut Reader, key: &str) -> Option<String> {
    reader.text(key).map(|text| text.value)
}

/// An address outside the site: only the schemes that cannot run code.
fn web_address(reader: &mut Reader, key: &str) -> Option<String> {
    let text = reader.text(key)?;
    if text.value.starts_with("https://") || text.value.starts_with("http://") {
        return Some(text.value);
    }
    let message =
        format!("`{key}` should be an address that begins with https://, but is `{}`", text.value);
    let help = "write it in full, such as https://example.org/".to_string();
    reader.report(Code::ConfigValue, text.span, message, Some(help));
    None
}

fn read_owners(reader: &mut Reader) -> Vec<Owner> {
    let mut owners: Vec<Owner> = Vec::new();
    for table in reader.tables("owners") {
        let mut inner = reader.inner(&table, "[[owners]]");
        let id = slug(&mut inner, "id");
        let name = inner.required_text("name", "add the name of the team");
        let email = plain(&mut inner, "email");
        inner.finish();
        if let (Some(id), Some(name)) = (id, name) {
            twice(reader, "owner", &id, owners.iter().any(|owner| owner.id == id.value));
            owners.push(Owner { id: id.value, name: name.value, email });
        }
    }
    owners
}

fn twice(reader: &mut Reader, what: &str, word: &Located<String>, seen: bool) {
    if seen {
        let message = format!("the {what} `{}` is listed twice", word.value);
        reader.report(Code::ConfigValue, word.span, message, Some("remove one of the two".into()));
    }
}

fn read_help(reader: &mut Reader) -> (HelpContacts, HelpPlaces, Option<Located<String>>) {
    let Some(table) = reader.table("help") else { return Default::default() };
    let mut places = HelpPlaces { table: Some(table.span), ..HelpPlaces::default() };
    let mut inner = reader.inner(&table, "[help]");
    let page = inner.text("page");
    let title = plain(&mut inner, "title");
    let checked = inner.date("checked");
    // A day that is none was reported: then there is a check, if not a date.
    places.checked = inner.entry("checked").map(|entry| entry.value.span);
    let checked = checked.map(|date| date.value);
    let mut contacts = Vec::new();
    for table in inner.tables("contacts") {
        let place = table.span;
        let mut inner = inner.inner(&table, "[[help.contacts]]");
        let name = inner.required_text("name", "add the name of the service");
        let phone = plain(&mut inner, "phone");
        let text = plain(&mut inner, "text");
        let url = web_address(&mut inner, "url");
        let urgent = inner.boolean("urgent").unwrap_or(false);
        inner.finish();
        let tel = phone.as_deref().map(|phone| {
            let digits: String =
                phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            format!("tel:{digits}")
        });
        if let Some(name) = name {
            places.contacts.push(place);
            contacts.push(Contact { name: name.value, phone, tel, text, url, urgent });
        }
    }
    inner.finish();
    (HelpContacts { title, checked, contacts }, places, page)
}

fn read_navigation<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    what: &'t str,
) -> Vec<NavigationEntry> {
    let mut entries = Vec::new();
    for table in reader.tables(key) {
        let mut inner = reader.inner(&table, what);
        let label = inner.required_text("label", "add the words of the link");
        let page = inner.required_text("page", "add the page's path below content/");
        inner.finish();
        if let (Some(label), Some(page)) = (label, page) {
            entries.push(NavigationEntry { label: label.value, page });
        }
    }
    entries
}

/// Text that becomes a part of an address.
fn slug(reader: &mut Reader, key: &str) -> Option<Located<String>> {
    let text = reader.required_text(key, "write small letters, digits and hyphens")?;
    let sound =
        text.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !sound {
        let message = format!("`{}` cannot be part of an address", text.value);
        let help = "write small letters, digits and hyphens only".to_string();
        reader.report(Code::ConfigValue, text.span, message, Some(help));
        return None;
    }
    Some(text)
}

fn read_taxonomies(reader: &mut Reader) -> Vec<Taxonomy> {
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for table in reader.tables("taxonomies") {
        let mut inner = reader.inner(&table, "[[taxonomies]]");
        let name = slug(&mut inner, "name");
        let label = inner.required_text("label", "add the words that readers see");
        let mut terms: Vec<Term> = Vec::new();
        for table in inner.tables("terms") {
            let mut term = inner.inner(&table, "[[taxonomies.terms]]");
            let slug = slug(&mut term, "slug");
            let label = term.required_text("label", "add the words that readers see");
            let description = plain(&mut term, "description");
            term.finish();
            if let (Some(slug), Some(label)) = (slug, label) {
                let seen = terms.iter().any(|term| term.slug == slug.value);
                twice(&mut inner, "term", &slug, seen);
                if !seen {
                    terms.push(Term { slug: slug.value, label: label.value, description });
                }
            }
        }
        inner.finish();
        if let (Some(name), Some(label)) = (name, label) {
            let seen = taxonomies.iter().any(|other| other.name == name.value);
            twice(reader, "taxonomy", &name, seen);
            if super::types::COMMON_KEYS.contains(&name.value.as_str()) {
                let message = format!(
                    "a taxonomy cannot be called `{}`: every page has that key already",
                    name.value
                );
                reader.report(
                    Code::ConfigValue,
                    name.span,
                    message,
                    Some("choose another name".into()),
                );
            } else if !seen {
                taxonomies.push(Taxonomy { name: name.value, label: label.value, terms });
            }
        }
    }
    taxonomies
}

fn read_markdown(reader: &mut Reader) -> MarkdownSettings {
    let mut settings = MarkdownSettings { smart_punctuation: true, raw_html: false };
    if let Some(table) = reader.table("markdown") {
        let mut inner = reader.inner(&table, "[markdown]");
        settings.smart_punctuation = inner.boolean("smart_punctuation").unwrap_or(true);
        settings.raw_html = inner.boolean("raw_html").unwrap_or(false);
        inner.finish();
    }
    settings
}

fn read_output(reader: &mut Reader) -> OutputSettings {
    let mut settings = OutputSettings { minify: Minify::Templates, per_page: 100, feed_limit: 20 };
    if let Some(table) = reader.table("output") {
        let mut inner = reader.inner(&table, "[output]");
        settings.minify = match inner.choice("minify", &["templates", "pages", "off"]) {
            Some("pages") => Minify::Pages,
            Some("off") => Minify::Off,
            _ => Minify::Templates,
        };
        if settings.minify == Minify::Pages && !cfg!(feature = "minify") {
            report_left_out(&mut inner);
        }
        settings.per_page = count(&mut inner, "per_page", 100);
        inner.finish();
    }
    if let Some(table) = reader.table("feed") {
        let mut inner = reader.inner(&table, "[feed]");
        settings.feed_limit = count(&mut inner, "limit", 20);
        inner.finish();
    }
    settings
}

/// Says that this build of the program cannot minify pages, at the setting that asks for it.
fn report_left_out(output: &mut Reader) {
    let Some(text) = output.text("minify") else { return };
    let message =
        "pages are not minified: this alongside was built without the feature `minify`".to_string();
    let help = "pages are complete as they are; to minify them, build alongside with `--features minify`, or remove this line";
    output.report(Code::MinifyLeftOut, text.span, message, Some(help.into()));
}

fn count(reader: &mut Reader, key: &str, otherwise: usize) -> usize {
    reader.integer(key, 1..=10_000).and_then(|n| usize::try_from(n).ok()).unwrap_or(otherwise)
}

/// `[governance] notice`, 30 days unless the site says otherwise.
fn read_notice(reader: &mut Reader) -> Period {
    let usual = Period { number: 30, unit: PeriodUnit::Days };
    let Some(table) = reader.table("governance") else { return usual };
    let mut inner = reader.inner(&table, "[governance]");
    let notice = inner.period("notice");
    inner.finish();
    notice.unwrap_or(usual)
}

/// `[search] synonyms`: a list of lists of words that mean the same.
fn read_synonyms(reader: &mut Reader) -> Vec<Vec<String>> {
    let Some(table) = reader.table("search") else { return Vec::new() };
    let mut inner = reader.inner(&table, "[search]");
    let mut groups = Vec::new();
    if let Some(entry) = inner.entry("synonyms") {
        let lists = match &entry.value.kind {
            NodeKind::List(lists) => lists.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        for list in lists {
            let words = match &list.kind {
                NodeKind::List(words) => words.as_slice(),
                _ => &[],
            };
            let group: Vec<String> = words
                .iter()
                .filter_map(|word| match &word.kind {
                    NodeKind::Text(word) => Some(word.clone()),
                    _ => None,
                })
                .collect();
            if group.len() < 2 || group.len() < words.len() {
                let help = "write synonyms = [[\"salary\", \"pay\"], [\"rota\", \"shifts\"]]";
                inner.report(
                    Code::ConfigValue,
                    list.span,
                    "a group of synonyms is a list of two or more words".to_string(),
                    Some(help.to_string()),
                );
            } else {
                groups.push(group);
            }
        }
    }
    inner.finish();
    groups
}

fn read_checks(reader: &mut Reader) -> (BTreeMap<Code, Level>, WritingSettings) {
    let mut checks = BTreeMap::new();
    let Some(table) = reader.table("checks") else { return (checks, WritingSettings::default()) };
    let writing = WritingSettings::read(&mut reader.inner(&table, "[checks]"));
    let mut names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    names.extend(SETTINGS);
    for entry in &table.value.entries {
        if SETTINGS.contains(&entry.key.as_str()) {
            continue;
        }
        let Some(code) = Code::from_name(&entry.key) else {
            // Far too many to list.
            let help = match nearest(&entry.key, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`alongside schema --out DIR` writes the name of every check into \
                         site-config.schema.json"
                    .to_string(),
            };
            let message = format!("there is no check `{}`", entry.key);
            reader.report(Code::ConfigKey, entry.key_span, message, Some(help));
            continue;
        };
        let level = match &entry.value.kind {
            NodeKind::Text(word) => match word.as_str() {
                "off" => Some(Level::Off),
                "info" => Some(Level::On(Severity::Info)),
                "warning" => Some(Level::On(Severity::Warning)),
                "error" => Some(Level::On(Severity::Error)),
                _ => None,
            },
            _ => None,
        };
        match level {
            Some(level) => {
                checks.insert(code, level);
            }
            None => {
                let message = format!("`{}` needs a level", entry.key);
                let help = "choose one of: error, warning, info, off".to_string();
                reader.report(Code::ConfigValue, entry.value.span, message, Some(help));
            }
        }
    }
    (checks, writing)
}
