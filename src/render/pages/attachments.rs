//! The attachments of a page: the files themselves, and the list of them at the end of the page's text.
//!
//! In: disclosed pages. Out: files in the tree; views for templates. Never: anything about a withheld one but that it is withheld.

use super::super::Tree;
use super::said::Cx;
use crate::disclosed::{Attachment, Page, Shown, Site, address};
use crate::figures::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// One line of the list.
#[derive(Serialize)]
pub struct Item {
    /// `None`: it is withheld.
    file: Option<FileView>,
}

#[derive(Serialize)]
struct FileView {
    href: String,
    title: String,
    /// `PDF`
    kind: String,
    /// `12.3 KB`
    size: String,
    /// The exact number of bytes.
    bytes: usize,
    sha256: String,
    partial: bool,
}

/// The files, each once, however many pages attach it.
pub fn files(site: &Site, tree: &mut Tree) {
    let all = site.pages().flat_map(|page| &page.attachments).filter_map(Shown::public);
    let once: BTreeMap<&str, &Attachment> = all.map(|attachment| (attachment.name.as_str(), attachment)).collect();
    for attachment in once.values() {
        tree.add(address::attachment(&attachment.name), &attachment.bytes[..]);
    }
}

/// The list of a page.
pub fn list(cx: &Cx, page: &Page) -> Vec<Item> {
    page.attachments.iter().map(|attachment| item(cx, attachment)).collect()
}

fn item(cx: &Cx, attachment: &Shown<Attachment>) -> Item {
    match attachment {
        Shown::Withheld(why) => {
            cx.saw_withheld(why);
            Item { file: None }
        }
        Shown::Public(a) => Item {
            file: Some(FileView {
                href: format!("/{}", address::attachment(&a.name)),
                title: a.title.clone(),
                kind: a.kind.word(),
                size: size(cx, a.bytes.len()),
                bytes: a.bytes.len(),
                sha256: a.sha256.clone(),
                partial: a.partial,
            }),
        },
    }
}

/// Whole kilobytes, and from a megabyte on tenths of one; always rounded up, like the sizes of the open data.
fn size(cx: &Cx, bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    let (key, text) = if tenths < 10 {
        ("size-kb", bytes.div_ceil(1000).max(1).to_string())
    } else {
        ("size-mb", format!("{}.{}", Decimal::whole((tenths / 10) as i64).grouped(), tenths % 10))
    };
    cx.words.fill(key, &[("size", &text)])
}
