//! Turns the public site into files: HTML pages, charts, open data, feeds.
//!
//! In: `disclosed::Site` and a theme. Out: a `Tree` (path -> bytes). Never: an authored value, a file, the clock.

mod atom;
pub mod charts;
mod corrections;
mod feeds;
mod highlight;
mod hosts;
mod making;
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
pub use making::Making;
pub use opendata::{OpenData, Tables, catalogue_context, tagged};
pub use pages::{Outcome, Pages, with as pages};
pub use portal::{Member, Portal, portal};
pub use theme::{DEFAULT_NAME as DEFAULT_THEME, Theme, chain as theme_chain, shape as theme_shape};
pub use tree::{Files, Tree};

use crate::diagnostics::Finding;
use crate::disclosed::Site;

/// Pages made at a time. Each thread has enough to do, and their files are still in the cache when they are read again.
const LOT: usize = 256;

/// Renders everything. All problems of all templates come back together.
pub fn render(site: &Site, theme: &Theme) -> (Tree, Vec<Finding>) {
    let mut all = Files::new();
    let findings = lots(site, theme, |lot, _| all.extend(lot));
    (all.into(), findings)
}

/// The same lot by lot, each handed to `take` before the next one is made, with how many pages are made and of how many.
pub fn lots(site: &Site, theme: &Theme, mut take: impl FnMut(Files, (usize, usize))) -> Vec<Finding> {
    let mut open_data = OpenData::new(site);
    let files = open_data.take_files();
    pages(site, theme, &open_data, |pages| {
        let mut making = Making::new(site, theme, &open_data, pages, files);
        while let Some(lot) = making.lot(LOT) {
            take(lot, (making.made(), pages.count()));
        }
        making.findings()
    })
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
