//! Turns the public site into files: HTML pages, charts, open data, feeds.
//!
//! In: `disclosed::Site` and a theme. Out: a `Tree` (path -> bytes). Never: an authored value, a file, the clock.

pub mod charts;
mod corrections;
mod feeds;
mod highlight;
mod markdown;
mod opendata;
pub mod pages;
mod places;
mod theme;
mod tree;

pub use feeds::CONTENT_SECURITY_POLICY;
pub use theme::{DEFAULT_NAME as DEFAULT_THEME, Theme, chain as theme_chain};
pub use tree::Tree;

use crate::diagnostics::Finding;
use crate::disclosed::Site;

/// Renders everything. All problems of all templates come back together.
pub fn render(site: &Site, theme: &Theme) -> (Tree, Vec<Finding>) {
    let mut tree = Tree::default();
    // Pages print the sizes of the open data, so it is made first.
    opendata::render(site, &mut tree);
    let mut findings = pages::render(site, theme, &mut tree);
    feeds::render(site, theme.styles(), &mut tree);
    findings.extend(theme.add_assets(&mut tree));
    findings.extend(tree.take_findings());
    (tree, findings)
}
