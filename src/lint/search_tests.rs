//! Whether search finds what it should.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::library::{SEARCH_TESTS_FILE, SearchTest};
use crate::source::SitePath;

/// Reports every page that is not among the first results of its query. `find` gives the paths of
/// the pages for a query, best first, at most as many as it is told.
pub fn search_tests(
    tests: &[SearchTest],
    find: &mut dyn FnMut(&str, usize) -> Vec<SitePath>,
) -> Diagnostics {
    let path = SitePath::new(SEARCH_TESTS_FILE);
    let mut found = Diagnostics::new();
    for test in tests {
        let results = find(&test.query.value, 100);
        for page in &test.pages {
            let wanted = SitePath::new(&format!("content/{}", page.value.trim_start_matches('/')));
            let message = match results.iter().position(|result| *result == wanted) {
                Some(at) if at < test.top => continue,
                Some(at) => format!(
                    "`{}` is result {} for `{}`, not among the first {}",
                    page.value,
                    at + 1,
                    test.query.value,
                    test.top
                ),
                None => format!("search does not find `{}` for `{}`", page.value, test.query.value),
            };
            let help = format!(
                "`alongside search \"{}\"` shows why; add the word to the page's `keywords` or to \
                 `[search] synonyms`",
                test.query.value.replace('"', "\\\"")
            );
            found.push(Diagnostic::new(Code::SearchTest, message).at(&path, page.span).help(help));
        }
    }
    found
}
