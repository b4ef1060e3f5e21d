//! A body with directives: parsed, summed up, terms marked, written. No panic, every place inside,
//! and no script comes out where HTML is not allowed.

#![no_main]

use alongside::document::body::{Options, TermMatcher, TermWords, mark_terms, parse};
use alongside::render::html::{Inputs, Labels, ResolvedImage, ResolvedLink, write};
use alongside::source::SitePath;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = SitePath::new("content/page.md");
    for raw_html in [false, true] {
        let options = Options { raw_html, ..Options::default() };
        let (mut body, found) = parse(text, 0, &options, &path);
        for finding in found.iter() {
            let span = finding.place.as_ref().expect("a finding has a place").span;
            assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
        let matcher = TermMatcher::new(&[TermWords { words: vec!["a".into(), "é b".into()] }]);
        mark_terms(&mut body, &matcher, &mut Vec::new());
        for link in body.facts().links {
            assert!(text.get(link.span.start as usize..link.span.end as usize).is_some());
        }
        let written = write(
            &body,
            &Inputs {
                link: &|url| Some(ResolvedLink { url: url.to_string(), external: true }),
                image: &|url| {
                    Some(ResolvedImage { url: url.to_string(), width: None, height: None })
                },
                terms: &[],
                citation: &|_| Some(1),
                directive: &|_, inside| Ok(inside),
                labels: &Labels::default(),
                id_prefix: "",
            },
        );
        assert!(raw_html || !written.html.contains("<script"));
    }
});
