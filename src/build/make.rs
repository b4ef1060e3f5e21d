//! One output from its inputs. The same inputs always give the same bytes.

use std::collections::BTreeMap;

use tera::value::{Key, Map};
use tera::{Context, Value};

use super::inputs::{DocumentInputs, Inputs, PageInputs, SitemapInputs};
use super::plan::safe;
use super::prints;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::body::{Argument, ArgumentValue, Directive, TermMatcher, is_path_argument};
use crate::document::{self, Rules};
use crate::minify;
use crate::render::{fields, html, xml};
use crate::search;
use crate::site::Links;
use crate::source::{SitePath, SourceTree, Span, TextError};
use crate::theme::Theme;

/// What makers work with. The inputs decide what is taken from it: a text by its number, a template
/// by its name, and both stand in the key by their fingerprints.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    /// The texts.
    pub tree: &'t SourceTree,
    /// The templates.
    pub theme: &'t Theme,
    /// How documents are read.
    pub rules: Rules<'t>,
    /// Where terms are found.
    pub matcher: &'t TermMatcher,
}

/// An output as it was made.
#[derive(Debug)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is worth saying about it.
    pub findings: Vec<Diagnostic>,
    /// How many sheets it fills, where that is known.
    pub sheets: Option<u32>,
}

impl Made {
    /// An output of which nothing is to be said.
    pub(super) fn plain(bytes: Vec<u8>) -> Made {
        Made { bytes, findings: Vec::new(), sheets: None }
    }
}

/// Makes an output.
///
/// # Errors
///
/// Findings when it cannot be made; all of them are errors.
pub fn make(inputs: &Inputs, tools: Tools) -> Result<Made, Diagnostics> {
    let text = |text: String| Ok(Made::plain(text.into_bytes()));
    match inputs {
        Inputs::Page(page) => make_page(page, tools),
        Inputs::Print(print) => prints::make(print, tools),
        Inputs::Redirect(to) => text(xml::redirect(
            (&to.heading, &to.text, &to.title),
            (&to.url, &to.permalink, &to.language),
        )),
        Inputs::Feed(feed) => {
            let entries: Vec<xml::Entry> = feed
                .entries
                .iter()
                .map(|entry| xml::Entry {
                    title: &entry.title,
                    url: &entry.url,
                    date: entry.date,
                    note: &entry.note,
                })
                .collect();
            text(xml::feed(
                (&feed.title, &feed.subtitle, &feed.author, &feed.language),
                (&feed.site, &feed.own),
                &entries,
            ))
        }
        Inputs::Sitemap(SitemapInputs::Pages(pages)) => text(xml::sitemap(pages)),
        Inputs::Sitemap(SitemapInputs::Index(sitemaps)) => text(xml::sitemap_index(sitemaps)),
        Inputs::Robots { sitemap } => text(xml::robots(sitemap)),
        Inputs::File { file, .. } => match tools.tree.bytes(*file) {
            Ok(bytes) => Ok(Made::plain(bytes.into_owned())),
            Err(_) => Err(changed(&tools.tree.file(*file).path)),
        },
        Inputs::Text(rewritten) => text(rewritten.clone()),
        Inputs::Search { bytes, content: _ } => Ok(Made::plain(search::compress(bytes))),
    }
}

pub(super) fn changed(path: &SitePath) -> Diagnostics {
    let finding =
        Diagnostic::new(Code::UnreadableFile, format!("`{path}` changed during the build"))
            .at(path, Span::default())
            .help("run the command again");
    Diagnostics::from_iter([finding])
}

fn make_page(inputs: &PageInputs, tools: Tools) -> Result<Made, Diagnostics> {
    set(inputs, None, tools)
}

/// Sets a page in its template. A print page brings its own text and what its template sees of it.
pub(super) fn set(
    inputs: &PageInputs,
    print: Option<Value>,
    tools: Tools,
) -> Result<Made, Diagnostics> {
    // Every field by name, so that one that is added has to be thought of here too.
    let PageInputs {
        template,
        template_closure: _,
        document,
        page,
        breadcrumbs,
        previous,
        next,
        section,
        site,
        strings,
        assets,
        print: prints,
        extra,
        minify: minified,
    } = inputs;
    let mut page_map = Value::from_serializable(page).into_map().unwrap_or_default();
    let file = document.as_ref().map(|document| &document.path);
    let mut implicits = Context::new();
    implicits.insert_value("site", site.value.clone());
    implicits.insert_value("strings", strings.value.clone());
    implicits.insert_value("assets", assets.value.clone());
    let text = match document {
        Some(document) => {
            implicits.insert_value("page", Value::from(page_map.clone()));
            written(document, &implicits, &labels(&strings.value), tools)?
        }
        None => Map::from_iter([
            (key("content"), Value::safe_string("")),
            (key("fields"), Value::from(Map::new())),
            (key("references"), Value::from(Vec::<Value>::new())),
            (key("sources"), Value::from(Vec::<Value>::new())),
            (key("extra"), Value::from(Map::new())),
        ]),
    };
    page_map.extend(text);
    page_map.insert(key("print"), Value::from_serializable(prints));
    let mut context = implicits;
    context.insert_value("page", Value::from(page_map));
    context.insert("breadcrumbs", breadcrumbs);
    context.insert("previous", previous);
    context.insert("next", next);
    context.insert_value("section", section.as_ref().map_or(Value::none(), |s| s.value.clone()));
    if let Some(print) = print {
        context.insert_value("print", print);
    }
    for (name, value) in extra {
        context.insert_value(*name, value.value.clone());
    }
    let page_html = tools
        .theme
        .render(template, &context, file)
        .map_err(|finding| Diagnostics::from_iter([*finding]))?;
    let mut findings = Vec::new();
    let bytes = if *minified {
        minify::minify_page(&page_html).unwrap_or_else(|| {
            let finding = Diagnostic::new(Code::MinifyGuard, "minifying would have changed the text of this page")
                .help("the page is published as it was; put words that stand side by side in the template into one <p> or <span>");
            findings.push(match file {
                Some(file) => finding.at(file, Span::default()),
                None => finding,
            });
            page_html.clone()
        })
    } else {
        page_html
    };
    Ok(Made { bytes: bytes.into_bytes(), findings, sheets: None })
}

fn key(name: &'static str) -> Key<'static> {
    Key::from(name)
}

/// The words that the HTML writer puts into a page, from the theme's strings.
fn labels(strings: &Value) -> html::Labels {
    let otherwise = html::Labels::default();
    let text = |path: &str, otherwise: String| {
        strings
            .get_from_path(path)
            .and_then(|value| value.as_str().map(str::to_string))
            .unwrap_or(otherwise)
    };
    html::Labels {
        footnotes_title: text("footnotes.title", otherwise.footnotes_title),
        footnote_back: text("footnotes.back", otherwise.footnote_back),
        footnote_back_again: text("footnotes.back_again", otherwise.footnote_back_again),
        footnote_mark: text("footnotes.mark", otherwise.footnote_mark),
        citation_mark: text("references.mark", otherwise.citation_mark),
        alert_note: text("alerts.note", otherwise.alert_note),
        alert_tip: text("alerts.tip", otherwise.alert_tip),
        alert_important: text("alerts.important", otherwise.alert_important),
        alert_warning: text("alerts.warning", otherwise.alert_warning),
        alert_caution: text("alerts.caution", otherwise.alert_caution),
        table_region: text("tables.region", otherwise.table_region),
        task_done: text("tasks.done", otherwise.task_done),
        task_open: text("tasks.open", otherwise.task_open),
    }
}

/// The text of a document and its fields, as templates see them.
fn written(
    inputs: &DocumentInputs,
    implicits: &Context,
    labels: &html::Labels,
    tools: Tools,
) -> Result<Map, Diagnostics> {
    let DocumentInputs {
        file,
        path,
        source: _,
        content_type: _,
        markdown: _,
        components: _,
        links,
        references,
        works,
        sources,
        terms,
    } = inputs;
    let text = match tools.tree.text(*file) {
        Ok(text) => text,
        Err(TextError::Changed | TextError::NotUtf8(_)) => return Err(changed(path)),
    };
    // Whatever is wrong in the text was reported when the site was loaded.
    let (Some(mut document), _) = document::parse(path, &text, tools.rules) else {
        return Err(changed(path));
    };
    document.mark_terms(tools.matcher);
    let highest = terms.iter().map(|term| term.index + 1).max().unwrap_or(0);
    let mut term_links = vec![html::TermLink { url: String::new() }; highest];
    for term in terms {
        if let (Some(slot), Some(url)) = (term_links.get_mut(term.index), &term.url) {
            slot.url.clone_from(url);
        }
    }
    let link = |written: &str| {
        let target = links.get(written)?;
        Some(html::ResolvedLink { url: target.url.clone(), external: target.external })
    };
    let image = |written: &str| {
        let target = links.get(written)?;
        let (width, height) = target.size.unzip();
        Some(html::ResolvedImage { url: target.url.clone(), width, height })
    };
    let citation = |cited: &str| {
        let at = works.iter().position(|work| work.key == cited)?;
        u32::try_from(at + 1).ok()
    };
    let directive = |directive: &Directive, body: String| {
        let arguments = arguments(directive, links, tools.theme);
        let place = (path, directive.name_span);
        tools
            .theme
            .render_component(&directive.name, &arguments, implicits, &body, place)
            .map_err(|finding| *finding)
    };
    let writer = |id_prefix: &'_ str, write: &mut dyn FnMut(&html::Inputs) -> html::Written| {
        write(&html::Inputs {
            link: &link,
            image: &image,
            terms: &term_links,
            citation: &citation,
            directive: &directive,
            labels,
            id_prefix,
        })
    };
    let mut marks = Vec::new();
    let mut found = Diagnostics::new();
    let mut number = 0;
    let reference = |written: &str| {
        references
            .iter()
            .find(|(other, _)| *other == written)
            .map(|(_, view)| Value::from_serializable(view))
    };
    let field_values = fields::map(
        &document.fields,
        &mut |body| {
            number += 1;
            let made =
                writer(&format!("f{number}-"), &mut |inputs| html::write_fragment(body, inputs));
            marks.extend(made.citations);
            found.extend(made.diagnostics);
            made.html
        },
        &reference,
    );
    let made = writer("", &mut |inputs| html::write(&document.body, inputs));
    marks.extend(made.citations);
    found.extend(made.diagnostics);
    if !found.is_empty() {
        return Err(found);
    }
    let mut back: BTreeMap<&str, Vec<Backlink>> = BTreeMap::new();
    for mark in &marks {
        let list = back.entry(mark.key.as_str()).or_default();
        list.push(Backlink { id: &mark.id, label: list.len() + 1 });
    }
    let listed: Vec<ListedWork> = works
        .iter()
        .enumerate()
        .map(|(at, work)| ListedWork {
            number: at + 1,
            key: &work.key,
            text: &work.text,
            url: work.url.as_deref(),
            backlinks: back.remove(work.key.as_str()).unwrap_or_default(),
        })
        .collect();
    Ok(Map::from_iter([
        (key("content"), Value::safe_string(&made.html)),
        (key("fields"), field_values),
        (key("references"), safe(Value::from_serializable(&listed), &["text"])),
        (key("sources"), safe(Value::from_serializable(sources), &["text"])),
        (key("extra"), Value::from_serializable(&document.extra)),
    ]))
}

#[derive(serde::Serialize)]
struct ListedWork<'w> {
    number: usize,
    key: &'w str,
    text: &'w str,
    url: Option<&'w str>,
    backlinks: Vec<Backlink<'w>>,
}

#[derive(serde::Serialize)]
struct Backlink<'w> {
    id: &'w str,
    label: usize,
}

/// The arguments of a directive for its component. Paths of pages and files become addresses, and a
/// component that takes the width and height of its image is given them.
fn arguments(directive: &Directive, links: &Links, theme: &Theme) -> Context {
    let mut context = Context::new();
    let takes = |name: &str| {
        theme
            .component(&directive.name)
            .is_some_and(|component| component.arguments.iter().any(|other| other.name == name))
    };
    for Argument { name, value, .. } in &directive.arguments {
        let value = match value {
            ArgumentValue::Text(text) => {
                let target = links.get(text).filter(|_| is_path_argument(name));
                if let Some((width, height)) = target.and_then(|target| target.size) {
                    for (name, length) in [("width", width), ("height", height)] {
                        if takes(name) {
                            context.insert_value(name, Value::from(length));
                        }
                    }
                }
                Value::normal_string(target.map_or(text, |target| &target.url))
            }
            ArgumentValue::Integer(number) => Value::from(*number),
            ArgumentValue::Float(number) => Value::from(*number),
            ArgumentValue::Boolean(flag) => Value::from(*flag),
        };
        context.insert_value(name.clone(), value);
    }
    context
}
