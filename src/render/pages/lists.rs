//! All pages by fiscal year, by body, by kind and by title: for those who do not search, or whose browser runs no scripts.
//!
//! In: entries of pages. Out: the four lists. Never: a page without a place in each of them.

use super::entry::{Entry, KINDS};
use super::frame::{Frame, Frames};
use super::order;
use super::said::{Cx, Link, Said, value};
use super::search::{self, Found};
use crate::disclosed::address;
use crate::figures::FiscalYear;
use crate::kinds::PageKind;
use serde::Serialize;
use std::collections::BTreeSet;
use tera::Value;

/// Words of the lists, in the order of their addresses.
const NAMES: [&str; 4] = ["years", "bodies", "kinds", "titles"];

#[derive(Serialize)]
struct ListView {
    what: String,
    groups: Vec<Group>,
    /// The other lists.
    others: Vec<Link>,
}

/// A part of a list, to which the top of the page leads.
#[derive(Serialize)]
struct Group {
    name: Said,
    count: String,
    parts: Vec<Part>,
}

/// Pages of one kind; without a name where kinds stand beside the titles, or the group is of one kind.
#[derive(Serialize)]
struct Part {
    name: Option<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    link: Link,
    kind: Option<String>,
}

/// Links to all lists.
pub fn links(cx: &Cx) -> Vec<Link> {
    (0..NAMES.len()).filter_map(|at| link(cx, at)).collect()
}

pub fn link(cx: &Cx, at: usize) -> Option<Link> {
    let said = Said::plain(cx.words.get(&format!("lists-{}", NAMES.get(at)?)));
    Some(Link { said, href: Some(cx.path(address::LISTS.get(at)?)) })
}

/// One of the lists.
pub fn page(cx: &Cx, frames: &Frames, found: &Found, at: usize) -> (Frame, Value) {
    let (name, address) = (NAMES.get(at).copied().unwrap_or_default(), address::LISTS.get(at).copied().unwrap_or_default());
    let [title, what] = ["", "-what"].map(|end| cx.words.get(&format!("lists-{name}{end}")));
    let frame = frames.made(cx, PageKind::Lists, address, &title, what.clone(), None).below(search::link(cx));
    let entries = &found.entries;
    let groups = match name {
        "years" => by_year(cx, entries),
        "bodies" => by_body(cx, entries),
        "kinds" => by_kind(cx, entries),
        _ => by_title(cx, entries),
    };
    let others = (0..NAMES.len()).filter(|other| *other != at).filter_map(|other| link(cx, other)).collect();
    let view = value(&ListView { what, groups, others });
    let plan = cx.index.site.home_plan.as_deref().and_then(|id| cx.index.plan(id));
    (frame.finish(cx, plan, None), view)
}

/// By title; those with a withheld part come last.
pub fn sort(cx: &Cx, entries: &mut [Entry]) {
    entries
        .sort_by_cached_key(|entry| (order::key(cx.lang, &entry.name.0, &entry.name.1), entry.title.clone(), entry.path.clone()));
}

fn by_year(cx: &Cx, entries: &[Entry]) -> Vec<Group> {
    let years: BTreeSet<FiscalYear> = entries.iter().flat_map(|entry| entry.years.iter().copied()).collect();
    let of = |year: &FiscalYear| {
        let here = entries.iter().filter(|entry| entry.years.contains(year));
        group(cx, Said::plain(year.long(cx.lang)), parts(cx, here))
    };
    let none = entries.iter().filter(|entry| entry.years.is_empty());
    let rest = group(cx, Said::plain(cx.words.get("lists-no-year")), parts(cx, none));
    years.iter().rev().map(of).chain([rest]).filter(Group::has_pages).collect()
}

fn by_body(cx: &Cx, entries: &[Entry]) -> Vec<Group> {
    let of = |body: &crate::disclosed::Body| {
        let here = entries.iter().filter(|entry| entry.bodies.contains(&body.id));
        group(cx, cx.say(&body.name), parts(cx, here))
    };
    let none = entries.iter().filter(|entry| entry.bodies.is_empty());
    let rest = group(cx, Said::plain(cx.words.get("lists-no-body")), parts(cx, none));
    let named: BTreeSet<&str> = entries.iter().flat_map(|entry| &entry.bodies).map(String::as_str).collect();
    let bodies = cx.index.site.bodies.iter().filter(|body| named.contains(body.id.as_str()));
    bodies.map(of).chain([rest]).filter(Group::has_pages).collect()
}

fn by_kind(cx: &Cx, entries: &[Entry]) -> Vec<Group> {
    let of = |kind: &PageKind| {
        let rows = entries.iter().filter(|entry| entry.kind == *kind).map(|entry| row(cx, entry, false)).collect();
        group(cx, Said::plain(search::kind_name(cx, *kind)), vec![Part { name: None, rows }])
    };
    KINDS.iter().map(of).filter(Group::has_pages).collect()
}

/// The rows of the 五十音 table, or letters; then figures and letters, then what has no reading.
fn by_title(cx: &Cx, entries: &[Entry]) -> Vec<Group> {
    let mut groups: Vec<(Heading, Vec<Row>)> = Vec::new();
    for entry in entries {
        let heading = heading(cx, entry);
        let row = row(cx, entry, true);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((heading, vec![row])),
        }
    }
    groups.sort_by(|(one, _), (other, _)| one.cmp(other));
    groups.into_iter().map(|(heading, rows)| group(cx, Said::plain(heading.name(cx)), vec![Part { name: None, rows }])).collect()
}

/// Where a title stands; in the order of the page.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    /// あ行, A
    Named(String),
    /// Letters and figures on a Japanese page.
    Latin,
    Other,
}

impl Heading {
    fn name(self, cx: &Cx) -> String {
        match self {
            Heading::Named(name) => name,
            Heading::Latin => cx.words.get("lists-latin"),
            Heading::Other => cx.words.get("lists-other"),
        }
    }
}

fn heading(cx: &Cx, entry: &Entry) -> Heading {
    let (name, kana) = (&entry.name.0, entry.name.1.as_str());
    match order::initial(cx.lang, name, kana) {
        order::Initial::Kana(first) => Heading::Named(cx.words.fill("kana-row", &[("kana", first)])),
        order::Initial::Letter(letter) if cx.lang == crate::figures::Lang::En && letter.is_ascii_uppercase() => {
            Heading::Named(letter.to_string())
        }
        order::Initial::Letter(letter) if letter.is_ascii_alphanumeric() => Heading::Latin,
        _ => Heading::Other,
    }
}

fn group(cx: &Cx, name: Said, parts: Vec<Part>) -> Group {
    let count = parts.iter().map(|part| part.rows.len()).sum();
    Group { name, count: cx.words.count("rows-count", count), parts }
}

impl Group {
    fn has_pages(&self) -> bool {
        self.parts.iter().any(|part| !part.rows.is_empty())
    }
}

/// Kind by kind, each in the order of the entries.
fn parts<'e>(cx: &Cx, entries: impl Iterator<Item = &'e Entry> + Clone) -> Vec<Part> {
    let of = |kind: &PageKind| Part {
        name: Some(search::kind_name(cx, *kind)),
        rows: entries.clone().filter(|entry| entry.kind == *kind).map(|entry| row(cx, entry, false)).collect(),
    };
    KINDS.iter().map(of).filter(|part| !part.rows.is_empty()).collect()
}

fn row(cx: &Cx, entry: &Entry, with_kind: bool) -> Row {
    let said = cx.say(&super::entry::in_language(cx.lang, &entry.title));
    let kind = with_kind.then(|| search::kind_name(cx, entry.kind));
    Row { link: Link { said, href: Some(entry.path.clone()) }, kind }
}
