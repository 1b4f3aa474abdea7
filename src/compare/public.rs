//! A public tree: what anybody can fetch, and nothing behind it.
//!
//! In: a cleared tree, or a published folder that agrees with its manifest. Out: files by path, pages by address, addresses that lead
//! on. Never: a file that the manifest does not name.

use crate::figures::Lang;
use crate::guard::Cleared;
use crate::publish::{self, Folder};
use std::collections::{BTreeMap, BTreeSet};

/// A tree to compare.
pub struct Public<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    digest: String,
    /// From an address with its language to another, as `_redirects` says; whether for good.
    leads: BTreeMap<&'a str, (&'a str, bool)>,
}

impl<'a> Public<'a> {
    /// A site as it would be published now.
    pub fn of_site(cleared: &'a Cleared) -> Public<'a> {
        Public::new(cleared.files().collect(), publish::digest(cleared))
    }

    /// A site as it was published.
    pub fn of_folder(folder: &'a Folder) -> Public<'a> {
        Public::new(folder.files().collect(), folder.digest())
    }

    fn new(files: BTreeMap<&'a str, &'a [u8]>, digest: String) -> Public<'a> {
        let rules = files.get("_redirects").and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let rule = |line: &'a str| {
            let mut words = line.split_ascii_whitespace();
            Some((words.next()?, (words.next()?, words.next()?.starts_with("301"))))
        };
        Public { files, digest, leads: rules.lines().filter_map(rule).collect() }
    }

    /// SHA-256 of the manifest.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    pub fn get(&self, path: &str) -> Option<&'a [u8]> {
        self.files.get(path).copied()
    }

    /// All paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &'a str> {
        self.files.keys().copied()
    }

    /// Where an address leads on to, and whether for good.
    pub fn lead(&self, address: &str) -> Option<(&'a str, bool)> {
        self.leads.get(address).copied()
    }

    /// All addresses that lead on.
    pub fn leads(&self) -> impl Iterator<Item = (&'a str, &'a str, bool)> {
        self.leads.iter().map(|(from, (to, forever))| (*from, *to, *forever))
    }

    /// Whether the theme sets apart what somebody wrote.
    pub fn sets_apart(&self) -> bool {
        self.pages().into_iter().filter_map(|path| self.get(path)).any(super::html::sets_apart)
    }

    /// Files of pages with something to read, in both languages; what only leads on is none.
    pub fn pages(&self) -> BTreeSet<&'a str> {
        let is_page = |path: &&str| address_of(path).is_some_and(|address| self.lead(&address).is_none());
        self.paths().filter(is_page).collect()
    }
}

/// `ja/about/index.html` is `/ja/about/`. Pages to embed and the page that asks for the language are none of these.
pub fn address_of(path: &str) -> Option<String> {
    let is_page = Lang::ALL.iter().any(|lang| path.strip_prefix(lang.code()).is_some_and(|rest| rest.starts_with('/')));
    let html = is_page && path.ends_with(".html");
    html.then(|| format!("/{}", path.strip_suffix("index.html").unwrap_or(path)))
}

/// The file of an address.
pub fn file_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path.to_owned() }
}

/// Language of a page, and its address without: `/about/`.
pub fn split(address: &str) -> Option<(Lang, &str)> {
    let rest = address.strip_prefix('/')?;
    let of = |lang: &Lang| rest.strip_prefix(lang.code()).filter(|rest| rest.starts_with('/')).map(|rest| (*lang, rest));
    Lang::ALL.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_addresses_and_other_files_have_none() {
        assert_eq!(address_of("ja/about/index.html").as_deref(), Some("/ja/about/"));
        assert_eq!(address_of("en/404.html").as_deref(), Some("/en/404.html"));
        assert_eq!(
            (address_of("embed/ja/a/b/index.html"), address_of("ja/feed.xml"), address_of("index.html")),
            (None, None, None)
        );
        assert_eq!((file_of("/ja/"), file_of("/en/404.html")), ("ja/index.html".to_owned(), "en/404.html".to_owned()));
        assert_eq!(split("/ja/about/"), Some((Lang::Ja, "/about/")));
    }
}
