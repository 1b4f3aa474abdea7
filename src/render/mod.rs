//! Turns the public site into files: HTML pages, charts, open data, feeds.
//!
//! In: `disclosed::Site` and a theme. Out: a `Tree` (path -> bytes). Never: an authored value, a file, the clock.

mod atom;
pub mod charts;
mod corrections;
mod feeds;
mod highlight;
mod hosts;
mod markdown;
mod moved;
mod news;
mod opendata;
pub mod pages;
mod places;
mod portal;
pub mod root;
pub mod search;
mod theme;
mod tree;

pub use hosts::{content_security_policy, content_type, is_read_by_all};
pub use opendata::{Catalogue, OpenData, Tables, catalogue_context, tagged};
pub use pages::{AllPages, Outcome, Pages, with as pages};
pub use portal::{Member, Portal, portal};
pub use theme::{DEFAULT_NAME as DEFAULT_THEME, Theme, chain as theme_chain, shape as theme_shape};
pub use tree::Tree;

use crate::diagnostics::Finding;
use crate::disclosed::Site;
use std::sync::Arc;

/// Renders everything. All problems of all templates come back together.
pub fn render(site: &Site, theme: &Theme) -> (Tree, Vec<Finding>) {
    let mut open_data = OpenData::new(site, Arc::new(Tables::new(site)));
    let all = pages(site, theme, &open_data, |pages| pages.all(pages.some(0..pages.count())));
    let catalogue = std::mem::take(&mut open_data.catalogue);
    whole(site, theme, &catalogue, open_data.into_tree(), all)
}

/// The files that are made of no page and of no data: attachments, what belongs to the theme, and the door at `/`.
pub fn as_they_are(site: &Site, theme: &Theme) -> Tree {
    let mut tree = Tree::default();
    pages::attachments(site, &mut tree);
    // What clashes is told of when everything is put together.
    theme.add_assets(&mut tree);
    feeds::doors(site, &theme.styles().all, &mut tree);
    tree
}

/// Puts together what was made of a site: its open data, all pages and what was wrong in them, and the rest.
pub fn whole(site: &Site, theme: &Theme, catalogue: &Catalogue, open_data: Tree, all: AllPages) -> (Tree, Vec<Finding>) {
    let (mut tree, mut findings) = (open_data, all.findings);
    pages::attachments(site, &mut tree);
    all.files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
    root::render(site, catalogue, &all.indexes, &mut tree);
    findings.extend(theme.add_assets(&mut tree));
    atom::render(site, &mut tree);
    // The site map lists the pages that are there so far: those that lead on do not belong into it.
    feeds::render(site, &theme.styles().all, &mut tree);
    let moves = moved::render(site, &theme.styles().all, &mut tree);
    hosts::render(site.host, &moves, &[], &mut tree);
    findings.extend(tree.take_findings());
    (tree, findings)
}
