//! The page of a programme: its history over years and plans.
//!
//! In: all rows of a programme. Out: the view, newest year first. Never: a figure of one year under another.

use super::cells::FactView;
use super::frame::{Frame, Frames};
use super::index::At;
use super::indicator;
use super::order;
use super::programs::CATEGORIES;
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use crate::disclosed::{Page, Plan, Program, Text, address};
use crate::kinds::PageKind;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct ProgramPage {
    name: Said,
    scheme: Option<Said>,
    category: String,
    bodies: Vec<Said>,
    /// Names in other years, where they differ.
    names: Vec<NameView>,
    /// Years in which it is named.
    count: String,
    told: Vec<Told>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct NameView {
    name: Said,
    years: Vec<Year>,
}

/// What the documents of a year say.
#[derive(Serialize)]
struct Told {
    anchor: String,
    year: Year,
    plan: Said,
    /// The row in the table of its year.
    listing: Option<Link>,
    /// Where it differs from the newest.
    name: Option<Said>,
    category: Option<String>,
    outline: Option<Paras>,
    terms: Vec<FactView>,
    results: Option<Paras>,
    facts: Vec<FactView>,
    /// Empty for all targets.
    indicators: Vec<Link>,
    source: Source,
}

/// A link to the page of a programme.
pub fn link(cx: &Cx, id: &str, name: &Text) -> Link {
    Link { said: cx.say(name), href: Some(cx.path(&address::program(id))) }
}

/// Ids of all programmes as the listings have them: those of the newest year first, by category and name.
pub fn sorted<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let mut all: Vec<(&str, &At<Program>)> =
        cx.index.programs().filter_map(|id| Some((id, cx.index.program(id).last()?))).collect();
    let category = |row: &Program| CATEGORIES.iter().position(|(word, _)| *word == row.category);
    let name = |row: &Program| order::key(cx.lang, &row.name, &row.kana);
    all.sort_by_cached_key(|(id, at)| (std::cmp::Reverse(at.year), at.plan.id.as_str(), category(at.row), name(at.row), *id));
    all.into_iter().map(|(id, _)| id).collect()
}

/// The programmes whose newest row stands on a listing, by name.
pub fn below(cx: &Cx, plan: &Plan, page: &Page) -> Vec<Link> {
    let newest = |id| Some((id, cx.index.program(id).last()?));
    let here = |at: &At<Program>| {
        let listing = cx.index.listing(cx.lang, PageKind::Programs, &at.plan.id, Some(at.year));
        at.plan.id == plan.id && listing.is_some_and(|listing| listing.address == page.address)
    };
    let mut rows: Vec<(&str, &At<Program>)> = cx.index.programs().filter_map(newest).filter(|(_, at)| here(at)).collect();
    rows.sort_by_cached_key(|(id, at)| (order::key(cx.lang, &at.row.name, &at.row.kana), *id));
    let named = |(id, at): (&str, &At<Program>)| {
        let (plain, title) = (link(cx, id, &at.row.name), title(cx, Some(at)));
        let said = if title == plain.said.text { plain.said } else { Said { lang: plain.said.lang, ..Said::plain(title) } };
        Link { said, ..plain }
    };
    rows.into_iter().map(named).collect()
}

/// The page.
pub fn page(cx: &Cx, frames: &Frames, id: &str) -> (Frame, Value) {
    let rows = cx.index.program(id);
    let newest = rows.last();
    let name = newest.map(|at| at.row.name.clone()).unwrap_or_default();
    let parent = newest.and_then(|at| cx.index.listing(cx.lang, PageKind::Programs, &at.plan.id, Some(at.year)));
    let title = title(cx, newest);
    let description = cx.words.fill("program-description", &[("name", &title)]);
    let frame = frames.made(cx, PageKind::Program, &address::program(id), &title, description, parent);
    let (previous, next) = frames.beside_program(cx, id);
    let view = ProgramPage {
        name: cx.say(&name),
        scheme: newest.and_then(|at| at.row.scheme.as_ref()).map(|scheme| cx.say(scheme)),
        category: newest.map(|at| category(cx, at.row)).unwrap_or_default(),
        bodies: newest.map(|at| cx.bodies(&at.row.bodies)).unwrap_or_default(),
        names: names(cx, rows),
        count: cx.words.count("program-years", rows.len()),
        told: newest.map(|newest| rows.iter().rev().map(|at| told(cx, at, newest)).collect()).unwrap_or_default(),
        previous,
        next,
    };
    let view = value(&view);
    (frame.finish(cx, newest.map(|at| at.plan), None), view)
}

fn category(cx: &Cx, row: &Program) -> String {
    cx.words.get(&format!("category-{}", row.category))
}

/// The name with its scheme; where others are called the same, with its category too.
fn title(cx: &Cx, newest: Option<&At<Program>>) -> String {
    let Some(row) = newest.map(|at| at.row) else { return String::new() };
    let name = row.name.any(cx.lang);
    let scheme = row.scheme.as_ref().map(|scheme| scheme.any(cx.lang).to_owned());
    let named_alike = cx.index.programs_named(&row.name, row.scheme.as_ref()) > 1;
    let more: Vec<String> = scheme.into_iter().chain(named_alike.then(|| category(cx, row))).collect();
    if more.is_empty() {
        return name.to_owned();
    }
    cx.words.fill("program-title", &[("name", name), ("scheme", &more.join(&cx.words.get("list-comma")))])
}

/// All names with their years, newest first; nothing where there was only one.
fn names(cx: &Cx, rows: &[At<Program>]) -> Vec<NameView> {
    let mut out: Vec<(&Text, Vec<Year>)> = Vec::new();
    for at in rows.iter().rev() {
        match out.iter_mut().find(|(name, _)| name.any(cx.lang) == at.row.name.any(cx.lang)) {
            Some((_, years)) => years.push(cx.year(at.year)),
            None => out.push((&at.row.name, vec![cx.year(at.year)])),
        }
    }
    let several = out.len() > 1;
    out.into_iter().filter(|_| several).map(|(name, years)| NameView { name: cx.say(name), years }).collect()
}

fn told(cx: &Cx, at: &At<Program>, newest: &At<Program>) -> Told {
    let (plan, row) = (at.plan, at.row);
    Told {
        anchor: format!("fy{}-{}", at.year.0, plan.id),
        year: cx.year(at.year),
        plan: cx.say(&plan.short),
        listing: cx.in_listing(PageKind::Programs, at, (&row.id, &row.name), "program-in-listing"),
        name: (row.name != newest.row.name).then(|| cx.say(&row.name)),
        category: (row.category != newest.row.category).then(|| category(cx, row)),
        outline: cx.maybe(row.outline.as_ref()),
        terms: cx.facts(&row.terms),
        results: cx.maybe(row.results.as_ref()),
        facts: cx.facts(&row.facts),
        indicators: indicator::links(cx, plan, &row.indicators),
        source: cx.source(&row.place),
    }
}
