//! Files that differ without telling anything new: the look of the site, files for machines, pictures of figures told elsewhere.
//!
//! In: both trees. Out: how many of each kind are new, changed or gone. Never: a page or a table.

use super::model::Other;
use super::public::{Public, address_of};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds in the order in which they are told.
pub const KINDS: [&str; 8] = ["style", "script", "charts", "search", "feeds", "data", "pages", "other"];

/// Counts them. Sentences, figures and addresses of pages and tables are told elsewhere; here their files are counted where they
/// stay and change.
pub fn compare(old: &Public, new: &Public) -> Vec<Other> {
    let paths: BTreeSet<&str> = old.paths().chain(new.paths()).collect();
    let mut counts: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    for path in paths {
        let at = match (old.get(path), new.get(path)) {
            (Some(before), Some(now)) if before == now => continue,
            (None, _) => 0,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 2,
        };
        let kind = KINDS.iter().position(|known| *known == kind(path)).unwrap_or_default();
        if let Some(count) = counts.entry(kind).or_default().get_mut(at) {
            *count += 1;
        }
    }
    let other = |(kind, [new, changed, gone]): (usize, [usize; 3])| Some(Other { kind: KINDS.get(kind)?, new, changed, gone });
    counts.into_iter().filter_map(other).collect()
}

fn kind(path: &str) -> &'static str {
    let first = path.split('/').next().unwrap_or_default();
    match first {
        "style" | "assets" if !path.ends_with(".js") => "style",
        "script" | "assets" => "script",
        "charts" | "embed" => "charts",
        "search" => "search",
        "data" => "data",
        _ if path.ends_with("/feed.xml") => "feeds",
        _ if address_of(path).is_some() => "pages",
        _ => "other",
    }
}
