//! Addresses of other sites: their host, and where a redirect leads.

/// The host of an address, with its port, in small letters: what politeness counts by.
pub(super) fn host(address: &str) -> Option<String> {
    let (_, rest) = parts(address)?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// An address without its fragment, which no server is told.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

#[cfg(any(test, feature = "external-links"))]
/// The address that `location` means when the page at `base` sends one there.
pub(super) fn joined(base: &str, location: &str) -> Option<String> {
    let location = without_fragment(location.trim());
    if parts(location).is_some() {
        return Some(location.to_string());
    }
    let (scheme, rest) = parts(base)?;
    if let Some(rest) = location.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    // Any other scheme is none that can be asked.
    if location.split(['/', '?']).next().is_some_and(|start| start.contains(':')) {
        return None;
    }
    let (host, path) = rest.split_once(['/', '?']).unwrap_or((rest, ""));
    let path = path.split('?').next().unwrap_or("");
    let (mut folders, rest): (Vec<&str>, &str) = match location.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None if location.starts_with('?') => {
            return Some(format!("{scheme}://{host}/{path}{location}"));
        }
        None => {
            (path.rsplit_once('/').map_or(Vec::new(), |(f, _)| f.split('/').collect()), location)
        }
    };
    let (target, query) = rest.split_once('?').map_or((rest, None), |(t, q)| (t, Some(q)));
    let mut pieces = target.split('/').peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            "." | ".." => {
                if piece == ".." {
                    folders.pop();
                }
                if pieces.peek().is_none() {
                    folders.push("");
                }
            }
            piece => folders.push(piece),
        }
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{host}/{}{query}", folders.join("/")))
}

/// The scheme and the rest of an address that can be asked.
fn parts(address: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        let rest = address.get(scheme.len()..)?.strip_prefix("://")?;
        start.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_where_a_browser_would_go() {
        let base = "https://a.example/x/y?q=1";
        let to = |location| joined(base, location).unwrap_or_default();
        assert_eq!(to("http://b.example/z#part"), "http://b.example/z");
        assert_eq!(to("//b.example/z"), "https://b.example/z");
        assert_eq!(to("/z?w=2"), "https://a.example/z?w=2");
        assert_eq!(to("z"), "https://a.example/x/z");
        assert_eq!(to("../z/"), "https://a.example/z/");
        assert_eq!(to("./"), "https://a.example/x/");
        assert_eq!(to("../../.."), "https://a.example/");
        assert_eq!(to("?q=2"), "https://a.example/x/y?q=2");
        assert_eq!(to("mailto:x@y"), "");
        assert_eq!(joined("https://a.example", "z").as_deref(), Some("https://a.example/z"));
        assert_eq!(host("HTTPS://u:p@A.Example:8080/x").as_deref(), Some("a.example:8080"));
        assert_eq!(host("mailto:a@b"), None);
        assert_eq!(host("http://"), None);
    }
}
