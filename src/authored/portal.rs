//! `portal.toml`: the sites that are searched together.
//!
//! In: built by `load`. Out: read by `portal`. Never: a secret; nothing here can be withheld.

use super::{Contact, Text};
use crate::kinds::Host;
use crate::source::Spanned;

/// A portal.
#[derive(Debug, Default)]
pub struct Portal {
    /// Its name.
    pub title: Option<Text>,
    /// Where it will stand; no slash at the end.
    pub base_url: Option<Spanned<String>>,
    /// One or two sentences about it.
    pub description: Option<Text>,
    /// Who publishes it.
    pub publisher: Option<Text>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Shown on its pages.
    pub notice: Option<Text>,
    /// Theme folder below `themes/`.
    pub theme: String,
    /// Where it is served from.
    pub host: Host,
    /// Sources for its policy, in place of the addresses of the sites one by one.
    pub connect: Vec<Spanned<String>>,
    /// The sites, in the order in which they are listed.
    pub sites: Vec<Member>,
}

/// A site of a portal.
#[derive(Debug)]
pub struct Member {
    /// Its published folder.
    pub folder: Spanned<String>,
    /// A short name, in place of its own title.
    pub name: Option<Text>,
}
