//! The page of a regulatory item: what was asked of the State, and what became of it over years and plans.
//!
//! In: all rows of an item. Out: the view, newest year first. Never: an answer of one year under another.

use super::cells::{CellView, FactView};
use super::frame::{Frame, Frames};
use super::index::At;
use super::indicator;
use super::said::{Cx, Link, Paras, Said, Source, Year, value};
use super::tables;
use crate::disclosed::{Cell, Page, Plan, PlanYear, Regulation, Shown, Status, Text, address};
use crate::kinds::PageKind;
use serde::Serialize;
use std::cmp::Reverse;
use tera::Value;

#[derive(Serialize)]
struct ItemPage {
    name: Said,
    kind: String,
    ministries: Vec<Said>,
    /// Years in which it is named.
    count: String,
    told: Vec<Told>,
    previous: Option<Link>,
    next: Option<Link>,
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
    kind: Option<String>,
    ministries: Vec<Said>,
    number: Option<Said>,
    used: Option<CellView>,
    remarks: Option<CellView>,
    summary: Option<Paras>,
    effect: Option<Paras>,
    evaluation: Option<Paras>,
    facts: Vec<FactView>,
    /// Empty for all targets.
    indicators: Vec<Link>,
    source: Source,
}

/// A link to the page of an item.
pub fn link(cx: &Cx, id: &str, name: &Text) -> Link {
    Link { said: cx.say(name), href: Some(cx.path(&address::regulatory_item(id))) }
}

/// Ids of all items as the tables have them: those of the newest year first, then by kind, in the order of the document.
pub fn sorted<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let mut years: Vec<(&Plan, &PlanYear)> =
        cx.index.site.plans().flat_map(|plan| plan.years.iter().map(move |of_year| (plan, of_year))).collect();
    years.sort_by_key(|(plan, of_year)| (Reverse(of_year.year), plan.id.as_str()));
    years.into_iter().flat_map(|(plan, of_year)| newest_of(cx, plan, of_year)).collect()
}

/// The items that no later year names.
fn newest_of<'a>(cx: &Cx<'a>, plan: &'a Plan, of_year: &'a PlanYear) -> Vec<&'a str> {
    let is_newest = |row: &&Regulation| {
        cx.index.regulation(&row.id).last().is_some_and(|at| at.year == of_year.year && at.plan.id == plan.id)
    };
    let rows: Vec<&Regulation> = of_year.regulations.iter().filter_map(Shown::public).filter(is_newest).collect();
    let kinds = tables::in_order(rows.iter().map(|row| row.kind.as_str()));
    kinds.into_iter().flat_map(|kind| rows.iter().filter(move |row| row.kind == kind).map(|row| row.id.as_str())).collect()
}

/// The items whose newest row stands in the table of a page, in its order.
pub fn below(cx: &Cx, plan: &Plan, page: &Page) -> Vec<Link> {
    let here = |at: &At<Regulation>| {
        let listing = cx.index.listing(cx.lang, PageKind::Regulation, &at.plan.id, Some(at.year));
        at.plan.id == plan.id && listing.is_some_and(|listing| listing.address == page.address)
    };
    let newest = sorted(cx).into_iter().filter_map(|id| Some((id, cx.index.regulation(id).last()?)));
    newest.filter(|(_, at)| here(at)).map(|(id, at)| link(cx, id, &at.row.name)).collect()
}

/// The page.
pub fn page(cx: &Cx, frames: &Frames, id: &str) -> (Frame, Value) {
    let rows = cx.index.regulation(id);
    let newest = rows.last();
    let name = newest.map(|at| at.row.name.clone()).unwrap_or_default();
    let parent = newest.and_then(|at| cx.index.listing(cx.lang, PageKind::Regulation, &at.plan.id, Some(at.year)));
    let title = name.any(cx.lang).to_owned();
    let description = cx.words.fill("regulatory-item-description", &[("name", &title)]);
    let frame = frames.made(cx, PageKind::RegulatoryItem, &address::regulatory_item(id), &title, description, parent);
    let (previous, next) = frames.beside_regulatory_item(cx, id);
    let view = value(&ItemPage {
        name: cx.say(&name),
        kind: newest.map(|at| kind(cx, at.row)).unwrap_or_default(),
        ministries: newest.map(|at| cx.bodies(&at.row.ministries)).unwrap_or_default(),
        count: cx.words.count("program-years", rows.len()),
        told: newest.map(|newest| rows.iter().rev().map(|at| told(cx, at, newest)).collect()).unwrap_or_default(),
        previous,
        next,
    });
    (frame.finish(cx, newest.map(|at| at.plan), None), view)
}

fn kind(cx: &Cx, row: &Regulation) -> String {
    cx.words.get(&format!("regulation-{}", row.kind))
}

fn told(cx: &Cx, at: &At<Regulation>, newest: &At<Regulation>) -> Told {
    let (plan, row) = (at.plan, at.row);
    let stated = |cell: &Cell| (cell.status() != Status::None).then(|| cx.full(cell));
    Told {
        anchor: format!("fy{}-{}", at.year.0, plan.id),
        year: cx.year(at.year),
        plan: cx.say(&plan.short),
        listing: cx.in_listing(PageKind::Regulation, at, (&row.id, &row.name), "regulatory-item-in-listing"),
        name: (row.name != newest.row.name).then(|| cx.say(&row.name)),
        kind: (row.kind != newest.row.kind).then(|| kind(cx, row)),
        ministries: if row.ministries == newest.row.ministries { Vec::new() } else { cx.bodies(&row.ministries) },
        number: row.number.as_deref().map(|number| cx.foreign(number)),
        used: stated(&row.used),
        remarks: stated(&row.remarks),
        summary: cx.maybe(row.summary.as_ref()),
        effect: cx.maybe(row.effect.as_ref()),
        evaluation: cx.maybe(row.evaluation.as_ref()),
        facts: cx.facts(&row.facts),
        indicators: indicator::links(cx, plan, &row.indicators),
        source: cx.source(&row.place),
    }
}
