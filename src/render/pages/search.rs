//! Search: what is known of all pages of a language, the index made of them, and the page that asks it.
//!
//! In: entries of pages, and the texts of the pages as they were made. Out: the index; the page of search. Never: a page of search or a list in the
//! index; a query.

use super::entry::{Entry, KINDS};
use super::filter::{self, Filter};
use super::frame::{Frame, Frames};
use super::lists;
use super::said::{Cx, Link, Said, value};
use crate::disclosed::address;
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use crate::render::search::{self, Document, Facets, Texts};
use serde::Serialize;
use std::collections::BTreeSet;
use tera::Value;

/// What can be found in a language.
pub struct Found {
    /// In the order of `lists`.
    pub entries: Vec<Entry>,
    facets: Facets,
    /// The path of the index.
    pub folder: String,
}

#[derive(Serialize)]
struct SearchView {
    /// Paths of the indices of this language and of the other one.
    index: String,
    other: String,
    filters: Vec<Filter>,
    lists: Vec<Link>,
}

/// A link to the page of search.
pub fn link(cx: &Cx) -> Link {
    Link { said: Said::plain(cx.words.get("search")), href: Some(cx.path(address::SEARCH)) }
}

/// Makes the index of a language of its pages.
pub fn index(cx: &Cx, mut pages: Vec<(Entry, Texts)>) -> (Found, Vec<(String, Vec<u8>)>) {
    pages.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
    let facets = facets(cx, pages.iter().map(|(entry, _)| entry));
    let (mut entries, documents): (Vec<Entry>, Vec<Document>) = pages
        .into_iter()
        .map(|(entry, texts)| {
            let document = document(cx, &entry, texts);
            (entry, document)
        })
        .unzip();
    let made = search::index(cx.lang.code(), documents, &facets);
    lists::sort(cx, &mut entries);
    (Found { entries, facets, folder: made.folder }, made.files)
}

fn document(cx: &Cx, entry: &Entry, texts: Texts) -> Document {
    Document {
        address: entry.path.clone(),
        title: entry.title.clone(),
        kind: entry.kind.word(),
        // A fiscal year has four digits.
        years: entry.years.iter().filter_map(|year| i16::try_from(year.0).ok()).collect(),
        bodies: entry.bodies.clone(),
        about: about(cx, entry),
        texts,
    }
}

/// The words under a result. Of many years or bodies the first and the last stand for all.
fn about(cx: &Cx, entry: &Entry) -> Vec<String> {
    let years = entry.years.iter().map(|year| year.long(cx.lang)).collect();
    let named = |id: &String| cx.index.site.bodies.iter().find(|body| body.id == *id);
    let bodies = entry.bodies.iter().filter_map(named).map(|body| body.name.any(cx.lang).to_owned()).collect();
    let short = |list: Vec<String>| match list.as_slice() {
        [first, _, _, _, .., last] => [first, "…", last].join(&cx.words.get("list-comma")),
        _ => list.join(&cx.words.get("list-comma")),
    };
    let all = [kind_name(cx, entry.kind), short(years), short(bodies)];
    all.into_iter().filter(|part| !part.is_empty()).collect()
}

/// What readers choose among: only what some page has.
fn facets<'e>(cx: &Cx, entries: impl Iterator<Item = &'e Entry> + Clone) -> Facets {
    let kinds: BTreeSet<PageKind> = entries.clone().map(|entry| entry.kind).collect();
    let years: BTreeSet<FiscalYear> = entries.clone().flat_map(|entry| entry.years.iter().copied()).collect();
    let bodies: BTreeSet<&str> = entries.flat_map(|entry| &entry.bodies).map(String::as_str).collect();
    let named = cx.index.site.bodies.iter().filter(|body| bodies.contains(body.id.as_str()));
    Facets {
        kinds: KINDS
            .iter()
            .filter(|kind| kinds.contains(kind))
            .map(|kind| (kind.word().to_owned(), kind_name(cx, *kind)))
            .collect(),
        years: years.iter().rev().map(|year| (year.0.to_string(), year.long(cx.lang))).collect(),
        bodies: named.map(|body| (body.id.clone(), body.name.any(cx.lang).to_owned())).collect(),
    }
}

/// What readers call a kind of page.
pub fn kind_name(cx: &Cx, kind: PageKind) -> String {
    cx.words.get(&format!("search-kind-{}", kind.word()))
}

/// The page of search. `other` is the path of the other language's index.
pub fn page(cx: &Cx, frames: &Frames, found: &Found, other: &str) -> (Frame, Value) {
    let title = cx.words.get("search");
    let frame = frames.made(cx, PageKind::Search, address::SEARCH, &title, cx.words.get("search-description"), None);
    let Facets { kinds, years, bodies } = &found.facets;
    let filters = [("fy", "search-year", years), ("org", "search-body", bodies), ("kind", "search-kind", kinds)];
    let select = |(name, label, choices): (&'static str, &str, &Vec<_>)| filter::open(cx, name, label, choices);
    let view = value(&SearchView {
        index: found.folder.clone(),
        other: other.to_owned(),
        filters: filters.into_iter().filter_map(select).collect(),
        lists: lists::links(cx),
    });
    (frame.finish(cx, None, None), view)
}
