//! Pages as written: front matter and Markdown with its marks.
//!
//! In: `content/<path>/<name>.<lang>.md`. Out: to `redact`. Never: HTML.

use super::{Disclosure, Held, Marked};
use crate::figures::Date;
use crate::figures::Lang;
use crate::kinds::{FileKind, PageKind};
use crate::source::{Bytes, FileId, Span, Spanned};

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
    /// やさしい日本語: what the page says, in easy words.
    pub easy: Option<Spanned<Marked>>,
    /// When this text was held against the other language.
    pub reviewed: Option<Reviewed>,
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
    /// Addresses at which it stood before, without language.
    pub aliases: Vec<Spanned<String>>,
    /// The day on which its content was last changed.
    pub updated: Option<Date>,
    /// 公表の区分
    pub disclosure: Disclosure,
    /// The Markdown, sealed as a whole when the page is withheld.
    pub body: Held<Spanned<Marked>>,
    /// 添付ファイル
    pub attachments: Vec<Attached>,
}

/// That somebody held a translation against its original.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// On which day.
    pub on: Date,
    /// The code of the original as it was then.
    pub of: Spanned<String>,
}

/// A declaration of an attachment, open or withheld.
#[derive(Debug)]
pub struct Attached {
    /// The whole declaration.
    pub span: Span,
    /// Its own statement; as the page where it is absent.
    pub disclosure: Option<Disclosure>,
    /// Path below `content/`; a withheld attachment need not name one.
    pub file: Option<Spanned<String>>,
    /// As typed.
    pub sha256: Option<Spanned<String>>,
    /// What may go out, or what must not.
    pub content: Held<Attachment>,
}

/// 添付ファイル
#[derive(Clone, Debug)]
pub struct Attachment {
    /// In the page's language.
    pub title: Option<Spanned<Marked>>,
    /// Who has looked through the file.
    pub reviewed_by: Option<Spanned<String>>,
    /// On which day.
    pub reviewed: Option<Date>,
    /// Leave for an Office file.
    pub office: bool,
    /// The file itself, where it was found.
    pub file: Option<File>,
}

/// A file as it lies on the disk.
#[derive(Clone)]
pub struct File {
    /// What its name says it is.
    pub kind: Option<FileKind>,
    /// All of it.
    pub bytes: Bytes,
    /// What readers read in it.
    pub texts: Vec<String>,
}

/// A file may be withheld: neither its bytes nor its texts show.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({:?})", self.kind)
    }
}
