//! Comparison (新旧の比較): what a release would change for its readers, as the person who approves it has to know it.
//!
//! In: two public trees. Out: a `Comparison` — newly public, newly withheld, changed figures, changed sentences, addresses, the rest —
//! and its printed forms. Never: anything that is not in one of the two trees; the text of a thing that the new tree withholds.
//!
//! `public` knows the files of a tree, `data` its open data, `html` its sentences. `figures` and `pages` find what differs, `register`
//! what that means for what is withheld, `addresses` and `others` the rest. `report` puts all of it into words, `print` on paper.

mod addresses;
mod data;
mod figures;
mod html;
mod model;
mod others;
mod pages;
mod print;
mod public;
mod register;
mod report;
mod rows;
mod secret;
mod told;

pub use model::Comparison;
pub use print::{json, page, terminal};
pub use public::Public;

use data::Data;
use figures::Figures;
use pages::Pages;

/// Compares two trees.
pub fn compare(old: &Public, new: &Public) -> Comparison {
    let (was, is) = (Data::read(old), Data::read(new));
    let figures = Figures::compare(&was, &is);
    let pages = Pages::compare(old, new, &figures.touched(&was, &is));
    let mut found = Comparison::new(model::Side::of(old, &was), model::Side::of(new, &is));
    found.addresses = addresses::compare(old, new, &pages);
    found.others = others::compare(old, new);
    found.names = was.names.iter().chain(&is.names).map(|(id, name)| (id.clone(), name.clone())).collect();
    register::judge(&mut found, (&was, &is), figures, pages);
    found.count();
    found
}
