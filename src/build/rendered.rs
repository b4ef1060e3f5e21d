//! Faults of pages that were made, gathered: what stands on every page is one finding.

use std::collections::BTreeMap;

use super::plan::{Output, Recipe};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::{self, Fault};
use crate::output::OutputPath;
use crate::source::{SitePath, Span};

/// A page on which a fault stands: where it is published and the file that it was made from.
type Where<'o> = (&'o OutputPath, Option<SitePath>);

/// What is wrong with one output, if it is a page. Nobody reads a
/// redirect, and files beside pages are as their editors want them.
pub(super) fn faults(output: &Output, bytes: &[u8]) -> Vec<Fault> {
    let is_page = output.path.as_str().ends_with(".html");
    if !is_page || matches!(output.recipe, Recipe::Redirect(_) | Recipe::File(_) | Recipe::Asset(_))
    {
        return Vec::new();
    }
    std::str::from_utf8(bytes).map(lint::rendered).unwrap_or_default()
}

/// One finding for each fault, at the file of its page when it stands on one page only. `source`
/// gives the file that an output was made from.
pub(super) fn gathered<'o>(
    faults: impl Iterator<Item = (&'o Output, Vec<Fault>)>,
    source: &dyn Fn(&Output) -> Option<SitePath>,
) -> Diagnostics {
    let mut by_fault: BTreeMap<Fault, Vec<Where>> = BTreeMap::new();
    for (output, faults) in faults {
        for fault in faults {
            by_fault.entry(fault).or_default().push((&output.path, source(output)));
        }
    }
    by_fault.into_iter().map(|(fault, places)| finding(fault, &places)).collect()
}

fn finding(fault: Fault, places: &[Where]) -> Diagnostic {
    let Fault { code, message, help } = fault;
    let finding = Diagnostic::new(code, message);
    let (first, more) = match places.split_first() {
        Some(((path, file), [])) => {
            let finding = finding.help(format!("{help} (on `{path}` alone)"));
            return match file {
                Some(file) => finding.at(file, Span::default()),
                None => finding,
            };
        }
        Some(((path, _), more)) => (path, more.len()),
        None => return finding.help(help),
    };
    let pages = if more == 1 { "1 other page" } else { &format!("{more} other pages") };
    finding.help(format!("{help} (on `{first}` and {pages}, so look at the templates first)"))
}
