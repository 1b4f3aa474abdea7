//! `site.json`, the root file: what programs and portals need to know of a site before they read more of it.
//!
//! In: the public site, its open data and its indexes of search; or the bytes of such a file. Out: the file, or what it says. Never: a
//! day that nobody stated; a file of another form taken for this one.

use super::Tree;
use super::pages::Indexed;
use crate::disclosed::{Site, Text, address};
use crate::figures::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word by which the file is known.
const FORMAT: &str = "kohyo-site";
/// The form that this kohyo writes and reads.
pub const VERSION: u32 = 1;

/// What a site says of itself.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct Root {
    /// `kohyo-site`
    pub format: String,
    /// The form of the file.
    pub version: u32,
    /// Where the site stands; no slash at the end.
    pub base_url: String,
    /// Its name.
    pub title: Text,
    /// Who publishes it.
    pub publisher: Text,
    /// The day on which its content was last changed.
    pub updated: Option<String>,
    /// Its open data.
    pub data: Data,
    /// Its index of search in each language.
    pub search: BTreeMap<String, Search>,
}

/// Open data.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct Data {
    /// The address of the catalogue (DCAT).
    pub catalog: String,
    /// How many data sets it names.
    pub sets: usize,
}

/// An index of search.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct Search {
    /// `/search/ja/<name>/`
    pub folder: String,
    /// How many pages it holds.
    pub pages: usize,
}

/// Why a file is no root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is something else.
    Unreadable,
    /// It has a form that this kohyo does not know.
    Version(u64),
}

impl Root {
    /// Reads it. Of a file of another form, only that is said.
    pub fn parse(bytes: &[u8]) -> Result<Root, Fault> {
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
        let version = value["version"].as_u64().filter(|_| value["format"] == FORMAT).ok_or(Fault::Unreadable)?;
        if version != u64::from(VERSION) {
            return Err(Fault::Version(version));
        }
        serde_json::from_value(value).map_err(|_| Fault::Unreadable)
    }

    /// The index of search of a language.
    pub fn index(&self, lang: Lang) -> Option<&Search> {
        self.search.get(lang.code())
    }
}

/// Writes it. `sets`: how many tables of open data there are.
pub fn render(site: &Site, sets: usize, indexes: &[Indexed], tree: &mut Tree) {
    let search = |index: &Indexed| (index.lang.code().to_owned(), Search { folder: index.folder.clone(), pages: index.pages });
    let root = Root {
        format: FORMAT.to_owned(),
        version: VERSION,
        base_url: site.base_url.clone(),
        title: site.title.clone(),
        publisher: if site.publisher == Text::default() { site.title.clone() } else { site.publisher.clone() },
        updated: site.updated.map(|day| day.to_string()),
        data: Data { catalog: format!("/{}", address::DATA_CATALOG), sets },
        search: indexes.iter().map(search).collect(),
    };
    tree.add(address::SITE_ROOT, bytes(&root));
}

/// As it is written.
pub fn bytes(root: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(root).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_form_is_told_from_another_file() {
        let of = |text: &str| Root::parse(text.as_bytes()).err();
        assert_eq!(of("{}"), Some(Fault::Unreadable));
        assert_eq!(of("["), Some(Fault::Unreadable));
        assert_eq!(of(r#"{"format": "kohyo-site", "version": 1}"#), Some(Fault::Unreadable));
        assert_eq!(of(r#"{"format": "kohyo-site", "version": 2, "new": true}"#), Some(Fault::Version(2)));
        assert_eq!(of(r#"{"format": "other", "version": 1}"#), Some(Fault::Unreadable));
    }
}
