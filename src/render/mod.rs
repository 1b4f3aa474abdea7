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
pub mod search;
mod theme;
mod tree;

pub use hosts::{content_security_policy, content_type};
pub use theme::{DEFAULT_NAME as DEFAULT_THEME, Theme, chain as theme_chain, shape as theme_shape};
pub use tree::Tree;

use crate::diagnostics::Finding;
use crate::disclosed::Site;

/// Renders everything. All problems of all templates come back together.
pub fn render(site: &Site, theme: &Theme) -> (Tree, Vec<Finding>) {
    let mut tree = Tree::default();
    // Pages print the sizes of the open data, so it is made first.
    let catalogue = opendata::render(site, &mut tree);
    let mut findings = pages::render(site, theme, &catalogue, &mut tree);
    findings.extend(theme.add_assets(&mut tree));
    atom::render(site, &mut tree);
    // The site map lists the pages that are there so far: those that lead on do not belong into it.
    feeds::render(site, &theme.styles().all, &mut tree);
    let moves = moved::render(site, &theme.styles().all, &mut tree);
    hosts::render(site.host, &moves, &mut tree);
    findings.extend(tree.take_findings());
    (tree, findings)
}
