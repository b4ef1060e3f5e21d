//! One log in the Static Analysis Results Interchange Format, version 2.1.0, as code scanning reads
//! it. Every result has a location, since GitHub refuses a whole log for one without.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::TextOf;
use super::place::{path_below, positions, uri};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::fingerprint::Fingerprint;
use crate::source::{Place, SitePath, Span};

/// Where the format is defined.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn sarif(below: &str, findings: &[Diagnostic], text_of: TextOf) -> String {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut seen: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = codes.iter().position(|code| *code == finding.code).unwrap_or_default();
            let identity = identity(finding, text_of);
            let times = seen.entry(identity).or_default();
            *times += 1;
            let mut result = json!({
                "ruleId": finding.code.name(),
                "ruleIndex": index,
                "level": level(finding.severity),
                "message": { "text": message(finding) },
                "locations": [{ "physicalLocation": physical(below, finding.place.as_ref(), text_of) }],
                "partialFingerprints": { "alongside/v1": format!("{}:{times}", identity.short(16)) },
            });
            let related: Vec<Value> = (1..)
                .zip(&finding.related)
                .map(|(id, (place, note))| {
                    json!({
                        "id": id,
                        "physicalLocation": physical(below, Some(place), text_of),
                        "message": { "text": note },
                    })
                })
                .collect();
            if let (false, Some(result)) = (related.is_empty(), result.as_object_mut()) {
                result.insert("relatedLocations".to_string(), related.into());
            }
            result
        })
        .collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "alongside",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": {
                "description": { "text": "The folder of the repository." },
            } },
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": format!("`alongside explain {code}` says what it means.") },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

/// What is wrong as a sentence, and what to do.
fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}. Help: {help}", finding.message),
        None => format!("{}.", finding.message),
    }
}

fn physical(below: &str, place: Option<&Place>, text_of: TextOf) -> Value {
    let Some(place) = place else {
        // No file is to blame; the site's own file stands for the site.
        let site = Place { path: SitePath::new("site-config.toml"), span: Span::default() };
        return json!({ "artifactLocation": artifact(below, &site), "region": { "startLine": 1 } });
    };
    let (start, end) = positions(place, text_of);
    json!({
        "artifactLocation": artifact(below, place),
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": place.span.start,
            "byteLength": place.span.end.saturating_sub(place.span.start),
        },
    })
}

fn artifact(below: &str, place: &Place) -> Value {
    json!({ "uri": uri(&path_below(below, place)), "uriBaseId": "%SRCROOT%" })
}

/// What stays the same when lines move: the code, the file, and the words at the place.
fn identity(finding: &Diagnostic, text_of: TextOf) -> Fingerprint {
    let place = finding.place.as_ref();
    let text = place.and_then(text_of).unwrap_or_default();
    let words =
        place.and_then(|place| text.get(place.span.start as usize..place.span.end as usize));
    let path = place.map(|place| place.path.as_str());
    Fingerprint::of("finding", &(finding.code.name(), path, words, &finding.message))
}
