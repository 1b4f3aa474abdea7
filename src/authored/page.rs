//! Pages as written: front matter and Markdown with its marks.
//!
//! In: `content/<path>/<name>.<lang>.md`. Out: to `redact`. Never: HTML.

use super::{Disclosure, Held, Marked};
use crate::figures::Lang;
use crate::kinds::PageKind;
use crate::source::{FileId, Spanned};

/// One page in one language.
#[derive(Debug)]
pub struct Page {
    /// Which file.
    pub file: FileId,
    /// Address without language: `""` for home, `about`, `indicators`, `guide/reading`.
    pub address: String,
    /// Language of the file.
    pub lang: Lang,
    /// Ordinary page, or the page that introduces a generated listing.
    pub kind: Spanned<PageKind>,
    /// h1
    pub title: Spanned<Marked>,
    /// For search engines and listings.
    pub description: Option<Spanned<Marked>>,
    /// Place in the navigation, when it has one.
    pub nav: Option<Spanned<i64>>,
    /// Shorter title for the navigation.
    pub nav_title: Option<Spanned<String>>,
    /// The plan that a listing speaks of; the site's home plan when absent.
    pub plan: Option<super::Id>,
    /// The document that the text rests on; that of the plan when absent.
    pub source: Option<super::Id>,
    /// The fiscal year of a report.
    pub year: Option<Spanned<i64>>,
    /// 公表の区分
    pub disclosure: Disclosure,
    /// The Markdown, sealed as a whole when the page is withheld.
    pub body: Held<Spanned<Marked>>,
}
