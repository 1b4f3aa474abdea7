//! Addresses that are new, gone or moved, apart from new pages.
//!
//! In: both trees, and what is known of their pages. Out: addresses with where they lead now. Never: a file that readers do not ask for
//! by its name.

use super::model::{Addresses, Left};
use super::pages::Pages;
use super::public::{Public, address_of};
use std::collections::BTreeSet;

/// Tables of open data by their stem, attached files, and addresses that lead on.
fn lasting(tree: &Public) -> BTreeSet<String> {
    let path = |path: &str| {
        let table = path.strip_prefix("data/").and_then(|rest| rest.strip_suffix(".csv"));
        let file = path.starts_with("files/").then(|| format!("/{path}"));
        table.map(|stem| format!("/data/{stem}.csv")).or(file)
    };
    let leads = tree.leads().map(|(from, ..)| from.to_owned());
    tree.paths().filter_map(path).chain(leads).collect()
}

/// Compares them.
pub fn compare(old: &Public, new: &Public, pages: &Pages) -> Addresses {
    let (before, now) = (lasting(old), lasting(new));
    let moved: BTreeSet<&str> = pages.moved.iter().map(|left| left.from.as_str()).collect();
    let lost_pages = old.pages().into_iter().filter_map(address_of).filter(|address| !is_page(new, address));
    let lost = lost_pages.chain(before.difference(&now).cloned()).filter(|address| !moved.contains(address.as_str()));
    let left = |from: String| Left { to: new.lead(&from).map(|(to, _)| to.to_owned()).unwrap_or_default(), from };
    let gone: BTreeSet<Left> = lost.map(left).collect();
    let elsewhere = new.leads().filter(|(from, to, _)| old.lead(from).is_some_and(|(was, _)| was != *to));
    let leads = elsewhere.map(|(from, to, _)| Left { from: from.to_owned(), to: to.to_owned() }).collect();
    // An old address of a page that moved is no new one.
    let fresh = now.difference(&before).filter(|address| !moved.contains(address.as_str()) && !is_page(old, address));
    Addresses { new: fresh.cloned().collect(), gone: gone.into_iter().collect(), moved: pages.moved.clone(), leads }
}

fn is_page(tree: &Public, address: &str) -> bool {
    tree.get(&super::public::file_of(address)).is_some() && tree.lead(address).is_none()
}
