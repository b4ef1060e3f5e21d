//! One print from its inputs: read, composed, and written in its form.

use tera::Value;
use tera::value::Map;

use super::inputs::{Place, PrintInputs, PrintPart};
use super::make::{self, Made, Tools, changed};
use super::plan::in_words;
use crate::config::PrintFormat;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Document};
use crate::print::compose::{self, Part, Picture, Target};
use crate::print::{PrintDocument, html};

/// Makes a print.
pub(super) fn make(inputs: &PrintInputs, tools: Tools) -> Result<Made, Diagnostics> {
    let print = composed(inputs, tools)?;
    match inputs.format {
        PrintFormat::Html => page(inputs, &print, tools),
        PrintFormat::Pdf => pdf(inputs, &print, tools),
        PrintFormat::Docx => docx(inputs, &print, tools),
    }
}

/// The print as all writers see it.
fn composed(inputs: &PrintInputs, tools: Tools) -> Result<PrintDocument, Diagnostics> {
    let PrintInputs {
        format: _,
        head,
        parts,
        places,
        works,
        contacts,
        origin,
        strings,
        looks: _,
        layout: _,
        shell: _,
        #[cfg(feature = "pdf")]
            press: _,
    } = inputs;
    let word = |path: &str| {
        let found = strings.value.get_from_path(path);
        let text = found.and_then(|value| value.as_str().map(str::to_string));
        text.unwrap_or_else(|| path.to_string())
    };
    let months: Vec<String> = strings
        .value
        .get_from_path("dates.months")
        .and_then(|value| value.as_array())
        .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_string)).collect())
        .unwrap_or_default();
    let date = |date| in_words(date, &months);
    let number = |key: &str| Some(works.iter().position(|work| work.key == key)? + 1);
    let mut print = head.clone();
    print.works = works.iter().cloned().map(compose::Entry::into_work).collect();
    for part in parts {
        let document = read(part, tools)?;
        let Some(content_type) = tools.rules.types.get(part.kind) else { continue };
        let place = place_of(&part.url, places);
        let link = |written: &str| {
            let to = part.links.get(written)?;
            Some(target(&to.url, to.external, part, places, origin))
        };
        let image = |written: &str| {
            let to = part.links.get(written)?;
            Some(Picture { address: to.url.clone(), size: to.size })
        };
        let reference = |written: &str| {
            let (_, view) = part.references.iter().find(|(other, _)| *other == written)?;
            Some((view.title.clone(), target(&view.url, false, part, places, origin)))
        };
        let inputs = compose::Inputs {
            link: &link,
            image: &image,
            reference: &reference,
            number: &number,
            style: &tools.theme.print,
            word: &word,
            date: &date,
            contacts,
        };
        let part = Part {
            document: &document,
            content_type,
            prefix: place.map_or("", |place| place.prefix.as_str()),
            heading: place.map(|place| place.heading.as_str()).filter(|id| !id.is_empty()),
            notices: &part.notices,
        };
        compose::add(&mut print, &part, &inputs);
    }
    compose::settle(&mut print);
    Ok(print)
}

fn read(part: &PrintPart, tools: Tools) -> Result<Document, Diagnostics> {
    let Ok(text) = tools.tree.text(part.file) else { return Err(changed(&part.path)) };
    // Whatever is wrong in the text was reported when the site was loaded.
    let (document, _) = document::parse(&part.path, &text, tools.rules);
    document.ok_or_else(|| changed(&part.path))
}

fn place_of<'p>(url: &str, places: &'p [(String, Place)]) -> Option<&'p Place> {
    places.iter().find(|(other, _)| other == url).map(|(_, place)| place)
}

/// Where a root-relative or foreign address leads from a print.
fn target(
    url: &str,
    external: bool,
    part: &PrintPart,
    places: &[(String, Place)],
    origin: &str,
) -> Target {
    if external || !url.starts_with(['/', '#']) {
        return Target { inside: String::new(), address: url.to_string(), external };
    }
    let (page, fragment) = url.split_once('#').unwrap_or((url, ""));
    let page = if page.is_empty() { part.url.as_str() } else { page };
    let inside = match (place_of(page, places), fragment) {
        (Some(place), "") => place.heading.clone(),
        (Some(place), fragment) => format!("{}{fragment}", place.prefix),
        (None, _) => String::new(),
    };
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    Target { inside, address: format!("{origin}{page}{fragment}"), external }
}

/// The print page.
fn page(inputs: &PrintInputs, print: &PrintDocument, tools: Tools) -> Result<Made, Diagnostics> {
    let Some(shell) = &inputs.shell else { return Ok(Made::plain(Vec::new())) };
    let html::Written { content, imprint, parts } = html::write(print, &inputs.origin);
    let mut map = Map::new();
    map.insert("content".into(), Value::safe_string(&content));
    map.insert("kind".into(), Value::from(print.kind.as_str()));
    map.insert("parts".into(), Value::from_serializable(&parts));
    let imprint = imprint.iter().map(|fact| {
        Value::from(Map::from_iter([
            ("label".into(), Value::from(fact.label.as_str())),
            ("html".into(), Value::safe_string(&fact.html)),
        ]))
    });
    map.insert("imprint".into(), Value::from(imprint.collect::<Vec<_>>()));
    make::set(shell, Some(Value::from(map)), tools)
}

#[cfg(any(feature = "docx", feature = "pdf"))]
/// The pictures of a print, each with its address.
fn pictures(inputs: &PrintInputs, tools: Tools) -> Result<Vec<(String, Vec<u8>)>, Diagnostics> {
    let mut pictures = Vec::new();
    for image in inputs.parts.iter().flat_map(|part| &part.images) {
        match tools.tree.bytes(image.file) {
            Ok(bytes) => pictures.push((image.url.clone(), bytes.into_owned())),
            Err(_) => return Err(changed(&tools.tree.file(image.file).path)),
        }
    }
    Ok(pictures)
}

#[cfg(feature = "docx")]
fn docx(inputs: &PrintInputs, print: &PrintDocument, tools: Tools) -> Result<Made, Diagnostics> {
    use crate::print::docx;
    let pictures = pictures(inputs, tools)?;
    let style = docx::Style { colours: &tools.theme.print.colours, pictures: &pictures };
    docx::write(print, &style)
        .map(Made::plain)
        .map_err(|problem| failed(inputs, format!("the Word file cannot be made: {problem}")))
}

#[cfg(not(feature = "docx"))]
fn docx(_: &PrintInputs, _: &PrintDocument, _: Tools) -> Result<Made, Diagnostics> {
    Ok(Made::plain(Vec::new()))
}

/// What went wrong and is nobody's place.
#[cfg(feature = "docx")]
fn failed(inputs: &PrintInputs, message: String) -> Diagnostics {
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Span;
    let mut finding = Diagnostic::new(Code::PrintFailed, message)
        .help("this is a mistake in alongside, please report it");
    if let Some(part) = inputs.parts.first() {
        finding = finding.at(&part.path, Span::default());
    }
    Diagnostics::from_iter([finding])
}

#[cfg(feature = "pdf")]
fn pdf(inputs: &PrintInputs, print: &PrintDocument, tools: Tools) -> Result<Made, Diagnostics> {
    use std::collections::BTreeMap;

    use crate::diagnostic::{Code, Diagnostic};
    use crate::print::pdf::{Press, Problem};
    use crate::source::Span;

    /// How many signs one finding names.
    const SIGNS_NAMED: usize = 6;

    let style = &tools.theme.print;
    let press = match inputs.press.get() {
        Some(press) => press,
        None => {
            let mut files = Vec::new();
            for (name, file) in style.files() {
                match tools.tree.bytes(file) {
                    Ok(bytes) => files.push((name.to_string(), bytes.into_owned())),
                    Err(_) => return Err(changed(&tools.tree.file(file).path)),
                }
            }
            inputs.press.get_or_init(|| Press::new(files))
        }
    };
    let pictures = pictures(inputs, tools)?;
    let address = format!("{}{}", inputs.origin, inputs.parts.first().map_or("", |part| &part.url));
    let page = inputs.parts.first().map(|part| &part.path);
    let printed = press.print(print, &style.colours, &pictures, &address).map_err(|problem| {
        let Problem { message, hints, block, layout } = *problem;
        let message = format!("this cannot be made into a PDF: {message}");
        let help = match hints.first() {
            Some(hint) => hint.clone(),
            None => "write it in another way, or mend the theme's print/document.typ".to_string(),
        };
        let mut finding = Diagnostic::new(Code::PrintFailed, message).help(help);
        let file = layout.and_then(|(name, span)| {
            let (_, file) = style.files().find(|(other, _)| *other == name)?;
            Some((tools.tree.file(file).path.clone(), span))
        });
        finding = match (block, page, file) {
            (Some(block), Some(page), Some((path, span))) => {
                finding.at(page, block).related(&path, span, "it was laid out here")
            }
            (Some(block), Some(page), None) => finding.at(page, block),
            (None, _, Some((path, span))) => finding.at(&path, span),
            (None, Some(page), None) => finding.at(page, Span::default()),
            (_, None, _) => finding,
        };
        Diagnostics::from_iter([finding])
    })?;
    let mut lacking: BTreeMap<Span, Vec<String>> = BTreeMap::new();
    for (sign, span) in &printed.missing {
        let code = u32::from(*sign);
        lacking.entry(*span).or_default().push(format!("`{sign}` (U+{code:04X})"));
    }
    let findings = lacking.into_iter().map(|(span, signs)| {
        let shown: Vec<&str> = signs.iter().take(SIGNS_NAMED).map(String::as_str).collect();
        let more = match signs.len().saturating_sub(SIGNS_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("no font of the theme has {}{more}", shown.join(", "));
        let finding = Diagnostic::new(Code::PrintSign, message).help(
            "its PDF shows [?] instead; put a font that has it into print/fonts/ as a .ttf file, or write the words in another way",
        );
        match page {
            Some(page) => finding.at(page, span),
            None => finding,
        }
    });
    Ok(Made {
        findings: findings.collect(),
        sheets: u32::try_from(printed.sheets).ok(),
        bytes: printed.bytes,
    })
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &PrintInputs, _: &PrintDocument, _: Tools) -> Result<Made, Diagnostics> {
    Ok(Made::plain(Vec::new()))
}
