//! The index of a language's pages, for search in the browser and on the command line.
//!
//! In: the texts of finished pages, and what can be filtered. Out: the files of an index, below a folder whose name changes with them. Never: a
//! word that does not stand on a page.

mod entity;
mod text;

pub use text::{Texts, is_inline, texts};

use super::theme::fingerprint;
use crate::search::{self, Page};
use rayon::prelude::*;

/// The folder of all indexes in the output.
const FOLDER: &str = "search";

/// A page as search sees it.
pub struct Document {
    /// `/ja/businesses/jsr/`
    pub address: String,
    /// Used when there is no `h1`.
    pub title: String,
    /// The word of the page kind.
    pub kind: &'static str,
    /// Fiscal years.
    pub years: Vec<i16>,
    /// Ids of bodies.
    pub bodies: Vec<String>,
    /// What readers are told of it: its kind, fiscal years, bodies.
    pub about: Vec<String>,
    /// Read from the finished page.
    pub texts: Texts,
}

/// Labels of what can be filtered, in the order shown: (id, label).
pub type Facets = search::Facets;

/// An index.
pub struct Index {
    /// Its address, `/search/ja/<name>/`.
    pub folder: String,
    /// Paths in the output, and what stands there.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes the index of the pages of a language, which may come in any order.
pub fn index(lang: &str, documents: Vec<Document>, facets: &Facets) -> Index {
    let files = search::files(documents.into_iter().map(page).collect(), facets);
    let folder = format!("{FOLDER}/{lang}/{}", name(&files));
    let files = files.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect();
    Index { folder: format!("/{folder}/"), files }
}

fn page(document: Document) -> Page {
    let Document { address, title, kind, years, bodies, about, texts } = document;
    Page {
        address,
        title: if texts.title.is_empty() { title } else { texts.title },
        kind: kind.to_owned(),
        years,
        bodies,
        about,
        headings: texts.headings,
        text: texts.text,
    }
}

/// Changes with the name, the length or a byte of any file.
pub(super) fn name(files: &[(String, Vec<u8>)]) -> String {
    let hashes: Vec<String> = files.par_iter().map(|(name, bytes)| format!("{name} {}\n", fingerprint(bytes))).collect();
    fingerprint(hashes.concat().as_bytes())
}
