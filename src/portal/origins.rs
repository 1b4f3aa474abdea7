//! Whether browsers may fetch from the sites of a portal, and what its policy says of them.
//!
//! In: the settings and the roots of the sites. Out: the sources for `connect-src`, and findings. Never: a source that is wider than
//! somebody wrote.

use super::told;
use crate::authored::{Member, Portal};
use crate::diagnostics::Finding;
use crate::render::root::Root;
use std::collections::BTreeMap;

/// nginx reads no longer word than 4 KB, and hosts refuse headers of more than 8 KB, of which two hold the policy.
const LONGEST: usize = 2_500;

/// Names of the machine itself, which browsers trust without a certificate.
const HERE: [&str; 2] = ["127.0.0.1", "localhost"];

/// Holds the addresses of all sites against each other, the portal's own and the policy. Roots and sites stand in the same order.
pub fn check(settings: &Portal, roots: &[&Root], findings: &mut Vec<Finding>) -> Vec<String> {
    let own = settings.base_url.as_ref();
    if let Some(url) = own.filter(|url| origin(&url.value).is_none()) {
        findings.push(told::bad_own(url.span, &url.value));
    }
    // Sites that could not be read have their findings already, and the others have lost their places.
    if roots.len() != settings.sites.len() {
        return Vec::new();
    }
    let mut seen: BTreeMap<&str, &Member> = BTreeMap::new();
    for (site, root) in settings.sites.iter().zip(roots) {
        let url = root.base_url.as_str();
        match seen.insert(url, site) {
            Some(first) => findings.push(told::twice(site, first, url)),
            None if own.is_some_and(|own| own.value == url) => findings.push(told::own(site, url)),
            None => findings.extend(unreadable(settings, site, url)),
        }
    }
    sources(settings, seen.into_keys(), findings)
}

/// What keeps a browser from reading a site.
fn unreadable(settings: &Portal, site: &Member, url: &str) -> Option<Finding> {
    let Some((scheme, host)) = origin(url) else { return Some(told::bad_origin(site, url)) };
    let secure = settings.base_url.as_ref().is_some_and(|own| own.value.starts_with("https://"));
    let here = HERE.contains(&host.split(':').next().unwrap_or_default());
    if secure && scheme == "http" && !here {
        return Some(told::insecure(site, url));
    }
    let covered = settings.connect.is_empty() || settings.connect.iter().any(|source| covers(&source.value, url));
    (!covered).then(|| told::not_covered(site, url))
}

/// What the policy says: the author's words, or every site one by one while that is short.
fn sources<'a>(settings: &Portal, urls: impl Iterator<Item = &'a str>, findings: &mut Vec<Finding>) -> Vec<String> {
    let wrong = |source: &&crate::source::Spanned<String>| !is_source(&source.value);
    findings.extend(settings.connect.iter().filter(wrong).map(|source| told::bad_source(source.span)));
    if !settings.connect.is_empty() {
        return settings.connect.iter().map(|source| source.value.clone()).collect();
    }
    let all: Vec<String> = urls.map(str::to_owned).collect();
    if all.iter().map(|url| url.len() + 1).sum::<usize>() > LONGEST {
        findings.push(told::too_many(settings, all.len()));
    }
    all
}

/// Scheme and host (with a port) of an address that is nothing but those.
fn origin(url: &str) -> Option<(&str, &str)> {
    let (scheme, host) = url.split_once("://").filter(|(scheme, _)| ["https", "http"].contains(scheme))?;
    let (name, port) = host.split_once(':').unwrap_or((host, "1"));
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b));
    (is_name && !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit())).then_some((scheme, host))
}

/// An origin, or one whose first part is `*`.
fn is_source(source: &str) -> bool {
    let plain = source.replacen("://*.", "://", 1);
    origin(&plain).is_some_and(|(_, host)| host.contains('.') || HERE.contains(&host.split(':').next().unwrap_or_default()))
}

/// Whether a source of the policy stands for an origin, as browsers read it.
fn covers(source: &str, url: &str) -> bool {
    match source.split_once("://*.") {
        None => source == url,
        Some((scheme, rest)) => url
            .strip_prefix(scheme)
            .and_then(|host| host.strip_prefix("://"))
            .is_some_and(|host| host.strip_suffix(rest).is_some_and(|name| name.ends_with('.') && name.len() > 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        for good in ["https://a.example", "http://127.0.0.1:8000", "https://xn--abc.jp"] {
            assert!(origin(good).is_some(), "{good}");
        }
        for bad in [
            "https://a.example/b",
            "https://",
            "a.example",
            "https://a b",
            "https://u@a.example",
            "https://a:x",
            "https://A.example",
        ] {
            assert!(origin(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_source_covers_what_browsers_take_it_to_cover() {
        assert!(covers("https://*.lg.jp", "https://www.city.lg.jp") && covers("https://a.jp", "https://a.jp"));
        for other in ["https://lg.jp", "http://www.lg.jp", "https://evillg.jp", "https://a.lg.jp:8443", "https://.lg.jp"] {
            assert!(!covers("https://*.lg.jp", other), "{other}");
        }
        assert!(is_source("https://*.lg.jp") && is_source("http://127.0.0.1:1"));
        for wide in ["https:", "*", "https://*", "https://*.jp", "'unsafe-inline'", "https://a.jp; script-src *"] {
            assert!(!is_source(wide), "{wide}");
        }
    }
}
