//! Changed sentences, page by page, each once.
//!
//! In: the changes of all pages. Out: pages with their sentences; a change that many pages share stands at the first of them. Never: an
//! old sentence that holds what is withheld now.

use super::model::{Sentence, Told};
use super::pages::Change;
use super::register::Pool;
use crate::figures::Lang;
use std::collections::BTreeMap;

/// All changes of sentences that no other section has taken.
pub fn told(pool: &mut Pool) -> Vec<Told> {
    let pages = std::mem::take(&mut pool.pages.told);
    let mut times: BTreeMap<&Change, usize> = BTreeMap::new();
    for page in pages.values() {
        let mut own: Vec<&Change> = page.changes.iter().collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|change| *times.entry(change).or_default() += 1);
    }
    let mut seen: std::collections::BTreeSet<&Change> = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for (address, page) in &pages {
        let first: Vec<&Change> = page.changes.iter().filter(|change| seen.insert(change)).collect();
        let shown = |change: &Change| {
            let left_out = page.hides_more || pool.secret.forbids(change);
            Sentence { also_on: times.get(change).map_or(0, |times| times - 1), ..sentence(change, left_out) }
        };
        let sentences: Vec<Sentence> = first.iter().map(|change| shown(change)).collect();
        if !sentences.is_empty() {
            let written: Vec<Change> = page.changes.iter().filter(|change| change.written).cloned().collect();
            let only_in = only_in(&written);
            let moved_from = page.moved_from.clone();
            out.push(Told { page: address.clone(), title: page.title.clone(), moved_from, only_in, sentences });
        }
    }
    out
}

/// The language that alone changed on a page.
fn only_in(changes: &[Change]) -> Option<&'static str> {
    let has = |lang: Lang| changes.iter().any(|change| change.lang == lang);
    match (has(Lang::Ja), has(Lang::En)) {
        (true, false) => Some("ja"),
        (false, true) => Some("en"),
        _ => None,
    }
}

/// A change as it is told. What is left out was there.
pub fn sentence(change: &Change, left_out: bool) -> Sentence {
    let left_out = left_out && !change.old.is_empty();
    let old = if left_out { String::new() } else { change.old.clone() };
    Sentence {
        lang: change.lang.code(),
        old,
        new: change.new.clone(),
        old_left_out: left_out,
        also_on: 0,
        written: change.written,
    }
}
