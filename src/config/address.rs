//! The address at which a site is published.

use serde::Serialize;

/// An `http` or `https` address split into its origin and the path below which the site lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaseUrl {
    origin: String,
    base: String,
}

impl BaseUrl {
    /// Reads an address such as `https://example.org/guidance/`. The last slash may be left out.
    ///
    /// # Errors
    ///
    /// Says what is wrong, in the words of a diagnostic.
    pub fn parse(text: &str) -> Result<BaseUrl, &'static str> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or("it does not begin with https://")?;
        if scheme != "https" && scheme != "http" {
            return Err("it does not begin with https://");
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host_is_sound = !host.is_empty()
            && host.bytes().all(|b| {
                b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']')
            });
        if !host_is_sound {
            return Err("it has no host name such as example.org");
        }
        if path.contains(['?', '#']) {
            return Err("it holds a question mark or a hash");
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let path_is_sound = |part: &str| {
            part != "."
                && part != ".."
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'))
        };
        if !parts.iter().all(|part| path_is_sound(part)) {
            return Err("its path holds a character that an address cannot hold");
        }
        let base =
            if parts.is_empty() { "/".to_string() } else { format!("/{}/", parts.join("/")) };
        Ok(BaseUrl { origin: format!("{scheme}://{host}"), base })
    }

    /// The path below which the site lies: `/`, or `/guidance/`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The root-relative address of a path inside the site, such as `roles/` or `feed.xml`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}", self.base, path.trim_start_matches('/'))
    }

    /// The full address of a root-relative one.
    pub fn permalink(&self, address: &str) -> String {
        format!("{}{}", self.origin, address)
    }

    /// The full address of the site, with a slash at its end.
    pub fn full(&self) -> String {
        self.permalink(&self.base)
    }

    /// The path inside the site of an address that leads into it: a full one, or a root-relative one
    /// below the base.
    pub fn path_within<'a>(&self, address: &'a str) -> Option<&'a str> {
        let path = match address.strip_prefix(&self.origin) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            Some(_) => return None,
            None if address.starts_with('/') && !address.starts_with("//") => address,
            None => return None,
        };
        path.strip_prefix(&self.base)
    }
}

/// Words as a part of an address: letters and digits of any script in small letters, hyphens between
/// words. Empty when there is neither letter nor digit.
pub fn address_part(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '~') {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lie_below_the_base() {
        let site = BaseUrl::parse("https://example.org/guidance").unwrap();
        assert_eq!(site.base(), "/guidance/");
        assert_eq!(site.address("roles/"), "/guidance/roles/");
        assert_eq!(site.full(), "https://example.org/guidance/");
        assert_eq!(site.path_within("https://example.org/guidance/roles/"), Some("roles/"));
        assert_eq!(site.path_within("/guidance/"), Some(""));
        assert_eq!(site.path_within("https://example.organ/guidance/"), None);
        assert_eq!(site.path_within("//guidance/"), None);
    }

    #[test]
    fn what_is_not_an_address_says_why() {
        let reason = |text| BaseUrl::parse(text).unwrap_err();
        assert_eq!(reason("example.org"), "it does not begin with https://");
        assert_eq!(reason("ftp://example.org"), "it does not begin with https://");
        assert_eq!(reason("https:///x"), "it has no host name such as example.org");
        assert_eq!(reason("https://e.org/?a"), "it holds a question mark or a hash");
        assert_eq!(
            reason("https://e.org/a b/"),
            "its path holds a character that an address cannot hold"
        );
    }

    #[test]
    fn words_become_parts_of_addresses() {
        assert_eq!(address_part("First Week"), "first-week");
        assert_eq!(address_part("Cyfarwyddyd Cymraeg (ŵyl)"), "cyfarwyddyd-cymraeg-ŵyl");
        assert_eq!(address_part("a--b"), "a-b");
        assert_eq!(address_part("!!"), "");
    }
}
