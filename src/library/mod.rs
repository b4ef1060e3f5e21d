//! The data files: the glossary and the references, which any page may point into, and the queries
//! that search is tested with.
//!
//! Owns their model and the checks on them alone. It must never know which pages use an entry, nor
//! an address. Enter at [`Library::read`].

mod glossary;
mod references;
mod search_tests;

pub use glossary::{Glossary, GlossaryTerm};
pub use references::{Bibliography, Reference};
pub use search_tests::SearchTest;

use crate::data::{Codes, Located, Reader, Table, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SitePath, SourceTree, Span};

/// Where the glossary's terms stand.
pub const GLOSSARY_FILE: &str = "content/_glossary.toml";
/// Where the references stand.
pub const REFERENCES_FILE: &str = "content/_references.toml";

/// Where the queries stand that search is tested with.
pub const SEARCH_TESTS_FILE: &str = "content/_search-tests.toml";

/// The content type of the page that explains the terms.
pub const GLOSSARY_TYPE: &str = "glossary";
/// The content type of the page that lists the works.
pub const SOURCES_TYPE: &str = "sources";

/// The content type of a page that lists the language rules.
pub const RULES_TYPE: &str = "rules";

/// What the data files hold. A file that does not exist is an empty one.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The terms.
    pub glossary: Glossary,
    /// The works.
    pub bibliography: Bibliography,
    /// The queries that search is tested with.
    pub search_tests: Vec<SearchTest>,
}

impl Library {
    /// Reads both files, and reports every other data file that nothing reads.
    pub fn read(tree: &SourceTree) -> (Library, Diagnostics) {
        let mut found = Diagnostics::new();
        let references = entries(tree, REFERENCES_FILE, "references", &mut found, references::read);
        let terms = entries(tree, GLOSSARY_FILE, "terms", &mut found, glossary::read);
        let search_tests =
            entries(tree, SEARCH_TESTS_FILE, "tests", &mut found, search_tests::read);
        let bibliography = Bibliography::new(references, &mut found);
        let glossary = Glossary::new(terms, &bibliography, &mut found);
        for (_, file) in tree.below("content") {
            let is_data =
                file.path.name().starts_with('_') && file.path.extension() == Some("toml");
            if is_data
                && !matches!(
                    file.path.as_str(),
                    GLOSSARY_FILE | REFERENCES_FILE | SEARCH_TESTS_FILE
                )
            {
                found.push(
                    Diagnostic::new(
                        Code::UnexpectedFile,
                        format!("nothing reads `{}`", file.path.name()),
                    )
                    .at(&file.path, Span::default())
                    .help("the data files are content/_glossary.toml, content/_references.toml and content/_search-tests.toml"),
                );
            }
        }
        (Library { glossary, bibliography, search_tests }, found)
    }
}

/// Reads the `[[key]]` entries of a data file.
fn entries<T>(
    tree: &SourceTree,
    file: &str,
    key: &str,
    found: &mut Diagnostics,
    read: fn(&mut Reader, Span) -> Option<T>,
) -> Vec<T> {
    let Some(id) = tree.find(file) else { return Vec::new() };
    let path = SitePath::new(file);
    let text = match tree.text(id) {
        Ok(text) => text,
        Err(error) => {
            found.push(Diagnostic::unread(&path, "this data file", &error));
            return Vec::new();
        }
    };
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let table = match parse_toml(text.get(bom..).unwrap_or(""), bom as u32) {
        Ok(table) => table,
        Err(errors) => {
            found.extend(errors.into_iter().map(|error| {
                let code = if error.is_date { Code::InvalidDate } else { Code::DataSyntax };
                Diagnostic::new(code, error.message).at(&path, error.span).maybe_help(error.help)
            }));
            return Vec::new();
        }
    };
    let mut reader =
        Reader::new(&table, Span::default(), &path, Codes::CONTENT, "the data file", found);
    let tables: Vec<Located<&Table>> = reader.tables(key);
    let mut rows = Vec::with_capacity(tables.len());
    for table in &tables {
        let mut inner = reader.inner(table, "this entry");
        rows.extend(read(&mut inner, table.span));
        inner.finish();
    }
    reader.finish();
    rows
}

/// Reports an entry whose key another entry has already.
fn twice(
    found: &mut Diagnostics,
    file: &str,
    what: &str,
    first: &Located<String>,
    second: &Located<String>,
) {
    let path = SitePath::new(file);
    found.push(
        Diagnostic::new(Code::DuplicateKey, format!("{what} `{}` is defined twice", second.value))
            .at(&path, second.span)
            .related(&path, first.span, "the first one is here")
            .help("remove one of the two, or give one another name"),
    );
}
